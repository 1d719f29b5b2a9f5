"""What the window is given from outside: the pages that others make, and deeds on the workspace.

The defaults import a page when it is first opened, so that the window starts without them.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from mcdesk.procedure.calendar import zone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from mcdesk.ui.actions import Action
    from mcdesk.ui.window import MainWindow


def card_page(window: MainWindow, card: str) -> QWidget:
    """Return the page of a micro-credential."""
    from mcdesk.ui.credential.page import CardPageView

    page: QWidget = CardPageView(window.tasks, card, window)
    return page


def form_page(window: MainWindow, form: str) -> QWidget:
    """Return the editor of a form."""
    from mcdesk.ui.forms.editor import FormEditor
    from mcdesk.ui.forms.find_choices import FindChoices
    from mcdesk.ui.forms.folds import Folds
    from mcdesk.ui.forms.table_share import Widths

    folds = Folds(window.state.folds, partial(setattr, window.state, "folds"))
    widths = Widths(window.state.widths, partial(setattr, window.state, "widths"))
    keep = partial(setattr, window.state, "find_choices")
    choices = FindChoices(window.state.find_choices, keep)
    page = FormEditor(window.tasks, form, window, folds=folds, widths=widths, find_choices=choices)
    page.said.connect(window.say)
    page.undid.connect(window.rooms.toast.offer_redo)
    page.handed_on.connect(partial(window.wiring.file_scans, window))
    page.look_requested.connect(partial(look_at, window))
    return page


def look_at(window: MainWindow, number: int) -> None:
    """Open the team's page at an entry of what needs a look."""
    window.sidebar.team.looked.emit()
    choose = getattr(window.host.page, "choose", None)
    if callable(choose):
        choose(number)


def file_scans(window: MainWindow, paths: Sequence[Path] = ()) -> None:
    """Open the page that files scans, with some of them to begin with."""
    from mcdesk.ui.filing.page import FilingPage

    page = window.host.bring_up("scans")
    if not isinstance(page, FilingPage):
        page = FilingPage(window.tasks)
        page.said.connect(window.say)
        window.open_page(page, "scans")
    page.read(paths)


def read_guide(window: MainWindow, chapter: str) -> None:
    """Open the development guide above the page that is shown, at a chapter."""
    from mcdesk.ui.guide.page import GuidePage
    from mcdesk.ui.pages import guide_page

    page = window.host.bring_up("guide")
    if isinstance(page, GuidePage):
        page.go(chapter)
    else:
        window.open_page(guide_page(window, chapter), "guide")


def local_now() -> datetime:
    """Return the time at the institution, with its zone."""
    return datetime.now(zone())


class Wiring(NamedTuple):
    """How the window reaches what it does not know.

    `card` and `form` make pages; `places` make the pages behind the sidebar's other entries
    (`directory`, `settings`), those not given are left out. `print_cards`, `print_forms`,
    `make_paper`, `sign_form`, `take_over`, `sample` and `use_person` are deeds; None hides them.
    `actions` adds to the menus (open, back up ...).
    """

    card: Callable[[MainWindow, str], QWidget] = card_page
    form: Callable[[MainWindow, str], QWidget] = form_page
    places: Mapping[str, Callable[[MainWindow], QWidget]] = MappingProxyType({})
    print_cards: Callable[[MainWindow, Sequence[str]], object] | None = None
    print_forms: Callable[[MainWindow, Any], object] | None = None
    make_paper: Callable[[MainWindow, str, str, str], object] | None = None
    sign_form: Callable[[MainWindow, str], object] | None = None
    take_over: Callable[[MainWindow], object] | None = None
    file_scans: Callable[[MainWindow, Sequence[Path]], object] = file_scans
    read_guide: Callable[[MainWindow, str], object] = read_guide
    sample: Callable[[], object] | None = None
    use_person: Callable[[MainWindow, str], object] | None = None
    actions: Callable[[MainWindow], Sequence[Action]] | None = None
    drafts_path: Path | None = None
    now: Callable[[], datetime] = local_now
