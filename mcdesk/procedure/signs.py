"""Which signs names, logins, staff numbers and e-mail addresses may have.

One rule for the desk and a server (`hub/shapes.sql`). Right-to-left letters are letters like all
others; what no name has are signs that turn round how all that stands behind it is read.
"""

from __future__ import annotations

import re
from typing import Final

from mcdesk.i18n import N_
from mcdesk.procedure.names import NO_SIGNS, is_a_number

HIDDEN: Final = r"\u0001-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069"
"""Control characters, line ends, and signs that turn the direction of reading."""
PART: Final = rf"[^ @<>,;:\"()\[\]\\{NO_SIGNS}]"
"""A sign of an e-mail address."""
NO_LOGIN: Final = N_(
    "“{text}” cannot be a login: it has blanks or signs that nobody can see, or more than 80 "
    "signs. Type it without them."
)
"""What is said of a text that `is_login` refuses."""
_HIDDEN = re.compile(f"[\0{HIDDEN}]")
_ADDRESS = re.compile(f"{PART}+@{PART}+")


def is_plain(text: str) -> bool:
    """Tell whether a name or a title is read as it is written."""
    return _HIDDEN.search(text) is None


def is_login(text: str) -> bool:
    """Tell whether a text can be a login: without blanks, and without signs that nobody sees."""
    return " " not in text and is_a_number(text)


def is_address(text: str) -> bool:
    """Tell whether a text can be an e-mail address, be it within one house only."""
    return "\0" not in text and _ADDRESS.fullmatch(text) is not None


def shown_plain(text: str) -> str:
    """Return a text without what `is_plain` refuses, to be repeated in a sentence."""
    return _HIDDEN.sub("", text)
