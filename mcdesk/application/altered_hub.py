"""That an entry of the hub's journal was altered, told from a hub that was put back.

In a hub that was put back others bring again what it had lost; behind the last entry that it still
has, whatever comes first was done on the same ground and says the same as before. Where the same
entry stands there with another content, somebody wrote it anew (reliability.md, 5, fault 17).
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING

from mcdesk.application import shelf
from mcdesk.application.handlers import slipping
from mcdesk.application.journal import MEANT, read_event
from mcdesk.application.packet import lines_of
from mcdesk.application.redacting import without
from mcdesk.application.taken import is_taken, made_at, made_by
from mcdesk.application.told_besides import are_told_besides
from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.procedure.canonical import read_json
from mcdesk.procedure.commands import COMMANDS
from mcdesk.procedure.content import Content
from mcdesk.procedure.figures import entered
from mcdesk.procedure.records import FormRow, Redaction, Revision
from mcdesk.procedure.records.record import from_data
from mcdesk.procedure.rows import content_from_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from dataclasses import Field
    from typing import Any, TypeGuard

    from mcdesk.application.journal import Effect, Event, Line
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.storage_ports import Reader

ALTERED = "altered"
"""What the workspace says of itself: that the last exchange found the hub altered, in words; and
the code of the Trouble that tells it."""

OF_TAKER: Mapping[str, frozenset[str]] = {
    table: frozenset(names.split())
    for table, names in (
        ("card", "stage_since created_on status_since back_by back_on archived_on"),
        ("team", "since until"),
        ("idea", "received_on"),
        ("debt", "raised_by raised_on paid_by paid_on"),
        ("correction", "made_by made_on"),
        ("form", "opened_on"),
        ("office", "since until"),
        ("absence", "since until set_by"),
        ("closed_period", "closed_at closed_on closed_by reopened_on reopened_by"),
        ("redaction", "removed_on removed_by"),
        ("revision", "frozen_at frozen_on frozen_by"),
        ("sign_off", "recorded_by recorded_at withdrawn_on"),
        ("signing_key", "ended_at"),
        ("comment", "author at"),
        ("file", "added_by added_at"),
        ("booklet", "day printed_by printed_at"),
        ("setting", "since"),
    )
}
"""Columns that say who carried an event out, and when: of what came in a packet who took it in."""


def is_altered(
    own: Line, there: Line, removals: Sequence[Redaction] = (), reader: Reader | None = None
) -> bool:
    """Tell whether two entries of one id say something else.

    A newer program that did it again may say more: an argument or a column that the other does not
    have, what it tells of a freezing (`told_besides.py`). What is computed of a version it may work
    out otherwise, and say of more settings that they bound. Within a column nothing is besides: the
    cells of a row are what people said. What came in a packet is done by who took it in, on another
    day (`OF_TAKER`).

    Args:
        own: The entry of the workspace.
        there: The entry of the hub.
        removals: What was removed for ever, as the workspace and the hub tell: both entries are
            compared without it.
        reader: The workspace, which knows what is told of a freezing; without it nothing is.
    """
    if own.id != there.id or own.body == there.body:
        return False
    try:
        mine, theirs = (read_event(_without(each.body, removals)) for each in (own, there))
        return not _agree(mine, theirs, reader, removals)
    except MEANT:
        return True


def _agree(
    mine: Event, theirs: Event, reader: Reader | None, removals: Sequence[Redaction]
) -> bool:
    """Tell whether two events say the same was done, by whom, when, and came of it."""
    came = is_taken(mine) or is_taken(theirs)
    if mine.kind != theirs.kind or _made(mine, came=came) != _made(theirs, came=came):
        return False
    if _asked(mine) != _asked(theirs):
        return False
    records, others = _records(mine), _records(theirs)
    told = tuple(zip(_told_by(mine), _told_by(theirs), strict=True)) if came else ()
    same = all(
        record[name] == others[key][name]
        or _is_of_taker((*key, name), (record[name], others[key][name]), told)
        for key, record in records.items()
        if key in others
        for name in record.keys() & others[key].keys()
    )
    return (
        same
        and _hold_the_same(mine, theirs, reader)
        and all(
            not more or (reader is not None and are_told_besides(event, more, reader, removals))
            for event, more in (
                (mine, _further(mine, records.keys() - others.keys())),
                (theirs, _further(theirs, others.keys() - records.keys())),
            )
        )
    )


def _hold_the_same(mine: Event, theirs: Event, reader: Reader | None) -> bool:
    """Tell whether the versions that two events froze hold the same text.

    What was computed of it is looked at apart (docs/decisions/0015), and the rows of changed dates
    are told by one program and not by another. Who cannot read its wording cannot tell.
    """
    frozen, others = (
        {each.id: each.new for each in event.effects if each.table == Revision.table}
        for event in (mine, theirs)
    )
    return all(
        one.get("content") == other.get("content")
        or (reader is not None and _entered_in(one, reader) == _entered_in(other, reader))
        for one, other in ((frozen[id_], others[id_]) for id_ in frozen.keys() & others.keys())
    )


def _entered_in(version: Mapping[str, Any], reader: Reader) -> Content | None:
    """Return what people wrote into a version; None where this program cannot read its wording."""
    try:
        definition = shelf.form_definition(reader, version["definition_id"])
    except Trouble:
        return None
    content = entered(definition, content_from_text(version["content"]))
    told = slipping.TABLE if definition.id == slipping.TIMELINE else ""
    return Content(content.values, {key: rows for key, rows in content.rows.items() if key != told})


def _further(event: Event, keys: Collection[tuple[str, str]]) -> list[Effect]:
    """Return the effects of an event on records that the other one does not touch."""
    return [each for each in event.effects if (each.table, each.id) in keys]


def _is_of_taker(
    column: tuple[str, str, str], both: tuple[Any, Any], told: Sequence[tuple[str, str]]
) -> bool:
    """Tell whether a column says of either event who carried it out, or when.

    A row of changed dates that comes with a freezing names the day of that beside all else.
    """
    table, _id, name = column
    mine, theirs = both
    if table == FormRow.table and name == "cells" and isinstance(mine, dict):
        days = isinstance(theirs, dict) and (mine.get("date"), theirs.get("date")) in told
        return days and {**mine, "date": ""} == {**theirs, "date": ""}
    return name in OF_TAKER.get(table, ()) and both in told


def _made(event: Event, *, came: bool) -> tuple[str, ...]:
    """Return whose an event is and when it was made; with `came`, before it came in a packet."""
    return (made_by(event), made_at(event)) if came else (event.by, event.at, event.today)


def removals_told(lines: Iterable[Line]) -> Iterator[Redaction]:
    """Yield what the entries of a hub tell to be removed for ever."""
    for line in lines:
        if f'"{Redaction.table}"' not in line.body:
            continue
        try:
            made = [each.new for each in read_event(line.body).effects
                    if each.table == Redaction.table]  # fmt: skip
            found = [from_data(Redaction.table, dict(each)) for each in made]
        except MEANT:  # told where it is taken in
            continue
        yield from (each for each in found if isinstance(each, Redaction))


def _without(body: str, removals: Sequence[Redaction]) -> str:
    for removal in removals:
        body = without(body, removal)
    return body


def _asked(event: Event) -> dict[str, Any]:
    """Return what a command asks for: what this program knows, but for what is usual."""
    command = dict(event.command)
    known = COMMANDS.get(str(command.get("do")))
    if known is None:
        return command
    usual = {each.name: _default(each) for each in fields(known)}
    return {
        name: value
        for name, value in command.items()
        if name == "do" or (name in usual and (value or None) != (usual[name] or None))
    }


def _default(entry: Field[Any]) -> object:
    """Return what an argument is where none is given; `MISSING` where one has to be."""
    return entry.default if entry.default_factory is MISSING else entry.default_factory()


def _told_by(event: Event) -> tuple[str, str, str]:
    """Return what an event writes into its records of who carried it out, and when."""
    return event.by, event.at, event.today


def _records(event: Event) -> dict[tuple[str, str], dict[str, Any]]:
    """Return what an event wrote into its records, what is held as JSON as what that says."""
    return {
        (each.table, each.id): {
            name: read_json(value, value) if _is_json(value) else value
            for name, value in each.new.items()
            if not _is_worked_out(each.table, name)
        }
        for each in event.effects
    }


def _is_worked_out(table: str, name: str) -> bool:
    """Tell whether a column says what follows from others, or where the entry stands.

    The text of a version is compared apart (`_hold_the_same`); the entries that a removal names are
    checked by its own (`redacting.holds_together`).
    """
    if name == "row_version" or (table, name) == (Redaction.table, "lines"):
        return True
    return table == Revision.table and name in ("content", "open_paths", "settings")


def _is_json(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and value.startswith(("{", "["))


def missing_in(lost: Sequence[Line], there: Iterable[Line]) -> tuple[Line, ...]:
    """Return the entries that a hub has no more although it has a later one of these.

    A hub that was put back lacks its end. Where others have brought again first what they did, it
    looks the same as where somebody took entries out, and wrote anew what stands behind.
    """
    known = {line.id for line in there}
    last = max((n for n, line in enumerate(lost) if line.id in known), default=0)
    return tuple(line for line in lost[:last] if line.id not in known)


def said_of(knowledge: Knowledge, line: Line) -> str:
    """Return in words what an entry says here: its number, who did what, and where."""
    (told,) = lines_of(knowledge, (read_event(line.body),))
    place = f"{told.card}/{told.form}".strip("/")
    words = (
        _("entry {n}, of {who}: {what}") if not place else _("entry {n}, of {who}, {place}: {what}")
    )
    return words.format(n=line.seq, who=told.who, place=place, what=told.what.text())


def altered_hub(said: str) -> Trouble:
    """Return the Trouble of a hub in which an entry stands with another content than here."""
    return Trouble(
        ALTERED,
        _("The team’s hub was altered: {said}").format(said=said),
        _("So it stands in this workspace; in the hub the same entry says something else. Nothing "
          "was exchanged, and what you do is kept here. Tell who looks after the hub: it is "
          "rebuilt from a sound workspace, and “mcdesk check --hub” goes on naming the entry until "
          "then."),
    )  # fmt: skip
