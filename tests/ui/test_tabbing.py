"""Tab comes to everything of a dialog, and Shift+Tab goes the same way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mcdesk.application.views import Directory, OriginalView
from mcdesk.errors import Finding
from mcdesk.ui.crash import CrashDialog
from mcdesk.ui.credential.attaching import LinkDialog
from mcdesk.ui.credential.editing import CorrectionDialog, EditDialog, RevisionDialog
from mcdesk.ui.credential.essentials_dialog import EssentialsDialog
from mcdesk.ui.credential.excepting import ExceptionDialog
from mcdesk.ui.credential.external import ExternalDialog
from mcdesk.ui.credential.moving import Aims, MoveDialog, SendBackDialog
from mcdesk.ui.credential.resting import PayDialog, RestDialog
from mcdesk.ui.credential.staffing import HandOverDialog, LeaveDialog, TeamDialog
from mcdesk.ui.dialogs import FindingsDialog, ReasonDialog
from mcdesk.ui.erasing import ErasingDialog
from mcdesk.ui.forms.freeze import ChangeDialog, FreezeDialog
from mcdesk.ui.forms.sign import SignDialog
from mcdesk.ui.ideas import IdeaDialog
from mcdesk.ui.new_card import NewCardDialog
from mcdesk.ui.people.dialogs import PersonDialog, Surroundings
from mcdesk.ui.people.pasting import PasteDialog
from mcdesk.ui.people.place_dialog import PlaceDialog
from mcdesk.ui.persons import PersonDialog as WhoDialog
from mcdesk.ui.settings.calendar import HolidaysDialog
from mcdesk.ui.takeover.single import TakeOverDialog
from mcdesk.ui.team.share import PasswordDialog, ShareDialog
from tests.ui.credential_fakes import PageDesk, a_page, state_of
from tests.ui.forms.fakes import FakeDesk, frozen_view, make_view
from tests.ui.tabs import assert_ring, awake

TODAY = date(2026, 11, 23)
NOWHERE = Directory((), (), ())


@pytest.fixture
def desk(made: Any) -> PageDesk:
    tile = made.tile(1, id="c1", code="MC-1", stage="timeline")
    return PageDesk(a_page(made.outline(tile), made.procedure().stages), made.info())


@pytest.fixture
def state(desk: PageDesk) -> Any:
    return state_of(desk)


@pytest.mark.parametrize("state_of_key", ["none", "choose", "locked"])
@pytest.mark.parametrize("role", ["hsp", "dean"])
def test_a_sheet_to_sign(qtbot: Any, role: str, state_of_key: Any) -> None:
    view = frozen_view()
    line = next(each for each in view.signatures if each.role == role)
    info = replace(FakeDesk(view).info(), roles=("hsp",))
    dialog = awake(qtbot, SignDialog(view, line, info, None, state_of_key))
    there = assert_ring(dialog)
    assert {"Cancel"} <= {getattr(each, "text", str)() for each in there}
    for decided in ("letter", "program"):
        if decided in dialog._media._pills:
            dialog._media.press(decided)
            there = assert_ring(dialog)
            assert there.index(_answer(dialog._decisions)) < there.index(dialog.note)
            if dialog.on in there:
                assert there.index(_answer(dialog._media)) < there.index(dialog.on)


def _answer(pills: Any) -> Any:
    """Return the answer that Tab stops at."""
    return pills.focusProxy()


@pytest.mark.parametrize("kind", [
    EditDialog, CorrectionDialog, RevisionDialog, EssentialsDialog, TeamDialog, LinkDialog,
    SendBackDialog, "exception", "rest", "pay", "leave", "over", "external",
])  # fmt: skip
def test_the_dialogs_of_a_card(
    qtbot: Any, open_tasks: Any, desk: PageDesk, state: Any, kind: Any
) -> None:
    tasks, member = open_tasks(desk), state.page.team[1]
    makers = {
        "exception": lambda: ExceptionDialog(tasks, state, "baseline"),
        "rest": lambda: RestDialog(tasks, state, "hold"),
        "pay": lambda: PayDialog(tasks, state, state.page.outline.debts[0]),
        "leave": lambda: LeaveDialog(tasks, state, member),
        "over": lambda: HandOverDialog(tasks, state, member),
        "external": lambda: ExternalDialog(tasks, state, OriginalView("F6", {})),
    }
    assert_ring(awake(qtbot, makers[kind]() if kind in makers else kind(tasks, state)))


def test_the_dialog_of_moving(qtbot: Any, state: Any) -> None:
    dialog = awake(qtbot, MoveDialog(Aims.of(state)))
    dialog.list.choose("baseline")
    assert_ring(dialog)


@pytest.mark.parametrize("kind", [NewCardDialog, IdeaDialog, WhoDialog])
def test_the_dialogs_of_the_window(qtbot: Any, made: Any, kind: Any) -> None:
    dialog = awake(qtbot, kind(made.info()))
    assert_ring(dialog)
    if kind is NewCardDialog:
        dialog.programme_is_new.click()
        assert_ring(dialog)


@pytest.mark.parametrize("make", [
    lambda: ReasonDialog("Why", "Say why.", "Send"),
    lambda: ErasingDialog("scan.pdf"),
    lambda: FindingsDialog("No", [Finding("missing", "Topic is empty.", {}, "F1", "topic")] * 3),
    lambda: CrashDialog("report"),
    lambda: FreezeDialog(make_view(), (), {}),
    lambda: ChangeDialog(frozen_view()),
    lambda: PlaceDialog(None, NOWHERE, programme=True),
    lambda: PlaceDialog(None, NOWHERE, programme=False),
    lambda: PersonDialog(None, Surroundings(NOWHERE, {}, TODAY)),
    lambda: PasteDialog(None),
    lambda: HolidaysDialog(None, {}),
    lambda: ShareDialog(lambda *_given: None, lambda *_given: None),
    lambda: PasswordDialog("postgresql://sme03@s/d"),
])  # fmt: skip
def test_other_dialogs(qtbot: Any, make: Any) -> None:
    assert_ring(awake(qtbot, make()))


def test_taking_over_one_card(qtbot: Any, made: Any) -> None:
    assert_ring(awake(qtbot, TakeOverDialog(None, made.info(), TODAY)))
