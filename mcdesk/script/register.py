"""`mcdesk register`: the register of course development of a period (domain.md, F4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from mcdesk.application.periods import line_data
from mcdesk.errors import WrongUsage
from mcdesk.i18n import _, language
from mcdesk.procedure.commands import ClosePeriod, ReopenPeriod
from mcdesk.procedure.period import Period
from mcdesk.script.counts import cards, wrote
from mcdesk.script.printing import check_out
from mcdesk.script.running import DONE, REFUSED, desk_of, emit, finding_data, verb

if TYPE_CHECKING:
    import argparse

    from mcdesk.application.ports import AppPort, DeskPort
    from mcdesk.application.views import ClosingPlan, Register
    from mcdesk.errors import Finding
    from mcdesk.procedure.commands.period import Semester


@verb("register")
def register(arguments: argparse.Namespace, app: AppPort) -> int:
    """List, print, save, close or reopen the register of a period."""
    if bool(arguments.year) != bool(arguments.semester):
        raise WrongUsage(_("--year and --semester go together"))
    if bool(arguments.next_year) != bool(arguments.next_semester):
        raise WrongUsage(_("--next-year and --next-semester go together"))
    if (arguments.out is not None) != (arguments.act in ("print", "export")):
        raise WrongUsage(_("print and export need --out, the others take none"))
    if arguments.out is not None:
        check_out(arguments.out)
    period = Period(arguments.year, arguments.semester) if arguments.year else None
    if period is not None and not period.is_whole:
        raise WrongUsage(
            _("{year} is no academic year such as 2026/2027").format(year=repr(arguments.year))
        )
    writes = arguments.act == "reopen" or (arguments.act == "close" and arguments.apply)
    with desk_of(arguments, app, read_only=not writes) as desk:
        if arguments.act in ("close", "reopen"):
            return _act(arguments, desk, period)
        found = desk.register(period, version=arguments.version)
    assert found is not None
    if arguments.version and (found.closing is None or found.closing.version != arguments.version):
        raise WrongUsage(_("{period} has no version {n}").format(
            period=found.period.label.text(), n=arguments.version))  # fmt: skip
    if arguments.act == "list":
        _list(found, as_json=arguments.json)
    elif arguments.act == "print":
        from mcdesk.reports.register import print_register

        pages = print_register(found, arguments.out)
        print(wrote(arguments.out, pages, cards(len(found.lines))))
    else:
        from mcdesk.exchange.workbook_out import write_tables

        write_tables(arguments.out, language(), found.tables)
        held = cards(len(found.lines))
        print(_("wrote {out}, {held}").format(out=arguments.out, held=held))
    return DONE


def _act(arguments: argparse.Namespace, desk: DeskPort, period: Period | None) -> int:
    """Close a period, or tell what that would do; or reopen one."""
    if period is None:
        raise WrongUsage(_("close and reopen need --year and --semester"))
    semester = cast("Semester", period.semester)
    if arguments.act == "reopen":
        desk.execute(ReopenPeriod(year=period.year, semester=semester, reason=arguments.reason))
        print(_("{period} is open again").format(period=period.label.text()))
        return DONE
    after = Period(arguments.next_year, arguments.next_semester)
    plan = desk.closing(period, after if arguments.next_year else None)
    if arguments.apply:
        desk.execute(
            ClosePeriod(year=period.year, semester=semester, next_year=after.year,
                        next_semester=after.semester)
        )  # fmt: skip
    _tell(plan, is_done=arguments.apply, as_json=arguments.json)
    return REFUSED if (plan.obstacles or plan.unnamed) and not arguments.apply else DONE


def _tell(plan: ClosingPlan, *, is_done: bool, as_json: bool) -> None:
    """Tell what closing a period does to each micro-credential, and what is missing."""
    if as_json:
        emit({
            "closed": is_done,
            "next": {"year": plan.after.year, "semester": plan.after.semester},
            "carried": [line.code for line in plan.carried],
            "archived": [line.code for line in plan.archived],
            "obstacles": [finding_data(finding) for finding in _obstacles(plan)],
            "missing": [finding_data(finding) for finding in plan.missing],
        })  # fmt: skip
        return
    for finding in (*_obstacles(plan), *plan.missing):
        print(f"! {finding.sentence()}")
    groups = ((_("carried over"), plan.carried), (_("archived"), plan.archived))
    for what, lines in groups:
        for line in lines:
            print(f"{what}\t{line.code}\t{line.stage.text()}\t{line.title.text()}")
    said = (
        _("{period} is closed: {open} carried over to {after}, {ended} archived")
        if is_done
        else _("{period} would be closed: {open} carried over to {after}, {ended} archived")
    )
    if is_done or not _obstacles(plan):
        print(said.format(period=plan.period.label.text(), after=plan.after.label.text(),
                          open=len(plan.carried), ended=len(plan.archived)))  # fmt: skip


def _obstacles(plan: ClosingPlan) -> list[Finding]:
    """Return why a period is not closed so, also that its next one is to be named."""
    return [*plan.obstacles, *([plan.unnamed] if plan.unnamed is not None else [])]


def _list(found: Register, *, as_json: bool) -> None:
    closing = found.closing
    if as_json:
        closed = closing and {
            "number": closing.number,
            "version": closing.version,
            "reopened_on": closing.reopened_on,
            "digest": closing.digest,
            "closed_on": closing.closed_on,
            "closed_by": closing.closed_by,
            "signed_by": closing.signature.person if closing.is_signed else "",
            "changed_since": [line.before.code for line in found.since],
        }
        emit({
            "year": found.period.year,
            "semester": found.period.semester,
            "closed": closed,
            "lines": [line_data(line) for line in found.lines],
        })  # fmt: skip
        return
    title = found.period.label.text()
    if closing is not None:
        title += " · " + _("closed on {day}, {number}").format(
            day=closing.closed_on, number=closing.number
        )
        title += " · " + _("version {n}").format(n=closing.version)
        if closing.reopened_on:
            title += " · " + _("VOID: opened again on {day}").format(day=closing.reopened_on)
    print(title)
    for line in found.lines:
        late = str(line.late) if line.late else ""
        told = (line.code, str(line.stage_number), line.status.text(), late, line.title.text())
        print("\t".join(told))
