"""What the board shows: a filter as plain data, tested in one pass over the tiles."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from mcdesk.i18n import language
from mcdesk.procedure.status import ENDED
from mcdesk.ui.board.badges import needs_look

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mcdesk.application.views import CardTile, Office

DEAN, SECRETARY = "dean", "secretary"


class Filter(NamedTuple):
    """Which cards are shown; an empty part shows all. `everything` adds finished cards.

    `archived` adds those that are off the board, which are read for it (decisions.md, 24).
    `look` keeps what collided with others' changes, `waiting` what waits for the person given when
    the filter is applied, or for one of the offices.
    """

    text: str = ""
    faculty: str = ""
    programme: str = ""
    person: str = ""
    stage: str = ""
    ready: bool = False
    late: bool = False
    debt: bool = False
    scan: bool = False
    look: bool = False
    waiting: bool = False
    everything: bool = False
    archived: bool = False

    def is_empty(self) -> bool:
        """Tell whether every card that is under way is shown."""
        return self._replace(everything=False, archived=False) == Filter()

    def shows_all(self) -> bool:
        """Tell whether just the cards that are under way are shown, all of them."""
        return self == Filter()

    def having(self, name: str, value: object) -> Filter:
        """Return the filter with one part changed."""
        change: dict[str, Any] = {name: value}
        return self._replace(**change)

    def apply(
        self,
        tiles: Sequence[CardTile],
        today: date,
        me: str = "",
        offices: frozenset[Office] = frozenset(),
    ) -> list[CardTile]:
        """Return the tiles that are shown, in their order: one plain pass for each part in use."""
        found = list(tiles)
        if not self.everything:
            found = [tile for tile in found if is_standing(tile, archived=self.archived)]
        for word in self.words():
            found = [tile for tile in found if word in tile.search]
        return self.narrow(found, today, me, offices)

    def words(self) -> list[str]:
        """Return the words that a card's text must hold, all of them."""
        return self.text.casefold().split()

    def narrow(
        self, tiles: list[CardTile], today: date, me: str, offices: frozenset[Office]
    ) -> list[CardTile]:
        """Return which of the tiles that hold the words pass the other parts in use."""
        found = tiles
        if self.stage:
            found = [tile for tile in found if tile.stage == self.stage]
        if self.programme:
            found = [tile for tile in found if tile.programme_id == self.programme]
        if self.faculty:
            found = [tile for tile in found if tile.faculty_id == self.faculty]
        if self.debt:
            found = [tile for tile in found if tile.debts]
        if self.scan:
            found = [tile for tile in found if tile.scans_owed]
        return self._apply_rare(found, today, me, offices)

    def _apply_rare(
        self, tiles: list[CardTile], today: date, me: str, offices: frozenset[Office]
    ) -> list[CardTile]:
        """Go on with the parts that ask a tile more than its fields."""
        found = tiles
        if self.ready:
            found = [tile for tile in found if is_ready(tile)]
        if self.late:
            found = [tile for tile in found if tile.is_late(today)]
        if self.look:
            found = [tile for tile in found if needs_look(tile)]
        if self.person:
            found = [
                tile for tile in found if any(face.person_id == self.person for face in tile.faces)
            ]
        if self.waiting:
            found = [tile for tile in found if waits_for(tile, me, offices)]
        return found

    def to_text(self) -> str:
        """Return the filter as one line for the settings file."""
        parts = []
        for name, value in self._asdict().items():
            if value:
                parts.append(f"{name}={'1' if value is True else value}")
        return "\n".join(parts)

    @classmethod
    def from_text(cls, text: str) -> Filter:
        """Read what `to_text` wrote; what is not understood is left out."""
        known: dict[str, Any] = cls._field_defaults
        values: dict[str, Any] = {}
        for line in text.splitlines():
            name, _, value = line.partition("=")
            if name in known:
                values[name] = value == "1" if isinstance(known[name], bool) else value
        return cls(**values)


def values_of(tile: CardTile, name: str) -> set[str]:
    """Return by which values of a part of the filter a card is found: several people, say."""
    if name == "person":
        return {face.person_id for face in tile.faces}
    if name == "stage":
        return {tile.stage}
    return {tile.faculty_id if name == "faculty" else tile.programme_id}


def name_on(tile: CardTile, name: str, value: str) -> str:
    """Return what a person, faculty or programme is called on a card."""
    if name == "person":
        return next(face.name for face in tile.faces if face.person_id == value)
    if name == "faculty":
        return tile.faculty_en if language() == "en" else tile.faculty_in
    return tile.programme(language())


def is_standing(tile: CardTile, *, archived: bool) -> bool:
    """Tell whether a card is shown without asking for finished ones: under way, or archived."""
    return tile.status not in ENDED or (archived and bool(tile.archived_on))


def is_ready(tile: CardTile) -> bool:
    """Tell whether the card may enter its next stage now."""
    return bool(tile.ready_for) and tile.status == "active"


def is_to_move(tile: CardTile) -> bool:
    """Tell whether who may move cards has something to do here: it is ready, or was sent back."""
    return tile.status not in ENDED and (is_ready(tile) or bool(tile.returned))


def waits_for(tile: CardTile, me: str, offices: frozenset[Office]) -> bool:
    """Tell whether a card waits for a person: for a decision, or for a scan that they file."""
    return awaits(tile, me, offices) or owes_scan(tile, offices)


def owes_scan(tile: CardTile, offices: frozenset[Office]) -> bool:
    """Tell whether a scan is owed on a card of the faculty whose Dean one is the secretary of.

    She files what is signed on paper (decisions.md, 14).
    """
    return bool(tile.scans_owed) and any(
        role == SECRETARY and faculty in ("", tile.faculty_id) for role, faculty, _ in offices
    )


def awaits(tile: CardTile, me: str, offices: frozenset[Office]) -> bool:
    """Tell whether a decision of a person is awaited: by name, in a role held on it, by an office.

    An office counts where it covers the card's faculty and programme, as it does for the rights.
    What waits for a Dean waits for her secretary, too, who prints and records (decisions.md, 14).
    """
    if tile.status != "active" or not tile.waits_for:
        return False
    if owes_own(tile, me):
        return True
    wanted = _roles_in(tile.waits_for)
    for role, faculty, programme in offices:
        if (
            (role in wanted or (role == SECRETARY and DEAN in wanted))
            and faculty in ("", tile.faculty_id)
            and programme in ("", tile.programme_id)
        ):
            return True
    if not me or me not in tile.faces_text:
        return False
    return any(face.person_id == me and face.role in wanted for face in tile.faces)


def owes_own(tile: CardTile, me: str) -> bool:
    """Tell whether a card waits for this person by name: for the sheet of an assessor."""
    return bool(me) and f":{me} " in f"{tile.waits_for} "


@lru_cache(maxsize=512)
def _roles_in(text: str) -> frozenset[str]:
    """Return the roles of which anybody may be meant."""
    return frozenset(word for word in text.replace(",", " ").split() if ":" not in word)
