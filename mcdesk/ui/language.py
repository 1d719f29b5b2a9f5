"""The language on screen: switching tells every view to write its texts again."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QObject, Signal

from mcdesk import i18n
from mcdesk.procedure.calendar import moment_of

if TYPE_CHECKING:
    from mcdesk.i18n import Language


class _Notifier(QObject):
    """Tells that the language has changed.

    Signals:
        language_changed: `_` now translates into another language; write texts again.
    """

    language_changed = Signal()


notifier = _Notifier()
language_changed = notifier.language_changed


def switch(language: Language) -> None:
    """Make `language` the one on screen and tell every view."""
    i18n.use_language(language)
    language_changed.emit()


def locale() -> QLocale:
    """Return the locale of the language in use, for dates and numbers."""
    if i18n.language() == "id":
        return QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia)
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


def short_day(day: str, today: date | None = None) -> str:
    """Return an ISO date in short words: "3 Dec"; with the year where it is not today's."""
    return _short_day(day[:10], today, i18n.language()) if day else ""


@lru_cache(maxsize=4096)
def _short_day(day: str, today: date | None, _shown: Language) -> str:
    value = date.fromisoformat(day)
    is_this_year = today is not None and value.year == today.year
    shape = "d MMM" if is_this_year else "d MMM yyyy"
    return locale().toString(QDate(value.year, value.month, value.day), shape)


def short_moment(at: str, today: date | None = None) -> str:
    """Return a moment by the institution's clock: "3 Dec 2026, 10:42"."""
    moment = moment_of(at)
    return f"{short_day(moment.date().isoformat(), today)}, {moment:%H:%M}"


def long_day(day: str) -> str:
    """Return an ISO date in full words: "3 December 2026"."""
    return locale().toString(QDate.fromString(day[:10], "yyyy-MM-dd"), "d MMMM yyyy") if day else ""
