"""`mcdesk check` finds every way in which a workspace can be altered behind the program's back."""

from __future__ import annotations

import pytest

from mcdesk import i18n
from mcdesk.models.checking import check
from mcdesk.procedure import commands as do
from tests.asking import form_of
from tests.storage.conftest import run_sql
from tests.walk import Walker, create


@pytest.fixture
def filled(at, tmp_path):
    """A workspace with a frozen, signed form and a stored file."""
    desk = at("proposal")
    source = tmp_path / "scan.pdf"
    source.write_bytes(b"%PDF scan" * 500)
    digest, size = desk.store_file(source)
    desk.execute(do.AttachFile(card="MC-1", name="scan.pdf", size=size, digest=digest))
    desk.execute(do.AttachFile(card="MC-1", name="big", size=1, digest="0" * 64, link="https://x"))
    assert check(desk.store.path) == ()
    return desk


def words(desk) -> str:
    found = check(desk.store.path)
    assert found
    return "\n".join(found)


JOURNAL = "(select n from journal where kind = 'FormSigned' limit 1)"


@pytest.mark.meddles
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            f"update journal set body = replace(body, 'approve', 'reject ') where n = {JOURNAL}",
            "was altered",
        ),
        (f"update journal set body = '{{' where n = {JOURNAL}", "cannot be read"),
        (f"update journal set body = 'null' where n = {JOURNAL}", "cannot be read"),
        (f"update journal set person_id = 'x' where n = {JOURNAL}", "is not what its text says"),
        (f"update journal set group_id = 'x' where n = {JOURNAL}", "is not what its text says"),
        (f"delete from journal where n = {JOURNAL}", "is missing"),
        ("delete from journal where n = (select max(n) from journal)", "stands in no journal"),
        (f"delete from effect where event_n = {JOURNAL}", "the index of entry"),
        ("insert into effect values (9999, 0, 'card', 'x', 'x', '')", "but no entry"),
        ("update sign_off set decision = 'return' where role = 'hsp'", "differs from the journal"),
        ("update card set stage = 'opening'", "differs from the journal in Stage"),
        ("update person set name = 'Forged' where name = 'HSP-LAW'", "in Name"),
        ("delete from sign_off where role = 'hsp'", "not in its table"),
        (
            "create temp table forged as select * from sign_off limit 1;"
            "update forged set id = 'forged', role = 'dean';"
            "insert into sign_off select * from forged",
            "(forged): stands in no journal entry",
        ),
        (
            "update revision set content = replace(content, 'Digital', 'Analogue')",
            "its text is not the one signed",
        ),
        ("update revision set content = '{'", "frozen version 1"),
        ("update definition set text = text || '\n[[x]]'", "its text is not the one published"),
        ("update definition set text = '['", "wording of R1: cannot be read"),
        ("update card_summary set stage = 'opening'", "is not what its records say"),
        ("update card_summary set faces = 'x'", "is not what its records say"),
        ("update card_summary set made_on = 'soon'", "MC-1: cannot be read"),
        ("update card_summary set made_on = '', stage = 'opening'", "is not what its records say"),
        (
            "update card_summary set made_on = '';update card set procedure_id = 'x'",
            "MC-1: cannot be read",
        ),
        ("delete from card_summary", "summary of MC-1: is missing"),
        ("update card_summary set id = 'x'", "its card is gone"),
        ("update file set digest = 'x' where link = ''", "its content is not in the store"),
    ],
)
def test_an_alteration_is_found(filled, statement, told):
    run_sql(filled.store.path, *statement.split(";"), free=True)
    assert told in words(filled)


@pytest.mark.meddles
@pytest.mark.parametrize(
    ("table", "column", "told"),
    [
        ("setting", "value", "setting passing_mark"),
        ("revision", "signers", "MC-1/R1, frozen version"),
        ("form_value", "value", "MC-1/R2, field"),
        ("form_row", "cells", "MC-1/R1, row assignees"),
        ("card", "essentials", "micro-credential MC-1"),
    ],
)
def test_what_is_no_json_is_named_counts_as_empty_and_stops_no_card(filled, table, column, told):
    filled.execute(do.SetSetting(key="passing_mark", value=75))
    form = form_of(filled, "R1")
    run_sql(filled.store.path, f"update {table} set {column} = 'neither {{'", free=True)
    filled.store.engine.dispose()
    named = [line for line in check(filled.store.path) if "does not count" in line]
    assert any(line.startswith(told) for line in named)
    assert not [line for line in check(filled.store.path) if line.startswith("MC-1: cannot be")]
    assert filled.outline("MC-1").tile.code == "MC-1"
    assert filled.form(form).definition.id == "R1"
    kept = {entry.key: entry.value for entry in filled.settings_view().settings}
    assert kept["passing_mark"] == (70 if table == "setting" else 75)
    filled.execute(do.SetSetting(key="passing_mark", value=80))
    filled.execute(do.HoldCard(card="MC-1", reason="The study programme asked for it"))


@pytest.mark.meddles
def test_a_revision_altered_together_with_its_journal_line_is_found(filled):
    run_sql(
        filled.store.path,
        "update revision set content = replace(content, 'Digital', 'Analogue')",
        "update journal set body = replace(body, 'Digital', 'Analogue')",
        free=True,
    )
    found = words(filled)
    assert "was altered" in found
    assert "its text is not the one signed" in found


@pytest.mark.meddles
def test_a_stored_file_that_is_gone_or_altered_is_found(filled):
    stored = next(path for path in filled.store.files.rglob("*") if path.is_file())
    stored.write_bytes(b"other")
    assert "its content was altered" in words(filled)
    stored.unlink()
    assert "is not in the store" in words(filled)


@pytest.mark.meddles
def test_all_is_told_at_once(filled):
    run_sql(
        filled.store.path,
        "update card set stage = 'opening'",
        "update person set name = 'Forged' where name = 'HSP-LAW'",
        f"delete from journal where n = {JOURNAL}",
        free=True,
    )
    assert len(check(filled.store.path)) >= 4


def test_check_reads_while_the_window_writes(at):
    desk = at()
    with desk.store.write() as uow:
        uow.connection.exec_driver_sql("update card_summary set code = 'X'")
        assert check(desk.store.path) == ()
        uow.connection.exec_driver_sql("update card_summary set code = 'MC-1'")


def test_a_workspace_with_every_kind_of_event_checks_out(at):
    desk = at("reexamination")
    walker = Walker(desk)
    create(desk, "MC-2")
    desk.execute(do.NoteIdea(title="Idea", id="i"))
    desk.execute(do.PutIdeaAway(idea="i"))
    desk.execute(do.SetSetting(key="holidays", value={"2026-12-25": "Christmas"}))
    desk.execute(do.AddPerson(name="GD-09", roles=["gd"]))
    desk.execute(do.HandOver(from_person="GD-01", to_person="GD-09", reason="leave"))
    desk.execute(do.ChangePerson(person="SME-03", name="SME-33"))
    desk.execute(do.ChangeCard(card="MC-2", title_en=desk.outline("MC-1").tile.title_en))
    desk.execute(
        do.RecordExternal(card="MC-2", form="R1", number="1", date="2026-11-01", signed_by="Head")
    )
    walker.move("design", "the outcomes change")
    desk.undo()
    desk.execute(do.CancelCard(card="MC-2", reason="no demand"))
    assert check(desk.store.path) == ()


def test_another_card_that_takes_the_same_title_changes_the_first_one_s_summary(at):
    desk = at("proposal")
    Walker(desk).fill_proposal()
    create(desk, "MC-2")
    title = desk.outline("MC-1").tile.title_en
    desk.execute(do.ChangeCard(card="MC-2", title_en=title))
    assert check(desk.store.path) == ()


def test_a_letter_signed_for_two_cards_changes_both_summaries(at):
    desk = at()
    create(desk, "MC-2")
    desk.execute(do.CoverCard(form="MC-1/R1", card="MC-2"))
    walker = Walker(desk)
    walker.fill("R1", {"topic": "law"})
    walker.freeze("R1")
    walker.sign("R1", "hsp", "sme:accept")
    assert check(desk.store.path) == ()
    tiles = {tile.code: tile.ready_for for tile in desk.board().tiles}
    assert tiles == {"MC-1": "discussion", "MC-2": "discussion"}


def test_an_office_that_changes_hands_leaves_the_summaries_true(at):
    desk = at("proposal")
    desk.execute(do.AddPerson(name="DEAN-NEW"))
    office = next(
        entry.id
        for person in desk.directory().people
        if person.name == "DEAN-LAW"
        for entry in person.offices
    )
    desk.execute(do.EndOffice(office=office, until="2026-11-01"))
    desk.execute(do.AppointOffice(person="DEAN-NEW", role="dean", faculty="LAW"))
    assert check(desk.store.path) == ()


def test_a_summary_that_a_migration_wants_made_anew_is_no_fault(filled):
    stale = "update card_summary set made_on = '', blocked_en = '', faces = '[]', back_reason = ''"
    run_sql(filled.store.path, stale)
    assert check(filled.store.path) == ()


@pytest.mark.meddles
@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("en", "MC-1/R1, decision HSP-LAW"),
        ("id", "MC-1/R1, keputusan HSP-LAW"),
        ("en", "differs from the journal in Stage"),
        ("id", "berbeda dari jurnal dalam Tahap"),
    ],
)
def test_what_is_found_is_told_in_words_with_its_card_and_form(filled, shown, told):
    run_sql(filled.store.path, "update sign_off set decision = 'return' where role = 'hsp'",
            "update card set stage = 'opening'", free=True)  # fmt: skip
    i18n.use_language(shown)
    assert told in words(filled)


@pytest.mark.meddles
def test_an_entry_is_told_by_what_was_done_where_and_when(filled):
    run_sql(filled.store.path,
            f"update journal set body = replace(body, 'approve', 'reject ') where n = {JOURNAL}",
            free=True)  # fmt: skip
    i18n.use_language("id")
    assert "(Keputusan dicatat, MC-1/R1, 2026-11-23 16:00) diubah" in words(filled)


DEEP = "[" * 100_000
"""Nested deeper than anything can be read."""


@pytest.mark.meddles
@pytest.mark.parametrize("text", [DEEP, "[]", "neither {"])
@pytest.mark.parametrize("column", ["content", "settings", "signers", "open_paths"])
def test_a_version_of_which_something_cannot_be_read_stops_no_card(filled, column, text):
    form = form_of(filled, "R1")
    run_sql(filled.store.path, f"update revision set {column} = '{text}'", free=True)
    filled.store.engine.dispose()
    told = check(filled.store.path)
    is_odd = text != "[]" or column in ("content", "settings")
    assert any("MC-1/R1, frozen version" in line and "does not count" in line
               for line in told) == is_odd  # fmt: skip
    assert filled.page("MC-1").outline.tile.code == "MC-1"
    assert filled.form(form).definition.id == "R1"
    assert filled.sheet(form, "frozen").definition.id == "R1"
    assert filled.board().tiles
    filled.execute(do.HoldCard(card="MC-1", reason="The study programme asked for it"))
