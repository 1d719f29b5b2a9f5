"""The evidence binder: what is in it, where it is found, and what is done with bad files."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript
from reportlab.pdfgen.canvas import Canvas

from mcdesk import i18n
from mcdesk.errors import Trouble
from mcdesk.procedure import commands as do
from mcdesk.reports.binder import print_binder
from tests.reports.reading import outline, text_of
from tests.walk import Walker


def pdf_file(path: Path, *texts: str, fill: str = "") -> Path:
    canvas = Canvas(str(path), pagesize=(842, 595))
    for text in texts:
        canvas.drawString(50, 300, text)
        if fill:
            canvas.acroForm.textfield(name="a", value=fill, x=50, y=80, width=300, height=24)
        canvas.showPage()
    canvas.save()
    return path


def attach(desk, path: Path, purpose: str = "evidence") -> str:
    digest, size = desk.store_file(path)
    desk.execute(
        do.AttachFile(card="MC-1", name=path.name, digest=digest, size=size, purpose=purpose)
    )
    return digest


def printed(binder) -> PdfReader:
    out = BytesIO()
    assert print_binder(binder, out) > 0
    return PdfReader(BytesIO(out.getvalue()))


@pytest.fixture
def walker(desk, card):
    made = Walker(desk, card)
    made.assignment()
    made.discussion()
    return made


def test_every_form_and_every_version_is_bound_and_bookmarked(desk, walker):
    walker.fill_proposal()
    walker.freeze("F2")
    walker.sign("F2", "sme")
    desk.execute(do.ChangeForm(form="MC-1/F2", reason="the need has changed"))
    desk.execute(do.SetValue(form="MC-1/F2", path="p10", new="A need nobody had thought of"))
    walker.freeze("F2")
    reader = printed(desk.binder("MC-1"))
    marks = outline(reader)
    first = next(title for title in marks if title.startswith("F2 ") and "version 1" in title)
    second = next(title for title in marks if title.startswith("F2 ") and "version 2" in title)
    assert first.endswith("no longer valid")
    assert not second.endswith("no longer valid")
    assert "thought of" in text_of(reader, marks[second], marks["Decisions and sign-offs"] - 1)
    assert "thought of" not in text_of(reader, marks[first], marks[second] - 1)
    assert any(title.startswith("R1 ") for title in marks)
    assert any(title.startswith("R2 ") and "meeting 1, version" in title for title in marks)


def test_decisions_stand_or_fall_as_the_history_tells(desk, walker):
    walker.fill_proposal()
    walker.freeze("F2")
    walker.sign("F2", "sme")
    desk.execute(do.ChangeForm(form="MC-1/F2", reason="the need has changed"))
    desk.execute(do.SetValue(form="MC-1/F2", path="p10", new="Another need"))
    reader = printed(desk.binder("MC-1"))
    marks = outline(reader)
    told = text_of(reader, marks["Decisions and sign-offs"], marks["Files"] - 1)
    assert "fell: the text was changed" in told
    assert "the need has changed" in told
    assert "gugur: teks diubah" in told
    assert told.count("counts") - told.count("counts no more") == 4  # R1 and R2, two signers each
    assert any(title.endswith("draft") for title in marks)


def test_the_contents_name_the_pages_that_the_bookmarks_lead_to(desk, walker):
    reader = printed(desk.binder("MC-1"))
    marks = outline(reader)
    contents = text_of(reader, marks["Contents"], marks["Contents"])
    for title in ("Decisions and sign-offs", "Files", "History"):
        found = re.search(rf"{title} / [^0-9]+ (\d+)", contents)
        assert found, title
        assert int(found.group(1)) == marks[title]
    links = [a.get_object() for a in reader.pages[marks["Contents"] - 1]["/Annots"]]
    assert len(links) == 7  # cover, R1, R2, the draft of F2, three lists


def test_pages_are_counted_over_the_whole(desk, walker):
    reader = printed(desk.binder("MC-1"))
    of = len(reader.pages)
    for number, page in enumerate(reader.pages, start=1):
        assert f"{number} / {of}" in page.extract_text()
        assert "MC-1 · Evidence binder / Berkas bukti" in re.sub(r"\s+", " ", page.extract_text())


def test_pages_of_pdfs_are_bound_as_they_are_even_what_was_filled_in(desk, walker, tmp_path):
    attach(desk, pdf_file(tmp_path / "scan.pdf", "first page", "second page", fill="WRITTEN IN"))
    reader = printed(desk.binder("MC-1"))
    at = outline(reader)["File 1: scan.pdf"]
    assert "first page" in text_of(reader, at, at)
    assert "second page" in text_of(reader, at + 1, at + 1)
    assert "WRITTEN IN" in text_of(reader, at, at)
    assert reader.pages[at - 1].mediabox.width > reader.pages[at - 1].mediabox.height


def test_every_face_that_a_page_asks_for_is_there_and_its_own_are_kept_in_it(
    desk, walker, tmp_path
):
    """Readers such as poppler tell of a face that is asked for and is not there."""
    attach(desk, pdf_file(tmp_path / "scan.pdf", *(f"Leaf {n} of it" for n in range(1, 31))))
    reader = printed(desk.binder("MC-1"))
    for number, page in enumerate(reader.pages, start=1):
        asked = set(re.findall(rb"(/[^\s/]+) [\d.]+ Tf", page.get_contents().get_data()))
        faces = page["/Resources"]["/Font"]
        assert asked, number
        assert {name.decode() for name in asked} <= set(faces), number
        for face in faces.values():
            assert "NotoSans" in face.get_object()["/BaseFont"], number


def test_a_long_file_is_bound_whole_and_in_its_order(desk, walker, tmp_path):
    attach(desk, pdf_file(tmp_path / "long.pdf", *(f"Leaf {n} of it" for n in range(1, 51))))
    attach(desk, pdf_file(tmp_path / "short.pdf", "Only leaf"))
    reader = printed(desk.binder("MC-1"))
    pages = [page.extract_text() for page in reader.pages]
    first = outline(reader)[next(key for key in outline(reader) if "long.pdf" in key)] - 1
    leaves = [re.findall(r"Leaf (\d+) of it", text) for text in pages]
    assert leaves[first : first + 50] == [[str(n)] for n in range(1, 51)]
    for place in (0, 1, 20, 21, 49):
        assert f"{first + place + 1} / {len(pages)}" in pages[first + place]
        assert f"Page {place + 1} of 50" in pages[first + place]
    behind = outline(reader)[next(key for key in outline(reader) if "short.pdf" in key)] - 1
    assert (behind, "Only leaf" in pages[behind]) == (first + 50, True)


def test_pictures_are_shown_every_frame_of_them_upright(desk, walker, tmp_path):
    picture = Image.new("RGB", (400, 200), (200, 30, 30))
    picture.save(tmp_path / "two.tiff", save_all=True, append_images=[picture.copy()])
    turned = Image.Exif()
    turned[0x0112] = 6
    picture.save(tmp_path / "phone.jpg", exif=turned)
    for name in ("two.tiff", "phone.jpg"):
        attach(desk, tmp_path / name)
    reader = printed(desk.binder("MC-1"))
    marks = outline(reader)
    first, second = marks["File 1: two.tiff"], marks["File 2: phone.jpg"]
    assert second - first == 2
    assert all(len(reader.pages[n - 1].images) == 1 for n in (first, first + 1, second))
    shown = reader.pages[second - 1].images[0].image
    assert shown is not None
    assert shown.height > shown.width


def test_what_cannot_be_shown_is_listed_with_its_fingerprint_and_the_reason(desk, walker, tmp_path):
    (tmp_path / "notes.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4\nrubbish")
    writer = PdfWriter(clone_from=pdf_file(tmp_path / "x.pdf", "secret text"))
    writer.encrypt("secret")
    writer.write(tmp_path / "locked.pdf")
    gone = pdf_file(tmp_path / "gone.pdf", "gone")
    digests = [attach(desk, tmp_path / name) for name in ("notes.docx", "broken.pdf", "locked.pdf")]
    desk.file_path(attach(desk, gone)).unlink()
    reader = printed(desk.binder("MC-1"))
    marks = outline(reader)
    told = text_of(reader, marks["Files"], marks["History"] - 1)
    for reason in ("Not a PDF and not a picture.", "Damaged: it cannot be read.",
                   "Locked with a password.", "missing from the store"):  # fmt: skip
        assert reason in told
    for digest in digests:
        assert digest in told.replace(" ", "")
    assert "secret text" not in text_of(reader)


def test_a_script_in_an_attached_pdf_is_left_behind(desk, walker, tmp_path):
    writer = PdfWriter(clone_from=pdf_file(tmp_path / "x.pdf", "page"))
    writer.add_open_action(JavaScript("app.alert('hello')"))
    writer.write(tmp_path / "js.pdf")
    attach(desk, tmp_path / "js.pdf")
    out = BytesIO()
    print_binder(desk.binder("MC-1"), out)
    assert b"app.alert" not in out.getvalue()
    assert "/JavaScript" not in str(PdfReader(BytesIO(out.getvalue())).trailer["/Root"])


def test_the_history_tells_both_languages_and_shortens_long_texts(desk, walker):
    long = "word " * 200
    desk.execute(do.OpenForm(card="MC-1", form="F2"))
    desk.execute(do.SetValue(form="MC-1/F2", path="p10", new=long))
    reader = printed(desk.binder("MC-1"))
    told = text_of(reader, outline(reader)["History"])
    assert "Frozen for signature" in told
    assert "Dibekukan untuk ditandatangani" in told
    assert "word word" in told
    assert told.count("word") < 60


def test_a_binder_speaks_both_languages_whichever_is_in_use(desk, walker):
    desk.execute(do.HoldCard(card="MC-1", reason="a strike"))
    desk.execute(do.ResumeCard(card="MC-1"))
    desk.execute(do.OpenForm(card="MC-1", form="F2"))

    def history() -> str:
        reader = printed(desk.binder("MC-1"))
        return " ".join(text_of(reader, outline(reader)["History"]).split())

    said = history()
    assert "on hold / ditunda" in said
    assert "1 Assignment / 1 Penugasan" in said
    i18n.use_language("id")
    assert history() == said


def test_the_same_binder_is_the_same_file(desk, walker, tmp_path):
    attach(desk, pdf_file(tmp_path / "scan.pdf", "first page"))
    binder = desk.binder("MC-1")
    first, second = BytesIO(), BytesIO()
    print_binder(binder, first)
    print_binder(binder, second)
    assert first.getvalue() == second.getvalue()


def test_cancelling_at_any_step_leaves_no_file(desk, walker, tmp_path):
    attach(desk, pdf_file(tmp_path / "scan.pdf", "first page"))
    out = tmp_path / "out" / "binder.pdf"
    out.parent.mkdir()
    binder, told = desk.binder("MC-1"), []
    print_binder(binder, BytesIO(), lambda done, _of: told.append(done) is None)
    for last in told:
        assert print_binder(binder, out, lambda done, _of, last=last: done < last) == 0
        assert list(out.parent.iterdir()) == []


def test_progress_never_goes_back_and_ends_whole(desk, walker, tmp_path):
    attach(desk, pdf_file(tmp_path / "scan.pdf", "first page", "second"))
    told = []
    print_binder(desk.binder("MC-1"), BytesIO(), lambda done, of: told.append((done, of)) or True)
    done = [entry[0] for entry in told]
    assert done == sorted(done)
    assert told[-1][0] == told[-1][1]
    assert len({of for _done, of in told}) == 1


def test_reading_can_be_cancelled(desk, walker):
    assert desk.binder("MC-1", lambda _done, _of: False) is None


def test_a_place_that_cannot_be_written_is_told_in_words(desk, walker, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Trouble) as caught:
        print_binder(desk.binder("MC-1"), tmp_path / "file" / "binder.pdf")
    assert "could not be written" in caught.value.title


def test_a_sample_is_marked_on_every_page_of_its_binder(app, tmp_path):
    desk = app.create(tmp_path / "sample.mcdesk", "Sample", "CTL-01", sample=True)
    try:
        from tests.walk import set_up

        set_up(desk)
        attach(desk, pdf_file(tmp_path / "print.pdf", "A print with SAMPLE across it"))
        reader = printed(desk.binder("MC-1"))
    finally:
        app.close(desk)
    texts = [page.extract_text() for page in reader.pages]
    assert all("SAMPLE" in text for text in texts)
    (bound,) = (text for text in texts if "A print with SAMPLE" in text)
    assert bound.count("SAMPLE") == 2, "above the foreign page, not across it once more"
