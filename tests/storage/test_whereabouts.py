"""Where a folder lies, and whether its locks hold for two processes."""

from __future__ import annotations

import os
from pathlib import Path, PureWindowsPath

import pytest

from mcdesk.application.views import Whereabouts
from mcdesk.errors import Trouble
from mcdesk.models import joining, share_trial
from mcdesk.models.whereabouts import of_mount, of_mountinfo, of_mounts, of_windows, whereabouts

LINUX = """\
24 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
31 24 0:26 / /srv/team\\040files rw,relatime shared:9 - cifs //server/ctl rw,vers=3
32 24 0:27 / /mnt/drive rw - fuse.rclone gdrive: rw
33 31 0:28 / /srv/team\\040files/local rw - tmpfs tmpfs rw
"""


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/home/ctl/team.mcdhub", "here", ""),
        ("/srv/team files/team.mcdhub", "mounted", "//server/ctl (cifs)"),
        ("/srv/team files/local/team.mcdhub", "here", ""),
        ("/mnt/drive/x", "cloud", "gdrive:"),
    ],
)
def test_the_longest_mount_tells_where_a_folder_lies(path, kind, name):
    mounts = [mount for line in LINUX.splitlines() if (mount := of_mountinfo(line))]
    assert of_mounts(Path(path), mounts) == Whereabouts(kind, name)


def test_what_macos_says_is_mounted_is_read():
    line = "//ctl@server/team on /Volumes/team (smbfs, nodev, nosuid, mounted by ctl)"
    assert of_mount(line) == ("/Volumes/team", "smbfs", "//ctl@server/team")
    assert of_mountinfo("nonsense") is None


@pytest.mark.parametrize(
    ("path", "drive", "kind", "name"),
    [
        ("\\\\server\\ctl\\team.mcdhub", 0, "share", "\\\\server\\ctl"),
        ("\\\\?\\UNC\\server\\ctl\\team.mcdhub", 0, "share", "\\\\server\\ctl"),
        ("T:\\team.mcdhub", 4, "mapped", "T:"),
        ("C:\\team.mcdhub", 3, "here", ""),
    ],
)
def test_unc_paths_and_mapped_drives_of_windows_are_told(path, drive, kind, name):
    assert of_windows(PureWindowsPath(path), drive) == Whereabouts(kind, name)


def test_a_folder_that_a_variable_of_windows_names_is_a_clouds(tmp_path, monkeypatch):
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Kampus"))
    assert whereabouts(tmp_path / "Kampus" / "t.mcdhub") == Whereabouts("cloud", "Kampus")
    assert whereabouts(tmp_path / "t.mcdhub").kind == "here"


def test_a_workspace_lies_on_this_computer(tmp_path, monkeypatch):
    joining.must_be_own(tmp_path / "a.mcdesk")
    monkeypatch.setattr(joining, "whereabouts", lambda _path: Whereabouts("mapped", "T:"))
    with pytest.raises(Trouble, match="T: is not a disk of this computer"):
        joining.must_be_own(tmp_path / "a.mcdesk")


# --- the trial of locks -------------------------------------------------------------------------


def test_a_folder_whose_locks_hold_passes_and_is_left_clean(tmp_path):
    assert share_trial.trial(tmp_path) is None
    assert not list(tmp_path.iterdir())


def ignores_locks(home, path):
    """Another process on a file server that does not hand locks on."""
    while True:
        answers = {"start": "ready", "lock": "written", "read": "mine", "hold": "held"}
        home.send(answers[home.recv()])


def has_no_journal(home, path):
    """Another process whose half-done write stays in the file."""
    connection = share_trial._opened(path)
    while (wanted := home.recv()) != "break":
        if wanted == "hold":
            connection.execute("begin immediate")
        home.send({"start": "ready", "lock": "locked", "read": "mine", "hold": "held"}[wanted])
    connection.execute("update trial set said = 'torn' where n < 10")
    connection.execute("commit")
    home.send("broken")
    os._exit(1)


@pytest.mark.parametrize(("second", "code"), [(ignores_locks, "lock"), (has_no_journal, "journal")])
def test_a_folder_that_fails_is_refused_with_the_reason(tmp_path, monkeypatch, second, code):
    found = share_trial.trial(tmp_path, second)
    assert found is not None
    assert found[0] == code
    monkeypatch.setattr(share_trial, "trial", lambda _folder: found)
    monkeypatch.setattr(share_trial, "_passed", set())
    with pytest.raises(Trouble) as trouble:
        share_trial.must_hold_locks(tmp_path)
    assert trouble.value.title == "This folder cannot hold a hub."
    assert "damage" in trouble.value.advice
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_to_says_so(tmp_path):
    assert share_trial.trial(tmp_path / "gone")[0] == "refused"
