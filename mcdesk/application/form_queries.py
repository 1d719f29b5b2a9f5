"""Queries about one form, for its editor; as it is printed: `sheets`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mcdesk.application import (
    allowed,
    asking,
    assessing,
    dividing,
    footer,
    letters,
    numbers,
    shelf,
)
from mcdesk.application.current_forms import earlier_of
from mcdesk.application.decisions import decision_lines
from mcdesk.application.earlier_round import earlier_round
from mcdesk.application.history import history
from mcdesk.application.left_there import left_there
from mcdesk.application.lines import signed_of
from mcdesk.application.logo import house_of
from mcdesk.application.queries import find_card, person_lines, programme_lines
from mcdesk.application.seals import with_seals
from mcdesk.application.things import refuse_missing
from mcdesk.application.views import (
    CommentLine,
    FormHeader,
    FormView,
    OriginalView,
    PartLine,
    RevisionLine,
    SignatureLine,
)
from mcdesk.application.work import refuse
from mcdesk.i18n import N_
from mcdesk.procedure import inspect
from mcdesk.procedure.by_module import STRAY, findings_of, is_part, part_name, whole_id
from mcdesk.procedure.canonical import read_object
from mcdesk.procedure.content import Content, Surroundings, as_date, top_of
from mcdesk.procedure.guide import GUIDE, explained
from mcdesk.procedure.original import asked_of
from mcdesk.procedure.records import (
    Card,
    Comment,
    Form,
    Person,
    Programme,
    Revision,
    StoredFile,
)
from mcdesk.procedure.rows import content_from_text
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.errors import Finding
    from mcdesk.procedure.definition import FormDefinition, Signer
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.guide import Chapter
    from mcdesk.procedure.situation import Actor, Situation


OPEN_LINES = ("waiting", "optional")


def form_state(knowledge: Knowledge, form_id: str) -> tuple[Card, Situation, FormState]:
    """Return a form, also one of an earlier round, with its card and situation."""
    form = knowledge.reader.find(Form, form_id)
    if form is None or form.deleted:
        refuse_missing("form", form_id)
    card = find_card(knowledge, form.card_id)
    situation = knowledge.situation(card)
    state = situation.of_form(form_id)
    if state is not None:
        return card, situation, state
    definitions = shelf.definitions_of(knowledge.reader, card)
    return card, situation, knowledge.states((form,), definitions)[0]


def header(knowledge: Knowledge, card: Card, situation: Situation, state: FormState) -> FormHeader:
    """Return what stands above a form."""
    return replace(
        card_header(knowledge, card, situation),
        number=state.form.number,
        version=state.form.version,
        round=state.form.round,
        loop=state.form.loop,
        scope=state.form.scope,
        provisional=numbers.is_provisional(knowledge.reader, state.form),
        earlier=earlier_of(state.form, state.definition.per, card),
    )


def card_header(knowledge: Knowledge, card: Card, situation: Situation) -> FormHeader:
    """Return what stands above everything about a card, of whichever form."""
    programme = knowledge.programmes.get(card.programme_id)
    faculty = knowledge.faculties.get(situation.faculty_id)
    facts = situation.facts
    lead, designer = facts.get("team.sme"), facts.get("team.id")
    return FormHeader(
        card_id=card.id,
        code=card.code,
        title_en=card.title_en,
        title_id=card.title_id,
        programme=Label(programme.name_en, programme.name_id or programme.name_en)
        if programme
        else Label("", ""),
        faculty=Label(faculty.name_en, faculty.name_id or faculty.name_en)
        if faculty
        else Label("", ""),
        lead_sme=knowledge.full_name(str(lead)) if lead else "",
        designer=knowledge.full_name(str(designer)) if designer else "",
        number="",
        version=0,
        round=card.round,
        loop=card.loop,
        scope="",
        sample=bool(knowledge.stored_settings.get("sample")),
        workspace=str(knowledge.stored_settings.get("name") or ""),
        stage=card.stage,
        contacts=str(situation.setting("contacts") or ""),
        house=house_of(knowledge),
    )


def form_view(knowledge: Knowledge, form_id: str, actor: Actor) -> FormView:
    """Return everything that a form's editor needs."""
    card, situation, state = form_state(knowledge, form_id)
    definition = state.definition
    signatures = _signatures(knowledge, situation, state, actor)
    rights = allowed.procedure_of_today(knowledge)
    revisions = revision_lines(knowledge, state)
    surroundings = _surroundings(situation, state)
    kept_from, not_theirs = assessing.kept_from(knowledge, actor, card, state)
    return FormView(
        form_id=form_id,
        definition=definition,
        asks=_asks(knowledge, situation, state),
        header=header(knowledge, card, situation, state),
        content=state.content,
        computed=inspect.computed_content(definition, state.content, surroundings),
        status=letters.status(knowledge, situation, state),
        read_only=state.is_frozen or state.form.superseded,
        signatures=signatures,
        missing=_missing(situation, state, surroundings),
        profile=situation.profile,
        today=knowledge.today,
        judged_on=surroundings.today,
        facts=_facts(knowledge, situation, state),
        others=_others(situation, definition),
        from_essentials=situation.look("essentials") or "",
        settings=situation.settings,
        holidays=situation.holidays,
        persons=person_lines(knowledge),
        programmes=programme_lines(knowledge),
        comments=_comments(knowledge, form_id),
        history=history(knowledge, form=form_id, limit=60),
        revisions=revisions,
        revision=next((line for line in revisions if line.current), None),
        levels=situation.levels,
        external=_external(state),
        open_paths=allowed.open_paths(knowledge, rights, actor, card, state),
        stages={stage.id: stage.number for stage in situation.procedure.stages},
        stage_titles={stage.id: stage.title for stage in situation.procedure.stages},
        sheets={kind: situation.reckoned.sheets(kind) for kind in situation.sheets},
        decisions=decision_lines(knowledge, situation, actor, (state, *state.parts)),
        seals=bool(knowledge.stored_settings.get("seal_pdf")),
        is_unchanged=state.is_current,
        chapters=_chapters(knowledge, definition),
        by_module=dividing.way_of(state),
        parts=part_lines(knowledge, state),
        before=_before(knowledge, state),
        left_there=left_there(knowledge, card, state),
        closed=dividing.closed(state) | kept_from,
        part_of=whole_id(state.form) if is_part(state.form) else "",
        no_fill=allowed.why_not_fill(knowledge, rights, actor, situation, state.form),
        not_theirs=not_theirs,
        no_write=allowed.why_not_write(knowledge, rights, actor, card),
        wrong_figures=state.wrong_figures if state.status == "wrong" else None,
        no_sign=allowed.why_not_sign(knowledge, actor, situation, state),
        covers=letters.under_way(knowledge, state),
        attached=footer.attached_to(knowledge, state.form, 0),
        versions=footer.versions_of(knowledge, state.form, definition, None, 0),
    )  # fmt: skip


def _others(situation: Situation, definition: FormDefinition) -> dict[str, Content]:
    """Return what the other forms of a card say, by their kinds."""
    kinds = {*situation.forms, *situation.earlier, *situation.others} - {definition.id}
    return {kind: situation.reckoned.other(kind) for kind in kinds}


def _asks(knowledge: Knowledge, situation: Situation, state: FormState) -> tuple[Signer, ...]:
    """Return whom a form asks to sign where it is frozen today."""
    whole, digest = situation.definitions.get(state.form.kind), state.definition.digest
    if whole is None or whole.digest != digest:
        whole = shelf.form_definition(knowledge.reader, digest)
    today = knowledge.today.isoformat()
    return asking.asked_on(knowledge.reader, whole, state.form.card_id, today).signers


def _signatures(
    knowledge: Knowledge, situation: Situation, state: FormState, actor: Actor
) -> tuple[SignatureLine, ...]:
    """Return a form's signature lines, each with why its decision is not whoever looks's to make.

    Over a letter each card has its own signers: a line is asked of the cards that it is for.
    """
    lines = letters.lines(knowledge, situation, state)
    is_open = any(line.state in OPEN_LINES for line in lines)
    around: tuple[Situation, ...] = (situation,)
    is_letter = state.definition.subject == letters.LETTER
    if is_letter and is_open:
        cards = letters.each_card(knowledge, situation, state.form)
        around = tuple(each for each, _seen in cards) or around
    rights = allowed.procedure_of_today(knowledge)

    def unheld(line: SignatureLine) -> Finding | None:
        asked = [each for each in around if each.card.code in line.cards] or around
        found = [allowed.why_by_letter(knowledge, rights, actor, each, line.role,
                                       of_letter=is_letter)
                 for each in asked]  # fmt: skip
        return None if None in found else found[0]

    found = tuple(
        replace(line, unheld=unheld(line)) if line.state in OPEN_LINES else line for line in lines
    )
    return with_seals(knowledge, (state, *state.parts), found)


def _missing(
    situation: Situation, state: FormState, surroundings: Surroundings
) -> tuple[Finding, ...]:
    """Return what a form lacks at its own gate; of a part what lies in it."""
    definition = state.definition
    if is_part(state.form):
        return findings_of(situation, state, definition.stage)
    return inspect.findings(
        definition, state.content, surroundings, situation.levels, definition.stage
    )


def part_lines(knowledge: Knowledge, state: FormState) -> tuple[PartLine, ...]:
    """Return the parts of a form, where it is signed module by module."""
    return tuple(_part_line(knowledge, state, part) for part in state.parts)


def _part_line(knowledge: Knowledge, state: FormState, part: FormState) -> PartLine:
    signed, signers = signed_of(state, part)
    return PartLine(
        form_id=part.form.id,
        scope=part.form.scope,
        name=part_name(state.definition, part.form.scope, part.content),
        status=part.status,
        version=part.form.version,
        is_frozen=part.is_frozen,
        is_unchanged=part.is_current,
        waits=(part.is_frozen or part.status == "frozen") and bool(part.open_signers),
        stray=part.form.scope == STRAY,
        revisions=revision_lines(knowledge, part),
        signed=signed,
        signers=signers,
    )


def _chapters(knowledge: Knowledge, definition: FormDefinition) -> Mapping[str, Chapter]:
    """Return the chapters of today's guide that explain fields of a form."""
    _procedure, forms = shelf.published(knowledge.reader, knowledge.today)
    if GUIDE not in forms:
        return {}
    return explained(shelf.form_definition(knowledge.reader, forms[GUIDE]), definition)


def original_view(knowledge: Knowledge, card_ref: str, kind: str) -> OriginalView:
    """Return what is asked of an external original of a kind of form, begun or not."""
    situation = knowledge.situation(find_card(knowledge, card_ref))
    definition = situation.definitions.get(kind)
    if definition is None:
        refuse("unknown_form", N_("There is no form “{kind}”."), kind=kind)
    asked = asked_of(situation.procedure, definition)
    state = situation.forms.get(kind)
    kept = state.external if state is not None else None
    if kept is None:
        return OriginalView(kind, asked)
    facts = read_object(kept.facts)
    return OriginalView(kind, asked, facts, kept.number, kept.dated, kept.signed_by, kept.note)


def wrong_values(
    knowledge: Knowledge, form_id: str, fields: Collection[str]
) -> tuple[Finding, ...]:
    """Return what is wrong with the values that stand in these fields; not what is missing."""
    _card, situation, state = form_state(knowledge, form_id)
    found = inspect.findings(
        state.definition, state.content, situation.surroundings, situation.levels,
        state.definition.stage,
    )  # fmt: skip
    return tuple(
        finding
        for finding in found
        if finding.code != "required" and top_of(finding.path) in fields
    )


def _surroundings(situation: Situation, state: FormState) -> Surroundings:
    """Return what a form's rules may know; a signed form is judged as of the day it was frozen."""
    frozen_on = as_date(state.revision.frozen_on) if state.revision else None
    if state.is_frozen and state.is_current and frozen_on is not None:
        around = situation.surroundings
        return replace(around, today=frozen_on, present=around.today)
    return situation.surroundings


def _external(state: FormState) -> str:
    kept = state.external
    if kept is None:
        return ""
    return " · ".join(part for part in (kept.number, kept.dated, kept.signed_by, kept.note) if part)


def _facts(knowledge: Knowledge, situation: Situation, state: FormState) -> dict[str, Any]:
    """Return the facts of a card as a plain mapping that may leave the unit of work."""
    found = {key: situation.facts.get(key) for key in situation.facts}
    found["directory"] = True
    names = ["debts.open", "essentials", "stage.end", "timeline.end", "card.stage", "card.status"]
    names += [f"{what}:{kind}" for what in ("status", "past", "must", "excepted")
              for kind in situation.definitions]  # fmt: skip
    names.append(f"versions:{state.form.kind}")
    for name in names:
        found[name] = situation.look(name)
    for person in knowledge.reader.select(Person):
        found[f"person:{person.id}"] = knowledge.full_name(person.id)
    for programme in knowledge.reader.select(Programme):
        found[f"programme:{programme.id}"] = situation.facts.get(f"programme:{programme.id}")
    for day, name in knowledge.holiday_names.items():
        found[f"holiday:{day}"] = name
    for file in knowledge.reader.select(StoredFile, card_id=situation.card.id):
        found[f"file:{file.id}"] = file.name
    return found


def _comments(knowledge: Knowledge, form_id: str) -> tuple[CommentLine, ...]:
    kept = knowledge.reader.select(Comment, form_id=form_id)
    return tuple(
        CommentLine(c.id, c.path, c.text, knowledge.name(c.author), c.at, c.done)
        for c in sorted(kept, key=lambda entry: entry.at)
    )


def revision_lines(knowledge: Knowledge, state: FormState) -> tuple[RevisionLine, ...]:
    """Return the revisions of a form, the newest first."""
    kept = knowledge.reader.select(Revision, form_id=state.form.id)
    return tuple(
        _line(knowledge, revision, current=revision.id == state.form.basis_id)
        for revision in sorted(kept, key=lambda entry: entry.version, reverse=True)
    )


def _before(knowledge: Knowledge, state: FormState) -> RevisionLine | None:
    """Return the newest version of the round before, with whose text a form goes on."""
    earlier = earlier_round(knowledge, state)
    if earlier is None:
        return None
    return _line(knowledge, earlier.newest, round_=earlier.form.round)


def _line(
    knowledge: Knowledge, revision: Revision, *, current: bool = False, round_: int = 0
) -> RevisionLine:
    return RevisionLine(
        id=revision.id,
        version=revision.version,
        digest=revision.digest,
        number=revision.number,
        frozen_on=revision.frozen_on,
        frozen_at=revision.frozen_at,
        frozen_by=knowledge.name(revision.frozen_by),
        current=current,
        round=round_,
    )


def revision_content(knowledge: Knowledge, revision_id: str) -> Content:
    """Return the content that a revision holds."""
    revision = knowledge.reader.find(Revision, revision_id)
    if revision is None:
        refuse_missing("revision", revision_id)
    return content_from_text(revision.content)
