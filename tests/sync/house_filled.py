"""What stands in the house: people, micro-credentials at every stage of their lives, and more."""

from __future__ import annotations

from mcdesk.application.journal import Effect, Event
from mcdesk.bootstrap import shipped_definitions
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.records import (
    Card,
    Comment,
    Debt,
    DefinitionText,
    Form,
    Office,
    Person,
    Setting,
    SigningKey,
    SignOff,
    TeamMember,
    as_data,
)
from tests.sync.house import House
from tests.walk import Walker, create, set_up

SCAN, OTHER_SCAN = "ab" * 32, "ef" * 32
KEY = "cd" * 32
OPEN, CLOSED, SIGNED = (
    {"year": "2025/2026", "semester": "odd"},
    {"year": "2024/2025", "semester": "even"},
    {"year": "2023/2024", "semester": "even"},
)
"""Periods: one that runs, one that is closed, one whose register was signed on paper."""
OTHERS = {
    "LEAD-2": ["ctl_lead"], "CTL-02": ["ctl"], "ID-MED": ["id"], "SME-MED": ["sme"],
    "ID-FREE": ["id"], "PLH-01": ["plh"], "HC-01": ["hc"], "READER": ["reader"], "NOBODY": [],
    "REV-02": ["rev"],
    "TEAM-ID": [], "LEFT-ID": ["id"], "LATER-ID": ["id"], "ENDED-CTL": [], "LATER-CTL": [],
    "ENDED-HSP": [], "HSP-MED": [], "DEAN-MED": [], "SEC-LAW": [], "SEC-MED": [], "KEY-DEAN": [],
}  # fmt: skip
"""People besides those of a walk, with the roles that they hold everywhere."""
OFFICES = (
    ("HSP-MED", "hsp", {"programme": "MED"}), ("DEAN-MED", "dean", {"faculty": "MED"}),
    ("SEC-LAW", "secretary", {"faculty": "LAW"}), ("SEC-MED", "secretary", {"faculty": "MED"}),
    ("KEY-DEAN", "dean", {"faculty": "LAW"}),
    ("ENDED-CTL", "ctl", {"until": "2026-11-20"}), ("LATER-CTL", "ctl", {"since": "2026-11-24"}),
    ("ENDED-HSP", "hsp", {"programme": "LAW", "until": "2026-11-23"}),
)  # fmt: skip

KINDS = {"created": "CardCreated", "added": "PersonAdded", "held": "CardHeld",
         "signed by": "FormSigned", "cancelled": "CardCancelled",
         "appointed": "OfficeAppointed"}  # fmt: skip
"""Events that can be taken back or not: the first of each kind."""


def fill(house: House) -> None:
    """Let everything stand in the house that cases are about."""
    _people(house)
    _under_way(house)
    _ended(house)
    _kept(house)
    _registers(house)
    _worded(house)
    _elsewhere(house)
    with house.desk.store.read() as reader:
        house.people |= {person.name: person.id for person in reader.select(Person)}
        codes = {card.id: card.code for card in reader.select(Card)}
        house.ids |= {code: id_ for id_, code in codes.items()}
        house.ids |= {f"{codes[form.card_id]}/{form.kind}": form.id for form in reader.select(Form)}


def do_as(house: House, who: str, command) -> str:
    """Carry out a command as somebody; return its event."""
    desk = house.desk
    with desk.store.read() as reader:
        (person,) = reader.select(Person, name=who)
    desk.person_id = person.id
    return desk.execute(command).events[-1]


def one(house: House, kind, /, **equal) -> str:
    """Return the id of the one record that is so."""
    with house.desk.store.read() as reader:
        (found,) = reader.select(kind, **equal)
    return found.id


def _people(house: House) -> None:
    desk = house.desk
    set_up(desk)
    desk.execute(do.AddFaculty(code="MED", name_en="Medicine", name_id="Kedokteran"))
    desk.execute(do.AddProgramme(code="MED", name_en="Medicine", faculty="MED"))
    for name, roles in OTHERS.items():
        desk.execute(do.AddPerson(name=name, roles=roles))
    for name, role, more in OFFICES:
        desk.execute(do.AppointOffice(person=name, role=role, **more))
    desk.execute(do.CreateCard(title_en="Medicine", programme="MED", code="MC-MED",
                               lead="SME-MED", designer="ID-MED"))  # fmt: skip
    do_as(house, "KEY-DEAN", do.RegisterKey(person="KEY-DEAN", public=KEY))
    desk.person_id = one(house, Person, name="CTL-01")


def _under_way(house: House) -> None:
    desk = house.desk
    for code in (*(f"MC-{number}" for number in range(2, 11)), "MC-HOLD", "MC-HALT"):
        create(desk, code)
        _staffed(house, code)
    _staffed(house, "MC-1")
    for code in ("MC-1", "MC-3", "MC-4", "MC-9"):
        walker = Walker(desk, code)
        walker.assignment()
        walker.discussion()
        walker.fill_proposal()
        if code != "MC-4":
            walker.freeze("F2")
    desk.execute(do.OpenForm(card="MC-6", form="R2"))
    desk.execute(do.JoinTeam(card="MC-1", person="REV-02", role="rev"))
    Walker(desk, "MC-3").sign("F2", "sme", "hsp", "dean")
    Walker(desk, "MC-9").sign("F2", "sme")
    Walker(desk, "MC-5").to("timeline")
    Walker(desk, "MC-10").to("completion")
    for code in ("MC-7", "MC-8"):
        walker = Walker(desk, code)
        walker.to("design")
        walker.fill("F7", {"d3": f"Aligned in {code}."},
                    d7=[{"code": "1.1", "statement": "State", "outcomes": ["LO1"]}])  # fmt: skip
    walker.freeze("F7")
    walker.sign("F7", "id", "sme")
    desk.execute(do.FillForm(form="MC-7/F7", rows={"d5": []}, replace=True))
    desk.execute(do.HoldCard(card="MC-HOLD", reason="Leave"))
    desk.execute(do.HaltCard(card="MC-HALT", reason="No agreement"))
    _taken_over(house, "MC-DEBT", "timeline")
    desk.execute(do.MoveCardByException(card="MC-DEBT", to="baseline", reason="Urgent",
                                        instructed_by="Dean", owed="The timeline",
                                        owed_by="SME-03", until="2026-12-01"))  # fmt: skip
    house.ids["debt"] = one(house, Debt)


def _staffed(house: House, code: str) -> None:
    """Put designers on a team: one who is in no directory of roles, one too early, one too late."""
    for person, since, until in (("TEAM-ID", "2026-01-01", ""), ("LATER-ID", "2026-11-24", ""),
                                 ("LEFT-ID", "2026-01-01", "2026-11-23")):  # fmt: skip
        house.desk.execute(do.JoinTeam(card=code, person=person, role="id", since=since))
        if until:
            card, who = one(house, Card, code=code), one(house, Person, name=person)
            member = one(house, TeamMember, card_id=card, person_id=who)
            house.desk.execute(do.LeaveTeam(member=member, until=until))


def _taken_over(house: House, code: str, stage: str) -> None:
    house.desk.execute(do.TakeOverCard(title_en=f"Contracts {code}", programme="LAW", stage=stage,
                                       since="2026-11-01", code=code, lead="SME-03",
                                       designer="ID-02"))  # fmt: skip
    _staffed(house, code)


def _ended(house: House) -> None:
    desk = house.desk
    for code in ("MC-GONE", "MC-ARCH"):
        create(desk, code)
        _staffed(house, code)
        desk.execute(do.CancelCard(card=code, reason="No students"))
    desk.execute(do.ArchiveCard(card="MC-ARCH"))
    _taken_over(house, "MC-DONE", "completion")
    Walker(desk, "MC-DONE").complete()
    _taken_over(house, "MC-LAST", "completion")
    walker = Walker(desk, "MC-LAST")
    walker.fill("R14", {"lessons": "Begin with the scripts.", "review_date": walker.day(400)})
    walker.freeze("R14")
    walker.sign("R14", "ctl")


def _kept(house: House) -> None:
    """Remarks, files, keys, an idea, and what can be taken back."""
    desk, ids = house.desk, house.ids
    for digest in (SCAN, OTHER_SCAN):
        path = desk.store.file_path(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"scan")
    for kind, name, command in (
        ("", "remarked", do.WriteComment(form="MC-1/F2", path="p10", text="Look.")),
        ("", "noted", do.NoteIdea(title="An idea", id="idea")),
        ("", "attached", do.AttachFile(card="MC-1", name="a.pdf", size=5, digest=SCAN, id="file")),
        ("", "proved", do.AttachFile(card="MC-9", name="p.pdf", size=5, digest=SCAN, id="proof")),
        (
            "CTL-01",
            "away",
            do.SetAbsence(
                person="DEAN-LAW",
                since="2026-12-10",
                until="2026-12-20",
                id="absence",
                note="In hospital",
            ),
        ),
        ("", "kept", do.KeepScan(name="b.pdf", size=5, digest=SCAN, id="scan")),
        ("ID-02", "titled", do.ChangeCard(card="MC-2", short_title="Changed")),
        ("SME-03", "valued", do.SetValue(form="MC-2/R1", path="topic", new="A topic")),
    ):
        ids[name] = do_as(house, kind or "SME-03", command)
    desk.person_id = one(house, Person, name="CTL-01")
    desk.execute(do.ChangePerson(person="SME-03", number="0301"))
    desk.execute(do.AttachFile(card="MC-HOLD", name="o.pdf", size=5, digest=SCAN, id="original"))
    desk.execute(do.RecordExternal(card="MC-HOLD", form="R1", number="1/R1", date="2026-11-01",
                                   signed_by="The Head", file="original"))  # fmt: skip
    desk.person_id = one(house, Person, name="CTL-01")
    walker = Walker(desk, "MC-2")
    walker.fill("R1", {"reason": "plh"})
    ids |= {
        "absence": "absence", "idea": "idea", "file": "file", "proof": "proof", "scan": "scan",
        "remark": one(house, Comment),
        "key": one(house, SigningKey),
        "member": one(house, TeamMember, card_id=one(house, Card, code="MC-1"), role="gd"),
        "office": one(house, Office, role="plh"),
    }  # fmt: skip
    left = one(house, Person, name="LEFT-ID")
    ids["ended duty"] = one(
        house, TeamMember, person_id=left, card_id=one(house, Card, code="MC-1")
    )
    with desk.store.look() as unit:
        lines = [unit.journal(kinds=(kind,))[-1] for kind in KINDS.values()]
    ids |= dict(zip(KINDS, (str(line["id"]) for line in lines), strict=True))
    for name in ("CTL-01", "LEAD-2"):
        lead = one(house, Office, role="ctl_lead", person_id=one(house, Person, name=name))
        ids[f"lead of {name}"] = lead
    ids["procedure"] = one(house, DefinitionText, kind="procedure")
    declared = one(house, Form, kind="R14", card_id=one(house, Card, code="MC-DONE"))
    ids["by_ctl"] = one(house, SignOff, form_id=declared)
    proposal = one(house, Form, kind="F2", card_id=one(house, Card, code="MC-3"))
    for name, role in (("signed", "hsp"), ("by_dean", "dean")):
        ids[name] = one(house, SignOff, form_id=proposal, role=role)


def after(period: dict[str, str]) -> dict[str, str]:
    """Return where open cards go on after an even semester: not in a short one."""
    first = int(period["year"][5:])
    return {"next_year": f"{first}/{first + 1}", "next_semester": "odd"}


def _registers(house: House) -> None:
    desk = house.desk
    for code, period in (("MC-DEBT", OPEN), ("MC-DONE", CLOSED), ("MC-GONE", SIGNED)):
        if code != "MC-DEBT":
            create(desk, f"{code}-F4")
            code = f"{code}-F4"
            desk.execute(do.OpenForm(card=code, form="F4"))
        desk.execute(do.FillForm(form=f"{code}/F4", values=period))
        if period is not OPEN:
            desk.execute(do.CancelCard(card=code, reason="No students"))
            desk.execute(do.ClosePeriod(**period, **after(period)))
    desk.execute(do.SignPeriod(**SIGNED, person="CTL-01", medium="paper"))


def _worded(house: House) -> None:
    """Publish one wording that binds since today, and one that will bind."""
    _procedure, forms = shipped_definitions()
    text = forms["R14.toml"]
    old = 'version = "2026.1"'
    for name, version, since in (("worded", "2026.2", ""), ("coming", "2027.1", "2027-01-01")):
        assert old in text
        told = {"R14.toml": text.replace(old, f'version = "{version}"')}
        house.desk.execute(do.PublishDefinitions(forms=told, since=since))
        house.ids[name] = one(house, DefinitionText, key="R14", version=version)
    house.ids["wording"] = text.replace(old, 'version = "2028.1"')


def _elsewhere(house: House) -> None:
    """Keep entries of another workspace's journal, as their texts."""
    reader = one(house, Person, name="READER")
    with house.desk.store.read() as kept:
        next_version = kept.select(Person, name="READER")[0].row_version + 1
    for name, record in (
        ("elsewhere", Person(id=new_id(), name="STRANGER", row_version=1)),
        ("of this team", Person(id=reader, name="Else", row_version=next_version)),
        ("a setting", Setting(id=new_id(), key="profile", value='"full"', row_version=1)),
        ("an office", Office(id=new_id(), person_id=reader, role="ctl_lead", row_version=1)),
    ):
        effect = Effect(record.table, record.id, None, as_data(record))
        house.ids[name] = Event(
            id=new_id(), kind="PersonAdded", by="x", at="2026-11-01T09:00:00Z", today="2026-11-01",
            group="x", command={"do": "AddPerson"}, note={}, effects=(effect,)).body()  # fmt: skip
