"""Scans that decisions on paper still owe, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import _
from mcdesk.procedure.sheets import with_sheet
from mcdesk.ui import language

if TYPE_CHECKING:
    from mcdesk.application.views import ScanLine


def scan_title(scan: ScanLine) -> str:
    """Return which form's scan is owed, with its sheet where it has several."""
    return with_sheet(scan.kind, scan.form, scan.sheet).text()


def scan_signers(scan: ScanLine) -> str:
    """Return who decided without the scan, each with the day."""
    who = "; ".join(f"{name}, {language.long_day(day)}" for name, day in scan.who)
    return _("decided by {who}").format(who=who)
