"""The two contents that "what changed" compares: the same for the window and for paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.content import Content
from mcdesk.procedure.digest import frozen_content

if TYPE_CHECKING:
    from mcdesk.procedure.definition import FormDefinition


def with_computed(content: Content, computed: Content) -> Content:
    """Return a content with what is worked out of it."""
    return Content({**content.values, **computed.values}, {**content.rows, **computed.rows})


def bound(definition: FormDefinition, content: Content) -> Content:
    """Return what a version binds, and what is worked out of it."""
    kept = frozen_content(definition, content)
    made = {
        path: content.values[path]
        for path, entry in definition.fields.items()
        if path in content.values and entry.compute and not entry.living
    }
    return Content({**kept.values, **made}, kept.rows)


def as_drafted(definition: FormDefinition, content: Content) -> Content:
    """Return all but the tables that are worked out, whose rows come anew each time."""
    made = {path for path, entry in definition.fields.items() if entry.compute}
    return Content(
        content.values, {key: content.rows[key] for key in content.rows if key not in made}
    )
