"""Taking a file off its card: asked first where a frozen version of its form lists it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import _, apart
from mcdesk.ui import parts
from mcdesk.ui.dialogs import Dialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.application.views import FileLine


class ListedDialog(Dialog):
    """Asks whether a file is removed that the prints of a frozen version list; names the form."""

    def __init__(self, file: FileLine, form: str, parent: QWidget) -> None:
        super().__init__(_("Remove a file that a frozen version lists?"), parent)
        words = _("{name} is listed with version {n} of {form}. The list and its prints keep "
                  "the name; the file itself leaves the card. Undo brings it "
                  "back.")  # fmt: skip
        said = words.format(name=apart(file.name), n=file.listed, form=apart(form))
        self.body.addWidget(parts.label(said, wrap=True))
        self.add_ok(_("Remove"))
