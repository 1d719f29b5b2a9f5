"""The parts of a form that is signed module by module, each with its signatures and what to do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mcdesk.i18n import _
from mcdesk.ui.forms.part_changes import has_changes
from mcdesk.ui.forms.part_words import part_name, state_of_part
from mcdesk.ui.forms.parts import FlowLayout, button, clear, column, text
from mcdesk.ui.forms.signatures import SignatureList
from mcdesk.ui.parts import keep_shut
from mcdesk.ui.saying import reason_of
from mcdesk.ui.theme import GAP, TIGHT, WIDE

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcdesk.application.views import (
        DecisionLine,
        FileLine,
        FormView,
        PartLine,
        SignatureLine,
    )

ACTS = ("freeze", "sign", "changes", "print", "change")


def acts_of(part: PartLine) -> tuple[str, ...]:
    """Return what can be done with a part now."""
    if part.stray:
        return ()
    found = {
        "freeze": not part.is_frozen,
        "sign": part.waits,
        "changes": has_changes(part),
        "print": bool(part.revisions),
        "change": part.is_frozen,
    }
    return tuple(act for act in ACTS if found[act])


def act_words(act: str) -> str:
    """Return the words of a button that does something with a part."""
    return {
        "freeze": _("Freeze…"),
        "sign": _("Sign or record…"),
        "changes": _("What changed"),
        "print": _("Preview"),
        "change": _("Change…"),
    }[act]


class PartList(QWidget):
    """All parts, in the order of the modules."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = column(self, gap=WIDE)

    def show_parts(
        self,
        view: FormView,
        act: Callable[[str, str], Any],
        *,
        withdraw: Callable[[DecisionLine], Any],
        seal: Callable[[SignatureLine], Any] | None = None,
        look: Callable[[FileLine], Any] | None = None,
    ) -> None:
        """Show the parts; `act` is called with what is to be done, and the part's id."""
        clear(self._layout)
        for part in view.parts:
            seals = seal if part.is_frozen else None
            self._layout.addWidget(_PartView(view, part, act, withdraw, seals, look))


class _PartView(QWidget):
    """One part: its name and state, what can be done, who signs."""

    def __init__(
        self,
        view: FormView,
        part: PartLine,
        act: Callable[[str, str], Any],
        withdraw: Callable[[DecisionLine], Any],
        seal: Callable[[SignatureLine], Any] | None,
        look: Callable[[FileLine], Any] | None,
    ) -> None:
        super().__init__()
        layout = column(self, gap=TIGHT)
        layout.addWidget(text(part_name(part), "heading", wrap=True))
        words, tone = state_of_part(part)
        layout.addWidget(text(words, "chip", state=tone), 0, Qt.AlignmentFlag.AlignLeft)
        ways = QWidget()
        flow = FlowLayout(ways, gap=GAP)
        for each in acts_of(part):
            made = button(act_words(each), partial(act, each, part.form_id), "link")
            made.setAccessibleName(f"{part_name(part)}: {act_words(each)}")
            shut = {"sign": view.no_sign, "freeze": view.no_fill, "change": view.no_fill}.get(each)
            keep_shut(made, reason_of(shut))
            flow.addWidget(made)
        layout.addWidget(ways)
        if part.stray or not part.version:
            return
        lines = [line for line in view.signatures if line.part == part.name]
        own = [each for each in view.decisions if each.form_id == part.form_id]
        signatures = SignatureList()
        signatures.show_lines(lines, decisions=own, withdraw=withdraw, seal=seal, look=look)
        layout.addWidget(signatures)
