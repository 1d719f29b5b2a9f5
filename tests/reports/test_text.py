from __future__ import annotations

import pytest

from mcdesk.reports.fonts import BOX, REGULAR, STAR, Style, runs
from mcdesk.reports.text import Glyphs, lines, paragraphs

STYLE = Style()


@pytest.mark.parametrize(
    "text", ["credits <5 & >3 <x> end", "<b>bold</b>", "é ü – “quoted” ±", "≥ 3 → Σ ① ★ ☑"]
)
def test_what_a_face_can_draw_stays_as_it_is(text):
    glyphs = Glyphs()
    assert glyphs.clean(text) == text
    assert not glyphs.used


def test_an_emoji_becomes_a_listed_replacement():
    glyphs = Glyphs()
    assert glyphs.clean("well done 😀 and 😀") == "well done [U+1F600] and [U+1F600]"
    assert [one.meaning for one in glyphs.used.values()] == ["grinning face"]


def test_a_run_of_foreign_letters_becomes_one_replacement_in_logical_order():
    glyphs = Glyphs()
    assert glyphs.clean("title: مرحبا, again مرحبا") == "title: [Arabic 1], again [Arabic 1]"
    assert glyphs.clean("שלום") == "[Hebrew 2]"
    meanings = [one.meaning for one in glyphs.used.values()]
    assert meanings[0] == "U+0645 U+0631 U+062D U+0628 U+0627"


def test_foreign_words_are_one_replacement_and_single_letters_stand_alone():
    glyphs = Glyphs()
    assert glyphs.clean("مرحبا بالعالم and 商务汉语") == "[Arabic 1] and [Chinese 2]"
    assert glyphs.clean("中 文") == "[U+4E2D] [U+6587]"
    assert glyphs.clean("😀 😀😀") == "[U+1F600] [U+1F600][U+1F600]"
    assert glyphs.clean("😀" * 5000) == "[signs 3]"
    assert list(glyphs.used.values())[-1].meaning.endswith("… (5000)")


def test_control_characters_and_private_signs_are_listed_and_quiet_ones_left_out():
    glyphs = Glyphs()
    assert glyphs.clean("a\x07b") == "a[U+0007]b"
    assert glyphs.clean(f"{BOX}{STAR}") == "[U+E000][U+E002]"
    assert glyphs.clean("soft\u00adhyphen\ufe0f\u200b") == "softhyphen"
    assert glyphs.clean("tab\there") == "tab here"
    assert glyphs.clean("\u202edesrever") == "[U+202E]desrever"


def test_lines_are_never_wider_than_their_column():
    text = "a few words and https://example.org/a/very/long/address?with=many&parts=in " + "W" * 900
    found = lines([(text, STYLE)], 120)
    assert all(line.width <= 120.01 for line in found)
    joined = "".join(piece[0] for line in found for piece in line.pieces)
    assert joined.replace(" ", "") == text.replace(" ", "")


def test_a_long_address_is_cut_after_a_sign():
    first = lines([("https://example.org/a/very/long/address", STYLE)], 100)[0]
    assert first.pieces[0][0].endswith(("/", "."))


def test_pieces_of_two_styles_stand_behind_each_other_on_a_line():
    bold = Style("NotoSans-Bold")
    (line,) = lines([("Title", bold), ("/ Judul", STYLE)], 200)
    assert [piece[0] for piece in line.pieces] == ["Title", "/ Judul"]
    assert line.pieces[1][2] == pytest.approx(bold.width("Title") + STYLE.width(" "))


def test_lines_with_a_hyphen_are_a_list():
    found = paragraphs("What:\n- one\n-two\n\n- three")
    assert [(one.text, one.bullet) for one in found] == [
        ("What:", False),
        ("one", True),
        ("-two", False),
        ("", False),
        ("three", True),
    ]


def test_runs_name_the_face_of_every_piece():
    found = list(runs(f"a ≥ {BOX}b", REGULAR))
    assert "".join(piece for _name, piece in found) == f"a ≥ {BOX}b"
    assert [name for name, _piece in found] == [
        REGULAR,
        "NotoSansMath-Regular",
        REGULAR,
        "",
        REGULAR,
    ]


def test_a_digest_that_is_wider_than_its_line_is_cut_into_pieces_that_are_alike():
    style = Style(REGULAR, 9, 12)
    digest = "5f2c9e1a7b3d0c44" * 4
    room = style.width(digest[:62])
    first, second = (line.pieces[0][0] for line in lines([(digest, style)], room))
    assert first + second == digest
    assert abs(len(first) - len(second)) <= 4
