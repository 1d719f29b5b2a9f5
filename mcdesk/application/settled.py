"""What a history tells of something that was settled: how, and what was given up with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.event_words import EVENTS
from mcdesk.application.journal import MEANT
from mcdesk.application.proving import recorded
from mcdesk.application.views import Change
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mcdesk.application.effect_words import Shown
    from mcdesk.application.journal import Event

KIND = "AttentionSettled"
NOTICE = "Notice"
"""The kind of an entry that only tells of something which was kept all the same."""
HOW: Mapping[str, Label] = {
    "mine": Label("own text put in its place after a collision",
                  "teks sendiri dipakai setelah benturan"),
    "both": Label("both texts kept after a collision", "kedua teks dipakai setelah benturan"),
    "edit": Label("another text put in its place after a collision",
                  "teks lain dipakai setelah benturan"),
    "again": Label("done again after a collision", "dilakukan lagi setelah benturan"),
    "anew": Label("another text frozen after a collision",
                  "teks lain dibekukan setelah benturan"),
    "theirs": Label("left as others made it", "dibiarkan seperti buatan orang lain"),
    "away": Label("given up after a collision", "dilepaskan setelah benturan"),
}  # fmt: skip
TEXT_OF = Label("text of {name} put in its place after a collision",
                "teks {name} dipakai setelah benturan")  # fmt: skip
WORK_OF = Label("{how} (work of {name})", "{how} (pekerjaan {name})")
"""The same of what was somebody else's."""
TAKEN_NOTE = Label("Taken note of", "Sudah diperhatikan")


def settled_title(event: Event, name: str = "") -> Label:
    """Return what was settled, and how; of somebody else's work with the name."""
    command = event.command
    if command.get("kind") == NOTICE:
        return TAKEN_NOTE
    what = EVENTS.get(str(command.get("kind")), EVENTS[KIND])
    how = HOW.get(str(command.get("how")), EVENTS[KIND])
    if name:
        whose = TEXT_OF if command.get("how") == "mine" else WORK_OF
        how = Label(whose.en.format(how=how.en, name=name), whose.id.format(how=how.id, name=name))
    return Label(f"{what.en}: {how.en}", f"{what.id}: {how.id}")


def given_up(shown: Shown, event: Event) -> Iterator[Change]:
    """Yield each change that an event's author gave up when it was settled.

    What is no event, or changes no record, is passed over: anybody can write a hub's file.
    """
    for effect in recorded(str(event.command.get("body") or "")):
        try:
            changes = tuple(shown.changes(effect))
        except MEANT:
            continue
        for change in changes:
            label = Label(f"{change.label.en}, not kept", f"{change.label.id}, tidak dipakai")
            yield Change(label, change.old, change.new)
