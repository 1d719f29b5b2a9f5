"""Prints the evidence binder: the whole life of a micro-credential in one PDF."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application.sheet_names import sheet_words
from mcdesk.procedure.stage import Label
from mcdesk.reports import binder_words as own
from mcdesk.reports import words
from mcdesk.reports.binder_lists import (
    add_corrections,
    add_debts,
    add_decisions,
    add_files,
    add_history,
    add_outside,
    cover,
)
from mcdesk.reports.bound import Part, Volume, bind, steps, untold
from mcdesk.reports.composed import Composed, compose
from mcdesk.reports.paper import Blocks
from mcdesk.reports.plates import Source, look_at, pages_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import BinaryIO

    from mcdesk.application.views import Binder, BoundFile, BoundForm, Sheet
    from mcdesk.reports.form import Progress

Sources = dict[str, Source | Label]
"""What can be shown of each file (by its id), or why nothing can."""


def print_binder(
    binder: Binder,
    out: BinaryIO | Path,
    progress: Progress | None = None,
) -> int:
    """Print a binder and return its number of pages; 0 when it was cancelled.

    `progress` hears of every step; where it answers False nothing is written.

    Raises:
        Trouble: `out` cannot be written.
    """
    told = progress or untold
    sources = {file.line.id: _source(file) for file in binder.files}
    volume = _volume(binder)
    sheets = [(form, sheet) for form in binder.forms for sheet in form.sheets]
    pages = sum(len(s.sizes) for s in sources.values() if isinstance(s, Source))
    of = 2 * len(sheets) + pages + len(binder.files) + 8
    volume.add(own.BINDER, cover(binder, binder.logo))
    for done, (form, sheet) in enumerate(sheets):
        if not told(done, of):
            return 0
        volume.parts.append(_form(form, sheet))
    _add_lists(volume, binder, sources)
    done = len(sheets)
    return bind(volume, out, told, done, max(of, done + steps(volume)))


def _source(file: BoundFile) -> Source | Label:
    from mcdesk.reports import plates

    return plates.LINK if file.line.link else look_at(file.path)


def _volume(binder: Binder) -> Volume:
    head, blocks = binder.header, Blocks()
    given = {"code": head.code, "day": words.day_text(binder.as_of)}
    title = blocks.clean(f"{own.BINDER.en} {head.code}")
    return Volume(
        title=title,
        author=blocks.clean(head.workspace),
        running=blocks.clean(f"{head.code}  ·  {own.BINDER.en} / {own.BINDER.id}"),
        foot=(
            blocks.clean(own.FOOT.en.format_map(given)),
            blocks.clean(own.FOOT.id.format_map(given)),
        ),
        marks=(f"{words.SAMPLE.en} / {words.SAMPLE.id}",) if head.sample else (),
        day=binder.as_of,
    )


def _form(form: BoundForm, sheet: Sheet) -> Part:
    """Return a version of a form as it is printed by itself."""
    title, head, kind = sheet.definition.title, sheet.header, form.line.kind
    which_one = sheet_words(sheet.definition.per, head.scope, head.round, head.loop)
    which = own.DRAFT if sheet.kind == "draft" else own.VERSION
    void = own.NOT_VALID if sheet.kind == "frozen" and not sheet.valid else Label("", "")
    version = sheet.header.version
    told = Label(
        _joined(f"{kind} {title.en}", which_one.en, which.en.format(n=version), void.en),
        _joined(title.id, which_one.id, which.id.format(n=version), void.id),
    )
    return Part(_clean(told), 1, compose(sheet), group=own.FORMS)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _clean(label: Label) -> Label:
    blocks = Blocks()
    return Label(blocks.clean(label.en), blocks.clean(label.id))


def _add_lists(volume: Volume, binder: Binder, sources: Sources) -> None:
    """Add what stands behind the forms; a list without entries is left out, but the main ones."""
    if binder.outside:
        volume.add(own.OUTSIDE, add_outside(binder))
    volume.add(own.DECISIONS, add_decisions(binder))
    if binder.debts:
        volume.add(own.DEBTS, add_debts(binder))
    if binder.corrections:
        volume.add(own.CORRECTIONS, add_corrections(binder))
    numbers = _numbers(sources)
    volume.add(own.FILES, add_files(binder, sources, numbers))
    for file in binder.files:
        source = sources[file.line.id]
        if isinstance(source, Source):
            volume.parts.append(_file(volume, file, source, numbers))
    volume.add(own.HISTORY, add_history(binder))


def _numbers(sources: Sources) -> Mapping[str, int]:
    """Return the number under which each file that can be shown stands in the binder."""
    shown = [id_ for id_, source in sources.items() if isinstance(source, Source)]
    return {id_: number for number, id_ in enumerate(shown, start=1)}


def _file(volume: Volume, file: BoundFile, source: Source, numbers: Mapping[str, int]) -> Part:
    """Return the pages of a file."""
    given = {"n": numbers[file.line.id], "name": file.line.name}
    title = _clean(Label(own.FILE.en.format_map(given), own.FILE.id.format_map(given)))
    digest = words.grouped(file.line.digest, 6)
    frame = replace(
        volume.frame(title.en),
        foot=(own.FILE_FOOT.en.format(digest=digest), own.FILE_FOOT.id.format(digest=digest)),
        across=not source.is_pdf,
    )
    pages, plates = pages_of(source)
    composed = Composed(title.en, pages, frame)
    return Part(title, 1, composed, plates=plates)
