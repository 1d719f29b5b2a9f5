"""Reads definitions from TOML text into the dataclasses that say what a procedure and a form are.

A broken file reports every mistake at once, each with file, table and key. The digest of a
definition is SHA-256 over the canonical JSON of its parsed content, so comments and the layout
of the file do not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from mcdesk.i18n import N_
from mcdesk.procedure import effects, guards
from mcdesk.procedure.guard_sentences import SAID, places
from mcdesk.procedure.load_across import across
from mcdesk.procedure.load_checks import no_twice
from mcdesk.procedure.load_form import digest_of, parsed, read_form, shared
from mcdesk.procedure.needs import parameters
from mcdesk.procedure.procedure_definition import (
    RIGHTS_OF_BEFORE,
    Definitions,
    EffectUse,
    GuardUse,
    ProcedureDefinition,
    Role,
    Sentence,
    SettingDefinition,
    Transition,
)
from mcdesk.procedure.stage import Phase, Stage
from mcdesk.procedure.toml_table import BrokenDefinitions, Mistake, Table
from mcdesk.procedure.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.procedure.definition import FormDefinition

__all__ = [
    "BrokenDefinitions",
    "Mistake",
    "digest_of",
    "read_definitions",
    "read_form",
    "read_procedure",
]
PROCEDURES_KEPT = 8


@shared(PROCEDURES_KEPT)
def read_procedure(text: str, file: str, mistakes: list[Mistake]) -> ProcedureDefinition | None:
    """Read one procedure file; what is wrong is added to `mistakes`."""
    data = parsed(text, file, mistakes)
    if data is None:
        return None
    table = Table(data, file, "", mistakes)
    definition = ProcedureDefinition(
        id=table.take("id", str),
        version=table.take("version", str),
        title=table.label("title"),
        phases=table.each("phase", lambda t: Phase(t.take("id", str), t.label("title"))),
        roles=table.each("role", _role),
        stages=table.each("stage", _stage),
        transitions=table.each("transition", _transition),
        settings=table.each("setting", _setting),
        rights=_rights(table),
        sentences=table.each("sentence", _sentence),
        digest=digest_of(text),
    )
    table.finish()
    _check_procedure(definition, table)
    return definition


def _rights(table: Table) -> dict[str, tuple[str, ...]]:
    """Return who holds each right; of one that a procedure of before lacks, by that of before."""
    rights = Table(table.take("rights", dict, {}), table.file, "rights", table.mistakes)
    held = {key: rights.texts(key) for key in tuple(rights.data)}
    older = {new: held[old] for new, old in RIGHTS_OF_BEFORE.items() if old in held}
    return {**older, **held}


def _role(table: Table) -> Role:
    scope = table.one_of("scope", ("card", "programme", "faculty", "university"))
    return Role(
        id=table.take("id", str),
        label=table.label("label"),
        short=table.label("short"),
        scope=cast("Literal['card', 'programme', 'faculty', 'university']", scope),
        several=table.take("several", bool, True),
    )


def _stage(table: Table) -> Stage:
    return Stage(
        id=table.take("id", str),
        number=table.take("number", int),
        phase=table.take("phase", str),
        title=table.label("title"),
        short=table.label("short"),
        purpose=table.label("purpose"),
        days=table.take("days", int),
        owes=table.texts("owes"),
        forms=table.texts("forms"),
    )


def _transition(table: Table) -> Transition:
    kind = table.one_of("kind", ("forward", "back", "finish"))
    return Transition(
        id=table.take("id", str),
        source=table.take("from", str),
        target=table.take("to", str, ""),
        kind=cast("Literal['forward', 'back', 'finish']", kind),
        title=table.label("title"),
        guards=table.each("guard", _guard),
        effects=table.each("effect", _effect),
        movers=table.texts("movers"),
        reason=table.take("reason", bool, False),
        jumps=table.take("jumps", bool, False),
    )


def _guard(table: Table) -> GuardUse:
    name = table.known("name", guards.GUARDS, "guard")
    return GuardUse(name, table.levels("level", "block"), parameters(table, name))


def _effect(table: Table) -> EffectUse:
    name = table.known("name", effects.EFFECTS, "effect")
    return EffectUse(name, parameters(table, name))


def _setting(table: Table) -> SettingDefinition:
    return SettingDefinition(
        key=table.take("key", str),
        label=table.label("label"),
        value=table.data.pop("value", None),
        unit=table.maybe_label("unit"),
    )


def _sentence(table: Table) -> Sentence:
    id_ = table.take("id", str)
    if id_ not in SAID:
        table.wrong("id", words(N_("there is no sentence {name}"), name=repr(id_)))
    sentence = Sentence(id_, table.label("message"))
    wanted = places(SAID.get(id_, ""))
    for key, text in (("en", sentence.message.en), ("id", sentence.message.id)):
        if id_ in SAID and text and places(text) != wanted:
            shown = ", ".join(f"{{{name}}}" for name in sorted(wanted or ())) or "–"
            told = words(N_("keeps these places in braces, and no others: {places}"), places=shown)
            table.wrong(f"message.{key}", told)
    return sentence


def _check_procedure(definition: ProcedureDefinition, table: Table) -> None:
    """Note what does not fit together between the tables of a procedure."""
    stages = {stage.id for stage in definition.stages}
    roles = {role.id for role in definition.roles}
    phases = {phase.id for phase in definition.phases}
    no_twice((stage.id for stage in definition.stages), "stage", table)
    no_twice((role.id for role in definition.roles), "role", table)
    no_twice((way.id for way in definition.transitions), "transition", table)
    no_twice((setting.key for setting in definition.settings), "setting", table)
    no_twice((sentence.id for sentence in definition.sentences), "sentence", table)
    for stage in definition.stages:
        if stage.phase not in phases:
            table.wrong(
                f"stage[{stage.id}].phase",
                words(N_("there is no phase {name}"), name=repr(stage.phase)),
            )
        for role in set(stage.owes) - roles:
            table.wrong(
                f"stage[{stage.id}].owes", words(N_("there is no role {name}"), name=repr(role))
            )
    _check_ways(definition, table, stages, roles)
    numbers = [stage.number for stage in definition.stages]
    if numbers != list(range(1, len(numbers) + 1)):
        table.wrong("stage", words(N_("the stages must be numbered 1, 2, 3 … in order")))


def _check_ways(
    definition: ProcedureDefinition, table: Table, stages: set[str], roles: set[str]
) -> None:
    """Note ways and rights that name stages or roles which are not there."""
    for way in definition.transitions:
        for key, stage_id in (("from", way.source), ("to", way.target)):
            if stage_id not in stages and not (key == "to" and way.kind == "finish"):
                table.wrong(
                    f"transition[{way.id}].{key}",
                    words(N_("there is no stage {name}"), name=repr(stage_id)),
                )
        for role in set(way.movers) - roles:
            table.wrong(
                f"transition[{way.id}].movers",
                words(N_("there is no role {name}"), name=repr(role)),
            )
    for right, holders in definition.rights.items():
        for role in set(holders) - roles:
            table.wrong(f"rights.{right}", words(N_("there is no role {name}"), name=repr(role)))


def read_definitions(procedure: tuple[str, str], forms: Mapping[str, str]) -> Definitions:
    """Read a procedure `(file, text)` and its forms `{file: text}` together.

    Raises:
        BrokenDefinitions: Something is wrong; it lists every mistake of every file.
    """
    mistakes: list[Mistake] = []
    definition = read_procedure(procedure[1], procedure[0], mistakes)
    found: dict[str, FormDefinition] = {}
    files: dict[str, str] = {}
    for file, text in sorted(forms.items()):
        form = read_form(text, file, mistakes)
        if form is None:
            continue
        if form.id in found:
            mistakes.append(
                Mistake(
                    file,
                    "id",
                    words(
                        N_("{form} stands in {file} too"), form=repr(form.id), file=files[form.id]
                    ),
                )
            )
        found[form.id], files[form.id] = form, file
    if definition is not None:
        mistakes.extend(across(definition, procedure[0], found, files))
    if mistakes or definition is None:
        raise BrokenDefinitions(mistakes)
    return Definitions(definition, found)
