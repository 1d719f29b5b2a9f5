"""MC Desk: arguments -> the window (default) or a script verb.

The window's verbs import Qt and leave SQLAlchemy for after the first paint; every other verb
imports no Qt at all.
"""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from mcdesk import i18n

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from pathlib import Path

    from mcdesk.application.ports import AppPort
    from mcdesk.application.views import CardTile

WINDOW_VERBS = ("window", "demo", "shots")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; return its exit code: 0 done, 1 refused, 2 wrong usage, 3 trouble."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="strict")
    arguments = _arguments(sys.argv[1:] if argv is None else argv)
    is_window = arguments.verb in WINDOW_VERBS
    i18n.use_language(arguments.lang or (i18n.language_at_first() if is_window else "en"))
    if is_window:
        from mcdesk.ui.plain_import import load_qt

        load_qt()
        from mcdesk.ui import launch

        return launch.run(arguments, _make_app, _read_tiles)
    from mcdesk.script import program

    return program.run(arguments, _make_app())


def _arguments(argv: Sequence[str]) -> Namespace:
    """Return what the command line says; a start without a word needs no parser loaded."""
    if not argv:
        plain = SimpleNamespace(verb="window", workspace=None, person="", lang=None)
        return cast("Namespace", plain)
    from mcdesk.script.arguments import parser
    from mcdesk.script.usage import language_of

    i18n.use_language(language_of(argv))  # what is wrong is told in it
    arguments = parser().parse_args(argv)
    arguments.verb = arguments.verb or "window"
    return arguments


def _make_app() -> AppPort:
    """Return the program without a face; imports storage, so never before the first paint."""
    from mcdesk.bootstrap import App

    return App()


def _read_tiles(path: Path, stages: Sequence[str], most: int) -> Sequence[CardTile]:
    """Return the first cards of each stage, for the first paint of the board."""
    from mcdesk.models.quick_board import read_first

    return read_first(path, stages, most)


def _freeze_support() -> None:
    """Let the one-folder program's processes for prints begin; no other program needs it."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()


if __name__ == "__main__":
    _freeze_support()
    sys.exit(main())
