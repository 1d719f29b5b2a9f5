"""The pages behind the sidebar, printing and signing, imported when they are first wanted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mcdesk.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes
    from mcdesk.ui.actions import Action
    from mcdesk.ui.forms.signing import Signing
    from mcdesk.ui.forms.since_when import Marked
    from mcdesk.ui.launch import MakeApp
    from mcdesk.ui.printing.documents import Request
    from mcdesk.ui.settings.seams import BackupHost
    from mcdesk.ui.window import MainWindow


def places(backups: BackupHost) -> dict[str, Callable[[MainWindow], QWidget]]:
    """Return the pages behind the sidebar's entries, each made with its window."""
    return {
        "directory": _directory,
        "settings": partial(_settings, backups),
        "wording": _wording,
        "register": _register,
        "guide": guide_page,
    }


def _directory(window: MainWindow) -> QWidget:
    from mcdesk.ui.people.page import DirectoryPage

    page = DirectoryPage(window.tasks)
    page.statement_requested.connect(partial(ask_statement, window))
    page.said.connect(window.say)
    return page


def _register(window: MainWindow) -> QWidget:
    from mcdesk.ui.printing.host import SystemHost
    from mcdesk.ui.register.page import RegisterPage

    page = RegisterPage(window.tasks, SystemHost())
    page.card_opened.connect(window.open_card)
    page.did.connect(window.say_done)
    page.said.connect(window.say)
    return page


def _wording(window: MainWindow) -> QWidget:
    from mcdesk.application.drafts import DraftFile, DraftWriter
    from mcdesk.ui.wording.page import WordingPage

    path = window.wiring.drafts_path
    writer = DraftWriter(DraftFile(path) if path is not None else None)
    window.closing.connect(writer.close)
    page = WordingPage(window.tasks, writer, partial(_preview_wording, window))
    page.said.connect(window.say)
    return page


def _preview_wording(window: MainWindow, text: str, title: str) -> None:
    from mcdesk.ui.printing.documents import WORDING

    preview(window, [(WORDING + text, title)])


def guide_page(window: MainWindow, chapter: str = "") -> QWidget:
    """Return the page of the development guide, at a chapter of it."""
    from mcdesk.ui.guide.page import GuidePage

    page = GuidePage(window.tasks, window.state.letters, chapter)
    page.scaled.connect(window.state.keep_letters)
    page.setting_requested.connect(partial(show_setting, window))
    page.print_requested.connect(partial(_preview_guide, window))
    return page


def _preview_guide(window: MainWindow, digest: str, title: str) -> None:
    from mcdesk.ui.printing.documents import GUIDE

    preview(window, [(GUIDE + digest, title)])


def show_setting(window: MainWindow, key: str) -> None:
    """Show a setting where it can be changed."""
    from mcdesk.ui.settings.page import SettingsPage

    window.go("settings")
    page = window.host.page
    if isinstance(page, SettingsPage):
        page.show_setting(key)


def _settings(backups: BackupHost, window: MainWindow) -> QWidget:
    from mcdesk.ui.settings.page import SettingsPage

    return SettingsPage(window.tasks, backups, window)


def take_files(make_app: MakeApp, window: MainWindow, paths: Sequence[Path] = ()) -> None:
    """Take files that were dropped: filled forms, a signed PDF to be checked, or scans."""
    from mcdesk.ui import checking

    checking.take_files(make_app, window, paths)


def check_pdf(window: MainWindow, make_app: MakeApp) -> None:
    """Ask for a PDF and say what it is."""
    from mcdesk.ui import checking

    checking.check_pdf(window, make_app)


def print_cards(window: MainWindow, cards: Sequence[str]) -> None:
    """Preview and print the forms of cards, all of them."""
    from mcdesk.ui.printing.documents import CARD

    tiles = window.board.models.tiles
    preview(window, [(CARD + card, tiles[card].code) for card in cards if card in tiles])


def print_forms(window: MainWindow, forms: str | Marked | Sequence[str]) -> None:
    """Preview and print one form, as its changes are shown too, or several by their ids."""
    from mcdesk.ui.forms.since_when import Marked

    wanted = [forms] if isinstance(forms, str | Marked) else list(forms)
    window.tasks.run(partial(_titles, wanted), partial(preview, window), kind="reader")


def _titles(forms: Sequence[str | Marked], desk: DeskPort) -> list[Request]:
    """Return forms with their titles; where modules are signed one by one, the frozen ones too."""
    found: list[Request] = []
    for form in forms:
        view = desk.form(form if isinstance(form, str) else form.form)
        title = view.definition.title.text()
        found.append((form, title))
        found += [(part.form_id, f"{title}: {part.name.text()}")
                  for part in view.parts if part.is_frozen]  # fmt: skip
    return found


def print_board(window: MainWindow) -> None:
    """Preview and print the board."""
    from mcdesk.ui.printing.documents import BOARD

    preview(window, [(BOARD, window.windowTitle())])


def preview(window: MainWindow, requests: Sequence[Request]) -> None:
    """Show forms or the board as they will lie on paper."""
    from mcdesk.ui.printing.host import SystemHost
    from mcdesk.ui.printing.preview import PreviewDialog

    if not requests:
        return
    dialog = PreviewDialog(window.tasks, requests, SystemHost(), window)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def make_paper(window: MainWindow, what: str, card: str, code: str) -> None:
    """Make a paper of a card: `what` names which."""
    from mcdesk.ui.printing.host import SystemHost
    from mcdesk.ui.printing.papers import PAPERS

    PAPERS[what](window.tasks, card, code, SystemHost(), window)


def ask_audit(window: MainWindow) -> None:
    """Ask what an audit visit is to be shown, then make it."""
    from mcdesk.ui.printing.host import SystemHost
    from mcdesk.ui.printing.papers import ask_audit as ask

    if window.info is not None:
        ask(window.tasks, window.info, window.now().date(), SystemHost(), window)


def ask_statement(window: MainWindow, person: str = "") -> None:
    """Ask for a lecturer (this one at first) and a semester, then make the statement."""
    from mcdesk.ui.printing.host import SystemHost
    from mcdesk.ui.printing.papers import ask_statement as ask

    if window.info is not None:
        dialog = ask(window.tasks, window.info, window.now().date(), SystemHost(), window)
        dialog.choose(person)


def signing_session(window: MainWindow) -> None:
    """Open the page of a signing session."""
    from mcdesk.ui.printing.host import SystemHost
    from mcdesk.ui.session.page import SessionPage

    page = window.host.bring_up("session")
    if isinstance(page, SessionPage):
        page.refresh()
        return
    page = SessionPage(window.tasks, SystemHost())
    page.said.connect(window.say)
    window.open_page(page, "session")


def paper_actions(window: MainWindow) -> Sequence[Action]:
    """Return what makes papers about more than one micro-credential, for the File menu."""
    from mcdesk.ui.actions import Action

    deeds = (
        ("signing_session", N_("Signing session…"), "stamp", signing_session),
        ("print_board", N_("Print the board…"), "printer", print_board),
        ("audit", N_("Evidence for an audit visit…"), "files", ask_audit),
        ("statement", N_("Contribution statement…"), "stamp", ask_statement),
    )
    return tuple(
        Action(id=name, title=title, callback=partial(call, window), icon=icon, menus=("file",),
               shortcut="Ctrl+Shift+P" if name == "print_board" else "")
        for name, title, icon, call in deeds
    )  # fmt: skip


def sign_form(window: MainWindow, form: str) -> None:
    """Ask for a decision over a form and keep it."""
    from mcdesk.ui.forms.signing import Signing

    signing = Signing(window.tasks, form, window)
    signing.failed.connect(window.show_error)
    signing.signed.connect(partial(_on_signed, window, signing))
    signing.begin()


def record_pdf(window: MainWindow, form: str, role: str, pdf: Path) -> None:
    """Record a decision that was made in a signed PDF."""
    from mcdesk.ui.forms.signing import Signing

    signing = Signing(window.tasks, form, window, role, pdf)
    signing.failed.connect(window.show_error)
    signing.signed.connect(partial(_on_signed, window, signing))
    signing.begin()


def _on_signed(window: MainWindow, signing: Signing, changes: Changes) -> None:
    window.tasks.publish(changes)
    signing.deleteLater()


def take_over(window: MainWindow) -> None:
    """Enter micro-credentials that are already under way, from a list or one by one."""
    from mcdesk.ui.takeover.page import TakeOverPage
    from mcdesk.ui.takeover.seams import SystemListHost

    if window.host.bring_up("takeover") is not None:
        return
    page = TakeOverPage(window.tasks, SystemListHost())
    page.taken.connect(partial(_show_taken, window))
    window.open_page(page, "takeover")


def _show_taken(window: MainWindow, cards: Sequence[str]) -> None:
    """Show the board with the cards that were taken over chosen."""
    window.go("board")
    window.board.columns.choose(cards, focus=True)
