"""Paper that comes back: every page finds its form, or is told what it is, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mcdesk.bootstrap import App
from mcdesk.errors import Refused
from mcdesk.exchange.scans import filing
from mcdesk.exchange.scans.pages import read_pages
from mcdesk.exchange.scans.sources import look
from mcdesk.procedure import commands as do
from mcdesk.procedure.paper_code import read_code
from tests.asking import line_of
from tests.exchange.conftest import InPlace, as_pdf, images, pdf, scanned, shuffled
from tests.honest import deliver
from tests.walk import PEOPLE


def printed(desk, kind: str, path, how: str = "frozen", revision: str = ""):
    App().print_sheets([desk.sheet(line_of(desk, kind).form_id, how, revision)], path)
    return path


def scan(path, out, seed: int = 1):
    """Print, sign, scan: pages turned, grey, blurred and in another order."""
    turns = (3, 180, 183, 0, 90, -2)
    pages = [
        scanned(page, turn=turns[number % 6], blur=0.5, grey=number % 2 == 0)
        for number, page in enumerate(images(path.read_bytes()))
    ]
    return as_pdf(shuffled(pages, seed), out)


def sort(desk, *paths):
    reading = InPlace().read(paths)
    return reading, desk.sort_scans([page.read.codes for page in reading.pages])


def file_one(desk, reading, bundle, tmp_path, decisions=(), **given):
    files = filing.cut_bundles(InPlace(), reading, [bundle], tmp_path)
    return filing.file_bundle(desk, bundle, files[bundle.key], decisions, **given)


def codes_of(desk, kind: str, how: str = "frozen", of: int = 3, **changes):
    code = replace(desk.sheet(line_of(desk, kind).form_id, how).code, **changes)
    return [[replace(code, page=page, of=of).text()] for page in range(1, of + 1)]


def test_a_shuffled_scan_of_several_forms_is_filed_with_its_decisions(app, proposal, tmp_path):
    desk = proposal
    paths = [printed(desk, kind, tmp_path / f"{kind}.pdf") for kind in ("F2", "R1")]
    scans = [scan(path, tmp_path / f"scan-{path.name}", seed) for seed, path in enumerate(paths)]
    reading, bundles = sort(desk, *scans)
    assert [(b.kind, b.state, b.is_complete, b.card_code) for b in bundles] == [
        ("F2", "current", True, "MC-1"), ("R1", "current", True, "MC-1")
    ]  # fmt: skip
    assert sorted(place for b in bundles for place in b.pages) == list(range(len(reading.pages)))
    proposal_scan = bundles[0]
    assert [line.role for line in proposal_scan.lines] == ["sme", "hsp", "dean", "hc"]
    signs = [
        do.SignForm(form=proposal_scan.form_id, role=role, person=PEOPLE[role], medium="paper",
                    on="2026-11-23", decision="approve")
        for role in ("sme", "hsp")
    ]  # fmt: skip
    filed = file_one(desk, reading, proposal_scan, tmp_path, signs)
    assert filed.refused == ()
    (file,) = [f for f in desk.page("MC-1").files if f.purpose == "scan"]
    assert (file.name, file.form_id) == ("F2 MC-1 v1.pdf", proposal_scan.form_id)
    stored = look(desk.file_path(file.digest))
    again = read_pages(stored, tuple(range(stored.pages)))
    assert [read_code(page.codes[0]).page for page in again] == list(range(1, stored.pages + 1))
    assert {page.turn for page in again} == {0}
    lines = {line.role: line for line in desk.form(proposal_scan.form_id).signatures}
    assert (lines["sme"].decided_on, lines["sme"].evidence_id) == ("2026-11-23", file.id)
    assert lines["dean"].state == "waiting"
    assert app.check(desk.store.path) == ()


def test_a_scan_settles_the_decisions_that_owe_it(proposal, tmp_path):
    desk = proposal
    deliver(desk)
    for role in ("sme", "hsp"):
        desk.execute(do.SignForm(form="MC-1/F2", role=role, person=PEOPLE[role], medium="paper",
                                 scan_owed=True))  # fmt: skip
    reading, (bundle,) = sort(desk, printed(desk, "F2", tmp_path / "F2.pdf"))
    assert {line.role for line in bundle.lines if line.scan_owed} == {"sme", "hsp"}
    assert desk.outline("MC-1").scans
    file_one(desk, reading, bundle, tmp_path)
    ids = {line.role: line.sign_off_id for line in filing.owing(bundle)}
    assert owing(desk) == ["HSP-LAW", "SME-03"], "a page may be printed after it was recorded"
    file_one(desk, reading, bundle, tmp_path, pays=[ids["hsp"]])
    assert owing(desk) == ["SME-03"]
    file_one(desk, reading, bundle, tmp_path, pays=[ids["sme"]])
    assert owing(desk) == []
    desk.undo()
    assert owing(desk) == ["SME-03"]


def owing(desk) -> list[str]:
    return sorted(name for line in desk.outline("MC-1").scans for name, _day in line.who)


def test_a_decision_that_is_refused_leaves_the_scan_filed(proposal, tmp_path):
    desk = proposal
    reading, (bundle,) = sort(desk, printed(desk, "F2", tmp_path / "F2.pdf"))
    wrong = do.SignForm(form=bundle.form_id, role="sme", person="GD-01", medium="paper")
    filed = file_one(desk, reading, bundle, tmp_path, [wrong])
    assert [(outcome.subject, outcome.code) for outcome in filed.refused] == [
        ("sme", "not_in_role")
    ]
    assert [file.purpose for file in desk.page("MC-1").files] == ["scan"]
    right = replace(wrong, person=PEOPLE["sme"])
    assert file_one(desk, reading, bundle, tmp_path, [right]).refused == ()
    (file,) = desk.page("MC-1").files  # not attached twice
    line = next(e for e in desk.form(bundle.form_id).signatures if e.role == "sme")
    assert line.evidence_id == file.id


def test_missing_and_double_pages_are_named(proposal):
    codes = codes_of(proposal, "F2", of=4)
    (bundle,) = proposal.sort_scans([codes[3], codes[0], codes[3]])
    assert (bundle.pages, bundle.missing, bundle.twice) == ((1, 0, 2), (2, 3), (4,))
    assert not bundle.is_complete
    assert filing.missing_words(bundle) == "Of 4 pages these are missing: 2, 3."


def test_a_scan_of_two_pages_side_by_side_stands_for_both(proposal):
    one, two, three, four = (codes[0] for codes in codes_of(proposal, "F2", of=4))
    (bundle,) = proposal.sort_scans([[two, one], [three, four]])
    assert (bundle.pages, bundle.missing, bundle.is_complete) == ((0, 1), (), True)
    other = codes_of(proposal, "R1", of=1)[0][0]
    found = proposal.sort_scans([[one, other], [two], [three], [four]])
    assert [(each.kind, each.pages) for each in found] == [("F2", (0, 1, 2, 3)), ("R1", (0,))]


def test_an_earlier_version_a_changed_text_and_a_text_changed_back(proposal):
    desk = proposal
    form = line_of(desk, "F2").form_id
    first = codes_of(desk, "F2", of=1)
    desk.execute(do.ChangeForm(form=form, reason="r"))
    (bundle,) = desk.sort_scans(first)
    assert bundle.state == "current"  # opened, but the text still is that of version 1
    desk.execute(do.SetValue(form=form, path="p47", new="Another text"))
    (bundle,) = desk.sort_scans(first)
    assert (bundle.state, bundle.lines) == ("changed", ())
    desk.execute(do.FreezeForm(form=form))
    (bundle,) = desk.sort_scans(first)
    assert bundle.state == "earlier"
    assert "version 2 has another text" in bundle.answer.sentence()
    assert desk.sort_scans(codes_of(desk, "F2", of=1))[0].state == "current"


def test_drafts_and_blanks_sign_nothing(proposal, tmp_path):
    desk = proposal
    for how in ("draft", "blank"):
        path = printed(desk, "F3" if how == "never" else "F2", tmp_path / f"{how}.pdf", how)
        reading, (bundle,) = sort(desk, path)
        assert (bundle.state, bundle.lines, bundle.is_complete) == (how, (), False)
        assert bundle.knows_form
        file_one(desk, reading, bundle, tmp_path, purpose="evidence")
    assert {file.purpose for file in desk.page("MC-1").files} == {"evidence"}
    assert all("F2" in file.note for file in desk.page("MC-1").files)


def test_what_belongs_to_nobody_here_is_told_apart(proposal):
    desk = proposal
    ours = desk.sheet(line_of(desk, "F2").form_id, "frozen").code
    found = desk.sort_scans([
        [replace(ours, workspace="00000000").text()],
        [replace(ours, form_id="0b9f1c9e-7d5a-5c4e-9a51-1f2e3d4c5b6a").text()],
        [replace(ours, version=9).text()],
        [replace(ours, digest="000000000000").text()],
        ["MCDESK:3:SOMETHING"],
        ["https://example.org"],
        [],
        ["https://example.org", ours.text()],
    ])  # fmt: skip
    assert [bundle.state for bundle in found] == [
        "elsewhere", "unknown", "other_text", "other_text", "newer", "foreign", "none", "current"
    ]  # fmt: skip
    words = [bundle.answer.sentence() for bundle in found]
    assert len(set(words)) == len(words)
    assert not any("{" in text or "…" in text for text in words)
    indonesian = [bundle.answer.sentence("id") for bundle in found]
    assert all(a != b for a, b in zip(words, indonesian, strict=True))


def test_pages_signed_before_a_card_was_sent_back_count_no_more(at):
    desk = at("design")
    codes = codes_of(desk, "F6", of=1)
    desk.execute(do.MoveCard(card="MC-1", to="approval", reason="x"))
    (bundle,) = desk.sort_scans(codes)
    assert (bundle.state, bundle.lines) == ("fallen", ())
    assert "was sent back" in bundle.answer.sentence()
    assert desk.sort_scans(codes_of(desk, "R1", of=1))[0].state == "current"


def test_a_form_is_chosen_by_hand(proposal, tmp_path):
    desk = proposal
    path = tmp_path / "none.pdf"
    path.write_bytes(pdf(["", "https://example.org"]))
    reading, bundles = sort(desk, path)
    assert [bundle.state for bundle in bundles] == ["none", "foreign"]
    chosen = desk.scan_of(line_of(desk, "F2").form_id, (0, 1))
    assert (chosen.state, chosen.pages, chosen.card_code) == ("by_hand", (0, 1), "MC-1")
    assert [line.role for line in chosen.lines] == ["sme", "hsp", "dean", "hc"]
    sign = do.SignForm(form=chosen.form_id, role="sme", person=PEOPLE["sme"], medium="paper")
    assert file_one(desk, reading, chosen, tmp_path, [sign]).refused == ()
    (file,) = desk.page("MC-1").files
    assert look(desk.file_path(file.digest)).pages == 2


def test_unfiled_scans_are_kept_until_they_are_settled(app, proposal, tmp_path):
    desk = proposal
    path = tmp_path / "none.pdf"
    path.write_bytes(pdf(["", ""]))
    reading, bundles = sort(desk, path)
    files = filing.cut_bundles(InPlace(), reading, bundles, tmp_path)
    for bundle in bundles:
        filing.keep(desk, bundle, files[bundle.key])
    filing.keep(desk, bundles[0], files[bundles[0].key])  # the same again
    names = {file.name for file in desk.unfiled()}
    assert names == {"scanned page 1.pdf", "scanned page 2.pdf"}
    assert all("No code could be read" in file.note for file in desk.unfiled())
    first = desk.unfiled()[0]
    with pytest.raises(Refused):
        filing.settle(desk, first.id, " ")
    filing.settle(desk, first.id, "An empty page")
    assert first.id not in {file.id for file in desk.unfiled()}
    assert desk.file_path(first.digest).is_file()
    desk.undo()
    assert first.id in {file.id for file in desk.unfiled()}
    assert app.check(desk.store.path) == ()
    assert desk.page("MC-1").files == ()


def test_only_unfiled_scans_are_settled_and_only_what_is_stored_is_kept(proposal, tmp_path):
    desk = proposal
    reading, (bundle,) = sort(desk, printed(desk, "F2", tmp_path / "F2.pdf"))
    file_one(desk, reading, bundle, tmp_path)
    (file,) = desk.page("MC-1").files
    for command, code in (
        (do.SettleScan(file=file.id, reason="x"), "not_unfiled"),
        (do.KeepScan(name="x", size=1, digest="0" * 64), "not_stored"),
        (do.KeepScan(name=" ", size=1, digest=file.digest), "no_name"),
    ):
        with pytest.raises(Refused) as caught:
            desk.execute(command)
        assert caught.value.code == code
