"""The verbs that read: list, show, history, ideas."""

from __future__ import annotations

import re
from dataclasses import asdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from mcdesk import i18n
from mcdesk.application.days import told
from mcdesk.application.names import told_apart
from mcdesk.errors import WrongUsage
from mcdesk.i18n import _, plural
from mcdesk.procedure.calendar import minute_of
from mcdesk.script.running import DONE, desk_of, emit, finding_data, form_of, sheets_standing, verb

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from mcdesk.application.ports import AppPort, DeskPort
    from mcdesk.application.views import CardPage, HistoryLine, PersonLine, WorkspaceInfo
    from mcdesk.procedure.stage import Label

STATUSES: Mapping[str, tuple[str, str]] = {
    "active": ("active", "berjalan"), "on_hold": ("on_hold", "ditunda"),
    "halted": ("halted", "dihentikan"), "cancelled": ("cancelled", "dibatalkan"),
    "completed": ("completed", "selesai"),
    "empty": ("empty", "kosong"), "draft": ("draft", "draf"), "frozen": ("frozen", "dibekukan"),
    "returned": ("returned", "dikembalikan"), "rejected": ("rejected", "ditolak"),
    "signed": ("signed", "lengkap"), "void": ("void", "batal"),
    "wrong": ("wrong", "angka salah"),
    "superseded": ("superseded", "digantikan"), "external": ("external", "dokumen luar"),
    "before": ("before", "sebelumnya"), "missing": ("missing", "tidak ada"),
    "opened": ("opened", "dibuka"),
}  # fmt: skip
"""The words of scripts for where cards and forms stand; in English they are the JSON's own."""
UNSEEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
"""Controls of a terminal, and signs that turn all that follows; an isolated word may stand."""


def _status(word: str) -> str:
    known = STATUSES.get(word, (word, word))
    return known[i18n.language() == "id"]


@verb("list")
def listing(arguments: argparse.Namespace, app: AppPort) -> int:
    """List the micro-credentials."""
    with desk_of(arguments, app) as desk:
        board = desk.board(archived=True)
    stages = {stage.id: stage for stage in board.stages}
    if arguments.stage and all(
        arguments.stage not in (stage.id, str(stage.number)) for stage in board.stages
    ):
        raise WrongUsage(_("there is no stage “{ref}”").format(ref=arguments.stage))
    tiles = [
        tile
        for tile in board.tiles
        if arguments.stage in ("", tile.stage, str(stages[tile.stage].number))
    ]
    if arguments.json:
        emit([{**tile.data(), "late": tile.is_late(board.today), "age": tile.age(board.today),
               "stage_number": stages[tile.stage].number} for tile in tiles])  # fmt: skip
        return DONE
    shown, is_late = i18n.language(), " [" + _("late") + "]"
    wide = max((len(tile.code) for tile in tiles), default=0)
    for tile in sorted(tiles, key=lambda entry: (stages[entry.stage].number, entry.code)):
        stage = stages[tile.stage]
        late = is_late if tile.is_late(board.today) else ""
        ready = ""
        if tile.ready_for:
            onward = stages.get(tile.ready_for)
            name = onward.title.text() if onward and shown == "id" else tile.ready_for
            ready = " [" + _("ready for {stage}").format(stage=name) + "]"
        status = "" if tile.status == "active" else f" [{_status(tile.status)}]"
        if tile.archived_on:
            status += " [" + _("archived") + "]"
        days = _("{n} d").format(n=f"{tile.age(board.today):>3}")
        place = f"{stage.number:>2} {stage.title.text():<28} {days}"
        print(f"{tile.code:<{wide}}  {place}  {tile.title(shown)}{status}{late}{ready}")
    if not tiles:
        print(_("no micro-credentials"))
    return DONE


@verb("show")
def show(arguments: argparse.Namespace, app: AppPort) -> int:
    """Show a card, one of its forms, or the directory."""
    with desk_of(arguments, app) as desk:
        if arguments.people:
            return _show_people(desk, as_json=arguments.json)
        if not arguments.code:
            raise WrongUsage(_("name a micro-credential, or use --people"))
        if arguments.form:
            return _show_form(desk, arguments.code, arguments.form)
        page = desk.page(arguments.code)
        info = desk.info()
    if arguments.json:
        emit(_page_data(page))
    else:
        _print_page(page, info)
    return DONE


def _show_people(desk: DeskPort, *, as_json: bool) -> int:
    info = desk.info()
    people = info.persons
    if as_json:
        offices = {entry.id: entry.offices for entry in desk.directory().people}
        emit([{**asdict(person), "offices": [asdict(office) for office in offices[person.id]]}
              for person in people])  # fmt: skip
        return DONE
    names = told_apart(people)
    for person in people:
        roles = ", ".join(_role(role, info.role_labels) for role in person.roles)
        print(f"{names[person.id]:<40} {roles}{_id_of(person)}")
    return DONE


def _id_of(person: PersonLine) -> str:
    """Return the id of somebody of whose name there are several, to be named by it."""
    return f"  id {person.id}" if person.has_namesake else ""


def _show_form(desk: DeskPort, code: str, kind: str) -> int:
    line = form_of(desk, code, kind)
    view = desk.form(line.form_id)
    emit(
        {
            "form": line.form_id,
            "kind": line.kind,
            "sheet": line.sheet,
            "status": view.status,
            "is_open": line.is_open,
            "version": line.version,
            "number": line.number,
            "digest": view.revision.digest if view.revision else "",
            "values": {**view.content.values, **view.computed.values},
            "rows": {
                field: [{"id": row.id, **row.cells} for row in rows]
                for field, rows in {**view.content.rows, **view.computed.rows}.items()
            },
            "signatures": [asdict(entry) for entry in view.signatures],
            "comments": [asdict(entry) for entry in view.comments],
            "missing": [finding_data(finding) for finding in view.missing],
            "left_there": finding_data(view.left_there) if view.left_there else None,
        }
    )
    return DONE


def _page_data(page: CardPage) -> dict[str, Any]:
    outline = page.outline
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
        "sheets": [asdict(line) for line in page.all_forms],
        "team": [asdict(line) for line in page.team],
        "files": [asdict(line) for line in page.files],
        "decisions": [asdict(line) for line in page.decisions],
        "debts": [asdict(line) for line in outline.debts],
        "scans": [asdict(line) for line in outline.scans],
        "sent_back": asdict(outline.sent_back) if outline.sent_back else None,
    }


def _print_page(page: CardPage, info: WorkspaceInfo) -> None:
    outline, roles = page.outline, info.role_labels
    tile, stage = outline.tile, outline.stage
    print(f"{tile.code}  {tile.title(i18n.language())}")
    text = _("stage {n} of {of}: {title}, {days}, round {round}, {status}")
    days = plural("{n} day", "{n} days", tile.age(outline.today))
    print(text.format(n=stage.number, of=outline.number_of_stages, title=stage.title.text(),
                      days=days, round=tile.round,
                      status=_status(tile.status)))  # fmt: skip
    targets = {"": _("end")}
    if i18n.language() == "id":  # as with roles: in English the ids, which scripts use
        targets |= {stage.id: stage.title.text() for stage in info.stages}
    for way in outline.ways:
        state = _("open") if way.is_open else _("not yet")
        print(f"\n{state}: {way.title.text()} -> {targets.get(way.target, way.target)}")
        for finding in way.met:
            print(f"  + {told(finding)}")
        for finding in way.findings:
            mark = "!" if finding.level == "block" else "?"
            owed = f"  ({_role(finding.role, roles)})" if finding.role else ""
            print(f"  {mark} {told(finding)}{owed}")
    print("\n" + _("forms"))
    shown = sheets_standing(page)
    several = {one.kind for one, other in pairwise(shown) if one.kind == other.kind}
    for line in shown:
        kind = f"{line.kind}:{line.sheet}" if line.kind in several else line.kind
        signed = _("{n} of {of} signed").format(n=line.signed, of=line.signers)
        version = f"v{line.version}" if line.version else ""
        is_opened = line.is_open and line.status in ("frozen", "signed")
        status = _status("opened" if is_opened else line.status)
        print(f"  {kind:<6} {line.short.text():<22} {status:<10} "
              f"{version:<2} {signed}  {line.number}")  # fmt: skip
    for debt in outline.debts:
        text = (
            _("debt, paid on {on}: {owed}, {who} {id}")
            if debt.paid_on
            else _("debt: {owed}, {who}, until {until} {id}")
        )
        print("  " + text.format(on=debt.paid_on, owed=debt.owed, who=debt.owed_by,
                                 until=debt.until, id=debt.id))  # fmt: skip


def _role(role: str, roles: Mapping[str, Label]) -> str:
    """Return a role as it is shown: its id, which scripts use; in Indonesian its words."""
    if i18n.language() == "en" or role not in roles:
        return role
    return roles[role].text()


@verb("history")
def history(arguments: argparse.Namespace, app: AppPort) -> int:
    """Show what happened, newest first."""
    if arguments.limit < 0:
        raise WrongUsage(_("--limit must not be negative"))
    with desk_of(arguments, app) as desk:
        lines: tuple[HistoryLine, ...] = desk.history(arguments.code, limit=arguments.limit)
    for line in lines:
        if arguments.json:
            emit(asdict(line))
            continue
        print(_seen(f"{minute_of(line.at)}  {line.who}: {line.what.text()} "
                    f"{line.card_code} {line.form} {line.note}".rstrip()))  # fmt: skip
        for change in line.changes:
            said = f"{change.label.text()}: {change.old or '–'} -> {change.new or '–'}"
            print(f"    {_seen(said)}")
    return DONE


def _seen(text: str) -> str:
    """Return a text whose hidden signs can be seen: none turns or clears what a terminal shows."""
    return UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


@verb("ideas")
def ideas(arguments: argparse.Namespace, app: AppPort) -> int:
    """List the open ideas."""
    with desk_of(arguments, app) as desk:
        found = desk.ideas()
    if arguments.json:
        emit([asdict(idea) for idea in found])
        return DONE
    for idea in found:
        print(f"{idea.id}  {idea.received_on}  {idea.title}  {idea.from_whom}".rstrip())
    if not found:
        print(_("no ideas"))
    return DONE
