"""Makes the parts of the window and ties them together, once its first frame is on screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.i18n import _, apart
from mcdesk.ui import remember
from mcdesk.ui.actions import Actions
from mcdesk.ui.banner import Banner
from mcdesk.ui.board.page import BoardPage
from mcdesk.ui.busy import BusyLine
from mcdesk.ui.cover import Cover
from mcdesk.ui.day import DayKeeper
from mcdesk.ui.deeds import When, main_menu, window_actions
from mcdesk.ui.filing.dropping import DropTarget
from mcdesk.ui.front import Front
from mcdesk.ui.host import PageHost
from mcdesk.ui.opener import Opener
from mcdesk.ui.rooms import Rooms
from mcdesk.ui.sidebar import PLACES, Sidebar
from mcdesk.ui.steps import Steps

if TYPE_CHECKING:
    from mcdesk.ui.window import MainWindow

OWN = ("board", "work", "ideas")


def furnish(window: MainWindow) -> None:
    """Give the window, whose tasks and wiring are known, everything it shows."""
    window.actions_ = Actions(window)
    window.board = BoardPage(window.tasks, window.actions_)
    window.host = PageHost()
    window.opener = Opener(window)
    window.rooms = Rooms(window)
    window.steps = Steps(window)
    window.actions_.register(window_actions(window), window)
    if window.wiring.actions is not None:
        window.actions_.register(window.wiring.actions(window), window)
    _make_places(window)
    _lay_out(window)
    _connect(window)
    file_scans = partial(window.wiring.file_scans, window)
    DropTarget(window, file_scans, When(window).may_write, window.say)
    remember.restore(window)


def _make_places(window: MainWindow) -> None:
    places = []
    for place in PLACES:
        make = window.wiring.places.get(place.id)
        if place.id in OWN:
            window.host.add_place(place.id, place.title, partial(_own_page, window, place.id))
        elif make is not None:
            window.host.add_place(place.id, place.title, partial(make, window))
        else:
            continue
        places.append(place)
    window.sidebar = Sidebar(places, main_menu(window), window)


def _own_page(window: MainWindow, place: str) -> QWidget:
    if place == "board":
        return window.board
    return window.rooms.work if place == "work" else window.rooms.ideas


def _lay_out(window: MainWindow) -> None:
    window.banner, window.busy = Banner(), BusyLine(window)
    right = QVBoxLayout()
    right.setSpacing(0)
    for part in (window.banner, window.host, window.busy):
        right.addWidget(part, 1 if part is window.host else 0)
    middle = window.middle = QWidget()
    line = QHBoxLayout(middle)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(0)
    line.addWidget(window.sidebar)
    line.addLayout(right, 1)
    front = window.centralWidget()
    if isinstance(front, Front) and front.is_whole:
        window.takeCentralWidget()
        window.setCentralWidget(middle)
        window.cover = Cover(front, window)
    else:
        window.setCentralWidget(middle)


def _connect(window: MainWindow) -> None:
    board = window.board
    window.tasks.changed.connect(window.hear)
    window.tasks.failed.connect(window.show_error)
    window.tasks.busy_changed.connect(window.busy.show_busy)
    window.busy.cancel_requested.connect(window.cancel)
    board.card_opened.connect(window.open_card)
    board.form_requested.connect(window.open_form)
    board.print_requested.connect(window.print_cards)
    board.paper_requested.connect(window.opener.make_paper)
    board.deed_requested.connect(window.open_card)
    board.create_requested.connect(window.new_card)
    board.take_over_requested.connect(window.take_over)
    board.sample_requested.connect(window.look_at_sample)
    board.mover.said.connect(window.say_done)
    board.mover.form_requested.connect(window.open_form)
    board.mover.progressed.connect(window.busy.show_progress)
    window.sidebar.went.connect(window.go)
    window.sidebar.language_requested.connect(window.use_language)
    window.sidebar.person_requested.connect(window.choose_person)
    window.sidebar.person_changed.connect(partial(_tell_person, window))
    window.host.moved.connect(window.sidebar.show_place)
    window.host.moved.connect(board.columns.leave)
    board.allow(
        take_over=window.wiring.take_over is not None, sample=window.wiring.sample is not None
    )
    board.loaded.connect(window.keep_front_soon)
    board.columns.arranged.connect(window.settling.start)
    DayKeeper(window)


def _tell_person(window: MainWindow, name: str) -> None:
    window.say(_("What is done from now on is done as {name}.").format(name=apart(name)))
