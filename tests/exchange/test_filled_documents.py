"""A form goes out as a Word document with tagged fields, and comes back as a proposal."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from zipfile import ZIP_DEFLATED as DEFLATED

import pytest

from mcdesk import i18n
from mcdesk.application import outside
from mcdesk.application.proposal import commands_of, propose
from mcdesk.errors import Trouble
from mcdesk.exchange import filled_docx
from mcdesk.exchange.filled import read_filled
from mcdesk.exchange.filled_docx import read_docx
from mcdesk.exchange.word_signs import W
from mcdesk.procedure import commands as do
from mcdesk.ui.forms.compared import name_of, places_of
from tests.exchange.filled import form_id, row_id, taken_over, with_proposal
from tests.exchange.word_processor import at_the_top, changed, control, proposed, sent_out, typed

__all__ = ["form_id", "with_proposal"]


def ticked(tag: str):
    """Return a change that ticks the box of a tag."""

    def change(text: str) -> str:
        old = control(text, tag)
        return text.replace(old, old.replace('checked w14:val="0"', 'checked w14:val="1"'))

    return change


@pytest.mark.parametrize("kind", ["R1", "F2", "F3", "F7", "R2"])
def test_an_untouched_document_proposes_nothing_and_has_every_place(desk, card, kind):
    desk.execute(do.OpenForm(card=card, form=kind))
    form = next(line.form_id for line in desk.outline(card).forms if line.kind == kind)
    data = sent_out(desk, form)
    filled = read_docx(data)
    view = desk.form(form)
    for path, entry in outside.places(view.definition):
        name = outside.name_of(path)
        assert name in filled.fields or any(
            f"{name}={c.id}" in filled.fields for c in entry.choices
        ), path
    proposal = propose(view, filled)
    assert (proposal.found, proposal.unplaced, proposal.notes) == ((), (), ())
    assert filled.sent is not None
    assert filled.sent.form_id == form
    assert sent_out(desk, form) == data


def test_what_is_typed_chosen_and_ticked_comes_back(desk, form_id):
    outcome = row_id(desk, form_id, "p20", 0)
    data = sent_out(desk, form_id)
    for tag, words in (
        ("p17:min", "25"), ("p16", "Kontrak &amp; “baru” ≥ 2"), ("p48", "3 Mei 2027"),
        (f"p20/{outcome}/statement", "Judge terms"), ("p35/+1/title", "Disputes"),
        ("p8", "Course part / Bagian mata kuliah"),
    ):  # fmt: skip
        data = changed(data, typed(tag, words))
    data = changed(data, ticked("p15=teachers"))
    proposal = proposed(desk, form_id, data)
    found = {one.path: one.theirs for one in proposal.found}
    assert found["p15"] == ["students", "professionals", "teachers"]
    assert found["p16"] == "Kontrak & “baru” ≥ 2"
    assert (found["p17.min"], found["p48"]) == ("25", "2027-05-03")
    assert found[f"p20/{outcome}/statement"] == "Judge terms"
    assert "p35/+1" in found
    taken_over(desk, proposal)
    assert desk.form(form_id).content.rows["p35"][-1].cells == {"title": "Disputes"}


FORMULA = (
    '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">{}</m:oMath>'
)
MADE = {
    "moved": (
        '<w:moveFrom w:id="1"><w:r><w:t>Moved. </w:t></w:r></w:moveFrom><w:r><w:t>Stays. </w:t>'
        '</w:r><w:moveTo w:id="2"><w:r><w:t>Moved.</w:t></w:r></w:moveTo>',
        "Stays. Moved.",
    ),
    "deleted": (
        '<w:del w:id="1"><w:r><w:t>Gone. </w:t></w:r></w:del><w:r><w:t>Stays.</w:t></w:r>'
        '<w:del w:id="2"><w:r><w:delText>Gone.</w:delText></w:r></w:del>',
        "Stays.",
    ),
    "hyphen": ("<w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>learning</w:t></w:r>", "e\u2011learning"),
    "symbol": (
        '<w:r><w:t>n </w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 2</w:t>'
        '<w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Arial" w:char="00B0"/></w:r>',
        "n ≥ 2✓°",
    ),
    "strange": ('<w:r><w:t>n</w:t><w:sym w:font="House" w:char="F041"/></w:r>', "n\ufffd"),
    "formula": (
        "<w:r><w:t>x: </w:t></w:r>"
        + FORMULA.format(
            "<m:r><m:t>y=</m:t></m:r><m:f><m:num><m:r><m:t>a+1</m:t></m:r></m:num><m:den><m:r>"
            "<m:t>2</m:t></m:r></m:den></m:f><m:sSup><m:e><m:r><m:t>b</m:t></m:r></m:e><m:sup>"
            "<m:r><m:t>2</m:t></m:r></m:sup></m:sSup><m:rad><m:deg/><m:e><m:r><m:t>c</m:t></m:r>"
            "</m:e></m:rad><m:d><m:e><m:r><m:t>d</m:t></m:r></m:e></m:d><m:nary><m:naryPr>"
            '<m:chr m:val="∑"/></m:naryPr><m:sub><m:r><m:t>i</m:t></m:r></m:sub><m:sup/><m:e>'
            "<m:r><m:t>i</m:t></m:r></m:e></m:nary>"
        ),
        "x: y=((a+1)/2)b^2√c(d)∑_i i",
    ),
    "drawn twice": (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Choice><w:r><w:t>boxed</w:t></w:r></mc:Choice>"
        "<mc:Fallback><w:r><w:t>boxed</w:t></w:r></mc:Fallback></mc:AlternateContent>",
        "boxed",
    ),
    "paragraph moved": (
        "<w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr>"
        "<w:moveFrom><w:r><w:t>b</w:t></w:r></w:moveFrom></w:p><w:p><w:r><w:t>c</w:t></w:r></w:p>",
        "a\nc",
    ),
}
"""What word processors make of what one does in a field, and how it reads."""


@pytest.mark.parametrize("what", MADE)
def test_what_a_word_processor_makes_of_words_is_read_as_one_sees_it(desk, form_id, what):
    made, seen = MADE[what]

    def change(text: str) -> str:
        old = control(text, "p16")
        new = re.sub(r"<w:r>.*</w:r>", lambda _found: made, old)
        return text.replace(old, new.replace("<w:showingPlcHdr/>", ""))

    proposal = proposed(desk, form_id, changed(sent_out(desk, form_id), change))
    assert [(one.path, one.theirs) for one in proposal.found] == [("p16", seen)]
    codes = [note.code for note in proposal.notes]
    assert codes == (["filled_sign"] if what == "strange" else [])


@pytest.mark.parametrize(
    ("sent", "window", "words", "number"),
    [("id", "en", "1.500", "1500"), ("en", "id", "1,500", "1500"), ("id", "en", "1,25", "1.25")],
)
def test_a_number_is_read_in_the_language_of_its_document(
    desk, form_id, sent, window, words, number
):
    i18n.use_language(sent)
    data = changed(sent_out(desk, form_id), typed("p17:min", words))
    i18n.use_language(window)
    assert [(one.path, one.theirs) for one in proposed(desk, form_id, data).found] == [
        ("p17.min", number)
    ]


def marked(tag: str, words: str):
    """Return a change that writes into a field and leaves the mark that it shows a hint."""

    def change(text: str) -> str:
        old = control(text, tag)
        assert "<w:showingPlcHdr/>" in old
        new = re.sub(r"(<w:t[^>]*>)[^<]*</w:t>", rf"\g<1>{words}</w:t>", old)
        return text.replace(old, new)

    return change


def test_what_was_written_into_a_field_counts_though_it_is_still_marked_as_a_hint(desk, form_id):
    """Programs that only replace the text leave the mark, and how it looks."""
    data = changed(sent_out(desk, form_id), marked("p10", "Drafters lack clauses"))
    found = proposed(desk, form_id, data).found
    assert [(one.path, one.theirs) for one in found] == [("p10", "Drafters lack clauses")]


@pytest.mark.parametrize(
    "words",
    ["Click or tap here to enter text.", "Klik atau ketuk di sini untuk memasukkan teks.", ""],
)
def test_what_a_word_processor_writes_into_an_emptied_field_is_no_answer(desk, form_id, words):
    data = changed(sent_out(desk, form_id), marked("p10", words))
    assert proposed(desk, form_id, data).found == ()


def test_a_hint_of_a_word_processor_in_another_language_is_known_by_what_it_keeps(desk, form_id):
    words = "Klicken oder tippen Sie hier."
    data = changed(sent_out(desk, form_id), marked("p10", words))
    body = f"<w:docPartBody><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:docPartBody>"
    kept = f"<w:docParts><w:docPart>{body}</w:docPart></w:docParts>"
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    out = BytesIO(data)
    with zipfile.ZipFile(out, "a") as pack:
        part = f"<w:glossaryDocument {space}>{kept}</w:glossaryDocument>"
        pack.writestr("word/glossary/document.xml", part)
    assert proposed(desk, form_id, out.getvalue()).found == ()


def test_our_own_hints_are_no_answers_where_a_program_has_dropped_the_mark_of_hints(desk, form_id):
    def unmarked(text: str) -> str:
        assert "<w:showingPlcHdr/>" in text
        return text.replace("<w:showingPlcHdr/>", "")

    assert proposed(desk, form_id, changed(sent_out(desk, form_id), unmarked)).found == ()


def test_a_choice_comes_back_by_its_words(desk, form_id):
    text = zipfile.ZipFile(BytesIO(sent_out(desk, form_id))).read("word/document.xml").decode()
    shown = re.search(r'<w:listItem w:displayText="([^"]*)" w:value="part"/>', text)
    assert shown is not None
    data = changed(sent_out(desk, form_id), typed("p8", shown.group(1)))
    assert [(one.path, one.theirs) for one in proposed(desk, form_id, data).found] == [
        ("p8", "part")
    ]


def test_a_copied_row_is_a_new_one(desk, form_id):
    module = row_id(desk, form_id, "p35", 0)

    def copy(text: str) -> str:
        row = next(row for row in re.findall(r"<w:tr>.*?</w:tr>", text) if module in row)
        return text.replace(row, row + row)

    data = changed(sent_out(desk, form_id), copy)
    (one,) = proposed(desk, form_id, data).found
    assert one.act == "add"
    assert ("title", "Law of transactions") in [(c.id, value) for c, value in one.cells]


def rows_of(text: str, field: str) -> list[str]:
    return [row for row in re.findall(r"<w:tr>.*?</w:tr>", text) if f'val="{field}/' in row]


def titles(desk, form_id) -> list[str]:
    return [row.cells.get("title") for row in desk.form(form_id).content.rows["p35"]]


@pytest.mark.parametrize("place", [0, 1, "top"])
def test_a_copied_row_goes_behind_the_row_below_which_it_stands(desk, form_id, place):
    desk.execute(do.AddRow(form=form_id, field="p35", cells={"title": "Disputes"}))
    before = titles(desk, form_id)

    def copy(text: str) -> str:
        rows = rows_of(text, "p35")
        source = rows[0] if place == "top" else rows[place]
        new = re.sub(r"p35/[0-9a-f-]{36}/", "p35/+copy/", source)
        for value in before:
            new = new.replace(f">{value}<", f">{value} B<")
        return text.replace(source, new + source if place == "top" else source + new)

    proposal = proposed(desk, form_id, changed(sent_out(desk, form_id), copy))
    (one,) = proposal.found
    taken_over(desk, proposal)
    at = 0 if place == "top" else place + 1
    said = f"{before[0 if place == 'top' else place]} B"
    assert titles(desk, form_id) == [*before[:at], said, *before[at:]]
    where = "New row, at the top" if place == "top" else f"New row, behind row {place + 1}"
    assert name_of(one, desk.form(form_id)) == where


def test_rows_copied_one_below_the_other_keep_their_order(desk, form_id):
    before = titles(desk, form_id)

    def copy(text: str) -> str:
        rows = rows_of(text, "p35")
        two = rows[0].replace(before[0], "B"), rows[0].replace(before[0], "C")
        return text.replace(rows[0], "".join((rows[0], *two)))

    proposal = proposed(desk, form_id, changed(sent_out(desk, form_id), copy))
    names = [place.name for place in places_of(proposal, desk.form(form_id))]
    assert names == ["New row, behind row 1 (1 of 2)", "New row, behind row 1 (2 of 2)"]
    taken_over(desk, proposal)
    assert titles(desk, form_id) == [before[0], "B", "C", *before[1:]]


def test_a_copy_that_was_put_above_its_row_is_the_new_one(desk, form_id):
    desk.execute(do.AddRow(form=form_id, field="p35", cells={"title": "Disputes"}))
    before, second = titles(desk, form_id), row_id(desk, form_id, "p35", 1)

    def copy(text: str) -> str:
        row = row_with(text, second)
        return text.replace(row, row.replace(before[1], "Before it") + row)

    proposal = proposed(desk, form_id, changed(sent_out(desk, form_id), copy))
    (one,) = proposal.found
    assert (one.act, one.after) == ("add", row_id(desk, form_id, "p35", 0))
    taken_over(desk, proposal)
    assert titles(desk, form_id) == [before[0], "Before it", *before[1:]]
    assert row_id(desk, form_id, "p35", 2) == second


def to_the_top(text: str) -> str:
    """Move the second module to the top, as by dragging its row."""
    rows = rows_of(text, "p35")
    return text.replace(rows[0] + rows[1], rows[1] + rows[0])


def test_a_row_moved_in_the_file_is_moved_here(desk, form_id):
    before = titles(desk, form_id)
    proposal = proposed(desk, form_id, changed(sent_out(desk, form_id), to_the_top))
    (one,) = proposal.found
    assert (one.act, one.state, one.is_chosen) == ("move", "theirs", True)
    taken_over(desk, proposal)
    assert titles(desk, form_id) == [before[1], before[0], *before[2:]]


def test_where_rows_were_moved_here_too_a_person_decides(desk, form_id):
    data = changed(sent_out(desk, form_id), to_the_top)
    last = row_id(desk, form_id, "p35", -1)
    desk.execute(do.MoveRow(form=form_id, field="p35", row=last, after="^"))
    (one,) = proposed(desk, form_id, data).found
    assert (one.act, one.state, one.is_chosen) == ("move", "conflict", False)


def test_rows_filled_in_below_all_others_go_to_the_end(desk, form_id):
    data = changed(sent_out(desk, form_id), typed("p35/+1/title", "Mine"))
    desk.execute(do.AddRow(form=form_id, field="p35", cells={"title": "Here meanwhile"}))
    taken_over(desk, proposed(desk, form_id, data))
    assert titles(desk, form_id)[-2:] == ["Here meanwhile", "Mine"]


def test_a_row_deleted_from_the_file_may_be_taken_out(desk, form_id):
    module = row_id(desk, form_id, "p35", 1)

    def drop(text: str) -> str:
        row = next(row for row in re.findall(r"<w:tr>.*?</w:tr>", text) if module in row)
        return text.replace(row, "")

    proposal = proposed(desk, form_id, changed(sent_out(desk, form_id), drop))
    (one,) = proposal.found
    assert (one.act, one.path, one.row) == ("remove", f"p35/{module}", 2)
    assert (one.state, one.is_chosen) == ("differs", False)
    assert one.why is not None
    before = len(desk.form(form_id).content.rows["p35"])
    desk.execute_together(commands_of(proposal, proposal.found))
    assert len(desk.form(form_id).content.rows["p35"]) == before - 1


def row_with(text: str, mark: str) -> str:
    return next(row for row in re.findall(r"<w:tr>.*?</w:tr>", text) if mark in row)


def marked_as_deleted(row: str) -> str:
    """Return a row as a word processor keeps one that was deleted with tracked changes."""
    row = row.replace("<w:trPr>", '<w:trPr><w:del w:id="9"/>', 1)
    return re.sub(r"<w:r>.*?</w:r>", r'<w:del w:id="9">\g<0></w:del>', row)


def test_a_row_deleted_with_tracked_changes_is_as_one_that_is_gone(desk, form_id):
    gone = row_id(desk, form_id, "p20", 0)
    tick = {"field": "p20", "row": gone, "column": "dudi", "new": True}
    desk.execute(do.SetCell(form="MC-1/F2", **tick))

    def change(text: str) -> str:
        row = row_with(text, f"p20/{gone}/")
        return text.replace(row, marked_as_deleted(row))

    (one,) = proposed(desk, form_id, changed(sent_out(desk, form_id), change)).found
    assert (one.act, one.path, one.state) == ("remove", f"p20/{gone}", "differs")


def test_a_row_moved_with_tracked_changes_is_the_same_row(desk, form_id):
    module = row_id(desk, form_id, "p35", 0)

    def change(text: str) -> str:
        row = row_with(text, f"p35/{module}/")
        return text.replace(row, marked_as_deleted(row) + row)

    proposal = proposed(desk, form_id, changed(sent_out(desk, form_id), change))
    assert (proposal.found, proposal.unplaced, proposal.notes) == ((), (), ())


def test_a_field_or_table_deleted_from_the_file_is_told_and_stays(desk, form_id):
    def drop(text: str) -> str:
        rows = re.findall(r"<w:tr>.*?</w:tr>", text)
        gone = [row for row in rows if 'val="p16"' in row or 'val="p35/' in row]
        for row in gone:
            text = text.replace(row, "")
        return text

    proposal = proposed(desk, form_id, changed(sent_out(desk, form_id), drop))
    assert proposal.found == ()
    (note,) = proposal.notes
    assert note.code == "fields_gone"
    assert note.params["fields"].startswith("Entry requirements")
    assert note.params["fields"].count(", ") == 1


def test_words_whose_field_was_deleted_are_listed(desk, form_id):
    def strip(text: str) -> str:
        old = control(text, "p16")
        return text.replace(old, "".join(re.findall(r"<w:r>.*</w:r>", old)))

    proposal = proposed(desk, form_id, changed(sent_out(desk, form_id), strip))
    assert proposal.found == ()
    (left,) = proposal.unplaced
    assert left.name.startswith("Entry requirements")
    assert left.text == "Can read a contract.\nNo prior course."


def test_a_document_without_any_field_says_so(desk, form_id):
    data = changed(sent_out(desk, form_id), lambda text: re.sub(r"<w:sdt>.*?</w:sdt>", "", text))
    with pytest.raises(Trouble) as trouble:
        read_docx(data)
    assert trouble.value.code == "filled_none"


def test_a_word_processor_that_drops_the_names_of_fields_is_told(desk, form_id):
    data = changed(sent_out(desk, form_id), lambda text: re.sub(r"<w:tag [^>]*/>", "", text))
    with pytest.raises(Trouble) as trouble:
        read_docx(data)
    assert trouble.value.code == "filled_nameless"


@pytest.mark.parametrize("harm", ["short", "no zip", "entity", "stream", "other"])
def test_a_damaged_document_is_refused_in_words(desk, form_id, harm):
    data = sent_out(desk, form_id)
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    broken = {
        "short": data[: len(data) // 2], "no zip": b"PK nothing", "stream": with_a_bad_stream(data),
        "entity": changed(data, lambda _text: bomb), "other": empty_zip(),
    }[harm]  # fmt: skip
    with pytest.raises(Trouble) as trouble:
        read_docx(broken)
    assert trouble.value.code == "filled_damaged"


DEEP = f"<w:p>{'<w:ins>' * 2000}<w:r><w:t>x</w:t></w:r>{'</w:ins>' * 2000}</w:p>"


def test_a_document_whose_text_is_nested_too_deep_is_damaged(desk, form_id):
    data = changed(sent_out(desk, form_id), at_the_top(DEEP))
    with pytest.raises(Trouble) as trouble:
        read_docx(data)
    assert trouble.value.code == "filled_damaged"


def test_a_document_with_a_comment_that_is_nested_too_deep_is_damaged(desk, form_id):
    out = BytesIO(sent_out(desk, form_id))
    with zipfile.ZipFile(out, "a") as pack:
        comment = f'<w:comment w:id="1">{DEEP}</w:comment>'
        pack.writestr("word/comments.xml", f'<w:comments xmlns:w="{W[1:-1]}">{comment}'
                                           "</w:comments>")  # fmt: skip
    with pytest.raises(Trouble) as trouble:
        read_docx(out.getvalue())
    assert trouble.value.code == "filled_damaged"


def with_a_bad_stream(data: bytes) -> bytes:
    """Pack a document again, and turn the bits where its packed text begins."""
    out, name = BytesIO(), b"word/document.xml"
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", DEFLATED) as new:
        new.writestr(name.decode(), old.read(name.decode()))
    packed = bytearray(out.getvalue())
    start = packed.find(name) + len(name)
    packed[start : start + 60] = bytes(each ^ 0x5A for each in packed[start : start + 60])
    return bytes(packed)


@pytest.mark.parametrize("kind", ["long", "many tags", "many parts"])
def test_a_document_that_unpacks_to_more_than_a_form_is_refused_at_once(kind, monkeypatch):
    text, parts = b"<d/>" * 50, 1
    if kind == "many tags":
        monkeypatch.setattr(filled_docx, "MOST_TAGS", 49)
    else:
        monkeypatch.setattr(filled_docx, "MOST", 199 if kind == "long" else 399)
        parts = 1 if kind == "long" else 2
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("word/document.xml", text)
        for number in range(1, parts):
            pack.writestr(f"customXml/item{number}.xml", text)
    with pytest.raises(Trouble) as trouble:
        read_docx(out.getvalue())
    assert trouble.value.code == "filled_large"


def empty_zip() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("a.txt", "a")
    return out.getvalue()


def test_signs_that_no_document_may_hold_do_not_spoil_it(desk, form_id):
    desk.execute(do.SetValue(form="MC-1/F2", path="p16", new='a\x0bb <w:p> & "c"'))
    assert read_docx(sent_out(desk, form_id)).fields["p16"] == 'a b <w:p> & "c"'


def test_the_record_is_found_in_its_part_where_the_hidden_field_is_gone(desk, form_id):
    def strip(text: str) -> str:
        return text.replace(control(text, "mcdesk"), "")

    filled = read_docx(changed(sent_out(desk, form_id), strip))
    assert filled.sent is not None
    assert filled.sent.form_id == form_id


def test_comments_in_the_margin_are_told_word_for_word(desk, form_id):
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = "".join(
        f'<w:comment w:id="{n}" w:author="{who}"><w:p><w:r><w:t>{said}</w:t></w:r></w:p>'
        "</w:comment>"
        for n, (who, said) in enumerate(
            [("DEAN-LAW", "Too many hours."), ("DEAN-LAW", "Name a partner."), ("", "Why?")]
        )
    )
    out = BytesIO(sent_out(desk, form_id))
    with zipfile.ZipFile(out, "a") as pack:
        pack.writestr("word/comments.xml", f"<w:comments {space}>{notes}</w:comments>")
    proposal = proposed(desk, form_id, out.getvalue())
    assert proposal.found == ()
    assert [(left.name, left.text) for left in proposal.unplaced] == [
        ("Comment (DEAN-LAW)", "Too many hours."),
        ("Comment (DEAN-LAW) 2", "Name a partner."),
        ("Comment (–)", "Why?"),
    ]


def test_a_document_that_word_locked_says_so(tmp_path):
    path = tmp_path / "proposal.docx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000))
    with pytest.raises(Trouble) as trouble:
        read_filled(path)
    assert trouble.value.code == "filled_locked"
    assert "password" in trouble.value.title
