"""What the rooms above may ask of a workspace: reading, doing, undoing. Implemented by `Desk`.

Screens call these from the local or the reading worker only, never from the window's thread.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol

from mcdesk.application.files_ports import FilesPort
from mcdesk.application.search_ports import SearchPort
from mcdesk.application.team_ports import TeamAppPort, TeamDeskPort
from mcdesk.i18n import N_

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path

    from mcdesk.application.destinations import Destination
    from mcdesk.application.keys import KeyState
    from mcdesk.application.outside import Filled
    from mcdesk.application.views import (
        Audit,
        Binder,
        Board,
        Booklet,
        CardAdoption,
        CardOutline,
        CardPage,
        CardTile,
        CatalogueCopy,
        Changes,
        ClosingPlan,
        Directory,
        Extent,
        FormLine,
        FormView,
        GuideView,
        HistoryLine,
        IdeaLine,
        KeysView,
        Mailing,
        MentionLine,
        OriginalView,
        OtherLine,
        Outcome,
        PdfVerdict,
        Register,
        SettingsView,
        Sheet,
        SigningList,
        SourceLine,
        Statement,
        TakenBackLine,
        Taking,
        WordingView,
        WorkspaceInfo,
    )
    from mcdesk.errors import Finding
    from mcdesk.procedure.commands import Command
    from mcdesk.procedure.content import Content
    from mcdesk.procedure.period import Period

Progress = Callable[[int, int], bool]
"""Told (done, of) as a long job goes on; answers False to cancel it."""
NOTHING_TO_UNDO = N_("Nothing to undo since the program was opened.")
NOTHING_BEHIND = N_("Nothing to undo: “{what}” cannot be undone, nor what was done before it.")


class DeskPort(TeamDeskPort, FilesPort, SearchPort, Protocol):
    """A workspace as the rooms above see it."""

    def info(self) -> WorkspaceInfo: ...

    def key_state(self) -> KeyState:
        """Return what it takes for who works here to sign with their key."""
        ...

    def keys_view(self) -> KeysView: ...

    def unlock_key(self, pin: str) -> None:
        """Let the key of who works here sign; raises Refused where the PIN is wrong."""
        ...

    def pdf_secret(self) -> bytes:
        """Return the secret of the certificate with which who works here seals PDFs, or b""."""
        ...

    def renew_key(self) -> None:
        """Give up the key of who works here; the next signature makes and registers a new one."""
        ...

    def ask_pin(self, *, wanted: bool) -> None:
        """Remember whether this computer is shared: then each signature asks for a PIN."""
        ...

    def board(self, *, archived: bool = False, at_once: bool = False) -> Board: ...

    def archived(self) -> tuple[CardTile, ...]: ...

    def outline(self, card: str) -> CardOutline: ...

    def page(self, card: str) -> CardPage: ...

    def form(self, form: str) -> FormView: ...

    def look(self, form: str) -> str:
        """Note that who works here looks at a form now; return when they did before, or ""."""
        ...

    def as_of(self, form: str, moment: str) -> Content:
        """Return what stood in a form at a moment."""
        ...

    def round_before(self, form: str) -> Content: ...

    def sources(self, form: str) -> tuple[SourceLine, ...]:
        """Return the other cards' forms of the same kind that a form could be begun from."""
        ...

    def others(self, form: str) -> tuple[OtherLine, ...]:
        """Return the forms of the same kind that a form can be compared with."""
        ...

    def taking(self, form: str, source: str) -> Taking:
        """Return what a form could take over from a source."""
        ...

    def original(self, card: str, kind: str) -> OriginalView:
        """Return what is asked of an external original of a form, begun or not."""
        ...

    def binder(self, card: str, progress: Progress | None = None) -> Binder | None:
        """Return the whole life of a micro-credential; None where `progress` answers False."""
        ...

    def audit(self, extent: Extent, progress: Progress | None = None) -> Audit | None:
        """Return what an audit of a programme, a faculty or everything is shown."""
        ...

    def statement(self, person: str, since: date, until: date) -> Statement:
        """Return the confirmed contributions of a person from one day to another."""
        ...

    def signing_lists(self, progress: Progress | None = None) -> tuple[SigningList, ...] | None:
        """Return what waits for a signature on paper, by who is to sign; None when cancelled."""
        ...

    def booklet(
        self, who: str, forms: Sequence[str] = (), progress: Progress | None = None
    ) -> Booklet | None:
        """Return the forms that wait for a person, or some of them; None when cancelled."""
        ...

    def register(
        self,
        period: Period | None = None,
        progress: Progress | None = None,
        *,
        version: int = 0,
    ) -> Register | None:
        """Return the register of a period, or of the present one; None when cancelled.

        `version` asks for a closing by its number, also one that was reopened since.
        """
        ...

    def closing(self, period: Period, after: Period | None = None) -> ClosingPlan:
        """Return what would become of each card if a period were closed, and what is missing."""
        ...

    def catalogue(self, card: str) -> CatalogueCopy:
        """Return what the catalogue says of a micro-credential."""
        ...

    def mailing(self, form: str) -> Mailing:
        """Return a frozen form with those whom one writes to about it."""
        ...

    def sheet(
        self, form: str, kind: Literal["blank", "draft", "frozen"], revision: str = ""
    ) -> Sheet: ...

    def looks(self, form: str) -> tuple[str, ...]:
        """Return when who works here last looked at a form, and the time before; newest first."""
        ...

    def redline(
        self,
        form: str,
        kind: Literal["draft", "frozen"],
        since: str,
        revision: str = "",
        by: str = "",
    ) -> Sheet:
        """Return a form as it is printed with what changed since a version, look or day.

        `by` names whose changes are shown alone.
        """
        ...

    def targets(self, cards: Sequence[str]) -> Mapping[str, tuple[Finding, ...]]:
        """Return for each stage why these cards may not be moved there; empty where they may."""
        ...

    def fallen(self, card: str, stage: str) -> tuple[FormLine, ...]:
        """Return the forms whose sign-offs would fall if the card were sent to `stage`."""
        ...

    def revision(self, revision: str) -> Content: ...

    def directory(self) -> Directory: ...

    def settings_view(self) -> SettingsView: ...

    def wording(self) -> WordingView:
        """Return the forms with all versions of their wording."""
        ...

    def wording_faults(self, data: Mapping[str, Any]) -> tuple[Finding, ...]:
        """Return every mistake in the changed wording of a form, each with its place."""
        ...

    def wording_sheet(self, text: str) -> Sheet:
        """Return a form as it would be printed with a wording that is not published."""
        ...

    def coming_sheet(self, card: str, kind: str) -> Sheet:
        """Return a form that a card has not begun as it is printed, blank."""
        ...

    def coming_form(self, card: str, kind: str) -> tuple[FormView, Sheet]:
        """Return a form that a card has not begun as it would begin, and its sheet to send out."""
        ...

    def destination(self, filled: Filled) -> Destination:
        """Return where a file that came back belongs; raises Refused where that is nowhere."""
        ...

    def wording_preview(self, text: str) -> FormView:
        """Return a form as it would be seen with a wording that is not published."""
        ...

    def guide_view(self) -> GuideView:
        """Return the development guide with all its editions, and the numbers in force."""
        ...

    def guide_sheet(self, digest: str) -> Sheet:
        """Return an edition of the guide as it is printed, with the numbers in force."""
        ...

    def adoptions(self, kinds: Sequence[str] = ()) -> tuple[CardAdoption, ...]:
        """Return the cards under way that could go on under the wording of today."""
        ...

    def wrong_values(self, form: str, fields: Collection[str]) -> tuple[Finding, ...]:
        """Return what is wrong with the values in these fields; not what is missing."""
        ...

    def ideas(self) -> tuple[IdeaLine, ...]: ...

    def mentions(self) -> tuple[MentionLine, ...]: ...

    def history(self, card: str = "", form: str = "", limit: int = 0) -> Sequence[HistoryLine]: ...

    def done_since(self, form: str, since: str, until: str = "") -> tuple[HistoryLine, ...]: ...

    def taken_back(self) -> tuple[TakenBackLine, ...]: ...

    def execute(self, command: Command, *, source: str = "") -> Changes:
        """Carry out one command; raises Refused or Trouble."""
        ...

    def execute_together(self, commands: Iterable[Command], *, source: str = "") -> Changes:
        """Carry out commands in one transaction, one undo step; all or none."""
        ...

    def execute_each(
        self, commands: Iterable[tuple[str, Command]], progress: Progress | None = None
    ) -> tuple[tuple[Outcome, ...], Changes]:
        """Carry out each `(subject, command)` by itself; the refused ones stand apart."""
        ...

    def execute_slowly(self, command: Command, progress: Progress | None = None) -> Changes:
        """Carry out one command that reads much; where `progress` answers False, not at all."""
        ...

    def undo(self, form: str = "") -> Changes: ...

    def redo(self, form: str = "") -> Changes: ...

    def refresh_summaries(self) -> int: ...

    def refresh_some(self, most: int = ...) -> tuple[Changes, int]:
        """Work out some summaries of an earlier day; tell how many are left then."""
        ...

    def use_person(self, person_id: str) -> None: ...

    def note_backup(self, moment: str) -> None: ...


class AppPort(TeamAppPort, Protocol):
    """The program without a face, as script verbs and the window's start see it."""

    def default_path(self) -> Path: ...

    def create(
        self, path: Path, name: str = "", newcomer: str = "", *, roles: Sequence[str] = ...
    ) -> DeskPort: ...

    def make_sample(self, path: Path, progress: Progress | None = None) -> bool: ...

    def open(self, path: Path, person: str = "", *, read_only: bool = False) -> DeskPort: ...

    def close(self, desk: DeskPort) -> None: ...

    def acting_as(self, desk: DeskPort, person: str) -> AbstractContextManager[None]:
        """Let a desk act as another person for a while; "" leaves it as it is."""
        ...

    def backup(self, path: Path, target: Path, progress: Progress | None = None) -> Path: ...

    def daily_backup(
        self, path: Path, folder: Path | None = None, progress: Progress | None = None,
        *, closing: bool = False,
    ) -> str:  # fmt: skip
        """Make today's automatic backup, or renew it when the workspace changed since.

        It is renewed after some hours, and always with `closing`. Returns the newest one's day.
        """
        ...

    def check_backup(self, source: Path) -> None:
        """Look whether a file is a backup at all; raises Trouble where it is none."""

    def restore(self, source: Path, path: Path) -> Path | None:
        """Restore a backup; return where a workspace that was there is kept now."""
        ...

    def upgrade(self, path: Path) -> Path | None:
        """Bring an older workspace up to date; return the backup made before, None if it was."""
        ...

    def check(self, path: Path, note: Callable[[str], object] = str) -> Sequence[str]:
        """Return what is wrong with a workspace; `note` is told what is not looked at wholly."""
        ...

    def export_definitions(self, path: Path, folder: Path) -> Sequence[str]: ...

    def mistakes(self, procedure: tuple[str, str], forms: Mapping[str, str]) -> Sequence[str]: ...

    def print_sheets(self, sheets: Sequence[Sheet], out: Path) -> int: ...

    def print_binder(self, binder: Binder, out: Path) -> int:
        """Print the binder of a micro-credential; return its number of pages."""
        ...

    def print_audit(self, audit: Audit, out: Path, tables: Path | None = None) -> int:
        """Print an audit, and write its tables as a workbook; return the number of pages."""
        ...

    def print_statement(self, statement: Statement, out: Path) -> int:
        """Print a contribution statement; return its number of pages."""
        ...

    def print_booklet(self, booklet: Booklet, out: Path) -> int:
        """Print the booklet of a signing session; return its number of pages."""
        ...

    def print_catalogue(self, copy: CatalogueCopy, out: Path) -> int:
        """Print a catalogue sheet; return its number of pages."""
        ...

    def write_drafts(self, mailing: Mailing, folder: Path) -> Sequence[Path]:
        """Write an e-mail draft with the form attached for each recipient; return their places."""
        ...

    def print_board(self, board: Board, out: Path) -> int: ...

    def verify_pdf(
        self, desk: DeskPort, path: Path, progress: Progress | None = None
    ) -> PdfVerdict | None:
        """Return what a signed PDF is and whether it holds; None when it was cancelled."""
        ...

    def can_seal(self) -> bool:
        """Seal a page with a key made for it and judge it; raises what goes wrong."""
        ...

    def try_migration(self, folder: Path) -> None:
        """Run every migration on an empty file in `folder`; raises what goes wrong."""
        ...

    def draw_board(self, path: Path, out: Path) -> None:
        """Draw the board of a workspace as a PNG, without a display."""
        ...
