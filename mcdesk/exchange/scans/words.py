"""Why a file or a page of it was not read, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mcdesk.exchange.scans.reading import Page, Reading

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
    "tiny": N_("The picture is too small to be a page: it may be an icon. If it is a scan, scan it "
               "again with 150 to 300 dpi."),
    "uncut": N_("It can be read, but not be put into a PDF. Scan it again, as a PDF or JPEG."),
    "no_scan": N_("This is no scan: PDF, JPEG, PNG and TIFF can be read."),
    "filled": N_("This is no scan, but a form that was filled in on a computer: drop it on the "
                 "window by itself, or take it in with mcdesk form-in."),
    "slow": N_("It took too long to read and was given up."),
}  # fmt: skip


def reason(code: str) -> str:
    """Return in words why something was not read."""
    return _(REASONS.get(code, REASONS["damaged"]))


def why_lost(page: Page) -> str:
    """Return the name of the reason why a page is not taken out of its file."""
    return page.read.trouble or "uncut"


def refusals(reading: Reading, names: Mapping[Path, str] | None = None) -> tuple[str, ...]:
    """Return in words which files, and which pages of others, are not taken, and why.

    `names` are those of files that lie under another one.
    """
    told = [((names or {}).get(path, path.name), code) for path, code in reading.refused]
    for page in (reading.pages[place] for place in sorted(reading.lost)):
        path = page.source.path
        name = (names or {}).get(path, path.name)
        if page.source.pages > 1:
            name = _("{name}, page {pages}").format(name=name, pages=page.read.number + 1)
        told.append((name, why_lost(page)))
    return tuple(f"{name}: {reason(code)}" for name, code in told)
