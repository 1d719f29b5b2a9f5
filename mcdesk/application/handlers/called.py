"""What people, programmes and micro-credentials may be called, and how they are reached.

The signs are judged by one rule of the procedure (`procedure/signs.py`), as at a server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.work import refuse
from mcdesk.i18n import N_
from mcdesk.procedure.canonical import in_one_line
from mcdesk.procedure.names import LONGEST_TITLE, is_a_number
from mcdesk.procedure.signs import NO_LOGIN, is_address, is_login, is_plain, shown_plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.procedure.records import Person


def called(*texts: str) -> tuple[str, ...]:
    """Return names and titles as they are kept: each one line, that is read as it is written.

    Raises:
        Refused: One is longer than a card, a list or a heading can show, or is read otherwise.
    """
    lines = tuple(in_one_line(text) for text in texts)
    for line in lines:
        if len(line) > LONGEST_TITLE:
            said = N_("A title or name has {n} letters at the most, not {given}: {text}")
            refuse("long_title", said, n=LONGEST_TITLE, given=len(line), text=line)
        if not is_plain(line):
            said = N_("“{text}” holds signs that cannot be seen and that turn round how a name or "
                      "title is read. Type it here anew instead of pasting it.")  # fmt: skip
            refuse("turned", said, text=shown_plain(line))
    return lines


def as_called(given: Mapping[str, str], person: Person | None = None) -> dict[str, str]:
    """Return what is said of a person as it is kept; what they have already is not judged again.

    Raises:
        Refused: A name, a login, a staff number or an e-mail address cannot be one.
    """
    new = {key: text for key, text in given.items()
           if person is None or text != getattr(person, key)}  # fmt: skip
    kept = dict(zip(new, called(*new.values()), strict=True))
    login, number, email = (kept.get(key, "") for key in ("login", "number", "email"))
    if login and not is_login(new["login"].strip()):
        refuse("bad_login", NO_LOGIN, text=login)
    if not is_a_number(number):
        refuse("bad_staff_number", N_("“{text}” cannot be a staff number: it is too long, or has "
                                      "signs that nobody can see. Type it anew, with 80 signs at "
                                      "most."), text=number)  # fmt: skip
    if email and not is_address(email):
        refuse("bad_address", N_("“{text}” is no e-mail address such as name@campus.ac.id. Correct "
                                 "it, or leave it empty."), text=email)  # fmt: skip
    return {**given, **kept}
