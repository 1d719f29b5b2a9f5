"""Reads a Word document that came back: its tagged fields, whoever filled them in.

A row of a table that was copied has the tags of its original: it is a new row. Text that stands
where a field was deleted has no place any more; it is kept by the words before it. What was typed
beside the fields is kept with the field that is nearest (`docx_beside`), comments that somebody
wrote in the margin with who wrote them.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

import defusedxml.ElementTree as Safe
from defusedxml.common import DefusedXmlException

from mcdesk.application.outside import NEW, SIGN, Beside, Filled, read_sent
from mcdesk.errors import Finding, Trouble
from mcdesk.exchange import word_signs
from mcdesk.exchange.docx_beside import FIXED, RECORD, Walk, by_looks
from mcdesk.exchange.docx_parts import NAMESPACE
from mcdesk.exchange.docx_pasted import not_taken, pictures_in, tell_addresses
from mcdesk.exchange.docx_text import is_deleted, tag_of, text_of
from mcdesk.exchange.forms_docx import EMPTY, EMPTY_CELL, UNCHOSEN
from mcdesk.exchange.word_signs import W
from mcdesk.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from xml.etree.ElementTree import Element

    from mcdesk.application.outside import Sent

MOST = 50_000_000
"""So many bytes of a document are unpacked, all its parts that are read together."""
MOST_TAGS = 2_000_000
"""So many tags of XML begin or end in them: 50 times those of a long design document."""
TEXT = "word/document.xml"
_NOTED = r"(comments|footnotes|endnotes|header\d*|footer\d*)"
AROUND = re.compile(
    rf"word/({_NOTED}|glossary/document)\.xml|word/_rels/(document|{_NOTED})\.xml\.rels"
)
"""What stands around the text; in the glossary is what Word writes into a field that was emptied,
in its own language; the relations of each part say where its links lead."""
OURS = (EMPTY, EMPTY_CELL, UNCHOSEN)
EMPTIED = ("Click or tap here to enter text.", "Click here to enter text.", "Choose an item.",
           "Klik atau ketuk di sini untuk memasukkan teks.",
           "Klik di sini untuk memasukkan teks.", "Pilih item.")  # fmt: skip
"""What word processors write there that keep it nowhere."""
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_BROKEN = (zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, KeyError, ValueError,
           OSError, NotImplementedError, EOFError, RuntimeError)  # fmt: skip


def read_docx(data: bytes) -> Filled:
    """Return what stands in the tagged fields of a document.

    Raises:
        Trouble: It is damaged, locked, too large, or has no fields any more.
    """
    try:
        return _read(data)
    except RecursionError as error:  # no word processor nests its parts so deep
        raise _damaged() from error


def _damaged() -> Trouble:
    return Trouble(
        "filled_damaged",
        _("The document is damaged, locked with a password, or no Word document."),
        _("Open it in a word processor, save it as DOCX without a password, and take it in "
          "again."),
    )  # fmt: skip


def _read(data: bytes) -> Filled:
    try:
        with zipfile.ZipFile(BytesIO(data)) as pack:
            parts = {name: Safe.fromstring(part) for name, part in _unpacked(pack)}
            body, others = parts[TEXT], [part for name, part in parts.items() if name != TEXT]
            kept = next(filter(None, map(_record, others)), None)
    except _BROKEN as error:
        raise _damaged() from error
    tell_addresses(parts)
    walk = Walk(_our_words(body, others))
    walk.go(body)
    reading = _Reading(_hints(others), walk)
    reading.read(body)
    record = reading.found.pop(RECORD, "")
    reading.found.pop(FIXED, None)
    if not reading.is_tagged and SIGN in text_of(body):
        raise Trouble(
            "filled_nameless",
            _("The word processor has dropped the names of the fields."),
            _(
                "Some older ones do, LibreOffice 7.4 for instance. Have the form filled in with a "
                "newer one, in Word, or as a fillable PDF; what was typed can be copied from there."
            ),
        )  # fmt: skip
    if not reading.is_tagged:
        raise Trouble(
            "filled_none",
            _("The document has no fields of a form any more."),
            _("It may have been copied into a new document. Ask for the file in which the form "
              "was filled in, or type the answers in."),
        )  # fmt: skip
    beside = [*reading.beside(), *(one for part in others for one in _around(part, walk))]
    sent = read_sent(record) or kept
    notes = _notes([*reading.found.values(), *(one.text for one in beside)])
    return Filled(sent, reading.found, notes, is_ordered=True, copies=reading.copied,
                  beside=tuple(beside))  # fmt: skip


def _notes(values: Iterable[str]) -> tuple[Finding, ...]:
    if not any(word_signs.UNKNOWN in value for value in values):
        return ()
    words = N_("A sign of a special font is not known; “�” stands in its place.")
    return (Finding("filled_sign", words),)


def _unpacked(pack: zipfile.ZipFile) -> list[tuple[str, bytes]]:
    """Return the document's own part, and those that programs keep data of their own in."""
    own = (name for name in pack.namelist() if re.fullmatch(r"customXml/item\d+\.xml", name))
    around = sorted(filter(AROUND.fullmatch, pack.namelist()))
    names = [TEXT, *own, *around]
    size = sum(pack.getinfo(name).file_size for name in names)
    parts = [pack.read(name) for name in names] if size <= MOST else []
    if not parts or sum(part.count(b"<") for part in parts) > MOST_TAGS:
        raise Trouble(
            "filled_large",
            _("The document unpacks to more than a form can be ({n} MB).").format(
                n=round(size / 1e6)
            ),
            _("Remove what was pasted into it and is no answer, save it, and take it in again."),
        )
    return list(zip(names, parts, strict=True))


def _record(part: Element) -> Sent | None:
    return read_sent(part.text or "") if part.tag == f"{{{NAMESPACE}}}form" else None


def _our_words(body: Element, parts: Iterable[Element]) -> Collection[str]:
    """Return the words in a document that we wrote, as it says itself or by their looks."""
    kept = [part.text or "" for part in parts if part.tag == f"{{{NAMESPACE}}}ours"]
    return kept[0].split("\n") if kept else by_looks(body)


def _around(part: Element, walk: Walk) -> Iterator[Beside]:
    """Yield the comments, notes, and what stands at the head and foot of the pages."""
    kind = part.tag.removeprefix(W)
    if kind == "comments":
        for one in part.iter(f"{W}comment"):
            near = walk.anchors.get(one.get(f"{W}id", ""), "")
            author = one.get(f"{W}author", "").strip()
            yield Beside(_told(one), near, kind="comment", who=author)
    elif kind in ("footnotes", "endnotes"):
        yield from (Beside(_told(one), kind="note") for one in part)
    elif kind in ("hdr", "ftr"):
        yield Beside(_told(part), kind="margin")


def _told(part: Element) -> str:
    """Return the words of a part, and how many pictures stand among them."""
    count = pictures_in(part)
    return "\n".join(filter(None, (text_of(part).strip(), not_taken(count) if count else "")))


def _hints(parts: Iterable[Element]) -> frozenset[str]:
    """Return the texts that stand in fields that hold nothing."""
    bodies = (body for part in parts for body in part.iter(f"{W}docPartBody"))
    return frozenset(map(_plain, (*OURS, *EMPTIED, *map(text_of, bodies))))


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


class _Reading:
    """The fields of a document by their names; `hints` stand in those that hold nothing."""

    def __init__(self, hints: frozenset[str], walk: Walk) -> None:
        self._hints, self._walk = hints, walk
        self.found: dict[str, str] = {}
        self.rows: set[str] = set()
        self.copied: dict[str, str] = {}
        self.copies = 0
        self.is_tagged = False

    def read(self, body: Element) -> None:
        in_rows: set[Element] = set()
        for row in body.iter(f"{W}tr"):
            controls = list(row.iter(f"{W}sdt"))
            in_rows.update(controls)
            if is_deleted(row):
                continue
            self._row(row, [control for control in controls if tag_of(control)])
        for control in body.iter(f"{W}sdt"):
            if control not in in_rows and tag_of(control):
                self._keep(tag_of(control), control)

    def _row(self, row: Element, controls: list[Element]) -> None:
        if not controls:
            self._untagged(row)
            return
        ids = {tag.rsplit("/", 1)[0] for tag in map(tag_of, controls) if tag.count("/") == 2}
        again = {}
        for id_ in sorted(ids & self.rows):
            self.copies += 1
            again[id_] = f"{id_.split('/')[0]}/{NEW}copy{self.copies}"
            self.copied[again[id_]] = id_
        self.rows |= ids
        for control in controls:
            top, slash, column = tag_of(control).rpartition("/")
            self._keep(f"{again.get(top, top)}{slash}{column}", control)

    def _untagged(self, row: Element) -> None:
        """Keep what stands beside its label where the field was deleted."""
        cells = [text_of(cell).strip() for cell in row.iter(f"{W}tc")]
        is_head = row.find(f"{W}trPr/{W}tblHeader") is not None
        if is_head or not cells or not self._walk.is_ours(cells[0]):
            return
        typed = [words for words in cells[1:] if words and not self._walk.is_ours(words)]
        if typed:
            name = cells[0] or "–"
            while name in self.found:
                name += " *"
            self.found[name] = "\n".join(typed)

    def beside(self) -> Iterator[Beside]:
        """Yield what stands beside the fields; a copied row's cell is not known for sure."""
        for one in self._walk.whole():
            row = one.near.rpartition("/")[0]
            yield replace(one, is_own=one.is_own and row not in self.copied.values())

    def _keep(self, tag: str, control: Element) -> None:
        if tag != RECORD:
            self.is_tagged = True
        if tag not in self.found:
            self.found[tag] = self._value(control)
        elif self.found[tag] != self._value(control) and tag not in (FIXED, RECORD):
            self.copies += 1
            self.found[f"{tag} ({self.copies})"] = self._value(control)

    def _value(self, control: Element) -> str:
        """Return what stands in a field: of a box whether it is ticked, of a choice its id.

        Some programs write into a field and leave the mark that it shows a hint: the hint is one
        only where it is one of those that are known.
        """
        about, inner = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
        text = "" if inner is None else text_of(inner).strip("\n")
        if about is None:
            return text
        ticked = about.find(f"{W14}checkbox/{W14}checked")
        if ticked is not None:
            return "yes" if ticked.get(f"{W14}val") in ("1", "true", "on") else ""
        is_marked = about.find(f"{W}showingPlcHdr") is not None
        if text.strip() in OURS or (is_marked and _plain(text) in self._hints):
            return ""
        for item in about.iter(f"{W}listItem"):
            if text.strip() == item.get(f"{W}displayText"):
                return item.get(f"{W}value", "")
        return text
