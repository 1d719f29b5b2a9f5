"""In which capacity somebody decided for somebody else, and by which letter, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.days import show_date
from mcdesk.i18n import LANGUAGES, N_, _
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from mcdesk.application.views import DecisionLine, SignatureLine
    from mcdesk.i18n import Language

FOR = N_("{capacity} {person}, letter {letter}")
FOR_TERM = N_("{capacity} {person}, letter {letter} ({term})")
FROM, UNTIL = N_("from {day}"), N_("until {day}")


def acting_words(line: DecisionLine | SignatureLine, whose: Label | None = None) -> Label | None:
    """Return for whom a decision was made and by which letter; None where it is one's own.

    So it stands wherever decisions are listed (decisions.md, 15); `whose` is what the one acted
    for is called where people are not named.
    """
    if line.capacity in ("", "own"):
        return None
    name = whose or Label(line.on_behalf_of, line.on_behalf_of)
    en, id_ = (_said(line, name.en if shown == "en" else name.id, shown) for shown in LANGUAGES)
    return Label(en, id_)


def _said(line: DecisionLine | SignatureLine, name: str, shown: Language) -> str:
    since, until = (show_date(day, shown) for day in (line.letter_since, line.letter_until))
    term = f"{since} – {until}" if since and until else ""
    if not term and (since or until):
        term = _(FROM if since else UNTIL, shown).format(day=since or until)
    told = {"capacity": line.capacity, "person": name, "letter": line.letter or "–", "term": term}
    return _(FOR_TERM if term else FOR, shown).format(**told)
