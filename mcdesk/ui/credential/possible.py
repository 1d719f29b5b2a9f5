"""What can be done with a card now, and why the rest cannot: a reason in words, "" where it can."""

from __future__ import annotations

from collections.abc import Callable

from mcdesk.i18n import N_, _, plural
from mcdesk.procedure import commands as do
from mcdesk.procedure.status import UNDER_WAY
from mcdesk.ui.board.why import takes
from mcdesk.ui.credential.state import PageState
from mcdesk.ui.saying import in_place, sentence, together, why_it_stays

Reason = Callable[[PageState], str]
READING = ("binder", "catalogue")
"""What changes nothing, so is open to everybody."""


def reason(state: PageState | None, deed: str) -> str:
    """Return why `deed` cannot be done now; "" when it can."""
    if state is None:
        return _("The page is still being read.")
    if deed in READING:
        return ""
    if state.info.read_only:
        return _("This workspace is open for reading only.")
    return REASONS[deed](state)


def writing(state: PageState | None) -> str:
    """Return why nothing can be changed at all; "" when it can."""
    if state is None:
        return _("The page is still being read.")
    return _("This workspace is open for reading only.") if state.info.read_only else ""


def no_right(state: PageState, right: str) -> str:
    """Return that the person's roles do not allow something."""
    if state.may(right):
        return ""
    denied = state.page.denied.get(right)
    if denied is not None:
        return sentence(denied)
    who = state.info.person or _("Nobody")
    if right in ("exception", "reopen"):
        return _("Only the CTL lead may do this; now working: {who}.").format(who=who)
    if right == "rest":
        roles = ", ".join(state.role_name(role) for role in state.info.holders.get(right, ()))
        return takes(roles, state.info.person)
    return _("This takes CTL or a role on the team; now working: {who}.").format(who=who)


def resting(state: PageState) -> str:
    """Return that the card rests or has ended, and how it goes on."""
    return why_it_stays(state.tile.status)


def missing(state: PageState, target: str) -> str:
    """Return in one line what keeps the card from a stage."""
    found = state.blocking(target)
    if not found:
        return ""
    told = together(found)
    more = len(told) - 1
    first = in_place(*told[0])
    rest = plural("and {n} more thing", "and {n} more things", more) if more else ""
    return f"{first} ({rest})" if rest else first


def _advance(state: PageState) -> str:
    way = state.outline.next
    if way is None:
        return resting(state) or _("There is no way on from this stage.")
    return resting(state) or missing(state, way.target)


def _beside(state: PageState) -> str:
    ways = state.outline.beside
    if not ways:
        return _("No other way on is open.")
    return resting(state) or missing(state, ways[0].target)


def _move(state: PageState) -> str:
    return resting(state) or no_right(state, "move")


def _send_back(state: PageState) -> str:
    if state.here.number <= 1:
        return _("It stands in the first stage: there is nothing to send it back to.")
    earlier = [stage.id for stage in state.page.stages if stage.number < state.here.number]
    closed = [missing(state, stage) for stage in reversed(earlier)]
    return resting(state) or (closed[0] if all(closed) else "")


def _exception(state: PageState) -> str:
    denied = resting(state) or no_right(state, "exception")
    if denied:
        return denied
    ways = state.forward_ways()
    if not ways:
        return _("There is no way on from this stage.")
    if all(not state.blocking(way.target) for way in ways):
        return _("The gate is met: no exception is needed.")
    return ""


def _complete(state: PageState) -> str:
    if all(way.kind != "finish" for way in state.outline.ways):
        last = state.page.stages[-1]
        where = f"{last.number} {last.title.text()}"
        return _("Completion is declared in the last stage, {stage}.").format(stage=where)
    return resting(state) or no_right(state, "move") or missing(state, "")


def _only(right: str, allowed: tuple[str, ...], text: str) -> Reason:
    """Return the reason of a deed that needs a right and one of some statuses."""

    def told(state: PageState) -> str:
        if state.tile.status not in allowed:
            return _(text)
        return no_right(state, right)

    return told


def _archive(state: PageState) -> str:
    if state.tile.archived_on:
        return _("It is in the archive already.")
    if state.tile.status not in do.ArchiveCard.states:
        return _("Only what is complete or cancelled is archived.")
    return no_right(state, "move")


def _retrieve(state: PageState) -> str:
    return no_right(state, "move") if state.tile.archived_on else _("It is not in the archive.")


def _hand_over(state: PageState) -> str:
    if not state.members():
        return _("Nobody is on the team yet.")
    return no_right(state, "cards")


def _cards(state: PageState) -> str:
    return no_right(state, "cards")


def _essentials(state: PageState) -> str:
    if not state.page.has_essentials:
        return _("It was not taken over: what is known of it stands in its forms.")
    if state.tile.status not in UNDER_WAY:
        return resting(state)
    return no_right(state, "cards")


def _hold(state: PageState) -> str:
    return resting(state) or no_right(state, "rest")


def _scan(state: PageState) -> str:
    return "" if state.outline.scans else _("No decision owes a scan.")


REASONS: dict[str, Reason] = {
    "advance": _advance,
    "beside": _beside,
    "move": _move,
    "send_back": _send_back,
    "exception": _exception,
    "complete": _complete,
    "hold": _hold,
    "scan": _scan,
    "archive": _archive,
    "retrieve": _retrieve,
    "edit": _cards,
    "essentials": _essentials,
    "hand_over": _hand_over,
    "resume": _only("rest", do.ResumeCard.states, N_("It is neither on hold nor halted.")),
    "halt": _only("rest", do.HaltCard.states, N_("It is not under way.")),
    "cancel": _only("rest", do.CancelCard.states, N_("It is not under way.")),
    "reopen": _only("reopen", do.ReopenCard.states, N_("It is open already.")),
    "revision": _only(
        "cards", do.StartRevision.states, N_("A revision starts from a completed micro-credential.")
    ),
    "correction": _only(
        "cards", do.RecordCorrection.states, N_("Corrections are recorded after completion.")
    ),
}
