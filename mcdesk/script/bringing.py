"""`mcdesk bring-in`: another workspace's micro-credentials come into this one, history and all."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from mcdesk.application.bringing_words import HOW, STATES
from mcdesk.application.views import BringReport, Choices
from mcdesk.errors import WrongUsage
from mcdesk.i18n import N_, _, plural
from mcdesk.script.running import DONE, REFUSED, desk_of, emit, verb

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from mcdesk.application.ports import AppPort, DeskPort
    from mcdesk.application.views import BringPlan, EntryIn

NAMES, NEW = "names", "new"
KINDS = {"person": N_("person"), "faculty": N_("faculty"), "programme": N_("programme")}


@verb("bring-in")
def bring_in(arguments: argparse.Namespace, app: AppPort) -> int:
    """Bring another workspace in, or tell what that would do; 1 where something is undecided."""
    with desk_of(arguments, app, read_only=arguments.preview) as desk:
        plan = app.plan_bringing(desk, arguments.file, Choices(names=NAMES in arguments.match))
        choices = _choices(arguments, plan, desk)
        plan = app.plan_bringing(desk, arguments.file, choices)
        is_done = not arguments.preview and not plan.undecided
        report = BringReport(plan, 0)
        if is_done:
            report, _changes = app.bring_in(desk, arguments.file, choices)
            plan = report.plan
    if arguments.json:
        emit({**asdict(plan), "done": is_done, "undecided": plan.undecided,
              "absent": report.absent, "removed": report.removed})  # fmt: skip
    else:
        for line in _told(plan):
            print(line)
        _end(report, is_done=is_done)
    return REFUSED if plan.undecided else DONE


def _end(report: BringReport, *, is_done: bool) -> None:
    plan = report.plan
    if is_done and plan.events:
        print(
            plural(
                "Brought in: {n} entry of the journal.",
                "Brought in: {n} entries of the journal.",
                plan.events,
            )
        )
    elif is_done:
        print(_("There was nothing to bring in."))
    elif plan.undecided:
        said = plural("{n} is to be decided: --match, --bring, --leave-out.",
                      "{n} are to be decided: --match, --bring, --leave-out.",
                      plan.undecided)  # fmt: skip
        print(said)
    if report.absent:
        print(_("Files that are not in its store either: {n}").format(n=report.absent))
    if report.removed:
        print(_("Files that were removed for ever here, and did not come: {n}").format(
            n=report.removed))  # fmt: skip


def _choices(arguments: argparse.Namespace, plan: BringPlan, desk: DeskPort) -> Choices:
    """Return what the options decide; raises WrongUsage where they name what is not there."""
    matches = {}
    for text in arguments.match:
        if text == NAMES:
            continue
        there, sign, here = text.partition("=")
        if not sign:
            said = _("--match {text}: write THERE=HERE, THERE=new or names")
            raise WrongUsage(said.format(text=text))
        entry = _entry(plan.entries, there)
        matches[entry.id] = "" if here == NEW else _here(desk, entry, here)
    return Choices(
        matches=matches,
        bring=frozenset(_cards(plan, arguments.bring)),
        leave_out=frozenset(_cards(plan, arguments.leave_out)),
        names=NAMES in arguments.match,
    )


def _entry(entries: Sequence[EntryIn], ref: str) -> EntryIn:
    found = [each for each in entries if ref in (each.id, each.name, each.about)]
    if len(found) != 1:
        said = _("--match: “{ref}” names {n} there; name one, or use the id")
        raise WrongUsage(said.format(ref=ref, n=len(found)))
    return found[0]


def _here(desk: DeskPort, entry: EntryIn, ref: str) -> str:
    directory = desk.directory()
    known: list[tuple[str, tuple[str, ...]]]
    if entry.kind == "person":
        known = [(p.id, (p.name, p.login, p.email)) for p in directory.people]
    else:
        places = directory.faculties if entry.kind == "faculty" else directory.programmes
        known = [(place.id, (place.code, place.name.en)) for place in places]
    found = [id_ for id_, names in known if ref == id_ or ref in names]
    if len(found) != 1:
        said = _("--match: “{ref}” names {n} here; name one, or use the id")
        raise WrongUsage(said.format(ref=ref, n=len(found)))
    return found[0]


def _cards(plan: BringPlan, refs: Sequence[str]) -> Iterator[str]:
    for ref in refs:
        found = [card.id for card in plan.cards if ref in (card.id, card.code)]
        if not found:
            raise WrongUsage(_("“{ref}” is not in that workspace").format(ref=ref))
        yield from found


def _told(plan: BringPlan) -> Iterator[str]:
    yield plan.name
    for card in plan.cards:
        mark = "" if card.is_decided else "?"
        same = f"\t= {'; '.join(card.same)}" if card.same else ""
        yield f"{card.code}\t{_(STATES[card.state])}{mark}\t{card.events}\t{card.title}{same}"
    for entry in plan.entries:
        mark = "" if entry.is_decided else "?"
        how = f" ({_(HOW[entry.how])})" if HOW.get(entry.how) else ""
        match = f"= {entry.match}{how}{mark}" if entry.match_id else _("new here")
        yield f"{_(KINDS[entry.kind])}\t{entry.name}\t{match}"
    for twice in plan.numbers:
        said = _("{number} was given there ({there}) and here ({here}). Both keep it, as it is "
                 "printed.")  # fmt: skip
        yield said.format(number=twice.number, there=twice.there, here=twice.here)
    if plan.settings:
        said = _("These settings are others there; those here stay: {names}.")
        yield said.format(names=", ".join(plan.settings))
    if plan.registers:
        yield _("Closed registers stay in the old file.")
    yield _("Entries of the journal: {events}; files: {files}; wordings: {wordings}").format(
        events=plan.events, files=len(plan.files), wordings=plan.definitions
    )
