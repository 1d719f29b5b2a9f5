"""The chapters of the guide as they are shown, alone and beside another edition's."""

from __future__ import annotations

from mcdesk.application.guide_chapters import (
    INTRO,
    Chapter,
    Line,
    Number,
    beside,
    chapters_of,
    lines_of,
    plain,
)
from mcdesk.application.redline import Piece
from mcdesk.procedure.stage import Label

WHY = Label("Introduction", "Pengantar")
HOURS = Number("hours_per_sks", Label("Hours", "Jam"))
WEEKS = Number("weeks_max", Label("Weeks", "Minggu"))


def both(text: str) -> Label:
    return Label(text, f"{text} (id)")


def chapter(id_: str, title: str, text: str, *numbers: Number) -> Chapter:
    return Chapter(id_, both(title), both(text), numbers)


def words(lines) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in lines]


def test_an_edition_becomes_chapters_with_the_settings_that_they_show():
    data = {
        "intro": {"en": "Why", "id": "Mengapa"},
        "section": [
            {
                "id": "size",
                "title": {"en": "3 Size", "id": "3 Ukuran"},
                "help": {"en": "Count.", "id": "Hitung."},
                "field": [
                    {"label": "Hours", "compute": "setting", "with": {"key": "hours_per_sks"}},
                    {"label": "Off", "compute": "setting", "with": {"key": "x"}, "off": True},
                ],
            },
            {"id": "naming", "title": "4 Naming"},
        ],
    }
    intro, size, naming = chapters_of(data)
    assert (intro.id, intro.title, intro.text) == (INTRO, WHY, Label("Why", "Mengapa"))
    assert [number.key for number in size.numbers] == ["hours_per_sks"]
    assert (naming.text, naming.numbers) == (Label("", ""), ())


def test_paragraphs_and_lists_are_told_apart():
    found = lines_of([Piece("same", "One.\n\nTwo:\n- a\n- b - c\nEnd")])
    assert [line.is_entry for line in found] == [False, False, True, True, False]
    assert words(found) == ["One.", "Two:", "a", "b - c", "End"]


def test_an_edition_alone_is_read_in_one_language():
    (shown,) = plain([chapter("size", "Size", "Text", HOURS)], "id")
    assert (shown.heading, words(shown.lines), shown.state) == ("Size (id)", ["Text (id)"], "same")


def test_what_came_and_went_stands_within_its_paragraph():
    old = chapter("size", "Size", "Count the hours.\n- watching\n- reading", HOURS)
    new = chapter("size", "Size", "Count all hours.\n- watching\n- being assessed", HOURS, WEEKS)
    (shown,) = beside([old], [new], "en")
    assert shown.state == "changed"
    assert Piece("gone", "the") in shown.lines[0].pieces
    assert Piece("added", "all") in shown.lines[0].pieces
    assert shown.lines[1] == Line((Piece("same", "watching"),), is_entry=True)
    assert shown.lines[2].is_entry
    assert [(number.key, number.kind) for number in shown.numbers] == [
        ("hours_per_sks", "same"),
        ("weeks_max", "added"),
    ]


def test_a_list_that_went_is_still_a_list():
    old, new = chapter("a", "A", "Text\n- x\n- y"), chapter("a", "A", "Text")
    (shown,) = beside([old], [new], "en")
    assert shown.lines[1:] == (
        Line((Piece("gone", "x"),), is_entry=True),
        Line((Piece("gone", "y"),), is_entry=True),
    )


def test_chapters_that_are_new_or_gone_say_so():
    old, new = chapter("a", "A", "x"), chapter("b", "B", "y")
    shown = beside([old], [new], "en")
    assert [(each.id, each.state) for each in shown] == [("b", "added"), ("a", "gone")]
    assert [each.heading for each in shown] == ["B", "A"]


def test_nothing_changed_is_the_same():
    old = chapter("a", "A", "x", HOURS)
    assert [each.state for each in beside([old], [old], "en")] == ["same"]
