"""What a revision leaves as it was stands as it was signed in the one that it revises."""

from __future__ import annotations

from io import BytesIO

import pytest

from mcdesk.procedure import commands as do
from mcdesk.reports.binder import print_binder
from mcdesk.reports.catalogue import print_catalogue
from tests.page_text import texts_of
from tests.storage.conftest import accept, come_to_confirmation
from tests.walk import Walker


def come_to_its_end(desk) -> None:
    walker = Walker(desk)
    walker.confirm()
    accept(desk)
    walker.move("opening")
    walker.open_class()
    walker.complete()


def revise(stage: str, code: str = "MC-2", of: str = "MC-1"):
    return do.StartRevision(card=of, stage=stage, reason="the law changed", code=code)


@pytest.fixture
def desk(at):
    """A desk with a completed micro-credential."""
    return at("reexamination", come_to_confirmation, come_to_its_end)


def told(desk, code: str) -> str:
    out = BytesIO()
    print_catalogue(desk.catalogue(code), out)
    return " ".join(" ".join(texts_of(out.getvalue())).split())


def test_the_catalogue_of_a_revision_goes_by_the_proposal_that_it_left_as_it_was(desk):
    assert desk.catalogue("MC-1").is_approved
    desk.execute(revise("development"))
    copy = desk.catalogue("MC-2")
    assert copy.is_approved
    assert copy.proposal.content.values == desk.catalogue("MC-1").proposal.content.values
    words = told(desk, "MC-2")
    assert "MC-2" in words
    assert "DRAFT" not in words


@pytest.mark.parametrize("change", [
    {"do": "SetValue", "path": "p10", "new": "Another need altogether"},
    {"do": "card", "title_en": "Another title"},
])  # fmt: skip
def test_once_it_is_changed_it_is_a_draft_until_it_is_signed(desk, change):
    desk.execute(revise("development"))
    if change["do"] == "card":
        desk.execute(do.ChangeCard(card="MC-2", title_en=change["title_en"]))
    else:
        form = next(line.form_id for line in desk.outline("MC-2").forms if line.kind == "F2")
        desk.execute(do.SetValue(form=form, path=change["path"], new=change["new"]))
    assert not desk.catalogue("MC-2").is_approved
    assert "DRAFT" in told(desk, "MC-2")


def test_a_revision_that_does_the_proposal_anew_has_a_draft_of_its_own(desk):
    desk.execute(revise("proposal"))
    assert not desk.catalogue("MC-2").is_approved


def test_a_binder_names_what_it_revises_and_what_revises_it(desk, tmp_path):
    desk.execute(revise("development"))
    desk.execute(revise("opening", code="MC-3"))
    texts = {}
    for code in ("MC-1", "MC-2"):
        out = tmp_path / f"{code}.pdf"
        print_binder(desk.binder(code), out)
        texts[code] = " ".join(texts_of(out)[0].split())
    assert "Revised as" in texts["MC-1"]
    assert "MC-2, MC-3" in texts["MC-1"]
    assert "Revision of" not in texts["MC-1"]
    assert "MC-1. What was signed before it stands in that one’s binder." in texts["MC-2"]
    assert "Yang ditandatangani sebelumnya ada di berkas buktinya." in texts["MC-2"]
    assert "Revised as" not in texts["MC-2"]
