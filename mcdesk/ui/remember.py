"""What the window leaves behind for its next start, and takes up there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from mcdesk.ui import cover, front
from mcdesk.ui.front_picture import picture_of

if TYPE_CHECKING:
    from mcdesk.ui.window import MainWindow

ROOMY = 1500


def restore(window: MainWindow) -> None:
    """Arrange the board as it was left."""
    state, board = window.state, window.board
    board.columns.arrangement = state.arrangement(window.keeps)
    board.bar.show_hidden(len(board.columns.arrangement.hidden))
    board.use_density(state.density)
    board.show_filter(state.filter(window.keeps))
    board.show_panel(shown=state.panel if state.knows_panel else window.width() >= ROOMY)


def keep(window: MainWindow) -> None:
    """Write down how the window looks."""
    state, board = window.state, window.board
    state.keep_place(window)
    state.density = board.density
    state.panel = board.is_panel_shown
    keep_board(window)
    keep_front(window)
    state.save()


def keep_board(window: MainWindow) -> None:
    """Write down how the board of this workspace is arranged and filtered; never a sample's."""
    if window.keeps is not None:
        board = window.board
        window.state.keep_board(window.keeps, board.columns.arrangement, board.models.filter)


def keep_look(window: MainWindow) -> None:
    """Write down size, place and columns, as often as they have come to rest."""
    window.state.keep_place(window)
    keep_board(window)
    window.state.save()


def end(window: MainWindow) -> None:
    """Write down how the window looks, end its workers, then keep its picture.

    The search is given up first: the next start begins without it, its columns as they fit.
    """
    from mcdesk.ui import ending

    window.board.show_filter(window.board.models.filter._replace(text=""))
    window.board.columns.arrange()
    keep(window)
    picture = cover.picture_of(window)
    window.closing.emit()
    if ending.wait_for(window):
        cover.keep(window, picture)


def keep_front(window: MainWindow) -> None:
    """Keep the columns and a picture of the first frame, while the board is shown.

    Not during a search, which is not kept and changes which columns are empty.
    """
    columns = window.board.columns
    if window.cover is not None and window.board.models.is_whole:
        window.cover.lift()
    if window.info is None or not columns.columns or window.host.page is not window.board:
        return
    if window.board.models.filter.text:
        return
    keep_board(window)
    path, state = Path(window.info.path), window.state
    places = [column.geometry().getRect() for column in columns.columns.values()]
    seen = (front.key_of(state, path), window.size().toTuple(), tuple(places))
    if seen == window.seen_front:
        return
    window.seen_front = seen
    stages = tuple(column.stage for column in columns.columns.values())
    state.keep_columns(path, (stages, window.board.phases))
    key = front.key_of(state, path)
    drawn = f"{crc32(repr((seen, stages, window.board.phases)).encode()):08x}"
    if not front.is_kept(state.front_path, key, drawn):
        front.save(picture_of(window), state.front_path, key, drawn)
    state.save()
