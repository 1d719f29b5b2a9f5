"""As what a form is printed where the command line does not say."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mcdesk.script.printing import sheet_of


class Desk:
    """Knows one form with its versions; tells as what a sheet was asked for."""

    def __init__(self, *current: bool) -> None:
        self.revisions = tuple(SimpleNamespace(current=each) for each in current)

    def form(self, _form):
        return SimpleNamespace(revisions=self.revisions)

    def sheet(self, _form, kind, _revision):
        return kind


@pytest.mark.parametrize(
    ("status", "versions", "kind"),
    [("draft", (), "draft"), ("void", (False,), "draft"), ("frozen", (True,), "frozen"),
     ("signed", (True,), "frozen"), ("returned", (True,), "frozen"),
     ("superseded", (False, True), "frozen"), ("superseded", (False,), "draft"),
     ("superseded", (), "draft")],
)  # fmt: skip
def test_a_form_is_printed_as_it_stands(status, versions, kind):
    """One of an earlier round as it stood at last: what was signed is no draft."""
    line = SimpleNamespace(form_id="F", kind="F7", status=status)
    assert sheet_of(Desk(*versions), line, "auto", 0) == kind
