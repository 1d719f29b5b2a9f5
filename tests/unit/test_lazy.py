"""Packages that load their modules when a name is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mcdesk.procedure import commands, records


def fresh(code: str) -> str:
    """Run code in a process of its own; return what it prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_package_alone_loads_none_of_its_modules():
    code = """
import sys
import mcdesk.procedure.commands, mcdesk.procedure.records, mcdesk.application.views
print([name for name in sys.modules if name.startswith((
    "mcdesk.procedure.commands.", "mcdesk.procedure.records.", "mcdesk.application.views."))])
"""
    assert fresh(code) == "[]"


@pytest.fixture(scope="module")
def started() -> dict[str, frozenset[str]]:
    """The modules that are there once the board is made, and once a workspace can be opened."""
    code = """
import sys
import mcdesk.ui.window, mcdesk.ui.furnish, mcdesk.ui.board.page, mcdesk.ui.checking
print(*sys.modules)
import mcdesk.bootstrap
mcdesk.bootstrap.App()
print(*sys.modules)
"""
    board, workspace = (frozenset(line.split()) for line in fresh(code).splitlines())
    return {"board": board, "workspace": workspace}


def test_the_board_is_made_without_forms_and_commands(started):
    """Its first paint waits for what it imports."""
    assert "mcdesk.ui.board.page" in started["board"]
    late = {"mcdesk.procedure.definition", "mcdesk.procedure.rows", "sqlalchemy",
            "PySide6.QtPrintSupport",
            "mcdesk.ui.board.several", "mcdesk.ui.board.meanwhile"}  # fmt: skip
    assert not started["board"] & late
    assert not [name for name in started["board"] if name.startswith("mcdesk.procedure.commands.")]


def test_who_works_without_a_server_loads_no_driver_for_one(started):
    drivers = {"psycopg", "reportlab", "openpyxl", "pyhanko", "cryptography"}
    assert not started["workspace"] & drivers


def test_who_works_alone_loads_nothing_of_a_team(started):
    assert "mcdesk.bootstrap" in started["workspace"]
    assert not started["workspace"] & {
        "mcdesk.teaming", "mcdesk.founding", "mcdesk.hub_places", "mcdesk.sync.syncing",
        "mcdesk.models.hub", "mcdesk.models.joining", "mcdesk.models.checking", "multiprocessing",
    }  # fmt: skip


def test_a_module_for_later_is_loaded_by_its_first_use():
    code = """
import sys
from mcdesk.lazy import later
name = "mcdesk.application.hub_address"
address = later(name)
before = name in sys.modules
print(before, address.is_server("postgresql://h/db"), name in sys.modules)
"""
    assert fresh(code).split() == ["False", "True", "True"]


def test_the_first_frame_waits_for_nothing_that_it_does_not_show():
    code = """
import sys
import mcdesk.__main__, mcdesk.ui.launch, mcdesk.ui.front
print([name for name in ("typing_extensions", "datetime", "PySide6.QtNetwork", "PySide6.QtSvg",
       "mcdesk.ui.theme") if name in sys.modules])
print("Qt" in vars(sys.modules["PySide6.QtCore"]))
"""
    assert fresh(code).split() == ["[]", "False"]


def test_the_board_is_made_without_qts_classes_for_what_comes_later():
    """Python makes each with all its lists of names when it is first asked for."""
    code = """
import sys
from mcdesk.ui.plain_import import load_qt
load_qt()
import mcdesk.ui.window, mcdesk.ui.furnish, mcdesk.ui.board.page, mcdesk.ui.backing
print([name for name in ("QDialog", "QFileDialog", "QFormLayout", "QMessageBox", "QTableView")
       if name in vars(sys.modules["PySide6.QtWidgets"])])
"""
    assert fresh(code) == "[]"


def test_few_classes_are_written_by_the_machine_before_the_board_is_made():
    """Python compiles up to six functions for each dataclass, at every start; tuples have one."""
    code = """
import sys
import mcdesk.ui.window, mcdesk.ui.furnish, mcdesk.ui.board.page, mcdesk.application.views.tile
modules = [module for name, module in sys.modules.items() if name.startswith("mcdesk.")]
classes = {value for module in modules for value in vars(module).values() if type(value) is type}
print(*(made.__name__ for made in classes if "__dataclass_fields__" in vars(made)))
"""
    assert set(fresh(code).split()) <= {"Arrangement", "Finding", "Job", "Label"}


def test_the_board_is_made_without_dialogs_and_what_they_say():
    """They are loaded when the first one opens; its first paint waits for what it imports."""
    code = """
import sys
from pathlib import Path
from unittest.mock import Mock
before = set(sys.modules)
import mcdesk.ui.window, mcdesk.ui.furnish, mcdesk.ui.board.page
from mcdesk.ui.program import Program
Program._wiring(Mock(), Path("some.mcdesk"))
print([name for name in ("mcdesk.ui.dialogs", "mcdesk.ui.checking", "mcdesk.ui.choosing",
       "mcdesk.procedure.content", "decimal", "html", "typing_extensions",
       "mcdesk.application.views.changes")
       if name in sys.modules and name not in before])
"""
    assert fresh(code) == "[]"


def test_who_asks_for_the_commands_gets_all_of_them():
    code = """
import pkgutil, importlib
from mcdesk.procedure import commands
seen = set(commands.COMMANDS)
for module in pkgutil.iter_modules(commands.__path__):
    importlib.import_module(f"mcdesk.procedure.commands.{module.name}")
print(len(seen), seen == set(commands.COMMANDS))
"""
    number, same = fresh(code).split()
    assert int(number) > 40
    assert same == "True"


def test_a_name_is_the_one_of_its_module():
    from mcdesk.procedure.commands.cards import MoveCard
    from mcdesk.procedure.records.card import Card

    assert commands.MoveCard is MoveCard
    assert records.Card is Card


def test_a_name_is_looked_for_once():
    """Every command asks for some: going through all modules each time costs more than it does."""
    from mcdesk.procedure.commands.resting import HoldCard

    assert commands.HoldCard is HoldCard
    assert vars(commands)["HoldCard"] is HoldCard


@pytest.mark.parametrize("name", ["Nothing", "_private", "__path_of__"])
def test_an_unknown_name_is_told_as_usual(name):
    with pytest.raises(AttributeError, match=name):
        getattr(commands, name)
