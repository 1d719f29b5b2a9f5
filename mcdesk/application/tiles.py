"""Builds the board's tiles from situations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.views.tile import CardTile, Face, faces_text
from mcdesk.procedure.standing import Standing, standing

if TYPE_CHECKING:
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.procedure.records import Card, TeamMember
    from mcdesk.procedure.situation import Situation

SHOWN_ROLES = ("sme", "id", "gd", "dcs", "rev")


def tile_of_card(knowledge: Knowledge, card: Card) -> CardTile:
    """Return the tile of a card as it stands today."""
    situation = knowledge.situation(card)
    return tile_of_situation(knowledge, situation, standing(situation))


def tile_of_situation(knowledge: Knowledge, situation: Situation, now: Standing) -> CardTile:
    """Return the tile of a situation whose standing is known."""
    card = situation.card
    programme = knowledge.programmes.get(card.programme_id)
    faculty = knowledge.faculties.get(situation.faculty_id)
    faces = faces_of(knowledge, situation)
    today = situation.today.isoformat()
    debts = [debt for debt in situation.debts if not debt.paid_on]
    names = [face.name for face in faces]
    search = " ".join(
        (card.code, card.title_en, card.title_id, card.short_title,
         programme.name_en if programme else "", programme.name_id if programme else "", *names)
    ).casefold()  # fmt: skip
    return CardTile(
        id=card.id,
        code=card.code,
        title_en=card.title_en,
        title_id=card.title_id,
        programme_id=card.programme_id,
        programme_en=programme.name_en if programme else "",
        programme_in=(programme.name_id or programme.name_en) if programme else "",
        faculty_id=situation.faculty_id,
        faculty_en=faculty.name_en if faculty else "",
        faculty_in=(faculty.name_id or faculty.name_en) if faculty else "",
        stage=card.stage,
        status=card.status,
        status_reason=card.status_reason,
        stage_since=card.stage_since,
        planned_end=now.planned_end,
        opening_on=str(situation.facts.get("card.opening") or ""),
        round=card.round,
        loop=card.loop,
        faces_text=faces_text(faces),
        done=now.done,
        of=now.of,
        blocked_en=now.first.sentence("en") if now.first else "",
        blocked_id=now.first.sentence("id") if now.first else "",
        blocked_count=len(now.blocking),
        ready_for=now.ready_for,
        waits_for=" ".join(now.waits_for),
        returned=now.returned_by,
        debts=len(debts),
        late_debts=sum(debt.until < today for debt in debts),
        search=search,
        rank=card.rank,
        ended_on=card.status_since if card.status in ("completed", "cancelled") else "",
        sample=int(bool(knowledge.stored_settings.get("sample"))),
        scans_owed=sum(len(state.scans_owed) for state in situation.forms.values()),
        back_from=card.back_from,
        back_reason=card.back_reason,
        archived_on=card.archived_on,
    )


def faces_of(knowledge: Knowledge, situation: Situation) -> tuple[Face, ...]:
    """Return the people of a card in the order of the roles, the lead first."""
    today = situation.today.isoformat()
    team = [m for m in situation.team if m.role in SHOWN_ROLES and m.is_on(today)]
    team.sort(key=lambda m: (SHOWN_ROLES.index(m.role), not m.lead, m.since))
    seen: dict[str, TeamMember] = {}
    for member in team:
        seen.setdefault(member.person_id, member)
    return tuple(
        Face(id_, initials(knowledge.name(id_)), knowledge.name(id_), member.role)
        for id_, member in seen.items()
    )


def initials(name: str) -> str:
    """Return up to two letters for a name; a role label such as SME-03 keeps its number."""
    words = name.replace("-", " ").split()
    if not words:
        return "?"
    if len(words) > 1 and words[-1].isdecimal():
        return f"{words[0][0]}{int(words[-1])}"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
