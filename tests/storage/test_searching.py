"""Searching everything that is written, and the index that is made for it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from mcdesk.application import searching as asking
from mcdesk.application.search_words import Wanted
from mcdesk.models import search_reading, searching
from mcdesk.models.searching import SearchIndex, index_of
from mcdesk.procedure import commands as do
from mcdesk.script import program
from mcdesk.script.arguments import parser
from tests.storage.conftest import program as program_of_tests
from tests.walk import set_up

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "Zwiebelkuchen"


def form_of(desk: Any, kind: str) -> str:
    return str(next(line.form_id for line in desk.page("MC-1").all_forms if line.kind == kind))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which words stand in many places."""
    made: Path = tmp_path_factory.mktemp("written") / "test.mcdesk"
    app = program_of_tests()
    desk = app.create(made, "Test", "CTL-01")
    set_up(desk)
    desk.execute(do.OpenForm(card="MC-1", form="F2"))
    form = form_of(desk, "F2")
    desk.execute(
        do.SetValue(form=form, path="p10", base=None, new=f"Bakers of {SECRET} in Jakarta")
    )
    cells = {"no": "1", "title": "Kneading dough", "hours": "15"}
    desk.execute(do.AddRow(form=form, field="p35", cells=cells))
    desk.execute(do.WriteComment(form=form, path="p1", text="Is the oven hot?"))
    desk.execute(do.NoteIdea(title="Pastry for beginners", from_whom="Industry"))
    app.close(desk)
    return made


@pytest.fixture
def written(app: Any, prepared: Path, tmp_path: Path) -> Iterator[Any]:
    """A desk on a copy of it."""
    shutil.copy(prepared, tmp_path / "test.mcdesk")
    desk = app.open(tmp_path / "test.mcdesk")
    yield desk
    app.close(desk)


def found(desk: Any, typed: str) -> list[tuple[str, str, str]]:
    return [(hit.kind, hit.form, hit.path.split("/")[0]) for hit in desk.search(typed).hits]


def test_words_are_found_wherever_they_stand(written: Any) -> None:
    assert found(written, "zwieb") == [("form_value", "F2", "p10")]
    assert found(written, "jakarta bakers") == [("form_value", "F2", "p10")]
    assert found(written, '"bakers jakarta"') == []
    assert found(written, "dough") == [("form_row", "F2", "p35")]
    assert found(written, "oven") == [("comment", "F2", "p1")]
    assert found(written, "pastry") == [("idea", "", "")]
    assert found(written, "CTL-01") == [("person", "", "")]
    assert ("card", "", "") in found(written, "MC-1")
    for typed in ("", '"', "* AND (", "-", "NEAR("):
        assert found(written, typed) == []


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Die Straße ist lang", "Straße"), ("Die Straße ist lang", "strasse"),
        ("the ﬁnancial plan", "ﬁnancial"), ("the ﬁnancial plan", "financial"), ("한국 어", "한국"),
        ("İstanbul", "istanbul"), ("x² y", "x²"), ("naïve", "naive"), ("ŉ", "ŉ"),
        ("m\u0302a", "m\u0302a"), ("हिन्दी में", "हिन्दी"), ("“quoted”", '"quoted"'),
    ],
)  # fmt: skip
def test_a_word_is_found_as_it_stands_in_whatever_letters(
    written: Any, text: str, typed: str
) -> None:
    written.execute(do.NoteIdea(title="x", from_whom="Industry", note=text))
    assert found(written, typed) == [("idea", "", "")]


def test_chosen_answers_are_no_words_and_hide_none(written: Any) -> None:
    """Neither of a field nor of a row's cell; what was typed instead of an answer is found."""
    form = form_of(written, "F2")
    answers = {
        "p31": "online",
        "p10": "It can be taught online. " * 20,
        "p16": "Wholly online, too",
    }
    written.execute(do.FillForm(form=form, values=answers, rows={}))
    answer = written.search("online", 1)
    assert written.store.index.find(Wanted.of("online"), 9)[0] == 2
    assert {hit.path for hit in written.search("online").hits} == {"p16", "p10"}
    assert (len(answer.hits), answer.count) == (1, 2)


def test_what_is_gone_hides_nothing_either(written: Any) -> None:
    """Of a form or card that is gone nothing is told, and what remains is."""
    form = form_of(written, "F2")
    for n in range(8):
        written.execute(do.WriteComment(form=form, path="p1", text=f"Bakers {n}"))
    written.execute(
        do.NoteIdea(title="x", from_whom="Industry", note="bakers " + "of all bread " * 200)
    )
    assert [hit.kind for hit in written.search("bakers", 2).hits] == ["comment"] * 2
    for table in ("form", "card"):
        with closing(sqlite3.connect(written.store.path)) as source, source:
            source.execute(f"UPDATE {table} SET deleted = 1")
        answer = written.search("bakers", 2)
        assert ([hit.kind for hit in answer.hits], answer.count) == (["idea"], 1)
        with closing(sqlite3.connect(written.store.path)) as source, source:
            source.execute(f"UPDATE {table} SET deleted = 0")


def test_a_row_that_is_removed_leaves_the_index(written: Any) -> None:
    index = written.store.index
    assert index.find(Wanted.of("dough"), 5)[0] == 1
    form = form_of(written, "F2")
    (row,) = written.form(form).content.rows["p35"]
    written.execute(do.RemoveRow(form=form, field="p35", row=row.id))
    assert index.find(Wanted.of("dough"), 5) == (0, ())


def test_a_title_comes_before_a_word_in_passing(written: Any) -> None:
    form = form_of(written, "F2")
    written.execute(do.WriteComment(form=form, path="p1", text="Pastry!"))
    assert [kind for kind, _form, _path in found(written, "pastry")] == ["idea", "comment"]


def test_more_than_are_counted_are_told_as_more(
    written: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where some that were counted are gone."""
    monkeypatch.setattr(searching, "COUNTED", 3)
    monkeypatch.setattr(asking, "COUNTED", 3)
    form = form_of(written, "F2")
    for n in range(4):
        written.execute(do.WriteComment(form=form, path="p1", text=f"Bread {n}"))
    with closing(sqlite3.connect(written.store.path)) as source, source:
        source.execute("UPDATE comment SET deleted = 1 WHERE text = 'Bread 3'")
    answer = written.search("bread")
    assert (len(answer.hits), answer.count, answer.is_more) == (3, 3, True)


def entry_that_waits(source: sqlite3.Connection, table: str, record: str) -> int:
    """Put an entry that the hub has not taken yet behind the others; return its number."""
    columns = "kind, person_id, at, group_id, body"
    source.execute(
        f"INSERT INTO journal (id, {columns}) SELECT 'waits', {columns} FROM journal "
        "ORDER BY n DESC LIMIT 1"
    )
    (n,) = source.execute("SELECT max(n) FROM journal").fetchone()
    source.execute("INSERT INTO effect VALUES (?, 1, ?, ?, '', '')", (n, table, record))
    return int(n)


def test_what_an_exchange_undoes_is_as_it_was(written: Any) -> None:
    """An entry that waits for the hub, and what it wrote, go without an entry that says so."""
    assert found(written, "oven")
    with closing(sqlite3.connect(written.store.path)) as source, source:
        (comment,) = source.execute("SELECT id FROM comment").fetchone()
        n = entry_that_waits(source, "comment", comment)
        source.execute("UPDATE comment SET text = 'Is the stove hot?'")
    assert [len(found(written, word)) for word in ("stove", "oven")] == [1, 0]
    with closing(sqlite3.connect(written.store.path)) as source, source:
        source.execute("DELETE FROM effect WHERE event_n = ?", (n,))
        source.execute("DELETE FROM journal WHERE n = ?", (n,))
        source.execute("UPDATE comment SET text = 'Is the oven hot?'")
    assert [len(found(written, word)) for word in ("stove", "oven")] == [0, 1]


def test_another_wording_of_a_form_is_followed(written: Any) -> None:
    """What was a chosen answer under one definition is a text under the next."""
    form = form_of(written, "F2")
    written.execute(do.FillForm(form=form, values={"p31": "online"}, rows={}))
    assert found(written, "online") == []
    with closing(sqlite3.connect(written.store.path)) as source, source:
        source.execute("UPDATE form SET definition_id = 'unknown' WHERE id = ?", (form,))
        entry_that_waits(source, "form", form)
    assert found(written, "online") == [("form_value", "F2", "p31")]


def test_a_hit_names_card_form_and_cell(written: Any) -> None:
    (hit,) = written.search("kneading").hits
    assert (hit.code, hit.form) == ("MC-1", "F2")
    assert hit.where.text("en").count(",") >= 1
    assert hit.where.text("id") != hit.where.text("en")
    assert hit.path.endswith("/title")
    assert ("Kneading", True) in hit.snippet


def test_what_changes_is_followed(written: Any) -> None:
    assert found(written, "kneading")
    form = form_of(written, "F2")
    old = f"Bakers of {SECRET} in Jakarta"
    written.execute(do.SetValue(form=form, path="p10", base=old, new="Cooks"))
    assert found(written, SECRET) == []
    assert found(written, "cooks")
    written.undo()
    assert found(written, SECRET)
    assert not found(written, "cooks")


def test_the_index_is_made_in_pieces(written: Any) -> None:
    steps = [written.ready_search(5)]
    while steps[-1][0] < steps[-1][1]:
        steps.append(written.ready_search(5))
    assert len(steps) > 8
    assert [done for done, _of in steps[:-1]] == sorted(done for done, _of in steps[:-1])
    assert found(written, "oven")


def test_a_piece_is_no_longer_than_a_bounded_text(
    written: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few long texts are as many pieces as many short ones: neither holds the index for long."""
    monkeypatch.setattr(search_reading, "LETTERS", 1)
    steps = [written.ready_search(10_000)]
    while steps[-1][0] < steps[-1][1]:
        steps.append(written.ready_search(10_000))
    assert len(steps) > 30
    assert found(written, "oven")


def test_nobody_is_kept_from_writing_while_somebody_searches(
    written: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither while an index is made or follows what changed, nor while words are compared."""
    enter, wrote = searching._insert, []
    compare, compared_in = Wanted.spans, []

    def free() -> None:
        with closing(sqlite3.connect(written.store.path, timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            other.execute("ROLLBACK")

    def beside(*told: Any) -> None:
        free()
        wrote.append(told[1])
        enter(*told)

    def compared(wanted: Wanted, text: str) -> Any:
        compared_in.append(text)
        free()
        return compare(wanted, text)

    monkeypatch.setattr(searching, "_insert", beside)
    monkeypatch.setattr(Wanted, "spans", compared)
    assert found(written, "oven")
    assert compared_in
    assert len(wrote) > 10
    form = form_of(written, "F2")
    old = f"Bakers of {SECRET} in Jakarta"
    written.execute(do.SetValue(form=form, path="p10", base=old, new="Cooks"))
    before = len(wrote)
    assert found(written, "cooks")
    assert len(wrote) > before


def test_many_changes_are_followed_in_pieces(written: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that is asked finds what was written before, whoever left the work half done."""
    assert found(written, "oven")
    monkeypatch.setattr(searching, "RANKED", 2)
    form = form_of(written, "F2")
    for n in range(9):
        written.execute(do.WriteComment(form=form, path="p1", text=f"Dough {n}"))
    done, of = written.ready_search(2)
    assert done < of
    written.execute(do.WriteComment(form=form, path="p1", text="Sourdough"))
    assert found(written, "sourdough")
    assert len(found(written, "dough")) == 10  # with the row
    assert written.ready_search(2) == (1, 1)


def test_what_was_removed_for_ever_is_gone_from_the_index(written: Any) -> None:
    """Both at once, and from an index that somebody copied before and put back."""
    assert found(written, SECRET)
    path = index_of(written.store.path)
    kept = path.with_name("kept")
    shutil.copy(path, kept)
    assert SECRET.lower().encode() in kept.read_bytes().lower()
    form = form_of(written, "F2")
    written.execute(do.RemoveContent(form=form, path="p10", reason="Asked by the person"))
    assert not path.exists()
    shutil.copy(kept, path)
    assert found(written, SECRET) == []
    assert SECRET.lower().encode() not in path.read_bytes().lower()


@pytest.mark.parametrize("harm", ["cut", "garbage", "empty", "older", "foreign"])
def test_an_index_that_does_not_fit_is_made_again(written: Any, harm: str) -> None:
    assert found(written, "oven")
    path = index_of(written.store.path)
    if harm == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif harm == "garbage":
        path.write_bytes(b"no database" * 1000)
    elif harm == "empty":
        path.write_bytes(b"")
    else:
        key = "format" if harm == "older" else "event"
        with closing(sqlite3.connect(path)) as index, index:
            index.execute("UPDATE meta SET value = 'x' WHERE key = ?", (key,))
            index.execute("DELETE FROM words")
    assert found(written, "oven") == [("comment", "F2", "p1")]


def test_who_may_not_write_beside_the_file_gets_the_same_answers(written: Any) -> None:
    source = written.store.path
    apart = SearchIndex(source, beside=False)
    written.store._index = apart
    assert found(written, "oven") == [("comment", "F2", "p1")]
    assert not index_of(source).exists()


def test_an_index_that_another_program_holds_does_not_keep_one_from_searching(written: Any) -> None:
    with closing(sqlite3.connect(index_of(written.store.path), isolation_level=None)) as other:
        other.execute("CREATE TABLE t (x)")
        other.execute("BEGIN EXCLUSIVE")
        assert found(written, "oven") == [("comment", "F2", "p1")]


def test_the_index_is_in_no_backup(app: Any, written: Any, tmp_path: Path) -> None:
    import zipfile

    assert found(written, "oven")
    kept = app.backup(written.store.path, tmp_path / "kept.zip")
    assert not [name for name in zipfile.ZipFile(kept).namelist() if name.endswith(".search")]
    assert os.path.exists(index_of(written.store.path))


def test_a_script_searches(app: Any, written: Any, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = ["--workspace", str(written.store.path)]
    assert program.run(parser().parse_args(["search", "OVEN", "hot", *workspace]), app) == 0
    assert "Is the [oven] [hot]?" in capsys.readouterr().out
    assert program.run(parser().parse_args(["search", "oven", "--json", *workspace]), app) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["count"], told["hits"][0]["code"]) == (1, "MC-1")


def test_a_hit_in_a_sheet_of_an_earlier_round_says_so(written: Any) -> None:
    (hit,) = written.search(SECRET).hits
    assert hit.round == 0
    with written.store.read() as reader:
        placed = asking._placed(reader, hit.kind, hit.record)
    assert placed is not None
    assert placed.form is not None
    earlier = replace(placed, form=replace(placed.form, superseded=True))
    found = asking._hit(earlier, Wanted.of(SECRET))
    assert found is not None
    assert found.round == 1
