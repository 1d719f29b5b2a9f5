from __future__ import annotations

import re
import tomllib
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from mcdesk import resources
from mcdesk.application.views import Board, CardTile
from mcdesk.errors import Trouble
from mcdesk.procedure.stage import Label, Phase, Stage
from mcdesk.reports.board import plan_of, print_board

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
    count = print_board(made, out, language, **options)
    reader = PdfReader(BytesIO(out.getvalue()))
    assert len(reader.pages) == count
    return reader


def sizes_of(reader):
    """Return the sizes of everything that is written."""
    found = set()
    for page in reader.pages:
        content = page.get_contents().get_data().decode("latin-1")
        found |= {float(size) for size in re.findall(r"/\S+ ([\d.]+) Tf", content)}
    return found


@pytest.mark.parametrize("count", [0, 20, 500])
@pytest.mark.parametrize("size", ["A4", "A3", "auto"])
def test_every_card_is_on_one_of_the_pages_and_every_page_has_all_columns(count, size):
    tiles = [tile(n, STAGES[n % 14].id, code=f"MC-{n:03}") for n in range(count)]
    texts = [page.extract_text() for page in printed(board(tiles), size=size).pages]
    for number, text in enumerate(texts, start=1):
        assert f"{count} cards" in text
        assert (f"Page {number} of {len(texts)}" in text) == (len(texts) > 1)
        for stage in STAGES:
            assert str(stage.number) in text
    assert (len(texts) == 1) == (count < 500)
    together = " ".join(texts)
    assert all(f"MC-{n:03}" in together for n in range(count))


@pytest.mark.parametrize("count", [1, 20, 60, 300])
@pytest.mark.parametrize("size", ["A4", "A3", "auto"])
@pytest.mark.parametrize("language", ["en", "id"])
def test_nothing_is_smaller_than_six_and_a_half_points(count, size, language):
    tiles = [tile(n, STAGES[n % 9].id, debts=n % 2, title_id="Judul panjang") for n in range(count)]
    assert min(sizes_of(printed(board(tiles), language, size=size))) >= 6.5


def test_a_board_is_as_large_as_its_cards_need():
    plans = [plan_of(board(tile(n, STAGES[2].id) for n in range(count))) for count in (3, 8, 40)]
    assert [plan.size for plan in plans] == ["A4", "A3", "A3"]
    assert [plan.pages > 1 for plan in plans] == [False, False, True]
    made = board(tile(n, STAGES[2].id) for n in range(40))
    assert plan_of(made, size="A4").pages == len(printed(made, size="A4").pages) > plans[2].pages


def test_a_column_that_goes_on_says_so_and_nothing_is_lost():
    reader = printed(board(tile(n, STAGES[2].id) for n in range(60)), size="A4")
    left = 60
    for page in reader.pages:
        text = page.extract_text()
        left -= len(re.findall(r"Title \d+", text))
        assert (f"+ {left} more" in text) == (left > 0)
    assert left == 0


def test_late_cards_stand_first_and_are_marked():
    tiles = [tile(n, STAGES[4].id) for n in range(5)]
    tiles.append(tile(9, STAGES[4].id, planned_end="2026-11-20"))
    text = printed(board(tiles)).pages[0].extract_text()
    assert text.index("MC-LAW-LAW-2609") < text.index("MC-LAW-LAW-2600")
    assert "late 20 Nov 2026" in text
    assert "1 late" in text
    assert "10 d · 2/4" in text


def test_progress_of_components_says_so():
    one = tile(1, STAGES[6].id, done=0, of=32, ready_for=STAGES[7].id, counts_components=1)
    assert "0/32 comp." in printed(board([one])).pages[0].extract_text()
    assert "0/32 komp." in printed(board([one]), "id").pages[0].extract_text()


def test_the_code_is_never_cut_and_the_language_is_followed():
    code = "MC-INTERNATIONALRELATIONS-COMMUNICATION-2699"
    tiles = [tile(1, STAGES[0].id, code=code, status="on_hold", title_id="Judul 😀 <b>")]
    text = printed(board(tiles), "id").pages[0].extract_text()
    assert code in text.replace("\n", "")
    assert "ditunda" in text
    assert "[U+1F600]" in text
    assert "1 kartu" in text


@pytest.mark.parametrize("stages", [8, 12, 14])
@pytest.mark.parametrize("size", ["A4", "A3"])
def test_a_code_stands_on_one_line_however_many_columns_have_cards(stages, size):
    codes = ("MC-MUS-MUS-2601", "MC-SST-CIV-2601", "MC-IST-IS-2601")
    tiles = [tile(n, STAGES[n % stages].id, code=codes[n % 3]) for n in range(3 * stages)]
    read = printed(board(tiles), size=size).pages[0].extract_text().splitlines()
    assert [sum(line.strip() == code for line in read) for code in codes] == [stages] * 3


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
    text = " ".join(page.extract_text() for page in printed(board(tiles), size="A4").pages)
    assert text.count("exception") == 9


def test_the_days_of_a_board_are_in_its_language():
    tiles = [tile(1, STAGES[0].id, planned_end="2026-12-27")]
    made = board(tiles)
    assert "due 27 Dec 2026" in printed(made).pages[0].extract_text()
    told = printed(made, "id").pages[0].extract_text()
    assert "batas 27 Des 2026" in told
    assert " Dec " not in told


def test_a_board_has_its_day_in_its_properties():
    made = board([tile(1, STAGES[0].id)])
    assert printed(made).metadata.creation_date.date() == made.today


@pytest.mark.parametrize(("language", "word"), [("en", "Documentation"), ("id", "Berkelanjutan")])
def test_no_word_of_a_title_breaks_while_other_columns_have_room(language, word):
    tiles = [tile(n, STAGES[n].id) for n in range(14) if n not in (10, 12)]
    title = f"Wound Assessment and {word}"
    tiles[1] = tiles[1]._replace(title_en=title, title_id=title)
    (page,) = printed(board(tiles), language, size="A4").pages
    assert word in page.extract_text()


@pytest.mark.parametrize(("language", "word"), [("en", "late"), ("id", "terlambat")])
def test_a_late_card_says_so_however_narrow_its_column_is(language, word):
    tiles = [tile(n, STAGES[n].id) for n in range(14)]
    tiles[3] = tiles[3]._replace(planned_end="2026-11-11", ready_for="design")
    text = printed(board(tiles), language, size="A4").pages[0].extract_text()
    in_card = text.split("2603")[1].split("2604")[0]
    assert word in in_card
    assert "11 Nov" in in_card


def test_one_idea_and_one_card_are_told_as_one():
    made = board([tile(0, STAGES[0].id)])._replace(ideas=1)
    text = printed(made).pages[0].extract_text()
    assert "1 card " in f"{text} "
    assert "1 ideas" not in text
    assert "1 cards" not in text
    assert "1 idea" in text


@pytest.mark.parametrize(
    ("language", "short", "days"), [("en", "2 Dec", "d"), ("id", "2 Des", "hr")]
)
def test_all_days_of_a_board_stand_in_one_way(language, short, days):
    """One card too narrow for its year leaves it out on all; days have the word of the list."""
    tiles = [tile(n, STAGES[n].id, planned_end="2026-12-02") for n in range(14)]
    text = printed(board(tiles), language, size="A4").pages[0].extract_text()
    assert text.count(f"{short} 2026") in (0, 14)
    tiles = [*tiles[:2], *(tile(n, STAGES[0].id, planned_end="2026-12-02") for n in range(20, 24))]
    text = printed(board(tiles), language, size="A4").pages[0].extract_text()
    assert text.count(f"{short} 2026") in (0, 6)
    assert f"0 {days}" in text or f"6 {days}" in text
