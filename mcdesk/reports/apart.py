"""A long print in a process of its own: nobody waits, and a file that breaks it breaks only it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING

from mcdesk.errors import Trouble
from mcdesk.i18n import N_, language, use_language
from mcdesk.procedure.calendar import use_zone, zone_name
from mcdesk.reports.output import part_of

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    from mcdesk.i18n import Language
    from mcdesk.reports.form import Progress

Work = Callable[["Progress"], int]
"""A print that tells its progress and returns its number of pages; 0 when cancelled."""
END = 2.0
"""So many seconds a process that was stopped has to end."""


class Apart:
    """One print on its way. Ask `poll` from time to time; `cancel` leaves nothing behind.

    `done` of `of` is how far it is, `pages` the result and `trouble` what went wrong, once
    `is_over` is true.
    """

    def __init__(self, work: Work, out: Path) -> None:
        self.done = self.of = self.pages = 0
        self.trouble: Trouble | None = None
        self.is_over = False
        self._out = out
        context = get_context("spawn")
        self._ears, mouth = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_live,
            args=(work, mouth, language(), zone_name()),
            name="mcdesk-print",
            daemon=True,
        )
        self._process.start()
        mouth.close()

    def poll(self) -> bool:
        """Hear what the process has told; return whether it is over."""
        try:
            while not self.is_over and self._ears.poll():
                self._hear(self._ears.recv())
        except (EOFError, OSError):
            self._broke()
        return self.is_over

    def cancel(self) -> None:
        """Stop it; no file is left, and one that was there before is untouched."""
        if not self.is_over:
            self._process.terminate()
            self._end()

    def _hear(self, told: tuple[str, tuple[object, ...]]) -> None:
        kind, values = told
        match kind, values:
            case "step", (int() as done, int() as of):
                self.done, self.of = done, of
            case "pages", (int() as pages,):
                self.pages = pages
                self._end()
            case "trouble", (str() as code, str() as title, str() as advice):
                self.trouble = Trouble(code, title, advice, retry=True)
                self._end()

    def _broke(self) -> None:
        """The process ended without a word."""
        if not self.is_over:
            self.trouble = Trouble(
                "output",
                N_("The PDF could not be made."),
                N_("An attached file may be damaged: remove it from the list and try again."),
            )
            self._end()

    def _end(self) -> None:
        self.is_over = True
        self._process.join(END)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(END)
        with suppress(OSError):
            part_of(self._out, self._process.pid or 0).unlink()
        self._ears.close()


def _live(work: Work, mouth: Connection, shown: Language, zone: str) -> None:
    """Do the work in its own process, and tell home how it goes."""
    use_language(shown)
    use_zone(zone)

    def told(done: int, of: int) -> bool:
        mouth.send(("step", (done, of)))
        return True

    try:
        mouth.send(("pages", (work(told),)))
    except Trouble as trouble:
        mouth.send(("trouble", (trouble.code, trouble.title, trouble.advice)))
    finally:
        mouth.close()
