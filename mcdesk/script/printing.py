"""The verbs that print: forms, the board, binder, audit, statement, catalogue sheet, booklet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from mcdesk.application.views import Extent
from mcdesk.errors import Refused, WrongUsage
from mcdesk.i18n import _, plural
from mcdesk.procedure.calendar import semester_days
from mcdesk.procedure.commands import NumberStatement
from mcdesk.procedure.form_state import FROZEN
from mcdesk.script.counts import wrote
from mcdesk.script.running import DONE, desk_of, form_of, standing_forms, verb

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from mcdesk.application.ports import AppPort, DeskPort
    from mcdesk.application.views import FormLine, Sheet

LEFT_OUT = ("no_version", "later_version", "nobody_changed")
"""Why a part of a form is left out where what changed in its parts is printed; the last counts."""


@verb("print")
def print_(arguments: argparse.Namespace, app: AppPort) -> int:
    """Print one form, all forms of a card, or the board."""
    check_out(arguments.out)
    with desk_of(arguments, app) as desk:
        if arguments.code == "board":
            pages = app.print_board(desk.board(), arguments.out)
            print(wrote(arguments.out, pages))
            return DONE
        sheets = _asked(desk, arguments)
    if not sheets:
        raise WrongUsage(_("{code} has no forms yet").format(code=arguments.code))
    pages = app.print_sheets(sheets, arguments.out)
    print(wrote(arguments.out, pages))
    return DONE


def _asked(desk: DeskPort, arguments: argparse.Namespace) -> list[Sheet]:
    """Return the sheets that are asked for of a card; a blank one of a coming form, too."""
    code, kind = arguments.code, arguments.form
    if arguments.by and not arguments.since:
        raise WrongUsage(_("--changes-by needs --changes-since"))
    if arguments.kind == "blank" and not is_begun(desk, code, kind):
        return [desk.coming_sheet(code, kind)]
    lines = standing_forms(desk, code, kind)
    if arguments.kind == "blank":
        lines = list({line.kind: line for line in lines}.values())
    asked = (arguments.kind, arguments.revision, arguments.since, arguments.by)
    return [sheet for line in lines for sheet in sheets_of(desk, line, *asked)]


def is_begun(desk: DeskPort, code: str, kind: str) -> bool:
    """Tell whether a card has this form; all of them, and one asked for by its sheet, it has.

    One of an earlier round alone is to come again, as one is whose stage was never reached.
    """
    begun = {line.kind for line in desk.outline(code).forms}
    begun |= {line.form_id for line in desk.page(code).all_forms}
    return not kind or ":" in kind or kind in begun


def check_out(out: Path) -> None:
    """See that a file to write has a name; raises WrongUsage."""
    if not out.name:
        raise WrongUsage(_("--out must name a file, not {name}").format(name=repr(str(out))))


@verb("binder")
def binder(arguments: argparse.Namespace, app: AppPort) -> int:
    """Print everything about a micro-credential into one PDF."""
    check_out(arguments.out)
    with desk_of(arguments, app) as desk:
        bound = desk.binder(arguments.code)
    pages = app.print_binder(bound, arguments.out)
    print(wrote(arguments.out, pages))
    return DONE


@verb("audit")
def audit(arguments: argparse.Namespace, app: AppPort) -> int:
    """Print what an audit visit is shown, and its tables as a workbook."""
    check_out(arguments.out)
    if arguments.until < arguments.since:
        raise WrongUsage(_("--to lies before --from"))
    extent = Extent(
        since=arguments.since,
        until=arguments.until,
        programme=arguments.programme,
        faculty=arguments.faculty,
        names=arguments.names,
    )
    with desk_of(arguments, app) as desk:
        found = desk.audit(extent)
    pages = app.print_audit(found, arguments.out, arguments.tables)
    print(wrote(arguments.out, pages))
    if arguments.tables is not None:
        print(_("wrote {out}").format(out=arguments.tables))
    return DONE


@verb("statement")
def statement(arguments: argparse.Namespace, app: AppPort) -> int:
    """Print what a lecturer contributed in a semester."""
    check_out(arguments.out)
    found = semester_days(arguments.year, arguments.semester)
    if found is None:
        raise WrongUsage(
            _("{year} is no academic year such as 2026/2027").format(year=repr(arguments.year))
        )
    typed = arguments.number_by_hand
    is_numbered = bool(arguments.number or typed)
    with desk_of(arguments, app, read_only=not is_numbered) as desk:
        told = desk.statement(arguments.lecturer, *found)
        if is_numbered and (told.wants_number or typed not in ("", told.document)):
            days = {"since": found[0].isoformat(), "until": found[1].isoformat()}
            wanted = NumberStatement(
                person=told.person_id, **days, digest=told.digest, number=typed
            )  # fmt: skip
            desk.execute(wanted)
            told = desk.statement(arguments.lecturer, *found)
    pages = app.print_statement(told, arguments.out)
    lines = plural("{n} contribution", "{n} contributions", len(told.lines))
    print(wrote(arguments.out, pages, lines))
    return DONE


@verb("catalogue")
def catalogue(arguments: argparse.Namespace, app: AppPort) -> int:
    """Print the catalogue sheet of a micro-credential."""
    check_out(arguments.out)
    with desk_of(arguments, app) as desk:
        copy = desk.catalogue(arguments.code)
    pages = app.print_catalogue(copy, arguments.out)
    print(wrote(arguments.out, pages))
    return DONE


@verb("booklet")
def booklet(arguments: argparse.Namespace, app: AppPort) -> int:
    """Print what waits for a person's signature; without a person tell for whom something waits."""
    if bool(arguments.who) != (arguments.out is not None):
        raise WrongUsage(_("--for and --out go together"))
    if arguments.out is not None:
        check_out(arguments.out)
    with desk_of(arguments, app) as desk:
        if not arguments.who:
            for line in desk.signing_lists():
                print(f"{line.name or line.who}\t{len(line.forms)}")
            return DONE
        bound = desk.booklet(arguments.who)
    pages = app.print_booklet(bound, arguments.out)
    forms = plural("{n} form", "{n} forms", len(bound.sheets))
    print(wrote(arguments.out, pages, forms))
    return DONE


@verb("drafts")
def drafts(arguments: argparse.Namespace, app: AppPort) -> int:
    """Write e-mail drafts for those who are to sign a form, or to be told of it; send none."""
    if not arguments.out.is_dir():
        raise WrongUsage(_("there is no folder {out}").format(out=arguments.out))
    with desk_of(arguments, app) as desk:
        mailing = desk.mailing(form_of(desk, arguments.code, arguments.form).form_id)
    for path, errand in zip(app.write_drafts(mailing, arguments.out), mailing.errands, strict=True):
        print(
            _("wrote {out}").format(out=path)
            + ("" if errand.address else _(", without an address"))
        )
    return DONE


def sheets_of(
    desk: DeskPort, line: FormLine, kind: str, version: int, since: str = "", by: str = ""
) -> list[Sheet]:
    """Return what is printed of a form, see `sheet_of`.

    One that is signed module by module is frozen in its parts alone: as a whole it is a draft,
    and the parts that stand frozen follow it. What changed is marked in the whole; since a
    version's number, or as frozen, in each of the parts.
    """
    is_of_parts = not version and kind in ("auto", "frozen")
    parts = desk.form(line.form_id).parts if is_of_parts else ()
    if not parts:
        return [sheet_of(desk, line, kind, version, since, by)]
    if since.startswith("version:") or (since and kind == "frozen"):
        return _parts_since(desk, line, kind, since, by)
    frozen = [desk.sheet(part.form_id, "frozen") for part in parts if part.is_frozen and not since]
    if frozen and kind == "frozen":
        return frozen
    own = "draft" if kind == "auto" else kind
    return [sheet_of(desk, line, own, version, since, by), *frozen]


def _parts_since(desk: DeskPort, line: FormLine, kind: str, since: str, by: str) -> list[Sheet]:
    """Return the parts of a form with what changed since; as frozen those that stand so.

    One is left out that has no text after what is asked for, or in which the person who is asked
    for changed nothing. Where none is left that one says why which comes nearest.
    """
    parts = [part for part in desk.form(line.form_id).parts if part.is_frozen or kind == "auto"]
    if not parts:
        return [sheet_of(desk, line, kind, 0, since, by)]
    found: list[Sheet] = []
    refused: list[Refused] = []
    for part in parts:
        chosen: Literal["draft", "frozen"] = "frozen" if part.is_frozen else "draft"
        try:
            found.append(desk.redline(part.form_id, chosen, since, by=by))
        except Refused as error:
            if error.code not in LEFT_OUT:
                raise
            refused.append(error)
    if not found:
        raise max(refused, key=lambda error: (LEFT_OUT.index(error.code), len(str(error))))
    return found


def _stands_frozen(desk: DeskPort, line: FormLine) -> bool:
    """Tell whether a form is printed as it was frozen; of an earlier round, what stood at last."""
    if line.status == "superseded":
        return any(revision.current for revision in desk.form(line.form_id).revisions)
    return line.status in FROZEN


def sheet_of(
    desk: DeskPort, line: FormLine, kind: str, version: int, since: str = "", by: str = ""
) -> Sheet:
    """Return the sheet of a form: frozen where it is, else a marked draft, or as asked for.

    `since` marks what changed since then, `by` of one person, see `DeskPort.redline`.
    """
    chosen: Literal["blank", "draft", "frozen"]
    if kind == "auto":
        chosen = "frozen" if _stands_frozen(desk, line) else "draft"
    elif kind == "blank":
        chosen = "blank"
    else:
        chosen = "draft" if kind == "draft" else "frozen"
    revision = ""
    if version:
        found = [r for r in desk.form(line.form_id).revisions if r.version == version]
        if not found:
            raise WrongUsage(
                _("{kind} has no version {version}").format(kind=line.kind, version=version)
            )
        revision, chosen = found[0].id, "frozen"
    if not since:
        return desk.sheet(line.form_id, chosen, revision)
    if chosen == "blank":
        raise WrongUsage(
            _("a blank form has no changes: leave out --kind blank or --changes-since")
        )
    return desk.redline(line.form_id, chosen, since, revision, by)
