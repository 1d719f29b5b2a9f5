"""The three kinds of error, and how a finding speaks."""

from __future__ import annotations

import errno

import pytest

from mcdesk import i18n
from mcdesk.errors import Finding, McDeskError, Refused, Trouble, WrongUsage, system_words
from mcdesk.procedure.stage import Label


def test_a_finding_fills_its_sentence_in_both_languages():
    finding = Finding("x", "{form} needs {n}.", {"form": Label("Proposal", "Usulan"), "n": 3})
    assert finding.sentence("en") == "Proposal needs 3."
    assert finding.sentence("id").startswith("Usulan")


def test_texts_of_a_definition_stand_in_its_languages():
    finding = Finding("x", "{a}", {"a": 1}, texts=("{a} hours", "{a} jam"))
    assert (finding.sentence("en"), finding.sentence("id")) == ("1 hours", "1 jam")


@pytest.mark.parametrize("value", ["{a}", "{0}", "%s", "<b>", "{", "{a.__class__}", "{b}"])
def test_what_fills_a_sentence_is_never_read_as_one(value):
    assert Finding("x", "It says “{value}”.", {"value": value}).sentence() == f"It says “{value}”."


def test_a_place_without_a_value_stays_readable():
    assert Finding("x", "{who} has {what}", {"who": "Ani"}).sentence() == "Ani has …"


def test_a_refusal_holds_every_reason_and_a_code():
    first, second = Finding("one", "One."), Finding("two", "Two.")
    assert Refused(first, second).code == "one"
    assert Refused(first, second, code="gate_not_met").code == "gate_not_met"
    assert str(Refused(first, second)) == "One.; Two."
    assert Refused().code == "refused"


def test_trouble_has_title_advice_and_whether_to_try_again():
    trouble = Trouble("disk_full", "Full.", "Make room.", retry=True)
    assert (trouble.code, str(trouble), trouble.retry) == ("disk_full", "Full. Make room.", True)
    assert str(Trouble("x", "Full.")) == "Full."


def test_all_of_them_are_known_errors():
    assert all(issubclass(kind, McDeskError) for kind in (Refused, Trouble, WrongUsage))


def test_the_usual_errors_of_a_disk_are_said_in_the_language_in_use():
    full = OSError(errno.ENOSPC, "No space left on device")
    assert system_words(full) == "the disk is full"
    i18n.use_language("id")
    try:
        assert system_words(full) == "cakramnya penuh"
    finally:
        i18n.use_language("en")
    assert system_words(OSError(9999, "Something odd")) == "Something odd"
    assert system_words(ValueError("no number of an error")) == "no number of an error"
