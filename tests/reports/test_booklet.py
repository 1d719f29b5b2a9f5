"""The booklet of a signing session: who is waited for, in which order, and what is printed."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from mcdesk.application.sheet_names import sheet_words
from mcdesk.errors import Refused
from mcdesk.exchange.scans.filing import cut_bundles, file_bundle, owing
from mcdesk.procedure import commands as do
from mcdesk.reports.booklet import print_booklet
from tests.exchange.conftest import InPlace
from tests.reports.reading import outline, text_of
from tests.walk import Walker, create


def printed(booklet) -> tuple[PdfReader, bytes]:
    out = BytesIO()
    assert print_booklet(booklet, out) > 0
    return PdfReader(BytesIO(out.getvalue())), out.getvalue()


@pytest.fixture
def waiting(desk, card):
    """MC-2 and MC-1 wait for their Head with R1; MC-1 was made first but frozen last."""
    create(desk, "MC-2")
    for code in ("MC-2", "MC-1"):
        walker = Walker(desk, code)
        walker.fill("R1", {"topic": "Digital contract law", "reason": "plh"})
        walker.freeze("R1")
    return desk


def names(desk) -> dict[str, list[str]]:
    return {e.name or e.who: [f.card_code for f in e.forms] for e in desk.signing_lists()}


def test_nothing_waits_where_nothing_is_frozen(desk, card):
    assert desk.signing_lists() == ()
    with pytest.raises(Refused, match="Nothing waits for the signature of DEAN-LAW on paper"):
        desk.booklet("DEAN-LAW")
    with pytest.raises(Refused, match="not in the directory"):
        desk.booklet("Nobody")


def test_what_waits_is_listed_by_who_signs_in_the_order_of_the_codes(waiting):
    found = names(waiting)
    assert found["HSP-LAW"] == ["MC-1", "MC-2"]
    assert "DEAN-LAW" not in found


def test_a_secretary_is_asked_for_her_dean_first(app, desk, card):
    walker = Walker(desk)
    walker.assignment()
    walker.discussion()
    walker.fill_proposal()
    walker.freeze("F2")
    walker.sign("F2", "sme")
    desk.execute(do.AddPerson(name="SEC-LAW"))
    desk.execute(do.AppointOffice(person="SEC-LAW", role="secretary", faculty="LAW"))
    desk.execute(do.AddPerson(name="A-01"))
    desk.execute(do.AppointOffice(person="A-01", role="hsp", programme="LAW"))
    assert list(names(desk))[:2] == ["A-01", "DEAN-LAW"]
    with app.acting_as(desk, "SEC-LAW"):
        assert next(iter(names(desk))) == "DEAN-LAW"


def test_only_those_whose_turn_it_is_are_waited_for(desk, card):
    walker = Walker(desk)
    walker.assignment()
    walker.discussion()
    walker.fill_proposal()
    walker.freeze("F2")
    assert "DEAN-LAW" not in names(desk)
    walker.sign("F2", "sme")
    assert names(desk)["HSP-LAW"] == ["MC-1"]
    walker.sign("F2", "dean", "hsp")
    assert names(desk) == {}


def test_an_office_that_nobody_holds_has_a_list_of_its_own(waiting):
    office = next(o for p in waiting.directory().people for o in p.offices if o.role == "hsp")
    waiting.execute(do.EndOffice(office=office.id, until="2026-11-20"))
    (found,) = [entry for entry in waiting.signing_lists() if entry.who == "hsp"]
    assert (found.name, len(found.forms)) == ("", 2)
    reader, _data = printed(waiting.booklet("hsp"))
    assert "(nobody holds the office)" in text_of(reader, 1, 1)


def test_the_cover_lists_the_forms_with_their_pages_and_everyone_is_bookmarked(waiting):
    reader, _data = printed(waiting.booklet("HSP-LAW"))
    marks = outline(reader)
    places = [marks[name] for name in marks if name.startswith(("1. MC-1 R1", "2. MC-2 R1"))]
    assert len(places) == 2
    assert places[0] == 2
    first = text_of(reader, 1, 1)
    assert first.index("MC-1") < first.index("MC-2")
    assert "HSP-LAW" in first
    for place, code in zip(places, ("MC-1", "MC-2"), strict=True):
        assert f" {place} " in first
        assert code in text_of(reader, place, place)
    total = len(reader.pages)
    assert all(f"{n} / {total}" in text_of(reader, n, n) for n in range(1, total + 1))


def test_each_form_of_the_booklet_carries_its_own_code(waiting, tmp_path):
    path = tmp_path / "booklet.pdf"
    path.write_bytes(printed(waiting.booklet("HSP-LAW"))[1])
    read = InPlace().read([path])
    found = waiting.sort_scans([page.read.codes for page in read.pages])
    whole = [bundle.card_code for bundle in found if bundle.is_complete]
    assert whole == ["MC-1", "MC-2"]
    covers = [bundle for bundle in found if bundle.state == "cover"]
    assert [bundle.pages for bundle in covers] == [(0,)]
    assert covers[0].answer.sentence() == (
        "The cover of a booklet for signature. Nothing is signed on it."
    )


def test_the_cover_of_a_booklet_that_was_kept_says_which_forms_are_missing(waiting, tmp_path):
    booklet = waiting.booklet("HSP-LAW")
    ids = [form.form_id for form in booklet.signer.forms]
    for _print in range(2):
        waiting.execute(do.KeepBooklet(who="HSP-LAW", forms=ids))
    path = tmp_path / "booklet.pdf"
    path.write_bytes(printed(booklet)[1])
    codes = [page.read.codes for page in InPlace().read([path]).pages]
    whole = next(b for b in waiting.sort_scans(codes) if b.state == "cover").answer.sentence()
    assert "All its forms are in this scan: 2." in whole
    assert "HSP-LAW" in whole
    half = next(b for b in waiting.sort_scans(codes[:-1]) if b.state == "cover").answer.sentence()
    assert "Of its forms in this scan: 1 of 2. Not here: R1 Assignment, MC-2." in half


def test_a_booklet_is_kept_by_who_may_record_and_known_by_the_list(waiting):
    lists = {entry.name: entry for entry in waiting.signing_lists()}
    assert lists["HSP-LAW"].printed.versions == {}
    ids = [form.form_id for form in lists["HSP-LAW"].forms][::-1]
    waiting.execute(do.KeepBooklet(who="HSP-LAW", forms=ids))
    entry = next(each for each in waiting.signing_lists() if each.name == "HSP-LAW")
    assert list(entry.printed.versions) == ids
    assert entry.printed.day == waiting.today.isoformat()
    with pytest.raises(Refused):
        waiting.execute(do.KeepBooklet(who="nobody at all", forms=ids))


def test_a_form_that_is_not_ticked_is_left_out(waiting):
    wanted = waiting.booklet("HSP-LAW").signer.forms[1].form_id
    booklet = waiting.booklet("HSP-LAW", [wanted])
    assert [form.card_code for form in booklet.signer.forms] == ["MC-2"]
    with pytest.raises(Refused, match="None of these forms waits for HSP-LAW any more"):
        waiting.booklet("HSP-LAW", ["gone"])


def test_the_same_booklet_is_the_same_file(waiting):
    assert printed(waiting.booklet("HSP-LAW"))[1] == printed(waiting.booklet("HSP-LAW"))[1]


def test_it_can_be_cancelled_while_reading_and_while_printing(waiting):
    assert waiting.booklet("HSP-LAW", progress=lambda _done, _of: False) is None
    booklet = waiting.booklet("HSP-LAW")
    out = BytesIO()
    assert print_booklet(booklet, out, lambda done, _of: done < 3) == 0
    assert out.getvalue() == b""


def test_the_scan_of_the_signed_booklet_pays_what_the_decisions_owe(waiting, tmp_path):
    booklet = waiting.booklet("HSP-LAW")
    path = tmp_path / "booklet.pdf"
    path.write_bytes(printed(booklet)[1])
    waiting.execute_each(
        (form.form_id, do.SignForm(form=form.form_id, role="hsp", person="HSP-LAW",
                                   medium="paper", scan_owed=True))
        for form in booklet.signer.forms
    )  # fmt: skip
    assert [tile.scans_owed for tile in waiting.board().tiles] == [1, 1]
    scanner = InPlace()
    read = scanner.read([path])
    bundles = [
        bundle
        for bundle in waiting.sort_scans([page.read.codes for page in read.pages])
        if bundle.is_complete
    ]
    files = cut_bundles(scanner, read, bundles, tmp_path)
    for bundle in bundles:
        pays = [line.sign_off_id for line in owing(bundle)]
        file_bundle(waiting, bundle, files[bundle.key], pays=pays)
    assert [tile.scans_owed for tile in waiting.board().tiles] == [0, 0]


def test_paper_calls_a_sheet_by_words_and_not_as_scripts_do(desk, card):
    assert sheet_words(("round", "assessor"), "2", 1, 1).in_both() == (
        "round 1, assessor 2 / putaran 1, penilai 2"
    )
    assert sheet_words(("round", "loop"), "", 1, 3).id == "putaran 1, siklus 3"
    assert not sheet_words((), "", 1, 1)
    walker = Walker(desk)
    walker.assignment()
    walker.fill("R2", {"present": ["SME-03", "ID-02"], "verdict": "agreed"})
    walker.freeze("R2")
    reader, _data = printed(desk.booklet("ID-02"))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "R2 Initial Discussion Minutes" in text or "meeting 1" in text
    assert "R2:1" not in text
    assert "meeting 1" in text
    assert "pertemuan 1" in text
