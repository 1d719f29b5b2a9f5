"""Plausible sheets of the shipped forms, filled by the kinds of their fields."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

import pytest

from mcdesk import resources
from mcdesk.application.views import Covered, DebtLine, FormHeader, Sheet, SignatureLine
from mcdesk.procedure.content import Content, Row
from mcdesk.procedure.definition import Column, Field, FieldType, FormDefinition, Section, Signer
from mcdesk.procedure.load import read_form
from mcdesk.procedure.paper_code import PaperCode
from mcdesk.procedure.stage import Label
from mcdesk.reports.form import print_form
from tests.page_text import texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mcdesk.procedure.canonical import Json

START = date(2026, 11, 2)
PERSONS = {
    "u1": "Dr. Maria Lestari Wibowo, S.H., M.H.",
    "u2": "Andreas Putra Hutagalung, S.Kom., M.Pd.",
    "u3": "Prof. Dr. Ir. Johannes Siregar, S.H., LL.M., Ph.D.",
    "u4": "Ratna Dewi Kusumaningrum, S.Sn.",
    "u5": "Dr. Velliana Tanaya, S.H., M.H.",
    "u6": "Felicia Gunawan, M.M.",
}
PROGRAMMES = {"pr1": Label("Law (S1)", "Hukum (S1)")}
ROLES = {
    "sme": (Label("Lead SME", "Dosen pengembang utama"), "u1", "Lecturer"),
    "id": (Label("Instructional designer", "Perancang pembelajaran"), "u2", "CTL"),
    "hsp": (Label("Head of Study Program", "Ketua Program Studi"), "u5", "Head, Law (S1)"),
    "dean": (Label("Dean", "Dekan"), "u3", "Dean, Faculty of Law"),
    "hc": (Label("Head of Curriculum", "Kepala Kurikulum"), "u4", "Head of Curriculum"),
    "ctl": (Label("CTL coordinator", "Koordinator CTL"), "u6", "Center for Teaching and Learning"),
    "plh": (Label("Pelita Learning Hub", "Pelita Learning Hub"), "u6", "PLH"),
}
SHORT = (
    "Drafting digital contracts",
    "Negotiation clinic with two practising lawyers",
    "Clause library and red flags",
    "Consumer protection in e-commerce",
)
LONG = (
    "Employers in the Jabodetabek region report that junior staff can read a contract but cannot "
    "draft one that is signed, stored and enforced electronically. A survey of 42 alumni (tracer "
    "study 2025) shows that 71% meet digital contracts in their first year at work.\n\n"
    "What follows from it:\n"
    "- disputes about validity of electronic signatures (UU ITE, ≥ 2 cases in 2025)\n"
    "- cost of outside counsel for routine agreements, about Rp 25 million per year and company, "
    "which small firms cannot bear\n"
    "- slow hiring of graduates"
)


def value_of(entry: Field | Column, number: int, *, long: bool) -> Json:
    """Return a plausible value for a field of any kind."""
    words = SHORT[number % len(SHORT)]
    known: dict[FieldType, Json] = {
        FieldType.NUMBER: str(2 + number % 9),
        FieldType.DATE: (START + timedelta(days=9 * number)).isoformat(),
        FieldType.TAGS: ["LO1", "LO3", "contract drafting"][: 1 + number % 3],
        FieldType.PERSON: f"u{1 + number % 6}",
        FieldType.PROGRAMME: "pr1",
        FieldType.TICK: number % 3 != 2,
        FieldType.YESNO: ("yes", "no", "yes")[number % 3],
        FieldType.FILE: "letter-of-employer.pdf",
        FieldType.TEXT: LONG if long else f"{words}, with cases from practice.",
        FieldType.COMPUTED: str(30 + number % 9),
        FieldType.LINE: words,
    }
    if entry.choices:
        ids = [choice.id for choice in entry.choices]
        return ids[: 1 + number % 3] if entry.type is FieldType.CHOICES else ids[number % len(ids)]
    return known.get(entry.type, words)


class Filler:
    """Fills a definition: values, rows, checklists; computed and living content apart."""

    def __init__(self, definition: FormDefinition, *, rows: int, long: bool) -> None:
        self.long, self.count, self.number = long, rows, 0
        self.values: dict[str, Json] = {}
        self.computed: dict[str, Json] = {}
        self.rows: dict[str, tuple[Row, ...]] = {}
        for section in definition.sections:
            for entry in section.fields:
                self.fill(entry)

    def fill(self, entry: Field) -> None:
        self.number += 1
        if entry.type is FieldType.TABLE:
            self.rows[entry.id] = self.table(entry)
        elif entry.type is FieldType.CHECKLIST:
            self.checklist(entry)
        elif entry.type not in (FieldType.GROUP, FieldType.DECISION):
            self.set(entry.id, entry)
        for part in entry.parts:
            self.number += 1
            self.set(f"{entry.id}.{part.id}", part)

    def set(self, path: str, entry: Field) -> None:
        store = self.computed if entry.type is FieldType.COMPUTED else self.values
        store[path] = value_of(entry, self.number, long=self.long)

    def table(self, entry: Field) -> tuple[Row, ...]:
        defaults: list[Mapping[str, Any]] = list(entry.rows) or [{} for _ in range(self.count)]
        found = []
        for place, default in enumerate(defaults):
            cells: dict[str, Json] = {}
            for column in entry.columns:
                self.number += 1
                cells[column.id] = value_of(column, self.number, long=self.long)
            if "no" in cells:
                cells["no"] = str(place + 1)
            cells |= {key: value for key, value in default.items() if key != "key"}
            found.append(Row(f"r{place}", f"{place:04}", cells))
        return tuple(found)

    def checklist(self, entry: Field) -> None:
        ids = [choice.id for choice in entry.choices] or ["yes", "no", "na"]
        for place, item in enumerate(entry.items):
            answer = ids[place % 7 == 5] if len(ids) < 4 else ids[place % 4]
            self.values[f"{entry.id}.{item.id}"] = answer
            if place % 7 == 5:
                note = "Two of three slots booked: condition 2 names who books the third."
                self.values[f"{entry.id}.{item.id}.note"] = note


@cache
def form(kind: str) -> FormDefinition:
    """Return a shipped form."""
    file = resources.root() / "forms" / f"{kind}.toml"
    definition = read_form(file.read_text(encoding="utf-8"), file.name, [])
    assert definition is not None
    return definition


def small_form(**changes: Any) -> FormDefinition:
    """Return a form of one section, made by hand."""
    fields = changes.pop(
        "fields",
        (
            Field("p1", Label("Title", "Judul"), FieldType.LINE),
            Field("p2", Label("Story", "Cerita"), FieldType.TEXT),
        ),
    )
    act = Label("Decides", "Memutuskan")
    defaults: dict[str, Any] = {
        "id": "X1",
        "version": "1",
        "title": Label("Small form", "Formulir kecil"),
        "short": Label("Small", "Kecil"),
        "stage": "proposal",
        "sections": (Section("all", Label("Everything", "Semua"), fields),),
        "signers": (Signer("dean", 1, act, ("approve", "return", "reject"), ("program",)),),
        "rules": (),
        "digest": "ab" * 32,
    }
    return FormDefinition(**(defaults | changes))


def header(**changes: Any) -> FormHeader:
    """Return the head of a form of one micro-credential."""
    values: dict[str, Any] = {
        "card_id": "c1",
        "code": "MC-LAW-LAW-2603",
        "title_en": "Drafting Digital Contracts",
        "title_id": "Penyusunan Kontrak Digital",
        "programme": PROGRAMMES["pr1"],
        "faculty": Label("Faculty of Law", "Fakultas Hukum"),
        "lead_sme": PERSONS["u1"],
        "designer": PERSONS["u2"],
        "number": "CTL/MC/F6/2026/0031",
        "version": 1,
        "round": 1,
        "loop": 0,
        "scope": "",
        "sample": False,
        "workspace": "UPH Center for Teaching and Learning",
        "contacts": "CTL ctl@example.ac.id, ext. 1234 · PLH plh@example.ac.id",
    }
    return FormHeader(**(values | changes))


def signature(role: str, step: int = 1, **changes: Any) -> SignatureLine:
    """Return a line of the signature block, waiting."""
    label, person, position = ROLES.get(role, (Label(role.title(), ""), "u4", ""))
    values: dict[str, Any] = {
        "role": role,
        "role_label": label,
        "act": Label("Decides", "Memutuskan"),
        "step": step,
        "state": "waiting",
        "optional": False,
        "person_id": person,
        "person": PERSONS[person],
        "position": position,
        "number": "NIDN 0312087601",
        "decisions": ("approve", "return", "reject"),
    }
    return SignatureLine(**(values | changes))


def signed(role: str, **changes: Any) -> SignatureLine:
    """Return a line of the signature block that is done."""
    values: dict[str, Any] = {
        "state": "done",
        "decision": "approve",
        "medium": "program",
        "decided_on": "2026-11-18",
        "place": "Tangerang",
    }
    return signature(role, **(values | changes))


def signatures_of(definition: FormDefinition, kind: str) -> tuple[SignatureLine, ...]:
    found = []
    for place, signer in enumerate(definition.signers):
        extra: dict[str, Any] = {
            "step": signer.step,
            "act": signer.act,
            "optional": signer.optional,
            "decisions": signer.decisions,
        }
        if kind == "blank":
            extra |= {"person": "", "position": "", "number": ""}
        if kind == "frozen" and place == 0:
            found.append(signed(signer.role, **extra))
        elif kind == "frozen" and place == 1:
            extra |= {"medium": "paper", "recorded_by": "u6", "scan_owed": True}
            found.append(signed(signer.role, **extra))
        elif kind == "frozen" and signer.role == "dean":
            extra |= {"capacity": "a.n.", "on_behalf_of": "u3", "letter": "123/SK/UPH/X/2026"}
            found.append(signature(signer.role, **(extra | {"person": PERSONS["u5"]})))
        else:
            found.append(signature(signer.role, **extra))
    return tuple(found)


def sheet(
    kind: str = "frozen",
    definition: FormDefinition | None = None,
    *,
    rows: int = 3,
    long: bool = False,
    **changes: Any,
) -> Sheet:
    """Return a sheet of a form, filled unless it is blank."""
    definition = definition or small_form()
    filler = Filler(definition, rows=rows, long=long)
    is_blank = kind == "blank"
    values: dict[str, Any] = {
        "definition": definition,
        "header": header(number="" if kind != "frozen" else f"CTL/MC/{definition.id}/2026/0031"),
        "kind": kind,
        "content": Content() if is_blank else Content(filler.values, filler.rows),
        "computed": Content() if is_blank else Content(filler.computed),
        "living": Content(),
        "signatures": signatures_of(definition, kind),
        "persons": PERSONS,
        "programmes": PROGRAMMES,
        "as_of": date(2026, 12, 4),
        "digest": "5f2c9e1a7b3d0c4488ab" if kind == "frozen" else "",
        "frozen_at": "2026-11-18T03:21:00Z" if kind == "frozen" else "",
        "code": PaperCode(
            "7F3A9C21",
            "0b9f1c9e-7d5a-5c4e-9a51-1f2e3d4c5b6a",
            cast(Any, kind),
            definition.id,
            1,
            1,
            1,
            "5f2c9e1a7b3d",
        ),
    }
    if definition.subject == "letter":
        values["covers"] = (
            Covered("MC-LAW-LAW-2603", "Drafting Digital Contracts", False, "Kontrak Digital"),
            Covered("MC-LAW-LAW-2604", "Consumer Protection in E-Commerce", True, "Konsumen"),
        )
    return Sheet(**(values | changes))


def debt(**changes: Any) -> DebtLine:
    """Return what an exception left owed."""
    values: dict[str, Any] = {
        "id": "d1",
        "stage": "approval",
        "owed": "Signature of the Dean on the timeline",
        "owed_by": "u3",
        "until": "2026-12-15",
        "reason": "The Dean is abroad; the studio slots cannot be moved.",
        "instructed_by": "Vice Rector for Academic Affairs",
        "letter": "88/WR1/2026",
        "raised_on": "2026-11-20",
        "paid_on": "",
        "paid_note": "",
    }
    return DebtLine(**(values | changes))


def printed(made: Sheet) -> bytes:
    """Return a sheet as PDF."""
    out = BytesIO()
    print_form(made, out)
    return out.getvalue()


def pages(data: bytes) -> list[str]:
    """Return the text of every page."""
    return texts_of(data)


class Kit:
    """What the tests of this room make their sheets with."""

    form = staticmethod(form)
    small_form = staticmethod(small_form)
    header = staticmethod(header)
    signature = staticmethod(signature)
    signed = staticmethod(signed)
    sheet = staticmethod(sheet)
    debt = staticmethod(debt)
    printed = staticmethod(printed)
    pages = staticmethod(pages)
    long = LONG
    replace: Callable[..., Any] = staticmethod(replace)


@pytest.fixture
def kit() -> type[Kit]:
    return Kit
