"""What somebody writes anew into a hub's file, with all hashes behind it (fault 17)."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from mcdesk.application.journal import chained
from mcdesk.procedure.canonical import json_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@contextmanager
def unlocked(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a hub's file as somebody does who takes its triggers out first."""
    with closing(sqlite3.connect(path)) as file:
        triggers = "select name from sqlite_master where type = 'trigger'"
        for (name,) in file.execute(triggers).fetchall():
            file.execute(f'drop trigger "{name}"')
        yield file
        file.commit()


def first_that_says(file: sqlite3.Connection, text: str) -> int:
    seqs = "select min(seq) from journal where body like ?"
    (first,) = file.execute(seqs, (f"%{text}%",)).fetchone()
    return int(first)


def chain_anew(file: sqlite3.Connection, first: int, change: Callable[[int, str], str]) -> None:
    """Write each entry's text from a number on as `change` gives it, and each hash."""
    (last,) = file.execute("select hash from journal where seq = ?", (first - 1,)).fetchone()
    behind = "select seq, body from journal where seq >= ? order by seq"
    for seq, was in file.execute(behind, (first,)).fetchall():
        body = change(seq, was)
        last = chained(last, body)
        file.execute("update journal set body = ?, hash = ? where seq = ?", (body, last, seq))


def forged_event(path: Path, says: str, change: Callable[[dict[str, Any]], object]) -> None:
    """Let the first entry that says something say something else: its row, too."""
    with unlocked(path) as file:
        first = first_that_says(file, says)

        def anew(seq: int, body: str) -> str:
            if seq != first:
                return body
            event = json.loads(body)
            change(event)
            put = "update journal set person_id = ?, at = ?, group_id = ? where seq = ?"
            file.execute(put, (event["by"], event["at"], event["group"], first))
            return json_text(event)

        chain_anew(file, first, anew)


def rewritten(path: Path, was: str, now: str) -> int:
    """Write the first entry anew that says something, and each hash behind it; return where."""
    with unlocked(path) as file:
        first = first_that_says(file, was)
        chain_anew(file, first, lambda _seq, body: body.replace(was, now))
        file.execute("update card set title_en = replace(title_en, ?, ?)", (was, now))
    return first


def forge(path: Path, was: str, now: str, *, packet: bool, before: str = "") -> None:
    """Write what an entry did anew, not what it asked for, and each hash behind it.

    The entry `before` gets a column besides.
    """
    with unlocked(path) as file:
        first = first_that_says(file, before or was)

        def change(seq: int, body: str) -> str:
            event = json.loads(body)
            if before and seq == first:
                event["effects"][0]["new"]["later"] = "x"
            elif was in body:
                for effect in event["effects"]:
                    effect["new"] = json.loads(json.dumps(effect["new"]).replace(was, now))
                event["note"] |= {"made_by": event["by"]} if packet else {}
            else:
                return body
            return json_text(event)

        chain_anew(file, first, change)


def with_cell(path: Path, kind: str, **cells: str) -> None:
    """Give the row of the last entry of a kind cells besides, in the entry and in its table."""
    with unlocked(path) as file:
        of_kind = "select max(seq) from journal where kind = ?"
        (first,) = file.execute(of_kind, (kind,)).fetchone()

        def change(seq: int, body: str) -> str:
            if seq != first:
                return body
            event = json.loads(body)
            row = next(each for each in event["effects"] if {"cells", "extra"} & each["new"].keys())
            column = next(name for name in ("cells", "extra") if name in row["new"])
            row["new"][column] = json_text(json.loads(row["new"][column]) | cells)
            put = f"update {row['table']} set {column} = ? where id = ?"
            file.execute(put, (row["new"][column], row["id"]))
            return json_text(event)

        chain_anew(file, first, change)


def taken_out(path: Path, says: str) -> int:
    """Take the first entry out that says something, and write all behind it anew; return where."""
    with unlocked(path) as file:
        first = first_that_says(file, says)
        (n,) = file.execute("select n from journal where seq = ?", (first,)).fetchone()
        file.execute("delete from effect where event_n = ?", (n,))
        file.execute("delete from journal where seq = ?", (first,))
        file.execute("delete from comment where text like ?", (f"%{says}%",))
        later = "select seq from journal where seq > ? order by seq"
        for (seq,) in file.execute(later, (first,)).fetchall():
            file.execute("update journal set seq = ? where seq = ?", (seq - 1, seq))
        chain_anew(file, first, lambda _seq, body: body)
    return first
