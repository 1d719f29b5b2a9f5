"""`mcdesk check`, `backup` and `restore`: of a workspace, or with `--hub` of a team's hub."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcdesk.application.hub_address import shown
from mcdesk.errors import WrongUsage
from mcdesk.i18n import _, plural
from mcdesk.script.running import DONE, TROUBLE, desk_of, emit, verb, workspace_of
from mcdesk.script.team import back_words, copy_words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from mcdesk.application.ports import AppPort


@verb("check")
def check(arguments: argparse.Namespace, app: AppPort) -> int:
    """Check a workspace or a hub; exit 3 when something is wrong."""
    told: dict[str, Any] = {}
    notes: list[str] = []
    if arguments.hub is None:
        problems = app.check(workspace_of(arguments, app), notes.append)
        told = {} if problems else _noticed(workspace_of(arguments, app), app)
    else:
        problems, address = _of_hub(arguments, app)
        told = {"older": not problems and app.hub_age(address).is_older}
    if arguments.json:
        emit({"ok": not problems, "problems": list(problems), "notes": notes, **told})
    else:
        for problem in problems:
            print(problem)
        print(
            _("all well") if not problems else plural("{n} problem", "{n} problems", len(problems))
        )
        for words in (*notes, *told.get("copied", ()), *told.get("put_back", ())):
            print(words)
        if told.get("older"):
            print(_("The tables or the rules of the hub are older than this MC Desk: whoever looks "
                    "after it renews them with mcdesk hub upgrade."))  # fmt: skip
    return TROUBLE if problems else DONE


def _noticed(path: Path, app: AppPort) -> dict[str, Any]:
    """Return in words that a workspace is a copy or was put back, until somebody looked at that."""
    desk = app.open(path, read_only=True)
    try:
        state = desk.replica()
    finally:
        app.close(desk)
    words = {"copied": copy_words(state.copied), "put_back": back_words(state.put_back)}
    return {name: said for name, said in words.items() if said}


def _of_hub(arguments: argparse.Namespace, app: AppPort) -> tuple[Sequence[str], str]:
    """Check a hub, against what the workspace remembers where there is one that belongs to it.

    With its address.
    """
    if not workspace_of(arguments, app).is_file():
        if not arguments.hub:
            raise WrongUsage(_("--hub needs ADDRESS: there is no workspace that knows one"))
        return app.check_hub(arguments.hub), arguments.hub
    with desk_of(arguments, app) as desk:
        state = desk.replica()
        address = arguments.hub or state.address
        if not address:
            raise WrongUsage(_("--hub needs ADDRESS: this workspace belongs to none"))
        is_named = arguments.workspace is not None or not arguments.hub
        return app.check_hub(address, desk if state.hub_id and is_named else None), address


@verb("backup")
def backup(arguments: argparse.Namespace, app: AppPort) -> int:
    """Write a backup of a workspace or a hub."""
    if arguments.hub is None:
        if arguments.keep:
            raise WrongUsage(_("--keep goes with --hub"))
        print(_("wrote {out}").format(out=app.backup(workspace_of(arguments, app), arguments.file)))
    else:
        print(
            _("wrote {out}").format(
                out=app.backup_hub(arguments.hub, arguments.file, arguments.keep)
            )
        )
    return DONE


@verb("restore")
def restore(arguments: argparse.Namespace, app: AppPort) -> int:
    """Restore a backup; what is there is set aside."""
    if arguments.hub is not None:
        kept = app.restore_hub(arguments.file, arguments.hub)
        print(
            _("restored {hub}; every workspace brings again what came after").format(
                hub=shown(arguments.hub)
            )
        )
        if kept:
            print(_("the hub that was there is kept as {kept}").format(kept=kept))
        return DONE
    target = workspace_of(arguments, app)
    aside = app.restore(arguments.file, target)
    print(_("restored {target}").format(target=target))
    if aside is not None:
        print(_("the workspace that was there is kept as {aside}").format(aside=aside))
    return DONE
