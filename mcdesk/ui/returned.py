"""Forms that come back filled in, whichever way: dropped anywhere, chosen, or taken for a scan.

Every entrance looks into its files by `LookInto` and takes one in by `TakeIn`; what it proposes is
looked at in the form, which it begins where that is not begun. A person confirms both.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox

from mcdesk.application.views import Changes
from mcdesk.errors import Finding, McDeskError, Refused
from mcdesk.exchange.filled import KINDS, read_filled
from mcdesk.i18n import N_, _, apart
from mcdesk.ui import parts
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.saying import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.outside import Filled
    from mcdesk.application.ports import DeskPort
    from mcdesk.ui.tasks import Tasks

TO_CHOOSE = (f"PDF, Word ({' '.join(f'*{kind}' for kind in KINDS)})",)
"""What a chooser of files offers where a filled form is taken in."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back: of which form it is, and whether it begins that; or why it is none.

    `whose` is the assessor whose sheet that is, where each has one. `is_ours` tells that it is a
    form that some workspace sent out.
    """

    path: Path
    form: str = ""
    code: str = ""
    title: str = ""
    begins: bool = False
    whose: str = ""
    why: McDeskError | None = None
    is_ours: bool = True


@dataclass(frozen=True, slots=True)
class LookInto:
    """Looks which of the files that were given are filled forms; on a worker.

    What is no form and may be a scan is not among them.
    """

    paths: tuple[Path, ...]

    def __call__(self, desk: DeskPort) -> tuple[Returned, ...]:
        maybe = (path for path in self.paths if path.suffix.lower() in KINDS)
        return tuple(filter(None, (_look_into(path, desk) for path in maybe)))


def _look_into(path: Path, desk: DeskPort) -> Returned | None:
    try:
        filled = _filled(path)
    except McDeskError as error:
        is_scan = path.suffix.lower() == ".pdf"  # what keeps it from being read is told there
        return None if is_scan else Returned(path, why=error, is_ours=False)
    return returned(path, filled, desk)


def returned(path: Path, filled: Filled, desk: DeskPort) -> Returned:
    """Return of which form a file is, by its record."""
    try:
        found = desk.destination(filled)
    except Refused as error:
        return Returned(path, why=error)
    view, begins = found.view, bool(found.begin)
    title = view.definition.title.text()
    return Returned(path, view.form_id, view.header.code, title, begins, found.whose)


def _filled(path: Path) -> Filled:
    """Return what a file holds that says for which form it was sent out.

    Raises:
        McDeskError: It is no filled form, or has lost its record.
    """
    from mcdesk.application.destinations import sent_of

    filled = read_filled(path)
    sent_of(filled)
    return filled


@dataclass(frozen=True, slots=True)
class TakeIn:
    """Opens the form that a file was sent out for, where it is not open, and tells its id.

    `of` is the card and the kind of form that a person chose it for, if any; on the worker.
    """

    path: Path
    of: tuple[str, str] = ("", "")

    def look(self, desk: DeskPort) -> Returned:
        """Return what would be opened or begun, for a person to confirm."""
        return returned(self.path, self._filled(), desk)

    def _filled(self) -> Filled:
        from mcdesk.application.destinations import sent_of

        filled = _filled(self.path)
        sent = sent_of(filled)
        if self.of[0] and (sent.card, sent.kind) != self.of:
            words = N_("The file was sent out for another form ({kind}), not for this one.")
            raise Refused(Finding("other_form", words, {"kind": sent.kind}))
        return filled

    def __call__(self, desk: DeskPort) -> tuple[Changes, str]:
        found = desk.destination(self._filled())
        if not found.begin:
            return Changes(), found.view.form_id
        return desk.execute_together(found.begin, source="window"), found.view.form_id


class ReturnDialog(Dialog):
    """Asks what is to become of a filled form that came back: it begins, or is for, a form.

    `attaches` is the card that it could be attached to instead ("" for none).
    """

    ATTACH = 2

    def __init__(self, found: Returned, parent: QWidget | None, attaches: str = "") -> None:
        super().__init__(_("A filled form came back"), parent, width=480)
        named = {"name": apart(found.path.name), "form": found.title, "code": apart(found.code)}
        if found.why is not None:
            self.body.addWidget(parts.label(words_of(found.why), wrap=True))
        else:
            words = _("“{name}” was sent out for {form} of {code}.")
            self.body.addWidget(parts.label(words.format(**named), wrap=True))
            ends = [_("That form is not begun: it is begun by this.")] if found.begins else []
            if found.whose:
                whose = _("It is {who}’s sheet, and goes into no other.")
                ends.insert(0, whose.format(who=apart(found.whose)))
            ends.append(_("What the file proposes is shown in the form; nothing is taken over "
                          "before you choose it."))  # fmt: skip
            self.body.addWidget(parts.label(" ".join(ends), "muted", wrap=True))
        if found.why is None:
            self.add_ok(_("Begin and take in") if found.begins else _("Take in"))
        else:
            self.add_close()
        if attaches:
            attach = parts.button(_("Attach to {code}").format(code=attaches))
            attach.clicked.connect(partial(self.done, self.ATTACH))
            self.buttons.addButton(attach, QDialogButtonBox.ButtonRole.ActionRole)


class Returns(QObject):
    """Takes in filled forms that were dropped, and hands on what is none.

    Signals:
        arrived: a form (id) is there; what a file (path) proposes is to be shown.
        left: files (paths) that are no filled forms, or are to be attached.
        said: something to tell in passing.
    """

    arrived = Signal(str, object)
    left = Signal(object)
    said = Signal(str)

    def __init__(
        self, tasks: Tasks, home: QWidget, failed: Callable[[McDeskError], object]
    ) -> None:
        super().__init__(home)
        self._tasks, self._home, self._failed = tasks, home, failed

    def take(self, paths: Sequence[Path], *, attaches: str = "") -> None:
        """Look into files; `attaches` is the code of a card that they can be attached to."""
        if not any(path.suffix.lower() in KINDS for path in paths):
            self.left.emit(tuple(paths))
            return
        done = partial(self._on_looked, tuple(paths), attaches)
        self._tasks.run(LookInto(tuple(paths)), done, self._failed, kind="reader")

    def _on_looked(
        self, paths: tuple[Path, ...], attaches: str, found: tuple[Returned, ...]
    ) -> None:
        forms = [each for each in found if each.is_ours or not attaches]
        named = {each.path for each in forms}
        others = tuple(path for path in paths if path not in named)
        if others:
            self.left.emit(others)
        if len(forms) > 1:
            words = _("One filled form at a time. Drop these once more afterwards: {names}")
            self.said.emit(words.format(names=", ".join(apart(e.path.name) for e in forms[1:])))
        if forms:
            self._ask(forms[0], attaches)

    def _ask(self, found: Returned, attaches: str) -> None:
        if found.why is not None and not attaches:
            self._failed(found.why)
        elif found.begins or attaches:
            dialog = ReturnDialog(found, self._home.window(), attaches)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.finished.connect(partial(self._on_answered, found))
            dialog.open()
        else:
            self.arrived.emit(found.form, found.path)

    def _on_answered(self, found: Returned, answer: int) -> None:
        if answer == ReturnDialog.ATTACH:
            self.left.emit((found.path,))
        elif answer and found.begins:
            self._tasks.run(TakeIn(found.path), partial(self._on_begun, found.path), self._failed)
        elif answer:
            self.arrived.emit(found.form, found.path)

    def _on_begun(self, path: Path, begun: tuple[Changes, str]) -> None:
        self.arrived.emit(begun[1], path)
