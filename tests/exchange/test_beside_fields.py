"""What somebody typed in a Word document beside its fields is listed, or offered with its field."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest

from mcdesk import i18n
from mcdesk.application.proposal import propose
from mcdesk.exchange.filled_docx import read_docx
from mcdesk.procedure import commands as do
from tests.exchange.filled import form_id, row_id, taken_over, with_proposal
from tests.exchange.word_processor import (
    BOX,
    LINE,
    RUN,
    SAID,
    at_the_end,
    at_the_top,
    behind_field,
    behind_table,
    changed,
    control,
    in_cell,
    in_label,
    proposed,
    row_behind,
    sent_out,
    typed,
)

__all__ = ["form_id", "with_proposal"]

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PLACES = {
    "between two fields": (behind_table("p16", LINE), "Words beside “", SAID),
    "at the end": (at_the_end(LINE), "Words beside “", SAID),
    "at the top": (at_the_top(LINE), "Words beside “", SAID),
    "behind a label": (in_label("p16", RUN), "Words beside “Entry requirements”", SAID),
    "inserted with tracked changes": (
        behind_table("p16", f'<w:p><w:ins w:id="1">{RUN}</w:ins></w:p>'), "Words beside “", SAID
    ),
    "in a text box": (in_label("p16", BOX.format(line=LINE)),
                      "Words beside “Entry requirements”", SAID),
    "in a field of its own": (
        behind_table("p16", f"<w:sdt><w:sdtPr/><w:sdtContent>{LINE}</w:sdtContent></w:sdt>"),
        "Words beside “", SAID,
    ),
    "beside a number": (behind_field("p17:min", RUN), "Words beside “Learners per intake”", SAID),
    "in a pasted table": (
        behind_table("p16", f"<w:tbl><w:tr><w:tc>{LINE}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"),
        "Words beside “", SAID,
    ),
}  # fmt: skip


@pytest.mark.parametrize("where", PLACES)
def test_what_was_written_beside_the_fields_is_listed(desk, form_id, where):
    change, name, words = PLACES[where]
    proposal = proposed(desk, form_id, changed(sent_out(desk, form_id), change))
    assert proposal.found == ()
    (left,) = proposal.unplaced
    assert left.name.startswith(name)
    assert left.text == words


def test_a_row_without_fields_is_listed_with_all_of_its_cells(desk, form_id):
    module = row_id(desk, form_id, "p35", -1)
    change = row_behind(f"p35/{module}", "Disputes", "", "30")
    (left,) = proposed(desk, form_id, changed(sent_out(desk, form_id), change)).unplaced
    assert left.name.startswith("Words beside “")
    assert left.text == "Disputes · 30"
    change = row_behind(f"p35/{module}", "Disputes")
    (left,) = proposed(desk, form_id, changed(sent_out(desk, form_id), change)).unplaced
    assert left.text == "Disputes"


def test_what_was_deleted_with_tracked_changes_is_not_listed(desk, form_id):
    gone = f'<w:p><w:del w:id="1"><w:r><w:delText>{SAID}</w:delText></w:r></w:del></w:p>'
    proposal = proposed(desk, form_id, changed(sent_out(desk, form_id), behind_table("p16", gone)))
    assert (proposal.found, proposal.unplaced) == ((), ())


@pytest.mark.parametrize("change", [in_cell("p16", LINE), behind_field("p16", RUN)])
def test_what_stands_in_the_place_of_a_field_is_offered_as_part_of_it(desk, form_id, change):
    data = changed(sent_out(desk, form_id), change)
    proposal = proposed(desk, form_id, data)
    (one,) = proposal.found
    assert proposal.unplaced == ()
    assert (one.path, one.theirs) == ("p16", f"Can read a contract.\nNo prior course.\n{SAID}")
    assert (one.state, one.is_chosen, one.why.code) == ("differs", False, "beside")
    desk.execute(do.SetValue(form=form_id, path="p16", new=one.value, base=one.mine))
    again = proposed(desk, form_id, data)
    assert (again.found, again.unplaced) == ((), ())


def test_what_stands_beside_a_text_in_a_row_is_offered_with_its_cell(desk, form_id):
    outcome = row_id(desk, form_id, "p20", 0)
    before = desk.form(form_id).content.rows["p20"][0].cells["statement"]
    change = behind_field(f"p20/{outcome}/statement", RUN)
    (one,) = proposed(desk, form_id, changed(sent_out(desk, form_id), change)).found
    assert one.path == f"p20/{outcome}/statement"
    assert (one.theirs, one.is_chosen) == (f"{before}\n{SAID}", False)


def test_what_was_typed_into_the_field_and_beside_it_is_one_proposal(desk, form_id):
    data = changed(sent_out(desk, form_id), typed("p16", "Two years of practice."))
    (one,) = proposed(desk, form_id, changed(data, behind_field("p16", RUN))).found
    assert (one.theirs, one.is_chosen) == (f"Two years of practice.\n{SAID}", False)


def test_footnotes_and_what_stands_in_the_margins_of_the_page_are_listed(desk, form_id):
    out = BytesIO(sent_out(desk, form_id))
    with zipfile.ZipFile(out, "a") as pack:
        pack.writestr("word/footnotes.xml", f"<w:footnotes {W}><w:footnote>{LINE}</w:footnote>"
                                            "</w:footnotes>")  # fmt: skip
        pack.writestr("word/header1.xml", f"<w:hdr {W}><w:p><w:r><w:t>Draft 2</w:t></w:r></w:p>"
                                          "</w:hdr>")  # fmt: skip
    left = {each.text: each.name for each in proposed(desk, form_id, out.getvalue()).unplaced}
    assert left == {SAID: "Footnote", "Draft 2": "Head or foot of the page"}


def test_a_comment_is_named_with_the_field_at_which_it_stands(desk, form_id):
    mark = '<w:commentRangeStart w:id="7"/>'
    data = changed(sent_out(desk, form_id), lambda text: text.replace(
        control(text, "p16"), mark + control(text, "p16")))  # fmt: skip
    out = BytesIO(data)
    with zipfile.ZipFile(out, "a") as pack:
        pack.writestr("word/comments.xml", f'<w:comments {W}><w:comment w:id="7" '
                      f'w:author="DEAN-LAW">{LINE}</w:comment></w:comments>')  # fmt: skip
    (left,) = proposed(desk, form_id, out.getvalue()).unplaced
    assert (left.name, left.text) == ("Comment (DEAN-LAW), “Entry requirements”", SAID)


@pytest.mark.parametrize("kind", ["R1", "F2", "F7", "F8"])
def test_nothing_of_ours_is_listed_whatever_became_of_its_looks(desk, card, kind):
    desk.execute(do.OpenForm(card=card, form=kind))
    form = next(line.form_id for line in desk.outline(card).forms if line.kind == kind)
    i18n.use_language("id")
    data = sent_out(desk, form)
    i18n.use_language("en")

    def plain(text: str) -> str:
        return re.sub(r'<w:pStyle w:val="[^"]*"/>|<w:tblHeader/>', "", text)

    proposal = propose(desk.form(form), read_docx(changed(data, plain)))
    assert (proposal.found, proposal.unplaced) == ((), ())


def test_nothing_of_ours_is_listed_where_a_program_kept_only_what_it_knows(desk, form_id):
    """A word processor may drop the part that says what was written in the document."""
    out = BytesIO()
    data = changed(sent_out(desk, form_id), behind_table("p16", LINE))
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if not name.startswith("customXml"):
                new.writestr(name, old.read(name))
    proposal = proposed(desk, form_id, out.getvalue())
    assert [left.text for left in proposal.unplaced] == [SAID]


def test_what_was_written_beside_comes_from_a_form_that_was_taken_over_already(desk, form_id):
    data = changed(sent_out(desk, form_id), typed("p10", "Drafters lack clauses"))
    data = changed(data, at_the_end(LINE))
    taken_over(desk, proposed(desk, form_id, data))
    again = proposed(desk, form_id, data)
    assert (again.found, [left.text for left in again.unplaced]) == ((), [SAID])


def test_what_stands_beside_a_field_of_a_copied_row_is_listed(desk, form_id):
    """The copy has the names of its original: to which of both it belongs is not known."""
    module = row_id(desk, form_id, "p35", 0)

    def change(text: str) -> str:
        row = next(row for row in re.findall(r"<w:tr>.*?</w:tr>", text) if f"p35/{module}/" in row)
        field = control(row, f"p35/{module}/title")
        return text.replace(row, row + row.replace(field, field + RUN))

    proposal = proposed(desk, form_id, changed(sent_out(desk, form_id), change))
    assert [one.act for one in proposal.found] == ["add"]
    assert [left.text for left in proposal.unplaced] == [SAID]
