"""The right of the screen for scans: what the chosen pages are, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from mcdesk.exchange.scans import filing
from mcdesk.i18n import _
from mcdesk.procedure.calendar import day_of
from mcdesk.ui import parts
from mcdesk.ui.dialogs import FindingList
from mcdesk.ui.filing.decisions import DecisionRow, OwedTick
from mcdesk.ui.filing.jobs import WAYS, Plan, Way, ways_of
from mcdesk.ui.forms.parts import column
from mcdesk.ui.forms.pills import Pills
from mcdesk.ui.forms.values import show_date
from mcdesk.ui.saying import sentence
from mcdesk.ui.theme import GAP, WIDE

if TYPE_CHECKING:
    from datetime import date

    from mcdesk.application.views import FileLine, Outcome, ScanBundle
    from mcdesk.ui.forms.names import ViewNames


class BundleSide(QScrollArea):
    """What one bundle is, which way it goes, and who signed it.

    Signals:
        changed: a person chose or typed something.
        choose_requested: the form of these pages is to be chosen by hand.
        open_requested: the file as which these pages are filed is to be opened.
    """

    changed = Signal()
    choose_requested = Signal()
    open_requested = Signal(object)

    def __init__(
        self,
        bundle: ScanBundle,
        names: ViewNames,
        today: date,
        *,
        trouble: str = "",
        filed: FileLine | None = None,
        source: str = "",
    ) -> None:
        super().__init__()
        self.bundle, self.filed = bundle, filed
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._layout = column(inside, gap=WIDE, margin=16)
        self.rows = [
            DecisionRow(line, names, today, bundle.frozen_on, bundle.decided)
            for line in bundle.lines
            if not line.sign_off_id
        ]
        self.owed = [OwedTick(line) for line in filing.owing(bundle)]
        self.ways = ways_of(bundle, is_filed=filed is not None)
        self.way = Pills([(way, _(WAYS[way])) for way in self.ways])
        self.way.show_values(self.ways[:1])
        self._say_what(trouble, source)
        self._lay_out()
        self._layout.addStretch(1)
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        self._show_decisions()

    def take(self, other: BundleSide) -> None:
        """Take over what a person chose and typed while pages of this print were missing."""
        way = other.chosen_way()
        if way != other.ways[0] and way in self.ways:
            self.way.show_values((way,))
        known = {(row.line.role, row.line.cards): row for row in other.rows}
        for row in self.rows:
            before = known.get((row.line.role, row.line.cards))
            if before is not None:
                row.take(before)
        paid = {tick.line.sign_off_id for tick in other.owed if tick.isChecked()}
        for tick in self.owed:
            tick.setChecked(tick.line.sign_off_id in paid)
        self._show_decisions()

    def _say_what(self, trouble: str, source: str) -> None:
        bundle = self.bundle
        if bundle.card_title is not None and bundle.form is not None:
            title = f"{bundle.kind} {bundle.form.text()}"
            self._layout.addWidget(parts.label(title, "title", wrap=True))
            named = f"{bundle.card_code}  {bundle.card_title.text()}"
            self._layout.addWidget(parts.label(named, "muted", wrap=True))
        else:
            named = _("A cover") if bundle.state == "cover" else _("A page without a form")
            self._layout.addWidget(parts.label(named, "title", wrap=True))
        if source:
            self._layout.addWidget(parts.label(source, "small", wrap=True))
        state = {"current": "good", "by_hand": "", "cover": ""}.get(bundle.state, "warn")
        self._layout.addWidget(parts.label(trouble or sentence(bundle.answer), state=state,
                                           wrap=True))  # fmt: skip
        if self.filed is not None:
            self._say_filed(self.filed)
        if bundle.missing:
            words = filing.missing_words(bundle)
            advice = _("Scan them and add that file: they join. Or file it as it is.")
            self._layout.addWidget(parts.label(f"{words} {advice}", state="warn", wrap=True))
        if bundle.twice:
            pages = ", ".join(map(str, bundle.twice))
            words = _("There more than once: page {pages}. All of them are kept.")
            self._layout.addWidget(parts.label(words.format(pages=pages), "muted", wrap=True))

    def _say_filed(self, filed: FileLine) -> None:
        """Say as what just these pages are filed, and that nothing more is done by itself."""
        words = _("These pages are filed already, as “{name}” on {day}. Nothing more is done with "
                  "them unless you choose it below.")  # fmt: skip
        said = words.format(name=filed.name, day=show_date(day_of(filed.added_at)))
        self._layout.addWidget(parts.label(said, state="warn", wrap=True))
        self.open = parts.button(_("Open that file"), "", "file-text")
        self.open.clicked.connect(lambda: self.open_requested.emit(filed))
        self._layout.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)

    def _lay_out(self) -> None:
        layout = self._layout
        self.choose = parts.button(_("Choose the form…"), "", "search")
        self.choose.clicked.connect(self.choose_requested)
        self.choose.setVisible(self.bundle.state not in ("current", "cover"))
        layout.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(parts.label(_("What becomes of it"), "caption"))
        layout.addWidget(self.way)
        self.way.chosen.connect(self._on_changed)
        self._signed = QWidget()
        signed = column(self._signed, gap=GAP)
        if self.rows:
            asked = _("Who signed? Tick what you see on the pages.")
            signed.addWidget(parts.label(asked, "heading", wrap=True))
        for made in self.rows:
            made.changed.connect(self._on_changed)
            signed.addWidget(made)
        if self.owed:
            asked = _("Whose owed scan is this? Tick whose own signature you see.")
            signed.addWidget(parts.label(asked, "heading", wrap=True))
            hint = _("A page that was printed later says “scan to follow” in its place: it is not.")
            signed.addWidget(parts.label(hint, "muted", wrap=True))
        for tick in self.owed:
            tick.toggled.connect(self._on_changed)
            signed.addWidget(tick)
        if not self.bundle.lines:
            nobody = _("Nobody's signature on paper is waited for.")
            signed.addWidget(parts.label(nobody, "muted", wrap=True))
        layout.addWidget(self._signed)
        self.refused = FindingList()
        self.refused.hide()
        layout.addWidget(self.refused)

    def _on_changed(self, *_values: object) -> None:
        self._show_decisions()
        self.changed.emit()

    def _show_decisions(self) -> None:
        self._signed.setVisible(self.chosen_way() == "file")

    def show_refused(self, outcomes: tuple[Outcome, ...]) -> None:
        """Say which decisions were not recorded and why; the pages are filed all the same."""
        self.refused.show_findings([f for each in outcomes for f in each.findings], links=False)
        self.refused.setVisible(bool(outcomes))

    # --- what it comes to -----------------------------------------------------------------

    def chosen_way(self) -> Way:
        """Return what is to become of the pages; unfiled where nothing is pressed."""
        return cast("Way", next(iter(self.way.values()), "keep"))

    def reason_against(self) -> str:
        """Return what is still to be said, or ""."""
        if self.chosen_way() != "file":
            return ""
        return next(filter(None, (each.reason_against() for each in self.rows)), "")

    def plan(self) -> Plan:
        """Return what is to be done with the pages."""
        way = self.chosen_way()
        made = [each.command(self.bundle.form_id) for each in self.rows] if way == "file" else []
        ticks = [tick for tick in self.owed if tick.isChecked()] if way == "file" else []
        pays = tuple(tick.line.sign_off_id for tick in ticks)
        return Plan(self.bundle, way, tuple(each for each in made if each is not None), pays)
