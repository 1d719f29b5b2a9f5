"""What a form still lacks and what is computed from it, kept current as it is typed in.

Runs shortly after the last keystroke, never during one; findings never keep anything from being
saved.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QTimer, Signal

from mcdesk.application.surroundings import surroundings_of
from mcdesk.procedure.content import Content, Surroundings, top_of
from mcdesk.procedure.definition import Field, FieldType
from mcdesk.procedure.inspect import (
    inspection,
    level_of,
)
from mcdesk.procedure.names import other_titles
from mcdesk.procedure.progress import Progress, section_progress
from mcdesk.procedure.sheets import of_several
from mcdesk.ui.forms.find_choices import FindChoices
from mcdesk.ui.forms.names import ViewNames
from mcdesk.ui.forms.table_share import Widths
from mcdesk.ui.forms.writable import may_write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.errors import Finding
    from mcdesk.procedure.canonical import Json
    from mcdesk.ui.forms.session import FormSession

SOON = 150
Problem = Literal["block", "warn", ""]


class Inspector(QObject):
    """The findings, computed values and progress of a session's form.

    Signals:
        inspected: everything here was worked out anew.
        person_wanted: a path and the name that stands there, to be added to the directory.
        asked_changed: other places than before need a look.
        essentials_wanted: what stands for the proposal of a card taken over is to be completed.
        look_wanted: an entry (its number) of what needs a look is to be shown.
    """

    inspected = Signal()
    person_wanted = Signal(str, str)
    asked_changed = Signal()
    essentials_wanted = Signal()
    look_wanted = Signal(int)

    def __init__(self, session: FormSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.adds_people = False
        self.asked: Mapping[str, int] = {}
        self.widths = Widths()
        self.find_choices = FindChoices()
        self.names = ViewNames.of(session.view)
        self.surroundings: Surroundings = surroundings_of(session.view)
        self.computed = Content()
        self.all: tuple[Finding, ...] = ()
        self.missing: tuple[Finding, ...] = ()
        self.progress: Mapping[str, Progress] = {}
        self._by_field: dict[str, list[Finding]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SOON)
        self._timer.timeout.connect(self.inspect)
        session.content_changed.connect(self._on_content_changed)
        session.view_changed.connect(self._on_view_changed)
        self._on_view_changed()
        self.inspect()

    # --- what may be written ---------------------------------------------------------------

    def may_add(self, path: str) -> bool:
        """Tell whether who is named at a path may be added to the directory from here."""
        field = self.session.definition.field_of(path)
        column = path.rsplit("/", 1)[1] if "/" in path else ""
        entry = field.column(column) if column else field
        is_person = entry.type is FieldType.PERSON
        return self.adds_people and is_person and self.can_edit(top_of(path), column)

    def can_edit(self, field_id: str, column: str = "", row: str = "") -> bool:
        """Tell whether a field, column or row's cell may be written, before they type."""
        return may_write(self.session.view, field_id, column, row)

    def know_person(self, person: str, name: str) -> None:
        """Know who was added to the directory until the form is read anew."""
        self.names = replace(self.names, persons={**self.names.persons, person: name})

    # --- what was found --------------------------------------------------------------------

    def of_field(self, field_id: str) -> tuple[Finding, ...]:
        """Return what rules and types find in a field, its parts, items and cells.

        What only a later gate asks for is advice there, as it is where the form is frozen.
        """
        return tuple(self._by_field.get(field_id, ()))

    def is_required(self, path: str) -> bool:
        """Tell whether a field is demanded at some time."""
        view = self.session.view
        own = view.definition.fields[path].required.of(view.profile)
        return level_of(view.definition, path, own, view.levels) != "off"

    def due_stage(self, entry: Field) -> int:
        """Return the number of the stage before whose end a field is demanded; 0 if unknown."""
        return self.surroundings.stages.get(entry.due.of(self.session.view.profile), 0)

    def value(self, path: str) -> Json:
        """Return the value at a path, computed or stored."""
        computed = self.computed.value(path)
        return computed if computed is not None else self.session.content.value(path)

    @property
    def later(self) -> tuple[Finding, ...]:
        """What only a later gate than the form's own asks for."""
        due = self._due()
        return tuple(each for each in self.all if (each.code, each.path) not in due)

    def _due(self) -> set[tuple[str, str]]:
        return {(finding.code, finding.path) for finding in self.missing}

    # --- working it out --------------------------------------------------------------------

    def inspect(self) -> None:
        """Work everything out now."""
        self._timer.stop()
        view, content, around = self.session.view, self.session.content, self.surroundings
        definition = view.definition
        found = inspection(definition, content, around, view.levels)
        self.computed = found.computed
        titles = tuple(other_titles(definition, content, around))
        self.all = self._still_said((*found.all, *titles))
        self.missing = self._still_said((*found.due, *titles))
        self.progress = section_progress(definition, content, around, view.levels, self.missing)
        self._by_field, due = {}, self._due()
        for finding in self.all:
            if finding.path and finding.code != "required":
                is_due = (finding.code, finding.path) in due
                shown = finding if is_due else replace(finding, level="warn")
                self._by_field.setdefault(top_of(finding.path), []).append(shown)
        self.inspected.emit()

    def _still_said(self, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Return what can still be mended: nothing about the frozen words of a frozen form.

        What the assessors' sheets say together stays until the result is decided over it.
        """
        view = self.session.view
        if not view.read_only:
            return found
        is_decided = not any(view.definition.fields[path].decided_by for path in view.open_paths)
        stays = () if is_decided else of_several(view.definition, found)
        return tuple(
            each for each in found
            if not each.path or each in stays or self._is_open(each.path)
        )  # fmt: skip

    def _is_open(self, path: str) -> bool:
        """Tell whether what a frozen form says at a place may still be written."""
        fields = self.session.definition.fields
        top = top_of(path)
        field = fields.get(path.split("/", 1)[0], fields[top])
        columns = {column.id for column in field.columns}
        column = path.rsplit("/", 1)[-1] if "/" in path else ""
        return self.can_edit(top, column if column in columns else "") or field.living

    def _on_content_changed(self, _paths: frozenset[str]) -> None:
        self._timer.start()

    def _on_view_changed(self) -> None:
        view = self.session.view
        self.names = ViewNames.of(view)
        self.surroundings = surroundings_of(view)
