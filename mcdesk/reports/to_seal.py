"""A frozen form as it is printed to be sealed, now or as it stood at a moment since it was made.

A file that somebody attached may say anything, and its note too: what counts is the print that the
program makes of the version, now or as the journal tells that it stood (docs/decisions/0009).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from mcdesk.application.seals import mark_of_decision, place_names, tag_of
from mcdesk.procedure.calendar import day_of
from mcdesk.procedure.content import Content, as_date
from mcdesk.reports.composed import compose
from mcdesk.reports.drawing import Count, draw_pages, drawing
from mcdesk.reports.form import begun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import FileLine, Sheet, SignatureLine
    from mcdesk.reports.pen import Spot


SHOWN = ("done", "returned", "rejected")
"""The states of the lines that a PDF to be sealed shows as recorded."""


@dataclass(frozen=True, slots=True)
class ToSeal:
    """A version printed to be sealed, the tag of what was decided beside it, and whom it shows.

    `shown` are the marks of the decisions that it shows as recorded, `spots` the signers' places.
    """

    data: bytes
    tag: str
    shown: tuple[str, ...]
    spots: tuple[Spot, ...]


def to_seal(sheet: Sheet, decided: str = "", *, as_before: bool = False) -> ToSeal:
    """Return a version as it is printed now to be sealed, or as earlier programs printed it."""
    shown = (each.sign_off_id for each in shown_in(sheet, decided, as_before=as_before))
    data, spots = print_to_seal(sheet, decided, as_before=as_before)
    return ToSeal(data, tag_of(decided), tuple(map(mark_of_decision, shown)), spots)


def to_seal_then(
    desk: DeskPort,
    form: str,
    revision: str,
    decided: Iterable[str],
    files: Iterable[FileLine],
    step: Callable[[], None] = lambda: None,
) -> Iterator[ToSeal]:
    """Yield a version as it was printed to be sealed since it was made, each print once.

    The days of the files come first, then all: a file may be gone, and its day is that of the
    clock of who sealed it. Earlier programs sealed a print without the decisions of others; theirs
    are as good.

    Args:
        desk: The workspace.
        form: The form's id.
        revision: That of the version.
        decided: What was decided beside its text at any time.
        files: The PDFs that are kept as sealed.
        step: Done at each moment that is looked at.
    """
    known = [*decided]
    seen: list[Sheet] = []
    days = {as_date(day_of(file.added_at)) for file in files}
    for day in (*sorted(filter(None, days), reverse=True), None):
        for _on, sheet in desk.stood(form, revision, day):
            step()
            for each, as_before in product(known, (False, True)):
                drawn = to_be_sealed(sheet, each, as_before=as_before)
                drawn = replace(drawn, as_of=date.min)
                if drawn not in seen:
                    seen.append(drawn)
                    yield to_seal(sheet, each, as_before=as_before)


def print_to_seal(
    sheet: Sheet, decided: str = "", *, as_before: bool = False
) -> tuple[bytes, tuple[Spot, ...]]:
    """Return a frozen form as PDF with the decisions made so far, and the place of each signer.

    It holds what was frozen, with what the signer's decision names beside that (`decided`), if
    anything. Who signs for something else has no place in it (docs/decisions/0009).
    """
    names = place_names(line.role for line in sheet.signatures)
    shut = {name for name, line in zip(names, sheet.signatures, strict=True)
            if _is_shut(sheet, line, decided)}  # fmt: skip
    sheet = to_be_sealed(sheet, decided, as_before=as_before)
    form = compose(sheet)
    with drawing:
        canvas = begun([form], [sheet])
        spots = draw_pages(canvas, form, "f0", 0, Count(1, len(form.pages)))
        data: bytes = canvas.getpdfdata()
    named = zip(place_names(spot.name for spot in spots), spots, strict=True)
    return data, tuple(replace(spot, name=name) for name, spot in named if name not in shut)


def to_be_sealed(sheet: Sheet, decided: str = "", *, as_before: bool = False) -> Sheet:
    """Return a frozen form with what is printed of it to be sealed, and nothing else.

    What is attached and the versions before are told beside it: a removal for ever changes them.
    """
    to_sign = _to_sign_before if as_before else _to_sign
    lines = tuple(to_sign(sheet, line, decided) for line in sheet.signatures)
    return replace(sheet, signatures=lines, living=Content(), debts=(), remarks=(),
                   attached=(), versions=(),
                   valid=sheet.wrong_figures is None,
                   content=sheet.content if decided else unstated(sheet),
                   to_seal=True, as_before=as_before)  # fmt: skip


def shown_in(sheet: Sheet, decided: str, *, as_before: bool = False) -> tuple[SignatureLine, ...]:
    """Return the lines that a PDF to be sealed shows as recorded: those decided before."""
    to_sign = _to_sign_before if as_before else _to_sign
    return tuple(line for line in sheet.signatures if to_sign(sheet, line, decided) is line)


def _is_shut(sheet: Sheet, line: SignatureLine, decided: str) -> bool:
    """Tell whether who signs in a line does so in another PDF than that with what was decided."""
    if not decided:
        return _states(sheet, line.role)
    return line.state == "done" and line.decided != decided


def _to_sign(sheet: Sheet, line: SignatureLine, decided: str) -> SignatureLine:
    """Return a signer's line as a PDF to be sealed has it: what was decided so far, or nothing.

    A PDF without a result says of who decided over that only that they do so in another one.
    """
    is_apart = not decided and (bool(line.decided) or _states(sheet, line.role))
    if line.state in SHOWN and not is_apart:
        return line
    return _open(line, "apart" if is_apart else "waiting")


def _to_sign_before(_sheet: Sheet, line: SignatureLine, decided: str) -> SignatureLine:
    """Return a signer's line as earlier programs had it: empty, unless signed before a result."""
    if decided and line.state == "done" and line.decided != decided:
        return line
    return _open(line, "waiting")


def _open(line: SignatureLine, state: str) -> SignatureLine:
    return replace(line, state=state, decision="", decisions=(), keyed=False, scan_owed=False,
                   to_stage=None)  # fmt: skip


def _states(sheet: Sheet, role: str) -> bool:
    """Tell whether a role decides something beside the frozen text."""
    return any(sheet.definition.fields[path].decided_by == role for path in sheet.stated)


def unstated(sheet: Sheet) -> Content:
    """Return the frozen text without what is decided beside it."""
    told = {path: value for path, value in sheet.content.values.items()
            if path.split(".", 1)[0] not in sheet.stated}  # fmt: skip
    return Content(told, sheet.content.rows)
