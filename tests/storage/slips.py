"""A timeline that was signed and is changed since, and what its list of changes says."""

from __future__ import annotations

from datetime import date, timedelta

from mcdesk.procedure import commands as do
from tests.asking import content

FORM, WHY = "MC-1/F3", "A lecturer is away."


def entered(desk) -> list[tuple[str, ...]]:
    rows = content(desk, "F3").table("t7")
    return [tuple(row.text(name) for name in ("what", "old", "new", "reason")) for row in rows]


def later(desk, days: int, reason: str = "", why: str = WHY) -> tuple[str, str]:
    """Open the timeline, move its opening, freeze it; return the opening before and after."""
    old = date.fromisoformat(content(desk, "F3").text("t1.opening"))
    new = old + timedelta(days=days)
    desk.execute(do.ChangeForm(form=FORM, reason=why))
    desk.execute(do.SetValue(form=FORM, path="t1.opening", new=new.isoformat()))
    if reason:
        desk.execute(do.SetValue(form=FORM, path="t1.reason", new=reason))
    desk.execute(do.FreezeForm(form=FORM))
    return f"{old:%d-%m-%Y}", f"{new:%d-%m-%Y}"


def take_out(desk) -> None:
    """Take the last row out, as a person does."""
    row = content(desk, "F3").table("t7")[-1]
    desk.execute(do.RemoveRow(form=FORM, field="t7", row=row.id))


def write(desk, number: int = -1, **cells: str) -> None:
    """Write into cells of a row, as a person does."""
    row = content(desk, "F3").table("t7")[number]
    for column, new in cells.items():
        desk.execute(do.SetCell(form=FORM, field="t7", row=row.id, column=column,
                                base=row.text(column), new=new))  # fmt: skip


def agree(desk, number: int = -1) -> None:
    """Say of a row, the last, who agreed."""
    write(desk, number, agreed_by="CTL-01")


def by_hand(desk, what: str, old: str, new: str) -> None:
    """Enter a change, as a person does."""
    cells = {"date": "2026-11-23", "what": what, "old": old, "new": new, "reason": WHY}
    desk.execute(do.AddRow(form=FORM, field="t7", cells=cells))


def shifted(desk, end: date) -> None:
    """Open the timeline, let its approval end on another day, freeze it."""
    rows = content(desk, "F3").table("t3")
    (row,) = [each for each in rows if each.text("stage") == "approval"]
    desk.execute(do.ChangeForm(form=FORM, reason=WHY))
    desk.execute(do.SetCell(form=FORM, field="t3", row=row.id, column="planned_end",
                            base=row.text("planned_end"), new=end.isoformat()))  # fmt: skip
    desk.execute(do.FreezeForm(form=FORM))


def again(desk) -> None:
    """Open the timeline, write another thing, freeze it."""
    desk.execute(do.ChangeForm(form=FORM, reason="A word."))
    told = content(desk, "F3").text("t6.assumptions")
    desk.execute(do.SetValue(form=FORM, path="t6.assumptions", base=told, new=f"{told}."))
    desk.execute(do.FreezeForm(form=FORM))
