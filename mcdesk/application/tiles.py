"""Builds the board's tiles from situations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.owed_scans import number_owed
from mcdesk.application.views.tile import CardTile, Face, faces_text
from mcdesk.procedure.initials import initials
from mcdesk.procedure.standing import Standing, standing
from mcdesk.procedure.status import ENDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mcdesk.application.journal import Effect
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.procedure.records import Card, Programme, TeamMember
    from mcdesk.procedure.situation import Situation

SHOWN_ROLES = ("sme", "id", "gd", "dcs", "rev")
NUMBERS = ("round", "loop", "done", "of", "blocked_count", "debts", "late_debts", "sample",
           "scans_owed", "counts_components")  # fmt: skip


def tile_of_card(knowledge: Knowledge, card: Card) -> CardTile:
    """Return the tile of a card as it stands today."""
    situation = knowledge.situation(card)
    return tile_of_situation(knowledge, situation, standing(situation))


def tile_after(effects: Sequence[Effect], knowledge: Knowledge, card: Card) -> CardTile:
    """Return the tile of a card that these effects changed: the one that was told before, if any.

    That holds where just these effects were foreseen, in all that they write.
    """
    told = knowledge.foretold
    if told is not None and told.tile.id == card.id and told.effects == tuple(effects):
        return told.tile
    return tile_of_card(knowledge, card)


def tile_of_situation(knowledge: Knowledge, situation: Situation, now: Standing) -> CardTile:
    """Return the tile of a situation whose standing is known."""
    card = situation.card
    programme = knowledge.programmes.get(card.programme_id)
    faculty = knowledge.faculties.get(situation.faculty_id)
    faces = faces_of(knowledge, situation)
    today = situation.today.isoformat()
    debts = [debt for debt in situation.debts if not debt.paid_on]
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
        returned=now.decided_against,
        debts=len(debts),
        late_debts=sum(debt.until < today for debt in debts),
        search=_searched(card, programme, faces),
        rank=card.rank,
        ended_on=_ended_on(card),
        sample=int(bool(knowledge.stored_settings.get("sample"))),
        scans_owed=number_owed(knowledge, situation),
        back_from=card.back_from,
        back_reason=card.back_reason,
        archived_on=card.archived_on,
        counts_components=int(now.counts_components),
    )


def bare_tile(card: Card) -> CardTile:
    """Return what of a tile stands in its card's own record."""
    names = CardTile._fields
    plain = {name: getattr(card, name) for name in names if hasattr(card, name)}
    return CardTile(**{
        **dict.fromkeys(names, ""), **dict.fromkeys(NUMBERS, 0), **plain,
        "faces_text": faces_text(()), "search": _searched(card),
    })  # fmt: skip


def first_tile(knowledge: Knowledge, card: Card, team: Iterable[TeamMember]) -> CardTile:
    """Return a tile for the time until it is worked out: what it lacks is not told yet."""
    programme = knowledge.programmes.get(card.programme_id)
    faculty_id = knowledge.faculty_of(card.programme_id)
    faculty = knowledge.faculties.get(faculty_id)
    faces = _faces(knowledge, team, knowledge.today.isoformat())
    return bare_tile(card)._replace(
        programme_en=programme.name_en if programme else "",
        programme_in=(programme.name_id or programme.name_en) if programme else "",
        faculty_id=faculty_id,
        faculty_en=faculty.name_en if faculty else "",
        faculty_in=(faculty.name_id or faculty.name_en) if faculty else "",
        faces_text=faces_text(faces),
        search=_searched(card, programme, faces),
        ended_on=_ended_on(card),
    )


def _searched(card: Card, programme: Programme | None = None, faces: Iterable[Face] = ()) -> str:
    """Return the words that a card is found by."""
    own = (card.code, card.title_en, card.title_id, card.short_title)
    of_programme = (programme.name_en, programme.name_id) if programme else ("", "")
    return " ".join((*own, *of_programme, *(face.name for face in faces))).casefold()


def _ended_on(card: Card) -> str:
    return card.status_since if card.status in ENDED else ""


def faces_of(knowledge: Knowledge, situation: Situation) -> tuple[Face, ...]:
    """Return the people of a card in the order of the roles, the lead first."""
    return _faces(knowledge, situation.team, situation.today.isoformat())


def _faces(knowledge: Knowledge, members: Iterable[TeamMember], today: str) -> tuple[Face, ...]:
    team = [m for m in members if m.role in SHOWN_ROLES and m.is_on(today)]
    team.sort(key=lambda m: (SHOWN_ROLES.index(m.role), not m.lead, m.since))
    seen: dict[str, TeamMember] = {}
    for member in team:
        seen.setdefault(member.person_id, member)
    return tuple(
        Face(id_, initials(knowledge.name(id_)), knowledge.name(id_), member.role)
        for id_, member in seen.items()
    )
