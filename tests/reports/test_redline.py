"""What changed, on paper: struck and underlined words, bars and signs, and a list at the start."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from mcdesk.application.names import SheetNames
from mcdesk.application.redline import Piece, compare_words, differences
from mcdesk.application.views import Since
from mcdesk.application.wrote import Wrote
from mcdesk.procedure.content import Content, Row
from mcdesk.procedure.definition import (
    Choice,
    Column,
    Field,
    FieldType,
    Item,
    Section,
)
from mcdesk.procedure.stage import Label
from mcdesk.reports import form as printing
from mcdesk.reports import redline
from mcdesk.reports.fonts import BOX, TICKED
from mcdesk.reports.paper import BODY, WROTE, Paper
from mcdesk.reports.pen import GREEN, RED
from mcdesk.reports.text import Line
from mcdesk.reports.values import Place


def since(kit, old, new, **changes):
    """Return a sheet of `new` that shows what changed since `old`."""
    sheet = kit.replace(kit.sheet("draft", changes.pop("definition", None)), content=new,
                        computed=Content(), signatures=(), code=None)  # fmt: skip
    found = differences(sheet.definition, old, new, SheetNames(sheet))
    told = {"base": "version", "on": "2026-11-12T03:00:00.000000Z", "version": 1, "before": old,
            "found": found}  # fmt: skip
    return kit.replace(sheet, since=Since(**(told | changes)))


def lines_of(block):
    return [line for cell in block.cells for line in cell.lines if isinstance(line, Line)]


def rows_of(sheet):
    """Return every row of text of the composed form, in order."""
    return [placed.block for page in printing.compose(sheet).pages for placed in page.blocks
            if hasattr(placed.block, "cells")]  # fmt: skip


def words(block, mark):
    """Return the words of a row that are set with a mark."""
    return " ".join(text for line in lines_of(block) for text, style, _left in line.pieces
                    if style.mark == mark)  # fmt: skip


def bars(sheet):
    return [(row.bar, words(row, "gone"), words(row, "added"), words(row, ""))
            for row in rows_of(sheet) if row.bar is not None]  # fmt: skip


def test_changed_words_are_struck_and_underlined_with_a_bar_beside_them(kit):
    old, new = Content({"p2": "learn to judge urgency"}), Content({"p2": "learn to weigh need"})
    (found,) = bars(since(kit, old, new))
    assert found[:3] == ("", "judge urgency", "weigh need")
    assert "learn to" in found[3]


@pytest.mark.parametrize(("mark", "colour"), [("added", GREEN), ("gone", RED)])
def test_a_mark_is_a_line_of_its_own_in_its_colour(kit, mark, colour):
    """It can be read in black and white, too."""
    old, new = ("", "word") if mark == "added" else ("word", "")
    data = kit.printed(since(kit, Content({"p2": old}), Content({"p2": new})))
    plain = kit.printed(kit.replace(since(kit, Content(), Content()), content=Content({"p2": "w"})))
    parts = " ".join(f"{part / 255:.6f}".rstrip("0")[:6] for part in colour.to_bytes(3, "big"))

    def strokes(made):
        stream = PdfReader(BytesIO(made)).pages[0].get_contents().get_data().decode("latin-1")
        wanted = [part.lstrip("0") for part in parts.split()]
        return re.findall(rf"{re.escape(wanted[0])}\d* \S+ \S+ RG", stream)

    assert strokes(data)
    assert not strokes(plain)


def test_a_sign_of_punctuation_stays_at_its_word(kit):
    place = Place(Paper(kit.sheet("draft")), 400)
    (line,) = redline.marked_prose(place, compare_words("the cat.", "the dog."))
    (the, gone, added, stop) = line.pieces
    assert [piece[0] for piece in line.pieces] == ["the", "cat", "dog", "."]
    assert added[2] == pytest.approx(gone[2] + BODY.width("cat"))
    assert stop[2] == pytest.approx(added[2] + BODY.width("dog"))
    assert gone[2] == pytest.approx(the[2] + BODY.width("the "))


WORDS = st.lists(st.sampled_from(["a", "bb", " ", "\n", "c.", "- ", "é", "w" * 90]), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # it holds nothing
@given(WORDS.map("".join), WORDS.map("".join), st.floats(30, 300))
def test_no_letter_is_lost_and_no_line_is_wider_than_its_column(kit, old, new, width):
    place = Place(Paper(kit.sheet("draft")), width)
    pieces = compare_words(old, new)
    found = [line for line in redline.marked_prose(place, pieces) if isinstance(line, Line)]
    assert all(line.width <= width + 0.01 for line in found)
    printed = "".join(text for line in found for text, _style, _left in line.pieces)
    letters = "".join(piece.text for piece in pieces)

    def bare(text):
        return re.sub(r"[\s•¶-]", "", text)

    assert bare(printed) == bare(letters)


def test_only_an_end_of_line_that_came_alone_is_shown_as_a_sign(kit):
    place = Place(Paper(kit.sheet("draft")), 400)

    def texts(old, new):
        lines = redline.marked_prose(place, compare_words(old, new))
        return [" ".join(text for text, _style, _left in line.pieces) for line in lines]

    assert texts("one\ntwo", "one\n\ntwo")[0] == "one ¶"
    assert texts("one", "one\n- two\n- three") == ["one", "• two", "• three"]


def table_form(kit):
    columns = (
        Column("code", Label("Code", "Kode"), FieldType.LINE),
        Column("text", Label("Outcome", "Capaian"), FieldType.TEXT),
    )
    table = Field("t1", Label("Outcomes", "Capaian"), FieldType.TABLE, columns=columns)
    sections = (Section("all", Label("Everything", "Semua"), (table,)),)
    return kit.small_form(sections=sections)


def rows(*texts):
    return tuple(Row(text, f"{n:03}", {"code": text, "text": f"to learn {text}"})
                 for n, text in enumerate(texts))  # fmt: skip


def test_rows_that_came_went_and_moved_have_their_signs(kit):
    old = Content({}, {"t1": rows("A", "B", "C", "D")})
    new = Content({}, {"t1": rows("A", "D", "C", "E")})
    sheet = since(kit, old, new, definition=table_form(kit))
    found = bars(sheet)
    assert [(bar, gone or added or other.split()[0]) for bar, gone, added, other in found] == [
        ("−", "B to learn B"), ("↕ 4", "D"), ("+", "E to learn E"),
    ]  # fmt: skip
    text = " ".join(kit.pages(kit.printed(sheet)))
    text = " ".join(text.split())
    assert "row 4 is new; row 2 as it was: removed; row 2 was moved here" in text
    assert "baris 4 adalah baris baru; baris 2 semula: dihapus" in text


def test_each_change_names_who_wrote_there_and_when_last(kit):
    """A row once, however many of its cells changed."""
    old = Content({}, {"t1": rows("A", "B")})
    new = Content(
        {}, {"t1": (Row("A", "000", {"code": "A1", "text": "to do"}), *rows("A", "B", "C")[1:])}
    )
    sheet = since(kit, old, new, definition=table_form(kit))
    people = {"A": (Wrote("ID-01", "2026-11-12T03:00:00.000000Z"),),
              "C": (Wrote("SME-02", "2026-11-13T03:00:00.000000Z"),
                    Wrote("ID-01", "2026-11-11T03:00:00.000000Z"))}  # fmt: skip
    who = tuple(people[each.path.split("/")[1]] for each in sheet.since.found)
    assert len(who) == 3
    sheet = kit.replace(sheet, since=kit.replace(sheet.since, who=who))
    first, second = ([text for text, style, _left in pieces_of(row) if style is WROTE]
                     for row in rows_of(sheet) if row.bar is not None)  # fmt: skip
    assert first == ["ID-01, 12 Nov 2026"]
    assert second == ["SME-02, 13 Nov 2026; ID-01, 11 Nov 2026"]
    text = " ".join(" ".join(kit.pages(kit.printed(sheet))).split())
    assert "ID-01, 12 Nov 2026; SME-02, 13 Nov 2026" in text, "the list names them, too"
    assert "Below each change: who wrote there" in text
    assert "Below each change" not in " ".join(kit.pages(kit.printed(since(kit, old, new,
                                               definition=table_form(kit)))))  # fmt: skip


def pieces_of(row):
    return [piece for line in lines_of(row) for piece in line.pieces]


def test_a_print_of_one_persons_changes_says_so(kit):
    sheet = since(kit, Content({"p2": "a"}), Content({"p2": "b"}), only="ID-01", others=3)
    text = " ".join(" ".join(kit.pages(kit.printed(sheet))).split())
    assert "Only what ID-01 changed is marked (1); other people changed 3 places." in text


def test_several_rows_are_named_by_their_numbers_and_never_counted(kit):
    old = Content({}, {"t1": rows("A", "B")})
    new = Content({}, {"t1": rows("A", "B", "C", "D", "E")})
    text = " ".join(kit.pages(kit.printed(since(kit, old, new, definition=table_form(kit)))))
    assert "rows 3–5 are new" in " ".join(text.split())


def test_a_changed_cell_bars_its_row_and_marks_its_words(kit):
    old = Content({}, {"t1": (Row("r", "1", {"code": "A", "text": "one two"}),)})
    new = Content({}, {"t1": (Row("r", "1", {"code": "A", "text": "one three"}),)})
    (found,) = bars(since(kit, old, new, definition=table_form(kit)))
    assert found == ("", "two", "three", "A one")


def test_answers_ticks_and_choices_show_what_they_were(kit):
    fields = (
        Field("c1", Label("Kind", "Jenis"), FieldType.CHOICES,
              choices=tuple(Choice(n, Label(f"Kind {n}", f"Jenis {n}")) for n in "abc")),
        Field("c2", Label("List", "Daftar"), FieldType.CHECKLIST,
              items=(Item("01", Label("Is it so?", "Benarkah?")),)),
        Field("c3", Label("Group", "Kelompok"), FieldType.GROUP,
              parts=(Field("yes", Label("I say so", "Ya"), FieldType.TICK),)),
    )  # fmt: skip
    sections = (Section("all", Label("Everything", "Semua"), fields),)
    old = Content({"c1": ["a", "b"], "c2.01": "yes", "c3.yes": True})
    new = Content({"c1": ["b", "c"], "c2.01": "no"})
    found = bars(since(kit, old, new, definition=kit.small_form(sections=sections)))
    assert found[0][1:3] == ("Kind a / Jenis a", "Kind c / Jenis c")
    assert "Kind b" in found[0][3]
    assert found[1][1:3] == (TICKED, TICKED)
    assert found[1][3].count(BOX) == 1
    assert found[2][1:3] == (TICKED, "")


def test_the_head_says_since_when_and_the_list_says_where(kit):
    sheet = since(kit, Content({"p1": "Old"}), Content({"p1": "New", "p2": "Text"}))
    first = " ".join(kit.pages(kit.printed(sheet))[0].split())
    assert "Changes since version 1 (12 Nov 2026 10:00 WIB) to the draft of" in first
    assert "Perubahan sejak versi 1 (12 Nov 2026 10:00 WIB) ke draf per" in first
    assert "2 places changed." in first
    assert "added text" in first
    assert "removed text" in first
    assert "WORKING COPY / SALINAN KERJA" in first
    assert "not for signature" in first
    assert "DRAFT" not in first
    frozen = kit.replace(sheet, kind="frozen", since=kit.replace(sheet.since, to_version=2))
    text = " ".join(" ".join(kit.pages(kit.printed(frozen))).split())
    assert "to version 2" in text
    assert "Signatures" not in text


@pytest.mark.parametrize(("base", "told"), [
    ("day", "Changes since 20 Nov 2026 to"), ("look", "Changes since CTL-01 last looked (20 Nov"),
])  # fmt: skip
def test_a_day_and_a_look_are_named(kit, base, told):
    sheet = since(kit, Content(), Content({"p1": "New"}), base=base, on="2026-11-20",
                  person="CTL-01")  # fmt: skip
    assert told in " ".join(kit.pages(kit.printed(sheet))[0].split())


def test_where_nothing_changed_it_says_so(kit):
    same = Content({"p1": "Same"})
    sheet = since(kit, same, same)
    assert "Nothing changed." in " ".join(kit.pages(kit.printed(sheet))[0].split())
    assert bars(sheet) == []


def test_what_has_no_place_any_more_stands_at_the_end(kit):
    sheet = since(
        kit, Content(), Content(), lost=((Label("Old field", "Isian lama"), "kept text"),)
    )
    last = bars(sheet)[-1]
    assert last[:2] == ("−", "kept text")
    text = " ".join(" ".join(kit.pages(kit.printed(sheet))).split())
    assert "No longer in the form" in text
    assert "Old field" in text


@pytest.mark.parametrize("form", ["F2", "F6", "F7", "F9", "R1"])
def test_every_shipped_form_prints_with_everything_changed(kit, form):
    definition = kit.form(form)
    new = kit.sheet("draft", definition).content
    sheet = since(kit, Content(), new, definition=definition)
    assert bars(sheet)
    assert kit.printed(sheet) == kit.printed(sheet)
    gone = since(kit, new, Content(), definition=definition)
    assert any(words(row, "gone") for row in rows_of(gone))


def test_pieces_of_same_text_are_the_text(kit):
    place = Place(Paper(kit.sheet("draft")), 400)
    (line,) = redline.marked_prose(place, (Piece("same", "just text"),))
    assert [piece[0] for piece in line.pieces] == ["just text"]
