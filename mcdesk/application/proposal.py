"""What a filled form that came back proposes: field by field against what was sent. Pure.

Three sides: `base` is what was sent out, `theirs` what came back, `mine` what the form holds now.
Where only theirs changed, it is proposed; where both did and do not fit together, a person
decides. What cannot be placed is listed with its text, so that nothing is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from mcdesk.application.beside_fields import JOINED, PUT_BEHIND, named
from mcdesk.application.doubts import doubt, known_answers
from mcdesk.application.merge import Collision, merge
from mcdesk.application.names import ViewNames
from mcdesk.application.outside import (
    NEW,
    Filled,
    is_open,
    name_of,
    path_of,
    places,
    tables,
    text_of,
)
from mcdesk.application.row_order import RowOrder
from mcdesk.application.typed import parse
from mcdesk.application.whose_sheet import kept_apart
from mcdesk.errors import Finding
from mcdesk.i18n import LANGUAGES, N_
from mcdesk.procedure.canonical import Json, clean_text, is_empty
from mcdesk.procedure.commands import AddRow, MoveRow, RemoveRow, SetCell, SetValue
from mcdesk.procedure.content import Content, Row
from mcdesk.procedure.definition import Column, Field, FieldType
from mcdesk.procedure.identity import new_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from mcdesk.application.views import FormView
    from mcdesk.procedure.commands import Command
    from mcdesk.procedure.stage import Label

State = Literal["theirs", "merged", "conflict", "doubt", "differs"]
Act = Literal["value", "cell", "add", "remove", "move"]
UNKNOWN: Json = {"sent": "unknown"}
"""A base that neither side is equal to: what was sent is not known."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """One place where what came back differs from what the form holds.

    Where it is not known what was sent, both sides just differ (`differs`), and so they do where a
    row was deleted from the file: that may be meant, or have happened on the way.
    `value` is what would be written: theirs, or both changes together (`merged`). `cells` are
    those of a row to add; `after` is the row behind which it goes, or one that moves: its id, "^"
    for the top, the end where it is "". `why` says what is doubtful about a value.
    """

    path: str
    label: Label
    entry: Field | Column
    act: Act
    state: State
    mine: Json = None
    theirs: Json = None
    value: Json = None
    row: int = 0
    cells: tuple[tuple[Column, Json], ...] = ()
    why: Finding | None = None
    after: str = ""

    @property
    def is_chosen(self) -> bool:
        """Tell whether it may be taken over without asking: nothing of mine is overwritten."""
        return self.state in ("theirs", "merged")


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something that came back and has no place in the form, word for word."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a filled form proposes, what has no place, and what is to be known about it."""

    form_id: str
    found: tuple[Proposed, ...]
    unplaced: tuple[Unplaced, ...] = ()
    notes: tuple[Finding, ...] = ()


def propose(view: FormView, filled: Filled) -> Proposal:
    """Compare what came back with what was sent and with what the form holds now."""
    return kept_apart(view, filled, _Comparison(view, filled).run())


def commands_of(proposal: Proposal, chosen: Iterable[Proposed]) -> tuple[Command, ...]:
    """Return the commands that take over what was chosen; together they are one undo step."""
    made: list[Command] = []
    behind: dict[tuple[str, str], str] = {}
    for one in chosen:
        form, (top, _slash, rest) = proposal.form_id, one.path.partition("/")
        row, _slash, column = rest.partition("/")
        if one.act == "value":
            made.append(SetValue(form=form, path=one.path, new=one.value, base=one.mine))
        elif one.act == "cell":
            made.append(SetCell(form=form, field=top, row=row, column=column, new=one.value,
                                base=one.mine))  # fmt: skip
        elif one.act == "add":
            cells = {column.id: value for column, value in one.cells}
            place, id_ = (top, one.after), new_id() if one.after else ""
            made.append(AddRow(form=form, field=top, cells=cells, id=id_,
                               after=behind.get(place, one.after)))  # fmt: skip
            behind[place] = id_
        elif one.act == "move":
            place = (top, one.after)
            made.append(MoveRow(form=form, field=top, row=row,
                                after=behind.get(place, one.after)))  # fmt: skip
            behind[place] = row
        else:
            made.append(RemoveRow(form=form, field=top, row=row))
    return tuple(made)


class _Comparison:
    """One comparison of a filled form with its form."""

    def __init__(self, view: FormView, filled: Filled) -> None:
        self.view, self.filled = view, filled
        self.names = ViewNames.of(view)
        self.sent = filled.sent
        self.base = filled.sent.base if filled.sent else Content()
        written = self.sent.language if self.sent else ""
        is_whole = all(note.code != "filled_many" for note in filled.notes)
        self.is_same = is_whole and self.sent is not None and (
            self.sent.definition == view.definition.digest
        )  # fmt: skip
        self.missing: list[Field] = []
        self.taken_before: set[str] = set()
        self.shown = next((each for each in LANGUAGES if each == written), None)
        self.left = self._with_copies_told_apart()
        self.offered: set[str] = set()

    def _with_copies_told_apart(self) -> dict[str, str]:
        """Return what came back with the row that was sent known among its copies.

        Who puts the copy above it has changed the upper one; the row is the one that stayed.
        """
        fields = self.filled.fields
        other: dict[str, str] = {}
        for copy, row in self.filled.copies.items():
            if row not in other and self._stayed(copy, row) > self._stayed(row, row):
                other[copy], other[row] = row, copy
        parts = ((name.rpartition("/"), text) for name, text in fields.items())
        return {f"{other.get(top, top)}{slash}{last}": text for (top, slash, last), text in parts}

    def _stayed(self, name: str, row: str) -> int:
        """Return in how many columns a row of the file says what was sent for a row."""
        field, _slash, id_ = row.partition("/")
        entry, sent = self.view.definition.fields.get(field), _row_of(self.base, field, id_)
        if entry is None or sent is None:
            return 0
        return sum(
            clean_text(self.filled.fields.get(f"{name}/{column.id}", "")).rstrip()
            == clean_text(text_of(column, sent.cells.get(column.id), self.names, self.shown or ""))
            for column in entry.columns
        )  # fmt: skip

    def run(self) -> Proposal:
        found = [*self._values(), *self._tables()]
        notes = self._notes()
        unplaced = [
            Unplaced(path_of(name), text) for name, text in self.left.items() if text.strip()
        ]
        beside = [one for one in self.filled.beside
                  if one.text and not (one.is_own and one.near in self.offered)]  # fmt: skip
        unplaced += (Unplaced(name, one.text) for name, one in named(beside, self.view.definition))
        return Proposal(self.view.form_id, tuple(found), tuple(unplaced), notes)

    def _notes(self) -> tuple[Finding, ...]:
        notes = list(self.filled.notes)
        if self.sent is None:
            notes.append(Finding("no_record", N_(
                "The file does not say any more what it was sent with. It is compared with what "
                "the form holds now; look at every place.")))  # fmt: skip
        elif self.sent.definition != self.view.definition.digest:
            notes.append(
                Finding(
                    "other_wording",
                    N_("The file has another wording of the form than the one that is used now."),
                )
            )
        if self.missing:
            names = dict.fromkeys(entry.label.text() for entry in self.missing)
            notes.append(Finding("fields_gone", N_(
                "The file no longer has these fields; they stay as they are: {fields}."),
                {"fields": ", ".join(names)}))  # fmt: skip
        return tuple(notes)

    def _values(self) -> Iterator[Proposed]:
        for path, entry in places(self.view.definition):
            base = self.base.values.get(path)
            mine = self.view.content.values.get(path)
            known, theirs = self._taken(path, entry, base if self.sent else mine)
            if known:
                one = self._judged(path, entry, "value", base, mine, theirs)
                if one is not None:
                    yield one
            elif self.is_same and not is_empty(base):
                self.missing.append(entry)

    def _taken(self, path: str, entry: Field | Column, base: Json) -> tuple[bool, Json]:
        """Take a place out of what came back: whether it is there, and its value."""
        name = name_of(path)
        if entry.type is FieldType.CHOICES:
            return self._several(name, entry, base)
        if name not in self.left:
            return False, None
        text = self._with_beside(name, entry, clean_text(self.left.pop(name)).rstrip())
        if text == clean_text(text_of(entry, base, self.names, self.shown or "")).rstrip():
            return True, base
        answers = known_answers(entry)
        if not text and answers and base not in answers:
            return True, base  # no box stands for what was there
        return True, parse(entry, text, self.names, self.view.today, self.shown)

    def _with_beside(self, name: str, entry: Field | Column, text: str) -> str:
        """Return what stands in a field with what was written beside it, in its own place."""
        words = [one.text for one in self.filled.beside if one.is_own and one.near == name]
        if not words or entry.type not in JOINED:
            return text
        self.offered.add(name)
        return JOINED[entry.type].join(filter(None, (text, *words)))

    def _several(self, name: str, entry: Field | Column, base: Json) -> tuple[bool, Json]:
        """Return the answers whose boxes are ticked; an answer of no box stays as it was."""
        boxes = {choice.id: f"{name}={choice.id}" for choice in entry.choices}
        if name in self.left:
            return True, parse(entry, self.left.pop(name), self.names, self.view.today)
        if not any(box in self.left for box in boxes.values()):
            return False, None
        before = base if isinstance(base, list) else []
        on = [id_ for id_, box in boxes.items()
              if (self.left.pop(box, "") if box in self.left else id_ in before)]  # fmt: skip
        others = [kept for kept in before if kept not in boxes]
        now: list[Json] = [*on, *others]
        return True, before if set(map(str, now)) == set(map(str, before)) else now

    def _judged(
        self, path: str, entry: Field | Column, act: Act, base: Json, mine: Json, theirs: Json,
        row: int = 0,
    ) -> Proposed | None:  # fmt: skip
        """Return what is proposed for one place; None where there is nothing to decide."""
        if self.sent is None and is_empty(theirs):
            return None
        is_long = entry.type is FieldType.TEXT or act == "cell"
        known_base = base if self.sent else UNKNOWN if not is_empty(mine) else None
        result = merge(known_base, theirs, mine, long_text=is_long)
        one = Proposed(path, entry.label, entry, act, "theirs", mine, theirs, theirs, row,
                       why=self._doubt(entry, theirs))  # fmt: skip
        if isinstance(result, Collision):
            return replace(one, state="conflict" if self.sent else "differs")
        if result.value == mine or (is_empty(result.value) and is_empty(mine)):
            return None
        if one.why is not None:
            return replace(one, state="doubt")
        if name_of(path) in self.offered:
            return replace(one, state="differs", value=result.value, why=PUT_BEHIND)
        same = result.value == theirs
        return replace(one, state="theirs" if same else "merged", value=result.value)

    # --- tables -----------------------------------------------------------------------------

    def _tables(self) -> Iterator[Proposed]:
        for entry in tables(self.view.definition):
            ids = dict.fromkeys(
                name.split("/")[1] for name in self.left if name.startswith(f"{entry.id}/")
                and name.count("/") == 2
            )  # fmt: skip
            order = self._order(entry, ids)
            for id_ in ids:
                if id_ in order.went:
                    yield Proposed(f"{entry.id}/{id_}", entry.label, entry, "move", order.state,
                                   row=order.here.index(id_) + 1, after=order.behind(id_),
                                   )  # fmt: skip
                yield from self._row(entry, id_, order)
            yield from self._gone_rows(entry, ids)

    def _order(self, entry: Field, ids: Iterable[str]) -> RowOrder:
        """Return how the rows of a table stand: when sent, in the file, and here."""
        here = [row.id for row in self.view.content.rows.get(entry.id, ())]
        base = [row.id for row in self.base.rows.get(entry.id, ())]
        return RowOrder(base, list(ids) if self.filled.is_ordered else [], here)

    def _gone_rows(self, entry: Field, there: Collection[str]) -> Iterator[Proposed]:
        """Propose to remove rows that were deleted from the file; a person ticks them.

        Where no row of the table came back the table itself was lost on the way.
        """
        shows = any(is_open(column) for column in entry.columns)
        rows = [row for row in self.base.rows.get(entry.id, ())
                if self.is_same and shows and row.id not in there and not row.is_blank]  # fmt: skip
        if rows and not there:
            self.missing.append(entry)
            return
        why = Finding("row_gone", N_("The row was deleted from the file."))
        ids = [row.id for row in self.view.content.rows.get(entry.id, ())]
        for row in rows:
            kept = _row_of(self.view.content, entry.id, row.id)
            if kept is not None:
                state: State = "differs" if kept.cells == row.cells else "conflict"
                yield Proposed(f"{entry.id}/{row.id}", entry.label, entry, "remove", state,
                               row=ids.index(row.id) + 1, why=why)  # fmt: skip

    def _row(self, entry: Field, id_: str, order: RowOrder) -> Iterator[Proposed]:
        sent = _row_of(self.base, entry.id, id_)
        kept = _row_of(self.view.content, entry.id, id_)
        cells = []
        for column in entry.columns:
            path = f"{entry.id}/{id_}/{column.id}"
            if not is_open(column):
                continue
            base = sent.cells.get(column.id) if sent else None
            stood = kept.cells.get(column.id) if kept and self.sent is None else base
            known, theirs = self._taken(path, column, stood)
            if known:
                cells.append((column, base, theirs))
        if kept is not None:
            yield from self._kept_row(entry, kept, cells)
        elif sent is None or any(theirs != base for _column, base, theirs in cells):
            whole = tuple((column, theirs) for column, _base, theirs in cells
                          if not is_empty(theirs))  # fmt: skip
            if whole and not (sent is None and self._stands(entry, whole)):
                yield self._added(entry, id_, whole, is_gone=sent is not None,
                                  after=order.place(id_))  # fmt: skip

    def _stands(self, entry: Field, cells: tuple[tuple[Column, Json], ...]) -> bool:
        """Tell whether a row that is new in the file was taken in before: each row here once."""
        known = {row.id for row in self.base.rows.get(entry.id, ())} | self.taken_before
        told = {column.id: value for column, value in cells}
        wanted = {column.id: told.get(column.id) for column in entry.columns if is_open(column)}
        for row in self.view.content.rows.get(entry.id, ()):
            here = {id_: row.cells.get(id_) for id_ in wanted}
            same = all(here[id_] == value or (is_empty(here[id_]) and is_empty(value))
                       for id_, value in wanted.items())  # fmt: skip
            if same and row.id not in known:
                self.taken_before.add(row.id)
                return True
        return False

    def _doubt(self, entry: Field | Column, value: Json) -> Finding | None:
        known: Mapping[str, str] | None = {
            FieldType.PERSON: self.names.persons, FieldType.PROGRAMME: self.names.programmes,
        }.get(entry.type)  # fmt: skip
        if known is not None and not is_empty(value) and value not in known:
            words = N_("“{text}” is not in the directory.")
            return Finding("unknown_name", words, {"text": str(value)[:80]})
        return doubt(entry, value)

    def _added(
        self, entry: Field, id_: str, cells: tuple[tuple[Column, Json], ...], *, is_gone: bool,
        after: str,
    ) -> Proposed:  # fmt: skip
        """Return a row to add; one that was removed here meanwhile is for a person to decide."""
        why = next(filter(None, (self._doubt(column, value) for column, value in cells)), None)
        state: State = "conflict" if is_gone else "doubt" if why else "theirs"
        return Proposed(f"{entry.id}/{id_}", entry.label, entry, "add", state, cells=cells, why=why,
                        after=after)  # fmt: skip

    def _kept_row(
        self, entry: Field, kept: Row, cells: list[tuple[Column, Json, Json]]
    ) -> Iterator[Proposed]:
        number = [row.id for row in self.view.content.rows[entry.id]].index(kept.id) + 1
        had = any(not is_empty(base) for _column, base, _theirs in cells)
        if had and all(is_empty(theirs) for _column, _base, theirs in cells):
            same = all(kept.cells.get(column.id) == base or
                       (is_empty(base) and is_empty(kept.cells.get(column.id)))
                       for column, base, _theirs in cells)  # fmt: skip
            yield Proposed(f"{entry.id}/{kept.id}", entry.label, entry, "remove",
                           "theirs" if same else "conflict", row=number)  # fmt: skip
            return
        for column, base, theirs in cells:
            path = f"{entry.id}/{kept.id}/{column.id}"
            mine = kept.cells.get(column.id)
            one = self._judged(path, column, "cell", base, mine, theirs, number)
            if one is not None:
                yield one


def _row_of(content: Content, field_id: str, row_id: str) -> Row | None:
    if row_id.startswith(NEW):
        return None
    return next((row for row in content.rows.get(field_id, ()) if row.id == row_id), None)
