"""`mcdesk form-out` and `form-in`: forms that are filled in outside the program."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mcdesk.application.days import told
from mcdesk.application.names import ViewNames
from mcdesk.application.outside import to_fill
from mcdesk.application.proposal import commands_of, propose
from mcdesk.application.proposal_words import texts_of
from mcdesk.application.redline import changed_words
from mcdesk.errors import Finding, Refused, WrongUsage
from mcdesk.exchange.filled import read_filled
from mcdesk.i18n import N_, _
from mcdesk.reports.output import write
from mcdesk.script.printing import check_out, is_begun
from mcdesk.script.running import DONE, REFUSED, desk_of, emit, form_of, verb

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from mcdesk.application.outside import Filled
    from mcdesk.application.ports import AppPort, DeskPort
    from mcdesk.application.proposal import Proposal, Proposed
    from mcdesk.application.views import FormView, Sheet

SHORT = 80
"""Texts of so many letters are told whole."""


@verb("form-out")
def form_out(arguments: argparse.Namespace, app: AppPort) -> int:
    """Write a form as a file to be filled in, blank, or with what stands in it or would."""
    out = arguments.pdf or arguments.docx
    check_out(out)
    with desk_of(arguments, app) as desk:
        sheet = _sheet(desk, arguments.code, arguments.form, blank=arguments.blank)
    if arguments.docx:
        from mcdesk.exchange.forms_docx import document_to_fill

        data = document_to_fill(sheet)
    else:
        from mcdesk.reports.form import print_to_fill

        data = print_to_fill(sheet)
    write(data, out)
    print(_("wrote {out}").format(out=out))
    return DONE


def _sheet(desk: DeskPort, code: str, kind: str, *, blank: bool) -> Sheet:
    """Return the sheet to be filled in; of a form that is not begun as it would begin today."""
    if not is_begun(desk, code, kind):
        return to_fill(*desk.coming_form(code, kind), blank=blank, is_coming=True)
    line = form_of(desk, code, kind)
    return to_fill(desk.form(line.form_id), desk.sheet(line.form_id, "draft"), blank=blank)


@verb("form-in")
def form_in(arguments: argparse.Namespace, app: AppPort) -> int:
    """Tell what a filled form proposes; with --apply take over what nothing speaks against.

    Exit 1 where something was left for a person to decide.
    """
    filled = read_filled(arguments.file)
    with desk_of(arguments, app, read_only=not arguments.apply) as desk:
        view = _view(desk, filled, arguments)
        proposal = _with_other(desk, propose(view, filled), filled, view)
        if not arguments.json:  # what speaks against the file comes before anything is taken
            print("".join(f"{told(note)}\n" for note in proposal.notes), end="", flush=True)
        if arguments.apply:
            if view.read_only:
                raise Refused(Finding("frozen", N_("{form} is frozen: choose “Change…” first."),
                                      {"form": view.definition.short}))  # fmt: skip
            commands = commands_of(proposal, [one for one in proposal.found if one.is_chosen])
            if commands:
                desk.execute_together(commands, source="filled")
    if arguments.json:
        emit(_data(proposal, view, applied=arguments.apply))
    else:
        for text in _lines(proposal, view, applied=arguments.apply):
            print(text)
    is_whole = all(one.is_chosen for one in proposal.found) and not proposal.unplaced
    return DONE if is_whole else REFUSED


def _view(desk: DeskPort, filled: Filled, arguments: argparse.Namespace) -> FormView:
    """Return the form that a file is for; one that was not begun is opened when it is taken over.

    Without --apply it is shown as it would begin.
    """
    if arguments.to:
        return desk.form(form_of(desk, *arguments.to).form_id)
    if filled.sent is None:
        raise WrongUsage(_("the file does not say which form it is; name it: --to CODE FORM"))
    found = desk.destination(filled)
    if not found.begin or not arguments.apply:
        return found.view
    desk.execute_together(found.begin, source="filled")
    return desk.form(found.view.form_id)


def _with_other(desk: DeskPort, proposal: Proposal, filled: Filled, view: FormView) -> Proposal:
    """Return a proposal that tells where its file was sent out for another form."""
    sent = filled.sent
    if sent is None:
        return proposal
    try:
        there = desk.destination(filled).view
    except Refused:  # it is of another workspace, or does not say whose sheet it is
        id_, name = sent.form_id, f"? {sent.kind}"
    else:
        id_, name = there.form_id, _name(there)
    if id_ == view.form_id:
        return proposal
    words = N_("The file was sent out for {sent}, not for {form}.")
    note = Finding("other_form", words, {"sent": name, "form": _name(view)})
    return replace(proposal, notes=(note, *proposal.notes))


def _name(view: FormView) -> str:
    """Return a form as `--to` takes it: a sheet of several with its number."""
    scope = f":{view.header.scope}" if view.header.scope else ""
    return f"{view.header.code} {view.definition.id}{scope}"


def _lines(proposal: Proposal, view: FormView, *, applied: bool) -> Iterator[str]:
    names = ViewNames.of(view)
    for one in proposal.found:
        mine, theirs = texts_of(one, names)
        end = f" [{told(one.why)}]" if one.why else ""
        done = applied and one.is_chosen
        if one.act == "move":
            yield f"{_state(one, done=done)} {_place(one)}: {_moved(one, view)}{end}"
            continue
        mine, theirs = _changed(mine, theirs)
        yield f"{_state(one, done=done)} {_place(one)}: “{mine}” → “{theirs}”{end}"
    if not proposal.found and not proposal.unplaced:
        yield _("nothing to take over: the form holds all of it already")
    for left in proposal.unplaced:
        words = _("no place for")
        yield f"{words} {left.name}: “{' '.join(left.text.split())}”"


def _state(one: Proposed, *, done: bool) -> str:
    if done:
        return _("taken over")
    words = {"theirs": _("proposed"), "merged": _("proposed"), "conflict": _("both changed"),
             "differs": _("differs"), "doubt": _("doubtful")}  # fmt: skip
    return words[one.state]


def _moved(one: Proposed, view: FormView) -> str:
    rows = [row.id for row in view.content.rows.get(one.path.split("/", 1)[0], ())]
    if one.after not in rows:
        return _("Row {n}, to be moved to the top").format(n=one.row)
    words = _("Row {n}, to be moved behind row {m}")
    return words.format(n=one.row, m=rows.index(one.after) + 1)


def _place(one: Proposed) -> str:
    return f"{one.label.text()} ({one.path})"


def _changed(mine: str, theirs: str) -> tuple[str, str]:
    """Return both texts in one line each; of long ones the part that changed, with words before."""
    whole = [" ".join(text.split()) for text in (mine, theirs)]
    if max(map(len, whole)) <= SHORT:
        return whole[0], whole[1]
    near, *parts = changed_words(*whole)
    told = [" ".join(filter(None, (near, part))) for part in parts]
    return _cut_out(told[0], whole[0], begins=not near), _cut_out(
        told[1], whole[1], begins=not near
    )


def _cut_out(part: str, whole: str, *, begins: bool) -> str:
    """Return a part of a text with dots where the text goes on."""
    if part == whole:
        return part
    return f"{'' if begins else '…'}{part}{'' if part and whole.endswith(part) else '…'}"


def _data(proposal: Proposal, view: FormView, *, applied: bool) -> dict[str, Any]:
    return {
        "form": view.definition.id, "form_id": proposal.form_id, "card": view.header.code,
        "found": [
            {"path": one.path, "act": one.act, "state": one.state, "mine": one.mine,
             "theirs": {column.id: value for column, value in one.cells}
             if one.act == "add" else one.theirs,
             "after": one.after,
             "why": told(one.why) if one.why else "", "taken": applied and one.is_chosen}
            for one in proposal.found
        ],
        "unplaced": [{"name": left.name, "text": left.text} for left in proposal.unplaced],
        "notes": [told(note) for note in proposal.notes],
    }  # fmt: skip
