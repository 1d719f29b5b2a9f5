"""Closing a period: what stands in the way, what would become of each card, who may sign.

The same questions are asked by the dialog before, and by the handler when it is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application import periods
from mcdesk.application.lines import signed_line
from mcdesk.application.views import ClosingPlan, PlanLine, SignatureLine
from mcdesk.application.work import refuse
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.definition import Signer
from mcdesk.procedure.period import Period, running
from mcdesk.procedure.records import Card, SignOff
from mcdesk.procedure.stage import Label
from mcdesk.procedure.status import ENDED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.storage_ports import Reader
    from mcdesk.procedure.procedure_definition import ProcedureDefinition
    from mcdesk.procedure.records import ClosedPeriod
    from mcdesk.procedure.situation import Actor

ROLES = ("ctl", "ctl_lead")
"""Who signs for CTL: domain.md, F4, "verified by"."""
ACT = Label("Verifies the register", "Memverifikasi daftar")
MEDIA = ("program", "paper", "pdf", "letter", "minutes")
OFFERED = 2
"""So many regular periods are offered for open cards to go on in."""


def a_period(year: str, semester: str) -> Period:
    """Return a period that a command names, refusing one that is none."""
    period = Period(year.strip(), semester.strip())
    if not period.is_whole:
        said = N_("“{text}” is no period: write an academic year such as 2026/2027, and odd, even "
                  "or short.")  # fmt: skip
        refuse("no_period", said, text=f"{year} {semester}".strip())
    return period


def cards_in(reader: Reader, period: Period) -> tuple[Card, ...]:
    """Return the cards that stand in a period now, by code."""
    ids = [card for card, way in periods.ways(reader).items() if way[-1] == period]
    return tuple(card for id_ in ids if (card := reader.find(Card, id_)) is not None)


def obstacles(reader: Reader, period: Period, after: Period) -> Iterator[Finding]:
    """Yield why a period cannot be closed."""
    if periods.closing_of(reader, period) is not None:
        text = N_("{period} is closed already.")
        yield Finding("closed", text, {"period": period.label})
    elif not cards_in(reader, period):
        text = N_("No micro-credential stands in {period}; there is nothing to close.")
        yield Finding("empty", text, {"period": period.label})
    if not after.is_whole or after.order <= period.order:
        text = N_("Open cards go on in a later period; {after} is not after {period}.")
        yield Finding("not_after", text, {"after": after.label, "period": period.label})
    elif periods.closing_of(reader, after) is not None:
        text = N_("{after} is closed already; choose a later period for the open cards.")
        yield Finding("after_closed", text, {"after": after.label})


def open_after(reader: Reader, period: Period) -> tuple[Period, ...]:
    """Return where open cards can go on: the next two regular periods that are not closed.

    Behind the even semester there is the short one, too.
    """
    found, following = list[Period](), period.following()
    while len(found) < OFFERED:
        if periods.closing_of(reader, following) is None:
            found.append(following)
        following = following.following()
    short = Period(period.year, "short")
    if period.semester == "even" and periods.closing_of(reader, short) is None:
        found.insert(1, short)
    return tuple(found)


def unnamed(reader: Reader, period: Period) -> Finding | None:
    """Return that where open cards go on has to be named, since more than one comes next.

    After the even semester a university has a short one or goes on with the next year.
    """
    short = Period(period.year, "short")
    if period.semester != "even" or periods.closing_of(reader, short) is not None:
        return None
    after = next(each for each in open_after(reader, period) if each != short)
    text = N_("Open cards of {period} can go on in {first} or {second}: name one of them.")
    given = {"period": period.label, "first": short.label, "second": after.label}
    return Finding("name_next", text, given)


def plan(
    knowledge: Knowledge, actor: Actor, procedure: ProcedureDefinition, period: Period,
    after: Period | None,
) -> ClosingPlan:  # fmt: skip
    """Return what would become of each card if a period were closed now.

    Where nobody named a period to go on in, the first that is open is shown.
    """
    reader = knowledge.reader
    later = open_after(reader, period) if period.is_whole else ()
    why = unnamed(reader, period) if after is None and period.is_whole else None
    after = after or next(iter(later), Period())
    found = tuple(obstacles(reader, period, after)) if period.is_whole else (_nameless(),)
    cards = cards_in(reader, period)
    lines = [(card, _plan_line(knowledge, card)) for card in cards]
    held = procedure.rights.get("move", ())
    return ClosingPlan(
        period=period,
        after=after,
        later=later,
        carried=tuple(line for card, line in lines if card.status not in ENDED),
        archived=tuple(line for card, line in lines if card.status in ENDED),
        obstacles=found,
        missing=tuple(_missing(knowledge, period, cards)) if period.is_whole else (),
        signers=_signers(knowledge, procedure),
        may=bool(set(held) & actor.roles),
        unnamed=why,
    )  # fmt: skip


def _signers(knowledge: Knowledge, procedure: ProcedureDefinition) -> tuple[tuple[str, Label], ...]:
    """Return who signs for CTL, by name, with the offices that they hold."""
    held: dict[str, list[Label]] = {}
    for office in knowledge.offices:
        label = procedure.role(office.role).label
        if office.role in ROLES and label not in held.get(office.person_id, []):
            held.setdefault(office.person_id, []).append(label)
    return tuple(
        (
            knowledge.full_name(person),
            Label(", ".join(e.en for e in labels), ", ".join(e.id for e in labels)),
        )
        for person, labels in sorted(held.items(), key=lambda pair: knowledge.name(pair[0]))
    )


def _nameless() -> Finding:
    return Finding("no_period", N_("What has no semester and academic year yet cannot be closed."))


def _plan_line(knowledge: Knowledge, card: Card) -> PlanLine:
    stage = knowledge.situation(card).procedure.stage(card.stage)
    title = Label(card.title_en, card.title_id or card.title_en)
    label = stage.name
    return PlanLine(card.code, title, label)


def _missing(knowledge: Knowledge, period: Period, cards: tuple[Card, ...]) -> Iterator[Finding]:
    """Yield what whoever signs should know, and what does not keep anybody from closing."""
    if period.order >= running(knowledge.today).order:
        text = N_("{period} lasts until {day}. What is entered for it after closing stands in the "
                  "next period.")  # fmt: skip
        given = {"period": period.label, "day": period.last_day().isoformat()}
        yield Finding("runs", text, given, level="warn")
    for earlier in _earlier(knowledge.reader, period):
        text = N_("{earlier} is not closed yet; its open cards go into {period} if it is closed "
                  "first.")  # fmt: skip
        given = {"earlier": earlier.label, "period": period.label}
        yield Finding("earlier_open", text, given, level="warn")
    for card in cards:
        entry = knowledge.situation(card).forms.get(periods.KIND)
        if card.status != "cancelled" and (entry is None or not entry.is_valid):
            text = N_("{code}: CTL has not verified its entry (F4) yet.")
            yield Finding("unverified", text, {"code": card.code}, level="warn")


def _earlier(reader: Reader, period: Period) -> list[Period]:
    """Return the periods before one that are not closed although cards stand in them."""
    closed = {entry.period for entry in periods.closed_now(reader)}
    standing = {way[-1] for way in periods.ways(reader).values()} - closed
    before = (entry for entry in standing if entry.is_whole and entry.order < period.order)
    return sorted(before, key=lambda entry: entry.order)


# --- signatures ---------------------------------------------------------------------------


def decision_over(knowledge: Knowledge, closed: ClosedPeriod) -> SignOff | None:
    """Return the decision that stands over the register of a closed period."""
    kept = knowledge.reader.select(SignOff, form_id=closed.id)
    refuted = knowledge.refuted(kept)
    standing = [
        entry for entry in kept
        if not entry.withdrawn_on and entry.digest == closed.digest and entry.id not in refuted
    ]  # fmt: skip
    return max(standing, key=lambda entry: entry.recorded_at, default=None)


def signature_line(
    knowledge: Knowledge, procedure: ProcedureDefinition, closed: ClosedPeriod
) -> SignatureLine:
    """Return who verified a closed register and how, or that CTL still has to."""
    decision = decision_over(knowledge, closed)
    role = decision.role if decision is not None else ROLES[0]
    label = procedure.role(role).label
    if decision is not None:
        signer = Signer(role, 1, ACT, ("verify",), MEDIA)
        return signed_line(knowledge, decision, signer, label, is_current=True)
    return SignatureLine(role, label, ACT, 1, "waiting", optional=False, decisions=("verify",),
                         media=MEDIA)  # fmt: skip


def why_not_withdraw(
    knowledge: Knowledge, actor: Actor, procedure: ProcedureDefinition, decision: SignOff
) -> Finding | None:
    """Return why somebody may not withdraw the signature of a register."""
    if decision.withdrawn_on:
        text = N_("This sign-off was withdrawn on {on}.")
        return Finding("withdrawn", text, {"on": decision.withdrawn_on})
    if decision.medium == "program":
        if knowledge.same(decision.person_id) == actor.person_id:
            return None
        text = N_("Only {name} can withdraw this signature.")
        return Finding("not_you", text, {"name": knowledge.name(decision.person_id)})
    if set(procedure.rights.get("move", ())) & actor.roles:
        return None
    text = N_("Only CTL can withdraw what was recorded over the register.")
    return Finding("no_right", text)
