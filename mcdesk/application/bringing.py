"""What another workspace's history would bring into this one, and the commands that bring it.

Its entries come one by one, as they stand there (`BringEvent`): ids, texts, digests and signatures
are never rewritten. What both workspaces have for themselves stays apart: settings, counts of
numbers, closed registers. An entry of the directory that is the same here is brought along all the
same, for signed text names it, and then put away behind the one here (`MatchEntry`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from mcdesk.application import brought, namesakes
from mcdesk.application.held_files import contents_of
from mcdesk.application.journal import Line, cards_touched, read_event
from mcdesk.application.kept_settings import said_by
from mcdesk.application.matching import entries_of
from mcdesk.application.views import BringPlan, CardIn, NumberTwice
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import (
    RECORDS,
    Assignment,
    Card,
    ClosedPeriod,
    Form,
    Revision,
    Setting,
    as_data,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from mcdesk.application.journal import Effect, Event
    from mcdesk.application.storage_ports import Reader
    from mcdesk.application.views import Choices, EntryIn
    from mcdesk.procedure.commands import Command

KEPT_BACK = frozenset({"setting", "number_block", "closed_period"})
"""What a workspace has for itself: settings, counts of numbers, closings of its register."""
SHARED = frozenset({"person", "faculty", "programme", "definition", "office"})
"""What both may have under one id: then the one here stands."""
OF_PEOPLE = {"sign_off": ("person_id", "on_behalf_of", "recorded_by"), "office": ("person_id",),
             "signing_key": ("person_id",)}  # fmt: skip
"""Where a record speaks for a person: nobody who is known here decides by what is brought in."""
Key = tuple[str, str]


class Guest(Protocol):
    """The other workspace, opened for reading."""

    @property
    def name(self) -> str: ...

    @property
    def origin(self) -> str: ...

    @property
    def reader(self) -> Reader: ...

    @property
    def lines(self) -> Sequence[Line]: ...

    def file_path(self, digest: str) -> Path: ...


class Here(Protocol):
    """This workspace, within one transaction."""

    def find(self, kind: Any, id_: str, /) -> Any: ...

    def select(self, kind: Any, /, **equal: object) -> tuple[Any, ...]: ...

    def line_named(self, id_: str) -> Line | None: ...

    def made_by(self, table: str, id_: str) -> str: ...


class Bringing:
    """Works out what comes: which entries with which of their effects."""

    def __init__(self, guest: Guest, here: Here, choices: Choices) -> None:
        self._guest, self._here, self._choices = guest, here, choices
        self._closed = {entry.id for entry in guest.reader.select(ClosedPeriod)}
        self._form_card: dict[str, str] = {}
        self._state: dict[Key, Mapping[str, Any]] = {}
        self._ours: dict[Key, bool] = {}
        self._blocked: set[str] = set()
        self._left = self._left_out()
        self.commands: list[tuple[str, Command]] = []
        self._of_card: dict[str, int] = {}
        self._files: list[str] = []
        self._definitions = 0
        self._made: dict[Key, str] = {}

    def plan(self) -> BringPlan:
        """Return what would come; `commands` has it ready then, each with the id of its entry."""
        entries = entries_of(self._guest.reader, self._here, self._choices, self._from_here())
        for line in self._guest.lines:
            self._read(line)
        events = len(self.commands)
        cards = tuple(self._card(card) for card in _sorted(self._guest.reader.select(Card)))
        if events:
            matches = ((entry, self._first(entry)) for entry in entries)
            self.commands += [
                ("", do.MatchEntry(kind=entry.kind, entry=entry.id, same_as=first))
                for entry, first in matches
                if first
            ]
        return BringPlan(
            name=self._guest.name,
            cards=cards,
            entries=entries,
            numbers=tuple(self._numbers()),
            settings=tuple(self._settings()),
            events=events,
            definitions=self._definitions,
            files=tuple(dict.fromkeys(self._files)),
            registers=len(self._closed),
        )

    def _first(self, entry: EntryIn) -> str:
        """Return behind which entry here one is put away; "" where it stands for itself.

        What was put away by an earlier bringing-in is so again: more may name it now.
        """
        if entry.how == "known":
            return str(self._here.find(namesakes.KINDS[entry.kind], entry.id).same_as)
        return entry.match_id if entry.how != "id" else ""

    def _from_here(self) -> frozenset[str]:
        """Return the people there that are ours: that workspace had brought this one in."""
        back = (
            line for line in self._guest.lines
            if brought.is_brought(line.kind) and self._here.line_named(line.id) is not None
        )  # fmt: skip
        effects = (effect for line in back for effect in read_event(line.body).effects)
        return frozenset(effect.id for effect in effects if effect.table == "person")

    # --- entries of the journal -----------------------------------------------------------

    def _read(self, line: Line) -> None:
        event = read_event(line.body)
        for effect in event.effects:
            if effect.table == "form":
                self._form_card[effect.id] = str(effect.new["card_id"])
        if self._here.line_named(event.id) is not None:
            return
        places = [at for at, effect in enumerate(event.effects) if self._comes(effect)]
        if event.kind == do.MatchEntry.event:  # of our cards, where they had brought us in
            places = [at for at in places if not self._is_of_ours(event.effects[at])]
        stuck = {self._card_of(effect) for effect in (event.effects[at] for at in places)
                 if not self._follows(effect) or self._is_of_ours(effect)}  # fmt: skip
        self._blocked |= stuck - {""}
        places = [at for at in places if self._card_of(event.effects[at]) not in stuck]
        if places:
            self._take(line, event, places)

    def _take(self, line: Line, event: Event, places: list[int]) -> None:
        for at in places:
            effect = event.effects[at]
            self._state[effect.table, effect.id] = effect.new
            self._made.setdefault((effect.table, effect.id), event.id)
            self._files += contents_of(effect, is_brought=True)
            self._definitions += effect.table == "definition"
        for card in {self._card_of(event.effects[at]) for at in places}:
            self._of_card[card] = self._of_card.get(card, 0) + 1
        command = do.BringEvent(
            origin=self._guest.origin, text=line.body, hash=line.hash or "", places=places
        )
        self.commands.append((event.id, command))

    def _comes(self, effect: Effect) -> bool:
        if effect.table in KEPT_BACK or effect.table not in RECORDS:
            return False
        if effect.table == "sign_off" and effect.new["form_id"] in self._closed:
            return False
        if effect.table in SHARED and self._is_ours(effect.table, effect.id):
            return False
        if effect.table == "office" and self._is_ours("person", str(effect.new["person_id"])):
            return False
        card = self._card_of(effect)
        return card not in self._left and card not in self._blocked

    def _is_ours(self, table: str, id_: str) -> bool:
        """Tell whether a record was here before, and did not come from elsewhere."""
        key = table, id_
        if key not in self._ours:
            kind = self._here.made_by(table, id_)
            self._ours[key] = bool(kind) and not brought.is_brought(kind)
        return self._ours[key]

    def _is_of_ours(self, effect: Effect) -> bool:
        """Tell whether an effect would change a card of ours, or speak for somebody of ours."""
        card = self._card_of(effect)
        people = (str(effect.new[name]) for name in OF_PEOPLE.get(effect.table, ()))
        return (bool(card) and self._is_ours("card", card)) or any(
            self._is_ours("person", person) for person in people if person
        )

    def _follows(self, effect: Effect) -> bool:
        """Tell whether an effect finds what it found there: nothing of it was changed here."""
        key = effect.table, effect.id
        if key in self._state:
            return True
        kept = self._here.find(RECORDS[effect.table], effect.id)
        if kept is None or effect.old is None:
            return kept is None and effect.old is None
        now = as_data(kept)
        apart = {"published_on"} if effect.table == "definition" else set()
        old = effect.old.items()
        return all(now[name] == value for name, value in old if name in now and name not in apart)

    def _card_of(self, effect: Effect) -> str:
        own = next(iter(cards_touched((effect,))), "")
        return own or self._form_card.get(str(effect.new.get("form_id") or ""), "")

    # --- micro-credentials ----------------------------------------------------------------

    def _left_out(self) -> set[str]:
        """Return the cards that stay away, with those on a letter together with one of them."""
        left = set(self._choices.leave_out)
        letters: dict[str, set[str]] = {}
        for entry in self._guest.reader.select(Assignment):
            letters.setdefault(entry.form_id, set()).add(entry.card_id)
        for form_id, cards in letters.items():
            form = self._guest.reader.find(Form, form_id)
            if form is not None:
                cards.add(form.card_id)
        grown = True
        while grown:
            more = {card for cards in letters.values() if cards & left for card in cards}
            grown = not more <= left
            left |= more
        return left

    def _card(self, card: Card) -> CardIn:
        events = self._of_card.get(card.id, 0)
        found = CardIn(card.id, card.code, card.title_en or card.title_id, "new",
                       events=events)  # fmt: skip
        if card.id in self._left:
            return replace(found, state="left out")
        if card.id in self._blocked:
            return replace(found, state="changed")
        if self._here.find(Card, card.id) is not None:
            return replace(found, state="known")
        same = tuple(self._same(card))
        decided = not same or card.id in self._choices.bring
        return replace(found, state="same" if same else "new", same=same, is_decided=decided)

    def _same(self, card: Card) -> Iterator[str]:
        """Yield the cards here that have its code or its title."""
        titles = {text.casefold() for text in (card.title_en, card.title_id) if text}
        for other in _sorted(self._here.select(Card)):
            theirs = {text.casefold() for text in (other.title_en, other.title_id) if text}
            if other.code == card.code or titles & theirs:
                yield f"{other.code} {other.title_en or other.title_id}"

    def _numbers(self) -> Iterator[NumberTwice]:
        """Yield the codes and document numbers that both gave."""
        codes = {card.code: card for card in self._here.select(Card)}
        for card in _sorted(self._guest.reader.select(Card)):
            event = self._made.get(("card", card.id))
            if event and card.code in codes:
                yield NumberTwice(card.code, codes[card.code].title_en, card.title_en, event)
        given = {entry.number: entry for entry in self._here.select(Revision)}
        cards = {card.id: card.code for card in self._guest.reader.select(Card)}
        seen = set[str]()
        for entry in self._guest.reader.select(Revision):
            event = self._made.get(("revision", entry.id))
            if event and entry.number in given and entry.number not in seen:
                seen.add(entry.number)
                other = self._here.find(Card, given[entry.number].card_id)
                code = other.code if other is not None else "–"
                yield NumberTwice(entry.number, code, cards.get(entry.card_id, "–"), event)

    def _settings(self) -> Iterator[str]:
        """Yield the settings that are others there: those here stay."""
        here = said_by(self._here.select(Setting))
        there = said_by(self._guest.reader.select(Setting))
        yield from sorted(key for key in there if key != "name" and there[key] != here.get(key))


def _sorted(cards: Sequence[Card]) -> list[Card]:
    return sorted(cards, key=lambda card: card.code)
