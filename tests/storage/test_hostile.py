"""Hostile input: any text in any place, values of the wrong shape, commands that make no sense."""

from __future__ import annotations

import dataclasses
import json
import random
import typing
from typing import Annotated, Any, Literal, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mcdesk.application.handlers import HANDLERS, filling
from mcdesk.errors import Refused, WrongUsage
from mcdesk.models.quick_board import read_tiles
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import clean_text, in_one_line
from mcdesk.procedure.signs import is_address, is_plain
from mcdesk.script import command_line
from tests.asking import form_of
from tests.storage.conftest import refusal_of
from tests.walk import PEOPLE, Walker

LONG_WORD = "W" * 100_000
TEXTS = (
    "'; DROP TABLE card; --", '" OR 1=1', "%s %d ? :x @y $z", "<b>bold</b> &amp; a<b", "a\0b",
    "\ud800 lone \udfff", "é ﬁ e\u0301", "\r\n\r\t\v\f", "🎓👩🏽‍🏫", "עברית عربى \u202eRTL",
    "=1+1", "+1", "-1", "@SUM(A1)", "{topic} {0} {", "\\u0000 \\n", "\u2028\u2029",
    "\ufeff", LONG_WORD,
    "x" * 1_000_000, "ﷺ" * 5000, "Z\u0351" * 3000, "../../etc/passwd", "con.txt", "\x7f\x80\x9f",
)  # fmt: skip
WRONG = (
    None, True, False, 0, -1, 1.5, float("inf"), float("nan"), 10**40, "", " ",
    "2026-02-30", "9" * 3000,
    "1e99999", [], [1], [[]], [None], ["x", ["y"]], {}, {"a": {"b": [None]}}, [{}],
    "yes", "-0", "٣",
)  # fmt: skip
FEW = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ANY_TEXT = st.one_of(st.sampled_from(TEXTS[:16]), st.text(max_size=60))
ANY_TEXT = st.one_of(ANY_TEXT, st.text(st.characters(codec=None), max_size=20))


@pytest.fixture
def desk(at):
    return at("proposal")


def kept_as(text: str) -> str | None:
    return clean_text(text) or None


def text_paths(desk, kind: str) -> list[str]:
    fields = desk.form(form_of(desk, kind)).definition.fields
    return [path for path, entry in fields.items() if entry.type.value in ("line", "text")]


@FEW
@given(text=ANY_TEXT)
def test_any_text_in_any_text_field_comes_back_as_it_was(desk, text):
    """Fault 35 of reliability.md."""
    form = form_of(desk, "F2")
    paths = text_paths(desk, "F2")
    desk.execute(do.FillForm(form=form, values=dict.fromkeys(paths, text)))
    content = desk.form(form).content
    assert {path: content.value(path) for path in paths} == dict.fromkeys(paths, kept_as(text))


@FEW
@given(text=ANY_TEXT)
def test_any_text_in_any_cell_comes_back_as_it_was(desk, text):
    form = form_of(desk, "F2")
    cells = {"title": text, "no": text, "topics": text}
    desk.execute(do.FillForm(form=form, rows={"p35": [cells]}, replace=True))
    rows = desk.form(form).content.rows.get("p35", ())
    assert [dict(row.cells) for row in rows] == [
        {key: kept_as(text) for key in cells if kept_as(text)}
    ]


@FEW
@given(text=ANY_TEXT)
def test_any_text_in_a_command_s_own_fields_is_kept_clean_or_refused(desk, text):
    commands = (
        do.NoteIdea(title=text, from_whom=text, note=text),
        do.ChangeCard(card="MC-1", title_en=text, title_id=text, short_title=text),
        do.WriteComment(form="MC-1/F2", path="p1", text=text),
        do.ChangePerson(person="GD-01", titles_before=text, position=text),
        do.ChangePerson(person="GD-01", email=text),
        do.AttachFile(card="MC-1", name=text, size=1, digest="", link=text, note=text),
        do.HoldCard(card="MC-1", reason=text),
    )
    for command in commands:
        refused = refusal_of(desk, command)
        why = refused.code if refused and text.strip("\0").strip() else "wrong_status"
        line = in_one_line(text)
        cannot = {"turned": not is_plain(line), "bad_address": not is_address(line),
                  "no_title": not line}  # fmt: skip
        assert why == "wrong_status" or cannot[why]
    tile, line = desk.outline("MC-1").tile, in_one_line(clean_text(text))
    if line and is_plain(line):
        assert tile.title_en == line
        assert line in {idea.title for idea in desk.ideas()}
    assert read_tiles(desk.store.path) == desk.store.tiles()


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_each_known_nasty_text_goes_through_filling_freezing_and_checking(app, at, number):
    """Fault 35 of reliability.md."""
    text = TEXTS[number]
    desk = at()
    walker = Walker(desk)
    walker.fill("R1", {"topic": text, "load": text, "number": text[:200]})
    form = desk.outline("MC-1").forms[0].form_id
    assert desk.form(form).content.text("topic") == clean_text(text)
    desk.execute(do.FreezeForm(form=form))
    revision = desk.form(form).revision
    assert desk.form(form).status == "frozen"
    assert desk.revision(revision.id).text("topic") == clean_text(text)
    assert desk.history(limit=2)[1].changes
    assert app.check(desk.store.path) == ()


@pytest.mark.parametrize("text", [*TEXTS[:4], *TEXTS[5:7], *TEXTS[8:13], "\0?", "x" * 5000])
def test_a_name_that_nothing_bears_is_refused_in_words(desk, text):
    for command in (
        do.MoveCard(card=text, to="2"),
        do.MoveCard(card="MC-1", to=text),
        do.SetValue(form=text, path="p1", new="x"),
        do.SetValue(form=f"MC-1/{text}", path="p1", new="x"),
        do.SetValue(form="MC-1/F2", path=text, new="x"),
        do.JoinTeam(card="MC-1", person=text, role="gd"),
        do.JoinTeam(card="MC-1", person="GD-01", role=text),
        do.PayDebt(debt=text),
        do.UndoEvent(of=text),
        do.CreateCard(title_en="x", programme=text),
        do.CreateCard(title_en="x", programme="LAW", code=f"A {text} B"),
        do.AddFaculty(code=text, name_en="x"),
        do.HoldCard(card="MC-1", reason="r", until=text),
        do.SetSetting(key=text, value=1),
        do.AddPerson(name="x", roles=[text]),
        do.AddPerson(name="x", id=f"{text}/"),
    ):
        with pytest.raises(Refused) as caught:
            desk.execute(command)
        assert caught.value.findings[0].sentence("en")
        assert caught.value.findings[0].sentence("id")
    for read in (desk.outline, desk.page, desk.form):
        with pytest.raises(Refused):
            read(text)


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "0000-01-01", "01.02.2026", "2026-1-1",
                                 "20260101", "2026-01-01T00:00", "today", "9999-99-99",
                                 "٢٠٢٦-٠١-٠١"])  # fmt: skip
def test_days_that_do_not_exist_are_refused(desk, day):
    for command in (
        do.TakeOverCard(title_en="X", programme="LAW", stage="3", since=day),
        do.HoldCard(card="MC-1", reason="r", until=day),
        do.AppointOffice(person="GD-01", role="ctl", since=day),
        do.SetSetting(key="passing_mark", value=70, since=day),
        do.SetSetting(key="holidays", value={day: "x"}),
        do.SetSetting(key="holidays", value=[day]),
        do.JoinTeam(card="MC-1", person="GD-01", role="dcs", since=day),
    ):
        with pytest.raises(Refused) as caught:
            desk.execute(command)
        assert caught.value.code in ("no_date", "bad_setting")


def test_a_day_that_does_not_exist_in_a_form_is_kept_told_and_stops_the_freeze(desk):
    walker = Walker(desk)
    walker.fill_proposal()
    walker.fill("F2", {"p48": "2026-02-30"})
    with pytest.raises(Refused) as caught:
        walker.freeze("F2")
    assert "p48" in {finding.path for finding in caught.value.findings}


# --- values of the wrong shape -----------------------------------------------------------------


KINDS = ("F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9",
         "R1", "R2", "R10", "R11", "R13", "R14")  # fmt: skip


@pytest.fixture
def takes_all(monkeypatch):
    """Let a form keep whatever a program of before kept: it stands in workspaces still."""
    monkeypatch.setattr(filling, "must_hold", lambda _entry, _value: None)


def fillable(definition) -> tuple[list[str], dict[str, list[str]]]:
    """Return the paths of a form that take a value, and the columns of its tables."""
    paths, grids = [], {}
    for path, entry in definition.fields.items():
        if entry.is_made:
            continue
        if entry.type.value == "table":
            grids[path] = [column.id for column in entry.columns if not column.compute]
        elif entry.type.value == "checklist":
            paths += [f"{path}.{item.id}" for item in entry.items]
        elif entry.type.value != "group":
            paths.append(path)
    return paths, grids


@pytest.mark.parametrize("kind", KINDS)
def test_values_of_any_shape_are_kept_or_refused_and_never_break_a_form(app, takes_all, desk, kind):
    desk.execute(do.OpenForm(card="MC-1", form=kind))
    form = form_of(desk, kind)
    paths, grids = fillable(desk.form(form).definition)
    rng = random.Random(kind)
    if desk.form(form).status == "signed":
        desk.execute(do.ChangeForm(form=form, reason="r"))
    for _ in range(3):
        values = {path: rng.choice(WRONG) for path in paths}
        rows = {
            field: [{column: rng.choice(WRONG) for column in columns} for _ in range(2)]
            for field, columns in grids.items()
        }
        desk.execute(do.FillForm(form=form, values=values, rows=rows, replace=True))
        view = desk.form(form)
        assert all(finding.sentence() for finding in view.missing)
        desk.sheet(form, "draft")
        desk.outline("MC-1")
        refused = refusal_of(desk, do.FreezeForm(form=form))
        assert refused is None or refused.code == "incomplete"
        if refused is None:
            desk.execute(do.ChangeForm(form=form, reason="r"))
    assert app.check(desk.store.path) == ()


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_each_wrong_value_in_each_place_alone(takes_all, desk, kind):
    desk.execute(do.OpenForm(card="MC-1", form=kind))
    form = form_of(desk, kind)
    if desk.form(form).status == "signed":
        desk.execute(do.ChangeForm(form=form, reason="r"))
    paths, grids = fillable(desk.form(form).definition)
    for value in WRONG:
        desk.execute(do.FillForm(form=form, values=dict.fromkeys(paths, value)))
        for field, columns in grids.items():
            cells = dict.fromkeys(columns, value)
            desk.execute(do.FillForm(form=form, rows={field: [cells, cells]}, replace=True))
        assert desk.form(form).missing is not None


@pytest.mark.parametrize("value", WRONG)
def test_settings_of_any_shape_are_refused_or_do_no_harm(desk, value):
    keys = [line.key for line in desk.settings_view().settings]
    for key in (*keys, "holidays", "profile", "name", "sample", "level:F2.p1"):
        refused = refusal_of(desk, do.SetSetting(key=key, value=value))
        assert refused is None or refused.code in ("bad_setting", "unknown_setting")
    desk.execute(do.OpenForm(card="MC-1", form="F5"))
    assert desk.board().tiles
    assert desk.info().name is not None
    assert desk.form(form_of(desk, "F2")).missing
    desk.settings_view()


@pytest.mark.parametrize(
    "essentials",
    [{"outcomes": 5}, {"modules": "x"}, {"hours": [1]}, {"weeks": {}}, {"outcomes": None},
     {"other": []}, {"hours": None, "weeks": "x"}, {"outcomes": [None, 1, {}]},
     {"mode": ["online"]}, {"pace": ""}, {"language": "english"}, {"kkni": 6}],
)  # fmt: skip
def test_essentials_of_any_shape_do_no_harm(app, desk, essentials):
    command = do.TakeOverCard(
        title_en="Old", programme="LAW", stage="7", since="2026-10-01", code="A-1",
        essentials=essentials,
    )  # fmt: skip
    refused = refusal_of(desk, command)
    if refused is not None:
        assert refused.code == "bad_essentials"
        return
    desk.page("A-1")
    desk.execute(do.OpenForm(card="A-1", form="F7"))
    assert app.check(desk.store.path) == ()


# --- commands that make no sense ---------------------------------------------------------------


REFS = (
    "MC-1", "MC-1/F2", "MC-1/R1", "F2", "R2", "F7", "proposal", "2", "4", "sme", "gd",
    "hsp", "ctl", "LAW",
    "p1", "p20", "p35", "p10", "p15", "1", "title", "^", "2026-12-01", "2026-02-30",
    "", "x", "none",
    "holidays", "passing_mark", "level:F2.p1", "person-1", *PEOPLE.values(), *TEXTS[:14],
)  # fmt: skip
LIKELY: dict[str, tuple[str, ...]] = {
    "card": ("MC-1",), "form": ("MC-1/F2", "MC-1/R2", "MC-1/R1", "F2", "F3"),
    "path": ("p1", "p10", "p3", "p30"),
    "to": ("2", "4", "3", "1"), "stage": ("2", "7"), "field": ("p35", "p20", "p9"),
    "row": ("1", "2"),
    "column": ("title", "code"), "after": ("", "^", "1"), "programme": ("LAW",),
    "faculty": ("LAW",),
    "person": tuple(PEOPLE.values()), "from_person": ("GD-01",), "to_person": ("DCS-01",),
    "owed_by": ("SME-03",), "role": ("sme", "hsp", "gd", "dean", "ctl"),
    "medium": ("paper",), "name_en": ("Art",),
    "since": ("", "2026-11-01"), "until": ("", "2026-12-01"), "date": ("2026-11-01",),
    "on": ("",), "idea": ("",),
    "lead": ("SME-03",), "designer": ("ID-02",), "code": ("", "A1", "A2"),
    "opening": ("",), "evidence": ("",),
}  # fmt: skip
"""What a field's name suggests, so that many of the commands are carried out."""


def random_value(rng: random.Random, hint: Any) -> Any:
    """Return a value that a field's type allows."""
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) is Literal:
        return rng.choice(get_args(hint))
    origin, arguments = get_origin(hint) or hint, get_args(hint)
    if type(None) in arguments:
        return None if rng.random() < 0.5 else random_value(rng, arguments[0])
    if origin is list:
        return [random_value(rng, arguments[0]) for _ in range(rng.randrange(3))]
    if origin is dict:
        keys = (rng.choice(REFS) for _ in range(rng.randrange(3)))
        return {key: random_value(rng, arguments[1]) for key in keys}
    plain = {str: lambda: rng.choice(REFS), int: lambda: rng.randrange(-2, 9),
             bool: lambda: rng.random() < 0.5}  # fmt: skip
    return plain[hint]() if hint in plain else rng.choice((*WRONG, *REFS))


def random_command(rng: random.Random, known: list[str]) -> do.Command:
    """Return a command whose fields are likely ones, random ones, or ids seen before."""
    cls = rng.choice(list(do.COMMANDS.values()))
    hints = typing.get_type_hints(cls, include_extras=True)
    data = {}
    for entry in dataclasses.fields(cls):
        needed = entry.default is dataclasses.MISSING and (
            entry.default_factory is dataclasses.MISSING
        )
        if not needed and rng.random() < 0.7:
            continue
        data[entry.name] = random_value(rng, hints[entry.name])
        if not isinstance(data[entry.name], str):
            continue
        if entry.name in LIKELY and rng.random() < 0.85:
            data[entry.name] = rng.choice(LIKELY[entry.name])
        elif known and rng.random() < 0.15:
            data[entry.name] = rng.choice(known)
    try:
        return command_line.build(cls, data)
    except WrongUsage:
        return random_command(rng, known)


def storm(app, desk, seed: int, times: int) -> int:
    """Give random commands; every refusal is in words, and the workspace stays whole."""
    rng, done, known = random.Random(seed), 0, []
    for _ in range(times):
        done += refusal_of(desk, random_command(rng, known)) is None
        line = desk.history(limit=1)[0]
        known = [*known[-20:], line.event_id, line.card_id or "x"]
    desk.board()
    desk.info()
    desk.directory()
    desk.settings_view()
    desk.ideas()
    for tile in desk.store.tiles():
        page = desk.page(tile.code)
        for form in page.outline.forms:
            desk.form(form.form_id)
            desk.sheet(form.form_id, "draft")
    assert desk.history()
    found = app.check(desk.store.path)
    assert [line for line in found if "content is not in the store" not in line] == []
    return done


@pytest.mark.parametrize("seed", range(3))
def test_a_storm_of_commands_leaves_a_whole_workspace(app, desk, seed):
    assert storm(app, desk, seed, 150) > 10


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 160))
def test_a_long_storm_of_commands(app, desk, seed):
    assert storm(app, desk, seed, 600)


def test_every_command_has_a_handler_and_a_schema():
    assert set(HANDLERS) == set(do.COMMANDS.values())
    for cls in do.COMMANDS.values():
        schema = command_line.schema_of(cls)
        json.dumps(schema)
        assert schema["description"]


# --- lines of a script --------------------------------------------------------------------------


@FEW
@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6),
    inner, max_size=3),
    max_leaves=8,
))  # fmt: skip
def test_any_json_is_a_command_or_refused_in_words(value):
    for line in (json.dumps(value), json.dumps({"do": "SetValue", "form": value, "path": value})):
        told = None
        try:
            command, _person = command_line.parse(line)
        except WrongUsage as wrong:
            told = str(wrong)
        assert told or isinstance(command, do.SetValue)


@pytest.mark.parametrize(
    "line",
    ["", "{", "null", "7", '"x"', "[]", "{}", '{"do": 7}', '{"do": null}', '{"do": ["MoveCard"]}',
     '{"do": {"a": 1}}', "[" * 100_000, '{"do":' * 5000, '{"do": "MoveCard"}', '{"a": NaN}',
     '{"do": "SetValue", "form": "f", "path": "p", "new": ' + "[" * 900 + "]" * 900 + "}",
     '{"do": "AttachFile", "card": "x", "name": "x", "digest": "x", "size": ' + "9" * 30 + "}",
     '{"do": "AttachFile", "card": "x", "name": "x", "digest": "x", "size": ' + "9" * 9999 + "}",
     '{"do": "MoveCard", "card": "MC-1", "to": "2", "as": 7}',
     '{"do": "MoveCard", "card": 7, "to": "2"}',
     '{"do": "SignForm", "form": "f", "role": "r", "person": "p", "decision": ["approve"]}',
     '{"do": "MoveCard", "card": "MC-1", "to": "2", "reason": true, "why": "x"}'],
)  # fmt: skip
def test_lines_that_are_no_commands_are_refused_in_words(line):
    with pytest.raises(WrongUsage) as caught:
        command_line.parse(line)
    assert len(str(caught.value)) < 2000


def test_a_wrong_line_names_every_wrong_field():
    with pytest.raises(WrongUsage) as caught:
        command_line.parse('{"do": "MoveCard", "card": 7, "why": 1, "reason": []}')
    told = str(caught.value)
    assert all(word in told for word in ("'why'", "'card'", "'reason'", "'to' is missing"))


@pytest.mark.parametrize(
    "command",
    [
        do.CreateCard(title_en="x" * 100_000, programme="LAW"),
        do.CreateCard(title_en="X", title_id="y" * 201, programme="LAW"),
        do.ChangeCard(card="MC-1", short_title="z" * 500),
        do.TakeOverCard(title_en="t " * 200, programme="LAW", stage="3", since="2026-10-01"),
        do.NoteIdea(title="i" * 300),
        do.AddPerson(name="n" * 400),
    ],
    ids=lambda command: type(command).__name__,
)
def test_a_title_or_name_that_nothing_could_show_is_refused_whole(desk, command):
    with pytest.raises(Refused) as caught:
        desk.execute(command)
    assert caught.value.code == "long_title"
    assert len(caught.value.findings[0].sentence()) < 300
