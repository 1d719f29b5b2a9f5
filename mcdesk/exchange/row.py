"""Reads one row of a list: its cells become a proposed `TakeOverCard` and findings about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mcdesk.application.typed import NO_DATE
from mcdesk.exchange import cells, names
from mcdesk.exchange.row_notes import ReadRow, RowNotes
from mcdesk.i18n import N_
from mcdesk.procedure.commands import TakeOverCard
from mcdesk.procedure.names import LONGEST_TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from mcdesk.application.views import ProgrammeLine
    from mcdesk.exchange.names import Names
    from mcdesk.exchange.programmes import NewProgramme
    from mcdesk.procedure.stage import Stage

LONGEST_NAME = 120
NO_NUMBER = {
    "hours": N_("“{text}” is no number such as 24 or 1.5."),
    "weeks": N_("“{text}” is no whole number."),
}


@dataclass(frozen=True)
class RowReader:
    """Reads the rows of one list against what the workspace knows.

    `added` are the programmes that are to be entered with the list, by their key; `for_all` is
    what stands in every row where no column holds it.
    """

    mapping: tuple[str, ...]
    names: Names
    today: date
    add_people: bool = True
    note_missing: bool = True
    added: Mapping[str, NewProgramme] = field(default_factory=dict)
    for_all: Mapping[str, str] = field(default_factory=dict)

    def unknown_programme(self, given: Sequence[str]) -> tuple[str, str] | None:
        """Return the programme and faculty that a row names and the workspace does not know."""
        row = self._row(given)
        text, faculty = row.text("programme"), row.text("faculty")
        return (text, faculty) if text and not self._programmes(text, faculty) else None

    def _row(self, given: Sequence[str]) -> RowNotes:
        own = {key: text for key, text in zip(self.mapping, given, strict=False) if key}
        return RowNotes({**self.for_all, **own})

    def read(self, given: Sequence[str]) -> ReadRow:
        """Return what a row stands for, what is wrong about it, and who is new."""
        row = self._row(given)
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
        return ReadRow(
            command,
            tuple(row.findings),
            tuple(row.newcomers),
            tuple(row.others),
            cells.folded(row.text("programme")),
        )

    # --- the card's own ------------------------------------------------------------------

    def _titles(self, row: RowNotes) -> tuple[str, str]:
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

    def _programme(self, row: RowNotes) -> str:
        text = row.text("programme")
        if not text:
            row.find("programme", "no_programme", N_("The study programme is missing."))
            return ""
        found = self._programmes(text, row.text("faculty"))
        if len(found) == 1:
            return found[0].id
        if found:
            words = N_("“{text}” names several programmes: write FACULTY-PROGRAMME as code.")
            row.find("programme", "ambiguous_programme", words, text=text)
            return ""
        near = self.names.near_programme(text)
        new = self.added.get(cells.folded(text))
        if new is None:
            words = N_("There is no study programme “{text}”.")
            row.find("programme", "unknown_programme", words, text=text)
        elif new.bad_codes:
            words = N_("“{text}” cannot be a code: write 1 to 6 letters or digits above.")
            row.find("programme", "bad_programme_code", words, text=new.bad_codes[0])
        else:
            words = N_("“{text}” is not listed yet and will be added as {code}.")
            code = f"{new.faculty_code}-{new.code}"
            row.find("programme", "new_programme", words, "warn", text=text, code=code)
        row.hint("programme", near)
        return new.id if new is not None else ""

    def _programmes(self, text: str, faculty: str) -> list[ProgrammeLine]:
        """Return the programmes that a text may mean; the faculty settles which of several."""
        found = self.names.programme(text)
        if len(found) < 2 or not faculty:
            return found
        return [entry for entry in found if names.is_faculty(entry, faculty)] or found

    def _stage(self, row: RowNotes) -> Stage | None:
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

    def _since(self, row: RowNotes) -> str:
        if not row.text("since"):
            text = N_("The date of entry into the stage is missing.")
            row.find("since", "no_since", text)
            return ""
        day = self._day(row, "since")
        if day > self.today.isoformat():
            row.find("since", "future", N_("The date {on} lies in the future."), on=day)
        return day

    def _day(self, row: RowNotes, key: str) -> str:
        text = row.text(key)
        day = cells.day_of(text) if text else ""
        if text and not day:
            row.find(key, "no_date", NO_DATE, text=text)
        return day

    def _round(self, row: RowNotes) -> int:
        text = row.text("round")
        number = cells.whole_number(text) if text else 1
        if number is None or not 1 <= number <= 99:
            row.find("round", "round", N_("“{text}” is no round: write 1, 2, 3 …"), text=text)
            return 1
        return number

    def _code(self, row: RowNotes) -> str:
        code = row.text("code").strip().upper()
        if code and ("/" in code or " " in code or "\n" in code or len(code) > 40):
            text = N_("“{code}” cannot be a code: no spaces or slashes.")
            row.find("code", "bad_code", text, code=code)
        return code

    # --- people --------------------------------------------------------------------------

    def _person(self, row: RowNotes, key: str, role: str) -> str:
        given = cells.listed(row.text(key).replace(" / ", ";"))
        if not given:
            return ""
        name = given[0]
        first = self._found_person(row, key, role, name)
        others = [text for text in given[1:] if cells.name_key(text) != cells.name_key(name)]
        if others:
            text = N_("Several names: “{name}” comes first, {others} join the team as well.")
            row.find(key, "several_names", text, "warn", name=name, others=", ".join(others))
        for other in others:
            ref = self._found_person(row, key, role, other)
            if ref and ref != first and (ref, role) not in row.others:
                row.others.append((ref, role))
        return first

    def _found_person(self, row: RowNotes, key: str, role: str, name: str) -> str:
        """Return the person of the directory whom a name means, or a newcomer's name."""
        found = self.names.person(name)
        if len(found) == 1:
            return found[0].id
        if found:
            text = N_("“{text}” names {n} people of the directory: write the full name.")
            row.find(key, "ambiguous_person", text, text=name, n=len(found))
            return ""
        return self._stranger(row, key, role, name)

    def _stranger(self, row: RowNotes, key: str, role: str, name: str) -> str:
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

    def _forms(self, row: RowNotes, stage: Stage | None) -> Iterable[dict[str, str]]:
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

    def _form(self, row: RowNotes, kind: str) -> dict[str, str]:
        parts = {part: row.text(f"{kind}.{part}") for part in ("number", "signed_by", "note")}
        parts["date"] = self._day(row, f"{kind}.date")
        if not any(parts.values()):
            return {}
        missing = cells.says_not_found(parts["number"])
        if missing:
            parts["number"] = ""
        found = {part: text for part, text in parts.items() if text}
        return {"form": kind, "state": "missing" if missing else "before"} | found

    def _essentials(self, row: RowNotes) -> dict[str, Any]:
        found: dict[str, Any] = {
            key: cells.listed(row.text(key)) for key in ("outcomes", "modules") if row.text(key)
        }
        for key in ("hours", "weeks"):
            text = row.text(key)
            read = cells.hours_of if key == "hours" else cells.whole_number
            number = read(text) if text else None
            if text and not number:
                row.find(key, "no_number", NO_NUMBER[key], "warn", text=text)
            elif number:
                found[key] = number
        return found
