"""What the workers do for scans that come back: plain values in, plain values out."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from mcdesk.errors import McDeskError, Trouble
from mcdesk.exchange.scans import filing, words
from mcdesk.i18n import N_, _, plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path
    from typing import Any

    from PySide6.QtGui import QImage

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import (
        CardTile,
        Changes,
        FileLine,
        FormLine,
        Outcome,
        ScanBundle,
        WorkspaceInfo,
    )
    from mcdesk.exchange.scans.reading import Reading
    from mcdesk.procedure.commands import SignForm
    from mcdesk.ui.printing.pdf import Size

Way = Literal["file", "evidence", "keep", "leave"]
"""What is done with pages: filed as signed paper, kept with the form, kept as unfiled, or nothing.

Nothing is done with the cover of a booklet: what it says is known.
"""


@dataclass(frozen=True, slots=True)
class Around:
    """Who works here, who can sign, and on which day."""

    info: WorkspaceInfo
    today: date
    unfiled: tuple[FileLine, ...]


@dataclass(frozen=True, eq=False)
class Pages:
    """The PDF of a bundle, ready to be shown."""

    data: bytes
    sizes: tuple[Size, ...]


@dataclass(frozen=True, eq=False)
class State:
    """A scan that was read: its bundles, and the PDF file of each.

    `origins` names the unfiled file (id) from which a path was read, `names` what that is called;
    `filed`, by the bundles' keys, as what just these pages are filed already.
    """

    reading: Reading
    bundles: tuple[ScanBundle, ...]
    files: Mapping[str, Path]
    origins: Mapping[Path, str] = field(default_factory=dict)
    filed: Mapping[str, FileLine] = field(default_factory=dict)
    names: Mapping[Path, str] = field(default_factory=dict)

    def named(self, bundle: ScanBundle) -> str:
        """Return from which files the pages of a bundle come; of one with several, which page."""
        found: dict[Path, list[int]] = {}
        for page in (self.reading.pages[place] for place in bundle.pages):
            found.setdefault(page.source.path, []).append(page.read.number + 1)
        many = {page.source.path for page in self.reading.pages if page.source.pages > 1}
        return "; ".join(
            _with_pages(self.names.get(path, path.name), pages if path in many else ())
            for path, pages in found.items()
        )

    def paths_of(self, bundle: ScanBundle) -> set[Path]:
        """Return the files that the pages of a bundle come from."""
        return {self.reading.pages[place].source.path for place in bundle.pages}

    def joined(self, reading: Reading) -> Reading:
        """Return another reading behind the pages of this one, whose places stay as they are."""
        pages = (*self.reading.pages, *reading.pages)
        return replace(reading, pages=pages, lost=self.reading.lost)

    @property
    def chosen(self) -> tuple[ScanBundle, ...]:
        """The bundles whose form a person chose."""
        return tuple(bundle for bundle in self.bundles if bundle.state == "by_hand")

    @property
    def gone(self) -> frozenset[int]:
        """The places of pages that are filed, or kept, by now."""
        here = {place for bundle in self.bundles for place in bundle.pages}
        return frozenset(range(len(self.reading.pages))) - here

    def without(self, keys: frozenset[str]) -> State:
        """Return it without some bundles, and without what was known of just their pages."""
        rest = tuple(each for each in self.bundles if each.key not in keys)
        filed = {key: file for key, file in self.filed.items() if key not in keys}
        return replace(self, bundles=rest, filed=filed)


def _with_pages(name: str, pages: Sequence[int]) -> str:
    """Return the name of a file, with the numbers of some of its pages."""
    if not pages:
        return name
    words = _("{name}, page {pages}") if len(pages) == 1 else _("{name}, pages {pages}")
    return words.format(name=name, pages=", ".join(map(str, sorted(pages))))


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of one bundle, and the decisions that a person saw on it.

    `pays` are those that were recorded before and owe their scan, and whose it is.
    """

    bundle: ScanBundle
    way: Way
    decisions: tuple[SignForm, ...] = ()
    pays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a bundle; `refused` are decisions that were not recorded.

    `decided` counts those that were, `paid` those recorded before that have their scan now.
    """

    key: str
    way: Way
    refused: tuple[Outcome, ...] = ()
    decided: int = 0
    paid: int = 0
    error: McDeskError | None = None


def read_around(desk: DeskPort) -> Around:
    """Return who works here and what is unfiled."""
    return Around(desk.info(), desk.board().today, desk.unfiled())


def read_scans(paths: tuple[Path, ...], _desk: Any, progress: Progress) -> Reading | None:
    """Read the codes on all pages, in processes of their own; None when it was cancelled."""
    from mcdesk.exchange.scans.reading import Scanner

    with Scanner() as scanner:
        return scanner.read(paths, progress)


def sort(reading: Reading, before: State | None, desk: DeskPort) -> tuple[ScanBundle, ...]:
    """Return which forms the pages belong to; what a person chose before stays chosen."""
    chosen = before.chosen if before is not None else ()
    taken = {place for bundle in chosen for place in bundle.pages}
    taken |= before.gone if before is not None else set()
    codes = [() if place in taken else page.read.codes for place, page in enumerate(reading.pages)]
    found = [bundle for bundle in desk.sort_scans(codes) if taken.isdisjoint(bundle.pages)]
    found += [desk.scan_of(bundle.form_id, bundle.pages) for bundle in chosen]
    return tuple(sorted(found, key=lambda bundle: min(bundle.pages)))


def cut(
    reading: Reading, bundles: tuple[ScanBundle, ...], folder: Path, _desk: Any
) -> dict[str, Path]:
    """Cut the pages of each bundle into a file of its own; not those that cannot be cut."""
    from mcdesk.exchange.scans.reading import Scanner

    with Scanner(1 if len(bundles) < 8 else 0) as scanner:
        return filing.cut_bundles(scanner, reading, bundles, folder)


def cut_anew(reading: Reading, bundle: ScanBundle, folder: Path, desk: Any) -> dict[str, Path]:
    """Cut the pages of a bundle that a person made.

    Raises:
        Trouble: A file is gone by now.
    """
    files = cut(reading, (bundle,), folder, desk)
    if bundle.key not in files:
        code = words.why_lost(reading.pages[bundle.pages[0]])
        raise Trouble("scan", _("The scan cannot be read any more."), words.reason(code))
    return files


def filed_before(
    bundles: tuple[ScanBundle, ...], files: Mapping[str, Path], desk: DeskPort
) -> dict[str, FileLine]:
    """Return, by the bundles' keys, as what their pages hang at their forms already."""
    found = {each.key: filing.filed_before(desk, each, files[each.key]) for each in bundles}
    return {key: file for key, file in found.items() if file is not None}


def load(path: Path, _desk: Any) -> Pages:
    """Return a bundle's PDF with the sizes of its pages."""
    from mcdesk.ui.printing import pdf

    data = path.read_bytes()
    return Pages(data, pdf.page_sizes(data))


def draw(pages: Pages, page: int, scale: float, _desk: Any) -> tuple[Pages, int, float, QImage]:
    """Draw one page for the screen."""
    from mcdesk.ui.printing import output, pdf

    return pages, page, scale, output.image_of(pdf.draw_page(pages.data, page, scale))


def read_cards(desk: DeskPort) -> tuple[CardTile, ...]:
    """Return the micro-credentials for a choice by hand."""
    return tuple(sorted(desk.board(archived=True).tiles, key=lambda tile: tile.code))


def read_forms(card: str, desk: DeskPort) -> tuple[FormLine, ...]:
    """Return the forms of a micro-credential for a choice by hand."""
    return desk.page(card).all_forms


def chosen(form: str, pages: tuple[int, ...], desk: DeskPort) -> ScanBundle:
    """Return pages as those of the form that was chosen."""
    return desk.scan_of(form, pages)


def carry_out(
    state: State, plans: tuple[Plan, ...], desk: DeskPort, progress: Progress
) -> tuple[tuple[Done, ...], *tuple[Changes, ...]]:
    """File or keep every bundle; one that fails does not stop the others."""
    done: list[Done] = []
    told: list[Changes] = []
    again = _kept_already(state, plans)
    for number, plan in enumerate(plans):
        if not progress(number, len(plans)):
            break
        if plan.way == "keep" and state.paths_of(plan.bundle) <= again:
            done.append(Done(plan.bundle.key, plan.way))
            continue
        try:
            done.append(_one(state, plan, desk, told))
        except McDeskError as error:
            done.append(Done(plan.bundle.key, plan.way, error=error))
    _settle(state, plans, done, desk, told)
    return (tuple(done), *told)


def _kept_already(state: State, plans: Sequence[Plan]) -> set[Path]:
    """Return the unfiled scans that stay as they are: nothing of them is filed."""
    filed = {p for plan in plans if plan.way != "keep" for p in state.paths_of(plan.bundle)}
    return set(state.origins) - filed


def _one(state: State, plan: Plan, desk: DeskPort, told: list[Changes]) -> Done:
    bundle = plan.bundle
    path = state.files[bundle.key]
    if plan.way == "leave":
        return Done(bundle.key, plan.way)
    if plan.way == "keep":
        told.append(filing.keep(desk, bundle, path))
        return Done(bundle.key, plan.way)
    purpose = "scan" if plan.way == "file" else "evidence"
    filed = filing.file_bundle(desk, bundle, path, plan.decisions, purpose=purpose, pays=plan.pays)
    told.append(filed.changes)
    return Done(bundle.key, plan.way, filed.refused, filed.decided, len(plan.pays))


def _settle(
    state: State,
    plans: Sequence[Plan],
    done: Sequence[Done],
    desk: DeskPort,
    told: list[Changes],
) -> None:
    """Take those unfiled scans off the list of which every page is filed, or kept anew, by now."""
    well = {entry.key for entry in done if entry.error is None}
    failed = {p for b in state.bundles if b.key not in well for p in state.paths_of(b)}
    failed |= {state.reading.pages[place].source.path for place in state.reading.lost}
    touched = {p for plan in plans for p in state.paths_of(plan.bundle)}
    for path in touched - failed - _kept_already(state, plans):
        if path in state.origins:
            with suppress(McDeskError):  # somebody settled it meanwhile
                told.append(filing.settle(desk, state.origins[path], _("Filed")))


def done_words(done: Sequence[Done]) -> str:
    """Return in words what became of the bundles that did not fail."""
    well = [entry for entry in done if entry.error is None]
    filed = sum(entry.way in ("file", "evidence") for entry in well)
    kept = sum(entry.way == "keep" for entry in well)
    decided, paid = sum(entry.decided for entry in well), sum(entry.paid for entry in well)
    told = [
        plural("{n} form filed", "{n} forms filed", filed) if filed else "",
        plural("{n} decision recorded", "{n} decisions recorded", decided) if decided else "",
        plural("{n} decision has its scan now", "{n} decisions have their scan now", paid)
        if paid else "",
        plural("{n} kept as unfiled", "{n} kept as unfiled", kept) if kept else "",
    ]  # fmt: skip
    return ", ".join(filter(None, told))


def put_away(file: str, reason: str, desk: DeskPort) -> Changes:
    """Put an unfiled scan away; its content stays in the store."""
    return filing.settle(desk, file, reason)


def stored(files: tuple[FileLine, ...], desk: DeskPort) -> dict[Path, str]:
    """Return where unfiled scans lie, with their ids."""
    return {desk.file_path(file.digest): file.id for file in files}


WAYS: Mapping[Way, str] = {
    "file": N_("Signed paper of this form"),
    "evidence": N_("Evidence beside the form"),
    "keep": N_("Keep as unfiled"),
    "leave": N_("Keep nothing of it"),
}


def ways_of(bundle: ScanBundle, *, is_filed: bool = False) -> tuple[Way, ...]:
    """Return what can be done with a bundle, the usual thing first.

    Where just these pages are filed already, that is nothing.
    """
    if is_filed:
        return ("leave", *ways_of(bundle))
    if bundle.state == "cover":
        return ("leave", "keep")
    if bundle.is_complete or bundle.state == "by_hand":
        return ("file", "evidence", "keep")
    if bundle.state == "current":
        return ("keep", "file", "evidence")
    return ("keep", "evidence") if bundle.knows_form else ("keep",)
