"""The foot of a form on paper: its attachments and what its versions changed (domain.md, b)."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Revision
from mcdesk.reports.form import print_form
from tests.asking import form_of
from tests.walk import Walker

FORM = "MC-1/F2"


def text_of(desk, kind: str = "frozen", version: str = "") -> str:
    out = BytesIO()
    print_form(desk.sheet(form_of(desk, "F2"), kind, version), out)
    return " ".join("\n".join(page.extract_text() for page in PdfReader(out).pages).split())


def revisions(desk) -> list[str]:
    form = form_of(desk, "F2")
    with desk.store.read() as reader:
        kept = [each for each in reader.select(Revision) if each.form_id == form]
    return [each.id for each in sorted(kept, key=lambda each: each.version)]


def attach(desk, name: str, digit: str, purpose: str = "") -> str:
    return desk.execute(do.AttachFile(card="MC-1", form=FORM, name=name, size=1200,
                                      link=f"S:/{name}", digest=digit * 64, id=f"file-{name}",
                                      purpose=purpose or "other"))  # fmt: skip


def changed(desk, path: str, text: str) -> None:
    desk.execute(do.ChangeForm(form=FORM))
    desk.execute(do.SetValue(form=FORM, path=path, new=text))


def proposed(desk) -> Walker:
    walker = Walker(desk)
    walker.assignment()
    walker.discussion()
    walker.fill_proposal()
    return walker


def test_a_form_that_has_neither_says_nothing_of_them(desk, card):
    proposed(desk).freeze("F2")
    for kind in ("draft", "frozen", "blank"):
        told = text_of(desk, kind)
        assert "Attachments / Lampiran" not in told
    assert "Change history" not in text_of(desk)


def test_a_version_tells_what_those_before_it_and_itself_changed(desk, card):
    walker = proposed(desk)
    walker.freeze("F2")
    changed(desk, "p47", "Another text for the catalogue")
    assert "v1" in text_of(desk, "draft")
    walker.freeze("F2")
    first, second = revisions(desk)
    told = text_of(desk, version=second)
    assert "Change history" in told
    assert "Riwayat perubahan" in told
    assert "changed: Catalogue text" in told
    assert "diubah: Teks katalog" in told
    assert "Change history" not in text_of(desk, version=first)
    changed(desk, "p31", "blended")
    walker.freeze("F2")
    assert text_of(desk, version=second).count("changed:") == 1


def test_who_froze_is_called_as_then(desk, card):
    walker = proposed(desk)
    walker.freeze("F2")
    changed(desk, "p47", "Another text for the catalogue")
    walker.freeze("F2")
    (_first, second) = revisions(desk)
    desk.execute(do.ChangePerson(person="CTL-01", titles_before="Prof."))
    footer = text_of(desk, version=second).partition("Change history")[2]
    assert "CTL-01" in footer
    assert "Prof. CTL-01" not in footer
    assert "Prof. CTL-01" in text_of(desk, "draft").partition("Change history")[2]


def test_of_a_web_address_no_size_and_digest_are_told(desk, card):
    proposed(desk)
    desk.execute(do.AttachFile(card="MC-1", form=FORM, name="survey.pdf", size=0, digest="",
                               link="https://drive.example/survey.pdf"))  # fmt: skip
    told = text_of(desk, "draft").partition("Attachments")[2]
    assert "kept outside: https://drive.example/survey.pdf" in told
    assert "SHA-256" not in told
    assert "0 B" not in told


def test_a_version_lists_what_was_attached_when_it_was_frozen(app, desk, card):
    walker = proposed(desk)
    attach(desk, "needs.pdf", "a")
    attach(desk, "scan.pdf", "b", "scan")
    walker.freeze("F2")
    desk.execute(do.RemoveFile(file="file-needs.pdf"))
    attach(desk, "later.pdf", "c")
    (first,) = revisions(desk)
    told = text_of(desk, version=first)
    assert "Attachments" in told
    assert "needs.pdf" in told
    assert f"SHA-256 {'a' * 16}" in told
    assert "scan.pdf" not in told
    assert "later.pdf" not in told
    assert "later.pdf" in text_of(desk, "draft")
    assert "needs.pdf" not in text_of(desk, "draft")
