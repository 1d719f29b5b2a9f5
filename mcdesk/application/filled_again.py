"""A form filled at once that was set aside: weighed place by place against what stands now.

Between its first run and the choice of a person others may have written on. What fits is put
together as in an exchange; what does not is chosen as for every other collision. A row that came
meanwhile stays (0010).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mcdesk.application.asked import ROWS, said_in_both
from mcdesk.application.merge import Collision, merge, settle_text
from mcdesk.application.place_written import type_of, typed
from mcdesk.application.rebase import UNSEEN, command_of
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import read_json
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.records import RECORDS, FormValue, as_data

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcdesk.application.journal import Effect, Event
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.views import Settling
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.stage import Label

VALUE = FormValue.table
LONG = (FieldType.TEXT, FieldType.TABLE)
"""What is merged by sentence."""
WRITTEN = (FieldType.TEXT, FieldType.LINE)
CHOOSE = N_("{n} of its places were changed by others meanwhile: what you choose is for these. "
            "What fits is filled in with each choice but giving it up, and rows that came "
            "meanwhile stay.")  # fmt: skip
CHOOSE_ONE = N_("1 of its places was changed by others meanwhile: what you choose is for this one. "
                "What fits is filled in with each choice but giving it up, and rows that came "
                "meanwhile stay.")  # fmt: skip
TOGETHER = N_("Done again, it is put together with what others changed meanwhile, and rows that "
              "came meanwhile stay.")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One value that was filled in and that others changed: its type, before, mine and now."""

    effect: Effect
    type: FieldType | None
    base: Json
    mine: Json
    now: Json

    @property
    def path(self) -> str:
        return str(self.effect.new["path"])

    @property
    def fits(self) -> bool:
        """Whether it goes together with what stands there now."""
        made = merge(self.base, self.mine, self.now, long_text=self.type in LONG)
        return not isinstance(made, Collision)

    @property
    def is_text(self) -> bool:
        return all(isinstance(each, str) for each in (self.mine, self.now))

    def chosen(self, how: Settling) -> Json:
        """Return what stands there once mine, or both, were chosen."""
        if self.is_text and how in ("mine", "both"):
            base = self.base if isinstance(self.base, str) else ""
            return settle_text(base, str(self.mine), str(self.now), how)
        return self.mine


@dataclass(frozen=True, slots=True)
class Filled:
    """What an event filled in, and what others made of the same: values, and rows that it took out.

    `rows` were changed since they were taken out; `changed` tells that others changed any place.
    """

    command: do.FillForm
    event: Event
    values: tuple[Place, ...]
    rows: tuple[Effect, ...]
    changed: bool

    @property
    def settles(self) -> tuple[Settling, ...]:
        """The ways in which it can be settled."""
        if not (self.values or self.rows):
            return ("again", "away")
        ways: list[Settling] = ["mine", "theirs"]
        if self.values and all(each.is_text and each.type in LONG for each in self.values):
            ways.append("both")
        if self.one is not None:
            ways.append("edit")
        return (*ways, "away")

    @property
    def one(self) -> Place | None:
        """The one place that can be given another text; None where there are several, or none."""
        place = self.values[0] if len(self.values) == 1 and not self.rows else None
        return place if place is not None and place.is_text and place.type in WRITTEN else None

    @property
    def both(self) -> str:
        """The text of both for the one place; "" where it is none."""
        place = self.one if "both" in self.settles else None
        return str(place.chosen("both")) if place is not None else ""

    @property
    def first(self) -> Event:
        """The event with what is asked about before what is not."""
        asked = {(VALUE, each.effect.id) for each in self.values}
        asked |= {(each.table, each.id) for each in self.rows}
        effects = sorted(self.event.effects, key=lambda each: (each.table, each.id) not in asked)
        return replace(self.event, effects=tuple(effects))

    def said(self) -> Label | None:
        """Return what a choice is for; None where it can be done as it was."""
        if not (self.values or self.rows):
            return said_in_both(TOGETHER) if self.changed else None
        n = len(self.values) + len(self.rows)
        return said_in_both(CHOOSE_ONE) if n == 1 else said_in_both(CHOOSE, n=n)

    def commands(self, knowledge: Knowledge, how: Settling, text: str) -> Sequence[do.Command]:
        """Return what fills in what was chosen; another text is a deed of who writes it."""
        filling = self.done(knowledge, how)[0]
        if how != "edit" or self.one is None:
            return (filling,)
        form, path = str(self.one.effect.new["form_id"]), self.one.path
        write = do.SetValue(form=form, path=path, base=self.one.now, new="")
        return filling, replace(write, new=typed(knowledge, write, text))

    def done(
        self, knowledge: Knowledge, how: Settling
    ) -> tuple[do.FillForm, tuple[Effect, ...]]:  # fmt: skip
        """Return the command that fills in what was chosen, with what it is to have found before.

        Where nothing is to be chosen it is the very command, which merges.
        """
        values, kept = dict(self.command.values), {each.id: each for each in self.event.effects}
        for place in self.values:
            if how not in ("mine", "both"):
                del values[place.path]
                continue
            values[place.path] = place.chosen(how)
            kept[place.effect.id] = replace(place.effect, old=_present(knowledge, place.effect))
        for row in self.rows:
            if how != "mine":
                del kept[row.id]
        return replace(self.command, values=values), tuple(kept.values())


def filled(knowledge: Knowledge, event: Event) -> Filled | None:
    """Return how what an event filled in stands to what there is now; None for another deed."""
    command = command_of(event)
    if not isinstance(command, do.FillForm):
        return None
    places = [_place(knowledge, effect) for effect in event.effects if effect.table == VALUE]
    rows = tuple(effect for effect in event.effects if _is_over(knowledge, effect))
    changed = any(place.now not in (place.base, place.mine) for place in places)
    values = tuple(each for each in places if not each.fits and each.path in command.values)
    return Filled(command, event, values, rows, changed)


def _place(knowledge: Knowledge, effect: Effect) -> Place:
    write = do.SetValue(form=str(effect.new["form_id"]), path=str(effect.new["path"]), new="")
    sides = (effect.old, effect.new, _present(knowledge, effect))
    return Place(effect, type_of(knowledge, write), *(_said(each) for each in sides))


def _said(side: Mapping[str, Any] | None) -> Json:
    return read_json(side["value"]) if side is not None and not side["deleted"] else None


def _present(knowledge: Knowledge, effect: Effect) -> dict[str, Any] | None:
    found = knowledge.reader.find(RECORDS[effect.table], effect.id)
    return as_data(found) if found is not None else None


def _is_over(knowledge: Knowledge, effect: Effect) -> bool:
    """Tell whether a row was taken out that others changed since, and that still stands."""
    if effect.table not in ROWS or effect.old is None or not effect.new["deleted"]:
        return False
    now = _present(knowledge, effect)
    if now is None or now["deleted"]:
        return False
    return any(value != effect.old.get(key, value) for key, value in now.items()
               if key not in UNSEEN)  # fmt: skip
