"""Reads one form definition from TOML text."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar

from mcdesk.i18n import N_
from mcdesk.procedure import compute, rules, wording
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.compute_tables import COMPUTED_ROWS
from mcdesk.procedure.definition import (
    Choice,
    Column,
    Field,
    FieldType,
    FormDefinition,
    Item,
    Rule,
    Section,
    Signer,
)
from mcdesk.procedure.load_checks import check_field, check_form, check_numbers
from mcdesk.procedure.needs import parameters
from mcdesk.procedure.toml_table import BrokenDefinitions, Mistake, Table
from mcdesk.procedure.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

T = TypeVar("T")
Read = Callable[[str, str, list[Mistake]], T | None]
DECISIONS = ("approve", "return", "reject", "acknowledge", "verify", "accept", "advise")
MEDIA = ("program", "paper", "pdf", "letter", "minutes")
TABLES = ("", "component", "milestone", "condition", "finding")
DEEPEST = 30


TEXTS_KEPT = 64
"""Definitions whose content is remembered: a whole procedure is some 16 texts, read several times
whenever a version is published."""


@lru_cache(TEXTS_KEPT)
def _content(text: str) -> dict[str, Any]:
    """Return the content of a TOML text; it is shared: nobody may change it."""
    return tomllib.loads(text)


@lru_cache(TEXTS_KEPT)
def digest_of(text: str) -> str:
    """Return the digest of a definition's TOML text; raises tomllib.TOMLDecodeError."""
    return hashlib.sha256(json_text(_content(text)).encode()).hexdigest()


def parsed(text: str, file: str, mistakes: list[Mistake]) -> Mapping[str, Any] | None:
    """Return the content of a TOML text, or None where it is none (a mistake is added)."""
    try:
        data = _content(text)
    except tomllib.TOMLDecodeError as error:
        mistakes.append(Mistake(file, "file", words(N_("is not TOML: {error}"), error=error)))
        return None
    except RecursionError:
        data = None
    if data is None or _is_too_deep(text):
        mistakes.append(
            Mistake(file, "file", words(N_("tables and lists stand too deep in each other")))
        )
        return None
    return data


@lru_cache(TEXTS_KEPT)
def _is_too_deep(text: str) -> bool:
    return _is_deeper(_content(text), DEEPEST)


def _is_deeper(value: object, levels: int) -> bool:
    """Tell whether tables and lists stand in each other in more than so many levels."""
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(entry, levels - 1) for entry in inner)


def shared(keep: int) -> Callable[[Read[T]], Read[T]]:
    """Let all that read one sound text share what it says; so many texts are remembered.

    A definition is never changed once it is read. The mistakes of a broken one are in the words
    of the day, and name its file: they are told anew each time.
    """

    def decorated(read: Read[T]) -> Read[T]:
        @lru_cache(keep)
        def sound(text: str) -> T:
            mistakes: list[Mistake] = []
            made = read(text, "", mistakes)
            if mistakes or made is None:
                raise BrokenDefinitions(mistakes)
            return made

        @wraps(read)
        def sound_or_read(text: str, file: str, mistakes: list[Mistake]) -> T | None:
            try:
                return sound(text)
            except BrokenDefinitions:
                return read(text, file, mistakes)

        return sound_or_read

    return decorated


@shared(TEXTS_KEPT)
def read_form(text: str, file: str, mistakes: list[Mistake]) -> FormDefinition | None:
    """Read one form file; what is wrong is added to `mistakes`."""
    data = parsed(text, file, mistakes)
    if data is None:
        return None
    table = Table(data, file, "", mistakes)
    switched_off = frozenset(_switched_off(data))
    stage = table.take("stage", str)
    definition = FormDefinition(
        id=table.take("id", str),
        version=table.take("version", str),
        title=table.label("title"),
        short=table.label("short"),
        stage=stage,
        until=table.take("until", str, ""),
        begins=table.take("from", str, ""),
        by_module=table.take("by_module", str, ""),
        subject=table.one_of("subject", ("card", "letter", "period"), "card"),
        per=table.texts("per"),
        intro=table.maybe_label("intro"),
        statement=table.maybe_label("statement"),
        signers=table.each("signer", _signer),
        sections=tuple(filter(None, table.each("section", lambda t: _section(t, stage)))),
        rules=table.each("rule", lambda t: _rule(t, stage), may_be_off=True),
        digest=digest_of(text),
        switched_off=switched_off,
    )
    table.finish()
    check_form(definition, table)
    return definition


def _switched_off(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the paths of the fields that are switched off, and of parts: with their field, too."""
    for section in wording.list_of(data, "section"):
        for entry in wording.list_of(section, "field"):
            if entry.get("off"):
                yield str(entry.get("id"))
            for part in wording.list_of(entry, "part"):
                if entry.get("off") or part.get("off"):
                    yield f"{entry.get('id')}.{part.get('id')}"


def _signer(table: Table) -> Signer:
    signer = Signer(
        role=table.take("role", str),
        step=table.take("step", int),
        act=table.label("act"),
        decisions=table.texts("decisions", ("approve", "return", "reject")),
        media=table.texts("media", MEDIA),
        optional=table.take("optional", bool, False),
        on_team=table.take("on_team", bool, False),
    )
    for key, values, known in (
        ("decisions", signer.decisions, DECISIONS),
        ("media", signer.media, MEDIA),
    ):
        for value in set(values) - set(known):
            table.wrong(
                key,
                words(N_("{value} is none of {known}"), value=repr(value), known=", ".join(known)),
            )
        if not values:
            table.wrong(key, words(N_("is empty: then nobody could sign")))
    if signer.step < 1:
        table.wrong("step", words(N_("must be 1 or more")))
    return signer


def _section(table: Table, stage: str) -> Section | None:
    """Read a section; None where all of its fields are switched off."""
    was_filled = bool(table.data.get("field"))
    section = Section(
        id=table.take("id", str),
        title=table.label("title"),
        help=table.maybe_label("help"),
        fields=table.each("field", lambda t: _field(t, stage), may_be_off=True),
        about=table.texts("about"),
    )
    return section if section.fields or not was_filled else None


def _choices(table: Table, key: str) -> tuple[Choice, ...]:
    return table.each(key, lambda t: Choice(t.take("id", str), t.label("label")))


def _type(table: Table) -> FieldType:
    value = table.one_of("type", tuple(FieldType))
    return FieldType(value) if value in tuple(FieldType) else FieldType.LINE


def _field(table: Table, stage: str) -> Field:
    type_ = _type(table)
    entry = Field(
        id=table.take("id", str),
        label=table.label("label"),
        type=type_,
        required=table.levels("required"),
        due=table.due("due", stage),
        living=table.take("living", bool, False),
        by=table.texts("by"),
        decided_by=table.take("decided_by", str, ""),
        help=table.maybe_label("help"),
        placeholder=table.maybe_label("placeholder"),
        source=table.take("source", str, ""),
        max=table.take("max", int, 0),
        unit=table.maybe_label("unit"),
        minimum=table.number("minimum"),
        maximum=table.number("maximum"),
        decimals=table.take("decimals", int, 0),
        choices=_choices(table, "choice"),
        parts=table.each("part", lambda t: _field(t, stage), may_be_off=True),
        columns=table.each("column", _column, may_be_off=True),
        items=table.each("item", _item, may_be_off=True),
        groups=_choices(table, "group"),
        min_rows=table.take("min_rows", int, 0),
        max_rows=table.take("max_rows", int, 0),
        table=table.one_of("table", TABLES, ""),
        role=table.take("role", str, ""),
        compute=(name := table.known("compute", _makers(type_), "computed field")),
        prefill=table.take("prefill", str, ""),
        params=parameters(table, name),
        rows=tuple(table.take("rows", list, [])),
        default=table.data.pop("default", None),
    )
    check_field(entry, table)
    return entry


def _makers(type_: FieldType) -> Mapping[str, object]:
    """Return the functions that may work out a field of this type."""
    return COMPUTED_ROWS if type_ is FieldType.TABLE else compute.COMPUTED


def _column(table: Table) -> Column:
    type_ = _type(table)
    column = Column(
        id=table.take("id", str),
        label=table.label("label"),
        type=type_,
        required=table.take("required", bool, False),
        living=table.take("living", bool, False),
        width=table.take("width", float, 1.0),
        max=table.take("max", int, 0),
        unit=table.maybe_label("unit"),
        minimum=table.number("minimum"),
        maximum=table.number("maximum"),
        decimals=table.take("decimals", int, 0),
        choices=_choices(table, "choice"),
        role=table.take("role", str, ""),
        compute=(name := table.known("compute", compute.COMPUTED_CELLS, "computed column")),
        params=parameters(table, name),
        help=table.maybe_label("help"),
        below=table.take("below", bool, False),
    )
    check_numbers(column, table)
    return column


def _item(table: Table) -> Item:
    return Item(
        id=table.take("id", str),
        label=table.label("label"),
        group=table.take("group", str, ""),
        must=table.take("must", bool, False),
    )


def _rule(table: Table, stage: str) -> Rule:
    return Rule(
        id=table.take("id", str),
        check=(name := table.known("check", rules.CHECKS, "check")),
        paths=table.texts("paths"),
        levels=table.levels("level", "block"),
        due=table.due("due", stage),
        message=table.label("message"),
        params=parameters(table, name),
    )
