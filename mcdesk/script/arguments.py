"""The command line: one program, a verb, and what goes with all of them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from typing_extensions import override

from mcdesk import resources
from mcdesk.i18n import N_, _
from mcdesk.script.hub_arguments import add_acts
from mcdesk.script.usage import Parser

Verb = Callable[[str, str], argparse.ArgumentParser]


class _Version(argparse.Action):
    """Says the version; looked up only when asked for, since that costs more than a start."""

    @override
    def __call__(self, parser: argparse.ArgumentParser, *_given: object) -> None:
        sys.stdout.write(f"mcdesk {resources.version()}\n")
        parser.exit()


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole program."""
    common = _for_all(Parser(add_help=False))
    common.set_defaults(person="")
    main = Parser(
        prog="mcdesk",
        description=N_("A desktop for the 14-stage development of micro-credentials."),
        epilog=N_("Exit codes: 0 done, 1 refused by the procedure, 2 wrong usage, 3 trouble."),
        parents=[common],
    )
    main.add_argument("--version", action=_Version, nargs=0, help=N_("show the version"))
    verbs = main.add_subparsers(dest="verb", metavar="VERB")
    sub = _for_all(Parser(add_help=False, argument_default=argparse.SUPPRESS))

    def verb(name: str, words: str) -> argparse.ArgumentParser:
        return verbs.add_parser(name, help=words, description=words, parents=[sub])

    window = verb("window", N_("open the window (the default)"))
    window.add_argument("file", type=Path, nargs="?", help=N_("the workspace to open"))
    verb("demo", N_("open the window on a throw-away copy of the sample workspace"))
    _shots(verb("shots", N_("draw every screen as a PNG, without a display")))
    new = verb("new", N_("make a workspace"))
    new.add_argument("file", type=Path)
    new.add_argument("--name", default="", help=N_("what the workspace is called"))
    new.add_argument("--person", dest="newcomer", default="", help=N_("its first person"))
    new.add_argument("--sample", action="store_true", help=N_("fill it with the sample"))
    _reading(verb)
    apply = verb("apply", N_("run commands from a file of JSON lines"))
    apply.add_argument("file", help=N_("the file, or - for standard input"))
    apply.add_argument("--keep-going", action="store_true", help=N_("go on after a refusal"))
    _printing(verb("print", N_("print a form as PDF")))
    _binding(verb)
    _outside(verb)
    _filing(verb)
    _keeping(verb)
    _team(verb, sub)
    return main


def _for_all(parser: Parser) -> Parser:
    """Return a parser with what goes with all verbs, before or behind them."""
    parser.add_argument(
        "--workspace", type=Path, metavar="FILE", help=N_("which one; else the last opened")
    )
    parser.add_argument(
        "--as", dest="person", metavar="PERSON", help=N_("who acts: name, login or id")
    )
    parser.add_argument("--lang", choices=("en", "id"), help=N_("language of the texts"))
    return parser


def _shots(shots: argparse.ArgumentParser) -> None:
    shots.add_argument(
        "--out", type=Path, default=Path("shots"), help=N_("the folder for the pictures")
    )
    shots.add_argument("--theme", choices=("light", "dark"), default="light")
    shots.add_argument("--size", default="1366x768", metavar="WxH")


def _reading(verb: Verb) -> None:
    listing = verb("list", N_("list the micro-credentials"))
    listing.add_argument("--json", action="store_true")
    listing.add_argument("--stage", default="", help=N_("only this stage: id or number"))
    show = verb("show", N_("show where a micro-credential stands and what is missing"))
    show.add_argument("code", nargs="?", default="")
    show.add_argument("form", nargs="?", default="",
                      help=N_("a kind such as F2, or an earlier sheet such as R2:1"))  # fmt: skip
    show.add_argument("--people", action="store_true", help=N_("show the directory instead"))
    show.add_argument("--json", action="store_true")
    history = verb("history", N_("show what happened: who, when, old and new"))
    history.add_argument("code", nargs="?", default="")
    history.add_argument("--limit", type=int, default=0)
    history.add_argument("--json", action="store_true")
    ideas = verb("ideas", N_("list the open ideas"))
    ideas.add_argument("--json", action="store_true")
    search = verb("search", N_("search everything that is written: forms, remarks, reasons, names"))
    search.add_argument("words", nargs="+", metavar="WORD",
                        help=N_("all must occur; '\"a phrase\"' between quotes"))  # fmt: skip
    search.add_argument("--limit", type=int, default=50, help=N_("how many are listed at most"))
    search.add_argument("--json", action="store_true")
    commands = verb("commands", N_("list every command with its fields and an example"))
    commands.add_argument("--json", action="store_true")


def _printing(printing: argparse.ArgumentParser) -> None:
    printing.add_argument("code", help=N_("a micro-credential, or “board”"))
    printing.add_argument(
        "form", nargs="?", default="", help=N_("the kind: F2, R1 …; all when left out")
    )
    printing.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    printing.add_argument("--kind", choices=("auto", "blank", "draft", "frozen"), default="auto")
    printing.add_argument("--version", dest="revision", type=int, default=0,
                          help=N_("an earlier version"))  # fmt: skip
    printing.add_argument(
        "--changes-since",
        dest="since",
        type=_since,
        default="",
        metavar="WHAT",
        help=N_(
            "mark what changed since: last (the version before), a version's number, look (when "
            "--as last looked) or a day (YYYY-MM-DD)"
        ),
    )
    printing.add_argument(
        "--changes-by",
        dest="by",
        default="",
        metavar="NAME",
        help=N_("with --changes-since: mark only what this person changed, by the name on paper"),
    )


def _since(given: str) -> str:
    """Read since when changes are marked."""
    if given in ("", "last", "look"):  # the default goes through here, too
        return given
    if given.isascii() and given.isdigit():
        return f"version:{int(given)}"
    return _day(given).isoformat()


def _binding(verb: Verb) -> None:
    binder = verb("binder", N_("print everything about a micro-credential as one PDF"))
    binder.add_argument("code")
    _out(binder, "FILE.pdf")

    audit = verb("audit", N_("print what an audit visit is shown, with the tables as a workbook"))
    whose = audit.add_mutually_exclusive_group()
    whose.add_argument("--programme", default="", help=N_("a study programme; all when left out"))
    whose.add_argument("--faculty", default="", help=N_("a faculty"))
    audit.add_argument("--from", dest="since", type=_day, required=True, metavar="YYYY-MM-DD")
    audit.add_argument("--to", dest="until", type=_day, required=True, metavar="YYYY-MM-DD")
    audit.add_argument("--names", action="store_true", help=N_("with the names of people"))
    audit.add_argument("--tables", type=Path, default=None, metavar="FILE.xlsx",
                       help=N_("the tables as a workbook, too"))  # fmt: skip
    _out(audit, "FILE.pdf")

    statement = verb(
        "statement", N_("print what a lecturer contributed in a semester, for CTL to sign")
    )
    statement.add_argument("lecturer", help=N_("name, login or id"))
    statement.add_argument(
        "--year", required=True, metavar="2026/2027", help=N_("the academic year")
    )
    statement.add_argument("--semester", choices=("odd", "even"), required=True)
    statement.add_argument(
        "--number",
        action="store_true",
        help=N_(
            "give it its document number, as CTL makes it; without, one that has none is a draft"
        ),
    )
    statement.add_argument("--number-by-hand", default="", metavar="NUMBER",
                           help=N_("give it this number, which no other document has"))  # fmt: skip
    _out(statement, "FILE.pdf")
    _registers(verb)
    guide = verb(
        "guide", N_("show the development guide (F1) with the numbers in force, or print it")
    )
    guide.add_argument(
        "--edition",
        default="",
        metavar="2026.1",
        help=N_("another edition than the one that binds now"),
    )
    guide.add_argument("--json", action="store_true", help=N_("the chapters and numbers as JSON"))
    guide.add_argument("-o", "--out", type=Path, default=None, metavar="FILE.pdf")
    catalogue = verb("catalogue", N_("print the catalogue sheet of a micro-credential"))
    catalogue.add_argument("code")
    _out(catalogue, "FILE.pdf")

    booklet = verb("booklet", N_("print what waits for a person's signature as one PDF"))
    booklet.add_argument("--for", dest="who", default="", metavar="PERSON",
                         help=N_("name, login or id; a role where nobody holds the office; "
                              "left out, it is told who is waited for"))  # fmt: skip
    booklet.add_argument("-o", "--out", "--output", type=Path, default=None, metavar="FILE.pdf")

    drafts = verb("drafts", N_("write e-mail drafts (.eml) for those who are to sign a form"))
    drafts.add_argument("code")
    drafts.add_argument("form", help=N_("the kind of a frozen form: F2, F5 …"))
    _out(drafts, "FOLDER")


def _registers(verb: Verb) -> None:
    register = verb(
        "register", N_("list, print, save, close or reopen the register of a period (F4)")
    )
    register.add_argument("act", choices=("list", "print", "export", "close", "reopen"))
    register.add_argument(
        "--year",
        default="",
        metavar="2026/2027",
        help=N_("the academic year; the present period when left out"),
    )
    register.add_argument("--semester", choices=("odd", "even", "short"), default="")
    register.add_argument(
        "--version",
        type=int,
        default=0,
        metavar="N",
        help=N_("list, print, export: a closing by its version, also one that was reopened since"),
    )
    register.add_argument("--json", action="store_true", help=N_("list, or tell, as JSON"))
    register.add_argument("--next-year", default="", metavar="2026/2027",
                          help=N_("close: where open micro-credentials go on; the next semester "
                               "when left out"))  # fmt: skip
    register.add_argument("--next-semester", choices=("odd", "even", "short"), default="")
    register.add_argument(
        "--apply",
        action="store_true",
        help=N_("close: do it; without, only tell what would happen"),
    )
    register.add_argument("--reason", default="", help=N_("reopen: why"))
    register.add_argument("-o", "--out", type=Path, default=None, metavar="FILE")


def _outside(verb: Verb) -> None:
    out = verb("form-out", N_("write a form as a PDF or DOCX to be filled in without the program"))
    out.add_argument("code")
    out.add_argument("form", help=N_("the kind: F2, R1 …"))
    kinds = out.add_mutually_exclusive_group(required=True)
    kinds.add_argument("--pdf", type=Path, metavar="FILE.pdf")
    kinds.add_argument("--docx", type=Path, metavar="FILE.docx")
    out.add_argument("--blank", action="store_true", help=N_("without what stands in it"))
    back = verb("form-in", N_("tell what a filled form proposes, and take it over"))
    back.add_argument("file", type=Path)
    back.add_argument("--to", nargs=2, default=None, metavar=("CODE", "FORM"),
                      help=N_("which form it is, where the file does not say so"))  # fmt: skip
    back.add_argument("--apply", action="store_true",
                      help=N_("take over what changed there alone; leave the rest"))  # fmt: skip
    back.add_argument("--json", action="store_true")


def _team(verb: Verb, common: argparse.ArgumentParser) -> None:
    words = N_("share a workspace with a team: make its hub, join one, leave it")
    add_acts(verb("hub", words), common)
    _bringing(verb)
    sync = verb("sync", N_("exchange with the team’s hub"))
    sync.add_argument("--json", action="store_true")
    attention = verb("attention", N_("list what could not be kept when others’ changes came"))
    attention.add_argument("number", type=int, nargs="?", default=None)
    ways = ("mine", "theirs", "both", "edit", "again", "anew", "away")
    attention.add_argument("how", nargs="?", default=None, choices=ways)
    attention.add_argument("--text", default="", help=N_("edit: what the place shall say"))
    attention.add_argument("--json", action="store_true")
    packet = verb("packet", N_("let changes leave and come in as a file, without a network"))
    packet.add_argument("act", choices=("out", "show", "in", "adopt"))
    packet.add_argument("file", type=Path, nargs="?", default=None, metavar="FILE.mcpacket",
                        help=N_("adopt: without, what waits here by people who left"))  # fmt: skip
    packet.add_argument("--card", default="", help=N_("out: only this micro-credential’s"))
    packet.add_argument("--form", default="", help=N_("out: only this form’s: F2, F7 …"))
    packet.add_argument(
        "--since",
        type=_day,
        default=None,
        metavar="YYYY-MM-DD",
        help=N_("out: all since this day; else what waits for the hub"),
    )
    packet.add_argument("--anyway", action="store_true",
                        help=N_("out: also where it replaces a file"))  # fmt: skip
    packet.add_argument("--json", action="store_true")


def _bringing(verb: Verb) -> None:
    bring = verb("bring-in", N_("bring in what another workspace did, with its whole history"))
    bring.add_argument("file", type=Path)
    bring.add_argument("--preview", action="store_true", help=N_("only tell what would come"))
    bring.add_argument("--match", action="append", default=[], metavar="THERE=HERE",
                       help=N_("who or what is the same here; THERE=new: nobody; names: all of the "
                            "same name are"))  # fmt: skip
    bring.add_argument(
        "--bring",
        action="append",
        default=[],
        metavar="CODE",
        help=N_("what comes although a micro-credential looks the same"),
    )
    bring.add_argument("--leave-out", action="append", default=[], metavar="CODE")
    bring.add_argument("--json", action="store_true")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        words = _("{day} is no day such as 2026-08-01").format(day=repr(text))
        raise argparse.ArgumentTypeError(words) from error


def _out(parser: argparse.ArgumentParser, name: str) -> None:
    parser.add_argument("-o", "--out", type=Path, required=True, metavar=name)


def _filing(verb: Verb) -> None:
    attach = verb("attach", N_("put a file into the store and attach it to a micro-credential"))
    attach.add_argument("code")
    attach.add_argument("file", type=Path)
    attach.add_argument("--form", default="", help=N_("the kind of the form it serves: R1, F2 …"))
    purposes = ("scan", "sealed", "evidence", "original", "letter", "budget", "other")
    attach.add_argument("--purpose", default="other", choices=purposes)
    attach.add_argument("--note", default="")
    attach.add_argument("--link", action="store_true",
                        help=N_("keep a link to where it lies: of more than 50 MB"))  # fmt: skip
    scans = verb("file-scans", N_("tell what the pages of scans are, and file what is whole"))
    scans.add_argument("files", type=Path, nargs="+", metavar="FILE",
                       help=N_("PDF, JPEG, PNG or TIFF"))  # fmt: skip
    scans.add_argument(
        "--apply",
        action="store_true",
        help=N_("file whole prints of the text that stands; keep the rest unfiled"),
    )
    scans.add_argument(
        "--owed",
        action="store_true",
        help=N_("with --apply: they are the scans that were still owed"),
    )
    scans.add_argument("--json", action="store_true")
    seal = verb("seal", N_("seal the PDF of a form for one’s own decision; MCDESK_PIN is the PIN"))
    seal.add_argument("code")
    seal.add_argument("form")
    seal.add_argument("--role", default="", help=N_("where one signed in several roles"))
    seal.add_argument("--certificate", type=Path, metavar="FILE.p12",
                      help=N_("of a provider, instead of one’s own; MCDESK_CERTIFICATE_PASSWORD is "
                              "its password"))  # fmt: skip
    _out(seal, "FILE.pdf")
    verify = verb("verify", N_("check a signed PDF: which form it is, is it its text, who signed"))
    verify.add_argument("file", type=Path, metavar="FILE.pdf")
    verify.add_argument("--json", action="store_true")


def _keeping(verb: Verb) -> None:
    check = verb("check", N_("check journal, records, summaries and files"))
    check.add_argument(
        "--hub",
        nargs="?",
        const="",
        default=None,
        metavar="ADDRESS",
        help=N_("a team’s hub instead, and what the workspace knows of it"),
    )
    check.add_argument("--json", action="store_true")
    upgrade = verb("upgrade", N_("bring a workspace of an older MC Desk up to date"))
    upgrade.add_argument("file", type=Path)
    backup = verb("backup", N_("write a backup: one zip"))
    backup.add_argument("file", type=Path, help=N_("the zip, or a folder"))
    backup.add_argument(
        "--hub", default=None, metavar="ADDRESS", help=N_("of a team’s hub instead")
    )
    backup.add_argument(
        "--keep",
        type=int,
        default=0,
        metavar="N",
        help=N_("of a hub in a folder: remove all but the newest N"),
    )
    restore = verb("restore", N_("restore a backup"))
    restore.add_argument("file", type=Path)
    restore.add_argument(
        "--hub", default=None, metavar="ADDRESS", help=N_("of a team’s hub instead")
    )
    definitions = verb("definitions", N_("export or import the procedure and the forms"))
    definitions.add_argument("action", choices=("export", "import", "check", "effects"))
    definitions.add_argument("folder", type=Path, nargs="?", default=Path("definitions"))
    definitions.add_argument(
        "--since", default="", help=N_("binds from this day on: today or later")
    )
    definitions.add_argument("--reason", default="", help=N_("why, for the history"))
    verb("self-test", N_("check what a fresh installation can check of itself"))
