"""Commands about definitions: publish from a day on, take back, adopt."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from mcdesk.application import shelf
from mcdesk.application.adopting import adoption
from mcdesk.application.handlers import handles
from mcdesk.application.work import Work, refuse
from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.approving import without_dean
from mcdesk.procedure.by_module import is_part, whole_id
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.content import as_date
from mcdesk.procedure.load import (
    BrokenDefinitions,
    digest_of,
    read_definitions,
    read_procedure,
)
from mcdesk.procedure.load_across import across
from mcdesk.procedure.load_form import parsed, read_form
from mcdesk.procedure.records import DefinitionText, Form, changed
from mcdesk.procedure.stage import Label
from mcdesk.procedure.toml_table import listed
from mcdesk.procedure.wording import PROCEDURE, next_version
from mcdesk.procedure.wording_check import refusals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.procedure_definition import Definitions, ProcedureDefinition
    from mcdesk.procedure.toml_table import Mistake

THE_PROCEDURE = Label("The procedure", "Prosedur")
_NUMBER = re.compile(r'^(version\s*=\s*)"[^"\n]*"', re.MULTILINE)


@handles(do.PublishDefinitions)
def publish_definitions(command: do.PublishDefinitions, work: Work) -> None:
    """Add versions of the procedure and of forms; identical ones change nothing."""
    since = work.a_day(command.since, default=work.day)
    if since < work.day:
        refuse("past_day", N_("A wording is published from today on or later, not from {day}."),
               day=since)  # fmt: skip
    _must_be_known(command, work)
    texts = _texts(command, work, since)
    found = _read(command, texts)
    _must_take_the_place(command, work, since, found)
    given = {digest_of(text) for text in (command.procedure, *command.forms.values()) if text}
    by_digest = {digest_of(text): text for text in (texts[0], *texts[1].values())}
    entries: list[tuple[str, ProcedureDefinition | FormDefinition]] = [
        ("procedure", found.procedure),
        *(("form", form) for form in found.forms.values()),
    ]
    for kind, entry in entries:
        if entry.digest in given:
            text = by_digest[entry.digest]
            _publish(work, DefinitionText(id=entry.digest, kind=kind, key=entry.id,
                     version=entry.version, text=text, published_on=since))  # fmt: skip
    _must_fit_later(work, since)


def _must_be_known(command: do.PublishDefinitions, work: Work) -> None:
    """Refuse a text that was written before the newest version of its form."""
    newest = {
        entry.key if entry.kind == "form" else PROCEDURE: entry
        for entry in shelf.versions(work.uow)
    }
    for kind, digest in command.over.items():
        if kind in newest and newest[kind].id != digest:
            refuse("unknown_version",
                   N_("{form} has changed meanwhile: its newest version is {version} now. Nothing "
                      "was published. Close this and look at your draft, which stands over it, "
                      "before you publish."),
                   form=THE_PROCEDURE if kind == PROCEDURE else kind,
                   version=newest[kind].version)  # fmt: skip


def _must_take_the_place(
    command: do.PublishDefinitions, work: Work, since: str, found: Definitions
) -> None:
    """Refuse forms that nobody, or no Dean, would sign, or without what the program reads."""
    day = as_date(since)
    assert day is not None, "it was read before"
    _procedure, before = shelf.published(work.uow, day) if shelf.versions(work.uow) else ("", {})
    given = {_kind_of(text) for text in command.forms.values()} & set(before) & set(found.forms)
    was = {kind: shelf.form_definition(work.uow, each) for kind, each in before.items()}
    wrong = [
        finding for kind in sorted(given) for finding in refusals(found.forms[kind], was[kind])
    ]
    wrong += without_dean(found.forms, was)
    if wrong:
        raise Refused(*wrong)


def _texts(command: do.PublishDefinitions, work: Work, since: str) -> tuple[str, Mapping[str, str]]:
    """Return the texts of everything that binds on a day, with those given in their place."""
    known = shelf.versions(work.uow)
    if not known:
        return command.procedure, command.forms
    day = as_date(since)
    assert day is not None, "it was read before"
    procedure, forms = shelf.published(work.uow, day)
    texts = {entry.id: entry.text for entry in known}
    given = {_kind_of(text) for text in command.forms.values()}
    kept = {f"{kind}.toml": texts[digest] for kind, digest in forms.items() if kind not in given}
    return command.procedure or texts[procedure], {**kept, **command.forms}


def _kind_of(text: str) -> str:
    """Return the id that a form's text gives itself, or "" where it cannot be read."""
    data = parsed(text, "", [])
    return str(data.get("id", "")) if data else ""


def _read(command: do.PublishDefinitions, texts: tuple[str, Mapping[str, str]]) -> Definitions:
    if not command.procedure and not command.forms:
        refuse("nothing", N_("Nothing was given to be published."))
    try:
        return read_definitions(("procedure", texts[0]), texts[1])
    except BrokenDefinitions as error:
        words = N_("The definitions have mistakes:\n{texts}")
        told = listed(error.mistakes)
        found = Finding("broken_definitions", words, {"texts": told})
        raise Refused(found, *_goes_along(command, texts)) from error


def _goes_along(
    command: do.PublishDefinitions, texts: tuple[str, Mapping[str, str]]
) -> Iterator[Finding]:
    """Yield what to do where what was given is right in itself, and only lacks what goes with it.

    So does a form of a later program alone: it asks for settings that came with its procedure.
    """
    mistakes: list[Mistake] = []
    for name, text in command.forms.items():
        read_form(text, name, mistakes)
    if command.procedure:
        read_procedure(command.procedure, PROCEDURE, mistakes)
    if len(texts[1]) > len(command.forms) and not mistakes:
        words = N_(
            "It asks for what the procedure or another form of this workspace does not have. "
            "Nothing was published. Publish what goes with it in the same step: the procedure, the "
            "other forms, or the whole folder that it comes from."
        )
        yield Finding("goes_along", words)


def _publish(work: Work, new: DefinitionText) -> None:
    """Keep a version; the text of an earlier one binds once more as a version of its own.

    So what bound on which day stays as it was.
    """
    kept = work.uow.find(DefinitionText, new.id)
    since = as_date(new.published_on)
    assert since is not None, "it was read before"
    if kept is None:
        work.put(new)
    elif kept.deleted:
        work.put(changed(kept, deleted=False, published_on=new.published_on))
    elif new.id not in _binding(work, since):
        new = _anew(work, new)
        work.put(new)
    if new.id not in _binding(work, since):
        refuse("behind", N_("Version {version} of {form} would stand behind one with a higher "
                            "number that binds from the same day. Give it a higher number."),
               version=new.version, form=new.key)  # fmt: skip


def _anew(work: Work, new: DefinitionText) -> DefinitionText:
    """Return the text of an earlier version with the next number, as a version of its own."""
    kept = [entry.version for entry in shelf.versions(work.uow) if entry.key == new.key]
    years = [int(year) for year in (each.partition(".")[0] for each in kept) if year.isdecimal()]
    version = next_version(kept, max((int(new.published_on[:4]), *years)))
    text = _NUMBER.sub(rf'\g<1>"{version}"', new.text, count=1)
    return changed(new, id=digest_of(text), version=version, text=text)


def _must_fit_later(work: Work, since: str) -> None:
    """Refuse what breaks the definitions on a later day, when others begin to bind."""
    days = {entry.published_on for entry in shelf.versions(work.uow)}
    for day in sorted(filter(None, map(as_date, (each for each in days if each >= since)))):
        digest, binding = shelf.published(work.uow, day)
        forms = {key: shelf.form_definition(work.uow, each) for key, each in binding.items()}
        procedure = shelf.procedure_of(work.uow, digest)
        found = tuple(across(procedure, PROCEDURE, forms, {key: key for key in forms}))
        _must_keep_dean(work, day, forms)
        if found:
            refuse("unfitting_later", N_("From {day} on, when another version begins to bind, the "
                                         "definitions would not fit together:\n{texts}"),
                   day=day.isoformat(), texts=listed(found))  # fmt: skip


def _must_keep_dean(work: Work, day: date, forms: Mapping[str, FormDefinition]) -> None:
    """Refuse what would leave the forms without a Dean on a later day (decisions.md, 6)."""
    _procedure, binding = shelf.published(work.uow, day - timedelta(days=1))
    before = {key: shelf.form_definition(work.uow, each) for key, each in binding.items()}
    for finding in without_dean(forms, before):
        words = Label(finding.sentence("en"), finding.sentence("id"))
        refuse("no_dean_later", N_("From {day} on, when another version begins to bind: {text}"),
               day=day.isoformat(), text=words)  # fmt: skip


def _binding(work: Work, day: date) -> set[str]:
    procedure, forms = shelf.published(work.uow, day)
    return {procedure, *forms.values()}


@handles(do.WithdrawDefinition)
def withdraw_definition(command: do.WithdrawDefinition, work: Work) -> None:
    """Take back a version that does not bind yet."""
    kept = work.get(DefinitionText, command.definition, "definition")
    if kept.published_on <= work.day:
        refuse("binds_now", N_("Version {version} of {form} binds since {day}. Publish another one "
                               "instead."),
               version=kept.version, form=kept.key, day=kept.published_on)  # fmt: skip
    work.put(changed(kept, deleted=True))
    _must_fit_later(work, kept.published_on)


@handles(do.AdoptDefinitions)
def adopt_definitions(command: do.AdoptDefinitions, work: Work) -> None:
    """Let a card go on under the definitions of today, for what is not signed yet."""
    card = work.card(command.card)
    work.must_be_under_way(card)
    _procedure, newest = shelf.published(work.uow, work.today)
    for kind in command.forms:
        if kind not in newest and kind != PROCEDURE:
            refuse("no_kind", N_("There is no form {kind}."), kind=kind)
    found = adoption(work.knowledge, card, newest, command.forms)
    if found.faults:
        raise Refused(*found.faults)
    if not found.forms:
        return
    adopted = {form.kind: form.digest for form in found.forms if form.kind != PROCEDURE}
    kept = {**shelf.card_definitions(card), **adopted}
    procedure = next((form.digest for form in found.forms if form.kind == PROCEDURE and form.moves),
                     card.procedure_id)  # fmt: skip
    work.put(changed(card, definitions=json_text(kept), procedure_id=procedure))
    for entry in found.forms:
        if entry.moves and entry.form_id:
            form = work.get(Form, entry.form_id, "form")
            for each in (form, *_open_parts(work, form)):
                work.put(changed(each, definition_id=entry.digest))


def _open_parts(work: Work, whole: Form) -> Iterator[Form]:
    """Yield the parts of a form that are not frozen: their pages are drawn by its wording.

    One that is not signed by itself now is taken up again with the wording of the whole.
    """
    for form in work.uow.select(Form, card_id=whole.card_id):
        if is_part(form) and whole_id(form) == whole.id and not form.revision_id:
            yield form
