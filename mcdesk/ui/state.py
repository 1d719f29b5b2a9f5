"""What the window remembers from one start to the next, in an ini file of the user's own."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QSettings

from mcdesk import folders, i18n

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.i18n import Language
    from mcdesk.procedure.stage import Label, Phase, Stage
    from mcdesk.ui.board.filter import Filter
    from mcdesk.ui.board.fit import Arrangement
    from mcdesk.ui.board.sketch import Density
    from mcdesk.ui.theme import Mode

    Columns = tuple[tuple[Stage, ...], tuple[Phase, ...]]

RECENT = 5
BOARDS = 20  # workspaces whose board is remembered
DENSITIES: tuple[Density, ...] = ("roomy", "normal", "line")


def default_path() -> Path:
    """Return where the window's state is kept for this user."""
    return folders.config_folder() / folders.WINDOW


def last_workspace() -> Path:
    """Return the file that names the workspace opened last."""
    return default_path().with_name(folders.LAST)


class WindowState:
    """Typed access to the remembered state; what cannot be read counts as not there."""

    def __init__(self, path: Path | None = None) -> None:
        self._kept = QSettings(str(path or default_path()), QSettings.Format.IniFormat)

    @property
    def language(self) -> Language:
        """The language on screen."""
        found = self._text("language")
        return found if found in i18n.LANGUAGES else i18n.language()

    @language.setter
    def language(self, value: str) -> None:
        self._kept.setValue("language", value)

    @property
    def theme(self) -> Mode:
        """Light, dark, or as the system does."""
        found = self._text("theme")
        return cast("Mode", found) if found in ("light", "dark") else "system"

    @theme.setter
    def theme(self, value: str) -> None:
        self._kept.setValue("theme", value)

    @property
    def density(self) -> Density:
        """The size of the cards."""
        found = self._text("board/density")
        return found if found in DENSITIES else "normal"

    @density.setter
    def density(self, value: str) -> None:
        self._kept.setValue("board/density", value)

    @property
    def letters(self) -> float:
        """How large the letters of the development guide are; 0 while nobody has chosen."""
        try:
            return float(self._text("guide/letters") or 0.0)
        except ValueError:
            return 0.0

    def keep_letters(self, scale: float) -> None:
        """Keep how large the letters of the development guide are."""
        self._kept.setValue("guide/letters", str(scale))

    @property
    def knows_panel(self) -> bool:
        """Tell whether the side panel was ever opened or closed."""
        return bool(self._text("board/panel"))

    @property
    def panel(self) -> bool:
        """Whether the side panel is open."""
        return self._text("board/panel") == "1"

    @panel.setter
    def panel(self, value: bool) -> None:
        self._kept.setValue("board/panel", "1" if value else "0")

    @property
    def backup_folder(self) -> Path | None:
        """Where the daily backup goes; None means beside the program's own data."""
        found = self._text("backup/folder")
        return Path(found) if found else None

    @backup_folder.setter
    def backup_folder(self, value: Path) -> None:
        self._kept.setValue("backup/folder", str(value))

    @property
    def is_seen(self) -> bool:
        """Whether others are told which section of a form one is working on, and tell it."""
        return self._text("team/seen") != "0"

    @is_seen.setter
    def is_seen(self, value: bool) -> None:
        self._kept.setValue("team/seen", "1" if value else "0")

    @property
    def folds(self) -> str:
        """Which lines of which form's tree stand open, as JSON."""
        return self._text("forms/folds")

    @folds.setter
    def folds(self, value: str) -> None:
        self._kept.setValue("forms/folds", value)

    @property
    def find_choices(self) -> str:
        """Whether words are looked for in forms with their capitals, and as whole words."""
        return self._text("forms/find")

    @find_choices.setter
    def find_choices(self, value: str) -> None:
        self._kept.setValue("forms/find", value)

    @property
    def widths(self) -> str:
        """Which columns of forms' tables were made wider or narrower, as JSON."""
        return self._text("forms/widths")

    @widths.setter
    def widths(self, value: str) -> None:
        self._kept.setValue("forms/widths", value)

    @property
    def recent(self) -> list[Path]:
        """The workspaces opened last, the newest first."""
        return [Path(line) for line in self._text("recent").splitlines() if line]

    def note_recent(self, path: Path) -> None:
        """Put a workspace first among those opened last."""
        mine = path.resolve()
        lines = [str(mine), *(str(other) for other in self.recent if other != mine)]
        self._kept.setValue("recent", "\n".join(lines[:RECENT]))

    def zone(self, workspace: Path) -> str:
        """Return in which time zone a workspace tells its moments, "" where that is not known."""
        return str(self._zones().get(str(workspace.resolve()), ""))

    def note_zone(self, path: str) -> None:
        """Remember the time zone in use as that of the workspace that is open."""
        from mcdesk.procedure.calendar import zone_name

        workspace = Path(path)
        if self.zone(workspace) != zone_name():
            kept = {str(each): self.zone(each) for each in self.recent}
            zones = json.dumps({**kept, str(workspace.resolve()): zone_name()})
            self._kept.setValue("recent/zones", zones)

    def _zones(self) -> dict[str, str]:
        try:
            found = json.loads(self._text("recent/zones") or "{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def geometry(self) -> QByteArray:
        """Size and place of the window, as Qt packs them."""
        found = self._kept.value("window/geometry")
        return found if isinstance(found, QByteArray) else QByteArray()

    @property
    def size(self) -> str:
        """The window's size alone: its picture is the same wherever it stands."""
        return self._text("window/size")

    def keep_place(self, window: QWidget) -> None:
        """Keep size and place of a window."""
        self._kept.setValue("window/geometry", window.saveGeometry())
        self._kept.setValue("window/size", f"{window.width()}x{window.height()}")

    def arrangement(self, workspace: Path | None) -> Arrangement:
        """Return how the columns of a workspace were arranged."""
        from mcdesk.ui.board.fit import Arrangement

        kept = self._board(workspace)
        return Arrangement(
            set(kept.get("closed", "").split()),
            set(kept.get("opened", "").split()),
            set(kept.get("hidden", "").split()),
            squeeze=kept.get("squeeze") == "1",
        )

    def filter(self, workspace: Path | None) -> Filter:
        """Return the filter of a workspace's board; what was searched for is not kept."""
        from mcdesk.ui.board.filter import Filter

        return Filter.from_text(self._board(workspace).get("filter", ""))

    def keep_board(self, workspace: Path, columns: Arrangement, wanted: Filter) -> None:
        """Keep how a workspace's columns are arranged, and its filter but for the search."""
        import json

        board = {
            "closed": " ".join(sorted(columns.closed)),
            "opened": " ".join(sorted(columns.opened)),
            "hidden": " ".join(sorted(columns.hidden)),
            "squeeze": "1" if columns.squeeze else "",
            "filter": wanted._replace(text="").to_text(),
        }
        mine, kept = str(workspace.absolute()), self._boards()
        others = [(name, kept[name]) for name in kept if name != mine]
        self._kept.setValue("board/of", json.dumps(dict([(mine, board), *others][:BOARDS])))

    def board_key(self, workspace: Path) -> str:
        """Return arrangement and filter of a workspace's board as one short word."""
        kept = sorted((name, value) for name, value in self._board(workspace).items() if value)
        return f"{zlib.crc32(repr(kept).encode()):08x}"

    def _boards(self) -> dict[str, dict[str, str]]:
        import json

        try:
            kept = json.loads(self._text("board/of"))
            return {
                name: {key: str(value) for key, value in board.items()}
                for name, board in kept.items()
            }
        except (ValueError, AttributeError):
            return {}

    def _board(self, workspace: Path | None) -> dict[str, str]:
        return self._boards().get(str(workspace.absolute()), {}) if workspace else {}

    @property
    def front_path(self) -> Path:
        """The picture of the first frame: the columns."""
        return Path(self._kept.fileName()).with_suffix(".front")

    @property
    def board_path(self) -> Path:
        """The picture of the first frame while nothing has changed: the columns and their cards."""
        return Path(self._kept.fileName()).with_suffix(".board")

    def columns(self, workspace: Path) -> Columns | None:
        """Return stages and phases of a workspace, if it is the one that was open last."""
        import json

        from mcdesk.procedure.stage import Label, Phase, Stage

        try:
            kept = json.loads(self._text("board/columns"))
            if kept["workspace"] != str(workspace.absolute()):
                return None
            stages = tuple(
                Stage(id_, number, phase, Label(*title), Label(*short), Label(*purpose), days)
                for id_, number, phase, (title, short, purpose), days in kept["stages"]
            )
            return stages, tuple(Phase(id_, Label(*title)) for id_, title in kept["phases"])
        except (ValueError, TypeError, KeyError):
            return None

    def keep_columns(self, workspace: Path, columns: Columns) -> None:
        """Keep stages and phases, so that the next start need not read definitions first."""
        import json

        kept = {
            "workspace": str(workspace.absolute()),
            "stages": [
                [stage.id, stage.number, stage.phase,
                 [_both(text) for text in (stage.title, stage.short, stage.purpose)], stage.days]
                for stage in columns[0]
            ],
            "phases": [[phase.id, _both(phase.title)] for phase in columns[1]],
        }  # fmt: skip
        self._kept.setValue("board/columns", json.dumps(kept))

    def save(self) -> None:
        """Write to disk now."""
        self._kept.sync()

    def _text(self, key: str) -> str:
        found = self._kept.value(key, "")
        return found if isinstance(found, str) else ""


def _both(label: Label) -> tuple[str, str]:
    return label.en, label.id
