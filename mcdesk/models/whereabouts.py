"""Where a folder really lies: on this computer, on a file server, or in a cloud's care.

Read from the system itself and not from the look of a path (reliability.md, 4.3): Windows tells
the type of a drive, Linux and macOS list what is mounted; the longest mount that holds it counts.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path, PureWindowsPath

from mcdesk.application.views import Whereabouts

REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW
NETWORK = re.compile(r"^(nfs|cifs|smb|9p|afpfs|webdav|ncpfs|glusterfs|ceph|lustre|afs|fuse\.)")
CLOUDY = re.compile(r"rclone|onedrive|dropbox|google|drivefs|icloud|nextcloud|owncloud|pcloud|box",
                    re.IGNORECASE)  # fmt: skip
CLOUDS = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "mobile documents",
          "nextcloud", "owncloud", "box sync")  # fmt: skip
ROOTS = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Variables in which Windows says where a cloud's folders are."""


def whereabouts(path: Path) -> Whereabouts:
    """Tell where a file or folder lies; `name` is the cloud's folder, or the server's share."""
    whole = path.absolute()
    cloud = _cloud(whole)
    if cloud:
        return Whereabouts("cloud", cloud)
    return _on_windows(whole) if os.name == "nt" else of_mounts(whole, _mounts())


def _cloud(path: Path) -> str:
    """Return the part of a path that a cloud service copies about; "" where there is none."""
    for name in ROOTS:
        root = os.environ.get(name)
        if root and path.is_relative_to(root):
            return Path(root).name
    named = (part for part in path.parts if any(cloud in part.casefold() for cloud in CLOUDS))
    return next(named, "")


def of_windows(path: PureWindowsPath, drive_type: int) -> Whereabouts:
    """Tell where a path of Windows lies, by the type of its drive."""
    share = str(path.drive).replace("\\\\?\\UNC\\", "\\\\")
    if share.startswith("\\\\"):
        return Whereabouts("share", share)
    if drive_type == REMOTE:
        return Whereabouts("mapped", share)
    return Whereabouts("here")


def _on_windows(path: Path) -> Whereabouts:
    real = PureWindowsPath(os.path.realpath(path))  # junctions lead elsewhere
    return of_windows(real, _drive_type(f"{real.drive}\\"))


def _drive_type(root: str) -> int:
    """Return what kind of drive Windows says that a root is."""
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(root))
    return 0


def of_mounts(path: Path, mounts: list[tuple[str, str, str]]) -> Whereabouts:
    """Tell where a path lies, by what is mounted: (where, type, source), the last one on top."""
    real = Path(os.path.realpath(path))
    held = [mount for mount in mounts if real.is_relative_to(mount[0])]
    if not held:
        return Whereabouts("here")
    longest = max(len(where) for where, _type, _source in held)
    _where, kind, source = [mount for mount in held if len(mount[0]) == longest][-1]
    if not NETWORK.match(kind):
        return Whereabouts("here")
    if CLOUDY.search(f"{kind} {source}"):
        return Whereabouts("cloud", source)
    return Whereabouts("mounted", f"{source} ({kind})")


def _mounts() -> list[tuple[str, str, str]]:
    """Return what is mounted on Linux or macOS; nothing where the system does not tell."""
    with suppress(OSError):
        lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()
        return [mount for line in lines if (mount := of_mountinfo(line)) is not None]
    with suppress(OSError, subprocess.SubprocessError):
        told = subprocess.run(
            ["/sbin/mount"], capture_output=True, text=True, timeout=5, check=True
        )
        return [mount for line in told.stdout.splitlines() if (mount := of_mount(line))]
    return []


def of_mountinfo(line: str) -> tuple[str, str, str] | None:
    """Return (where, type, source) of a line of Linux' mountinfo (proc(5))."""
    left, mark, right = line.partition(" - ")
    parts, told = left.split(" "), right.split(" ")
    if not mark or len(parts) < 5 or len(told) < 2:
        return None
    where = re.sub(r"\\(\d{3})", lambda found: chr(int(found[1], 8)), parts[4])
    return where, told[0], told[1]


def of_mount(line: str) -> tuple[str, str, str] | None:
    """Return (where, type, source) of a line that macOS' mount writes."""
    found = re.match(r"(.+) on (/.*) \((\w+)", line)
    return (found[2], found[3], found[1]) if found else None
