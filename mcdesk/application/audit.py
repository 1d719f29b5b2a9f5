"""What an audit visit is shown of a programme or a faculty over a period, as tables.

Each card is read in a transaction of its own, so that nobody has to wait for a long audit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mcdesk.application import audit_words as own
from mcdesk.application import letters, namesakes, queries, shelf
from mcdesk.application.acting_words import acting_words
from mcdesk.application.decisions import decision_lines
from mcdesk.application.logo import house_of, logo_of
from mcdesk.application.return_words import with_stage
from mcdesk.application.views import Audit, AuditTable, Extent, Fact
from mcdesk.application.work import refuse
from mcdesk.i18n import N_
from mcdesk.procedure.content import as_date
from mcdesk.procedure.records import Card, Programme
from mcdesk.procedure.rows import content_from_text
from mcdesk.procedure.stage import Label
from mcdesk.procedure.status import ENDED, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.views import DecisionLine
    from mcdesk.procedure.definition import Choice
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.situation import Actor, Situation

Row = tuple[Fact, ...]


@dataclass
class Gathered:
    """The rows of every table so far; people have names, or numbers where names are left out."""

    extent: Extent
    rows: dict[str, list[Row]] = field(default_factory=lambda: {id_: [] for id_ in own.TABLES})
    load: dict[tuple[str, str], list[tuple[str, bool]]] = field(default_factory=dict)
    roles: dict[str, Label] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    cards: int = 0

    def person(self, name: str) -> Fact:
        """Return a person's name, or what stands for it."""
        if not name or self.extent.names:
            return name
        number = self.people.setdefault(name, len(self.people) + 1)
        return Label(own.PERSON.en.format(n=number), own.PERSON.id.format(n=number))

    def words(self, text: str) -> Fact:
        """Return a free text; it may name people, so it goes with the names, and that is said."""
        return text if self.extent.names or not text else own.LEFT_OUT

    def owed(self, text: str, forms: Sequence[Label]) -> Fact:
        """Return what is owed; without names the forms of its stage stand for what was typed."""
        if self.extent.names or not text:
            return text
        if not forms:
            return own.LEFT_OUT
        en, id_ = ", ".join(form.en for form in forms), ", ".join(form.id for form in forms)
        return Label(own.OWED.en.format(forms=en), own.OWED.id.format(forms=id_))


def cards_within(knowledge: Knowledge, extent: Extent) -> tuple[str, ...]:
    """Return the cards (ids) of a programme or faculty that were worked on in the period."""
    programmes = _programmes(knowledge, extent)
    since, until = extent.since.isoformat(), extent.until.isoformat()
    found = [
        card
        for card in knowledge.reader.select(Card)
        if not card.deleted
        and (programmes is None or card.programme_id in programmes)
        and card.created_on <= until
        and not (card.status in ENDED and card.status_since < since)
    ]
    return tuple(card.id for card in sorted(found, key=lambda card: card.code))


def _programmes(knowledge: Knowledge, extent: Extent) -> set[str] | None:
    """Return the programmes that are asked for; None where all are."""
    known = knowledge.programmes.values()
    if extent.programme:
        found = {p.id for p in known if _is_called(p, knowledge, extent.programme)}
    elif extent.faculty:
        faculties = {f.id for f in knowledge.faculties.values() if extent.faculty in (f.id, f.code)}
        found = {p.id for p in known if p.faculty_id in faculties}
        if not faculties:
            _unknown(extent.faculty)
    else:
        return None
    if extent.programme and not found:
        _unknown(extent.programme)
    return found


def _is_called(programme: Programme, knowledge: Knowledge, ref: str) -> bool:
    return ref in (programme.id, *namesakes.names_of(programme, knowledge.faculties)[:2])


def _unknown(ref: str) -> None:
    text = N_("There is no programme or faculty “{ref}”.")
    refuse("unknown_programme", text, ref=ref)


def scope_of(knowledge: Knowledge, extent: Extent) -> Label:
    """Return what is asked for in words."""
    for programme in knowledge.programmes.values():
        if _is_called(programme, knowledge, extent.programme):
            return Label(programme.name_en, programme.name_id or programme.name_en)
    for faculty in knowledge.faculties.values():
        if not extent.programme and extent.faculty in (faculty.id, faculty.code):
            return Label(faculty.name_en, faculty.name_id or faculty.name_en)
    return own.EVERYTHING


def gather(knowledge: Knowledge, actor: Actor, card_id: str, found: Gathered) -> None:
    """Add what one card has to show to the rows of the tables."""
    card = queries.find_card(knowledge, card_id)
    situation = knowledge.situation(card)
    definitions = shelf.definitions_of(knowledge.reader, card)
    states = knowledge.states(knowledge.forms_of(card), definitions)
    seen = [letters.seen_by(knowledge, card, situation.procedure, state) for state in states]
    decisions = decision_lines(knowledge, situation, actor, seen)[::-1]
    found.cards += 1
    found.rows["index"].append(_index(knowledge, situation, found))
    found.rows["partners"] += _partners(situation, found)
    found.rows["approvals"] += _approvals(card, decisions, found)
    found.rows["eligibility"] += _eligibility(knowledge, card, seen, decisions, found)
    found.rows["exceptions"] += _exceptions(knowledge, situation, found)
    _add_load(knowledge, situation, found)


def tables(found: Gathered) -> tuple[AuditTable, ...]:
    """Return the tables, once every card is gathered."""
    found.rows["load"] = _load(found)
    return tuple(
        AuditTable(title, note, heads, tuple(found.rows[id_]))
        for id_, (title, note, heads) in own.TABLES.items()
    )


def finished(knowledge: Knowledge, found: Gathered) -> Audit:
    """Return the whole."""
    return Audit(
        scope=scope_of(knowledge, found.extent),
        extent=found.extent,
        as_of=knowledge.today,
        workspace=house_of(knowledge),
        sample=bool(knowledge.stored_settings.get("sample")),
        cards=found.cards,
        tables=tables(found),
        logo=logo_of(knowledge),
    )


def _day(text: str) -> Fact:
    return as_date(text[:10]) or text


def _index(knowledge: Knowledge, situation: Situation, found: Gathered) -> Row:
    card = situation.card
    programme = knowledge.programmes.get(card.programme_id)
    stage = situation.procedure.stage(card.stage)
    lead = str(situation.facts.get("team.sme") or "")
    return (
        card.code,
        Label(card.title_en, card.title_id or card.title_en),
        Label(programme.name_en, programme.name_id or programme.name_en) if programme else "",
        stage.name,
        STATUSES.get(card.status, Label(card.status, card.status)),
        card.round,
        found.person(knowledge.name(lead)),
        _day(card.created_on),
        _day(card.status_since) if card.status in ENDED else "",
    )


def _partners(situation: Situation, found: Gathered) -> Iterator[Row]:
    state = situation.forms.get("F2")
    if state is None or "p12" not in state.definition.fields:
        return
    columns = {column.id: column for column in state.definition.fields["p12"].columns}
    choices = columns["involvement"].choices if "involvement" in columns else ()
    for row in state.content.table("p12"):
        involvement = _choice(choices, row.text("involvement"))
        yield (
            situation.card.code, row.text("organisation"), row.text("sector"),
            found.words(row.text("contact")), involvement,
        )  # fmt: skip


def _choice(choices: Sequence[Choice], value: str) -> Fact:
    return next((choice.label for choice in choices if choice.id == value), value)


def _approvals(card: Card, decisions: Sequence[DecisionLine], found: Gathered) -> Iterator[Row]:
    since, until = found.extent.since.isoformat(), found.extent.until.isoformat()
    for line in decisions:
        if since <= line.decided_on <= until:
            ended = line.ended
            counts = (
                own.COUNTS if ended is None else own.ENDED.get(ended.kind, own.ENDED["changed"])
            )
            yield (
                _day(line.decided_on), card.code,
                Label(f"{line.kind} {line.form.en}", f"{line.kind} {line.form.id}"),
                line.version, line.role, found.person(line.person), _acting(line, found),
                with_stage(own.DECISIONS.get(line.decision, Label(line.decision, line.decision)),
                           line),
                own.MEDIA.get(line.medium, Label(line.medium, line.medium)), counts,
            )  # fmt: skip


def _acting(line: DecisionLine, found: Gathered) -> Fact:
    """Return for whom, and by which letter, somebody decided; "" for oneself."""
    if line.capacity == "own":
        return ""
    whose = found.person(line.on_behalf_of)
    return acting_words(line, whose if isinstance(whose, Label) else None) or ""


SENT_BACK = "sent_back"
"""So a decision ended by which a card went back: the result of an earlier round had its day."""


def _eligibility(
    knowledge: Knowledge,
    card: Card,
    states: Sequence[FormState],
    decisions: Sequence[DecisionLine],
    found: Gathered,
) -> Iterator[Row]:
    for state in states:
        if state.form.kind != "F9" or not state.content.text("result"):
            continue
        entry = state.definition.fields.get("result")
        result = _choice(entry.choices if entry else (), state.content.text("result"))
        reviewer = knowledge.name(state.content.text("e1"))
        days = [line.decided_on for line in decisions if line.form_id == state.form.id
                and (line.ended is None or line.ended.kind == SENT_BACK)]  # fmt: skip
        yield (
            card.code, state.form.round, found.person(reviewer),
            _scored(state), result, found.words(state.content.text("result.note")),
            _day(max(days)) if days else "", own.STATES.get(state.status, own.STATES["draft"]),
        )  # fmt: skip


def _scored(state: FormState) -> Fact:
    """Return the score of a sheet as it was frozen, in per cent."""
    if state.revision is None:
        return ""
    frozen = content_from_text(state.revision.content)
    score = frozen.number("e4.total") or frozen.number("e4")
    return score if score is not None else ""


def _exceptions(knowledge: Knowledge, situation: Situation, found: Gathered) -> Iterator[Row]:
    since, until = found.extent.since.isoformat(), found.extent.until.isoformat()
    for debt in sorted(situation.debts, key=lambda entry: entry.raised_on):
        if debt.raised_on > until or (debt.paid_on and debt.paid_on < since):
            continue
        try:
            stage = situation.procedure.stage(debt.stage).title
        except KeyError:
            stage = Label(debt.stage, debt.stage)
        yield (
            situation.card.code, _day(debt.raised_on), stage,
            found.owed(debt.owed, _forms_of(situation, debt.stage)),
            found.person(knowledge.name(debt.owed_by)), _day(debt.until),
            found.words(debt.reason), _day(debt.paid_on) if debt.paid_on else own.OPEN,
        )  # fmt: skip


def _forms_of(situation: Situation, stage: str) -> list[Label]:
    """Return the forms of a stage, as a card's procedure has them."""
    return [
        Label(f"{kind} {form.short.en}", f"{kind} {form.short.id}")
        for kind, form in situation.definitions.items()
        if form.stage == stage
    ]


def _add_load(knowledge: Knowledge, situation: Situation, found: Gathered) -> None:
    since, until = found.extent.since.isoformat(), found.extent.until.isoformat()
    for member in situation.team:
        if member.since <= until and (not member.until or member.until > since):
            key = (knowledge.name(member.person_id), member.role)
            entry = (situation.card.code, member.lead)
            if entry not in found.load.setdefault(key, []):
                found.load[key].append(entry)
            found.roles[member.role] = situation.role_label(member.role)


def _load(found: Gathered) -> list[Row]:
    rows: list[Row] = []
    for (name, role), entries in sorted(found.load.items()):
        codes = sorted({code for code, _lead in entries})
        leads = len({code for code, lead in entries if lead})
        row = (found.person(name), found.roles[role], len(codes), leads, ", ".join(codes))
        rows.append(row)
    return rows
