"""Walking a micro-credential through the procedure: what each form needs at the least."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from mcdesk.application.desk import Desk
from mcdesk.procedure import commands as do

PEOPLE = {"sme": "SME-03", "id": "ID-02", "gd": "GD-01", "dcs": "DCS-01", "rev": "REV-01",
          "hsp": "HSP-LAW", "dean": "DEAN-LAW", "ctl": "CTL-01"}  # fmt: skip
STAGES = ("assignment", "discussion", "proposal", "timeline", "baseline", "components",
          "approval", "design", "development", "reexamination", "master_course", "confirmation",
          "opening", "completion")  # fmt: skip
OUTCOMES = [
    {"code": "LO1", "statement": "Identify valid terms", "bloom": "C4", "domain": "knowledge"},
    {"code": "LO2", "statement": "Draft clauses for data", "bloom": "C6", "domain": "skill"},
    {"code": "LO3", "statement": "Choose an electronic signature", "bloom": "C5",
     "domain": "skill"},
]  # fmt: skip
MODULES = [
    {"no": "1", "title": "Law of transactions", "outcomes": ["LO1"], "hours": "15"},
    {"no": "2", "title": "Clauses", "outcomes": ["LO2", "LO3"], "hours": "15"},
]
ASSESSMENTS = [
    {"code": "A1", "name": "Case", "type": "case", "outcomes": ["LO1", "LO2"], "weight": "50"},
    {"code": "A2", "name": "Project", "type": "project", "outcomes": ["LO3"], "weight": "50"},
]


def set_up(desk: Desk, code: str = "MC-1") -> None:
    """Enter people and programme, and create the card with its team."""
    desk.execute(do.AddFaculty(code="LAW", name_en="Law", name_id="Hukum"))
    desk.execute(do.AddProgramme(code="LAW", name_en="Law", name_id="Hukum", faculty="LAW"))
    for role, name in PEOPLE.items():
        if role != "ctl":
            held = [] if role in ("hsp", "dean") else [role]
            desk.execute(do.AddPerson(name=name, roles=held))
    desk.execute(do.AppointOffice(person="HSP-LAW", role="hsp", programme="LAW"))
    desk.execute(do.AppointOffice(person="DEAN-LAW", role="dean", faculty="LAW"))
    create(desk, code)


def create(desk: Desk, code: str) -> None:
    """Create a card with its team."""
    desk.execute(
        do.CreateCard(
            title_en=f"Drafting Digital Contracts {code}",
            title_id=f"Penyusunan Kontrak Digital {code}",
            short_title=f"Contracts {code}",
            programme="LAW",
            lead="SME-03",
            designer="ID-02",
            code=code,
        )
    )
    for role in ("gd", "dcs", "rev"):
        desk.execute(do.JoinTeam(card=code, person=PEOPLE[role], role=role))


class Walker:
    """Fills, freezes, signs and moves one card."""

    def __init__(self, desk: Desk, code: str = "MC-1") -> None:
        self.desk = desk
        self.code = code

    def fill(self, kind: str, values: dict[str, Any] | None = None, **rows: Any) -> None:
        self.desk.execute(
            do.FillForm(form=f"{self.code}/{kind}", values=values or {}, rows=rows, replace=True)
        )

    def freeze(self, kind: str) -> None:
        self.desk.execute(do.FreezeForm(form=f"{self.code}/{kind}"))

    def sign(self, kind: str, *roles: str) -> None:
        """Record decisions on paper: `hsp`, or `sme:accept`."""
        for entry in roles:
            role, _, said = entry.partition(":")
            decision: Any = said or "approve"
            self.desk.execute(
                do.SignForm(
                    form=f"{self.code}/{kind}",
                    role=role,
                    person=PEOPLE[role],
                    decision=decision,
                    medium="paper",
                    scan_owed=True,
                )
            )

    def move(self, to: str, reason: str = "") -> None:
        self.desk.execute(do.MoveCard(card=self.code, to=to, reason=reason))

    def day(self, ahead: int) -> str:
        return (self.desk.today + timedelta(days=ahead)).isoformat()

    # --- the stages ----------------------------------------------------------------------

    def assignment(self) -> None:
        self.fill("R1", {"topic": "Digital contract law", "reason": "plh"})
        self.freeze("R1")
        self.sign("R1", "hsp", "sme:accept")
        self.move("discussion")

    def discussion(self) -> None:
        self.fill("R2", {"present": ["SME-03", "ID-02"], "verdict": "agreed"})
        self.freeze("R2")
        self.sign("R2", "sme", "id")
        self.move("proposal")

    def fill_proposal(self) -> None:
        values = {
            "p10": "Drafters lack clauses for electronic contracts. " * 8, "p15": ["professionals"],
            "p31": "online", "p45": "own", "p45.statement": True, "p47": "Catalogue text",
            "p48": self.day(300),
        }  # fmt: skip
        hours = [{"kind": "video", "hours": "10"}, {"kind": "practice", "hours": "20"}]
        self.fill("F2", values, p20=OUTCOMES, p28=hours, p35=MODULES, p37=ASSESSMENTS)

    def proposal(self) -> None:
        self.fill_proposal()
        self.freeze("F2")
        self.sign("F2", "sme", "dean", "hsp")
        self.move("timeline")

    def timeline(self) -> None:
        self.desk.execute(do.PlanTimeline(form=f"{self.code}/F3"))
        self.freeze("F3")
        self.sign("F3", "sme", "id", "hsp", "dean")
        self.move("baseline")

    def baseline(self) -> None:
        self.fill("F4", {"semester": "odd", "year": "2026/2027"})
        self.freeze("F4")
        self.sign("F4", "ctl:verify")
        self.move("components")

    def components(self) -> None:
        self.freeze("F5")
        self.sign("F5", *(f"{role}:acknowledge" for role in ("sme", "gd", "dcs", "hsp", "ctl")))
        self.move("approval")

    def supply_late_fields(self) -> None:
        """Fill what the proposal was allowed to leave for stage 7."""
        evidence = [{"kind": "survey", "source": "s", "date": self.day(-30), "finding": "f"}]
        team = [{"role": role, "person": PEOPLE[role]} for role in ("sme", "id", "gd")]
        values = {"p14": "none", "p24": ["badge"], "p30": "5", "p33": ["english"], "p34": "moodle"}
        self.fill("F2", values, p11=evidence, p41=team)

    def approval(self) -> None:
        items = {f"a2.{number:02d}": "yes" for number in range(1, 29)}
        self.fill("F6", {**items, "a4": self.day(7)})
        self.freeze("F6")
        self.sign("F6", "ctl:verify", "hsp", "dean")
        self.supply_late_fields()
        self.move("design")

    def design(self) -> None:
        outcomes = [{"code": "1.1", "statement": "State a term", "outcomes": ["LO1"]}]
        self.fill("F7", {"d3": "Aligned by table."}, d7=outcomes)
        self.freeze("F7")
        self.sign("F7", "id", "sme")
        self.move("development")

    def hand_in(self) -> None:
        """Set every component to "in review"."""
        outline = self.desk.outline(self.code)
        form_id = next(line.form_id for line in outline.forms if line.kind == "F5")
        rows = self.desk.form(form_id).content.rows["c1"]
        self.desk.execute_together(
            do.SetCell(form=form_id, field="c1", row=row.id, column="status", new="in_review")
            for row in rows
        )

    def development(self) -> None:
        self.hand_in()
        self.move("reexamination")

    def reexamine(self, verdict: str) -> None:
        finding = {"component": "RM1", "place": "p. 2", "finding": "typo", "must_fix": "yes",
                   "owner": PEOPLE["gd"], "kind": "content", "effort": "minor"}  # fmt: skip
        rows = {"findings": [finding]} if verdict == "not_aligned" else {}
        self.fill("R10", {"verdict": verdict}, **rows)
        self.freeze("R10")
        self.sign("R10", "sme")

    def build(self, mode: str, number: str) -> None:
        tests = {f"tests.{number:02d}": "yes" for number in range(1, 11)}
        self.fill("R11", {"mode": mode, "build": number, "lms": "moodle", "course": "C1",
                          "link": "https://lms.example/c1", **tests})  # fmt: skip
        self.freeze("R11")
        self.sign("R11", "id")

    def judge(self, result: str = "") -> None:
        """Let the assessor sign F9; its result is left to CTL, or CTL signs it, too."""
        reason = {"result.note": "much is missing"} if result == "not_eligible" else {}
        said = {"result": result, **reason} if result else {}
        self.fill("F9", {"report": "Judged.", **said})
        self.freeze("F9")
        self.sign("F9", "rev", *(["ctl"] if result else []))

    def fill_confirmation(self) -> None:
        items = {f"k3.{number:02d}": "yes" for number in range(1, 13)}
        place = {"k1.place": "Tangerang", "k1.date": self.day(0), "k7": True}
        self.fill("F8", {**items, **place})

    def confirm(self, result: str = "eligible") -> None:
        self.fill_confirmation()
        self.freeze("F8")
        self.sign("F8", "sme", "id", "gd", "dcs", "hsp:acknowledge", "ctl:accept")
        self.judge(result)

    def open_class(self) -> None:
        self.fill("R13", {"decision": "open", "class_name": "C1", "dates.start": self.day(10),
                          "dates.end": self.day(60)})  # fmt: skip
        self.freeze("R13")
        self.sign("R13", "ctl", "id:acknowledge")
        self.move("completion")

    def complete(self) -> None:
        self.fill("R14", {"lessons": "Begin with the scripts.", "review_date": self.day(400)})
        self.freeze("R14")
        self.sign("R14", "ctl")
        self.desk.execute(do.CompleteCard(card=self.code))

    # --- the stages that may be gone through again: straight --------------------------------

    def reexamination(self) -> None:
        self.reexamine("aligned")
        self.move("master_course")

    def master_course(self) -> None:
        self.build("first", "1")
        self.move("confirmation")

    def confirmation(self) -> None:
        self.confirm()
        self.move("opening")

    def opening(self) -> None:
        self.open_class()

    def to(self, stage: str, since: str = STAGES[0]) -> None:
        """Walk from stage 1, or from where it stands, straight to `stage`."""
        for name in STAGES[STAGES.index(since) : STAGES.index(stage)]:
            getattr(self, name)()
