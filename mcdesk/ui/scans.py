"""Scans that decisions on paper still owe, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import _
from mcdesk.procedure.sheets import sheet_code
from mcdesk.ui import language

if TYPE_CHECKING:
    from mcdesk.application.views import ScanLine


def scan_title(scan: ScanLine) -> str:
    """Return which form's scan is owed, as lists name its sheet: `R10:1.2`."""
    return f"{sheet_code(scan.kind, scan.sheet)} {scan.form.text()}"


def scan_signers(scan: ScanLine) -> str:
    """Return who decided without the scan, each with the day."""
    who = "; ".join(f"{name}, {language.long_day(day)}" for name, day in scan.who)
    return _("decided by {who}").format(who=who)
