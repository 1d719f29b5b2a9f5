"""What can be printed of a form: a frozen version, the draft, or blank for the pen.

Besides forms there are the board, the sheet of a catalogue, a wording, an edition of the guide.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from mcdesk import i18n
from mcdesk.i18n import N_, _, plural
from mcdesk.ui import language
from mcdesk.ui.file_names import safe_name
from mcdesk.ui.forms.comments import when
from mcdesk.ui.forms.part_changes import has_changes
from mcdesk.ui.forms.part_words import part_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import FormLine, FormView, PartLine, RevisionLine
    from mcdesk.reports.board import Plan, Size
    from mcdesk.ui.forms.since_when import Marked

BEFORE = "before"
"""What changed since the round before is marked."""
BOARD = "board"
"""Stands for the overview of the board where a form's id is asked for."""
WORDING = "wording:"
"""Stands, with the TOML text behind it, for a wording that is not published."""
GUIDE = "guide:"
"""Stands, with its digest behind it, for an edition of the development guide."""
CARD = "card:"
"""Stands, with its id behind it, for the forms of a card."""
CATALOGUE = "catalogue:"
"""Stands, with its card's id behind it, for the sheet of a catalogue."""
Request = tuple["str | Marked", str]
"""A form (its id, or as its changes are shown) and its name; or one of what stands for something
else, with its own."""
Kind = Literal["blank", "draft", "frozen"]

BARE = ("empty", "missing", "before", "external")
"""How a form stands in which nothing is written here: not begun, or done outside."""
STATES = {
    "frozen": N_("waiting for signatures"),
    "signed": N_("signed"),
    "returned": N_("returned"),
    "rejected": N_("rejected"),
    "void": N_("no longer valid"),
    "wrong": N_("void: wrong figures"),
}


@dataclass(frozen=True, slots=True)
class Base:
    """Something that a print can be compared with; a version by its number."""

    key: str
    words: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to print of a form; `mark` ends the file's name.

    `since` marks what changed (`DeskPort.redline`); `version` is that of a frozen one; `part` is
    the id of a part, where the form is signed module by module. `by` names whose changes alone
    are marked.
    """

    kind: Kind
    words: str
    mark: str
    revision: str = ""
    size: str = ""
    version: int = 0
    since: str = ""
    part: str = ""
    by: str = ""

    @property
    def plain(self) -> Choice:
        """The choice without marks of what changed."""
        return replace(self, since="", by="")


@dataclass(frozen=True, slots=True)
class Document:
    """Something to print: a form or the board, with the choices there are; the usual one first.

    `holds` tells that something is written in it here, or that it was asked for by itself; of many
    the others are not ticked from the start. `first` is what is shown at first, where it is not
    the usual choice; `people` are those whose changes can be marked alone.
    """

    id: str
    title: str
    name: str
    choices: tuple[Choice, ...]
    note: str = ""
    bases: tuple[Base, ...] = ()
    part_bases: Mapping[str, tuple[Base, ...]] = field(default_factory=dict)
    today: date | None = None
    holds: bool = True
    first: Choice | None = None
    people: tuple[str, ...] = ()

    def bases_of(self, choice: Choice) -> tuple[Base, ...] | None:
        """Return what a choice can be compared with; None where no changes can be marked."""
        if choice.kind == "blank" or self.today is None:
            return None
        bases = self.part_bases.get(choice.part, ()) if choice.part else self.bases
        return tuple(base for base in bases if not choice.version or base.version < choice.version)

    def since_like(self, choice: Choice, since: str) -> str:
        """Return since when a choice marks changes as another form does, "" where it cannot.

        That is since its own newest version, or its own look, or the same day.
        """
        bases = self.bases_of(choice)
        if bases is None or not since:
            return ""
        if any(base.key == since == BEFORE for base in bases):
            return since
        if not since.startswith("version:") and not since.endswith("Z") and since != BEFORE:
            return since
        is_version = not since.endswith("Z")
        return next((base.key for base in bases if bool(base.version) == is_version), "")

    def file_name(self, choice: Choice) -> str:
        """Return a name such as `MC-LAW-LAW-2603_F6_v1.pdf`, safe on every system."""
        marks = (self.name, choice.mark, "changes" if choice.since else "")
        return f"{safe_name('_'.join(filter(None, marks)))}.pdf"


def documents_of(
    desk: DeskPort, requests: Sequence[Request], progress: Progress | None = None
) -> tuple[Document, ...]:
    """Return what there is to print for each request; those left out when it is cancelled."""
    found = []
    for place, (id_, title) in enumerate(requests):
        if progress is not None and not progress(place, len(requests)):
            break
        if not isinstance(id_, str):
            found.append(_marked(_form(desk, id_.form, title), id_))
        elif id_.startswith(WORDING):
            found.append(_text(id_, title, Choice("blank", _("Draft of the wording"), "wording")))
        elif id_.startswith(GUIDE):
            found.append(_text(id_, title, Choice("blank", _("With the numbers of today"), "")))
        elif id_.startswith(CATALOGUE):
            found.append(_catalogue(desk, id_, title))
        elif id_.startswith(CARD):
            lines = desk.outline(id_.removeprefix(CARD)).forms
            names = (_with_card(title, line) if len(requests) > 1 else line.title.text()
                     for line in lines)  # fmt: skip
            found += [_form(desk, line.form_id, name, by_card=True)
                      for line, name in zip(lines, names, strict=True)]  # fmt: skip
        else:
            found.append(_board(desk, title) if id_ == BOARD else _form(desk, id_, title))
    return tuple(found)


def _with_card(code: str, line: FormLine) -> str:
    """Return what a form is called among those of several cards: short, behind its card."""
    return f"{code} · {line.short.text() or line.title.text()}"


def _text(id_: str, title: str, choice: Choice) -> Document:
    """Return a wording that belongs to no card."""
    return Document(id_, title, safe_name(title), (choice,))


def _catalogue(desk: DeskPort, id_: str, title: str) -> Document:
    """Return the sheet of a catalogue, as its card stands now."""
    code = desk.outline(id_.removeprefix(CATALOGUE)).tile.code
    name = safe_name(_("{code}_catalogue").format(code=code))
    return Document(id_, title, name, (Choice("frozen", _("As it stands today"), ""),))


def _board(desk: DeskPort, title: str) -> Document:
    """Return the board, on the smallest paper first that takes it on one page; else on A3."""
    from mcdesk.reports.board import plan_of

    board = desk.board()
    sizes: tuple[Size, Size] = ("A4", "A3")
    small, large = (plan_of(board, i18n.language(), size=size) for size in sizes)
    needed = small if small.pages == 1 else large
    choices = (
        Choice("frozen", _on(needed, is_needed=True), "", size="auto"),
        Choice("frozen", _on(small), "A4", size="A4"),
        Choice("frozen", _on(large), "A3", size="A3"),
    )
    note = _("Nothing is printed smaller than 6.5 points; what does not fit is on further pages.")
    return Document(BOARD, title, f"board_{board.today.isoformat()}", choices, note)


def _on(plan: Plan, *, is_needed: bool = False) -> str:
    """Say on which paper the board is printed, and on how many pages."""
    words = _("As large as needed: {size}, {pages}") if is_needed else _("On {size}, {pages}")
    return words.format(size=plan.size, pages=plural("{n} page", "{n} pages", plan.pages))


def _form(desk: DeskPort, id_: str, title: str, *, by_card: bool = False) -> Document:
    view = desk.form(id_)
    head = view.header
    name = "_".join(filter(None, (head.code, view.definition.id, head.scope)))
    frozen = [_version(view, place) for place in range(len(view.revisions))]
    open_ = [] if view.read_only else [Choice("draft", _("Draft, marked as such"), "draft")]
    blank = Choice("blank", _("Blank, for the pen"), "blank")
    if view.status == "empty":
        choices = [blank, *open_]
    elif view.read_only:
        choices = [*frozen, *open_, blank]
    else:
        choices = [*open_, *frozen, blank]
    if view.parts:
        whole = _("Whole document, with the signatures of its parts")
        choices = [Choice("draft", whole, "whole"), blank]
        choices[1:1] = [c for part in view.parts for c in _of_part(part, view)]
    note = _("Done outside MC Desk: {what}").format(what=view.external) if view.external else ""
    looks = _looks(desk.looks(view.part_of or view.form_id))
    bases = (*_versions(view.revisions, view.today), *_round_before(view), *looks)
    if any(map(has_changes, view.parts)):
        bases = (Base("last", _("The version before of each part")), *bases)
    of_parts = {part.form_id: (*_versions(part.revisions, view.today), *looks)
                for part in view.parts}  # fmt: skip
    return Document(
        view.form_id, title, name, tuple(choices), note, bases, of_parts, view.today,
        holds=not by_card or view.status not in BARE,
    )  # fmt: skip


def _marked(document: Document, marked: Marked) -> Document:
    """Return a form that is first shown with its changes marked, as the editor shows them."""
    wanted = [each for each in document.choices if each.kind != "blank" and not each.part]
    if marked.revision:
        wanted = [each for each in wanted if each.revision == marked.revision]
    if not wanted:
        return document
    first = replace(wanted[0], since=marked.since, by=marked.by)
    return replace(document, first=first, people=marked.people)


def _versions(revisions: Iterable[RevisionLine], today: date) -> list[Base]:
    """Return the versions, the newest first."""
    found = []
    for line in sorted(revisions, key=lambda line: line.version, reverse=True):
        words = _("Version {n}, frozen {day}")
        day = language.short_day(line.frozen_on, today)
        key = f"version:{line.version}"
        found.append(Base(key, words.format(n=line.version, day=day), line.version))
    return found


def _round_before(view: FormView) -> list[Base]:
    """Return the newest version of the round before, with whose text the form goes on."""
    line = view.before
    if line is None:
        return []
    words = _("Version {n} of round {round}, frozen {day}")
    day = language.short_day(line.frozen_on, view.today)
    return [Base(BEFORE, words.format(n=line.version, round=line.round, day=day))]


def _looks(moments: Sequence[str]) -> list[Base]:
    """Return when one last looked at the form; the look of now, where it is open, comes first."""
    words = (_("Your last look, {when}"), _("The look before, {when}"))
    return [Base(moment, text.format(when=when(moment)))
            for moment, text in zip(moments, words, strict=False)]  # fmt: skip


def _version(view: FormView, place: int) -> Choice:
    """Return the choice of one frozen version, with what became of it."""
    line = view.revisions[place]
    day = language.short_day(line.frozen_on, view.today)
    words = _("Version {n}, frozen {day}").format(n=line.version, day=day)
    if line.current and view.status in STATES:
        words = f"{words} · {_(STATES[view.status])}"
    elif not line.current:
        words = _("{version} · earlier").format(version=words)
    return Choice("frozen", words, f"v{line.version}", line.id, version=line.version)


def _of_part(part: PartLine, view: FormView) -> list[Choice]:
    """Return what of a part can be printed: its versions, and the text that came after them."""
    found = []
    if part.revisions and not part.is_frozen:
        words = _("{part}, draft").format(part=part_name(part))
        found.append(Choice("draft", words, f"{part.scope}_draft", part=part.form_id))
    for line in part.revisions:
        day = language.short_day(line.frozen_on, view.today)
        words = _("{part}, version {n}, frozen {day}")
        words = words.format(part=part_name(part), n=line.version, day=day)
        if not line.current:
            words = _("{version} · earlier").format(version=words)
        mark = f"{part.scope}_v{line.version}"
        found.append(Choice("frozen", words, mark, line.id, version=line.version,
                            part=part.form_id))  # fmt: skip
    return found


def name_for_all(chosen: Sequence[tuple[Document, Choice]]) -> str:
    """Return the name of a file that holds all: of one form, one card, or several cards."""
    if len(chosen) == 1:
        return names_for(chosen)[0]
    cards = {document.name.split("_")[0] for document, _choice in chosen}
    name = next(iter(cards)) if len(cards) == 1 else _("{n}_cards").format(n=len(cards))
    return f"{safe_name(name)}.pdf"


def names_for(
    chosen: Iterable[tuple[Document, Choice]], taken: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return a file's name for each; one that is taken gets a number: nothing is replaced."""
    used = {name.casefold() for name in taken}
    found = []
    for document, choice in chosen:
        name = document.file_name(choice)
        number = 1
        while name.casefold() in used:
            number += 1
            name = document.file_name(choice).removesuffix(".pdf") + f"_({number}).pdf"
        used.add(name.casefold())
        found.append(name)
    return tuple(found)
