"""What a form takes over from the same form of another micro-credential, or is revised from. Pure.

Never taken: what the program works out, what stays open after freezing, people, days, files,
what comes from the card, its team or the day, what is asked across cards (components, milestones),
and what somebody answers or declares for this card alone (ticks outside tables, checklists, tables
of people, what is new in a version, what was discussed about its cost), or what others did for that
other one: a partner's confirmation of its outcomes, the approval of its scripts. A row that the
table begins with is the same row here; any other gets an id made of the row that it comes from.
Cells that name a row follow it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import Json, is_empty
from mcdesk.procedure.content import Content, Row
from mcdesk.procedure.definition import Column, Field, FieldType, FormDefinition
from mcdesk.procedure.digest import digest
from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.opening import names_here, new_form, renamed, usual_keys
from mcdesk.procedure.usual_rows import defined_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mcdesk.procedure.situation import Situation

Keys = Callable[[Field], "Mapping[str, str]"]
"""Gives the keys of the rows that a table begins with, by the ids that they have in the source."""

NEVER = (FieldType.COMPUTED, FieldType.DECISION, FieldType.FILE, FieldType.PERSON, FieldType.DATE,
         FieldType.PROGRAMME, FieldType.CHECKLIST)  # fmt: skip
OWN = ("card.", "team.", "setting.", "after.")
"""What a pre-fill begins with that belongs to the card itself."""
OF_ONE = ("d23", "p6", "p43")
"""Fields about one micro-credential alone: what is new in a version (domain.md, F7 d23), who else
writes it and what was discussed about its cost (F2 p6, p43)."""

STATED = ("dudi", "script")
"""Ticks in tables that say what somebody did: partners confirmed an outcome (domain.md, F2 p20 and
F7 d5), a script was approved (F3). They hold for the text that stood there then."""


NAMING = ("full_name", "short_name")
"""Settings of the LMS build sheet (F7 d17) that name one course; no second one may have them."""
OF_TEXT = ("version",)
"""How often a text was written anew (the script, F7 d12): another's begins to count by itself."""
PEOPLE = ("p6",)
"""Fields about people that stand in a revision as they stood: who else writes it (F2 p6)."""
OF_PERIOD = ("semester", "year")
"""The period of the register that the work stands in (F4): a revision gets its own, no closed one
(decisions.md, 24)."""
AFRESH = {"loop", "meeting", "assessor"}
"""What the forms are per that a revision begins anew (decisions.md, 12)."""
FOUND_ON = ("p11",)
"""Tables whose days are of what was found then, not of this work: evidence of need (F2 p11)."""


@dataclass(frozen=True, slots=True)
class Part:
    """A field that can be taken over: its values by path, or its rows.

    `is_filled` tells that something else stands there now; `rows` have their new ids, `names` tells
    them by those that they have in the source.
    """

    path: str
    entry: Field
    section: str
    values: Mapping[str, Json] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    is_filled: bool = False
    names: Mapping[str, str] = field(default_factory=dict)


def keys_between(source: str, before: Situation, now: Situation) -> Keys:
    """Return the keys of rows for a form that is begun from a source, a form of another card.

    Rows that the table copied from another form there are those of that form here, if it was begun
    from the other one, too.
    """

    def keys(entry: Field) -> Mapping[str, str]:
        found = usual_keys(source, entry, before)
        kind, _mark, path = entry.prefill.partition(".")
        other, definition = before.forms.get(kind), now.definitions.get(kind)
        its = other.definition.fields.get(path) if other is not None else None
        if other is None or definition is None or its is None:
            return found
        own = now.forms[kind].form if kind in now.forms else new_form(definition, now.card, "")
        there = usual_keys(other.form.id, its, before)
        here = names_here(own.id, path, other.content.table(path), there)
        return {id_: here.get(key, key) for id_, key in found.items()}

    return keys


def may_take(definition: FormDefinition) -> bool:
    """Tell whether a kind of form may be begun from another card's: a text, no judgement."""
    entries = definition.fields.values()
    texts = sum(entry.type is FieldType.TABLE and takes(entry) for entry in entries)
    judged = sum(entry.type is FieldType.CHECKLIST for entry in entries)
    of_card = definition.subject == "card" and not set(definition.per) - {"round"}
    return of_card and texts > 1 + 2 * judged


def takes(entry: Field | Column) -> bool:
    """Tell whether a field or column is one of those that are taken over."""
    if entry.living or entry.compute or entry.type in NEVER:
        return False
    if isinstance(entry, Column):
        return entry.id not in STATED
    own = entry.prefill in ("today", "assessor") or entry.prefill.startswith(OWN)
    people = any(c.required and c.type is FieldType.PERSON for c in entry.columns)
    asked = own or people or entry.table or entry.id in OF_ONE + OF_TEXT
    return not asked and entry.type is not FieldType.TICK


def begins_revised(definition: FormDefinition) -> bool:
    """Tell whether a revision begins with a form's text: not with meetings, builds, judgements."""
    return not AFRESH & set(definition.per)


def is_revised(entry: Field | Column) -> bool:
    """Tell whether a revision of the same micro-credential begins with a field or column.

    More than what another would take over (`takes`): also what is asked across cards (components,
    milestones), and the people and files in rows. Never the days, the period, the answers and
    declarations, and what comes from the card, its team or the day: those are of the work that is
    over (decisions.md, 12).
    """
    if entry.living or entry.compute:
        return False
    if isinstance(entry, Column):
        return entry.type is not FieldType.DATE and entry.id not in STATED
    same = entry.id in PEOPLE + OF_TEXT or bool(entry.table)
    return same or (takes(entry) and entry.id not in OF_PERIOD)


def revised(
    definition: FormDefinition, own: str, other: Content, of_other: FormDefinition, keys: Keys
) -> Content:
    """Return what a form of a revision begins with; its rows have the ids that they get here.

    Of a letter only its texts and choices: its number and its table are of that one paper.
    """
    texts = (FieldType.TEXT, FieldType.CHOICE, FieldType.CHOICES)
    lasting = texts if definition.subject == "letter" else tuple(FieldType)
    found = _parts(definition, (own, Content()), other, of_other, keys, is_revised)
    kept = [part for part in found if part.entry.type in lasting]
    kept = [_with_days(part, other) if part.path in FOUND_ON else part for part in kept]
    named = with_new_names(kept)
    values = {path: value for part in named for path, value in part.values.items()}
    return Content(values, {part.path: part.rows for part in named if part.rows})


def same_text(definition: FormDefinition, one: Content, other: Content) -> bool:
    """Tell whether two contents say the same in all that a revision begins with."""
    texts = (_of_revision(definition, content) for content in (one, other))
    return digest(definition, next(texts)) == digest(definition, next(texts))


def _of_revision(definition: FormDefinition, content: Content) -> Content:
    kept = {path for section in definition.sections
            for path, _entry in _takeable(section.fields, is_revised)}  # fmt: skip
    values = {path: value for path, value in content.values.items() if path in kept}
    return Content(values, {path: rows for path, rows in content.rows.items() if path in kept})


def _with_days(part: Part, other: Content) -> Part:
    """Return a table's rows with the days that stand in them."""
    days = [column for column in part.entry.columns if column.type is FieldType.DATE]
    cells = {part.names.get(row.id): _cells(row, days) for row in other.table(part.path)}
    rows = (replace(row, cells={**row.cells, **cells.get(row.id, {})}) for row in part.rows)
    return replace(part, rows=tuple(rows))


def parts(
    definition: FormDefinition, own: tuple[str, Content], other: Content,
    of_other: FormDefinition, keys: Keys,
) -> tuple[Part, ...]:  # fmt: skip
    """Return what a form, given by its id and content, could take over of another's content."""
    return tuple(_parts(definition, own, _with_own_names(other, own[1]), of_other, keys, takes))


def _with_own_names(other: Content, own: Content) -> Content:
    """Return another's content with the names that this one's course has in the LMS, if any."""

    def kept(path: str, row: Row) -> Row:
        setting = row.text("setting")
        if setting not in NAMING:
            return row
        here = (each for each in own.table(path) if each.text("setting") == setting)
        name = next((each.cells.get("value") for each in here), None)
        return replace(row, cells={**row.cells, "value": name})

    return Content(other.values, {path: tuple(kept(path, row) for row in rows)
                                  for path, rows in other.rows.items()})  # fmt: skip


def _parts(
    definition: FormDefinition, own: tuple[str, Content], other: Content,
    of_other: FormDefinition, keys: Keys, takes: Callable[[Field | Column], bool],
) -> Iterator[Part]:  # fmt: skip
    for section in definition.sections:
        for path, entry in _takeable(section.fields, takes):
            theirs = of_other.fields.get(path)
            if theirs is None or theirs.type is not entry.type:
                continue
            if entry.type is FieldType.TABLE:
                columns = [column for column in entry.columns if takes(column)]
                found = _table(entry, columns, section.id, own, other, keys)
            else:
                found = _values(path, entry, section.id, own[1], other)
            if found is not None:
                yield found


def _takeable(
    entries: Iterable[Field], takes: Callable[[Field], bool]
) -> Iterator[tuple[str, Field]]:
    for entry in entries:
        if takes(entry) and entry.type is not FieldType.GROUP:
            yield entry.id, entry
        if not entry.living and not entry.compute:
            yield from ((f"{entry.id}.{part.id}", part) for part in entry.parts if takes(part))


def _values(path: str, entry: Field, section: str, own: Content, other: Content) -> Part | None:
    """Return a field's value and note, as far as they differ from what stands there."""
    paths = (path, f"{path}.note") if entry.type is FieldType.YESNO else (path,)
    found = {each: other.value(each) for each in paths if not is_empty(other.value(each))}
    new = {each: value for each, value in found.items() if own.value(each) != value}
    stands = any(not is_empty(own.value(each)) and own.value(each) != entry.default
                 for each in new)  # fmt: skip
    return Part(path, entry, section, new, is_filled=stands) if new else None


def _table(
    entry: Field, columns: list[Column], section: str,
    own: tuple[str, Content], other: Content, keys: Keys,
) -> Part | None:  # fmt: skip
    """Return a table's rows as they would stand here; None where they stand here already."""
    theirs = [row for row in other.table(entry.id) if _cells(row, columns)]
    if not theirs:
        return None
    mine = own[1].table(entry.id)
    if [_cells(row, columns) for row in mine] == [_cells(row, columns) for row in theirs]:
        return None
    names = names_here(own[0], entry.id, theirs, keys(entry))
    kept = {row.id: row for row in own[1].rows.get(entry.id, ())}
    rows = []
    for row in theirs:
        id_ = names[row.id]
        rest = {} if id_ not in kept else {
            key: value for key, value in kept[id_].cells.items()
            if key not in {*STATED, *(column.id for column in columns)}
        }  # fmt: skip
        rows.append(Row(id_, row.rank, {**rest, **_cells(row, columns)}))
    stands = any(not _is_usual(entry, row, own[0], columns) for row in mine)
    return Part(entry.id, entry, section, rows=tuple(rows), is_filled=stands, names=names)


def _cells(row: Row, columns: Iterable[Column]) -> dict[str, Json]:
    found = {column.id: row.cells.get(column.id) for column in columns}
    return {key: value for key, value in found.items() if not is_empty(value)}


def _is_usual(entry: Field, row: Row, form: str, columns: Iterable[Column]) -> bool:
    """Tell whether a row is one that the table begins with, untouched."""
    for key, cells in defined_keys(entry).items():
        if row.id == natural_id("row", form, entry.id, key):
            ids = {column.id for column in columns}
            return _cells(row, columns) == {k: v for k, v in cells.items() if k in ids and v}
    return False


def with_new_names(taken: Iterable[Part]) -> tuple[Part, ...]:
    """Return the parts with every cell that named a row of the source naming the row here."""
    taken = tuple(taken)
    names = {id_: name for part in taken for id_, name in part.names.items()}
    return tuple(
        replace(part, rows=tuple(renamed(row, names) for row in part.rows)) for part in taken
    )
