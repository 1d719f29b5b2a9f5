"""What was pasted into a Word document and is no words: pictures, and the addresses of links.

None of it is taken over; that it stands there, and where, is told.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

from mcdesk.exchange.docx_text import GONE, tag_of, text_of
from mcdesk.exchange.word_signs import W
from mcdesk.i18n import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LINK = f"{W}hyperlink"
SIMPLE = f"{W}fldSimple"
MARK = f"{W}fldChar"
"""A field code begins, what it shows begins, or it ends; older programs write links so."""
CODE = re.compile(r'\s*HYPERLINK\s+(?:"([^"]+)"|([^\s"\\]\S*))', re.IGNORECASE)
DEEPEST = 20
"""So many field codes may stand in one another; of more, those around are passed over."""
ADDRESS = "address"
"""Is put where a link in a field stands: its words and where it leads, which they do not say."""
DRAWN = (f"{W}drawing", f"{W}pict", f"{W}object")
BLIPS = ("}blip", "}imagedata")
"""How the names of those elements end that show a picture, in a drawing and in an older one."""


def pictures_in(part: Element) -> int:
    """Return how many pictures stand in a part; what was drawn around words is none."""
    count = 0
    for each in part:
        is_text = each.find(f".//{W}txbxContent") is not None
        if each.tag in DRAWN and (not is_text or _shows_picture(each)):
            count += 1
        elif each.tag not in GONE:
            count += pictures_in(each)
    return count


def not_taken(count: int) -> str:
    """Return in words what becomes of so many pictures."""
    return plural("{n} picture is not taken over: attach it to the form.",
                  "{n} pictures are not taken over: attach them to the form.", count)  # fmt: skip


def _shows_picture(drawn: Element) -> bool:
    return any(each.tag.endswith(BLIPS) for each in drawn.iter())


def links_in(part: Element) -> Iterator[str]:
    """Yield the words and the address of each link in a part that stands in a field."""
    yield from (each.get(ADDRESS, "") for each in part.iter() if each.get(ADDRESS))


def tell_addresses(parts: Mapping[str, Element]) -> None:
    """Put the address of each link behind its words; of one in a field, on the link alone.

    A field keeps its words as they were typed. `parts` are those of a document by their names;
    where a link leads say the relations of the part in which it stands, or its own code.
    """
    for name, part in parts.items():
        folder, _slash, own = name.rpartition("/")
        known = {
            each.get("Id", ""): each.get("Target", "")
            for each in parts.get(f"{folder}/_rels/{own}.rels", ())
            if each.get("TargetMode") == "External"
        }
        _Telling(known).go(part, in_field=False)


@dataclass(slots=True)
class _Code:
    """A field code that has begun: what it says, and the words that it shows."""

    says: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    is_shown: bool = False


class _Telling:
    """A walk through a part that tells where its links lead; `known` are addresses by their ids."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known
        self._open: deque[_Code] = deque(maxlen=DEEPEST)

    def go(self, part: Element, *, in_field: bool) -> None:
        """Look at what a part holds, and stands there: no link that was deleted is told."""
        for each in list(part):
            if each.tag in GONE:
                continue
            within = in_field or (each.tag == f"{W}sdt" and bool(tag_of(each)))
            self.go(each, in_field=within)
            if each.tag == LINK:
                address = self._known.get(each.get(f"{R}id", ""), "")
                _tell(each, text_of(each), address, in_field=within)
            elif each.tag == SIMPLE:
                address = _address_in(each.get(f"{W}instr", ""))
                _tell(each, text_of(each), address, in_field=within)
            elif each.tag == MARK and each.get(f"{W}fldCharType") == "end" and self._open:
                code = self._open.pop()
                address = _address_in("".join(code.says))
                _tell(part, "".join(code.words), address, in_field=within)
            else:
                self._note(each)

    def _note(self, each: Element) -> None:
        """Note what a field code says, and what is shown for it and for those around it."""
        kind = each.get(f"{W}fldCharType") if each.tag == MARK else ""
        if kind == "begin":
            self._open.append(_Code())
        elif kind == "separate" and self._open:
            self._open[-1].is_shown = True
        elif each.tag == f"{W}instrText" and self._open:
            self._open[-1].says.append(each.text or "")
        elif each.tag == f"{W}t":
            for code in self._open:
                code.words += [each.text or ""] if code.is_shown else []


def _address_in(code: str) -> str:
    """Return where a field code leads; "" where it is no link, or one within the document."""
    found = CODE.match(code)
    return (found[1] or found[2]).replace("\\\\", "\\") if found else ""


def _tell(part: Element, words: str, address: str, *, in_field: bool) -> None:
    """Put an address at the end of a part, or in a field onto it, unless its words say it."""
    if not address or _bare(address) in _bare(words):
        return
    if in_field:
        part.set(ADDRESS, ": ".join(filter(None, (words.strip(), address))))
    else:
        SubElement(SubElement(part, f"{W}r"), f"{W}t").text = f" ({address})"


def _bare(address: str) -> str:
    """Return an address as people type it, without what a program puts before and behind it."""
    bare = address.strip().casefold().removeprefix("mailto:").rsplit("://", 1)[-1]
    return bare.removeprefix("www.").rstrip("/")
