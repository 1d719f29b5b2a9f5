"""Reading the files behind links before the links are kept, beside everything else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from mcdesk.application.linked import MB, seen_behind
from mcdesk.i18n import _, plural
from mcdesk.ui.credential.wording import size
from mcdesk.ui.forms.parts import column, text
from mcdesk.ui.tasks import Tasks, without_desk
from mcdesk.ui.theme import TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mcdesk.application.linked import Seen
    from mcdesk.application.ports import Progress
    from mcdesk.ui.tasks import Job


class LinkReading(QWidget):
    """Reads what lies behind links, by a worker of its own, and shows how far it is.

    A file of many gigabytes takes minutes, in which others write and read. It is shown only where
    there is something to tell.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own: Tasks | None = None
        self._job: Job | None = None
        self.words: QLabel = text("", "muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        layout = column(self, gap=TIGHT)
        layout.addWidget(self.words)
        layout.addWidget(self.bar)
        self.hide()

    @property
    def is_on(self) -> bool:
        """Tell whether it reads."""
        return self._job is not None

    def read(
        self,
        links: Sequence[str],
        done: Callable[[tuple[Seen, ...]], object],
        failed: Callable[[Any], object],
    ) -> None:
        """Read what lies behind links; one of `done` and `failed` is called, unless stopped."""
        if self._own is None:
            self._own = without_desk(self)
        self.bar.setRange(0, 0)
        title = plural("Reading the file behind the link…", "Reading the files behind the links…",
                       len(links))  # fmt: skip
        self.words.setText(title)
        self.bar.setAccessibleName(title)
        self._job = self._own.run_long(
            partial(_read, tuple(links)), partial(self._end, done), partial(self._end, failed),
            progress=partial(self._on_progress, title),
        )  # fmt: skip

    def stop(self) -> None:
        """Read no further; nobody is told. The worker ends."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if self._own is not None:
            self._own.close(0)
            self._own = None
        self.hide()

    def _end(self, tell: Callable[[Any], object], answer: object) -> None:
        if self.is_on:
            self.stop()
            tell(answer)

    def _on_progress(self, title: str, done: int, of: int) -> None:
        if not self.is_on or of <= 1:
            return
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        far = _("{done} of {of}").format(done=size(done * MB), of=size(of * MB))
        self.words.setText(f"{title} {far}")
        self.show()


def _read(links: tuple[str, ...], _desk: Any, progress: Progress) -> tuple[Seen, ...] | None:
    return seen_behind(links, progress)
