"""Cases about the sheets of a form: begun, removed, and what an assessor says on one."""

from __future__ import annotations

from functools import partial

from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import form_id, value_id
from mcdesk.procedure.records import Form, FormRow, FormValue, changed
from tests.sync.case import FORGED, Given, case
from tests.sync.cases_forms import last
from tests.sync.house import House
from tests.sync.refusals import SAID

CTL, ID, SME, REV, OTHER = "CTL-01", "ID-02", "SME-03", "REV-01", "REV-02"
F9, SECOND, DRAFT = "MC-1/F9", "MC-6/R2", "MC-4/F2"
SCORED = do.SetValue(form=F9, path="e3.A1", new="4")
FOUND = do.AddRow(form=F9, field="e6", cells={"item": "A1", "what": "Mend it"})
BEGUN: tuple[tuple[str, Given], ...] = ((CTL, do.OpenForm(card="MC-1", form="F9")),)
NOBODY_S = (*BEGUN, (CTL, do.SetValue(form=F9, path="e1", new=None)))


def named(house: House) -> do.SetValue:
    """Return that the second assessor is named on a sheet."""
    return do.SetValue(form=F9, path="e1", new=house.people[OTHER])


NAMED = (*BEGUN, (CTL, named))


def removed(house: House, of: str, **odd: object) -> list:
    """Return that a form is gone, and what stands in it stays."""
    return house.becoming(Form, of, deleted=True, **odd)


def sheet(house: House) -> str:
    """Return the id of the assessor's sheet that is begun in the cases."""
    return form_id("card", house.id("MC-1"), "F9", "1")


def said(house: House, path: str, value: str, form: str = F9) -> list:
    """Return a value of a form as no program without its rules sends it."""
    at = sheet(house) if form == F9 else house.id(form)
    return [(None, FormValue(id=value_id(at, path), form_id=at, path=path, value=value))]


def finding(house: House) -> list:
    """Return a finding of an assessor's sheet."""
    return [(None, FormRow(id="row", form_id=sheet(house), field="e6", rank="m",
                           cells='{"item":"A1","what":"Mend it"}'))]  # fmt: skip


def column(house: House) -> list:
    """Return a row with a cell in a column that its table does not have."""
    return [(None, FormRow(id="row", form_id=house.id(DRAFT), field="p20", rank="m",
                           cells='{"zzz":"x"}'))]  # fmt: skip


def begun(house: House, kind: str, values: tuple[tuple[str, str], ...] = (), **odd: object) -> list:
    """Return that a second sheet is begun, and what stands in it from the start."""
    card = house.id("MC-1")
    id_ = form_id("card", card, kind, "2")
    made = Form(id=id_, kind=kind, subject_kind="card", subject_id=card, card_id=card, scope="2",
                opened_on="2026-11-23")  # fmt: skip
    told = [each for path, value in values for each in said(house, path, value, id_)]
    return [(None, changed(made, **odd)), *told]


WRITERS = (
    (SME, do.PlanTimeline(form=F9)),
    (ID, do.FillUsualRows(form=F9, field="e6")),
    (SME, do.OpenForm(card="MC-1", form="F9")),
    (ID, do.CoverCard(form=F9, card="MC-1")),
    (ID, do.JoinTeam(card="MC-1", person=SME, role="sme")),
    (ID, do.RecordExternal(card="MC-1", form="F9", number="1", date="2026-11-20", signed_by="x")),
    (ID, do.TakeFromForm(form=F9, source=F9)),
)
"""Kinds of events that change the text of a form, besides those that fill it in."""
SHEETS = (
    case(SME, do.OpenForm(card="MC-1", form="R2", scope="banana"), "no_such_sheet"),
    case(SME, do.OpenForm(card="MC-1", form="R2", scope="-1"), "no_such_sheet"),
    case(SME, do.OpenForm(card="MC-1", form="F9", scope="x y"), "no_such_sheet", given=BEGUN),
    case(SME, do.OpenForm(card="MC-1", form="F9", scope="2"), given=BEGUN),
    case(SME, last("FormOpened"), given=((SME, do.OpenForm(card="MC-1", form="R2", scope="2")),)),
    case(SME, do.RemoveSheet(form="MC-1/R2"), "sheet_stays",
         says="what is frozen is opened before it is changed"),
    case(SME, do.RemoveSheet(form="MC-4/F2"), "one_sheet"),
    case(SME, do.RemoveSheet(form="MC-1/R2:2"),
         given=((SME, do.OpenForm(card="MC-1", form="R2", scope="2")),)),
    case(SME, do.OpenForm(card="MC-6", form="R2"), given=((SME, do.RemoveSheet(form=SECOND)),)),
    case(SME, do.RemoveSheet(form=SECOND), FORGED, forged=lambda h: removed(h, "MC-1/R2"),
         says="only a sheet of several that was never frozen is removed"),
    case(SME, do.RemoveSheet(form=SECOND), FORGED,
         forged=lambda h: removed(h, SECOND, superseded=True),
         says="only a sheet of several that was never frozen is removed"),
    case(SME, do.RemoveSheet(form=SECOND), FORGED, forged=lambda h: removed(h, SECOND, number="9"),
         says="does not change this of form"),
    case(CTL, do.RemoveSheet(form="MC-GONE/R2"), "not_open", unsent="there is none"),
)  # fmt: skip
ASSESSED = (
    *(case(who, command, answer, given=given)
      for command in (SCORED, FOUND, do.FillForm(form=F9, values={"report": "Well made."}))
      for who, answer, given in (
          (SME, "assessor_s", BEGUN), (SME, "assessor_s", NOBODY_S), (ID, "assessor_s", NAMED),
          (REV, "assessor_s", NAMED), (OTHER, "done", NAMED), (REV, "done", NOBODY_S),
          (CTL, "done", NAMED))),
    case(ID, do.SetCell(form=F9, field="e6", row="1", column="closed", new="2026-11-20"),
         given=(*NAMED, (OTHER, FOUND))),
    case(ID, do.SetCell(form=F9, field="e6", row="1", column="what", new="Nothing"), "assessor_s",
         given=(*NAMED, (OTHER, FOUND))),
    case(ID, do.RemoveRow(form=F9, field="e6", row="1"), "assessor_s",
         given=(*NAMED, (OTHER, FOUND))),
    case(ID, do.AddRow(form=F9, field="e7", cells={"learner": "Student"}), given=NAMED),
    case(SME, do.RemoveSheet(form=F9), "assessor_s", given=(*NAMED, (OTHER, SCORED))),
    case(OTHER, do.RemoveSheet(form=F9), given=(*NAMED, (OTHER, SCORED))),
    case(SME, last("ValueSet"), "assessor_s", given=(*NAMED, (OTHER, SCORED))),
    case(OTHER, last("ValueSet"), given=(*NAMED, (OTHER, SCORED))),
    case(CTL, last("ValueSet"), given=(*NAMED, (OTHER, SCORED))),
)  # fmt: skip
UNASKED = (
    *(case(who, command, FORGED, given=NAMED, forged=forged, says=SAID["assessor_s"])
      for who, command in WRITERS
      for forged in (partial(said, path="e3.A1", value='"4"'), finding)),
    *(case(SME, do.OpenForm(card="MC-1", form="F9", scope="2"), FORGED, given=NAMED,
           forged=partial(begun, kind="F9", values=(each,)), says=SAID["assessor_s"])
      for each in (("e3.A1", '"4"'), ("report", '"Well made."'))),
    case(SME, do.OpenForm(card="MC-1", form="F9", scope="2"), given=NAMED,
         forged=partial(begun, kind="F9", values=(("e1", '"Who"'),))),
    *(case(who, command, FORGED, given=NAMED, forged=forged, says=says)
      for who, command in WRITERS
      for forged, says in (
          (partial(said, path="zzz", value='"x"', form=DRAFT), "a form has no such place: zzz"),
          (column, "a form has no such place: zzz"),
          (partial(said, path="p16", value='["x"]', form=DRAFT), "a value is of the kind"))),
    case(SME, do.OpenForm(card="MC-1", form="R2", scope="2"), FORGED,
         forged=partial(begun, kind="R2", fallen_version=50), says="a new form is empty"),
    case(ID, do.ChooseSigning(form="MC-8/F2"), FORGED, says="what falls is of a version",
         given=((CTL, do.MoveCard(card="MC-8", to="assignment", reason="r")),),
         forged=lambda h: h.becoming(Form, "MC-8/F2", fallen_version=50)),
)  # fmt: skip
NAMING = (
    case(SME, named, "assessor_s", given=BEGUN),
    case(OTHER, named, "assessor_s", given=BEGUN),
    case(CTL, named, given=BEGUN),
    case(SME, do.RemoveSheet(form=F9), given=NAMED),
)
SLIPPED: tuple[tuple[str, Given], ...] = (
    (ID, do.ChangeForm(form="MC-8/F3", reason="Moved.")),
    (ID, do.SetValue(form="MC-8/F3", path="t1.opening", new="2027-12-01")),
)
TIMELINES = (
    case(ID, do.FreezeForm(form="MC-8/F3"), given=SLIPPED),
    case(ID, do.FreezeForm(form="MC-8/F3"), given=(
        *SLIPPED, (ID, do.FreezeForm(form="MC-8/F3")), *SLIPPED[:1],
        (ID, do.SetValue(form="MC-8/F3", path="t1.opening", new="2027-12-08")))),
    case(ID, do.FreezeForm(form="MC-8/F3"), FORGED, given=SLIPPED, forged=lambda h: [(
        None, FormRow(id="slip", form_id=h.id("MC-1/F2"), field="p20", rank="V",
                      cells='{"code": "LO9"}'))],
         says="what is frozen is opened before it is changed"),
)  # fmt: skip
ALL = (*TIMELINES, *NAMING, *SHEETS, *ASSESSED, *UNASKED)
