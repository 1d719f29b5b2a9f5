"""Who is away: who may say so, and where it is seen; it decides nothing (decisions.md, 9)."""

from __future__ import annotations

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Absence
from tests.asking import line_of, refusal
from tests.storage.conftest import freeze_proposal
from tests.storage.signing import sign
from tests.walk import Walker


def appoint_a_secretary(desk) -> None:
    """Let the lecturer sign, and somebody keep the Dean's desk."""
    Walker(desk).sign("F2", "sme")
    desk.execute(do.AddPerson(name="SEC-LAW"))
    desk.execute(do.AppointOffice(person="SEC-LAW", role="secretary", faculty="LAW"))


@pytest.fixture
def asked(at):
    """A frozen proposal that waits for the Head and the Dean; the Dean has a secretary."""
    return at("proposal", freeze_proposal, appoint_a_secretary)


def away(person: str = "DEAN-LAW", **more: str) -> do.SetAbsence:
    return do.SetAbsence(person=person, until=more.pop("until", "2026-12-12"), **more)


def kept(desk) -> list[tuple[str, str]]:
    with desk.store.read() as reader:
        return [(entry.since, entry.until) for entry in reader.select(Absence)]


def test_everywhere_the_dean_is_asked_it_says_until_when_the_dean_is_away(app, asked):
    asked.execute(away())
    outline = asked.outline("MC-1")
    assert outline.away["dean"] == "2026-12-12"
    assert "hsp" not in outline.away
    lines = {line.role: line for line in asked.form(line_of(asked, "F2").form_id).signatures}
    assert (lines["dean"].away_until, lines["hsp"].away_until) == ("2026-12-12", "")
    assert asked.info().absences == ()
    with app.acting_as(asked, "DEAN-LAW"):
        (own,) = asked.info().absences
        assert (own.until, own.set_by) == ("2026-12-12", "CTL-01")


def test_an_absence_decides_nothing_who_is_away_may_sign(app, asked):
    asked.execute(away())
    with app.acting_as(asked, "DEAN-LAW"):
        asked.execute(sign(asked, "F2", "dean", medium="program", person="DEAN-LAW"))
    assert "dean" not in line_of(asked, "F2").waits_for


def test_an_absence_that_is_over_or_has_not_begun_says_nothing(asked):
    asked.execute(away(since="2026-11-01", until="2026-11-22"))
    asked.execute(away(since="2026-12-01"))
    assert not asked.outline("MC-1").away


@pytest.mark.parametrize(
    ("who", "whose", "may"),
    [
        ("DEAN-LAW", "DEAN-LAW", True),
        ("SEC-LAW", "DEAN-LAW", True),
        ("SEC-LAW", "HSP-LAW", False),
        ("SME-03", "SME-03", True),
        ("SME-03", "DEAN-LAW", False),
    ],
)
def test_the_person_ctl_and_the_secretary_for_her_dean_say_it(app, asked, who, whose, may):
    with app.acting_as(asked, who):
        entries = {entry.name: entry.may_absent for entry in asked.directory().people}
        assert entries[whose] is may
        if may:
            asked.execute(away(whose))
        else:
            with pytest.raises(Refused, match="Whoever is away says so"):
                asked.execute(away(whose))
    assert len(kept(asked)) == may


def test_who_is_back_earlier_or_never_went_is_there(asked):
    asked.execute(away(id="a"))
    asked.execute(do.EndAbsence(absence="a", back="2026-11-23"))
    assert kept(asked) == []
    asked.undo()
    asked.execute(do.EndAbsence(absence="a", back="2026-12-20"))
    assert kept(asked) == [("2026-11-23", "2026-12-19")]
    asked.undo()
    assert kept(asked) == [("2026-11-23", "2026-12-12")]
    asked.undo()
    assert not asked.outline("MC-1").away


def test_who_fills_a_role_together_is_away_only_when_all_are(asked):
    asked.execute(do.JoinTeam(card="MC-1", person="SEC-LAW", role="sme"))
    asked.execute(away("SME-03"))
    assert "sme" not in asked.outline("MC-1").away
    asked.execute(away("SEC-LAW", until="2026-12-01"))
    assert asked.outline("MC-1").away["sme"] == "2026-12-01"


def test_a_day_that_ends_before_it_begins_is_refused(asked):
    with pytest.raises(Refused, match="ends before it begins"):
        asked.execute(away(since="2026-12-13"))


def test_an_absence_that_ends_before_it_begins_is_refused_as_one(at):
    desk = at()
    with pytest.raises(Refused) as caught:
        desk.execute(do.SetAbsence(person="SME-03", since="2026-12-10", until="2026-12-01"))
    assert caught.value.findings[0].sentence() == "The absence ends before it begins."


@pytest.mark.parametrize(
    ("since", "until", "may"),
    [
        ("2026-11-30", "2026-12-01", False),
        ("2026-12-12", "2026-12-20", False),
        ("2026-12-03", "2026-12-04", False),
        ("2026-11-24", "2026-12-24", False),
        ("2026-11-24", "2026-11-30", True),
        ("2026-12-13", "2026-12-24", True),
    ],
)
def test_a_person_is_away_once_on_a_day(asked, since, until, may):
    asked.execute(away(since="2026-12-01", id="a"))
    asked.execute(away("SME-03", since="2026-12-01"))
    more = away(since=since, until=until)
    if may:
        asked.execute(more)
        return
    finding = refusal(asked, more).findings[0]
    assert finding.code == "absence_twice"
    assert "DEAN-LAW is away from 1 Dec 2026 to 12 Dec 2026 already" in finding.sentence("en")
    assert "1 Des 2026" in finding.sentence("id")


def test_who_stays_away_longer_does_not_run_into_the_next_absence(asked):
    asked.execute(away(since="2026-12-01", until="2026-12-05", id="a"))
    asked.execute(away(since="2026-12-10", until="2026-12-12", id="b"))
    assert refusal(asked, do.EndAbsence(absence="a", back="2026-12-11")).code == "absence_twice"
    asked.execute(do.EndAbsence(absence="a", back="2026-12-10"))
    asked.execute(do.EndAbsence(absence="a", back="2026-12-04"))
    assert kept(asked) == [("2026-12-01", "2026-12-03"), ("2026-12-10", "2026-12-12")]


@pytest.mark.parametrize("back", ["2026-12-03", "2026-12-01"])
def test_an_end_that_is_taken_back_does_not_run_into_another_absence(asked, back):
    """Who was back earlier, or never went, is away again since."""
    asked.execute(away(since="2026-12-01", until="2026-12-20", id="a"))
    (ended,) = asked.execute(do.EndAbsence(absence="a", back=back)).events
    asked.execute(away(since="2026-12-10", id="b"))
    finding = refusal(asked, do.UndoEvent(of=ended)).findings[0]
    assert finding.code == "absence_twice"
    assert "DEAN-LAW is away from 10 Dec 2026 to 12 Dec 2026 already" in finding.sentence("en")
    asked.execute(do.EndAbsence(absence="b", back="2026-12-10"))
    asked.execute(do.UndoEvent(of=ended))
    assert kept(asked) == [("2026-12-01", "2026-12-20")]


def test_an_absence_that_is_brought_back_does_not_run_into_another_one(asked):
    asked.execute(away(since="2026-12-01", until="2026-12-20", id="a"))
    (taken,) = asked.undo().events
    asked.execute(away(since="2026-12-10", id="b"))
    assert refusal(asked, do.UndoEvent(of=taken)).code == "absence_twice"
    assert kept(asked) == [("2026-12-10", "2026-12-12")]


def test_a_note_is_one_line_of_what_can_be_seen(asked):
    asked.execute(away(note=" In\x07 hospital,\n\troom 3\x9b \U0001f469\u200d\U0001f4bb"))
    with asked.store.read() as reader:
        (entry,) = reader.select(Absence)
    assert entry.note == "In hospital, room 3 \U0001f469\u200d\U0001f4bb"


def test_a_note_that_is_too_long_is_called_a_note(asked):
    finding = refusal(asked, away(note="x" * 201)).findings[0]
    assert finding.code == "long_note"
    assert finding.sentence("en").startswith("A note has 200 letters at the most, not 201: xxx")


@pytest.mark.meddles  # what is removed is not made again
def test_the_note_of_an_absence_that_is_over_is_told_to_whoever_may_remove_it(app, asked):
    asked.execute(away(since="2026-11-01", until="2026-11-12", note="In hospital", id="over"))
    asked.execute(away(since="2026-11-14", until="2026-11-15"))

    def notes(who: str) -> list[str]:
        with app.acting_as(asked, who):
            people = {each.name: each for each in asked.directory().people}
        return [line.note for line in people["DEAN-LAW"].notes_over]

    assert notes("CTL-01") == ["In hospital"]
    assert notes("SME-03") == notes("DEAN-LAW") == []
    asked.execute(do.RemoveContent(absence="over", reason="Asked by the person"))
    assert notes("CTL-01") == []
