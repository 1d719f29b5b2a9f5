"""The workspace's own: name, contacts, and which profile of demands holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QRadioButton
from typing_extensions import override

from mcdesk.i18n import N_, _
from mcdesk.procedure.commands import SetSetting
from mcdesk.ui import parts, theme
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.inputs import GrowingText, Line
from mcdesk.ui.forms.ticks import TickBox
from mcdesk.ui.settings.logo import LogoRow
from mcdesk.ui.settings.section import Section

if TYPE_CHECKING:
    from mcdesk.ui.settings.section import Read
    from mcdesk.ui.tasks import Tasks

PROFILES = (
    ("essential", N_("Essential"),
     N_("What the procedure itself demands. Other fields may stay empty until they are due.")),
    ("full", N_("Full"),
     N_("Every field and every rule of the forms, as an accreditation would want it.")),
)  # fmt: skip


class WorkspaceSection(Section):
    """Name and contacts are kept when their field is left; the profile at once."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(_("Workspace"), _("These stand on every screen, form and print."))
        self.name, self.university = Line(), Line()
        self.contacts = GrowingText(lines=3, most=8)
        hint = _("Shown in help, refusals and at the foot of prints.")
        self.column.addWidget(labelled(_("Name of the workspace"), self.name))
        head = _("Stands at the head of every print. While it is empty, the name of the workspace "
                 "stands there, if you gave it one of your own.")  # fmt: skip
        self.column.addWidget(labelled(_("University"), self.university, hint=head))
        self.take_name = parts.button("", "link")
        self.take_name.clicked.connect(self._on_take_name)
        self.column.addWidget(self.take_name, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(labelled(_("Contacts of CTL and PLH"), self.contacts, hint=hint))
        self.logo = LogoRow(tasks)
        self.logo.wished.connect(self.wished)
        self.column.addWidget(self.logo)
        self.column.addSpacing(theme.GAP)
        self.column.addWidget(parts.label(_("Profile"), "heading"))
        self._group = QButtonGroup(self)
        self._radios = {key: self._add_profile(*words) for key, *words in PROFILES}
        self.column.addSpacing(theme.GAP)
        self.held = TickBox(_("Scans and budgets are only for who records decisions, and for who "
                              "fills or signs the forms"))  # fmt: skip
        self.column.addWidget(self.held)
        words = _("In a team, this keeps personal papers off other people’s computers: who fills "
                  "or signs a form receives its papers on opening them. A hub on a server gives "
                  "them to nobody else. What is on a computer already stays there.")  # fmt: skip
        self.column.addWidget(parts.label(words, "small", wrap=True))
        self.column.addStretch(1)
        self._read: Read | None = None
        self.held.clicked.connect(self._on_held)
        self.name.ended.connect(self._on_name)
        self.university.ended.connect(self._on_university)
        self.university.textChanged.connect(self._offer_name)
        self.contacts.ended.connect(self._on_contacts)
        self._group.buttonClicked.connect(self._on_profile)

    def _add_profile(self, title: str, words: str) -> QRadioButton:
        panel, column = parts.panel((12, 10, 12, 10), theme.TIGHT)
        radio = QRadioButton(_(title))
        radio.setAccessibleDescription(_(words))
        self._group.addButton(radio)
        column.addWidget(radio)
        column.addWidget(parts.label(_(words), "muted", wrap=True))
        self.column.addWidget(panel)
        return radio

    @override
    def show_setting(self, key: str) -> bool:
        found = {"contacts": self.contacts, "university": self.university}.get(key)
        if found is not None:
            found.setFocus()
        return found is not None

    @override
    def show_read(self, read: Read) -> None:
        self._read = read
        view = read.settings
        self.logo.show_logo(view.logo, may=read.may)
        kept = ((self.name, view.name), (self.university, self._university()))
        for line, text in kept:
            line.setReadOnly(not read.may)
            if not line.hasFocus():
                line.show_text(text)
        self._offer_name()
        self.contacts.setReadOnly(not read.may)
        if not self.contacts.hasFocus():
            self.contacts.show_text(view.contacts)
        self.held.setChecked(view.files_held)
        self.held.setEnabled(read.may)
        for key, radio in self._radios.items():
            radio.setEnabled(read.may)
            radio.setChecked(key == view.profile)

    def _university(self) -> str:
        lines = self._read.settings.settings if self._read is not None else ()
        return next((str(line.value or "") for line in lines if line.key == "university"), "")

    def _offer_name(self) -> None:
        """Offer the workspace's name as the university's, as long as that has none."""
        read, name = self._read, self.name.text().strip()
        may = read is not None and read.may
        self.take_name.setVisible(may and bool(name) and not self.university.text().strip())
        self.take_name.setText(_("Use “{name}”").format(name=name))

    def _on_take_name(self) -> None:
        self.university.setText(self.name.text().strip())
        self._on_university()
        self._offer_name()

    def _wish(self, key: str, value: str, before: str) -> None:
        if self._read is not None and self._read.may and value != before:
            self.wished.emit((SetSetting(key=key, value=value),))

    def _on_held(self) -> None:
        self.wished.emit((SetSetting(key="files_held", value=self.held.isChecked()),))

    def _on_name(self) -> None:
        if self._read is not None and self.name.text().strip():
            self._wish("name", self.name.text().strip(), self._read.settings.name)

    def _on_university(self) -> None:
        self._wish("university", self.university.text().strip(), self._university())

    def _on_contacts(self) -> None:
        if self._read is not None:
            text = self.contacts.toPlainText().strip()
            self._wish("contacts", text, self._read.settings.contacts)

    def _on_profile(self, chosen: QRadioButton) -> None:
        for key, radio in self._radios.items():
            if radio is chosen and self._read is not None:
                self._wish("profile", key, self._read.settings.profile)
