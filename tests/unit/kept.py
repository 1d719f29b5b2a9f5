"""Records that a workspace would keep, and who reads them."""

from __future__ import annotations

from types import SimpleNamespace

from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.content import Content
from mcdesk.procedure.records import DefinitionText, Revision
from mcdesk.procedure.rows import content_as_data
from tests.unit.shipped import FOLDER


def reader_of(*records) -> SimpleNamespace:
    """Return who reads these records, and the forms that are shipped by their names."""

    def find(kind, id_):
        if kind is DefinitionText:
            return SimpleNamespace(text=(FOLDER / f"{id_}.toml").read_text("utf-8"))
        return next((each for each in records if (type(each), each.id) == (kind, id_)), None)

    def select(kind, **equal):
        found = (each for each in records if type(each) is kind)
        return tuple(e for e in found if all(getattr(e, name) == equal[name] for name in equal))

    return SimpleNamespace(find=find, select=select)


def version_of(kind: str, content: Content, settings: dict[str, object] | None = None) -> Revision:
    return Revision(
        id="r", form_id="f", card_id="c", version=3, digest="", definition_id=kind,
        content=json_text(content_as_data(content)), settings=json_text(settings or {}),
    )  # fmt: skip
