"""What is added to a form's wording: an item of a checklist, a signer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcdesk.procedure import wording
from mcdesk.procedure.stage import Label
from mcdesk.procedure.wording_add import NEW_ITEM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mcdesk.procedure.wording import Data


def with_item_at(data: Data, place: str) -> tuple[dict[str, Any], str]:
    """Return data with a new item in the checklist at (or around) a place, and the item's place."""
    is_item = wording.kind_of(place) == "item"
    field = wording.parent_of(place) if is_item else place
    groups = wording.list_of(wording.entry_at(data, field), "group")
    last = str(groups[-1]["id"]) if groups else ""
    group = str(wording.entry_at(data, place).get("group", "")) if is_item else last
    return wording.with_item(data, field, NEW_ITEM, group)


def free_roles(data: Data, roles: Mapping[str, Label]) -> Iterator[tuple[str, Label]]:
    """Yield the roles that do not sign a form yet."""
    known = {wording.id_of("signer", s) for s in wording.list_of(data, "signer")}
    return ((role, label) for role, label in roles.items() if role not in known)


def with_last_signer(data: Data, role: str) -> tuple[dict[str, Any], str]:
    """Return data in which a role signs after everybody else, and the signer's place."""
    steps = [int(s.get("step", 1)) for s in wording.list_of(data, "signer")]
    act = Label("Approves", "Menyetujui")
    return wording.with_signer(data, role, act, max(steps, default=0) + 1), f"signer:{role}"
