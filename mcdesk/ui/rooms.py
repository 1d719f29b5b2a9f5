"""Parts of the window that are made when somebody first needs them."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from mcdesk.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import CardTile, IdeaLine
    from mcdesk.procedure.commands import Command
    from mcdesk.ui.actions import Action, Actions
    from mcdesk.ui.dialogs import AskingDialog
    from mcdesk.ui.ideas import IdeasPage
    from mcdesk.ui.palette import Named, Palette
    from mcdesk.ui.palette_forms import FormFinder
    from mcdesk.ui.toast import Toast
    from mcdesk.ui.window import MainWindow
    from mcdesk.ui.work import WorkPage

READING = ("card.missing", "card.print", "card.binder", "card.catalogue")
"""What is done with a card that is out of sight: it changes nothing."""


class Rooms:
    """The pages of work and ideas, the palette, the toast and the help of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.searched = ""

    def open_search(self) -> None:
        """Open the search over everything that is written."""
        from mcdesk.ui.search import open_search

        open_search(self._window)

    def show_undone(self) -> None:
        """Show which micro-credentials were undone into nothing, to bring them back."""
        from mcdesk.ui.taking_back import show_undone

        show_undone(self._window)

    @cached_property
    def work(self) -> WorkPage:
        """What waits for the person who is working now."""
        from mcdesk.ui.own_absence import ask_absence, ask_back
        from mcdesk.ui.work import WorkPage

        page = WorkPage(self._window.board.models)
        page.card_opened.connect(self._window.open_card)
        page.comment_opened.connect(self._window.opener.open_comment)
        page.sheet_wanted.connect(self._window.opener.open_own_sheet)
        page.counted.connect(self._window.show_work)
        page.absence.absence_requested.connect(partial(ask_absence, self._window))
        page.absence.back_requested.connect(partial(ask_back, self._window))
        return page

    @cached_property
    def ideas(self) -> IdeasPage:
        """What may become micro-credentials."""
        from mcdesk.ui.ideas import IdeasPage

        page = IdeasPage()
        page.asking.connect(self._ask)
        page.card_wished.connect(self._window.new_card)
        return page

    def read_ideas(self) -> None:
        """Read which ideas are open."""
        from mcdesk.ui import jobs

        self._window.tasks.run(jobs.read_ideas, self._show_ideas, kind="reader")

    def _show_ideas(self, lines: tuple[IdeaLine, ...]) -> None:
        """Show the ideas; their page is made now at the latest, not while a window opens."""
        self.ideas.show_ideas(lines)

    def _ask(self, dialog: AskingDialog, command: Callable[[], Command]) -> None:
        """Open a dialog and carry out what it comes to."""
        from mcdesk.ui import jobs

        window = self._window
        dialog.carry_out(window.tasks, lambda: partial(jobs.execute, command()), window.say_step)

    @cached_property
    def palette(self) -> Palette:
        """The command palette."""
        from mcdesk.ui.palette import Palette

        window = self._window
        tiles = window.board.models.all_tiles
        palette = Palette(
            self.all_actions, tiles, self.jump_to_card, window, self._more, self.forms.find
        )
        palette.missed.connect(self._say_gone)
        return palette

    @cached_property
    def forms(self) -> FormFinder:
        """The forms of cards, as the palette finds them."""
        from mcdesk.ui.palette_forms import FormFinder

        return FormFinder(self._window)

    def jump_to_card(self, card: str) -> None:
        """Open a card from anywhere: above the pages that are open, else above the board."""
        window = self._window
        if not window.host.key and window.host.place != "board":
            window.go("board")
        window.opener.stand_at_card(card)
        window.open_card(card)

    def open_palette(self) -> None:
        """Open the command palette; the archived cards are read while one begins to type."""
        self.forms.forget()
        self.palette.open()
        self._window.tasks.run(_read_archived, self.palette.use_archived, kind="reader")

    @cached_property
    def toast(self) -> Toast:
        """The line that tells in passing what was done."""
        from mcdesk.ui.toast import Toast

        toast = Toast(self._window.middle)
        toast.undo_requested.connect(self._window.undo)
        toast.redo_requested.connect(self._window.redo)
        return toast

    def hide_toast(self) -> None:
        """Let no line stand that told what was done."""
        if "toast" in vars(self):
            self.toast.take_away()

    def all_actions(self) -> list[tuple[Action, QAction]]:
        """Return what can be done now: on the page that is shown, and in the window.

        What is done with the cards chosen on the board is offered there only: elsewhere they are
        out of sight (`_with_chosen` names the card), and a card's page has deeds of its own.
        """
        window = self._window
        page = window.host.page
        is_board = page is None or page is window.board
        own = [] if page is None or is_board else _actions_on(page)
        found: dict[str, tuple[Action, QAction]] = {}
        for actions in (*own, window.actions_):
            for action, made in actions.for_palette():
                if is_board or actions is not window.actions_ or "card" not in action.menus:
                    found.setdefault(made.text(), (action, made))
        return list(found.values())

    def _more(self) -> Iterator[Named]:
        """Yield what else there is: of the chosen card, of the page's buttons, and what is shut."""
        from mcdesk.ui.page_deeds import deeds_of, plain, tabs_of
        from mcdesk.ui.palette import Hit

        yield from self._with_chosen()
        page = self._window.host.page
        known = {plain(made.text()) for _action, made in self.all_actions()}
        for deed in deeds_of(page, known) if page is not None else ():
            yield deed.name.casefold(), Hit(deed.name, "arrow-right", partial(self._do, deed.name))
        for name, tabs, number in tabs_of(page) if page is not None else ():
            yield name.casefold(), Hit(name, "arrow-right", partial(tabs.setCurrentIndex, number))
        for action, made in self._closed():
            if plain(made.text()) in known:
                continue  # another tab offers it and can do it, or it was told why not
            known.add(plain(made.text()))
            why = made.statusTip()
            called = f"{_(action.title)} {action.title}".casefold()
            say = partial(self._window.say, why)
            yield called, Hit(f"{plain(made.text())}   ({why})", action.icon, say)

    def _do(self, name: str) -> None:
        """Do what the page offers by a name; it may have been made anew since that was found."""
        from mcdesk.ui.page_deeds import deeds_of

        page = self._window.host.page
        for deed in deeds_of(page, frozenset()) if page is not None else ():
            if deed.name == name:
                deed.run()
                return
        self._say_gone(name)

    def _say_gone(self, name: str) -> None:
        """Say that what was found cannot be done any more: a page changed meanwhile."""
        words = _("“{name}” cannot be done any more: what is shown changed meanwhile.")
        self._window.say(words.format(name=name))

    def _closed(self) -> list[tuple[Action, QAction]]:
        """Return what the page that is shown has, but cannot do now."""
        page = self._window.host.page
        if page is None or page is self._window.board:
            return self._window.actions_.closed_for_palette()
        own = _actions_on(page)
        return [each for actions in own for each in actions.closed_for_palette()]

    def _with_chosen(self) -> Iterator[Named]:
        """Yield what shows or prints the card that is chosen on the board, from another place.

        It is out of sight, so each names it, leads to the board, and changes nothing.
        """
        from mcdesk.ui.palette import Hit

        board, host = self._window.board, self._window.host
        ids = board.columns.selected_ids()
        if host.key or host.place == "board" or len(ids) != 1 or ids[0] not in board.models.tiles:
            return
        code = board.models.tiles[ids[0]].code
        for action, made in board.actions_.for_palette():
            if action.id in READING:
                called = f"{_(action.title)} {action.title}".casefold()
                run = partial(self._on_board, made)
                yield called, Hit(f"{made.text()}   {code}", action.icon, run)

    def _on_board(self, deed: QAction) -> None:
        self._window.go("board")
        deed.trigger()

    def show_help(self, topic: str = "") -> None:
        """Open the guide at a topic, or at what the page that is shown is about."""
        from mcdesk.ui.help import HelpPage

        window = self._window
        wanted = topic or str(getattr(window.host.page, "help_topic", "README"))
        page = window.host.bring_up("help")
        if isinstance(page, HelpPage):
            page.show_topic(wanted)
        else:
            window.open_page(HelpPage(window.actions_, wanted), "help")


def _actions_on(page: QWidget) -> list[Actions]:
    """Return the actions of a page; first those of the tab that is shown."""
    from mcdesk.ui.actions import Actions

    found = page.findChildren(Actions)
    return sorted(found, key=lambda each: not _is_seen(each.parent()))


def _is_seen(part: QObject | None) -> bool:
    from PySide6.QtWidgets import QWidget

    return isinstance(part, QWidget) and part.isVisible()


def _read_archived(desk: DeskPort) -> tuple[CardTile, ...]:
    return desk.archived()
