"""What of the journal was known at a version or a look, and so what was done to a form since.

That is told by the order of the journal, not by clocks: what somebody wrote whose clock is wrong,
or who was out of reach and sent it later, stands where it came (design.md, section 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from mcdesk.application.history import told
from mcdesk.application.stood import freezing_of
from mcdesk.application.wrote import Wrote, wrote
from mcdesk.procedure.by_module import is_part, whole_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.redline import Difference
    from mcdesk.application.storage_ports import Reader
    from mcdesk.application.views import HistoryLine
    from mcdesk.procedure.content import Content
    from mcdesk.procedure.records import Form, Revision


class Known(Protocol):
    """What was known at a version or a look."""

    def knows(self, line: Mapping[str, Any], /) -> bool:
        """Tell whether a line of the journal was known."""
        ...

    def at(self, path: str, /) -> Known:
        """Return what was known of a place."""
        ...


@dataclass(frozen=True, slots=True)
class Look:
    """When a person looked: the moment, and the number of the last line confirmed here then.

    What others did before that moment and what came here only afterwards was not seen. `waiting`
    are the lines (ids) of others that were here, not sent yet: what comes goes before them.
    """

    moment: str
    person: str = ""
    line: int = -1
    waiting: frozenset[str] = frozenset()

    def knows(self, line: Mapping[str, Any]) -> bool:
        """Tell whether a line of the journal stood there; one's own words are known anyway."""
        if self.line < 0 or line["person_id"] == self.person:
            return str(line["at"]) <= self.moment
        is_confirmed = line["seq"] is not None and int(line["seq"]) <= self.line
        return is_confirmed or line["id"] in self.waiting

    def at(self, _path: str) -> Look:
        """Return itself: a look is at the whole form."""
        return self


@dataclass(frozen=True, slots=True)
class Version:
    """Where in the journal a version was frozen; place 0 is where only the moment tells."""

    place: int
    moment: str

    def knows(self, line: Mapping[str, Any]) -> bool:
        """Tell whether a line of the journal stood there, that of the freezing among them."""
        return int(line["n"]) <= self.place if self.place else str(line["at"]) <= self.moment

    def at(self, _path: str) -> Version:
        """Return itself: a version is of all its places."""
        return self


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """The versions of the parts of a form, and which of them each place belongs to.

    What is of none of them is asked since the first.
    """

    versions: Sequence[Version]
    of: Mapping[str, Version]

    def knows(self, line: Mapping[str, Any]) -> bool:
        """Tell whether a line of the journal stood there when each of them was frozen."""
        return all(version.knows(line) for version in self.versions)

    def at(self, path: str) -> Known:
        """Return the version of the part that a place belongs to."""
        return self.of.get(place_of(path), self)


def version_of(reader: Reader, revision: Revision) -> Version:
    """Return where in the journal a version stands."""
    return Version(freezing_of(reader, revision).place, revision.frozen_at)


def place_of(path: str) -> str:
    """Return the value, or the row, that a place is or is in."""
    return "/".join(path.split("/")[:2])


def places_in(content: Content) -> set[str]:
    """Return the values and the rows of a content, see `place_of`."""
    rows = {f"{table}/{row.id}" for table, rows in content.rows.items() for row in rows}
    return {*content.values, *rows}


def done_since(
    knowledge: Knowledge, form: Form, since: Known, until: Known | None
) -> tuple[HistoryLine, ...]:
    """Return what was done since to a form, newest first; with `until` only what that knows.

    Of a part it is what was done to the whole.
    """
    lines = _lines(knowledge.reader, form, since, until)
    return told(knowledge, lines, form=_whole(form))


def who_wrote(
    knowledge: Knowledge, form: Form, found: Sequence[Difference], since: Known,
    until: Known | None,
) -> tuple[tuple[Wrote, ...], ...]:  # fmt: skip
    """Return for each difference who wrote there since, the last one first, see `wrote`."""
    lines = _lines(knowledge.reader, form, since, until)
    both = list(zip(lines, told(knowledge, lines, form=_whole(form)), strict=True))
    of = [since.at(each.path) for each in found]
    who: dict[int, tuple[Wrote, ...]] = {}
    for known in dict.fromkeys(of):
        history = [line for entry, line in both if not known.knows(entry)]
        theirs = [place for place, each in enumerate(of) if each == known]
        told_of = wrote((found[place] for place in theirs), history)
        who |= zip(theirs, told_of, strict=True)
    return tuple(who[place] for place in range(len(found)))


def _lines(
    reader: Reader, form: Form, since: Known, until: Known | None
) -> list[Mapping[str, Any]]:
    return [line for line in reader.journal(form=_whole(form))
            if not since.knows(line) and (until is None or until.knows(line))]  # fmt: skip


def _whole(form: Form) -> str:
    return whole_id(form) if is_part(form) else form.id
