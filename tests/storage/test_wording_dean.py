"""A Dean approves the proposal, the timeline or both, and decides over F6, in every wording."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mcdesk.bootstrap import App, shipped_definitions
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure import wording
from mcdesk.procedure.stage import Label
from tests.conftest import TODAY
from tests.storage.wordings import changed_text, form_of, publish

LATER = (TODAY + timedelta(days=7)).isoformat()
AFTER = (TODAY + timedelta(days=14)).isoformat()
ACT = Label("Approves", "Menyetujui")


def bare(data):
    """A wording without its Dean."""
    return {**data, "signer": [each for each in data["signer"] if each["role"] != "dean"]}


def deputised(data):
    return wording.with_signer(bare(data), "vice_dean", ACT, 2)


def asked_in_passing(data):
    """The Dean may add something, and is not waited for."""
    signers = [{**each, "optional": True} if each["role"] == "dean" else each
               for each in data["signer"]]  # fmt: skip
    return {**data, "signer": signers}


def refusal(desk, kind: str, change, since: str = "") -> Refused:
    with pytest.raises(Refused) as caught:
        publish(desk, kind, change, since)
    return caught.value


def test_the_dean_may_be_one_of_the_two_and_not_neither(at):
    desk = at()
    publish(desk, "F2", bare)
    said = refusal(desk, "F3", bare)
    assert said.code == "no_dean"
    for word in ("Dean", "Proposal", "Timeline"):
        assert word in str(said)


@pytest.mark.parametrize("change", [bare, asked_in_passing])
def test_the_approval_waits_for_a_dean(at, change):
    said = refusal(at(), "F6", change)
    assert said.code == "no_dean"
    assert "Approval" in str(said)


def test_a_vice_dean_may_approve_in_the_deans_place(at):
    desk = at()
    publish(desk, "F2", bare)
    publish(desk, "F3", deputised)
    publish(desk, "F6", deputised)


def test_on_no_later_day_either(at):
    """Each is right on the day from which it binds, but not together."""
    desk = at()
    publish(desk, "F2", bare, LATER)
    assert refusal(desk, "F3", bare).code == "no_dean_later"
    assert refusal(desk, "F3", bare, LATER).code == "no_dean"


def test_a_planned_version_with_the_dean_stays_where_another_counts_on_it(at):
    desk = at()
    publish(desk, "F3", bare)
    publish(desk, "F3", deputised, LATER, "2026.3")
    publish(desk, "F2", bare, AFTER)
    planned = form_of(desk, "F3").newest.digest
    with pytest.raises(Refused) as caught:
        desk.execute(do.WithdrawDefinition(definition=planned))
    assert caught.value.code == "no_dean_later"


def test_a_draft_without_a_dean_is_told_before_it_is_published(at):
    desk = at()
    (found,) = desk.wording_faults(bare(form_of(desk, "F6").newest.data))
    assert found.code == "no_dean"
    assert desk.wording_faults(bare(form_of(desk, "F3").newest.data)) == ()
    publish(desk, "F2", bare)
    assert [each.code for each in desk.wording_faults(bare(form_of(desk, "F3").newest.data))] == [
        "no_dean"
    ]
    assert desk.wording_faults(form_of(desk, "F3").newest.data) == ()
    assert desk.wording_faults(form_of(desk, "F1").newest.data) == (), "it is not its fault"


def test_a_folder_is_checked_for_who_signs(at):
    desk = at()
    procedure, forms = shipped_definitions()
    app = App()
    assert app.mistakes(("procedure.toml", procedure), forms) == ()

    def told(**changes) -> str:
        texts = {f"{kind}.toml": changed_text(desk, kind, change)
                 for kind, change in changes.items()}  # fmt: skip
        return "\n".join(app.mistakes(("procedure.toml", procedure), {**forms, **texts}))

    assert told(F2=bare) == ""
    assert "No Dean" in told(F2=bare, F3=bare)
    assert told(F6=bare).startswith("F6: ")
    unsigned = told(R1=lambda data: {key: value for key, value in data.items() if key != "signer"})
    assert unsigned.startswith("R1: Somebody has to sign")
