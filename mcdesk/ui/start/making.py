"""What the first page has made: jobs for the worker whose desk is the app itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mcdesk.application.ports import AppPort, Progress
    from mcdesk.application.views import HubSight
    from mcdesk.errors import McDeskError
    from mcdesk.ui.start.new_form import NewWorkspace
    from mcdesk.ui.team.place import HubWish


def create(wish: NewWorkspace, app: AppPort, _progress: Progress) -> Path:
    """Make a new workspace with its first person."""
    roles = tuple(dict.fromkeys((*wish.roles, "ctl", "ctl_lead")))
    desk = app.create(wish.path, wish.name, wish.person, roles=roles)
    if wish.university:
        from mcdesk.procedure.commands import SetSetting

        desk.execute(SetSetting(key="university", value=wish.university))
    app.close(desk)
    return wish.path


def sample(path: Path, app: AppPort, progress: Progress) -> Path | None:
    """Fill a copy of the sample; None when that was cancelled."""
    return path if app.make_sample(path, progress) else None


def try_hub(
    run: Callable[..., object],
    wish: HubWish,
    done: Callable[[HubSight], object],
    failed: Callable[[McDeskError], object],
) -> None:
    """Look whether the hub wished for can be joined, on a worker."""
    run(partial(_look, wish), done, failed)


def _look(wish: HubWish, app: AppPort) -> HubSight:
    return app.look_at_hub(wish.address)
