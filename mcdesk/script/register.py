"""`mcdesk register`: the register of course development of a period (domain.md, F4)."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from mcdesk.application.views import Period
from mcdesk.errors import WrongUsage
from mcdesk.i18n import language
from mcdesk.procedure.stage import Label
from mcdesk.script.printing import check_out
from mcdesk.script.verbs import DONE, desk_of, emit, verb

if TYPE_CHECKING:
    import argparse

    from mcdesk.application.ports import AppPort
    from mcdesk.application.views import Register, RegisterLine


@verb("register")
def register(arguments: argparse.Namespace, app: AppPort) -> int:
    """List, print or save the register of a period."""
    if bool(arguments.year) != bool(arguments.semester):
        raise WrongUsage("--year and --semester go together")
    if (arguments.out is None) != (arguments.act == "list"):
        raise WrongUsage("print and export need --out, list takes none")
    if arguments.out is not None:
        check_out(arguments.out)
    period = Period(arguments.year, arguments.semester) if arguments.year else None
    with desk_of(arguments, app) as desk:
        found = desk.register(period)
    assert found is not None
    if arguments.act == "list":
        _list(found, as_json=arguments.json)
    elif arguments.act == "print":
        from mcdesk.reports.register import print_register

        pages = print_register(found, arguments.out)
        print(f"wrote {arguments.out}, {pages} pages, {len(found.lines)} micro-credentials")
    else:
        from mcdesk.exchange.workbook_out import write_tables

        write_tables(arguments.out, language(), [found.table])
        print(f"wrote {arguments.out}, {len(found.lines)} micro-credentials")
    return DONE


def _list(found: Register, *, as_json: bool) -> None:
    if as_json:
        emit({
            "year": found.period.year,
            "semester": found.period.semester,
            "lines": [_data(line) for line in found.lines],
        })  # fmt: skip
        return
    print(found.period.label.text())
    for line in found.lines:
        late = str(line.late) if line.late else ""
        told = (line.code, str(line.stage_number), line.status.text(), late, line.title.text())
        print("\t".join(told))


def _data(line: RegisterLine) -> dict[str, Any]:
    return {entry.name: _plain(getattr(line, entry.name)) for entry in fields(line)}


def _plain(value: object) -> object:
    if isinstance(value, Label):
        return {"en": value.en, "id": value.id}
    return value if value is None or isinstance(value, str | int) else str(value)
