"""The developers' and newcomers' door: `python3 dev.py run`, `python3 dev.py test`.

Needs nothing but Python 3.11 to 3.14 with pip. Makes `.venv`, installs what `constraints.txt`
pins, finds the system libraries that Qt needs on Linux, then does what it was asked.
"""

from __future__ import annotations

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
MARK = VENV / ".installed"
# library -> Debian package; found in a minimal Debian 12 (offscreen, then X11)
QT_LIBRARIES = {
    "EGL": "libegl1", "GL": "libgl1", "glib-2.0": "libglib2.0-0", "dbus-1": "libdbus-1-3",
    "fontconfig": "libfontconfig1", "xkbcommon": "libxkbcommon0",
    "xcb-cursor": "libxcb-cursor0", "xcb-icccm": "libxcb-icccm4", "xcb-keysyms": "libxcb-keysyms1",
    "xcb-shape": "libxcb-shape0", "xkbcommon-x11": "libxkbcommon-x11-0",
}  # fmt: skip
UNWANTED = ("PYTHONDONTWRITEBYTECODE",)
USAGE = """usage: python3 dev.py VERB [arguments]

run      open the window (without a display: draw every screen into shots/)
test     run the tests (--slow adds the long ones; further arguments go to pytest)
check    ruff, ruff format, mypy strict, import contracts
bench    measure the figures of the design
shots    draw every screen as PNG
package  build the one-folder program with PyInstaller
texts    collect the program's texts for translation and compile the Indonesian ones
"""


def main() -> int:
    """Do what the first argument says; return the exit code."""
    verb, *rest = sys.argv[1:] or ["help"]
    verbs = {"run": run, "test": test, "check": check, "bench": bench, "shots": shots,
             "package": package, "texts": texts}  # fmt: skip
    if verb not in verbs:
        print(USAGE)
        return 0 if verb in ("help", "-h", "--help") else 2
    if not (3, 11) <= sys.version_info[:2] <= (3, 14):
        print(f"MC Desk needs Python 3.11 to 3.14; this is {sys.version.split()[0]}.")
        return 3
    system_libraries()
    install()
    return verbs[verb](rest)


def call(*command: object, **env: str) -> int:
    """Run a command in the project's folder; return its exit code.

    Compiled modules are kept even where the environment says not to: the program starts in half
    the time, and the tests start it some hundred times.
    """
    kept = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    return subprocess.call([str(part) for part in command], cwd=HERE, env={**kept, **env})


def install() -> None:
    """Make `.venv` and install what is pinned, unless that was done already."""
    wanted = (HERE / "constraints.txt").read_bytes() + (HERE / "pyproject.toml").read_bytes()
    mark = hashlib.sha256(wanted + sys.version.encode()).hexdigest()
    if PYTHON.exists() and MARK.exists() and MARK.read_text() == mark:
        return
    if MARK.exists() and not MARK.read_text().endswith(sys.version.split()[0]):
        MARK.unlink()
    if not PYTHON.exists():
        print("making .venv …", flush=True)
        if subprocess.call([sys.executable, "-m", "venv", str(VENV)]):
            shutil.rmtree(VENV, ignore_errors=True)
            sys.exit("Python's venv is missing; on Debian: apt-get install python3-venv")
    print("installing (once, some 200 MB) …", flush=True)
    if call(PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check",
            "-c", "constraints.txt", "-e", ".[dev]"):  # fmt: skip
        sys.exit("The installation failed; what pip said stands above.")
    MARK.write_text(mark)


def system_libraries() -> None:
    """On Linux: find what Qt needs and is missing; install it as root on Debian, else say how."""
    if not sys.platform.startswith("linux"):
        return
    missing = [
        package for name, package in QT_LIBRARIES.items() if not ctypes.util.find_library(name)
    ]
    if not missing:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("installing system libraries for Qt:", " ".join(missing), flush=True)
        subprocess.call(["apt-get", "update", "-qq"])
        if subprocess.call([*command, "-qq"]) == 0:
            return
    print("Qt needs system libraries that are missing here. On Debian or Ubuntu:")
    print("    sudo " + " ".join(command), flush=True)


def run(rest: list[str]) -> int:
    """Open the window, or draw its pictures where there is no display."""
    linux = sys.platform.startswith("linux")
    if linux and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        print("There is no display here: drawing every screen as a picture instead.", flush=True)
        return shots([])
    return call(PYTHON, "-m", "mcdesk", *rest)


def shots(rest: list[str]) -> int:
    """Draw every screen into shots/."""
    return call(PYTHON, "-m", "mcdesk", "shots", *(rest or ["--out", "shots"]))


def test(rest: list[str]) -> int:
    """Run the tests; --slow adds those that take minutes, and the hub's on the oldest server.

    Each processor runs tests of its own, but at least two and at most eight: each takes 600 MB.
    """
    slow = "--slow" in rest
    rest = [argument for argument in rest if argument != "--slow"]
    chosen = [] if slow else ["-m", "not slow"]
    workers = min(max(os.cpu_count() or 2, 2), 8)
    command = (PYTHON, "-m", "pytest", "-q", "-n", workers, "--dist", "loadfile")
    failed = call(*command, *chosen, *rest, QT_QPA_PLATFORM="offscreen")
    if slow:
        older = (
            "tests/sync",
            "tests/storage/test_postgres.py",
            "tests/end2end/test_script_team.py",
        )
        failed |= call(*command, "-m", "not slow", *older, QT_QPA_PLATFORM="offscreen",
                       PGSERVER_POSTGRES_VERSION="16")  # fmt: skip
    return failed


def check(rest: list[str]) -> int:
    """Run every static check; all of them, also after one failed."""
    commands = (
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("import_linter",),
    )
    failed = 0
    for name, *arguments in commands:
        print(f"--- {name} {' '.join(arguments)}", flush=True)
        if name == "import_linter":
            failed |= call(BIN / ("lint-imports.exe" if os.name == "nt" else "lint-imports"))
        else:
            failed |= call(PYTHON, "-m", name, *arguments, *rest)
    return failed


def bench(rest: list[str]) -> int:
    """Measure; every figure stands beside its bare control of the same run."""
    return call(PYTHON, "-m", "bench", *rest, QT_QPA_PLATFORM="offscreen")


def texts(rest: list[str]) -> int:
    """Bring the Indonesian catalogue up to date and compile it."""
    folder = HERE / "resources" / "i18n"
    template, catalogue = folder / "mcdesk.pot", folder / "id" / "LC_MESSAGES" / "mcdesk.po"
    babel = (PYTHON, "-m", "babel.messages.frontend")
    failed = call(*babel, "-q", "extract", "-k", "N_", "-k", "plural:1,2", "--no-location",
                  "--omit-header", "--sort-output", "-o", template, "mcdesk")  # fmt: skip
    verb = (
        ("update", "--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date")
        if catalogue.exists()
        else ("init",)
    )
    failed |= call(*babel, "-q", *verb, "-i", template, "-o", catalogue, "-l", "id", *rest)
    template.unlink(missing_ok=True)
    compiled = catalogue.with_suffix(".mo")
    return failed | call(*babel, "-q", "compile", "-i", catalogue, "-o", compiled, "-l", "id")


def package(rest: list[str]) -> int:
    """Build dist/mcdesk, say its size and run its self-test from inside."""
    failed = call(PYTHON, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN",
                  "build_installer.spec", *rest)  # fmt: skip
    folder = HERE / "dist" / "mcdesk"
    if failed or not folder.is_dir():
        return failed or 3
    print(f"dist/mcdesk: {room_of(folder)} MB on the disk")
    program = folder / ("mcdesk.exe" if os.name == "nt" else "mcdesk")
    return call(program, "self-test", QT_QPA_PLATFORM="offscreen")


def room_of(folder: Path) -> int:
    """Return the MiB that a folder takes on the disk, as `du -sm` does: whole blocks, rounded up.

    Windows does not tell the blocks of a file: its size counts there.
    """
    found = {}
    for file in (folder, *folder.rglob("*")):
        told = file.lstat()
        room = told.st_blocks * 512 if hasattr(told, "st_blocks") else told.st_size
        found[told.st_dev, told.st_ino or file] = room  # a file of several names counts once
    return -(-sum(found.values()) // 2**20)


if __name__ == "__main__":
    sys.exit(main())
