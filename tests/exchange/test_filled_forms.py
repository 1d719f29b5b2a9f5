"""A form goes out as a fillable file, is filled in elsewhere, and comes back as a proposal."""

from __future__ import annotations

import ctypes
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from reportlab.pdfbase.pdfmetrics import stringWidth

from mcdesk.application import outside
from mcdesk.application.names import ViewNames
from mcdesk.application.outside import Sent, name_of, places, read_sent, to_fill
from mcdesk.application.proposal import commands_of, propose
from mcdesk.application.proposal_words import texts_of
from mcdesk.errors import Refused, Trouble
from mcdesk.exchange.filled_pdf import read_pdf
from mcdesk.i18n import language, use_language
from mcdesk.procedure import commands as do
from mcdesk.procedure.content import Content
from mcdesk.procedure.definition import FieldType
from mcdesk.reports.form import print_to_fill
from mcdesk.reports.inputs import choices_of
from tests.exchange.filled import (
    PRINTED,
    VALUES,
    filled_in,
    form_id,
    row_id,
    taken_over,
    with_proposal,
    written,
)
from tests.reports.conftest import form as kit_form
from tests.walk import Walker

__all__ = ["form_id", "with_proposal"]  # fixtures


def sent_out(desk, form_id, *, blank=False) -> bytes:
    """Return a form as a file to fill; the same sheet is printed once for all tests."""
    sheet = to_fill(desk.form(form_id), desk.sheet(form_id, "draft"), blank=blank)
    key = f"{language()} {sheet!r}"
    if key not in PRINTED:
        PRINTED[key] = print_to_fill(sheet)
    return PRINTED[key]


def test_the_same_sheet_gives_the_same_file(desk, form_id):
    """So it may be printed once for all tests."""
    sheet = to_fill(desk.form(form_id), desk.sheet(form_id, "draft"))
    assert sent_out(desk, form_id) == print_to_fill(sheet)


def test_a_box_is_seen_where_the_reader_draws_no_field(desk, form_id):
    data = sent_out(desk, form_id, blank=True)
    boxes = [
        (number, [float(edge) for edge in note.get_object()["/Rect"]])
        for number, page in enumerate(PdfReader(BytesIO(data)).pages)
        for note in page.get("/Annots", [])
        if note.get_object().get("/AS") == "/Off"
    ]
    assert boxes
    document = pypdfium2.PdfDocument(data)
    shown = [page.render(draw_annots=False, may_draw_forms=False).to_pil().convert("L")
             for page in document]  # fmt: skip
    heights = [page.get_height() for page in document]
    for number, (left, bottom, right, top) in boxes:
        frame = shown[number].crop(
            (int(left), int(heights[number] - top), int(right) + 1,
             int(heights[number] - bottom) + 1)
        )  # fmt: skip
        assert frame.getextrema()[0] < 160, (number, left, bottom)
    document.close()


def proposed(desk, form_id, data: bytes):
    return propose(desk.form(form_id), read_pdf(data))


# --- what comes back unchanged, and what is proposed ------------------------------------------


def test_the_unit_of_a_number_stands_at_the_right_of_its_field(desk, form_id):
    data = sent_out(desk, form_id, blank=True)
    (number, left, bottom, right, top), *_more = [
        (number, *map(float, note.get_object()["/Rect"]))
        for number, page in enumerate(PdfReader(BytesIO(data)).pages)
        for note in page.get("/Annots", [])
        if str(note.get_object().get("/TU", "")) == "At least / Minimal"
    ]
    document = pypdfium2.PdfDocument(data)
    words = document[number].get_textpage()
    found, searched = [], words.search("persons")
    while (hit := searched.get_next()) is not None:
        found.append(words.get_charbox(hit[0]))
    document.close()
    assert right - left > 100, "there is room to write"
    assert any(right < box[0] < right + 12 and bottom < (box[1] + box[3]) / 2 < top
               for box in found)  # fmt: skip


def test_a_form_that_comes_back_untouched_proposes_nothing(desk, form_id):
    proposal = proposed(desk, form_id, sent_out(desk, form_id))
    assert (proposal.found, proposal.unplaced, proposal.notes) == ((), (), ())


@pytest.mark.parametrize("kind", ["R1", "F2", "F7"])
def test_every_open_place_of_a_form_is_a_field(desk, card, kind):
    desk.execute(do.OpenForm(card=card, form=kind))
    form = next(line.form_id for line in desk.outline(card).forms if line.kind == kind)
    names = read_pdf(sent_out(desk, form)).fields
    view = desk.form(form)
    for path, entry in outside.places(view.definition):
        name = outside.name_of(path)
        assert name in names or any(f"{name}={c.id}" in names for c in entry.choices), path
    for entry in outside.tables(view.definition):
        if entry.max_rows == 0 or entry.max_rows > len(view.content.rows.get(entry.id, ())):
            assert any(name.startswith(f"{entry.id}/+1/") for name in names) == (
                "checks" not in entry.params
            ), entry.id


@pytest.mark.parametrize("kind", ["F2", "F5", "F7"])
@pytest.mark.parametrize("shown", ["en", "id"])
def test_the_answers_of_a_choice_fit_into_its_field(desk, card, kind, shown):
    desk.execute(do.OpenForm(card=card, form=kind))
    form = next(line.form_id for line in desk.outline(card).forms if line.kind == kind)
    use_language(shown)
    cut = set()
    for page in PdfReader(BytesIO(sent_out(desk, form))).pages:
        for field in (note.get_object() for note in page.get("/Annots", [])):
            if field.get("/FT") == "/Ch":
                size = float(str(field["/DA"]).split()[1])
                room = float(field["/Rect"][2]) - float(field["/Rect"][0]) - 14  # the arrow
                said = [str(words) for _id, words in field["/Opt"]]
                cut |= {words for words in said if stringWidth(words, "Helvetica", size) > room}
    assert cut == set()


def blank_to_fill(desk, form_id, form) -> PdfReader:
    """Return a blank of any form to be filled in, with the names of a card."""
    nothing = {"content": Content(), "definition": form}
    view = replace(desk.form(form_id), **nothing)
    sheet = replace(desk.sheet(form_id, "draft"), computed=Content(), living=Content(), **nothing)
    return PdfReader(BytesIO(print_to_fill(to_fill(view, sheet, blank=True))))


@pytest.mark.parametrize("kind", ["F2", "F3", "F5", "F7", "R10"])
@pytest.mark.parametrize("shown", ["en", "id"])
def test_no_answer_of_a_choice_is_cut(desk, form_id, kind, shown):
    """The column of a list gets the room that its longest answer needs."""
    use_language(shown)
    form = kit_form(kind)
    fields = blank_to_fill(desk, form_id, form).get_fields() or {}
    known = {
        words
        for entry in form.fields.values()
        for each in (entry, *entry.columns)
        for choice in choices_of(each)
        for words in (choice.label.text(), choice.label.in_both())
    }
    said = {str(words) for field in fields.values() for _id, words in field.get("/Opt", ())}
    assert said
    assert said - known - {" "} == set()


@pytest.mark.parametrize("shown", ["en", "id"])
def test_a_choice_outside_tables_is_offered_in_both_languages(desk, form_id, shown):
    use_language(shown)
    fields = PdfReader(BytesIO(sent_out(desk, form_id))).get_fields() or {}
    choices = [path for path, entry in places(desk.form(form_id).definition)
               if entry.type is FieldType.CHOICE and len(entry.choices) > 1]  # fmt: skip
    assert "p22" in choices
    for path in choices:
        field = fields[name_of(path)]
        said = [str(words) for _id, words in field.get("/Opt", ()) if str(words).strip()]
        entry = desk.form(form_id).definition.field_of(path)
        both = sum(choice.label.en != choice.label.id for choice in entry.choices)
        assert field["/FT"] == "/Btn" or sum(" / " in words for words in said) >= both, path


@pytest.mark.parametrize("shown", ["en", "id"])
def test_the_answers_of_a_column_stand_below_its_table_in_both_languages(desk, form_id, shown):
    use_language(shown)
    pages = PdfReader(BytesIO(sent_out(desk, form_id))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Association or SKKNI standard / Standar asosiasi atau SKKNI;" in text


@pytest.mark.parametrize("kind", ["F2", "F3", "F5", "F7", "R10"])
@pytest.mark.parametrize("shown", ["en", "id"])
def test_lists_in_narrow_cells_are_explained_in_both_languages(desk, form_id, kind, shown):
    use_language(shown)
    form = kit_form(kind)
    reader = blank_to_fill(desk, form_id, form)
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    fields = reader.get_fields() or {}
    for entry in (entry for entry in form.fields.values() if entry.type is FieldType.TABLE):
        for column in entry.columns:
            field = fields.get(f"{entry.id}/+1/{column.id}", {})
            said = [str(words) for _id, words in field.get("/Opt", ())]
            for choice in choices_of(column) if said else ():
                both = f"{choice.label.en} / {choice.label.id}"
                if choice.label.en != choice.label.id:
                    assert both in said or both in text, (entry.id, column.id)


def as_name(field, on: str) -> None:
    field["/Parent"].get_object()[NameObject("/V")] = NameObject(on)
    field[NameObject("/AS")] = NameObject(on)


def as_text(field, on: str) -> None:
    """Write it as pypdf does: the group's answer as a text, its boxes as they were."""
    field["/Parent"].get_object()[NameObject("/V")] = TextStringObject(on)


def box_alone(field, on: str) -> None:
    field[NameObject("/AS")] = NameObject(on)


@pytest.mark.parametrize("write", [as_name, as_text, box_alone])
def test_an_answer_that_is_chosen_by_its_box_comes_back(desk, form_id, write):
    choice = desk.form(form_id).definition.fields["p22"].choices[-1].id
    data = filled_in(sent_out(desk, form_id), boxes={})
    assert "p22" in read_pdf(data).fields
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    kids = [note.get_object() for page in writer.pages for note in page.get("/Annots", [])
            if "/Parent" in note.get_object()
            and note.get_object()["/Parent"].get_object().get("/T") == "p22"]  # fmt: skip
    for kid in kids:
        on = next(state for state in kid["/AP"]["/N"] if state != "/Off")
        if on == f"/{choice}":
            write(kid, on)
    (one,) = proposed(desk, form_id, written(writer)).found
    assert (one.path, one.theirs, one.state) == ("p22", choice, "theirs")


def test_texts_choices_boxes_cells_and_new_rows_come_back(desk, form_id):
    outcome = row_id(desk, form_id, "p20", 1)
    data = filled_in(
        sent_out(desk, form_id),
        {
            "p16": "Dapat membaca kontrak. “Baru” ≥ 2",
            "p8": "part",
            "p17:min": "1.000",
            "p48": "3 Mei 2027",
            f"p20/{outcome}/statement": "Draft clauses for e-commerce",
            "p35/+2/title": "Disputes",
            "p35/+2/hours": "5",
        },
        {"p15=students": "", "p15=teachers": "yes"},
    )
    proposal = proposed(desk, form_id, data)
    assert {one.path: one.state for one in proposal.found} == {
        "p8": "theirs", "p15": "theirs", "p16": "theirs", "p17.min": "theirs", "p48": "theirs",
        f"p20/{outcome}/statement": "theirs", "p35/+2": "theirs",
    }  # fmt: skip
    taken_over(desk, proposal)
    content = desk.form(form_id).content
    assert content.value("p16") == "Dapat membaca kontrak. “Baru” ≥ 2"
    assert content.value("p15") == ["professionals", "teachers"]
    assert (content.value("p8"), content.value("p17.min")) == ("part", "1000")
    assert content.value("p48") == "2027-05-03"
    assert content.value(f"p20/{outcome}/statement") == "Draft clauses for e-commerce"
    assert content.rows["p35"][-1].cells == {"title": "Disputes", "hours": "5"}
    assert proposed(desk, form_id, sent_out(desk, form_id)).found == ()


def test_a_file_that_is_taken_in_twice_adds_its_rows_once(desk, form_id):
    data = filled_in(sent_out(desk, form_id), {
        "p35/+1/title": "Disputes", "p35/+1/hours": "5",
        "p35/+2/title": "Disputes", "p35/+2/hours": "5",
    })  # fmt: skip
    taken_over(desk, proposed(desk, form_id, data))
    rows = desk.form(form_id).content.rows["p35"]
    assert proposed(desk, form_id, data).found == ()
    desk.execute(do.RemoveRow(form="MC-1/F2", field="p35", row=rows[-1].id))
    (again,) = proposed(desk, form_id, data).found
    assert again.act == "add", "of two that are alike one is missing"


def test_a_new_row_that_is_only_a_part_of_one_here_is_proposed(desk, form_id):
    data = filled_in(sent_out(desk, form_id), {"p35/+1/title": "Disputes"})
    cells = {"title": "Disputes", "hours": "12"}
    desk.execute(do.AddRow(form="MC-1/F2", field="p35", cells=cells))
    (one,) = proposed(desk, form_id, data).found
    assert one.act == "add"


def test_who_is_not_in_the_directory_is_doubted(desk, form_id):
    data = filled_in(sent_out(desk, form_id), {"p7": "Nobody At All"})
    (one,) = proposed(desk, form_id, data).found
    assert (one.state, one.why.code) == ("doubt", "unknown_name")


def test_answers_are_told_as_they_are_called(desk, form_id):
    data = filled_in(sent_out(desk, form_id), {"p8": "part"}, {"p15=teachers": "yes"})
    found = {one.path: one for one in proposed(desk, form_id, data).found}
    names = ViewNames.of(desk.form(form_id))
    entries = desk.form(form_id).definition.fields
    called = {choice.id: choice.label.text() for choice in entries["p15"].choices}
    assert called["teachers"] in texts_of(found["p15"], names)[1]
    assert texts_of(found["p8"], names)[1] == next(
        choice.label.text() for choice in entries["p8"].choices if choice.id == "part"
    )


def test_what_was_taken_over_is_one_step_to_undo(desk, form_id):
    before = desk.form(form_id).content
    data = filled_in(sent_out(desk, form_id), {"p16": "Other", "p35/+1/title": "New"})
    taken_over(desk, proposed(desk, form_id, data))
    assert desk.form(form_id).content != before
    desk.undo()
    assert desk.form(form_id).content == before


def test_only_what_changed_there_is_proposed_though_much_changed_here(desk, form_id):
    data = filled_in(sent_out(desk, form_id), {"p17:min": "25"})
    desk.execute(do.SetValue(form="MC-1/F2", path="p16", new="Changed here"))
    proposal = proposed(desk, form_id, data)
    assert [one.path for one in proposal.found] == ["p17.min"]


def test_a_place_that_both_changed_is_for_a_person_to_decide(desk, form_id):
    data = filled_in(sent_out(desk, form_id), {"p17:min": "25"})
    desk.execute(do.SetValue(form="MC-1/F2", path="p17.min", new="30"))
    (one,) = proposed(desk, form_id, data).found
    assert (one.state, one.mine, one.theirs, one.is_chosen) == ("conflict", "30", "25", False)
    proposal = proposed(desk, form_id, data)
    desk.execute_together(commands_of(proposal, proposal.found))
    assert desk.form(form_id).content.value("p17.min") == "25"


def test_sentences_that_both_changed_apart_are_put_together(desk, form_id):
    data = filled_in(sent_out(desk, form_id), {"p16": "Can read any contract.\nNo prior course."})
    desk.execute(do.SetValue(form="MC-1/F2", path="p16", new="Can read a contract.\nNo course."))
    (one,) = proposed(desk, form_id, data).found
    assert (one.state, one.value) == ("merged", "Can read any contract.\nNo course.")


def test_an_emptied_row_is_proposed_to_be_removed_and_a_gone_one_to_be_restored(desk, form_id):
    module, other = row_id(desk, form_id, "p35", 0), row_id(desk, form_id, "p35", 1)
    names = read_pdf(sent_out(desk, form_id)).fields
    texts = {name: "" for name in names if name.startswith(f"p35/{module}/")}
    boxes = {name: "" for name in texts if "=" in name}
    data = filled_in(sent_out(desk, form_id), {**texts, f"p35/{other}/title": "Kept"}, boxes)
    desk.execute(do.RemoveRow(form="MC-1/F2", field="p35", row=other))
    found = {one.path: (one.act, one.state) for one in proposed(desk, form_id, data).found}
    assert found == {f"p35/{module}": ("remove", "theirs"), f"p35/{other}": ("add", "conflict")}


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("p48", "31 Feb 2027", "no_date"),
        ("p17:min", "many", "no_number"),
        ("p8", "x", "no_answer"),
        ("p17:min", "-3", "too_small"),
        ("p17:min", "4.5", "not_whole"),
    ],
)
def test_what_is_not_understood_is_kept_aside_with_its_reason(desk, form_id, name, text, code):
    (one,) = proposed(desk, form_id, filled_in(sent_out(desk, form_id), {name: text})).found
    assert (one.state, one.theirs, one.is_chosen) == ("doubt", text, False)
    assert one.why is not None
    assert one.why.code == code


def test_a_year_that_nobody_means_is_doubted(desk, form_id):
    data = filled_in(sent_out(desk, form_id), {"p48": "17 Aug 9999"})
    (one,) = proposed(desk, form_id, data).found
    assert (one.state, one.theirs, one.is_chosen) == ("doubt", "9999-08-17", False)
    assert one.why is not None
    assert one.why.code == "strange_year"


def test_a_blank_form_goes_out_empty_and_fills_what_is_empty(desk, form_id):
    data = sent_out(desk, form_id, blank=True)
    assert not any(text for name, text in read_pdf(data).fields.items() if "/" not in name)
    proposal = proposed(desk, form_id, filled_in(data, {"p16": "Mine", "p18": "Clerk"}))
    assert {one.path: one.state for one in proposal.found} == {"p16": "conflict", "p18": "theirs"}


def test_a_blank_of_a_frozen_form_goes_out_without_its_number_and_version(desk, form_id):
    walker = Walker(desk)
    walker.fill("R1", {"topic": "Digital contract law", "reason": "plh"})
    walker.freeze("R1")
    letter = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "R1")
    number = desk.form(letter).header.number
    pages = PdfReader(BytesIO(sent_out(desk, letter, blank=True))).pages
    said = " ".join(page.extract_text() for page in pages)
    assert number
    assert number not in said
    assert "Digital contract law" not in said
    assert "Version / Versi" not in said


def test_a_frozen_form_is_not_sent_out(desk, form_id):
    walker = Walker(desk)
    walker.fill("R1", {"topic": "Digital contract law", "reason": "plh"})
    walker.freeze("R1")
    letter = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "R1")
    with pytest.raises(Refused) as refused:
        sent_out(desk, letter)
    assert refused.value.findings[0].code == "frozen"


# --- another program, and bad input -----------------------------------------------------------


def test_what_pdfium_types_into_a_field_comes_back(desk, form_id):
    document = pypdfium2.PdfDocument(sent_out(desk, form_id))
    document.init_forms()
    page = document[0]
    page.init_forms() if hasattr(page, "init_forms") else None
    form = document.formenv.raw
    left, bottom, right, top = next(
        field.get_object()["/Rect"]
        for field in PdfReader(BytesIO(sent_out(desk, form_id))).pages[0]["/Annots"]
        if field.get_object().get("/T") == "p3"
    )
    x, y = (float(left) + float(right)) / 2, (float(bottom) + float(top)) / 2
    pdfium.FORM_OnMouseMove(form, page.raw, 0, x, y)
    pdfium.FORM_OnLButtonDown(form, page.raw, 0, x, y)
    pdfium.FORM_OnLButtonUp(form, page.raw, 0, x, y)
    pdfium.FORM_SelectAllText(form, page.raw)
    text = "Kontrak".encode("utf-16-le") + b"\0\0"
    words = ctypes.cast(ctypes.create_string_buffer(text), ctypes.POINTER(ctypes.c_ushort))
    pdfium.FORM_ReplaceSelection(form, page.raw, words)
    pdfium.FORM_ForceToKillFocus(form)
    out = BytesIO()
    document.save(out)
    (one,) = proposed(desk, form_id, out.getvalue()).found
    assert (one.path, one.theirs) == ("p3", "Kontrak")


def renamed(data: bytes, change) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    for field in writer.root_object["/AcroForm"]["/Fields"]:
        change(field.get_object())
    return written(writer)


def test_renamed_fields_are_listed_word_for_word(desk, form_id):
    def change(field):
        if field.get("/T") == "p16":
            field[NameObject("/T")] = TextStringObject("Text Field 7")

    proposal = proposed(desk, form_id, renamed(sent_out(desk, form_id), change))
    assert proposal.found == ()
    assert [(left.name, left.text) for left in proposal.unplaced] == [
        ("Text Field 7", VALUES["p16"])
    ]


def test_without_its_record_a_file_is_compared_with_what_stands_here(desk, form_id):
    def change(field):
        if field.get("/T") == "mcdesk":
            field[NameObject("/V")] = TextStringObject("MCDESK-FORM:1:00:xx")

    data = filled_in(sent_out(desk, form_id), {"p17:min": "25", "p18": "Clerk"})
    writer = PdfWriter(clone_from=PdfReader(BytesIO(renamed(data, change))))
    writer.metadata = {"/Title": "again"}
    filled = read_pdf(written(writer))
    assert filled.sent is None
    proposal = propose(desk.form(form_id), filled)
    assert {one.path: one.state for one in proposal.found} == {
        "p17.min": "differs", "p18": "theirs"}  # fmt: skip
    assert [note.code for note in proposal.notes] == ["no_record"]


def test_the_record_is_found_in_the_properties_where_the_field_is_gone(desk, form_id):
    def change(field):
        if field.get("/T") == "mcdesk":
            field[NameObject("/V")] = TextStringObject("")

    filled = read_pdf(renamed(sent_out(desk, form_id), change))
    assert filled.sent is not None
    assert filled.sent.form_id == form_id


def test_a_script_in_the_file_is_told_and_never_run(desk, form_id):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(sent_out(desk, form_id))))
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x()")}
    )
    writer.root_object[NameObject("/OpenAction")] = script
    assert [note.code for note in read_pdf(written(writer)).notes] == ["filled_script"]


def test_a_file_of_5000_pages_is_read_for_its_fields_alone(desk, form_id):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(sent_out(desk, form_id))))
    for _ in range(5000):
        writer.add_blank_page(100, 100)
    assert proposed(desk, form_id, written(writer)).found == ()


def test_a_locked_file_says_so(desk, form_id):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(sent_out(desk, form_id))))
    writer.encrypt("secret", algorithm="RC4-128")
    with pytest.raises(Trouble) as trouble:
        read_pdf(written(writer))
    assert trouble.value.code == "filled_locked"


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("part", [0.0, 0.2, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_read_or_refused_in_words(desk, form_id, part, caplog):
    data = sent_out(desk, form_id)
    try:
        filled = read_pdf(data[: int(len(data) * part)])
    except Trouble as trouble:
        assert trouble.code in ("filled_damaged", "filled_none")
    else:
        assert propose(desk.form(form_id), filled).unplaced == ()
    assert not caplog.records, "what the library says is told in words"


def test_fields_in_a_ring_do_not_hold_the_reader(desk, form_id):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(sent_out(desk, form_id))))
    fields = writer.root_object["/AcroForm"]["/Fields"]
    first = fields[0].get_object()
    first[NameObject("/Kids")] = fields
    assert "p16" in " ".join(read_pdf(written(writer)).fields)


def test_a_record_that_was_touched_is_none():
    text = Sent("W", "f", "F2", "d", "en", Content({"p1": "x"})).text()
    assert read_sent(text) == Sent("W", "f", "F2", "d", "en", Content({"p1": "x"}))
    for changed in ("", text[:-9], text.replace(":1:", ":1:0"), text[:40] + "A" + text[41:]):
        assert read_sent(changed) is None
