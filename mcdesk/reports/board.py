"""Prints the board: fourteen columns under their phases, late cards first.

It is one page as long as its cards fit at a size that can be read; what does not fit stands on
further pages under the same columns.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, Final, Literal

from reportlab.pdfgen.canvas import Canvas

from mcdesk.application.views import CardTile
from mcdesk.procedure.stage import Label, Stage
from mcdesk.reports import fonts, words
from mcdesk.reports.board_card import (
    BESIDE,
    CODE,
    EDGE,
    FACT_LATE,
    INSET,
    LATE_WORD,
    LEAST,
    NAME,
    NARROWEST,
    ROOMY,
    SHORT,
    STAGE,
    BoardPage,
    code_lines_of,
    code_share,
    draw_card,
    needs_line,
    needs_short_day,
    shortened,
    title_words,
)
from mcdesk.reports.drawing import drawing
from mcdesk.reports.fonts import BOLD, REGULAR, Style
from mcdesk.reports.output import date_of, write
from mcdesk.reports.paper import SMALL, TITLE
from mcdesk.reports.pen import INK, MUTED, Pen
from mcdesk.reports.text import Glyphs, lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mcdesk.application.views import Board
    from mcdesk.i18n import Language

Size = Literal["A4", "A3", "auto"]
SIZES: Final = {"A4": (841.89, 595.28), "A3": (1190.55, 841.89)}
SIDE = 24.0
GAP = 3.0
MORE_ROOM = 12.0
"""The room in which a column says that it goes on."""
CARDS_TOP = 122.0
FOOT = 30.0
SHADE = 0xF4F5F7
SQUEEZED = 0.5
"""The share of a column without cards."""
WIDER = 1.5
"""How much wider than the others a column may be for the sake of a long word."""
PHASE = Style(BOLD, 8, 10)
COUNT = Style(BOLD, 10, 12)

NAME_OF = Label("Board of micro-credentials", "Papan kredensial mikro")
CARD, CARDS = Label("card", "kartu"), Label("cards", "kartu")
IDEA, IDEAS = Label("idea", "gagasan"), Label("ideas", "gagasan")
MORE = Label("+ {n} more", "+ {n} lagi")
COUNTER = Label("Page {n} of {of}", "Halaman {n} dari {of}")
LEGEND = Label(
    "d: days in this stage. Late: after the planned end of this stage. Late cards stand first.",
    "hr: hari pada tahap ini. Terlambat: melewati rencana selesai tahap ini. "
    "Kartu terlambat di depan.",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a board lies on paper: the size, and how many pages."""

    size: Literal["A4", "A3"]
    pages: int


_Cards = dict[str, list[CardTile]]


def print_board(
    board: Board, out: BinaryIO | Path, language: Language = "en", *, size: Size = "auto"
) -> int:
    """Print the board and return the number of its pages.

    Raises:
        Trouble: `out` cannot be written.
    """
    with drawing:
        for name in (REGULAR, BOLD):
            fonts.font(name)
        page, cuts = _planned(board, language, size)
        date_of(page.pen.canvas, board.today)
        page.pen.canvas.setTitle(NAME_OF.text(language))
        page.pen.canvas.setCreator("MC Desk")
        page.pen.canvas.setProducer("MC Desk")
        for number, cards in enumerate(cuts, start=1):
            page.pen.new_page(page.size[1])
            _draw(replace(page, number=number, of=len(cuts)), cards)
            page.pen.canvas.showPage()
        data: bytes = page.pen.canvas.getpdfdata()
    write(data, out)
    return len(cuts)


def plan_of(board: Board, language: Language = "en", *, size: Size = "auto") -> Plan:
    """Return how a board would lie on paper, for those who choose."""
    page, cuts = _planned(board, language, size)
    return Plan("A4" if page.size == SIZES["A4"] else "A3", len(cuts))


def _planned(board: Board, language: Language, size: Size) -> tuple[BoardPage, list[_Cards]]:
    """Return the page with its sizes of text, and the cards of each page.

    As large as needed means: A4 where all cards fit onto one page, else A3.
    """
    found = None
    for name in ("A4", "A3") if size == "auto" else (size,):
        canvas = Canvas(BytesIO(), pagesize=SIZES[name], invariant=1, lang=language)
        page = BoardPage(board, language, Pen(canvas, SIZES[name][1]), Glyphs(), SIZES[name])
        cards = {stage.id: _sorted(board, stage) for stage in board.stages}
        page = _fitted(page, cards, _columns(page, cards)[1])
        found = page, _cut(page, cards)
        if len(found[1]) == 1:
            break
    assert found is not None
    return found


def _room(page: BoardPage) -> float:
    return page.size[1] - FOOT - 3 - CARDS_TOP


def _cut(page: BoardPage, cards: _Cards) -> list[_Cards]:
    """Return the cards of each page; a column that goes on leaves room to say so."""
    whole, part = (int((_room(page) - less) // page.height) for less in (0, MORE_ROOM))
    left = dict(cards)
    cuts: list[_Cards] = []
    while not cuts or any(left.values()):
        taken = {id_: len(found) if len(found) <= whole else part for id_, found in left.items()}
        cuts.append({id_: found[: taken[id_]] for id_, found in left.items()})
        left = {id_: found[taken[id_] :] for id_, found in left.items()}
    return cuts


def _draw(page: BoardPage, cards: _Cards) -> None:
    every = {stage.id: _sorted(page.board, stage) for stage in page.board.stages}
    lefts, widths = _columns(page, every)
    _draw_head(page)
    _draw_phases(page, lefts, widths)
    for place, stage in enumerate(page.board.stages):
        column = every[stage.id], cards[stage.id]
        _draw_column(page, stage, *column, lefts[place], widths[place])
    foot = page.size[1] - FOOT + 12
    page.pen.text(SIDE, foot, page.text(LEGEND), SMALL)
    if page.of > 1:
        counter = page.text(COUNTER).format(n=page.number, of=page.of)
        page.pen.right(page.size[0] - SIDE, foot, counter, SMALL)


def _fitted(page: BoardPage, cards: _Cards, widths: Sequence[float]) -> BoardPage:
    """Return the page with one height for all cards, and names that break no word."""
    stage, code, name = STAGE.size, CODE.size, NAME.size
    for place, width in zip(page.board.stages, widths, strict=True):
        words_ = _name(page, place)
        stage = min(stage, *(STAGE.size * width / max(STAGE.width(word), 1) for word in words_))
        for tile in cards[place.id]:
            needed = CODE.width(page.glyphs.clean(tile.code)) or 1
            code = min(code, CODE.size * (width - INSET) / needed)
            longest = max((NAME.width(word) for word in title_words(page, tile)), default=1)
            name = min(name, NAME.size * (width - INSET) / longest)
    page = replace(
        page,
        stage=replace(STAGE, size=max(stage, LEAST)),
        code=replace(CODE, size=max(code, LEAST)),
        name=replace(NAME, size=max(name, LEAST)),
        own_state=True,
    )
    placed = [(tile, width) for place, width in zip(page.board.stages, widths, strict=True)
              for tile in cards[place.id]]  # fmt: skip
    page = replace(page, short_days=any(needs_short_day(page, *each) for each in placed))
    page = replace(page, late_apart=any(needs_line(page, *each) for each in placed))
    shares = [code_share(page, tile, width - INSET) for tile, width in placed]
    page = replace(page, code_share=min(shares, default=1.0))
    tallest = max((len(code_lines_of(page, tile, width - INSET)) for tile, width in placed),
                  default=1)  # fmt: skip
    return _as_tall_as_fits(replace(page, code_lines=tallest), max(map(len, cards.values())))


def _as_tall_as_fits(page: BoardPage, most: int) -> BoardPage:
    """Give titles more lines while the fullest column fits; the state has one of its own."""
    for count in range(ROOMY, SHORT, -1):
        roomy = replace(page, name_lines=count, own_state=True)
        if most * roomy.height <= _room(page):
            return roomy
    return replace(page, name_lines=SHORT, own_state=True)


def _sorted(board: Board, stage: Stage) -> list[CardTile]:
    """Return the cards of a stage: late ones first, then as they stand on the board."""
    found = [tile for tile in board.tiles if tile.stage == stage.id]
    return sorted(found, key=lambda tile: (not tile.is_late(board.today), tile.rank, tile.code))


def _columns(page: BoardPage, cards: _Cards) -> tuple[list[float], list[float]]:
    """Return where the columns begin and how wide they are.

    Empty ones are squeezed, but never so that a word of their name breaks; those whose cards have
    a long word are a little wider than the others.
    """
    stages = page.board.stages
    room = page.size[0] - 2 * SIDE - GAP * (len(stages) - 1)
    empty = [stage for stage in stages if not cards[stage.id]]
    unit = room / max(len(stages) - len(empty) + SQUEEZED * len(empty), 1)
    least = replace(STAGE, size=LEAST)
    squeezed = {
        stage.id: max(unit * SQUEEZED, *(least.width(word) + 1 for word in _name(page, stage)))
        for stage in empty
    }
    filled = [cards[stage.id] for stage in stages if cards[stage.id]]
    needed = _with_codes(
        [_longest_word(page, found) + INSET + 0.5 for found in filled],
        [_longest_code(page, found) + INSET for found in filled],
        room - sum(squeezed.values()),
    )
    names = (stage.id for stage in stages if cards[stage.id])
    full = _shared(room - sum(squeezed.values()), dict(zip(names, needed, strict=True)))
    widths = [squeezed.get(stage.id) or full[stage.id] for stage in stages]
    if len(empty) == len(stages):
        widths = [room / len(stages)] * len(stages)
    lefts = [SIDE + sum(widths[:place]) + GAP * place for place in range(len(widths))]
    return lefts, widths


def _longest_word(page: BoardPage, cards: Sequence[CardTile]) -> float:
    least = replace(NAME, size=LEAST)
    return max(least.width(word) for tile in cards for word in (*title_words(page, tile), ""))


def _longest_code(page: BoardPage, cards: Sequence[CardTile]) -> float:
    least = replace(CODE, size=LEAST)
    widest = max(least.width(page.glyphs.clean(tile.code)) for tile in cards)
    return widest * NARROWEST - BESIDE


def _with_codes(words_: list[float], codes: list[float], room: float) -> list[float]:
    """Return how wide columns have to be for codes, as far as words leave them room for it."""
    more = [max(code - word, 0.0) for word, code in zip(words_, codes, strict=True)]
    free = room - sum(words_)
    part = max(min(free / sum(more), 1.0), 0.0) if any(more) else 0.0
    return [word + part * add for word, add in zip(words_, more, strict=True)]


def _shared(room: float, needed: dict[str, float]) -> dict[str, float]:
    """Share a width among columns: as much as they need, up to a half more than an equal share."""
    if not needed:
        return {}
    wanted = {id_: min(width, WIDER * room / len(needed)) for id_, width in needed.items()}
    if sum(wanted.values()) > room:
        return {id_: width * room / sum(wanted.values()) for id_, width in wanted.items()}
    found: dict[str, float] = {}
    left = room
    for place, id_ in enumerate(sorted(wanted, key=lambda id_: -wanted[id_])):
        found[id_] = max(left / (len(wanted) - place), wanted[id_])
        left -= found[id_]
    return found


def _name(page: BoardPage, stage: Stage) -> list[str]:
    return page.text(stage.short).split() or [""]


def _draw_head(page: BoardPage) -> None:
    board, pen = page.board, page.pen
    late = sum(tile.is_late(board.today) for tile in board.tiles)
    pen.text(SIDE, 44, page.text(NAME_OF), TITLE)
    facts = [
        f"{len(board.tiles)} {page.text(CARD if len(board.tiles) == 1 else CARDS)}",
        f"{late} {page.text(LATE_WORD)}",
        f"{board.ideas} {page.text(IDEA if board.ideas == 1 else IDEAS)}",
        words.day_in(board.today, page.shown),
    ]
    pen.right(page.size[0] - SIDE, 44, "   ·   ".join(facts), Style(REGULAR, 9, 12))
    pen.rule(SIDE, page.size[0] - SIDE, 53, INK, 0.9)
    if any(tile.sample for tile in board.tiles):
        mark = f"{words.SAMPLE.en} / {words.SAMPLE.id}"
        pen.centred(page.size[0] / 2, 24, mark, Style(BOLD, 8, 10, MUTED))


def _draw_phases(page: BoardPage, lefts: Sequence[float], widths: Sequence[float]) -> None:
    for phase in page.board.phases:
        places = [n for n, stage in enumerate(page.board.stages) if stage.phase == phase.id]
        if not places:
            continue
        left, last = lefts[places[0]], places[-1]
        right = lefts[last] + widths[last]
        page.pen.text(left, 68, shortened(page.text(phase.title), PHASE, right - left), PHASE)
        page.pen.rule(left, right, 73, INK, 1.1)


def _draw_column(
    page: BoardPage,
    stage: Stage,
    every: list[CardTile],
    cards: list[CardTile],
    left: float,
    width: float,
) -> None:
    """Draw a column: its name, how many cards it has in all, and those of this page."""
    pen = page.pen
    title = f"{stage.number} {page.text(stage.short)}"
    for place, line in enumerate(lines([(title, page.stage)], width)[:3]):
        pen.line(left, 76 + place * STAGE.leading, line)
    pen.text(left, 113, str(len(every)), COUNT)
    late = sum(tile.is_late(page.board.today) for tile in every)
    if late:
        text = shortened(f"{late} {page.text(LATE_WORD)}", FACT_LATE, width - 16)
        pen.right(left + width, 113, text, FACT_LATE)
    bottom = page.size[1] - FOOT
    pen.frame(left, CARDS_TOP - 4, width, bottom - CARDS_TOP + 4, fill=SHADE, line=0)
    top, height = CARDS_TOP, page.height
    for tile in cards:
        draw_card(page, tile, left + EDGE, top, width - 2 * EDGE, height - 3)
        top += height
    rest = len(every) - (every.index(cards[-1]) + 1 if cards else len(every))
    if rest:
        more = page.text(MORE).format(n=rest)
        pen.centred(left + width / 2, bottom - 5, shortened(more, CODE, width), CODE)
