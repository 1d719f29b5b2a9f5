"""What one looks for: words as they are typed, and where they stand in a text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

QUOTED = re.compile(r'"([^"]*)"?|(\S+)')
ACCENTS = re.compile(r"[\u0300-\u036f]+")
WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
QUOTES = str.maketrans("“”„«»", '"""""')
COUNTED = 1_000
"""More records than so many are not counted."""
SHORTEST = 2
"""Letters from which on a word stands for all words that begin so."""
BEFORE, AFTER = 60, 160
"""How much of a text is told before and behind the first hit."""


def folded(text: str) -> str:
    """Return a text without capitals and accents: the index is made of such, and asked in such.

    "ß" is "ss" and a ligature its letters (full case folding, Unicode 15.0, 5.18).
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text.casefold())
    return unicodedata.normalize("NFC", ACCENTS.sub("", apart))


@dataclass(frozen=True)
class Term:
    """Words that stand side by side; the last may go on, unless they were quoted."""

    words: tuple[str, ...]
    goes_on: bool

    def match(self) -> str:
        """Return the term in the language of FTS5; it holds letters and digits alone."""
        return f'"{" ".join(self.words)}"' + (" *" if self.goes_on else "")

    def fits(self, found: tuple[str, ...]) -> bool:
        """Tell whether words of a text are this term."""
        last = found[-1] if found else ""
        is_last = last.startswith(self.words[-1]) if self.goes_on else last == self.words[-1]
        return is_last and found[:-1] == self.words[:-1]


@dataclass(frozen=True)
class Wanted:
    """What is looked for: every term must occur. No typing is an error."""

    terms: tuple[Term, ...]

    @classmethod
    def of(cls, typed: str) -> Wanted:
        """Read what was typed: words, and phrases between quotes."""
        terms = []
        for quoted, bare in QUOTED.findall(unicodedata.normalize("NFC", typed).translate(QUOTES)):
            words = tuple(folded(word) for word in WORD.findall(quoted or bare))
            words = tuple(word for word in words if word)
            if words:
                terms.append(Term(words, not quoted and len(words[-1]) >= SHORTEST))
        return cls(tuple(terms))

    def __bool__(self) -> bool:
        return bool(self.terms)

    def match(self) -> str:
        """Return the question in the language of FTS5."""
        return " AND ".join(term.match() for term in self.terms)

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return where hits stand in a text, in order and apart from each other."""
        found = list(WORD.finditer(text))
        words = [folded(each.group()) for each in found]
        spans: list[tuple[int, int]] = []
        for place, word in enumerate(words):
            for term in self.terms:
                if not word.startswith(term.words[0]):
                    continue
                end = place + len(term.words)
                if term.fits(tuple(words[place:end])):
                    span = found[place].start(), found[end - 1].end()
                    if not spans or span[0] >= spans[-1][1]:
                        spans.append(span)
        return tuple(spans)

    def fits(self, texts: tuple[str, ...]) -> bool:
        """Tell whether every term occurs in these texts together."""
        held = [Wanted((term,)) for term in self.terms]
        return all(any(each.spans(text) for text in texts) for each in held)

    def snippet(self, text: str) -> tuple[tuple[str, bool], ...]:
        """Return the text about the first hit, in pieces; those that are hits are marked."""
        plain = " ".join(text.split())
        spans = self.spans(plain)
        begin = max(0, spans[0][0] - BEFORE) if spans else 0
        if begin:
            begin = plain.find(" ", begin, spans[0][0]) + 1 or begin
        end = min(len(plain), (spans[0][1] if spans else 0) + AFTER)
        pieces: list[tuple[str, bool]] = [("…", False)] if begin else []
        at = begin
        for first, last in spans:
            if last <= end:
                pieces += [(plain[at:first], False), (plain[first:last], True)]
                at = last
        pieces += [(plain[at:end], False), ("…" if end < len(plain) else "", False)]
        return tuple(piece for piece in pieces if piece[0])
