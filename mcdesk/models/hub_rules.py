"""What a hub on a server checks of each kind of event: which tables it may change, and whose right.

The procedure's rules ran at the member's workspace; a hub that cannot run them still knows that a
remark moves no card. Kinds that are not named here are refused: a test names every command.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, literal_column

from mcdesk.application.bringing import KEPT_BACK
from mcdesk.application.setting_bounds import ABOVE_NOUGHT, LARGEST_NUMBER, OWN, SHARES
from mcdesk.procedure.canonical import LARGEST, json_text
from mcdesk.procedure.commands import COMMANDS, right_to_undo
from mcdesk.procedure.identity import RANK
from mcdesk.procedure.names import LONGEST_ID, LONGEST_NUMBER
from mcdesk.procedure.records import RECORDS, TYPED_ROWS
from mcdesk.procedure.signs import HIDDEN, PART

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FUNCTIONS = 26
"""Which version of its functions a hub on a server has: raised by whoever changes what it checks.

It stands as the comment of `hub_push`, so that it goes and comes with the functions."""
TOLD: ColumnElement[str] = literal_column(
    "obj_description(to_regprocedure('hub.hub_push(text, bigint, text, jsonb)'))"
)
"""What a hub on a server says of its version."""
CONTENT = ("form", "form_value", "form_row", "assignment", *sorted(TYPED_ROWS))
FILLED = ("OpenForm", "RemoveSheet", "SetValue", "AddRow", "SetCell", "MoveRow", "RemoveRow",
          "FillForm", "TakeFromForm", "PlanTimeline", "FillUsualRows")  # fmt: skip
TABLES: Mapping[str, tuple[str, ...]] = {
    "BringEvent": tuple(name for name in RECORDS if name not in KEPT_BACK),
    "MatchEntry": ("person", "programme", "faculty", "team", "office", "card", "idea"),
    "NoteIdea": ("idea",),
    "PutIdeaAway": ("idea",),
    "CreateCard": ("card", "team", "idea", "number_block", *CONTENT),
    "TakeOverCard": ("card", "team", "number_block", "external", *CONTENT),
    "StartRevision": ("card", "team", "number_block", *CONTENT),
    "ChangeCard": ("card",),
    "MoveCard": ("card", "external", *CONTENT),
    "MoveCardByException": ("card", "debt", "external", *CONTENT),
    "PayDebt": ("debt",),
    "HoldCard": ("card",),
    "ResumeCard": ("card",),
    "HaltCard": ("card",),
    "CancelCard": ("card",),
    "ReopenCard": ("card",),
    "CompleteCard": ("card",),
    "RecordCorrection": ("correction",),
    **dict.fromkeys(FILLED, CONTENT),
    "CoverCard": CONTENT,
    "FreezeForm": ("form", "revision", "number_block", "comment", "form_row"),
    "ReserveNumbers": ("number_block",),
    "NumberStatement": ("number_block",),
    "ChangeForm": ("form",),
    "ChooseSigning": ("form",),
    "SignForm": ("sign_off",),
    "WithdrawSignOff": ("sign_off",),
    "RegisterKey": ("signing_key",),
    "EndKey": ("signing_key",),
    "RecordExternal": ("external", *CONTENT),
    "WriteComment": ("comment",),
    "CloseComment": ("comment",),
    "AttachFile": ("file", "sign_off"),
    "RemoveFile": ("file", "sign_off"),
    "KeepScan": ("file",),
    "SettleScan": ("file", "sign_off"),
    "KeepBooklet": ("booklet",),
    "AddPerson": ("person", "office"),
    "ChangePerson": ("person", "office"),
    "AppointOffice": ("office",),
    "EndOffice": ("office",),
    "SetAbsence": ("absence",),
    "EndAbsence": ("absence",),
    "AddFaculty": ("faculty",),
    "AddProgramme": ("programme",),
    "ChangeFaculty": ("faculty",),
    "ChangeProgramme": ("programme",),
    "SetLogo": ("setting", "file"),
    "SetSetting": ("setting",),
    "PublishDefinitions": ("definition",),
    "WithdrawDefinition": ("definition",),
    "AdoptDefinitions": ("card", "form"),
    "JoinTeam": ("team", *CONTENT),
    "LeaveTeam": ("team",),
    "HandOver": ("team",),
    "ClosePeriod": ("closed_period", "card", "number_block", *CONTENT),
    "SignPeriod": ("sign_off", "file"),
    "FilePeriodScan": ("sign_off", "file"),
    "ReopenPeriod": ("closed_period", "card"),
    "ArchiveCard": ("card",),
    "RetrieveCard": ("card",),
    "RemoveContent": ("redaction",),
    "SettleAttention": ("settlement",),
    "UndoEvent": (),
}
COLUMNS = ("kind", "held_right", "tables", "undo_right", "command", "states", "fields")
"""Under what a server keeps what `rules` tells of a kind of event."""
RIGHTS: Mapping[str, str] = {
    **dict.fromkeys(FILLED, "fill"), "FreezeForm": "fill", "ChangeForm": "fill",
    "ChooseSigning": "fill", "CoverCard": "cards", "RemoveFile": "cards", "PayDebt": "cards",
    "LeaveTeam": "cards", "HandOver": "cards",
}  # fmt: skip
"""Rights that a handler demands itself, where the command's class names none."""


def are_older(told: object) -> bool:
    """Tell whether a hub that says this of itself (`TOLD`) checks less than this program."""
    return _version(told) < FUNCTIONS


def are_newer(told: object) -> bool:
    """Tell whether a hub that says this of itself checks more than this program knows."""
    return _version(told) > FUNCTIONS


def _version(told: object) -> int:
    """Return which version of its functions a hub says that it has; -1 of one of before."""
    said = str(told or "").removeprefix("mcdesk ")
    return int(said) if said.isdecimal() else -1


def said() -> Mapping[str, str]:
    """Return what the functions are made with: bounds that are said in `procedure/` alone."""
    return {"{largest}": str(LARGEST), "{rank}": RANK, "{functions}": str(FUNCTIONS),
            "{number}": str(LONGEST_NUMBER), "{hidden}": HIDDEN, "{part}": PART,
            "{id}": str(LONGEST_ID), "{own}": json_text(OWN), "{most}": str(LARGEST_NUMBER),
            "{shares}": _array(SHARES), "{above_nought}": _array(ABOVE_NOUGHT)}  # fmt: skip


def _array(names: tuple[str, ...]) -> str:
    return "{" + ",".join(names) + "}"


def rules() -> Iterator[tuple[str, str, list[str], str, str, list[str], list[str]]]:
    """Yield each kind of event: its right ("" for none), its tables, undoing it, how, when.

    Of undoing that is the right it takes where somebody else did it; "" where it cannot be undone.
    How it is done: the name of its command. When: the states that its micro-credentials may have.
    Last, what the command says: the names of its fields.
    """
    for name, command in COMMANDS.items():
        tables = TABLES.get(name)
        if tables is not None:
            undoing = right_to_undo(command) if command.undoable else ""
            right = command.right or RIGHTS.get(name, "")
            said = [entry.name for entry in fields(command)]
            yield command.event, right, list(tables), undoing, name, list(command.states), said
