"""A roll-out takes weeks: a program works with the hub of the one before, and upgrades it."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import Engine, event, make_url, text

from mcdesk import teaming
from mcdesk.errors import Finding, Trouble
from mcdesk.models import hub_rules, schema, server_upgrade
from mcdesk.models.server_hub import ServerHub
from mcdesk.models.server_refusals import refusal_of
from mcdesk.procedure import commands as do
from mcdesk.script import program
from mcdesk.script.arguments import parser
from mcdesk.teaming import look_after
from tests.sync.conftest import records
from tests.sync.older_hub import age, owner_of

PREVIOUS = f"{int(schema.HEAD) - 1:04d}"


@pytest.fixture
def owner(team, request) -> str:
    """The address with which the hub is brought up to date."""
    if isinstance(team.hub, ServerHub):
        return owner_of(team.hub, request.getfixturevalue("server"))
    return str(team.hub.path)


@pytest.fixture
def aged(team, request):
    """Lets the team's hub be older."""
    given = "server" if isinstance(team.hub, ServerHub) else ""
    server = request.getfixturevalue(given) if given else ""
    return lambda revision: age(team.hub, server, revision)


def title(desk, words: str) -> None:
    desk.execute(do.ChangeCard(card="MC-1", title_en=words))


def test_an_older_hub_takes_what_it_can_hold(team, aged):
    """Columns that it lacks say nothing yet; a table that it lacks, and all after it, wait."""
    aged("0002")
    one, other = team.desks["r0"], team.desks["r1"]
    title(other, "Other")
    assert team.sync("r1").pushed == 1
    one.execute(do.NoteIdea(title="An idea"))
    assert team.sync("r0").pushed == 1
    assert one.outline("MC-1").tile.title_en == "Other"
    one.execute(do.KeepBooklet(who=one.person_id, forms=["MC-1/F2"]))
    title(one, "Later")
    with pytest.raises(Trouble, match="cannot hold"):
        team.sync("r0")
    assert one.replica().waiting == 2
    team.sync("r1")
    assert other.outline("MC-1").tile.title_en == "Other"


def test_a_hub_is_brought_up_to_date_with_all_that_it_has(team, aged, owner):
    one, other = team.desks["r0"], team.desks["r1"]
    aged("0002")
    title(one, "One")
    team.sync("r0")
    one.execute(do.KeepBooklet(who=one.person_id, forms=["MC-1/F2"]))
    app = team.app
    assert app.upgrade_hub(owner) == ("0002", schema.HEAD)
    assert app.upgrade_hub(owner) == (schema.HEAD, schema.HEAD)
    assert team.hub.identity()[1] == schema.HEAD
    assert team.sync("r0").pushed == 1
    team.sync("r1")
    assert records(team.hub) == records(one) == records(other)


def test_a_hub_tells_whether_it_is_older_and_who_has_a_login(team, aged):
    address = getattr(team.hub, "address", "") or str(team.hub.path)
    assert not team.app.hub_age(address).is_older
    assert not team.sync("r0").older
    aged("0002")
    assert team.app.hub_age(address).is_older
    assert team.sync("r0").older
    login = make_url(address).username if isinstance(team.hub, ServerHub) else ""
    told = [(each.login, each.is_active) for each in team.app.logins(address)]
    assert told == ([(login, True)] if login else [])


def test_who_joins_an_older_hub_has_everything(team, aged):
    aged("0002")
    late = team.join("late")
    assert records(late) == records(team.desks["r0"])
    team.app.close(late)
    assert team.app.check(late.store.path) == ()
    team.desks["late"] = team.app.open(late.store.path)


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_an_upgrade_of_a_server_that_fails_leaves_it_as_it_was(team, aged, owner, monkeypatch):
    aged(PREVIOUS)

    def fails(*_given):
        raise Trouble("no", "It fails.")

    monkeypatch.setattr(server_upgrade, "write_rules", fails)
    with pytest.raises(Trouble, match="fails"):
        team.app.upgrade_hub(owner)
    title(team.desks["r0"], "One")
    assert team.hub.identity()[1] == PREVIOUS
    assert team.sync("r0").pushed == 1


def said(team, *words: str) -> int:
    return program.run(parser().parse_args(words), team.app)


def forget_functions(owner: str) -> None:
    """Let a server's functions be of a program before this one, which told no version."""
    hub = ServerHub(owner)
    with hub.engine.begin() as connection:
        connection.execute(
            text("comment on function hub.hub_push(text, bigint, text, jsonb) is null")
        )
    hub.close()


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_functions_of_before_are_told_and_renewed_though_the_tables_are_the_same(team, owner):
    """Work goes on; whoever publishes is told that the server may not know it."""
    desk, app, address = team.desks["r0"], team.app, team.hub.address
    desk.follow(team.hub.identity()[0], address)
    app.exchange(desk)
    assert (desk.replica().old_rules, desk.wording().old_rules) == (None, None)
    forget_functions(owner)
    title(desk, "One")
    assert app.exchange(desk).pushed == 1
    told = desk.replica().old_rules
    assert "mcdesk hub upgrade" in told.sentence()
    assert desk.wording().old_rules == told
    assert app.hub_age(address).is_older
    assert app.upgrade_hub(owner) == (schema.HEAD, schema.HEAD)
    assert not app.hub_age(address).is_older
    app.exchange(desk)
    assert desk.replica().old_rules is None


@pytest.mark.parametrize("team", ["server"], indirect=True)
@pytest.mark.parametrize(("number", "is_older"), [(0, True), (1, False), (2, False)])
def test_a_server_with_newer_functions_than_this_program_is_not_older(
    team, owner, monkeypatch, number, is_older
):
    now = hub_rules.FUNCTIONS
    monkeypatch.setattr(hub_rules, "FUNCTIONS", now + number)
    team.app.upgrade_hub(owner)
    monkeypatch.setattr(hub_rules, "FUNCTIONS", now + 1)
    assert team.hub.has_older_rules() is is_older


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_an_older_program_opens_nothing_that_a_newer_one_closed(team, owner, monkeypatch, tmp_path):
    """The tables are the same, and what their server checks is more than the program knows."""
    backup = team.app.backup_hub(owner, tmp_path / "kept.zip")
    monkeypatch.setattr(hub_rules, "FUNCTIONS", hub_rules.FUNCTIONS - 1)
    for act in (team.app.upgrade_hub, lambda address: team.app.restore_hub(backup, address)):
        with pytest.raises(Trouble, match="newer MC Desk") as caught:
            act(owner)
        assert caught.value.code == "newer_functions"
    assert not team.hub.has_older_rules()
    title(team.desks["r0"], "One")
    assert team.sync("r0").pushed == 1
    monkeypatch.setattr(hub_rules, "FUNCTIONS", hub_rules.FUNCTIONS + 1)
    assert team.app.upgrade_hub(owner) == (schema.HEAD, schema.HEAD)


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_an_exchange_with_nothing_new_waits_for_one_answer(team, monkeypatch):
    desk = team.desks["r0"]
    desk.follow(team.hub.identity()[0], team.hub.address)
    monkeypatch.setattr(teaming, "clock_of", lambda _hub: datetime.fromisoformat(desk.stamp()))
    team.app.exchange(desk)
    asked = []

    def hear(connection, _cursor, statement, *_more) -> None:
        if connection.dialect.name == "postgresql":
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        team.app.exchange(desk)
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
    assert len(asked) == 1, asked


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_a_script_is_told_of_functions_of_before(team, owner, capsys):
    desk, address = team.desks["r0"], team.hub.address
    path = desk.store.path
    desk.follow(team.hub.identity()[0], address)
    forget_functions(owner)
    team.app.exchange(desk)
    team.app.close(desk)
    workspace = ["--workspace", str(path)]
    assert said(team, "hub", "status", *workspace) == 0
    assert "rules\tThe rules of the hub’s server are older" in capsys.readouterr().out
    assert said(team, "check", "--hub", address, *workspace) == 0
    assert "mcdesk hub upgrade" in capsys.readouterr().out
    assert said(team, "hub", "upgrade", owner) == 0
    assert "the rules of the server were renewed" in capsys.readouterr().out
    assert said(team, "check", "--hub", address, *workspace) == 0
    assert "mcdesk hub upgrade" not in capsys.readouterr().out
    team.desks["r0"] = team.app.open(path)


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_a_member_does_not_upgrade_a_server(team):
    with pytest.raises(Trouble, match="for who owns the hub’s database"):
        team.app.upgrade_hub(team.hub.address)


@pytest.mark.parametrize("team", ["file"], indirect=True)
def test_who_was_chosen_after_joining_is_told_at_the_next_exchange(team, owner):
    """Joining goes on before anybody is chosen: the first report of the day names nobody."""
    desk = team.desks["r1"]
    chosen, desk.person_id = desk.person_id, ""
    look_after(desk, team.hub)
    assert [each.who for each in team.app.programs(owner)] == [""]
    desk.person_id = chosen
    look_after(desk, team.hub)
    assert [each.who for each in team.app.programs(owner)] == ["CTL-01"]


@pytest.mark.parametrize("team", ["file"], indirect=True)
def test_a_hub_hears_of_a_program_though_files_cannot_be_brought(team, owner, monkeypatch):
    """A look at its files may take too long; they are brought the next time."""
    desk, tried = team.desks["r0"], []

    def slow(*given: object) -> None:
        tried.append(given)
        raise Trouble("hub", "The team’s hub does not answer.")

    monkeypatch.setattr(teaming, "bring_files", slow)
    for _time in range(2):
        look_after(desk, team.hub)
    assert [each.who for each in team.app.programs(owner)] == ["CTL-01"]
    assert len(tried) == 2


def test_who_has_a_program_too_old_is_listed(team, owner, monkeypatch):
    """Told with the exchange, once a day."""
    one, other = team.desks["r0"], team.desks["r1"]
    told = []
    for desk in (one, other):
        look_after(desk, team.hub)
    with monkeypatch.context() as later:
        later.setattr(type(team.hub), "report", lambda *given: told.append(given))
        look_after(one, team.hub)
    assert not told
    found = team.app.programs(owner)
    assert [(each.who, each.schema, each.is_old) for each in found] == [
        ("CTL-01", schema.HEAD, False)
    ] * 2
    monkeypatch.setattr(schema, "HEAD", f"{int(schema.HEAD) + 1:04d}")
    assert all(each.is_old for each in team.app.programs(owner))


def test_what_an_older_server_says_of_a_return_is_told_in_words():
    """Its functions refuse a return that names no earlier stage; the present ones take it."""
    refused = refusal_of("a return names an earlier stage: s05", "event")
    assert "a return names an earlier one only" in refused.reason
    assert Finding("refused_by_hub", refused.reason).sentence("id") != refused.reason


@pytest.mark.parametrize("team", ["file"], indirect=True)
def test_files_are_brought_though_the_hub_hears_of_no_program(team, monkeypatch):
    """What a hub does not take of one is no reason to owe it the others; both are tried again."""
    desk, brought = team.desks["r0"], []

    def refuse(*_given: object) -> None:
        raise Trouble("hub", "The team’s hub does not take this.")

    with monkeypatch.context() as now:
        now.setattr(type(team.hub), "report", refuse)
        now.setattr(teaming, "bring_files", lambda *given: brought.append(given))
        for _time in range(2):
            look_after(desk, team.hub)
        assert len(brought) == 2
    told = []
    monkeypatch.setattr(type(team.hub), "report", lambda *given: told.append(given))
    look_after(desk, team.hub)
    assert len(told) == 1
