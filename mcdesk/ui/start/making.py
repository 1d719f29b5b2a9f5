"""What the first page has made: jobs for the worker whose desk is the app itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from mcdesk.i18n import _

if TYPE_CHECKING:
    from mcdesk.application.ports import AppPort, Progress
    from mcdesk.ui.start.new_form import NewWorkspace

HUB, WORKSPACE = ".mcdhub", ".mcdesk"


def create(wish: NewWorkspace, app: AppPort, _progress: Progress) -> Path:
    """Make a new workspace with its first person."""
    roles = tuple(dict.fromkeys((*wish.roles, "ctl", "ctl_lead")))
    desk = app.create(wish.path, wish.name, wish.person, roles=roles)
    app.close(desk)
    return wish.path


def sample(path: Path, app: AppPort, progress: Progress) -> Path | None:
    """Fill a copy of the sample; None when that was cancelled."""
    return path if app.make_sample(path, progress) else None


def ask_join(parent: QWidget, folder: Path) -> tuple[Path, Path] | None:
    """Ask for a team's hub, and for where the workspace is to lie; None when it was left."""
    title = _("The team’s hub")
    hub, _kind = QFileDialog.getOpenFileName(parent, title, str(Path.home()), f"*{HUB};;*")
    if not hub:
        return None
    start = str(folder / f"{Path(hub).stem}{WORKSPACE}")
    title = _("Where your workspace is to lie, on this computer")
    target, _kind = QFileDialog.getSaveFileName(parent, title, start, f"*{WORKSPACE}")
    if not target:
        return None
    path = Path(target) if target.endswith(WORKSPACE) else Path(f"{target}{WORKSPACE}")
    return Path(hub), path


def join(hub: Path, path: Path, app: AppPort, _progress: Progress) -> Path:
    """Make a workspace of what a hub holds."""
    app.close(app.join(path, str(hub)))
    return path
