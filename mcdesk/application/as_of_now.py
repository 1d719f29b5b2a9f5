"""How what needs a look stands now: who changed it since, and what stands against which way.

Why something could not be kept is told as it was said then. It is asked anew each time whether it
can be done by now, and nobody is offered a way that is refused (design.md, section 6).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application import shelf
from mcdesk.application.asked import Asked, said_in_both
from mcdesk.application.based import clashes
from mcdesk.application.days import moment
from mcdesk.application.filled_again import filled
from mcdesk.application.journal import read_event
from mcdesk.application.meanwhile import Lately, changed_by, taken_out_by, what_stands
from mcdesk.application.rebase import collisions, command_of, written_by
from mcdesk.application.taken import made_at, made_by
from mcdesk.errors import that_block
from mcdesk.i18n import LANGUAGES, N_
from mcdesk.procedure.commands import ChangeCard, MoveCard, RemoveRow, SignForm
from mcdesk.procedure.records import Card
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.attention import Aside
    from mcdesk.application.journal import Event
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.meanwhile import Foreign
    from mcdesk.application.replica_unit import ReplicaUnit
    from mcdesk.application.views import AttentionLine, Settling
    from mcdesk.errors import Finding
    from mcdesk.procedure.commands import Command

IS_SO = N_("What this wanted is so already.")
OPEN = N_("What stood against it is gone: it can be done now.")
ASKED = N_("The hub refused this, and nothing here stands against it: done again, the hub is asked "
           "once more.")  # fmt: skip
OVER = N_("Done again, it takes the place of what others changed meanwhile; what else they changed "
          "stays.")  # fmt: skip
ROW_GOES = N_("Done again, the row goes with what others wrote into it meanwhile.")
MOVED = N_("It was moved meanwhile and stands in stage {stage}: done again, it goes from there.")
NEXT_CODE = N_("The code {code} was given meanwhile: created now, it gets the next free one.")
OWED = N_("Done again, it says that its scan is still owed: file the scan once you have it.")
IN_VAIN = N_("It was done again, and the hub refused it for the same reason; nothing changed there "
             "since. Do what is meant anew in its place, or give it up. Once something comes "
             "from the hub, its rules are renewed or the login is put right, doing it again is "
             "offered here, and tomorrow in any case.")  # fmt: skip
REFUSED = N_("Done again now, it is refused: {why} Once that is gone, it is offered here.")
SHUT = N_("{why} Once that is gone, the other ways are offered here.")
OWN_CHANGED, OWN_OUT = N_("You changed this since ({on})."), N_("You took this row out ({on}).")
RESTING = frozenset({"CardHeld", "CardHalted", "CardCancelled", "CardResumed", "CardReopened"})
REST = ("status", "resume_on")
"""The kinds of deeds that say whether a card goes on, and where a card has it."""
SAYING = frozenset({"CardChanged", "PersonChanged", "FacultyChanged", "ProgrammeChanged",
                    "SettingSet"})  # fmt: skip
"""The kinds of deeds that put words in the place of others."""


def hindered(
    line: AttentionLine, how: Settling, findings: Sequence[Finding], *, is_so: bool
) -> AttentionLine:  # fmt: skip
    """Return an entry without the way that would be refused now, or whose wish is so already.

    Where mine cannot be put in its place, nothing else can: the place is shut for writing.
    """
    if how == "mine":
        said, shut = said_in_both(SHUT, why=_sentences(findings)), {"mine", "both", "edit"}
        if "away" in line.settles:  # what fits is written with theirs, too
            shut.add("theirs")
        kept = tuple(each for each in line.settles if each not in shut)
        return replace(line, settles=kept, both="", now=(*line.now, said))
    now = said_in_both(IS_SO) if is_so else said_in_both(REFUSED, why=_sentences(findings))
    kept = tuple(each for each in line.settles if each != how)
    return replace(line, settles=kept, is_so=is_so, now=(*line.now, now))


def in_vain(line: AttentionLine) -> AttentionLine:
    """Return an entry without doing it again, which the hub refused just so."""
    kept = tuple(each for each in line.settles if each != "again")
    return replace(line, settles=kept, now=(*line.now, said_in_both(IN_VAIN)))


def _sentences(findings: Sequence[Finding]) -> Label:
    """Return the reasons of a refusal one behind the other, in both languages."""
    said = that_block(findings) or list(findings)
    en, in_ = (" ".join(dict.fromkeys(each.sentence(shown) for each in said))
               for shown in LANGUAGES)  # fmt: skip
    return Label(en, in_)


def since_then(
    unit: ReplicaUnit, knowledge: Knowledge, event: Event, line: AttentionLine, person: str
) -> tuple[Label, ...]:  # fmt: skip
    """Return who changed the places of an event last, where the reasons kept with it do not say it.

    They are of the day when it was set aside; what stands there may be somebody's later work, or
    the own one of the `person` who looks. Where it stands as the event found it, nobody changed it.
    """
    if written_by(event) is None:
        return ()
    said, places = (
        taken_out_by if line.is_row_out else changed_by,
        {place.label for place in line.places if place.theirs != place.base},
    )
    shown = Asked(knowledge)
    for effect in event.effects:
        who = what_stands(effect, unit)
        if who is None or who.event.id == event.id:
            continue
        changed = {change.label for each in who.event.effects if each.id == effect.id
                   for change in shown.changes(each)}  # fmt: skip
        is_own = knowledge.same(made_by(who.event)) == knowledge.same(person)
        told = _sentences((said(who, knowledge),))
        if (places & changed or line.is_row_out) and told not in line.reasons:
            return (_by_oneself(who, line) if is_own else told,)
    return ()


def _by_oneself(who: Foreign, line: AttentionLine) -> Label:
    """Return that whoever looks changed it since, or took the row out."""
    return said_in_both(OWN_OUT if line.is_row_out else OWN_CHANGED, on=moment(made_at(who.event)))


def open_again(
    unit: ReplicaUnit, knowledge: Knowledge, kept: Aside, command: Command, *, by_hub: bool
) -> Label:
    """Return how a deed can be done again: with another code where its own was given meanwhile.

    Of what the hub refused (`by_hub`) it is not said that its reason is gone.
    """
    event = read_event(kept.body)
    asked = event.command.get("code")
    if asked and not getattr(command, "code", asked):
        return said_in_both(NEXT_CODE, code=asked)
    if isinstance(command, SignForm) and command != command_of(event):
        return said_in_both(OWED)
    fill = filled(knowledge, event)
    together = fill.said() if fill is not None else None
    if together is not None:
        return together
    stage = _moved_to(unit, event)
    if stage is not None:
        return said_in_both(MOVED, stage=stage)
    if event.kind == RemoveRow.event and any(collisions(event, unit, knowledge, Lately(unit))):
        return said_in_both(ROW_GOES)
    is_over = _is_over_others(unit, knowledge, event)
    return said_in_both(OVER if is_over else ASKED if by_hub else OPEN)


def is_at_rest_so(unit: ReplicaUnit, event: Event) -> bool:
    """Tell whether a card is held, halted, cancelled or going on just as an event wanted it."""
    wanted = [effect for effect in event.effects if effect.table == Card.table]
    found = [unit.find(Card, effect.id) for effect in wanted if event.kind in RESTING]
    return bool(found) and all(
        card is not None and all(getattr(card, name) == effect.new[name] for name in REST)
        for card, effect in zip(found, wanted, strict=True)
    )


def _moved_to(unit: ReplicaUnit, event: Event) -> Label | None:
    """Return the stage to which others moved a card meanwhile that an event moved, too."""
    for effect in event.effects if event.kind == MoveCard.event else ():
        card = unit.find(Card, effect.id) if effect.table == Card.table else None
        if card is not None and effect.old is not None and card.stage != effect.old["stage"]:
            stage = shelf.procedure_of(unit, card.procedure_id).stage(card.stage)
            return stage.name
    return None


def _is_over_others(unit: ReplicaUnit, knowledge: Knowledge, event: Event) -> bool:
    """Tell whether a deed that is done again puts its words in the place of what others wrote."""
    if event.kind not in SAYING:
        return False
    made = command_of(event)
    if isinstance(made, ChangeCard):
        cards = (unit.find(Card, effect.id) for effect in event.effects)
        if any(any(clashes(made, card)) for card in cards):
            return True
    return any(collisions(event, unit, knowledge, Lately(unit)))
