"""Makes workspaces of any size: real cards at every stage, then copies of their records.

The template cards are walked through the procedure by commands, so forms, revisions and
sign-offs are what the program itself writes. The copies get new ids (forms and values the ones
that their natural keys give), so every command works on them; their summaries are the
templates' with another code and title. Copies have no journal entries: nothing that is measured
here reads the history of a copy, and ten thousand told lives would take an hour.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import uuid
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Connection, insert, select

from mcdesk.bootstrap import App, shipped_definitions
from mcdesk.models import summaries, tables
from mcdesk.models.workspace import Workspace
from mcdesk.procedure.identity import form_id, value_id
from tests import walk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mcdesk.application.desk import Desk
    from mcdesk.application.views import CardTile


READY = ("assignment", "discussion", "baseline", "design")
SIGNING, FILLING = "MC-SIGN", "MC-FILL"
CHUNK = 100
OF_CARD = ("team", "debt", "correction")
OF_FORM = (
    "form_value", "form_row", "milestone", "component", "condition", "finding", "revision",
    "sign_off", "external", "comment",
)  # fmt: skip
WORDS = (
    "risk safety audit data ethics design review pilot learner evidence quality market policy "
    "budget module contract clinic retail tourism podcast triage nursing brand dashboard"
).split()


@dataclass(frozen=True)
class Template:
    """A real card with every record that belongs to it, as plain rows by table."""

    tile: CardTile
    rows: dict[str, list[dict[str, Any]]]


def templates(folder: Path) -> Path:
    """Return where the workspace with the template cards alone lies."""
    return folder / f"templates-{_stamp()}.mcdesk"


def _stamp() -> str:
    """Return a mark of tables and definitions: workspaces of other ones are made anew."""
    columns = [f"{column.table}.{column.name}" for column in _columns()]
    procedure, forms = shipped_definitions()
    text = "\n".join([*columns, procedure, *forms.values()])
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _columns() -> Iterator[Column[Any]]:
    for table in tables.metadata.sorted_tables:
        yield from table.columns


def make(folder: Path, count: int) -> Path:
    """Make a workspace with `count` cards in `folder`, unless it is there, and return its path."""
    path, base = folder / f"{count}-{_stamp()}.mcdesk", templates(folder)
    if path.exists():
        return path
    app = App()
    if not base.exists():
        desk = app.create(base, "Bench", "CTL-01")
        try:
            _walk_templates(desk)
        finally:
            app.close(desk)
    shutil.copyfile(base, path)
    desk = app.open(path)
    try:
        _multiply(desk, count)
    except BaseException:
        path.unlink()
        raise
    finally:
        app.close(desk)
    return path


def fresh_copy(path: Path, target: Path) -> Path:
    """Copy a workspace and wait until it is on the disk: else every commit waits for the copy."""
    shutil.copyfile(path, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())
    return target


def _multiply(desk: Desk, count: int) -> None:
    """Copy the cards of a workspace until there are `count`."""
    store = desk.store
    assert isinstance(store, Workspace)
    with store.engine.begin() as connection:
        templates = _templates(connection)
    copies = _copies(templates, count - len(templates))
    while part := list(islice(copies, CHUNK)):
        with store.engine.begin() as connection:
            _insert(connection, part, desk.today.isoformat())


def _walk_templates(desk: Desk) -> None:
    """Walk a card to every stage, some to a met gate, one to a signature that is waited for."""
    walk.set_up(desk, FILLING)
    walk.Walker(desk, FILLING).to("proposal")
    walk.Walker(desk, FILLING).fill_proposal()
    _walk_stages(desk)
    for ready in READY:
        code = f"MC-READY-{ready.upper()}"
        walk.create(desk, code)
        _make_ready(walk.Walker(desk, code), ready)
    walk.create(desk, SIGNING)
    walker = walk.Walker(desk, SIGNING)
    walker.to("proposal")
    walker.fill_proposal()
    walker.freeze("F2")


def _walk_stages(desk: Desk) -> None:
    """Walk a card to every stage."""
    for number, stage in enumerate(desk.board().stages, start=1):
        code = f"MC-AT-{number:02d}"
        walk.create(desk, code)
        walk.Walker(desk, code).to(stage.id)


def _make_ready(walker: walk.Walker, stage: str) -> None:
    """Bring a card to `stage` and its gate to be met, without the move."""
    walker.to(stage)
    kept, walker.move = walker.move, _stay  # type: ignore[method-assign] # the last move is not made
    getattr(walker, stage)()
    walker.move = kept  # type: ignore[method-assign]


def _stay(to: str, reason: str = "") -> None:
    """Stand in for the move that a stage's walk ends with."""


def _templates(connection: Connection) -> list[Template]:
    """Read every card with its records."""
    found = []
    for tile in summaries.load(connection):
        rows = {"card": _rows(connection, "card", "id", [tile.id])}
        rows["form"] = _rows(connection, "form", "card_id", [tile.id])
        rows["assignment"] = _rows(connection, "assignment", "card_id", [tile.id])
        for name in OF_CARD:
            rows[name] = _rows(connection, name, "card_id", [tile.id])
        forms = [row["id"] for row in rows["form"]]
        for name in OF_FORM:
            rows[name] = _rows(connection, name, "form_id", forms)
        found.append(Template(tile, rows))
    return found


def _rows(connection: Connection, name: str, column: str, ids: list[str]) -> list[dict[str, Any]]:
    table = tables.TABLES[name]
    statement = select(table).where(table.c[column].in_(ids))
    return [row._asdict() for row in connection.execute(statement)]


def _copies(templates: list[Template], count: int) -> Iterator[Template]:
    """Yield copies of the templates in turn, each with a code and title of its own."""
    chance = random.Random(7)
    for number in range(count):
        template = templates[number % len(templates)]
        title = " ".join(chance.choices(WORDS, k=4)).capitalize()
        yield _copy(template, f"MC-LAW-LAW-{number + 1:05d}", title, chance)


def _copy(template: Template, code: str, title: str, chance: random.Random) -> Template:
    """Return a template under new ids."""
    ids = _new_ids(template, chance)
    rows = {
        name: [{key: ids.get(value, value) for key, value in row.items()} for row in found]
        for name, found in template.rows.items()
    }
    titles = {"title_en": title, "title_id": f"{title} {code}", "short_title": f"{code} {title}"}
    rows["card"][0] |= {"code": code, **titles}
    words = f"{code} {title}".casefold()
    tile = template.tile._replace(
        id=ids[template.tile.id], code=code, title_en=title,
        title_id=titles["title_id"],
        search=f"{words} {template.tile.search.split(' ', 1)[1]}",
    )  # fmt: skip
    return Template(tile, rows)


def _new_ids(template: Template, chance: random.Random) -> dict[Any, str]:
    """Return the new id of every record; a form's and a value's follow from their address."""
    card = str(uuid.UUID(int=chance.getrandbits(128), version=4))
    ids: dict[Any, str] = {template.tile.id: card}
    for form in template.rows["form"]:
        subject = ids.get(form["subject_id"], form["subject_id"])
        address = (form["kind"], form["scope"], form["round"], form["loop"])
        ids[form["id"]] = form_id(form["subject_kind"], subject, *address)
    for value in template.rows["form_value"]:
        ids[value["id"]] = value_id(ids[value["form_id"]], value["path"])
    for found in template.rows.values():
        for row in found:
            if row["id"] not in ids:
                ids[row["id"]] = str(uuid.UUID(int=chance.getrandbits(128), version=4))
    return ids


def _insert(connection: Connection, copies: list[Template], day: str) -> None:
    """Write copies and their summaries."""
    together: dict[str, list[dict[str, Any]]] = {}
    for copy in copies:
        for name, rows in copy.rows.items():
            together.setdefault(name, []).extend(rows)
    for name, rows in together.items():
        if rows:
            connection.execute(insert(tables.TABLES[name]), rows)
    summaries.save(connection, (copy.tile for copy in copies), day)


def cards_like(tiles: tuple[CardTile, ...], template: str) -> list[CardTile]:
    """Return the copies of a template, by what their summaries share with it."""
    first = next(tile for tile in tiles if tile.code == template)
    ignored = {"id", "code", "title_en", "title_id", "search"}
    wanted = {key: value for key, value in first._asdict().items() if key not in ignored}
    return [
        tile
        for tile in tiles
        if {key: value for key, value in tile._asdict().items() if key not in ignored} == wanted
    ]
