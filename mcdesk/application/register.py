"""The register of course development of a period, from the forms of its cards (domain.md, F4).

Each card is read in a transaction of its own, so that nobody has to wait for a long register.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application import closing
from mcdesk.application.allowed import procedure_of_today
from mcdesk.application.lines import file_lines
from mcdesk.application.logo import house_of, logo_of
from mcdesk.application.periods import (
    KIND,
    carried_from,
    closed_now,
    closing_of,
    closings,
    lines_of,
    period_of,
    way_of_card,
    ways,
)
from mcdesk.application.taking import TakingReading
from mcdesk.application.views import ChangedLine, Closing, Register, RegisterLine
from mcdesk.procedure.calendar import day_of
from mcdesk.procedure.canonical import decimal
from mcdesk.procedure.content import Content, as_date
from mcdesk.procedure.inspect import whole_content
from mcdesk.procedure.period import Period, running
from mcdesk.procedure.records import Card, StoredFile
from mcdesk.procedure.stage import Label
from mcdesk.procedure.status import STATUSES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.ports import Progress
    from mcdesk.application.storage_ports import Reader
    from mcdesk.application.views import CardTile, ClosingPlan
    from mcdesk.procedure.records import ClosedPeriod
    from mcdesk.procedure.situation import Actor


class RegisterReading(TakingReading):
    """A desk that knows the register, too."""

    def register(
        self,
        period: Period | None = None,
        progress: Progress | None = None,
        *,
        version: int = 0,
    ) -> Register | None:
        """Return the register of a period, or of the present one; None where cancelled.

        Of a closed one it says what was signed, with what has changed since; of an earlier
        `version`, which was reopened, what was frozen then. What is no version is the present one.
        """
        with self.store.read() as reader:
            knowledge, _actor = self._knowledge(reader)
            found = periods_of(reader)
            closed = frozenset(entry.period for entry in closed_now(reader))
            wanted = (
                period
                if period is not None
                else present_period(
                    knowledge.today, [each for each in found if each not in closed] or found
                )
            )
            kept = closing_of(reader, wanted, version) or closing_of(reader, wanted)
        signed = lines_of(json.loads(kept.content)) if kept is not None else ()
        cards = tuple(line.card_id for line in signed) if signed else found.get(wanted, ())
        lines = []
        for place, card in enumerate(cards):
            if progress is not None and not progress(place, len(cards)):
                return None
            with self.store.read() as reader:
                lines.append(register_line(self._knowledge(reader)[0], card))
        with self.store.read() as reader:
            told = tuple(line for line in lines if line is not None)
            whole = _whole(*self._knowledge(reader), wanted, found, told)
            whole = replace(whole, is_writable=self.store.is_writable)
            if kept is None:
                return whole
            return _as_signed(self._knowledge(reader)[0], whole, kept, signed, lines)

    def archived(self) -> tuple[CardTile, ...]:
        """Return the cards that are off the board."""
        return self.store.tiles("archived")

    def closing(self, period: Period, after: Period | None = None) -> ClosingPlan:
        """Return what would become of each card if a period were closed, and what is missing."""
        with self.store.read() as reader:
            knowledge, actor = self._knowledge(reader)
            return closing.plan(knowledge, actor, procedure_of_today(knowledge), period, after)


def periods_of(reader: Reader) -> Mapping[Period, tuple[str, ...]]:
    """Return the cards (ids) of every period, by code; a card stands in one period at a time."""
    found: dict[Period, list[str]] = {entry.period: [] for entry in closed_now(reader)}
    for card, way in ways(reader).items():
        found.setdefault(way[-1], []).append(card)
    return {period: tuple(found[period]) for period in found}


def present_period(today: date, found: Collection[Period]) -> Period:
    """Return the semester that runs, where it has a register; else the latest that has one."""
    now = running(today)
    return now if now in found else max(found, key=lambda p: p.order, default=now)


def register_line(knowledge: Knowledge, card_id: str) -> RegisterLine | None:
    """Return a card's line, with what its forms say today; None where it was taken back."""
    card = knowledge.reader.find(Card, card_id)
    if card is None or card.deleted:
        return None
    situation = knowledge.situation(card)
    state = situation.forms.get(KIND)
    definition = state.definition if state is not None else situation.definitions.get(KIND)
    content = state.content if state is not None else Content()
    if definition is not None:
        content = whole_content(definition, content, situation.surroundings)
    programme = knowledge.programmes.get(card.programme_id)
    faculty = knowledge.faculties.get(situation.faculty_id)
    stage = situation.procedure.stage(card.stage)
    facts = situation.facts
    changes = knowledge.reader.journal(card=card.id, limit=1)
    return RegisterLine(
        card_id=card.id,
        code=card.code,
        title=Label(card.title_en, card.title_id or card.title_en),
        faculty=faculty.code if faculty else "",
        programme=Label(programme.name_en, programme.name_id or programme.name_en)
        if programme
        else Label("", ""),
        sme=knowledge.name(str(facts.get("team.sme") or "")),
        designer=knowledge.name(str(facts.get("team.id") or "")),
        gd=knowledge.name(content.text("gd") or str(facts.get("team.gd") or "")),
        dcs=knowledge.name(content.text("dcs") or str(facts.get("team.dcs") or "")),
        origin=_both(content.text("plan.origin")),
        hours=content.number("plan.hours"),
        sks=content.number("plan.sks"),
        modules=_whole_number(content, "plan.modules") or None,
        start=as_date(content.text("plan.start")),
        opening=as_date(content.text("plan.opening") or str(facts.get("card.opening") or "")),
        stage_number=stage.number,
        stage=stage.title,
        status=STATUSES.get(card.status, Label(card.status, card.status)),
        accepted=_whole_number(content, "state.accepted"),
        late=(_whole_number(content, "state.late") or 0) if card.status == "active" else 0,
        lms_name=content.text("lms_name"),
        changed_on=as_date(day_of(str(changes[0]["at"]))) if changes else None,
        remarks=content.text("remarks"),
        carried_from=carried_from(way_of_card(knowledge.reader, card)),
    )


def _both(words: str) -> Label:
    """Return words that a definition gives as `English / Indonesian`."""
    english, mark, indonesian = words.partition(" / ")
    return Label(english, indonesian if mark else english)


def _whole_number(content: Content, path: str) -> int | None:
    found = decimal(content.text(path))
    return int(found) if found is not None else None


def _whole(
    knowledge: Knowledge,
    actor: Actor,
    period: Period,
    found: Collection[Period],
    lines: tuple[RegisterLine, ...],
) -> Register:
    reader, procedure = knowledge.reader, procedure_of_today(knowledge)
    rights = {key for key, held in procedure.rights.items() if set(held) & actor.roles}
    kept = [entry for entry in closings(reader) if period_of(entry) == period]
    return Register(
        period=period,
        periods=tuple(sorted({*found, period}, key=lambda entry: entry.order, reverse=True)),
        as_of=knowledge.today,
        workspace=house_of(knowledge),
        sample=bool(knowledge.stored_settings.get("sample")),
        prepared_by=knowledge.full_name(actor.person_id),
        lines=lines,
        of=len(lines),
        logo=logo_of(knowledge),
        earlier=tuple(_closing(knowledge, entry) for entry in kept if entry.reopened_on),
        closed=frozenset(entry.period for entry in closed_now(reader)),
        today=knowledge.today,
        rights=frozenset(rights),
    )


def _as_signed(
    knowledge: Knowledge,
    present: Register,
    kept: ClosedPeriod,
    signed: tuple[RegisterLine, ...],
    today: Sequence[RegisterLine | None],
) -> Register:
    """Return the register of a closed period as it was frozen, what changed since apart."""
    content, closed = json.loads(kept.content), _closing(knowledge, kept)
    stands = not kept.reopened_on
    pairs = (ChangedLine(*pair) for pair in zip(signed, today, strict=True) if stands)
    return replace(
        present,
        as_of=as_date(closed.closed_on) or present.as_of,
        workspace=str(content["workspace"]),
        prepared_by=str(content["prepared_by"]),
        lines=signed,
        of=len(signed),
        closing=closed,
        since=tuple(pair for pair in pairs if pair.line is None or pair.changes),
    )


def _closing(knowledge: Knowledge, kept: ClosedPeriod) -> Closing:
    signature = closing.signature_line(knowledge, procedure_of_today(knowledge), kept)
    found = (knowledge.reader.find(StoredFile, signature.evidence_id),)
    files = file_lines(knowledge, [file for file in found if file is not None])
    return Closing(
        version=kept.version,
        number=kept.number,
        digest=kept.digest,
        closed_on=kept.closed_on,
        closed_by=knowledge.name(kept.closed_by),
        after=Period(kept.next_year, kept.next_semester),
        signature=signature,
        evidence=files[0] if files else None,
        reopened_on=kept.reopened_on,
        reopened_by=knowledge.name(kept.reopened_by) if kept.reopened_by else "",
        reopened_reason=kept.reopened_reason,
    )
