"""Packages whose modules are loaded only when one of their names is asked for (PEP 562).

The window paints before it needs most commands, records and read models; making their classes
costs more than opening a bare window. And who works alone needs nothing of what is for teams:
such a module is loaded when it is first used (`later`).
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


def attributes(package: str, modules: tuple[str, ...]) -> Callable[[str], object]:
    """Return the `__getattr__` of a package that offers what its modules define.

    The modules are looked through in their order, once for each name: the package keeps what it
    found, and is not asked for it again.

    Raises:
        AttributeError: None of the modules defines the name.
    """

    def getter(name: str) -> object:
        if not name.startswith("_"):
            for module in modules:
                loaded = import_module(f"{package}.{module}")
                if name in vars(loaded):
                    found = vars(loaded)[name]
                    setattr(sys.modules[package], name, found)
                    return found
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return getter


class _Later:
    """Stands for a module until something of it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> object:
        return getattr(import_module(self._name), name)


def later(name: str) -> ModuleType:
    """Return what stands for a module, which is loaded when something of it is first used."""
    return cast("ModuleType", _Later(name))
