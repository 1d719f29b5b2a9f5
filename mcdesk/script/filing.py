"""`mcdesk file-scans`: what the pages of scans are, and where they are filed."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mcdesk.application.days import told
from mcdesk.exchange.scans import filing, words
from mcdesk.i18n import _
from mcdesk.script.running import DONE, REFUSED, desk_of, emit, finding_data, verb

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from mcdesk.application.ports import AppPort, DeskPort
    from mcdesk.application.views import ScanBundle
    from mcdesk.exchange.scans.reading import Page, Reading, Scanner


@verb("file-scans")
def file_scans(arguments: argparse.Namespace, app: AppPort) -> int:
    """Tell what each page is; with --apply file what is whole and keep the rest unfiled.

    Decisions are not recorded here: a person has to say who signed. Those that were recorded
    before and owe their scan are settled with --owed. Exit 1 where something was not filed.
    """
    from mcdesk.exchange.scans.reading import Scanner

    with desk_of(arguments, app, read_only=not arguments.apply) as desk, Scanner() as scanner:
        reading = scanner.read(arguments.files)
        assert reading is not None  # nobody cancels it
        bundles = desk.sort_scans([page.read.codes for page in reading.pages])
        done: dict[str, str] = {}
        if arguments.apply:
            done = _apply(desk, scanner, reading, bundles, arguments)
            lost = [bundle for bundle in bundles if bundle.key not in done]
            reading = reading.without(lost)
            bundles = tuple(bundle for bundle in bundles if bundle.key in done)
    if arguments.json:
        _emit(reading, bundles, done)
    else:
        for line in _lines(reading, bundles, done):
            print(line)
    whole = all(bundle.is_complete or bundle.state == "cover" for bundle in bundles)
    whole = whole and not reading.refused and not reading.lost
    return DONE if whole else REFUSED


def _apply(
    desk: DeskPort,
    scanner: Scanner,
    reading: Reading,
    bundles: Sequence[ScanBundle],
    arguments: argparse.Namespace,
) -> dict[str, str]:
    """File or keep every bundle; return by their keys what was done with them.

    One whose pages cannot be taken out of their files is not among them.
    """
    done: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="mcdesk-") as folder:
        files = filing.cut_bundles(scanner, reading, bundles, Path(folder))
        for bundle in (each for each in bundles if each.key in files):
            done[bundle.key] = ""
            if bundle.is_complete:
                owing = filing.owing(bundle) if arguments.owed else ()
                pays = [line.sign_off_id for line in owing]
                is_filed = filing.filed_before(desk, bundle, files[bundle.key]) is not None
                if not is_filed or pays:
                    filing.file_bundle(desk, bundle, files[bundle.key], pays=pays)
                done[bundle.key] = "filed before" if is_filed and not pays else "filed"
            elif bundle.state != "cover":
                filing.keep(desk, bundle, files[bundle.key])
                done[bundle.key] = "unfiled"
    return done


def _lines(reading: Reading, bundles: Sequence[ScanBundle], done: dict[str, str]) -> Iterator[str]:
    """Yield what is told about files, pages and what was done, in words."""
    yield from words.refusals(reading)
    before = _("filed already, nothing more is done")
    spoken = {"filed": _("filed"), "filed before": before, "unfiled": _("kept as unfiled")}
    for bundle in bundles:
        where = ", ".join(_place(reading.pages[place]) for place in bundle.pages)
        told_so = [told(bundle.answer), _reading_trouble(reading, bundle)]
        if bundle.missing:
            told_so.append(filing.missing_words(bundle))
        waits = [line.role_label.text() for line in bundle.lines if not line.sign_off_id]
        if waits:
            told_so.append(_("Waits for: {roles}.").format(roles=", ".join(waits)))
        end = f" [{spoken[done[bundle.key]]}]" if done.get(bundle.key) else ""
        yield f"{where}: {' '.join(filter(None, told_so))}{end}"


def _reading_trouble(reading: Reading, bundle: ScanBundle) -> str:
    """Return why a page without a code was not read, where that is known."""
    trouble = reading.pages[bundle.pages[0]].read.trouble
    return words.reason(trouble) if trouble else ""


def _place(page: Page) -> str:
    number = page.read.number + 1
    return _("{file} page {n}").format(file=page.source.path.name, n=number)


def _emit(reading: Reading, bundles: Sequence[ScanBundle], done: dict[str, str]) -> None:
    """Write the same as JSON, a bundle a line, files that were not read first."""
    for path, code in reading.refused:
        emit({"file": path, "refused": code, "text": words.reason(code)})
    for page in (reading.pages[place] for place in sorted(reading.lost)):
        code = words.why_lost(page)
        emit({"file": page.source.path, "page": page.read.number + 1, "refused": code,
              "text": words.reason(code)})  # fmt: skip
    for bundle in bundles:
        emit(_data(reading, bundle, done.get(bundle.key, "")))


def _data(reading: Reading, bundle: ScanBundle, done: str) -> dict[str, Any]:
    pages = [
        {"file": page.source.path, "page": page.read.number + 1, "turned": page.read.turn,
         "trouble": page.read.trouble}
        for page in (reading.pages[place] for place in bundle.pages)
    ]  # fmt: skip
    return {
        "state": bundle.state, "card": bundle.card_code, "form": bundle.kind,
        "form_id": bundle.form_id, "sheet": bundle.sheet, "version": bundle.version,
        "of": bundle.of, "pages": pages, "missing": list(bundle.missing),
        "twice": list(bundle.twice), "waits_for": [
            line.role for line in bundle.lines if not line.sign_off_id
        ], "owed": [line.role for line in bundle.lines if line.scan_owed],
        "done": done, **finding_data(bundle.answer),
    }  # fmt: skip
