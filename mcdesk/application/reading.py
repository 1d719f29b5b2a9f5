"""Reading a workspace: every question that a window or a script asks of it."""

from __future__ import annotations

import itertools
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

from mcdesk.application import (
    audit,
    binder,
    directory,
    form_queries,
    key_queries,
    mailing,
    queries,
    sheets,
    shelf,
    statement,
)
from mcdesk.application.history import history, taken_back
from mcdesk.application.keys import NO_KEYS, Keys
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.lines import idea_lines
from mcdesk.application.mentions import mentions
from mcdesk.application.unreadable import tile_to_show
from mcdesk.application.views import (
    Audit,
    Binder,
    Board,
    CardOutline,
    CardPage,
    CardTile,
    CatalogueCopy,
    Changes,
    Directory,
    Extent,
    FormLine,
    FormView,
    HistoryLine,
    IdeaLine,
    KeysView,
    Mailing,
    MentionLine,
    OriginalView,
    SettingsView,
    Sheet,
    Statement,
    TakenBackLine,
    WorkspaceInfo,
)
from mcdesk.application.views.changes import NO_STEP, StepName
from mcdesk.procedure.calendar import day_at, zone
from mcdesk.procedure.records import Card, Idea, TeamMember

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

    from mcdesk.application.keys import KeyState
    from mcdesk.application.ports import Progress
    from mcdesk.application.storage_ports import Reader, Store
    from mcdesk.errors import Finding
    from mcdesk.procedure.content import Content
    from mcdesk.procedure.situation import Actor
    from mcdesk.procedure.stage import Label


TOGETHER = 100
"""Cards whose summaries are worked out in one transaction."""


def utc_now() -> datetime:
    """Return the present moment; tests and the sample give their own."""
    return datetime.now(UTC)


class Reading:
    """The half of a desk that changes nothing but what can be worked out anew.

    `next_undo` and `next_redo` are the names of the steps that undo and redo would take.
    """

    @property
    def next_undo(self) -> StepName:
        return NO_STEP

    @property
    def next_redo(self) -> StepName:
        return NO_STEP

    def __init__(
        self,
        store: Store,
        person_id: str = "",
        *,
        now: Callable[[], datetime] = utc_now,
        day: Callable[[], date] | None = None,
        keys: Keys = NO_KEYS,
    ) -> None:
        self.store = store
        self.keys = keys
        self.person_id = person_id
        self._now = now
        self._day = day or (lambda: day_at(now()))
        self._minutes: dict[date, itertools.count[int]] = {}

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
        moment = datetime.combine(day, time(9), zone())
        minutes = self._minutes.setdefault(day, itertools.count())
        self._now = lambda: moment + timedelta(minutes=next(minutes))
        self._day = lambda: day
        try:
            yield
        finally:
            self._now, self._day = before

    # --- reading ------------------------------------------------------------------------

    def _knowledge(self, reader: Reader) -> tuple[Knowledge, Actor]:
        knowledge = Knowledge(reader, self.today, self.keys.verify, self.file_path)
        return knowledge, knowledge.actor(self.person_id)

    def file_path(self, digest: str) -> Path:
        """Return where a stored file lies."""
        return self.store.file_path(digest)

    def key_state(self) -> KeyState:
        """Return what it takes for who works here to sign; "none" where the keyring is shut."""
        return key_queries.key_state(self.store, self.keys, self.person_id)

    def keys_view(self) -> KeysView:
        """Return the registered keys and what it takes to sign here."""
        state = self.key_state()
        with self.store.read() as reader:
            knowledge, actor = self._knowledge(reader)
            digest, _forms = shelf.published(reader, self.today)
            held = shelf.procedure_of(reader, digest).rights.get("directory", ())
            may = bool(set(held) & actor.roles)
            lines = key_queries.key_lines(knowledge, actor, keeps_directory=may)
            seals = bool(knowledge.stored_settings.get("seal_pdf"))
        return KeysView(state, self.keys.asks_pin, lines, seals)

    def info(self) -> WorkspaceInfo:
        """Return what the window says about the workspace."""
        facts = self.store.facts()
        with self.store.read() as reader:
            knowledge, actor = self._knowledge(reader)
            digest, _forms = shelf.published(reader, self.today)
            procedure = shelf.procedure_of(reader, digest)
            roles = actor.roles | {
                member.role for member in reader.select(TeamMember, person_id=actor.person_id)
            }
            rights = {key for key, held in procedure.rights.items() if set(held) & roles}
            scopes = {role.id: role.scope for role in procedure.roles}
            return WorkspaceInfo(
                path=str(self.store.path),
                name=str(knowledge.stored_settings.get("name") or self.store.path.stem),
                sample=bool(knowledge.stored_settings.get("sample")),
                read_only=not self.store.is_writable,
                person_id=actor.person_id,
                person=knowledge.name(actor.person_id),
                last_backup=facts.get("last_backup", ""),
                undo=self.next_undo,
                redo=self.next_redo,
                roles=tuple(sorted(roles)),
                offices=frozenset(o for o in actor.offices if scopes.get(o[0]) != "card"),
                persons=queries.person_lines(knowledge),
                programmes=queries.programme_lines(knowledge),
                role_labels={role.id: role.label for role in procedure.roles},
                stages=procedure.stages,
                phases=procedure.phases,
                rights=frozenset(rights),
                holders=procedure.rights,
                role_scopes=scopes,
                absences=queries.own_absences(knowledge, actor),
            )

    def board(self, *, archived: bool = False, at_once: bool = False) -> Board:
        """Return the board; summaries of an earlier day are worked out anew first.

        `at_once` takes them as they are (`refresh_some`).
        """
        if not at_once:
            self.refresh_summaries()
        with self.store.read() as reader:
            digest, _forms = shelf.published(reader, self.today)
            procedure = shelf.procedure_of(reader, digest)
            ideas = len(reader.select(Idea, state="open"))
        tiles = self.store.tiles("all" if archived else "board")
        return Board(procedure.stages, procedure.phases, tiles, self.today, ideas)

    def refresh_summaries(self) -> int:
        """Work out the summaries that were made on another day; return how many."""
        if self.store.read_only:
            return 0
        stale = self.store.stale_tiles(self.today.isoformat())
        for at in range(0, len(stale), TOGETHER):
            self._summarise(stale[at : at + TOGETHER])
        return len(stale)

    def refresh_some(self, most: int = TOGETHER) -> tuple[Changes, int]:
        """Work out some summaries that were made on another day; tell how many are left then."""
        if self.store.read_only:
            return Changes(), 0
        stale = self.store.stale_tiles(self.today.isoformat())
        return Changes(tiles=self._summarise(stale[:most])), len(stale[most:])

    def _summarise(self, cards: Sequence[str]) -> tuple[CardTile, ...]:
        """Work out the summaries of these cards anew, in one transaction."""
        if not cards:
            return ()
        with self.store.write() as uow:
            knowledge = Knowledge(uow, self.today, self.keys.verify)
            found = [uow.find(Card, card_id) for card_id in cards]
            tiles = tuple(tile_to_show(knowledge, card) for card in found if card is not None)
            self.store.save_tiles(uow, tiles, self.today.isoformat())
        return tiles

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

    def binder(self, card: str, progress: Progress | None = None) -> Binder | None:
        """Return the whole life of a micro-credential; None where `progress` answers False."""
        with self.store.read() as reader:
            knowledge, actor = self._knowledge(reader)
            found = queries.find_card(knowledge, card)
            return binder.binder(knowledge, found, actor, self.store.file_path, progress)

    def audit(self, extent: Extent, progress: Progress | None = None) -> Audit | None:
        """Return what an audit is shown; None where `progress` answers False."""
        with self.store.read() as reader:
            cards = audit.cards_within(self._knowledge(reader)[0], extent)
        found = audit.Gathered(extent)
        for place, card in enumerate(cards):
            if progress is not None and not progress(place, len(cards)):
                return None
            with self.store.read() as reader:
                audit.gather(*self._knowledge(reader), card, found)
        with self.store.read() as reader:
            return audit.finished(self._knowledge(reader)[0], found)

    def statement(self, person: str, since: date, until: date) -> Statement:
        """Return the confirmed contributions of a person from one day to another."""
        with self.store.read() as reader:
            return statement.statement(self._knowledge(reader)[0], person, since, until)

    def catalogue(self, card: str) -> CatalogueCopy:
        """Return what the catalogue says of a micro-credential."""
        with self.store.read() as reader:
            return statement.catalogue_of(self._knowledge(reader)[0], card)

    def mailing(self, form: str) -> Mailing:
        """Return a frozen form with those whom one writes to about it."""
        with self.store.read() as reader:
            knowledge, actor = self._knowledge(reader)
            return mailing.mailing(knowledge, form, actor)

    def form_titles(self, card: str) -> dict[str, Label]:
        """Return what each kind of form of a micro-credential is called."""
        with self.store.read() as reader:
            knowledge, _actor = self._knowledge(reader)
            found = shelf.definitions_of(reader, queries.find_card(knowledge, card))
            return {kind: form.title for kind, form in found.forms.items()}

    def form(self, form: str) -> FormView:
        """Return everything that a form's editor needs."""
        with self.store.read() as reader:
            knowledge, actor = self._knowledge(reader)
            return form_queries.form_view(knowledge, form, actor)

    def original(self, card: str, kind: str) -> OriginalView:
        """Return what is asked of an external original of a form."""
        with self.store.read() as reader:
            knowledge, _actor = self._knowledge(reader)
            return form_queries.original_view(knowledge, card, kind)

    def sheet(
        self, form: str, kind: Literal["blank", "draft", "frozen"], revision: str = ""
    ) -> Sheet:
        """Return a form as it is printed."""
        with self.store.read() as reader:
            knowledge, _actor = self._knowledge(reader)
            return sheets.sheet(knowledge, form, kind, revision)

    def revision(self, revision: str) -> Content:
        """Return the content that a revision holds."""
        with self.store.read() as reader:
            knowledge, _actor = self._knowledge(reader)
            return form_queries.revision_content(knowledge, revision)

    def fallen(self, card: str, stage: str) -> tuple[FormLine, ...]:
        """Return the forms whose sign-offs would fall if the card were sent to `stage`."""
        with self.store.read() as reader:
            knowledge, _actor = self._knowledge(reader)
            return queries.fallen_lines(knowledge, queries.find_card(knowledge, card), stage)

    def directory(self) -> Directory:
        """Return people with their offices, faculties and programmes."""
        with self.store.read() as reader:
            return directory.directory(*self._knowledge(reader))

    def settings_view(self) -> SettingsView:
        """Return the settings of the workspace."""
        with self.store.read() as reader:
            return directory.settings_view(self._knowledge(reader)[0])

    def wrong_values(self, form: str, fields: Collection[str]) -> tuple[Finding, ...]:
        """Return what is wrong with the values in these fields; not what is missing."""
        with self.store.read() as reader:
            knowledge, _actor = self._knowledge(reader)
            return form_queries.wrong_values(knowledge, form, fields)

    def ideas(self) -> tuple[IdeaLine, ...]:
        """Return the open ideas, the newest first."""
        with self.store.read() as reader:
            return idea_lines(reader.select(Idea, state="open"))

    def mentions(self) -> tuple[MentionLine, ...]:
        """Return the open remarks that name who works here, the newest first."""
        with self.store.read() as reader:
            return mentions(*self._knowledge(reader))

    def history(self, card: str = "", form: str = "", limit: int = 0) -> tuple[HistoryLine, ...]:
        """Return the history of a card, a form or the workspace, newest first."""
        with self.store.read() as reader:
            knowledge, _actor = self._knowledge(reader)
            id_ = queries.find_card(knowledge, card).id if card else ""
            return history(knowledge, card=id_, form=form, limit=limit)

    def taken_back(self) -> tuple[TakenBackLine, ...]:
        """Return the cards that are there no more since what made them was undone."""
        with self.store.read() as reader:
            return taken_back(self._knowledge(reader)[0])
