"""The verbs of the script face: each does one thing through the same desk as the window."""

from __future__ import annotations

import json
import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mcdesk.application.desk import is_signature
from mcdesk.application.linked import seen_at
from mcdesk.application.names import namesakes_of
from mcdesk.application.namesakes import MOST_IDS
from mcdesk.errors import Finding, Refused, Trouble, WrongUsage, system_words
from mcdesk.i18n import N_, _, plural
from mcdesk.procedure.commands import (
    COMMANDS,
    AddPerson,
)
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.names import LONGEST_ECHO
from mcdesk.script import command_line
from mcdesk.script.offices import held_by_others, offices_before
from mcdesk.script.running import (
    DONE,
    REFUSED,
    TROUBLE,
    USAGE,
    advice_of,
    desk_of,
    emit,
    finding_data,
    verb,
    workspace_of,
)
from mcdesk.script.written import wrong_values

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from mcdesk.application.ports import AppPort, DeskPort
    from mcdesk.procedure.commands import Command

UNKEYED = N_(
    "This decision was made without a key: nothing proves later that it is this person's own. To "
    "sign with a key, give the person's PIN as MCDESK_PIN in the environment, withdraw this "
    "decision and decide again."
)
NEW_KEY = N_(
    "The last key of this person was ended, so a new one was made on this computer, with the PIN "
    "in MCDESK_PIN where keys stand behind one here. It signed this decision and is registered."
)
KEYS = ("no_key", "locked_key", "key_ended")
"""Of a decision that is refused for want of a key: why (`application/handlers/keys.py`)."""
GIVE_PIN = N_(
    "A script gives the person's PIN as MCDESK_PIN in the environment: it opens their key, and "
    "where the last one was ended it makes a new one behind that PIN."
)


@verb("new")
def new(arguments: argparse.Namespace, app: AppPort) -> int:
    """Make a workspace, empty or filled with the sample."""
    if arguments.sample:
        app.make_sample(arguments.file)
    else:
        app.close(app.create(arguments.file, arguments.name, arguments.newcomer))
    print(_("made {file}").format(file=arguments.file))
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
        for number, line in enumerate(_lines(arguments.file), start=1):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            result, code = _apply_line(line, desk, app)
            if code == USAGE:
                result["wrong"] = _("line {n}: {what}").format(n=number, what=result["wrong"])
            emit(result if code == DONE else {**result, "line": number})
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
        raise WrongUsage(
            _("{file} cannot be read: {error}").format(file=file, error=system_words(error))
        ) from error
    except UnicodeDecodeError as error:
        raise WrongUsage(
            _("{file} is not UTF-8 text: save it as UTF-8").format(file=file)
        ) from error


def _apply_line(line: str, desk: DeskPort, app: AppPort) -> tuple[dict[str, Any], int]:
    """Run one line; return its result and its exit code."""
    command = None
    try:
        command, person = command_line.parse(line)
        with app.acting_as(desk, person):
            told = (*_keyless(command, desk), *_namesakes(command, desk))
            before = offices_before(command, desk)
            changes = desk.execute(command)
            told = (*told, *held_by_others(command, before, desk))
            other = desk.foreign_login()
        foreign = (other,) if other is not None else ()
        wrong = (*told, *foreign, *wrong_values(command, changes, desk))
    except WrongUsage as error:
        return {"wrong": str(error)}, USAGE
    except Refused as refusal:
        why = (*refusal.findings, *_of_key(command, refusal))
        findings = [finding_data(finding) for finding in why]
        return {"refused": refusal.code, "findings": findings}, REFUSED
    except Trouble as trouble:
        words = {"title": trouble.title, "advice": advice_of(trouble)}
        return {"trouble": trouble.code, **words}, TROUBLE
    found = {"findings": [finding_data(f) for f in wrong]} if wrong else {}
    done = {"ok": True, "events": list(changes.events), "cards": sorted(changes.cards)}
    return {**done, **found}, DONE


def _keyless(command: Command, desk: DeskPort) -> tuple[Finding, ...]:
    """Open the signer's key with the PIN of the environment; return what is told of it.

    Who never had a key can decide without one, whose key was ended gets a new one, as in the
    window (docs/decisions/0008), but never unknowingly.
    """
    if not is_signature(command):
        return ()
    pin, state = os.environ.get("MCDESK_PIN", ""), desk.key_state()
    is_new = bool(pin) and state == "ended"
    if is_new:
        desk.renew_key()
        state = desk.key_state()
    if pin and state in ("locked", "choose"):
        desk.unlock_key(pin)
        state = desk.key_state()
    form, role = str(getattr(command, "form", "")), str(getattr(command, "role", ""))
    if is_new:
        return (Finding("new_key", NEW_KEY, form=form, role=role, level="warn"),)
    if state not in ("none", "choose"):
        return ()
    return (Finding("no_key", UNKEYED, form=form, role=role, level="warn"),)


def _of_key(command: Command | None, refusal: Refused) -> tuple[Finding, ...]:
    """Return what a script does about a key that does not sign, beside why that is refused."""
    if command is None or not is_signature(command) or refusal.code not in KEYS:
        return ()
    return (Finding("give_pin", GIVE_PIN, level="warn"),)


def _namesakes(command: Command, desk: DeskPort) -> tuple[Finding, ...]:
    """Return that who is to be added has the name of somebody in the directory."""
    if not isinstance(command, AddPerson):
        return ()
    same = [line.id for line in namesakes_of(desk.info().persons, command.name)]
    text = N_("“{name}” was in the directory already ({ids}); now there is one more of that name. "
              "If it is the same person, take this entry back.")  # fmt: skip
    shown = {"name": command.name[:LONGEST_ECHO], "ids": ", ".join(same[:MOST_IDS])}
    return (Finding("same_name", text, shown, path="name", level="warn"),) if same else ()


@verb("attach")
def attach(arguments: argparse.Namespace, app: AppPort) -> int:
    """Put a file into the store and attach it to a micro-credential, or keep a link to it."""
    if not arguments.file.is_file():
        raise WrongUsage(_("there is no file {file}").format(file=arguments.file))
    link = str(arguments.file.absolute()) if arguments.link else ""
    seen = seen_at(link)  # before others wait for the workspace
    with desk_of(arguments, app, read_only=False) as desk:
        seen.must_be_the_same()
        digest, size = (seen.digest, seen.size) if link else desk.store_file(arguments.file)
        given = {"card": arguments.code, "name": arguments.file.name, "size": size, "link": link,
                 "digest": digest, "form": arguments.form, "purpose": arguments.purpose,
                 "note": arguments.note, "id": new_id()}  # fmt: skip
        if arguments.form:
            given["form"] = f"{arguments.code}/{arguments.form}"
        changes = desk.execute(command_line.build(COMMANDS["AttachFile"], given))
    emit({"ok": True, "file": given["id"], "digest": digest, "size": size,
          "events": list(changes.events)})  # fmt: skip
    return DONE


@verb("upgrade")
def upgrade(arguments: argparse.Namespace, app: AppPort) -> int:
    """Bring a workspace of an older program up to date, with a backup before."""
    kept = app.upgrade(arguments.file)
    if kept is None:
        print(_("{file} is up to date").format(file=arguments.file))
        return DONE
    print(_("brought {file} up to date").format(file=arguments.file))
    print(_("as it was before it is kept in the backup {kept}").format(kept=kept))
    return DONE


@verb("definitions")
def definitions(arguments: argparse.Namespace, app: AppPort) -> int:
    """Export, check or import the procedure and the forms as TOML files; tell who may adopt."""
    if arguments.action == "export":
        names = app.export_definitions(workspace_of(arguments, app), arguments.folder)
        files = plural("{n} file", "{n} files", len(names))
        print(_("wrote {files} to {folder}").format(files=files, folder=arguments.folder))
        return DONE
    if arguments.action == "effects":
        return _tell_effects(arguments, app)
    procedure, forms = _read_folder(arguments.folder)
    mistakes = app.mistakes(procedure, forms)
    for mistake in mistakes:
        print(mistake, file=sys.stderr)
    if mistakes:
        said = plural("{n} mistake; nothing was changed", "{n} mistakes; nothing was changed",
                      len(mistakes))  # fmt: skip
        print(said, file=sys.stderr)
        return REFUSED
    if arguments.action == "check":
        print(_("no mistakes"))
        return DONE
    with desk_of(arguments, app, read_only=False) as desk:
        texts = {"procedure": procedure[1], "forms": forms, "since": arguments.since,
                 "reason": arguments.reason}  # fmt: skip
        changes = desk.execute(command_line.build(COMMANDS["PublishDefinitions"], texts))
        old_rules = desk.replica().old_rules
    if old_rules is not None and changes.events:
        print(old_rules.sentence(), file=sys.stderr)
    print(_("published") if changes.events else _("these definitions are there already"))
    return DONE


def _tell_effects(arguments: argparse.Namespace, app: AppPort) -> int:
    """Print what each card under way would adopt, one line of JSON for each form."""
    with desk_of(arguments, app) as desk:
        for card in desk.adoptions():
            for form in card.forms:
                why = form.keeps or form.waits
                keeps = why.sentence() if why else ""
                emit({"card": card.code, "form": form.kind, "id": form.form_id,
                      "moves": form.moves, "keeps": keeps,
                      "aside": [[line.path, line.text] for line in form.aside],
                      "asks": [finding.sentence() for finding in form.asks],
                      "faults": [finding.sentence() for finding in card.faults]})  # fmt: skip
    return DONE


def _read_folder(folder: Path) -> tuple[tuple[str, str], dict[str, str]]:
    """Return the procedure and the forms of a folder as `procedure.toml` and `forms/*.toml`."""
    procedure = folder / "procedure.toml"
    try:
        text = procedure.read_text(encoding="utf-8")
        files: Mapping[str, Path] = {p.name: p for p in sorted((folder / "forms").glob("*.toml"))}
        forms = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(
            _("{folder} cannot be read: {error}").format(folder=folder, error=error)
        ) from error
    return (procedure.name, text), forms
