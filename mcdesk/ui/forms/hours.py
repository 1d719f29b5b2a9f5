"""Hours, minutes and spoken words beside the text, as they add up while one types."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mcdesk.i18n import _
from mcdesk.procedure.canonical import decimal_text
from mcdesk.procedure.durations import Durations, Scene, Span, Standing, Sum, durations
from mcdesk.procedure.rules_tables import folded_code
from mcdesk.ui.forms.grid import Grid, GridCell, GridRow, OneMark, State
from mcdesk.ui.forms.parts import Panel, column, text
from mcdesk.ui.forms.values import show_number
from mcdesk.ui.theme import GAP, WIDE, dress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.ui.forms.inspector import Inspector

MINUTES = 60
SIGNS: dict[Standing, str] = {"fits": "✓", "more": "▲", "less": "▼", "open": "…"}
LOOKS: dict[Standing, State] = {"fits": "good", "more": "warn", "less": "warn", "open": "muted"}


class HoursPane(QWidget):
    """What adds up in the form: one panel for each sum, and the scenes of one video.

    Those scenes come first while one is written.

    Signals:
        go_requested: a path to go to.
    """

    go_requested = Signal(str)

    def __init__(self, inspector: Inspector, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inspector = inspector
        self._path = ""
        self._shown: object = None
        self._panels: list[SumPanel] = []
        self._layout = column(self, gap=WIDE)
        self._marks = OneMark(self)
        self.scenes = ScenePanel()
        self._marks.add(self.scenes.grid)
        self.scenes.go_requested.connect(self.go_requested)
        self._layout.addWidget(self.scenes)

    def show_path(self, path: str) -> None:
        """Show the scenes of the video whose row is in use."""
        self._path = path
        self.show_now()

    def show_now(self) -> None:
        """Show how the times stand."""
        session = self._inspector.session
        found = durations(session.definition, session.content, self._inspector.surroundings)
        row_id = self._path.split("/")[1] if self._path.count("/") == 2 else ""
        asked = (found, row_id)
        if asked == self._shown:
            return
        self._shown = asked
        while len(self._panels) < len(found.sums):
            panel = SumPanel()
            panel.go_requested.connect(self.go_requested)
            self._marks.add(panel.grid)
            self._layout.insertWidget(len(self._panels), panel)
            self._panels.append(panel)
        for panel, total in zip(self._panels, found.sums, strict=True):
            panel.show_sum(total)
        self.scenes.show_scenes(found, _code_in_use(found, row_id))
        in_use = any(f"/{row_id}/" in scene.path for scene in found.scenes)
        self._layout.insertWidget(0 if in_use else len(self._panels), self.scenes)


def _code_in_use(found: Durations, row_id: str) -> str:
    """Return the video of the scene in use, or the video itself, else the first one."""
    for scene in found.scenes:
        if f"/{row_id}/" in scene.path:
            return scene.code
    for total in found.sums:
        for span in total.spans:
            if f"/{row_id}/" in span.path:
                return span.code
    return found.scenes[0].code if found.scenes else ""


class SumPanel(Panel):
    """What the rows of one table add up to, for each code, against what is planned.

    Signals:
        go_requested: a path to go to.
    """

    go_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__("")
        self.told = text("", wrap=True)
        self.grid = Grid("")
        self.grid.go_requested.connect(self.go_requested)
        self.body.setContentsMargins(GAP, GAP, GAP, GAP)
        self.body.addWidget(self.told)
        self.body.addWidget(self.grid)

    def show_sum(self, total: Sum) -> None:
        """Show the sums as they stand."""
        self.set_title(total.title.text())
        self.grid.setAccessibleName(total.title.text())
        words, state = _totals(total)
        self.told.setText(words)
        dress(self.told, state=state)
        spoken = any(span.spoken is not None for span in total.spans)
        unit = _("min") if total.unit == "minutes" else _("s")
        planned, sum_, said = (words.format(unit=unit) for words in _headings())
        titles = ["", planned, sum_, *([said] if spoken else []), ""]
        self.grid.show_lines(titles, [_line(total, span, spoken=spoken) for span in total.spans])
        self.grid.setVisible(bool(total.spans))


class ScenePanel(Panel):
    """The scenes of one video: seconds planned, words, and the seconds they take to say.

    Signals:
        go_requested: a path to go to.
    """

    go_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__("")
        self.told = text("", "small", wrap=True)
        self.grid = Grid("")
        self.grid.go_requested.connect(self.go_requested)
        self.body.setContentsMargins(GAP, GAP, GAP, GAP)
        self.body.addWidget(self.told)
        self.body.addWidget(self.grid)

    def show_scenes(self, found: Durations, code: str) -> None:
        """Show the scenes of a video."""
        own = [s for s in found.scenes if folded_code(s.code) == folded_code(code)]
        self.setVisible(bool(own))
        self.set_title(_("Narration of {code}").format(code=code or "–"))
        self.grid.setAccessibleName(self.accessibleName())
        words = _("{rate} words a minute; whole form: {words} words, {minutes} min")
        said = sum((scene.spoken for scene in found.scenes), Decimal(0))
        self.told.setText(
            words.format(
                rate=_number(found.rate),
                words=_number(Decimal(sum(scene.words for scene in found.scenes))),
                minutes=_number(said / MINUTES),
            )
        )
        planned, _sum, spoken = (words.format(unit=_("s")) for words in _headings())
        titles = [_("scene"), planned, _("words"), spoken, ""]
        self.grid.show_lines(titles, [_scene(scene) for scene in own])


def _headings() -> tuple[str, str, str]:
    return _("plan ({unit})"), _("sum ({unit})"), _("spoken ({unit})")


def _totals(total: Sum) -> tuple[str, str]:
    """Return what all rows add up to, and against what another form states."""
    if not total.spans:
        return _("No row has a code yet."), "muted"
    planned, filled = _length(total, total.planned), _length(total, total.filled)
    said = _("{table}: {filled} of {planned} planned").format(
        table=total.by.text(), filled=filled, planned=planned
    )
    if total.wanted is None:
        return said, ""
    differs = total.wanted != total.planned
    words = _("{form} states {hours}.").format(
        form=total.of_form, hours=_length(total, total.wanted)
    )
    return f"{said}. {'▲' if differs else '✓'} {words}", "warn" if differs else ""


def _length(total: Sum, number: Decimal) -> str:
    """Return seconds as minutes, and minutes as hours where hours are planned."""
    if total.times == MINUTES:
        unit = _("{n} h") if total.unit == "minutes" else _("{n} min")
        return unit.format(n=_number(number / total.times))
    return _number(number)


def _number(number: Decimal) -> str:
    return show_number(decimal_text(Decimal(f"{number:.1f}")))  # quantize refuses long ones


def _seconds(number: Decimal) -> str:
    return _number(Decimal(f"{number:.0f}"))


def _line(total: Sum, span: Span, *, spoken: bool) -> GridRow:
    unit = _("min") if total.unit == "minutes" else _("s")
    planned = "–" if span.planned is None else _number(span.planned)
    filled = _number(span.filled)
    what = _("{code} {name}: planned {planned} {unit}, sum {filled} {unit}, {how}")
    how = {
        "fits": _("fits"),
        "more": _("too much"),
        "less": _("too little"),
        "open": _("not begun"),
    }[span.standing]
    said = what.format(
        code=span.code, name=span.words, planned=planned, unit=unit, filled=filled, how=how
    )
    path, look = (span.path,), LOOKS[span.standing]
    cells = [GridCell(span.code, said, "", path), GridCell(planned, said, "", path)]
    cells.append(GridCell(filled, said, "warn" if look == "warn" else "", path))
    if spoken:
        words = "" if span.spoken is None else _seconds(span.spoken)
        cells.append(GridCell(words, said, "", path))
    cells.append(GridCell(SIGNS[span.standing], said, look, path))
    return tuple(cells)


def _scene(scene: Scene) -> GridRow:
    planned = "–" if scene.planned is None else _number(scene.planned)
    what = _("Scene {n}: {words} words take {spoken} s, planned {planned} s")
    spoken = _seconds(scene.spoken)
    said = what.format(n=scene.number, words=scene.words, spoken=spoken, planned=planned)
    path, look = (scene.path,), LOOKS[scene.standing]
    texts: Sequence[str] = (scene.number, planned, str(scene.words), spoken)
    loud: State = "warn" if look == "warn" else ""
    cells = [GridCell(each, said, loud if n == 3 else "", path) for n, each in enumerate(texts)]
    return (*cells, GridCell(SIGNS[scene.standing], said, look, path))
