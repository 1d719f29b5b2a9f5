"""Qt's import hook reads the source of every module; the program goes without it."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import builtins, linecache, sys
usual = builtins.__import__
def sources():
    return sum(name.endswith(".py") for name in linecache.cache)
from mcdesk.ui.plain_import import load_qt
load_qt()
read = sources()
import mcdesk.ui.window, mcdesk.bootstrap
read = sources() - read
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("a")
label.setText("b")
try:
    QLabel(1.5, "no")
except TypeError as error:
    told = str(error)
print(builtins.__import__ is usual, read, label.text(), "QLabel" in told)
"""


def test_no_source_is_read_and_qt_works_as_before():
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False
    )
    assert (ended.stdout, ended.returncode) == ("True 0 b True\n", 0), ended.stderr
