"""Of what a Head is told: what the whole form or its course leaves out, and never a module."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mcdesk.application.handlers.telling_head import tell_head
from mcdesk.errors import Finding
from mcdesk.procedure.by_module import COURSE, whole_id
from mcdesk.procedure.records import Form

HIT = Finding("outcome_removed", "Gone: {code}.", {"code": "SO2"}, path="d5/r1/code")


def form_of(scope: str, kind: str = "F7") -> Form:
    return Form(id=f"f-{scope}", subject_kind="card", subject_id="c", card_id="c", kind=kind,
                scope=scope, definition_id="d")  # fmt: skip


def told(form: Form, *found: Finding) -> list[object]:
    """Return what is put when a form with these findings is frozen."""
    put: list[object] = []
    work = SimpleNamespace(
        actor=SimpleNamespace(person_id="p"), now="2026-11-23T09:00:00Z", today=None,
        knowledge=SimpleNamespace(offices_for=lambda *_given: ()), put=put.append,
        put_all=put.extend,
        uow=SimpleNamespace(select=lambda *_given, **_more: (), find=lambda *_given: None),
    )  # fmt: skip
    tell_head(work, SimpleNamespace(id="c"), form, "r", found, tuple)
    return put


@pytest.mark.parametrize("scope", ["", COURSE])
def test_the_whole_form_and_the_course_tell_it_on_the_whole_form(scope):
    form = form_of(scope)
    (remark,) = told(form, HIT)
    assert (remark.form_id, remark.path) == (whole_id(form), "d5/r1/code")
    assert "SO2" in remark.text


def test_a_module_does_not_tell_it_again():
    """The course says it once; each module would say it besides, by another revision."""
    assert told(form_of("M2"), HIT) == []


def test_of_another_form_or_another_finding_nothing_is_told():
    assert told(form_of("", "F2"), HIT) == []
    assert told(form_of(""), Finding("outcome_added", "New.")) == []
