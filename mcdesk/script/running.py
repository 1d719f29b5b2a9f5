"""How a verb of the script face is run: its desk, its answer, its exit code, what went wrong."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mcdesk.application.days import told
from mcdesk.errors import Finding, Refused, Trouble, WrongUsage
from mcdesk.i18n import N_, _
from mcdesk.paths import is_there
from mcdesk.procedure.by_module import names_part

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path

    from mcdesk.application.ports import AppPort, DeskPort
    from mcdesk.application.views import CardPage, FormLine

DONE, REFUSED, USAGE, TROUBLE = 0, 1, 2, 3
ORDERS = {
    "not_a_hub": N_(
        "Is it the hub of this workspace, emptied or overwritten? Then a workspace of the team "
        "makes it anew: mcdesk hub rebuild. A new hub is made from a workspace that has none: "
        "mcdesk hub init."
    ),
    "no_replica": N_("Join a hub, or make one from this workspace: mcdesk hub init."),
    "disk_full": N_(
        "Make room, then try again. What was acknowledged before is kept; what was not "
        "has to be given again."
    ),
    "too_large": N_("Keep a link to it instead: mcdesk attach … --link."),
}
"""What a script is told to do, by the code of the Trouble, where a window names buttons, drafts."""
BESIDES = {
    "hub_gone": "mcdesk hub rebuild",
    "hub_damaged": "mcdesk hub rebuild",
    "hub_unsound": "mcdesk hub rebuild",
    "old_hub": "mcdesk hub upgrade",
    "altered": "mcdesk check --hub; mcdesk hub rebuild",
    "unreadable_entry": "mcdesk hub rebuild",
    "unreadable_card": "mcdesk check",
}
"""The command that does what the advice says, where a window names a button or a person."""
ANEW = N_(
    "Where it belongs to a team, everything comes anew from its hub, and the damaged file is kept "
    "beside: mcdesk hub join ADDRESS FILE --as PERSON --set-aside. What waited in it comes along "
    "as far as it can be read, and it is told what could not."
)
"""What a script is told besides of a workspace that is damaged."""
VERBS: dict[str, Callable[[argparse.Namespace, AppPort], int]] = {}


def verb(name: str) -> Callable[[Callable[[argparse.Namespace, AppPort], int]], Any]:
    """Register the function of a verb."""

    def register(function: Callable[[argparse.Namespace, AppPort], int]) -> Any:
        VERBS[name] = function
        return function

    return register


def run(arguments: argparse.Namespace, app: AppPort) -> int:
    """Run a verb; say what went wrong in words and return the exit code."""
    try:
        return VERBS[arguments.verb](arguments, app)
    except Refused as refusal:
        for finding in refusal.findings:
            print(_("refused: {told}").format(told=told(finding)), file=sys.stderr)
        return REFUSED
    except WrongUsage as error:
        print(f"mcdesk {arguments.verb}: {error}", file=sys.stderr)
        return USAGE
    except Trouble as trouble:
        print(f"mcdesk {arguments.verb}: {trouble.title} {advice_of(trouble)}", file=sys.stderr)
        return TROUBLE
    except BrokenPipeError:
        return DONE


def advice_of(trouble: Trouble) -> str:
    """Return what to do about it; a script is told the command where a window names a button."""
    order = ORDERS.get(trouble.code)
    if order is not None:
        return _(order)
    if trouble.code == "damaged":
        return f"{trouble.advice} {_(ANEW)}"
    command = BESIDES.get(trouble.code, "")
    besides = _("The command for it: {command}.").format(command=command) if command else ""
    return f"{trouble.advice} {besides}".strip()


def workspace_of(arguments: argparse.Namespace, app: AppPort) -> Path:
    """Return the workspace named, else the one that the window opened last."""
    return arguments.workspace or app.default_path()


@contextmanager
def desk_of(arguments: argparse.Namespace, app: AppPort, *, read_only: bool = True) -> Any:
    """Open the workspace for a verb, and close it behind it."""
    path = workspace_of(arguments, app)
    if arguments.workspace is None and not is_there(path):
        title = _("No workspace is named, and none was opened on this computer yet.")
        raise Trouble("missing", title, _("Name a workspace: --workspace FILE."))
    try:
        desk = app.open(path, arguments.person, read_only=read_only)
    except Trouble as trouble:
        if trouble.code == "ambiguous_person":
            raise Refused(Finding(trouble.code, "{what}", {"what": trouble.title})) from trouble
        if trouble.code != "unknown_person":
            raise
        text = N_("“{ref}” is not in the directory. Add the person first.")
        raise Refused(Finding(trouble.code, text, {"ref": arguments.person[:120]})) from trouble
    try:
        other = None if read_only else desk.foreign_login()
        if other is not None:
            print(f"mcdesk {arguments.verb}: {other.sentence()}", file=sys.stderr)
        yield desk
    finally:
        app.close(desk)


def emit(data: object) -> None:
    """Write one JSON value on a line of its own."""
    print(json.dumps(data, ensure_ascii=False, default=str), flush=True)


def form_of(desk: DeskPort, code: str, kind: str) -> FormLine:
    """Return a form of a card: `R2` the present one, `R2:1` an earlier sheet, or by its id.

    Raises:
        WrongUsage: There is none.
    """
    bare, mark, sheet = kind.partition(":")
    if mark:
        every = [line for line in desk.page(code).all_forms if line.kind == bare]
        found = [line for line in every if line.sheet == sheet]
        found = found or [line for line in every if line.sheet.endswith(f".{sheet}")]
    else:
        lines = desk.outline(code).forms
        found = [line for line in lines if kind in (line.kind, line.form_id)]
    if not found:
        raise WrongUsage(_("{code} has no form {kind} yet").format(code=code, kind=kind))
    return found[-1]


def standing_forms(desk: DeskPort, code: str, kind: str = "") -> list[FormLine]:
    """Return the forms of a card that stand, with every sheet; those of a kind, if one is given.

    Of a kind it is the present sheet, and each assessor's where each has one. The parts of a form
    that is signed module by module come with the whole.
    """
    standing = sheets_standing(desk.page(code))
    if not kind:
        return standing
    present = form_of(desk, code, kind)
    beside = [line for line in standing if line.kind == kind and line.round == present.round]
    return beside if present.assessor and present.kind == kind else [present]


def sheets_standing(page: CardPage) -> list[FormLine]:
    """Return the sheets of a card's forms without those that an earlier round left behind."""
    return [line for line in page.all_forms
            if line.status != "superseded" and line.earlier != "round"
            and not names_part(line.scope)]  # fmt: skip


def finding_data(finding: Finding) -> dict[str, str]:
    """Return a finding as scripts get it."""
    return {
        "code": finding.code,
        "form": finding.form,
        "path": finding.path,
        "role": finding.role,
        "person": finding.person,
        "level": finding.level,
        "text": told(finding),
    }
