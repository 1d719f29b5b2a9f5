"""The dialog for an external original: a form that was filled and signed outside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.procedure.commands import AttachFile, Command, RecordExternal
from mcdesk.procedure.content import as_date
from mcdesk.procedure.definition import Field, FieldType
from mcdesk.procedure.identity import new_id
from mcdesk.ui import parts
from mcdesk.ui.credential.attaching import Found, Measure
from mcdesk.ui.credential.dialog import CommandDialog
from mcdesk.ui.credential.wording import joined, size
from mcdesk.ui.forms.names import ViewNames
from mcdesk.ui.forms.values import ANSWERS, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes, FormView
    from mcdesk.errors import Finding
    from mcdesk.procedure.canonical import Json
    from mcdesk.ui.credential.state import PageState
    from mcdesk.ui.tasks import Tasks

FACT = "fact:"
MOST_FACTS = 6
ASKED = (
    FieldType.LINE, FieldType.TEXT, FieldType.NUMBER, FieldType.DATE, FieldType.CHOICE,
    FieldType.YESNO,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadForm:
    """Reads a form, so that the facts that its gate needs can be asked for."""

    form: str

    def __call__(self, desk: DeskPort) -> FormView:
        return desk.form(self.form)


@dataclass(frozen=True, slots=True)
class StoreOriginal:
    """Stores the file of an original, then records file and original as one step."""

    command: RecordExternal
    file: Found | None
    form: str

    def __call__(self, desk: DeskPort) -> Changes:
        if self.file is None:
            return desk.execute(self.command, source="card")
        digest, count = desk.store_file(self.file.path)
        file_id = new_id()
        attach = AttachFile(
            card=self.command.card,
            name=self.file.path.name,
            size=count,
            digest=digest,
            form=self.form,
            purpose="original",
            id=file_id,
        )
        return desk.execute_together((attach, replace(self.command, file=file_id)), source="card")


class ExternalDialog(CommandDialog):
    """Number, date, signer and file of the original, and the few facts that the gate needs."""

    def __init__(
        self, tasks: Tasks, state: PageState, kind: str, view: FormView | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        name = joined(kind, state.form_title(kind))
        title = _("External original of {form}").format(form=name)
        super().__init__(title, _("Record the original"), tasks, state.today, parent)
        self._state, self._kind, self._view = state, kind, view
        self.file: Found | None = None
        self._facts: dict[str, Field] = {}
        self.say(_("The form was filled and signed outside MC Desk. The original fulfils it; "
                   "what was signed there is not typed again."))  # fmt: skip
        need = _("Give the number of the original.")
        number = self.line("number", _("Number"), need=need)
        need = _("Give the date of the original.")
        self.place(number, self.day("date", _("Date"), need=need), shares=(3, 2))
        need = _("Name who signed it.")
        self.place(self.line("signed_by", _("Signed by"), need=need))
        self._add_file()
        self._add_facts()
        self.place(self.note("note", _("Note")))
        known = state.form(kind)
        if known is not None and known.status == "external":
            self.fill("number", known.number)
            self.fill("note", known.note)
        self.finish(560)

    def _add_file(self) -> None:
        self._file_name = parts.label(_("No file yet"), "muted", wrap=True)
        choose = parts.button(_("Choose the file…"))
        choose.clicked.connect(self._on_choose)
        line = parts.row(choose, self._file_name)
        line.setStretch(1, 1)
        self.body.addLayout(line)

    def _add_facts(self) -> None:
        """Ask for the facts that the gate misses, as far as they are known."""
        asked = list(self._missing_facts())
        if not asked:
            return
        self.say(_("What the gate needs from it"), "heading")
        for path, entry in asked[:MOST_FACTS]:
            self._facts[path] = entry
            label = entry.label.text()
            if entry.type in (FieldType.CHOICE, FieldType.YESNO):
                options = [("", _("not said")), *_options(entry)]
                self.place(self.choice(FACT + path, label, options))
            elif entry.type is FieldType.DATE:
                self.place(self.day(FACT + path, label))
            else:
                self.place(self.line(FACT + path, label))

    def _missing_facts(self) -> Iterator[tuple[str, Field]]:
        if self._view is None:
            return
        paths = dict.fromkeys(f.path for f in self._findings() if f.path and "/" not in f.path)
        for path in paths:
            try:
                entry = self._view.definition.field_of(path)
            except KeyError:
                continue
            if entry.type in ASKED:
                yield path, entry

    def _findings(self) -> Iterator[Finding]:
        for way in self._state.outline.ways:
            yield from (f for f in way.findings if f.form == self._kind and f.level == "block")

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, _("The signed original"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.set_file)
        dialog.open()

    def set_file(self, path: str) -> None:
        """Take a file as the original; it is looked at on a worker."""
        self.tasks.run(Measure((Path(path),)), self._show_file, self._on_failed, kind="reader")

    def _show_file(self, found: tuple[Found, ...]) -> None:
        self.file = found[0]
        words = joined(self.file.path.name, size(self.file.size))
        self._file_name.setText(self.file.why or words)
        self.check()

    @override
    def reasons(self) -> list[str]:
        found = super().reasons()
        if self.file is not None and self.file.why:
            found.append(self.file.why)
        day = as_date(self.value("date"))
        if day is not None and day > self._state.today:
            found.append(_("The date of the original lies in the future."))
        return found

    def _fact(self, path: str, entry: Field) -> Json:
        """Return a fact as it is stored; None where nothing was said."""
        key = FACT + path
        if entry.type in (FieldType.CHOICE, FieldType.YESNO):
            return self.value(key) or None
        assert self._view is not None
        return parse(entry, self.typed(key), ViewNames.of(self._view), self._state.today)

    @override
    def commands(self) -> Sequence[Command]:
        kept = self._view.content.values if self._view and self._view.external else {}
        facts = dict(kept)
        facts.update({path: self._fact(path, entry) for path, entry in self._facts.items()})
        return (
            RecordExternal(
                card=self._state.tile.id,
                form=self._kind,
                number=self.value("number"),
                date=self.value("date"),
                signed_by=self.value("signed_by"),
                note=self.value("note"),
                facts={path: value for path, value in facts.items() if value is not None},
            ),
        )

    @override
    def job(self) -> Callable[[DeskPort], Changes]:
        command = self.commands()[0]
        assert isinstance(command, RecordExternal)
        present = self._state.form(self._kind)
        return StoreOriginal(command, self.file, present.form_id if present else "")


def _options(entry: Field) -> list[tuple[str, str]]:
    """Return what a choice or yes-no field can answer."""
    if entry.type is FieldType.YESNO:
        return [(key, _(words)) for key, words in ANSWERS]
    return [(choice.id, choice.label.text()) for choice in entry.choices]
