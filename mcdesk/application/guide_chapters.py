"""The chapters of the guide as they are shown, alone or beside another edition's: pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from mcdesk.application.redline import Piece, compare_words
from mcdesk.i18n import N_, _
from mcdesk.procedure.stage import Label
from mcdesk.procedure.wording import label_of, list_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mcdesk.application.redline import Kind
    from mcdesk.application.views import StageSigners
    from mcdesk.i18n import Language
    from mcdesk.procedure.wording import Data

INTRO = "intro"
"""Stands for the guide's introduction where a chapter's id is asked for."""
INTRO_TITLE = N_("Introduction")
STAGES = "stages"
"""The chapter after which stands who signs at each stage."""
SIGNERS = N_("The stages today, their forms and who signs")
BULLET = "- "
State = Literal["same", "changed", "added", "gone"]
Text = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A setting that a chapter shows; `kind` tells of one that came or went with an edition."""

    key: str
    label: Label
    kind: Kind = "same"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as an edition has it."""

    id: str
    title: Label
    text: Label
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or an entry of a list."""

    pieces: Text
    is_entry: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A chapter in one language, with what came and went since another edition."""

    id: str
    title: Text
    lines: tuple[Line, ...]
    numbers: tuple[Number, ...] = ()
    state: State = "same"

    @property
    def heading(self) -> str:
        """The title as it is now; of a chapter that is gone, as it was."""
        now = "".join(piece.text for piece in self.title if piece.kind != "gone")
        return now or "".join(piece.text for piece in self.title)


def chapters_of(data: Data) -> tuple[Chapter, ...]:
    """Return the chapters of an edition, its introduction first."""
    intro = Label(_(INTRO_TITLE, "en"), _(INTRO_TITLE, "id"))
    found = [Chapter(INTRO, intro, label_of(data["intro"]))] if data.get("intro") else []
    for section in list_of(data, "section"):
        numbers = tuple(
            Number(str(entry.get("with", {}).get("key", "")), label_of(entry["label"]))
            for entry in list_of(section, "field")
            if entry.get("compute") == "setting" and not entry.get("off")
        )
        text = label_of(section.get("help"))
        found.append(Chapter(str(section["id"]), label_of(section["title"]), text, numbers))
    return tuple(found)


def signers_words(stages: Iterable[StageSigners]) -> Iterator[Label]:
    """Yield for each stage with forms an entry of a list that says who signs them, in order."""
    for stage in stages:
        told = [(title, roles) for title, roles in stage.forms if roles]
        if told:
            yield Label(_signers(stage, told, "en"), _signers(stage, told, "id"))


def _signers(
    stage: StageSigners, told: Sequence[tuple[Label, Sequence[Label]]], language: Language
) -> str:
    forms = (
        f"{title.text(language)} ({', '.join(role.text(language) for role in roles)})"
        for title, roles in told
    )
    return f"{BULLET}{stage.number} {stage.title.text(language)}: {'; '.join(forms)}"


def plain(chapters: Iterable[Chapter], language: Language) -> tuple[Shown, ...]:
    """Return an edition as it is read."""
    return tuple(_whole(chapter, language, "same") for chapter in chapters)


def beside(old: Sequence[Chapter], new: Sequence[Chapter], language: Language) -> tuple[Shown, ...]:
    """Return an edition with what came and went since another; what is gone stands at its end."""
    before = {chapter.id: chapter for chapter in old}
    kept = {chapter.id for chapter in new}
    shown = [
        _compared(before[each.id], each, language)
        if each.id in before
        else _whole(each, language, "added")
        for each in new
    ]
    gone = [_whole(each, language, "gone") for each in old if each.id not in kept]
    return (*shown, *gone)


def _whole(chapter: Chapter, language: Language, kind: Kind) -> Shown:
    title = (Piece(kind, chapter.title.text(language)),)
    lines = lines_of((Piece(kind, chapter.text.text(language)),))
    numbers = tuple(replace(number, kind=kind) for number in chapter.numbers)
    return Shown(chapter.id, title, lines, numbers, kind)


def _compared(old: Chapter, new: Chapter, language: Language) -> Shown:
    title = compare_words(old.title.text(language), new.title.text(language))
    text = compare_words(old.text.text(language), new.text.text(language))
    numbers = tuple(_numbers(old, new))
    kinds = {*(piece.kind for piece in (*title, *text)), *(number.kind for number in numbers)}
    return Shown(new.id, title, lines_of(text), numbers, "changed" if kinds - {"same"} else "same")


def _numbers(old: Chapter, new: Chapter) -> Iterator[Number]:
    before, after = {n.key for n in old.numbers}, {n.key for n in new.numbers}
    for number in new.numbers:
        yield number if number.key in before else replace(number, kind="added")
    for number in old.numbers:
        if number.key not in after:
            yield replace(number, kind="gone")


def lines_of(text: Iterable[Piece]) -> tuple[Line, ...]:
    """Return a text as its paragraphs and the entries of its lists."""
    rows: list[list[Piece]] = [[]]
    for piece in text:
        first, *more = piece.text.split("\n")
        rows[-1].append(Piece(piece.kind, first))
        rows.extend([Piece(piece.kind, part)] for part in more)
    kept = ([piece for piece in row if piece.text] for row in rows)
    return tuple(_line(row) for row in kept if row)


def _line(row: list[Piece]) -> Line:
    """Return a row as a line; what marks an entry of a list is no part of it."""
    now = "".join(piece.text for piece in row if piece.kind != "gone")
    if not (now or row[0].text).startswith(BULLET):
        return Line(tuple(row))
    found, is_open = [], True
    for piece in row:
        words = piece.text.removeprefix(BULLET) if is_open else piece.text
        is_open = is_open and piece.kind == "gone"
        if words:
            found.append(Piece(piece.kind, words))
    return Line(tuple(found), is_entry=True)
