"""Cases about micro-credentials: begun, moved, resting, ended, corrected, numbered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from mcdesk.application import shelf
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.records import Card, Correction, Form, NumberBlock, TeamMember, changed
from tests.conftest import TODAY
from tests.sync.case import CONTENT, FORGED, IDLE, RULES, Case, case
from tests.sync.cases import BY_EXCEPTION
from tests.sync.house import House, Pair

CTL, LEAD, ID = "CTL-01", "LEAD-2", "ID-02"
DAY = TODAY.isoformat()
RESTS = "what rests does not move"
EXCEPTION = {**BY_EXCEPTION, "reason": "Urgent"}
NEW = {"title_en": "New", "programme": "LAW", "code": "MC-NEW"}
TAKEN = (CTL, do.TakeOverCard(**NEW, stage="design", since="2026-11-01"))
WARNS = do.SetSetting(key="level:guard.form_valid", value="warn")


def squatting(house: House) -> do.JoinTeam:
    """Return an entry under the id that somebody's in another team will have."""
    coming = natural_id("team", house.id("MC-1"), "gd", house.id("READER"), TODAY.isoformat())
    return do.JoinTeam(card="MC-MED", person="HC-01", role="gd", id=coming)


def begun_under(
    house: House, written: Mapping[str, object] = MappingProxyType({}), **odd: object
) -> list[Pair]:
    """Return a new card under other definitions than those that bind, by their kinds; or odd."""
    with house.desk.store.read() as reader:
        procedure, forms = shelf.published(reader, TODAY)
        other = reader.find(Card, house.id("MC-1"))
    known = {**forms, "procedure": procedure}
    named = {kind: known.get(str(of), of) for kind, of in odd.items()}
    mixed = {kind: of for kind, of in {**forms, **named}.items() if kind in forms}
    definitions = json.dumps({kind: of for kind, of in mixed.items() if of is not None})
    begun = Card(
        id="begun",
        code="MC-NEW",
        title_en="New",
        programme_id=other.programme_id,
        stage="assignment",
        stage_since=TODAY.isoformat(),
        created_on=TODAY.isoformat(),
        procedure_id=str(named.get("procedure", procedure)),
        definitions=definitions,
    )
    return [(None, changed(begun, **written))]


def odd_card(command: do.Command, **written: object) -> Case:
    """Return that a card's own command writes of it what no program writes."""
    code = str(getattr(command, "card", "MC-1"))
    return case(LEAD, command, FORGED, forged=lambda h: h.becoming(Card, code, **written))


HELD = {"status": "on_hold", "status_reason": "r", "status_since": DAY}
UNDER_WAY = {"status": "active", "status_reason": "", "status_since": "", "resume_on": ""}
ONWARD = {"stage": "timeline", "stage_since": DAY}
WRITTEN = (
    odd_card(do.HoldCard(card="MC-1", reason="r"), **{**HELD, "status": "weird"}),
    odd_card(do.HoldCard(card="MC-1", reason="r"), **{**HELD, "status": "cancelled"}),
    odd_card(do.HoldCard(card="MC-1", reason="r"), **{**HELD, "status_since": "0001-01-01"}),
    odd_card(do.HoldCard(card="MC-1", reason="r"), **{**HELD, "status_since": ""}),
    odd_card(do.HaltCard(card="MC-1", reason="r"), **HELD),
    odd_card(do.ResumeCard(card="MC-HOLD"), **{**UNDER_WAY, "held_days": 2_000_000_000}),
    odd_card(do.ResumeCard(card="MC-HOLD"), **{**UNDER_WAY, "held_days": -1}),
    odd_card(do.ResumeCard(card="MC-HOLD"), **{**UNDER_WAY, "status_since": DAY}),
    odd_card(do.ReopenCard(card="MC-GONE", reason="r"), **UNDER_WAY, archived_on=DAY),
    odd_card(do.ReopenCard(card="MC-GONE", reason="r"), **{**UNDER_WAY, "status": "on_hold"}),
    odd_card(do.MoveCard(card="MC-3", to="timeline"), **ONWARD, held_days=2_000_000_000),
    odd_card(do.MoveCard(card="MC-3", to="timeline"), **{**ONWARD, "stage_since": "9999-12-31"}),
    odd_card(do.MoveCard(card="MC-3", to="timeline"), **{**ONWARD, "stage_since": "0001-01-01"}),
    odd_card(do.CompleteCard(card="MC-LAST"), status="completed", status_since="9999-12-31"),
    odd_card(do.RetrieveCard(card="MC-1"), archived_on=DAY),
    odd_card(do.ArchiveCard(card="MC-1"), archived_on=DAY),
    odd_card(do.ArchiveCard(card="MC-GONE"), archived_on="9999-12-31"),
    odd_card(do.ClosePeriod(year="2030/2031", semester="odd"), archived_on=DAY),
    case(LEAD, do.MoveCard(card="MC-3", to="timeline"), given=(
        (CTL, do.HoldCard(card="MC-3", reason="r")), (CTL, do.ResumeCard(card="MC-3")))),
)  # fmt: skip


def on_the_team(house: House, card: str = "MC-1", role: str = "dean") -> list[Pair]:
    """Return a duty of the reader's in a team."""
    joined = TeamMember(id="duty", card_id=house.id(card), person_id=house.id("READER"), role=role,
                        since=DAY)  # fmt: skip
    return [(None, joined)]


BEGUN = (
    case(CTL, do.NoteIdea(title=" "), "no_title", taken=CONTENT),
    case(CTL, do.NoteIdea(title="Wal\u202e"), "turned"),
    case(CTL, do.NoteIdea(title="Law", from_whom="HSP\u202e"), "turned"),
    case(CTL, do.CreateCard(**{**NEW, "short_title": "\u2067Law"}), "turned"),
    case(CTL, do.ChangeCard(card="MC-1", title_id="Hukum\u202e"), "turned"),
    case(CTL, do.NoteIdea(title="Law", id="a/../../b"), "bad_id", says="this cannot be an id"),
    case(CTL, do.PutIdeaAway(idea="idea"), "idea_closed", unsent=IDLE,
         given=((CTL, do.PutIdeaAway(idea="idea")),)),
    case(CTL, do.PutIdeaAway(idea="idea"), "idea_closed",
         given=((CTL, do.CreateCard(**NEW, idea="idea")),)),
    case(CTL, do.CreateCard(**NEW, idea="idea"), "idea_closed",
         given=((CTL, do.PutIdeaAway(idea="idea")),)),
    case(CTL, do.CreateCard(**{**NEW, "title_en": ""}), "no_title", taken=CONTENT),
    case(CTL, do.CreateCard(**{**NEW, "code": "MC-1"}), "code_taken"),
    case(CTL, do.TakeOverCard(**{**NEW, "code": "MC-1"}, stage="design", since="2026-11-01"),
         "code_taken"),
    case(CTL, do.TakeOverCard(**NEW, stage="design", since="2026-12-01"), "future"),
    case(CTL, do.TakeOverCard(**NEW, stage="design", since="2026-11-01", round=3)),
    case(CTL, do.StartRevision(card="MC-1", stage="design", reason="r", code="MC-NEW"),
         "wrong_status", says="what is new is under way"),
    *(case(CTL, do.CreateCard(**NEW), FORGED, forged=partial(begun_under, **odd)) for odd in (
        {"F2": "R14"}, {"F2": ""}, {"F2": {"a": 1}}, {"F2": None}, {"procedure": "F2"},
    )),
    *(case(CTL, do.CreateCard(**NEW), FORGED, forged=partial(begun_under, written=written))
      for written in ({"stage_since": ""}, {"stage_since": "9999-12-31"}, {"held_days": 9},
                      {"archived_on": "2026-11-23"}, {"status_since": "2026-11-23"},
                      {"essentials": '{"hours":30}'}, {"origin": "take_over"})),
    case(CTL, do.ChangeCard(card="MC-GONE", title_en="x"), "cancelled"),
    case(CTL, do.ChangeCard(card="MC-DONE", title_en="x"), "completed"),
    case(CTL, do.ChangeCard(card="MC-HOLD", title_en="x")),
    case(CTL, do.ChangeCard(card="MC-NEW", essentials={"hours": 30, "language": ["english"]}),
         given=(TAKEN,)),
    case(CTL, do.ChangeCard(card="MC-NEW", essentials={"mode": 5}), "bad_essentials",
         given=(TAKEN,)),
    case(CTL, do.ChangeCard(card="MC-1", essentials={"hours": 30}), "not_taken_over"),
    case(ID, do.ChangeCard(card="MC-1", programme="MED")),
)  # fmt: skip
EARLIER = (
    "assignment",
    "discussion",
    "proposal",
    "timeline",
    "baseline",
    "components",
    "approval",
    "design",
    "development",
    "reexamination",
    "master_course",
    "confirmation",
    "opening",
)
MOVED = (
    *(case(CTL, do.MoveCard(card="MC-10", to=stage, reason="r")) for stage in EARLIER),
    case(CTL, do.MoveCard(card="MC-10", to="confirmation"), "gate_not_met", given=(
        (CTL, do.MoveCard(card="MC-10", to="master_course", reason="r")),)),
    case(CTL, do.MoveCard(card="MC-10", to="opening"), "gate_not_met", given=(
        (CTL, do.MoveCard(card="MC-10", to="confirmation", reason="r")),)),
    case(CTL, do.MoveCard(card="MC-10", to="completion"), "gate_not_met", given=(
        (CTL, do.MoveCard(card="MC-10", to="opening", reason="r")),)),
    case(CTL, do.MoveCard(card="MC-1", to="timeline"), "gate_not_met"),
    case(CTL, do.MoveCard(card="MC-4", to="timeline"), "gate_not_met"),
    case(CTL, do.MoveCard(card="MC-3", to="opening"), "no_way"),
    case(CTL, do.MoveCard(card="MC-3", to="discussion", reason="Once more")),
    case(CTL, do.MoveCard(card="MC-3", to="discussion"), "gate_not_met",
         says="sending back needs a reason"),
    case(CTL, do.MoveCard(card="MC-8", to="assignment", reason="All anew")),
    case(CTL, do.MoveCard(card="MC-HOLD", to="discussion"), "gate_not_met", says=RESTS),
    case(CTL, do.MoveCard(card="MC-3", to="timeline"), "gate_not_met", says=RESTS,
         given=((CTL, do.HoldCard(card="MC-3", reason="r")),)),
    case(CTL, do.MoveCard(card="MC-8", to="proposal", reason="r"), "gate_not_met", says=RESTS,
         given=((CTL, do.HaltCard(card="MC-8", reason="r")),)),
    case(CTL, do.MoveCard(card="MC-1", to="timeline"), given=((CTL, WARNS),)),
    case(CTL, do.MoveCard(card="MC-1", to="timeline"), "gate_not_met",
         given=((CTL, do.SetSetting(key=WARNS.key, value="off", since="2026-11-24")),)),
    case(CTL, do.MoveCard(card="MC-1", to="timeline"), "gate_not_met",
         given=((CTL, WARNS), (CTL, do.SetSetting(key=WARNS.key, value="block")))),
    case(CTL, do.MoveCard(card="MC-1", to="timeline"),
         given=((CTL, do.SetSetting(key=WARNS.key, value="off", since="2026-01-01")),)),
    case(CTL, do.MoveCard(card="MC-3", to="timeline"), "gate_not_met",
         given=((CTL, do.ChangeForm(form="MC-3/F2", reason="r")),
                (CTL, do.SetValue(form="MC-3/F2", path="p10", new="Other.")))),
    case(CTL, do.MoveCard(card="MC-3", to="timeline"),
         given=((CTL, do.ChangeForm(form="MC-3/F2", reason="r")),)),
    case(CTL, do.MoveCard(card="MC-3", to="timeline"),
         given=((CTL, do.SetValue(form="MC-3/F2", path="p14", new="none")),)),
    case(CTL, do.MoveCard(card="MC-3", to="timeline"), "gate_not_met",
         given=((CTL, lambda h: do.WithdrawSignOff(sign_off=h.id("by_dean"), reason="r")),)),
    case(CTL, do.MoveCard(card="MC-6", to="discussion"), given=(
        (CTL, do.RecordExternal(card="MC-6", form="R1", number="1", date="2026-11-01",
                                signed_by="Head", facts={"topic": "x", "reason": "plh"})),)),
    case(CTL, do.MoveCard(card="MC-6", to="discussion"), given=(
        (CTL, do.RecordExternal(card="MC-6", form="R1", number="1", date="2026-11-01",
                                signed_by="Head")),)),
    case(CTL, do.MoveCard(card="MC-4", to="timeline"), given=(
        (CTL, do.RecordExternal(card="MC-4", form="F2", number="1", date="2026-11-01",
                                signed_by="Head")),)),
    case(CTL, do.MoveCard(card="MC-5", to="proposal", reason="r")),
    case("TEAM-ID", do.MoveCard(card="MC-8", to="timeline", reason="r"), "gate_not_met",
         says="takes the right move"),
    case(ID, do.MoveCard(card="MC-8", to="development"), FORGED, forged=lambda h: [
        *h.becoming(Card, "MC-8", stage="development"),
        *h.becoming(Form, "MC-8/F2", revision_id="", basis_id="", fallen_version=1)]),
    case(ID, do.MoveCard(card="MC-8", to="development"), FORGED, forged=lambda h: [
        *h.becoming(Card, "MC-8", stage="development"),
        *h.becoming(Form, "MC-8/F6", superseded=True)]),
    case(CTL, do.MoveCard(card="MC-8", to="approval", reason="r"), FORGED, forged=lambda h: [
        *h.becoming(Card, "MC-8", stage="approval", back_from="design", back_reason="r",
                    back_by=h.id(CTL), back_on="2026-11-23"),
        *h.becoming(Form, "MC-8/F2", revision_id="", basis_id="", fallen_version=1)]),
    case(CTL, do.MoveCard(card="MC-8", to="approval", reason="r")),
    case(LEAD, do.MoveCardByException(card="MC-4", to="timeline", **EXCEPTION)),
    case(LEAD, do.MoveCardByException(card="MC-3", to="timeline", **EXCEPTION), "not_needed",
         taken="a debt more than was needed is seen, and paid"),
    case(LEAD, do.MoveCardByException(card="MC-1", to="timeline", **{**EXCEPTION, "owed": " "}),
         "exception_incomplete"),
    case(LEAD, do.MoveCardByException(card="MC-1", to="timeline",
                                      **{**EXCEPTION, "until": "2026-11-22"}), "past",
         taken=CONTENT),
    case(LEAD, do.MoveCardByException(card="MC-HOLD", to="discussion", **EXCEPTION), "on_hold"),
    case(LEAD, do.MoveCardByException(card="MC-1", to="opening", **EXCEPTION), "no_way",
         unsent=RULES),
    case(LEAD, do.CompleteCard(card="MC-1"), "not_last", unsent=RULES),
    case(CTL, do.CompleteCard(card="MC-LAST"), "gate_not_met",
         given=((CTL, do.ChangeForm(form="MC-LAST/R14", reason="r")),
                (CTL, do.SetValue(form="MC-LAST/R14", path="lessons", new="Others.")))),
    case(CTL, do.CompleteCard(card="MC-LAST"), "gate_not_met", says=RESTS,
         given=((CTL, do.HoldCard(card="MC-LAST", reason="r")),)),
)  # fmt: skip
RESTING = (
    case(CTL, lambda h: do.PayDebt(debt=h.id("debt"), on="2026-12-01"), "future",
         taken=CONTENT),
    case(CTL, lambda h: do.PayDebt(debt=h.id("debt"), on="2026-11-01")),
    case(CTL, lambda h: do.PayDebt(debt=h.id("debt")), "paid", unsent=IDLE,
         given=((CTL, lambda h: do.PayDebt(debt=h.id("debt"))),)),
    case(ID, lambda h: do.PayDebt(debt=h.id("debt")), "paid",
         given=((CTL, lambda h: do.PayDebt(debt=h.id("debt"))),)),
    case(CTL, do.HoldCard(card="MC-1", reason=""), "reason"),
    case(CTL, do.HaltCard(card="MC-1", reason=" "), "reason"),
    case(CTL, do.CancelCard(card="MC-1", reason=""), "reason"),
    case(CTL, do.HoldCard(card="MC-1", reason="r", until="2026-11-01"), "past", taken=CONTENT),
    *(case(CTL, do.HoldCard(card=code, reason="r"), "wrong_status")
      for code in ("MC-HOLD", "MC-HALT", "MC-GONE", "MC-DONE")),
    *(case(CTL, do.HaltCard(card=code, reason="r"), "wrong_status")
      for code in ("MC-HALT", "MC-GONE", "MC-DONE")),
    case(CTL, do.HaltCard(card="MC-HOLD", reason="r")),
    *(case(CTL, do.CancelCard(card=code, reason="r"), "wrong_status")
      for code in ("MC-GONE", "MC-DONE")),
    *(case(CTL, do.CancelCard(card=code, reason="r")) for code in ("MC-HALT", "MC-HOLD")),
    case(CTL, do.ResumeCard(card="MC-1"), "wrong_status", unsent=IDLE),
    case(CTL, do.ResumeCard(card="MC-HALT")),
    *(case(CTL, do.ResumeCard(card=code), "wrong_status") for code in ("MC-GONE", "MC-DONE")),
    case(LEAD, do.ReopenCard(card="MC-1", reason="r"), "wrong_status", unsent=IDLE),
    case(LEAD, do.ReopenCard(card="MC-HOLD", reason="r"), "wrong_status"),
    *(case(LEAD, do.ReopenCard(card=code, reason="r")) for code in ("MC-ARCH", "MC-DONE")),
    case(CTL, do.RecordCorrection(card="MC-1", what="x", why="y"), "wrong_status"),
    case(CTL, do.RecordCorrection(card="MC-GONE", what="x", why="y"), "wrong_status"),
    case(CTL, do.RecordCorrection(card="MC-DONE", what="", why="y"), "no_what", taken=CONTENT),
    case(CTL, do.RecordCorrection(card="MC-DONE", what="x", why="y"), "no_agreement",
         taken=CONTENT),
    case(CTL, do.RecordCorrection(card="MC-DONE", what="x", why="y", agreed_by="z",
                                  on="2026-12-01"), "future", taken=CONTENT),
    case(CTL, do.RecordCorrection(card="MC-DONE", what="x", why="y", agreed_by="z"), FORGED,
         forged=lambda h: [(None, Correction(id="c", card_id=h.id("MC-DONE"), what="x", why="y",
                          made_by=h.id("DEAN-LAW")))]),
    case(CTL, do.ArchiveCard(card="MC-1"), "not_ended"),
    case(CTL, do.ArchiveCard(card="MC-DONE")),
    case(CTL, do.ArchiveCard(card="MC-ARCH"), "archived", unsent=IDLE),
    case(CTL, do.RetrieveCard(card="MC-1"), "not_archived", unsent=IDLE),
)  # fmt: skip
STAFFED = (
    case(CTL, do.JoinTeam(card="MC-GONE", person="READER", role="gd"), "cancelled"),
    case(CTL, do.JoinTeam(card="MC-DONE", person="READER", role="gd"), "completed"),
    case(CTL, do.JoinTeam(card="MC-1", person="READER", role="dean"), "office"),
    case(CTL, do.JoinTeam(card="MC-1", person="READER", role="gd"), given=((CTL, squatting),)),
    case(CTL, do.JoinTeam(card="MC-1", person="SME-03", role="sme"), "on_team", unsent=IDLE),
    case(CTL, do.JoinTeam(card="MC-1", person="SME-MED", role="sme", lead=True)),
    case(CTL, do.JoinTeam(card="MC-1", person="SME-MED", role="sme", since="2026-12-01")),
    case(CTL, lambda h: do.LeaveTeam(member=h.id("member"), until="2020-01-01"), "ends_before",
         taken=CONTENT),
    case(CTL, lambda h: do.LeaveTeam(member=h.id("ended duty"), until="2026-11-10")),
    case(CTL, do.HandOver(from_person="SME-03", to_person="READER", reason="r", card="MC-1"),
         "not_in_role", taken=RULES),
    case(ID, do.HandOver(from_person="SME-03", to_person="SME-MED", reason="r", card="MC-1")),
    case("ID-MED", do.HandOver(from_person="SME-03", to_person="SME-MED", reason="r"),
         "no_right"),
    *(case(ID, do.HandOver(from_person="SME-03", to_person="READER", reason="r", card="MC-1"),
           FORGED, forged=partial(on_the_team, role=role), says="is no part in a team")
      for role in ("dean", "ctl_lead", "nothing")),
    case(CTL, do.CreateCard(**NEW), FORGED, says="is no part in a team",
         forged=lambda h: [*begun_under(h), *on_the_team(h, "begun")]),
    case(CTL, do.CreateCard(**NEW, lead="READER")),
)  # fmt: skip
SERIES = "CTL/MC/F9/2026"
STATED = {"person": "SME-03", "since": "2026-08-01", "until": "2027-01-31"}


def block(holder: str, first: int, last: int) -> NumberBlock:
    """Return that numbers are reserved, of which none was given yet."""
    id_ = natural_id("number_block", SERIES, holder, 1)
    return NumberBlock(id=id_, series=SERIES, first=first, last=last, used=first - 1, holder=holder)


ORIGINALS = {"number": "1", "date": "2026-11-01", "signed_by": "Head"}
OUTSIDE = (
    case(CTL, do.RecordExternal(card="MC-1", form="F2", **ORIGINALS), "frozen_inside"),
    *(case(CTL, do.RecordExternal(card="MC-1", form=form, **ORIGINALS)) for form in ("F5", "R14")),
    case(CTL, do.RecordExternal(card="MC-GONE", form="R1", **ORIGINALS), "cancelled"),
    case(CTL, do.RecordExternal(card="MC-DONE", form="R1", **ORIGINALS), "completed"),
    case(CTL, do.RecordExternal(card="MC-6", form="R1", **{**ORIGINALS, "number": ""}),
         "external_incomplete", taken=CONTENT),
    case(CTL, do.RecordExternal(card="MC-6", form="R1", **ORIGINALS, file="file"), "other_card",
         taken=CONTENT),
    case(CTL, do.ReserveNumbers(holder="h", series={"CTL/MC/F9/2026": 101}), "bad_block"),
    case(CTL, do.ReserveNumbers(holder="", series={"CTL/MC/F9/2026": 5}), "bad_id"),
    case("TEAM-ID", do.ReserveNumbers(holder="h", series={"CTL/MC/F9/2026": 100})),
    case(CTL, do.NumberStatement(**STATED), "numbered", taken=RULES,
         given=((CTL, do.NumberStatement(**STATED)),)),
    case(CTL, do.NumberStatement(**STATED, digest="d"), "other_statement"),
    case(CTL, do.NumberStatement(**STATED, digest="d" * 64), "other_statement", taken=RULES),
    case(CTL, do.NumberStatement(**{**STATED, "until": "2026-07-31"}), "bad_days"),
    case(CTL, do.NumberStatement(**{**STATED, "since": "2027-01-01"}), "nothing_stated",
         taken=RULES),
    case("SME-03", do.NumberStatement(**STATED), "no_right"),
    case(CTL, do.NumberStatement(**STATED, number="12/SK/2026")),
    *(case(CTL, do.NumberStatement(**STATED, number=bad), "bad_number")
      for bad in ("1\n2", "1" * 81)),
    case(CTL, do.RecordExternal(card="MC-6", form="R1", **{**ORIGINALS, "number": "1" * 80})),
    case(CTL, do.RecordExternal(card="MC-6", form="R1", **{**ORIGINALS, "number": "1" * 81}),
         "bad_number"),
    case(CTL, do.TakeOverCard(**NEW, stage="proposal", since="2026-11-01",
                              forms=[{"form": "R1", "number": "1" * 81}]), "bad_number"),
    case(CTL, do.NumberStatement(**{**STATED, "since": "2026-09-01"}, number="12/SK/2026"),
         "number_taken", unsent=IDLE,
         given=((CTL, do.NumberStatement(**STATED, number="12/SK/2026")),)),
    case(CTL, do.CreateCard(**NEW), FORGED, says="numbers are reserved by their own kind of event",
         forged=lambda h: [*begun_under(h), (None, block("h", 1, 5))]),
    case(CTL, do.ReserveNumbers(holder="h", series={SERIES: 5}), FORGED, given=(
        (CTL, do.ReserveNumbers(holder="h", series={SERIES: 5})),),
        says="what is reserved is used up first", forged=lambda h: h.becoming(
            NumberBlock, block("h", 1, 5).id, first=6, last=10, used=5)),
    case(CTL, do.ReserveNumbers(holder="i", series={SERIES: 5}), FORGED, given=(
        (CTL, do.ReserveNumbers(holder="h", series={SERIES: 5})),),
        says="these numbers are given or reserved already",
        forged=lambda h: [(None, block("i", 3, 7))]),
)  # fmt: skip
CARDS = (*BEGUN, *WRITTEN, *MOVED, *RESTING, *STAFFED, *OUTSIDE)
