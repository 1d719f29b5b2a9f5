"""A design of two modules, and its parts frozen and signed one by one."""

from __future__ import annotations

from mcdesk.procedure import commands as do
from tests.walk import PEOPLE, Walker

OUTCOMES = [
    {"code": "1.1", "statement": "State a term", "outcomes": ["LO1"]},
    {"code": "2.1", "statement": "Draft a clause", "outcomes": ["LO2"]},
]
VIDEOS = [
    {"code": "V1.1", "title": "Terms", "module": "1", "format": "mixed", "minutes": "4"},
    {"code": "V2.1", "title": "Clauses", "module": "2", "format": "mixed", "minutes": "4"},
]
SCENES = [
    {"video": "V1.1", "scene": "1", "seconds": "240", "picture": "Desk"},
    {"video": "V2.1", "scene": "1", "seconds": "240", "picture": "Pen"},
]
WHOLE, COURSE, FIRST, SECOND = ("MC-1/F7", "MC-1/F7:course", "MC-1/F7:M1", "MC-1/F7:M2")


def sign(desk, *parts: str) -> None:
    for part in parts:
        for role in ("id", "sme"):
            given = {"role": role, "person": PEOPLE[role], "medium": "paper",
                     "scan_owed": True}  # fmt: skip
            desk.execute(do.SignForm(form=part, **given))


def design_by_module(desk) -> None:
    rows = {"d7": OUTCOMES, "d11": VIDEOS, "d12": SCENES}
    Walker(desk).fill("F7", {"d3": "Aligned by table."}, **rows)
    desk.execute(do.ChooseSigning(form=WHOLE))


def sign_all(desk) -> None:
    for part in (COURSE, FIRST, SECOND):
        desk.execute(do.FreezeForm(form=part))
    sign(desk, COURSE, FIRST, SECOND)
