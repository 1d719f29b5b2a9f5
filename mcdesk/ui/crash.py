"""What happens when the program has a bug: drafts first, then one report for each kind of crash."""

from __future__ import annotations

import faulthandler
import hashlib
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, Signal, qVersion
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from mcdesk import resources
from mcdesk.i18n import _
from mcdesk.ui import parts
from mcdesk.ui.dialogs import Dialog

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]
DIED = "died.txt"  # where Python stood when the program was ended from below the last time


class CrashKeeper(QObject):
    """Stands in for `sys.excepthook` while the window lives.

    Signals:
        reported: a report's text is to be shown (once for each kind).
    """

    reported = Signal(str)

    def __init__(self, save_drafts: Callable[[], object], folder: Path | None = None) -> None:
        super().__init__()
        self._save_drafts = save_drafts
        self._folder = folder
        self._seen: set[str] = set()
        self._busy = False
        self._before: Hook = sys.excepthook
        self._thread_before = threading.excepthook
        self._dump: IO[str] | None = None
        self.reported.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Begin to catch; keep what the last run left when it died hard, for whoever asks."""
        sys.excepthook = self.caught
        threading.excepthook = self._caught_in_thread
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / "fault.txt"
            if path.is_file() and path.stat().st_size:
                path.replace(self._folder / DIED)
            self._dump = path.open("w", encoding="utf-8")
            faulthandler.enable(self._dump)

    def remove(self) -> None:
        """Leave the hooks as they were."""
        sys.excepthook = self._before
        threading.excepthook = self._thread_before
        if self._dump is not None:
            faulthandler.disable()
            self._dump.close()
            self._dump = None

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Save drafts, write the report, show it once."""
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        self._before(kind, error, trace)
        if self._busy:
            return
        self._busy = True
        try:
            self._keep_drafts()
            text = report(kind, trace)
            mark = hashlib.sha256(text.encode()).hexdigest()[:16]
            if mark not in self._seen:
                self._seen.add(mark)
                self._write(mark, text)
                self.reported.emit(text)
        finally:
            self._busy = False

    def _keep_drafts(self) -> None:
        """Save what was typed; a failure here must not hide the first one."""
        app = QCoreApplication.instance()
        if app is None or QThread.currentThread() is not app.thread():
            return
        try:
            self._save_drafts()
        except Exception:  # forgiving on purpose: the first error is the one to tell
            traceback.print_exc()

    def _write(self, mark: str, text: str) -> None:
        if self._folder is not None:
            try:
                (self._folder / f"crash-{mark}.txt").write_text(text, encoding="utf-8")
            except OSError:
                traceback.print_exc()

    def _caught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.caught(args.exc_type, args.exc_value, args.exc_traceback)

    def _show(self, text: str) -> None:
        if isinstance(QCoreApplication.instance(), QApplication):
            dialog = CrashDialog(text, QApplication.activeWindow())
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()


class CrashDialog(Dialog):
    """Tells that the program made a mistake, with a report to copy."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(_("The program made a mistake"), parent, width=640)
        words = _(
            "What you typed has been kept. You can go on working. "
            "Please send this report to whoever looks after MC Desk; it holds no personal data."
        )
        self.body.addWidget(parts.label(words, wrap=True))
        self._text = QPlainTextEdit(text)
        self._text.setReadOnly(True)
        self._text.setMinimumHeight(220)
        self.body.addWidget(self._text)
        copy = parts.button(_("Copy the report"), "", "copy")
        copy.clicked.connect(self._copy)
        self.buttons.addButton(copy, self.buttons.ButtonRole.ActionRole)
        self.add_close()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._text.toPlainText())


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return the text of a report: where it happened, never what anybody wrote."""
    frames = traceback.extract_tb(trace)
    places = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    head = [
        f"MC Desk {resources.version()}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}",
        f"{kind.__name__}",
    ]
    return "\n".join([*head, *places])
