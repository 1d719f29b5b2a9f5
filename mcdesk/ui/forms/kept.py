"""Text typed earlier that fits nowhere any more: to be read, copied and put aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from mcdesk.i18n import _
from mcdesk.ui.forms.dialogs import FormDialog
from mcdesk.ui.forms.inputs import GrowingText
from mcdesk.ui.forms.parts import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.ui.forms.drafts import Draft


class KeptDialog(FormDialog):
    """Drafts without a place.

    Signals:
        put_aside: the drafts that are not to be offered again; they stay in the file.
    """

    put_aside = Signal(object)

    def __init__(
        self, definition: FormDefinition, drafts: Sequence[Draft], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Text that fits nowhere any more"), _("Do not offer again"), parent)
        self._drafts = tuple(drafts)
        words = _(
            "It was typed before the form was frozen, changed or taken over. Copy what is still "
            "needed; the file of drafts keeps it in any case."
        )
        self.body.addWidget(text(words, "muted", wrap=True))
        for draft in self._drafts:
            self.body.addWidget(text(f"{_name(definition, draft.path)} · {draft.at}", "heading"))
            box = GrowingText(lines=1, most=8)
            box.setPlainText(_plain(draft.text))
            box.setReadOnly(True)
            self.body.addWidget(box)
        self.body.addStretch(1)
        self.accepted.connect(self._on_accepted)
        self.check()

    def _on_accepted(self) -> None:
        self.put_aside.emit(self._drafts)


def _name(definition: FormDefinition, path: str) -> str:
    try:
        return definition.field_of(path).label.text()
    except KeyError:
        return path


def _plain(value: Json) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
