"""Dialogs about the card itself: its details, a correction after completion, a revision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.procedure.commands import ChangeCard, Command, RecordCorrection, StartRevision
from mcdesk.procedure.identity import new_id
from mcdesk.ui.credential.dialog import ChangeDialog, CommandDialog
from mcdesk.ui.credential.wording import joined
from mcdesk.ui.new_card import too_long

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.views import ProgrammeLine
    from mcdesk.ui.credential.state import PageState
    from mcdesk.ui.tasks import Tasks


class EditDialog(ChangeDialog):
    """Changes titles, programme and the wanted opening; only what differs is sent."""

    def __init__(self, tasks: Tasks, state: PageState, parent: QWidget | None = None) -> None:
        title = _("Details of {code}").format(code=state.tile.code)
        super().__init__(title, _("Save"), tasks, state.today, parent)
        self._tile = tile = state.tile
        need = _("A micro-credential needs an English title.")
        self.place(self.line("title_en", _("Title in English"), need=need))
        self.place(self.line("title_id", _("Title in Indonesian")))
        hint = _("Leave it empty to keep the one it has.")
        self.place(self.line("short_title", _("Short title"), hint=hint), QWidget())
        options = [(line.id, _programme(line)) for line in state.info.programmes]
        self.place(self.choice("programme", _("Programme"), options))
        self.place(self.day("opening", _("Wanted opening"), value=tile.opening_on), QWidget())
        self.fill("title_en", tile.title_en)
        self.fill("title_id", tile.title_id)
        self.fill("programme", tile.programme_id)
        self._before = {key: self.value(key) for key in ("programme", "opening")}
        self.base = {"title_en": tile.title_en, "title_id": tile.title_id,
                     "programme": tile.programme_id, "opening": tile.opening_on}  # fmt: skip
        self.finish(560)

    @override
    def reasons(self) -> list[str]:
        found = super().reasons()
        titles = ("title_en", "title_id", "short_title")
        found.extend(filter(None, (too_long(self.typed(key)) for key in titles)))
        if not found and not self._changed():
            found.append(_("Nothing has been changed yet."))
        return found

    def _changed(self) -> dict[str, Any]:
        """Return what differs from what was there."""
        before = {"title_en": self._tile.title_en, "title_id": self._tile.title_id,
                  "short_title": "", **self._before}  # fmt: skip
        return {key: self.value(key) for key, old in before.items() if self.value(key) != old}

    @override
    def commands(self) -> Sequence[Command]:
        """Return a command for each place: what others changed is asked about by itself."""
        return [
            ChangeCard(card=self._tile.id, **{key: new},
                       base={key: self.base[key]} if key in self.base else {})
            for key, new in self._changed().items()
        ]  # fmt: skip


def _programme(line: ProgrammeLine) -> str:
    name, faculty = line.name.text(), line.faculty.text()
    return joined(name, faculty if faculty != name else "")


class CorrectionDialog(CommandDialog):
    """Records a correction after completion; it changes no stage and stands in the binder."""

    def __init__(self, tasks: Tasks, state: PageState, parent: QWidget | None = None) -> None:
        title = _("A correction to {code}").format(code=state.tile.code)
        super().__init__(title, _("Record the correction"), tasks, state.today, parent)
        self._card = state.tile.id
        self.say(_("For mistakes found after completion. Changes of outcomes, hours or assessment "
                   "are a new revision instead."))  # fmt: skip
        self.place(self.note("what", _("What was corrected"), need=_("Say what was corrected.")))
        self.place(self.note("why", _("Why"), need=_("Say why.")))
        self.place(self.line("component", _("Component")), self.line("backup", _("New backup")))
        need, today = _("Give the day."), state.today.isoformat()
        self.place(
            self.line("agreed_by", _("Who agreed"), need=_("Say who agreed to it.")),
            self.day("on", _("Made on"), need=need, value=today),
        )
        self.finish(560)

    @override
    def commands(self) -> Sequence[Command]:
        return (
            RecordCorrection(
                card=self._card,
                what=self.value("what"),
                why=self.value("why"),
                component=self.value("component"),
                backup=self.value("backup"),
                agreed_by=self.value("agreed_by"),
                on=self.value("on"),
                id=new_id(),
            ),
        )


class RevisionDialog(CommandDialog):
    """Starts a revision: a new card linked to this one, its forms as a beginning."""

    def __init__(self, tasks: Tasks, state: PageState, parent: QWidget | None = None) -> None:
        title = _("A new revision of {code}").format(code=state.tile.code)
        super().__init__(title, _("Start the revision"), tasks, state.today, parent)
        self._card, self.new_card = state.tile.id, new_id()
        self.say(_("A new micro-credential is made, linked to this one: same titles and team, "
                   "forms filled with what stands here, nothing signed."))  # fmt: skip
        options = [(stage.id, state.stage_name(stage.id)) for stage in state.page.stages]
        code = self.line("code", _("Code"), hint=_("Given by the program when left empty."))
        self.place(self.choice("stage", _("Begins in"), options), code, shares=(3, 2))
        self.place(self.note("reason", _("Reason"), need=_("Write the reason.")))
        self.finish()

    @override
    def commands(self) -> Sequence[Command]:
        return (
            StartRevision(
                card=self._card,
                stage=self.value("stage"),
                reason=self.value("reason"),
                code=self.value("code"),
                id=self.new_card,
            ),
        )
