"""A print of another day is known by what stood on that day in the workspace's own history."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript

from mcdesk.application.seals import mark_of, note_of
from mcdesk.bootstrap import App
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Debt, Office, SignOff
from mcdesk.reports.form import print_form
from mcdesk.reports.seal import seal_face
from mcdesk.sealing import Sealing
from mcdesk.signing.certificates import own_identity
from mcdesk.signing.seal import Place, Words, prepare, room_of, seal
from tests.asking import form_of
from tests.storage.conftest import freeze_components, verdict
from tests.walk import Walker

BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
LATER, LATER_STILL = date(2026, 12, 1), date(2026, 12, 8)


@pytest.fixture
def components(at):
    """A list of components, frozen: where each stands is living."""
    return at("components", freeze_components)


def printed(desk, kind: str = "F2") -> bytes:
    return drawn(desk.sheet(form_of(desk, kind), "frozen"))


def drawn(sheet) -> bytes:
    out = BytesIO()
    print_form(sheet, out)
    return out.getvalue()


def forged(sheet, *roles: str) -> bytes:
    """A print on which roles decided that never did."""
    return drawn(replace(sheet, signatures=tuple(
        replace(line, state="done", decision="approve", person="Somebody Else", medium="paper",
                decided_on="2026-11-23") if line.role in roles else line
        for line in sheet.signatures
    )))  # fmt: skip


def sealed(desk, data: bytes) -> bytes:
    """The PDF with a seal by a certificate that anybody can make."""
    sheet = desk.sheet(form_of(desk, "F2"), "frozen")
    line = next(each for each in sheet.signatures if each.role == "sme")
    empty = prepare(data, [Place("sme", 0, (20.0, 20.0, 200.0, 60.0))])
    face = seal_face(sheet, line, "SME-03", BEGIN.isoformat(), room_of(empty, "sme"))
    who = own_identity(b"1" * 32, "SME-03", "", BEGIN)
    return seal(empty, who, Words("sme", "SME-03", "yes"), face)


def on(desk, day: date) -> None:
    desk._day = lambda: day


def withdraw(desk, role: str) -> None:
    form = form_of(desk, "F2")
    with desk.store.read() as reader:
        (kept,) = reader.select(SignOff, form_id=form, role=role, withdrawn_on="")
    desk.execute(do.WithdrawSignOff(sign_off=kept.id, reason="Wrong."))


def test_boxes_that_were_never_signed_are_no_print_of_any_day(proposal, tmp_path):
    Walker(proposal).sign("F2", "sme")
    sheet = proposal.sheet(form_of(proposal, "F2"), "frozen")
    made = sealed(proposal, forged(sheet, "hsp", "dean"))
    found = verdict(proposal, made, tmp_path)
    assert (found.text, found.is_sound) == ("behind", False)
    assert found.pages, "the pages with the boxes are named"
    assert "any day" in found.text_answer.sentence("en")


def test_a_pdf_from_outside_is_no_print_because_it_was_recorded_as_evidence(proposal, tmp_path):
    Walker(proposal).sign("F2", "sme")
    form = form_of(proposal, "F2")
    made = sealed(proposal, forged(proposal.sheet(form, "frozen"), "hsp", "dean"))
    path = tmp_path / "outside.pdf"
    path.write_bytes(made)
    digest, size = proposal.store_file(path)
    proposal.execute(do.AttachFile(card="MC-1", form=form, name="outside.pdf", size=size,
                                   digest=digest, purpose="sealed"))  # fmt: skip
    found = verdict(proposal, made, tmp_path)
    assert (found.text, found.is_sound) == ("behind", False)


def keep(desk, who: str, made: bytes, note: str, tmp_path) -> None:
    """Attach a PDF as sealed, with a note that a script writes."""
    me = desk.info().person_id
    path = tmp_path / "kept.pdf"
    path.write_bytes(made)
    digest, size = desk.store_file(path)
    desk.use_person(who)
    desk.execute(do.AttachFile(card="MC-1", form=form_of(desk, "F2"), name="kept.pdf", size=size,
                               digest=digest, purpose="sealed", note=note))  # fmt: skip
    desk.use_person(me)


class TestKeptByHand:
    @pytest.fixture
    def signed(self, proposal):
        Walker(proposal).sign("F2", "sme")
        return proposal

    def forged(self, desk) -> tuple[bytes, str, str]:
        sheet = desk.sheet(form_of(desk, "F2"), "frozen")
        line = next(each for each in sheet.signatures if each.role == "sme")
        return sealed(desk, forged(sheet, "hsp", "dean")), line.sign_off_id, sheet.digest

    def test_nobody_writes_the_note_of_a_pdf_that_was_sealed_for_another(self, signed, tmp_path):
        made, decision, digest = self.forged(signed)
        mine = signed.form(form_of(signed, "F2")).signatures[0].person_id
        other = signed.info().person_id
        assert mine != other
        for who, note in ((mine, f"{mark_of(1, digest)} sme"),
                          (mine, note_of(mark_of(0, digest), "sme", decision, None)),
                          (mine, note_of(mark_of(1, digest), "sme", "no decision", None)),
                          (other, note_of(mark_of(1, digest), "sme", decision, None))):  # fmt: skip
            with pytest.raises(Refused) as refused:
                keep(signed, who, made, note, tmp_path)
            signed.use_person(other)
            assert [each.code for each in refused.value.findings] == ["not_sealed_here"]
        assert verdict(signed, made, tmp_path).text == "behind"

    def test_what_no_print_of_the_version_says_is_not_known_though_it_is_kept(
        self, signed, tmp_path
    ):
        made, decision, digest = self.forged(signed)
        who = next(each.person_id for each in signed.form(form_of(signed, "F2")).signatures
                   if each.role == "sme")  # fmt: skip
        keep(signed, who, made, note_of(mark_of(1, digest), "sme", decision, None), tmp_path)
        found = verdict(signed, made, tmp_path)
        assert (found.text, found.is_sound) == ("behind", False)
        Walker(signed).sign("F2", "hsp")
        signed.pdf_secret = lambda: b"2" * 32
        form = form_of(signed, "F2")
        head = next(each for each in signed.form(form).signatures if each.role == "hsp")
        signed.use_person(head.person_id)
        Sealing(form, "hsp")(signed)
        line = next(each for each in signed.form(form).signatures if each.role == "hsp")
        sealed_now = signed.file_path(line.sealed.digest).read_bytes()
        assert not sealed_now.startswith(made)
        assert verdict(signed, sealed_now, tmp_path).is_sound


def test_a_print_tells_the_day_on_which_it_stood_so(proposal, tmp_path):
    day = proposal.today.isoformat()
    before = printed(proposal)
    on(proposal, LATER)
    Walker(proposal).sign("F2", "sme")
    between = printed(proposal)
    on(proposal, LATER_STILL)
    Walker(proposal).sign("F2", "hsp", "dean")
    for data, when in ((before, day), (between, LATER.isoformat())):
        found = verdict(proposal, sealed(proposal, data), tmp_path)
        assert (found.text, found.day, found.is_sound) == ("dated", when, True)
        assert when in found.text_answer.sentence("en")


def test_a_sign_off_that_was_withdrawn_since_stood_on_its_day(proposal, tmp_path):
    Walker(proposal).sign("F2", "sme", "hsp")
    then = printed(proposal)
    withdraw(proposal, "hsp")
    found = verdict(proposal, then, tmp_path)
    assert found.text == "dated"
    Walker(proposal).sign("F2", "hsp")
    assert verdict(proposal, then, tmp_path).text in ("exact", "same")


def test_a_name_is_that_of_the_day(proposal, tmp_path):
    Walker(proposal).sign("F2", "sme")
    then = printed(proposal)
    proposal.execute(do.ChangePerson(person="DEAN-LAW", titles_before="Prof."))
    assert printed(proposal) != then
    assert verdict(proposal, then, tmp_path).text == "dated"


def test_a_print_from_between_two_changes_of_a_day_is_known(proposal, tmp_path):
    proposal.execute(do.ChangePerson(person="DEAN-LAW", titles_before="Prof."))
    first = printed(proposal)
    proposal.execute(do.ChangePerson(person="DEAN-LAW", titles_before="Dr."))
    second = printed(proposal)
    assert first != second
    Walker(proposal).sign("F2", "sme")
    for data in (first, second):
        assert verdict(proposal, data, tmp_path).text == "dated"


@pytest.mark.parametrize("paid", [0, 1])
def test_debts_of_one_day_are_printed_in_one_order_also_after_one_was_paid(
    proposal, tmp_path, paid
):
    Walker(proposal).sign("F2", "sme")
    for stage in ("timeline", "baseline"):
        proposal.execute(do.MoveCardByException(
            card="MC-1", to=stage, reason="Soon", instructed_by="Rector", owed=f"The {stage}",
            owed_by="SME-03", until="2026-12-31", letter="1/X"))  # fmt: skip
    then = printed(proposal)
    with proposal.store.read() as reader:
        debts = reader.select(Debt)
    proposal.execute(do.PayDebt(debt=debts[paid].id, note="done"))
    assert printed(proposal) != then
    assert verdict(proposal, then, tmp_path).text == "dated"


def test_who_holds_an_office_from_a_day_on_is_named_on_prints_from_then(proposal, tmp_path):
    proposal.execute(do.AddPerson(name="DEAN-TWO", roles=[]))
    proposal.execute(do.AppointOffice(person="DEAN-TWO", role="dean", faculty="LAW",
                                      since=LATER.isoformat()))  # fmt: skip
    with proposal.store.read() as reader:
        first = next(each for each in reader.select(Office, role="dean")
                     if each.since < LATER.isoformat())  # fmt: skip
    proposal.execute(do.EndOffice(office=first.id, until=LATER.isoformat()))
    today = printed(proposal)
    on(proposal, LATER)
    then = printed(proposal)
    assert then != today
    on(proposal, LATER_STILL)
    Walker(proposal).sign("F2", "sme")
    found = verdict(proposal, then, tmp_path)
    assert (found.text, found.day) == ("dated", LATER.isoformat())


def test_living_fields_are_those_of_the_day_that_a_print_tells(components, tmp_path):
    first = printed(components, "F5")
    Walker(components).hand_in()
    on(components, LATER)
    second = printed(components, "F5")
    assert first != second
    on(components, LATER_STILL)
    day = {first: "2026-11-23", second: LATER.isoformat()}
    for data, when in day.items():
        found = verdict(components, data, tmp_path)
        assert (found.text, found.day) == ("dated", when)
    sheet = components.sheet(form_of(components, "F5"), "frozen")
    stale = drawn(replace(sheet, as_of=LATER, living=first_living(components)))
    found = verdict(components, stale, tmp_path)
    assert found.text == "behind", "on that day they were handed in"


def first_living(components):
    """The components as they stood before they were handed in."""
    form = form_of(components, "F5")
    revision = components.form(form).revisions[-1].id
    *_later, (_day, sheet) = components.stood(form, revision)
    return sheet.living


def test_who_wants_to_know_no_more_is_told_nothing(proposal, tmp_path):
    Walker(proposal).sign("F2", "sme")
    path = tmp_path / "back.pdf"
    path.write_bytes(forged(proposal.sheet(form_of(proposal, "F2"), "frozen"), "hsp"))
    pages = len(App().verify_pdf(proposal, path).prints[0].pages)
    assert pages > 3
    assert App().verify_pdf(proposal, path, lambda _done, of: of == pages) is None
    assert App().verify_pdf(proposal, path, lambda _done, _of: True) is not None


@pytest.mark.parametrize("harm", ["script", "pages"])
def test_a_print_whose_pages_are_not_read_is_not_called_a_stranger(
    proposal, tmp_path, harm, monkeypatch
):
    Walker(proposal).sign("F2", "sme")
    data = forged(proposal.sheet(form_of(proposal, "F2"), "frozen"), "hsp")
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    if harm == "script":
        writer.add_open_action(JavaScript("app.alert('x')"))
    else:
        for _number in range(1_000):
            writer.add_blank_page(595, 842)
    out = BytesIO()
    writer.write(out)
    found = verdict(proposal, out.getvalue(), tmp_path)
    said = {finding.code: finding.sentence() for finding in found.findings}
    assert "no_form" not in said
    assert said["unread"].startswith("Its pages were not read")
    assert not found.is_sound
    assert ("unread_why" in said) == (harm == "pages")  # the script is told already
    if harm == "pages":
        assert said["unread_why"].startswith("It has more than 1,000 pages.")
