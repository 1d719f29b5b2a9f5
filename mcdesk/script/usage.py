"""A command line that makes no sense, told in the language that it asks for.

The parser's own sentences are English and known here one by one; another is told as it is.
"""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING, NoReturn, get_args

from typing_extensions import override

from mcdesk.i18n import N_, Language, _

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def language_of(argv: Sequence[str]) -> Language:
    """Return the language that a command line asks for, before it is understood as a whole."""
    known = get_args(Language)
    for place, word in enumerate(argv):
        option, _mark, value = word.partition("=")
        if option == "--lang":
            value = value or next(iter(argv[place + 1 :]), "")
            return next((language for language in known if language == value), "en")
    return "en"


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


class Parser(argparse.ArgumentParser):
    """Tells wrong usage in the language in use; the pages of help are in English."""

    @override
    def error(self, message: str) -> NoReturn:
        begins = _("usage: ")
        usage = self.format_usage().replace(BEGINS, begins, 1)
        first, *more = usage.splitlines(keepends=True)
        room = " " * (len(begins) - len(BEGINS))
        sys.stderr.write("".join((first, *(f"{room}{line}" for line in more))))
        wrong = _("{program}: error: {words}").format(program=self.prog, words=told(message))
        self.exit(2, f"{wrong}\n")
