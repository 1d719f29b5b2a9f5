"""The words of a part of a Word document, as one sees them, and the names of its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.exchange import word_signs
from mcdesk.exchange.word_signs import W

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
GONE = (f"{W}del", f"{W}moveFrom", f"{W}sdtPr", f"{W}rPr", f"{W}pPr", f"{MC}Fallback")
"""What holds no words that stand there: deleted, moved elsewhere, how it looks, said twice."""
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}


def tag_of(control: Element) -> str:
    """Return the name of a field; "" for one that has none."""
    tag = control.find(f"{W}sdtPr/{W}tag")
    return "" if tag is None else tag.get(f"{W}val", "")


def tags_in(part: Element) -> list[str]:
    """Return the names of the fields that stand in a part."""
    return [tag for tag in map(tag_of, part.iter(f"{W}sdt")) if tag]


def is_deleted(row: Element) -> bool:
    """Tell whether a row was deleted with tracked changes, or moved from here."""
    return row.find(f"{W}trPr/{W}del") is not None


def text_of(part: Element, *, outside: bool = False) -> str:
    """Return the words of a part, or those `outside` of its fields; paragraphs are lines.

    What was deleted is gone; what was moved stands where it went.
    """
    return "".join(_pieces(part, outside=outside)).removesuffix("\n")


def _pieces(part: Element, *, outside: bool) -> Iterator[str]:
    for each in part:
        if each.tag in SIGNS:
            yield SIGNS[each.tag]
        elif each.tag == f"{W}t":
            yield each.text or ""
        elif each.tag == f"{W}sym":
            yield word_signs.symbol(each)
        elif each.tag == f"{word_signs.M}oMath":
            yield word_signs.formula(each)
        elif each.tag not in GONE and not (outside and each.tag == f"{W}sdt" and tag_of(each)):
            yield from _pieces(each, outside=outside)
            if each.tag == f"{W}p" and not _is_gone(each):
                yield "\n"


def _is_gone(paragraph: Element) -> bool:
    """Tell whether a paragraph's end was deleted or moved: what follows stands in its line."""
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    return marks is not None and any(mark.tag in GONE[:2] for mark in marks)
