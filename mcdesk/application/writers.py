"""Who wrote last what stands in places of a form, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mcdesk.application.asked import ROWS
from mcdesk.application.days import moment
from mcdesk.application.journal import read_event
from mcdesk.application.taken import made_at, made_by
from mcdesk.procedure.records import FormValue, from_data
from mcdesk.procedure.rows import row_of
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mcdesk.application.journal import Effect
    from mcdesk.application.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote something, and when."""

    name: str
    at: str

    def words(self) -> Label:
        """Return it in both languages."""
        on = moment(self.at)
        said = on if isinstance(on, Label) else Label(on, on)
        return Label(f"{self.name}, {said.en}", f"{self.name}, {said.id}")


def last_writers(
    knowledge: Knowledge, form: str, paths: Sequence[str]
) -> tuple[Writer | None, ...]:
    """Return for each place of a form (its id) who wrote there last.

    A place in a row that nobody wrote by itself is of who wrote anywhere in that row.
    """
    open_, found = set(paths), dict[str, Writer]()
    for line in knowledge.reader.journal(form=form) if open_ else ():
        event = read_event(str(line["body"]))
        wrote = {place for effect in event.effects for place in _written(effect, form)}
        writer = Writer(knowledge.name(made_by(event)), made_at(event))
        for path in [each for each in open_ if each in wrote]:
            found[path] = writer
            open_.remove(path)
        for row in wrote:
            found.setdefault(row, writer)
        if not open_:
            break
    return tuple(found.get(path) or found.get(path.rpartition("/")[0]) for path in paths)


def _written(effect: Effect, form: str) -> Iterator[str]:
    """Yield the places that an effect wrote: of a row itself, too."""
    if effect.new.get("form_id") != form:
        return
    if effect.table == FormValue.table:
        yield str(effect.new["path"])
    elif effect.table in ROWS:
        row = f"{effect.new['field']}/{effect.id}"
        yield row
        before, after = _cells(effect.table, effect.old), _cells(effect.table, effect.new)
        yield from (f"{row}/{column}" for column in {*before, *after}
                    if before.get(column) != after.get(column))  # fmt: skip


def _cells(table: str, data: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if data is None or data["deleted"]:
        return {}
    row: Any = from_data(table, dict(data))
    return row_of(row).cells
