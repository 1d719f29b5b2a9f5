"""The names of stages, gates and roles as they will be seen: the way of a card, and a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from mcdesk.i18n import _
from mcdesk.procedure.stage import Phase, Stage
from mcdesk.procedure.wording import label_of, list_of
from mcdesk.ui import parts
from mcdesk.ui.credential.state import Step
from mcdesk.ui.credential.stepper import Stepper
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.people.table import Line, LinesView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.procedure.wording import Data

ROOM = (1120, 640)


class ProcedurePreview(Dialog):
    """Shows names that are not published yet."""

    def __init__(self, data: Data, parent: QWidget | None = None) -> None:
        title = _("Preview: {form}").format(form=label_of(data["title"]).text())
        super().__init__(title, parent, width=ROOM[0])
        self.way = Stepper()
        self.way.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.way.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.way.show_steps(
            [Step(stage, "ahead") for stage in stages_of(data)], phases_of(data), ""
        )
        self.list = LinesView((_("Stage"), _("Purpose"), _("Gates")), (1, 2))
        self.list.widths(230)
        self.list.setAccessibleName(_("Stages"))
        self.list.setMinimumHeight(320)
        self.list.show_lines(lines_of(data))
        roles = ", ".join(label_of(role.get("label")).text() for role in list_of(data, "role"))
        self.body.addWidget(self.way)
        self.body.addWidget(self.list, 1)
        words = _("Roles: {names}").format(names=roles)
        self.body.addWidget(parts.label(words, "muted", wrap=True))
        self.add_close()
        self.resize(*ROOM)


def stages_of(data: Data) -> list[Stage]:
    """Return the stages with their names; also those whose name is being typed."""
    return [
        Stage(
            str(entry["id"]),
            int(entry.get("number", number)),
            str(entry.get("phase", "")),
            label_of(entry.get("title")),
            label_of(entry.get("short")),
            label_of(entry.get("purpose")),
            0,
        )
        for number, entry in enumerate(list_of(data, "stage"), 1)
    ]


def phases_of(data: Data) -> list[Phase]:
    """Return the phases with their names."""
    found = list_of(data, "phase")
    return [Phase(str(entry["id"]), label_of(entry.get("title"))) for entry in found]


def lines_of(data: Data) -> list[Line]:
    """Return a row for each stage: its name, what it is for, and the ways out of it."""
    found = []
    for stage in stages_of(data):
        ways = [
            label_of(way.get("title")).text()
            for way in list_of(data, "transition")
            if way.get("from") == stage.id
        ]
        name = f"{stage.number} {stage.title.text()}"
        cells = (name, stage.purpose.text(), " · ".join(ways))
        found.append(Line(stage.id, cells, tip=cells[2]))
    return found
