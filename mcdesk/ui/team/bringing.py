"""Bringing another workspace in: first what would come, with what is doubtful to be decided."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget
from typing_extensions import override

from mcdesk.application.bringing_words import HOW, STATES
from mcdesk.application.views import Changes, Choices
from mcdesk.i18n import N_, _, plural
from mcdesk.ui import parts
from mcdesk.ui.forms.doing import DoingDialog
from mcdesk.ui.forms.lines import ChoiceBox
from mcdesk.ui.forms.parts import text
from mcdesk.ui.theme import GAP, TIGHT, WIDE, dress

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcdesk.application.ports import AppPort, DeskPort, Progress
    from mcdesk.application.views import BringPlan, BringReport, CardIn, Directory, EntryIn
    from mcdesk.procedure.stage import Label
    from mcdesk.ui.launch import MakeApp
    from mcdesk.ui.tasks import Job
    from mcdesk.ui.window import MainWindow

BRING, LEAVE, OPEN = "bring", "leave", "?"
WIDTH = 260
"""Of a box to choose in, so that those of all lists stand below each other."""
Found = tuple["BringPlan", "Directory", "Mapping[str, Label]"]
"""What would come, who and what is here, and what the settings are called."""
SETTINGS = {
    "holidays": N_("Holidays"),
    "profile": N_("What is demanded"),
    "level": N_("What is demanded"),
    "contacts": N_("Contacts"),
    "logo": N_("Logo"),
}


def ask_file(window: MainWindow, make_app: MakeApp) -> None:
    """Ask which workspace is to come, and show what that would bring."""
    chosen, _kind = QFileDialog.getOpenFileName(
        window, _("Bring in another workspace"), "",
        _("MC Desk workspace (*.mcdesk);;All files (*)"),
    )  # fmt: skip
    if chosen:
        path = Path(chosen)
        window.tasks.run(
            partial(_plan, make_app, path),
            partial(_show, window, make_app, path),
            kind="reader",
            busy=_("Looking through the other workspace"),
        )


def _plan(make_app: MakeApp, path: Path, desk: DeskPort) -> Found:
    app: AppPort = make_app()
    labels = {line.key: line.label for line in desk.settings_view().settings}
    return app.plan_bringing(desk, path, Choices()), desk.directory(), labels


def _bring(
    make_app: MakeApp, path: Path, choices: Choices, desk: DeskPort, progress: Progress
) -> tuple[Changes, BringReport]:
    app: AppPort = make_app()
    report, changes = app.bring_in(desk, path, choices, progress)
    return changes, report


def _show(window: MainWindow, make_app: MakeApp, path: Path, found: Found) -> None:
    dialog = BringDialog(window, make_app, path, found)
    dialog.brought.connect(window.say)
    dialog.open()


class BringDialog(DoingDialog):
    """Shows what another workspace would bring, asks what is doubtful, and brings it in.

    Signals:
        brought: it is done, in words.
    """

    brought = Signal(str)

    def __init__(self, window: MainWindow, make_app: MakeApp, path: Path, found: Found) -> None:
        plan, directory, self._labels = found
        title = _("Bring in “{name}”").format(name=plan.name)
        super().__init__(title, _("Bring in"), window.tasks, window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make_app, self._path, self.plan = make_app, path, plan
        self._counting: Job | None = None
        self._is_over = False
        self.cards: dict[str, ChoiceBox] = {}
        self.entries: dict[str, ChoiceBox] = {}
        self.body.addWidget(text(_(
            "Everything that was done there comes along, with who did it and when; nothing that is "
            "signed changes. It can be stopped; then nothing came."
        ), "muted", wrap=True))  # fmt: skip
        self._add_cards(plan.cards)
        self._add_entries([e for e in plan.entries if e.how not in ("id", "known")], directory)
        self._add_rest()
        self.add_bar()
        self.check()
        self.resize(820, 680)

    # --- what would come ------------------------------------------------------------------

    def _grid(self, heading: str) -> QGridLayout:
        self.body.addWidget(text(heading, "heading", wrap=True))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, GAP)
        grid.setHorizontalSpacing(WIDE)
        grid.setVerticalSpacing(TIGHT)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self.body.addWidget(holder)
        return grid

    def _add_cards(self, cards: Sequence[CardIn]) -> None:
        grid = self._grid(_("Micro-credentials"))
        for at, card in enumerate(cards):
            told = _(STATES[card.state])
            if card.same:
                told = _("Here already: {cards}").format(cards="; ".join(card.same))
            name = text(f"{card.code}   {card.title}", wrap=True)
            grid.addWidget(name, at, 0)
            grid.addWidget(text(told, "small", wrap=True), at, 1)
            if card.state not in ("new", "same"):
                continue
            box = self._box(card.code)
            if not card.is_decided:
                box.addItem(_("Please decide"), OPEN)
            box.addItem(_("Bring it in"), BRING)
            box.addItem(_("Leave it out"), LEAVE)
            self.cards[card.id] = box
            grid.addWidget(box, at, 2)

    def _add_entries(self, entries: Sequence[EntryIn], directory: Directory) -> None:
        if not entries:
            return
        grid = self._grid(_("People, programmes, faculties: who is who here"))
        known = _known(directory)
        if any(not entry.is_decided and entry.how == "name" for entry in entries):
            self.same = parts.button(_("All of the same name are the same"))
            self.same.clicked.connect(self.take_names)
            grid.addWidget(self.same, 0, 1, 1, 2, Qt.AlignmentFlag.AlignRight)
        for at, entry in enumerate(entries, start=1):
            about = "   ".join(filter(None, (entry.name, entry.about)))
            how = _(HOW[entry.how]) if HOW[entry.how] else _("new here")
            grid.addWidget(text(about, wrap=True), at, 0)
            grid.addWidget(text(how, "small", wrap=True), at, 1)
            box = self._box(entry.name)
            if not entry.is_decided:
                box.addItem(_("Please decide"), OPEN)
                box.addItem(_("Is {name}").format(name=entry.match), entry.match_id)
            box.addItem(_("Is not here yet"), "")
            for id_, name in known[entry.kind]:
                if id_ != entry.match_id or entry.is_decided:
                    box.addItem(_("Is {name}").format(name=name), id_)
            if entry.is_decided:
                box.setCurrentIndex(max(0, box.findData(entry.match_id)))
            self.entries[entry.id] = box
            grid.addWidget(box, at, 2)

    def _box(self, name: str) -> ChoiceBox:
        box = ChoiceBox()
        box.setAccessibleName(name)
        box.setFixedWidth(WIDTH)
        box.activated.connect(self._on_decided)
        return box

    def _add_rest(self) -> None:
        plan, said = self.plan, []
        if plan.numbers:
            numbers = ", ".join(dict.fromkeys(twice.number for twice in plan.numbers))
            said.append(_("Both gave these numbers, and both keep them as they are printed: "
                          "{numbers}.").format(numbers=numbers))  # fmt: skip
        if plan.settings:
            names = ", ".join(dict.fromkeys(map(self._setting, plan.settings)))
            said.append(_("These settings are others there; those here stay: {names}.").format(
                names=names))  # fmt: skip
        if plan.registers:
            said.append(_("Closed registers stay in the old file."))
        for words in said:
            self.body.addWidget(text(words, "small", wrap=True))
        self.counted = text("", "small", wrap=True)
        self.body.addWidget(self.counted)
        self._tell_count(plan)

    def _tell_count(self, plan: BringPlan) -> None:
        """Say how much would come as it is decided now."""
        counts = [plural("{n} entry of the journal", "{n} entries of the journal", plan.events),
                  plural("{n} file", "{n} files", len(plan.files))]  # fmt: skip
        self.counted.setText(" · ".join(counts))

    def _on_decided(self, *_given: object) -> None:
        """Mark what is still open, and count anew what would come."""
        self.check()
        if self._counting is not None:
            self._counting.cancel()
        choices = self.choices
        job = partial(_count, self._make_app, self._path, choices)
        counted = partial(self._on_counted, choices)
        self._counting = self._tasks.run(job, counted, _ignore, kind="reader")

    def _on_counted(self, choices: Choices, plan: BringPlan) -> None:
        if not self._is_over and choices == self.choices:
            self._counting = None
            self._tell_count(plan)

    def _setting(self, key: str) -> str:
        """Return what a setting is called."""
        label = self._labels.get(key)
        return label.text() if label is not None else _(SETTINGS.get(key.partition(":")[0], key))

    def take_names(self) -> None:
        """Take everybody of the same name for the same."""
        for entry in self.plan.entries:
            box = self.entries.get(entry.id)
            if entry.how == "name" and box is not None and box.currentData() == OPEN:
                box.setCurrentIndex(box.findData(entry.match_id))
        self._on_decided()

    @property
    def choices(self) -> Choices:
        """What was decided."""
        chosen = {id_: box.currentData() for id_, box in self.cards.items()}
        people = {id_: str(box.currentData()) for id_, box in self.entries.items()}
        return Choices(
            matches={id_: match for id_, match in people.items() if match != OPEN},
            bring=frozenset(id_ for id_, how in chosen.items() if how == BRING),
            leave_out=frozenset(id_ for id_, how in chosen.items() if how == LEAVE),
        )

    # --- doing it -------------------------------------------------------------------------

    @override
    def check(self, *_given: object) -> None:
        super().check()
        for box in (*self.cards.values(), *self.entries.values()):
            dress(box, state="warn" if box.currentData() == OPEN else "")

    @override
    def done(self, result: int) -> None:
        self._is_over = True
        super().done(result)

    @override
    def reasons(self) -> list[str]:
        if found := super().reasons():
            return found
        if not self.plan.events:
            return [_("There is nothing to bring in.")]
        boxes = (*self.cards.values(), *self.entries.values())
        left = sum(box.currentData() == OPEN for box in boxes)
        if left:
            return [plural("{n} is still to be decided.", "{n} are still to be decided.", left)]
        return []

    @override
    def accept(self) -> None:
        if self.reasons():
            self.check()
            return
        job = partial(_bring, self._make_app, self._path, self.choices)
        self.carry_out(job, self._on_done)

    @override
    def enable(self, *, on: bool) -> None:
        for box in (*self.cards.values(), *self.entries.values()):
            box.setEnabled(on)

    def _on_done(self, answer: tuple[Changes, BringReport]) -> None:
        words = _("Brought in: {n} entries of the journal.")
        self.brought.emit(words.format(n=answer[1].plan.events))


def _count(make_app: MakeApp, path: Path, choices: Choices, desk: DeskPort) -> BringPlan:
    app: AppPort = make_app()
    return app.plan_bringing(desk, path, choices)


def _ignore(_error: object) -> None:
    """Leave the count as it was: what is wrong is said when it is brought in."""


def _known(directory: Directory) -> dict[str, list[tuple[str, str]]]:
    """Return who and what is here, for each kind of entry."""
    return {
        "person": [(p.id, p.name) for p in directory.people],
        "faculty": [(f.id, f"{f.code} {f.name.text()}") for f in directory.faculties],
        "programme": [(p.id, f"{p.code} {p.name.text()}") for p in directory.programmes],
    }
