"""What needs a look as lines of a list: what, where, who, when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.sheet_names import form_words
from mcdesk.ui import language
from mcdesk.ui.people.table import Line, sorted_by

if TYPE_CHECKING:
    from mcdesk.application.views import AttentionLine
    from mcdesk.procedure.stage import Label

DECISIONS = ("FormSigned", "PeriodSigned")


def as_line(line: AttentionLine, short: str = "") -> Line:
    """Return an entry as a line; `short` stands for its reason where several have the same."""
    form = f" · {form_words(line.form).text()}" if line.form else ""
    reason = short or " ".join(each.text() for each in _why(line))
    when = language.short_moment(line.at)
    told = (line.what.text(), f"{line.card_code}{form}", line.who, when, reason)
    return Line(str(line.n), told, keys=sorted_by(told, {3: line.at}))


def _why(line: AttentionLine) -> tuple[Label, ...]:
    """Return why an entry is in the list: how it stands now, else the reasons of its day.

    What a decision was over and what stood in a row are told below, and are no reason.
    """
    if line.kind in DECISIONS or line.is_row_out:
        return line.now[-1:] if line.is_so else line.reasons
    return line.now[:1] or line.reasons
