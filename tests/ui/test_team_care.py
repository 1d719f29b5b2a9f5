"""The hub is cared for from the window: brought up to date, and who has a login at its server."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QLabel

from mcdesk.application.views import (
    HubAge,
    MemberLogin,
    MemberProgram,
    OfficeLine,
    PersonEntry,
    ReplicaState,
    SyncReport,
)
from mcdesk.errors import Finding, McDeskError, Trouble
from mcdesk.i18n import _, use_language
from mcdesk.models import schema
from mcdesk.models.hub import SqliteHub
from mcdesk.procedure.stage import Label
from mcdesk.sync.syncing import old_hub
from mcdesk.ui.team import members, upgrade
from mcdesk.ui.team.line import long_words
from mcdesk.ui.team.members import MembersDialog, TeamAtHub
from mcdesk.ui.team.standing import Standing
from mcdesk.ui.team.upgrade import UpgradeDialog, is_older
from tests.conftest import TODAY
from tests.sync.conftest import clock
from tests.sync.older_hub import age

FILE, SERVER = "/srv/team.mcdhub", "postgresql://ctl01@server/mcdesk"
OLD = MemberProgram("SME-03", "0.0.9", "0001", "2026-11-02", is_old=True)
NEW = MemberProgram("CTL-01", "0.1.0", schema.HEAD, "2026-11-20", is_old=False)


def said(widget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel)).replace("\u200b", "")


@pytest.fixture
def dialog(qtbot):
    """Make the dialog that asks whether a hub is brought up to date."""

    def make(*programs: MemberProgram, address: str = FILE, older: bool = True, may: bool = True):
        made = UpgradeDialog(HubAge(older, programs), address, may=may)
        qtbot.addWidget(made)
        return made

    return make


def test_who_would_be_shut_out_is_listed_first_and_has_to_be_meant(dialog):
    made = dialog(OLD, NEW)
    assert [line.cells for line in made.view.lines.lines] == [("SME-03", "2 Nov 2026", "0.0.9")]
    assert "1 program is too old, and would be shut out until it is updated" in said(made)
    assert not made.ok.isEnabled()
    made.anyway.setChecked(True)
    assert made.ok.isEnabled()


def test_where_nobody_is_shut_out_it_is_done_at_once(dialog):
    made = dialog(NEW)
    assert "Nobody is shut out" in said(made)
    assert made.ok.isEnabled()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"may": False}, "Who keeps the directory of the team"),
        ({"older": False}, "The hub is up to date with the MC Desk on this computer."),
        ({"address": SERVER}, "mcdesk hub upgrade postgresql://OWNER@server/mcdesk"),
        ({"address": SERVER, "older": False}, "after each update of the program"),
    ],
)
def test_else_it_says_who_does_it_and_how(dialog, given, words):
    made = dialog(OLD, **given)
    assert words in said(made)
    assert not hasattr(made, "ok")


def test_the_page_offers_it_while_the_hub_is_older():
    state = ReplicaState("hub", FILE, None, 0, 0)
    assert is_older(Standing(state, SyncReport(older=True)))
    assert "of an older MC Desk" in long_words(Standing(state, SyncReport(older=True)))
    assert is_older(Standing(state, trouble=Trouble("old_hub", "")))
    assert not is_older(Standing(state, SyncReport()))
    assert not is_older(Standing(state))
    lost = Standing(state, SyncReport(older=True), Trouble("hub_gone", ""))
    assert not is_older(lost)


def test_the_line_and_the_page_tell_of_a_server_whose_rules_are_older():
    told = Finding("old_rules", "The rules of the hub’s server are older.", level="warn")
    state = ReplicaState("hub", SERVER, None, 0, 0, old_rules=told)
    assert is_older(Standing(state, SyncReport()))
    assert told.text in long_words(Standing(state, SyncReport()))
    lost = Standing(state, SyncReport(), Trouble("hub_gone", ""))
    assert not is_older(lost)
    assert told.text not in long_words(lost)


@pytest.mark.parametrize("language", ["en", "id"])
def test_what_is_said_of_an_older_hub_names_the_button_that_mends_it(language):
    use_language(language)
    state, button = ReplicaState("hub", FILE, None, 0, 0), _("Bring the hub up to date…")
    assert f"“{button}”" in long_words(Standing(state, SyncReport(older=True)))
    assert f"“{button}”" in long_words(Standing(state, trouble=old_hub()))


class Window:
    """A window, and its exchanger, that answer at once."""

    def __init__(self, app, address: str, rights: set[str]) -> None:
        self.app, self.said, self.exchanged = app, list[str](), 0
        self.info = SimpleNamespace(rights=rights)
        self.standing = SimpleNamespace(state=SimpleNamespace(hub_id="hub", address=address))

    def ask(self, job, done, failed) -> None:
        try:
            answer = job(self.app)
        except McDeskError as error:
            failed(error)
        else:
            done(answer)

    def exchange(self) -> None:
        self.exchanged += 1

    def say(self, words: str) -> None:
        self.said.append(words)


def test_an_older_file_is_brought_up_to_date_and_exchanged_with(qtbot, tmp_path, monkeypatch):
    app, hub = clock(), SqliteHub(tmp_path / "team.mcdhub")
    desk = app.create(tmp_path / "own.mcdesk", "Own", "CTL-01")
    app.make_hub(desk, str(hub.path))
    age(hub, "", "0002")
    assert app.exchange(desk).older
    app.close(desk)
    made: list[HubAge] = []

    def agreed(age: HubAge, *_given, **_named) -> SimpleNamespace:
        made.append(age)
        return SimpleNamespace(exec=lambda: 1, deleteLater=lambda: None)

    monkeypatch.setattr(upgrade, "UpgradeDialog", agreed)
    window = Window(app, str(hub.path), {"directory"})
    upgrade.upgrade(window, window)
    assert made[0].is_older
    assert (window.said, window.exchanged) == (["The hub is up to date."], 1)
    assert hub.identity()[1] == schema.HEAD
    hub.close()


def test_a_hub_that_is_gone_is_told(tmp_path):
    window = Window(clock(), str(tmp_path / "team.mcdhub"), {"directory"})
    upgrade.upgrade(window, window)
    assert "team.mcdhub" in window.said[0]


# --- who has a login --------------------------------------------------------------------------


def test_who_has_a_login_is_told_with_its_roles_and_the_orders(qtbot):
    hsp = OfficeLine("o", "hsp", Label("Head", "Kaprodi"), Label("Law", "Hukum"), "2026-01-01", "")
    past = OfficeLine(
        "p", "dean", Label("Dean", "Dekan"), Label("", ""), "2020-01-01", "2026-01-01"
    )
    blank = dict.fromkeys(("titles_before", "position", "number_kind", "number", "email"), "")
    sari = PersonEntry("s", "Sari", titles_after="M.Kn.", login="", offices=(hsp, past), **blank)
    logins = (
        MemberLogin("hsp_law", "s", is_active=True),
        MemberLogin("left", "s", is_active=False),
        MemberLogin("lost", "x", is_active=True),
    )
    dialog = MembersDialog(TeamAtHub((NEW,), SERVER, logins, (sari,), TODAY))
    qtbot.addWidget(dialog)
    assert [line.cells for line in dialog.logins.lines.lines] == [
        ("hsp_law", "Sari, M.Kn.", "Head · Law"),
        ("left", "Sari, M.Kn.", "revoked"),
        ("lost", "nobody of the directory", "none today"),
    ]
    where = "postgresql://OWNER@server/mcdesk"
    assert f"mcdesk hub add-person {where} PERSON --login LOGIN" in said(dialog)
    assert f"mcdesk hub revoke {where} --login LOGIN" in said(dialog)


def test_who_left_is_marked_among_those_who_exchanged(qtbot):
    blank = dict.fromkeys(("titles_before", "position", "number_kind", "number", "email"), "")
    past = OfficeLine("p", "ctl", Label("CTL", "CTL"), Label("", ""), "2020-01-01", "2026-11-01")
    now = OfficeLine("q", "ctl", Label("CTL", "CTL"), Label("", ""), "2020-01-01", "")

    def entry(id_: str, name: str, *offices: OfficeLine) -> PersonEntry:
        return PersonEntry(id_, name, titles_after="", login="", offices=offices, **blank)

    people = (entry("a", "SME-03", past), entry("b", "CTL-01", past, now), entry("c", "SME-04"),
              entry("d", "Twin", past), entry("e", "Twin", now))  # fmt: skip
    programs = tuple(
        replace(NEW, who=who) for who in ("SME-03", "CTL-01", "SME-04", "Twin", "")
    )  # fmt: skip
    dialog = MembersDialog(TeamAtHub(programs, FILE, (), people, TODAY))
    qtbot.addWidget(dialog)
    assert [line.cells[0] for line in dialog.view.lines.lines] == [
        "SME-03 · has left: no office since 1 Nov 2026", "CTL-01", "SME-04", "Twin",
        "nobody chosen yet",
    ]  # fmt: skip


def test_several_computers_of_one_person_are_told_apart(qtbot):
    programs = tuple(replace(NEW, who=who) for who in ("SME-03", "CTL-01", "SME-03"))
    dialog = MembersDialog(TeamAtHub(programs, FILE))
    qtbot.addWidget(dialog)
    assert [line.cells[0] for line in dialog.view.lines.lines] == [
        "SME-03 · computer 1", "CTL-01", "SME-03 · computer 2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "rights", "told"),
    [(SERVER, {"directory"}, 1), (SERVER, set(), 0), (FILE, {"directory"}, 0)],
)
def test_logins_are_told_to_who_keeps_the_directory_of_a_server(monkeypatch, address, rights, told):
    asked: list[str] = []
    app = SimpleNamespace(
        programs=lambda _address: (NEW,),
        logins=lambda address: asked.append(address) or (MemberLogin("a", "b", is_active=True),),
    )
    shown: list[TeamAtHub] = []
    monkeypatch.setattr(members, "_show", lambda _window, team: shown.append(team))
    window = Window(app, address, rights)
    desk = SimpleNamespace(directory=lambda: SimpleNamespace(people=()))
    window.tasks = SimpleNamespace(run=lambda job, done, kind: done(job(desk)))
    window.now = lambda: SimpleNamespace(date=lambda: date(2026, 11, 23))
    members.show_members(window, window)
    assert len(asked) == len(shown[0].logins) == told
