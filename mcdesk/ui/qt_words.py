"""Qt's own words in Indonesian: dialogs for files and printing, buttons, menus of text fields.

Qt brings no Indonesian translation. A file dialog of the system (Windows, macOS) speaks the
language of the system and is not reached by this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTranslator

from mcdesk import i18n
from mcdesk.i18n import N_, _
from mcdesk.ui.override import override
from mcdesk.ui.qt_print_words import PRINT_WORDS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

WORDS = (
    frozenset(
        (
            N_("OK"),
            N_("&OK"),
            N_("Save"),
            N_("&Save"),
            N_("Save All"),
            N_("Open"),
            N_("&Open"),
            N_("&Yes"),
            N_("Yes to &All"),
            N_("&No"),
            N_("N&o to All"),
            N_("Abort"),
            N_("Retry"),
            N_("Ignore"),
            N_("Close"),
            N_("&Close"),
            N_("Cancel"),
            N_("&Cancel"),
            N_("Discard"),
            N_("Help"),
            N_("Apply"),
            N_("Reset"),
            N_("Restore Defaults"),
            N_("&Undo"),
            N_("&Redo"),
            N_("Cu&t"),
            N_("&Copy"),
            N_("Copy &Link Location"),
            N_("&Paste"),
            N_("Delete"),
            N_("Select All"),
            N_("&Select All"),
            N_("&Step up"),
            N_("Step &down"),
            N_("Look in:"),
            N_("&Look in:"),
            N_("File &name:"),
            N_("&File name:"),
            N_("File name:"),
            N_("Files of type:"),
            N_("Files of &type:"),
            N_("&Choose"),
            N_("Directory:"),
            N_("&Directory:"),
            N_("Back"),
            N_("Go back"),
            N_("Forward"),
            N_("Go forward"),
            N_("Parent Directory"),
            N_("Go to the parent directory"),
            N_("Create New Folder"),
            N_("Create a New Folder"),
            N_("List View"),
            N_("Change to list view mode"),
            N_("Detail View"),
            N_("Change to detail view mode"),
            N_("Sidebar"),
            N_("List of places and bookmarks"),
            N_("Files"),
            N_("All Files (*)"),
            N_("Save As"),
            N_("Directories"),
            N_("&Rename"),
            N_("&Delete"),
            N_("Show &hidden files"),
            N_("&New Folder"),
            N_("New Folder"),
            N_("Find Directory"),
            N_("Recent Places"),
            N_("Remove"),
            N_("My Computer"),
            N_("Computer"),
            N_("Show "),
            N_("%1 already exists.\nDo you want to replace it?"),
            N_("%1\nFile not found.\nPlease verify the correct file name was given."),
            N_("%1\nDirectory not found.\nPlease verify the correct directory name was given."),
            N_("'%1' is write protected.\nDo you want to delete it anyway?"),
            N_("Are you sure you want to delete '%1'?"),
            N_("Could not delete directory."),
            N_("Name"),
            N_("Size"),
            N_("Type"),
            N_("Kind"),
            N_("Date Modified"),
            N_("Drive"),
            N_("File"),
            N_("File Folder"),
            N_("Folder"),
            N_("%1 File"),
            N_("Shortcut"),
            N_("Unknown"),
            N_("Show Details..."),
            N_("Hide Details..."),
            N_("Scroll here"),
            N_("Left edge"),
            N_("Top"),
            N_("Right edge"),
            N_("Bottom"),
            N_("Page left"),
            N_("Page up"),
            N_("Page right"),
            N_("Page down"),
            N_("Scroll left"),
            N_("Scroll up"),
            N_("Scroll right"),
            N_("Scroll down"),
        )
    )
    | PRINT_WORDS
)
"""What Qt says in English, as it stands in its sources."""


class QtWords(QTranslator):
    """Translates Qt's words by the program's own catalogue."""

    @override
    def translate(
        self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1
    ) -> str | None:
        """Return a word of Qt in the language in use; None, unlike "", leaves it as it is."""
        if i18n.language() != "id" or source not in WORDS:
            return None
        return _(source)


def install(application: QApplication) -> None:
    """Let Qt speak the program's language from now on."""
    application.installTranslator(QtWords(application))
