"""`mcdesk packet`: waiting changes leave as a file, come in elsewhere, and are adopted."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from mcdesk.errors import WrongUsage
from mcdesk.exchange.packets import whole_name
from mcdesk.i18n import _, plural
from mcdesk.procedure.calendar import minute_of
from mcdesk.script.counts import need_a_look
from mcdesk.script.running import DONE, REFUSED, desk_of, emit, verb

if TYPE_CHECKING:
    import argparse

    from mcdesk.application.ports import AppPort
    from mcdesk.application.views.packet import PacketSight, PacketTaken


@verb("packet")
def packet(arguments: argparse.Namespace, app: AppPort) -> int:
    """Pack changes into a file, show what one holds, take one in, or adopt work."""
    acts = {"out": _out, "show": _show, "in": _in, "adopt": _adopt}
    if arguments.file is None and arguments.act != "adopt":
        raise WrongUsage(_("{act} needs {what}").format(act=arguments.act, what="FILE"))
    if arguments.act != "out" and (arguments.card or arguments.form or arguments.since):
        raise WrongUsage(_("--card, --form and --since go with out"))
    if arguments.form and not arguments.card:
        raise WrongUsage(_("{act} needs {what}").format(act="--form", what="--card"))
    return acts[arguments.act](arguments, app)


def _out(arguments: argparse.Namespace, app: AppPort) -> int:
    since = arguments.since.isoformat() if arguments.since else ""
    target = whole_name(arguments.file)
    if target.exists() and not arguments.anyway:
        raise WrongUsage(_("{file} exists already: give another name, or --anyway to replace it")
                         .format(file=target))  # fmt: skip
    with desk_of(arguments, app) as desk:
        path, count = app.packet_out(
            desk, arguments.file, card=arguments.card, form=arguments.form, since=since
        )
    if arguments.json:
        emit({"file": str(path), "changes": count})
    else:
        said = plural("packed {n} change", "packed {n} changes", count)
        print(f"{said}: {path}")
    return DONE


def _show(arguments: argparse.Namespace, app: AppPort) -> int:
    """Tell what a packet holds; 1 where it cannot be taken in here."""
    with desk_of(arguments, app) as desk:
        sight = app.look_into_packet(desk, arguments.file)
    if arguments.json:
        data = asdict(sight)
        for told, line in zip(data["lines"], sight.lines, strict=True):
            told["what"] = {"en": line.what.en, "id": line.what.id}
        emit({**data, "fresh": sight.fresh})
    else:
        _tell(sight)
    return REFUSED if sight.why_not else DONE


def _tell(sight: PacketSight) -> None:
    said = {"sender": sight.sender or "–", "name": sight.workspace, "at": minute_of(sight.made_at)}
    print(_("from\t{sender}, {name}, {at}").format(**said))
    n, fresh = len(sight.lines), sight.fresh
    print(_("changes\t{n}; not here yet: {fresh}").format(n=n, fresh=fresh))
    print(_("files\t{n}, {size} bytes").format(n=sight.files, size=sight.size))
    for line in sight.lines:
        place = f"{line.card}/{line.form}" if line.form else line.card
        mark = "=" if line.is_known else "+"
        print(f"{mark}\t{minute_of(line.at)}\t{line.who}\t{place}\t{line.what.text()}")
    for name in sight.left:
        print(_("no duties any more\t{name}").format(name=name))
    if sight.why_not:
        print(_("cannot be taken in here\t{why}").format(why=sight.why_not))


def _in(arguments: argparse.Namespace, app: AppPort) -> int:
    """Take a packet in; 1 where something of it needs a look."""
    with desk_of(arguments, app, read_only=False) as desk:
        taken = app.packet_in(desk, arguments.file)
    return _taken(arguments, taken, _("{n} taken in, {known} were here already"))


def _adopt(arguments: argparse.Namespace, app: AppPort) -> int:
    """Take on the work of who left: a packet's, else what waits in the workspace itself."""
    with desk_of(arguments, app, read_only=False) as desk:
        if arguments.file is None:
            taken = app.adopt_waiting(desk)
        else:
            taken = app.packet_in(desk, arguments.file, adopted=True)
    return _taken(arguments, taken, _("{n} adopted, {known} were here already"))


def _taken(arguments: argparse.Namespace, taken: PacketTaken, words: str) -> int:
    if arguments.json:
        emit({"kept": taken.kept, "known": taken.known, "collided": taken.collided})
    else:
        print(words.format(n=taken.kept, known=taken.known))
        if taken.collided:
            print(need_a_look(taken.collided))
    return REFUSED if taken.collided else DONE
