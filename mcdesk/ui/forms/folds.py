"""Which lines of which form's tree stand open, from one start of the program to the next."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

FORMS = 40
"""Of so many forms it is remembered, those worked on last."""


class Folds:
    """The open lines of forms as text; `keep` is given the text whenever it changes."""

    def __init__(self, text: str = "", keep: Callable[[str], object] | None = None) -> None:
        self._keep = keep
        self._opened: dict[str, list[str]] = {}
        try:
            found = json.loads(text)
            self._opened = {str(form): [str(key) for key in found[form]] for form in found}
        except (ValueError, TypeError):
            return  # what cannot be read counts as not there

    def of(self, form: str) -> frozenset[str] | None:
        """Return the keys of a form's open lines; None where nobody opened or closed one."""
        return frozenset(self._opened[form]) if form in self._opened else None

    def note(self, form: str, opened: Collection[str]) -> None:
        """Remember the open lines of a form."""
        others = [(name, keys) for name, keys in self._opened.items() if name != form]
        self._opened = dict([(form, sorted(opened)), *others][:FORMS])
        if self._keep is not None:
            self._keep(json.dumps(self._opened))
