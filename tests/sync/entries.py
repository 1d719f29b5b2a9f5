"""Entries of a journal as two workspaces may have them, to be compared (fault 17)."""

from __future__ import annotations

import json

from mcdesk.application.journal import Line
from mcdesk.procedure.records import Redaction


def line_of(**more: object) -> Line:
    body = {"format": 1, "id": "e", "kind": "CardChanged", "by": "p", "at": "2026-11-23T09:00:00Z",
            "today": "2026-11-23", "group": "g", "command": {"do": "ChangeCard"}, "note": {},
            "effects": [{"table": "card", "id": "c", "old": None,
                         "new": {"id": "c", "row_version": 1, "title_en": "A"}}]}  # fmt: skip
    return Line("e", "CardChanged", "p", "2026-11-23T09:00:00Z", "g", json.dumps(body | more))


def removal(words: str) -> Redaction:
    return Redaction(id="x", subject_table="card", subject_id="c", name="title_en", words=words)


def removed(words: str, before: str = "", **more: object) -> Line:
    """Return an entry that holds words which were removed for ever, and others that it found."""
    return line_of(
        command={"do": "ChangeCard", "card": "c", "title_en": words},
        effects=[{"table": "card", "id": "c", "old": {"id": "c", "title_en": before},
                  "new": {"id": "c", "row_version": 1, "title_en": words, "title_id": "B"} | more}],
    )  # fmt: skip


def decided(by: str, day: str, *, whose: str = "", medium: str = "paper", **new: object) -> Line:
    """Return a decision on paper as somebody recorded it, or took it in."""
    at = f"{day}T09:00:00Z"
    note = {"made_by": whose, "made_at": "2026-11-23T09:00:00Z"} if whose else {}
    record = {"id": "s", "row_version": 1, "person_id": "dean", "decided_on": "2026-11-23",
              "recorded_by": by, "recorded_at": at, "withdrawn_on": ""} | new  # fmt: skip
    effects = [{"table": "sign_off", "id": "s", "old": None, "new": record}]
    command = {"do": "SignForm", "form": "f", "person": "dean", "medium": medium}
    return line_of(kind="FormSigned", by=by, at=at, today=day, note=note, effects=effects,
                   command=command)  # fmt: skip
