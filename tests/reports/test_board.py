from __future__ import annotations

import tomllib
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from mcdesk import resources
from mcdesk.application.views import Board, CardTile
from mcdesk.errors import Trouble
from mcdesk.procedure.stage import Label, Phase, Stage
from mcdesk.reports.board import print_board

TODAY = date(2026, 12, 4)
FILE = next((resources.root() / "procedure").glob("*.toml"))
DATA = tomllib.loads(FILE.read_text(encoding="utf-8"))


def label(data):
    return Label(data, data) if isinstance(data, str) else Label(data["en"], data["id"])


PHASES = tuple(Phase(one["id"], label(one["title"])) for one in DATA["phase"])
STAGES = tuple(
    Stage(
        one["id"], one["number"], one["phase"], label(one["title"]), label(one["short"]),
        label(one["purpose"]), one["days"],
    )
    for one in DATA["stage"]
)  # fmt: skip


def tile(number, stage, **changes):
    values = {
        "id": f"c{number}", "code": f"MC-LAW-LAW-{2600 + number}", "title_en": f"Title {number}",
        "title_id": f"Judul {number}", "programme_id": "p", "programme_en": "Law",
        "programme_in": "Hukum", "faculty_id": "f", "faculty_en": "Law", "faculty_in": "Hukum",
        "stage": stage, "status": "active", "status_reason": "", "stage_since": "2026-11-24",
        "planned_end": "2026-12-24", "opening_on": "", "round": 1, "loop": 0, "faces_text": "[]",
        "done": 2, "of": 4, "blocked_en": "", "blocked_id": "", "blocked_count": 0,
        "ready_for": "", "waits_for": "", "returned": "", "debts": 0, "late_debts": 0,
        "search": "", "rank": f"{number:05}",
    }  # fmt: skip
    return CardTile(**(values | changes))


def board(tiles):
    return Board(STAGES, PHASES, tuple(tiles), TODAY, ideas=3)


def printed(made, language="en", **options):
    out = BytesIO()
    assert print_board(made, out, language, **options) == 1
    return PdfReader(BytesIO(out.getvalue()))


@pytest.mark.parametrize("count", [0, 20, 500])
@pytest.mark.parametrize("size", ["A4", "A3", "auto"])
def test_the_board_is_always_one_page(count, size):
    tiles = [tile(n, STAGES[n % 14].id) for n in range(count)]
    reader = printed(board(tiles), size=size)
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    assert f"{count} cards" in text
    for stage in STAGES:
        assert str(stage.number) in text


def test_an_overflow_is_counted_and_nothing_lost():
    reader = printed(board(tile(n, STAGES[2].id) for n in range(60)), size="A4")
    text = reader.pages[0].extract_text()
    shown = text.count("MC-LAW-LAW-")
    assert f"+ {60 - shown} more" in text


def test_late_cards_stand_first_and_are_marked():
    tiles = [tile(n, STAGES[4].id) for n in range(5)]
    tiles.append(tile(9, STAGES[4].id, planned_end="2026-11-20"))
    text = printed(board(tiles)).pages[0].extract_text()
    assert text.index("MC-LAW-LAW-2609") < text.index("MC-LAW-LAW-2600")
    assert "late 20 Nov 2026" in text
    assert "1 late" in text
    assert "10 d · 2/4" in text


def test_the_code_is_never_cut_and_the_language_is_followed():
    code = "MC-INTERNATIONALRELATIONS-COMMUNICATION-2699"
    tiles = [tile(1, STAGES[0].id, code=code, status="on_hold", title_id="Judul 😀 <b>")]
    text = printed(board(tiles), "id").pages[0].extract_text()
    assert code in text.replace("\n", "")
    assert "ditunda" in text
    assert "[U+1F600]" in text
    assert "1 kartu" in text


def test_states_of_cards_are_told():
    tiles = [
        tile(1, STAGES[0].id, debts=1),
        tile(2, STAGES[1].id, ready_for=STAGES[2].id),
        tile(3, STAGES[3].id, status="cancelled", sample=True, planned_end=""),
    ]
    text = printed(board(tiles)).pages[0].extract_text()
    for words in ("exception", "ready", "cancelled", "SAMPLE / CONTOH"):
        assert words in text


def test_the_same_board_gives_the_same_bytes(tmp_path):
    made = board(tile(n, STAGES[n % 14].id) for n in range(30))
    for name in ("a.pdf", "b.pdf"):
        print_board(made, tmp_path / name, "en")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_an_unwritable_place_is_trouble(tmp_path):
    with pytest.raises(Trouble):
        print_board(board([]), tmp_path / "none" / "b.pdf", "en")


@pytest.mark.parametrize("language", ["en", "id"])
def test_with_room_on_the_page_no_word_is_cut(language):
    title = "Psychological support in emergencies for volunteers"
    tiles = [
        tile(1, "proposal", title_en=title, title_id=title, status="on_hold"),
        tile(2, "baseline", title_en=title, title_id=title, debts=1, planned_end="2026-11-30"),
        tile(3, "completion", status="completed", planned_end=""),
    ]
    text = printed(board(tiles), language).pages[0].extract_text()
    assert "…" not in text
    expected = {"en": ("on hold", "exception", "completed"),
                "id": ("ditunda", "pengecualian", "selesai")}  # fmt: skip
    assert all(word in text for word in expected[language])


def test_on_a_full_page_the_state_is_not_cut():
    tiles = [tile(n, "proposal", debts=1, done=20, of=38) for n in range(9)]
    text = printed(board(tiles), size="A4").pages[0].extract_text()
    assert text.count("exception") >= 7


def test_the_days_of_a_board_are_in_its_language():
    tiles = [tile(1, STAGES[0].id, planned_end="2026-12-27")]
    made = board(tiles)
    assert "due 27 Dec 2026" in printed(made).pages[0].extract_text()
    told = printed(made, "id").pages[0].extract_text()
    assert "batas 27 Des 2026" in told
    assert " Dec " not in told
