"""The desk: everything that a window or a script can ask of a workspace.

Commands go through `execute`: one unit of work, the handler, one event with its effects, the
summaries of the cards touched, all in one transaction; then one `Changes` for the views.
"""

from __future__ import annotations

import itertools
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Literal, Protocol

from mcdesk.application import directory, handlers, queries, shelf
from mcdesk.application.handlers import (
    cards,
    filling,
    forms,
    moves,
    people,
    resting,
    signing,
    team,
    undoing,
)
from mcdesk.application.history import history
from mcdesk.application.journal import Effect, Event, cards_touched, command_data, forms_touched
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.ports import Progress, Reader, UnitOfWork
from mcdesk.application.tiles import tile_of_card
from mcdesk.application.views import (
    Board,
    CardOutline,
    CardPage,
    CardTile,
    Changes,
    Directory,
    FormLine,
    FormView,
    HistoryLine,
    IdeaLine,
    Outcome,
    SettingsView,
    Sheet,
    WorkLine,
    WorkspaceInfo,
)
from mcdesk.application.work import Work, refuse
from mcdesk.errors import Finding, Refused, Trouble
from mcdesk.i18n import N_
from mcdesk.procedure.commands import Command, UndoEvent
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.records import Assignment, Card, Idea, TeamMember

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from mcdesk.procedure.content import Content
    from mcdesk.procedure.situation import Actor

ROOMS = (cards, filling, forms, moves, people, resting, signing, team, undoing)
SETUP = "setup"
"""The person id under which a workspace is made, before anybody is in its directory."""


class EventUnit(UnitOfWork, Protocol):
    """A unit of work that can close an event."""

    def effects(self) -> tuple[Effect, ...]: ...

    def discard(self) -> None: ...

    def close_event(self, event: Event) -> None: ...

    def card_of_form(self, form_id: str) -> str: ...


class Store(Protocol):
    """What the desk needs of the storage below it."""

    path: Path
    read_only: bool

    @property
    def is_writable(self) -> bool: ...

    def read(self) -> AbstractContextManager[Reader]: ...

    def write(self) -> AbstractContextManager[Any]: ...

    def tiles(self) -> tuple[CardTile, ...]: ...

    def stale_tiles(self, day: str) -> tuple[str, ...]: ...

    def save_tiles(self, uow: Any, tiles: Iterable[CardTile], day: str) -> None: ...

    def facts(self) -> dict[str, str]: ...

    def set_fact(self, key: str, value: str) -> None: ...

    def store_file(self, source: Path) -> tuple[str, int]: ...

    def file_path(self, digest: str) -> Path: ...

    def close(self) -> None: ...


def utc_now() -> datetime:
    """Return the present moment; tests and the sample give their own."""
    return datetime.now(UTC)


@dataclass
class _Done:
    """What the commands of one transaction know, and have changed so far."""

    knowledge: Knowledge
    effects: list[Effect] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    cards: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Step:
    """A step that can be undone or redone: the group of its events, and its first one's kind."""

    group: str
    kind: str


class Desk:
    """A workspace as the rooms above see it; used by one thread at a time."""

    def __init__(
        self,
        store: Store,
        person_id: str = "",
        *,
        now: Callable[[], datetime] = utc_now,
        day: Callable[[], date] | None = None,
    ) -> None:
        self.store = store
        self.person_id = person_id
        self._now = now
        self._day = day or (lambda: now().astimezone().date())
        self._minutes: dict[date, itertools.count[int]] = {}
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []

    @property
    def today(self) -> date:
        return self._day()

    def stamp(self) -> str:
        """Return the present moment as ISO text in UTC, to the microsecond."""
        return self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    @contextmanager
    def at(self, day: date) -> Iterator[None]:
        """Let the desk act as of an earlier day, from nine in the morning on.

        For what is entered afterwards in its true order: the sample, imports, tests.
        """
        before = self._now, self._day
        moment = datetime.combine(day, time(9), UTC)
        minutes = self._minutes.setdefault(day, itertools.count())
        self._now = lambda: moment + timedelta(minutes=next(minutes))
        self._day = lambda: day
        try:
            yield
        finally:
            self._now, self._day = before

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
        with self.store.write() as uow:
            done = _Done(Knowledge(uow, self.today))
            group = new_id()
            for command in commands:
                self._carry_out(uow, command, group, done)
            changes = self._finish(uow, done, source)
        self._remember(commands, group if done.events else "")
        return replace(changes, undo=_top(self._undo), redo=_top(self._redo))

    def execute_each(
        self, commands: Iterable[tuple[str, Command]], progress: Progress | None = None
    ) -> tuple[tuple[Outcome, ...], Changes]:
        """Carry out each `(subject, command)` by itself; the refused ones stand apart.

        What was done is one undo step. Cancelling keeps what was done so far.
        """
        commands = tuple(commands)
        outcomes: list[Outcome] = []
        group = new_id()
        with self.store.write() as uow:
            done = _Done(Knowledge(uow, self.today))
            for number, (subject, command) in enumerate(commands, start=1):
                before = len(done.events)
                try:
                    self._carry_out(uow, command, group, done)
                    outcomes.append(Outcome(subject, tuple(done.events[before:])))
                except Refused as refusal:
                    uow.discard()
                    outcomes.append(Outcome(subject, (), refusal.findings, refusal.code))
                if progress is not None and not progress(number, len(commands)):
                    break
            changes = self._finish(uow, done, "")
        self._remember([command for _subject, command in commands], group if done.events else "")
        changes = replace(changes, undo=_top(self._undo), redo=_top(self._redo))
        return tuple(outcomes), changes

    def _carry_out(self, uow: EventUnit, command: Command, group: str, done: _Done) -> None:
        """Run one handler and close its event."""
        work = self._work(uow, done.knowledge)
        right = type(command).right
        if right and right != "move" and not self._is_first_step(work):
            card = getattr(command, "card", "")
            work.demand(right, work.card(card) if card else None)
        handlers.HANDLERS[type(command)](command, work)
        effects = uow.effects()
        if not effects:
            return
        event = Event(
            id=new_id(),
            kind=type(command).event,
            by=self.person_id,
            at=self.stamp(),
            today=work.day,
            group=group,
            command=command_data(command),
            effects=effects,
            note=work.note,
        )
        uow.close_event(event)
        done.knowledge.forget({effect.table for effect in effects}, forms_touched(effects))
        done.effects.extend(effects)
        done.events.append(event.id)
        done.cards |= cards_touched(effects)
        forms = forms_touched(effects)
        done.cards |= {uow.card_of_form(form_id) for form_id in forms}
        if forms:
            covered = uow.select(Assignment, form_id=sorted(forms))
            done.cards |= {entry.card_id for entry in covered}

    def _work(self, uow: EventUnit, knowledge: Knowledge) -> Work:
        actor = knowledge.actor(self.person_id)
        return Work(uow, knowledge, actor, knowledge.today, self.stamp())

    def _is_first_step(self, work: Work) -> bool:
        """Tell whether the workspace has nobody yet: its making may do everything."""
        return not work.knowledge.offices or self.person_id == SETUP

    def _finish(self, uow: EventUnit, done: _Done, source: str) -> Changes:
        """Rewrite the summaries of the cards touched and say what changed."""
        touched = self._all_touched(uow, done)
        knowledge = done.knowledge
        tiles, gone = [], set()
        for card_id in touched:
            card = uow.find(Card, card_id)
            if card is None or card.deleted:
                gone.add(card_id)
            else:
                tiles.append(tile_of_card(knowledge, card))
        self.store.save_tiles(uow, tiles, self.today.isoformat())
        return Changes(
            cards=frozenset(touched),
            forms=forms_touched(done.effects),
            tables=frozenset(effect.table for effect in done.effects),
            tiles=tuple(tiles),
            gone=frozenset(gone),
            events=tuple(done.events),
            source=source,
        )

    def _all_touched(self, uow: Reader, done: _Done) -> list[str]:
        """Return the cards touched, also those whose people, names or settings changed."""
        tables = {effect.table for effect in done.effects}
        if tables & {"setting", "programme", "faculty", "definition"}:
            return [card.id for card in uow.select(Card)]
        found = set(done.cards) - {""}
        for effect in done.effects:
            if effect.table == "person":
                found |= {m.card_id for m in uow.select(TeamMember, person_id=effect.id)}
        return sorted(found)

    def use_person(self, person_id: str) -> None:
        """Let another person work at this desk; what was done before is not theirs to undo."""
        self.person_id = person_id
        self._undo.clear()
        self._redo.clear()
        if not self.store.read_only:
            self.store.set_fact("person", person_id)

    def note_backup(self, day: str) -> None:
        """Remember the day of the newest automatic backup."""
        self.store.set_fact("last_backup", day)

    def close(self) -> None:
        """Close the workspace and give its lock back."""
        self.store.close()

    # --- undo ---------------------------------------------------------------------------

    def _remember(self, commands: Sequence[Command], group: str) -> None:
        if not group or any(isinstance(command, UndoEvent) for command in commands):
            return
        if all(type(command).undoable for command in commands):
            self._undo.append(_Step(group, type(commands[0]).event))
            self._redo.clear()
        else:
            self._undo.clear()
            self._redo.clear()

    def undo(self) -> Changes:
        """Undo the last step of this session."""
        return self._step_back(self._undo, self._redo, N_("There is nothing to undo."))

    def redo(self) -> Changes:
        """Redo the last step that was undone."""
        return self._step_back(self._redo, self._undo, N_("There is nothing to redo."))

    def _step_back(self, source: list[_Step], target: list[_Step], empty: str) -> Changes:
        if not source:
            refuse("nothing", empty)
        step = source.pop()
        try:
            changes = self.execute(UndoEvent(of=step.group))
        except Trouble:
            source.append(step)
            raise
        if changes.events:
            target.append(_Step(changes.events[-1], step.kind))
        return replace(changes, undo=_top(self._undo), redo=_top(self._redo))

    # --- reading ------------------------------------------------------------------------

    def _knowledge(self, reader: Reader) -> tuple[Knowledge, Actor]:
        knowledge = Knowledge(reader, self.today)
        return knowledge, knowledge.actor(self.person_id)

    def info(self) -> WorkspaceInfo:
        """Return what the window says about the workspace."""
        facts = self.store.facts()
        with self.store.read() as reader:
            knowledge, actor = self._knowledge(reader)
            digest, _forms = shelf.published(reader)
            procedure = shelf.procedure_of(reader, digest)
            roles = actor.roles | {
                member.role for member in reader.select(TeamMember, person_id=self.person_id)
            }
            rights = {key for key, held in procedure.rights.items() if set(held) & roles}
            return WorkspaceInfo(
                path=str(self.store.path),
                name=str(knowledge.stored_settings.get("name") or self.store.path.stem),
                sample=bool(knowledge.stored_settings.get("sample")),
                read_only=not self.store.is_writable,
                person_id=self.person_id,
                person=knowledge.name(self.person_id),
                profile=knowledge.profile,
                last_backup=facts.get("last_backup", ""),
                undo=_top(self._undo),
                redo=_top(self._redo),
                roles=tuple(sorted(roles)),
                persons=queries.person_lines(knowledge),
                programmes=queries.programme_lines(knowledge),
                role_labels={role.id: role.label for role in procedure.roles},
                stages=procedure.stages,
                phases=procedure.phases,
                rights=frozenset(rights),
            )

    def board(self) -> Board:
        """Return the board; summaries of an earlier day are worked out anew first."""
        self.refresh_summaries()
        with self.store.read() as reader:
            digest, _forms = shelf.published(reader)
            procedure = shelf.procedure_of(reader, digest)
            ideas = len(reader.select(Idea, state="open"))
        return Board(procedure.stages, procedure.phases, self.store.tiles(), self.today, ideas)

    def refresh_summaries(self, *, everything: bool = False) -> int:
        """Work out the summaries that were made before today; return how many."""
        if self.store.read_only:
            return 0
        day = self.today.isoformat()
        stale = list(self.store.stale_tiles("9999" if everything else day))
        for at in range(0, len(stale), 100):
            with self.store.write() as uow:
                knowledge = Knowledge(uow, self.today)
                found = [uow.find(Card, card_id) for card_id in stale[at : at + 100]]
                tiles = [tile_of_card(knowledge, card) for card in found if card is not None]
                self.store.save_tiles(uow, tiles, day)
        return len(stale)

    def outline(self, card: str) -> CardOutline:
        """Return where a card stands and what it needs."""
        with self.store.read() as reader:
            knowledge, actor = self._knowledge(reader)
            return queries.outline(knowledge, queries.find_card(knowledge, card), actor)

    def page(self, card: str) -> CardPage:
        """Return the page of one micro-credential."""
        with self.store.read() as reader:
            knowledge, actor = self._knowledge(reader)
            return queries.page(knowledge, queries.find_card(knowledge, card), actor)

    def form(self, form: str) -> FormView:
        """Return everything that a form's editor needs."""
        with self.store.read() as reader:
            knowledge, _actor = self._knowledge(reader)
            return queries.form_view(knowledge, form)

    def sheet(
        self, form: str, kind: Literal["blank", "draft", "frozen"], revision: str = ""
    ) -> Sheet:
        """Return a form as it is printed."""
        with self.store.read() as reader:
            knowledge, _actor = self._knowledge(reader)
            return queries.sheet(knowledge, form, kind, revision)

    def revision(self, revision: str) -> Content:
        """Return the content that a revision holds."""
        with self.store.read() as reader:
            knowledge, _actor = self._knowledge(reader)
            return queries.revision_content(knowledge, revision)

    def targets(self, cards: Sequence[str]) -> Mapping[str, tuple[Finding, ...]]:
        """Return for each stage why these cards may not be moved there."""
        with self.store.read() as reader:
            knowledge, actor = self._knowledge(reader)
            found = [queries.find_card(knowledge, card) for card in cards]
            return queries.targets(knowledge, found, actor)

    def fallen(self, card: str, stage: str) -> tuple[FormLine, ...]:
        """Return the forms whose sign-offs would fall if the card were sent to `stage`."""
        with self.store.read() as reader:
            knowledge, _actor = self._knowledge(reader)
            return queries.fallen_lines(knowledge, queries.find_card(knowledge, card), stage)

    def my_work(self) -> tuple[WorkLine, ...]:
        """Return what waits for the person at the desk, the most urgent first."""
        with self.store.read() as reader:
            return directory.my_work(*self._knowledge(reader))

    def directory(self) -> Directory:
        """Return people with their offices, faculties and programmes."""
        with self.store.read() as reader:
            return directory.directory(self._knowledge(reader)[0])

    def settings_view(self) -> SettingsView:
        """Return the settings of the workspace."""
        with self.store.read() as reader:
            return directory.settings_view(self._knowledge(reader)[0])

    def ideas(self) -> tuple[IdeaLine, ...]:
        """Return the open ideas, the newest first."""
        with self.store.read() as reader:
            kept = reader.select(Idea, state="open")
            return tuple(
                IdeaLine(i.id, i.title, i.from_whom, i.note, i.received_on, i.programme_id)
                for i in sorted(kept, key=lambda entry: entry.received_on, reverse=True)
            )

    def history(self, card: str = "", form: str = "", limit: int = 0) -> tuple[HistoryLine, ...]:
        """Return the history of a card, a form or the workspace, newest first."""
        with self.store.read() as reader:
            knowledge, _actor = self._knowledge(reader)
            id_ = queries.find_card(knowledge, card).id if card else ""
            return history(knowledge, card=id_, form=form, limit=limit)

    # --- files --------------------------------------------------------------------------

    def store_file(self, path: Path) -> tuple[str, int]:
        """Copy a file into the store; return its SHA-256 and size in bytes."""
        return self.store.store_file(path)

    def file_path(self, digest: str) -> Path:
        """Return where a stored file lies."""
        return self.store.file_path(digest)


def _top(stack: Sequence[_Step]) -> str:
    """Return the kind of the event that undo or redo would take next, or ""."""
    return stack[-1].kind if stack else ""
