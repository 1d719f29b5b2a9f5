"""What the gates say: one sentence for each thing that a guard demands, or finds fulfilled.

A workspace may reword each of them in its procedure (`[[sentence]]`), like the names of stages:
both languages, and the same places in braces. The key of a sentence never changes its meaning.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

from mcdesk.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

SAID: Mapping[str, str] = {
    "before": N_("{form}: before MC Desk"),
    "not_begun": N_("{form} has not been begun."),
    "no_module": N_("{form}: give each its module, or delete it."),
    "outside": N_("{form}: done outside MC Desk"),
    "not_frozen": N_("{form} is not frozen for signature yet."),
    "void": N_("{form} was changed after signing: freeze it and have it signed again."),
    "more": N_("{form}: further places that are missing or wrong: {n}."),
    "returned": N_("{form} was returned by {role}: {note}"),
    "returned_to": N_("{form} was returned by {role} to {stage}: {note}"),
    "rejected": N_("{form} was rejected by {role}: {note}"),
    "signed": N_("{form}: signed by {role}, {on}"),
    "signed_for": N_(
        "{form}: signed {capacity} by {person}, acting for {role} by letter {letter}, {on}"
    ),
    "not_signed": N_("{form}: {role} has not signed."),
    "one_lead": N_("Lead SME named"),
    "no_lead": N_("No lead SME is named on the team."),
    "two_leads": N_("{n} people are named lead SME; name one."),
    "team_named": N_("Team: {role} named"),
    "team": N_("The team has no {role} yet."),
    "deemed": N_("{form}: {role} has not answered; deemed acknowledged since {on}."),
    "must_item": N_("{form}, item {no}★ “{item}” is answered no."),
    "condition": N_("Condition still open: {condition} (due {due})"),
    "to_come": N_("{form}: {on} lies in the future; what is told as done counts from that day."),
    "conditions": N_("All conditions are closed ({n})"),
    "debt": N_("Still owed by exception: {owed} ({who}, until {until})"),
    "no_components": N_("The component list (F5) names nothing that is due here."),
    "not_handed_in": N_("Components not handed in for review, {n} of {of}: {names}"),
    "not_accepted": N_("Components not accepted, {n} of {of}: {names}"),
    "handed_in": N_("All {of} components are handed in"),
    "accepted": N_("All {of} components are accepted, or named as exceptions"),
    "no_list": N_("No components are listed: open {form} and enter them with their states."),
    "must_fix": N_("Must-fix findings that are open: {n}."),
    "no_must_fix": N_("“Not aligned” needs at least one must-fix finding."),
    "no_owner": N_("Must-fix finding {n} has no owner."),
    "build": N_("A tested master course exists"),
    "no_build": N_("No tested build of the master course exists: go to stage 11 first."),
    "old_build": N_(
        "Reworked after the master course was built: {names}. Build and test it again."
    ),
    "loops": N_("This is loop {n} between re-examination and master course."),
    "sheet_signed": N_("{form}: sheet {sheet} is signed"),
    "sheet": N_("{form}: sheet {sheet} is not signed by all."),
    "no_own_sheet": N_(
        "{form}: {name} is named as assessor and has no sheet yet. Begin it, or end the duty in "
        "the team."
    ),
    "fix_open": N_("{form}: still to be mended: {item}, {what}"),
    "fixes": N_("All that had to be mended is closed ({n})"),
    "value": N_("{form}, {field}: {value}"),
    "other_value": N_("{form}, {field}: this way needs “{wanted}”, it says “{value}”."),
    "no_value": N_("{form}, {field}: this way needs “{wanted}”, nothing is chosen yet."),
    "not_said": N_("{form}: the original does not say “{field}”; record it with the original."),
}
SENTENCE = "sentence"


def places(text: str) -> frozenset[str] | None:
    """Return the `{places}` of a sentence, None where a brace does not fit or says more."""
    try:
        parts = [part for part in string.Formatter().parse(text) if part[1] is not None]
    except ValueError:
        return None
    if any(layout or conversion for _text, _name, layout, conversion in parts):
        return None
    return frozenset(str(name) for _text, name, _layout, _conversion in parts)


def with_sentences(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a procedure's data with every sentence, those not reworded as the program has them."""
    own = {str(entry.get("id")): entry for entry in data.get(SENTENCE, ())}
    said = [own.get(id_, _as_shipped(id_)) for id_ in SAID]
    return {**data, SENTENCE: said}


def reworded(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a procedure's data with the sentences that differ from the program's alone."""
    own = [entry for entry in data.get(SENTENCE, ()) if entry != _as_shipped(str(entry["id"]))]
    rest = {key: value for key, value in data.items() if key != SENTENCE}
    return {**rest, SENTENCE: own} if own else rest


def _as_shipped(id_: str) -> dict[str, Any]:
    text = SAID.get(id_, "")
    return {"id": id_, "message": {"en": text, "id": _(text, "id") if text else ""}}
