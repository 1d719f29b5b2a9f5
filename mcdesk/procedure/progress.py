"""How far the sections of a form are: what is filled of what is demanded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.inspect import is_filled, level_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from mcdesk.errors import Finding
    from mcdesk.procedure.content import Content, Surroundings
    from mcdesk.procedure.definition import Field, FormDefinition, Section


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a section is: filled of required fields, and whether something is wrong in it.

    `given` tells of a section without required fields that something stands in it.
    """

    filled: int
    required: int
    wrong: bool = False
    given: bool = False

    @property
    def is_done(self) -> bool:
        return self.filled >= self.required and not self.wrong


def section_progress(
    definition: FormDefinition,
    content: Content,
    surroundings: Surroundings,
    levels: Mapping[str, str],
    found: Collection[Finding] = (),
) -> Mapping[str, Progress]:
    """Return the progress of each section; `found` are the form's findings, if known."""
    wrong = {definition.section_of(f.path).id for f in found if f.path and f.code != "required"}
    return {
        section.id: _progress(definition, section, content, surroundings, levels, wrong)
        for section in definition.sections
    }


def _progress(
    definition: FormDefinition,
    section: Section,
    content: Content,
    surroundings: Surroundings,
    levels: Mapping[str, str],
    wrong: Collection[str],
) -> Progress:
    def is_asked(path: str, entry: Field) -> bool:
        own = entry.required.of(surroundings.profile)
        return not entry.is_made and level_of(definition, path, own, levels) != "off"

    asked = [
        (path, entry)
        for path, entry in _with_parts(definition, section)
        if is_asked(path, entry) and not _part_of_asked(definition, path, is_asked)
    ]
    filled = sum(is_filled(entry, content, path) for path, entry in asked)
    given = not asked and any(
        not entry.is_made and is_filled(entry, content, path)
        for path, entry in _with_parts(definition, section)
    )
    return Progress(filled, len(asked), section.id in wrong, given)


def _with_parts(definition: FormDefinition, section: Section) -> Iterator[tuple[str, Field]]:
    for entry in section.fields:
        yield entry.id, entry
        for part in entry.parts:
            path = f"{entry.id}.{part.id}"
            yield path, definition.fields[path]


def _part_of_asked(
    definition: FormDefinition, path: str, is_asked: Callable[[str, Field], bool]
) -> bool:
    """Tell whether a part is of a group that is demanded as a whole, so that it counts once."""
    top, _dot, part = path.partition(".")
    whole = definition.fields[top]
    return bool(part) and whole.type is FieldType.GROUP and is_asked(top, whole)
