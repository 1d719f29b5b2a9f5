"""Text typed earlier that fits nowhere any more: to be read, copied and put aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mcdesk.i18n import _, plural
from mcdesk.ui.forms.dialogs import FormDialog
from mcdesk.ui.forms.inputs import GrowingText
from mcdesk.ui.forms.parts import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.ui.forms.drafts import Draft
    from mcdesk.ui.forms.notices import Notice
    from mcdesk.ui.forms.session import FormSession


class KeptDrafts(QObject):
    """Puts back what an earlier run left, and says so; what has no place is offered to be read."""

    def __init__(self, session: FormSession, notice: Notice, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._notice, self._window = session, notice, window
        self._homeless: tuple[Draft, ...] = ()

    def take_up(self, drafts: Sequence[Draft]) -> None:
        """Take up the drafts of the form."""
        back, self._homeless = self._session.take_up(drafts)
        if self._homeless:
            words = plural(
                "{n} text typed earlier fits nowhere any more; it is kept.",
                "{n} texts typed earlier fit nowhere any more; they are kept.",
                len(self._homeless),
            )
            self._notice.say(words, [(_("Show"), self.show), (_("Later"), self._notice.hide)])
        elif back:
            words = plural(
                "{n} text that was not stored last time was put back.",
                "{n} texts that were not stored last time were put back.",
                len(back),
            )
            self._notice.say(words, quiet=True)

    def show(self) -> None:
        """Show what fits nowhere, to be copied and put aside."""
        dialog = KeptDialog(self._session.definition, self._homeless, self._window)
        dialog.put_aside.connect(self._on_put_aside)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_put_aside(self, drafts: Sequence[Draft]) -> None:
        self._session.keeper.put_aside(drafts)
        self._notice.hide()


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
            self.body.addWidget(
                text(f"{place_name(definition, draft.path)} · {draft.at}", "heading")
            )
            box = GrowingText(lines=1, most=8)
            box.setPlainText(plain_words(draft.text))
            box.setReadOnly(True)
            self.body.addWidget(box)
        self.body.addStretch(1)
        self.accepted.connect(self._on_accepted)
        self.check()

    def _on_accepted(self) -> None:
        self.put_aside.emit(self._drafts)


def place_name(definition: FormDefinition, path: str) -> str:
    """Return the name of the field that a draft is of, or its path where there is none."""
    try:
        return definition.field_of(path).label.text()
    except KeyError:
        return path


def plain_words(value: Json) -> str:
    """Return a draft's value as text that can be read and copied."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
