"""The script face: what each verb says and does, and its exit code when things go wrong."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys

import pytest
from pypdf import PdfReader

from mcdesk.__main__ import main
from mcdesk.application.views import CardTile
from mcdesk.bootstrap import shipped_definitions
from mcdesk.procedure.commands import COMMANDS
from tests.end2end.conftest import DONE, REFUSED, TROUBLE, USAGE, Script
from tests.storage.conftest import restored, run_sql

# --- the program itself -----------------------------------------------------------------------


def test_a_workspace_is_made_and_worked_on_by_the_program_alone(tmp_path, capsys, monkeypatch):
    script = Script(tmp_path / "new.mcdesk", capsys, monkeypatch)
    made = script.program("new", script.path, "--name", "Büro", "--person", "Ani Wijaya")
    assert (made.returncode, made.stderr) == (DONE, b"")
    lines = [
        {"do": "AddFaculty", "code": "LAW", "name_en": "Law", "name_id": "Hukum"},
        {"do": "AddProgramme", "code": "LAW", "name_en": "Law", "faculty": "LAW"},
        {"do": "CreateCard", "title_en": "Kontrak “é” 🎓", "programme": "LAW", "code": "MC-1"},
        {"do": "MoveCard", "card": "MC-1", "to": "discussion", "as": "Ani Wijaya"},
    ]
    text = "# a remark\n\n" + "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    run = script.program("apply", "-", stdin=text.encode())
    results = [json.loads(line) for line in run.stdout.splitlines()]
    assert [r.get("ok", r.get("refused")) for r in results] == [True, True, True, "gate_not_met"]
    assert (run.returncode, run.stderr) == (REFUSED, b"")
    assert {"form", "path", "role", "text"} <= set(results[3]["findings"][0])
    assert "Kontrak “é” 🎓" in script("list")
    assert script("check") == "all well\n"


def test_a_second_person_of_a_name_is_told_and_asked_about_later(script):
    new = {"do": "AddPerson", "name": "Andi Wijaya"}
    first, second = script.apply(new, new)
    assert "findings" not in first
    (found,) = second["findings"]
    assert (found["code"], found["path"], found["level"]) == ("same_name", "name", "warn")
    (refused,) = script.apply({"do": "NoteIdea", "title": "Batik", "as": "Andi Wijaya"},
                              code=REFUSED)  # fmt: skip
    assert refused["refused"] == "ambiguous_person"
    ids = [line.split("  id ")[1] for line in script("show", "--people").splitlines()
           if line.startswith("Andi Wijaya (")]  # fmt: skip
    assert len(ids) == 2
    assert all(id_ in refused["findings"][0]["text"] for id_ in ids)
    (done,) = script.apply({"do": "NoteIdea", "title": "Batik", "as": ids[0]})
    assert done["ok"]


def test_a_pipe_that_closes_is_no_trouble(script):
    run = subprocess.Popen(
        [sys.executable, "-m", "mcdesk", "commands"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    run.stdout.close()
    told = run.stderr.read()
    assert (run.wait(), told) == (DONE, b"")
    run.stderr.close()


def test_without_a_workspace_the_program_says_so(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "mcdesk", "--workspace", tmp_path / "none", "list"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stdout) == (TROUBLE, "")
    assert "There is no workspace at" in run.stderr


def test_a_script_finds_the_workspace_opened_last(tmp_path, script, capsys, monkeypatch):
    monkeypatch.setattr("mcdesk.bootstrap.config_folder", lambda: tmp_path / "settings")
    monkeypatch.setattr("mcdesk.bootstrap.data_folder", lambda: tmp_path / "data")
    assert main(["list"]) == TROUBLE
    assert "No workspace is named" in capsys.readouterr().err
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "last-workspace").write_text(str(script.path), encoding="utf-8")
    assert main(["list"]) == DONE
    assert "MC-1" in capsys.readouterr().out


def test_what_is_not_done_names_its_line(script):
    lines = ("# a remark", "", '{"do": "NoteIdea", "title": "One"}', '{"title": "Two"}',
             '{"do": "MoveCard", "card": "MC-9", "to": "2"}')  # fmt: skip
    done, wrong, refused = script.apply(*lines, code=USAGE, keep_going=True)
    assert done["ok"]
    assert "line" not in done
    assert wrong["wrong"].startswith("line 4: 'do' is missing")
    assert (wrong["line"], refused["line"]) == (4, 5)


# --- reading ----------------------------------------------------------------------------------


def test_list_shows_all_cards_or_those_of_a_stage(script, monkeypatch):
    assert "MC-1" in script("list")
    assert "MC-1" in script("list", "--stage", "3")
    assert "MC-1" in script("list", "--stage", "proposal")
    assert script("list", "--stage", "9") == "no micro-credentials\n"
    with monkeypatch.context() as patched:
        patched.setattr(CardTile, "is_late", lambda _tile, _today: True)
        assert script("list").splitlines()[0].endswith(" [late]")
    (tiles,) = script.json("list", "--json")
    assert (tiles[0]["code"], tiles[0]["stage_number"]) == ("MC-1", 3)


def test_the_columns_of_a_list_stand_below_each_other(script):
    named = {"do": "CreateCard", "title_en": "Other", "programme": "LAW"}
    script.apply({**named, "code": "MC-LAW-LAW-2601"}, {**named, "code": "MC-2"})
    lines = script("list").splitlines()
    assert {line.split(maxsplit=1)[0] for line in lines} == {"MC-1", "MC-2", "MC-LAW-LAW-2601"}
    assert len({line.index(" d  ") for line in lines}) == 1


def test_in_indonesian_no_ids_stand_in_the_place_of_words(script):
    told = script("--lang", "id", "show", "MC-1")
    assert "Proposal disetujui -> Diskusi linimasa\n" in told
    assert "timeline" not in told
    assert "-> timeline\n" in script("show", "MC-1")
    people = script("--lang", "id", "show", "--people")
    assert "ctl_lead" not in people
    assert "Dosen pengembang (SME)" in people
    assert "ctl, ctl_lead" in script("show", "--people")


def test_show_tells_where_a_card_stands_and_what_is_missing(script):
    told = script("show", "MC-1")
    assert "stage 3 of 14" in told
    assert "not yet" in told
    (shown,) = script.json("show", "MC-1", "--json")
    assert {way["to"] for way in shown["ways"]} == {"timeline", "discussion"}
    (form,) = script.json("show", "MC-1", "F2")
    assert (form["status"], form["values"]["p31"]) == ("draft", "online")
    assert "SME-03" in script("show", "--people")
    script("show", "MC-9", code=REFUSED)
    script("show", "MC-1", "R13", code=USAGE)
    script("show", code=USAGE)
    script("show", "\udcff", code=REFUSED)


def test_history_tells_who_did_what(script):
    told = script("history", "MC-1")
    assert "CTL-01: Moved: 3 Proposal MC-1" in told
    assert len(script.json("history", "--json", "--limit", "3")) == 3
    script("history", "MC-9", code=REFUSED)


def test_texts_are_told_in_the_language_asked_for(script):
    assert "Penyusunan proposal" in script("--lang", "id", "show", "MC-1")


def test_every_command_is_listed_with_its_schema_and_an_example(script):
    schemas = json.loads(script("commands", "--json"))
    assert {schema["title"] for schema in schemas} == set(COMMANDS)
    for schema in schemas:
        assert set(schema["required"]) <= set(schema["example"]) | {"do"}
    assert "MoveCard: " in script("commands")


# --- apply ------------------------------------------------------------------------------------


def test_apply_stops_at_the_first_refusal_and_keeps_what_was_done(script):
    results = script.apply(
        {"do": "NoteIdea", "title": "One"},
        {"do": "MoveCard", "card": "MC-1", "to": "9"},
        {"do": "NoteIdea", "title": "Two"},
        code=REFUSED,
    )
    assert [next(iter(result)) for result in results] == ["ok", "refused"]
    assert run_sql(script.path, "select title from idea") == [("One",)]


def test_keep_going_goes_on_and_returns_the_worst(script):
    results = script.apply(
        {"do": "MoveCard", "card": "MC-1", "to": "9"},
        "{not json",
        {"do": "NoteIdea", "title": "Two"},
        {"do": "MoveCards"},
        code=USAGE,
        keep_going=True,
    )
    assert [next(iter(result)) for result in results] == ["refused", "wrong", "ok", "wrong"]
    assert "did you mean MoveCard?" in results[3]["wrong"]
    assert "not JSON" in results[1]["wrong"]


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ({"do": "MoveCard", "card": "MC-9", "to": "2"}, REFUSED, "MC-9"),
        ({"do": "HoldCard", "card": "MC-1", "reason": "r", "until": "2026-02-30"}, REFUSED,
         "2026-02-30"),
        ({"do": "JoinTeam", "card": "MC-1", "person": "NOBODY", "role": "gd"}, REFUSED, "NOBODY"),
        ({"do": "HoldCard", "card": "MC-1", "reason": "r", "as": "NOBODY"}, REFUSED, "NOBODY"),
        ({"do": "HoldCard", "card": "MC-1", "reason": "r", "as": "GD-01"}, REFUSED, "GD-01"),
        ({"do": "HoldCard", "card": "MC-1", "reason": 7}, USAGE, "a text"),
        ({"do": "HoldCard", "card": "MC-1"}, USAGE, "reason"),
        ({"do": "HoldCard", "card": "MC-1", "reason": "r", "why": ""}, USAGE, "why"),
        ({"do": "AddRow", "form": "MC-1/F2", "field": "p35", "cells": {"colour": "red"}}, REFUSED,
         "colour"),
        ([1, 2], USAGE, "object"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_is_told_and_changes_nothing(script, line, code, word):
    before = run_sql(script.path, "select count(*) from journal")
    (result,) = script.apply(json.dumps(line), code=code)
    assert word in json.dumps(result, ensure_ascii=False)
    assert run_sql(script.path, "select count(*) from journal") == before


def test_a_script_acts_as_the_person_it_names(script):
    script("--as", "SME-03", "apply", "-", stdin='{"do": "NoteIdea", "title": "x"}\n')
    script.apply({"do": "NoteIdea", "title": "y", "as": "GD-01"})
    assert [line["who"] for line in script.json("history", "--json", "--limit", "2")] == [
        "GD-01", "SME-03",
    ]  # fmt: skip
    script("--as", "NOBODY", "apply", "-", stdin="", code=REFUSED)
    assert "NOBODY" in script.err
    script("--as", "NOBODY", "list", code=REFUSED)


def test_who_gives_an_office_that_another_holds_is_told_how_to_end_that_term(script):
    script.apply({"do": "AddPerson", "name": "DEAN-02"})
    given = {"do": "AppointOffice", "person": "DEAN-02", "role": "dean", "faculty": "LAW"}
    (done,) = script.apply({**given, "since": "2026-12-01"})
    (told,) = done["findings"]
    assert (told["code"], told["level"]) == ("held_by_two", "warn")
    assert told["text"].startswith("DEAN-LAW is Dean already: now both hold the office.")
    order = json.loads(told["text"].partition("the day before: ")[2])
    assert (order["do"], order["until"]) == ("EndOffice", "2026-12-01")
    assert "findings" not in script.apply(order)[0]
    assert "findings" not in script.apply({**given, "role": "secretary"})[0]
    (alone,) = script.apply({**given, "person": "DEAN-LAW", "since": "2027-01-01"})
    assert "DEAN-02 is Dean already" in alone["findings"][0]["text"]


def test_who_fills_an_office_until_the_next_one_comes_is_told_how_to_end_then(script):
    script.apply({"do": "AddPerson", "name": "DEAN-02"}, {"do": "AddPerson", "name": "DEAN-03"})
    given = {"do": "AppointOffice", "role": "dean", "faculty": "LAW"}
    script.apply({**given, "person": "DEAN-02", "since": "2027-06-01"})
    (done,) = script.apply({**given, "person": "DEAN-03", "since": "2027-01-01"})
    (text,) = (told["text"] for told in done["findings"] if "DEAN-02" in told["text"])
    assert text.startswith("DEAN-02 is Dean from 2027-06-01 on:")
    order = json.loads(text.partition("say so: ")[2])
    assert order["until"] == "2027-06-01"
    asked = "select p.name from office o join person p on p.id = o.person_id where o.id = "
    assert run_sql(script.path, f"{asked}'{order['office']}'") == [("DEAN-03",)]


def test_a_file_of_commands_may_come_from_any_editor(script, tmp_path):
    lines = tmp_path / "lines.jsonl"
    lines.write_bytes('\ufeff{"do": "NoteIdea", "title": "é"}\r\n\r\n# x\r\n'.encode())
    assert script.json("apply", lines)[0]["ok"]
    lines.write_bytes(b'{"do": "NoteIdea", "title": "caf\xe9"}\n')
    script("apply", lines, code=USAGE)
    assert "UTF-8" in script.err
    script("apply", tmp_path / "none", code=USAGE)
    script("apply", tmp_path, code=USAGE)


def test_windows_text_on_standard_input_is_told(script):
    run = script.program("apply", "-", stdin=b'{"do": "NoteIdea", "title": "caf\xe9"}\n')
    assert run.returncode == USAGE
    assert b"UTF-8" in run.stderr


# --- paper ------------------------------------------------------------------------------------


def test_forms_and_the_board_are_printed(script, tmp_path):
    one, all_, board = (tmp_path / f"{name}.pdf" for name in ("one", "all", "board"))
    assert f"wrote {one}" in script("print", "MC-1", "F2", "--out", one)
    assert "DRAFT" in PdfReader(one).pages[0].extract_text()
    script("print", "MC-1", "--out", all_)
    assert len(PdfReader(all_).pages) > len(PdfReader(one).pages)
    script("print", "board", "--out", board)
    assert "MC-1" in PdfReader(board).pages[0].extract_text()
    script("print", "MC-1", "R1", "--kind", "frozen", "--version", "1", "--out", one)
    script("print", "MC-1", "R1", "--version", "7", "--out", one, code=USAGE)
    script("print", "MC-1", "F9", "--out", one, code=USAGE)


@pytest.mark.parametrize("words", [("MC-1", "F2"), ("MC-1",), ("board",)])
def test_a_place_that_cannot_be_printed_to_is_told(script, tmp_path, words):
    (tmp_path / "file").write_text("")
    for out in (tmp_path / "file" / "x.pdf", tmp_path, tmp_path / ("x" * 300)):
        script("print", *words, "--out", out, code=TROUBLE)
        assert script.err.startswith("mcdesk print: ")
    assert {entry.name for entry in tmp_path.iterdir()} >= {"file", "script.mcdesk"}


# --- keeping ----------------------------------------------------------------------------------


def test_check_tells_what_was_altered(script):
    script("check")
    run_sql(script.path, "update card set stage = 'opening'")
    assert "differs from the journal in Stage" in script("check", code=TROUBLE)
    (told,) = script.json("check", "--json", code=TROUBLE)
    assert not told["ok"]
    assert told["problems"]


def test_a_backup_is_written_and_restored(script, tmp_path):
    kept = tmp_path / "kept.zip"
    script("backup", kept)
    script.apply({"do": "CancelCard", "card": "MC-1", "reason": "r"})
    script("restore", kept)
    assert script.json("show", "MC-1", "--json")[0]["status"] == "active"
    assert len(list(tmp_path.glob("* before *.mcdesk"))) == 1
    kept.write_bytes(kept.read_bytes()[:5000])
    script("restore", kept, code=TROUBLE)
    assert "not a whole backup" in script.err
    script("restore", tmp_path / "none.zip", code=TROUBLE)
    script("backup", tmp_path / "kept.zip" / "x.zip", code=TROUBLE)
    script("check")


def test_definitions_are_exported_checked_and_imported(script, tmp_path):
    folder = tmp_path / "definitions"
    script("definitions", "export", folder)
    assert len(list((folder / "forms").glob("*.toml"))) == len(shipped_definitions()[1])
    assert script("definitions", "check", folder) == "no mistakes\n"
    assert "there already" in script("definitions", "import", folder)
    form = folder / "forms" / "R1.toml"
    form.write_text(form.read_text("utf-8").replace('id = "load"', 'id = "workload"'), "utf-8")
    assert script("definitions", "import", folder) == "published\n"
    told = script("definitions", "effects").splitlines()
    assert told
    assert {json.loads(line)["form"] for line in told} == {"R1"}
    script("definitions", "import", folder, "--since", "2020-01-01", code=REFUSED)
    form.write_text(form.read_text("utf-8").replace('type = "date"', 'type = "dates"'), "utf-8")
    script("definitions", "check", folder, code=REFUSED)
    assert "R1.toml: section" in script.err
    script("definitions", "import", folder, code=REFUSED)
    assert "nothing was changed" in script.err
    form.write_bytes(b"\xff")
    script("definitions", "check", folder, code=USAGE)
    script("definitions", "check", tmp_path / "none", code=USAGE)
    script("definitions", "export", script.path / "x", code=TROUBLE)


# --- wrong usage ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [("fly",), ("print", "MC-1"), ("list", "--stages", "3"), ("history", "--limit", "x"),
              ("--lang", "de", "list"), ("definitions", "burn", "."), ("new",), ("restore",)],
)  # fmt: skip
def test_words_that_make_no_sense_are_told_with_exit_2(script, words):
    script(*words, code=USAGE)
    assert "usage: mcdesk" in script.err
    if "--lang" not in words:
        script("--lang", "id", *words, code=USAGE)
        assert script.err.startswith("pemakaian: mcdesk")
        assert ": kesalahan: " in script.err


@pytest.mark.parametrize(
    "words", [("list",), ("show", "MC-1"), ("history",), ("check",), ("apply", "-"),
              ("backup", "x.zip"), ("print", "board", "--out", "x.pdf")],
)  # fmt: skip
def test_a_file_that_is_no_workspace_is_told_with_exit_3(script, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    script.path.write_bytes(b"no workspace at all" * 100)
    script(*words, code=TROUBLE)
    assert script.err.startswith(f"mcdesk {words[0]}: ")
    assert not (tmp_path / "x.zip").exists()


def test_a_workspace_from_a_newer_program_is_told_with_exit_3(script):
    run_sql(script.path, "pragma user_version = 99")
    script("list", code=TROUBLE)
    assert "newer MC Desk" in script.err


def test_a_name_that_is_too_long_is_told(script):
    script("new", script.path.with_name("x" * 280), code=TROUBLE)
    assert "Choose a shorter name" in script.err


def test_a_name_that_is_taken_is_told_with_exit_3(script):
    script("new", script.path, code=TROUBLE)
    assert "exists already" in script.err


# --- what a script needs to go on -------------------------------------------------------------


@pytest.mark.parametrize("out", ["", "."])
def test_a_print_without_a_name_is_wrong_usage(script, out):
    script("print", "MC-1", "F2", "--out", out, code=USAGE)
    assert "must name a file" in script.err


def test_numbers_that_cannot_be_are_wrong_usage(script):
    script("list", "--stage", "99", code=USAGE)
    script("history", "--limit", "-5", code=USAGE)


def test_a_line_that_could_mean_two_things_is_wrong(script):
    (told,) = script.apply('{"do": "MoveCard", "card": "MC-1", "to": "2", "to": "4"}', code=USAGE)
    assert "'to' stands twice" in told["wrong"]
    (told,) = script.apply({"do": "NoteIdea", "title": "x", "as": ""}, code=USAGE)
    assert "'as'" in told["wrong"]


def test_wrong_values_are_told_at_once_and_kept(script):
    line = {"do": "SetValue", "form": "MC-1/F2", "path": "p48", "new": "2025-02-30"}
    (told,) = script.apply(line)
    assert (told["ok"], [f["code"] for f in told["findings"]]) == (True, ["not_a_date"])
    rows = {"p28": [{"kind": "video", "hours": "x"}]}
    (told,) = script.apply({"do": "FillForm", "form": "MC-1/F2", "rows": rows})
    texts = [f["text"] for f in told["findings"] if f["code"] == "not_a_number"]
    assert len(texts) == 1
    assert ", row " in texts[0]
    (told,) = script.apply({"do": "SetValue", "form": "MC-1/F2", "path": "p31", "new": "online"})
    assert "findings" not in told


def test_ids_that_commands_need_are_shown(script, tmp_path):
    (tmp_path / "scan.pdf").write_bytes(b"scan")
    (made,) = script.json("attach", "MC-1", tmp_path / "scan.pdf", "--form", "F2",
                          "--purpose", "scan")  # fmt: skip
    comment = {"do": "WriteComment", "form": "MC-1/F2", "path": "p1", "text": "Why?", "id": "c"}
    script.apply(comment, {"do": "NoteIdea", "title": "Radio", "id": "idea"})
    (shown,) = script.json("show", "MC-1", "--json")
    assert [file["id"] for file in shown["files"]] == [made["file"]]
    assert {member["role"] for member in shown["team"]} >= {"sme", "id"}
    assert all(member["id"] for member in shown["team"])
    (form,) = script.json("show", "MC-1", "F2")
    assert [each["id"] for each in form["comments"]] == ["c"]
    (people,) = script.json("show", "--people", "--json")
    assert any(office["id"] for person in people for office in person["offices"])
    (ideas,) = script.json("ideas", "--json")
    assert [idea["id"] for idea in ideas] == ["idea"]
    assert "Radio" in script("ideas")
    script("attach", "MC-1", tmp_path / "none.pdf", code=USAGE)
    with (tmp_path / "film.mp4").open("wb") as film:
        film.truncate(60_000_000)
    script("attach", "MC-1", tmp_path / "film.mp4", code=TROUBLE)
    (linked,) = script.json("attach", "MC-1", tmp_path / "film.mp4", "--link")
    (shown,) = script.json("show", "MC-1", "--json")
    (film,) = (file for file in shown["files"] if file["id"] == linked["file"])
    assert (film["link"], film["size"]) == (str(tmp_path / "film.mp4"), 60_000_000)
    assert linked["digest"] == hashlib.sha256((tmp_path / "film.mp4").read_bytes()).hexdigest()
    assert script("check") == "all well\n"
    with (tmp_path / "film.mp4").open("r+b") as film:
        film.write(b"else")
    assert "“film.mp4” is another one than when the link was kept" in script("check", code=3)


def test_earlier_sheets_are_reached_by_name_and_printed_with_all(script, tmp_path):
    script.apply({"do": "OpenForm", "card": "MC-1", "form": "R2", "scope": "2"})
    (first,) = script.json("show", "MC-1", "R2:1")
    (second,) = script.json("show", "MC-1", "R2")
    assert (first["sheet"], second["sheet"]) == ("1", "2")
    (shown,) = script.json("show", "MC-1", "--json")
    assert [f["sheet"] for f in shown["sheets"] if f["kind"] == "R2"] == ["1", "2"]
    assert [line.split()[0] for line in script("show", "MC-1").splitlines()
            if line.strip().startswith("R2")] == ["R2:1", "R2:2"]  # fmt: skip
    script("print", "MC-1", "--out", tmp_path / "all.pdf")
    heads = [page.extract_text() for page in PdfReader(tmp_path / "all.pdf").pages]
    assert sum("Minutes" in head and "Page 1 " in head for head in heads) == 2
    (told,) = script.apply({"do": "SetValue", "form": "MC-1/R2:2", "path": "verdict",
                            "new": "agreed"})  # fmt: skip
    assert told["ok"]
    (told,) = script.apply({"do": "FreezeForm", "form": "MC-1/R2:7"}, code=REFUSED)
    assert told["refused"] == "no_sheet"


def test_paid_debts_are_marked_and_a_cancelled_card_shows_no_way(script):
    script.apply(
        {"do": "MoveCardByException", "card": "MC-1", "to": "4", "reason": "r", "owed": "letter",
         "instructed_by": "x", "owed_by": "SME-03", "until": "2099-01-01", "id": "d"},
    )  # fmt: skip
    assert "debt: letter" in script("show", "MC-1")
    script.apply({"do": "PayDebt", "debt": "d"})
    assert "debt, paid on" in script("show", "MC-1")
    script.apply({"do": "CancelCard", "card": "MC-1", "reason": "r"})
    (shown,) = script.json("show", "MC-1", "--json")
    assert shown["ways"] == []


def test_indonesian_is_told_throughout(script):
    told = script("--lang", "id", "list") + script("--lang", "id", "show", "MC-1")
    for word in ("ready for", "not yet", " days", "signed", "forms", "stage 3", "draft"):
        assert word not in told, word
    assert script("--lang", "id", "hub", "status") + script("--lang", "id", "attention") == (
        "tanpa hub\ntidak ada yang perlu dilihat; tanpa hub\n"
    )


def test_the_shapes_of_values_are_described(script):
    schemas = {entry["title"]: entry for entry in json.loads(script("commands", "--json"))}
    assert "checklist" in schemas["FillForm"]["values"]
    assert schemas["FillForm"]["example"]["rows"]
    assert "values" not in schemas["MoveCard"]


def test_a_restore_says_where_the_old_file_is(script, tmp_path):
    script("backup", tmp_path / "b.zip")
    told = script("restore", tmp_path / "b.zip")
    assert f"kept as {script.path.with_suffix('')} before " in told


def test_an_older_workspace_is_upgraded_by_a_verb_that_the_refusal_names(tmp_path, capsys):
    stored = restored(tmp_path / "old.mcdesk")
    assert main(["--workspace", str(stored), "list"]) == TROUBLE
    assert f"mcdesk upgrade {stored}" in capsys.readouterr().err
    before = run_sql(stored, "select count(*) from journal")
    assert main(["upgrade", str(stored)]) == DONE
    (kept,) = tmp_path.glob("*.mcdesk-backup.zip")
    assert str(kept) in capsys.readouterr().out
    assert main(["--workspace", str(stored), "list"]) == DONE
    assert "MC-1" in capsys.readouterr().out
    assert main(["--workspace", str(stored), "check"]) == DONE
    assert run_sql(stored, "select count(*) from journal") == before
    capsys.readouterr()
    assert main(["upgrade", str(stored)]) == DONE
    assert "is up to date" in capsys.readouterr().out
    assert list(tmp_path.glob("*.mcdesk-backup.zip")) == [kept]
    again = tmp_path / "again.mcdesk"
    assert main(["--workspace", str(again), "restore", str(kept)]) == DONE
    assert main(["--workspace", str(again), "list"]) == TROUBLE, "the backup is the older one"


def test_an_older_workspace_that_is_in_use_is_not_upgraded(tmp_path, capsys):
    from mcdesk.models.workspace import Workspace

    stored = restored(tmp_path / "old.mcdesk")
    held = Workspace(stored)
    held.take_lock()
    before = stored.read_bytes()
    assert main(["upgrade", str(stored)]) == TROUBLE
    held.close()
    assert "open in another MC Desk" in capsys.readouterr().err
    assert stored.read_bytes() == before
    assert list(tmp_path.glob("*.zip")) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"do": "FlyCard"}', "tidak ada perintah"), ("[1]", "objek JSON"), ("{", "bukan JSON"),
        ('{"do": "HoldCard", "do": "HoldCard"}', "muncul dua kali"),
        ('{"do": "HoldCard", "as": 1}', "harus berupa teks"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_told_in_indonesian_too(script, line, said):
    told = script.json("--lang", "id", "apply", "-", stdin=line, code=USAGE)
    assert said in told[0]["wrong"]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ({"do": "ResumeCard", "card": "MC-1"},
         "MC-1 is under way; this is for one that is on hold or halted."),
        ({"do": "SetValue", "form": "MC-1/F2", "path": "p35", "new": "x"},
         "is a table: its rows are written with AddRow, SetCell or FillForm."),
        ({"do": "SetValue", "form": "MC-1/F2", "path": "p50", "new": "x"},
         "is made by signing, and never written."),
        ({"do": "FreezeForm", "form": "MC-1/"}, "Name the form, too: MC-1/F2."),
    ],
)  # fmt: skip
def test_what_is_refused_says_what_would_fit(script, command, said):
    told = script.apply(command, code=REFUSED)[0]["findings"][0]["text"]
    assert told.endswith(said)


@pytest.mark.parametrize(("on", "said"), [("2020-10-01", True), ("", False)])
def test_a_decision_that_is_dated_before_its_text_is_told(script, on, said):
    frozen = {"do": "FreezeForm", "form": "MC-1/F2", "as": "SME-03"}
    signed = {"do": "SignForm", "form": "MC-1/F2", "role": "sme", "person": "SME-03",
              "medium": "program", "as": "SME-03"}  # fmt: skip
    second = {**signed, "role": "hsp", "person": "HSP-LAW", "medium": "paper", "on": on,
              "scan_owed": True, "as": "CTL-01"}  # fmt: skip
    done = script.apply(frozen, signed, second)[2]
    assert [each["code"] for each in done.get("findings", ())] == ["early_decision"] * said
