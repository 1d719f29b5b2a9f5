"""Commands as flat lines of JSON, and as JSON schemas (design.md, section 11)."""

from __future__ import annotations

import dataclasses
import json
import re
import reprlib
import typing
from typing import Annotated, Any, Literal, get_args, get_origin

from mcdesk.errors import WrongUsage
from mcdesk.i18n import N_, _
from mcdesk.procedure.canonical import LARGEST
from mcdesk.procedure.commands import COMMANDS, CURRENT, Command
from mcdesk.procedure.commands.shapes import bare, fits

if typing.TYPE_CHECKING:
    from collections.abc import Mapping

DEEPEST = 20
TOO_DEEP = N_("lists and objects stand too deep in each other")
EXTRA = ("do", "as", "id")
JSON_WORDS = {"None": "null", "True": "true", "False": "false"}
SOURCE = re.compile(r" \((?:decisions|domain|design)\.md[^)]*\)")
"""Where a docstring says which rule it keeps; nobody outside has those pages."""


def parse(line: str) -> tuple[Command, str]:
    """Return the command of one line and the person it is given as ("" where none is named).

    Raises:
        WrongUsage: The line is no JSON object, names no command, or has wrong fields.
    """
    try:
        data = json.loads(line, object_pairs_hook=_no_key_twice)
    except ValueError as error:
        raise WrongUsage(_("this is not JSON: {error}").format(error=error)) from error
    except RecursionError as error:
        raise WrongUsage(_(TOO_DEEP)) from error
    if not isinstance(data, dict):
        raise WrongUsage(
            _("a command is a JSON object such as {example}").format(
                example='{"do": "MoveCard", …}'
            )
        )
    if "do" not in data:
        raise WrongUsage(_("'do' is missing: it names the command; “mcdesk commands” lists them"))
    name = data.pop("do")
    is_given = "as" in data
    person = data.pop("as", "")
    if not isinstance(name, str) or name not in COMMANDS:
        words = _("there is no command {name}{near}; “mcdesk commands” lists them")
        raise WrongUsage(words.format(name=reprlib.repr(name), near=_nearest(str(name)[:60])))
    if not isinstance(person, str):
        words = _("{name} must be {what}, not {given}")
        raise WrongUsage(words.format(name="'as'", what=_("a text"), given=reprlib.repr(person)))
    if is_given and not person.strip():
        raise WrongUsage(_("'as' names nobody: leave it out, or name a person"))
    if _is_deeper(data, DEEPEST):
        raise WrongUsage(_(TOO_DEEP))
    return build(COMMANDS[name], data), person


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; one in which a key stands twice could mean either."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise WrongUsage(_("the key {name} stands twice").format(name=reprlib.repr(key)))
        found[key] = value
    return found


def _is_deeper(value: object, levels: int) -> bool:
    """Tell whether lists and objects stand in each other in more than so many levels."""
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return levels == 0 or any(_is_deeper(entry, levels - 1) for entry in inner)
    return False


def _nearest(name: str) -> str:
    import difflib

    found = difflib.get_close_matches(name, COMMANDS, n=1)
    return _(" (did you mean {name}?)").format(name=found[0]) if found else ""


def build(cls: type[Command], data: Mapping[str, Any]) -> Command:
    """Return a command from plain data; raises WrongUsage naming every wrong field."""
    hints = typing.get_type_hints(cls, include_extras=True)
    known = {entry.name: entry for entry in dataclasses.fields(cls)}
    strange = [key for key in data if key not in known]
    wrong = [_("{name} is not one of its fields").format(name=reprlib.repr(key)) for key in strange]
    for name, entry in known.items():
        needed = (
            entry.default is dataclasses.MISSING and entry.default_factory is dataclasses.MISSING
        )
        if name not in data:
            wrong += [_("{name} is missing").format(name=repr(name))] if needed else []
        elif not fits(data[name], hints[name]):
            shown = reprlib.repr(data[name])
            given = JSON_WORDS.get(shown, shown)
            said = _("{name} must be {what}, not {given}")
            wrong.append(said.format(name=repr(name), what=_spoken(hints[name]), given=given))
    if wrong:
        raise WrongUsage(f"{cls.__name__}: {'; '.join(wrong)}")
    return cls(**data)


def _spoken(hint: Any) -> str:
    hint = bare(hint)
    if get_origin(hint) is Literal:
        return _("one of {names}").format(names=", ".join(map(str, get_args(hint))))
    if type(None) in get_args(hint):
        hint = next(entry for entry in get_args(hint) if entry is not type(None))
    names = {
        str: _("a text"),
        int: _("a whole number up to {most}").format(most=LARGEST),
        bool: _("true or false"),
    }
    return names.get(hint, _("a list") if get_origin(hint) is list else _("an object"))


def schema_of(cls: type[Command]) -> dict[str, Any]:
    """Return a command's JSON schema with an example."""
    hints = typing.get_type_hints(cls, include_extras=True)
    properties: dict[str, Any] = {"do": {"const": cls.__name__}}
    required = ["do"]
    for entry in dataclasses.fields(cls):
        properties[entry.name] = _property(hints[entry.name])
        if entry.default is dataclasses.MISSING and entry.default_factory is dataclasses.MISSING:
            required.append(entry.name)
        elif entry.default not in (dataclasses.MISSING, CURRENT, None, ""):
            properties[entry.name]["default"] = entry.default
    properties["as"] = {"type": "string", "description": "the person who gives the command"}
    return {
        "title": cls.__name__,
        "description": SOURCE.sub("", " ".join((cls.__doc__ or "").split())),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
        "undoable": cls.undoable,
        "event": cls.event,
        "example": example_of(cls),
        **({"values": VALUE_SHAPES} if cls.__name__ in WITH_VALUES else {}),
    }


def _property(hint: Any) -> dict[str, Any]:
    note = get_args(hint)[1] if get_origin(hint) is Annotated else ""
    found = _json_type(bare(hint))
    return {**found, "description": note} if note else found


def _json_type(hint: Any) -> dict[str, Any]:
    hint = bare(hint)
    if hint is Any:
        return {}
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if type(None) in get_args(hint):
        inner = _json_type(next(e for e in get_args(hint) if e is not type(None)))
        return {**inner, "type": [inner.get("type", "string"), "null"]}
    if get_origin(hint) is list:
        return {"type": "array", "items": _json_type(get_args(hint)[0])}
    if get_origin(hint) is dict:
        return {"type": "object", "additionalProperties": _json_type(get_args(hint)[1])}
    return {"type": {str: "string", int: "integer", bool: "boolean"}.get(hint, "string")}


WITH_VALUES = ("SetValue", "FillForm", "AddRow", "SetCell", "RecordExternal")
VALUE_SHAPES: Mapping[str, Any] = {
    "line": "a text",
    "text": "a text, paragraphs with \\n",
    "number": 'a number or its text: 30, "1.5"',
    "date": "YYYY-MM-DD",
    "choice": "the id of one choice",
    "choices": "a list of ids of choices",
    "tags": "a list of texts",
    "person": "a person: name, login or id",
    "programme": "a study programme: code or id",
    "tick": "true or false",
    "yesno": "yes, no or na; its remark at <field>.note",
    "checklist": "yes, no or na for each item at <field>.<item>, a remark at <field>.<item>.note",
    "group": "each part by itself, at <field>.<part>",
    "file": "the id of a stored file",
    "table": "rows: a list of objects of cells by column; codes of other tables as a list",
    "computed": "worked out by the program, never written",
    "decision": "made by signing, never written",
}
"""What a value looks like, by the type of its field (`mcdesk definitions export` shows them)."""
FILLED: Mapping[str, Any] = {
    "form": "MC-LAW-LAW-2603/F2",
    "values": {
        "p1": "Drafting Digital Contracts",
        "p15": ["students", "professionals"],
        "p30": 5,
        "p45": "own",
        "p45.statement": True,
        "p48": "2027-06-01",
        "p14": "none",
    },
    "rows": {"p35": [{"no": "1", "title": "Clauses", "outcomes": ["LO1"], "hours": "15"}]},
}
EXAMPLES: Mapping[str, Any] = {
    "card": "MC-LAW-LAW-2603", "to": "proposal", "person": "SME-03", "programme": "LAW",
    "form": "MC-LAW-LAW-2603/F2", "role": "sme", "title_en": "Drafting Digital Contracts",
    "reason": "the topic changes", "path": "p1", "new": "Drafting Digital Contracts",
    "field": "p35", "row": "1", "column": "title", "after": "^", "stage": "7",
    "since": "2026-09-01", "until": "2026-12-31", "date": "2026-09-01", "name": "SME-03",
    "faculty": "LAW", "code": "LAW", "name_en": "Law", "from_person": "ID-01",
    "to_person": "ID-02", "instructed_by": "Vice-Rector", "owed": "signed timeline",
    "owed_by": "SME-03", "text": "Please name the source.", "key": "passing_mark", "value": 75,
    "what": "Video 2 replaced", "why": "outdated figure", "number": "012/LAW/2026",
    "signed_by": "Head of Study Program", "digest": "0" * 64, "size": 1024, "of": "the event's id",
    "debt": "the debt's id", "idea": "the idea's id", "member": "the team entry's id",
    "office": "the office's id", "sign_off": "the sign-off's id", "comment": "the remark's id",
    "year": "2026/2027", "semester": "odd", "series": {"CTL/MC/F2/2026": 10},
    "absence": "the absence's id", "back": "2026-12-14",
    "file": "the file's id", "definition": "0" * 64, "forms": {"F2.toml": "id = …"},
}  # fmt: skip


OWN: Mapping[str, Mapping[str, Any]] = {
    "OpenForm": {"form": "F2"},
    "RecordExternal": {"form": "R2", "facts": {"verdict": "agreed"}},
    "PublishDefinitions": {"forms": EXAMPLES["forms"], "since": EXAMPLES["since"]},
    "KeepBooklet": {"who": EXAMPLES["person"], "forms": [EXAMPLES["form"]]},
    "EndKey": {"key": "the key's id"},
    "FillForm": FILLED,
    "AddRow": {"cells": {"no": "2", "title": "Cases", "outcomes": ["LO2"], "hours": "15"}},
    "MatchEntry": {"kind": "person", "entry": "Ms SME-03", "same_as": EXAMPLES["person"]},
}
"""What a command's example has of its own, beside or in the place of the usual."""


def example_of(cls: type[Command]) -> dict[str, Any]:
    """Return a line that has this command's needed fields."""
    found: dict[str, Any] = {"do": cls.__name__}
    for entry in dataclasses.fields(cls):
        if entry.default is dataclasses.MISSING and entry.default_factory is dataclasses.MISSING:
            found[entry.name] = EXAMPLES.get(entry.name, "…")
    return found | dict(OWN.get(cls.__name__, {}))
