"""Cases about decisions: who signs, for whom and how; withdrawn, with keys, of registers."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import natural_id, new_id
from mcdesk.procedure.records import ClosedPeriod, Revision, Settlement, SignOff, StoredFile
from tests.honest import owing
from tests.sync.case import CONTENT, FORGED, IDLE, NOWHERE, RULES, case
from tests.sync.house import House
from tests.sync.house_filled import CLOSED, KEY, OPEN, OTHER_SCAN, SCAN, SIGNED, after

CTL, LEAD, ID, SME, DEAN, HSP = "CTL-01", "LEAD-2", "ID-02", "SME-03", "DEAN-LAW", "HSP-LAW"
F2 = "MC-9/F2"
PAPER = {"form": F2, "role": "hsp", "person": HSP, "medium": "paper", "scan_owed": True}
PROVEN = {**PAPER, "scan_owed": False}
FOR_DEAN = {"form": F2, "role": "dean", "person": "GD-01", "on_behalf_of": DEAN,
            "letter": "12/SK/2026"}  # fmt: skip
ATTACHED = do.AttachFile(card="MC-9", name="s", size=5, digest=SCAN)
TERM = {"letter_since": "2026-11-01", "letter_until": "2026-12-31"}
STAYS = "it moves nothing, and stays as it was made though the card went back meanwhile"
KEPT = "a decision that is there already is only repeated: the last one counts, and both are seen"


def sign(role: str, who: str, form: str = F2, **more: object) -> do.SignForm:
    """Return that somebody signs in the program."""
    return do.SignForm(form=form, role=role, person=who, **owing(more))


def back(to_stage: str, **more: object) -> do.SignForm:
    """Return that the Head returns the proposal to a stage."""
    return sign("hsp", HSP, decision="return", note="Unclear.", to_stage=to_stage, **more)


def sent(to_stage: str, house: House) -> list:
    """Return a return on paper to a stage, as no program makes it."""
    (_now, signed), = house.becoming(SignOff, "signed", id="n", medium="paper", decision="return",
                                     recorded_by=house.people[ID], to_stage=to_stage,
                                     note="No.")  # fmt: skip
    return [(None, signed)]


def recorded(house: House, at: str) -> list:
    """Return a decision on paper of nine o'clock, said to be recorded at some moment."""
    (_now, signed), = house.becoming(SignOff, "signed", id="n", recorded_at=at, medium="paper",
                                     scan_owed=True, recorded_by=house.people[ID])  # fmt: skip
    return [(None, signed)]


SIGNING = (
    case(DEAN, sign("dean", DEAN)),
    case(HSP, sign("hsp", HSP)),
    case("HC-01", sign("hc", "HC-01", decision="advise")),
    case("HC-01", sign("hc", "HC-01"), "decision"),
    case("READER", sign("reader", "READER"), "not_a_signer"),
    case("DEAN-MED", sign("dean", "DEAN-MED"), "not_in_role"),
    case("ENDED-HSP", sign("hsp", "ENDED-HSP"), "not_in_role"),
    case(CTL, sign("dean", DEAN), "not_you"),
    case(DEAN, sign("dean", DEAN, "MC-1/F2"), "order"),
    case(DEAN, sign("dean", DEAN, "MC-1/F2", decision="return", note="Not so.")),
    case(DEAN, sign("dean", DEAN, "MC-1/F2"), given=((SME, sign("sme", SME, "MC-1/F2")),)),
    case(SME, sign("sme", SME, "MC-4/F2"), "not_frozen", unsent=NOWHERE),
    case(SME, sign("sme", SME, "MC-1/F2"), "not_frozen",
         given=((SME, do.ChangeForm(form="MC-1/F2", reason="r")),
                (SME, do.SetValue(form="MC-1/F2", path="p10", new="Other."))),
         taken="a decision over a text that was changed counts at no gate"),
    case(SME, sign("sme", SME, "MC-1/F2"), given=((SME, do.ChangeForm(form="MC-1/F2")),)),
    case(SME, sign("sme", SME), "signed_twice", taken=KEPT),
    case(DEAN, sign("dean", DEAN, on="2026-11-20"), "made_today"),
    case(DEAN, sign("dean", DEAN, on="2026-11-25"), "future",
         says="a decision in the program is made today"),
    case("SEC-LAW", sign("dean", "SEC-LAW"), "not_in_role"),
    case(DEAN, sign("dean", DEAN, "MC-GONE/R1"), "cancelled", unsent=NOWHERE),
    case("KEY-DEAN", sign("dean", "KEY-DEAN"), "locked_key"),
    case("KEY-DEAN", sign("dean", "KEY-DEAN"), "no_key", given=(
        ("KEY-DEAN", lambda h: do.EndKey(key=h.id("key"), reason="Lost")),)),
    case(ID, do.SignForm(form=F2, role="dean", person="KEY-DEAN", medium="paper", scan_owed=True)),
    case(SME, sign("sme", SME, "MC-DONE/R14"), "completed"),
    case(CTL, do.SignForm(form="MC-DONE/R14", role="hsp", person=HSP, medium="paper",
                          scan_owed=True, decision="acknowledge"), "completed"),
    case(HSP, sign("hsp", HSP, "MC-LAST/R14", decision="acknowledge")),
    case(CTL, sign("sme", SME, "MC-1/F2", medium="paper"), "cancelled",
         given=((CTL, do.CancelCard(card="MC-1", reason="r")),)),
    case(SME, sign("sme", SME, "MC-1/F2"),
         given=((CTL, do.HoldCard(card="MC-1", reason="r")),)),
    case("SME-MED", sign("sme", "SME-MED", "MC-1/F2"), "not_in_role"),
    case("SME-MED", sign("sme", "SME-MED", "MC-1/F2"),
         given=((CTL, do.JoinTeam(card="MC-1", person="SME-MED", role="sme")),)),
    case(SME, sign("sme", SME, "MC-1/F2"), "not_in_role", given=(
        (CTL, do.HandOver(from_person=SME, to_person="SME-MED", reason="r", card="MC-1")),)),
    case(HSP, sign("hsp", HSP, decision="return", note="Unclear.")),
    case(HSP, sign("hsp", HSP, decision="return"), "note"),
    case(HSP, back("assignment")),
    case(ID, back("discussion", medium="paper")),
    *(case(who, back(stage, medium=medium), "not_earlier", taken=STAYS) for who, stage, medium in (
        (HSP, "timeline", "program"), (HSP, "proposal", "program"), (ID, "timeline", "paper"))),
    case(ID, back("nowhere", medium="paper"), "unknown_stage", forged=partial(sent, "nowhere")),
    case(HSP, sign("hsp", HSP, to_stage="assignment"), "only_return"),
    case(SME, sign("sme", SME, "MC-2/R1", decision="return", note="No."),
         given=((ID, do.FreezeForm(form="MC-2/R1")),)),
)  # fmt: skip
RECORDED = (
    case(ID, do.SignForm(**PAPER)),
    case(ID, do.SignForm(**PROVEN), "not_shown"),
    case(ID, do.SignForm(**PAPER, evidence="proof"), "shown_and_owed",
         taken="the file is there: without the rule it is sent as what shows the decision"),
    case(ID, do.SignForm(**{**PROVEN, "medium": "minutes"}), "not_shown"),
    case(ID, do.SignForm(**PAPER, on="2026-11-01")),
    case(ID, do.SignForm(**PAPER, on="2026-11-24"), "future"),
    *(case(ID, do.SignForm(**PAPER), FORGED, forged=partial(recorded, at=at)) for at in (
        "", "2026-11-23T08:59:59Z", "2026-11-23T23:00:00+14:00", "2026-11-23T16:00:00+07:00")),
    case(ID, do.SignForm(**PAPER, on="2026-11-26"), "future"),
    case(ID, do.SignForm(**{**PAPER, "person": "ENDED-HSP"}, on="2026-11-01")),
    case(ID, do.SignForm(**{**PAPER, "person": "ENDED-HSP"}), "not_in_role"),
    case("TEAM-ID", do.SignForm(**PAPER)),
    case("SEC-LAW", do.SignForm(**PAPER), "deans_only"),
    case("SEC-LAW", do.SignForm(**{**PAPER, "role": "dean", "person": DEAN})),
    case("SEC-MED", do.SignForm(**{**PAPER, "role": "dean", "person": DEAN}), "no_right"),
    case(SME, do.SignForm(**PAPER), "no_right"),
    case(ID, do.SignForm(**{**PAPER, "person": "HSP-MED"}), "not_in_role"),
    case(ID, do.SignForm(**PROVEN, evidence="proof")),
    case(ID, do.SignForm(**PROVEN, evidence="none"), "unknown"),
    case(ID, do.SignForm(**PROVEN, evidence="file"), "other_card"),
    case(ID, do.SignForm(**PROVEN, evidence="scan"), "other_card"),
    case("GD-01", do.SignForm(**FOR_DEAN, capacity="a.n.", evidence="proof")),
    case("GD-01", do.SignForm(**FOR_DEAN, capacity="a.n.", evidence="none"), "unknown"),
)  # fmt: skip


def under_an_old_entry(house: House) -> list[tuple[None, SignOff]]:
    """Return what a secretary decided for her Dean under an entry that was put away since."""
    with house.desk.store.read() as reader:
        (revision,) = reader.select(Revision, form_id=house.id(F2))
    day = "2026-11-23"
    return [(None, SignOff(
        id=new_id(), form_id=revision.form_id, revision_id=revision.id, version=revision.version,
        card_id=revision.card_id, digest=revision.digest, role="dean", decision="approve",
        person_id=house.id("SEC-LAW"), on_behalf_of=house.id(DEAN), capacity="a.n.", letter="1",
        medium="paper", decided_on=day, recorded_by=house.id(ID), recorded_at=f"{day}T09:00:00Z",
        scan_owed=True,
    ))]  # fmt: skip


FOR_SOMEBODY = (
    case(ID, do.SignForm(**owing({**FOR_DEAN, "person": "SEC-LAW", "medium": "paper"}),
                         capacity="a.n."),
         FORGED, says="secretary decides for nobody", forged=under_an_old_entry, given=(
             (LEAD, do.MatchEntry(kind="person", entry="SEC-LAW", same_as="NOBODY")),)),
    case("GD-01", do.SignForm(**FOR_DEAN, capacity="a.n.")),
    case("READER", do.SignForm(**{**FOR_DEAN, "person": "READER"}, capacity="a.n."), "no_deputy"),
    case("READER", do.SignForm(**{**FOR_DEAN, "person": "READER"}, capacity="Plt.", **TERM),
         "no_deputy", says="who only reads"),
    case("NOBODY", do.SignForm(**{**FOR_DEAN, "person": "NOBODY"}, capacity="a.n."), "no_deputy"),
    case("READER", do.SignForm(**{**FOR_DEAN, "person": "READER"}, capacity="a.n."), given=(
        (CTL, do.AppointOffice(person="READER", role="vice_dean", faculty="LAW")),)),
    case(ID, do.SignForm(**{**FOR_DEAN, "person": "READER"}, capacity="a.n.", medium="paper",
                         scan_owed=True)),
    case("GD-01", do.SignForm(**FOR_DEAN, capacity="Plh.", **TERM)),
    case("GD-01", do.SignForm(**FOR_DEAN, capacity="Plh."), "capacity"),
    case("GD-01", do.SignForm(**FOR_DEAN), "capacity"),
    case("GD-01", do.SignForm(**{**FOR_DEAN, "letter": ""}, capacity="a.n."), "capacity"),
    case("GD-01", do.SignForm(**{**FOR_DEAN, "letter": " "}, capacity="a.n."), "capacity"),
    case("GD-01", do.SignForm(**{**FOR_DEAN, "on_behalf_of": ""}, capacity="u.b."),
         "capacity", unsent=NOWHERE),
    case(DEAN, do.SignForm(**{**FOR_DEAN, "person": DEAN}, capacity="a.n."), "capacity"),
    case("GD-01", do.SignForm(**FOR_DEAN, capacity="Plt.", letter_since="2026-11-24"),
         "letter_term"),
    case("GD-01", do.SignForm(**FOR_DEAN, capacity="Plt.", letter_since="2026-11-01",
                              letter_until="2026-11-22"), "letter_term"),
    case("GD-01", do.SignForm(**FOR_DEAN, capacity="Plt.", letter_since="2026-11-01",
                              letter_until="2026-11-23")),
    case("GD-01", do.SignForm(**{**FOR_DEAN, "on_behalf_of": "DEAN-MED"}, capacity="a.n."),
         "not_in_role"),
    case(ID, do.SignForm(**FOR_DEAN, capacity="a.n.", medium="paper", scan_owed=True)),
    case("SEC-LAW", do.SignForm(**FOR_DEAN, capacity="a.n.", medium="letter", scan_owed=True)),
    *(case("SEC-LAW", do.SignForm(**{**FOR_DEAN, "person": "SEC-LAW"}, capacity=capacity, **TERM),
           "never_decides") for capacity in ("a.n.", "u.b.", "Plt.", "Plh.")),
    case(ID, do.SignForm(**owing({**FOR_DEAN, "person": "SEC-MED", "medium": "paper"}),
                         capacity="a.n."),
         "never_decides"),
)  # fmt: skip
BOTH = (
    (CTL, do.CoverCard(form="MC-2/R1", card="MC-6")), (ID, do.FreezeForm(form="MC-2/R1")),
    (CTL, do.SignForm(form="MC-2/R1", role="hsp", person=HSP, medium="paper", scan_owed=True)),
)  # fmt: skip
LETTER = do.AttachFile(card="MC-6", name="s", size=5, digest=SCAN, id="letter")
OWED = do.SignForm(form="MC-2/R1", role="hsp", person=HSP, medium="paper", scan_owed=True)
ACCEPTED = (*BOTH, (SME, sign("sme", SME, "MC-2/R1", decision="accept")))
OTHERS = ((CTL, do.CoverCard(form="MC-2/R1", card="MC-MED")), *ACCEPTED[1:])
OF_MEDICINE = (("HSP-MED", sign("hsp", "HSP-MED", "MC-2/R1")),
               ("SME-MED", sign("sme", "SME-MED", "MC-2/R1", decision="accept")))  # fmt: skip
SECOND = (CTL, do.JoinTeam(card="MC-2", person="SME-MED", role="sme"))
DIVIDED = (
    (ID, do.FillUsualRows(form="MC-7/F7", field="d5")),
    (ID, do.ChooseSigning(form="MC-7/F7")),
    (ID, do.FreezeForm(form="MC-7/F7:course")),
    (ID, do.FreezeForm(form="MC-7/F7:M1")),
    (ID, do.FreezeForm(form="MC-7/F7:M2")),
)
PARTS = tuple((who, sign(role, who, f"MC-7/F7:{part}")) for part in ("course", "M1", "M2")
              for role, who in (("id", ID), ("sme", SME)))  # fmt: skip
OWING = (
    (LEAD, do.MoveCard(card="MC-LAST", to="opening", reason="r")),
    (LEAD, do.MoveCardByException(card="MC-LAST", to="completion", reason="r", owed="R13",
                                  instructed_by="Dean", owed_by=SME, until="2026-12-01")),
)  # fmt: skip
TOGETHER = (
    case(SME, sign("sme", SME, "MC-2/R1", decision="accept"), given=BOTH),
    case(CTL, do.MoveCard(card="MC-2", to="discussion"), given=ACCEPTED),
    case(CTL, do.MoveCard(card="MC-6", to="discussion"), given=ACCEPTED),
    case(CTL, do.MoveCard(card="MC-6", to="discussion"), "gate_not_met", given=BOTH),
    case(CTL, do.MoveCard(card="MC-MED", to="discussion"), "gate_not_met", given=OTHERS),
    case(CTL, do.MoveCard(card="MC-2", to="discussion"), given=(*OTHERS, (
        "SME-MED", sign("sme", "SME-MED", "MC-2/R1", decision="return", note="Unclear.")))),
    case(CTL, do.MoveCard(card="MC-MED", to="discussion"), given=(*OTHERS, *OF_MEDICINE)),
    *(case(CTL, do.SignForm(form=f"{code}/R1", role="hsp", person=HSP, medium="paper",
                            evidence="letter"), given=(*BOTH[:2], (CTL, LETTER)))
      for code in ("MC-2", "MC-6")),
    *(case(CTL, do.AttachFile(card=code, form="MC-2/R1", name="s", size=5, digest=SCAN,
                              purpose="scan"), given=(*BOTH[:2], (CTL, OWED)))
      for code in ("MC-2", "MC-6")),
    case(CTL, do.SignForm(form="MC-2/R1", role="hsp", person=HSP, medium="paper",
                          evidence="letter"), "other_card", given=(*BOTH[1:2], (CTL, LETTER))),
    case("SME-MED", sign("sme", "SME-MED", "MC-2/R1", decision="accept"), "not_lead",
         given=(SECOND, *BOTH), taken="who leads is told by the rules; it stands on the letter"),
    case(ID, sign("id", ID, "MC-7/F7:course"), given=DIVIDED),
    case(SME, sign("sme", SME, "MC-7/F7"), "by_module", given=DIVIDED, unsent=NOWHERE),
    case(ID, do.MoveCard(card="MC-7", to="development"), "gate_not_met",
         given=(*DIVIDED, *PARTS[2:])),
    case(ID, do.MoveCard(card="MC-7", to="development"), given=(*DIVIDED, *PARTS)),
    case(CTL, do.CompleteCard(card="MC-10"), given=(
        (CTL, do.FillForm(form="MC-10/R14", values={"lessons": "x", "review_date": "2027-12-01"})),
        (CTL, do.FreezeForm(form="MC-10/R14")),
        (CTL, do.SignForm(form="MC-10/R14", role="ctl", person=CTL)))),
    case(CTL, do.CompleteCard(card="MC-LAST"), "gate_not_met", given=OWING),
    case(CTL, do.CompleteCard(card="MC-LAST"), "gate_not_met", says="something is still owed",
         given=(*OWING, (CTL, do.FreezeForm(form="MC-LAST/R14")),
                (CTL, do.SignForm(form="MC-LAST/R14", role="ctl", person=CTL)))),
)  # fmt: skip
F9 = "MC-10/F9"
JUDGED = (
    (CTL, do.ChangeForm(form=F9, reason="r")), (CTL, do.SetValue(form=F9, path="result", new=None)),
    (CTL, do.FreezeForm(form=F9)),
    (CTL, do.SignForm(form=F9, role="rev", person="REV-01", medium="paper", scan_owed=True)),
)  # fmt: skip
SAID = (*JUDGED, (CTL, do.SetValue(form=F9, path="result", new="eligible")))
DECIDED = (*SAID, (CTL, sign("ctl", CTL, F9, id="by ctl")))
OTHER = do.SetValue(form=F9, path="result", new="minor")
TO_MEND = (
    (CTL, do.ChangeForm(form=F9, reason="r")),
    (CTL, do.AddRow(form=F9, field="e6", id="mend", cells={"item": "C2", "what": "The sound"})),
    (CTL, do.FreezeForm(form=F9)),
    (CTL, do.SignForm(form=F9, role="rev", person="REV-01", medium="paper", scan_owed=True)),
)  # fmt: skip
"""An assessor signed what must be mended: it is closed on a day, and never taken out."""
LISTED = "what a decision asks for is listed before it is signed"
RESULTS = (
    case(CTL, do.RemoveRow(form=F9, field="e6", row="mend"), "frozen", given=TO_MEND),
    case(CTL, do.SetCell(form=F9, field="e6", row="mend", column="what", new="Nothing"), "frozen",
         given=TO_MEND),
    case(CTL, do.SetCell(form=F9, field="e6", row="mend", column="closed", new="2026-11-23"),
         given=TO_MEND),
    case(CTL, sign("ctl", CTL, F9), given=SAID),
    case(CTL, sign("ctl", CTL, F9), "unsaid", given=JUDGED),
    case(CTL, sign("ctl", CTL, F9), "incomplete", given=(*JUDGED, (CTL, OTHER)), says=LISTED),
    case(CTL, sign("ctl", CTL, F9), given=(*JUDGED[:2], *TO_MEND[1:], (CTL, OTHER))),
    case(CTL, sign("ctl", CTL, F9), "incomplete", says=LISTED,
         given=(*JUDGED, (CTL, replace(OTHER, new="not_eligible")))),
    case(CTL, sign("ctl", CTL, F9, decision="return", note="No."), given=JUDGED),
    case(CTL, sign("ctl", CTL, F9, medium="paper"), "unsaid", given=JUDGED,
         taken="what was signed on paper is a fact; the gate asks for the result all the same"),
    case(CTL, OTHER, given=SAID),
    case(SME, OTHER, "not_theirs", given=SAID),
    case(CTL, OTHER, "decided", given=DECIDED),
    case(LEAD, OTHER, "decided", given=DECIDED),
    case(CTL, do.SetValue(form=F9, path="result", new=None), "decided", given=DECIDED),
    case(CTL, do.SetValue(form=F9, path="result.note", new="Well done."), "decided", given=DECIDED),
    case(CTL, do.SetValue(form=F9, path="result.note", new="Well done."), given=SAID),
    case(SME, do.SetValue(form=F9, path="result.note", new="Well done."), "not_theirs",
         given=DECIDED),
    case(CTL, OTHER, "decided", given=(*DECIDED, (CTL, do.ChangeForm(form=F9, reason="r")))),
    case(SME, do.SetValue(form=F9, path="result.note", new="Well done."), "not_theirs",
         given=(*DECIDED, (CTL, do.ChangeForm(form=F9, reason="r")))),
    case(CTL, OTHER, given=(*DECIDED, (CTL, do.ChangeForm(form=F9, reason="r")), (
        CTL, do.SetValue(form=F9, path="report", new="Judged anew.")))),
    case(CTL, OTHER, given=(*DECIDED, (CTL, do.WithdrawSignOff(sign_off="by ctl", reason="r")))),
    case(CTL, OTHER, given=(*DECIDED, (CTL, sign("ctl", CTL, F9, decision="return", note="No.")))),
)  # fmt: skip
SCANNED = do.AttachFile(card="MC-9", form=F2, name="s", size=5, digest=SCAN, purpose="scan")
BY_DEAN = do.SignForm(form=F2, role="dean", person=DEAN, medium="paper", scan_owed=True, id="own")
HERS = ("ID-MED", do.AttachFile(card="MC-MED", name="s", size=5, digest=SCAN, id="hers"))


def without_evidence(house: House) -> list:
    """Return that a file goes, and with it what shows a decision by another one, or by none."""
    decision = house.becoming(SignOff, "p", evidence_id="", scan_owed=True)
    return [*house.becoming(StoredFile, "hers", deleted=True), *decision]


SCANS = (
    case("GD-01", SCANNED, given=(("GD-01", do.SignForm(**FOR_DEAN, capacity="a.n.")),)),
    case("GD-01", SCANNED, given=((ID, do.SignForm(**PAPER)),)),
    case("READER", SCANNED, given=((ID, do.SignForm(**PAPER)),)),
    case(DEAN, SCANNED, given=((ID, BY_DEAN),)),
    case(HSP, SCANNED, given=((ID, BY_DEAN),)),
    case(ID, SCANNED, FORGED, given=((ID, BY_DEAN),), forged=lambda h: h.becoming(
        SignOff, "own", evidence_id="file", scan_owed=False)),
    case(ID, do.AttachFile(card="MC-1", form=F2, name="s", size=5, digest=SCAN, purpose="scan"),
         "other_card", given=((ID, BY_DEAN),),
         says="a file hangs at a form of its own micro-credential"),
    case("READER", SCANNED, FORGED, given=((ID, BY_DEAN),), forged=lambda h: h.becoming(
        SignOff, "own", evidence_id="proof", scan_owed=False)),
    case(DEAN, SCANNED, FORGED, given=((ID, do.SignForm(**PAPER, id="paper")),),
         forged=lambda h: h.becoming(SignOff, "paper", evidence_id="proof", scan_owed=False)),
    case("GD-01", ATTACHED, FORGED, given=((ID, do.SignForm(**PAPER, id="paper")),),
         forged=lambda h: h.becoming(SignOff, "paper", evidence_id="elsewhere")),
    case("GD-01", ATTACHED, FORGED, given=((ID, do.SignForm(**PROVEN, evidence="proof", id="p")),),
         forged=lambda h: h.becoming(SignOff, "p", evidence_id="", scan_owed=True)),
    case(ID, ATTACHED, FORGED, says="a decision is never altered", given=(
        (ID, do.SignForm(**PAPER, id="paper")),), forged=lambda h: h.becoming(
        SignOff, "paper", evidence_id="proof", scan_owed=False, note="Other.")),
    case(ID, ATTACHED, FORGED, says="a decision is its own kind of event",
         forged=partial(recorded, at="2026-11-23T09:00:00Z")),
    case(ID, do.RemoveFile(file="proof"),
         given=((ID, do.SignForm(**PROVEN, evidence="proof", id="p")),)),
    case("ID-MED", do.RemoveFile(file="hers"), given=(HERS,)),
    *(case("ID-MED", do.RemoveFile(file="hers"), FORGED, says="owed again when that is removed",
           given=(HERS, (CTL, do.JoinTeam(card="MC-9", person="ID-MED", role="gd")),
                  (ID, do.SignForm(**{**PAPER, **shown}, id="p"))), forged=without_evidence)
      for shown in ({"scan_owed": False, "evidence": "proof"}, {})),
)  # fmt: skip
WITHDRAWN = (
    case(ID, lambda h: do.WithdrawSignOff(sign_off=h.id("signed"), reason=""), "reason"),
    case(CTL, lambda h: do.WithdrawSignOff(sign_off=h.id("signed"), reason="r"), FORGED,
         forged=lambda h: h.becoming(SignOff, "signed", withdrawn_on="1999-01-01",
                                     withdrawn_reason="r")),
    case(CTL, lambda h: do.WithdrawSignOff(sign_off=h.id("signed"), reason="r"), FORGED,
         given=((CTL, lambda h: do.WithdrawSignOff(sign_off=h.id("signed"), reason="r")),),
         forged=lambda h: h.becoming(SignOff, "signed", withdrawn_on="", withdrawn_reason="")),
    case(ID, lambda h: do.WithdrawSignOff(sign_off=h.id("signed"), reason="r"), "withdrawn",
         given=((CTL, lambda h: do.WithdrawSignOff(sign_off=h.id("signed"), reason="Other")),)),
    case("SEC-LAW", lambda h: do.WithdrawSignOff(sign_off=h.id("signed"), reason="r"),
         "deans_only"),
    case("SEC-LAW", lambda h: do.WithdrawSignOff(sign_off=h.id("by_dean"), reason="r")),
    case(DEAN, do.WithdrawSignOff(sign_off="own", reason="r"),
         given=((DEAN, sign("dean", DEAN, id="own")),)),
    case(CTL, do.WithdrawSignOff(sign_off="own", reason="r"), "not_you",
         given=((DEAN, sign("dean", DEAN, id="own")),)),
    case(DEAN, do.WithdrawSignOff(sign_off="own", reason="r"), "cancelled", given=(
        (DEAN, sign("dean", DEAN, id="own")), (CTL, do.CancelCard(card="MC-9", reason="r")))),
    case(CTL, lambda h: do.WithdrawSignOff(sign_off=h.id("by_ctl"), reason="r"), "completed"),
)  # fmt: skip
KEYS = (
    case(SME, do.RegisterKey(person=DEAN, public="34" * 32), "not_you"),
    case(SME, do.RegisterKey(person=SME, public="34"), "bad_key"),
    case(SME, do.RegisterKey(person=SME, public=KEY), "known_key"),
    case("KEY-DEAN", do.RegisterKey(person="KEY-DEAN", public="34" * 32)),
    case("KEY-DEAN", lambda h: do.EndKey(key=h.id("key"), reason=""), "reason"),
    case("KEY-DEAN", lambda h: do.EndKey(key=h.id("key"), reason="r"), "key_ended",
         given=((CTL, lambda h: do.EndKey(key=h.id("key"), reason="Left")),)),
)  # fmt: skip
REGISTERS = (
    case(CTL, do.ClosePeriod(**CLOSED), "closed"),
    case(CTL, do.ClosePeriod(year="2030/2031", semester="odd"), "empty",
         taken="an empty register says so"),
    case(CTL, do.ClosePeriod(**OPEN, next_year="2020/2021", next_semester="odd"), "not_after",
         taken=RULES),
    case(CTL, do.ClosePeriod(**OPEN, next_year=CLOSED["year"], next_semester="even"), "not_after",
         taken=RULES),
    case(CTL, do.ClosePeriod(**OPEN, number="R/1")),
    case(CTL, do.ClosePeriod(**OPEN, number="9" * 81), "bad_number"),
    case(LEAD, do.ClosePeriod(**CLOSED), "name_next", taken=RULES,
         given=((LEAD, do.ReopenPeriod(**CLOSED, reason="Late")),)),
    case(LEAD, do.ClosePeriod(**CLOSED, **after(CLOSED)),
         given=((LEAD, do.ReopenPeriod(**CLOSED, reason="Late")),)),
    case(CTL, do.SignPeriod(**CLOSED, person=CTL)),
    case("CTL-02", do.SignPeriod(**CLOSED, person="CTL-02")),
    case(LEAD, do.SignPeriod(**CLOSED, person=LEAD, role="ctl_lead")),
    case(LEAD, do.SignPeriod(**CLOSED, person=LEAD), "not_in_role"),
    case(SME, do.SignPeriod(**CLOSED, person=CTL), "not_you"),
    case(SME, do.SignPeriod(**CLOSED, person=SME), "not_in_role"),
    case(CTL, do.SignPeriod(**CLOSED, person=HSP, role="hsp", medium="paper"), "not_a_signer"),
    case(CTL, do.SignPeriod(**OPEN, person=CTL), "not_closed", unsent=NOWHERE),
    case(CTL, do.SignPeriod(**SIGNED, person=CTL), "signed_twice"),
    case(CTL, do.SignPeriod(**CLOSED, person="CTL-02", medium="paper", on="2026-11-01"),
         "too_early", taken=CONTENT),
    case("READER", do.SignPeriod(**CLOSED, person="READER", on_behalf_of=CTL, capacity="a.n.",
                                 letter="1"), "no_deputy"),
    case(HSP, do.SignPeriod(**CLOSED, person=HSP, on_behalf_of=CTL, capacity="a.n.", letter="1")),
    case("SEC-LAW", do.SignPeriod(**CLOSED, person="SEC-LAW", on_behalf_of=CTL, capacity="a.n.",
                                  letter="1/SK/2026"), "never_decides"),
    case("READER", do.SignPeriod(**CLOSED, person="READER", on_behalf_of=CTL, capacity="a.n."),
         "capacity"),
    case("CTL-02", do.SignPeriod(**CLOSED, person=CTL, medium="paper", scan=SCAN)),
    case("ENDED-CTL", do.SignPeriod(**CLOSED, person="ENDED-CTL"), "not_in_role"),
    case("LATER-CTL", do.SignPeriod(**CLOSED, person="LATER-CTL"), "not_in_role"),
    case(CTL, do.FilePeriodScan(**CLOSED, scan=SCAN, name="s", size=5), "no_scan_owed",
         unsent=NOWHERE),
    case("CTL-02", do.FilePeriodScan(**SIGNED, scan=OTHER_SCAN, name="s", size=5)),
    case(LEAD, do.ReopenPeriod(**OPEN, reason="r"), "not_closed", unsent=NOWHERE),
    case(LEAD, do.ReopenPeriod(**CLOSED, reason=""), "reason"),
    case(LEAD, do.ReopenPeriod(**CLOSED, reason="r"), FORGED,
         says="a closed period is reopened only", forged=lambda h: h.becoming(
             ClosedPeriod, natural_id("closed_period", *CLOSED.values(), 1, 0),
             reopened_on="2026-11-23", reopened_by=h.id(DEAN), reopened_reason="r")),
    case(LEAD, do.ReopenPeriod(**SIGNED, reason="r")),
    case(LEAD, do.ReopenPeriod(**CLOSED, reason="r"), "not_closed", unsent=IDLE,
         given=((LEAD, do.ReopenPeriod(**CLOSED, reason="r")),)),
    case("CTL-02", do.KeepBooklet(who="nobody", forms=["MC-1/F2"]), "unknown_person",
         unsent=NOWHERE),
    case("SEC-LAW", do.KeepBooklet(who="dean", forms=["MC-1/F2", "MC-9/F2"])),
    case(SME, do.SettleAttention(entry="e", how="away"), FORGED, forged=lambda h: [
        (None, Settlement(id="s", event_id="e", how="away", person_id=h.id(DEAN)))]),
    case(SME, do.SettleAttention(entry="", how="away"), "no_entry", taken=CONTENT),
    case(SME, do.SettleAttention(entry="e", how="never"), "no_entry", taken=CONTENT),
)  # fmt: skip
BECAME = (CTL, do.MatchEntry(kind="person", entry="KEY-DEAN", same_as="HC-01"))
FIRST = (CTL, do.MatchEntry(kind="person", entry=DEAN, same_as="HC-01"))
OWN = do.SignPeriod(**CLOSED, person="CTL-02", id="own")
MATCHED = (
    case(DEAN, sign("dean", "HC-01"), given=(FIRST,)),
    case("HC-01", sign("dean", "HC-01"), given=(FIRST,)),
    case(DEAN, do.WithdrawSignOff(sign_off="own", reason="r"),
         given=((DEAN, sign("dean", DEAN, id="own")), FIRST)),
    case("HC-01", do.WithdrawSignOff(sign_off="own", reason="r"),
         given=((DEAN, sign("dean", DEAN, id="own")), FIRST)),
    case("CTL-02", do.WithdrawSignOff(sign_off="own", reason="r"), given=(
        ("CTL-02", OWN), (CTL, do.MatchEntry(kind="person", entry="CTL-02", same_as="HC-01")))),
    case("KEY-DEAN", lambda h: do.EndKey(key=h.id("key"), reason="Lost"), given=(BECAME,)),
    case("HC-01", lambda h: do.EndKey(key=h.id("key"), reason="Lost"), given=(BECAME,)),
    case(DEAN, SCANNED, given=((ID, BY_DEAN), FIRST)),
    case(DEAN, SCANNED, FORGED, given=((ID, BY_DEAN), FIRST), forged=lambda h: h.becoming(
        SignOff, "own", evidence_id="elsewhere", scan_owed=False)),
    case(SME, lambda h: do.UndoEvent(of=h.id("remarked")),
         given=((CTL, do.MatchEntry(kind="person", entry=SME, same_as="SME-MED")),)),
    case("SME-MED", lambda h: do.UndoEvent(of=h.id("remarked")),
         given=((CTL, do.MatchEntry(kind="person", entry=SME, same_as="SME-MED")),)),
    case("SME-MED", do.SetValue(form="MC-2/R1", path="topic", new="x"),
         given=((CTL, do.MatchEntry(kind="person", entry=SME, same_as="SME-MED")),)),
    case(SME, do.SetValue(form="MC-2/R1", path="topic", new="x"),
         given=((CTL, do.MatchEntry(kind="person", entry=SME, same_as="SME-MED")),)),
    case("SME-MED", lambda h: do.UndoEvent(of=h.id("valued")),
         given=((CTL, do.MatchEntry(kind="person", entry=SME, same_as="SME-MED")),)),
)  # fmt: skip
DECISIONS = (
    *SIGNING,
    *RECORDED,
    *FOR_SOMEBODY,
    *TOGETHER,
    *RESULTS,
    *SCANS,
    *WITHDRAWN,
    *MATCHED,
    *KEYS,
    *REGISTERS,
)
