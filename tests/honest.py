"""What a decision of tests says, too, where a test does not: that its scan is still owed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mcdesk.procedure import commands as do

if TYPE_CHECKING:
    from mcdesk.application.desk import Desk


def owing(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said of a decision, with its scan owed where nothing shows it."""
    needs = said.get("medium", "program") != "program" and not said.get("evidence")
    return {"scan_owed": needs, **said}


def deliver(desk: Desk) -> None:
    """Deliver every scan that is owed, kept elsewhere by a link."""
    for owed in desk.outline("MC-1").scans:
        desk.execute(do.AttachFile(card="MC-1", form=owed.form_id, name="scan.pdf", size=0,
                                   digest="", link="https://drive.example/scan.pdf",
                                   purpose="scan"))  # fmt: skip
