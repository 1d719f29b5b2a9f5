"""Since when the editor shows what changed: a version, the round before, or one's last look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mcdesk.i18n import _
from mcdesk.procedure.content import Content
from mcdesk.ui.forms.comments import when
from mcdesk.ui.forms.standing_words import stands

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import FormView, HistoryLine, RevisionLine

Kind = Literal["own", "before", "look"]


@dataclass(frozen=True, slots=True)
class Base:
    """What a form is compared with, how that is called, and the other choices, by their keys.

    `moment` is since when, `revision` (id) the version that is meant, the form's own (its number
    `version`) or that of the round before.
    `until` is a version of its own that is compared instead of what stands now.
    """

    kind: Kind
    moment: str
    title: str = ""
    revision: str = ""
    others: tuple[tuple[str, str], ...] = ()
    version: int = 0
    until: RevisionLine | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A form that is to be printed as its changes are shown: since when, and whose.

    `since` is as `DeskPort.redline` takes it, `revision` (id) the version that is compared, "" for
    what stands now. `people` are those whose changes can be shown alone, `by` is the one chosen.
    """

    form: str
    since: str
    revision: str = ""
    by: str = ""
    people: tuple[str, ...] = ()


def marked(form: str, base: Base, by: str, people: tuple[str, ...]) -> Marked:
    """Return how a form is printed whose changes are shown."""
    since = {"own": f"version:{base.version}", "before": "before", "look": base.moment}[base.kind]
    return Marked(form, since, base.until.id if base.until is not None else "", by, people)


def base_of(view: FormView, looked: str, since: str) -> Base | None:
    """Return what is meant by `version` (the newest that can differ), own, before, look or an id.

    None where there is nothing to compare with. `own` is the newest version, an id one of the
    earlier ones.
    """
    kept = _newest_first(view)
    choices = _choices(view, kept, looked)
    chosen = _chosen(view, kept, since, choices)
    if chosen is None:
        return None
    moment, before = choices[chosen][0], view.before
    others = tuple((key, words) for key, (_at, words) in choices.items() if key != chosen)
    if chosen == "before" and before is not None:
        words = _("Changed since version {n} of round {round}")
        title = words.format(n=before.version, round=before.round)
        return Base("before", moment, title, before.id, others)
    if chosen == "look":
        title = _("Changed since you last looked, {when}").format(when=when(looked))
        return Base("look", moment, title, others=others)
    line = next(line for line in kept if chosen in ("own", line.id))
    return Base("own", moment, "", line.id, others, line.version)


def base_of_version(view: FormView, looked: str, version: int) -> Base | None:
    """Return what a version of a form is compared with to see what it changed.

    That is the version before it, of the round before where it is the first; None without one.
    """
    kept = _newest_first(view)
    until = next((line for line in kept if line.version == version), None)
    if until is None:
        return None
    others = tuple((key, words) for key, (_at, words) in _choices(view, kept, looked).items())
    own = next((line for line in kept if line.version < version), None)
    if own is not None:
        title = _("What version {n} changed since version {m}").format(n=version, m=own.version)
        return Base("own", own.frozen_at, title, own.id, others, own.version, until)
    if view.before is None:
        return None
    words = _("What version {n} changed since version {m} of round {round}")
    title = words.format(n=version, m=view.before.version, round=view.before.round)
    return Base("before", view.before.frozen_at, title, view.before.id, others, until=until)


def _newest_first(view: FormView) -> list[RevisionLine]:
    return sorted(view.revisions, key=lambda line: line.version, reverse=True)


def _choices(
    view: FormView, kept: Sequence[RevisionLine], looked: str
) -> dict[str, tuple[str, str]]:
    """Return what a form can be compared with, by its key: since when, and the words for it."""
    choices: dict[str, tuple[str, str]] = {}
    for line in kept:
        key = "own" if line is kept[0] else line.id
        choices[key] = line.frozen_at, _("Since version {n}").format(n=line.version)
    if view.before is not None:
        words = _("Since version {n} of round {round}")
        words = words.format(n=view.before.version, round=view.before.round)
        choices["before"] = view.before.frozen_at, words
    if looked:
        words = _("Since you last looked, {when}")
        choices["look"] = looked, words.format(when=when(looked))
    return choices


def _chosen(
    view: FormView,
    kept: Sequence[RevisionLine],
    since: str,
    known: Mapping[str, tuple[str, str]],
) -> str | None:
    """Return what to compare with: a version that stands differs from the one before it.

    A first version differs from the round before.
    """
    if since in known:
        return since
    if since == "version":
        is_same = view.is_unchanged or stands(view)
        if len(kept) > 1 and is_same:
            return kept[1].id
        if "before" in known and (not kept or is_same):
            return "before"
    return next((key for key in ("own", "look") if key in known), None)


def read_base(
    form: str, base: Base, desk: DeskPort
) -> tuple[Content, Content | None, tuple[HistoryLine, ...]]:
    """Read what stood then, the version that is compared with it, and what was done in between.

    No version is what stands now. Runs on a worker.
    """
    until = base.until.id if base.until is not None else ""
    history = desk.done_since(form, base.revision or base.moment, until)
    now = _frozen(form, until, desk) if until else None
    if base.kind == "look":
        return desk.as_of(form, base.moment), now, history
    if base.kind == "before":
        return desk.round_before(form), now, history
    return _frozen(form, base.revision, desk), now, history


def _frozen(form: str, revision: str, desk: DeskPort) -> Content:
    kept = desk.sheet(form, "frozen", revision).content
    return Content(kept.values, kept.rows)
