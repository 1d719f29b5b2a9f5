"""A real desk that the workers of a window and the test itself may ask at the same time."""

from __future__ import annotations

from threading import RLock
from typing import Any


class OneAtATime:
    """A desk whose questions and commands wait for one another.

    In the program each worker has a desk of its own, used by one thread alone.
    """

    def __init__(self, desk: Any) -> None:
        vars(self).update(_desk=desk, _turn=RLock())

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._desk, name, value)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._desk, name)
        if not callable(found):
            return found

        def asked(*given: Any, **named: Any) -> Any:
            with self._turn:
                return found(*given, **named)

        return asked
