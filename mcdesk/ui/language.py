"""The language on screen: switching tells every view to write its texts again."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QObject, Signal

from mcdesk import i18n
from mcdesk.procedure.calendar import known_day, known_moment

if TYPE_CHECKING:
    from datetime import date

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
    from mcdesk.ui.hourglass import hourglass

    i18n.use_language(language)
    with hourglass():
        language_changed.emit()


def locale() -> QLocale:
    """Return the locale of the language in use, for dates and numbers."""
    if i18n.language() == "id":
        return QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia)
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


def short_day(day: str, today: date | None = None) -> str:
    """Return an ISO date in short words: "3 Dec"; with the year where it is not today's."""
    return _short_day(day, today, i18n.language())


@lru_cache(maxsize=4096)
def _short_day(day: str, today: date | None, _shown: Language) -> str:
    is_this_year = today is not None and day[:4] == f"{today.year:04}"
    return shaped(day, "d MMM" if is_this_year else "d MMM yyyy")


def short_moment(at: str) -> str:
    """Return a moment by the institution's clock: "3 Dec 2026, 10:42"."""
    moment = known_moment(at)
    if moment is None:
        return at
    return f"{short_day(moment.date().isoformat())}, {moment:%H:%M}"


def long_day(day: str) -> str:
    """Return an ISO date in full words: "3 December 2026"."""
    return shaped(day, "d MMMM yyyy")


def shaped(day: str, shape: str) -> str:
    """Return an ISO date in the shape of Qt's; what is no date stays as it stands."""
    value = known_day(day[:10])
    if value is None:
        return day
    return locale().toString(QDate(value.year, value.month, value.day), shape)
