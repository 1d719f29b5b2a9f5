"""Puts blocks onto pages: headings stay with what follows, headers come again, nothing is cut."""

from __future__ import annotations

from dataclasses import dataclass, field

from mcdesk.reports.block import Block, Space

A4 = (595.28, 841.89)
SIDE = 48.0
TOP = 40.0
HEAD = 32.0
"""The room of the running header on later pages, and of the end of their QR code."""
FOOT = 52.0
EMPTY = 0.18
"""So much of a page a row may leave empty that is not broken."""
COME_OVER = 36.0
"""So much of a broken row comes to the next page at least: three lines."""


@dataclass(slots=True)
class Placed:
    """A block at its place on a page; `entry` is the number of the entry that it belongs to."""

    block: Block
    top: float
    entry: int = 0


@dataclass(slots=True)
class Page:
    """One page: its blocks, whether it lies on its side, and the headings that begin on it."""

    is_wide: bool
    first: bool
    blocks: list[Placed] = field(default_factory=list)
    anchors: list[tuple[str, float]] = field(default_factory=list)

    @property
    def size(self) -> tuple[float, float]:
        return (A4[1], A4[0]) if self.is_wide else A4

    @property
    def width(self) -> float:
        """The width of the text."""
        return self.size[0] - 2 * SIDE

    @property
    def begin(self) -> float:
        return TOP if self.first else TOP + HEAD

    @property
    def end(self) -> float:
        return self.size[1] - FOOT

    @property
    def filled(self) -> float:
        """How much of the room for text is taken, as a share."""
        last = self.blocks[-1]
        return (last.top + last.block.height - self.begin) / (self.end - self.begin)


@dataclass(frozen=True, slots=True)
class Entry:
    """A block to be placed.

    `keep` holds it together with the next one; `heads` are repeated when it begins a page; `again`
    stands above what comes of it on a further page;
    `anchor` names it in the outline; `wide` turns the page; `whole` never begins without end.
    """

    block: Block
    keep: bool = False
    heads: tuple[Block, ...] = ()
    anchor: str = ""
    wide: bool = False
    whole: bool = False
    again: tuple[Block, ...] = ()


def paginate(entries: list[Entry]) -> list[Page]:
    """Return the pages that hold `entries`, in order."""
    flow = _Flow(entries)
    for place in range(len(entries)):
        flow.place(place)
    return flow.pages


class _Flow:
    """The pages so far, and how far down the last one is filled; bare: repeated heads only."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries
        self.pages = [Page(entries[0].wide, first=True)]
        self.top = self.pages[0].begin
        self.is_fresh = self.is_bare = True
        self.number = 0

    @property
    def room(self) -> float:
        return self.pages[-1].end - self.top

    def turn(self, *, wide: bool) -> None:
        self.pages.append(Page(wide, first=False))
        self.top = self.pages[-1].begin
        self.is_fresh = self.is_bare = True

    def place(self, number: int) -> None:
        entry, self.number = self.entries[number], number
        page = self.pages[-1]
        begins_group = number == 0 or not self.entries[number - 1].keep
        if entry.wide != page.is_wide:
            self.turn(wide=entry.wide)
        elif begins_group and not self.is_fresh and self._needed(number) > self.room:
            self.turn(wide=entry.wide)
        elif not begins_group and not self.is_fresh and entry.block.least() > self.room:
            self.turn(wide=entry.wide)
        if not (self.is_fresh and isinstance(entry.block, Space)):
            self._heads(entry)
            self._put(entry)

    def _heads(self, entry: Entry) -> None:
        if self.is_fresh:
            for head in entry.heads:
                self._add(head)
            self.is_bare = True

    def _needed(self, number: int) -> float:
        """Return the room for the group that begins here, up to the first lines of its end."""
        needed = 0.0
        page = self.pages[-1]
        for entry in self.entries[number:]:
            if not entry.keep:
                block = entry.block
                left = self.room - needed
                return needed + (block.height if entry.whole else self._least(block, left))
            needed += entry.block.height
            if needed > page.end - page.begin:
                return needed
        return needed

    def _least(self, block: Block, left: float) -> float:
        """A row up to a third of the page is not broken; a longer one may begin anywhere.

        So may one that would leave too much of the page empty, where there are lines for both.
        """
        page = self.pages[-1]
        whole = page.end - page.begin
        is_wasteful = left > EMPTY * whole and block.height >= 2 * COME_OVER
        small = block.height <= whole / 3 and not is_wasteful
        return block.height if small else block.least()

    def _put(self, entry: Entry) -> None:
        block, turned = entry.block, self.is_bare
        if entry.anchor:
            self.pages[-1].anchors.append((entry.anchor, self.top))
        while block.height > self.room + 0.01:
            parts = _parted(block, self.room)
            if parts is None and turned:
                break
            if parts is not None:
                self._add(parts[0])
                block = parts[1]
            self.turn(wide=entry.wide)
            self._heads(entry)
            if parts is not None:
                for name in entry.again:
                    self._add(name)
            turned = self.is_bare = True
        self._add(block)

    def _add(self, block: Block) -> None:
        self.pages[-1].blocks.append(Placed(block, self.top, self.number))
        self.top += block.height
        self.is_fresh = self.is_bare = False


def _parted(block: Block, room: float) -> tuple[Block, Block] | None:
    """Return a block in two, the upper within the room; some lines come over where they may."""
    return block.split(min(room, block.height - COME_OVER)) or block.split(room)
