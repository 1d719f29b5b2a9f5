"""What the pane at the right holds: what is missing, help, comments, files, history, signatures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from mcdesk.i18n import _
from mcdesk.procedure.guide import chapter_at
from mcdesk.procedure.stage import Label
from mcdesk.ui import parts
from mcdesk.ui.forms.aside import AsidePanel
from mcdesk.ui.forms.comments import CommentPanel, when
from mcdesk.ui.forms.footer import REMOVES, AttachedPanel, VersionsPanel
from mcdesk.ui.forms.part_list import PartList
from mcdesk.ui.forms.parts import Panel, button, column, other_language, row, text
from mcdesk.ui.forms.past import changes_of
from mcdesk.ui.forms.signatures import SignatureList
from mcdesk.ui.forms.standing_words import OUTSIDE, deemed_words, lines_of, stands, still_to_do
from mcdesk.ui.saying import in_place, reason_of, together
from mcdesk.ui.theme import GAP, WIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.views import HistoryLine
    from mcdesk.errors import Finding
    from mcdesk.procedure.definition import Field, Section
    from mcdesk.procedure.guide import Chapter
    from mcdesk.ui.forms.inspector import Inspector
    from mcdesk.ui.forms.side import SidePane

FEW = 7
SHORT = 180
PAST = 6


class SideContents(QFrame):
    """What belongs to the section and field in use; what is asked for goes out by the pane."""

    def __init__(self, inspector: Inspector, pane: SidePane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._inspector, self._session = inspector, inspector.session
        self._section: Section | None = None
        self._path = ""
        self._all_missing = False
        self._shown_missing: object = None
        self.setProperty("role", "side")
        self._layout = column(self, gap=WIDE, margin=GAP)
        is_first = self._signatures_first()
        if is_first:
            self._make_signatures()
        self._missing = Panel(_("Missing"), self)
        self._aside = AsidePanel(self._session, self)
        self._help = Panel(_("Help"), self)
        self.comments = CommentPanel(inspector, self)
        self.comments.go_requested.connect(pane.go_requested)
        self.attached = AttachedPanel(self)
        self._history = Panel(_("History"), self)
        self.versions = VersionsPanel(self)
        self.versions.go_requested.connect(pane.go_requested)
        self.versions.version_requested.connect(pane.version_requested)
        if not is_first:
            self._make_signatures()
        inspector.inspected.connect(self._show_missing)
        self._session.view_changed.connect(self.show_all)

    def _make_signatures(self) -> None:
        self._signatures = Panel(_("Signatures"), self)
        self._signature_list = SignatureList(self._signatures)
        self._signatures.body.addWidget(self._signature_list)
        self._parts = PartList(self._signatures)
        self._signatures.body.addWidget(self._parts)

    def _signatures_first(self) -> bool:
        """Tell whether there is something to sign."""
        return stands(self._session.view) or bool(self._session.view.parts)

    def panels(self) -> list[QWidget]:
        """Return the panels in their order."""
        is_first = self._signatures_first()
        first = [self._signatures] if is_first else []
        last = [] if is_first else [self._signatures]
        between = [self._missing, self._aside, self._help, self.comments, self.attached]
        return [*first, *between, self._history, self.versions, *last]

    def _arrange(self) -> None:
        """Put the signatures on top once there is something to sign."""
        panels = self.panels()
        for panel in panels:
            self._layout.removeWidget(panel)
        while self._layout.count():
            self._layout.takeAt(0)
        for panel in panels:
            self._layout.addWidget(panel)
        self._layout.addStretch(1)

    def settle(self) -> None:
        """Lay out now what is shown."""
        self._layout.activate()

    def use_person(self, *, is_ctl: bool) -> None:
        """Let CTL see what other people typed here and did not store."""
        self._aside.use_person(is_ctl=is_ctl)

    def begin(self, section: Section | None, path: str) -> None:
        """Show everything for the first time, for a section and the field that has the focus."""
        self._section, self._path = section, path
        self._arrange()
        self._show_missing()
        if section is not None:
            self.comments.show_section(section, path)
        self._show_help()
        self._show_history()
        self._show_foot()
        self._show_signatures()

    def show_place(self, section: Section, path: str) -> None:
        """Show what belongs to a section, and to the field that has the focus."""
        self._section, self._path = section, path
        self.comments.show_section(section, path)
        self._show_help()
        self._show_history()

    def show_all(self) -> None:
        """Show everything anew; the keyboard stays where it was in the pane."""
        held = self._held()
        self._arrange()
        self._show_missing()
        self._show_help()
        self._show_history()
        self.comments.show_comments()
        self._show_foot()
        self._show_signatures()
        if held is not None:
            QTimer.singleShot(0, self, partial(self._hold, *held))  # what is new is shown then

    def _held(self) -> tuple[str, int, QWidget | None, object] | None:
        """Return the words of the button that has the keyboard, the how manieth it is, its panel.

        The last is the file that it removes, if any.

        The pane keeps the keyboard until there is a button again: it would go into the form.
        """
        now = self.window().focusWidget()
        if not isinstance(now, QPushButton) or not self.isAncestorOf(now):
            return None
        place = self._named(now.text()).index(now)
        panel = next((each for each in self.panels() if each.isAncestorOf(now)), None)
        self._pane.setFocus()
        return now.text(), place, panel, now.property(REMOVES)

    def _hold(self, words: str, place: int, panel: QWidget | None, removes: object) -> None:
        """Give the keyboard to the button that took the place of one, else to its panel's first.

        Where the panel has none, the pane's first has it. One that would remove another file does
        not: the key that removed one file would remove the next. What stands before it has it.
        """
        if self.window().focusWidget() is not self._pane:
            return
        named = self._named(words)
        same = [each for each in named if removes and each.property(REMOVES) == removes]
        same = same or named[place : place + 1] or _shown_in(panel)
        there = same[0] if same else self._pane.first_input()
        if there is not None and there.property(REMOVES) != removes:
            there = _shown_in(there.parentWidget())[0]
        if there is not None:
            there.setFocus()

    def _named(self, words: str) -> list[QPushButton]:
        """Return the pane's buttons with these words; those that are going are hidden."""
        found = self.findChildren(QPushButton)
        return [each for each in found if each.text() == words and each.isVisibleTo(self)]

    def _show_signatures(self) -> None:
        view = self._session.view
        self._parts.setVisible(bool(view.parts))
        self._signature_list.setVisible(not view.parts)
        if view.parts:
            seal = self._pane.seal_requested.emit if view.seals else None
            withdraw = self._pane.withdraw_requested.emit
            look, act = self._pane.sealed_requested.emit, self._pane.part_requested.emit
            self._parts.show_parts(view, act, withdraw=withdraw, seal=seal, look=look)
            return
        frozen = stands(view)
        why = "" if frozen else _("First freeze the form for signature (button above).")
        self._signature_list.show_lines(
            lines_of(view),
            self._pane.sign_requested.emit,
            empty=_("Signing begins when the form has been frozen."),
            why=reason_of(view.no_sign) or why,
            decisions=view.decisions,
            withdraw=self._pane.withdraw_requested.emit,
            seal=self._pane.seal_requested.emit if view.seals and frozen else None,
            look=self._pane.sealed_requested.emit,
        )
        self._signatures.setVisible(bool(view.definition.signers))

    # --- what is missing -------------------------------------------------------------------

    def _show_missing(self) -> None:
        is_outside = self._session.view.status in OUTSIDE
        panel, found = self._missing, () if is_outside else self._inspector.missing
        also = still_to_do(self._session.view)
        deemed = deemed_words(self._session.view)
        asked = (found, is_outside, self._all_missing, self._session.view.read_only, *also, *deemed)
        if asked == self._shown_missing:
            return
        self._shown_missing = asked
        panel.setVisible(not self._session.view.read_only or bool(found or also or deemed))
        panel.set_title(self._gate_words())
        panel.empty()
        for words in also:
            panel.body.addLayout(self._line(words, "circle-alert", "bad"))
        if not found and not also:
            line = row(gap=GAP)
            line.addWidget(parts.sign("circle-check", "good", 14))
            words = _("Its gate counts it as met: it was done outside MC Desk, or is noted as not "
                      "found.") if is_outside else _("Nothing is missing.")  # fmt: skip
            line.addWidget(text(words, "muted", wrap=True), 1)
            panel.body.addLayout(line)
        for words in deemed:
            panel.body.addLayout(self._line(words, "info", "muted"))
        order = {"block": 0, "warn": 1}
        lines = sorted(together(found), key=lambda each: order.get(each[0].level, 2))
        shown = lines if self._all_missing else lines[:FEW]
        for finding, rows in shown:
            panel.body.addLayout(self._missing_line(finding, rows))
        if len(lines) > FEW:
            more = _("Show all {n}").format(n=len(lines))
            words = _("Show fewer") if self._all_missing else more
            panel.body.addWidget(button(words, self._on_more, "link"))

    def _on_more(self) -> None:
        self._all_missing = not self._all_missing
        self._show_missing()

    def _gate_words(self) -> str:
        stages = self._inspector.surroundings.stages
        number = stages.get(self._session.definition.stage, 0)
        if not number:
            return _("Missing before signing")
        if number >= len(stages):
            return _("Missing before completion")
        return _("Missing before stage {n}").format(n=number + 1)

    @staticmethod
    def _line(words: str, sign: str, colour: str, tip: str = "") -> QHBoxLayout:
        """Return a line with a sign; long words are cut, and whole in the tooltip and spoken."""
        line = row(gap=GAP)
        line.addWidget(parts.sign(sign, colour, 14), 0, Qt.AlignmentFlag.AlignTop)
        cut = words if len(words) <= SHORT else words[: SHORT - 1].rsplit(" ", 1)[0] + " …"
        label = text(cut, "" if colour == "bad" else "muted", wrap=True)
        label.setToolTip(tip)
        label.setAccessibleName(words)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        line.addWidget(label, 1)
        return line

    def _missing_line(self, finding: Finding, rows: Sequence[int]) -> QHBoxLayout:
        hard = finding.level == "block"
        words = _said(finding, rows)
        sign, colour = ("circle-alert", "bad") if hard else ("triangle-alert", "warn")
        line = self._line(words, sign, colour, in_place(finding, rows))
        if finding.path:
            ways = column()
            go = button(_("Go"), partial(self._pane.go_requested.emit, finding.path), "link")
            go.setAccessibleName(_("Go to {place}").format(place=words))
            ways.addWidget(go)
            chapter = chapter_at(self._session.view.chapters, finding.path)
            if chapter is not None and finding.code != "required":
                ways.addWidget(self._guide_link(chapter, short=True))
            ways.addStretch(1)
            line.addLayout(ways)
        return line

    def _guide_link(self, chapter: Chapter, *, short: bool = False) -> QPushButton:
        """Return a link to a chapter of the guide: a sign, or its title, cut only without room."""
        title = chapter.title.text()
        words = _("In the guide: {chapter}").format(chapter=title)
        link = parts.button("", "link", "book-open") if short else parts.SlimLink(title, None)
        link.clicked.connect(partial(self._on_guide, chapter.id))
        link.setToolTip(words)
        link.setAccessibleName(words)
        return link

    def _on_guide(self, chapter: str) -> None:
        self._pane.guide_requested.emit(chapter)

    # --- help and history ------------------------------------------------------------------

    def _field(self) -> Field | None:
        if not self._path:
            return None
        try:
            return self._session.definition.field_of(self._path)
        except KeyError:
            return None

    def _show_help(self) -> None:
        field = self._field()
        help_ = field.help if field is not None else None
        if field is not None and "/" in self._path:
            column_help = field.column(self._path.rsplit("/", 1)[1]).help
            help_ = column_help or help_
        chapter = chapter_at(self._session.view.chapters, self._path) if self._path else None
        self._help.setVisible(help_ is not None or chapter is not None)
        if field is None:
            return
        self._help.set_title(_("Help: {field}").format(field=field.label.text()))
        self._help.empty()
        if help_ is not None:
            self._help.body.addWidget(text(help_.text(), "muted", wrap=True))
            self._help.body.addWidget(text(help_.text(other_language()), "small", wrap=True))
        if chapter is not None:
            self._help.body.addWidget(text(_("In the guide:"), "small"))
            link = self._guide_link(chapter)
            self._help.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_foot(self) -> None:
        """Show what stands at the foot of the form on paper."""
        self.attached.show_view(self._session.view)
        self.versions.show_view(self._session.view)

    def _show_history(self) -> None:
        lines = [line for line in self._session.view.history if self._concerns(line)][:PAST]
        self._history.setVisible(bool(lines))
        self._history.empty()
        for line in lines:
            words = f"{when(line.at)} · {line.who}: {line.what.text()}"
            self._history.body.addWidget(text(words, "muted", wrap=True))
            for told in changes_of(line, self._session.definition):
                self._history.body.addWidget(text(told, wrap=True))
            if line.note:
                self._history.body.addWidget(text(f"“{line.note}”", "small", wrap=True))

    def _concerns(self, line: HistoryLine) -> bool:
        """Tell whether an event touched the field in use, or the section, or the whole form."""
        paths = {change.path.split("/")[0].split(".")[0] for change in line.changes if change.path}
        if not paths:
            return True
        if self._path:
            return self._path.split("/")[0].split(".")[0] in paths
        section = self._section
        return section is None or bool(paths & {entry.id for entry in section.fields})


def _shown_in(panel: QWidget | None) -> list[QPushButton]:
    """Return the buttons of a panel that may be pressed now."""
    found = panel.findChildren(QPushButton) if panel is not None else ()
    return [each for each in found if each.isVisible() and each.isEnabled()]


def _said(finding: Finding, rows: Sequence[int]) -> str:
    """Return a finding in few words: an empty field by its label alone, a row with its table."""
    field = finding.params.get("field")
    if finding.code == "required" and isinstance(field, Label):
        return field.text()
    return in_place(finding, rows)
