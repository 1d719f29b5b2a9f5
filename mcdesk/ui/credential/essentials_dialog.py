"""Completing the essentials of a card that was taken over (decisions.md, 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typing_extensions import override

from mcdesk.application.essentials import KNOWN
from mcdesk.exchange.cells import hours_of, listed, whole_number
from mcdesk.i18n import _, language
from mcdesk.procedure.commands import ChangeCard
from mcdesk.ui.credential.dialog import ChangeDialog
from mcdesk.ui.credential.essentials_tab import known
from mcdesk.ui.new_card import too_long

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.commands import Command
    from mcdesk.procedure.definition import Choice
    from mcdesk.ui.credential.state import PageState
    from mcdesk.ui.tasks import Tasks

LISTS, COUNTS, CHOICES = ("outcomes", "modules"), ("hours", "weeks"), ("mode", "pace", "kkni")
TITLES = ("title_en", "title_id")


class EssentialsDialog(ChangeDialog):
    """What a proposal would say; forms take it where there is no proposal."""

    def __init__(self, tasks: Tasks, state: PageState, parent: QWidget | None = None) -> None:
        title = _("Essentials of {code}").format(code=state.tile.code)
        super().__init__(title, _("Save"), tasks, state.today, parent)
        self._card, self._kept = state.tile.id, state.page.essentials
        self._before: dict[str, str] = {}
        self._choices = state.page.essential_choices
        self.say(_("What the proposal would say. Forms take it from here where no proposal was "
                   "filled in."))  # fmt: skip
        hint = _("one on each line")
        self._place_inputs(hint)
        for key in COUNTS:
            self.fill(key, _as_typed(self._kept.get(key)))
        for key in (*LISTS, *CHOICES, "language"):
            self.fill(key, _as_text(self._kept.get(key), "," if key == "language" else "\n"))
        self.fill("title_en", state.tile.title_en)
        self.fill("title_id", state.tile.title_id)
        self._before = {key: self.typed(key) for key in (*TITLES, *KNOWN)}
        self.base = {key: getattr(state.tile, key) for key in TITLES}
        self.base |= {key: self._kept.get(key) for key in KNOWN}
        self.finish(620)

    def _place_inputs(self, hint: str) -> None:
        need = _("A micro-credential needs an English title.")
        self.place(self.line("title_en", _("Title in English"), need=need))
        self.place(self.line("title_id", _("Title in Indonesian")))
        for key in LISTS:
            self.place(self.note(key, known(key), hint=hint))
        self.place(*(self.line(key, known(key)) for key in COUNTS))
        self.place(*(self.choice(key, known(key), self._options(key)) for key in CHOICES[:2]))
        self.place(
            self.choice("language", known("language"), self._languages()),
            self.choice("kkni", known("kkni"), self._options("kkni")),
        )

    def _options(self, key: str) -> list[tuple[str, str]]:
        found = [(each.id, each.label.text()) for each in self._choices.get(key, ())]
        return [("", _("not known")), *found]

    def _languages(self) -> list[tuple[str, str]]:
        """Return every language, every two of them, and what stands there already."""
        languages: tuple[Choice, ...] = self._choices.get("language", ())
        sets: list[tuple[Choice, ...]] = [(each,) for each in languages]
        sets += [(one, two) for n, one in enumerate(languages) for two in languages[n + 1 :]]
        found = {_ids(each): " + ".join(one.label.text() for one in each) for each in sets}
        kept = _as_text(self._kept.get("language"), ",")
        return [("", _("not known")), *({kept: kept, **found} if kept else found).items()]

    @override
    def reasons(self) -> list[str]:
        found = super().reasons()
        wrong = {"hours": _("Hours are a number such as 24 or 1.5."),
                 "weeks": _("Weeks are a whole number.")}  # fmt: skip
        found += [
            words for key, words in wrong.items()
            if self.typed(key) and self.typed(key) != self._before.get(key)
            and not _number(key, self.typed(key))
        ]  # fmt: skip
        found.extend(filter(None, (too_long(self.typed(key)) for key in TITLES)))
        if not found and not self._changed():
            found.append(_("Nothing has been changed yet."))
        return found

    def _changed(self) -> dict[str, str]:
        """Return what differs from what was there, as it was typed."""
        typed = {key: self.typed(key) for key in (*TITLES, *KNOWN)}
        return {key: text for key, text in typed.items() if text != self._before.get(key)}

    @override
    def commands(self) -> Sequence[Command]:
        """Return a command for each place: what others changed is asked about by itself."""
        changed = self._changed()
        given: dict[str, dict[str, Any]] = {
            key: {key: text} if key in TITLES else {"essentials": {key: _value(key, text) or None}}
            for key, text in changed.items()
        }
        return [
            ChangeCard(card=self._card, base={key: self.base[key]}, **each)
            for key, each in given.items()
        ]


def _ids(choices: Sequence[Choice]) -> str:
    return ",".join(each.id for each in choices)


def _as_typed(number: Json) -> str:
    """Return a number as one types it: with the decimal sign of the language, no thousands."""
    text = _as_text(number, "")
    return text.replace(".", ",") if language() == "id" else text


def _as_text(value: Json, between: str) -> str:
    if isinstance(value, list):
        return between.join(str(each) for each in value)
    return "" if value is None else str(value)


def _number(key: str, text: str) -> int | str | None:
    return hours_of(text) if key == "hours" else whole_number(text)


def _value(key: str, text: str) -> object:
    """Return what was typed as it is kept."""
    if key in LISTS:
        return listed(text)
    if key in COUNTS:
        return _number(key, text)
    return text.split(",") if key == "language" and text else text
