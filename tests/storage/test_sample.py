"""The sample workspace: legal from the first line to the last, and at every kind of stage."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from mcdesk import i18n
from mcdesk.application.sample_values import Values
from mcdesk.bootstrap import App
from mcdesk.models.workspace import Workspace
from mcdesk.procedure.calendar import working_days
from mcdesk.procedure.records import (
    Card,
    Component,
    Condition,
    Debt,
    DefinitionText,
    FormRow,
    FormValue,
    Milestone,
    Office,
    Person,
    ReviewFinding,
    SignOff,
    TeamMember,
)
from tests.storage.conftest import come_out_the_same

if TYPE_CHECKING:
    from pathlib import Path

MONDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 28)
STAGES = {
    "Running a Small Choir": ("assignment", "active"),
    "HACCP Planning for Small Food Makers": ("discussion", "halted"),
    "Podcasting for Public Service": ("proposal", "active"),
    "Reading Building Models on Site": ("proposal", "active"),
    "Village Tourism Products": ("timeline", "active"),
    "Tax Compliance for Small Firms": ("baseline", "active"),
    "Service Recovery in Hotels": ("components", "on_hold"),
    "Drafting Digital Contracts": ("approval", "active"),
    "Wound Assessment and Documentation": ("design", "active"),
    "First Psychological Support in Emergencies": ("design", "active"),
    "Designing Inclusive Blended Lessons": ("development", "active"),
    "Generative AI at the Office Desk": ("reexamination", "active"),
    "Brand Identity for Small Business": ("confirmation", "active"),
    "Data Storytelling for Managers": ("completion", "completed"),
}


def app_of(day: date) -> App:
    return App(
        now=lambda: datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=9),
        day=lambda: day,
    )


def made(path: Path, day: date) -> Path:
    app_of(day).make_sample(path)
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One sample for all tests here, made on a Monday; nobody writes to it."""
    i18n.use_language("en")
    return made(tmp_path_factory.mktemp("sample") / "sample.mcdesk", MONDAY)


@pytest.fixture(scope="module")
def desk(path: Path):
    app = app_of(MONDAY)
    opened = app.open(path, read_only=True)
    yield opened
    app.close(opened)


@pytest.fixture(scope="module")
def tiles(desk) -> dict:
    return {tile.title_en: tile for tile in desk.board().tiles}


def outline_of(desk, tiles, title: str):
    return desk.outline(tiles[title].code)


def form_of(desk, tiles, title: str, kind: str):
    lines = [line for line in outline_of(desk, tiles, title).forms if line.kind == kind]
    return desk.form(lines[-1].form_id)


def signed(view) -> dict[str, str]:
    """Return the state of each signer of a form."""
    return {line.role: line.state for line in view.signatures}


def select(path: Path, kind: type) -> tuple:
    store = Workspace.open(path, read_only=True)
    try:
        with store.read() as reader:
            return reader.select(kind)
    finally:
        store.close()


def test_its_first_edition_binds_from_before_its_first_card(path):
    """What is published today is then of another day than the wording its forms were signed by."""
    since = {kept.published_on for kept in select(path, DefinitionText) if kept.published_on}
    assert len(since) == 1
    begun = min(card.created_on for card in select(path, Card))
    assert since.pop() <= begun < MONDAY.isoformat()


# --- the whole ------------------------------------------------------------------------------


def test_nothing_is_wrong_with_it(path):
    assert not app_of(MONDAY).check(path)


def test_every_card_is_where_the_sample_says(tiles):
    assert {title: (tile.stage, tile.status) for title, tile in tiles.items()} == STAGES


def test_it_is_marked_as_sample(desk, tiles):
    assert desk.info().sample
    assert all(tile.sample for tile in tiles.values())


def test_codes_are_given_by_the_program(tiles):
    codes = [tile.code for tile in tiles.values()]
    assert len(set(codes)) == len(codes)
    assert tiles["Drafting Digital Contracts"].code == "MC-LAW-LAW-2601"


def test_screen_texts_are_in_both_languages(desk, tiles):
    for tile in tiles.values():
        assert tile.title_en
        assert tile.title_id
        assert tile.title_en != tile.title_id
        assert tile.programme_in
        assert tile.faculty_in
        assert tile.programme_en != tile.programme_in
        assert bool(tile.blocked_en) == bool(tile.blocked_id)
    for line in desk.info().programmes:
        assert line.name.en
        assert line.name.id
        assert line.faculty.id


def test_people_are_role_labels_and_offices_have_terms(path):
    for person in select(path, Person):
        assert person.name.replace("-", "").isalnum()
        assert person.name.isupper()
        assert "-" in person.name
    scoped = [office for office in select(path, Office) if office.role in ("hsp", "dean")]
    assert scoped
    assert all(office.since and office.until for office in scoped)


def test_some_are_late_and_some_are_ready(desk, tiles):
    today = desk.board().today
    late = {title for title, tile in tiles.items() if tile.is_late(today)}
    ready = {title: tile.ready_for for title, tile in tiles.items() if tile.ready_for}
    assert {"Village Tourism Products", "Reading Building Models on Site"} <= late
    assert not late & {"Designing Inclusive Blended Lessons", "Brand Identity for Small Business"}
    assert ready == {
        "Running a Small Choir": "discussion",
        "Drafting Digital Contracts": "design",
    }


def test_ideas_wait_and_one_was_adopted(desk):
    assert len(desk.ideas()) == 3
    assert "Running a Small Choir" not in [idea.title for idea in desk.ideas()]


def test_decisions_came_by_many_media_and_one_by_a_deputy(path):
    kept = select(path, SignOff)
    media = Counter(entry.medium for entry in kept)
    assert set(media) == {"program", "paper", "pdf", "letter", "minutes"}
    assert any(entry.scan_owed for entry in kept)
    deputies = [entry for entry in kept if entry.capacity == "Plh."]
    assert [bool(entry.letter and entry.on_behalf_of) for entry in deputies] == [True]
    assert all(entry.recorded_by == entry.person_id for entry in kept if entry.medium == "program")


def test_the_journal_is_told_in_the_order_of_its_days(desk):
    days = [line.at[:10] for line in desk.history()][::-1]
    told = [day for day in days if day != MONDAY.isoformat()]
    assert told == sorted(told)
    assert told[0] < "2026-03-01"


# --- card by card ---------------------------------------------------------------------------


def test_data_storytelling_is_complete(desk, tiles):
    tile = tiles["Data Storytelling for Managers"]
    assert tile.done == tile.of > 30
    assert tile.counts_components
    assert (MONDAY - timedelta(days=200)).isoformat() < tile.opening_on < MONDAY.isoformat()
    states = {line.kind: line.status for line in outline_of(desk, tiles, tile.title_en).forms}
    assert set(states.values()) == {"signed"}
    assert len(states) == 14


def test_generative_ai_has_three_must_fix_findings_in_two_videos(desk, tiles):
    title = "Generative AI at the Office Desk"
    assert (tiles[title].round, tiles[title].loop) == (1, 2)
    view = form_of(desk, tiles, title, "R10")
    must = [row for row in view.content.table("findings") if row.text("must_fix") == "yes"]
    assert len(must) == 3
    assert len({row.text("component") for row in must}) == 2
    assert all(row.text("component").startswith("Video") for row in must)
    assert signed(view)["sme"] == "waiting"


def test_contracts_are_approved_with_two_open_conditions(desk, tiles, path):
    view = form_of(desk, tiles, "Drafting Digital Contracts", "F6")
    assert view.status == "signed"
    rows = view.content.table("a3")
    assert len(rows) == 2
    assert not any(row.text("closed") for row in rows)
    assert len(select(path, Condition)) == 3
    values = view.content.values
    assert all(values.get(f"a2.{number:02d}") for number in range(1, 29))
    assert all(values.get(f"a2.{number:02d}.note") for number in range(1, 29))


def test_wounds_are_in_the_second_round(desk, tiles):
    title = "Wound Assessment and Documentation"
    assert tiles[title].round == 2
    view = form_of(desk, tiles, title, "F7")
    assert view.header.round == 2
    assert view.status == "draft"
    assert any("modul 4" in line.note for line in desk.history(tiles[title].code))


def test_inclusive_lessons_have_tapping_booked_and_e_books_accepted(desk, tiles):
    title = "Designing Inclusive Blended Lessons"
    tapping = form_of(desk, tiles, title, "F3").content.table("t4")
    assert len(tapping) == 2
    assert all(row.text("date") > MONDAY.isoformat() for row in tapping)
    components = form_of(desk, tiles, title, "F5").content.table("c1")
    books = [row for row in components if row.text("code") == "RM1"]
    assert len(books) == 4
    assert {row.text("status") for row in books} == {"accepted"}
    assert {"in_production", "content_received"} <= {row.text("status") for row in components}


def test_duties_were_handed_over(path, tiles):
    card = tiles["Designing Inclusive Blended Lessons"].id
    designers = [m for m in select(path, TeamMember) if m.card_id == card and m.role == "id"]
    assert [bool(member.until) for member in sorted(designers, key=lambda m: m.since)] == [
        True,
        False,
    ]


def test_the_timeline_of_village_tourism_waits_for_the_dean(desk, tiles, path):
    view = form_of(desk, tiles, "Village Tourism Products", "F3")
    assert signed(view) == {"sme": "done", "id": "done", "hsp": "done", "dean": "waiting"}
    own = [entry for entry in select(path, SignOff) if entry.form_id == view.form_id]
    assert len(own) == 3
    assert all(entry.medium == "paper" and entry.scan_owed for entry in own)


def test_brand_identity_waits_for_one_maker_and_one_sheet(desk, tiles):
    title = "Brand Identity for Small Business"
    states = signed(form_of(desk, tiles, title, "F8"))
    makers = {role: states[role] for role in ("sme", "id", "gd", "dcs")}
    assert makers == {"sme": "done", "id": "done", "gd": "done", "dcs": "waiting"}
    sheet = signed(form_of(desk, tiles, title, "F9"))
    assert (sheet["rev"], sheet["ctl"]) == ("done", "waiting")


def test_haccp_halted_after_two_meetings(desk, tiles):
    title = "HACCP Planning for Small Food Makers"
    view = form_of(desk, tiles, title, "R2")
    assert view.header.scope == "2"
    assert view.content.text("verdict") == "halt"
    assert "Dua pertemuan" in tiles[title].status_reason


def test_one_was_taken_over_with_a_form_missing(desk, tiles):
    outline = outline_of(desk, tiles, "First Psychological Support in Emergencies")
    states = {line.kind: line.status for line in outline.forms}
    assert states["F4"] == "missing"
    assert states["F2"] == "before"
    assert {line.number for line in outline.forms if line.kind == "F2"} == {"PROP/PSY/04"}


def test_one_debt_is_visible_and_due_soon(path, tiles):
    assert tiles["Tax Compliance for Small Firms"].debts == 1
    (debt,) = select(path, Debt)
    assert MONDAY.isoformat() < debt.until < (MONDAY + timedelta(days=10)).isoformat()
    assert not debt.paid_on


def test_three_proposals_are_full_to_the_last_field(desk, tiles):
    full = [
        title
        for title in tiles
        if any(
            line.kind == "F2" and line.filled == line.required
            for line in outline_of(desk, tiles, title).forms
        )
    ]
    assert len(full) >= 3
    view = form_of(desk, tiles, "Drafting Digital Contracts", "F2")
    assert all(view.content.table(f"p{number}") for number in (6, 11, 12, 20, 35, 37, 42, 46))


# --- the same on the same day ---------------------------------------------------------------


def content(path: Path) -> Counter:
    """Count the contents of all forms by their words, without the ids of rows."""
    found: Counter = Counter()
    for value in select(path, FormValue):
        found[value.form_id, value.path, value.value] += 1
    for row in select(path, FormRow):
        found[row.form_id, row.field, row.rank, row.cells] += 1
    for kind in (Component, Condition, Milestone, ReviewFinding):
        for row in select(path, kind):
            plain = {name: getattr(row, name) for name in row.__slots__}
            found[row.form_id, json.dumps(plain, sort_keys=True)] += 1
    for entry in select(path, SignOff):
        found[entry.id, entry.decided_on, entry.recorded_at, entry.decision] += 1
    return found


def test_it_is_the_same_on_the_same_day_and_legal_on_a_saturday(path, tmp_path):
    assert content(made(tmp_path / "again.mcdesk", MONDAY)) == content(path)
    saturday = made(tmp_path / "saturday.mcdesk", SATURDAY)
    assert not app_of(SATURDAY).check(saturday)


def test_days_are_working_days_counted_from_today():
    values = Values(SATURDAY, {}, frozenset({date(2026, 11, 27)}))
    assert values.day(0) == date(2026, 11, 26)
    assert values.of("day:+1") == "2026-11-30"
    assert values.of("$year, $semester", date(2027, 1, 8)) == "2026/2027, odd"


def test_a_day_within_a_text_is_written_as_the_language_of_the_card_does():
    values = Values(date(2026, 12, 8), {}, facts={"language": "id"})
    assert values.of("written:+1") == "9 Des 2026"
    assert Values(date(2026, 12, 8), {}).of("written:+1") == "9 Dec 2026"


def test_the_sample_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    told = []

    def progress(done: int, of: int) -> bool:
        told.append((done, of))
        return done < 3

    path = tmp_path / "stopped.mcdesk"
    assert not app_of(MONDAY).make_sample(path, progress)
    assert [done for done, _of in told] == [0, 1, 2, 3]
    assert not list(tmp_path.iterdir())


def test_what_it_tells_comes_out_the_same_when_it_is_carried_out_again(path, tmp_path, request):
    """As a replica does with all that waits for its hub (design.md, section 6)."""
    app = app_of(MONDAY)
    shutil.copy(path, tmp_path / "again.mcdesk")
    copy = app.open(tmp_path / "again.mcdesk")
    try:
        come_out_the_same(request, copy)
    finally:
        app.close(copy)


def test_who_acknowledged_the_list_of_components_stands_in_it_with_the_day(desk, tiles):
    view = form_of(desk, tiles, "Data Storytelling for Managers", "F5")
    days = {line.person_id: line.decided_on for line in view.signatures if line.decided_on}
    rows = view.content.table("c3")
    assert [row.text("acknowledged") for row in rows] == [days[row.text("person")] for row in rows]
    assert view.status == "signed"
    assert all(line.place for line in view.signatures if line.medium == "program")


def test_the_history_tells_the_roles_of_offices_and_what_became_of_ideas_in_words(desk):
    told = {(change.label.en, change.new) for line in desk.history() for change in line.changes}
    assert {("Role", "Dean"), ("State", "open"), ("State", "adopted")} <= told
    assert ("Role", "dean") not in told


def test_the_history_tells_the_state_of_a_card_in_words(desk, tiles):
    card = tiles["Service Recovery in Hotels"].id
    told = [change for line in desk.history(card=card) for change in line.changes
            if change.label.en == "Status"]  # fmt: skip
    assert ("under way", "on hold") in [(change.old, change.new) for change in told]
    assert not {"active", "on_hold"} & {each for c in told for each in (c.old, c.new)}


def test_the_register_counts_days_from_the_end_that_the_board_tells(path):
    """Also where a micro-credential came back to a stage that the timeline had ended before."""
    later = MONDAY + timedelta(days=24)  # before the holidays
    app = app_of(later)
    desk = app.open(path, read_only=True)
    told = {tile.code: tile for tile in desk.board().tiles if tile.status == "active"}
    registers = [desk.register(period) for period in desk.register().periods]
    lines = [line for register in registers for line in register.lines]
    late = {line.code: line.late for line in lines if line.code in told}
    app.close(desk)
    assert any(tile.round > 1 for tile in told.values())
    assert set(late) == set(told)
    for code, tile in told.items():
        end = date.fromisoformat(tile.planned_end)
        assert late[code] == max(working_days(end, later) - 1, 0), code


def test_the_completed_card_of_the_sample_tells_of_work_that_was_done(desk, tiles):
    """Its activities are done, its register has figures, its build rests on what is accepted."""
    code = tiles["Data Storytelling for Managers"].code
    forms = {line.kind: line.form_id for line in desk.outline(code).forms}
    done = desk.form(forms["F3"]).content.table("t3")
    assert {row.text("status") for row in done} == {"done"}
    assert all(row.text("actual_end") for row in done)
    modules = desk.form(forms["F4"]).content.table("modules")
    assert all(row.text("pages") and row.text("status") == "done" for row in modules)
    built = desk.sheet(forms["R11"], "frozen").content.table("components")
    assert {row.text("status") for row in built} == {"accepted"}
