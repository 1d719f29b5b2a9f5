"""One published version of a form: what changed in it, and writing it to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from mcdesk.errors import system_words
from mcdesk.i18n import _
from mcdesk.procedure.guard_sentences import reworded
from mcdesk.procedure.toml_text import toml_text
from mcdesk.procedure.wording import differences
from mcdesk.ui import parts, theme
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.forms.values import show_date
from mcdesk.ui.people.table import LinesView
from mcdesk.ui.saving import ask_file
from mcdesk.ui.wording.change_detail import with_detail
from mcdesk.ui.wording.words import change_line

if TYPE_CHECKING:
    from mcdesk.application.views import WordingForm


class VersionDialog(Dialog):
    """Shows what a version changed over the one before it, and saves it as TOML."""

    def __init__(self, form: WordingForm, digest: str, parent: QWidget | None = None) -> None:
        at = next(at for at, each in enumerate(form.versions) if each.digest == digest)
        self.version = form.versions[at]
        title = _("{form}, version {n}").format(form=form.short.text(), n=self.version.version)
        super().__init__(title, parent, width=760)
        self._name = f"{form.kind}_{self.version.version}.toml"
        since = _("Binds from {day}").format(day=show_date(self.version.since))
        facts = (since, self.version.by, self.version.reason)
        self.body.addWidget(parts.label(" · ".join(filter(None, facts)), "muted", wrap=True))
        self.changes = LinesView((_("Where"), _("Entry"), _("What"), _("Before"), _("After")),
                                 (1, 3, 4))  # fmt: skip
        self.changes.setAccessibleName(_("What changed"))
        self.changes.setMinimumHeight(240)
        if at + 1 < len(form.versions):
            found = differences(form.versions[at + 1].data, self.version.data)
            self.changes.show_lines([change_line(n, each) for n, each in enumerate(found)])
            self.body.addWidget(with_detail(self.changes), 1)
        else:
            self.body.addWidget(parts.label(_("It is the first version of this form.")))
        self._said = parts.label("", "small", wrap=True)
        self.body.addWidget(self._said)
        save = parts.button(_("Save as TOML…"), "", "download")
        save.clicked.connect(self._on_save)
        self.buttons.addButton(save, QDialogButtonBox.ButtonRole.ActionRole)
        self.add_close()

    def _on_save(self) -> None:
        chosen = ask_file(self, _("Save as TOML…"), Path.home() / self._name, "TOML (*.toml)")
        if chosen is not None:
            self.save(chosen)

    def save(self, path: Path) -> None:
        """Write the version to a file; what goes wrong is said here."""
        try:
            path.write_text(toml_text(reworded(self.version.data)), encoding="utf-8")
        except OSError as error:
            words = _("{name} cannot be written to: {text}")
            self._said.setText(words.format(name=path.name, text=system_words(error)))
            theme.dress(self._said, state="bad")
            return
        self._said.setText(_("Saved as {name}").format(name=path.name))
        theme.dress(self._said, state="good")
