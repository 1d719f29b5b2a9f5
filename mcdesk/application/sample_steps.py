"""The verbs of the sample's steps, turned into commands.

A step is a whole command (`{ do = "HoldCard", reason = "…" }`) or a few words: `fill F2`,
`freeze F2`, `sign F2 sme`, `record F3 dean DEAN-TOU approve paper owed`, `move 4`, `join gd
GD-01`, `plan F3`, `people`, `components`, `status in_review RM AS`, `done 1-7`, `cell F3 t4 1
script true`. Each verb is the method `say_…` below.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from mcdesk.application.form_queries import form_state
from mcdesk.application.knowledge import Knowledge
from mcdesk.procedure import commands as do
from mcdesk.procedure.commands import COMMANDS, Command
from mcdesk.procedure.identity import form_id, natural_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mcdesk.application.desk import Desk
    from mcdesk.application.sample_values import Values
    from mcdesk.procedure.content import Content, Row
    from mcdesk.procedure.definition import FormDefinition

Cells = dict[str, Any]
PLACE = "Tangerang"


class Teller:
    """Tells the story of one card: its steps as commands, with the content of its forms."""

    def __init__(
        self, desk: Desk, story: Mapping[str, Any], shared: Mapping[str, Any], values: Values
    ) -> None:
        self.desk = desk
        self.story = story
        self.shared = shared
        self.about: Mapping[str, Any] = story.get("card", {})
        self.id = natural_id("sample", "card", self.about.get("key", ""))
        facts = {key: str(entry) for key, entry in self.about.items()}
        self.values = replace(values, facts={**facts, "id": self.id})
        self._made = 0

    def commands(self, acts: Sequence[Any]) -> Iterator[Command]:
        """Yield the commands of one line, one after the other."""
        for act in acts:
            if isinstance(act, str):
                verb, *words = act.split()
                yield from getattr(self, f"say_{verb}")(*words)
            else:
                made = self._whole(act)
                yield from self._shown(made) if isinstance(made, do.SignForm) else (made,)

    def of(self, value: Any) -> Any:
        """Return a value of the file as it stands on the day that is told."""
        return self.values.of(value, self.desk.today)

    def _form(self, kind: str) -> str:
        return f"{self.id}/{kind}"

    def _whole(self, act: Mapping[str, Any]) -> Command:
        """Return a command that the file gives as such; the card and an id are added."""
        cls = COMMANDS[str(act["do"])]
        given = {key: _as_given(self.of(entry), entry) for key, entry in act.items() if key != "do"}
        names = {entry.name for entry in fields(cls)}
        if "card" in names:
            given["card"] = self.id
        if "form" in given and cls not in (do.OpenForm, do.RecordExternal):
            given["form"] = self._form(given["form"])
        if "id" in names and "id" not in given:
            self._made += 1
            given["id"] = natural_id("sample", "made", self.id, self._made)
        return cls(**given)

    # --- the card ------------------------------------------------------------------------

    def say_create(self, idea: str = "") -> Iterator[Command]:
        """`create`: the card, with its lead lecturer and designer."""
        about = self.about
        yield do.CreateCard(
            id=self.id,
            title_en=about["title_en"],
            title_id=about["title_id"],
            short_title=about["short"],
            programme=about["programme"],
            lead=self.values.person(about["lead"]),
            designer=self.values.person(about["designer"]),
            idea=idea,
        )

    def say_join(self, *pairs: str) -> Iterator[Command]:
        """`join gd GD-01 dcs DCS-01`: people on the team."""
        for role, name in zip(pairs[::2], pairs[1::2], strict=True):
            yield do.JoinTeam(card=self.id, person=self.values.person(name), role=role)

    def say_move(self, to: str) -> Iterator[Command]:
        """`move 4`: the card to another stage."""
        yield do.MoveCard(card=self.id, to=to)

    # --- forms ---------------------------------------------------------------------------

    def say_open(self, kind: str, scope: str = "") -> Iterator[Command]:
        """`open R2 2`: another sheet of a form."""
        yield do.OpenForm(card=self.id, form=kind, scope=scope)

    def say_fill(self, kind: str, block: str = "") -> Iterator[Command]:
        """`fill F2`: a form with what the file holds for it; `fill R10 R10-2` with another."""
        found = self.story[block or kind]
        found = {**self.shared.get(found.get("use", ""), {}), **found}
        found.pop("use", None)
        values: dict[str, Any] = {}
        rows: dict[str, list[Cells]] = {}
        for path, entry in found.items():
            columns = self.shared["columns"].get(f"{kind}.{path}")
            if columns is not None:
                rows[path] = [dict(zip(columns, self.of(row), strict=False)) for row in entry]
            elif isinstance(entry, dict):
                values.update(self._checklist(kind, path, entry))
            else:
                values[path] = self.of(entry)
        yield do.FillForm(form=self._form(kind), values=values, rows=rows, replace=True)

    def _checklist(self, kind: str, path: str, answers: Mapping[str, Any]) -> Iterator[Any]:
        """Yield the answers to a checklist: yes, unless the file says no or not applicable."""
        count = self.shared["checklists"][f"{kind}.{path}"]
        if isinstance(count, dict):
            yield from self._scores(path, count, answers)
            return
        notes = self.shared["notes"].get(f"{kind}.{self.about['language']}", [])
        own = answers.get("notes", {})
        for number in range(1, count + 1):
            item = f"{path}.{number:02d}"
            no, na = number in answers.get("no", ()), number in answers.get("na", ())
            yield item, "no" if no else "na" if na else "yes"
            note = own.get(str(number)) or (notes[number - 1] if notes else "")
            if note:
                yield f"{item}.note", self.of(note)

    def _scores(
        self, path: str, groups: Mapping[str, int], answers: Mapping[str, Any]
    ) -> Iterator[Any]:
        """Yield the scores of a list by groups: the usual one, unless the file names another."""
        other = {item: score for score in ("1", "2", "3", "4", "na")
                 for item in answers.get(score, ())}  # fmt: skip
        for group in answers.get("groups", groups):
            for number in range(1, groups[group] + 1):
                item = f"{group}{number}"
                yield f"{path}.{item}", other.get(item, answers["usual"])
        for item, note in answers.get("notes", {}).items():
            yield f"{path}.{item}.note", self.of(note)

    def say_plan(self, kind: str) -> Iterator[Command]:
        """`plan F3`: the dates of the timeline."""
        yield do.PlanTimeline(form=self._form(kind))

    def say_people(self) -> Iterator[Command]:
        """`people`: who does each planned activity of the timeline (F3 t3)."""
        rows = [
            {**row.cells, **({"person": name} if (name := self._member(row.text("role"))) else {})}
            for row in self._activities()
        ]
        yield do.FillForm(form=self._form("F3"), rows={"t3": rows}, replace=True)

    def say_freeze(self, kind: str) -> Iterator[Command]:
        """`freeze F2`: a revision for signature."""
        yield do.FreezeForm(form=self._form(kind))

    def say_sign(self, kind: str, role: str, decision: Any = "approve") -> Iterator[Command]:
        """`sign F2 sme`: who acts signs in the program."""
        me = self.desk.person_id
        yield do.SignForm(
            id=natural_id("sample", "sign", self.id, kind, role, self.desk.today),
            form=self._form(kind), role=role, person=me, decision=decision, place=PLACE,
        )  # fmt: skip
        yield from self._acknowledged(kind, me)

    def _shown(self, sign: do.SignForm) -> Iterator[Command]:
        """Yield a decision; outside the program with its scan, unless that is owed."""
        if sign.medium == "program" or sign.scan_owed:
            yield sign
            return
        kind = sign.form.rpartition("/")[2]
        name = f"{kind}-{sign.role}-{self.desk.today}.pdf"
        scan = natural_id("sample", "scan", sign.form, name)
        yield do.AttachFile(
            id=scan, card=self.id, form=sign.form, name=name, size=0, digest="", purpose="scan",
            link=f"https://drive.example/{self.about['key']}/{name}", pays=[],
        )  # fmt: skip
        yield replace(sign, evidence=scan)

    def _acknowledged(self, kind: str, person: str) -> Iterator[Command]:
        """Yield the day on which a recipient of the list of components has acknowledged it."""
        if kind != "F5":
            return
        for row in self._read(kind)[1].table("c3"):
            if row.text("person") == person:
                yield do.SetCell(form=self._form(kind), field="c3", row=row.id,
                                 column="acknowledged", new=str(self.desk.today))  # fmt: skip

    def say_record(
        self,
        kind: str,
        role: str,
        name: str,
        decision: Any,
        medium: Any,
        owed: str = "",
    ) -> Iterator[Command]:
        """`record F3 dean DEAN-TOU approve paper owed`: a decision made outside the program."""
        yield from self._shown(do.SignForm(
            id=natural_id("sample", "sign", self.id, kind, role, self.desk.today),
            form=self._form(kind), role=role, person=self.values.person(name), decision=decision,
            medium=medium, place=PLACE if medium == "paper" else "", scan_owed=bool(owed),
        ))  # fmt: skip
        yield from self._acknowledged(kind, self.values.person(name))

    # --- components and activities ---------------------------------------------------------

    def say_components(self) -> Iterator[Command]:
        """`components`: the list of components of this card, by module (F5 c1)."""
        definition, content = self._read("F5")
        params = definition.fields["c1"].params
        known = {row.text("code"): row for row in content.rows["c1"]}
        due = self._ends()
        rows = [
            self._component(entry, known[entry[0]], params, due) for entry in self._components()
        ]
        yield do.FillForm(form=self._form("F5"), rows={"c1": rows}, replace=True)

    def _component(
        self, entry: tuple[str, str, str], usual: Row, params: Mapping[str, Any],
        due: Mapping[str, str],
    ) -> Cells:  # fmt: skip
        """Return the cells of one component: the catalogue's, with people and date."""
        code, module, title = entry
        maker, source = params["makers"][code], params["content"][code]
        stage = usual.text("due_stage")
        place = f"{self.about['short']}/{f'M{module}' if module else 'Course'}/{code}"
        found = {
            **usual.cells, "component": title, "module": module, "qty": "1",
            "maker": self._member(maker), "content_from": self._member(source),
            "checker": self._member("id" if maker == "sme" else "sme"),
            "due": due.get(stage, ""), "link": f"CTL drive: {place}",
        }  # fmt: skip
        return {key: cell for key, cell in found.items() if cell}

    def _member(self, role: str) -> str:
        """Return the person who holds a role for this card, "" where nobody is named."""
        team = {
            "sme": self.about["lead"], "id": self.about["designer"], "ctl": "CTL-02",
            "plh": "PLH-01", "hsp": f"HSP-{self.about['programme']}", **self.about["team"],
        }  # fmt: skip
        return self.values.person(team[role]) if role in team else ""

    def _components(self) -> Iterator[tuple[str, str, str]]:
        """Yield code, module and title of each component, module by module."""
        words = self.shared["components"][self.about["language"]]
        for number, title, *_rest in self.story["F2"]["p35"]:
            for code, word in words["each"].items():
                yield code, str(number), f"{word} {number}: {title}"
            for place, video in enumerate(self.about["videos"][number - 1], start=1):
                yield "AV5", str(number), f"Video {number}.{place}: {video}"
        for code, word in words["once"].items():
            yield code, "", word

    def _ends(self) -> dict[str, str]:
        """Return the planned end of each stage, by its id."""
        ends: dict[str, str] = {}
        for row in self._activities():
            stage, end = row.text("stage"), row.text("planned_end")
            ends[stage] = max(end, ends.get(stage, ""))
        return ends

    def _activities(self) -> tuple[Row, ...]:
        return self._read("F3")[1].rows["t3"]

    def _read(self, kind: str) -> tuple[FormDefinition, Content]:
        """Return a form of the card and what stands in it."""
        with self.desk.store.read() as reader:
            knowledge = Knowledge(reader, self.desk.today)
            state = form_state(knowledge, form_id("card", self.id, kind))[2]
            return state.definition, state.content

    def say_status(self, status: str, *which: str) -> Iterator[Command]:
        """`status in_review RM AV5`: components, by the beginning of their code or number."""
        for number, (code, _module, _title) in enumerate(self._components(), start=1):
            if any(code.startswith(word) or word == str(number) for word in which):
                yield from self.say_cell("F5", "c1", str(number), "status", status)

    def say_done(self, numbers: str) -> Iterator[Command]:
        """`done 1-7`: activities of the timeline that were finished by then."""
        first, _, last = numbers.partition("-")
        today, activities = self.desk.today.isoformat(), self._activities()
        for number in range(int(first), int(last or first) + 1):
            end = min(activities[number - 1].text("planned_end"), today)
            yield from self.say_cell("F3", "t3", str(number), "status", "done")
            yield from self.say_cell("F3", "t3", str(number), "actual_end", end)

    def say_cell(self, kind: str, field: str, row: str, column: str, new: str) -> Iterator[Command]:
        """`cell R10 findings 1 fixed day:-20`: one cell of a table, mostly a living one."""
        value = True if new == "true" else self.of(new)
        yield do.SetCell(form=self._form(kind), field=field, row=row, column=column, new=value)


def _as_given(value: Any, entry: object) -> Any:
    """Return a value for a command's own field: there a whole number stays one."""
    return entry if isinstance(entry, int) else value
