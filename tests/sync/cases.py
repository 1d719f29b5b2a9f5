"""What every command is answered, by person: one table that the program and the server hold to.

A case says who gives which command in the house, and what is answered: "done", or the code of the
refusal. `tests/sync/test_cases.py` drives each through the program at a desk as that person, and
past it straight at the server, with what a program without rules would have sent.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mcdesk.procedure import commands as do
from mcdesk.procedure.commands import Command
from tests.sync.house import House
from tests.sync.house_filled import CLOSED, OPEN, OTHER_SCAN, SCAN, SIGNED

Given = Callable[[House], Command]
CTL = ("ctl", "ctl_lead")


@dataclass(frozen=True)
class Specimen:
    """A command that is done by whoever has its right, and that everybody tries.

    `card` is the micro-credential that it is about; `right` names its right in the procedure, or
    the roles themselves; "" is everybody's, and `whose` may without it. `codes` are what the
    others are answered. `maker`: whose program makes what others forge. `server`: whom alone the
    server lets do it, where the program of anybody else never asks.
    """

    make: Given
    right: str | tuple[str, ...] = ""
    card: str = ""
    codes: tuple[str, ...] = ("no_right",)
    whose: tuple[str, ...] = ()
    maker: str = "LEAD-2"
    server: str | tuple[str, ...] = ""


def plain(command: Command, right: str | tuple[str, ...] = "", card: str = "", **more) -> Specimen:
    """Return a specimen whose command names nothing by an id."""
    return Specimen(lambda _house: command, right, card, **more)


def naming(kind: type[Command], name: str, of: str, right: str | tuple[str, ...] = "",
           card: str = "", **more) -> Specimen:  # fmt: skip
    """Return a specimen whose command names one thing of the house by its id."""
    fields = {key: more.pop(key) for key in set(more) & {e.name for e in dataclasses.fields(kind)}}
    return Specimen(lambda h: kind(**{name: h.id(of)}, **fields), right, card, **more)


WAY = {"to": "timeline", "reason": "Urgent"}
BY_EXCEPTION = {"instructed_by": "Dean", "owed": "The form", "owed_by": "SME-03",
                "until": "2026-12-01"}  # fmt: skip
STATED = {"person": "SME-03", "since": "2026-08-01", "until": "2027-01-31"}
OF_CARDS: Mapping[str, Specimen] = {
    "NoteIdea": plain(do.NoteIdea(title="Another idea")),
    "PutIdeaAway": plain(do.PutIdeaAway(idea="idea", note="Not now")),
    "CreateCard": plain(do.CreateCard(title_en="New", programme="LAW", code="MC-NEW"), "cards"),
    "CreateCard, of an idea": plain(
        do.CreateCard(title_en="New", programme="LAW", code="MC-NEW", idea="idea"), "cards"),
    "CreateCard, with a code from the count": plain(
        do.CreateCard(title_en="New", programme="MED", lead="SME-MED"), "cards"),
    "TakeOverCard": plain(
        do.TakeOverCard(title_en="Old", programme="LAW", code="MC-NEW", stage="proposal",
                        since="2026-11-01", forms=[{"form": "R1", "state": "missing"}]), "cards"),
    "StartRevision": plain(
        do.StartRevision(card="MC-DONE", stage="design", reason="Law", code="MC-NEW"),
        "cards", "MC-DONE"),
    "ChangeCard": plain(do.ChangeCard(card="MC-1", title_en="New"), "cards", "MC-1"),
    "MoveCard": plain(do.MoveCard(card="MC-3", to="timeline"), CTL, "MC-3",
                      codes=("gate_not_met",)),
    "MoveCard, where the designer may": plain(
        do.MoveCard(card="MC-8", to="development"), (*CTL, "id"), "MC-8", codes=("gate_not_met",)),
    "MoveCard, back": plain(do.MoveCard(card="MC-8", to="proposal", reason="Wrong"), "move",
                            "MC-8", codes=("gate_not_met",)),
    "MoveCardByException": plain(
        do.MoveCardByException(card="MC-1", **WAY, **BY_EXCEPTION), "exception", "MC-1"),
    "PayDebt": naming(do.PayDebt, "debt", "debt", "cards", "MC-DEBT"),
    "HoldCard": plain(do.HoldCard(card="MC-1", reason="Leave"), "rest", "MC-1"),
    "ResumeCard": plain(do.ResumeCard(card="MC-HOLD"), "rest", "MC-HOLD"),
    "HaltCard": plain(do.HaltCard(card="MC-1", reason="None"), "rest", "MC-1"),
    "CancelCard": plain(do.CancelCard(card="MC-1", reason="None"), "rest", "MC-1"),
    "ReopenCard": plain(do.ReopenCard(card="MC-GONE", reason="Again"), "reopen", "MC-GONE"),
    "CompleteCard": plain(do.CompleteCard(card="MC-LAST"), CTL, "MC-LAST",
                          codes=("gate_not_met",)),
    "RecordCorrection": plain(
        do.RecordCorrection(card="MC-DONE", what="A link", why="It broke", agreed_by="SME-01"),
        "cards", "MC-DONE"),
    "ArchiveCard": plain(do.ArchiveCard(card="MC-GONE"), "move", "MC-GONE"),
    "RetrieveCard": plain(do.RetrieveCard(card="MC-ARCH"), "move", "MC-ARCH"),
    "JoinTeam": plain(do.JoinTeam(card="MC-1", person="READER", role="gd"), "cards", "MC-1"),
    "LeaveTeam": naming(do.LeaveTeam, "member", "member", "cards", "MC-1"),
    "HandOver": plain(do.HandOver(from_person="SME-03", to_person="SME-MED", reason="Leave",
                                  card="MC-1"), "cards", "MC-1"),
    "HandOver, on every card": plain(
        do.HandOver(from_person="SME-MED", to_person="SME-03", reason="Leave"), "cards",
        "MC-MED"),
    "RecordExternal": plain(
        do.RecordExternal(card="MC-6", form="R1", number="1/R1", date="2026-11-01",
                          signed_by="The Head"), "cards", "MC-6"),
    "ReserveNumbers": plain(
        do.ReserveNumbers(holder="h", series={"CTL/MC/F9/2026": 5}), server="fill",
        whose=("TEAM-ID",)),
    "NumberStatement": plain(do.NumberStatement(**STATED), "move"),
}  # fmt: skip
OF_FORMS: Mapping[str, Specimen] = {
    "OpenForm": plain(do.OpenForm(card="MC-1", form="F4"), "fill", "MC-1"),
    "RemoveSheet": plain(do.RemoveSheet(form="MC-6/R2"), "fill", "MC-6"),
    "CoverCard": plain(do.CoverCard(form="MC-2/R1", card="MC-6"), "cards", "MC-6"),
    "SetValue": plain(do.SetValue(form="MC-2/R1", path="topic", new="Other"), "fill", "MC-2"),
    "AddRow": plain(do.AddRow(form="MC-4/F2", field="p20", cells={"code": "LO4"}), "fill", "MC-4"),
    "SetCell": plain(do.SetCell(form="MC-4/F2", field="p20", row="1", column="code", new="LO9"),
                     "fill", "MC-4"),
    "SetCell, living": plain(
        do.SetCell(form="MC-8/F5", field="c1", row="1", column="status", new="in_review"),
        "fill", "MC-8"),
    "MoveRow": plain(do.MoveRow(form="MC-4/F2", field="p20", row="1", after="2"), "fill", "MC-4"),
    "RemoveRow": plain(do.RemoveRow(form="MC-4/F2", field="p20", row="1"), "fill", "MC-4"),
    "FillForm": plain(
        do.FillForm(form="MC-4/F2", values={"p10": "New."}, rows={"p20": [{"code": "LO1"}]},
                    replace=True), "fill", "MC-4"),
    "TakeFromForm": plain(
        do.TakeFromForm(form="MC-7/F7", source="MC-8/F7", overwrite=["*"]), "fill", "MC-7"),
    "PlanTimeline": plain(do.PlanTimeline(form="MC-5/F3"), "fill", "MC-5"),
    "FillUsualRows": plain(do.FillUsualRows(form="MC-7/F7", field="d5"), "fill", "MC-7"),
    "ChooseSigning": plain(do.ChooseSigning(form="MC-7/F7"), "fill", "MC-7"),
    "FreezeForm": plain(do.FreezeForm(form="MC-2/R1"), "fill", "MC-2"),
    "ChangeForm": plain(do.ChangeForm(form="MC-1/F2", reason="r"), "fill", "MC-1"),
    "AdoptDefinitions": plain(do.AdoptDefinitions(card="MC-1"), "definitions", "MC-1"),
    "WriteComment": plain(do.WriteComment(form="MC-1/F2", path="p10", text="Here.")),
    "CloseComment": naming(do.CloseComment, "comment", "remark"),
    "AttachFile": plain(do.AttachFile(card="MC-1", name="c.pdf", size=5, digest=SCAN)),
    "RemoveFile": plain(do.RemoveFile(file="file"), "cards", "MC-1"),
    "KeepScan": plain(do.KeepScan(name="c.pdf", size=5, digest=OTHER_SCAN)),
    "SettleScan": plain(do.SettleScan(file="scan", reason="Filed")),
    "RemoveContent": plain(do.RemoveContent(file="file", reason="Asked"), "exception", "MC-1"),
    "RemoveContent, of a form": plain(
        do.RemoveContent(form="MC-3/F2", path="p10", reason="Asked"), "exception", "MC-3"),
    "RemoveContent, of a remark": Specimen(
        lambda h: do.RemoveContent(comment=h.id("remark"), reason="Asked"), "exception", "MC-1"),
}  # fmt: skip
RECORDED = ("no_right", "deans_only")
OF_DECISIONS: Mapping[str, Specimen] = {
    "SignForm, on paper": plain(
        do.SignForm(form="MC-1/F2", role="sme", person="SME-03", medium="paper", scan_owed=True),
        (*CTL, "id"), "MC-1", codes=RECORDED),
    "SignForm, the Dean's on paper": plain(
        do.SignForm(form="MC-9/F2", role="dean", person="DEAN-LAW", medium="paper", scan_owed=True),
        "record", "MC-9"),
    "WithdrawSignOff": naming(do.WithdrawSignOff, "sign_off", "signed", (*CTL, "id"), "MC-3",
                              reason="Wrong", codes=RECORDED),
    "WithdrawSignOff, the Dean's": naming(do.WithdrawSignOff, "sign_off", "by_dean", "record",
                                          "MC-3", reason="Wrong", codes=RECORDED),
    "KeepBooklet": plain(do.KeepBooklet(who="DEAN-LAW", forms=["MC-1/F2"]), "record"),
    "RegisterKey": Specimen(
        lambda h: do.RegisterKey(person=h.desk.person_id, public="12" * 32)),
    "EndKey": naming(do.EndKey, "key", "key", "directory", reason="Lost", whose=("KEY-DEAN",)),
    "ClosePeriod": plain(do.ClosePeriod(**OPEN), "move"),
    "SignPeriod": plain(do.SignPeriod(**CLOSED, person="CTL-02", medium="paper"), "move"),
    "FilePeriodScan": plain(do.FilePeriodScan(**SIGNED, scan=SCAN, name="s", size=5), "move"),
    "ReopenPeriod": plain(do.ReopenPeriod(**CLOSED, reason="Late"), "reopen"),
    "SettleAttention": naming(do.SettleAttention, "entry", "titled", how="away"),
}  # fmt: skip
OF_THE_OFFICE: Mapping[str, Specimen] = {
    "AddPerson": plain(do.AddPerson(name="NEW", roles=["sme", "ctl"]), "directory"),
    "AddPerson, a lead": plain(do.AddPerson(name="NEW", roles=["ctl_lead"]), ("ctl_lead",),
                               codes=("no_right", "lead_only")),
    "ChangePerson": plain(do.ChangePerson(person="READER", position="Reads"), "directory"),
    "AppointOffice": plain(do.AppointOffice(person="READER", role="dean", faculty="MED"),
                           "directory"),
    "AppointOffice, a lead": plain(
        do.AppointOffice(person="READER", role="ctl_lead"), ("ctl_lead",),
        codes=("no_right", "lead_only")),
    "EndOffice": naming(do.EndOffice, "office", "office", "directory", until="2026-12-01"),
    "SetAbsence": plain(do.SetAbsence(person="READER", until="2026-12-12"), "directory",
                        whose=("READER",), codes=("absence_of_another",)),
    "SetAbsence, of a Dean": plain(
        do.SetAbsence(person="DEAN-LAW", since="2026-12-01", until="2026-12-09"), "directory",
        whose=("DEAN-LAW", "SEC-LAW"), codes=("absence_of_another",)),
    "EndAbsence": naming(do.EndAbsence, "absence", "absence", "directory", back="2026-12-15",
                         whose=("DEAN-LAW", "SEC-LAW"), codes=("absence_of_another",)),
    "AddFaculty": plain(do.AddFaculty(code="ART", name_en="Arts"), "directory"),
    "AddProgramme": plain(do.AddProgramme(code="ART", name_en="Arts", faculty="LAW"),
                          "directory"),
    "ChangeFaculty": plain(do.ChangeFaculty(faculty="LAW", name_en="Law!"), "directory"),
    "ChangeProgramme": plain(do.ChangeProgramme(programme="LAW", name_en="Law!"), "directory"),
    "MatchEntry": plain(do.MatchEntry(kind="programme", entry="MED", same_as="LAW"),
                        "directory"),
    "MatchEntry, of people": plain(
        do.MatchEntry(kind="person", entry="NOBODY", same_as="HC-01"), ("ctl_lead",),
        codes=("no_right", "lead_only")),
    "SetLogo": plain(do.SetLogo(file=SCAN, name="logo.png"), "settings"),
    "SetSetting": plain(do.SetSetting(key="profile", value="full"), "settings"),
    "PublishDefinitions": Specimen(
        lambda h: do.PublishDefinitions(forms={"R14.toml": h.id("wording")}, since="2028-01-01"),
        "definitions"),
    "WithdrawDefinition": naming(do.WithdrawDefinition, "definition", "coming", "definitions"),
    "BringEvent": naming(do.BringEvent, "text", "elsewhere", "settings", origin="x", places=[0]),
}  # fmt: skip
UNDOING: Mapping[str, Specimen] = {
    "UndoEvent, of a card's": naming(do.UndoEvent, "of", "titled", "cards", "MC-2"),
    "UndoEvent, of a value": naming(do.UndoEvent, "of", "valued", "fill", "MC-2"),
    "UndoEvent, of an idea": naming(do.UndoEvent, "of", "noted", "fill", whose=("SME-03",)),
    "UndoEvent, of a file": naming(do.UndoEvent, "of", "attached", "cards", "MC-1",
                                   whose=("SME-03",)),
    "UndoEvent, of a scan": naming(do.UndoEvent, "of", "kept", "fill", whose=("SME-03",)),
    "UndoEvent, of a remark": naming(do.UndoEvent, "of", "remarked", (), whose=("SME-03",),
                                     maker="SME-03", codes=("not_yours",)),
}  # fmt: skip
ALIKE = ("DCS-01", "REV-01", "PLH-01", "HC-01", "CTL-01")
"""Who has a role that gives no right but to fill; and who has two roles, each of which is tried."""
ALIKE_HERE = ("GD-01", "SME-MED", "HSP-MED", "DEAN-MED", "KEY-DEAN", "ENDED-HSP", "SEC-MED",
              "NOBODY", "ID-FREE")  # fmt: skip
"""Who besides has no other right than somebody else who tries, but to fill or to record."""
EVERYBODYS = {
    "KeepScan": "whoever has paper in the hand keeps it",
}
"""Commands that the server takes from everybody, and why."""
SPECIMENS = {**OF_CARDS, **OF_FORMS, **OF_DECISIONS, **OF_THE_OFFICE, **UNDOING}
