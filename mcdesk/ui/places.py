"""Where the program keeps things of its own, and what the procedure that ships says of columns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mcdesk import resources

if TYPE_CHECKING:
    from mcdesk.procedure.stage import Phase, Stage


def shipped_columns() -> tuple[tuple[Stage, ...], tuple[Phase, ...]]:
    """Return stages and phases of the shipped procedure, for before a workspace was ever read."""
    from mcdesk.procedure.load import read_procedure

    text = (resources.root() / "procedure" / "uph_ctl.toml").read_text(encoding="utf-8")
    procedure = read_procedure(text, "procedure", [])
    return (procedure.stages, procedure.phases) if procedure else ((), ())


def sample_folder() -> Path:
    """Return a folder for a throw-away copy of the sample."""
    import tempfile

    return Path(tempfile.mkdtemp(prefix="mcdesk-sample-"))


def discard(folder: Path | None) -> None:
    """Throw a folder away, with the copy of the sample in it."""
    if folder is not None:
        import shutil

        shutil.rmtree(folder, ignore_errors=True)


def remember(path: Path) -> None:
    """Note the workspace opened last; not being able to is no reason to stop."""
    from mcdesk.ui.state import last_workspace

    note = last_workspace()
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(str(path.resolve()), encoding="utf-8")
    except OSError:
        return
