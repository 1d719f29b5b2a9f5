"""What a freezing carried out again froze, whether that is told, and what it may replace."""

from __future__ import annotations

import pytest

from mcdesk.application.frozen_anew import decided_otherwise, frozen_by, pairs, refrozen
from mcdesk.application.journal import Event, effect_of
from mcdesk.procedure.content import Content
from mcdesk.procedure.records import Form, SignOff, changed
from tests.unit.kept import reader_of, version_of
from tests.unit.rows import rows

SMALL, LARGE = {"hours_per_sks": 45}, {"hours_per_sks": 40}
OPEN = Form(id="f", kind="F2", subject_kind="card", subject_id="c", card_id="c")


def frozen(id_: str, digest: str, size: str, settings: dict[str, object]):
    text = Content({"p28.total": "30", "p29": size}, {"p28": rows({"hours": "30"})})
    return changed(version_of("F2", text, settings), id=id_, digest=digest)


WAS = frozen("was", "digest", "0.67", SMALL)
OTHER_SIZE = frozen("now", "digest", "0.75", LARGE)
OTHER_TEXT = frozen("now", "another digest", "0.75", LARGE)


def freezing(version):
    return (effect_of(None, version), effect_of(OPEN, changed(OPEN, revision_id=version.id)))


def event_of(effects) -> Event:
    return Event("e", "FormFrozen", "p", "2026-11-23T09:00:00Z", "2026-11-23", "g",
                 {"do": "FreezeForm"}, tuple(effects), {})  # fmt: skip


def test_what_changes_a_frozen_form_otherwise_froze_nothing():
    there = changed(OPEN, revision_id="was")
    moved = effect_of(there, changed(there, superseded=True))
    reader = reader_of(WAS, there)
    assert list(frozen_by(reader, [moved])) == []
    assert list(pairs(event_of(freezing(WAS)), [moved], reader)) == []
    assert [each.id for each in frozen_by(reader, [effect_of(OPEN, there)])] == ["was"]


@pytest.mark.parametrize(
    ("now", "told"), [(WAS, []), (OTHER_SIZE, ["figures"]), (OTHER_TEXT, ["refrozen"])]
)
def test_figures_are_told_only_where_the_text_is_the_same(now, told):
    """Of another text all is to be looked at: its figures follow from what others wrote."""
    found = refrozen(event_of(freezing(WAS)), freezing(now), reader_of())
    assert [each.code for each in found] == told


def decision(version: int, withdrawn_on: str = "") -> SignOff:
    return SignOff(
        id=f"s{version}", form_id="f", revision_id="was", version=version, card_id="c",
        digest="digest", role="sme", person_id="p", decision="approved", withdrawn_on=withdrawn_on,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fallen", "withdrawn", "stands"), [(0, "", True), (3, "", False), (0, "2026-11-24", False)]
)
@pytest.mark.parametrize(
    ("now", "code"), [(OTHER_SIZE, "figures"), (OTHER_TEXT, "frozen_otherwise")]
)
def test_only_decisions_that_stand_keep_another_version_from_their_place(
    now, code, fallen, withdrawn, stands
):
    """Of a version that was sent back no decision was to go on standing (decisions.md, 2)."""
    form = changed(OPEN, fallen_version=fallen)
    reader = reader_of(WAS, form, decision(3, withdrawn))
    before = event_of(freezing(WAS))
    found = list(decided_otherwise(before, freezing(now), [before], reader))
    assert [each.code for each in found] == ([code] if stands else [])
