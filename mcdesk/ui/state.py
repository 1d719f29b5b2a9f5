"""What the window remembers from one start to the next, in an ini file of the user's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QSettings

from mcdesk import folders, i18n

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.i18n import Language
    from mcdesk.procedure.stage import Label, Phase, Stage
    from mcdesk.ui.board.filter import Filter
    from mcdesk.ui.board.fit import Arrangement
    from mcdesk.ui.board.sketch import Density
    from mcdesk.ui.theme import Mode

    Columns = tuple[tuple[Stage, ...], tuple[Phase, ...]]

RECENT = 5
DENSITIES: tuple[Density, ...] = ("roomy", "normal", "line")


def default_path() -> Path:
    """Return where the window's state is kept for this user."""
    return folders.config_folder() / "window.ini"


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
    def filter(self) -> Filter:
        """The filter of the board."""
        from mcdesk.ui.board.filter import Filter

        return Filter.from_text(self._text("board/filter"))

    @filter.setter
    def filter(self, value: Filter) -> None:
        self._kept.setValue("board/filter", value.to_text())

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
    def recent(self) -> list[Path]:
        """The workspaces opened last, the newest first."""
        return [Path(line) for line in self._text("recent").splitlines() if line]

    def note_recent(self, path: Path) -> None:
        """Put a workspace first among those opened last."""
        mine = path.resolve()
        lines = [str(mine), *(str(other) for other in self.recent if other != mine)]
        self._kept.setValue("recent", "\n".join(lines[:RECENT]))

    @property
    def geometry(self) -> QByteArray:
        """Size and place of the window, as Qt packs them."""
        found = self._kept.value("window/geometry")
        return found if isinstance(found, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._kept.setValue("window/geometry", value)

    def arrangement(self) -> Arrangement:
        """Return how the columns were arranged."""
        from mcdesk.ui.board.fit import Arrangement

        return Arrangement(
            self._set("board/closed"),
            self._set("board/opened"),
            self._set("board/hidden"),
            squeeze=self._text("board/squeeze") == "1",
        )

    def keep_arrangement(self, value: Arrangement) -> None:
        """Keep how the columns are arranged."""
        self._put_set("board/closed", value.closed)
        self._put_set("board/opened", value.opened)
        self._put_set("board/hidden", value.hidden)
        self._kept.setValue("board/squeeze", "1" if value.squeeze else "0")

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

    def _set(self, key: str) -> set[str]:
        return set(self._text(key).split())

    def _put_set(self, key: str, values: Iterable[str]) -> None:
        self._kept.setValue(key, " ".join(sorted(values)))


def _both(label: Label) -> tuple[str, str]:
    return label.en, label.id
