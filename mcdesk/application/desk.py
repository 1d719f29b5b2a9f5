"""The desk: everything that a window or a script can ask of a workspace.

Commands go through `execute`: one unit of work, the handler, one event with its effects, the
summaries of the cards touched, all in one transaction; then one `Changes` for the views.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.application import handlers, letters
from mcdesk.application.handlers import (
    absences,
    booklets,
    bringing,
    cards,
    external,
    files,
    filling,
    forms,
    freezing,
    keys,
    moves,
    numbering,
    people,
    periods,
    redacting,
    remarks,
    resting,
    settling,
    signing,
    takeover,
    team,
    undoing,
    wording,
)
from mcdesk.application.journal import Effect, Event, cards_touched, forms_touched
from mcdesk.application.keys import NO_KEYS, Keys
from mcdesk.application.naming import by_ids
from mcdesk.application.reading import utc_now
from mcdesk.application.steps import last_of, must_be_there, step_name
from mcdesk.application.taken import MADE_BY
from mcdesk.application.telling import TellingReading
from mcdesk.application.tiles import tile_after
from mcdesk.application.unreadable import tile_to_show
from mcdesk.application.views import Changes, Outcome
from mcdesk.application.views.changes import NO_STEP, StepName
from mcdesk.application.work import Work, refuse
from mcdesk.errors import Refused, Trouble
from mcdesk.i18n import N_
from mcdesk.procedure.commands import Command, SignForm, SignPeriod, UndoEvent
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.records import Assignment, Card, TeamMember

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.ports import Progress
    from mcdesk.application.replay import Replay
    from mcdesk.application.storage_ports import EventUnit, Reader, Store


ROOMS = (absences, booklets, bringing, cards, external, files, filling, forms, freezing, keys,
         moves, numbering, people, periods, redacting, remarks, resting, settling, signing,
         takeover, team, undoing, wording)  # fmt: skip
SETUP, HUB = "setup", "hub"
"""The person id under which a workspace is made, before anybody is in its directory."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who carries out a command, when and in which group.

    Carried out again, it keeps its `event`'s id, `replay` and whose work it is: `note`.
    """

    by: str
    at: str
    group: str
    event: str = ""
    replay: Replay | None = None
    note: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Done:
    """What the commands of one transaction know, and have changed so far."""

    knowledge: Knowledge
    effects: list[Effect] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    cards: set[str] = field(default_factory=set)
    note: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Step:
    """A step that can be undone or redone: the group of its events, and its name."""

    group: str
    name: StepName


class Desk(TellingReading):
    """A workspace as the rooms above see it; used by one thread at a time."""

    def __init__(
        self,
        store: Store,
        person_id: str = "",
        *,
        now: Callable[[], datetime] = utc_now,
        day: Callable[[], date] | None = None,
        keys: Keys = NO_KEYS,
    ) -> None:
        super().__init__(store, person_id, now=now, day=day, keys=keys)
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []
        self._end = NO_STEP
        self._public = ""
        self._progress: Progress | None = None

    @property
    @override
    def next_undo(self) -> StepName:
        return self._undo[-1].name if self._undo else NO_STEP

    @property
    @override
    def next_redo(self) -> StepName:
        return self._redo[-1].name if self._redo else NO_STEP

    # --- writing ------------------------------------------------------------------------

    def execute(self, command: Command, *, source: str = "") -> Changes:
        """Carry out one command.

        Raises:
            Refused: The procedure says no; nothing was changed.
            Trouble: It could not be saved; nothing was changed.
        """
        return self.execute_together((command,), source=source)

    def execute_together(self, commands: Iterable[Command], *, source: str = "") -> Changes:
        """Carry out commands in one transaction and one undo step; all of them or none."""
        commands = tuple(commands)
        changes, step = self._together(commands, source)
        self._remember(commands, step.name, step.group)
        return self._told(changes)

    def _together(self, commands: Sequence[Command], source: str = "") -> tuple[Changes, _Step]:
        """Carry out commands in one transaction; return what changed, and the step it was."""
        self._ready_key(commands)
        with self.store.write() as uow:
            done = Done(self._going_on(uow))
            group = new_id()
            for command in commands:
                self._carry_out(uow, command, self._act(group), done)
            changes = self._finish(uow, done, source)
            name = step_name(commands, done.effects, done.cards, changes, done.knowledge, done.note)
        self.keys.signed()
        return changes, _Step(group if done.events else "", name)

    def execute_each(
        self, commands: Iterable[tuple[str, Command]], progress: Progress | None = None
    ) -> tuple[tuple[Outcome, ...], Changes]:
        """Carry out each `(subject, command)` by itself; the refused ones stand apart.

        What was done is one undo step. Cancelling keeps what was done so far.
        """
        commands = tuple(commands)
        outcomes: list[Outcome] = []
        group = new_id()
        self._ready_key([command for _subject, command in commands])
        with self.store.write() as uow:
            done = Done(self._going_on(uow))
            for number, (subject, command) in enumerate(commands, start=1):
                try:
                    self._carry_out(uow, command, self._act(group), done)
                    outcomes.append(Outcome(subject))
                except Refused as refusal:
                    done.knowledge.forget(uow.effects())
                    uow.discard()
                    outcomes.append(Outcome(subject, refusal.findings, refusal.code))
                if progress is not None and not progress(number, len(commands)):
                    break
            changes = self._finish(uow, done, "")
            carried = [command for _subject, command in commands]
            name = step_name(carried, done.effects, done.cards, changes, done.knowledge)
        self.keys.signed()
        self._remember(carried, name, group if done.events else "")
        changes = self._told(changes)
        return tuple(outcomes), changes

    def execute_slowly(self, command: Command, progress: Progress | None = None) -> Changes:
        """Carry out one command that reads much; told how far it is, it may be cancelled whole."""
        self._progress = progress
        try:
            return self.execute(command)
        finally:
            self._progress = None

    def _act(self, group: str) -> Act:
        return Act(self.person_id, self.stamp(), group)

    def _carry_out(self, uow: EventUnit, command: Command, act: Act, done: Done) -> None:
        """Run one handler and close its event; before a first signature register its key."""
        work = self._work(uow, done.knowledge, act)
        if is_signature(command) and work.replay is None:
            for before in keys.missing_key(work):
                self._carry_out(uow, before, replace(act, event=""), done)
        self._handle(command, work)
        effects = uow.effects()
        if not effects:
            return
        event = Event(
            id=act.event or new_id(),
            kind=work.kind or type(command).event,
            by=act.by,
            at=act.at,
            today=work.day,
            group=act.group,
            command=by_ids(command, work.named),
            effects=effects,
            note={**work.note, **act.note},
        )
        uow.close_event(event)
        done.knowledge.forget(effects)
        done.effects.extend(effects)
        done.events.append(event.id)
        done.note = event.note
        done.cards |= cards_touched(effects)
        forms = forms_touched(effects)
        done.cards |= {uow.card_of_form(form_id) for form_id in forms}
        if forms:
            covered = uow.select(Assignment, form_id=sorted(forms))
            done.cards |= {entry.card_id for entry in covered}

    def _handle(self, command: Command, work: Work) -> None:
        """Demand the right for a command and run its handler, which puts what it changes."""
        right = type(command).right
        if right and right != "move" and not self._is_first_step(work):
            card = getattr(command, "card", "")
            work.demand(right, work.card(card) if card else None)
        handlers.HANDLERS[type(command)](command, work)

    def _work(self, uow: EventUnit, knowledge: Knowledge, act: Act) -> Work:
        public = self._public if act.replay is None else ""  # it is that of who works here now
        has_file = self._has_file if act.replay is None else lambda _digest: True
        return Work(uow, knowledge, knowledge.actor(act.by), knowledge.today, act.at,
                    has_file, self.keys, public, act.replay, self.holder(),
                    progress=self._progress, made_by=act.note.get(MADE_BY, ""))  # fmt: skip

    def holder(self) -> str:
        """Return under what this workspace reserves numbers: a replica does."""
        return ""

    def _has_file(self, digest: str) -> bool:
        return self.store.file_path(digest).is_file()

    def _is_first_step(self, work: Work) -> bool:
        """Tell whether the workspace is being made: its making may do everything."""
        return work.actor.person_id == SETUP

    def _finish(self, uow: EventUnit, done: Done, source: str) -> Changes:
        """Rewrite the summaries of the cards touched and say what changed."""
        touched = self._all_touched(uow, done)
        knowledge = done.knowledge
        tile_of = tile_to_show if source == HUB else partial(tile_after, done.effects)
        tiles, gone = [], set()
        for card_id in touched:
            card = uow.find(Card, card_id)
            if card is None or card.deleted:
                gone.add(card_id)
            else:
                tiles.append(tile_of(knowledge, card))
        self.store.save_tiles(uow, tiles, knowledge.today.isoformat())
        return Changes(
            cards=frozenset(touched),
            forms=forms_touched(done.effects),
            tables=frozenset(effect.table for effect in done.effects),
            tiles=tuple(tiles),
            gone=frozenset(gone),
            events=tuple(done.events),
            source=source,
        )

    def _all_touched(self, uow: Reader, done: Done) -> list[str]:
        """Return the cards touched, also those whose people, offices or settings changed.

        A definition that is published touches none: each card keeps those it began under, the
        procedure, too, until it adopts others (decisions.md, 19).
        """
        tables = {effect.table for effect in done.effects}
        found = set(done.cards) - {""}
        if tables & {"setting", "programme", "faculty"}:
            return sorted(found | {card.id for card in uow.select(Card)})
        for effect in done.effects:
            if effect.table == "person":
                found |= {m.card_id for m in uow.select(TeamMember, person_id=effect.id)}
        if "office" in tables:
            found |= letters.under_decisions(uow, done.effects)
        return sorted(found)

    # --- keys ---------------------------------------------------------------------------

    def _ready_key(self, commands: Iterable[Command]) -> None:
        """Fetch the key before the transaction: the system may first ask to open its keyring."""
        signs = any(is_signature(command) for command in commands)
        self._public = self.keys.public(self.person_id) if signs else ""

    def unlock_key(self, pin: str) -> None:
        """Let the key of who works here sign; raises Refused where the PIN is wrong."""
        self.keys.unlock(self.person_id, pin)

    def pdf_secret(self) -> bytes:
        """Return the secret of the certificate with which who works here seals PDFs, or b""."""
        return self.keys.secret(self.person_id, "MC Desk PDF")

    def renew_key(self) -> None:
        """Give up the key of who works here; the next signature makes and registers a new one."""
        self.keys.renew(self.person_id)

    def ask_pin(self, *, wanted: bool) -> None:
        """Remember whether this computer is shared, so that each signature asks for a PIN."""
        self.store.set_fact("ask_pin", "1" if wanted else "")
        self.keys.asks_pin = wanted
        self.keys.close()

    def use_person(self, person_id: str) -> None:
        """Let another person work at this desk; what was done before is not theirs to undo."""
        self.person_id = person_id
        self.keys.close()
        self._end = NO_STEP
        self._undo.clear()
        self._redo.clear()
        if not self.store.read_only:
            self.store.set_fact("person", person_id)

    def note_backup(self, moment: str) -> None:
        """Remember the newest backup; a mere day does not make its moment less exact."""
        known = self.store.facts().get("last_backup", "")
        if not known.startswith(moment):
            self.store.set_fact("last_backup", moment)

    def close(self) -> None:
        """Close the workspace and give its lock back."""
        self.keys.close()
        self.store.close()

    # --- undo ---------------------------------------------------------------------------

    def _remember(self, commands: Sequence[Command], name: StepName, group: str) -> None:
        """Let what was done be the last step, also where it undid one of the history."""
        if not group:
            return
        if all(type(command).undoable for command in commands):
            self._undo.append(_Step(group, name))
            self._redo.clear()
        else:
            self._undo.clear()
            self._redo.clear()
            self._end = name

    def undo(self, form: str = "") -> Changes:
        """Undo the last step of this session, or the last one in a form."""
        must_be_there(self._undo, self._end)
        return self._step_back(self._undo, self._redo, form)

    def redo(self, form: str = "") -> Changes:
        """Redo the last step that was undone, or the last one in a form."""
        if not self._redo:
            refuse("nothing", N_("There is nothing to redo."))
        return self._step_back(self._redo, self._undo, form)

    def _step_back(self, source: list[_Step], target: list[_Step], form: str) -> Changes:
        place = last_of(source, form, is_redo=source is self._redo)
        step = source.pop(place)
        try:
            changes, _its = self._together((UndoEvent(of=step.group),))
        except Trouble:
            source.insert(place, step)
            raise
        if changes.events:
            target.append(_Step(changes.events[-1], step.name))
        return self._told(changes)


def is_signature(command: Command) -> bool:
    """Tell whether a command is a decision that the person makes in the program."""
    return isinstance(command, SignForm | SignPeriod) and command.medium == "program"
