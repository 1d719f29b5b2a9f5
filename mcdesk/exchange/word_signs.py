"""What stands in a Word document as something else than text: signs of a font, and formulas.

A symbol (`w:sym`, ECMA-376 part 1, 17.3.3.30) names a font and a place in it. Fonts older than
Unicode have their places from F000 on; which sign stands there says the font (Symbol: Adobe's
symbol.txt at unicode.org, Wingdings: the names of its signs). A formula (`m:oMath`, part 1, 22.1)
is told in one line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
UNKNOWN = "\ufffd"
"""Stands for a sign that cannot be told (Unicode's own for that)."""
OF_A_FONT = range(0xF000, 0xF100)
SYMBOL = dict(
    zip(
        (*range(0x20, 0x7F), *range(0xA0, 0xF0), *range(0xF1, 0xFF)),
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"
        "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"
        "◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
        strict=True,
    )
)
WINGDINGS = {
    0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆",
    0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xD8: "➢",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
FONTS: dict[str, dict[int, str]] = {"symbol": SYMBOL, "wingdings": WINGDINGS}


def symbol(sign: Element) -> str:
    """Return the character that a symbol shows; `UNKNOWN` where its font is not known."""
    try:
        place = int(sign.get(f"{W}char", ""), 16)
    except ValueError:
        return UNKNOWN
    known = FONTS.get(sign.get(f"{W}font", "").strip().lower())
    if place in OF_A_FONT or (known and place < 0x100):
        return known.get(place & 0xFF, UNKNOWN) if known else UNKNOWN
    is_character = 0x20 <= place <= 0x10FFFF and not 0xD800 <= place <= 0xF8FF
    return chr(place) if is_character else UNKNOWN


def formula(part: Element) -> str:
    """Return a formula, or a part of one, as one writes it in a line."""
    name = part.tag.removeprefix(M)
    if name == "t":
        return part.text or ""
    if part.tag in (f"{W}del", f"{W}moveFrom"):
        return ""
    told = WRITTEN.get(name)
    return told(part) if told else _beside(list(part))


def _beside(parts: Sequence[Element]) -> str:
    """Return parts that stand beside each other; a fraction among them stays one (1 ½, ½·¾)."""
    told = [(formula(each), each.tag == f"{M}f") for each in parts]
    told = [(words, is_fraction) for words, is_fraction in told if words]
    if len(told) == 1:
        return told[0][0]
    line = ""
    for words, is_fraction in told:
        if not is_fraction:
            line += words
        elif line[-1:].isdigit() and words.replace("/", "").isdigit():
            line += f" {words}"  # a mixed number
        else:
            line += f"({words})"
    return line


def _inner(part: Element, name: str) -> str:
    found = part.find(f"{M}{name}")
    return "" if found is None else formula(found)


def _held(words: str) -> str:
    """Put between brackets what is more than one number or name."""
    return words if len(words) == 1 or words.isalnum() else f"({words})"


def _about(part: Element, about: str, name: str, otherwise: str) -> str:
    found = part.find(f"{M}{about}/{M}{name}")
    return otherwise if found is None else found.get(f"{M}val", "")


def _limits(part: Element) -> str:
    low, high = _inner(part, "sub"), _inner(part, "sup")
    return (f"_{_held(low)}" if low else "") + (f"^{_held(high)}" if high else "")


def _root(part: Element) -> str:
    degree = _inner(part, "deg")
    return (f"^{_held(degree)}" if degree else "") + f"√{_held(_inner(part, 'e'))}"


def _brackets(part: Element) -> str:
    inner = _about(part, "dPr", "sepChr", "|").join(formula(e) for e in part.findall(f"{M}e"))
    return f"{_about(part, 'dPr', 'begChr', '(')}{inner}{_about(part, 'dPr', 'endChr', ')')}"


def _raised(part: Element) -> str:
    return _held(_inner(part, "e")) + _limits(part)


def _fraction(part: Element) -> str:
    above, below = _inner(part, "num"), _inner(part, "den")
    if _about(part, "fPr", "type", "bar") == "noBar":
        return f"binom({above}, {below})"
    return f"{_held(above)}/{_held(below)}"


def _rows(part: Element) -> str:
    rows = [", ".join(formula(e) for e in row.findall(f"{M}e")) for row in part.findall(f"{M}mr")]
    return "; ".join(rows)


WRITTEN: dict[str, Callable[[Element], str]] = {
    "f": _fraction,
    "rad": _root,
    "d": _brackets,
    "nary": lambda part: f"{_about(part, 'naryPr', 'chr', '∫')}{_limits(part)} {_inner(part, 'e')}",
    "sSup": _raised,
    "sSub": _raised,
    "sSubSup": _raised,
    "sPre": lambda part: f"{_limits(part)}{_held(_inner(part, 'e'))}",
    "func": lambda part: f"{_inner(part, 'fName')} {_held(_inner(part, 'e'))}",
    "eqArr": lambda part: "; ".join(formula(e) for e in part.findall(f"{M}e")),
    "m": _rows,
}
"""Parts of a formula that are more than what stands in them side by side."""
