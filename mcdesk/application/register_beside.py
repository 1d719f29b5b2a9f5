"""The register of a period whose closing could not be kept, beside what would be frozen now.

A closing freezes the register and is signed over its digest (decisions.md, 24): done again it
freezes what the forms say then, so a person sees first where that differs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.application import periods
from mcdesk.application.asked import said_in_both
from mcdesk.application.beside import beside
from mcdesk.application.closing import cards_in
from mcdesk.application.days import show_date
from mcdesk.application.journal import made_in
from mcdesk.application.register import register_line
from mcdesk.application.views import ChangedLine, Collided
from mcdesk.i18n import N_
from mcdesk.procedure.canonical import text_digest
from mcdesk.procedure.digest import short_digest
from mcdesk.procedure.records import ClosedPeriod
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mcdesk.application.beside import Beside
    from mcdesk.application.journal import Event
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.views import RegisterLine

LOST = N_("What was frozen is the register of {period} with the digest {digest}.")
OTHER = N_("Another register would be frozen now. Places that differ: {n}, below.")
SAME = N_("The register says the same now; closed again it has another digest.")


@dataclass(frozen=True, slots=True)
class RegisterBeside:
    """A register that was frozen, beside what stands in its place now; `digest` is of that."""

    lost: ClosedPeriod
    digest: str
    places: tuple[Collided, ...]
    path: str = ""
    is_frozen: bool = False
    is_so: bool = False

    @property
    def is_same(self) -> bool:
        """Whether all micro-credentials stand there as they did."""
        return not self.places

    def said(self) -> tuple[Label, ...]:
        """Return in words which register was frozen, and what stands there now."""
        given = {"period": periods.period_of(self.lost).label, "n": len(self.places),
                 "digest": short_digest(self.lost.digest)}  # fmt: skip
        return tuple(said_in_both(text, **given)
                     for text in (SAME if self.is_same else OTHER, LOST))  # fmt: skip


def text_beside(knowledge: Knowledge, event: Event) -> Beside | RegisterBeside | None:
    """Return the text that an event froze, of a form or a register, beside what stands there."""
    return beside(knowledge, event) or _register_beside(knowledge, event)


def _register_beside(knowledge: Knowledge, event: Event) -> RegisterBeside | None:
    """Return the register that a closing froze beside that of now; None where it is closed."""
    lost = made_in(event, ClosedPeriod)
    if lost is None or event.kind != "PeriodClosed":
        return None
    period = periods.period_of(lost)
    if periods.closing_of(knowledge.reader, period) is not None:
        return None
    was = {line.card_id: line for line in periods.lines_of(json.loads(lost.content))}
    found = (register_line(knowledge, card.id) for card in cards_in(knowledge.reader, period))
    now = {line.card_id: line for line in found if line is not None}
    mark = text_digest(periods.content_text(period, {}, now.values()))
    return RegisterBeside(lost, mark, tuple(_places(was, now)))


def _places(
    was: Mapping[str, RegisterLine], now: Mapping[str, RegisterLine]
) -> Iterator[Collided]:  # fmt: skip
    """Yield what stood there otherwise, and the micro-credentials that came or went."""
    for id_, line in was.items():
        if id_ not in now:
            yield Collided(Label(line.code, line.code), line.title.text(), "", "")
            continue
        for head, old, new in ChangedLine(line, now[id_]).changes:
            label = Label(f"{line.code}, {head.en}", f"{line.code}, {head.id}")
            yield Collided(label, _text(old), "", _text(new))
    for id_, line in now.items():
        if id_ not in was:
            yield Collided(Label(line.code, line.code), "", "", line.title.text())


def _text(fact: object) -> str:
    if isinstance(fact, Label):
        return fact.text()
    return show_date(str(fact)) if hasattr(fact, "isoformat") else str(fact)
