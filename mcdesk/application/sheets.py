"""Forms as they are printed: blank for the pen, as a marked draft, or from one revision."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from mcdesk.application import asking, footer, letters, namesakes, said_then, shelf
from mcdesk.application.blank_rows import most_rows
from mcdesk.application.form_queries import form_state, header
from mcdesk.application.lines import debt_lines
from mcdesk.application.logo import head_at, logo_of
from mcdesk.application.queries import programme_lines
from mcdesk.application.shown_figures import why_wrong
from mcdesk.application.stood import card_at, freezing_of, programmes_before
from mcdesk.application.views import Covered, PartSheet, Sheet, SignatureLine
from mcdesk.application.work import refuse
from mcdesk.i18n import N_
from mcdesk.procedure import inspect
from mcdesk.procedure.by_module import (
    STRAY,
    findings_of,
    is_part,
    part_definition,
    part_name,
    whole_id,
)
from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.content import Content
from mcdesk.procedure.digest import digest, living_content, supplied, without_living
from mcdesk.procedure.form_state import FormState
from mcdesk.procedure.late import left_open
from mcdesk.procedure.living import is_living
from mcdesk.procedure.paper_code import DIGITS, PaperCode
from mcdesk.procedure.records import Form, Person, Programme, Revision
from mcdesk.procedure.rows import content_from_text
from mcdesk.procedure.sheets import of_several
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.views import FormHeader
    from mcdesk.errors import Finding
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.situation import Situation

Kind = Literal["blank", "draft", "frozen"]


def sheet(knowledge: Knowledge, form_id: str, kind: Kind, revision_id: str = "") -> Sheet:
    """Return a form as it is printed.

    A blank names its card and nothing of a revision; a frozen one shows its own revision alone.
    """
    card, situation, state = form_state(knowledge, _own(knowledge, form_id, revision_id))
    printed = _of_revision(knowledge, state, revision_id) if kind == "frozen" else state
    shown = _shown(situation, state, printed, kind)
    revision = printed.revision if kind == "frozen" else None
    top = header(knowledge, card, situation, state)
    top = _header(top if _has_rounds(state) else replace(top, round=card.round), printed, kind)
    place = 0
    if revision is not None:
        frozen = freezing_of(knowledge.reader, revision)
        then, place = head_at(knowledge, revision, frozen, card, top), frozen.place
        top = replace(then, round=top.round) if _has_rounds(printed) else then
    open_debts = [debt for debt in situation.debts if not debt.paid_on]
    wrong = why_wrong(knowledge.reader, revision)
    return Sheet(
        definition=printed.definition,
        header=top,
        kind=kind,
        content=shown.content,
        computed=shown.computed,
        living=shown.living,
        late=shown.late,
        stated=shown.stated,
        signatures=tuple(
            replace(line, office_of=_office_of(situation, line, top))
            for line in _signatures(knowledge, situation, state, printed, kind)
        ),
        persons={p.id: knowledge.full_name(p.id) for p in knowledge.reader.select(Person)},
        programmes=_programmes(knowledge, place),
        as_of=knowledge.today,
        digest=revision.digest if revision else "",
        frozen_at=revision.frozen_at if revision else "",
        code=_code(knowledge, printed, kind, shown.content),
        marks=knowledge.workspace_marks,
        debts=debt_lines(knowledge, open_debts) if kind != "blank" else (),
        covers=_covers(knowledge, state.form, printed.definition, place),
        stages={stage.id: stage.title for stage in situation.procedure.stages},
        valid=revision is None
        or (_is_last(state, revision) and state.is_current and wrong is None),
        wrong_figures=wrong,
        logo=logo_of(knowledge, revision),
        parts=_parts(knowledge, situation, state) if kind == "draft" else (),
        remarks=(*_said_of(wrong), *_remarks(situation, state, printed)),
        most_rows=most_rows(situation.definitions, state.definition, situation.setting)
        if kind == "blank" else {},
        attached=footer.attached_to(knowledge, printed.form, place) if kind != "blank" else (),
        versions=footer.versions_of(knowledge, printed.form, printed.definition, revision, place)
        if kind != "blank" else (),
    )  # fmt: skip


def _said_of(wrong: Finding | None) -> tuple[Label, ...]:
    """Return on paper why a version counts for nothing whose figures its text does not give."""
    return (Label(wrong.sentence("en"), wrong.sentence("id")),) if wrong is not None else ()


class _Shown(NamedTuple):
    """What of a form's content a sheet has, and which fields stand apart from the frozen text."""

    content: Content = Content()
    computed: Content = Content()
    living: Content = Content()
    late: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()


def _shown(situation: Situation, state: FormState, printed: FormState, kind: Kind) -> _Shown:
    if kind == "draft":
        computed = inspect.computed_content(state.definition, state.content, situation.surroundings)
        return _Shown(state.content, computed)
    return _shown_frozen(situation, state, printed) if kind == "frozen" else _Shown()


def _shown_frozen(situation: Situation, state: FormState, printed: FormState) -> _Shown:
    """Return the frozen text; what lives on and was supplied since as it stands now."""
    whole = inspect.whole_content(printed.definition, state.content, situation.surroundings)
    lives = {
        path: value
        for path, value in whole.values.items()
        if path not in state.content.values and is_living(printed.definition, path)
    }
    now = Content({**state.content.values, **lives}, whole.rows)
    left = left_open(printed.definition, printed.revision)
    stated = tuple(path for path in left if printed.definition.fields[path].decided_by)
    content = without_living(printed.definition, printed.content)
    if printed.revision is not None and _is_last(state, printed.revision):
        content = _as_stated(content, now, stated)
    late = supplied(printed.definition, now, [path for path in left if path not in stated])
    late = tuple(path for path in late if is_empty(content.value(path)))
    living = living_content(printed.definition, now, late)
    return _Shown(content, Content(), living, late, stated)


def _has_rounds(state: FormState) -> bool:
    """Tell whether a form is made anew in each round; else its head names that of its card."""
    return "round" in state.definition.per


def _remarks(situation: Situation, state: FormState, printed: FormState) -> tuple[Label, ...]:
    """Return what the sheets of this round say together, on the version that stands."""
    is_newest = printed.revision is not None and _is_last(state, printed.revision)
    is_standing = printed is not state and is_newest and state.is_current
    if not is_standing or state.definition.id not in situation.sheets:
        return ()
    found = of_several(state.definition, findings_of(situation, state, None))
    return tuple(Label(each.sentence("en"), each.sentence("id")) for each in found)


def _parts(knowledge: Knowledge, situation: Situation, whole: FormState) -> tuple[PartSheet, ...]:
    """Return how each part of a form stands that is signed module by module."""
    return tuple(_part(knowledge, situation, whole, part) for part in whole.parts)


def _part(
    knowledge: Knowledge, situation: Situation, whole: FormState, part: FormState
) -> PartSheet:
    name = part_name(whole.definition, part.form.scope, part.content)
    revision, is_stray = part.revision, part.form.scope == STRAY
    if revision is None or is_stray:
        return PartSheet(name, stands=False, stray=is_stray)
    lines = letters.lines(knowledge, situation, part)
    if not part.is_current:
        lines = tuple(line for line in lines if line.state == "void")
    return PartSheet(
        name=name,
        stands=part.is_current and part.status != "wrong",
        version=revision.version,
        number=revision.number,
        digest=revision.digest,
        frozen_at=revision.frozen_at,
        signatures=lines,
    )


def _own(knowledge: Knowledge, form_id: str, revision_id: str) -> str:
    """Return the form whose revision is meant: that of a part may be asked of the whole."""
    found = knowledge.reader.find(Revision, revision_id) if revision_id else None
    part = knowledge.reader.find(Form, found.form_id) if found is not None else None
    return part.id if part is not None and whole_id(part) == form_id else form_id


def _programmes(knowledge: Knowledge, place: int) -> dict[str, Label]:
    """Return the programmes' names by id, also by that of a second entry.

    On what was frozen at a place in the journal they are named as they were called then.
    """
    names = {line.id: line.name for line in programme_lines(knowledge)}
    seconds = namesakes.second(knowledge.reader, Programme)
    names |= {each.id: names[each.same_as] for each in seconds if each.same_as in names}
    return names | programmes_before(knowledge.reader, place) if place else names


def _is_last(state: FormState, revision: Revision) -> bool:
    return revision.id == state.form.basis_id


def _of_revision(knowledge: Knowledge, state: FormState, revision_id: str) -> FormState:
    """Return the form as one of its revisions froze it: definition, content, signers."""
    found = knowledge.reader.find(Revision, revision_id) if revision_id else state.revision
    if found is None or found.form_id != state.form.id:
        refuse("not_frozen", N_("{form} is not frozen for signature yet."),
               form=state.definition.short)  # fmt: skip
    definition = shelf.form_definition(knowledge.reader, found.definition_id)
    definition = asking.asked_by(knowledge.reader, definition, found)
    content = content_from_text(found.content)
    if not _is_last(state, found):
        content = _as_decided(knowledge, state, found, content)
    if is_part(state.form):
        definition = part_definition(definition, state.form.scope, content)
    return FormState(
        form=state.form,
        definition=definition,
        load=lambda: content,
        revision=found,
        sign_offs=state.sign_offs,
        refuted=state.refuted,
        signers=(*definition.signers, *asking.extra_signers(found)),
        removed=state.removed,
        figures=lambda: why_wrong(knowledge.reader, found),
    )


def _as_decided(
    knowledge: Knowledge, state: FormState, revision: Revision, content: Content
) -> Content:
    """Return what an earlier version held, with what was decided beside it when it was signed."""
    over = [entry for entry in state.sign_offs if entry.digest == revision.digest]
    over.sort(key=lambda each: (each.recorded_at, each.id))
    told = said_then.said_then(knowledge.reader, state.form, over)
    return Content({**content.values, **told}, content.rows)


def _as_stated(content: Content, now: Content, stated: tuple[str, ...]) -> Content:
    """Return a frozen text with what a role decides beside it, as it is said now."""
    told = {path: value for path, value in now.values.items() if path.split(".", 1)[0] in stated}
    return Content({**content.values, **told}, content.rows) if told else content


def _header(top: FormHeader, printed: FormState, kind: Kind) -> FormHeader:
    """Return the head with what this print is: its revision's number and version, or neither."""
    if kind == "blank":
        return replace(top, number="", provisional=False, version=0, round=0, loop=0, scope="")
    if is_part(printed.form):  # the title names it
        top = replace(top, scope="")
    if printed.parts:  # each has its own
        return replace(top, number="", provisional=False, version=0)
    if kind == "draft" or printed.revision is None:
        return top if printed.is_current else replace(top, version=0)
    return replace(top, number=printed.revision.number, version=printed.revision.version)


def _signatures(
    knowledge: Knowledge, situation: Situation, state: FormState, printed: FormState, kind: Kind
) -> tuple[SignatureLine, ...]:
    """Return the signature lines: empty ones, or those over the revision that is printed."""
    if kind == "blank":
        labels = {role.id: role.label for role in situation.procedure.roles}
        return empty_lines(labels, state.definition)
    if printed.revision is None or _is_last(state, printed.revision):
        return letters.lines(knowledge, situation, state)
    lines = letters.lines(knowledge, situation, printed)
    return tuple(
        replace(line, state="void" if line.state == "done" else line.state, decisions=())
        for line in lines
    )


def _office_of(situation: Situation, line: SignatureLine, top: FormHeader) -> Label | None:
    """Return the faculty or programme whose office a deputy acts for (decisions.md, 15).

    Of a letter that has other signers for its other cards, the head tells none of them.
    """
    if line.capacity == "own" or line.cards:
        return None
    scopes = {role.id: role.scope for role in situation.procedure.roles}
    found = {"faculty": top.faculty, "programme": top.programme}.get(scopes.get(line.role, ""))
    return found if found else None


def empty_lines(
    labels: Mapping[str, Label], definition: FormDefinition
) -> tuple[SignatureLine, ...]:
    """Return a line for each signer of a form with nobody's name and nobody's decision."""
    return tuple(
        SignatureLine(
            role=signer.role,
            role_label=labels.get(signer.role, Label(signer.role, signer.role)),
            act=signer.act,
            step=signer.step,
            state="optional" if signer.optional else "waiting",
            optional=signer.optional,
            decisions=signer.decisions,
            media=signer.media,
        )
        for signer in sorted(definition.signers, key=lambda entry: entry.step)
    )


def _code(knowledge: Knowledge, printed: FormState, kind: Kind, content: Content) -> PaperCode:
    """Return what the QR codes of a print say: its revision, or the text that it holds now.

    A blank stands for its card and the wording of the form alone.
    """
    form, definition, revision = printed.form, printed.definition, printed.revision
    code = PaperCode(knowledge.workspace_mark, form.id, kind, definition.id)
    if kind == "blank":
        return replace(code, digest=definition.digest[:DIGITS])
    code = replace(code, round=form.round, loop=form.loop)
    if kind == "frozen" and revision is not None:
        return replace(code, version=revision.version, digest=revision.digest[:DIGITS])
    return replace(code, digest=digest(definition, content)[:DIGITS])


def _covers(
    knowledge: Knowledge, form: Form, definition: FormDefinition, place: int
) -> tuple[Covered, ...]:
    """Return what a letter covers, as it was called when the letter was frozen at a place.

    One that was cancelled since stays named, for it was signed so.
    """
    if definition.subject != "letter":
        return ()
    found = []
    for card in letters.covered(knowledge, form):
        then = card_at(knowledge.reader, place, card) if place else card
        is_cancelled = card.status == letters.CANCELLED
        found.append(Covered(card.code, then.title_en, is_cancelled, then.title_id))
    return tuple(found)
