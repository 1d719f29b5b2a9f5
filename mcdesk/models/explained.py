"""Views for whoever opens a workspace with plain sqlite3: what each table holds, and readable rows.

No part of the program reads them. They are made with a database, and anew after a migration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mcdesk.procedure.records import TYPED_ROWS
from mcdesk.procedure.rows import typed_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

TABLES: Final[Mapping[str, str]] = {
    "card": "One micro-credential on its way through the stages; essentials are those of a card "
    "taken over.",
    "team": "Who works on a card in which role, from which day to which.",
    "idea": "An idea before stage 1; card_id names the card that became of it.",
    "debt": "What an exception left owed: who owes it, until when, when it was paid.",
    "correction": "A correction after completion.",
    "form": "A form of a card (F1 to F9, R1 to R14). revision_id is what stands frozen; an empty "
    "one is a draft.",
    "assignment": "Which cards an assignment letter (R1) is over.",
    "form_value": "One answer: the path is the field of the definition (p17.min is part min of "
    "field p17), the value JSON.",
    "form_row": "One row of a table field; cells are JSON by the ids of its columns, rank is "
    "its place.",
    "milestone": "A row of the timeline (F3).",
    "component": "A row of the component list (F5).",
    "condition": "A condition that an approval was given under.",
    "finding": "A row of what a re-examination (R10) found.",
    "person": "The directory. same_as names the entry that this one turned out to be.",
    "faculty": "The faculties.",
    "programme": "The study programmes with their faculty.",
    "office": "Who holds which office, for which faculty or programme, from when to when.",
    "absence": "When somebody is away.",
    "closed_period": "The register (F4) of a semester as it was closed.",
    "redaction": "What was removed for ever: why, by whom, with the digest of what it was.",
    "settlement": "What was said of an entry that could not be made at an exchange.",
    "revision": "A form as it was frozen for signature; content is its text, digest its SHA-256. "
    "Never changed.",
    "sign_off": "A decision over a revision: role, person, capacity (own, a.n., Plt. …), medium. "
    "withdrawn_on is empty while it stands; to_stage is to where a return would have the card "
    "go back.",
    "signing_key": "The public half of a person's key for signing in the program.",
    "external": "A form that exists only on paper or in another program.",
    "comment": "A comment on a field or row of a form.",
    "file": "A file of a card; its content lies beside the workspace under its digest.",
    "booklet": "Forms that were printed together for one signer.",
    "definition": "The procedure and the forms as TOML texts: every field with its label, help and "
    "rules. The id is the digest of the text.",
    "setting": "A number or text that rules use, valid from a day on.",
    "number_block": "Document numbers that this computer may give.",
    "journal": "One line for each event, chained by hashes: who, when, the command, and each "
    "record before and after (body, JSON). Never changed.",
    "effect": "Which records an event of the journal touched.",
    "card_summary": "The board's cards; made from the other tables and can be made again.",
    "taken_out": "Records that a removal for ever took out here.",
    "attention": "What met at an exchange and waits for a person, or was settled.",
    "workspace": "Facts about this file: who works here, which hub it belongs to.",
    "alembic_version": "The version of these tables.",
}
"""What each table holds; a record that was taken away stays with deleted = 1."""

_NAME = "trim({0}.titles_before || ' ' || {0}.name || ' ' || {0}.titles_after)"
_FIELD = "case instr({0}, '.') when 0 then {0} else substr({0}, 1, instr({0}, '.') - 1) end"
QUESTION = """(
    select substr(rest, instr(rest, 'label = {{') + 8,
                  instr(substr(rest, instr(rest, 'label = {{')), char(10)) - 9)
    from (select substr(d.text, nullif(instr(d.text,
                        '[[section.field]]' || char(10) || 'id = "' || {field} || '"'), 0)) as rest
          from definition d where d.id = f.definition_id))"""
"""The label of a field, of which sections, columns and choices may have the id, too."""


def _typed_rows() -> Iterator[str]:
    """Yield the rows of each table field that has a table of its own, in the words of `form_row`.

    What no row of them has is left out, as in their own text; what the team asks besides is there.
    """
    for name in sorted(TYPED_ROWS):
        cells = ", ".join(f"'{each}', r.{each}" for each in sorted(typed_columns(name)))
        yield f"""
        select c.code, f.kind, f.round, f.loop, f.scope, r.field || ' row ' || r.rank,
               {QUESTION.format(field="r.field")},
               json_patch(json_patch('{{}}', json_object({cells})), r.extra)
        from {name} r join form f on f.id = r.form_id left join card c on c.id = f.card_id
        where r.deleted = 0 and f.deleted = 0"""


VIEWS: Final[Mapping[str, str]] = {
    "readable_cards": f"""
        select c.code, c.title_en, c.title_id, p.name_en as programme, c.stage, c.stage_since,
               c.status, c.status_reason, c.round, c.opening_on,
               (select group_concat(t.role || ' ' || {_NAME.format("w")}, '; ') from team t
                join person w on w.id = t.person_id
                where t.card_id = c.id and t.deleted = 0 and t.since <= date('now', 'localtime')
                and (t.until = '' or t.until > date('now', 'localtime'))) as team
        from card c left join programme p on p.id = c.programme_id
        where c.deleted = 0""",
    "readable_answers": f"""
        select c.code, f.kind as form, f.round, f.loop, f.scope as sheet, v.path,
               {QUESTION.format(field=_FIELD.format("v.path"))} as question, v.value
        from form_value v join form f on f.id = v.form_id left join card c on c.id = f.card_id
        where v.deleted = 0 and f.deleted = 0
        union all
        select c.code, f.kind, f.round, f.loop, f.scope, r.field || ' row ' || r.rank,
               {QUESTION.format(field="r.field")}, r.cells
        from form_row r join form f on f.id = r.form_id left join card c on c.id = f.card_id
        where r.deleted = 0 and f.deleted = 0
        union all {" union all ".join(_typed_rows())}""",
    "readable_decisions": f"""
        select c.code, f.kind as form, f.round, f.loop, f.scope as sheet, s.version, s.role,
               {_NAME.format("p")} as person, s.capacity, s.decision, s.to_stage,
               s.decided_on, s.medium,
               {_NAME.format("w")} as recorded_by, s.recorded_at, s.withdrawn_on,
               s.withdrawn_reason, s.revision_id = f.revision_id as over_what_stands_frozen
        from sign_off s join form f on f.id = s.form_id left join card c on c.id = s.card_id
        left join person p on p.id = s.person_id left join person w on w.id = s.recorded_by
        where s.deleted = 0""",
    "readable_history": f"""
        select j.n, j.at, {_NAME.format("p")} as who, j.kind as event,
               (select group_concat(distinct c.code) from effect e join card c on c.id = e.card_id
                where e.event_n = j.n) as cards,
               json_extract(j.body, '$.command') as command
        from journal j left join person p on p.id = j.person_id""",
}
"""Cards, answers with their questions, decisions and events, with names in the place of ids."""


def _read_me() -> str:
    told = {
        "(this file)": "A workspace of MC Desk. Read it as you like; written to by anything else, "
        "it is told as altered by “mcdesk check”. Dates are ISO texts, moments UTC.",
        **{name: f"view: {words}" for name, words in READABLE.items()},
        **TABLES,
    }
    rows = (f"select '{name}' as name, '{_quoted(text)}' as holds" for name, text in told.items())
    return " union all ".join(rows)


def _quoted(text: str) -> str:
    return text.replace("'", "''")


READABLE: Final[Mapping[str, str]] = {
    "readable_cards": "every card with its programme and present team",
    "readable_answers": "every answer of every form with the question",
    "readable_decisions": "every sign-off with names",
    "readable_history": "every event with who and which cards",
}


def explain(connection: Connection) -> None:
    """Make the views in a SQLite database whose tables stand."""
    for name, statement in {**VIEWS, "read_me": _read_me()}.items():
        connection.exec_driver_sql(f"create view {name} as {statement}")


def fall_silent(connection: Connection) -> None:
    """Take the views away: SQLite alters no table that one names."""
    for name in (*VIEWS, "read_me"):
        connection.exec_driver_sql(f"drop view if exists {name}")
