"""Frozen versions whose figures are not what their text gives: nobody signs them unawares.

A hub on a server binds the text that was frozen, not what was computed of it; the workspaces work
that out again (docs/decisions/0015).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcdesk.application import shelf
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.by_module import is_part, part_definition
from mcdesk.procedure.canonical import json_text, read_object, text_digest
from mcdesk.procedure.content import top_of
from mcdesk.procedure.figures import differing, made_otherwise
from mcdesk.procedure.records import MARK, Form, Redaction, changed
from mcdesk.procedure.rows import content_from_text
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mcdesk.application.storage_ports import Reader
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.content import Content
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.records import Revision

CODE = "figures"
MOST_KNOWN = 100_000
_RIGHT: set[tuple[str, str, str]] = set()
"""Versions, as they are kept, whose figures were found right: of those nothing is worked out anew.

What a function of `figures.OWN` gives never changes, and of what was removed for ever the marks
stand in the text.
"""
WORDS = N_(
    "{form}, version {version}: its text does not give these figures: {figures}. MC Desk did not "
    "freeze it so. Choose “Change…” and freeze it again: then its figures are right."
)


def why_wrong(reader: Reader, revision: Revision | None) -> Finding | None:
    """Return that a version shows figures that its own text does not give, and which ones."""
    if revision is None:
        return None
    known = revision.id, revision.definition_id, text_digest(revision.content + revision.settings)
    if known in _RIGHT:
        return None
    found = said_of_figures(reader, revision, WORDS)
    if found is None and MARK not in revision.content:
        _remember(known)
    return found


def _remember(known: tuple[str, str, str]) -> None:
    if len(_RIGHT) >= MOST_KNOWN:
        _RIGHT.clear()
    _RIGHT.add(known)


def still_follow(
    reader: Reader, revision: Revision, settings: Mapping[str, Any], now: Content
) -> bool:
    """Tell whether the figures of a version follow from its text as it bound and as it binds now.

    A form that was opened is frozen again as it was only so, and where nothing that it shows of
    the calendar and of other forms (`now` has it) is another: else it is another version.
    """
    again = changed(revision, settings=json_text(dict(settings)))
    if any(_wrong(reader, each)[1] for each in (revision, again)):
        return False
    definition, content = _read(reader, revision)
    return not made_otherwise(definition, content, now)


def said_otherwise(
    reader: Reader, was: Revision, now: Revision, words: str, passed: Collection[str] = ()
) -> Finding | None:
    """Return with these words what was computed otherwise in two versions of one text.

    What functions that are `passed` give does not count.
    """
    definition, content = _read(reader, was)
    own = _wrong(reader, changed(was, settings=now.settings))[1]
    others = made_otherwise(definition, content, _read(reader, now)[1])
    kept = (each for each in others if definition.field_of(each).compute not in passed)
    return _said(definition, now, (*own, *kept), words)


def said_of_figures(reader: Reader, revision: Revision, words: str) -> Finding | None:
    """Return with these words which figures of a version do not follow from text and settings."""
    definition, wrong = _wrong(reader, revision)
    return _said(definition, revision, wrong, words)


def _said(
    definition: FormDefinition, revision: Revision, paths: tuple[str, ...], words: str
) -> Finding | None:
    if not paths:
        return None
    labels = [_label(definition, path) for path in paths]
    named = Label("; ".join(each.en for each in labels), "; ".join(each.id for each in labels))
    params = {"form": definition.short, "version": revision.version, "figures": named}
    return Finding(CODE, words, params, definition.id, paths[0])


def _read(reader: Reader, revision: Revision) -> tuple[FormDefinition, Content]:
    """Return what a version was frozen under, and what it holds."""
    content = content_from_text(revision.content)
    definition = shelf.form_definition(reader, revision.definition_id)
    form = reader.find(Form, revision.form_id)
    if form is not None and is_part(form):
        definition = part_definition(definition, form.scope, content)
    return definition, content


def _wrong(reader: Reader, revision: Revision) -> tuple[FormDefinition, tuple[str, ...]]:
    definition, content = _read(reader, revision)
    settings = read_object(revision.settings)
    return definition, differing(definition, content, settings, _removed(reader, revision, content))


def _removed(reader: Reader, revision: Revision, content: Content) -> frozenset[str]:
    """Return the places from which something was removed for ever out of a version.

    Its words alone tell nothing: anybody can write them. And where they do not stand, nothing was
    removed out of this version: the place was filled anew before it was frozen.
    """
    if MARK not in revision.content:
        return frozenset()
    found = (each for each in reader.select(Redaction) if each.holds(revision.form_id))
    return frozenset(each.path for each in found if MARK in str(_in_place(content, each.path)))


def _in_place(content: Content, path: str) -> Json:
    """Return what stands in a place of a frozen text: a value, or the cell of a row."""
    field, is_cell, rest = path.partition("/")
    if not is_cell:
        return content.values.get(path)
    row_id, _slash, column = rest.partition("/")
    rows = (row for row in content.rows.get(field, ()) if row.id == row_id)
    return next((row.cells.get(column) for row in rows), None)


def _label(definition: FormDefinition, path: str) -> Label:
    """Return a figure's name, with that of the field or table that it stands in."""
    own, top = definition.field_of(path).label, definition.fields[top_of(path)].label
    return own if "." not in path else Label(f"{top.en}, {own.en}", f"{top.id}, {own.id}")
