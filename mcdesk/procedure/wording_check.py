"""What is wrong with a changed wording, in words and at its place; the loader's own checks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure import wording
from mcdesk.procedure.approving import without_dean
from mcdesk.procedure.load import read_procedure
from mcdesk.procedure.load_across import across
from mcdesk.procedure.load_form import read_form
from mcdesk.procedure.stage import Label
from mcdesk.procedure.toml_text import toml_text
from mcdesk.procedure.wording_add import NEW_ITEM, PLACEHOLDERS, is_own
from mcdesk.procedure.wording_numbers import number_faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.procedure_definition import Definitions
    from mcdesk.procedure.toml_table import Mistake
    from mcdesk.procedure.wording import Data

OWN_USE: Mapping[str, frozenset[str]] = {
    "F2": frozenset(("p1", "p2", "p3", "p4", "p12", "p15", "p16", "p17", "p18", "p20", "p21",
                     "p23", "p24", "p28", "p29", "p30", "p31", "p32", "p33", "p35", "p44", "p47",
                     "p48")),
    "F3": frozenset(("t1", "t3")),
    "F5": frozenset(("c1", "c3")),
    "F7": frozenset(("d23",)),
    "F8": frozenset(("k8",)),
    "F9": frozenset(("e1", "e4")),
    "R1": frozenset(("assignees",)),
}  # fmt: skip
"""Fields that the program reads itself: for the board, pre-filling, lists and the catalogue."""
MUST: Mapping[str, frozenset[str]] = {
    "F2": frozenset(("p5", "p7", "p10", "p37", "p45")),
}
"""Fields that the procedure itself demands at a gate, beside those (decisions.md, 18)."""
CHECK = "check"
"""Under what a finding names the place of the check that could be switched off with its field."""
_MUST = N_("The procedure demands “{name}” at its gate: it stays switched on.")
_STEP = re.compile(r"(\w+)\[([^\]]*)\]")
_TOLD = re.compile(r"\[x_[^/]*\.(minimum|maximum|unit)$")
"""What the loader says of numbers that the team added; wording_numbers tells it in better words."""
_MISSING = re.compile(r"no (?:field|column) '([^']+)'")


_OWN_USE = N_("The program itself reads “{name}”, for instance for the board, for filling in ahead "
              "or for the catalogue: it stays switched on.")  # fmt: skip


def faults(definitions: Definitions, data: Data) -> tuple[Finding, ...]:
    """Return every mistake in the wording of a form or procedure; `path` is its place in it."""
    kind = str(data.get("id", ""))
    mistakes: list[Mistake] = []
    if wording.root_of(data) == wording.PROCEDURE:
        read_procedure(toml_text(data), kind, mistakes)
        found = [_finding(definitions, data, mistake) for mistake in mistakes]
        return tuple(_once([*found, *_too_long(data)]))
    form = read_form(toml_text(data), kind, mistakes)
    if form is not None:
        forms = {**definitions.forms, kind: form}
        mistakes += across(definitions.procedure, "", forms, {key: key for key in forms})
    mistakes = [mistake for mistake in mistakes if not _TOLD.search(mistake.where)]
    found = [_finding(definitions, data, mistake) for mistake in mistakes]
    found += _own_use(kind, data)
    found += _unnamed(data)
    found += _too_long(data)
    found += number_faults(data)
    if form is not None and kind in definitions.forms:
        found += _signers(form, definitions.forms[kind])
        now = {**definitions.forms, kind: form}
        found += (replace(each, form="") for each in without_dean(now, definitions.forms))
    return tuple(_once(found))


def refusals(form: FormDefinition, before: FormDefinition) -> Iterator[Finding]:
    """Yield why a form may not take the place of the version before it, however it was written.

    The loader cannot know it: who signs, and what the program itself reads.
    """
    for id_ in sorted(OWN_USE.get(form.id, ())):
        if id_ in before.fields and id_ not in form.fields:
            yield Finding("own_use", _OWN_USE, {"name": before.fields[id_].label}, form=form.id)
    for id_ in sorted(MUST.get(form.id, ())):
        if id_ in before.fields and id_ not in form.fields:
            yield Finding("must_stay", _MUST, {"name": before.fields[id_].label}, form=form.id)
    for finding in _signers(form, before):
        yield replace(finding, form=form.id, path="")


def signing_faults(
    forms: Mapping[str, FormDefinition], before: Mapping[str, FormDefinition]
) -> Iterator[Finding]:
    """Yield what is wrong with who signs, of forms that take the place of others (by kind)."""
    for kind in sorted(forms.keys() & before.keys()):
        for finding in _signers(forms[kind], before[kind]):
            yield replace(finding, form=kind, path="")
    yield from without_dean(forms, before)


def _once(found: list[Finding]) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for finding in found:
        key = (finding.path, finding.sentence("en"))
        if key not in seen:
            seen.add(key)
            yield finding


def _own_use(kind: str, data: Data) -> Iterator[Finding]:
    for entry in wording.outline(data):
        used = entry.kind == "field" and entry.id in OWN_USE.get(kind, ())
        if used and entry.is_off:
            yield Finding("own_use", _OWN_USE, {"name": entry.label}, path=entry.place)
        elif entry.kind == "field" and entry.id in MUST.get(kind, ()) and entry.is_off:
            yield Finding("must_stay", _MUST, {"name": entry.label}, path=entry.place)


def _unnamed(data: Data) -> Iterator[Finding]:
    for entry in wording.outline(data):
        if entry.kind == "item" and entry.label == NEW_ITEM:
            yield Finding("unnamed", N_("Say what the new item asks for."), path=entry.place)
        elif entry.kind in ("choice", "column") and entry.label in PLACEHOLDERS:
            yield Finding("unnamed", N_("Say what it is called."), path=entry.place)
        elif entry.kind in ("item", "choice", "column") and (text := _half_named(entry.label)):
            yield Finding("unnamed", text, path=entry.place)
        elif (
            entry.kind == "section"
            and not wording.list_of(wording.entry_at(data, entry.place), "field")
            and is_own(entry.place)
        ):
            text = N_("A section needs a field: add one, or take the section away.")
            yield Finding("no_field", text, path=entry.place)


def _half_named(label: Label) -> str:
    """Return what to say where one of the two languages still has the words of a new entry."""
    if any(label.id == new.id for new in PLACEHOLDERS):
        return N_("Say it in Indonesian, too.")
    if any(label.en == new.en for new in PLACEHOLDERS):
        return N_("Say it in English, too.")
    return ""


def _too_long(data: Data) -> Iterator[Finding]:
    """Yield the names that have no room where they are shown."""
    for entry in wording.outline(data):
        own = wording.entry_at(data, entry.place)
        for (kind, key), most in wording.LONGEST.items():
            label = wording.label_of(own.get(key)) if kind == entry.kind else Label("", "")
            longest = max((label.en, label.id), key=len)
            if len(longest) > most:
                text = N_("“{text}” has {n} letters; there is room for {most}.")
                params = {"text": longest, "n": len(longest), "most": most}
                yield Finding("too_long", text, params, path=entry.place)


def _signers(form: FormDefinition, before: FormDefinition) -> Iterator[Finding]:
    needed = [signer for signer in form.signers if not signer.optional]
    if not needed and any(not signer.optional for signer in before.signers):
        text = N_("Somebody has to sign: a form that waits for nobody counts as signed at once.")
        yield Finding("no_signer", text, path="")
    roles = [signer.role for signer in form.signers]
    for role in sorted({role for role in roles if roles.count(role) > 1}):
        text = N_("Each role signs once.")
        yield Finding("signer_twice", text, path=f"signer:{role}")


def _finding(definitions: Definitions, data: Data, mistake: Mistake) -> Finding:
    """Return a mistake of the loader in words."""
    own = mistake.file == str(data.get("id", ""))
    place = _place(data, mistake.where) if own else ""
    missing = _MISSING.search(mistake.text)
    if missing is not None:
        gone = _by_path(data, missing.group(1))
        text = N_("“{name}” is needed by {who}: switch it on again.")
        params: dict[str, object] = {"name": gone.label if gone else missing.group(1),
                                     "who": _who(definitions, data, mistake)}  # fmt: skip
        if own and wording.kind_of(place) == "rule":
            text = N_("“{name}” is needed by {who}: switch it on again, or switch that check off, "
                      "too.")  # fmt: skip
            params[CHECK] = place
        return Finding("needed", text, params, path=gone.place if gone else "")
    for sign, words in _WORDS.items():
        if sign in mistake.text:
            return Finding("broken", words, {"text": mistake.words()}, path=place)
    words = N_("{where}: {text}")
    return Finding("broken", words, {"where": mistake.where, "text": mistake.words()}, path=place)


_WORDS = {
    "needs a text for en and for id": N_("A text is missing: write it in English and Indonesian."),
    "is missing": N_("A text is missing: write it in English and Indonesian."),
    "a checklist needs its items": N_("At least one item of a checklist stays switched on."),
    "a table needs its columns": N_("At least one column of a table stays switched on."),
    "; ": N_("A message may only have the words in braces that it had before ({text})."),
    "keeps these places": N_("Keep what stands in braces, and nothing else ({text})."),
    "has a brace": N_("A brace in this message is not closed."),
}
"""The loader's mistakes that a person can make here, in words of their own."""


def _place(data: Data, where: str) -> str:
    """Return the place that the loader's words for one mean, or the nearest one around it."""
    place = ""
    for number, (kind, id_) in enumerate(_STEP.findall(where)):
        if number == 0 and kind == "field":
            found = _by_path(data, id_)
            return found.place if found else ""
        named = id_
        entries = wording.list_of(wording.entry_at(data, place), kind)
        if kind == "signer" and id_.isdecimal() and 0 < int(id_) <= len(entries):
            named = wording.id_of(kind, entries[int(id_) - 1])
        if all(wording.id_of(kind, entry) != named for entry in entries):
            break
        place = wording.below(place, kind, named)
    return place


def _by_path(data: Data, path: str) -> wording.Entry | None:
    """Return the entry of a field, part, item or column by its path in values."""
    return next((e for e in wording.outline(data) if path and path_of(e.place) == path), None)


def path_of(place: str) -> str:
    """Return the path in values of a field, part, item or column: `p1`, `a2.07`, `p11/kind`."""
    steps = dict(step.split(":", 1) for step in place.split("/") if step)
    field = steps.get("field", "")
    for kind, mark in (("part", "."), ("item", "."), ("column", "/")):
        if kind in steps:
            return f"{field}{mark}{steps[kind]}"
    return field if set(steps) <= {"section", "field"} else ""


def _who(definitions: Definitions, data: Data, mistake: Mistake) -> Label:
    """Return who needs a field: a rule, a gate of the procedure, a field of a form."""
    (kind, id_), *_rest = [*_STEP.findall(mistake.where), ("", "")]
    if kind == "transition":
        way = next(t for t in definitions.procedure.transitions if t.id == id_)
        return Label(f"the gate “{way.title.en}”", f"syarat tahap “{way.title.id}”")
    own = mistake.file == str(data.get("id", ""))
    form = definitions.forms.get(mistake.file)
    if form is None:
        return Label(mistake.where, mistake.where)
    if kind == "rule":
        label = next((r.message for r in form.rules if r.id == id_), Label(id_, id_))
        said = Label(f"the check ‘{label.en}’", f"pemeriksaan ‘{label.id}’")
    else:
        entry = form.fields.get(id_)
        label = entry.label if entry is not None else Label(id_, id_)
        said = Label(f"the field “{label.en}”", f"isian “{label.id}”")
    if own:
        return said
    return Label(f"{said.en} of {form.short.en}", f"{said.id} pada {form.short.id}")
