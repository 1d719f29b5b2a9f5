"""How far the sections of a form are: what is filled of what is demanded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.inspect import is_filled, level_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from mcdesk.errors import Finding
    from mcdesk.procedure.content import Content, Surroundings
    from mcdesk.procedure.definition import Field, FormDefinition, Section


Mark = Literal["wrong", "complete", "begun", "open", "neutral"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a section is: filled of required fields, and what is found in it.

    `wrong` tells that a rule which blocks stands against it, `advised` that one which only warns
    does; `given` that something stands in it which did not come by itself.
    """

    filled: int
    required: int
    wrong: bool = False
    given: bool = False
    advised: bool = False

    @property
    def mark(self) -> Mark:
        """What the section's mark tells: the same in every form.

        Complete: nothing that is required is missing, no rule stands against it, and something is
        filled in. Neutral: nothing is required, and nothing is filled in.
        """
        if self.wrong:
            return "wrong"
        if self.filled < self.required:
            return "begun" if self.filled else "open"
        return "complete" if self.required or self.given else "neutral"


def section_progress(
    definition: FormDefinition,
    content: Content,
    surroundings: Surroundings,
    levels: Mapping[str, str],
    found: Collection[Finding] = (),
) -> Mapping[str, Progress]:
    """Return the progress of each section; `found` are the form's findings, if known."""
    said = [finding for finding in found if finding.path and finding.code != "required"]
    wrong, advised = (
        {definition.section_of(each.path).id for each in said if (each.level == "block") is blocks}
        for blocks in (True, False)
    )
    return {
        section.id: Progress(
            *_filled(definition, section, content, surroundings, levels),
            wrong=section.id in wrong,
            given=any(_is_given(entry, content, path)
                      for path, entry in _with_parts(definition, section)),
            advised=section.id in advised,
        )
        for section in definition.sections
    }  # fmt: skip


def _filled(
    definition: FormDefinition,
    section: Section,
    content: Content,
    surroundings: Surroundings,
    levels: Mapping[str, str],
) -> tuple[int, int]:
    """Return how many of the fields that are demanded are filled, and how many there are."""

    def is_asked(path: str, entry: Field) -> bool:
        own = entry.required.of(surroundings.profile)
        return not entry.is_made and level_of(definition, path, own, levels) != "off"

    asked = [
        (path, entry)
        for path, entry in _with_parts(definition, section)
        if is_asked(path, entry) and not _part_of_asked(definition, path, is_asked)
    ]
    return sum(is_filled(entry, content, path) for path, entry in asked), len(asked)


def _is_given(entry: Field, content: Content, path: str) -> bool:
    """Tell whether something stands in a field, at least in part, that did not come by itself."""
    if entry.is_made or entry.prefill:
        return False
    if entry.type is FieldType.TABLE:
        return bool(content.table(path))
    values = [content.value(f"{path}.{item.id}") for item in entry.items]
    values.append(content.value(path))
    return any(not is_empty(value) and value != entry.default for value in values)


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
