"""Publishing a changed wording from a day on, and adopting it for what is not signed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem
from typing_extensions import override

from mcdesk.i18n import _, plural
from mcdesk.procedure.commands import (
    AdoptDefinitions,
    Command,
    PublishDefinitions,
    WithdrawDefinition,
)
from mcdesk.procedure.guard_sentences import reworded
from mcdesk.procedure.toml_text import toml_text
from mcdesk.procedure.wording import PROCEDURE, next_version
from mcdesk.ui import parts
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.lines import DateLine
from mcdesk.ui.forms.values import show_date
from mcdesk.ui.people.asking import AskDialog
from mcdesk.ui.saying import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.views import AdoptedForm, CardAdoption, WordingVersion
    from mcdesk.errors import Finding
    from mcdesk.ui.tasks import Tasks
    from mcdesk.ui.wording.draft import WordingDraft

MOST_ASIDE = 6


class PublishDialog(AskDialog):
    """Asks from which day a wording binds, and why it was changed."""

    def __init__(
        self, tasks: Tasks, draft: WordingDraft, today: date, parent: QWidget | None = None
    ) -> None:
        title = _("Publish the wording of {form}").format(form=_called(draft.form.kind))
        super().__init__(tasks, title, _("Publish"), parent)
        self._draft = draft
        self._form, self._data = draft.form, draft.data
        self._plans = parts.label("", "small", state="warn", wrap=True)
        self.take_back = QCheckBox()
        count = len(draft.differences)
        words = plural("{n} change. Cards begun from that day on have the new wording; those begun "
                       "before keep theirs until they adopt it. What is signed stays as it was "
                       "signed.",
                       "{n} changes. Cards begun from that day on have the new wording; those "
                       "begun before keep theirs until they adopt it. What is signed stays as it "
                       "was signed.", count)  # fmt: skip
        self.body.addWidget(parts.label(words, "muted", wrap=True))
        if draft.form.kind == PROCEDURE:
            told = _("The board, the lists and the guide show the new names from that day on.")
            self.body.addWidget(parts.label(told, "muted", wrap=True))
        self.since = DateLine(today)
        own = draft.version.since if draft.is_on_plan else today.isoformat()
        self.since.setText(show_date(own))
        self.reason = Line()
        self.body.addWidget(labelled(_("Binds from"), self.since, hint=_("today or later")))
        self.body.addWidget(labelled(_("Reason"), self.reason, hint=_("stands in the history")))
        self._add_plans()
        self.old_rules = parts.label("", "small", state="warn", wrap=True)
        self.old_rules.hide()
        self.body.addWidget(self.old_rules)
        self.body.addStretch(1)
        for line in (self.since, self.reason):
            line.changed.connect(self.check)
        self.since.textChanged.connect(self._say_plans)
        self.check()
        self.resize(520, self.height())

    def say_old_rules(self, told: Finding | None) -> None:
        """Say that the hub's server has older rules, which may not know what is published."""
        self.old_rules.setText(sentence(told) if told is not None else "")
        self.old_rules.setVisible(told is not None)

    def _add_plans(self) -> None:
        """Tell of the versions that are planned, and offer to take the last of them back."""
        planned = self._form.planned
        if not planned:
            return
        words = _("Take version {n} back; its text becomes your draft")
        if self._draft.is_on_plan:
            words = _("Take version {n} back; this one stands in its place")
            self.take_back.setChecked(True)
        self.take_back.setText(words.format(n=planned[0].version))
        self.take_back.toggled.connect(self._say_plans)
        self.body.addWidget(self._plans)
        self.body.addWidget(self.take_back)
        self._say_plans()

    def _say_plans(self) -> None:
        """Say what becomes of this version when a planned one begins to bind."""
        planned = self._form.planned
        left = planned[1:] if self.take_back.isChecked() else planned
        self._plans.setText("\n".join(plan_words(each, self.since.iso()) for each in left))
        self._plans.setVisible(bool(left))

    @property
    def left_over(self) -> WordingVersion | None:
        """The version that is taken back and whose text is not in what is published."""
        taken = self.take_back.isChecked() and not self._draft.is_on_plan
        return self._form.planned[0] if taken else None

    @override
    def reasons(self) -> list[str]:
        found = []
        wrong = self.since.fault(_("Say from which day it binds."))
        if wrong:
            found.append(wrong)
        elif self.since.iso() < self.since.today.isoformat():
            found.append(_("It binds from today on or later."))
        if not self.reason.text().strip():
            found.append(_("Say in a line why it was changed."))
        return found

    @override
    def commands(self) -> Sequence[Command]:
        form, since = self._form, self.since.iso()
        version = next_version([each.version for each in form.versions], int(since[:4]))
        text = toml_text(reworded({**self._data, "version": version}))
        is_procedure = form.kind == PROCEDURE
        publish = PublishDefinitions(
            procedure=text if is_procedure else "",
            forms={} if is_procedure else {f"{form.kind}.toml": text},
            since=since,
            reason=self.reason.text().strip(),
            over={form.kind: form.newest.digest},
        )
        if not self.take_back.isChecked():
            return (publish,)
        return (publish, WithdrawDefinition(definition=form.planned[0].digest))


def _called(kind: str) -> str:
    """Return what a form is called: its code, or that it is the procedure."""
    return _("the procedure") if kind == PROCEDURE else kind


def plan_words(plan: WordingVersion, since: str) -> str:
    """Return what a planned version does to one that binds from `since` on."""
    day = show_date(plan.since)
    if plan.since > since:
        words = _("Version {n} is planned from {day} and replaces this one then; it does not have "
                  "what you change here.")  # fmt: skip
    elif plan.since == since:
        words = _("Version {n} is planned from the same day; this one replaces it.")
    else:
        words = _("Version {n}, planned from {day}, binds until then; this one replaces it.")
    return words.format(n=plan.version, day=day)


class AdoptDialog(AskDialog):
    """Lists the cards under way that could adopt a wording, each with what would follow.

    None is ticked at first: it follows on publishing, and Enter alone is to change no card.
    """

    def __init__(
        self, tasks: Tasks, kind: str, cards: Sequence[CardAdoption],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        title = _("Adopt the wording of {form} for what is not signed yet")
        title = title.format(form=_called(kind))
        super().__init__(tasks, title, _("Adopt"), parent)
        self._kind = kind
        self.ticks: dict[str, QListWidgetItem] = {}
        words = _("What is ticked goes on with the new wording; what is frozen or signed keeps its "
                  "own.")  # fmt: skip
        if not cards:
            words = _("No micro-credential under way has an older wording of this form.")
        self.body.addWidget(parts.label(words, "muted", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setWordWrap(True)
        self.list.setMinimumHeight(340)
        for card in sorted(cards, key=lambda card: not can_adopt(card)):
            self._add(card)
        self.list.itemChanged.connect(self.check)
        self.list.setVisible(bool(cards))
        self._all = parts.Link(_("Tick all or none"), "", "link")
        self._all.followed.connect(self._on_all)
        self._all.setVisible(len(self.ticks) > 1)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._all)
        self.check()
        self.resize(640, self.height())

    def _add(self, card: CardAdoption) -> None:
        """Add a card with what would follow; one that cannot adopt has no tick."""
        lines = [*map(effects, card.forms), *(sentence(fault) for fault in card.faults)]
        row = QListWidgetItem("\n".join((f"{card.code}  {card.title.text()}", *lines)))
        if can_adopt(card):
            row.setCheckState(Qt.CheckState.Unchecked)
            self.ticks[card.card_id] = row
        else:
            row.setFlags(Qt.ItemFlag.ItemIsSelectable)
        self.list.addItem(row)

    def _on_all(self, _target: object) -> None:
        """Tick every card, or none where all are ticked."""
        checked, state = self._checked(), Qt.CheckState
        wanted = state.Unchecked if len(checked) == len(self.ticks) else state.Checked
        for row in self.ticks.values():
            row.setCheckState(wanted)

    def _checked(self) -> list[str]:
        checked = Qt.CheckState.Checked
        return [card for card, row in self.ticks.items() if row.checkState() is checked]

    @override
    def reasons(self) -> list[str]:
        if self._checked():
            return []
        return [_("Tick at least one micro-credential.")] if self.ticks else [_("Nothing to do.")]

    def told(self) -> str:
        """Say how many cards took the wording over."""
        cards = plural("{n} micro-credential", "{n} micro-credentials", len(self._checked()))
        words = _("New wording of {form}: taken over by {cards}.")
        return words.format(form=_called(self._kind), cards=cards)

    @override
    def commands(self) -> Sequence[Command]:
        return [AdoptDefinitions(card=card, forms=[self._kind]) for card in self._checked()]


def can_adopt(card: CardAdoption) -> bool:
    """Tell whether a form of a card would go on, or be opened, with the new wording."""
    return not card.faults and any(
        form.moves or form.waits is not None or not (form.form_id or form.keeps)
        for form in card.forms
    )


def effects(form: AdoptedForm) -> str:
    """Return what becomes of a form, in words."""
    name = " ".join(filter(None, (_called(form.kind), form.scope)))
    if form.keeps is not None:
        return f"{name}: {sentence(form.keeps)}"
    if form.waits is not None:
        return f"{name}: {sentence(form.waits)}"
    if form.kind == PROCEDURE:
        words = _("Goes on with the new names.")
        return f"{name}: {words}"
    if not form.form_id:
        words = _("Not begun; it will be opened with the new wording.")
        return f"{name}: {words}"
    words = _("Goes on with the new wording.")
    lines = [f"{name}: {words}"]
    if form.aside:
        named = [f"{line.label.text()} ({line.text})" for line in form.aside[:MOST_ASIDE]]
        more = len(form.aside) - MOST_ASIDE
        tail = plural("{n} more", "{n} more", more) if more > 0 else ""
        words = _("Kept aside, without a place: {what}")
        lines.append(words.format(what=", ".join(filter(None, (*named, tail)))))
    lines += [_("New demand: {what}").format(what=sentence(each)) for each in form.asks]
    return "\n".join(lines)
