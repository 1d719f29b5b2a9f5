"""To which earlier stage a return would have the card go back, wherever decisions are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from mcdesk.application.views import DecisionLine, SignatureLine

BACK = Label("back to {stage}", "kembali ke {stage}")


def back_words(line: DecisionLine | SignatureLine) -> Label | None:
    """Return the stage that a return names (decisions.md, 1); None where it names none."""
    stage = line.to_stage
    if stage is None:
        return None
    return Label(BACK.en.format(stage=stage.en), BACK.id.format(stage=stage.id))


def with_stage(decision: Label, line: DecisionLine | SignatureLine) -> Label:
    """Return what a decision is called, of a return with the stage that it names."""
    back = back_words(line)
    if back is None:
        return decision
    return Label(f"{decision.en}, {back.en}", f"{decision.id}, {back.id}")
