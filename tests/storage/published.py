"""Definitions that are published again with other texts."""

from __future__ import annotations

from mcdesk.bootstrap import shipped_definitions
from mcdesk.procedure import commands as do


def published(desk, *changes: tuple[str, str, str], procedure: tuple[str, str] = ("", "")):
    """Publish the shipped definitions with texts of forms replaced."""
    text, forms = shipped_definitions()
    for name, old, new in changes:
        assert old in forms[name]
        forms[name] = forms[name].replace(old, new)
    if procedure[0]:
        assert procedure[0] in text
        text = text.replace(*procedure)
    return desk.execute(do.PublishDefinitions(procedure=text, forms=forms))


def fields_of(desk, code: str, kind: str) -> set[str]:
    form = next(line.form_id for line in desk.outline(code).forms if line.kind == kind)
    return set(desk.form(form).definition.fields)
