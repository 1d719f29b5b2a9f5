"""The pages of help, and what is wrong with a command line, told in the language in use.

The parser's own sentences are English and known here one by one; another is told as it is. The
words of the pages stand in English beside each argument (`N_`) and are translated as they are told:
a start that asks for no page translates nothing.
"""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING, Any, NoReturn, get_args

from typing_extensions import override

from mcdesk import folders, i18n
from mcdesk.i18n import N_, Language, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BEGINS = "usage: "
SENTENCES = (
    (r"argument (?P<name>.+?): (?P<rest>.+)", N_("argument {name}: {rest}")),
    (r"the following arguments are required: (?P<names>.+)",
     N_("the following arguments are required: {names}")),
    (r"one of the arguments (?P<names>.+) is required",
     N_("one of the arguments {names} is required")),
    (r"unrecognized arguments: (?P<names>.+)", N_("unrecognized arguments: {names}")),
    (r"invalid choice: (?P<value>.+?)(?:, maybe you meant .+\?)? \(choose from (?P<names>.+)\)",
     N_("invalid choice: {value} (choose from {names})")),
    (r"invalid int value: (?P<value>.+)", N_("{value} is no whole number")),
    (r"not allowed with argument (?P<names>.+)", N_("not allowed with argument {names}")),
    (r"expected one argument", N_("expected one argument")),
    (r"expected at least one argument", N_("expected at least one argument")),
    (r"ignored explicit argument (?P<value>.+)", N_("takes no value: {value}")),
    (r"ambiguous option: (?P<value>.+) could match (?P<names>.+)",
     N_("ambiguous option: {value} could be {names}")),
)  # fmt: skip
"""What argparse says, and how it is said."""
ITS_OWN = (
    N_("usage: "), N_("positional arguments"), N_("options"), N_("show this help message and exit"),
)  # fmt: skip
"""The words of argparse on each page of help."""
HELP = ("-h", "--help")


def language_of(argv: Sequence[str]) -> Language:
    """Return the language that a command line asks for, before it is understood as a whole.

    A page of help without a word of it is in the language of the window, or of the computer; what
    a script reads is in English until it asks for another.
    """
    known = get_args(Language)
    for place, word in enumerate(argv):
        option, _mark, value = word.partition("=")
        if option == "--lang":
            value = value or next(iter(argv[place + 1 :]), "")
            return next((language for language in known if language == value), "en")
    return usual_language() if any(word in HELP for word in argv) else "en"


def usual_language() -> Language:
    """Return the language that was chosen for the window, else that of the computer."""
    known = get_args(Language)
    named = folders.language_on_screen() or i18n.language_here()
    return next((language for language in known if language == named), "en")


def told(message: str) -> str:
    """Return a sentence of argparse in the language in use."""
    for pattern, words in SENTENCES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found is not None:
            given = found.groupdict()
            if "rest" in given:
                given["rest"] = told(given["rest"])
            return _(words).format(**given)
    return message


class Page(argparse.HelpFormatter):
    """A page of help in the language in use."""

    @override
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, _(BEGINS) if prefix is None else prefix)

    @override
    def start_section(self, heading: str | None) -> None:
        super().start_section(_(heading) if heading else heading)

    @override
    def add_text(self, text: str | None) -> None:
        super().add_text(_(text) if text else text)

    @override
    def _get_help_string(self, action: argparse.Action) -> str | None:
        return _(action.help) if action.help else action.help


class Parser(argparse.ArgumentParser):
    """Tells its pages of help, and wrong usage, in the language in use."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"formatter_class": Page, **given})

    @override
    def error(self, message: str) -> NoReturn:
        sys.stderr.write(self.format_usage())
        wrong = _("{program}: error: {words}").format(program=self.prog, words=told(message))
        self.exit(2, f"{wrong}\n")
