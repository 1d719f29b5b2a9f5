"""What stands in a Word document beside its fields: the words that we wrote, and others.

A document that is sent out keeps our own words in a part of its own, so that nothing of ours is
taken for somebody's; where a program dropped that part, they are known by their looks.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from mcdesk.application.outside import Beside
from mcdesk.exchange.docx_pasted import links_in, not_taken, pictures_in
from mcdesk.exchange.docx_text import GONE, is_deleted, tag_of, tags_in, text_of
from mcdesk.exchange.word_signs import W

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from xml.etree.ElementTree import Element

RECORD = "mcdesk"
FIXED = "mcdesk:fixed"
"""The tag of what the program works out: it is read over."""
OUR_STYLES = ("Title", "Heading1", "Heading2", "Column")
BOTH = " / "
"""What stands between the two languages of a label."""
HEAD = 3
"""So many lines stand above the first section: the title twice, and which form it is."""
MARKS = (f"{W}commentRangeStart", f"{W}commentReference")


def flat(words: str) -> str:
    """Return words in one line."""
    return " ".join(words.split())


def our_words(body: Element) -> list[str]:
    """Return what stands beside the fields of a document that we have just written."""
    walk = Walk(())
    walk.go(body)
    return list(dict.fromkeys(flat(each.text) for each in walk.found))


def by_looks(body: Element) -> frozenset[str]:
    """Return what seems to be ours: titles, headings, and what names the fields of a row."""
    found: set[str] = set()
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        words, tags = text_of(paragraph, outside=True), tags_in(paragraph)
        if style is not None and style.get(f"{W}val") in OUR_STYLES:
            found.add(flat(words))
        elif tags and any(flat(words).startswith(name) for name in _titles(paragraph)):
            found.add(flat(words))
    for table in body.iter(f"{W}tbl"):
        if tags_in(table):
            found.update(flat(text_of(row[0], outside=True)) for row in _rows(table) if row)
    top = list(islice(body.iter(f"{W}p"), HEAD))
    return frozenset(found | {flat(text_of(each)) for each in top if _is_headed(top)})


def _is_headed(top: Sequence[Element]) -> bool:
    """Tell whether a document begins with the title that we give it."""
    style = top[0].find(f"{W}pPr/{W}pStyle") if top else None
    return style is not None and style.get(f"{W}val") == OUR_STYLES[0]


def _titles(part: Element) -> list[str]:
    """Return what the fields in a part are called."""
    named = (control.find(f"{W}sdtPr/{W}alias") for control in part.iter(f"{W}sdt"))
    titles = [name.get(f"{W}val", "") for name in named if name is not None]
    return list(filter(None, titles))


def _rows(table: Element) -> list[list[Element]]:
    """Return the cells of each row that has fields, or is a head, or has the two of a label."""
    rows = [(row, list(row.iter(f"{W}tc"))) for row in table.iter(f"{W}tr")]
    return [cells for row, cells in rows if tags_in(row) or len(cells) == 2]


class Walk:
    """A walk through a document: what stands beside its fields, and where comments are.

    `ours` are the words that we wrote. `anchors` tell by a comment's number at which field it is.
    """

    def __init__(self, ours: Collection[str]) -> None:
        self.ours = frozenset(ours)
        self.found: list[Beside] = []
        self.anchors: dict[str, str] = {}
        self._links: list[Beside] = []
        self._pictures: Counter[str] = Counter()
        self.last = ""
        self._first = ""

    def is_ours(self, words: str) -> bool:
        """Tell whether these words, and no others, were written by us."""
        return flat(words) in self.ours

    def whole(self) -> tuple[Beside, ...]:
        """Return all that was found; what stands above all fields is near the first."""
        pictures = (
            Beside(not_taken(count), near or self._first, kind="picture")
            for near, count in self._pictures.items()
        )
        words = (
            each if each.near else Beside(each.text, self._first, is_own=False)
            for each in self.found
        )
        return (*words, *self._links, *pictures)

    def go(self, part: Element, near: str = "", cell: Sequence[str] = ()) -> None:
        """Look at what a part holds; `near` is the field of its row, `cell` those of its cell."""
        for each in part:
            if each.tag == f"{W}p":
                self._paragraph(each, near, cell)
            elif each.tag == f"{W}tr":
                self._row(each)
            elif each.tag == f"{W}tc":
                self.go(each, near, tags_in(each))
            elif each.tag == f"{W}sdt" and tag_of(each):
                where = _first(tags_in(each)) or self.last
                self._marks(each, where)
                self._pasted(each, where)
                self._pass([tag_of(each)])
            elif each.tag in MARKS:
                self.anchors.setdefault(each.get(f"{W}id", ""), near or self.last)
            elif each.tag not in GONE:
                self.go(each, near, cell)

    def _row(self, row: Element) -> None:
        if is_deleted(row):
            return
        tags = tags_in(row)
        is_head = row.find(f"{W}trPr/{W}tblHeader") is not None
        if tags or is_head or not self.ours:
            self.go(row, _first(tags))
            return
        self._pasted(row, self.last)
        cells = [flat(text_of(cell)) for cell in row.iter(f"{W}tc")]
        if not cells or self.is_ours(cells[0]):
            return  # its field was deleted, or it never had one
        rest = [words for words in cells if words and not self.is_ours(words)]
        if rest:
            self.found.append(Beside(" · ".join(rest), self.last))

    def _paragraph(self, paragraph: Element, near: str, cell: Sequence[str]) -> None:
        tags = tags_in(paragraph)
        places = tags or cell
        where = _first(places) or near or self.last
        self._marks(paragraph, where)
        self._pasted(paragraph, where)
        words = self._not_ours(text_of(paragraph, outside=True))
        if words:
            is_own = len(set(places)) == 1 and bool(_first(places))
            self.found.append(Beside(words, where, is_own=is_own))
        self._pass(tags)

    def _pasted(self, part: Element, where: str) -> None:
        """Remember which pictures and links stand in a part."""
        self._links += [Beside(words, where, kind="link") for words in links_in(part)]
        if count := pictures_in(part):
            self._pictures[where] += count

    def _marks(self, part: Element, where: str) -> None:
        for kind in MARKS:
            for mark in part.iter(kind):
                self.anchors.setdefault(mark.get(f"{W}id", ""), where)

    def _pass(self, tags: Sequence[str]) -> None:
        """Remember which fields were passed by."""
        places = [tag for tag in tags if tag not in (FIXED, RECORD)]
        if places:
            self.last, self._first = places[-1], self._first or places[0]

    def _not_ours(self, words: str) -> str:
        """Return words without those of ours before or behind them."""
        line = flat(words)
        if not line or line in self.ours:
            return ""
        labels = sorted((each for each in self.ours if BOTH in each), key=len, reverse=True)
        for label in labels:
            if line.startswith(label):
                return line[len(label) :].strip()
            if line.endswith(label):
                return line[: -len(label)].strip()
        return words.strip()


def _first(tags: Iterable[str]) -> str:
    """Return the first name that is one of a field which is filled in."""
    return next((tag for tag in tags if tag not in (FIXED, RECORD)), "")
