"""That an entry of the hub's journal was altered, told from a hub that was put back.

In a hub that was put back others bring again what it had lost; behind the last entry that it still
has, whatever comes first was done on the same ground and says the same as before. Where the same
entry stands there with another content, somebody wrote it anew (reliability.md, 5, fault 17).
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING

from mcdesk.application.altered_versions import Pair
from mcdesk.application.honest_differences import Place, is_honest
from mcdesk.application.journal import MEANT, chained, read_event
from mcdesk.application.numbers import PROVISIONAL
from mcdesk.application.packet import lines_of
from mcdesk.application.redacting import filled, held_in, vouched_for, without
from mcdesk.application.taken import ADOPTED, MADE_AT, MADE_BY, is_taken, made_at, made_by
from mcdesk.application.taken_anew import may_be_taken
from mcdesk.application.told_besides import are_told_besides
from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.procedure.canonical import json_text, text_digest
from mcdesk.procedure.commands import COMMANDS
from mcdesk.procedure.records import Redaction
from mcdesk.procedure.records.record import from_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from dataclasses import Field
    from typing import Any

    from mcdesk.application.journal import Effect, Event, Line
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.storage_ports import Reader

    Takers = frozenset[tuple[Any, Any]]

ALTERED = "altered"
"""What the workspace says of itself: that the last exchange found the hub altered, in words; and
the code of the Trouble that tells it."""


def is_altered(
    own: Line,
    there: Line,
    removals: Sequence[Redaction] = (),
    reader: Reader | None = None,
    takers: Takers = frozenset(),
) -> bool:
    """Tell whether two entries of one id say something else.

    Done again, an entry says the same, to the last column; why one may say something else all the
    same stands in `honest_differences.py`. A newer program may know further arguments, and tells
    of a freezing besides (`told_besides.py`).

    Args:
        own: The entry of the workspace.
        there: The entry of the hub.
        removals: What was removed for ever, as the workspace and the hub tell: both entries are
            compared without it.
        reader: The workspace, which knows what is told of a freezing; without it nothing is.
        takers: By whom and when the entries before were taken in, here and there.
    """
    if own.id != there.id or own.body == there.body:
        return False
    try:
        if _says_more_where_removed(own, there, removals, reader):
            return True
        bodies = [_without(each.body, removals) for each in (own, there)]
        mine, theirs = map(read_event, bodies)
        told = _taken_otherwise(mine, theirs)
        is_cut = bodies != [own.body, there.body]
        return not _agree(Pair(mine, theirs, reader, told, told | takers, is_cut), removals)
    except MEANT:
        return True


def takers_of(own: Line, there: Line) -> Takers:
    """Return by whom and when an entry was taken in from a packet, here and there."""
    try:
        return _taken_otherwise(read_event(own.body), read_event(there.body))
    except MEANT:
        return frozenset()


def _taken_otherwise(mine: Event, theirs: Event) -> Takers:
    if not (is_taken(mine) or is_taken(theirs)):
        return frozenset()
    both = zip((mine.by, mine.at, mine.today), (theirs.by, theirs.at, theirs.today), strict=True)
    return frozenset((one, other) for one, other in both if one != other)


def _agree(pair: Pair, removals: Sequence[Redaction]) -> bool:
    """Tell whether two events say the same was done, by whom, when, and came of it."""
    mine, theirs, reader = pair.mine, pair.theirs, pair.reader
    came = is_taken(mine) or is_taken(theirs)
    if not came and mine.group != theirs.group:  # done again, it is a step of who settled it
        return False
    if (mine.kind, mine.format) != (theirs.kind, theirs.format):
        return False
    if came and not may_be_taken(mine, theirs, reader):
        return False
    said = [(_made(each, came=came), json_text(_asked(each)), json_text(_noted(each, came=came)))
            for each in (mine, theirs)]  # fmt: skip
    if said[0] != said[1]:
        return False
    records, others = ({(e.table, e.id): e for e in each.effects} for each in (mine, theirs))
    if any(len(made) < len(each.effects) for each, made in ((mine, records), (theirs, others))):
        return False  # a record twice: no program writes that
    return all(
        _are_the_same(pair, records[key], others[key]) for key in records.keys() & others.keys()
    ) and all(
        not more or (reader is not None and are_told_besides(event, more, reader, removals))
        for event, more in (
            (mine, [records[key] for key in records.keys() - others.keys()]),
            (theirs, [others[key] for key in others.keys() - records.keys()]),
        )
    )


def _are_the_same(pair: Pair, mine: Effect, theirs: Effect) -> bool:
    """Tell whether two effects change a record in the same way, but for what honestly differs."""
    names = {*(mine.old or ()), *mine.new, *(theirs.old or ()), *theirs.new}
    return (mine.old is None) == (theirs.old is None) and all(
        is_honest(Place(pair, mine, theirs, name)) for name in names
    )


def _made(event: Event, *, came: bool) -> tuple[str, ...]:
    """Return whose an event is and when it was made; with `came`, before it came in a packet."""
    return (made_by(event), made_at(event)) if came else (event.by, event.at, event.today)


def _noted(event: Event, *, came: bool) -> dict[str, Any]:
    """Return what the note of an event says, but for who took it in.

    Whether a number is provisional depends on who carried it out, and on its block of numbers.
    """
    free = {PROVISIONAL, *((MADE_BY, MADE_AT, ADOPTED) if came else ())}
    return {key: said for key, said in event.note.items() if key not in free}


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


def _says_more_where_removed(
    own: Line, there: Line, removals: Sequence[Redaction], reader: Reader | None
) -> bool:
    """Tell whether a hub's entry has words where something was removed, that this one had not.

    Which ones it had, a workspace that has the removal knows by the entry's hash alone: put where
    the removal took them, the hub's words make the text of before, or other words stood there.
    """
    kept = removals if reader is None else reader.select(Redaction)
    said = [vouched for each in kept
            for mark, vouched in vouched_for((each,)).items() if mark == own.hash]  # fmt: skip
    if any(each.digest == text_digest(there.body) for each in said):
        return False
    before = there.body, filled(own.body, there.body, removals)
    if any(chained(each.previous, body) == own.hash for each in said for body in before):
        return False
    for removal in removals:
        mine, theirs = (held_in(each.body, removal) for each in (own, there))
        words = {removal.words, json_text(removal.words)}
        if any(texts - words - mine.get(place, set()) for place, texts in theirs.items()):
            return True
    return False


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


def altered_or_late(said: str) -> Trouble:
    """Return the Trouble of a hub in which an entry was taken in later than it is here."""
    return Trouble(
        ALTERED,
        _("The team’s hub was altered, or a clock is wrong: {said}").format(said=said),
        _("In the hub the same entry was taken in later than it is on this computer. Nothing was "
          "exchanged, and what you do is kept here. Compare the clock of this computer with "
          "another one: if it is behind, set it right and exchange again. If it is right, tell who "
          "looks after the hub: it is rebuilt from a sound workspace."),
    )  # fmt: skip
