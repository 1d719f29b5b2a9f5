"""What changed between two contents of a form, word by word: pure, so that it can be tested."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from mcdesk.application.shown import show
from mcdesk.i18n import N_, _
from mcdesk.procedure.canonical import same
from mcdesk.procedure.definition import Column, Field, FieldType, FormDefinition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mcdesk.application.names import Names
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.content import Content, Row
    from mcdesk.procedure.stage import Label

Kind = Literal["same", "added", "gone"]
Act = Literal["value", "cell", "new", "gone", "moved"]
_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST = 4_000_000
_NEAR = 3  # words before a change that tell where it is
_ROWS = {
    "cell": N_("Row {n} · {column}"),
    "new": N_("Row {n}, new"),
    "gone": N_("Row {n} as it was, taken out"),
    "moved": N_("Row {n}, moved; it was row {was}"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stayed, came or went."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One changed place: its path, what it is called, and the text with what came and went.

    A row that is new, gone or moved is one difference, with the text of its cells. `row` counts
    from 1 among the new rows, for one that is gone among the old ones; `was` is where a moved row
    stood. `part` is the part, item or column that changed.
    """

    path: str
    field: str
    label: Label
    pieces: tuple[Piece, ...]
    act: Act = "value"
    row: int = 0
    was: int = 0
    part: Label | None = None

    @property
    def is_whole(self) -> bool:
        """Tell whether a whole row came, went or moved."""
        return self.act in ("new", "gone", "moved")

    @property
    def place(self) -> str:
        """What the place is called within its field, in the language in use."""
        part = self.part.text() if self.part is not None else ""
        if self.act == "value":
            return part
        words = _ROWS[self.act]
        return _(words).format(n=self.row, was=self.was, column=part)


def compare_words(old: str, new: str) -> tuple[Piece, ...]:
    """Return `new` beside `old` as pieces; joined, `same` and `added` give `new` exactly."""
    if old == new:
        return (Piece("same", new),) if new else ()
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    if len(before) * len(after) > _MOST:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    start = shared(before, after)
    end = shared(before[start:][::-1], after[start:][::-1])
    pieces = [Piece("same", "".join(after[:start]))]
    pieces += _matched(before[start : len(before) - end], after[start : len(after) - end])
    pieces.append(Piece("same", "".join(after[len(after) - end :])))
    return tuple(_joined(pieces))


def compare_names(old: str, new: str) -> tuple[Piece, ...]:
    """Return one name beside another, whole: two stages share no words that stay."""
    if old == new:
        return compare_words(old, new)
    return tuple(piece for piece in (Piece("gone", old), Piece("added", new)) if piece.text)


def changed_words(old: str, new: str) -> tuple[str, str, str]:
    """Return what went between the first and the last changed word of a text, and what came.

    Before them stand the words just before, "" where it begins the text. Blanks do not count.
    """
    before, after = old.split(), new.split()
    start = shared(before, after)
    end = shared(before[start:][::-1], after[start:][::-1])
    gone, came = before[start : len(before) - end], after[start : len(after) - end]
    return " ".join(after[max(start - _NEAR, 0) : start]), " ".join(gone), " ".join(came)


def shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many tokens, or letters, at the start are equal."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _matched(before: list[str], after: list[str]) -> Iterator[Piece]:
    if len(before) * len(after) > _MOST:
        yield Piece("gone", "".join(before))
        yield Piece("added", "".join(after))
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(after[j1:j2]))
        else:
            yield Piece("gone", "".join(before[i1:i2]))
            yield Piece("added", "".join(after[j1:j2]))


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield the pieces without empty ones, neighbours of one kind as one.

    A lone space between two changed words belongs to the change: a phrase reads better whole.
    """
    run: dict[Kind, str] = {"gone": "", "added": ""}
    kept = [piece for piece in pieces if piece.text]
    for number, piece in enumerate(kept):
        inside = 0 < number < len(kept) - 1
        if piece.kind != "same":
            run[piece.kind] += piece.text
        elif inside and piece.text == " " and run["gone"] and run["added"]:
            run["gone"] += " "
            run["added"] += " "
        else:
            yield from (Piece(kind, text) for kind, text in run.items() if text)
            run = {"gone": "", "added": ""}
            yield piece
    yield from (Piece(kind, text) for kind, text in run.items() if text)


def differences(
    definition: FormDefinition, old: Content, new: Content, names: Names
) -> tuple[Difference, ...]:
    """Return the places where two contents differ, in the order of the form."""
    found: list[Difference] = []
    for section in definition.sections:
        for entry in section.fields:
            if entry.type is FieldType.TABLE:
                found.extend(_rows(entry, old, new, names))
            found.extend(_values(entry, old, new, names))
    return tuple(found)


def _values(entry: Field, old: Content, new: Content, names: Names) -> Iterator[Difference]:
    for path, part, kind in places(entry):
        before, after = old.value(path), new.value(path)
        if not same(before, after):
            pieces = compare_words(*_apart(kind, before, after, names))
            if pieces:
                yield Difference(path, entry.id, entry.label, pieces, part=part)


def places(entry: Field) -> Iterator[tuple[str, Label | None, Field | None]]:
    """Yield the paths that a field holds, with what each is called within it."""
    if entry.type is not FieldType.TABLE:
        yield entry.id, None, entry
    if entry.type is FieldType.YESNO:
        yield f"{entry.id}.note", None, None
    for part in entry.parts:
        yield f"{entry.id}.{part.id}", part.label, part
    for item in entry.items:
        answer = Field(item.id, item.label, FieldType.YESNO)
        yield f"{entry.id}.{item.id}", item.label, answer
        yield f"{entry.id}.{item.id}.note", item.label, None


def _apart(
    entry: Field | Column | None, before: Json, after: Json, names: Names
) -> tuple[str, str]:
    """Return two values that differ as text; of one name, a typed one is told from an entry's."""
    old, new = _text(entry, before, names), _text(entry, after, names)
    if old != new or not old or entry is None or entry.type is not FieldType.PERSON:
        return old, new
    are_known = [names.person(str(value)) != str(value) for value in (before, after)]
    if all(are_known):
        return f"{old} ({str(before)[:8]})", f"{new} ({str(after)[:8]})"
    said = (_("{name} (not in the directory)"), _("{name} (in the directory)"))
    return said[are_known[0]].format(name=old), said[are_known[1]].format(name=new)


def _text(entry: Field | Column | None, value: Json, names: Names) -> str:
    if entry is None:
        return "" if value is None else str(value)
    return show(entry, value, names)


def _rows(entry: Field, old: Content, new: Content, names: Names) -> Iterator[Difference]:
    before = {row.id: (number, row) for number, row in enumerate(old.table(entry.id), start=1)}
    after = new.table(entry.id)
    went = moved(before, [row.id for row in after])
    for number, row in enumerate(after, start=1):
        if row.id not in before:
            yield _whole(entry, row, "new", names, row=number)
            continue
        was, kept = before[row.id]
        if row.id in went:
            yield _whole(entry, row, "moved", names, row=number, was=was)
        yield from _cells(entry, number, kept, row, names)
    here = {row.id for row in after}
    for number, row in before.values():
        if row.id not in here:
            yield _whole(entry, row, "gone", names, row=number)


def moved(before: Iterable[str], after: Iterable[str]) -> frozenset[str]:
    """Return the fewest rows of both orders that must have moved, so that the others kept theirs.

    Those that stay are a longest run of places that rises.
    """
    at = {id_: place for place, id_ in enumerate(before)}
    kept = [id_ for id_ in after if id_ in at]
    ends: list[int] = []
    steps: list[int] = []
    for id_ in kept:
        step = bisect_left(ends, at[id_])
        ends[step : step + 1] = [at[id_]]
        steps.append(step)
    wanted, gone = len(ends) - 1, set()
    for id_, step in zip(reversed(kept), reversed(steps), strict=True):
        if step == wanted:
            wanted -= 1
        else:
            gone.add(id_)
    return frozenset(gone)


_PIECES: dict[str, Kind] = {"new": "added", "gone": "gone", "moved": "same"}


def _whole(
    entry: Field, row_: Row, act: Act, names: Names, *, row: int, was: int = 0
) -> Difference:
    """Return a row that came, went or moved, in one line."""
    cells = (show(column, row_.cells.get(column.id), names) for column in entry.columns)
    words = " · ".join(cell for cell in cells if cell)
    path = f"{entry.id}/{row_.id}/{entry.columns[0].id}"
    return Difference(
        path, entry.id, entry.label, (Piece(_PIECES[act], words),), act, row=row, was=was
    )


def _cells(entry: Field, number: int, old: Row, new: Row, names: Names) -> Iterator[Difference]:
    for column in entry.columns:
        before, after = old.cells.get(column.id), new.cells.get(column.id)
        if column.compute or same(before, after):
            continue
        pieces = compare_words(*_apart(column, before, after, names))
        path = f"{entry.id}/{new.id}/{column.id}"
        yield Difference(path, entry.id, entry.label, pieces, "cell", row=number, part=column.label)
