"""Who decides for somebody else, and whose scan is the evidence of which decision."""

from __future__ import annotations

import hashlib
import json
from datetime import date

import pytest
from pypdf import PdfReader

from mcdesk.application.acting_words import acting_words
from mcdesk.application.views import Extent
from mcdesk.bootstrap import App
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import SignOff
from mcdesk.procedure.stage import Label
from mcdesk.script.arguments import parser
from mcdesk.script.program import run
from mcdesk.ui.credential.signing_tab import _decision_entry
from mcdesk.ui.saying import sentence
from tests.asking import line_of
from tests.storage.conftest import freeze_proposal
from tests.storage.signing import sign
from tests.walk import Walker


@pytest.fixture
def begun(at):
    """A frozen proposal that its lecturer has signed; a deputy of the Dean is in the directory."""
    desk = at("proposal", freeze_proposal)
    Walker(desk).sign("F2", "sme")
    desk.execute(do.AddPerson(name="VICE"))
    desk.execute(do.AppointOffice(person="VICE", role="vice_dean", faculty="LAW"))
    return desk


def kept_of(desk, role: str) -> SignOff:
    form = line_of(desk, "F2").form_id
    with desk.store.read() as reader:
        return reader.select(SignOff, form_id=form, role=role)[-1]


def attach_scan(desk) -> None:
    digest = hashlib.sha256(b"scan").hexdigest()
    path = desk.store.file_path(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"scan")
    desk.execute(do.AttachFile(card="MC-1", form="MC-1/F2", name="scan.pdf", digest=digest, size=4,
                               purpose="scan"))  # fmt: skip


def test_who_signs_in_the_program_for_somebody_shows_the_letter_or_owes_it(app, begun):
    """The letter is typed by the signer alone: all see that its scan is owed (decisions.md, 15)."""
    acting = {"person": "VICE", "capacity": "a.n.", "on_behalf_of": "DEAN-LAW", "letter": "7/2026"}
    with app.acting_as(begun, "VICE"):
        begun.execute(sign(begun, "F2", "dean", medium="program", **acting))
        assert kept_of(begun, "dean").scan_owed
        attach_scan(begun)
    assert kept_of(begun, "dean").scan_owed, "who signed does not vouch for the own letter"
    attach_scan(begun)
    assert not kept_of(begun, "dean").scan_owed


@pytest.mark.parametrize("office", ["", "reader"])
def test_in_the_program_nobody_acts_who_only_reads(app, begun, office):
    """Any letter can be named: the directory says whom the university knows as more (0022)."""
    begun.execute(do.AddPerson(name="READER"))
    if office:
        begun.execute(do.AppointOffice(person="READER", role=office))
    acting = {"person": "READER", "capacity": "Plt.", "on_behalf_of": "HSP-LAW",
              "letter": "001/made-up/2026", "letter_since": "2026-01-01"}  # fmt: skip
    with app.acting_as(begun, "READER"):
        with pytest.raises(Refused) as refused:
            begun.execute(sign(begun, "F2", "hsp", medium="program", **acting))
        assert [each.code for each in refused.value.findings] == ["no_deputy"]
    begun.execute(do.JoinTeam(card="MC-1", person="READER", role="gd"))
    with app.acting_as(begun, "READER"):
        begun.execute(sign(begun, "F2", "hsp", medium="program", **acting))
    assert kept_of(begun, "hsp").scan_owed


def test_a_gate_never_shows_a_deputy_as_the_holder_of_the_office(app, begun):
    """`show`, the board's preview and the page read it there (decisions.md, 15)."""
    begun.execute(sign(begun, "F2", "hsp", scan_owed=True))
    begun.execute(sign(begun, "F2", "dean", person="VICE", capacity="Plt.", medium="paper",
                       scan_owed=True, on_behalf_of="DEAN-LAW", letter="7/2026",
                       letter_since="2026-01-01"))  # fmt: skip
    (way,) = (way for way in begun.outline("MC-1").ways if way.kind == "forward")
    said = [sentence(line) for line in way.met if line.code == "signed"]
    assert any("signed by Head of Study Program" in each for each in said)
    (told,) = [each for each in said if "Dean" in each]
    assert "signed Plt. by VICE, acting for Dean by letter 7/2026" in told


def test_paper_names_the_faculty_or_programme_whose_office_a_deputy_acts_for(begun):
    for role, boss in (("dean", "DEAN-LAW"), ("hsp", "HSP-LAW")):
        begun.execute(sign(begun, "F2", role, person="VICE", capacity="a.n.", on_behalf_of=boss,
                           letter="7/2026", medium="paper"))  # fmt: skip
    form = next(line.form_id for line in begun.outline("MC-1").forms if line.kind == "F2")
    sheet = begun.sheet(form, "frozen")
    found = {line.role: line.office_of for line in sheet.signatures if line.decision}
    assert found["dean"] == sheet.header.faculty
    assert found["hsp"] == sheet.header.programme
    begun.execute(do.ChangeFaculty(faculty="LAW", name_en="Justice", name_id="Keadilan"))
    again = {line.role: line.office_of for line in begun.sheet(form, "frozen").signatures}
    assert again["dean"] == found["dean"]


def test_a_scan_is_the_evidence_of_what_one_may_file(app, begun):
    """Of one's own decision; by who may record or fill, of everybody's."""
    for role in ("dean", "hsp"):
        begun.execute(sign(begun, "F2", role, scan_owed=True))
    with app.acting_as(begun, "DEAN-LAW"):
        attach_scan(begun)
    assert not kept_of(begun, "dean").scan_owed
    assert kept_of(begun, "hsp").scan_owed
    attach_scan(begun)
    assert not kept_of(begun, "hsp").scan_owed


def test_every_list_of_decisions_tells_for_whom_one_was_made(begun, tmp_path, capsys):
    begun.execute(sign(begun, "F2", "dean", person="VICE", capacity="a.n.", medium="paper",
                       on_behalf_of="DEAN-LAW", letter="7/2026", letter_since="2026-11-01",
                       letter_until="2026-11-30"))  # fmt: skip
    own = Label("a.n. DEAN-LAW, letter 7/2026 (1 Nov 2026 – 30 Nov 2026)",
                "a.n. DEAN-LAW, surat 7/2026 (1 Nov 2026 – 30 Nov 2026)")  # fmt: skip
    binder = begun.binder("MC-1")
    (line,) = (each for each in binder.decisions if each.capacity != "own")
    assert acting_words(line) == own
    App().print_binder(binder, tmp_path / "binder.pdf")
    pages = PdfReader(tmp_path / "binder.pdf").pages
    told = "".join("".join(page.extract_text().split()) for page in pages)
    assert "".join(own.en.split()) in told
    assert "".join(own.id.split()) in told
    for names, (en, id_) in ((True, (own.en, own.id)), (False, ("a.n. Person", "a.n. Orang"))):
        extent = Extent(since=date(2026, 1, 1), until=date(2026, 12, 31), names=names)
        rows = begun.audit(extent).tables[2].rows
        acting = [row[6] for row in rows if row[6]]
        assert [each.en.startswith(en) for each in acting] == [True]
        assert [each.id.startswith(id_) for each in acting] == [True]
        assert len(rows[0]) == len(begun.audit(extent).tables[2].heads)
    assert "a.n. DEAN-LAW" in _decision_entry(begun.page("MC-1").decisions[0]).detail
    workspace = str(begun.store.path)
    begun.close()
    run(parser().parse_args(["show", "MC-1", "--json", "--workspace", workspace]), App())
    found = json.loads(capsys.readouterr().out)["decisions"]
    assert [(each["capacity"], each["on_behalf_of"], each["letter"]) for each in found[:1]] == [(
        "a.n.", "DEAN-LAW", "7/2026")]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "words"), [({"letter": "7"}, "acted for"), ({"on_behalf_of": "DEAN-LAW"}, "letter")]
)
def test_what_an_acting_decision_lacks_is_named(begun, given, words):
    with pytest.raises(Refused, match=words):
        begun.execute(sign(begun, "F2", "dean", person="VICE", capacity="a.n.", **given))
