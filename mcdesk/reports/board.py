"""Prints the board as one page: fourteen columns under their phases, late cards first."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, Final, Literal

from reportlab.pdfgen.canvas import Canvas

from mcdesk.procedure.stage import Label, Stage
from mcdesk.reports import fonts, words
from mcdesk.reports.board_card import (
    CODE,
    FACT_LATE,
    INSET,
    LATE_WORD,
    ROOMY,
    STAGE,
    BoardPage,
    code_lines_of,
    draw_card,
    shortened,
)
from mcdesk.reports.fonts import BOLD, REGULAR, Style
from mcdesk.reports.form import drawing
from mcdesk.reports.output import write
from mcdesk.reports.paper import SMALL, TITLE
from mcdesk.reports.pen import INK, MUTED, Pen
from mcdesk.reports.text import Glyphs, lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mcdesk.application.views import Board, CardTile
    from mcdesk.i18n import Language

Size = Literal["A4", "A3", "auto"]
SIZES: Final = {"A4": (841.89, 595.28), "A3": (1190.55, 841.89)}
MANY = 42
"""With more cards than this the page is an A3."""
SIDE = 28.0
GAP = 4.0
CARDS_TOP = 122.0
FOOT = 30.0
SHADE = 0xF4F5F7
LEAST = 4.6
SQUEEZED = 0.75
"""The share of a column without cards."""
PHASE = Style(BOLD, 8, 10)
COUNT = Style(BOLD, 10, 12)

NAME_OF = Label("Board of micro-credentials", "Papan kredensial mikro")
CARDS = Label("cards", "kartu")
IDEAS = Label("ideas", "gagasan")
MORE = Label("+ {n} more", "+ {n} lagi")
LEGEND = Label(
    "d: days in this stage. Late: after the planned end of this stage. Late cards stand first.",
    "h: hari pada tahap ini. Terlambat: melewati rencana selesai tahap ini. "
    "Kartu terlambat di depan.",
)


def print_board(
    board: Board, out: BinaryIO | Path, language: Language = "en", *, size: Size = "auto"
) -> int:
    """Print the board on exactly one page and return 1.

    Raises:
        Trouble: `out` cannot be written.
    """
    wanted = size if size != "auto" else "A3" if len(board.tiles) > MANY else "A4"
    with drawing:
        for name in (REGULAR, BOLD):
            fonts.font(name)
        canvas = Canvas(BytesIO(), pagesize=SIZES[wanted], invariant=1, lang=language)
        canvas.setTitle(NAME_OF.text(language))
        canvas.setCreator("MC Desk")
        canvas.setProducer("MC Desk")
        page = BoardPage(board, language, Pen(canvas, SIZES[wanted][1]), Glyphs(), SIZES[wanted])
        _draw(page)
        canvas.showPage()
        data: bytes = canvas.getpdfdata()
    write(data, out)
    return 1


def _draw(page: BoardPage) -> None:
    cards = {stage.id: _sorted(page.board, stage) for stage in page.board.stages}
    lefts, widths = _columns(page, cards)
    page = _fitted(page, cards, widths)
    _draw_head(page)
    _draw_phases(page, lefts, widths)
    for place, stage in enumerate(page.board.stages):
        _draw_column(page, stage, cards[stage.id], lefts[place], widths[place])
    foot = page.size[1] - FOOT + 12
    page.pen.text(SIDE, foot, page.text(LEGEND), SMALL)


def _fitted(
    page: BoardPage, cards: dict[str, list[CardTile]], widths: Sequence[float]
) -> BoardPage:
    """Return the page with one height for all cards, and names that break no word."""
    stage, code, tallest = STAGE.size, CODE.size, 1
    for place, width in zip(page.board.stages, widths, strict=True):
        words_ = page.text(place.short).split()
        stage = min(stage, *(STAGE.size * width / STAGE.width(word) for word in words_))
        for tile in cards[place.id]:
            needed = CODE.width(page.glyphs.clean(tile.code)) or 1
            code = min(code, CODE.size * (width - INSET) / needed)
    page = replace(
        page,
        stage=replace(STAGE, size=max(stage, LEAST)),
        code=replace(CODE, size=max(code, LEAST)),
    )
    for place, width in zip(page.board.stages, widths, strict=True):
        for tile in cards[place.id]:
            tallest = max(tallest, len(code_lines_of(page, tile, width - INSET)))
    return _as_tall_as_fits(replace(page, code_lines=tallest), max(map(len, cards.values())))


def _as_tall_as_fits(page: BoardPage, most: int) -> BoardPage:
    """Give titles more lines, and the state one of its own, while the fullest column fits."""
    room = page.size[1] - FOOT - 3 - CARDS_TOP
    for count in range(ROOMY, 1, -1):
        roomy = replace(page, name_lines=count, own_state=True)
        if most * roomy.height <= room:
            return roomy
    return page


def _sorted(board: Board, stage: Stage) -> list[CardTile]:
    """Return the cards of a stage: late ones first, then as they stand on the board."""
    found = [tile for tile in board.tiles if tile.stage == stage.id]
    return sorted(found, key=lambda tile: (not tile.is_late(board.today), tile.rank, tile.code))


def _columns(page: BoardPage, cards: dict[str, list[CardTile]]) -> tuple[list[float], list[float]]:
    """Return where the columns begin and how wide they are; empty ones are squeezed."""
    stages = page.board.stages
    shares = [1.0 if cards[stage.id] else SQUEEZED for stage in stages]
    if all(share == SQUEEZED for share in shares):
        shares = [1.0] * len(shares)
    room = page.size[0] - 2 * SIDE - GAP * (len(stages) - 1)
    widths = [room * share / max(sum(shares), 1) for share in shares]
    lefts = [SIDE + sum(widths[:place]) + GAP * place for place in range(len(widths))]
    return lefts, widths


def _draw_head(page: BoardPage) -> None:
    board, pen = page.board, page.pen
    late = sum(tile.is_late(board.today) for tile in board.tiles)
    pen.text(SIDE, 44, page.text(NAME_OF), TITLE)
    facts = [
        f"{len(board.tiles)} {page.text(CARDS)}",
        f"{late} {page.text(LATE_WORD)}",
        f"{board.ideas} {page.text(IDEAS)}",
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
    page: BoardPage, stage: Stage, cards: list[CardTile], left: float, width: float
) -> None:
    pen = page.pen
    title = f"{stage.number} {page.text(stage.short)}"
    for place, line in enumerate(lines([(title, page.stage)], width)[:3]):
        pen.line(left, 77 + place * STAGE.leading, line)
    pen.text(left, 113, str(len(cards)), COUNT)
    late = sum(tile.is_late(page.board.today) for tile in cards)
    if late:
        text = shortened(f"{late} {page.text(LATE_WORD)}", FACT_LATE, width - 16)
        pen.right(left + width, 113, text, FACT_LATE)
    bottom = page.size[1] - FOOT
    pen.frame(left, CARDS_TOP - 4, width, bottom - CARDS_TOP + 4, fill=SHADE, line=0)
    top, room = CARDS_TOP, bottom - 3
    height = page.height
    for place, tile in enumerate(cards):
        rest = len(cards) - place
        limit = room if rest == 1 else room - 12
        if top + height > limit:
            more = page.text(MORE).format(n=rest)
            pen.centred(left + width / 2, room - 2, shortened(more, CODE, width), CODE)
            break
        draw_card(page, tile, left + 2, top, width - 4, height - 3)
        top += height
