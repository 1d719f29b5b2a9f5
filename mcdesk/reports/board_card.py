"""The cards of the printed board: as tall as the page has room for, all of the same height."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.procedure.content import as_date
from mcdesk.procedure.stage import Label
from mcdesk.procedure.status import STATUSES
from mcdesk.reports import words
from mcdesk.reports.fonts import BOLD, REGULAR, Style
from mcdesk.reports.pen import HAIR, MUTED, Pen, baseline_of
from mcdesk.reports.text import Glyphs, Line, lines

if TYPE_CHECKING:
    from mcdesk.application.views import Board, CardTile
    from mcdesk.i18n import Language

LATE = 0x9C2F22
EDGE = 1.0
"""So much of its column a card leaves free at each side."""
INSET = 6.0 + 2 * EDGE
"""What the edges of a card take from the width of its column."""
LEAST = 6.5
"""Nothing on the page is printed smaller: it is read from a wall and across a table."""
BESIDE = 0.8
"""So much nearer to the edge of its card than other texts a code may end."""
NARROWEST = 0.7
"""The letters of codes are narrowed to this share at most, as condensed faces are."""
CODE = Style(BOLD, 7, 8.6)
NAME = Style(REGULAR, 7, 8.4)
FACT = Style(REGULAR, LEAST, 8.2, MUTED)
FACT_LATE = Style(BOLD, LEAST, 8.2, LATE)
STAGE = Style(BOLD, 7.2, 8.8)
ROOMY, SHORT = 6, 3
"""The lines of a card's title where all cards fit onto one page; where they do not."""
CODE_LINES = 6

LATE_WORD = Label("late", "terlambat")
DAYS = Label("d", "hr")
COMPONENTS = Label("comp.", "komp.")
DUE = Label("due", "batas")
DEBT = Label("exception", "pengecualian")
READY = Label("ready", "siap")


@dataclass(frozen=True, slots=True)
class BoardPage:
    """What every part of the page needs."""

    board: Board
    shown: Language
    pen: Pen
    glyphs: Glyphs
    size: tuple[float, float]
    code_lines: int = 1
    code_share: float = 1.0
    """How narrow the letters of codes are, so that each stands on one line."""
    stage: Style = STAGE
    code: Style = CODE
    name: Style = NAME
    late_apart: bool = False
    name_lines: int = SHORT
    own_state: bool = False
    short_days: bool = False
    """Whether days of this year stand without it: all of them do where one card is too narrow."""
    number: int = 1
    of: int = 1

    def text(self, label: Label) -> str:
        return self.glyphs.clean(label.text(self.shown))

    @property
    def height(self) -> float:
        """The height of a card with the gap below it."""
        facts = (3 if self.own_state else 2) + self.late_apart
        text = self.code_lines * CODE.leading + self.name_lines * NAME.leading
        return text + facts * FACT.leading + 10


def code_share(page: BoardPage, tile: CardTile, room: float) -> float:
    """Return how narrow a card's code has to be for one line; 1 where even that does not do."""
    share = (room + BESIDE) / max(page.code.width(page.glyphs.clean(tile.code)), 1)
    return min(share, 1.0) if share >= NARROWEST else 1.0


def code_lines_of(page: BoardPage, tile: CardTile, room: float) -> tuple[Line, ...]:
    """Return a card's code, on several lines where it is very wide: it is never cut."""
    code = [(page.glyphs.clean(tile.code), page.code)]
    width = page.code.width(code[0][0])
    is_one = width * page.code_share <= room + BESIDE + 0.01
    return lines(code, width + 1 if is_one else room)[:CODE_LINES]


def _facts(page: BoardPage, tile: CardTile, room: float) -> list[tuple[str, Style]]:
    """Return what stands below a card's title: age, progress and state; the due date."""
    today = page.board.today
    age, state = f"{tile.age(today)} {page.text(DAYS)}", _state(page, tile)
    share = f"{tile.done}/{tile.of}"
    each = [f"{share} {page.text(COMPONENTS)}"] * bool(tile.counts_components) + [share]
    if page.own_state:
        told = _widest([f"{age} · {one}" for one in each], room)
        found = [(text, FACT) for text in (told, state) if text]
    else:
        told = _widest([_joined([age, one, state]) for one in each] + [_joined([age, state])], room)
        found = [(told, FACT)]
    if tile.planned_end:
        is_late = tile.is_late(today)
        style = FACT_LATE if is_late else FACT
        word = page.text(LATE_WORD if is_late else DUE)
        end = as_date(tile.planned_end)
        day = words.day_in(end, page.shown) if end is not None else tile.planned_end
        day = day.removesuffix(str(today.year)).rstrip() if page.short_days else day
        found += [(text, style) for text in _due(word, day, style, room)]
    return found


def _due(word: str, day: str, style: Style, room: float) -> tuple[str, ...]:
    """Return a due date with its word, as far as there is room for it.

    That a card is late is said however narrow it is, on a line of its own.
    """
    if style.width(f"{word} {day}") <= room:
        return (f"{word} {day}",)
    return (word, day) if style is FACT_LATE else (day,)


def needs_short_day(page: BoardPage, tile: CardTile, width: float) -> bool:
    """Tell whether a card's due date has no room with its word and its year."""
    end = as_date(tile.planned_end)
    if end is None:
        return False
    is_late = tile.is_late(page.board.today)
    text = f"{page.text(LATE_WORD if is_late else DUE)} {words.day_in(end, page.shown)}"
    return (FACT_LATE if is_late else FACT).width(text) > width - INSET


def needs_line(page: BoardPage, tile: CardTile, width: float) -> bool:
    """Tell whether a card's being late needs a line of its own in a column so wide."""
    return sum(style is FACT_LATE for _text, style in _facts(page, tile, width - INSET)) > 1


def title_words(page: BoardPage, tile: CardTile) -> list[str]:
    """Return the words of a card's title, none of which is to be broken."""
    return page.glyphs.clean(tile.title(page.shown)).split()


def _joined(facts: list[str]) -> str:
    return " · ".join(filter(None, facts))


def _widest(texts: list[str], room: float) -> str:
    """Return the first text that fits: the unit of the progress gives way, then the progress."""
    return next((text for text in texts if FACT.width(text) <= room), texts[-1])


def _state(page: BoardPage, tile: CardTile) -> str:
    """Return in a word what is special about a card."""
    if tile.status != "active":
        label = STATUSES.get(tile.status)
        return page.text(label) if label else tile.status
    if tile.debts:
        return page.text(DEBT)
    return page.text(READY) if tile.ready_for else ""


def draw_card(
    page: BoardPage, tile: CardTile, left: float, top: float, width: float, height: float
) -> None:
    """Draw a card into its place."""
    pen, clean = page.pen, page.glyphs.clean
    is_late = tile.is_late(page.board.today)
    pen.frame(left, top, width, height, colour=HAIR, fill=0xFFFFFF, line=0.5)
    if is_late:
        pen.frame(left, top, 2.2, height, fill=LATE, line=0)
    x, y, room = left + 4, top + 3.5, width - INSET + 2 * EDGE
    code = code_lines_of(page, tile, room)
    share = page.code_share if len(code) == 1 else 1.0
    for line in code:
        base = y + baseline_of(line.height, page.code)
        pen.squeezed(x, base, "".join(text for text, *_rest in line.pieces), page.code, share)
        y += CODE.leading
    title = lines([(clean(tile.title(page.shown)), page.name)], room)
    for place, line in enumerate(title[: page.name_lines], start=1):
        text = line.pieces[0][0]
        cut = f"{text}…" if place == page.name_lines < len(title) else text
        pen.text(x, y + baseline_of(NAME.leading, NAME), shortened(cut, page.name, room), page.name)
        y += NAME.leading
    y = top + height - 3 - FACT.leading * len(_facts(page, tile, room))
    for text, style in _facts(page, tile, room):
        pen.text(
            x, y + baseline_of(style.leading, style), shortened(clean(text), style, room), style
        )
        y += style.leading


def shortened(text: str, style: Style, room: float) -> str:
    """Return as much of a text as fits, with an ellipsis where it is cut."""
    if style.width(text) <= room:
        return text
    text = text.rstrip("…")[:200]
    while text and style.width(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
