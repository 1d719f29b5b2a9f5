"""Several cards are sent back: what falls is shown, why is asked, others' moves are heard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mcdesk.procedure import commands as do
from mcdesk.ui.board.many import ManyDialog, list_falls, send_back_dialog, send_back_words
from mcdesk.ui.board.meanwhile import CardsWatch
from mcdesk.ui.board.several import Several
from mcdesk.ui.board.words import known_stages

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from mcdesk.ui.board.several import Falls, Parted
    from mcdesk.ui.tasks import Tasks


class SendBack:
    """One asking: to which stage, what keeps cards from it, and what falls."""

    def __init__(self, stage: str, falls: Falls) -> None:
        self._stage, self._falls = stage, falls

    def dialog(self, parted: Parted, tasks: Tasks, today: date, home: QWidget) -> ManyDialog:
        """Return the dialog that asks for the reason."""
        words = send_back_words(len(parted.going), self._stage)
        made = ManyDialog(words, parted.going, partial(_back, self._stage), tasks, today, home)
        tiles = (*parted.going, *(tile for tile, _found in parted.stay), *parted.here)
        made.watch = CardsWatch(tasks, tiles, made)
        made.watch.moved.connect(partial(self._leave_out, made))
        return send_back_dialog(parted, self._falls.forms, made)

    def _leave_out(self, dialog: ManyDialog) -> None:
        """Leave cards where others moved them: what falls of them is not what was shown."""
        assert dialog.watch is not None
        moved = dialog.watch.gone
        left = tuple(tile for tile in dialog.watch.tiles if tile.id not in moved)
        parted = Several(left, known_stages(), self._falls.targets).parted(self._stage, back=True)
        title = send_back_words(len(parted.going), self._stage).title
        dialog.renew(title, parted.going, moved)
        list_falls(parted, self._falls.forms, dialog, moved)
        dialog.check()


def _back(stage: str, card: str, reason: str, _until: str) -> do.Command:
    return do.MoveCard(card=card, to=stage, reason=reason)
