"""Where everything on a card stands: measured once per card and width, then only painted.

Every card of a density has the same height; texts are cut here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from mcdesk import i18n
from mcdesk.ui import language, theme
from mcdesk.ui.board.badges import badge_of
from mcdesk.ui.board.measure import Ruler, elide, fit_code, short_code, wrap
from mcdesk.ui.board.words import (
    StateLine,
    Tone,
    age_of,
    age_text,
    progress_text,
    rounds_text,
    short_progress,
    state_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mcdesk.application.views import CardTile, Face

Density = Literal["roomy", "normal", "line"]
PAD = 8
STATE_ROWS = 2
MARGIN = 3
FACE = 20
STEP = FACE - 2  # from one face to the next: they touch, and no letter is covered
CHIP = 18
ICON = 13
MARK = ICON + 4
APART = 8
ONE_LINE = 230  # from this width of a column on a card of the smallest density is one line
STACKED = 2  # lines of a title below its code on such a card in a narrower column
SENT_BACK = "corner-up-left"
LONGEST = "MC-MMM-MMM-2600"  # a code as wide as they come


class Measures(NamedTuple):
    """The fonts' sizes and the rows of a card in one density."""

    density: Density
    body: Ruler
    bold: Ruler
    small: Ruler
    height: int
    title_lines: int = 1
    is_stacked: bool = False

    @classmethod
    def of(cls, density: Density, width: int = ONE_LINE) -> Measures:
        """Measure the fonts in use, for columns of this width."""
        body = Ruler(theme.font("body"))
        bold = Ruler(theme.font("body", bold=True))
        small = Ruler(theme.font("small"))
        if density == "line":
            is_stacked, rows = width < ONE_LINE, bold.height()
            if is_stacked:
                rows = small.height() + STACKED * body.height()
            height = rows + 2 * theme.GAP + 2 * MARGIN - 2
            return cls(density, body, bold, small, height, is_stacked=is_stacked)
        lines = 4 if density == "roomy" else 3
        rows = small.height() + 3 + lines * bold.height() + 2 + small.height() + 3
        rows += STATE_ROWS * small.height() + 7 + FACE + 4 + CHIP
        return cls(density, body, bold, small, rows + 2 * PAD + 2 * MARGIN, lines)


class Mark(NamedTuple):
    """A small sign beside the faces, and the name of its colour."""

    icon: str
    tone: Tone


class Sketch(NamedTuple):
    """What is painted on one card, in the card's own coordinates."""

    code: str
    right: str
    right_x: int
    title: tuple[str, ...]
    programme: str
    age: str
    age_x: int
    state: StateLine | None
    state_lines: tuple[str, ...]
    faces: tuple[Face, ...]
    more_faces: int
    due: str
    due_x: int
    due_width: int
    due_signed: bool
    is_late: bool
    progress: str
    progress_x: int
    share: float
    marks: tuple[Mark, ...]
    is_resting: bool


def sketch(tile: CardTile, width: int, measures: Measures, today: date) -> Sketch:
    """Measure one card for a column `width` wide."""
    inner = width - 2 * (PAD + MARGIN)
    small, shown = measures.small, i18n.language()
    code, right, aside, age = _head(tile, today, inner, small)
    age_x = inner - small.width_of(age)
    right_x = inner - small.width_of(right)
    state = state_line(tile)
    is_late = tile.is_late(today)
    due, due_width, is_signed = _due(tile, today, measures, inner)
    progress, marks, faces, more = _people_row(tile, state, inner, small)
    return Sketch(
        code=code,
        right=right,
        right_x=right_x,
        title=wrap(tile.title(shown), inner, measures.title_lines, measures.bold),
        programme=_programme(aside, tile.programme(shown), age_x - APART if age else inner, small),
        age=age,
        age_x=age_x,
        state=state,
        state_lines=_state_lines(state, inner, measures),
        faces=faces,
        more_faces=more,
        due=due,
        due_x=inner - due_width,
        due_width=due_width,
        due_signed=is_signed,
        is_late=is_late,
        progress=progress,
        progress_x=inner - small.width_of(progress),
        share=tile.done / tile.of if tile.of else 0.0,
        marks=marks,
        is_resting=tile.status != "active",
    )


def _people_row(
    tile: CardTile, state: StateLine | None, inner: int, small: Ruler
) -> tuple[str, tuple[Mark, ...], tuple[Face, ...], int]:
    """Return progress, signs, faces, and how many of these do not fit: none covers another.

    The progress is told in the longest words that leave room for a face, at last in figures
    ("0/13"); where even these leave none, the bar below and the spoken text tell it alone.
    """
    every = list(_marks(tile, state))
    found: tuple[str, tuple[Mark, ...], tuple[Face, ...], int] | None = None
    for progress in _progresses(tile):
        room = inner - (small.width_of(progress) + 6 if progress else 0)
        marks = _fitting(every, room)
        faces, more = _faces(tile, room - (len(marks) * MARK + 4 if marks else 0))
        if len(marks) * MARK > room:
            continue
        if found is None or (len(faces), len(marks)) > (len(found[2]), len(found[1])):
            found = progress, marks, faces, more
        if faces or not tile.faces:
            break
    return found or ("", (), (), 0)


def _progresses(tile: CardTile) -> tuple[str, ...]:
    """Return the ways to tell a card's progress, the longest first, at last not in words."""
    if not tile.of:
        return ("",)
    return progress_text(tile), short_progress(tile), f"{tile.done}/{tile.of}", ""


def line_texts(tile: CardTile, inner: int, measures: Measures) -> tuple[str, int, str]:
    """Return what a card of one line says: its code, where its title begins, how it is cut."""
    code = short_code(tile.code)
    x = measures.small.width_of(code) + 6
    return code, x, elide(tile.title(i18n.language()), inner - x - 4, measures.body)


def stacked_texts(
    tile: CardTile, inner: int, beside: int, measures: Measures
) -> tuple[str, tuple[str, ...]]:
    """Return the code, beside which a sign stands, and the lines of the title below it."""
    code = fit_code(short_code(tile.code), inner - beside, measures.small)
    return code, wrap(tile.title(i18n.language()), inner, STACKED, measures.body)


def _marks(tile: CardTile, state: StateLine | None) -> Iterator[Mark]:
    """Yield the signs of the team, debts, scans owed and being sent back; not the state's own."""
    badge = badge_of(tile.id)
    if badge is not None:
        yield Mark(badge.icon, badge.tone)
    if tile.debts:
        yield Mark("flag", "warn")
    if tile.scans_owed:
        yield Mark("paperclip", "warn")
    if tile.back_from and (state is None or state.icon != SENT_BACK):
        yield Mark(SENT_BACK, "warn")


def _fitting(marks: list[Mark], room: int) -> tuple[Mark, ...]:
    """Return the marks that leave room for a face; the most important one is always there."""
    return tuple(marks[: max((room - FACE - 4) // MARK, 1)])


def _head(tile: CardTile, today: date, inner: int, metrics: Ruler) -> tuple[str, str, str, str]:
    """Return the code, right of it round and age, and what goes one row down: round, age.

    A number says little without its programme ("LAW-2603"): where code, round and age do not
    fit into one row, first the round goes beside the programme's name, then the age does. Whether
    codes are whole depends on the column alone, so that those of one column are read alike.
    """
    rounds, age = rounds_text(tile), age_text(tile, today)
    below = metrics.width_of(rounds) + APART + metrics.width_of(age) <= inner or not rounds
    least = ("", rounds, age if below else "")
    ways = ((_joined(rounds, age), "", ""), (age, rounds, ""), (rounds, "", age), least)
    is_whole = inner >= metrics.width_of(LONGEST) + APART + metrics.width_of(age_of(99))
    wanted = (tile.code, short_code(tile.code)) if is_whole else (short_code(tile.code),)
    for code in wanted:
        for way in ways:
            apart = metrics.width_of(way[0]) + APART if way[0] else 0
            if metrics.width_of(code) + apart <= inner:
                return code, *way
    return fit_code(wanted[-1], inner, metrics), *ways[-1]


def _programme(aside: str, name: str, room: int, metrics: Ruler) -> str:
    """Return the programme's name behind the round, which stays whole."""
    shown = elide(_joined(aside, name), room, metrics)
    return shown if shown.startswith(aside) else aside


def _joined(*texts: str) -> str:
    return " · ".join(text for text in texts if text)


def _state_lines(state: StateLine | None, inner: int, measures: Measures) -> tuple[str, ...]:
    """Return the state's words, indented behind its icon: the longest that are not cut."""
    if state is None:
        return ()
    for text in (state.text, *state.shorter):
        lines = measures.small.broken(text, inner - ICON - 5, STATE_ROWS)
        if " ".join(lines).split() == text.split():
            return lines
    return lines


def _due(tile: CardTile, today: date, measures: Measures, inner: int) -> tuple[str, int, bool]:
    """Return the date on the chip, the chip's width, and whether its sign of lateness fits.

    For room it goes without its year, then as numbers; a day without its month says nothing.
    A late date goes without the sign before it goes: red, and the card's edge is marked besides.
    """
    if not tile.planned_end:
        return "", 0, False
    whole = language.short_day(tile.planned_end, today)
    month, day = tile.planned_end[5:7], tile.planned_end[8:10]
    for sign in (ICON + 2, 0) if tile.is_late(today) else (0,):
        for text in (whole, " ".join(whole.split(" ")[:2]), f"{int(day)}/{int(month)}"):
            width = measures.small.width_of(text) + sign + 12
            if width <= inner:
                return text, width, bool(sign)
    return "", 0, False


def _faces(tile: CardTile, room: int) -> tuple[tuple[Face, ...], int]:
    """Return the faces that fit into `room`, touching, and how many do not."""
    fit = max((room - FACE) // STEP + 1, 0) if room >= FACE else 0
    fit = min(fit, 4)
    if len(tile.faces) <= fit:
        return tile.faces, 0
    shown = max(fit - 1, min(fit, 1))
    return tile.faces[:shown], len(tile.faces) - shown if fit > 1 else 0
