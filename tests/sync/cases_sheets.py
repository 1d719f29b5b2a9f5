"""Cases about the sheets of a form: begun, removed, and what an assessor says on one."""

from __future__ import annotations

from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Form, FormRow
from tests.sync.case import FORGED, Given, case
from tests.sync.cases_forms import last
from tests.sync.house import House

CTL, ID, SME, REV, OTHER = "CTL-01", "ID-02", "SME-03", "REV-01", "REV-02"
F9, SECOND = "MC-1/F9", "MC-6/R2"
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
ALL = (*TIMELINES, *NAMING, *SHEETS, *ASSESSED)
