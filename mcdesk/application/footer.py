"""What stands at the foot of a form, and beside it on screen: its attachments and versions.

Source: domain.md, section b: the common footer of every form.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from mcdesk.application.lines import file_line
from mcdesk.application.stood import freezing_of, records_before
from mcdesk.application.views import FileLine, VersionNote
from mcdesk.procedure.by_module import is_part, whole_id
from mcdesk.procedure.content import Content, as_date
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.records import Form, Person, Revision, StoredFile, from_data
from mcdesk.procedure.rows import content_from_text
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.storage_ports import Reader
    from mcdesk.i18n import Language
    from mcdesk.procedure.definition import Field, FormDefinition

BESIDE = ("scan", "letter", "original", "sealed", "unfiled")
"""Files of sign-offs and of originals: they come beside what is signed, and are no part of it."""
TOLD = "versions"
"""Computes the table of versions of a form that has one of its own (F7 d1)."""
FEW = 6
"""So many changed fields are named, the others counted."""
CHANGED = Label("changed: {names}", "diubah: {names}")
FIRST = Label("first version", "versi pertama")
SAME = Label("the same text, frozen again", "teks yang sama, dibekukan kembali")


def attached_to(knowledge: Knowledge, form: Form, place: int) -> tuple[FileLine, ...]:
    """Return what was attached to a form before a place in the journal, the first first; 0 is now.

    What was removed since was attached then.
    """
    found = _attached(knowledge.reader, form, place)
    found.sort(key=lambda file: (file.added_at, file.name, file.id))
    lines = tuple(file_line(knowledge, file) for file in found)
    return lines if place else with_versions(knowledge, lines, form.card_id)


def _attached(reader: Reader, form: Form, place: int) -> list[StoredFile]:
    """Return what was attached to a form before a place in the journal; 0 is now."""
    ids = {form.id, whole_id(form)}
    if place:
        kept = records_before(reader, place, StoredFile, form.card_id).values()
        files = [cast("StoredFile", from_data(StoredFile.table, dict(each))) for each in kept]
    else:
        files = list(reader.select(StoredFile, form_id=list(ids)))
    return [
        file for file in files
        if file.form_id in ids and not file.deleted and file.purpose not in BESIDE
    ]  # fmt: skip


def with_versions(
    knowledge: Knowledge, files: Sequence[FileLine], card: str
) -> tuple[FileLine, ...]:
    """Return files of a card (id), each with the newest version of its form that lists it.

    What is attached to a form that is signed module by module is listed by its parts, too.
    """
    reader = knowledge.reader
    may_be = {file.form_id for file in files if file.form_id and file.purpose not in BESIDE}
    if not may_be:
        return tuple(files)
    parts = (form for form in reader.select(Form, card_id=card)
             if is_part(form) and whole_id(form) in may_be)  # fmt: skip
    forms = {form.id: form for form in (*reader.select(Form, id=sorted(may_be)), *parts)}
    listed: dict[str, int] = {}
    for form in forms.values():
        for id_, version in _newest(reader, form, files).items():
            listed[id_] = max(version, listed.get(id_, 0))
    return tuple(replace(file, listed=listed.get(file.id, 0)) for file in files)


def _newest(reader: Reader, form: Form, files: Iterable[FileLine]) -> dict[str, int]:
    """Return the newest version of a form whose print lists a file, by the ids of these files.

    By the order of the journal, as the print itself.
    """
    found: dict[str, int] = {}
    ids = {form.id, whole_id(form)}
    waiting = {each.id for each in files if each.form_id in ids and each.purpose not in BESIDE}
    kept = reader.select(Revision, form_id=form.id)
    for revision in sorted(kept, key=lambda each: each.version, reverse=True):
        if not waiting:
            break
        place = freezing_of(reader, revision).place
        there = waiting & {file.id for file in _attached(reader, form, place)}
        found |= dict.fromkeys(there, revision.version)
        waiting -= there
    return found


def versions_of(
    knowledge: Knowledge, form: Form, definition: FormDefinition, last: Revision | None, frozen: int
) -> tuple[VersionNote, ...]:
    """Return the versions of a form up to the last one, or all, each with what it changed.

    People are called as before the place `frozen` in the journal, 0 for now. A form with a table
    of its versions has none here: that tells more.
    """
    if told_in(definition):
        return ()
    kept = [
        revision
        for revision in knowledge.reader.select(Revision, form_id=form.id)
        if last is None or revision.version <= last.version
    ]
    kept.sort(key=lambda each: (each.version, each.frozen_at))
    contents = [content_from_text(each.content) for each in kept]
    return tuple(
        VersionNote(
            version=each.version, day=as_date(each.frozen_on),
            by=_name_then(knowledge, frozen, each.frozen_by),
            changed=tuple(_changed(definition, *contents[place - 1 : place + 1])) if place else (),
        )
        for place, each in enumerate(kept)
    )  # fmt: skip


def told_in(definition: FormDefinition) -> str:
    """Return the path of a form's own table of its versions, "" where it has none."""
    fields = definition.fields.items()
    return next((path for path, entry in fields if entry.compute == TOLD), "")


def changed_words(note: VersionNote) -> Label:
    """Return what a version changed."""
    if note.version == 1:
        return FIRST
    if not note.changed:
        return SAME
    return Label(CHANGED.en.format(names=_names(note, "en")),
                 CHANGED.id.format(names=_names(note, "id")))  # fmt: skip


def _names(note: VersionNote, language: Language) -> str:
    names = [label.text(language) for label in note.changed]
    rest = len(names) - FEW
    return ", ".join(names[:FEW]) + (f" (+{rest})" if rest > 0 else "")


def _name_then(knowledge: Knowledge, place: int, person: str) -> str:
    """Return what a person was called before a place in the journal, 0 for now."""
    kept = records_before(knowledge.reader, place, Person, id_=person) if place else {}
    if person not in kept:
        return knowledge.full_name(person)
    return cast("Person", from_data(Person.table, dict(kept[person]))).full_name


def _changed(definition: FormDefinition, before: Content, now: Content) -> Iterator[Label]:
    """Yield the names of the fields in which a version differs from the one before it."""
    for section in definition.sections:
        for entry in section.fields:
            if not entry.is_made and not entry.living and _said(before, entry) != _said(now, entry):
                yield entry.label


def _said(content: Content, entry: Field) -> object:
    if entry.type is FieldType.TABLE:
        frozen = {column.id for column in entry.columns if not column.living and not column.compute}
        rows = sorted(content.table(entry.id), key=lambda row: (row.rank, row.id))
        return [{k: v for k, v in row.cells.items() if k in frozen} for row in rows]
    beneath = f"{entry.id}."
    return {path: value for path, value in content.values.items()
            if path == entry.id or path.startswith(beneath)}  # fmt: skip
