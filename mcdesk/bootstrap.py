"""The only file that knows every room: wires storage, desk, prints and scripts together."""

from __future__ import annotations

import errno
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from typing_extensions import override

from mcdesk import folders, resources
from mcdesk.application import namesakes, shelf
from mcdesk.application.desk import SETUP, Desk
from mcdesk.application.keys import NO_KEYS
from mcdesk.application.packets import PacketDesk
from mcdesk.application.reading import utc_now
from mcdesk.bringing import BringingApp
from mcdesk.errors import Finding, Refused, Trouble, system_words
from mcdesk.folders import config_folder, data_folder
from mcdesk.healing import HealingApp
from mcdesk.i18n import N_, _
from mcdesk.models import backups, left_behind, schema
from mcdesk.models.engines import disk_full
from mcdesk.models.workspace import Workspace
from mcdesk.packeting import PacketApp
from mcdesk.papers import PapersApp
from mcdesk.presence import PresenceApp
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.load import BrokenDefinitions, read_definitions
from mcdesk.procedure.records import DefinitionText, Person, Setting
from mcdesk.procedure.wording_check import signing_faults
from mcdesk.team_app import TeamApp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from mcdesk.application.keys import Keys
    from mcdesk.application.ports import DeskPort, Progress

ALWAYS = "2000-01-01"
LEAD = ("ctl", "ctl_lead")
"""The roles of whoever begins a workspace."""
LONGEST_ECHO = 120


def shipped_definitions() -> tuple[str, dict[str, str]]:
    """Return the TOML text of the procedure and of each form, as they ship."""
    folder = resources.root()
    procedure = (folder / "procedure" / "uph_ctl.toml").read_text(encoding="utf-8")
    forms = {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted((folder / "forms").glob("*.toml"))
    }
    return procedure, forms


@contextmanager
def _closed_unless_done(store: Workspace) -> Iterator[None]:
    """Close a workspace, and give its lock back, when the block does not come to its end."""
    with ExitStack() as stack:
        stack.callback(store.close)
        yield
        stack.pop_all()


@dataclass
class App(PapersApp, TeamApp, HealingApp, BringingApp, PacketApp, PresenceApp):
    """The program without a face: opens, makes, prints, backs up and checks workspaces."""

    now: Callable[[], datetime] = utc_now
    day: Callable[[], date] | None = None
    keys_folder: Path | None = None

    def default_path(self) -> Path:
        """Return the workspace used when none is named: the one the window opened last."""
        note = config_folder() / folders.LAST
        return folders.last_opened(note) or data_folder() / folders.FIRST

    # --- life ----------------------------------------------------------------------------

    def create(
        self,
        path: Path,
        name: str = "",
        newcomer: str = "",
        *,
        roles: Sequence[str] = LEAD,
        sample: bool = False,
    ) -> PacketDesk:
        """Make a workspace with the shipped definitions and its first person.

        Raises:
            Trouble: The file exists already or cannot be written.
        """
        store, me = Workspace.create(path), new_id()  # who begins one is nobody of another
        with _closed_unless_done(store):
            first = newcomer or _("CTL lead")
            self._begin(store, me, name or path.stem, first, roles, sample=sample)
            store.settle()
        return self._desk(store, me)

    def _begin(
        self, store: Workspace, me: str, name: str, newcomer: str, roles: Sequence[str],
        *, sample: bool, since: Callable[[date], date] | None = None,
    ) -> None:  # fmt: skip
        """Give a new workspace its definitions, its first person, its name, the sample's mark.

        The definitions bind from the day that `since` says, or from today.
        """
        desk = Desk(store, SETUP, now=self.now, day=self.day)
        procedure, forms = shipped_definitions()
        with desk.at(since(desk.today)) if since is not None else nullcontext():
            desk.execute(do.PublishDefinitions(procedure=procedure, forms=forms))
        desk.execute_together(
            (
                do.AddPerson(name=newcomer, roles=list(roles), id=me),
                do.SetSetting(key="name", value=name, since=ALWAYS),
                *([do.SetSetting(key="sample", value=True, since=ALWAYS)] if sample else []),
            )
        )
        store.set_fact("person", me)

    def make_sample(self, path: Path, progress: Progress | None = None) -> bool:
        """Make the sample workspace at `path`; one that came to no end leaves nothing.

        Returns False where it was cancelled.
        """
        from mcdesk.application.sample import fill_sample, first_day

        store, me, is_done = Workspace.create(path), new_id(), False
        try:
            with closing(store):
                name = _("Sample workspace")
                self._begin(store, me, name, "CTL-01", LEAD, sample=True, since=first_day)
                desk = self._desk(store, me)
                desk.keys = NO_KEYS  # what the sample shows was decided by nobody
                if fill_sample(desk, progress):
                    store.settle()
                    is_done = True
        finally:
            if not is_done:
                left_behind.remove(path)
        return is_done

    @override
    def open(self, path: Path, person: str = "", *, read_only: bool = False) -> PacketDesk:
        """Open a workspace as a person: the one named, else the one it was last used by.

        Raises:
            Trouble: The file cannot be opened, or the person is not in its directory.
        """
        store = Workspace.open(path, read_only=read_only)
        with _closed_unless_done(store):
            desk = self._desk(store, self._person(store, person))
            desk.give_time()
            if not store.read_only:
                desk.note_place()
                desk.note_put_back()
                left_behind.tidy(path.parent, held=path)
                self.take_in_owed(desk, path)
        return desk

    def _desk(self, store: Workspace, person: str) -> PacketDesk:
        return PacketDesk(store, person, now=self.now, day=self.day, keys=self._keys(store))

    def _keys(self, store: Workspace) -> Keys:
        """Return the keys of this computer for a workspace; of the sample they are not kept."""
        from mcdesk.procedure.canonical import read_json
        from mcdesk.signing.keys import KeyBunch
        from mcdesk.signing.vault import memory_of, system_vault

        with store.read() as reader:
            is_sample = any(read_json(s.value) for s in reader.select(Setting, key="sample"))
        asks_pin = bool(store.facts().get("ask_pin"))
        folder = self.keys_folder or config_folder() / "keys"
        vault = partial(memory_of, store.path) if is_sample else partial(system_vault, folder)
        return KeyBunch(store.origin(), vault, asks_pin=asks_pin)

    def _person(self, store: Workspace, ref: str) -> str:
        """Return the id of the person that a name, login or id stands for."""
        own = store.facts().get("person", "")
        found = self._known(store, ref or own)
        if ref and len(found) > 1:
            title = namesakes.ambiguous(ref, found).sentence()
            raise Trouble("ambiguous_person", title, _("Name one of them by login or id."))
        if found or not ref:
            return found[0] if found else own
        raise Trouble(
            "unknown_person",
            _("“{ref}” is not in the directory of this workspace.").format(ref=ref),
            _("Use a name or login that “mcdesk show --people” lists."),
        )

    @staticmethod
    def _known(store: Workspace, ref: str) -> tuple[str, ...]:
        """Return the ids of those whom an id, login or name means."""
        with store.read() as reader:
            return namesakes.called(reader.select(Person), ref)

    def close(self, desk: DeskPort) -> None:
        """Close a desk and give its lock back."""
        cast("Desk", desk).close()

    @contextmanager
    def acting_as(self, desk: DeskPort, person: str) -> Iterator[None]:
        """Let a desk act as another person for a while; "" leaves it as it is."""
        own = cast("Desk", desk)
        before = own.person_id
        if person:
            found = self._known(cast("Workspace", own.store), person)
            if len(found) > 1:
                raise Refused(namesakes.ambiguous(person, found))
            if not found:
                text = N_("“{ref}” is not in the directory. Add the person first.")
                raise Refused(Finding("unknown_person", text, {"ref": person[:LONGEST_ECHO]}))
            own.person_id = found[0]
        try:
            yield
        finally:
            own.person_id = before

    # --- keeping -------------------------------------------------------------------------

    def backup(self, path: Path, target: Path, progress: Progress | None = None) -> Path:
        """Write one zip of a workspace with its files and drafts; return its path."""
        return backups.backup(path, target, self.now(), progress)

    def daily_backup(
        self, path: Path, folder: Path | None = None, progress: Progress | None = None,
        *, closing: bool = False,
    ) -> str:  # fmt: skip
        """Make or renew today's automatic backup.

        Returns the moment of the one made now, else the day of the newest.
        """
        place, now = folder or data_folder() / "backups", self.now()
        made = backups.daily(path, place, now, progress, closing_down=closing)
        return now.isoformat() if made is not None else backups.newest(path, place)

    def check_backup(self, source: Path) -> None:
        """Look whether a file is a backup at all; raises Trouble where it is none."""
        backups.look(source)

    def restore(self, source: Path, path: Path) -> Path | None:
        """Restore a backup; return where a workspace that was there is kept now."""
        held = Workspace(path)
        held.take_lock()
        try:
            return backups.restore(source, path, self.now())
        finally:
            held.close()
            if not path.exists():
                held.drop_lock()

    def upgrade(self, path: Path) -> Path | None:
        """Bring an older workspace up to date; return the backup made before, or None."""
        from mcdesk.models import upgrading

        return upgrading.upgrade(path, self.now())

    def check(self, path: Path, note: Callable[[str], object] = str) -> Sequence[str]:
        """Return what is wrong with a workspace: journal, records, summaries, files."""
        from mcdesk.models import checking
        from mcdesk.signing.ed25519 import verify

        return checking.check(path, verify, note)

    def export_definitions(self, path: Path, folder: Path) -> Sequence[str]:
        """Write the newest definitions of a workspace as TOML; return the files' names."""
        store = Workspace.open(path, read_only=True)
        try:
            with store.read() as reader:
                procedure, forms = shelf.published(reader, self.today)
                texts = {entry.id: entry.text for entry in reader.select(DefinitionText)}
        finally:
            store.close()
        named = {"procedure.toml": texts[procedure]}
        named |= {f"forms/{kind}.toml": texts[digest] for kind, digest in sorted(forms.items())}
        try:
            (folder / "forms").mkdir(parents=True, exist_ok=True)
            for name, text in named.items():
                (folder / name).write_text(text, encoding="utf-8")
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise disk_full() from error
            raise Trouble(
                "output",
                _("{path} cannot be written to.").format(path=folder),
                _("The system says: {text}").format(text=system_words(error)),
            ) from error
        return tuple(named)

    def mistakes(self, procedure: tuple[str, str], forms: Mapping[str, str]) -> Sequence[str]:
        """Return every mistake in definitions, in words; who signs is held against what ships."""
        try:
            found = read_definitions(procedure, forms)
        except BrokenDefinitions as error:
            return tuple(str(mistake) for mistake in error.mistakes)
        text, before = shipped_definitions()
        shipped = read_definitions(("procedure", text), before)
        wrong = signing_faults(found.forms, shipped.forms)
        return tuple(f"{each.form}: {each.sentence()}" for each in wrong)

    # --- self-test -----------------------------------------------------------------------

    def can_seal(self) -> bool:
        """Seal a page with a key made for it and judge it."""
        from mcdesk.signing.trial import can_seal

        return can_seal(self.now())

    def try_migration(self, folder: Path) -> None:
        """Run every migration on an empty file; raises what goes wrong."""
        schema.upgrade(folder / "migrated.mcdesk")

    def draw_board(self, path: Path, out: Path) -> None:
        """Draw the board of a workspace as a PNG, without a display."""
        from mcdesk.ui.shots import draw_board

        desk = self.open(path, read_only=True)
        try:
            draw_board(desk, out)
        finally:
            self.close(desk)
