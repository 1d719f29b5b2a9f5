"""What this computer remembers of the booklets printed last: which forms, in which version."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcdesk.application.views import WaitingForm
    from mcdesk.ui.state import WindowState

MOST = 40
"""So many booklets are remembered of all workspaces together."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A booklet: the day of it, and the version of each form by its id, in the printed order."""

    day: str = ""
    versions: Mapping[str, int] = field(default_factory=dict)

    def in_order(self, forms: Sequence[WaitingForm]) -> list[WaitingForm]:
        """Return forms in the order of the booklet, then those that are not in it."""
        places = {form: place for place, form in enumerate(self.versions)}
        return sorted(forms, key=lambda form: places.get(form.form_id, len(places)))

    def number(self, form: WaitingForm) -> int:
        """Return the number of a form on the cover; 0 for one that is not in the booklet."""
        return next((n for n, id_ in enumerate(self.versions, 1) if id_ == form.form_id), 0)


class Memory:
    """The booklets of one workspace, by who signs; what cannot be read counts as not there."""

    def __init__(self, state: WindowState, workspace: str) -> None:
        self._state, self._workspace = state, workspace

    def last(self, who: str) -> Printed:
        """Return the booklet that was made last for somebody."""
        try:
            day, forms = self._kept()[self._key(who)]
            return Printed(str(day), {str(form): int(version) for form, version in forms})
        except (KeyError, TypeError, ValueError):
            return Printed()

    def keep(self, who: str, day: str, forms: Sequence[WaitingForm]) -> None:
        """Remember a booklet."""
        kept = self._kept()
        kept.pop(self._key(who), None)
        mine = [day, [[form.form_id, form.version] for form in forms]]
        newest = [(self._key(who), mine), *kept.items()][:MOST]
        self._state.booklets = json.dumps(dict(newest))

    def _key(self, who: str) -> str:
        return f"{self._workspace}\n{who}"

    def _kept(self) -> dict[str, Any]:
        try:
            found = json.loads(self._state.booklets)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}
