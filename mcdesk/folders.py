"""The folders of the person at this computer, and which workspace was open there last."""

from __future__ import annotations

from pathlib import Path

from mcdesk.i18n import N_

WINDOW = "window.ini"  # what the window remembers in the settings' folder (ui/state.py)
LAST = "last-workspace"  # the note in the settings' folder that names it
USUAL_NAME = N_("CTL team workspace")  # on screen, as long as nobody gives it another name
FIRST = "ctl.mcdesk"  # what a workspace is called as long as nobody gives it another name


def data_folder() -> Path:
    """Return where workspaces live by default: local, not roaming (design.md, section 5)."""
    import platformdirs

    return Path(platformdirs.user_data_dir("MC Desk", appauthor=False, roaming=False))


def config_folder() -> Path:
    """Return the user's own folder for settings and, where there is no keyring, locked keys."""
    import platformdirs

    return Path(platformdirs.user_config_dir("mcdesk", appauthor=False))


def language_on_screen() -> str:
    """Return the language that a person chose for the window; "" where nobody did."""
    try:
        text = (config_folder() / WINDOW).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    lines = (line.partition("=") for line in text.splitlines())
    return next((value.strip() for name, _is, value in lines if name.strip() == "language"), "")


def last_opened(note: Path) -> Path | None:
    """Return the workspace that a note names, None where nothing can be read."""
    try:
        text = note.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return Path(text) if text else None
