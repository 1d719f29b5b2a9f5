"""What a PDF that comes back is: read, judged and matched with the prints of a workspace."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from io import BytesIO
from itertools import count, product
from typing import TYPE_CHECKING

from mcdesk.application.seals import (
    mark_of_decision,
    named_decisions,
    place_names,
    sealed_decision,
    tag_of,
)
from mcdesk.errors import Finding, Trouble, system_words
from mcdesk.i18n import N_, _
from mcdesk.procedure.canonical import json_text
from mcdesk.vouching import Vouching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import PdfVerdict, ScanBundle, Sheet, SignatureLine
    from mcdesk.exchange.scans.reading import Reading
    from mcdesk.procedure.records import SignOff
    from mcdesk.reports.to_seal import ToSeal
    from mcdesk.signing.judge import Seal
    from mcdesk.signing.verdict import Held, KnownPrint

ROOM = (200.0, 60.0)
"""The size, in points, of the box that a seal is set for to be compared: its words are the same."""
MOST_READ = (50 << 20) + 1
"""A byte more than a signed PDF may have (`signing/judge.py`)."""


def verify_pdf(desk: DeskPort, path: Path, progress: Progress | None = None) -> PdfVerdict | None:
    """Return what a PDF is and whether it holds; None when it was cancelled.

    Raises:
        Trouble: The file cannot be read.
    """
    from mcdesk.exchange.scans.reading import Scanner
    from mcdesk.signing.judge import judge
    from mcdesk.signing.verdict import verdict

    try:
        with path.open("rb") as file:
            data = file.read(MOST_READ)
    except OSError as error:
        raise Trouble(
            "file",
            _("{name} cannot be read.").format(name=path.name),
            _("The system says: {text}").format(text=system_words(error)),
        ) from error
    judged = judge(data)
    prints: tuple[ScanBundle, ...] = ()
    unread: tuple[Finding, ...] = ()
    if judged.is_readable:
        with Scanner(1) as scanner:
            read = scanner.read([path], progress)
        if read is None:
            return None
        prints = desk.sort_scans([page.read.codes for page in read.pages])
        unread = tuple(_unread(read))
    named = [each.form_id for each in prints if each.form_id]
    roles = desk.info().role_labels
    held = _held(desk, prints[0], progress) if len(prints) == 1 and named else None
    try:
        return verdict(path.name, data, judged, prints, roles, held, unread)
    except _Cancelled:
        return None


def _unread(read: Reading) -> Iterator[Finding]:
    """Say that the pages were not read, and why; of a script the file's own remarks tell."""
    from mcdesk.exchange.scans.words import REASONS

    why = next((code for _path, code in read.refused), "")
    if why:
        text = N_("Its pages were not read: which form it is cannot be told.")
        yield Finding("unread", text)
    if why not in ("", "script"):
        yield Finding("unread_why", REASONS[why])


class _Cancelled(Exception):
    """The person wants to know no more."""


def _held(desk: DeskPort, printed: ScanBundle, progress: Progress | None) -> Held:
    """Return what a PDF is held against whose pages name one form."""
    from mcdesk.signing.verdict import Held

    revision = _revision(desk, printed)
    sheet = desk.sheet(printed.form_id, "frozen", revision) if revision else None
    known = _known_texts(sheet)
    ended = partial(_ended, desk.sign_offs(printed.form_id), sheet)
    vouch = Vouching(desk, printed.form_id).of
    if sheet is None:
        return Held(known, ended=ended, vouch=vouch)
    step = partial(_step, progress or (lambda _done, _of: True), count())
    then = partial(_to_seal_then, desk, printed.form_id, revision, sheet, step)
    days = partial(_of_other_days, desk, printed.form_id, revision, sheet, step)
    faces = partial(_faces, sheet)
    return Held(known, sheet, then, days, _no_day(sheet), ended, vouch, faces)


def _step(progress: Progress, looked: Iterator[int]) -> None:
    """Tell that one more moment is looked at, or go no further."""
    done = next(looked)
    if not progress(done, done + 1):
        raise _Cancelled


def _ended(decisions: Iterable[SignOff], sheet: Sheet | None, mark: str) -> Finding | None:
    """Say that a decision does not stand: it was withdrawn, or is none of the text that stands.

    What became of an earlier version tells its print.
    """
    if not mark:
        return None
    made = next((each for each in decisions if mark_of_decision(each.id) == mark), None)
    if made is None:
        return Finding("unknown_decision", N_("The decision that it seals is not known here: "
                       "synchronise, then check it once more."), level="warn")  # fmt: skip
    if made.withdrawn_on:
        return Finding("withdrawn_decision", N_("The decision that it seals was withdrawn on {on}: "
                       "this signature counts no more."), {"on": made.withdrawn_on})  # fmt: skip
    standing = {each.sign_off_id for each in sheet.signatures} if sheet is not None else set()
    if sheet is not None and sheet.valid and made.id not in standing:
        return Finding("other_decision", N_("The decision that it seals counts no more: another "
                       "one was made since, or it says something else."))  # fmt: skip
    return None


def _faces(sheet: Sheet, seal: Seal) -> tuple[str, ...]:
    """Return what the box of a seal shows by the records, without blanks; () where none tells.

    The moment is drawn before the seal is made; a minute may begin between.
    """
    from mcdesk.reports.seal import seal_face
    from mcdesk.signing.seal import PREFIX
    from mcdesk.signing.texts import page_texts

    lines = {mark_of_decision(each.sign_off_id): each for each in sheet.signatures}
    places = place_names(each.role for each in sheet.signatures)
    of_place = dict(zip((PREFIX + name for name in places), sheet.signatures, strict=True))
    mark = sealed_decision(seal.reason)
    line = lines.get(mark) if mark else of_place.get(seal.field)
    since = [lines.get(each) for each in named_decisions(seal.reason)]
    told = [each for each in since if each is not None]
    if line is None or not line.sign_off_id or len(told) < len(since) or not seal.at:
        return ()
    at = datetime.fromisoformat(seal.at)
    at = at.replace(tzinfo=at.tzinfo or UTC)
    return tuple(
        page_texts(seal_face(sheet, line, whose, moment.isoformat(), ROOM, told))[0]
        for moment, whose in product((at, at - timedelta(minutes=1)), ("", seal.name))
    )


def _revision(desk: DeskPort, printed: ScanBundle) -> str:
    """Return the version that a print names, "" where there is none here."""
    found = desk.form(printed.form_id).revisions
    return next((each.id for each in found if each.version == printed.version), "")


def _known_texts(sheet: Sheet | None) -> tuple[KnownPrint, ...]:
    """Return the prints of a version that a PDF may be, all made anew from the records."""
    if sheet is None:
        return ()
    of_then = replace(sheet, header=replace(sheet.header, earlier=""))
    both = (of_then, sheet) if sheet.header.earlier else (sheet,)
    return tuple(made for each in both for made in _made_anew(each))


def _made_anew(sheet: Sheet) -> Iterator[KnownPrint]:
    """Yield a version as it is printed: to be sealed, with each thing decided beside it, or not."""
    from mcdesk.reports.form import print_form
    from mcdesk.reports.to_seal import to_seal
    from mcdesk.signing.verdict import KnownPrint, signed_beside

    beside = signed_beside(sheet)
    for decided in dict.fromkeys(("", beside)):
        made = to_seal(sheet, decided)
        is_void = sheet.wrong_figures is not None
        yield _to_be_sealed(made, void=is_void)
    plain = BytesIO()
    print_form(sheet, plain)
    yield KnownPrint(plain.getvalue(), tag_of(beside), void=not sheet.valid)


def _to_be_sealed(made: ToSeal, *, void: bool) -> KnownPrint:
    """Return a print that was made to be sealed, with the places of its signatures."""
    from mcdesk.signing.seal import Place
    from mcdesk.signing.verdict import KnownPrint

    places = tuple(Place(spot.name, spot.page, spot.box) for spot in made.spots)
    return KnownPrint(made.data, made.tag, void, shown=made.shown, places=places)


def _to_seal_then(
    desk: DeskPort, form: str, revision: str, now: Sheet, step: Callable[[], None]
) -> Iterator[KnownPrint]:
    """Yield a version as it was printed to be sealed since it was made.

    What is kept among the files came from outside: as evidence, or by a script that gave it the
    note of a sealed one. It proves nothing of itself, and tells only which day to look at first.
    """
    from mcdesk.reports.to_seal import to_seal_then

    decided = sorted({each.decided for each in desk.sign_offs(form)} | {""})
    is_void = now.wrong_figures is not None
    for made in to_seal_then(desk, form, revision, decided, desk.sealed(form), step):
        yield _to_be_sealed(made, void=is_void)


def _of_other_days(
    desk: DeskPort,
    form: str,
    revision: str,
    now: Sheet,
    step: Callable[[], None],
    said: Sequence[str],
) -> Iterator[KnownPrint]:
    """Yield a version as it was printed on the days since it was made, newest first.

    A page that tells as of which day something stands is compared with that day first. Of each
    day the page is drawn first on which the one before was another: only where that says the same
    the whole print is made.
    """
    from mcdesk.reports.form import print_form
    from mcdesk.reports.one_page import print_page
    from mcdesk.reports.words import status_days
    from mcdesk.signing.texts import MOST_PAGES, differing_pages
    from mcdesk.signing.verdict import KnownPrint

    seen: list[Sheet] = []
    number = len(said)
    for day in (*status_days(said), None):
        for on, sheet in desk.stood(form, revision, day):
            step()
            without = sheet if day else replace(sheet, as_of=now.as_of)
            if without in seen:
                continue
            seen.append(without)
            page, of = print_page(sheet, number)
            if min(of, MOST_PAGES) != len(said) or differing_pages(said[number - 1 : number], page):
                continue
            whole = BytesIO()
            print_form(sheet, whole)
            yield KnownPrint(whole.getvalue(), _tag_then(sheet, now), not sheet.valid,
                             day=on.isoformat())  # fmt: skip
            number = next(iter(differing_pages(said, whole.getvalue())), number)


def _tag_then(sheet: Sheet, now: Sheet) -> str:
    """Return the tag of what was decided beside a text, as it was printed on another day.

    What is signed now is shown by a print from before it was, too.
    """
    from mcdesk.signing.verdict import signed_beside

    stated = {path: sheet.content.value(path) for path in sheet.stated}
    if not any(stated.values()):
        return ""
    is_same = all(now.content.value(path) == value for path, value in stated.items())
    decided = signed_beside(now) if is_same else signed_beside(sheet)
    return tag_of(decided or json_text(stated))


def _no_day(sheet: Sheet) -> Iterator[KnownPrint]:
    """Yield a version as it may lie on its pages, with its frozen words apart."""
    from mcdesk.reports.form import print_twice
    from mcdesk.reports.to_seal import unstated
    from mcdesk.signing.verdict import KnownPrint, signed_beside

    beside = signed_beside(sheet)
    waiting = tuple(map(_waiting, sheet.signatures))
    for valid, signatures in product((True, False), (sheet.signatures, waiting)):
        for decided in dict.fromkeys(("", beside)):
            content = sheet.content if decided else unstated(sheet)
            made = replace(sheet, signatures=signatures, valid=valid, content=content)
            for dense in (False, True):
                whole, frozen, count = print_twice(made, dense=dense)
                yield KnownPrint(whole, tag_of(decided), frozen=frozen, count=count)


def _waiting(line: SignatureLine) -> SignatureLine:
    """Return a role's place as it stood before its decision."""
    return replace(line, state="waiting", decision="", decisions=(), keyed=False, scan_owed=False)
