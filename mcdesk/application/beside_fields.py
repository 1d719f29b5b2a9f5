"""What somebody wrote beside the fields of a form: how it is listed, what it may join. Pure."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from mcdesk.application.outside import path_of
from mcdesk.errors import Finding
from mcdesk.i18n import N_, _
from mcdesk.procedure.definition import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcdesk.application.outside import Beside
    from mcdesk.procedure.definition import FormDefinition

JOINED = {FieldType.TEXT: "\n", FieldType.LINE: " "}
"""What joins words to those in a field, by the types of fields that hold words."""
_PUT = N_("Some of it was written beside the field; here it is put behind what stands in it.")
PUT_BEHIND = Finding("beside", _PUT)


def named(found: Iterable[Beside], definition: FormDefinition) -> Iterator[tuple[str, Beside]]:
    """Yield what was written beside the fields, each with the name under which it is listed."""
    told: Counter[str] = Counter()
    for one in found:
        top = re.split(r"[./=]", path_of(one.near), maxsplit=1)[0]
        entry = definition.fields.get(top)
        name = _name(one, entry.label.text() if entry is not None else "")
        told[name] += 1
        yield (f"{name} {told[name]}" if one.kind and told[name] > 1 else name), one


def _name(one: Beside, field: str) -> str:
    if one.kind == "note":
        return _("Footnote")
    if one.kind == "margin":
        return _("Head or foot of the page")
    if one.kind == "comment":
        words = _("Comment ({author}), “{field}”") if field else _("Comment ({author})")
        return words.format(author=one.who or "–", field=field)
    if one.kind == "picture":
        words = _("Pictures near “{field}”") if field else _("Pictures")
        return words.format(field=field)
    if one.kind == "link":
        words = _("Link in “{field}”") if field else _("Link")
        return words.format(field=field)
    words = _("Words beside “{field}”") if field else _("Words beside the fields")
    return words.format(field=field)
