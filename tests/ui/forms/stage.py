"""What a test of the editor has in its hands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mcdesk.procedure.commands import Command
from tests.ui.forms.fakes import FakeDesk, FakeHost, FakeJobs

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass
class Stage:
    """Everything a test of the editor needs."""

    desk: FakeDesk
    jobs: FakeJobs
    host: FakeHost
    editor: Any

    @property
    def session(self) -> Any:
        return self.editor.session

    @property
    def done(self) -> Sequence[Command]:
        return self.desk.done

    def block(self, path: str) -> Any:
        """Go to a field and return its block."""
        definition = self.desk.view.definition
        top = path.split("/")[0].split(".")[0]
        section = definition.section_of(top)
        self.editor.bench.show_section(section.id)
        block = self.editor.bench.page(section.id).blocks[top]
        return next((part for part in block.parts if part.path == path), block)


Open = Callable[..., Stage]
"""Opens a view in an editor on screen (`open_form`)."""
OpenReal = Callable[[str], Stage]
"""Opens the form of a kind of a real card (`open_real`)."""


def stored(stage: Stage, path: str) -> Any:
    return stage.desk.form(stage.editor.form_id).content.value(path)
