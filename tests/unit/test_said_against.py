"""To which stage a return sends a card back, as its board tells: an earlier one, or none."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mcdesk.procedure.standing import BACK_TO, REJECT, _said_against

STAGES = [SimpleNamespace(id=name, number=n)
          for n, name in enumerate(("assignment", "discussion", "proposal"), start=1)]  # fmt: skip


def said(to: str, decision: str = "return", stage: str = "discussion") -> str:
    situation = SimpleNamespace(procedure=SimpleNamespace(stages=STAGES),
                                card=SimpleNamespace(stage=stage))  # fmt: skip
    return _said_against(situation, SimpleNamespace(decision=decision, role="dean", to_stage=to))


def test_an_earlier_stage_that_a_return_names_is_told():
    assert said("assignment") == f"{BACK_TO}assignment:dean"


@pytest.mark.parametrize("to", ["", "discussion", "proposal", "of_another_procedure"])
def test_a_stage_that_is_none_to_go_back_to_is_not(to):
    """The card went back since, or came under another procedure: the return stands all the same."""
    assert said(to) == "dean"


def test_a_rejection_names_no_stage():
    assert said("assignment", "reject") == f"{REJECT}dean"
