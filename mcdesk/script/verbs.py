"""The verbs of the script face: each does one thing through the same desk as the window."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from mcdesk.errors import Finding, Refused, Trouble, WrongUsage
from mcdesk.procedure.commands import COMMANDS
from mcdesk.script import command_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Mapping

    from mcdesk.application.ports import AppPort, DeskPort
    from mcdesk.application.views import CardOutline, FormLine, HistoryLine

DONE, REFUSED, USAGE, TROUBLE = 0, 1, 2, 3
VERBS: dict[str, Callable[[argparse.Namespace, AppPort], int]] = {}


def verb(name: str) -> Callable[[Callable[[argparse.Namespace, AppPort], int]], Any]:
    """Register the function of a verb."""

    def register(function: Callable[[argparse.Namespace, AppPort], int]) -> Any:
        VERBS[name] = function
        return function

    return register


def run(arguments: argparse.Namespace, app: AppPort) -> int:
    """Run a verb; say what went wrong in words and return the exit code."""
    try:
        return VERBS[arguments.verb](arguments, app)
    except Refused as refusal:
        for finding in refusal.findings:
            print(f"refused: {finding.sentence()}", file=sys.stderr)
        return REFUSED
    except WrongUsage as error:
        print(f"mcdesk {arguments.verb}: {error}", file=sys.stderr)
        return USAGE
    except Trouble as trouble:
        print(f"mcdesk {arguments.verb}: {trouble.title} {trouble.advice}", file=sys.stderr)
        return TROUBLE
    except BrokenPipeError:
        return DONE


def workspace_of(arguments: argparse.Namespace, app: AppPort) -> Path:
    """Return the workspace named, or the default one."""
    return arguments.workspace or app.default_path()


@contextmanager
def desk_of(arguments: argparse.Namespace, app: AppPort, *, read_only: bool = True) -> Any:
    """Open the workspace for a verb, and close it behind it."""
    desk = app.open(workspace_of(arguments, app), arguments.person, read_only=read_only)
    try:
        yield desk
    finally:
        app.close(desk)


def emit(data: object, out: IO[str] | None = None) -> None:
    """Write one JSON value on a line of its own."""
    print(json.dumps(data, ensure_ascii=False, default=str), file=out or sys.stdout, flush=True)


@verb("new")
def new(arguments: argparse.Namespace, app: AppPort) -> int:
    """Make a workspace, empty or filled with the sample."""
    if arguments.sample:
        app.make_sample(arguments.file)
    else:
        app.close(app.create(arguments.file, arguments.name, arguments.newcomer))
    print(f"made {arguments.file}")
    return DONE


@verb("list")
def listing(arguments: argparse.Namespace, app: AppPort) -> int:
    """List the micro-credentials."""
    with desk_of(arguments, app) as desk:
        board = desk.board()
    stages = {stage.id: stage for stage in board.stages}
    tiles = [
        tile
        for tile in board.tiles
        if arguments.stage in ("", tile.stage, str(stages[tile.stage].number))
    ]
    if arguments.json:
        emit([{**tile.data(), "late": tile.is_late(board.today), "age": tile.age(board.today),
               "stage_number": stages[tile.stage].number} for tile in tiles])  # fmt: skip
        return DONE
    for tile in sorted(tiles, key=lambda entry: (stages[entry.stage].number, entry.code)):
        stage = stages[tile.stage]
        late = " late" if tile.is_late(board.today) else ""
        ready = f" ready for {tile.ready_for}" if tile.ready_for else ""
        status = "" if tile.status == "active" else f" [{tile.status}]"
        place = f"{stage.number:>2} {stage.title.text():<28} {tile.age(board.today):>3} d"
        print(f"{tile.code}  {place}  {tile.title_en}{status}{late}{ready}")
    if not tiles:
        print("no micro-credentials")
    return DONE


@verb("show")
def show(arguments: argparse.Namespace, app: AppPort) -> int:
    """Show a card, one of its forms, or the directory."""
    with desk_of(arguments, app) as desk:
        if arguments.people:
            return _show_people(desk, as_json=arguments.json)
        if not arguments.code:
            raise WrongUsage("name a micro-credential, or use --people")
        if arguments.form:
            return _show_form(desk, arguments.code, arguments.form)
        outline = desk.outline(arguments.code)
    if arguments.json:
        emit(_outline_data(outline))
    else:
        _print_outline(outline)
    return DONE


def _show_people(desk: DeskPort, *, as_json: bool) -> int:
    people = desk.info().persons
    if as_json:
        emit([asdict(person) for person in people])
        return DONE
    for person in people:
        print(f"{person.full_name:<40} {', '.join(person.roles)}")
    return DONE


def form_of(desk: DeskPort, code: str, kind: str) -> FormLine:
    """Return the present form of a kind of a card; raises WrongUsage where there is none."""
    found = [line for line in desk.outline(code).forms if kind in (line.kind, line.form_id)]
    if not found:
        raise WrongUsage(f"{code} has no form {kind} yet")
    return found[-1]


def _show_form(desk: DeskPort, code: str, kind: str) -> int:
    line = form_of(desk, code, kind)
    view = desk.form(line.form_id)
    emit(
        {
            "form": line.form_id,
            "kind": line.kind,
            "status": view.status,
            "version": line.version,
            "number": line.number,
            "digest": view.revision.digest if view.revision else "",
            "values": {**view.content.values, **view.computed.values},
            "rows": {
                field: [{"id": row.id, **row.cells} for row in rows]
                for field, rows in {**view.content.rows, **view.computed.rows}.items()
            },
            "signatures": [asdict(entry) for entry in view.signatures],
            "missing": [finding_data(finding) for finding in view.missing],
        }
    )
    return DONE


def finding_data(finding: Finding) -> dict[str, str]:
    """Return a finding as scripts get it."""
    return {
        "code": finding.code,
        "form": finding.form,
        "path": finding.path,
        "role": finding.role,
        "level": finding.level,
        "text": finding.sentence(),
    }


def _outline_data(outline: CardOutline) -> dict[str, Any]:
    return {
        **outline.tile.data(),
        "stage_number": outline.stage.number,
        "late": outline.tile.is_late(outline.today),
        "ways": [
            {
                "to": way.target,
                "kind": way.kind,
                "open": way.is_open,
                "findings": [finding_data(finding) for finding in way.findings],
            }
            for way in outline.ways
        ],
        "forms": [asdict(line) for line in outline.forms],
        "debts": [asdict(line) for line in outline.debts],
    }


def _print_outline(outline: CardOutline) -> None:
    tile, stage = outline.tile, outline.stage
    print(f"{tile.code}  {tile.title_en}")
    print(f"stage {stage.number} of {outline.number_of_stages}: {stage.title.text()}, "
          f"{tile.age(outline.today)} days, round {tile.round}, {tile.status}")  # fmt: skip
    for way in outline.ways:
        print(
            f"\n{'open' if way.is_open else 'not yet'}: {way.title.text()} -> {way.target or 'end'}"
        )
        for finding in way.met:
            print(f"  + {finding.sentence()}")
        for finding in way.findings:
            mark = "!" if finding.level == "block" else "?"
            owed = f"  ({finding.role})" if finding.role else ""
            print(f"  {mark} {finding.sentence()}{owed}")
    print("\nforms")
    for line in outline.forms:
        print(f"  {line.kind:<4} {line.short.text():<22} {line.status:<10} v{line.version} "
              f"{line.signed} of {line.signers} signed  {line.number}")  # fmt: skip
    for debt in outline.debts:
        print(f"  debt: {debt.owed}, {debt.owed_by}, until {debt.until} {debt.id}")


@verb("history")
def history(arguments: argparse.Namespace, app: AppPort) -> int:
    """Show what happened, newest first."""
    with desk_of(arguments, app) as desk:
        lines: tuple[HistoryLine, ...] = desk.history(arguments.code, limit=arguments.limit)
    for line in lines:
        if arguments.json:
            emit(asdict(line))
            continue
        print(f"{line.at[:16].replace('T', ' ')}  {line.who}: {line.what.text()} "
              f"{line.card_code} {line.form} {line.note}".rstrip())  # fmt: skip
        for change in line.changes:
            print(f"    {change.label.text()}: {change.old or '–'} -> {change.new or '–'}")
    return DONE


@verb("commands")
def commands(arguments: argparse.Namespace, _app: AppPort) -> int:
    """List every command."""
    schemas = [command_line.schema_of(cls) for cls in COMMANDS.values()]
    if arguments.json:
        print(json.dumps(schemas, ensure_ascii=False, indent=1))
        return DONE
    for schema in schemas:
        print(f"{schema['title']}: {schema['description']}")
        print(f"    {json.dumps(schema['example'], ensure_ascii=False)}")
    return DONE


@verb("apply")
def apply(arguments: argparse.Namespace, app: AppPort) -> int:
    """Run commands, one a line, a result a line."""
    worst = DONE
    with desk_of(arguments, app, read_only=False) as desk:
        for line in _lines(arguments.file):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            code = _apply_line(line, desk, app)
            worst = max(worst, code)
            if code and not arguments.keep_going:
                break
    return worst


def _lines(file: str) -> Iterator[str]:
    """Yield the lines of a file, or of standard input for "-"; a byte order mark is passed over."""
    try:
        with nullcontext(sys.stdin) if file == "-" else Path(file).open(encoding="utf-8") as source:
            for line in source:
                yield line.lstrip("\ufeff")
    except OSError as error:
        raise WrongUsage(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise WrongUsage(f"{file} is not UTF-8 text: save it as UTF-8") from error


def _apply_line(line: str, desk: DeskPort, app: AppPort) -> int:
    """Run one line and write its result; return its exit code."""
    try:
        command, person = command_line.parse(line)
        with app.acting_as(desk, person):
            changes = desk.execute(command)
    except WrongUsage as error:
        emit({"wrong": str(error)})
        return USAGE
    except Refused as refusal:
        emit({"refused": refusal.code, "findings": [finding_data(f) for f in refusal.findings]})
        return REFUSED
    except Trouble as trouble:
        emit({"trouble": trouble.code, "title": trouble.title, "advice": trouble.advice})
        return TROUBLE
    emit({"ok": True, "events": list(changes.events), "cards": sorted(changes.cards)})
    return DONE


@verb("check")
def check(arguments: argparse.Namespace, app: AppPort) -> int:
    """Check a workspace; exit 3 when something is wrong."""
    problems = app.check(workspace_of(arguments, app))
    if arguments.json:
        emit({"ok": not problems, "problems": list(problems)})
    else:
        for problem in problems:
            print(problem)
        print("all well" if not problems else f"{len(problems)} problems")
    return TROUBLE if problems else DONE


@verb("backup")
def backup(arguments: argparse.Namespace, app: AppPort) -> int:
    """Write a backup."""
    print(f"wrote {app.backup(workspace_of(arguments, app), arguments.file)}")
    return DONE


@verb("restore")
def restore(arguments: argparse.Namespace, app: AppPort) -> int:
    """Restore a backup; a workspace that is there is set aside."""
    target = workspace_of(arguments, app)
    aside = app.restore(arguments.file, target)
    print(f"restored {target}")
    if aside is not None:
        print(f"the workspace that was there is kept as {aside}")
    return DONE


@verb("definitions")
def definitions(arguments: argparse.Namespace, app: AppPort) -> int:
    """Export, check or import the procedure and the forms as TOML files."""
    if arguments.action == "export":
        names = app.export_definitions(workspace_of(arguments, app), arguments.folder)
        print(f"wrote {len(names)} files to {arguments.folder}")
        return DONE
    procedure, forms = _read_folder(arguments.folder)
    mistakes = app.mistakes(procedure, forms)
    for mistake in mistakes:
        print(mistake, file=sys.stderr)
    if mistakes:
        print(f"{len(mistakes)} mistakes; nothing was changed", file=sys.stderr)
        return REFUSED
    if arguments.action == "check":
        print("no mistakes")
        return DONE
    with desk_of(arguments, app, read_only=False) as desk:
        texts = {"procedure": procedure[1], "forms": forms}
        changes = desk.execute(command_line.build(COMMANDS["PublishDefinitions"], texts))
    print("published" if changes.events else "these definitions are there already")
    return DONE


def _read_folder(folder: Path) -> tuple[tuple[str, str], dict[str, str]]:
    """Return the procedure and the forms of a folder as `procedure.toml` and `forms/*.toml`."""
    procedure = folder / "procedure.toml"
    try:
        text = procedure.read_text(encoding="utf-8")
        files: Mapping[str, Path] = {p.name: p for p in sorted((folder / "forms").glob("*.toml"))}
        forms = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(f"{folder} cannot be read: {error}") from error
    return (procedure.name, text), forms
