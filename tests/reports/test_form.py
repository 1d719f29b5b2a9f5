from __future__ import annotations

import re
import socket
from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from mcdesk.procedure.calendar import moment_of
from mcdesk.procedure.content import Content, Row, Surroundings
from mcdesk.procedure.definition import Choice, Column, Field, FieldType, Item, Section
from mcdesk.procedure.inspect import computed_content
from mcdesk.procedure.stage import Label
from mcdesk.reports import frame
from mcdesk.reports import words as reports_words
from mcdesk.reports.composed import compose
from mcdesk.reports.fields import numbers_of
from mcdesk.reports.flow import A4
from mcdesk.reports.form import print_form, print_forms, print_to_fill
from mcdesk.reports.to_seal import print_to_seal
from mcdesk.reports.words import number_text

KINDS = ("F2", "F3", "F6", "R1", "R2")
ALL = ("F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "R1", "R2", "R10", "R11", "R13", "R14")


def squeezed(text):
    return re.sub(r"\s+", "", text)


def content_of(data, page=0):
    return PdfReader(BytesIO(data)).pages[page].get_contents().get_data()


def boxes(data):
    """Count the squares that are stroked: check boxes."""
    found = 0
    for page in PdfReader(BytesIO(data)).pages:
        for match in re.finditer(rb"([\d.]+) ([\d.]+) re S", page.get_contents().get_data()):
            width, height = map(float, match.groups())
            found += width == height and width < 12
    return found


def test_the_same_sheet_gives_the_same_bytes(kit):
    made = kit.sheet(long=True)
    assert kit.printed(made) == kit.printed(made)
    other = kit.replace(made, as_of=date(2027, 1, 1), kind="draft")
    assert kit.printed(other) != kit.printed(made)


@pytest.mark.parametrize("form", KINDS)
@pytest.mark.parametrize("kind", ["blank", "draft", "frozen"])
def test_every_page_has_its_counter_and_nothing_lies_outside(kit, form, kind):
    texts = kit.pages(kit.printed(kit.sheet(kind, kit.form(form))))
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {len(texts)}" in text
        assert f"Halaman {number} dari {len(texts)}" in text


def test_rupiah_are_written_as_indonesian_does(kit):
    made = kit.sheet("draft", kit.form("F2"))
    made = kit.replace(made, content=Content({"p44": "1250000", "p45": "own"}))
    text = " ".join(kit.pages(kit.printed(made))).replace("\u00a0", " ")
    assert "Rp 1.250.000" in text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [("1250000.5", 2, "1.250.000,5"), ("1000", 0, "1.000"), ("95.31", 0, "95,31"),
     ("1.5", 2, "1,5"), ("2580", 0, "2.580"), ("1.00", 2, "1"), ("some", 0, "some"),
     ("-2500000", 0, "-2.500.000")],
)  # fmt: skip
def test_every_number_on_paper_is_written_in_one_way(value, decimals, text):
    assert number_text(value, decimals) == text


def test_numbers_of_every_kind_stand_alike_on_one_form(kit):
    lines = [{"item": "Room", "quantity": "1000.5", "unit": "h", "cost": "2500"},
             {"item": "Odd", "quantity": "1e5", "unit": "h", "cost": "1.000"}]  # fmt: skip
    rows = tuple(Row(f"r{n}", str(n), cells) for n, cells in enumerate(lines))
    made = kit.sheet("draft", kit.form("F2"))
    made = kit.replace(made, content=Content({"p17.min": "1000"}, {"p42": rows}))
    text = " ".join(kit.pages(kit.printed(made))).replace("\u00a0", " ")
    for words in ("1.000,5", "2.500", "1.000 persons", "1e5"):
        assert words in text


@pytest.mark.parametrize(("form", "path"), [("F7", "d2.sks"), ("F4", "plan.sks")])
def test_what_is_worked_out_without_a_unit_is_a_number_like_the_others(kit, form, path):
    made = kit.sheet("draft", kit.form(form))
    made = kit.replace(made, content=Content({path: "0.67"}, {}))
    text = " ".join(kit.pages(kit.printed(made)))
    assert "0,67" in text
    assert "0.67" not in text


def aligned(kit, *steps, as_before=False):
    """The words of a design document with these steps and two module outcomes."""
    outcomes = (Row("o1", "1", {"code": "1.1", "statement": "Explain"}),
                Row("o2", "2", {"code": "1.2", "statement": "Draw"}))  # fmt: skip
    rows = tuple(Row(f"s{n}", f"{n:03}", cells) for n, cells in enumerate(steps))
    form = kit.form("F7")
    content = Content({}, {"d7": outcomes, "d8": rows})
    computed = computed_content(form, content, Surroundings(today=date(2026, 12, 1)))
    made = kit.sheet("draft", form, content=content, computed=computed, as_before=as_before)
    return " ".join(" ".join(kit.pages(kit.printed(made))).split())


@pytest.mark.parametrize(("kinds", "gaps"), [
    ((), 6), (("read",), 4), (("read", "do"), 2), (("watch", "discuss", "assess"), 0),
])  # fmt: skip
def test_the_gaps_of_the_alignment_are_named_on_paper(kit, kinds, gaps):
    steps = [{"kind": kind, "title": "T", "outcomes": ["1.1", "1.2"]} for kind in kinds]
    assert aligned(kit, *steps).count("✕ gap / celah") == gaps


def test_steps_without_an_outcome_are_named_on_paper_and_are_no_gap(kit):
    said = aligned(kit, {"kind": "read", "title": "Lost step"})
    assert said.count("Lost step") == 2  # in the learning sequence, and among the orphans
    assert said.count("✕ gap") == 6


def test_the_look_of_before_marks_no_gap(kit):
    """A PDF that an earlier program sealed is compared with it (docs/decisions/0009)."""
    assert "✕ gap" not in aligned(kit, as_before=True)


def test_a_text_that_looks_like_a_number_stays_as_it_is(kit):
    made = kit.sheet("draft", kit.form("F7"))
    made = kit.replace(made, content=Content({"d2.title": "2026.1"}, {}))
    assert "2026.1" in " ".join(kit.pages(kit.printed(made)))


@pytest.mark.parametrize("form", ALL)
def test_every_shipped_form_prints_in_every_kind(kit, form):
    for kind in ("blank", "draft", "frozen"):
        definition = kit.form(form)
        made = kit.sheet(kind, definition, long=kind == "frozen")
        text = squeezed(" ".join(kit.pages(kit.printed(made))))
        assert squeezed(definition.title.en) in text
        assert squeezed(definition.title.id) in text


def test_head_and_footer_name_the_print(kit):
    first, *later = kit.pages(kit.printed(kit.sheet("frozen", kit.form("F2"))))
    for words in (
        "UPH Center for Teaching and Learning",
        "CTL/MC/F2/2026/0031",
        "MC-LAW-LAW-2603",
        "5f2c 9e1a 7b3d 0c44",
        "Drafting Digital Contracts",
        "Penyusunan Kontrak Digital",
        "Printed from version 1, frozen on 18 Nov 2026 10:21 WIB",
        "ctl@example.ac.id",
    ):
        assert words in first
    assert all("MC-LAW-LAW-2603" in text and "CTL/MC/F2/2026/0031" in text for text in later)


def test_the_document_names_itself(kit):
    reader = PdfReader(BytesIO(kit.printed(kit.sheet("frozen", kit.form("F6")))))
    assert reader.metadata.title.endswith("MC-LAW-LAW-2603")
    assert reader.metadata.author == "UPH Center for Teaching and Learning"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "Checklist" in [entry.title for entry in reader.outline]


@pytest.mark.parametrize(
    "typed",
    ["credits <5 & >3 <x> end", "<b>bold</b> text", '<img src="http://127.0.0.1/x.png"/>', "a<b"],
)
def test_typed_markup_is_printed_as_it_stands(kit, typed):
    """Fault 36 of reliability.md."""
    made = kit.sheet(content=Content({"p1": typed, "p2": typed}))
    (text,) = kit.pages(kit.printed(made))
    assert text.count(typed) == 2


def test_a_picture_that_somebody_typed_is_fetched_by_no_print(kit):
    """Fault 36 of reliability.md: who listens at the address of the picture hears nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/x.png"
        typed = f'<img src="{address}"/> <a href="{address}">here</a> <link href="{address}">'
        made = kit.sheet(content=Content({"p1": typed, "p2": typed}))
        (text,) = kit.pages(kit.printed(made))
        assert text.count(address) == 6
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize("lines", range(37, 43))
def test_what_is_said_of_replaced_characters_stands_together(kit, lines):
    filled = "\n".join(f"{n} 😀" for n in range(lines))
    made = kit.sheet(content=Content({"p1": "one", "p2": filled}))
    on = [
        [page for page, text in enumerate(kit.pages(kit.printed(made))) if words in text]
        for words in ("cannot be printed here", "tidak dapat dicetak", "grinning face")
    ]
    assert on[0] == on[1] == on[2]


def test_replaced_characters_are_listed_under_the_form(kit):
    """Fault 37 of reliability.md."""
    made = kit.sheet(content=Content({"p1": "done 😀", "p2": "مرحبا بالعالم"}))
    text = " ".join(" ".join(kit.pages(kit.printed(made))).split())
    assert "done [U+1F600]" in text
    assert "[U+1F600] = grinning face" in text
    assert "[Arabic 1]" in text
    assert "U+0645" in text
    assert text.index("cannot be printed here") < text.index("Signatures")
    assert "what was typed is unchanged in the program" in text


def test_a_hundred_thousand_letters_without_a_space_are_all_printed(kit):
    """Fault 37 of reliability.md."""
    long = "Q" * 100_000
    columns = (
        Column("a", Label("A", "A"), FieldType.TEXT),
        Column("b", Label("B", "B"), FieldType.TEXT),
    )
    fields = (
        Field("p1", Label("One", "Satu"), FieldType.TEXT),
        Field("p2", Label("Two", "Dua"), FieldType.TABLE, columns=columns),
    )
    rows = {"p2": (Row("r1", "a", {"a": long[:20_000], "b": "x"}),)}
    made = kit.sheet(definition=kit.small_form(fields=fields), content=Content({"p1": long}, rows))
    data = kit.printed(made)
    assert sum(text.count("Q") for text in kit.pages(data)) == 120_000


def test_a_draft_is_marked_on_every_page_and_has_no_signatures(kit):
    texts = kit.pages(kit.printed(kit.sheet("draft", kit.form("F2"))))
    assert all("DRAFT / DRAF" in text for text in texts)
    assert not any("Signatures" in text for text in texts)


@pytest.mark.parametrize("kind", ["draft", "blank"])
def test_a_field_that_goes_on_over_the_page_is_named_again(kit, kind):
    """Whoever reads or writes on the second page knows what it is about."""
    fields = (
        Field("p1", Label("Background", "Latar"), FieldType.TEXT, max=9000),
        Field("p2", Label("Remarks", "Catatan"), FieldType.TEXT, max=9000),
    )
    content = Content({"p1": "word " * 700, "p2": "word " * 700})
    made = kit.sheet(kind, kit.small_form(fields=fields), content=content, signatures=())
    first, *later = (squeezed(text) for text in kit.pages(kit.printed(made)))
    assert "continued" not in first
    assert later
    said = "".join(later)
    assert "(continued/lanjutan)" in said
    assert sum(text.count("(continued/lanjutan)") for text in later) <= len(later)


@pytest.mark.parametrize("kind", ["frozen", "draft", "blank"])
def test_marks_stand_clear_of_what_stands_above_the_page(kit, kind):
    """However long the title of a form is."""
    made = kit.sheet(kind, kit.form("F9"), header=kit.header(sample=True))
    for page in PdfReader(BytesIO(kit.printed(made))).pages:
        found: list[tuple[float, str]] = []
        page.extract_text(
            visitor_text=lambda text, _cm, tm, *_font, found=found: found.append((tm[5], text))
        )
        (mark,) = {y for y, text in found if "SAMPLE / CONTOH" in text and y > A4[1] - 60}
        assert not [text for y, text in found if text.strip() and 0 < mark - y < 9.5]


def test_sample_and_void_are_marked_on_every_page(kit):
    made = kit.sheet("frozen", kit.form("F6"), header=kit.header(sample=True), valid=False)
    texts = kit.pages(kit.printed(made))
    assert all("SAMPLE / CONTOH" in text and "VOID / TIDAK BERLAKU" in text for text in texts)
    plain = kit.pages(kit.printed(kit.sheet("frozen", kit.form("F6"))))
    assert not any("SAMPLE" in text or "VOID" in text or "DRAF" in text for text in plain)


def test_a_blank_form_has_boxes_for_every_answer(kit):
    fields = (
        Field(
            "p1",
            Label("Origin", "Asal"),
            FieldType.CHOICE,
            choices=(Choice("a", Label("New", "Baru")), Choice("b", Label("Old", "Lama"))),
        ),
        Field("p2", Label("Asked", "Ditanya"), FieldType.YESNO),
        Field("p3", Label("Agreed", "Setuju"), FieldType.TICK),
    )
    definition = kit.small_form(fields=fields)
    blank = kit.printed(kit.sheet("blank", definition, signatures=()))
    assert boxes(blank) == 2 + 3 + 1
    (text,) = kit.pages(blank)
    assert "New" in text
    assert "Lama" in text
    content = Content({"p1": "b", "p2": "no", "p2.note": "not yet", "p3": True})
    filled = kit.printed(kit.sheet("frozen", definition, signatures=(), content=content))
    assert boxes(filled) == 1
    (text,) = kit.pages(filled)
    assert "New" not in text
    assert "Old" in text
    assert "not yet" in text


@pytest.mark.parametrize(("kind", "name"), [("F5", "Components"), ("F6", "Checklist"),
                                            ("R10", "Findings"), ("R11", "Tests"), ("F9", "Score"),
                                            ("F7", "Script and storyboard")])  # fmt: skip
def test_a_section_and_its_first_table_or_group_are_not_named_twice(kit, kind, name):
    """The heading bears the number of the field."""
    form = kit.form(kind)
    field = next(entry for entry in form.fields.values() if entry.label.en == name)
    number = numbers_of(form.sections)[field.id]
    text = " ".join(" ".join(kit.pages(kit.printed(kit.sheet("blank", form)))).split())
    named = rf"{name} (/ )?{field.label.id}(?! \(continued)"
    assert len(re.findall(named, text)) == 1 + (kind == "R10"), "R10: a column is called so, too"
    assert f"{number} {name} / {field.label.id}" in text


def test_a_checklist_has_three_boxes_for_each_item_and_repeats_its_headings(kit):
    items = tuple(Item(f"{n:02}", Label(f"Item {n}", f"Butir {n}"), "g", n == 1) for n in range(60))
    entry = Field(
        "a1",
        Label("List", "Daftar"),
        FieldType.CHECKLIST,
        items=items,
        groups=(Choice("g", Label("Relevance", "Relevansi")),),
    )
    made = kit.sheet("draft", kit.small_form(fields=(entry,)))
    data = kit.printed(made)
    assert boxes(data) == 180
    first, *later = kit.pages(data)
    assert "Relevance" in first
    assert later
    assert all("continued / lanjutan" in text and "Relevance" in text for text in later)


def test_items_are_numbered_by_their_place_whatever_their_ids_are(kit):
    items = tuple(Item(id_, Label(f"Asks {id_}", f"Tanya {id_}")) for id_ in ("01", "29", "02"))
    entry = Field("a1", Label("List", "Daftar"), FieldType.CHECKLIST, items=items)
    (text,) = kit.pages(kit.printed(kit.sheet("draft", kit.small_form(fields=(entry,)))))
    listed = text[text.index("Asks 01") - 40 :].splitlines()
    lines = [line.split(" Asks")[0].strip() for line in listed]
    assert [line for line in lines if line in ("1", "2", "3", "29")] == ["1", "2", "3"]


@pytest.mark.parametrize("below", [False, True])
def test_a_list_that_a_script_left_in_a_cell_of_one_text_is_printed_as_words(kit, below):
    columns = (
        Column("what", Label("Finding", "Temuan"), FieldType.LINE),
        Column("outcome", Label("Outcome touched", "CP terkait"), FieldType.LINE, below=below),
    )
    table = Field("p1", Label("Findings", "Temuan"), FieldType.TABLE, columns=columns)
    rows = (Row("r1", "a", {"what": "Mend it", "outcome": ["LO1", "LO2"]}),)
    made = kit.sheet("draft", kit.small_form(fields=(table,)), content=Content({}, {"p1": rows}))
    (text,) = kit.pages(kit.printed(made))
    assert "LO1" in text
    assert "[" not in text


def test_unfilled_fields_are_a_quiet_dash(kit):
    made = kit.sheet("frozen", content=Content())
    (text,) = kit.pages(kit.printed(made))
    assert text.count("–") >= 2


def test_a_table_repeats_its_header_and_keeps_all_rows(kit):
    columns = (
        Column("no", Label("No.", "No."), FieldType.NUMBER, width=0.5),
        Column("what", Label("Activity", "Kegiatan"), FieldType.LINE, width=3),
        Column("on", Label("Date", "Tanggal"), FieldType.DATE),
    )
    rows = tuple(
        Row(f"r{n}", f"{n:04}", {"no": str(n), "what": f"step-{n}", "on": "2026-08-17"})
        for n in range(120)
    )
    definition = kit.small_form(
        fields=(Field("t", Label("Table", "Tabel"), FieldType.TABLE, columns=columns),)
    )
    texts = kit.pages(kit.printed(kit.sheet("draft", definition, content=Content({}, {"t": rows}))))
    assert len(texts) > 2
    assert all("Activity" in text and "Kegiatan" in text for text in texts)
    words = " ".join(texts).split()
    assert all(f"step-{n}" in words for n in range(120))
    assert "17 Aug 2026" in texts[0]


def test_a_blank_table_has_room_for_the_pen(kit):
    columns = (Column("what", Label("Activity", "Kegiatan"), FieldType.LINE),)
    entry = Field("t", Label("Table", "Tabel"), FieldType.TABLE, columns=columns, min_rows=6)
    definition = kit.small_form(fields=(entry,))
    rules = content_of(kit.printed(kit.sheet("blank", definition, signatures=()))).count(b" l S")
    without = content_of(
        kit.printed(kit.sheet("draft", definition, content=Content(), signatures=()))
    ).count(b" l S")
    assert rules >= without + 5


def test_fourteen_columns_stay_legible_on_a_page_on_its_side(kit):
    reader = PdfReader(BytesIO(kit.printed(kit.sheet("blank", kit.form("F3")))))
    assert all(page.mediabox.width > page.mediabox.height for page in reader.pages)
    text = reader.pages[1].extract_text()
    for name in ("Activity", "Planned", "Actual start", "Actual end", "Note"):
        assert name in text
    assert "Working" in text.split()


def test_living_content_stands_apart_as_of_its_day(kit):
    columns = (
        Column("what", Label("Condition", "Syarat"), FieldType.LINE),
        Column("closed", Label("Closed on", "Dipenuhi"), FieldType.DATE, living=True),
    )
    fields = (
        Field("a3", Label("Conditions", "Syarat"), FieldType.TABLE, columns=columns),
        Field("a4", Label("Launch", "Peluncuran"), FieldType.DATE, living=True),
    )
    content = Content({}, {"a3": (Row("r1", "a", {"what": "Third studio slot"}),)})
    living = Content({"a4": "2027-02-01"}, {"a3": (Row("r1", "a", {"closed": "2026-12-01"}),)})
    definition = kit.small_form(fields=fields)
    made = kit.sheet("frozen", definition, content=content, computed=Content(), living=living)
    (text,) = kit.pages(kit.printed(made))
    body, apart = text.split("Status as of 4 Dec 2026")
    assert "Status per 4 Dec 2026" in apart
    assert "1 Dec 2026" in apart
    assert "1 Feb 2027" in apart
    assert "Third studio slot" in apart
    assert "1 Dec 2026" not in body
    assert "Closed on" not in body
    assert "Status as of" not in kit.pages(kit.printed(kit.replace(made, living=Content())))[0]


def test_what_was_filled_in_behind_the_signature_stands_apart_too(kit):
    fields = (
        Field("p1", Label("Title", "Judul"), FieldType.LINE),
        Field("p2", Label("Result", "Hasil"), FieldType.LINE),
    )
    content = Content({"p1": "Triage"})
    made = kit.sheet(
        "frozen", kit.small_form(fields=fields), content=content, computed=Content(),
        living=Content({"p2": "Eligible"}),
    )  # fmt: skip
    (text,) = kit.pages(kit.printed(kit.replace(made, late=("p2",))))
    body, apart = text.split("Status as of 4 Dec 2026")
    assert "Result" not in body
    assert "Eligible" in apart
    (text,) = kit.pages(kit.printed(kit.replace(made, living=Content())))
    assert "Result" in text
    assert "Status as of" not in text


def test_a_decision_is_left_to_the_signature_block(kit):
    fields = (
        Field("p1", Label("Title", "Judul"), FieldType.LINE),
        Field("p2", Label("Verdict", "Putusan"), FieldType.DECISION),
    )
    definition = kit.small_form(fields=fields)
    assert "Verdict" not in kit.pages(kit.printed(kit.sheet("frozen", definition)))[0]
    assert "in the signature block" in kit.pages(kit.printed(kit.sheet("blank", definition)))[0]


def test_debts_stand_in_a_box(kit):
    made = kit.sheet("frozen", debts=(kit.debt(),), stages={"approval": Label("Approval", "P")})
    (text,) = kit.pages(kit.printed(made))
    for words in ("Exception", "Pengecualian", "Approval: Signature of the Dean", "15 Dec 2026"):
        assert words in text


def test_a_letter_names_what_it_covers(kit):
    (first, *_later) = kit.pages(kit.printed(kit.sheet("frozen", kit.form("R1"))))
    assert "Micro-credentials covered" in first
    assert "MC-LAW-LAW-2604" in first
    said = " ".join(first.split())
    assert "Consumer Protection in E-Commerce / Konsumen (cancelled / dibatalkan)" in said
    assert "Drafting Digital Contracts / Kontrak Digital" in said
    assert first.count("(cancelled") == 1
    assert first.index("The lecturers named in this") < first.index("Who develops what")


def test_an_empty_header_leaves_nothing_behind(kit):
    blank = Label("", "")
    head = kit.header(
        code="", title_en="", title_id="", programme=blank, faculty=blank, lead_sme="",
        designer="", number="", version=0, round=0, contacts="", workspace="",
    )  # fmt: skip
    made = kit.sheet("blank", kit.form("R2"), header=head, code=None)
    first = kit.pages(kit.printed(made))[0]
    assert "Minutes of the Initial Discussion" in first
    assert "Version 0" not in first
    assert "Lead SME" not in first.split("Meeting")[0]


def test_several_forms_in_one_file_have_bookmarks_and_their_own_counters(kit):
    out = BytesIO()
    sheets = [kit.sheet("frozen", kit.form(kind)) for kind in ("R1", "R2")]
    count = print_forms(sheets, out)
    reader = PdfReader(BytesIO(out.getvalue()))
    assert len(reader.pages) == count
    assert reader.metadata.title.endswith("MC-LAW-LAW-2603")
    assert "Center for Teaching" not in reader.metadata.title
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles == [
        "Assignment Letter MC-LAW-LAW-2603",
        "Minutes of the Initial Discussion MC-LAW-LAW-2603",
    ]
    assert "Page 1 of " in reader.pages[-1].extract_text() or count > 2


def test_printing_can_be_cancelled(kit, tmp_path):
    path = tmp_path / "many.pdf"
    told = []

    def progress(done, of):
        told.append((done, of))
        return done < 2

    assert print_forms([kit.sheet() for _ in range(5)], path, progress) == 0
    assert told == [(0, 5), (1, 5), (2, 5)]
    assert not path.exists()
    assert print_forms([kit.sheet()], path, lambda *_told: True) == 1
    assert path.exists()


def test_the_code_is_drawn_only_where_there_is_one(kit):
    made = kit.sheet("frozen")
    with_code = content_of(kit.printed(made))
    without = content_of(kit.printed(kit.replace(made, code=None)))
    assert with_code.count(b" re") > without.count(b" re") + 100


def test_a_logo_takes_the_place_of_the_name_of_the_house(kit, tmp_path):
    logo, out = tmp_path / "logo.png", BytesIO()
    Image.new("RGB", (80, 40), "navy").save(logo)
    print_form(kit.replace(kit.sheet(), logo=logo), out)
    page = PdfReader(BytesIO(out.getvalue())).pages[0]
    assert len(page.images) == 1
    assert "UPH Center" not in page.extract_text()
    missing = BytesIO()
    print_form(kit.replace(kit.sheet(), logo=tmp_path / "none.png"), missing)
    assert missing.getvalue() == kit.printed(kit.sheet())


def test_sections_without_anything_to_print_are_left_out(kit):
    sections = (
        Section("a", Label("Steps", "Tahap"), (Field("x", Label("X", "X"), FieldType.DECISION),)),
        Section("b", Label("Rest", "Lainnya"), (Field("y", Label("Y", "Y"), FieldType.LINE),)),
    )
    (text,) = kit.pages(kit.printed(kit.sheet("frozen", kit.small_form(sections=sections))))
    assert "Steps" not in text
    assert "Rest" in text


def test_a_meeting_is_named_and_a_loop_only_where_it_counts(kit):
    made = kit.sheet("frozen", kit.form("R2"), header=kit.header(scope="2", loop=1))
    first = kit.pages(kit.printed(made))[0]
    assert "Meeting / Pertemuan 2" in first
    assert "Loop" not in first
    made = kit.sheet("frozen", kit.form("R10"), header=kit.header(loop=1))
    assert "Loop / Siklus 1" in kit.pages(kit.printed(made))[0]
    assert "earlier" not in kit.pages(kit.printed(made))[0]
    made = kit.sheet("frozen", kit.form("R10"), header=kit.header(loop=1, earlier="loop"))
    assert "Loop / Siklus 1 (earlier / sebelumnya)" in " ".join(
        kit.pages(kit.printed(made))[0].split()
    )
    made = kit.sheet("frozen", kit.form("F9"), header=kit.header(round=1, earlier="round"))
    assert "Round / Putaran 1 (earlier / sebelumnya)" in " ".join(
        kit.pages(kit.printed(made))[0].split()
    )


def test_computed_texts_have_the_dates_of_paper(kit):
    holidays = "- 2026-12-25 Christmas Day\n- 2027-01-01 New Year"
    made = kit.sheet("frozen", kit.form("F3"), content=Content({"t2": holidays}))
    text = " ".join(kit.pages(kit.printed(made)))
    assert "25 Dec 2026 Christmas Day" in text
    assert "2026-12-25" not in text
    asked = "Consulted; Let it be assessed by a practitioner.; 2026-10-23"
    made = kit.sheet("frozen", kit.form("F2"), content=Content({"p13": asked}))
    text = " ".join(" ".join(kit.pages(kit.printed(made))).split())
    assert "by a practitioner. 23 Oct 2026" in text
    asked = "Consulted; No statistics.; date of the advice / tanggal masukan: 2026-10-23"
    made = kit.sheet("frozen", kit.form("F2"), content=Content({"p13": asked}))
    text = " ".join(" ".join(kit.pages(kit.printed(made))).split())
    assert "No statistics. Date of the advice / tanggal masukan: 23 Oct 2026" in text


def test_later_pages_cut_a_title_and_never_a_code_or_a_part_of_a_digest(kit):
    long = kit.replace(kit.form("F6"), title=Label("Approval of " + "very " * 30 + "long", "P"))
    _first, later, *_rest = kit.pages(kit.printed(kit.sheet("frozen", long, rows=5)))
    head = later.split("CTL/MC")[0]
    assert "…" in head
    assert "MC-LAW-LAW-2603" in head
    line = next(line for line in later.splitlines() if "CTL/MC/F6" in line)
    assert "…" not in line[line.index("CTL/MC") :]


def test_a_field_of_many_parts_breaks_between_them_and_says_its_name_again(kit):
    parts = tuple(Field(f"p{n}", Label(f"Part {n}", ""), FieldType.TEXT) for n in range(12))
    entry = Field("a1", Label("Plan", "Rencana"), FieldType.GROUP, parts=parts)
    text = "one line\n" * 9
    values = {f"a1.p{n}": text for n in range(12)}
    made = kit.sheet("draft", kit.small_form(fields=(entry,)), content=Content(values))
    first, second, *_rest = kit.pages(kit.printed(made))
    assert "Part 2" in first
    assert "Plan/Rencana(continued/lanjutan)" in squeezed(second)


def test_a_scale_of_figures_is_explained_wherever_it_is_printed(kit):
    told = " ".join(" ".join(kit.pages(kit.printed(kit.sheet("draft", kit.form("F9"))))).split())
    assert "1 poor, 2 fair, 3 good, 4 very good" in told
    told = " ".join(" ".join(kit.pages(kit.printed(kit.sheet("draft", kit.form("F6"))))).split())
    assert "items must be" not in told


def test_the_last_line_of_a_draft_does_not_stand_alone_on_a_page(kit):
    field = Field("a1", Label("Long", ""), FieldType.TEXT)
    rest = tuple(Field(f"a{n}", Label(f"Short {n}", ""), FieldType.LINE) for n in range(2, 4))
    form = kit.small_form(fields=(field, *rest))
    counts = set()
    for length in range(30, 70, 2):
        content = Content({"a1": "line\n" * length, "a2": "x", "a3": "y"})
        texts = kit.pages(kit.printed(kit.sheet("draft", form, content=content)))
        counts.add(len(texts))
        assert "Short 3" not in texts[-1] or "Short 2" in texts[-1]
    assert len(counts) > 1


def test_a_number_of_the_team_has_its_bounds_and_its_unit_beside_the_room_for_the_pen(kit):
    field = Field("x_share", Label("Share", "Porsi"), FieldType.NUMBER, unit=Label("kg", "kg"),
                  minimum=0.5, maximum=10, decimals=1)  # fmt: skip
    form = kit.small_form(fields=(field,))
    blank = squeezed(kit.pages(kit.printed(kit.sheet("blank", form)))[0])
    assert "kg(0.5to10)/(0,5sampai10)" in blank
    made = kit.sheet("draft", form, content=Content({"x_share": "2.5"}))
    assert "2,5kg" in squeezed(kit.pages(kit.printed(made))[0])


def test_no_first_row_of_a_table_stands_alone_at_the_end_of_a_page(kit):
    text = Field("a1", Label("Long", ""), FieldType.TEXT)
    columns = (Column("c1", Label("Name", ""), FieldType.LINE),)
    table = Field("a2", Label("List", ""), FieldType.TABLE, columns=columns)
    rows = tuple(Row(f"r{n}", f"{n}", {"c1": f"Row {n}"}) for n in range(1, 5))
    form = kit.small_form(fields=(text, table))
    first = set()
    for length in range(36, 56, 2):
        content = Content({"a1": "line\n" * length}, {"a2": rows})
        texts = kit.pages(kit.printed(kit.sheet("draft", form, content=content)))
        first.add("Row 2" in texts[0])
        assert ("Row 1" in texts[0]) == ("Row 2" in texts[0])
    assert first == {True, False}


def test_rows_that_stand_as_they_began_are_told_in_one_line(kit):
    states = (
        Choice("planned", Label("Planned", "Direncanakan")),
        Choice("done", Label("Done", "")),
    )
    columns = (
        Column("what", Label("Activity", "Kegiatan"), FieldType.LINE),
        Column("state", Label("State", "Keadaan"), FieldType.CHOICE, living=True, choices=states),
        Column("end", Label("Ended on", "Selesai"), FieldType.DATE, living=True),
    )
    table = Field("a1", Label("Activities", "Kegiatan"), FieldType.TABLE, columns=columns)
    content = Content(
        {}, {"a1": tuple(Row(f"r{n}", f"{n}", {"what": f"Work {n}"}) for n in range(4))}
    )
    cells = [{"state": "planned"}, {"state": "done"}, {"state": "planned", "end": "2026-12-01"},
             {"state": "planned"}]  # fmt: skip
    living = Content({}, {"a1": tuple(Row(f"r{n}", f"{n}", each) for n, each in enumerate(cells))})
    made = kit.sheet("frozen", kit.small_form(fields=(table,)), content=content,
                     computed=Content(), living=living)  # fmt: skip
    (text,) = kit.pages(kit.printed(made))
    apart = text.split("Status as of")[1]
    assert "Work 1" in apart
    assert "Work 2" in apart
    assert "Work 0" not in apart
    assert "nothing else is recorded yet: 2 (Planned)" in " ".join(apart.split())


def test_what_is_sealed_or_filled_in_has_the_day_that_it_tells_of_in_its_properties(kit):
    frozen = kit.sheet("frozen")
    data, _spots = print_to_seal(frozen)
    assert data == print_to_seal(frozen)[0]
    day = moment_of(frozen.frozen_at).date() if frozen.frozen_at else frozen.as_of
    assert PdfReader(BytesIO(data)).metadata.creation_date.date() == day
    draft = kit.sheet("draft")
    filled = PdfReader(BytesIO(print_to_fill(draft))).metadata
    assert filled.creation_date.date() == draft.as_of


def test_later_pages_say_in_both_languages_and_with_the_whole_digest_what_they_belong_to(kit):
    made = kit.sheet("frozen", kit.form("F2"), rows=5)
    later = kit.pages(kit.printed(made))[1]
    assert "Micro-Credential Development Proposal" in later
    assert "Proposal Pengembangan Kredensial Mikro" in later
    assert "Version / Versi 1" in later
    assert "5f2c 9e1a 7b3d 0c44" in later
    assert "revision" not in later
    assert "revisi " not in later
    blank = kit.pages(kit.printed(kit.sheet("blank", kit.form("F2"))))[1]
    assert "blank form" in blank
    assert "formulir kosong" in blank


FEET = [name for name in vars(reports_words) if name.endswith("_FOOT")]


@pytest.mark.parametrize("name", FEET)
def test_no_footer_of_a_form_is_cut_in_either_language(name):
    foot = getattr(reports_words, name)
    given = {"version": 12, "when": "30 September 2026 12:46 WIB", "day": "30 September 2026",
             "digest": "abc def ghi jkl"}  # fmt: skip
    room = A4[0] - 2 * frame.SIDE - frame.SMALL.width("Page 10 of 12") - 24
    for template, style in ((foot.en, frame.SMALL), (foot.id, frame.SECOND)):
        text = template.format_map(given)
        shown, smaller = frame._shrunk(text, style, room)
        assert shown == text
        assert smaller.size > 6.5


def test_a_section_of_decisions_alone_is_left_to_the_signature_block_on_a_blank_too(kit):
    """F6: what would stand on paper is only that it stands further below."""
    form = kit.form("F6")
    pages = kit.pages(kit.printed(kit.sheet("blank", form)))
    assert "Approval steps" not in pages[0]
    assert len(pages) == 3
    assert "Conditions and start" in pages[-1]
    assert "Signatures" in pages[-1]


def test_the_many_fields_of_study_take_no_more_than_a_third_of_a_page_by_pen(kit):
    """ISCED-F has 29; each code is said once."""
    blocks = [placed.block for page in compose(kit.sheet("blank", kit.form("F2"))).pages
              for placed in page.blocks if hasattr(placed.block, "cells")]  # fmt: skip
    (row,) = (block for block in blocks if "104 Transport services" in words_in(block))
    assert row.height < A4[1] / 3
    said = words_in(row)
    assert "042 Law" in said
    assert said.count("042") == 1
    assert "Hukum" in said


def words_in(row) -> str:
    lines = [line for cell in row.cells for line in cell.lines if hasattr(line, "pieces")]
    return " ".join(text for line in lines for text, _style, _left in line.pieces)
