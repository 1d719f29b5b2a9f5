"""Cases about what stands in forms: filled, frozen, opened again, remarked upon, removed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from mcdesk.application.seals import mark_of, mark_of_decision
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import form_id, natural_id, value_id
from mcdesk.procedure.records import (
    Assignment,
    Comment,
    Form,
    FormRow,
    FormValue,
    Redaction,
    Revision,
    changed,
)
from tests.sync.case import CONTENT, DONE, FORGED, IDLE, NOWHERE, RULES, Given, case
from tests.sync.cases import SCAN
from tests.sync.house import House
from tests.walk import ASSESSMENTS, OUTCOMES

CTL, LEAD, ID, SME = "CTL-01", "LEAD-2", "ID-02", "SME-03"
UNHEARD = "who had not heard of the sign-offs yet had no reason to give"
DIVIDED = (
    (ID, do.FillUsualRows(form="MC-7/F7", field="d5")),
    (ID, do.ChooseSigning(form="MC-7/F7")),
    (ID, do.FreezeForm(form="MC-7/F7:course")),
)
LEFT_OUT = (
    (
        ID,
        do.FillForm(
            form="MC-7/F7",
            replace=True,
            rows={
                "d5": OUTCOMES[:1],
                "d13": [{**ASSESSMENTS[0], "outcomes": ["LO1"], "weight": "100"}],
            },
        ),
    ),
)
PUT_BACK = (
    (ID, do.FreezeForm(form="MC-7/F7")), (ID, do.ChangeForm(form="MC-7/F7")),
    (ID, do.FillForm(form="MC-7/F7", rows={"d5": OUTCOMES, "d13": ASSESSMENTS}, replace=True)),
)  # fmt: skip
LIVING = {"field": "c1", "row": "1", "column": "status", "new": "in_review"}


def squat(house: House, subject: str = "letter", id_: str = "") -> Form:
    """Return the timeline of a signed proposal, under another id than a program gives it."""
    card = house.id("MC-3")
    return Form(id=id_ or form_id(subject, card, "F3"), kind="F3", subject_kind=subject,
                subject_id=card, card_id=card, opened_on="2026-11-23")  # fmt: skip


def elsewhere(house: House, **place: str) -> list:
    """Return a value of the frozen proposal, taken to another place."""
    return house.becoming(FormValue, value_id(house.id("MC-1/F2"), "p10"), **place)


def covering(house: House, letter: str, card: str, *, deleted: bool = False) -> Assignment:
    """Return that a letter covers a micro-credential, and nothing of what else comes along."""
    form, other = house.id(letter), house.id(card)
    id_ = natural_id("assignment", form, other)
    return Assignment(id=id_, form_id=form, card_id=other, deleted=deleted)


def superseding(house: House, of: str) -> list:
    """Return that a form is put aside, as the letter is that another one replaces."""
    card = of.partition("/")[0]
    covered = covering(house, "MC-2/R1", card)
    return [(None, covered), *house.becoming(Form, of, superseded=True)]


def last(kind: str) -> Given:
    """Return that the last event of a kind is taken back."""

    def made(house: House) -> do.UndoEvent:
        with house.desk.store.read() as reader:
            lines = reader.journal(kinds=(kind,), limit=1)
        return do.UndoEvent(of=str(lines[0]["id"]) if lines else "")

    return made


ALONE = ((CTL, do.CreateCard(title_en="New", programme="LAW", code="MC-NEW")),
         (CTL, do.CoverCard(form="MC-2/R1", card="MC-NEW")))  # fmt: skip
RETITLED = (ALONE[0], (CTL, do.ChangeCard(card="MC-NEW", title_en="Other")),
            (CTL, last("CardChanged")))  # fmt: skip
FROZEN_LETTER = "a letter that is frozen covers what it covers"
FREEZES = (ID, do.FreezeForm(form="MC-2/R1"))


def frozen(house: House, **odd: object) -> list:
    """Return that a proposal which was opened again is frozen as no program does it."""
    return house.becoming(Form, "MC-1/F2", **odd)


def fallen_anew(house: House) -> list:
    """Return that a proposal which was opened is frozen anew as it was, and its decisions fell."""
    with house.desk.store.read() as reader:
        form = reader.find(Form, house.id("MC-1/F2"))
        version = reader.find(Revision, form.basis_id)
    me = {"frozen_by": house.people[ID], "frozen_at": f"{house.desk.today}T09:00:00Z",
          "frozen_on": house.desk.today.isoformat()}  # fmt: skip
    again = changed(version, id="again", version=version.version + 1, **me)
    return [
        (None, again),
        (
            form,
            changed(
                form,
                revision_id="again",
                basis_id="again",
                version=again.version,
                fallen_version=form.version,
            ),
        ),
    ]


OPENED = (
    case(SME, do.OpenForm(card="MC-1", form="R1", scope="2"), "no_scope"),
    case(SME, do.OpenForm(card="MC-1", form="R2", scope="2")),
    case(SME, do.OpenForm(card="MC-1", form="F99"), "unknown_form", unsent=NOWHERE),
    case(ID, do.OpenForm(card="MC-GONE", form="F4"), "cancelled"),
    case(ID, do.OpenForm(card="MC-DONE", form="F4"), "completed"),
    case(ID, do.OpenForm(card="MC-HOLD", form="F4")),
    case(CTL, do.CoverCard(form="MC-4/F2", card="MC-6"), "not_letter", forged=lambda h: [
        (None, Assignment(id="a", form_id=h.id("MC-4/F2"), card_id=h.id("MC-6")))]),
    case(CTL, do.CoverCard(form="MC-1/R1", card="MC-6"), "frozen", says=FROZEN_LETTER),
    case(CTL, do.CoverCard(form="MC-1/R1", card="MC-6"), FORGED, forged=lambda h: [
        (None, covering(h, "MC-1/R1", "MC-6"))], says=FROZEN_LETTER),
    case(CTL, do.CoverCard(form="MC-2/R1", card="MC-6"), FORGED, given=(
        (CTL, do.CoverCard(form="MC-2/R1", card="MC-6")), (ID, do.FreezeForm(form="MC-2/R1"))),
         forged=lambda h: [(replace(covering(h, "MC-2/R1", "MC-6"), row_version=1),
                            covering(h, "MC-2/R1", "MC-6", deleted=True))],
         says=FROZEN_LETTER),
    *(case(CTL, do.CoverCard(form="MC-2/R1", card="MC-3"), FORGED,
           says="only the letter that another one replaces is put aside",
           forged=partial(superseding, of=of)) for of in ("MC-3/F2", "MC-3/R1", "MC-7/F7")),
    case(CTL, last("CardCovered"), given=ALONE),
    case(CTL, last("CardCovered"), "frozen", given=(*ALONE, FREEZES), says=FROZEN_LETTER),
    case(CTL, last("EventUndone"), given=(*ALONE, (CTL, last("CardCovered")))),
    case(CTL, last("EventUndone"), "frozen", given=(*ALONE, (CTL, last("CardCovered")), FREEZES),
         says=FROZEN_LETTER),
    case(CTL, last("CardCreated"), given=ALONE[:1]),
    case(CTL, last("CardCreated"), given=RETITLED),
    case(CTL, last("CardCreated"), given=(*RETITLED, (CTL, last("CardCreated")),
                                          (CTL, last("EventUndone")))),
    case(CTL, last("CardCreated"), "changed_since", says="others have built upon it since",
         given=(*ALONE[:1], (SME, do.AttachFile(card="MC-NEW", name="s", size=5, digest=SCAN)))),
    case(ID, do.CoverCard(form="MC-2/R1", card="MC-MED"), "no_right"),
    case("ID-MED", do.CoverCard(form="MC-2/R1", card="MC-MED"), "no_right"),
    case(CTL, do.CoverCard(form="MC-2/R1", card="MC-MED")),
)  # fmt: skip


def squatting(house: House) -> do.AddRow:
    """Return a row under the id that a row of another form will have when that is opened."""
    coming = form_id("card", house.id("MC-3"), "F3")
    return do.AddRow(form="MC-5/F3", field="t3", id=natural_id("row", coming, "t3", "assignment"))


PLACES = (
    case(CTL, do.MoveCard(card="MC-3", to="timeline"), given=((SME, squatting),)),
    case(SME, do.FillForm(form="MC-4/F2"), FORGED, forged=lambda h: [
        (None, FormValue(id="v", form_id=h.id("MC-4/F2"), path="p10", value='"Shadow"'))]),
    case(SME, do.FillForm(form="MC-4/F2"), FORGED, forged=lambda h: [(None, FormValue(
        id=value_id(h.id("MC-2/R1"), "p11"), form_id=h.id("MC-4/F2"), path="p11", value='"x"'))]),
    case(SME, do.FillForm(form="MC-4/F2"), FORGED,
         forged=lambda h: elsewhere(h, form_id=h.id("MC-4/F2"), path="zz")),
    case(SME, do.FillForm(form="MC-1/F2"), FORGED,
         forged=lambda h: elsewhere(h, path="zz")),
    case(SME, do.OpenForm(card="MC-3", form="F3"), FORGED,
         forged=lambda h: [(None, squat(h, "card", "f"))]),
    case(SME, do.OpenForm(card="MC-3", form="F3"), FORGED,
         forged=lambda h: [(None, squat(h))]),
    case(SME, do.OpenForm(card="MC-3", form="F3")),
)  # fmt: skip
FROZEN = (
    case(SME, do.SetValue(form="MC-4/F2", path="p10", new={"a": 1}), "wrong_kind"),
    case(SME, do.SetValue(form="MC-4/F2", path="p10", new=["a", "b"]), "wrong_kind"),
    case(SME, do.SetValue(form="MC-4/F2", path="p23", new=[{"a": 1}]), "wrong_kind"),
    case(SME, do.SetValue(form="MC-4/F2", path="p23", new=["tax", "audit"])),
    case(SME, do.FillForm(form="MC-4/F2", values={"p47": {"a": 1}}), "wrong_kind"),
    case(SME, do.AddRow(form="MC-4/F2", field="p20", cells={"code": ["a"]}), "wrong_kind"),
    case(SME, do.AddRow(form="MC-4/F2", field="p20", id="../../x"), "bad_id",
         says="this cannot be an id"),
    case(SME, do.SetCell(form="MC-4/F2", field="p35", row="1", column="title", new={"a": 1}),
         "wrong_kind", given=((SME, do.AddRow(form="MC-4/F2", field="p35")),)),
    case(SME, do.SetValue(form="MC-4/F2", path="p30", new=2**53 - 1)),
    case(SME, do.SetValue(form="MC-4/F2", path="p30", new=2**53)),
    case(SME, do.SetCell(form="MC-4/F2", field="p35", row="1", column="hours", new=-(2**64)),
         given=((SME, do.AddRow(form="MC-4/F2", field="p35", cells={"hours": 2**99})),)),
    case(SME, do.SetValue(form="MC-1/F2", path="p10", new="Other."), "frozen"),
    case(SME, do.SetValue(form="MC-1/F2", path="p14", new="none")),
    case(SME, do.AddRow(form="MC-1/F2", field="p20", cells={"code": "LO4"}), "frozen"),
    case(SME, do.AddRow(form="MC-1/F2", field="p11", cells={"source": "s"})),
    case(SME, do.AddRow(form="MC-4/F2", field="p20"), FORGED, forged=lambda h: [
        (None, FormRow(id="r", form_id=h.id("MC-4/F2"), field="p20", rank="!!é"))]),
    case(SME, do.SetCell(form="MC-1/F2", field="p20", row="1", column="code", new="X"), "frozen"),
    case(SME, do.MoveRow(form="MC-1/F2", field="p20", row="1", after="2"), "frozen"),
    case(SME, do.RemoveRow(form="MC-1/F2", field="p20", row="1"), "frozen"),
    case(SME, do.FillForm(form="MC-1/F2", values={"p10": "Other."}), "frozen"),
    case(SME, do.FillForm(form="MC-1/F2", rows={"p20": []}, replace=True), "frozen"),
    case(SME, do.TakeFromForm(form="MC-8/F7", source="MC-7/F7", overwrite=["*"]), "frozen"),
    case(ID, do.PlanTimeline(form="MC-8/F3"), "frozen", unsent=IDLE),
    case(ID, do.FillUsualRows(form="MC-8/F5", field="c1"), "frozen", unsent=IDLE),
    case("GD-01", do.SetCell(form="MC-8/F5", **LIVING)),
    case(ID, do.SetCell(form="MC-8/F5", **{**LIVING, "column": "component", "new": "X"}),
         "frozen"),
    case("GD-01", do.SetCell(form="MC-8/F5", **LIVING),
         given=((CTL, do.HoldCard(card="MC-8", reason="r")),)),
)  # fmt: skip
ENDED = (
    case(ID, do.SetValue(form="MC-GONE/R1", path="topic", new="x"), "cancelled"),
    case(ID, do.SetValue(form="MC-DONE/R14", path="lessons", new="x"), "completed"),
    case(ID, do.SetValue(form="MC-LAST/F4", path="year", new="2026/2027"), "completed", given=(
        (ID, do.OpenForm(card="MC-LAST", form="F4")), (CTL, do.CompleteCard(card="MC-LAST")))),
    case(ID, do.AddRow(form="MC-GONE/R1", field="assignees", cells={}), "cancelled"),
    case(ID, do.SetValue(form="MC-GONE/R1", path="topic", new="x"),
         given=((LEAD, do.ReopenCard(card="MC-GONE", reason="r")),)),
    case(ID, do.FreezeForm(form="MC-GONE/R1"), "cancelled"),
    case(ID, do.ChangeForm(form="MC-DONE/R14", reason="r"), "completed"),
    case(CTL, do.ChangeForm(form="MC-1/F2", reason="r"), "cancelled",
         given=((CTL, do.CancelCard(card="MC-1", reason="r")),)),
    case(SME, do.SetCell(form="MC-8/F5", **LIVING), "cancelled",
         given=((CTL, do.CancelCard(card="MC-8", reason="r")),)),
    case(ID, do.ChooseSigning(form="MC-7/F7"), "cancelled",
         given=((CTL, do.CancelCard(card="MC-7", reason="r")),)),
    case(LEAD, do.AdoptDefinitions(card="MC-GONE"), "cancelled"),
    case(SME, do.WriteComment(form="MC-GONE/R1", path="topic", text="Why?")),
    case(CTL, do.AttachFile(card="MC-DONE", name="c.pdf", size=5, digest=SCAN)),
)  # fmt: skip
FREEZING = (
    case(SME, do.SetValue(form="MC-4/F2", path="p99", new="x"), "unknown_field", unsent=NOWHERE),
    case(SME, do.SetValue(form="MC-4/F2", path="p10", new="Meanwhile.", base="Never."),
         "collision", unsent=RULES),
    case(ID, do.PlanTimeline(form="MC-4/F2"), "unknown_field", unsent=NOWHERE),
    case(ID, do.FillUsualRows(form="MC-7/F7", field="d4"), "usual_rows_stand", unsent=IDLE),
    case(ID, do.FillUsualRows(form="MC-7/F7", field="d11"), "no_usual_rows", unsent=NOWHERE),
    case(SME, do.FreezeForm(form="MC-1/F2"), "is_frozen", unsent=IDLE),
    case(SME, do.FreezeForm(form="MC-6/R1"), "incomplete", taken=RULES),
    case(SME, do.FreezeForm(form="MC-5/F3"), "incomplete", taken=RULES),
    case(ID, do.FreezeForm(form="MC-4/F2")),
    case(ID, do.FreezeForm(form="MC-4/F2", number="CTL/1")),
    case(ID, do.FreezeForm(form="MC-4/F2", number="9" * 81), "bad_number"),
    case(ID, do.FreezeForm(form="MC-4/F2", extra_signers=[{"role": "hc", "act": "Reads"}])),
    case(ID, do.FreezeForm(form="MC-7/F7"), given=LEFT_OUT),
    case(ID, do.FreezeForm(form="MC-7/F7"), given=(*LEFT_OUT, *PUT_BACK)),
    case(ID, do.FreezeForm(form="MC-7/F7"), FORGED, given=LEFT_OUT, says="in one.s own name",
         forged=lambda h: [(None, Comment(
             id="told", form_id=h.id("MC-7/F7"), card_id=h.id("MC-7"), path="d5", text="Mine.",
             author=h.people[SME], at=f"{h.desk.today}T09:00:00Z"))]),
    case(ID, do.FreezeForm(form="MC-7/F7"), FORGED, says="FormFrozen does not change this",
         forged=lambda h: h.becoming(Comment, "remark", text="Another one.")),
    case(ID, do.FreezeForm(form="MC-7/F7"), "by_module", given=DIVIDED[:2]),
    *(case(ID, do.FreezeForm(form="MC-1/F2"), FORGED, says=says, forged=partial(frozen, **odd),
           given=((ID, do.ChangeForm(form="MC-1/F2", reason="r")),)) for odd, says in (
        ({"number": "X/1"}, "a number that was given stays"),
        ({"version": 7}, "a form is frozen by freezing it"),
        ({"basis_id": "x"}, "a form is frozen by freezing it"))),
    case(ID, do.FreezeForm(form="MC-1/F2"), FORGED, forged=fallen_anew,
         says="decisions fall with wrong figures, and these are the same",
         given=((ID, do.ChangeForm(form="MC-1/F2", reason="r")),)),
    case(ID, do.ChooseSigning(form="MC-8/F2"), FORGED, says="what fell does not stand up again",
         given=((CTL, do.MoveCard(card="MC-8", to="assignment", reason="r")),),
         forged=lambda h: h.becoming(Form, "MC-8/F2", fallen_version=0)),
    case(ID, do.FreezeForm(form="MC-7/F7:M1"), given=DIVIDED),
    case(ID, do.ChangeForm(form="MC-7/F7:course", reason="r"), given=DIVIDED),
    case(ID, do.ChangeForm(form="MC-4/F2", reason="r"), "not_frozen", unsent=IDLE),
    case(ID, do.ChooseSigning(form="MC-8/F7"), "frozen",
         says="a part is one of a form that is there, and not frozen as a whole"),
    case(ID, do.ChooseSigning(form="MC-4/F2"), "no_modules", taken=RULES),
    case(ID, do.ChooseSigning(form="MC-7/F7", by_module=False), given=DIVIDED[:2]),
    case(ID, do.ChooseSigning(form="MC-7/F7", by_module=False), "part_frozen", given=DIVIDED),
    case(ID, do.SetValue(form="MC-7/F7", path="d3", new="Other."), "frozen", given=DIVIDED),
    case(ID, do.SetCell(form="MC-7/F7", field="d7", row="1", column="statement", new="Other."),
         "frozen", given=(*DIVIDED, (ID, do.FreezeForm(form="MC-7/F7:M1")))),
    case(ID, do.SetCell(form="MC-7/F7", field="d7", row="1", column="statement", new="Other."),
         given=DIVIDED),
    case(ID, do.FillUsualRows(form="MC-7/F7", field="d4"), "frozen", given=(
        DIVIDED[0], (ID, do.RemoveRow(form="MC-7/F7", field="d4", row="1")), *DIVIDED[1:])),
    case(ID, do.AddRow(form="MC-7/F7", field="d4", cells={"trait": "job"}), "frozen",
         given=DIVIDED),
    case(ID, do.AddRow(form="MC-7/F7", field="d7", cells={"code": "1.2"}), given=DIVIDED),
    case(ID, do.MoveRow(form="MC-7/F7", field="d6", row="2", after="^"), "frozen", given=DIVIDED),
    case(ID, do.MoveRow(form="MC-7/F7", field="d6", row="2", after="^"), given=DIVIDED[:2]),
    case(ID, do.AddRow(form="MC-7/F7", field="d6", cells={"no": "9", "hours": "0"}), "frozen",
         given=DIVIDED),
    case(SME, do.ChangeForm(form="MC-9/F2"), "reason", taken=UNHEARD),
    case(SME, do.ChangeForm(form="MC-9/F2", reason="  "), "reason", taken=UNHEARD),
    case(SME, do.ChangeForm(form="MC-9/F2", reason="r")),
    case(ID, do.ChangeForm(form="MC-1/F2")),
    case(ID, do.FreezeForm(form="MC-1/F2"), given=((ID, do.ChangeForm(form="MC-1/F2")),)),
    case(ID, do.FreezeForm(form="MC-1/F2"), given=(
        (ID, do.ChangeForm(form="MC-1/F2", reason="r")),
        (SME, do.SetValue(form="MC-1/F2", path="p10", new="Other.")))),
    case(LEAD, do.AdoptDefinitions(card="MC-1", forms=["F99"]), "no_kind", unsent=NOWHERE),
)  # fmt: skip


def removed_title(house: House) -> list:
    """Return a removal of a micro-credential's title."""
    words, day = "[Removed on 23 Nov 2026: r · Dihapus pada 23 Nov 2026]", "2026-11-23"
    made = Redaction(
        id="r", subject_table="card", subject_id=house.id("MC-1"), name="title_en", reason="r",
        words=words, removed_on=day, removed_by=house.id(LEAD),
    )  # fmt: skip
    return [(None, made)]


def removed_author(house: House) -> list:
    """Return a removal of who wrote a remark."""
    (_old, made), id_ = removed_title(house)[0], house.id("remark")
    return [(None, changed(made, subject_table="comment", subject_id=id_, name="author",
                           path=f"/{id_}/author"))]  # fmt: skip


def removed_days(house: House) -> list:
    """Return a removal of until when somebody was away."""
    ((_old, made),) = removed_title(house)
    return [(None, changed(made, subject_table="absence", subject_id="absence", name="until"))]


def removed_anew(house: House) -> list:
    """Return that a removal of a file has another reason than it had."""
    with house.desk.store.read() as reader:
        (made,) = reader.select(Redaction, subject_id="file")
    return [(made, changed(made, reason="Other"))]


SIGNED = (ID, do.SignForm(form="MC-9/F2", role="dean", person="DEAN-LAW", medium="paper",
                          scan_owed=True, id="own"))  # fmt: skip


def as_sealed(*decisions: str, version: int = 1, form: str = "MC-9/F2", place: str = "dean"):
    """Return the attaching of a PDF whose note says that it was sealed for these decisions."""

    def made(house: House) -> do.Command:
        with house.desk.store.read() as reader:
            (kept,) = reader.select(Revision, form_id=house.id("MC-9/F2"))
        marks = ".".join(map(mark_of_decision, decisions))
        note = f"{mark_of(version, kept.digest)} {place} {marks}".rstrip()
        return do.AttachFile(card=form.split("/")[0], form=form, name="s", size=5, digest=SCAN,
                             purpose="sealed", note=note)  # fmt: skip

    return made


ROW = ((SME, do.AddRow(form="MC-4/F2", field="p20", id="row-4")),)
REMARKS = (
    case("DEAN-LAW", as_sealed("own"), given=(SIGNED,)),
    case("DEAN-LAW", as_sealed(), "not_sealed_here", given=(SIGNED,)),
    case("DEAN-LAW", as_sealed("none"), "not_sealed_here", given=(SIGNED,)),
    case("DEAN-LAW", as_sealed("none", "own"), "not_sealed_here", given=(SIGNED,)),
    case("DEAN-LAW", as_sealed("own", version=2), given=(SIGNED,)),
    case("DEAN-LAW", as_sealed("own", version=0), "not_sealed_here", given=(SIGNED,)),
    case(ID, as_sealed("own"), "not_sealed_here", given=(SIGNED,)),
    case(ID, as_sealed("own", place="de²n"), given=(SIGNED,)),
    case(SME, do.WriteComment(form="MC-1/F2", path="p10", text=" "), "empty", taken=CONTENT),
    case(SME, do.WriteComment(form="MC-1/F2", path="p20", text="Which?")),
    case(SME, do.WriteComment(form="MC-1/F2", path="p99", text="Where?"), "unknown_field"),
    case(SME, do.WriteComment(form="MC-1/F2", path="", text="Where?"), "unknown_field"),
    case(SME, do.WriteComment(form="MC-1/F2", path="p20/none/code", text="Where?"), "unknown_row"),
    case(SME, do.WriteComment(form="MC-1/F2", path="p20/none", text="Where?"), "unknown_row"),
    *(case(SME, do.WriteComment(form=f"{card}/F2", path=path, text="Where?"), answer, given=ROW)
      for card, path, answer in (
          ("MC-4", "p20/row-4", DONE), ("MC-4", "p20/row-4/code", DONE), ("MC-1", "p43.note", DONE),
          ("MC-4", "p20/made:1/code", DONE), ("MC-1", "p20/row-4", "unknown_row"),
          ("MC-4", "p35/row-4", "unknown_row"), ("MC-4", "p20/row-4/nought", "unknown_field"),
          ("MC-4", "p10/row-4/code", "unknown_field"), ("MC-4", "p20.nought", "unknown_field"),
          ("MC-4", "p10.note", "unknown_field"))),
    case(CTL, do.WriteComment(form="MC-10/F9", path="e3.A1.note", text="Why?")),
    case(CTL, do.WriteComment(form="MC-10/F9", path="e3.nought", text="Why?"), "unknown_field"),
    case(SME, do.CloseComment(comment="none"), "unknown", unsent=NOWHERE),
    case(SME, lambda h: do.CloseComment(comment=h.id("remark")), FORGED,
         forged=lambda h: h.becoming(Comment, "remark", text="Never said.")),
    case("READER", lambda h: do.CloseComment(comment=h.id("remark"), done=False),
         given=((SME, lambda h: do.CloseComment(comment=h.id("remark"))),)),
    case(SME, do.AttachFile(card="MC-1", name="", size=5, digest=SCAN), "no_name", taken=CONTENT),
    case(SME, do.AttachFile(card="MC-1", name="x", size=5, digest="zz"), "bad_digest"),
    case(SME, do.AttachFile(card="MC-1", name="x", size=5, digest="zz", link="https://uph.edu"),
         "bad_digest"),
    case(SME, do.AttachFile(card="MC-1", name="x", size=-1, digest=SCAN), "bad_size",
         taken=CONTENT),
    case(SME, do.AttachFile(card="MC-1", name="x", size=0, digest="", link="javascript:x"),
         "bad_link"),
    case(SME, do.AttachFile(card="MC-1", name="x", size=0, digest="", link="https://lms.example")),
    case("DEAN-LAW", do.AttachFile(card="MC-3", form="MC-3/F2", name="s", size=5, digest=SCAN,
                                   purpose="scan")),
    case("READER", do.AttachFile(card="MC-3", form="MC-3/F2", name="s", size=5, digest=SCAN,
                                 purpose="scan")),
    case(ID, do.RemoveFile(file="original"), "in_use"),
    case(ID, do.RemoveFile(file="scan"), "unknown_card", unsent=NOWHERE),
    case(SME, do.KeepScan(name="", size=5, digest=SCAN), "no_name", unsent=IDLE),
    case(SME, do.SettleScan(file="file", reason="r"), "not_unfiled"),
    case(SME, do.SettleScan(file="scan", reason=""), "reason"),
    case(LEAD, do.RemoveContent(file="file", reason=""), "reason"),
    case(LEAD, do.RemoveContent(reason="r"), "what", unsent=NOWHERE),
    case(LEAD, do.RemoveContent(person="READER", field="name", reason="r"), "field"),
    case(LEAD, do.RemoveContent(person="READER", field="email", reason="r"), "empty",
         taken=CONTENT),
    case(LEAD, do.RemoveContent(form="MC-1/F2", path="p16", reason="r"), "empty",
         unsent=NOWHERE),
    case(LEAD, do.RemoveContent(person="SME-03", field="number", reason="r")),
    case(LEAD, do.RemoveContent(comment="none", reason="r"), "unknown", unsent=NOWHERE),
    case(LEAD, do.RemoveContent(absence="none", reason="r"), "unknown", unsent=NOWHERE),
    case(LEAD, do.RemoveContent(absence="absence", reason="r")),
    case("CTL-02", do.RemoveContent(absence="absence", reason="r"), "no_right"),
    case(LEAD, do.RemoveContent(absence="absence", reason="r"), FORGED, forged=removed_days,
         says="a removal names a place that is there"),
    case(LEAD, lambda h: do.RemoveContent(comment=h.id("remark"), reason="r")),
    case("CTL-02", lambda h: do.RemoveContent(comment=h.id("remark"), reason="r"), "no_right"),
    case(LEAD, do.RemoveContent(file="file", reason="r"), FORGED, forged=removed_author,
         says="a removal names a place that is there"),
    case("CTL-02", do.RemoveContent(person="SME-03", field="number", reason="r"), "no_right"),
    case(LEAD, do.RemoveContent(file="file", reason="r"), FORGED, forged=removed_title,
         says="nothing of card is removed"),
    case(LEAD, do.RemoveContent(file="file", reason="r"), FORGED, forged=removed_anew,
         says="a removal is never altered",
         given=((LEAD, do.RemoveContent(file="file", reason="r")),)),
)  # fmt: skip
FORMS = (*OPENED, *PLACES, *FROZEN, *ENDED, *FREEZING, *REMARKS)
