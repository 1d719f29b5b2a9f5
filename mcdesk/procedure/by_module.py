"""A form frozen and signed module by module: which part each of its places belongs to.

Where a definition names the table of its modules (`by_module`, domain.md, F7: "per module or
whole"), the makers may choose to sign in parts: one for each module, with the rows that belong to
it as in the tree of the form, and one for the course, with all else. Rows that name no module yet
are in no part that can be signed; without such the parts are the whole form (docs/decisions/0017).
In which order the modules stand is the course's, too.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from mcdesk.procedure import inspect
from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.content import Content
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.identity import form_id
from mcdesk.procedure.records import Form
from mcdesk.procedure.rules_tables import folded_code
from mcdesk.procedure.stage import Label
from mcdesk.procedure.tree import branches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mcdesk.errors import Finding
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.content import Row
    from mcdesk.procedure.definition import Field, FormDefinition
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.situation import Situation
    from mcdesk.procedure.tree import Branch, Link

COURSE = "course"
"""The scope of the part that holds all but the modules."""
STRAY = "stray"
"""The scope of rows that name no module: nobody can sign them, so the form is not whole."""
_MODULE = re.compile("M[0-9a-z]{1,8}")


def is_part(form: Form) -> bool:
    """Tell whether a form is a part of another one, signed by itself."""
    return names_part(form.scope)


def names_part(scope: str) -> bool:
    """Tell whether a scope is that of a part."""
    return scope in (COURSE, STRAY) or _MODULE.fullmatch(scope) is not None


def part_note(form: Form) -> str:
    """Return which module a part is, in both languages; "" for any other form."""
    number = form.scope.removeprefix("M")
    return f"Module {number} / Modul {number}" if is_part(form) and form.scope != COURSE else ""


def whole_id(part: Form) -> str:
    """Return the id of the form that a part belongs to."""
    return form_id(part.subject_kind, part.subject_id, part.kind, "", part.round, part.loop)


def part_form(whole: Form, scope: str) -> Form:
    """Return the record of a part; two people who choose the same make the same one."""
    id_ = form_id(whole.subject_kind, whole.subject_id, whole.kind, scope, whole.round, whole.loop)
    return Form(
        id=id_, kind=whole.kind, subject_kind=whole.subject_kind, subject_id=whole.subject_id,
        card_id=whole.card_id, scope=scope, round=whole.round, loop=whole.loop,
        definition_id=whole.definition_id, opened_on=whole.opened_on,
    )  # fmt: skip


class Division:
    """A content divided into the course and its modules."""

    def __init__(self, definition: FormDefinition, content: Content) -> None:
        self._definition, self._content = definition, content
        found = {branch.table: branch for branch in branches(definition)}
        self._branches: Mapping[str, Branch] = found
        self._links: Mapping[str, tuple[Branch, Link]] = {
            link.table: (branch, link) for branch in found.values() for link in branch.links
        }

    @cached_property
    def tables(self) -> frozenset[str]:
        """The tables whose rows belong to modules."""
        top = self._definition.by_module
        below = {table for table in self._links if self._top(table) == top}
        return frozenset({top, *below} if top in self._branches else ())

    def _top(self, table: str) -> str:
        while table in self._links:
            table = self._links[table][0].table
        return table

    @property
    def column(self) -> str:
        """The column by which a module is named; "" where a form has no modules."""
        return self._branches[self._definition.by_module].column if self.tables else ""

    @cached_property
    def scopes(self) -> tuple[str, ...]:
        """The parts: the course, each module in the order of its table, rows of none if any."""
        table = self._definition.by_module
        rows = self._content.table(table) if self.tables else ()
        found = (self._scope(self._branches[table], row) for row in rows)
        kept = [scope for scope in dict.fromkeys(found) if scope != STRAY]
        strays = (
            self.of_row(table, row) == STRAY
            for table in self.tables for row in self._content.table(table)
        )  # fmt: skip
        return (COURSE, *kept, *((STRAY,) if any(strays) else ()))

    @staticmethod
    def _scope(branch: Branch, row: Row) -> str:
        scope = f"M{folded_code(row.text(branch.column))}"
        return scope if _MODULE.fullmatch(scope) else STRAY

    def of_row(self, table: str, row: Row) -> str:
        """Return the part that a row belongs to; one that needs to name no module is the course's.

        A reading list is for the whole course, while every step belongs to a module.
        """
        if table not in self.tables:
            return COURSE
        if table == self._definition.by_module:
            return self._scope(self._branches[table], row)
        branch, link = self._links[table]
        code = link.code(row)
        if not code and not self._definition.fields[table].column(link.column).required:
            return COURSE
        above = self._by_code[branch.table].get(code)
        return STRAY if above is None else self.of_row(branch.table, above)

    @cached_property
    def _by_code(self) -> Mapping[str, Mapping[str, Row]]:
        """The rows of each branch by their codes; of equal ones the first counts."""
        found: dict[str, dict[str, Row]] = {}
        for table, branch in self._branches.items():
            known = found.setdefault(table, {})
            for row in self._content.table(table):
                code = folded_code(row.text(branch.column))
                if code:
                    known.setdefault(code, row)
        return found

    def of_path(self, path: str) -> str:
        """Return the part that a place of the form lies in."""
        table, _slash, rest = path.partition("/")
        row_id = rest.split("/", 1)[0]
        for row in self._content.rows.get(table, ()) if row_id else ():
            if row.id == row_id:
                return self.of_row(table, row)
        return COURSE

    def content(self, scope: str) -> Content:
        """Return what of the content belongs to a part."""
        rows = {
            table: tuple(row for row in found if self.of_row(table, row) == scope)
            for table, found in self._content.rows.items()
        }
        values = {**self._content.values, **self._order} if scope == COURSE else {}
        return Content(values, {table: found for table, found in rows.items() if found})

    @cached_property
    def _order(self) -> Mapping[str, Json]:
        """The numbers of the modules as their table has them: what the course says of it."""
        table = self._definition.by_module
        if not self.tables:
            return {}
        numbers = [row.cells.get(self.column) for row in self._content.table(table)]
        told = [number for number in numbers if not is_empty(number)]
        return {table: told} if told else {}


def unordered(definition: FormDefinition, content: Content) -> Content:
    """Return what stands in a part without the order of the modules."""
    kept = {path: said for path, said in content.values.items() if path != definition.by_module}
    return Content(kept, content.rows)


def findings_of(situation: Situation, state: FormState, gate: str | None) -> tuple[Finding, ...]:
    """Return what is wrong or missing in a form; of a part what lies in it."""
    whole = situation.of_form(whole_id(state.form)) if is_part(state.form) else state
    if whole is None:
        return ()
    key = (whole.form.id, gate)
    if key not in situation.found:
        situation.found[key] = inspect.findings(
            whole.definition, whole.content, situation.surroundings, situation.levels, gate
        )
    found: tuple[Finding, ...] = situation.found[key]
    if whole is state:
        return found
    division = Division(whole.definition, whole.content)
    scope = state.form.scope
    return tuple(each for each in found if division.of_path(each.path) == scope)


def part_definition(definition: FormDefinition, scope: str, content: Content) -> FormDefinition:
    """Return a form's definition cut to what a part with this content holds; its digest stays."""
    division = Division(definition, content)
    sections = [
        replace(section, fields=tuple(_kept(section.fields, scope, division.tables, content)))
        for section in definition.sections
    ]
    short, title = definition.short, definition.title
    name = part_name(definition, scope, content)
    return replace(
        definition,
        short=Label(f"{short.en}, {name.en}", f"{short.id}, {name.id}"),
        title=Label(f"{title.en}: {name.en}", f"{title.id}: {name.id}"),
        sections=tuple(section for section in sections if section.fields),
        rules=(),
        by_module="",
    )


def _kept(
    fields: Iterable[Field], scope: str, tables: frozenset[str], content: Content
) -> Iterable[Field]:
    """Yield the fields of a part: a module has rows alone, and what is worked out from them.

    The course has of the table of modules their order.
    """
    for entry in fields:
        is_made = entry.type is FieldType.TABLE and entry.params.get("field") in tables
        if scope != COURSE:
            if (entry.id in tables and content.table(entry.id)) or (entry.compute and is_made):
                yield replace(entry, parts=())
        elif entry.id in tables and entry.id in content.values:
            yield _ordered(entry)
        elif entry.id not in tables or content.table(entry.id) or entry.parts:
            if not (entry.compute and is_made):
                yield entry


def _ordered(entry: Field) -> Field:
    """Return the table of modules as the course has it: a list of their numbers."""
    en, id_ = entry.label.en, entry.label.id
    label = Label(f"{en}, in this order", f"{id_}, menurut urutan ini")
    return replace(entry, type=FieldType.TAGS, label=label, help=None, columns=())


def part_name(definition: FormDefinition, scope: str, content: Content) -> Label:
    """Return the words of a part: the course, or a module by its number and title."""
    if scope == COURSE:
        return Label("the course", "kursus")
    if scope == STRAY:
        return Label("rows of no module", "baris tanpa modul")
    number = scope.removeprefix("M")
    rows = content.table(definition.by_module)
    columns = definition.fields[definition.by_module].columns
    naming = next((c.id for c in columns if c.type is FieldType.LINE), "")
    title = f" {rows[0].text(naming)}".rstrip() if rows and naming else ""
    return Label(f"module {number}{title}", f"modul {number}{title}")
