"""The development guide (F1): which of its chapters explains which field of the other forms.

A chapter says itself what it is about; where none does, a field belongs to the chapter that shows
the setting which the field's rules use. So a refusal leads to the text behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mcdesk.procedure.definition import Field, FormDefinition
    from mcdesk.procedure.stage import Label

GUIDE = "F1"
_SETTING = "_setting"
_PREFILL = "setting."


class Chapter(NamedTuple):
    """A chapter of the guide: its id and title."""

    id: str
    title: Label


def explained(guide: FormDefinition, form: FormDefinition) -> Mapping[str, Chapter]:
    """Return for each field of a form (by its path) the chapter that explains it."""
    found: dict[str, Chapter] = {}
    for path, key in _uses(form):
        chapter = _chapters_of_settings(guide).get(key)
        if chapter is not None:
            found.setdefault(path, chapter)
    for section in guide.sections:
        for place in section.about:
            kind, _dot, path = place.partition(".")
            if kind == form.id:
                found[path] = Chapter(section.id, section.title)
    return found


def chapter_at(chapters: Mapping[str, Chapter], path: str) -> Chapter | None:
    """Return the chapter for a place in a form: its own, else that of the field it belongs to."""
    for part in (path, path.partition("/")[0], path.partition("/")[0].partition(".")[0]):
        if part in chapters:
            return chapters[part]
    return None


def _chapters_of_settings(guide: FormDefinition) -> Mapping[str, Chapter]:
    return {
        str(entry.params["key"]): Chapter(section.id, section.title)
        for section in guide.sections
        for entry in section.fields
        if entry.compute == "setting"
    }


def _uses(form: FormDefinition) -> Iterator[tuple[str, str]]:
    """Yield the paths of a form with the settings that are shown, taken over or checked there."""
    for path, entry in form.fields.items():
        yield from _of_field(path, entry)
    for rule in form.rules:
        for name, key in rule.params.items():
            if name.endswith(_SETTING):
                yield from ((path, str(key)) for path in rule.paths)


def _of_field(path: str, entry: Field) -> Iterator[tuple[str, str]]:
    if entry.compute == "setting":
        yield path, str(entry.params["key"])
    if entry.prefill.startswith(_PREFILL):
        yield path, entry.prefill.removeprefix(_PREFILL)
