"""What a card says in words: spoken text, tooltip and the short state line of the tile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from mcdesk import i18n
from mcdesk.i18n import N_, _, plural
from mcdesk.ui import language
from mcdesk.ui.board.badges import badge_text
from mcdesk.ui.board.filter import is_ready
from mcdesk.ui.sent_back import sent_back_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from mcdesk.application.views import CardTile
    from mcdesk.procedure.stage import Label, Stage

Tone = Literal["good", "warn", "bad", "muted", "accent"]
NAME_WORDS = 2
"""The most words in a form's short name: what is longer before a colon belongs to the sentence."""
_roles: dict[str, Label] = {}
_stages: dict[str, Stage] = {}


class StateLine(NamedTuple):
    """The one thing that matters most about a card now, with its sign and tone.

    `shorter` are other ways to say it, each for less room than the one before.
    """

    text: str
    icon: str
    tone: Tone
    shorter: tuple[str, ...] = ()


def use_names(roles: Mapping[str, Label], stages: Iterable[Stage]) -> bool:
    """Say what roles and stages are called in the workspace that is open.

    Tells whether any of them is called otherwise than before.
    """
    before = dict(_roles), dict(_stages)
    _roles.clear()
    _roles.update(roles)
    _stages.clear()
    _stages.update({stage.id: stage for stage in stages})
    return before != (_roles, _stages)


def has_names(tile: CardTile) -> bool:
    """Tell whether what stands on a card names a role or a stage."""
    return bool(tile.returned or tile.ready_for or tile.back_from)


def role_name(role: str) -> str:
    """Return a role's name in the language in use; unknown ones as they are."""
    return _roles[role].text() if role in _roles else role


def stage_name(stage: str) -> str:
    """Return a stage's number and title, as its column says them: "4 Timeline discussion"."""
    found = _stages.get(stage)
    return f"{found.number} {found.title.text()}" if found else stage


def known_stages() -> tuple[Stage, ...]:
    """Return the stages of the workspace that is open."""
    return tuple(_stages.values())


def state_line(tile: CardTile) -> StateLine | None:
    """Return what the tile says about its state; None where there is nothing to say."""
    resting = {
        "on_hold": (N_("On hold"), "circle-pause"),
        "halted": (N_("Halted"), "octagon-pause"),
        "cancelled": (N_("Cancelled"), "ban"),
        "completed": (N_("Completed"), "circle-check"),
    }
    if tile.status in resting:
        word, icon = resting[tile.status]
        text = f"{_(word)}: {tile.status_reason}" if tile.status_reason else _(word)
        if tile.archived_on:
            text, icon = " · ".join((_("Archived"), text)), "archive"
        return StateLine(text, icon, "good" if tile.status == "completed" else "muted")
    if tile.returned:
        return StateLine(returned_text(tile), *returned_look(tile), _shorter_returned(tile))
    if is_ready(tile):
        return StateLine(ready_text(tile), "circle-check", "good", _shorter_ready(tile))
    if tile.blocked_count:
        text = tile.blocked(i18n.language())
        return StateLine(text, "hourglass", "muted", _shorter_blocked(text, tile.blocked_count))
    return None


def _shorter_ready(tile: CardTile) -> tuple[str, ...]:
    """Return "Ready for stage 8": its column has that number."""
    found = _stages.get(tile.ready_for)
    return (_("Ready for stage {n}").format(n=found.number),) if found else ()


def _shorter_returned(tile: CardTile) -> tuple[str, ...]:
    """Return who returned a form in the words that take the least room.

    The card stands where it stood: it is asked back, and somebody has to send it.
    """
    if tile.rejected_by:
        return ()
    who, found = role_name(tile.returned_by), _stages.get(tile.returned_to)
    plain = _("Back from {who}").format(who=who)
    if found is None:
        return (plain,)
    n = found.number
    return (_("{who} asks for return to {n}").format(who=who, n=n),
            _("{who}: to {n}?").format(who=who, n=n), plain)  # fmt: skip


def _shorter_blocked(text: str, count: int) -> tuple[str, ...]:
    """Return what blocks a gate without the form that it is about, and how much is missing."""
    missing = _missing_text(count), _("{n} missing").format(n=count)
    about, mark, rest = text.partition(": ")
    if not mark or "," in about or about.count(" ") >= NAME_WORDS:
        return missing
    return rest[:1].upper() + rest[1:], *missing


def _missing_text(count: int) -> str:
    return plural("{n} thing is missing", "{n} things are missing", count)


def ready_text(tile: CardTile) -> str:
    """Return "Ready for ..." in words."""
    if tile.ready_for == "end":
        return _("Ready to complete")
    return _("Ready for {stage}").format(stage=stage_name(tile.ready_for))


def returned_text(tile: CardTile) -> str:
    """Return "Returned by ..." or "Rejected by ..." in words."""
    if tile.rejected_by:
        return _("Rejected by {who}").format(who=role_name(tile.rejected_by))
    who, stage = role_name(tile.returned_by), tile.returned_to
    if stage:
        words = _("{who} asks for a return to {stage}")
        return words.format(who=who, stage=stage_name(stage))
    return _("Returned by {who}").format(who=who)


def returned_look(tile: CardTile) -> tuple[str, Tone]:
    """Return the sign and the tone of what was returned or rejected."""
    return ("octagon-x", "bad") if tile.rejected_by else ("corner-up-left", "warn")


def sent_back_text(tile: CardTile) -> str:
    """Return from where a card was sent back, and why; "" where it was not."""
    if not tile.back_from:
        return ""
    where = sent_back_title(stage_name(tile.back_from))
    return f"{where}: {tile.back_reason}" if tile.back_reason else where


def scans_text(count: int) -> str:
    """Return how many decisions still owe their scan."""
    return plural("{n} scan is owed", "{n} scans are owed", count)


def blocked_text(tile: CardTile) -> str:
    """Return what blocks the next gate, and how much more there is."""
    more = tile.blocked_count - 1
    text = tile.blocked(i18n.language())
    return f"{text} (+{more})" if more > 0 else text


def progress_text(tile: CardTile) -> str:
    """Return the progress as "2 of 4", or "2 of 30 components"."""
    words = _("{done} of {of} components") if tile.counts_components else _("{done} of {of}")
    return words.format(done=tile.done, of=tile.of) if tile.of else ""


def short_progress(tile: CardTile) -> str:
    """Return the progress in figures, with a sign of what is counted."""
    words = _("{done}/{of} comp.") if tile.counts_components else "{done}/{of}"
    return words.format(done=tile.done, of=tile.of) if tile.of else ""


def progress_sentence(tile: CardTile) -> str:
    """Return the progress with what is counted (decisions.md, 10); "" where there is none."""
    words = _("Progress: {done} of {of} things that the next stage needs")
    if tile.counts_components:
        words = _("Progress: {done} of {of} components accepted")
        if tile.ready_for and tile.done < tile.of:
            words = _("Progress: {done} of {of} components accepted; the next stage does not "
                      "wait for them")  # fmt: skip
    return words.format(done=tile.done, of=tile.of) if tile.of else ""


def age_text(tile: CardTile, today: date) -> str:
    """Return the days in the present stage, short."""
    return age_of(tile.age(today))


def age_of(days: int) -> str:
    """Return a number of days, short."""
    return _("{n} d").format(n=days)


def rounds_text(tile: CardTile) -> str:
    """Return the round and the loop where they are not the first."""
    parts = []
    if tile.round > 1:
        parts.append(_("R{n}").format(n=tile.round))
    if tile.loop > 1:
        parts.append(_("L{n}").format(n=tile.loop))
    return " ".join(parts)


def spoken(tile: CardTile, today: date) -> str:
    """Return all that a tile shows as sentences, for a screen reader."""
    parts = [tile.title(i18n.language()), tile.code, tile.programme(i18n.language())]
    if tile.is_late(today):
        parts.append(_("Late: planned end {day}").format(day=language.long_day(tile.planned_end)))
    elif tile.planned_end:
        parts.append(_("Planned end {day}").format(day=language.long_day(tile.planned_end)))
    state = state_line(tile)
    if state is not None:
        parts.append(state.text)
    parts.append(badge_text(tile.id))
    parts.append(sent_back_text(tile))
    if tile.blocked_count > 1:
        parts.append(_missing_text(tile.blocked_count))
    if tile.debts:
        parts.append(plural("{n} open debt", "{n} open debts", tile.debts))
    if tile.scans_owed:
        parts.append(scans_text(tile.scans_owed))
    if tile.round > 1:
        parts.append(_("Round {n}").format(n=tile.round))
    if tile.loop > 1:
        parts.append(_("Loop {n}").format(n=tile.loop))
    parts.append(progress_sentence(tile))
    parts.append(plural("{n} day in this stage", "{n} days in this stage", tile.age(today)))
    parts += [f"{role_name(face.role)} {face.name}" for face in tile.faces]
    return ". ".join(part for part in parts if part)


def tooltip(tile: CardTile, today: date) -> str:
    """Return the tooltip of a tile; what people wrote is escaped."""
    from html import escape  # its table of names would hold up the first paint

    lines = [f"<b>{escape(tile.title(i18n.language()))}</b>"]
    lines.append(escape(f"{tile.code} · {tile.programme(i18n.language())}"))
    state = state_line(tile)
    if state is not None:
        lines.append(escape(state.text))
    if badge_text(tile.id):
        lines.append(escape(badge_text(tile.id)))
    if tile.back_from:
        lines.append(escape(sent_back_text(tile)))
    if tile.is_late(today):
        lines.append(
            escape(_("Late: planned end {day}").format(day=language.long_day(tile.planned_end)))
        )
    if tile.of:
        lines.append(escape(progress_sentence(tile)))
    if tile.opening_on:
        lines.append(escape(_("Class opens {day}").format(day=language.long_day(tile.opening_on))))
    if tile.debts:
        lines.append(escape(plural("{n} open debt", "{n} open debts", tile.debts)))
    if tile.scans_owed:
        lines.append(escape(scans_text(tile.scans_owed)))
    lines += [escape(f"{role_name(face.role)}: {face.name}") for face in tile.faces]
    return "<qt>" + "<br>".join(lines) + "</qt>"
