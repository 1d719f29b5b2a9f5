"""What the columns of a list of people mean, and how its roles are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcdesk.exchange.cells import folded

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from mcdesk.procedure.stage import Label

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
ASKED = ("name", "email", "roles", "login", "programme")
"""In this order a list without headings is read."""
_HEADINGS = {
    "name": "name|full name|person|lecturer|nama|nama lengkap|nama dosen|dosen",
    "titles_before": "titles before|title before|gelar depan",
    "titles_after": "titles after|title after|gelar belakang",
    "email": "e mail|email|mail|e mail address|email address|surel|alamat surel|pos el",
    "roles": "role|roles|role s|roles and offices|peran|tugas|jabatan di ctl|peran dan jabatan",
    "login": "login|login name|username|user name|user|akun|nama pengguna",
    "programme": "programme|program|study programme|study program|prodi|program studi|faculty"
    "|fakultas|programme or faculty|prodi atau fakultas",
    "position": "position|jabatan",
}
_KNOWN = {name: key for key, names in _HEADINGS.items() for name in names.split("|")}
_BESIDE = frozenset(
    "no|nomor|nomor urut|no urut|number|nidn|nidk|nip|nik|nuptk|npp|staff no|staff number|kode|code"
    "|kode prodi|programme code|hp|no hp|phone|telephone|mobile|telepon|no telepon|telp|alamat"
    "|address|keterangan|catatan|remarks|notes".split("|")
)
"""Headings of what is not kept of people: nobody is called so, nor has such a role."""
_ALIASES = {
    "hsp": "head|kaprodi|ketua prodi|head of programme|head of study programme",
    "sme": "lecturer|dosen|dosen pengembang",
    "gd": "dg",
    "dcs": "skd",
    "ctl": "coordinator|koordinator",
    "rev": "assessor|asesor",
    "secretary": "secretary|sekretaris|sekdek",
}
ROLE_WORDS = {word for names in _ALIASES.values() for word in names.split("|")}
_BETWEEN = re.compile(r"\s*(?:[,;/+&\n]|\band\b|\bdan\b)\s*")


def heading_of(text: str) -> str:
    """Return what a heading is known to mean, or ""."""
    return _KNOWN.get(folded(text), "")


def is_heading(text: str) -> bool:
    """Tell whether a text is a heading that is known."""
    return len(text) < 40 and bool(heading_of(text))


def has_headings(
    headers: Sequence[str], rows: Sequence[Sequence[str]] = (), roles: Container[str] = ROLE_WORDS
) -> bool:
    """Tell whether a row is one of headings: it names the column of names.

    Behind the first cell a word that is a role's name, too ("Lecturer"), may be what somebody's
    role is. It is, where an address stands beside it, or a role below it in one of the `rows`.
    Titles that are no roles ("Vice Dean") look like names: a heading must stand beside it, else
    the first person of a list without headings would be lost.
    """
    names = [at for at, header in enumerate(headers) if heading_of(header) == "name"]
    if any(at == 0 or folded(headers[at]) not in ROLE_WORDS for at in names):
        return True
    if not names or any(ADDRESS.fullmatch(header) for header in headers):
        return False
    below = [row[at] for row in rows for at in names]
    if any(folded(word) in roles for cell in below for word in role_words(cell, roles)):
        return False
    return any(map(_is_no_answer, headers)) or _is_first_a_heading(headers[0], rows)


def _is_no_answer(text: str) -> bool:
    """Tell whether a text can only be a heading; a programme may be called like one."""
    return folded(text) in _BESIDE or heading_of(text) not in ("", "name", "programme")


def _is_first_a_heading(text: str, rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether nobody is called as the first cell says: it is known, or has numbers below."""
    below = [row[0] for row in rows if row[0].strip()]
    return is_heading(text) or (bool(below) and _is_word(text) and not any(map(_is_word, below)))


def _is_word(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def mapping_of(
    headers: Sequence[str], *, headed: bool, rows: Sequence[Sequence[str]] = ()
) -> tuple[str, ...]:
    """Return what each column means; of two that mean the same, the first one.

    `headed` tells whether the first row is one of headings. Where it is not, the first of all the
    `rows` is the first person; numbers that count them are passed over.
    """
    if not headed:
        skip = int(_counts([row[0] for row in rows if row]))
        known = ("_0", *ASKED) if skip else ASKED
        return tuple(known[at] if at < len(known) else f"_{at}" for at in range(len(headers)))
    found: list[str] = []
    for at, header in enumerate(headers):
        key = heading_of(header)
        found.append(key if key and key not in found else f"_{at}")
    return tuple(found)


def _counts(cells: Sequence[str]) -> bool:
    """Tell whether cells number their rows: 1, 2, 3 or 1., 2., 3."""
    return bool(cells) and all(
        cell.strip().rstrip(".)") == str(number) for number, cell in enumerate(cells, start=1)
    )


def role_names(labels: Mapping[str, Label]) -> dict[str, str]:
    """Return the role that each known name means: its id, its name in either language, a short one.

    "Lecturer (SME)" is also known as either half.
    """
    found: dict[str, str] = {}
    for role, label in labels.items():
        names = {role, label.en, label.id, *_ALIASES.get(role, "").split("|")}
        for name in (label.en, label.id):
            head, _bracket, short = name.partition("(")
            names |= {head, short}
        for known in map(folded, names):
            if known:
                found.setdefault(known, role)
    return found


def role_words(text: str, known: Container[str]) -> list[str]:
    """Return the roles that a cell names: the whole of it where that is one, else its parts."""
    if not text.strip():
        return []
    if folded(text) in known:
        return [text.strip()]
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]
