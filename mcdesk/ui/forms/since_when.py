"""Since when the editor shows what changed: a version, the round before, or one's last look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mcdesk.i18n import _
from mcdesk.procedure.content import Content
from mcdesk.ui.forms.comments import when
from mcdesk.ui.forms.part_changes import EVENTS

if TYPE_CHECKING:
    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import FormView, HistoryLine, RevisionLine


@dataclass(frozen=True, slots=True)
class Base:
    """What a form is compared with, how that is called, and the other choices, by their keys.

    `moment` is since when; `revision` the form's own version that is meant.
    """

    kind: Literal["own", "before", "look"]
    moment: str
    title: str = ""
    revision: str = ""
    others: tuple[tuple[str, str], ...] = ()


def base_of(view: FormView, looked: str, since: str) -> Base | None:
    """Return what is meant by `version` (the newest that can differ), own, before or look.

    None where there is nothing to compare with.
    """
    newest = max(view.revisions, key=lambda line: line.version, default=None)
    before = view.before
    choices: dict[str, tuple[str, str]] = {}
    if newest is not None:
        choices["own"] = newest.frozen_at, _("Since version {n}").format(n=newest.version)
    if before is not None:
        words = _("Since version {n} of round {round}")
        choices["before"] = before.frozen_at, words.format(n=before.version, round=before.round)
    if looked:
        words = _("Since you last looked, {when}")
        choices["look"] = looked, words.format(when=when(looked))
    chosen = _chosen(view, newest, since, choices)
    if chosen is None:
        return None
    title = ""
    if chosen == "before" and before is not None:
        title = _("Changed since version {n} of round {round}")
        title = title.format(n=before.version, round=before.round)
    elif chosen == "look":
        title = _("Changed since you last looked, {when}").format(when=when(looked))
    others = tuple((key, words) for key, (_at, words) in choices.items() if key != chosen)
    revision = newest.id if newest is not None and chosen == "own" else ""
    return Base(chosen, choices[chosen][0], title, revision, others)


def _chosen(
    view: FormView, newest: RevisionLine | None, since: str, known: dict[str, tuple[str, str]]
) -> Literal["own", "before", "look"] | None:
    """Return what to compare with: a first version that stands differs from the round before."""
    is_first = newest is None or (view.is_unchanged and len(view.revisions) == 1)
    if "before" in known and (since == "before" or (since == "version" and is_first)):
        return "before"
    if "look" in known and (since == "look" or "own" not in known):
        return "look"
    return "own" if "own" in known else None


def read_base(form: str, base: Base, desk: DeskPort) -> tuple[Content, tuple[HistoryLine, ...]]:
    """Read what stood then, and what was done with the form since. Runs on a worker."""
    history = desk.history(form=form, limit=EVENTS)
    if base.kind == "look":
        return desk.as_of(form, base.moment), history
    if base.kind == "before":
        return desk.round_before(form), history
    kept = desk.sheet(form, "frozen", base.revision).content
    return Content(kept.values, kept.rows), history
