"""The dialog for an external original: a form that was filled and signed outside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.procedure.commands import AttachFile, Command, RecordExternal
from mcdesk.procedure.content import as_date
from mcdesk.procedure.definition import Field, FieldType
from mcdesk.procedure.identity import new_id
from mcdesk.ui import parts
from mcdesk.ui.choosing import SCANS, FileChooser, or_any
from mcdesk.ui.credential.attaching import Found, Measure
from mcdesk.ui.credential.dialog import CommandDialog
from mcdesk.ui.credential.wording import joined, size
from mcdesk.ui.forms.names import ViewNames
from mcdesk.ui.forms.values import ANSWERS, parse, show, show_date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes, OriginalView
    from mcdesk.procedure.canonical import Json
    from mcdesk.ui.credential.state import PageState
    from mcdesk.ui.tasks import Tasks

FACT = "fact:"
NO_NAMES = ViewNames({}, {}, {})


@dataclass(frozen=True, slots=True)
class ReadOriginal:
    """Reads what is asked of an original: the facts that gates need."""

    card: str
    kind: str

    def __call__(self, desk: DeskPort) -> OriginalView:
        return desk.original(self.card, self.kind)


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
        self, tasks: Tasks, state: PageState, original: OriginalView,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        kind = original.kind
        name = joined(kind, state.form_title(kind))
        title = _("External original of {form}").format(form=name)
        super().__init__(title, _("Record the original"), tasks, state.today, parent)
        self._state, self._original = state, original
        self.file: Found | None = None
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
        for key in ("number", "signed_by", "note"):
            self.fill(key, getattr(original, key))
        self.fill("date", show_date(original.dated))
        self.finish(560)

    def _add_file(self) -> None:
        self._file_name = parts.label(_("No file yet"), "muted", wrap=True)
        choose = parts.button(_("Choose the file…"))
        choose.clicked.connect(self._on_choose)
        line = parts.row(choose, self._file_name)
        line.setStretch(1, 1)
        self.body.addLayout(line)

    def _add_facts(self) -> None:
        """Ask for the facts that gates read; what is known of them stands there."""
        if not self._original.asked:
            return
        self.say(_("What the gate needs from it"), "heading")
        for path, entry in self._original.asked.items():
            label, known = entry.label.text(), self._original.facts.get(path)
            if entry.type in (FieldType.CHOICE, FieldType.YESNO):
                options = [("", _("not said")), *_options(entry)]
                self.place(self.choice(FACT + path, label, options))
                self.fill(FACT + path, str(known or ""))
                continue
            made = self.day if entry.type is FieldType.DATE else self.line
            self.place(made(FACT + path, label))
            self.fill(FACT + path, show(entry, known, NO_NAMES))

    def _on_choose(self) -> None:
        dialog = FileChooser(self, _("The signed original"), or_any(SCANS))
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
        if day is not None and day > self.today:
            found.append(_("The date of the original lies in the future."))
        return found

    def _fact(self, path: str, entry: Field) -> Json:
        """Return a fact as it is stored; None where nothing was said."""
        key = FACT + path
        if entry.type in (FieldType.CHOICE, FieldType.YESNO):
            return self.value(key) or None
        return parse(entry, self.typed(key), NO_NAMES, self.today)

    @override
    def commands(self) -> Sequence[Command]:
        facts = dict(self._original.facts)
        facts.update((path, self._fact(path, e)) for path, e in self._original.asked.items())
        return (
            RecordExternal(
                card=self._state.tile.id,
                form=self._original.kind,
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
        present = self._state.form(self._original.kind)
        return StoreOriginal(command, self.file, present.form_id if present else "")


def _options(entry: Field) -> list[tuple[str, str]]:
    """Return what a choice or yes-no field can answer."""
    if entry.type is FieldType.YESNO:
        return [(key, _(words)) for key, words in ANSWERS]
    return [(choice.id, choice.label.text()) for choice in entry.choices]
