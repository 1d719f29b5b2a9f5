"""Texts in English and Indonesian: gettext for the program, `Label` for the definitions' own.

`_` translates now, `N_` marks a text that is translated where it is shown. English is the
source; `resources/i18n/id/LC_MESSAGES/mcdesk.mo` holds Indonesian.
"""

from __future__ import annotations

import gettext
import unicodedata
from typing import Literal, get_args

from mcdesk import resources

Language = Literal["en", "id"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
RIGHT_TO_LEFT = ("R", "AL", "AN", "RLE", "RLO", "RLI")
"""The directions of signs, as Unicode names them, that turn what stands around them."""

_current: Language = "en"
_catalogues: dict[Language, gettext.NullTranslations] = {"en": gettext.NullTranslations()}


def use_language(language: Language) -> None:
    """Make `language` the one that `_` translates into, for the whole program."""
    global _current
    _catalogue(language)
    _current = language


def language() -> Language:
    """Return the language in use."""
    return _current


def language_here() -> str:
    """Return the two letters of the language of this computer; "" where it says none."""
    import os

    asked = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    named = next(filter(None, asked), "") or _language_of_system()
    spelled = named.casefold()
    return "id" if spelled.startswith("indonesian") else spelled[:2]


def _language_of_system() -> str:
    import locale

    return locale.getlocale()[0] or ""


def language_at_first() -> Language:
    """Return the language that the window speaks until a person chooses one."""
    return "id" if language_here() == "id" else "en"


def _catalogue(language: Language) -> gettext.NullTranslations:
    """Return the catalogue of `language`, read once."""
    if language not in _catalogues:
        _catalogues[language] = gettext.translation(
            "mcdesk", resources.root() / "i18n", languages=[language], fallback=True
        )
    return _catalogues[language]


def _(text: str, language: Language | None = None) -> str:
    """Return `text` in `language`, or in the language in use."""
    return _catalogue(language or _current).gettext(text) if text else ""


def N_(text: str) -> str:
    """Return `text` unchanged; it is translated by `_` where it is shown."""
    return text


def plural(one: str, many: str, n: int) -> str:
    """Return `one` or `many` for the number `n`, translated and with `{n}` filled in."""
    return _catalogue(_current).ngettext(one, many, n).format(n=n)


def apart(text: str) -> str:
    """Return what a person wrote so that it can stand in a sentence: none turns the other around.

    Text from right to left (Arabic, Hebrew) is put between Unicode's marks for isolation.
    """
    turns = any(unicodedata.bidirectional(sign) in RIGHT_TO_LEFT for sign in text)
    return f"\u2068{text}\u2069" if turns else text
