"""Files on a card: what may be kept, the dialogs that add files and links, and their jobs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mcdesk.errors import system_words
from mcdesk.i18n import _, plural
from mcdesk.procedure.commands import AttachFile
from mcdesk.procedure.identity import new_id
from mcdesk.ui.credential.dialog import CommandDialog
from mcdesk.ui.credential.entries import Entry
from mcdesk.ui.credential.link_reading import LinkReading
from mcdesk.ui.credential.rows import EntryList
from mcdesk.ui.credential.wording import PURPOSES, joined, size
from mcdesk.ui.forms.parts import clear, column, text
from mcdesk.ui.forms.ticks import TickBox
from mcdesk.ui.forms.values import show_date
from mcdesk.ui.theme import TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mcdesk.application.linked import Seen
    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes, DecisionLine, FormLine
    from mcdesk.errors import McDeskError
    from mcdesk.ui.credential.state import PageState
    from mcdesk.ui.forms.seams import Jobs

MOST = 50_000_000
SCAN = "scan"


@dataclass(frozen=True, slots=True)
class Found:
    """A file on the disk that is to be attached; `why` says why it cannot be kept."""

    path: Path
    size: int
    why: str = ""

    @property
    def is_big(self) -> bool:
        return self.size > MOST


@dataclass(frozen=True, slots=True)
class Measure:
    """Looks at files before they are attached; runs on a worker, the disk may be slow."""

    paths: tuple[Path, ...]

    def __call__(self, _desk: DeskPort) -> tuple[Found, ...]:
        return tuple(_measured(path) for path in self.paths)


def _measured(path: Path) -> Found:
    try:
        if path.is_dir():
            return Found(path, 0, _("A folder: put its files here one by one, or zip it."))
        count = path.stat().st_size
    except FileNotFoundError:
        return Found(path, 0, _("It is not there any more: moved, renamed or deleted."))
    except OSError as error:
        words = _("It cannot be read. The system says: {text}")
        return Found(path, 0, words.format(text=system_words(error)))
    if not count:
        words = _("It is empty (0 bytes). Save or scan it once more, and attach that.")
        return Found(path, 0, words)
    if count > MOST:
        words = _("{size}: too large to be kept here (50 MB at most); a link to it can be.")
        return Found(path, count, words.format(size=size(count)))
    return Found(path, count)


@dataclass(frozen=True, slots=True)
class StoreFiles:
    """Puts files into the store, then records them and what follows as one step."""

    card: str
    files: tuple[Found, ...]
    links: tuple[Seen, ...] = ()
    purpose: str = "other"
    form: str = ""
    note: str = ""
    pays: tuple[str, ...] = ()

    def __call__(self, desk: DeskPort) -> Changes:
        for seen in self.links:
            seen.must_be_the_same()
        commands = [self._kept(desk, found) for found in self.files]
        commands += [self._linked(seen) for seen in self.links]
        return desk.execute_together(commands, source="card")

    def _kept(self, desk: DeskPort, found: Found) -> AttachFile:
        digest, count = desk.store_file(found.path)
        return self._attach(found.path.name, count, digest, "")

    def _linked(self, seen: Seen) -> AttachFile:
        return self._attach(Path(seen.link).name, seen.size, seen.digest, seen.link)

    def _attach(self, name: str, count: int, digest: str, link: str) -> AttachFile:
        return AttachFile(
            card=self.card,
            name=name,
            size=count,
            digest=digest,
            form=self.form,
            purpose=self.purpose,
            note=self.note,
            link=link,
            pays=list(self.pays) if self.purpose == SCAN else None,
            id=new_id(),
        )


@dataclass(frozen=True, slots=True)
class KeepLink:
    """Keeps a link; of a file that could be read here with what it is. Runs on a worker."""

    command: AttachFile
    seen: Seen

    def __call__(self, desk: DeskPort) -> Changes:
        self.seen.must_be_the_same()
        kept = replace(self.command, digest=self.seen.digest, size=self.seen.size)
        return desk.execute_together([kept], source="card")


class OwedBox(QWidget):
    """The decisions over a form whose scan is owed: ticked are those of which it is the scan.

    As in *File scans*, nothing is paid unasked; of one alone, whose scan was asked for, it is
    ticked already.
    """

    def __init__(self, decisions: Sequence[DecisionLine]) -> None:
        super().__init__()
        self._owing = [line for line in decisions if line.scan_owed and line.ended is None]
        self.ticks: dict[str, TickBox] = {}
        self._ticks = column(self, gap=TIGHT)

    def show_form(self, form: str, *, ticked: bool = False) -> None:
        """Offer the decisions over a form; `ticked`: its scan was asked for."""
        clear(self._ticks)
        owing = [line for line in self._owing if form and line.form_id == form]
        if owing:
            self._ticks.addWidget(text(_("Of whose decision is this the scan?"), "heading"))
        said = _("{role}: decided by {who}, {day}; the scan is owed")
        self.ticks = {
            line.sign_off_id: TickBox(
                said.format(role=line.role.text(), who=line.person, day=show_date(line.decided_on))
            )
            for line in owing
        }
        for tick in self.ticks.values():
            tick.setChecked(ticked and len(owing) == 1)
            self._ticks.addWidget(tick)
        self.setVisible(bool(owing))

    def pays(self) -> tuple[str, ...]:
        """Return the decisions (ids) whose owed scan it is."""
        return tuple(id_ for id_, tick in self.ticks.items() if tick.isChecked())

    def advice(self) -> str:
        """Say that nothing is paid where something is owed."""
        if not self.ticks or self.pays():
            return ""
        return _("Nothing is ticked: it is kept as a scan, and what is owed stays owed.")


class KeepDialog(CommandDialog):
    """What files and links have in common: what for, which form they serve, whose scan they are."""

    owed: OwedBox
    reading: LinkReading
    seen: tuple[Seen, ...] = ()
    """What lay behind the links, once that was read."""

    def links(self) -> Sequence[str]:
        """Return the links that are to be kept."""
        raise NotImplementedError

    @override
    def accept(self) -> None:
        """Read what lies behind links, which may take minutes, before anything is written."""
        links = () if self.reasons() else self.links()
        self.seen = ()  # of a try that failed: the links may be others now
        if not links:
            super().accept()
            return
        self.reading.read(links, self._on_seen, self._on_failed)
        self._enable(on=False)

    @override
    def reject(self) -> None:
        """Close; while files are read, that ends, and nothing is kept."""
        self.reading.stop()
        super().reject()

    @override
    def reasons(self) -> list[str]:
        return [_("Being carried out …")] if self.reading.is_on else super().reasons()

    def _on_seen(self, seen: tuple[Seen, ...]) -> None:
        self.seen = seen
        self._enable(on=True)
        super().accept()

    @override
    def _on_failed(self, error: McDeskError) -> None:
        self._enable(on=True)
        super()._on_failed(error)

    def _enable(self, *, on: bool) -> None:
        """Open or shut what is asked; shut while files are read."""
        for each in (*self.findChildren(TickBox), *self._inputs.values()):
            each.setEnabled(on)
        self.check()

    @override
    def look(self) -> None:
        super().look()
        if self.reading.is_on:
            self._why.setText("")  # the bar says it

    def add_purpose(self, state: PageState, form: str = "") -> None:
        """Add what it is for, which form (id) it serves, a note, and whose scan it may be."""
        self.reading = LinkReading()
        self.add_below(self.reading)
        purposes = [(key, _(words)) for key, words in PURPOSES.items()]
        forms = [("", _("the whole card"))]
        forms += [(form.form_id, form_name(form)) for form in state.outline.forms]
        listed = {form_id for form_id, _name in forms}
        forms += [  # of the meetings, loops and sheets before the present one, too
            (scan.form_id, joined(scan.kind, scan.form.text(), scan.sheet))
            for scan in state.outline.scans
            if scan.form_id not in listed
        ]
        own = state.form(form) if form and form not in dict(forms) else None
        if own is not None:
            forms.append((own.form_id, form_name(own)))
        self.place(
            self.choice("purpose", _("Purpose"), purposes), self.choice("form", _("Form"), forms)
        )
        self.fill("purpose", "other")
        self.fill("form", form)
        self.owed = OwedBox(state.page.decisions)
        self.body.addWidget(self.owed)
        self.place(self.line("note", _("Note")))
        for key in ("purpose", "form"):
            self.box(key).activated.connect(self._on_purpose)
        self.offer_owed()

    def offer_owed(self, *, ticked: bool = False) -> None:
        """Ask whose scan it is, where it is one and any is owed."""
        is_scan = self.value("purpose") == SCAN
        self.owed.show_form(self.value("form") if is_scan else "", ticked=ticked)
        for tick in self.owed.ticks.values():
            tick.toggled.connect(self.check)
        self.check()

    def _on_purpose(self, _at: int) -> None:
        self.offer_owed()

    @override
    def advice(self) -> str:
        return self.owed.advice()


class FilesDialog(KeepDialog):
    """Attaches files that were chosen or dropped: what they are for, and which form they serve.

    Those `beside` them, which are not attached, are listed, too; `intro` is said first.
    """

    def __init__(
        self, tasks: Jobs, state: PageState, files: Sequence[Found],
        parent: QWidget | None = None, *, scan_of: str = "", form: str = "",
        beside: Sequence[Entry] = (), intro: str = "",
    ) -> None:  # fmt: skip
        kept = sum(found.is_big or not found.why for found in files) or len(files)
        title = plural("Attach {n} file", "Attach {n} files", kept)
        super().__init__(title, _("Attach"), tasks, state.today, parent)
        self._card = state.tile.id
        self._good = tuple(found for found in files if not found.why)
        self._big = tuple(found for found in files if found.is_big)
        self.list = EntryList(_("Files"), only_shown=True)
        self.list.show_entries([*map(_found_entry, files), *beside], "")
        self.list.setFixedHeight(min(len(files) + len(beside), 4) * 52 + 4)
        if intro:
            self.say(intro)
        self.body.addWidget(self.list)
        self._left = sum(bool(found.why) for found in files)
        self.keep_links = TickBox(
            plural("Keep a link to the file that is too large",
                   "Keep links to the files that are too large", len(self._big))
        )  # fmt: skip
        self.keep_links.toggled.connect(self.check)
        where = _("A link leads to where the file lies now. Put it where it stays and others reach "
                  "it first: a shared folder, the Media Server.")  # fmt: skip
        told = text(where, "small", wrap=True)
        for each in (self.keep_links, told):
            each.setVisible(bool(self._big))
            self.body.addWidget(each)
        self.add_purpose(state, scan_of or form)
        if scan_of:
            self.fill("purpose", SCAN)
            self.offer_owed(ticked=True)
        self.finish()

    @override
    def reasons(self) -> list[str]:
        found = super().reasons()
        if not self._good and not self.links():
            tick = _("Tick above that a link is kept; what is too large is not kept itself.")
            none = _("None of these files can be kept here; see why above.")
            found.append(tick if self._big else none)
        return found

    @override
    def advice(self) -> str:
        left = self._left - len(self.links())
        words = plural("{n} file is not attached; see why above.",
                       "{n} files are not attached; see why above.", left)  # fmt: skip
        return super().advice() or (words if left else "")

    @override
    def links(self) -> Sequence[str]:
        big = self._big if self.keep_links.isChecked() else ()
        return [str(found.path.absolute()) for found in big]

    @override
    def job(self) -> Callable[[DeskPort], Changes]:
        purpose, form, note = (self.value(key) for key in ("purpose", "form", "note"))
        pays = self.owed.pays()
        sizes = {str(found.path.absolute()): found.size for found in self._big}
        seen = tuple(e if e.digest else e._replace(size=sizes[e.link]) for e in self.seen)
        return StoreFiles(self._card, self._good, seen, purpose, form, note, pays)


class LinkDialog(KeepDialog):
    """Keeps a link to what lies elsewhere: a shared folder, a video, the LMS."""

    def __init__(
        self, tasks: Jobs, state: PageState, parent: QWidget | None = None, *, form: str = ""
    ) -> None:
        super().__init__(_("Keep a link"), _("Keep the link"), tasks, state.today, parent)
        self._card = state.tile.id
        self.place(self.line("name", _("Name"), need=_("Give it a name.")))
        hint = _("A web address, or the path of a file in a shared folder.")
        need = _("Give the address.")
        self.place(self.line("link", _("Address"), need=need, hint=hint))
        self.add_purpose(state, form)
        self.finish()

    @override
    def links(self) -> Sequence[str]:
        return [self.value("link")]

    @override
    def job(self) -> Callable[[DeskPort], Changes]:
        return KeepLink(
            AttachFile(
                card=self._card,
                name=self.value("name"),
                size=0,
                digest="",
                form=self.value("form"),
                purpose=self.value("purpose"),
                note=self.value("note"),
                link=self.value("link"),
                pays=list(self.owed.pays()) if self.value("purpose") == SCAN else None,
                id=new_id(),
            ),
            self.seen[0],
        )


def form_name(form: FormLine) -> str:
    """Return the name of a form as choices show it."""
    return joined(form.kind, form.short.text() or form.title.text(), form.scope)


def _found_entry(found: Found) -> Entry:
    key, name = str(found.path), found.path.name
    if found.why:
        return Entry(key, name, found.why, "circle-alert", "warn", help=found.why)
    return Entry(key, name, str(found.path.parent), "file-text", state=size(found.size))
