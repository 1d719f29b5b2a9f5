"""Texts kept aside: given up in a collision, cut off, or without a place; none is ever lost.

What another person typed at this computer stands apart: it waits for them, and CTL may look at it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from mcdesk.application.drafts import REMARK
from mcdesk.i18n import _, apart, plural
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.forms.comments import when
from mcdesk.ui.forms.kept import person_name, told
from mcdesk.ui.forms.parts import FlowLayout, Panel, button, text
from mcdesk.ui.theme import TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcdesk.application.drafts import Draft, Kept
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.ui.forms.session import FormSession

SHOWN, FEW = 160, 5


class AsidePanel(Panel):
    """What is kept aside of one form, the newest first; hidden while there is nothing."""

    def __init__(self, session: FormSession, parent: QWidget | None = None) -> None:
        super().__init__(_("Kept aside"), parent)
        self._session = session
        self._all = self._is_ctl = False
        session.keeper.aside_changed.connect(self.show_drafts)
        session.view_changed.connect(self.show_drafts)
        self._shown: object = None
        self.show_drafts()

    def use_person(self, *, is_ctl: bool) -> None:
        """Let CTL look at what other people typed here, copy it, or put it away."""
        self._is_ctl = is_ctl
        self.show_drafts()

    def show_drafts(self) -> None:
        """Show what is kept aside now."""
        keeper = self._session.keeper
        drafts, others = keeper.aside[::-1], keeper.others[::-1]
        asked = (drafts, others, self._all, self._is_ctl, self._session.view.read_only)
        if asked == self._shown:
            return
        self._shown = asked
        self.setVisible(bool(drafts or others))
        self.empty()
        for words in told(self._session.view, others):
            self.body.addWidget(text(words, "muted", wrap=True))
        for other in others if self._is_ctl else ():
            self._add_other(other)
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
        acts = (
            (_("Copy"), partial(copy_text, kept)),
            (_("Put back"), partial(self._put_back, kept)),
            (_("Give mine up"), partial(self._session.keeper.put_away, kept)),
        )
        self._add_text(head, plain_words(kept.text), acts)

    def _add_other(self, entry: Draft | Kept) -> None:
        """Show what another person typed; only they can put it back."""
        place = place_name(self._session.definition, entry.path)
        if entry.form.startswith(REMARK):
            place = _("Comment on {place}").format(place=place)
        who = apart(person_name(self._session.view, entry.who))
        acts = (
            (_("Copy"), partial(copy_text, entry)),
            (_("Give this up…"), partial(self._ask_away, entry)),
        )
        self._add_text(f"{who} · {place} · {when(entry.at)}", plain_words(entry.text), acts)

    def _add_text(
        self, head: str, words: str, acts: tuple[tuple[str, Callable[[], object]], ...]
    ) -> None:
        self.body.addWidget(text(head, "small", wrap=True))
        self.body.addWidget(text(_cut(words), wrap=True))
        holder = QWidget()
        flow = FlowLayout(holder, gap=TIGHT)
        for label, act in acts:
            made = button(label, act, "link")
            made.setAccessibleName(f"{label}: {_cut(words)}")
            flow.addWidget(made)
        self.body.addWidget(holder)
        self.body.addSpacing(TIGHT)

    def _ask_away(self, entry: Draft | Kept) -> None:
        """Ask before another person's text goes: they were never asked themselves."""
        who = apart(person_name(self._session.view, entry.who))
        dialog = Dialog(_("Give this text up for good?"), self.window())
        words = _("{who} typed it, and it was never stored. It will not be offered to {who} again.")
        dialog.body.addWidget(text(words.format(who=who), wrap=True))
        dialog.body.addWidget(text(plain_words(entry.text), "muted", wrap=True))
        dialog.add_ok(_("Give this up"))
        dialog.accepted.connect(partial(self._session.keeper.put_away_other, entry))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

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


def copy_text(kept: Draft | Kept) -> None:
    """Put a text that is kept aside on the clipboard."""
    QGuiApplication.clipboard().setText(plain_words(kept.text))


def _cut(words: str) -> str:
    if len(words) <= SHOWN:
        return words
    more = plural("… and {n} letter more", "… and {n} letters more", len(words) - SHOWN)
    return f"{words[:SHOWN]} {more}"
