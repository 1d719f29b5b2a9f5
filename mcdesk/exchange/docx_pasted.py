"""What was pasted into a Word document and is no words: pictures, and the addresses of links.

None of it is taken over; that it stands there, and where, is told.
"""

from __future__ import annotations

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
ADDRESS = "address"
"""Is put on a link in a field: where it leads, for its words do not say it."""
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
    for link in part.iter(LINK):
        if link.get(ADDRESS):
            yield f"{text_of(link)}: {link.get(ADDRESS)}"


def tell_addresses(parts: Mapping[str, Element]) -> None:
    """Put the address of each link behind its words; of one in a field, on the link alone.

    A field keeps its words as they were typed. `parts` are those of a document by their names;
    where a link leads say the relations of the part in which it stands.
    """
    for name, part in parts.items():
        folder, _slash, own = name.rpartition("/")
        known = {
            each.get("Id", ""): each.get("Target", "")
            for each in parts.get(f"{folder}/_rels/{own}.rels", ())
            if each.get("TargetMode") == "External"
        }
        if known:
            _tell(part, known, in_field=False)


def _tell(part: Element, known: Mapping[str, str], *, in_field: bool) -> None:
    for each in part:
        within = in_field or (each.tag == f"{W}sdt" and bool(tag_of(each)))
        address = known.get(each.get(f"{R}id", "")) if each.tag == LINK else None
        if address and _bare(address) not in _bare(text_of(each)):
            if within:
                each.set(ADDRESS, address)
            else:
                SubElement(SubElement(each, f"{W}r"), f"{W}t").text = f" ({address})"
        else:
            _tell(each, known, in_field=within)


def _bare(address: str) -> str:
    """Return an address as people type it, without what a program puts before and behind it."""
    bare = address.strip().casefold().removeprefix("mailto:").rsplit("://", 1)[-1]
    return bare.removeprefix("www.").rstrip("/")
