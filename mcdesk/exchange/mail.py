"""E-mail drafts (.eml) with a form attached, for a person's own mail program to show and send."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from datetime import datetime, time
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING

from mcdesk.application.days import show_date
from mcdesk.application.typed import ADDRESS
from mcdesk.exchange.template import save_whole
from mcdesk.i18n import LANGUAGES, N_, Language, _, language
from mcdesk.procedure.calendar import zone

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from mcdesk.application.views import Errand, Mailing

LONGEST = 80
COMPONENTS, MESSAGE = "F5", "c2"
"""The form that is sent round with a message of its own, and where that stands."""
PARTS: dict[str, str] = {
    "maker": N_("You make these components:"),
    "checker": N_("You check these components:"),
    "content_from": N_("These components are made from your content:"),
}
"""What somebody is for components, by the columns of that form."""


def draft_of(mailing: Mailing, errand: Errand, pdf: bytes) -> bytes:
    """Return the draft of one e-mail; the same input gives the same bytes.

    It has no sender: the mail program that opens it puts that in. Its date is that of the print.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Subject"] = _line(subject(mailing, errand))
    noon = datetime.combine(mailing.sheet.as_of, time(12), zone())
    message["Date"] = format_datetime(noon)
    address = address_of(errand)
    if address is not None:
        message["To"] = address
    message.set_content(body(mailing, errand), cte="quoted-printable")
    name = f"{stem(mailing)}.pdf"
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)
    mark = hashlib.sha256(f"{name}{errand.person}{errand.address}".encode() + pdf).hexdigest()
    message.set_boundary(f"mcdesk-{mark[:40]}")
    return message.as_bytes()


def address_of(errand: Errand) -> Address | None:
    """Return a recipient's address, or None where the directory has none that can be meant."""
    found = ADDRESS.fullmatch(errand.address)
    if found is None:
        return None
    with suppress(ValueError, IndexError, HeaderParseError):
        return Address(_line(errand.person), found.group(1), found.group(2))
    return None


def subject(mailing: Mailing, errand: Errand) -> str:
    """Return what the e-mail is about, in both languages, the one in use first."""
    return " / ".join(dict.fromkeys(_subject(mailing, errand, shown) for shown in both()))


def both() -> tuple[Language, ...]:
    """Return the languages that an e-mail speaks, as prints do; the one in use first."""
    return (language(), *(each for each in LANGUAGES if each != language()))


def _subject(mailing: Mailing, errand: Errand, shown: Language) -> str:
    form, code = mailing.sheet.definition.short.text(shown), mailing.sheet.header.code
    if errand.acknowledges:
        return _("Please acknowledge: {form} of {code}", shown).format(form=form, code=code)
    if errand.act is not None:
        return _("Please sign: {form} of {code}", shown).format(form=form, code=code)
    return _("For your information: {form} of {code}", shown).format(form=form, code=code)


def body(mailing: Mailing, errand: Errand) -> str:
    """Return what the e-mail says, in both languages; what people wrote stands in it once."""
    parts = [part for shown in both() for part in _told(mailing, errand, shown)]
    message = mailing.sheet.content.text(MESSAGE)
    if mailing.sheet.definition.id == COMPONENTS and message:
        parts.append(message)
    for part, items in errand.parts:
        lines = [f"- {name}" + (f" ({show_date(due)})" if due else "") for name, due in items]
        yours = " / ".join(_(PARTS[part], shown) for shown in both())
        parts.append("\n".join([yours, *lines]))
    parts.append(" / ".join(_("With thanks,", shown) for shown in both()))
    parts.append("\n".join(filter(None, (mailing.sender, mailing.sheet.header.workspace))))
    return "\n\n".join(parts) + "\n"


def _told(mailing: Mailing, errand: Errand, shown: Language) -> list[str]:
    """Return who is written to, about what and what for, in one language."""
    head, form = mailing.sheet.header, mailing.sheet.definition.title.text(shown)
    title = head.title_id if shown == "id" and head.title_id else head.title_en
    given = {"form": form, "code": head.code, "title": title, "version": head.version,
             "person": errand.person}  # fmt: skip
    parts = [_("Dear {person},", shown).format_map(given)]
    if errand.act is None:
        told = _("{form} of {code} “{title}” (version {version}) is attached for your information.",
                 shown)  # fmt: skip
        return [*parts, told.format_map(given)]
    told = _("{form} of {code} “{title}” (version {version}) waits for you. Your line in its "
             "signature block says: {act}.", shown)  # fmt: skip
    parts.append(told.format_map({**given, "act": errand.act.text(shown)}))
    if errand.acknowledges:
        return [*parts, _("It is attached. Acknowledge it in MC Desk, or sign the printed page and "
                          "send that back.", shown)]  # fmt: skip
    parts.append(_("It is attached. Sign it in MC Desk, or on the printed page, and send the "
                   "signed page back.", shown))  # fmt: skip
    return parts


def stem(mailing: Mailing) -> str:
    """Return how files about this form begin, safe on every system."""
    head = mailing.sheet.header
    return _safe("_".join(filter(None, (head.code, mailing.sheet.definition.id, head.scope,
                                        f"v{head.version}"))))  # fmt: skip


def write_drafts(
    mailing: Mailing, errands: Sequence[Errand], pdf: bytes, folder: Path
) -> tuple[Path, ...]:
    """Write a draft for each recipient into a folder and return their places.

    Raises:
        Trouble: The folder cannot be written to.
    """
    written: list[Path] = []
    for errand in errands:
        taken = {path.name.casefold() for path in written}
        path = _free(folder, f"{stem(mailing)}_{_safe(errand.person)}", taken)
        save_whole(draft_of(mailing, errand, pdf), path)
        written.append(path)
    return tuple(written)


def _free(folder: Path, name: str, taken: Collection[str]) -> Path:
    """Return a place that is free: nothing that is there is replaced."""
    path, number = folder / f"{name}.eml", 1
    while path.exists() or path.name.casefold() in taken:
        number += 1
        path = folder / f"{name}_({number}).eml"
    return path


def _safe(text: str) -> str:
    return re.sub(r"[^\w.-]+", "-", text).strip("-.")[:LONGEST] or "mail"


def _line(text: str) -> str:
    """Return a text on one line: a header cannot hold more."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
