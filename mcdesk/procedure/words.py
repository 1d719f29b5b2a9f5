"""Texts that are English at once and can be said in another language later.

What reads definitions collects what is wrong as plain texts; who wrote the definition in the
window gets them in its language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import _

if TYPE_CHECKING:
    from mcdesk.i18n import Language


class Words(str):
    """An English text that remembers what it was made of: a text marked with `N_`, its places."""

    __slots__ = ("params", "template")
    template: str
    params: dict[str, object]

    def said(self, language: Language) -> str:
        """Return the text in a language; places that are such texts themselves, too."""
        values = {key: said(value, language) for key, value in self.params.items()}
        return _(self.template, language).format(**values)


def words(template: str, **params: object) -> Words:
    """Return a text with its places filled; it can be said in another language."""
    made = Words(template.format(**params))
    made.template, made.params = template, params
    return made


def said(text: object, language: Language) -> object:
    """Return a text in a language; what was not made by `words` as it stands."""
    return text.said(language) if isinstance(text, Words) else text
