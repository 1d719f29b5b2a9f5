"""Searching 10,000 design documents of 20 kB, against a LIKE scan over the same records."""

from __future__ import annotations

import random
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

from bench.figures import Figure, Goal, Samples
from bench.workspace import fresh_copy
from mcdesk.application.search_words import Wanted
from mcdesk.models.searching import SearchIndex, forget
from mcdesk.procedure.canonical import json_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOCUMENTS, PARTS, WORDS = 10_000, 10, 280
"""A document is ten texts of about 2 kB."""
VOCABULARY, RARE = 20_000, 1_000
BEST = 150
ASKED = (("a rare word", "zucchini"), ("a word in one document of fifty", "quokka"),
         ("two words", "quokka wabe"), ("a beginning", "wab"), ("a common word", "w0"))  # fmt: skip
GOALS = (Goal(30, "median"), Goal(0.2, "ratio"))
LIKE = """SELECT id FROM form_value WHERE deleted = 0 AND {each}
 UNION ALL SELECT id FROM form_row WHERE deleted = 0 AND {rows} LIMIT 50"""


def measure(folder: Path, path: Path, rounds: int) -> Iterator[Figure]:
    """Write the documents into a copy, make the index, and ask."""
    place = fresh_copy(path, folder / "search.mcdesk")
    _fill(place)
    forget(place)
    index, made, pieces = SearchIndex(place, beside=True), Samples(), Samples()
    start, done, of = time.perf_counter(), 0, 1
    while done < of:
        with pieces.timed():
            done, of = index.bring_up(1_000)
    made.add((time.perf_counter() - start) * 1e3)
    size = index.path.stat().st_size >> 20
    yield Figure(f"index of 10,000 design documents made ({size} MiB)", made)
    yield Figure("one piece of it, 1,000 records", pieces)
    for name, typed in ASKED:
        found, scan, wanted = Samples(), Samples(), Wanted.of(typed)
        for _round in range(rounds):
            with found.timed():
                index.find(wanted, BEST)
        with closing(sqlite3.connect(place)) as connection:
            for _round in range(min(rounds, 3)):
                with scan.timed():
                    _scan(connection, typed)
        yield Figure(f"{name}, best 50 ranked; a LIKE scan", found, control=scan, goals=GOALS)


def _scan(connection: sqlite3.Connection, typed: str) -> None:
    """Read every record, as an unranked search without an index would for all its hits."""
    words = [f"%{word}%" for word in typed.split()]
    each, rows = (" AND ".join(f"{name} LIKE ?" for _word in words) for name in ("value", "cells"))
    counting = (
        f"SELECT count(*) FROM ({LIKE.format(each=each, rows=rows).replace(' LIMIT 50', '')})"
    )
    connection.execute(counting, (*words, *words)).fetchone()


def _fill(path: Path) -> None:
    """Put the documents' texts behind the records that are there; no journal tells of them."""
    chance = random.Random(7)
    words = [f"w{n:x}" for n in range(VOCABULARY)]
    weights = [1 / (n + 5) for n in range(VOCABULARY)]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous = 0")
        form = connection.execute("SELECT id FROM form LIMIT 1").fetchone()[0]
        for number in range(DOCUMENTS):
            told = chance.choices(words, weights, k=PARTS * WORDS)
            if number % RARE == 0:
                told[5] = "zucchini"
            if number % 50 == 0:
                told[9], told[12] = "quokka", "wabe"
            texts = [" ".join(told[n * WORDS : (n + 1) * WORDS]) for n in range(PARTS)]
            connection.executemany(
                "INSERT INTO form_value (id, form_id, path, value, row_version, deleted) "
                "VALUES (?, ?, 'd3', ?, 1, 0)",
                [
                    (f"bench-{number}-{n}", form, json_text(_long(text)))
                    for n, text in enumerate(texts)
                ],
            )


def _long(text: str) -> str:
    """Return a text of 2 kB."""
    return (text * 2)[:2_048]
