"""A changed wording of the shipped forms, and its publication."""

from __future__ import annotations

from mcdesk.procedure import commands as do
from mcdesk.procedure import wording
from mcdesk.procedure.stage import Label
from mcdesk.procedure.toml_text import toml_text

NEW = Label("New words", "Kata baru")


def form_of(desk, kind: str):
    return next(form for form in desk.wording().forms if form.kind == kind)


def changed_text(desk, kind: str, change, version: str = "2026.2") -> str:
    data = change(dict(form_of(desk, kind).newest.data))
    return toml_text({**data, "version": version})


def relabel(kind_place: str, label: Label):
    return lambda data: wording.with_text(data, kind_place, "label", label)


def publish(desk, kind: str, change, since: str = "", version: str = "2026.2"):
    text = changed_text(desk, kind, change, version)
    return desk.execute(
        do.PublishDefinitions(forms={f"{kind}.toml": text}, since=since, reason="clearer")
    )


def place_of(desk, kind: str, field: str) -> str:
    data = form_of(desk, kind).newest.data
    return next(e.place for e in wording.outline(data) if e.kind == "field" and e.id == field)
