"""Texts kept aside: given up in a collision, cut off, or without a place; none is ever lost."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from mcdesk.i18n import _, plural
from mcdesk.ui.forms.comments import when
from mcdesk.ui.forms.parts import FlowLayout, Panel, button, text
from mcdesk.ui.theme import TIGHT

if TYPE_CHECKING:
    from mcdesk.application.drafts import Kept
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.ui.forms.session import FormSession

SHOWN, FEW = 160, 5


class AsidePanel(Panel):
    """What is kept aside of one form, the newest first; hidden while there is nothing."""

    def __init__(self, session: FormSession, parent: QWidget | None = None) -> None:
        super().__init__(_("Kept aside"), parent)
        self._session = session
        self._all = False
        session.keeper.aside_changed.connect(self.show_drafts)
        session.view_changed.connect(self.show_drafts)
        self._shown: object = None
        self.show_drafts()

    def show_drafts(self) -> None:
        """Show what is kept aside now."""
        drafts = self._session.keeper.aside[::-1]
        asked = (drafts, self._all, self._session.view.read_only)
        if asked == self._shown:
            return
        self._shown = asked
        self.setVisible(bool(drafts))
        self.empty()
        for kept in drafts if self._all else drafts[:FEW]:
            self._add(kept)
        if len(drafts) > FEW and not self._all:
            words = _("Show all {n}").format(n=len(drafts))
            self.body.addWidget(button(words, self._on_more, "link"))

    def _on_more(self) -> None:
        self._all = True
        self.show_drafts()

    def _add(self, kept: Kept) -> None:
        head = f"{place_name(self._session.definition, kept.path)} · {when(kept.at)}"
        self.body.addWidget(text(head, "small", wrap=True))
        words = plain_words(kept.text)
        self.body.addWidget(text(_cut(words), wrap=True))
        holder = QWidget()
        acts = FlowLayout(holder, gap=TIGHT)
        for label, how in (
            (_("Copy"), _copy),
            (_("Put back"), self._put_back),
            (_("Put away"), self._session.keeper.put_away),
        ):
            made = button(label, partial(how, kept), "link")
            made.setAccessibleName(f"{label}: {_cut(words)}")
            acts.addWidget(made)
        self.body.addWidget(holder)
        self.body.addSpacing(TIGHT)

    def _put_back(self, kept: Kept) -> None:
        if not self._session.put_back(kept):
            self._session.told.emit(_("It has no place in the form now; copy it instead."))


def place_name(definition: FormDefinition, path: str) -> str:
    """Return the name of the field that a text is of, or its path where there is none."""
    try:
        return definition.field_of(path).label.text()
    except KeyError:
        return path


def plain_words(value: Json) -> str:
    """Return a value as text that can be read and copied."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _copy(kept: Kept) -> None:
    QGuiApplication.clipboard().setText(plain_words(kept.text))


def _cut(words: str) -> str:
    if len(words) <= SHOWN:
        return words
    more = plural("… and {n} letter more", "… and {n} letters more", len(words) - SHOWN)
    return f"{words[:SHOWN]} {more}"
