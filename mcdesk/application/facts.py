"""Facts that rules look up by name, and the essentials of a taken-over card as a proposal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from mcdesk.application import namesakes
from mcdesk.application.journal import read_event
from mcdesk.application.version_rows import version_rows
from mcdesk.procedure.canonical import read_json
from mcdesk.procedure.content import Content, Row, as_date
from mcdesk.procedure.essentials import essentials_of
from mcdesk.procedure.identity import form_id, ranks, value_id
from mcdesk.procedure.records import (
    Card,
    Component,
    Form,
    FormRow,
    FormValue,
    Milestone,
    Programme,
    Revision,
    TeamMember,
)

if TYPE_CHECKING:
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.procedure.canonical import Json


FROZEN, TO_REVISE = ("FormFrozen",), "to_revise"


class Facts(Mapping[str, Any]):
    """What rules may look up by name: `card.title_en`, `team.sme`, `person:…`, `reworked:…`.

    `directory` tells that people and programmes can be looked up at all.
    """

    def __init__(self, knowledge: Knowledge, card: Card) -> None:
        self._knowledge = knowledge
        self._card = card
        self._team: dict[str, str] | None = None

    @override
    def __getitem__(self, key: str) -> Json:
        if key == "directory":
            return True
        head, mark, rest = key.partition(":")
        if head == "taken":
            return self._taken(*rest.split(":", 1))
        if head == "versions":
            return version_rows(self._knowledge, self._card, rest)
        if head == "reworked":
            return self._reworked(rest)
        if head == "holiday":
            return self._knowledge.holiday_names.get(rest)
        if mark:
            return self._entry(head, rest)
        head, _, rest = key.partition(".")
        if head == "card":
            return self._card_fact(rest)
        if key == "timeline.end":
            return self._timeline_end()
        if head == "team":
            return self._members().get(rest)
        raise KeyError(key)

    @override
    def __iter__(self) -> Iterator[str]:
        return iter((*_CARD_FACTS, *(f"team.{role}" for role in self._members())))

    @override
    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _members(self) -> dict[str, str]:
        if self._team is None:
            today = self._knowledge.today.isoformat()
            self._team = {}
            rows = self._knowledge.reader.select(TeamMember, card_id=self._card.id)
            for member in sorted(rows, key=lambda m: (not m.lead, m.since)):
                if member.is_on(today):
                    self._team.setdefault(member.role, member.person_id)
            for office in self._knowledge.offices_for(self._card):
                self._team.setdefault(office.role, office.person_id)
        return self._team

    def _timeline_end(self) -> Json:
        """Return when the timeline ends the card's present stage, or None."""
        form = form_id("card", self._card.id, "F3")
        kept = self._knowledge.reader.select(Milestone, form_id=form, stage=self._card.stage)
        ends = [row.planned_end for row in kept if row.planned_end and as_date(row.planned_end)]
        return max(ends, default=None)

    def _reworked(self, revision_id: str) -> Json:
        """Return the components that were to be revised since a revision was frozen, by name.

        By the order of the journal, and whatever became of them since; what was taken back is no
        rework (decisions.md, 5: a build of the current components).
        """
        reader = self._knowledge.reader
        revision = reader.find(Revision, revision_id)
        frozen = (
            line["n"]
            for line in reader.journal(form=revision.form_id if revision else "-", kinds=FROZEN)
            if any(each.id == revision_id for each in read_event(str(line["body"])).effects)
        )
        since = next(frozen, None)
        if since is None:
            return []
        lines = reader.journal(card=self._card.id, table=Component.table)
        later = [read_event(str(line["body"])) for line in lines if line["n"] > since]
        back = {str(event.command.get("of")) for event in later if event.kind == "EventUndone"}
        found = {
            str(each.new["component"] or each.new["code"] or "–")
            for event in later
            if event.kind != "EventUndone" and not back & {event.id, event.group}
            for each in event.effects
            if each.table == Component.table and _is_sent_back(each.old, each.new)
        }
        return sorted(found)

    def _card_fact(self, name: str) -> Json:
        return {
            "title_en": self._card.title_en,
            "title_id": self._card.title_id,
            "short_title": self._card.short_title,
            "programme": self._card.programme_id,
            "code": self._card.code,
            "opening": self._card.opening_on or self._proposed_opening(),
            "stage": self._card.stage,
            "status": self._card.status,
        }.get(name)

    def _proposed_opening(self) -> str:
        form = form_id("card", self._card.id, "F2")
        kept = self._knowledge.reader.find(FormValue, value_id(form, "p48"))
        return str(read_json(kept.value) or "") if kept is not None and not kept.deleted else ""

    def _taken(self, column: str, text: str) -> Json:
        """Return the code of another card that has this title or name, or None."""
        if column == "lms_name":
            return self._named_in_lms(text.strip())
        if column not in ("title_en", "title_id", "short_title") or not text.strip():
            return None
        same = self._knowledge.reader.select(Card, **{column: text.strip()})
        return next((card.code for card in same if card.id != self._card.id), None)

    def _named_in_lms(self, name: str) -> Json:
        """Return the code of another card with this short name in the LMS (domain.md, F7 d17).

        It is its short title, or what its design document plans; letters large or small are one.
        """
        reader, wanted = self._knowledge.reader, name.casefold()
        cards = {card.id: card for card in reader.select(Card) if card.id != self._card.id}
        same = (card.code for card in cards.values() if card.short_title.casefold() == wanted)
        found = next(same, None)
        if found is not None or not wanted:
            return found
        forms = {form.id: form.card_id for form in reader.select(Form, kind="F7")
                 if form.card_id in cards and not form.superseded}  # fmt: skip
        rows = reader.select(FormRow, form_id=list(forms), field="d17") if forms else ()
        for row in rows:
            kept = read_json(row.cells)
            cells = kept if isinstance(kept, dict) and not row.deleted else {}
            said = str(cells.get("value") or "").strip().casefold()
            if cells.get("setting") == "short_name" and said == wanted:
                return cards[forms[row.form_id]].code
        return None

    def _held(self, role: str, day: str, person: str) -> bool | None:
        """Tell whether a person held an office for the card on a day; None of somebody unknown."""
        on = as_date(day)
        if on is None or person not in self._knowledge.persons:
            return None
        return any(
            office.role == role and office.person_id == person
            for office in self._knowledge.offices_for(self._card, on)
        )

    def _entry(self, head: str, id_: str) -> Json:
        if head == "held":
            return self._held(*id_.split(":", 2))
        if head == "called":
            return len(namesakes.called(self._knowledge.persons.values(), id_))
        if head == "person":
            known = self._knowledge.person(id_)
            return known.full_name if known is not None else None
        programme = namesakes.resolved(self._knowledge.reader, Programme, id_)
        if programme is None:
            return None
        faculty = self._knowledge.faculties.get(programme.faculty_id)
        return {
            "code": programme.code,
            "en": programme.name_en,
            "id": programme.name_id or programme.name_en,
            "faculty_en": faculty.name_en if faculty else "",
            "faculty_id": (faculty.name_id or faculty.name_en) if faculty else "",
            "faculty_code": faculty.code if faculty else "",
        }


def _is_sent_back(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> bool:
    """Tell whether a component is to be revised that was not before."""
    before = old["status"] if old is not None else ""
    return new["status"] == TO_REVISE != before and not new["deleted"]


_CARD_FACTS = ("card.title_en", "card.title_id", "card.short_title", "card.programme",
               "card.code", "card.opening")  # fmt: skip


ESSENTIALS = {"weeks": "p30", "mode": "p31", "pace": "p32", "language": "p33", "kkni": "p21"}
"""Single essentials of a taken-over card, by the field of the proposal that they stand for."""


def has_essentials(card: Card) -> bool:
    """Tell whether a card was taken over, so that its essentials stand for a proposal."""
    return card.origin == "take_over" or card.essentials != "{}"


def essentials_content(card: Card) -> Content:
    """Return the page of essentials of a taken-over card as if it were its proposal."""
    data = essentials_of(card.essentials)
    values: dict[str, Json] = {
        "p1": card.title_en, "p2": card.title_id, "p3": card.short_title,
        "p4": card.programme_id, "p48": card.opening_on,
        **{path: data.get(key) for key, path in ESSENTIALS.items()},
    }  # fmt: skip
    outcomes, modules = (_listed(data.get(key)) for key in ("outcomes", "modules"))
    rows = {
        "p20": tuple(
            Row(f"lo{n}", rank, {"code": f"LO{n}", "statement": text})
            for n, (text, rank) in enumerate(
                zip(outcomes, ranks(len(outcomes)), strict=True), start=1
            )
        ),
        "p35": tuple(
            Row(f"m{n}", rank, {"no": str(n), "title": text})
            for n, (text, rank) in enumerate(
                zip(modules, ranks(len(modules)), strict=True), start=1
            )
        ),
    }
    if data.get("hours"):
        rows["p28"] = (Row("hours", "V", {"kind": "practice", "hours": str(data["hours"])}),)
    return Content({key: value for key, value in values.items() if value}, rows)


def _listed(value: Json) -> list[str]:
    return [str(text) for text in value] if isinstance(value, list) else []
