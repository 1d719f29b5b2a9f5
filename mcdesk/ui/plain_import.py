"""Qt without its import hook, which reads the source of every module that is imported later.

PySide6 puts a function of its own in the place of Python's `__import__`, for the modules that ask
for its other spellings (https://doc.qt.io/qtforpython-6/considerations.html, "Features"). To know
them it reads and keeps the text of every module, also of SQLAlchemy's hundreds: some 60 ms and
16 MB. None of ours asks, so Python's own function is put back once Qt is loaded.
"""

from __future__ import annotations

import builtins
from importlib import import_module


def load_qt() -> None:
    """Load Qt and leave Python's way of importing as it was."""
    usual = builtins.__import__
    import_module("PySide6.QtCore")
    builtins.__import__ = usual
