"""Findings as people read them: the dates in them as days, not as they are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.errors import Refused, Trouble
from mcdesk.i18n import _, apart
from mcdesk.procedure.status import WHY_IT_STAYS_THERE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.errors import Finding


def reason_of(why: Finding | None) -> str:
    """Return what keeps something shut as a sentence; "" where nothing does."""
    return sentence(why) if why is not None else ""


def sentence(finding: Finding) -> str:
    """Return a finding in words, with days such as "27 Nov 2026"."""
    from mcdesk.application.days import days_in  # with all that reads a form's content

    return days_in(finding.sentence())


def with_path(finding: Finding) -> str:
    """Return a finding that names a path in words: what looks like a day in it stays as it is."""
    return finding.sentence()


def in_place(finding: Finding, rows: Iterable[int] = ()) -> str:
    """Return a finding in words as `sentence` does, with its row where it has one, or its rows."""
    from mcdesk.application.days import days_in, told

    return days_in(told(finding, rows))


def reasons_of(error: Exception) -> list[str]:
    """Return why something was not done, each reason in words; of a refusal there may be many."""
    if isinstance(error, Refused):
        return [in_place(finding) for finding in error.findings]
    if isinstance(error, Trouble):
        return [f"{_(error.title)} {_(error.advice)}".strip()]
    return [str(error)]


def in_role(person: str, role: str) -> str:
    """Return a person with a role, whose name may have brackets of its own: "Lecturer (SME)"."""
    return f"{person}, {role}"


def several_called(name: str) -> str:
    """Tell that a typed name is that of several people, of whom one is to be chosen."""
    words = _("Several people are called “{name}”: choose one from the list.")
    return words.format(name=apart(name.strip()))


def words_of(error: Exception) -> str:
    """Return why something was not done, a line for each reason."""
    return "\n".join(reasons_of(error))


def together(found: Iterable[Finding]) -> list[tuple[Finding, tuple[int, ...]]]:
    """Return what is found, each sentence once: the first of those, with the rows it is about.

    One that is told of two places whose owers differ is told of the first.
    """
    first: dict[tuple[object, ...], Finding] = {}
    rows: dict[tuple[object, ...], list[int]] = {}
    for each in found:
        table = each.path.split("/", 1)[0] if "/" in each.path else ""
        key = (each.level, each.met, each.form, table, sentence(each))
        first.setdefault(key, each)
        kept = rows.setdefault(key, [])
        number = each.params.get("row_number")
        if isinstance(number, int):
            kept.append(number)
    return [(each, tuple(rows[key])) for key, each in first.items()]


def away_words(until: str, *, signs: str = "") -> str:
    """Return until when somebody is away.

    For a role that `signs` it adds who may decide meanwhile: one acts for an office, never for who
    is on a team (decisions.md, 15).
    """
    from mcdesk.application.days import show_date
    from mcdesk.procedure.late import TEAM

    words = _("Away until {day}.")
    if signs and signs not in TEAM:
        words = _("Away until {day}: an acting approver may decide by letter (Plh., a.n.).")
    return words.format(day=show_date(until))


def why_it_stays(status: str) -> str:
    """Return why a micro-credential is where it is, and how it goes on; "" for one under way."""
    return _(WHY_IT_STAYS_THERE.get(status, ""))


def not_moved(code: str, stage: str) -> str:
    """Return as a title that a card cannot enter a stage; that it cannot end, for none."""
    if not stage:
        return _("{code} cannot be declared complete yet").format(code=code)
    return _("{code} cannot move to {stage} yet").format(code=code, stage=stage)


def plain(words: str) -> str:
    """Return words that Qt does not take for markup."""
    return words.replace("<", "‹").replace(">", "›")
