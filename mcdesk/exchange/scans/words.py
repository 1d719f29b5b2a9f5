"""Why a file or a page of it was not read, in words."""

from __future__ import annotations

from mcdesk.i18n import N_, _

REASONS = {
    "folder": N_("This is a folder: choose the files in it."),
    "not_there": N_(
        "The file cannot be opened. Is it still there, and on a disk that is connected?"
    ),
    "empty": N_("The file is empty: it was probably not copied to its end. Copy it again."),
    "large": N_(
        "The file is larger than 500 MB. Scan fewer pages at once, or with 150 to 300 dpi."
    ),
    "cut_short": N_("The PDF ends too early: it was copied in part only. Copy or scan it again."),
    "damaged": N_("It is damaged and cannot be read. Scan it again."),
    "locked": N_("The PDF is locked with a password. Save it without one and choose it again."),
    "pages": N_("It has more than 1,000 pages. Scan in several files."),
    "script": N_("The PDF contains a program (JavaScript). A scan has none, so it is not opened."),
    "huge": N_("A picture in it is larger than an A3 page at 600 dpi. It is not unpacked."),
    "no_scan": N_("This is no scan: PDF, JPEG, PNG and TIFF can be read."),
    "filled": N_("This is no scan, but a form that was filled in on a computer: drop it on the "
                 "window by itself, or take it in with mcdesk form-in."),
    "slow": N_("It took too long to read and was given up."),
}  # fmt: skip


def reason(code: str) -> str:
    """Return in words why something was not read."""
    return _(REASONS.get(code, REASONS["damaged"]))
