"""The assessment (F9) of a card under test: what is said of its result, and who signed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure import commands as do
from mcdesk.procedure.records import SignOff
from tests.honest import owing

if TYPE_CHECKING:
    from mcdesk.application.desk import Desk
    from mcdesk.application.views import FormView

F9 = "MC-1/F9"
WHY = "Much is missing."


def view(desk: Desk) -> FormView:
    """Return the assessment as it stands."""
    return desk.form(next(f.form_id for f in desk.outline("MC-1").forms if f.kind == "F9"))


def say(desk: Desk, result: str | None, path: str = "result") -> None:
    """Say a result, or a part of it."""
    desk.execute(do.SetValue(form=F9, path=path, new=result))


def sign(desk: Desk, role: str = "ctl", person: str = "CTL-01", **more: str) -> None:
    """Sign the assessment."""
    desk.execute(do.SignForm(form=F9, role=role, person=person, **owing(more)))


def refuse_it(desk: Desk) -> None:
    """Say and sign that it is not eligible."""
    say(desk, "not_eligible")
    say(desk, WHY, "result.note")
    sign(desk)


def signed(desk: Desk, **which: str) -> list[SignOff]:
    """Return the sign-offs of the assessment, or those of a role."""
    form = view(desk).form_id
    with desk.store.read() as reader:
        return list(reader.select(SignOff, form_id=form, **which))


def behind_the_text(desk: Desk, *said: tuple[str, str | None]) -> None:
    """Say something while another text stands in the form, then put the text back."""
    before = view(desk).content.text("report")
    say(desk, "Judged anew.", "report")
    for path, value in said:
        say(desk, value, path)
    say(desk, before, "report")
