"""What `mcdesk check` calls things: a record by its kind, its card and form, an entry by its event.

Plain rows are read, whatever else is damaged; what is not there is told by its id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from mcdesk.application.effect_words import column_label
from mcdesk.application.event_words import EVENTS
from mcdesk.errors import McDeskError
from mcdesk.i18n import N_, _
from mcdesk.models import tables
from mcdesk.models.statements import rows
from mcdesk.procedure.calendar import minute_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Connection

    from mcdesk.procedure.records import StoredFile

UNREADABLE = (ArithmeticError, AssertionError, AttributeError, LookupError, McDeskError, OSError,
              RuntimeError, SQLAlchemyError, TypeError, ValueError)  # fmt: skip
"""What reading a damaged file may raise: `check` tells it and goes on with the next thing."""
KINDS: Mapping[str, str] = {
    "card": N_("micro-credential"),
    "team": N_("entry of the team"),
    "idea": N_("idea"),
    "debt": N_("debt"),
    "correction": N_("correction"),
    "form": N_("form"),
    "assignment": N_("micro-credential of a letter"),
    "form_value": N_("field"),
    "form_row": N_("row"),
    "milestone": N_("row of the timeline"),
    "component": N_("row of the components"),
    "condition": N_("condition"),
    "finding": N_("row of what was found"),
    "person": N_("person"),
    "faculty": N_("faculty"),
    "programme": N_("study programme"),
    "office": N_("office"),
    "absence": N_("absence"),
    "closed_period": N_("closed register"),
    "redaction": N_("removal for ever"),
    "settlement": N_("what was settled"),
    "revision": N_("frozen version"),
    "sign_off": N_("decision"),
    "signing_key": N_("signing key"),
    "external": N_("original from outside"),
    "comment": N_("comment"),
    "file": N_("file"),
    "booklet": N_("booklet for signature"),
    "definition": N_("wording"),
    "setting": N_("setting"),
    "number_block": N_("reserved numbers"),
}
"""What a record of each table is to people."""
OWN_NAMES = ("code", "name", "title", "key", "path", "field", "number")
"""The columns that tell a record apart, the first that says something."""
_CARD, _FORM, _PERSON = (tables.TABLES[name].c for name in ("card", "form", "person"))
CARDS = select(_CARD.id, _CARD.code)
FORMS = select(_FORM.id, _FORM.card_id, _FORM.kind)
PEOPLE = select(_PERSON.id, _PERSON.name)


class Places:
    """Knows what cards, forms and people are called."""

    def __init__(self, connection: Connection) -> None:
        self._cards: dict[Any, Any] = dict(rows(connection, CARDS, {}))
        self._forms = {id_: (card_id, kind) for id_, card_id, kind in rows(connection, FORMS, {})}
        self._people: dict[Any, Any] = dict(rows(connection, PEOPLE, {}))
        self._connection = connection

    def place(self, card_id: str, form_id: str) -> str:
        """Return where something stands: "MC-1/F2", "MC-1", or "" where that is not known."""
        of_form = self._forms.get(form_id, ("", ""))
        code = str(self._cards.get(of_form[0] or card_id, ""))
        return f"{code}/{of_form[1]}" if of_form[1] else code

    def record(self, table: str, data: Mapping[str, Any]) -> str:
        """Return what a record is, in words, with its id."""
        form = data["id"] if table == "form" else str(data.get("form_id") or "")
        where = self.place(str(data.get("card_id") or ""), str(form))
        said = next((str(data[name]) for name in OWN_NAMES if data.get(name)), "")
        who = str(self._people.get(data.get("person_id"), ""))
        what = " ".join(filter(None, (_(KINDS[table]), said, who)))
        return f"{where}, {what} ({data['id']})" if where else f"{what} ({data['id']})"

    def entry(self, row: Any) -> str:
        """Return what an entry of the journal is: what was done, where, and when."""
        effect = tables.effect.c
        asked = select(effect.card_id, effect.form_id).where(effect.event_n == row.n)
        first = self._connection.execute(asked.order_by(effect.position)).first()
        where = self.place(first.card_id, first.form_id) if first is not None else ""
        label = EVENTS.get(row.kind)
        return ", ".join(
            filter(None, (label.text() if label else row.kind, where, minute_of(row.at)))
        )


def file_name(places: Places, file: StoredFile) -> str:
    """Return what a stored file is called, and where it hangs."""
    where = places.place(file.card_id, file.form_id)
    name = _("file “{name}”").format(name=file.name)
    return f"{where}, {name}" if where else name


def columns_of(table: str, names: Iterable[str]) -> str:
    """Return what columns are called, or their names where they have no other."""
    found = ((name, column_label(table, name)) for name in names)
    return ", ".join(label.text() if label is not None else name for name, label in found)


def lines_of(name: str, lines: Iterator[str]) -> Iterator[str]:
    """Yield the lines; where the file is too damaged to go on, that is the last one."""
    try:
        yield from lines
    except UNREADABLE as error:
        yield unread(_(name), error)


def unread(name: str, error: BaseException) -> str:
    """Return that something cannot be read, and what the system says of it."""
    words = _("{what}: cannot be read ({why})")
    return words.format(what=name, why=_plain(error))


def _plain(error: BaseException) -> str:
    """Return an error in a line, without the statement that met it."""
    return str(getattr(error, "orig", None) or error).split("\n", 1)[0]
