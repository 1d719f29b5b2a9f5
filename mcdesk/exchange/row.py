"""Reads one row of a list: its cells become a proposed `TakeOverCard` and findings about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mcdesk.errors import Finding, Level
from mcdesk.exchange import cells
from mcdesk.i18n import N_
from mcdesk.procedure.commands import TakeOverCard

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from mcdesk.exchange.names import Names
    from mcdesk.procedure.stage import Stage

LONGEST_TITLE = 200
LONGEST_NAME = 120
_NO_DATE = N_("“{text}” is not a date that exists. Write the day first, or YYYY-MM-DD.")


@dataclass
class _Row:
    """One row while it is read."""

    given: dict[str, str]
    findings: list[Finding] = field(default_factory=list)
    newcomers: list[tuple[str, str]] = field(default_factory=list)

    def text(self, key: str) -> str:
        text = self.given.get(key, "")
        return "" if cells.is_nothing(text) else text

    def find(
        self, path: str, code: str, text: str, level: Level = "block", /, **params: object
    ) -> None:
        self.findings.append(Finding(code, text, params, path=path, level=level))

    def hint(self, path: str, name: str) -> None:
        """Offer what something unknown may have meant."""
        if name:
            self.find(path, "near", N_("Did you mean “{name}”?"), "warn", name=name)


@dataclass(frozen=True)
class RowReader:
    """Reads the rows of one list against what the workspace knows."""

    mapping: tuple[str, ...]
    names: Names
    today: date
    add_people: bool = True
    note_missing: bool = True

    def read(
        self, given: Sequence[str]
    ) -> tuple[TakeOverCard, tuple[Finding, ...], tuple[tuple[str, str], ...]]:
        """Return the command that a row stands for, what is wrong, and who is new."""
        row = _Row({key: text for key, text in zip(self.mapping, given, strict=False) if key})
        stage = self._stage(row)
        title_en, title_id = self._titles(row)
        command = TakeOverCard(
            title_en=title_en,
            title_id=title_id,
            short_title=row.text("short_title"),
            programme=self._programme(row),
            stage=stage.id if stage else "",
            since=self._since(row),
            round=self._round(row),
            code=self._code(row),
            lead=self._person(row, "lead", "sme"),
            designer=self._person(row, "designer", "id"),
            opening=self._day(row, "opening"),
            forms=list(self._forms(row, stage)),
            essentials=self._essentials(row),
        )
        return command, tuple(row.findings), tuple(row.newcomers)

    # --- the card's own ------------------------------------------------------------------

    def _titles(self, row: _Row) -> tuple[str, str]:
        title_en = " ".join(row.text("title_en").split())
        title_id = " ".join(row.text("title_id").split())
        if not title_en and title_id:
            if "title_en" in self.mapping:
                text = N_("There is no English title; the Indonesian one stands in for it.")
                row.find("title_en", "no_english", text, "warn")
            title_en = title_id
        elif not title_en:
            row.find("title_en", "no_title", N_("The title is missing."))
        for path, title in (("title_en", title_en), ("title_id", title_id)):
            if len(title) > LONGEST_TITLE:
                text = N_("The title is longer than {n} letters.")
                row.find(path, "long_title", text, n=LONGEST_TITLE)
        return title_en, title_id

    def _programme(self, row: _Row) -> str:
        text = row.text("programme")
        if not text:
            row.find("programme", "no_programme", N_("The study programme is missing."))
            return ""
        found = self.names.programme(text)
        if len(found) == 1:
            return found[0].id
        if found:
            words = N_("“{text}” names several programmes: write FACULTY-PROGRAMME as code.")
            row.find("programme", "ambiguous_programme", words, text=text)
            return ""
        words = N_("There is no study programme “{text}”.")
        row.find("programme", "unknown_programme", words, text=text)
        row.hint("programme", self.names.near_programme(text))
        return ""

    def _stage(self, row: _Row) -> Stage | None:
        text = row.text("stage")
        if not text:
            row.find("stage", "no_stage", N_("The stage is missing."))
            return None
        found = self.names.stage(text)
        if found is None:
            first, last = self.names.stages[0].number, self.names.stages[-1].number
            what = N_("“{text}” is no stage: write {first} to {last}, or the stage's name.")
            row.find("stage", "unknown_stage", what, text=text, first=first, last=last)
        return found

    def _since(self, row: _Row) -> str:
        if not row.text("since"):
            text = N_("The date of entry into the stage is missing.")
            row.find("since", "no_since", text)
            return ""
        day = self._day(row, "since")
        if day > self.today.isoformat():
            row.find("since", "future", N_("The date {on} lies in the future."), on=day)
        return day

    def _day(self, row: _Row, key: str) -> str:
        text = row.text(key)
        day = cells.day_of(text) if text else ""
        if text and not day:
            row.find(key, "no_date", _NO_DATE, text=text)
        return day

    def _round(self, row: _Row) -> int:
        text = row.text("round")
        number = cells.whole_number(text) if text else 1
        if number is None or not 1 <= number <= 99:
            row.find("round", "round", N_("“{text}” is no round: write 1, 2, 3 …"), text=text)
            return 1
        return number

    def _code(self, row: _Row) -> str:
        code = row.text("code").strip().upper()
        if code and ("/" in code or " " in code or "\n" in code or len(code) > 40):
            text = N_("“{code}” cannot be a code: no spaces or slashes.")
            row.find("code", "bad_code", text, code=code)
        return code

    # --- people --------------------------------------------------------------------------

    def _person(self, row: _Row, key: str, role: str) -> str:
        names = cells.listed(row.text(key).replace(" / ", ";"))
        if not names:
            return ""
        name = names[0]
        if len(names) > 1:
            text = N_("Several names: “{name}” is taken, the others join the team later.")
            row.find(key, "several_names", text, "warn", name=name)
        found = self.names.person(name)
        if len(found) == 1:
            return found[0].id
        if found:
            text = N_("“{text}” names {n} people of the directory: write the full name.")
            row.find(key, "ambiguous_person", text, text=name, n=len(found))
            return ""
        return self._stranger(row, key, role, name)

    def _stranger(self, row: _Row, key: str, role: str, name: str) -> str:
        """Note a person who is not in the directory; return the name used after adding."""
        bare = cells.split_name(name)[1]
        if not any(sign.isalpha() for sign in bare) or len(bare) > LONGEST_NAME:
            row.find(key, "no_name", N_("“{text}” is no name."), text=name)
            return ""
        if self.add_people:
            text = N_("“{text}” is not in the directory and will be added.")
            row.find(key, "new_person", text, "warn", text=name)
            row.newcomers.append((name, role))
        else:
            row.find(key, "unknown_person", N_("“{text}” is not in the directory."), text=name)
        row.hint(key, self.names.near_person(name))
        return bare

    # --- earlier forms, essentials ---------------------------------------------------------

    def _forms(self, row: _Row, stage: Stage | None) -> Iterable[dict[str, str]]:
        """Yield one line per earlier form: done outside, or not found."""
        if stage is None:
            return
        for each in self.names.stages:
            for kind in each.forms:
                entry = self._form(row, kind)
                if each.number < stage.number and (entry or self.note_missing):
                    yield {"form": kind, "state": "missing"} | entry
                elif entry and each.number == stage.number and entry["state"] == "before":
                    yield entry
                elif entry and each.number > stage.number:
                    text = N_("{form} belongs to a later stage and is left out.")
                    row.find(f"{kind}.number", "later_form", text, "warn", form=kind)

    def _form(self, row: _Row, kind: str) -> dict[str, str]:
        parts = {part: row.text(f"{kind}.{part}") for part in ("number", "signed_by", "note")}
        parts["date"] = self._day(row, f"{kind}.date")
        if not any(parts.values()):
            return {}
        missing = cells.says_not_found(parts["number"])
        if missing:
            parts["number"] = ""
        found = {part: text for part, text in parts.items() if text}
        return {"form": kind, "state": "missing" if missing else "before"} | found

    def _essentials(self, row: _Row) -> dict[str, Any]:
        found: dict[str, Any] = {
            key: cells.listed(row.text(key)) for key in ("outcomes", "modules") if row.text(key)
        }
        for key in ("hours", "weeks"):
            text = row.text(key)
            number = cells.whole_number(text) if text else None
            if text and not number:
                row.find(key, "no_number", N_("“{text}” is no whole number."), "warn", text=text)
            elif number:
                found[key] = number
        return found
