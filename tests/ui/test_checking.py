"""Sealing a signed form in the window, and checking the PDF that comes back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from mcdesk.application.seals import shown_note
from mcdesk.application.views import Changes, PdfVerdict, ScanBundle, SealLine
from mcdesk.bootstrap import App
from mcdesk.errors import Finding, Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.stage import Label
from mcdesk.script import running
from mcdesk.script.arguments import parser
from mcdesk.script.program import run
from mcdesk.sealing import Sealing
from mcdesk.signing.keys import KeyBunch
from mcdesk.signing.vault import Memory
from mcdesk.ui.checking import CheckDialog
from mcdesk.ui.forms.editor import FormEditor
from mcdesk.ui.forms.notices import Notice
from mcdesk.ui.forms.sealed import SealedPdf
from mcdesk.ui.forms.sealing import SealDialog
from mcdesk.ui.forms.signatures import SignatureList
from tests.ui.forms.fakes import FakeDesk, FakeHost, FakeJobs, frozen_view, signature
from tests.walk import Walker, set_up

SEAL = SealLine("mcdesk_hsp", "hsp", Label("Head", "Kaprodi"), "Dr. Agus", "2026-11-23T09:00:00",
                "Approved", True)  # fmt: skip
PRINT = ScanBundle(
    "k", "current", Finding("scan_current", "F2 Proposal, MC-1, version 1: the text that stands."),
    (0,), form_id="f", card_id="c", card_code="MC-1", kind="F2", version=1,
    lines=(signature("hsp", "Head", "waiting"),),
)  # fmt: skip


def shown(qtbot, **changes) -> CheckDialog:
    found = PdfVerdict("back.pdf", (PRINT,), "exact", (), (SEAL,), ())
    dialog = CheckDialog(replace(found, **changes))
    qtbot.addWidget(dialog)
    return dialog


def words(dialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_what_is_in_order_can_be_recorded(qtbot):
    dialog = shown(qtbot)
    said = words(dialog)
    assert "In order" in said
    assert "byte for byte" in said
    assert "Dr. Agus, Head, 23 November 2026: Approved" in said
    assert "not trusted" in said
    record = next(b for b in dialog.findChildren(QPushButton) if "Record" in b.text())
    with qtbot.waitSignal(dialog.record_requested) as told:
        record.click()
    assert told.args == ["f", "hsp"]


@pytest.mark.parametrize("state", ["earlier", "fallen", "round"])
def test_what_is_in_order_and_no_longer_stands_says_so_first(qtbot, state):
    dialog = shown(qtbot, prints=(replace(PRINT, state=state),))
    (heading,) = (each for each in dialog.findChildren(QLabel) if "In order" in each.text())
    assert heading.text() == "In order, but it no longer stands"
    assert heading.property("state") == "warn"
    assert not any("Record" in b.text() for b in dialog.findChildren(QPushButton))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"text": "other", "pages": (2, 3)}, "Pages that differ: 2–3"),
        ({"findings": (Finding("tail", "{n} bytes were added behind the last signature.",
                               {"n": 7}),)}, "7 bytes were added"),
        ({"seals": (replace(SEAL, findings=(Finding("altered", "Altered."),)),)}, "Altered."),
        ({"seals": ()}, "Not in order"),
        ({"prints": (), "text": "unknown"}, "Not in order"),
    ],
)  # fmt: skip
def test_what_is_not_in_order_is_said_and_not_recorded(qtbot, changes, expected):
    dialog = shown(qtbot, **changes)
    assert expected in words(dialog)
    assert "Not in order" in words(dialog)
    assert not any("Record" in b.text() for b in dialog.findChildren(QPushButton))


def test_the_same_remark_over_several_pages_is_said_once(qtbot):
    bare = Finding("scan_none", "No code could be read on it.")
    stray = [ScanBundle(f"none:{n}", "none", bare, (n,)) for n in (1, 2, 4)]
    said = words(shown(qtbot, prints=(PRINT, *stray), text="unknown"))
    assert said.count("No code") == 1
    assert "Pages 2–3, 5: No code" in said
    assert "Page 1: F2 Proposal" in said


def test_an_earlier_version_is_not_recorded(qtbot):
    dialog = shown(qtbot, prints=(replace(PRINT, state="earlier"),))
    assert dialog.role == ""


# --- sealing -------------------------------------------------------------------------------


def seal_dialog(qtbot, key: str = "ready") -> SealDialog:
    view = frozen_view("F2")
    dialog = SealDialog(FakeJobs(FakeDesk(view)), view, view.signatures[0], key)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_dialog_says_plainly_what_acrobat_will_say(qtbot):
    dialog = seal_dialog(qtbot)
    assert "not trusted" in words(dialog)
    assert dialog.action.isEnabled()
    assert not dialog._file.isVisible()
    dialog.kind.press("file")
    assert dialog.why == "Choose the file of the certificate."
    assert not dialog.pin.isVisible()
    dialog.set_file("/tmp/dean.p12")
    assert dialog.action.isEnabled()


def test_a_locked_key_asks_for_its_pin(qtbot):
    dialog = seal_dialog(qtbot, "locked")
    assert dialog.why == "Type your PIN."
    assert not dialog.action.isEnabled()


def test_while_it_is_sealed_the_dialog_says_so_and_stays(qtbot):
    """Who closed it would never be told what became of the seal."""
    dialog = seal_dialog(qtbot)
    dialog._tasks.hold = True
    dialog.accept()
    assert dialog.why == "The PDF is being sealed …"
    assert not dialog.action.isEnabled()
    dialog.reject()
    assert dialog.isVisible()
    ((_job, _done, failed),) = dialog._tasks.waiting
    failed(Refused(Finding("not_signed", "This decision does not stand any more.")))
    assert "does not stand" in dialog.why
    assert dialog.action.isEnabled()
    dialog.reject()
    assert not dialog.isVisible()


def test_of_a_key_of_the_sample_it_says_how_long_it_lives(qtbot):
    view = frozen_view("F2")
    sample = replace(view, header=replace(view.header, sample=True))
    for shown, is_told in ((sample, True), (view, False)):
        dialog = SealDialog(FakeJobs(FakeDesk(shown)), shown, shown.signatures[0], "choose")
        qtbot.addWidget(dialog)
        assert ("until the program ends" in words(dialog)) == is_told
        assert ("cannot be found again" in words(dialog)) != is_told


@pytest.fixture
def signed(app, tmp_path):
    """A letter of assignment that SME-03 accepted in the program, with a key."""
    desk = app.create(tmp_path / "w.mcdesk", "Test", "CTL-01")
    set_up(desk)
    walker = Walker(desk)
    walker.fill("R1", {"topic": "Digital contract law", "reason": "plh"})
    walker.freeze("R1")
    walker.sign("R1", "hsp")
    vault = Memory()
    desk.keys = KeyBunch("w", lambda: vault)
    desk.use_person(next(p.id for p in desk.info().persons if p.name == "SME-03"))
    desk.execute(do.SignForm(form="MC-1/R1", role="sme", person="SME-03", decision="accept"))
    yield desk
    app.close(desk)


def test_a_sealed_form_is_kept_and_comes_back_in_order(signed, tmp_path):
    form = next(line.form_id for line in signed.outline("MC-1").forms if line.kind == "R1")
    changes = Sealing(form, "sme")(signed)
    assert len(changes.events) == 1
    (file,) = signed.sealed(form)
    assert (file.purpose, file.name.endswith("v1.pdf")) == ("sealed", True)
    back = tmp_path / "back.pdf"
    back.write_bytes(signed.file_path(file.digest).read_bytes())
    found = App().verify_pdf(signed, back)
    assert found.is_sound, found
    assert [(seal.role, seal.name) for seal in found.seals] == [("sme", "SME-03")]
    said = "Lecturer (SME): Accepts the assignment / Dosen pengembang (SME): Menerima tugas · "
    assert found.seals[0].reason.startswith(said)
    accepted = {line.role: line for line in signed.form(form).signatures}
    assert accepted["sme"].sealed.digest == file.digest
    assert accepted["hsp"].sealed is None
    with pytest.raises(Exception, match="signed in it already"):
        Sealing(form, "sme")(signed)
    with pytest.raises(Refused):
        Sealing(form, "dean")(signed)


def test_the_mark_of_a_sealed_pdf_is_its_version_for_people(signed):
    """The note of the file tells the program which text it is; nobody else reads that."""
    form = next(line.form_id for line in signed.outline("MC-1").forms if line.kind == "R1")
    Sealing(form, "sme")(signed)
    (file,) = signed.sealed(form)
    assert " sme " in file.note
    (line,) = (each for each in signed.history(form=form) if each.kind == "FileAttached")
    assert line.note == "version 1"
    assert shown_note("Sent by e-mail") == "Sent by e-mail"
    assert shown_note(file.note, both=True) == "version 1 / versi 1"


def test_sealing_is_off_by_default_and_set_for_the_workspace(signed):
    form = next(line.form_id for line in signed.outline("MC-1").forms if line.kind == "R1")
    assert not signed.form(form).seals
    assert not signed.keys_view().seals
    signed.use_person(next(p.id for p in signed.info().persons if p.name == "CTL-01"))
    signed.execute(do.SetSetting(key="seal_pdf", value=True))
    assert signed.form(form).seals
    assert signed.keys_view().seals


def test_a_script_seals_too(signed, tmp_path, monkeypatch, capsys):
    form = next(line.form_id for line in signed.outline("MC-1").forms if line.kind == "R1")
    out = tmp_path / "out.pdf"
    app = App()
    monkeypatch.setattr(app, "open", lambda *_given, **_named: signed)
    monkeypatch.setattr(app, "close", lambda _desk: None)

    def asked(*more: str) -> int:
        given = ["seal", "MC-1", "R1", "-o", str(out), *more]
        return run(parser().parse_args(["--workspace", str(signed.store.path), *given]), app)

    assert asked() == running.REFUSED
    assert "seal_pdf" in capsys.readouterr().err
    me = signed.info().person_id
    signed.use_person(next(p.id for p in signed.info().persons if p.name == "CTL-01"))
    signed.execute(do.SetSetting(key="seal_pdf", value=True))
    assert asked() == running.REFUSED, "it is another one's decision"
    signed.use_person(me)
    assert asked("--role", "hsp") == running.REFUSED
    assert not out.exists()
    assert asked() == running.DONE
    assert out.read_bytes() == signed.file_path(signed.sealed(form)[0].digest).read_bytes()
    assert App().verify_pdf(signed, out).is_sound
    assert asked() == running.USAGE, "the file is there"


def test_a_script_seals_nothing_where_the_pdf_cannot_be_written(
    signed, tmp_path, monkeypatch, capsys
):
    form = next(line.form_id for line in signed.outline("MC-1").forms if line.kind == "R1")
    app, me = App(), signed.info().person_id
    monkeypatch.setattr(app, "open", lambda *_given, **_named: signed)
    monkeypatch.setattr(app, "close", lambda _desk: None)
    signed.use_person(next(p.id for p in signed.info().persons if p.name == "CTL-01"))
    signed.execute(do.SetSetting(key="seal_pdf", value=True))
    signed.use_person(me)

    def asked(out: Path) -> int:
        given = ["seal", "MC-1", "R1", "-o", str(out)]
        return run(parser().parse_args(["--workspace", str(signed.store.path), *given]), app)

    assert asked(tmp_path / "missing" / "out.pdf") == running.TROUBLE
    assert "could not be written" in capsys.readouterr().err
    assert asked(Path()) == running.USAGE
    assert not signed.sealed(form)
    folder = tmp_path / "there"
    folder.mkdir()
    assert asked(folder / "out.pdf") == running.DONE
    first = json.loads(capsys.readouterr().out)
    assert asked(folder / "again.pdf") == running.DONE, "what is sealed already is written again"
    second = json.loads(capsys.readouterr().out)
    assert len(signed.sealed(form)) == 1
    assert (folder / "again.pdf").read_bytes() == (folder / "out.pdf").read_bytes()
    assert second == {**first, "events": []}
    assert sorted(each.name for each in folder.iterdir()) == ["again.pdf", "out.pdf"]


def test_a_script_says_where_a_sealed_pdf_is_that_is_not_here(
    signed, tmp_path, monkeypatch, capsys
):
    """Somebody else sealed behind it, and its content did not come yet."""
    form = next(line.form_id for line in signed.outline("MC-1").forms if line.kind == "R1")
    Sealing(form, "sme")(signed)
    kept = signed.file_path(signed.sealed(form)[0].digest)
    kept.chmod(0o600)
    kept.unlink()
    app, me = App(), signed.info().person_id
    monkeypatch.setattr(app, "open", lambda *_given, **_named: signed)
    monkeypatch.setattr(app, "close", lambda _desk: None)
    signed.use_person(next(p.id for p in signed.info().persons if p.name == "CTL-01"))
    signed.execute(do.SetSetting(key="seal_pdf", value=True))
    signed.use_person(me)
    given = ["seal", "MC-1", "R1", "-o", str(tmp_path / "out.pdf")]
    given = ["--workspace", str(signed.store.path), *given]
    assert run(parser().parse_args(given), app) == running.TROUBLE
    said = capsys.readouterr().err
    assert signed.sealed(form)[0].name in said
    assert "mcdesk sync" in said
    assert not (tmp_path / "out.pdf").exists()


def test_a_signature_that_is_sealed_says_so_and_offers_the_pdf_instead(qtbot, signed):
    form = next(line.form_id for line in signed.outline("MC-1").forms if line.kind == "R1")
    looked, sealed = [], []

    def ways() -> list[str]:
        shown = SignatureList()
        qtbot.addWidget(shown)
        lines = signed.form(form).signatures
        shown.show_lines(lines, seal=sealed.append, look=looked.append)
        for link in shown.findChildren(QPushButton):
            link.click()
        return [words(shown), *(link.text() for link in shown.findChildren(QPushButton))]

    assert ways()[1:] == ["Seal the PDF…"]
    Sealing(form, "sme")(signed)
    said, *links = ways()
    assert links == ["Open the sealed PDF"]
    assert "Sealed as PDF, " in said
    assert [line.role for line in sealed] == ["sme"]
    assert [file.digest for file in looked] == [signed.sealed(form)[0].digest]


def test_the_window_says_what_was_sealed_and_opens_or_saves_it(qtbot, signed, tmp_path):
    form = next(line.form_id for line in signed.outline("MC-1").forms if line.kind == "R1")
    Sealing(form, "sme")(signed)
    view, notice = signed.form(form), Notice()
    qtbot.addWidget(notice)
    host = SealHost(tmp_path)
    sealed = SealedPdf(FakeJobs(signed), notice, notice, host)
    line = next(each for each in view.signatures if each.role == "sme")
    sealed.say(view, line, signed.sealed(form)[0].id)
    assert "sealed for Lecturer (SME)" in notice.words
    assert signed.sealed(form)[0].name in notice.words
    assert "MC-1" in notice.words
    press(notice, "Open")
    (opened,) = host.shown
    assert opened.read_bytes() == signed.file_path(signed.sealed(form)[0].digest).read_bytes()
    press(notice, "Save a copy…")
    assert (tmp_path / "copy.pdf").read_bytes() == opened.read_bytes()
    assert str(tmp_path / "copy.pdf") in notice.words
    press(notice, "Open the folder")
    assert host.shown[-1] == tmp_path


def test_sealing_in_the_editor_leaves_the_form_with_its_seal_in_sight(qtbot, signed, tmp_path):
    me = signed.info().person_id
    signed.use_person(next(p.id for p in signed.info().persons if p.name == "CTL-01"))
    signed.execute(do.SetSetting(key="seal_pdf", value=True))
    signed.use_person(me)
    form = next(line.form_id for line in signed.outline("MC-1").forms if line.kind == "R1")
    editor = FormEditor(FakeJobs(signed), form, FakeHost(tmp_path / "drafts"))
    qtbot.addWidget(editor)
    editor.resize(1366, 768)
    editor.show()

    def link(words: str) -> list[QPushButton]:
        found = editor.bench.side.findChildren(QPushButton)
        return [b for b in found if b.text() == words and not b.isHidden()]

    qtbot.waitUntil(lambda: bool(link("Seal the PDF…")))  # what stands beside a form comes after it
    (seal,) = link("Seal the PDF…")
    seal.click()
    dialog = next(d for d in editor.findChildren(SealDialog) if d.isVisible())
    dialog.action.click()
    assert "The PDF is sealed for Lecturer (SME)" in editor.bench.notice.words
    assert editor.focusWidget().text() == "Open", "not on the link to withdraw"
    editor.apply_changes(Changes(forms=frozenset((form,))))
    qtbot.waitUntil(lambda: not link("Seal the PDF…"))
    assert link("Open the sealed PDF")
    editor.shut()


def press(notice: Notice, words: str) -> None:
    next(b for b in notice.findChildren(QPushButton) if b.text() == words).click()


class SealHost:
    """A window's surroundings that show and save without asking anybody."""

    def __init__(self, folder) -> None:
        self.folder, self.shown = folder, []

    def scratch(self):
        return self.folder

    def show_file(self, path) -> bool:
        self.shown.append(path)
        return True

    def choose_file(self, _parent, _title, _name, _kinds):
        return self.folder / "copy.pdf"
