"""A form one of whose versions shows figures that its text does not give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcdesk.application.shown_figures import WORDS
from mcdesk.errors import Finding
from mcdesk.procedure.stage import Label
from mcdesk.ui.forms.signatures import SignatureView
from mcdesk.ui.forms.standing_words import closed_words, opened_words, still_to_do
from tests.ui.forms.fakes import frozen_view

if TYPE_CHECKING:
    from tests.ui.forms.stage import Open

WRONG = Finding("figures", WORDS, {"form": Label("Proposal", "Proposal"), "version": 1,
                                   "figures": Label("sks equivalent", "Setara sks")})  # fmt: skip


def wrong(**changes: Any) -> Any:
    return frozen_view(status="wrong", wrong_figures=WRONG, **changes)


def test_while_it_can_only_be_read_the_way_on_is_to_change_it() -> None:
    assert "Choose “Change…” and freeze it again" in closed_words(wrong())
    assert still_to_do(wrong()) == [closed_words(wrong())]


def test_opened_for_changes_nobody_is_told_to_open_it_again() -> None:
    opened = wrong(read_only=False, is_unchanged=True, signatures=frozen_view().signatures[:1])
    assert opened_words(opened) == (
        "Opened for changes. Version 1 shows figures that its text does not give: sks equivalent. "
        "Freeze the form again: then its figures are right. Have it signed anew."
    )
    assert still_to_do(opened) == ["Not frozen for signature yet."]


def test_it_stands_out_above_the_form_and_no_signature_seems_to_count(open_form: Open) -> None:
    stage = open_form(wrong())
    assert stage.editor.bench.state_notice.property("state") != "sample"
    first = stage.editor.bench.side.contents.findChildren(SignatureView)[0]
    assert "no longer valid" in first.accessibleName()
    stage = open_form(frozen_view())
    assert stage.editor.bench.state_notice.property("state") == "sample"
    first = stage.editor.bench.side.contents.findChildren(SignatureView)[0]
    assert "no longer valid" not in first.accessibleName()
