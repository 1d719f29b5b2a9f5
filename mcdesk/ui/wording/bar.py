"""The bar above the wording page: how the draft stands, and what may be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from mcdesk.i18n import _
from mcdesk.procedure.wording import PROCEDURE
from mcdesk.ui import parts, theme
from mcdesk.ui.people.desk_page import page_bar
from mcdesk.ui.wording.words import draft_words, state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mcdesk.application.views import WordingView
    from mcdesk.errors import Finding
    from mcdesk.ui.wording.draft import WordingDraft


class WordingBar(QWidget):
    """Title, state and buttons; below them what is to be known about the draft besides."""

    def __init__(self) -> None:
        super().__init__()
        self.words = parts.label("", "muted")
        self.mend = parts.Link("", None)
        self.mend.setToolTip(_("Go to it; once more goes to the next one"))
        theme.dress(self.mend, state="bad")
        self.notice = parts.label("", "small", state="warn", wrap=True)
        self.notice.setContentsMargins(16, 8, 16, 4)
        self.others = parts.label("", "small", wrap=True)
        self.others.setContentsMargins(16, 8, 16, 4)
        self.more = parts.button(_("More"), "", "chevron-down")
        self.menu = QMenu(self.more)
        self.more.setMenu(self.menu)
        self.show_print = parts.button(_("Preview print…"), "", "printer")
        self.look = parts.button(_("Preview on screen…"), "", "eye")
        self.publish = parts.button(_("Publish…"), "primary", "upload")
        bar, _row = page_bar(
            _("Forms and wording"),
            self.words,
            self.mend,
            1,
            self.more,
            self.look,
            self.show_print,
            self.publish,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.notice)
        column.addWidget(self.others)

    def show_state(
        self, draft: WordingDraft, view: WordingView, faults: Sequence[Finding], *, is_judged: bool
    ) -> None:
        """Say how the draft stands; it may be published once it was judged and has no fault."""
        self.publish.setEnabled(view.may and draft.is_changed and is_judged and not faults)
        self.show_print.setVisible(draft.form.kind != PROCEDURE)
        words = state_of(draft, view, faults)
        is_wrong = bool(faults) and view.may
        (self.mend if is_wrong else self.words).setText(words)
        self.words.setVisible(not is_wrong)
        self.mend.setVisible(is_wrong)
        told = draft_words(draft) if view.may else ""
        self.notice.setText(told)
        self.notice.setVisible(bool(told))

    def show_others(self, others: Sequence[str], view: WordingView) -> None:
        """Say who else has a draft of the form here: it waits for them, and goes into nobody's."""
        words = _("{who} has a draft of this form on this computer.")
        names = (view.names.get(who) or _("somebody else") for who in others if view.may)
        self.others.setText(" ".join(words.format(who=name) for name in names))
        self.others.setVisible(bool(self.others.text()))

    def fill_menu(self, deeds: Sequence[tuple[str, Callable[[], object], bool]]) -> None:
        """Offer deeds under "More": what each is called, its call, and whether it can be done."""
        self.menu.clear()
        for words, call, enabled in deeds:
            action = self.menu.addAction(words)
            action.triggered.connect(call)
            action.setEnabled(enabled)
