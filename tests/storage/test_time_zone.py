"""The institution's time zone is a setting of the workspace that one works in."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime

import pytest

from mcdesk.application.redacting import may_follow
from mcdesk.application.time_zone import EVER
from mcdesk.application.views import Choices
from mcdesk.bootstrap import App
from mcdesk.errors import Refused
from mcdesk.models.checking import check
from mcdesk.procedure import commands as do
from mcdesk.procedure.calendar import minute_of, use_zone, zone_name, zone_of
from mcdesk.procedure.records import Redaction, Setting
from mcdesk.reports.words import moment_text
from tests.asking import line_of
from tests.storage.conftest import run_sql
from tests.walk import Walker

LATE = datetime(2026, 11, 28, 15, 4, tzinfo=UTC)
"""00:04 of the 29th in Jayapura, 22:04 of the 28th in Jakarta."""


def to(name: str, **more: str) -> do.SetSetting:
    return do.SetSetting(key="time_zone", value=name, **more)


@pytest.fixture
def night(templates, tmp_path):
    """The program just after midnight in Jayapura, and a function that opens a copy there."""
    app, opened = App(now=lambda: LATE), []

    def desk(stage: str = "assignment"):
        copy = shutil.copy(templates.path(stage), tmp_path / f"night-{len(opened)}.mcdesk")
        opened.append(app.open(copy))
        return opened[-1]

    desk.app = app
    yield desk
    for made in opened:
        app.close(made)


def test_a_sign_off_just_after_midnight_bears_the_day_that_began_there(night):
    desk = night("proposal")
    assert desk.today == night.app.today == date(2026, 11, 28)
    desk.execute(to("Asia/Jayapura"))
    assert desk.today == night.app.today == date(2026, 11, 29)
    walker = Walker(desk)
    walker.fill_proposal()
    walker.freeze("F2")
    walker.sign("F2", "sme")
    sheet = desk.sheet(line_of(desk, "F2").form_id, "frozen")
    assert moment_text(sheet.frozen_at) == "29 Nov 2026 00:04 WIT"
    signed = next(entry for entry in sheet.signatures if entry.role == "sme")
    assert signed.decided_on == "2026-11-29"
    desk.execute(to("Asia/Jakarta"))
    sheet = desk.sheet(line_of(desk, "F2").form_id, "frozen")
    assert moment_text(sheet.frozen_at) == "28 Nov 2026 22:04 WIB"
    signed = next(entry for entry in sheet.signatures if entry.role == "sme")
    assert signed.decided_on == "2026-11-29", "a day that was signed stays"
    assert check(desk.store.path) == ()


def test_the_zone_holds_as_soon_as_it_is_set_and_back_by_undo(night):
    desk = night()
    desk.execute(to("Asia/Makassar"))
    desk.execute(to("Asia/Jayapura"))
    assert (desk.settings_view().time_zone, zone_name()) == ("Asia/Jayapura",) * 2
    desk.undo()
    assert zone_name() == "Asia/Makassar"
    desk.undo()
    assert (desk.settings_view().time_zone, zone_name()) == ("Asia/Jakarta",) * 2
    desk.redo()
    assert zone_name() == "Asia/Makassar"


def test_it_is_one_record_that_holds_for_every_day(night):
    """Set west of where the day has begun, it is not the one of a day that has not come."""
    desk = night()
    for name in ("Asia/Jayapura", "Asia/Jakarta", "Asia/Makassar"):
        desk.execute(to(name))
    with desk.store.read() as reader:
        kept = reader.select(Setting, key="time_zone")
    assert [(json.loads(entry.value), entry.since) for entry in kept] == [("Asia/Makassar", EVER)]
    assert zone_name() == "Asia/Makassar"


@pytest.mark.parametrize("name", ["", "WITA", "Mars/Base", "localtime", "asia/jakarta", 7, None])
def test_what_is_no_zone_is_refused_in_words(night, name):
    desk = night()
    with pytest.raises(Refused) as refused:
        desk.execute(to(name))
    assert refused.value.code == "unknown_zone"
    assert "such as Asia/Makassar" in refused.value.findings[0].sentence()
    assert zone_name() == "Asia/Jakarta"


def test_it_holds_from_now_on_and_not_from_a_day(night):
    desk = night()
    with pytest.raises(Refused, match="name no day"):
        desk.execute(to("Asia/Jayapura", since="2026-12-01"))
    desk.execute(to("Asia/Jayapura", since="2026-11-28"))
    assert zone_name() == "Asia/Jayapura"


def test_who_may_not_change_settings_does_not_change_the_time(night):
    desk = night()
    desk.use_person(next(p.id for p in desk.directory().people if p.name == "SME-03"))
    with pytest.raises(Refused):
        desk.execute(to("Asia/Jayapura"))
    assert zone_name() == "Asia/Jakarta"


def test_a_workspace_that_is_opened_gives_its_time(night):
    desk = night()
    desk.execute(to("Asia/Jayapura"))
    night.app.close(desk)
    use_zone("Asia/Jakarta")
    again = night.app.open(desk.store.path, read_only=True)
    assert zone_name() == "Asia/Jayapura"
    night.app.close(again)
    night()  # one that sets none
    assert zone_name() == "Asia/Jakarta"


def test_what_is_opened_or_made_beside_it_leaves_the_time_alone(night, tmp_path):
    desk = night()
    desk.execute(to("Asia/Makassar"))
    other = night.app.create(tmp_path / "beside.mcdesk", "Beside", "CTL-07")
    other.execute(to("Asia/Jayapura"))
    night.app.close(other)
    assert zone_name() == "Asia/Makassar"
    night.app.plan_bringing(desk, other.store.path, Choices(names=True))
    night.app.check(other.store.path)
    assert zone_name() == "Asia/Makassar"


def test_a_name_that_went_out_of_use_falls_back_and_check_says_so(night, monkeypatch):
    desk = night()
    desk.execute(to("Asia/Singapore"))
    assert minute_of("2026-11-28T15:04:00Z") == "2026-11-28 23:04"
    night.app.close(desk)
    monkeypatch.setattr("zoneinfo.ZoneInfo", lambda name: {}[name])
    zone_of.cache_clear()
    again = night.app.open(desk.store.path)
    assert (zone_name(), again.settings_view().time_zone) == ("Asia/Jakarta", "Asia/Singapore")
    assert check(desk.store.path) == (
        "time zone: “Asia/Singapore” is not known on this computer; moments are told in "
        "Asia/Jakarta",
    )
    night.app.close(again)
    zone_of.cache_clear()


def test_the_board_goes_by_the_day_also_where_it_is_yesterday_again(night):
    desk = night("proposal")
    desk.execute(to("Asia/Jayapura"))
    assert desk.board().today == date(2026, 11, 29)
    desk.execute(to("Asia/Jakarta"))
    board = desk.board()
    assert board.today == date(2026, 11, 28)
    made = run_sql(desk.store.path, "select distinct made_on from card_summary")
    assert made == [("2026-11-28",)]


@pytest.mark.parametrize("name", ["Asia/Jakarta", "Asia/Jayapura", "America/New_York"])
def test_another_zone_makes_no_removal_an_earlier_one(name):
    """Removed in Jakarta at 23:30 of the 28th: what was set aside there at 22:50 came before."""
    redaction = Redaction(id="r", subject_table="person", subject_id="p", name="email",
                          removed_on="2026-11-28")  # fmt: skip
    use_zone(name)
    assert may_follow(redaction, "2026-11-28T15:50:00Z")
    assert not may_follow(redaction, "2026-11-30T03:00:00Z")
