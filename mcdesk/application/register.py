"""The register of course development of a period, from the forms of its cards (domain.md, F4).

Each card is read in a transaction of its own, so that nobody has to wait for a long register.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mcdesk.application import audit_words
from mcdesk.application.logo import logo_of
from mcdesk.application.statement import ctl_signer
from mcdesk.application.taking import TakingReading
from mcdesk.application.views import Period, Register, RegisterLine
from mcdesk.procedure.canonical import decimal
from mcdesk.procedure.content import Content, as_date
from mcdesk.procedure.inspect import whole_content
from mcdesk.procedure.records import Card, Form, FormValue
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.ports import Progress
    from mcdesk.procedure.situation import Actor

KIND = "F4"


class RegisterReading(TakingReading):
    """A desk that knows the register, too."""

    def register(
        self, period: Period | None = None, progress: Progress | None = None
    ) -> Register | None:
        """Return the register of a period, or of the present one; None where cancelled."""
        with self.store.read() as reader:
            knowledge, _actor = self._knowledge(reader)
            found = periods_of(knowledge)
            wanted = period if period is not None else present_period(knowledge.today, found)
            cards = found.get(wanted, ())
        lines = []
        for place, card in enumerate(cards):
            if progress is not None and not progress(place, len(cards)):
                return None
            with self.store.read() as reader:
                line = register_line(self._knowledge(reader)[0], card)
            if line is not None:
                lines.append(line)
        with self.store.read() as reader:
            return _whole(*self._knowledge(reader), wanted, found, lines)


def periods_of(knowledge: Knowledge) -> Mapping[Period, tuple[str, ...]]:
    """Return the cards (ids) of every period, by code; a card stands in one period only."""
    reader = knowledge.reader
    said: dict[str, dict[str, str]] = {}
    for path in ("year", "semester"):
        for value in reader.select(FormValue, path=path):
            if not value.deleted:
                said.setdefault(value.form_id, {})[path] = str(json.loads(value.value) or "")
    of_card: dict[str, Period] = {}
    forms = (form for form in reader.select(Form, kind=KIND) if not form.deleted)
    for form in sorted(forms, key=lambda form: (not form.superseded, form.round, form.id)):
        told = said.get(form.id, {})
        of_card[form.card_id] = Period(
            told.get("year", "").strip(), told.get("semester", "").strip()
        )
    found: dict[Period, list[str]] = {}
    cards = (card for card in reader.select(Card) if not card.deleted)
    for card in sorted(cards, key=lambda card: card.code):
        found.setdefault(of_card.get(card.id, Period()), []).append(card.id)
    return {period: tuple(found[period]) for period in found}


def present_period(today: date, found: Mapping[Period, Sequence[str]]) -> Period:
    """Return the semester that runs, where it has a register; else the latest that has one."""
    year = today.year if today.month >= 8 else today.year - 1
    semester = "odd" if today.month >= 8 or today.month == 1 else "even"
    running = Period(f"{year}/{year + 1}", semester)
    return running if running in found else max(found, key=lambda p: p.order, default=running)


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
        status=audit_words.STATUSES.get(card.status, Label(card.status, card.status)),
        accepted=_whole_number(content, "state.accepted"),
        late=(_whole_number(content, "state.late") or 0) if card.status == "active" else 0,
        lms_name=content.text("lms_name"),
        changed_on=as_date(str(changes[0]["at"])[:10]) if changes else None,
        remarks=content.text("remarks"),
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
    found: Mapping[Period, Sequence[str]],
    lines: Sequence[RegisterLine],
) -> Register:
    signer = ctl_signer(knowledge)
    known = sorted({*found, period}, key=lambda entry: entry.order, reverse=True)
    return Register(
        period=period,
        periods=tuple(known),
        as_of=knowledge.today,
        workspace=str(knowledge.stored_settings.get("name") or ""),
        sample=bool(knowledge.stored_settings.get("sample")),
        prepared_by=knowledge.full_name(actor.person_id),
        verified_by=signer.full_name if signer else "",
        lines=tuple(lines),
        of=len(lines),
        logo=logo_of(knowledge),
    )
