"""What a role decides beside the frozen text stands on paper as a thing that it signs for."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.reports.form import print_form
from mcdesk.ui.forms.sign_against import against_words, notes_for
from mcdesk.ui.forms.signing import _Sign
from tests.assessed import WHY, refuse_it, say, sign, signed, view
from tests.storage.conftest import come_to_confirmation, judge_with_a_fix
from tests.walk import Walker

NOT_PART = "It is not part of what is signed"


@pytest.fixture
def judged(at):
    """A card at stage 12 whose assessment is signed by the assessor; CTL has said no result."""
    return at("reexamination", come_to_confirmation, judge_with_a_fix)


def paper(desk, revision: str = "") -> str:
    """Return what the print of the frozen assessment says."""
    out = BytesIO()
    print_form(desk.sheet(view(desk).form_id, "frozen", revision), out)
    text = " ".join(page.extract_text() for page in PdfReader(out).pages)
    return " ".join(text.split())


def test_a_result_is_printed_among_what_is_signed(judged):
    assert "Left open: CTL coordinator states it later" in paper(judged)
    say(judged, "eligible")
    before = paper(judged)
    sign(judged)
    for said in (before, paper(judged)):
        assert NOT_PART not in said
        assert "Left open" not in said
        assert "Hasil Eligible / Layak" in said
        assert "CTL coordinator states this and signs for it" in said


def test_the_note_of_a_result_stands_with_it(judged):
    refuse_it(judged)
    said = paper(judged)
    assert NOT_PART not in said
    assert said.index("Not eligible / Tidak layak") < said.index(WHY)


def test_a_box_says_what_was_decided_and_not_only_that_it_was(judged):
    """Below “not eligible” the word “approved” says the opposite to whoever reads the boxes."""
    refuse_it(judged)
    said = paper(judged)
    assert "Result: Not eligible Hasil: Tidak layak" in said
    assert "approved" not in said


def test_an_earlier_version_tells_its_result_as_signed_for_too(judged):
    refuse_it(judged)
    first = view(judged).revision.id
    judged.execute(do.ChangeForm(form="MC-1/F9", reason="r"))
    say(judged, "Judged anew.", "report")
    Walker(judged).freeze("F9")
    assert len(signed(judged, role="ctl")) == 1
    said = paper(judged, first)
    assert NOT_PART not in said
    assert "CTL coordinator states this and signs for it" in said


def wish(desk, **more) -> do.SignForm:
    form = view(desk).form_id
    return do.SignForm(form=form, role="ctl", person=desk.info().person_id, **more)


def test_a_refusal_says_which_note_is_empty(judged):
    """The sheet of the signature has a note, too."""
    say(judged, "not_eligible")
    words = "Result, Note: Say why it is not eligible."
    with pytest.raises(Refused, match=words):
        sign(judged)
    said = against_words(view(judged), judged.info(), "ctl")
    assert said.startswith(words)
    assert "What you write below as the note is put there, too." in said
    assert against_words(view(judged), judged.info(), "hsp") == ""


def test_the_note_of_the_signature_is_put_where_the_form_asks_for_one(judged):
    say(judged, "not_eligible")
    shown, info = view(judged), judged.info()
    assert notes_for(shown, info, wish(judged)) == ()
    assert notes_for(shown, info, wish(judged, decision="return", note=WHY)) == ()
    command = wish(judged, note=WHY)
    notes = notes_for(shown, info, command)
    _Sign(command, shown.header.card_id, shown.form_id, None, notes)(judged)
    assert view(judged).status == "signed"
    assert view(judged).content.text("result.note") == WHY


def test_a_note_that_the_form_has_is_not_written_over(judged):
    say(judged, "not_eligible")
    say(judged, "Said before.", "result.note")
    assert notes_for(view(judged), judged.info(), wish(judged, note=WHY)) == ()
    sign(judged, note=WHY)
    assert view(judged).content.text("result.note") == "Said before."
