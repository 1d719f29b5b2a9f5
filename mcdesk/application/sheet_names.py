"""Which sheet of a form is meant where a card has several: meetings, rounds, loops, assessors.

A sheet is named by what makes it another one: `2` is the second meeting or the second round,
`1.3` the third loop of the first round. `R10:3` alone is the third loop of the present round, and
`F7:M2` module 2 of the present design document, where that is signed module by module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.procedure.records import Form


def sheet_of(per: Iterable[str], scope: str, round_: int, loop: int) -> str:
    """Return the name of a sheet; "" where a form has one only."""
    kinds = tuple(per)
    parts = [str(round_)] if "round" in kinds else []
    parts += [str(loop)] if "loop" in kinds else []
    parts += [scope] if scope else []
    return ".".join(parts)


ROUND, LOOP = Label("round {n}", "putaran {n}"), Label("loop {n}", "siklus {n}")
SCOPES = {
    "meeting": Label("meeting {n}", "pertemuan {n}"),
    "assessor": Label("assessor {n}", "penilai {n}"),
}

PARTS = {"course": Label("the course", "kursus"),
         "stray": Label("rows of no module", "baris tanpa modul")}  # fmt: skip
MODULE, SHEET = Label("module {n}", "modul {n}"), Label("sheet {n}", "lembar {n}")
"""What the parts of a form are called that is signed module by module, and its sheets."""


def sheet_words(per: Iterable[str], scope: str, round_: int, loop: int) -> Label:
    """Return what paper calls a sheet: round 1, assessor 2; nothing where a form has one only."""
    kinds = tuple(per)
    told = [(ROUND, str(round_))] if "round" in kinds else []
    told += [(LOOP, str(loop))] if "loop" in kinds else []
    told += [(SCOPES[kind], scope) for kind in kinds if scope and kind in SCOPES]
    return Label(", ".join(label.en.format(n=n) for label, n in told),
                 ", ".join(label.id.format(n=n) for label, n in told))  # fmt: skip


def form_words(form: str) -> Label:
    """Return what a person reads for a form that a line names: F7:M2 is F7, module 2."""
    kind, mark, scope = form.partition(":")
    if not mark:
        return Label(form, form)
    number = scope.removeprefix("M")
    words = PARTS.get(scope) or (MODULE if number != scope else SHEET)
    return Label(*(f"{kind}, {said.format(n=number)}" for said in (words.en, words.id)))


def find_sheet(
    forms: Iterable[Form], per: Iterable[str], name: str, present_round: int
) -> Form | None:
    """Return the sheet with this name, or None."""
    kinds = tuple(per)
    is_below = "loop" in kinds or not name.replace(".", "").isdecimal()
    wanted = {name, f"{present_round}.{name}"} if is_below else {name}
    found = [form for form in forms if sheet_of(kinds, form.scope, form.round, form.loop) in wanted]
    exact = [f for f in found if sheet_of(kinds, f.scope, f.round, f.loop) == name]
    return next(iter((*exact, *found)), None)
