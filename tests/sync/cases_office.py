"""Cases about the directory, the settings, the definitions, other workspaces, and taking back."""

from __future__ import annotations

from dataclasses import replace

from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import form_id, value_id
from mcdesk.procedure.load import digest_of
from mcdesk.procedure.records import (
    Absence,
    Card,
    DefinitionText,
    Form,
    FormValue,
    Office,
    Person,
    changed,
)
from tests.sync.case import CONTENT, FORGED, IDLE, NOWHERE, RULES, case
from tests.sync.house import House, Pair

CTL, LEAD, ID, SME, DEAN = "CTL-01", "LEAD-2", "ID-02", "SME-03", "DEAN-LAW"
TAKEN = "two entries that are one are seen and matched; nobody gains by it"
NO_LEAD = (("CTL-01", lambda h: do.EndOffice(office=h.id("lead of LEAD-2"), until="2026-11-23")),)
END = "2026-11-23"

DIRECTORY = (
    case(CTL, do.AddPerson(name=" "), "no_name", taken=CONTENT),
    case(CTL, do.AddPerson(name="SME\u202e30-"), "turned"),
    case(CTL, do.AddPerson(name="NEW", titles_after="\u2066Ph.D."), "turned"),
    case(CTL, do.AddPerson(name="\u05d0\u05d1 \u0645\u062d\u0645\u062f", login="s.me@uph.edu",
                           number="19800101 200501 1 001", email="sme@uph.edu")),
    case(CTL, do.AddPerson(name="NEW", login="s me"), "bad_login"),
    case(CTL, do.ChangePerson(person="READER", login="s\u200bme"), "bad_login"),
    case(CTL, do.ChangePerson(person="READER", number="19\u200b80"), "bad_staff_number"),
    case(CTL, do.ChangePerson(person="READER", email="nowhere"), "bad_address"),
    case(CTL, do.ChangePerson(person="READER", email="a@b.id; c@d.id"), "bad_address"),
    case(CTL, do.AddPerson(name="NEW", id="../../x"), "bad_id", says="this cannot be an id"),
    case(CTL, do.AddFaculty(code="NEW", name_en="Law\u202e"), "turned"),
    case(CTL, do.AddPerson(name="NEW", roles=["dean"]), "scope"),
    case("CTL-02", do.AddPerson(name="NEW", roles=["ctl_lead"]), "lead_only"),
    case(CTL, do.AddPerson(name="NEW", login="x"), "login_taken", taken=TAKEN,
         given=((CTL, do.ChangePerson(person="READER", login="x")),)),
    case(CTL, do.ChangePerson(person="READER", name=""), "no_name", taken=CONTENT),
    case(CTL, do.AppointOffice(person="READER", role="hsp"), "scope"),
    case(CTL, do.AppointOffice(person="READER", role="dean"), "scope"),
    case(CTL, do.AppointOffice(person="READER", role="nothing"), "unknown_role",
         unsent=NOWHERE),
    case(CTL, do.AppointOffice(person="READER", role="ctl", since="2026-12-01",
                               until="2026-11-01"), "term", taken=CONTENT),
    case("CTL-02", do.AppointOffice(person="CTL-02", role="ctl_lead"), "lead_only"),
    case("CTL-02", lambda h: do.EndOffice(office=h.id("lead of CTL-01"), until=END)),
    case(CTL, lambda h: do.EndOffice(office=h.id("lead of CTL-01"), until=END), "last_lead",
         given=NO_LEAD),
    case(CTL, lambda h: do.EndOffice(office=h.id("lead of LEAD-2"), until=""), "no_date",
         taken=CONTENT, given=NO_LEAD),
    case("CTL-02", lambda h: do.EndOffice(office=h.id("lead of LEAD-2"), until="2027-01-01"),
         "lead_only", given=NO_LEAD),
    case(CTL, lambda h: do.EndOffice(office=h.id("lead of LEAD-2"), until="2027-01-01"),
         given=NO_LEAD),
    case("CTL-02", lambda h: do.EndOffice(office=h.id("office"), until="2026-12-01")),
    case("CTL-02", lambda h: do.EndOffice(office=h.id("office"), until="2026-12-01"), FORGED,
         forged=lambda h: h.becoming(Office, "office", role="ctl_lead")),
    case("SEC-LAW", do.SetAbsence(person="DEAN-MED", until="2026-12-12"), "absence_of_another"),
    case("SEC-LAW", do.SetAbsence(person="HSP-LAW", until="2026-12-12"), "absence_of_another"),
    case("SEC-LAW", lambda h: do.EndAbsence(absence=h.id("absence"), back="2026-12-01")),
    case("SEC-MED", lambda h: do.EndAbsence(absence=h.id("absence"), back="2026-12-01"),
         "absence_of_another"),
    case(CTL, do.SetAbsence(person="READER", since="2026-12-12", until="2026-12-11"), "term"),
    case(CTL, do.SetAbsence(person="DEAN-LAW", since="2026-12-01", until="2026-12-12"),
         "absence_twice", taken=RULES),
    case(CTL, do.SetAbsence(person="READER", until="2026-12-12", note="x" * 201), "long_note",
         taken=CONTENT),
    case("READER", do.SetAbsence(person="READER", until="2026-12-12"), FORGED,
         forged=lambda h: [(None, Absence(id="a", person_id=h.id("READER"), since="2026-11-23",
                                          until="2026-12-12", set_by=h.id(CTL)))]),
    case("DEAN-LAW", lambda h: do.EndAbsence(absence=h.id("absence"), back="2026-12-15"), FORGED,
         forged=lambda h: h.becoming(Absence, "absence", note="Other")),
    case(CTL, do.AddFaculty(code="LAW", name_en="Law"), "code_taken", taken=TAKEN),
    case(CTL, do.AddProgramme(code="LAW", name_en="Law", faculty="LAW"), "code_taken",
         taken=TAKEN),
    case(CTL, do.ChangeFaculty(faculty="MED", code="LAW"), "code_taken", taken=TAKEN),
    case(CTL, do.ChangeProgramme(programme="MED", code="LAW", faculty="LAW"), "code_taken",
         taken=TAKEN),
    case(CTL, do.MatchEntry(kind="person", entry="READER", same_as="READER"), "same_entry"),
    case(CTL, do.MatchEntry(kind="person", entry="HSP-MED", same_as="HC-01")),
    case("CTL-02", do.MatchEntry(kind="person", entry="LEAD-2", same_as="CTL-02"), "lead_only"),
    case("CTL-02", do.MatchEntry(kind="person", entry="SME-03", same_as="DEAN-LAW"), "lead_only"),
    case("CTL-02", do.MatchEntry(kind="person", entry="CTL-02", same_as="DEAN-LAW"), "own_entry"),
    case(LEAD, do.MatchEntry(kind="person", entry=LEAD, same_as="DEAN-LAW"), "own_entry"),
    case("CTL-02", do.ChangePerson(person="CTL-02", email="x"), FORGED,
         forged=lambda h: h.becoming(Person, "CTL-02", same_as=h.id("DEAN-LAW"))),
    case("CTL-02", do.AddPerson(name="NEW"), FORGED, forged=lambda h: [
        (None, Person(id="p", name="NEW", same_as=h.id("DEAN-LAW")))]),
    case("CTL-02", do.MatchEntry(kind="person", entry="SME-03", same_as="HC-01"), FORGED, given=(
        (LEAD, do.MatchEntry(kind="person", entry="CTL-02", same_as="HC-01")),),
        forged=lambda h: h.becoming(Person, "CTL-02", same_as=h.id("DEAN-LAW"))),
    case(CTL, do.MatchEntry(kind="programme", entry="MED", same_as="LAW")),
    case("CTL-02", do.MatchEntry(kind="faculty", entry="MED", same_as="LAW")),
    case("DEAN-LAW", do.MatchEntry(kind="person", entry="DEAN-MED", same_as="DEAN-LAW"),
         "no_right"),
)  # fmt: skip
SETTINGS = (
    case(LEAD, do.SetSetting(key="university", value="HPU\u202e"), "turned"),
    case(LEAD, do.SetSetting(key="nothing", value=1), "unknown_setting"),
    case(LEAD, do.SetSetting(key="logo", value={"digest": "", "name": ""}), "unknown_setting"),
    *(case(LEAD, do.SetSetting(key=key, value=value), "bad_setting") for key, value in (
        ("level:guard.form_valid", "never"), ("level:guard.form_valid", ["off"]),
        ("profile", "half"), ("profile", None), ("passing_mark", 9999), ("passing_mark", "70,5"),
        ("hours_per_sks", 0), ("hours_per_sks", -1), ("hours_per_sks", [45]), ("weeks_max", "x"),
        ("passing_mark", "1e2"), ("passing_mark", "7_0"), ("passing_mark", "\t70"),
        ("weeks_max", "\u0664"), ("seal_pdf", "yes"),
        ("captions_required", "no"), ("captions_required", 0))),
    *(case(LEAD, do.SetSetting(key=key, value=value)) for key, value in (
        ("level:guard.form_valid", "warn"), ("profile", "full"), ("passing_mark", 70.5),
        ("passing_mark", " 70.5 "), ("hours_per_sks", "45"), ("university", "A university"),
        ("seal_pdf", True), ("captions_required", False), ("files_held", True), ("name", "Team"),
        ("time_zone", "Asia/Tokyo"), ("holidays", {"2026-12-25": "Natal"}))),
    case(LEAD, do.SetSetting(key="level:guard.nothing", value="warn"), "unknown_setting",
         taken=CONTENT),
    case(LEAD, do.SetLogo(file="99" * 32), "no_file",
         taken="a file may still be on its way"),
    case(LEAD, do.SetLogo()),
    case(LEAD, lambda h: do.PublishDefinitions(forms={"R14.toml": h.id("wording")},
                                               since="2026-01-01"), "past_day",
         forged=lambda h: [(None, DefinitionText(
             id=digest_of(h.id("wording")), kind="form", key="R14", version="2028.1",
             text=h.id("wording"), published_on="2026-01-01"))]),
    case(LEAD, do.PublishDefinitions(forms={"R14.toml": "id = 5"}), "broken_definitions",
         unsent=NOWHERE),
    case(LEAD, do.PublishDefinitions(), "nothing", unsent=NOWHERE),
    case(LEAD, lambda h: do.WithdrawDefinition(definition=h.id("worded")), "binds_now"),
    case(LEAD, lambda h: do.WithdrawDefinition(definition=h.id("procedure")), "binds_now",
         unsent=NOWHERE),
    case(LEAD, do.BringEvent(origin="x", text="{}", places=[0]), "no_event", unsent=NOWHERE),
    case(LEAD, lambda h: do.BringEvent(origin="x", text=h.id("of this team"), places=[0]),
         "changed_here"),
    case(LEAD, lambda h: do.BringEvent(origin="x", text=h.id("a setting"), places=[0]),
         "kept_back"),
    case(LEAD, lambda h: do.BringEvent(origin="x", text=h.id("an office"), places=[0]), "ours"),
)  # fmt: skip


def undo(name: str):
    """Return what takes back an event of the house."""
    return lambda h: do.UndoEvent(of=h.id(name))


def with_part_of(elsewhere: str, *, is_own: bool):
    """Return what takes "valued" back, and makes a part in a form; `is_own`: nothing but that."""

    def records(house: House) -> list[Pair]:
        with house.desk.store.read() as reader:
            whole = reader.find(Form, house.id(elsewhere))
            value = reader.find(FormValue, value_id(house.id("MC-2/R1"), "topic"))
        place = whole.subject_kind, whole.subject_id, whole.kind, "M1", whole.round, whole.loop
        part = replace(whole, id=form_id(*place), scope="M1", revision_id="", basis_id="",
                       version=0, number="", signers="[]")  # fmt: skip
        return [(value, changed(value, deleted=True)), *([] if is_own else [(None, part)])]

    return records


UNDONE = (
    case(SME, undo("valued"), forged=with_part_of("MC-7/F7", is_own=True)),
    case(SME, undo("valued"), FORGED, forged=with_part_of("MC-7/F7", is_own=False)),
    case(CTL, undo("signed by"), "never_undone", unsent=IDLE),
    case(CTL, undo("cancelled"), "never_undone"),
    case(ID, undo("titled"), "changed_since", given=(
        (CTL, do.ChangeCard(card="MC-2", short_title="Again")),),
        forged=lambda h: h.becoming(Card, "MC-2", short_title="Contracts MC-2")),
    case(ID, undo("titled"), given=((CTL, do.ChangeCard(card="MC-6", short_title="Again")),)),
    case(SME, undo("valued"), "changed_since", given=(
        (CTL, do.SetValue(form="MC-2/R1", path="topic", new="Quite another")),),
        forged=lambda h: h.becoming(Form, "MC-2/R1", deleted=True)),
    case("READER", undo("titled"), "no_right"),
    case("ID-MED", undo("titled"), "no_right"),
    case("READER", undo("valued"), "no_right"),
    case(CTL, undo("remarked"), "not_yours"),
    case("GD-01", undo("created"), "no_right",
         forged=lambda h: h.becoming(Card, "MC-1", deleted=True)),
    case(CTL, undo("created"), "frozen", says="an undo puts back what was there before",
         forged=lambda h: h.becoming(Card, "MC-1", deleted=True)),
    case(CTL, undo("added"), "works_here"),
    case(SME, undo("valued"), "frozen", given=((ID, do.FreezeForm(form="MC-2/R1")),)),
    case(LEAD, undo("held")),
    case("HSP-LAW", undo("held")),
    case(ID, undo("held"), "no_right"),
    case("ID-MED", undo("held"), "no_right"),
    case(SME, do.UndoEvent(of="none"), "unknown_event", unsent=NOWHERE),
)  # fmt: skip
OFFICE = (*DIRECTORY, *SETTINGS, *UNDONE)
