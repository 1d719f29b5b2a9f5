"""Why a PDF could not be sealed, in words: what a library says is English, and for its makers."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields
from pyhanko.sign.general import SigningError, UnacceptableSignerError

from mcdesk.errors import Trouble, system_words
from mcdesk.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

DAMAGED = N_("the file is damaged, or no PDF")
LOCKED = N_("the file is locked with a password")
NO_FIELD = N_("it has no field for this role")
SEALED = N_("this role has signed in it already")
FORBIDDEN = N_("whoever certified it allows no further signature")
NOT_TAKEN = N_("its field takes no such certificate")
UNKNOWN = N_("the reason is not known to MC Desk")
LONGEST = 160
MISHAPS = (SigningError, PdfError, OSError, ValueError, LookupError)
"""What sealing may raise over a file that is not as it was made."""
_UNREAD = (*MISHAPS, TypeError, AttributeError, ArithmeticError, RecursionError)
_FORBIDS = ("forbids", "must be the first signature")
"""Signs of what pyHanko says where a certification ends the signing."""


def not_sealed(error: Exception, data: bytes, field: str) -> Trouble:
    """Return why a field of a PDF was not sealed; what is not known is told as the library does."""
    why = _why(error, data, field)
    said = "" if why else " ".join(str(error).split())[:LONGEST] or type(error).__name__
    return told(why or _(UNKNOWN), said)


def told(why: str, said: str = "") -> Trouble:
    """Return the trouble in words, and what a library says apart from them."""
    advice = [_("The decision stands as it is. Print the form anew, and seal that.")]
    if said:
        advice.append(_("The PDF library says: “{said}”.").format(said=said))
    title = _("The PDF could not be sealed: {why}.").format(why=why)
    return Trouble("seal", title, " ".join(advice))


def _why(error: Exception, data: bytes, field: str) -> str:
    if isinstance(error, OSError) and error.errno:
        return system_words(error)
    try:
        reader = PdfFileReader(BytesIO(data), strict=False)
        if reader.encrypted:
            return _(LOCKED)
        places = list(fields.enumerate_sig_fields(reader))
    except _UNREAD:
        return _(DAMAGED)
    if isinstance(error, UnacceptableSignerError):
        return _(NOT_TAKEN)
    if not isinstance(error, SigningError):
        return _(DAMAGED)
    own = [value for name, value, _reference in places if name == field]
    return _signing(str(error), [value is not None for value in own])


def _signing(said: str, filled: Sequence[bool]) -> str:
    if any(sign in said for sign in _FORBIDS):
        return _(FORBIDDEN)
    if not filled:
        return _(NO_FIELD)
    return _(SEALED) if any(filled) else ""
