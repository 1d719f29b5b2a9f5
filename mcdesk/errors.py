"""The three kinds of error (design.md, section 9): Refused, Trouble, and everything else a bug."""

from __future__ import annotations

import errno
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from mcdesk.i18n import N_, Language, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Level = Literal["block", "warn", "off"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason why something may not, or not yet, be done.

    `text` is the English sentence with `{name}` places; `params` fills them; `code` is stable.
    `form`, `path` and `role` say where it is to be mended and who owes it; `person` names the one
    of the role who does, where it is not everybody who holds it. `met` marks the
    opposite: a demand that is fulfilled, shown with a tick. `texts` replaces `text` where the
    sentence comes from a definition in both languages. `about` is said first where the sentence
    would not tell by itself what it is about: the name of its form ("Proposal: ...").
    """

    code: str
    text: str
    params: Mapping[str, object] = field(default_factory=dict)
    form: str = ""
    path: str = ""
    role: str = ""
    level: Level = "block"
    texts: tuple[str, str] | None = None
    met: bool = False
    about: object = ""
    person: str = ""

    def sentence(self, language: Language | None = None) -> str:
        """Return the finding in words, in the language in use or the one asked for."""
        from mcdesk import i18n

        shown = language or i18n.language()
        if self.texts is not None:
            template = self.texts[0] if shown == "en" else self.texts[1]
        else:
            template = _(self.text, shown)
        values = {key: _spoken(value, shown) for key, value in self.params.items()}
        words = template.format_map(_Lenient(values))
        return f"{_spoken(self.about, shown)}: {words}" if self.about else words


def that_block(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that keep something from being done; the others only warn."""
    return [finding for finding in findings if finding.level == "block"]


class _Lenient(dict[str, object]):
    """Fills `{name}` places; one that has no value stays readable instead of failing."""

    def __missing__(self, key: str) -> str:
        return "…"


def _spoken(value: object, language: Language) -> object:
    """Return a parameter as words: labels in the language, everything else as it is."""
    chosen = getattr(value, "text", None)
    return chosen(language) if callable(chosen) else value


class McDeskError(Exception):
    """What the program knows how to explain to a person."""


class Refused(McDeskError):
    """The procedure says no; `findings` say why, all reasons at once.

    `code` is the stable name of the refusal; where none is given it is the first finding's.
    """

    def __init__(self, *findings: Finding, code: str = "") -> None:
        self.findings = findings
        self.code = code or (findings[0].code if findings else "refused")
        super().__init__("; ".join(finding.sentence("en") for finding in findings))


class Trouble(McDeskError):
    """The surroundings fail (disk, lock, damaged or too new a file): a title and advice.

    `code` is stable; `retry` tells that trying again later may help.
    """

    def __init__(self, code: str, title: str, advice: str = "", *, retry: bool = False) -> None:
        self.code = code
        self.title = title
        self.advice = advice
        self.retry = retry
        super().__init__(f"{title} {advice}".strip())


class HubRefusal(Trouble):
    """A hub takes an event not; `event_id` says which, "" where it was none.

    `reason` is why, as a sentence that can still be translated.
    """

    def __init__(self, event_id: str, title: str, advice: str, reason: str) -> None:
        super().__init__("refused_by_hub", title, advice)
        self.event_id, self.reason = event_id, reason


class WrongUsage(McDeskError):
    """A command line, a command or a file that does not have the expected shape."""


_SYSTEM = {
    errno.ENOENT: N_("the file or folder is not there"),
    errno.EACCES: N_("one may not read or write there"),
    errno.EPERM: N_("one may not read or write there"),
    errno.EROFS: N_("one can only read there"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the space one may use is full"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("a part of the path is a file, not a folder"),
    errno.EEXIST: N_("there is one of that name already"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EBUSY: N_("another program uses it"),
    errno.EIO: N_("the disk answers with an error"),
}
"""What the usual errors of an operating system mean (POSIX.1-2017, errno.h), in plain words."""


def system_words(error: Exception) -> str:
    """Return why a file could not be read or written, in the language in use where it is known."""
    known = _SYSTEM.get(getattr(error, "errno", None) or 0)
    return _(known) if known else str(getattr(error, "strerror", None) or error)
