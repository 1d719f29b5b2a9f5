"""What a freezing tells again, and what is written anew in its place into a hub (fault 17)."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from mcdesk.procedure import commands as do
from mcdesk.procedure.two_tongues import MARK
from tests.asking import content
from tests.storage.freezings import (
    ASSESSED,
    FORM,
    SUBS,
    altered,
    cell,
    frozen_as,
    leave_out,
    of_table,
    slip,
    without,
)
from tests.walk import OUTCOMES, Walker

Body = dict[str, Any]


def slip_again(desk: Any, days: int, reason: str = "Later again.") -> Body:
    opening = date.fromisoformat(content(desk, "F3").text("t1.opening"))
    desk.execute(do.ChangeForm(form=FORM, reason=reason))
    desk.execute(do.SetValue(form=FORM, path="t1.opening", base=opening.isoformat(),
                             new=(opening + timedelta(days=days)).isoformat()))  # fmt: skip
    return frozen_as(desk, FORM)


def test_a_row_that_follows_its_date_goes_and_comes_again_is_told_by_one_program_alone(at):
    desk = at("baseline", slip)
    for days, out in ((7, (False, False)), (-21, (False, True)), (21, (True, False))):
        body = slip_again(desk, days)
        (row,) = of_table(body, "form_row")
        assert (row["old"]["deleted"], row["new"]["deleted"]) == out
        assert not altered(desk, without(body, "form_row"), body)


def taken_out(row: Body) -> None:
    row["new"] = row["old"] | {"deleted": True, "row_version": row["old"]["row_version"] + 1}


def agreed_before(row: Body) -> None:
    row["old"]["cells"] = row["old"]["cells"][:-1] + ',"agreed_by":"DEAN-LAW"}'


def as_it_was(row: Body) -> None:
    row["new"] = dict(row["old"])


@pytest.mark.parametrize("forge", [
    pytest.param(partial(cell, "agreed_by", "DEAN-LAW"), id="somebody's agreement"),
    pytest.param(partial(cell, "new", "01-01-2030"), id="another day"),
    pytest.param(partial(cell, "old", "01-01-2030"), id="another day before"),
    pytest.param(partial(cell, "reason", "The Dean agreed."), id="another reason"),
    pytest.param(partial(cell, "date", "2020-01-01"), id="told on another day"),
    pytest.param(taken_out, id="taken out though the date is another"),
    pytest.param(agreed_before, id="somebody's agreement that it found"),
    pytest.param(as_it_was, id="nothing changed in it"),
    pytest.param(lambda e: e["old"].update(field="t3"), id="of another table before"),
])  # fmt: skip
def test_a_row_that_follows_says_nothing_else(at, forge):
    desk = at("baseline", slip)
    body = slip_again(desk, 7)
    forged = deepcopy(body)
    forge(of_table(forged, "form_row")[0])
    assert altered(desk, without(body, "form_row"), forged)


@pytest.fixture
def told(at):
    desk = at("design")
    return desk, leave_out(desk)


def in_both(codes: str, text: str) -> str:
    return MARK.join(each.replace("LO3.", f"{codes}.") for each in text.split(MARK))


@pytest.mark.parametrize("other", [
    pytest.param(lambda text: in_both("LO3 (the Dean has approved that)", text), id="more words"),
    pytest.param(lambda text: in_both("LO1", text), id="another outcome"),
    pytest.param(lambda text: in_both("none", text), id="none"),
    pytest.param(lambda text: "@I, the Dean, agree" + text[text.index(":"):], id="before it"),
    pytest.param(lambda text: text.replace(":", ",\n\nThe Dean agrees:", 1), id="beside the name"),
    pytest.param(lambda text: text[text.index(":") + 2:], id="to nobody"),
    pytest.param(lambda text: "@DEAN-LAW" + text[text.index(":"):], id="to who is no Head"),
])  # fmt: skip
def test_a_remark_for_the_head_says_what_is_left_out_to_the_head(told, other):
    desk, body = told
    forged = deepcopy(body)
    (remark,) = of_table(forged, "comment")
    assert remark["new"]["text"].startswith("@HSP-LAW: ")
    remark["new"]["text"] = other(remark["new"]["text"])
    assert altered(desk, without(body, "comment"), forged)


def test_a_remark_is_not_put_where_nothing_is_left_out(told):
    desk, body = told
    desk.execute(do.ChangeForm(form="MC-1/F7", reason="Whole again."))
    all_of_it = [{**each, "outcomes": [o["code"] for o in OUTCOMES]} for each in ASSESSED]
    subs = [{**each, "outcomes": [o["code"] for o in OUTCOMES]} for each in SUBS]
    walker = Walker(desk)
    walker.fill("F7", {"d3": "Aligned by table."}, d5=OUTCOMES, d7=subs, d13=all_of_it)
    whole = frozen_as(desk, "MC-1/F7")
    (done,) = of_table(whole, "comment")
    assert done["new"]["done"]
    assert not altered(desk, without(whole, "comment"), whole)
    forged = deepcopy(whole)
    (remark,) = of_table(forged, "comment")
    remark["old"], remark["new"] = None, of_table(body, "comment")[0]["new"]
    remark["new"] |= {"author": whole["by"], "at": whole["at"]}
    assert altered(desk, without(whole, "comment"), forged)


def test_a_remark_that_holds_is_not_marked_as_done(told):
    desk, body = told
    done = deepcopy(body)
    (remark,) = of_table(done, "comment")
    remark["old"] = dict(remark["new"])
    remark["new"] = remark["new"] | {"done": True, "row_version": 2}
    assert altered(desk, without(body, "comment"), done)
