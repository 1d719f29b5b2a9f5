"""Prints the booklet of a signing session: a cover with the list, then every form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.procedure.stage import Label
from mcdesk.reports import words
from mcdesk.reports.block import Space
from mcdesk.reports.bound import Part, Volume, bind, steps, untold
from mcdesk.reports.composed import compose
from mcdesk.reports.listing import Col, add_fact, add_listing, add_title
from mcdesk.reports.paper import BODY, CELL, CELL_ID, COLUMN, SECOND, Blocks, text_row
from mcdesk.reports.title_page import add_letterhead

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from mcdesk.application.views import Booklet, SignatureLine, WaitingForm
    from mcdesk.reports.composed import Composed
    from mcdesk.reports.form import Progress
    from mcdesk.reports.listing import Spans, Text

BOOKLET = Label("Booklet for signature", "Bundel untuk ditandatangani")
SIGNER = Label("For", "Untuk")
POSITION = Label("Position", "Jabatan")
HELD_BY_NOBODY = Label("(nobody holds the office)", "(jabatan sedang kosong)")
OF_DAY = Label("Printed as of", "Dicetak per")
HOLDS = Label("This booklet holds", "Isi bundel ini")
COUNTS = Label("Forms: {forms}", "Formulir: {forms}")
ASKS = Label(
    "Please sign each form at your name in its signature block. The signed pages may be scanned in "
    "any order: each finds its form by the code printed on it.",
    "Mohon setiap formulir ditandatangani pada nama Anda di blok tanda tangannya. Halaman yang "
    "sudah ditandatangani boleh dipindai dalam urutan apa pun: kode yang tercetak menunjukkan "
    "formulirnya.",
)
FOOT = Label("Booklet for signature, as of {day}.", "Bundel untuk ditandatangani, per {day}.")
NO = Label("No.", "No.")
MICRO = Label("Micro-credential", "Kredensial mikro")
FORM = Label("Form, number", "Formulir, nomor")
ASKED = Label("Decision asked", "Keputusan yang diminta")
PAGE = Label("Page", "Hlm.")
FORMS = Label("Forms", "Formulir")


def print_booklet(
    booklet: Booklet,
    out: BinaryIO | Path,
    progress: Progress | None = None,
) -> int:
    """Print a booklet and return its number of pages; 0 when it was cancelled.

    `progress` hears of every step; where it answers False nothing is written.

    Raises:
        Trouble: `out` cannot be written.
    """
    told = progress or untold
    of = 2 * len(booklet.sheets) + 2
    forms: list[Composed] = []
    for done, sheet in enumerate(booklet.sheets):
        if not told(done, of):
            return 0
        forms.append(compose(sheet))
    volume = _volume(booklet)
    lengths = [len(form.pages) for form in forms]
    first = volume.part(BOOKLET, cover(booklet, [0] * len(lengths)))
    begins = len(first.composed.pages) + 1
    pages = [begins + sum(lengths[:place]) for place in range(len(lengths))]
    cover_part = volume.part(BOOKLET, cover(booklet, pages))
    framed = replace(cover_part.composed.frame, code=booklet.code)
    volume.parts.append(replace(cover_part, composed=replace(cover_part.composed, frame=framed)))
    for number, (waiting, form) in enumerate(zip(booklet.signer.forms, forms, strict=True), 1):
        volume.parts.append(Part(_named(number, waiting), 1, form, group=FORMS))
    return bind(volume, out, told, len(forms), max(of, len(forms) + steps(volume)))


def _volume(booklet: Booklet) -> Volume:
    blocks = Blocks()
    who = blocks.clean(_signer(booklet).en)
    given = {"day": words.day_text(booklet.as_of)}
    return Volume(
        title=f"{BOOKLET.en}: {who}",
        author=blocks.clean(booklet.workspace),
        running=f"{BOOKLET.en}  ·  {who}",
        foot=(FOOT.en.format_map(given), FOOT.id.format_map(given)),
        marks=(f"{words.SAMPLE.en} / {words.SAMPLE.id}",) if booklet.sample else (),
        day=booklet.as_of,
        has_contents=False,
    )


def _signer(booklet: Booklet) -> Label:
    """Return whose booklet it is: the person, else the office."""
    signer = booklet.signer
    if signer.name:
        return Label(signer.name, signer.name)
    role = signer.roles[0]
    return Label(f"{role.en} {HELD_BY_NOBODY.en}", f"{role.id} {HELD_BY_NOBODY.id}")


def _named(number: int, waiting: WaitingForm) -> Label:
    """Return a form's name in the bookmarks: its place, code, kind and version."""
    blocks = Blocks()
    head, form = f"{number}. {waiting.card_code} {waiting.kind}", waiting.form_told
    return Label(blocks.clean(f"{head} {form.en}"), blocks.clean(form.id))


def cover(booklet: Booklet, pages: list[int]) -> Blocks:
    """Return the cover: for whom it is, and the list of the forms with their first pages."""
    blocks, signer = Blocks(), booklet.signer
    add_letterhead(blocks, booklet.workspace, booklet.logo)
    blocks.add(Space(18))
    add_title(blocks, BOOKLET)
    who = _signer(booklet)
    add_fact(blocks, SIGNER, signer.name or who)
    add_fact(blocks, words.NUMBER, signer.number)
    add_fact(blocks, POSITION, signer.position)
    add_fact(blocks, OF_DAY, words.day_text(booklet.as_of))
    count = {"forms": len(booklet.sheets)}
    add_fact(blocks, HOLDS, Label(COUNTS.en.format_map(count), COUNTS.id.format_map(count)))
    blocks.add(text_row([(ASKS.en, BODY)], blocks.width, above=10))
    blocks.add(text_row([(ASKS.id, SECOND)], blocks.width, below=8))
    columns = (Col(NO, 0.5, "right"), Col(MICRO, 3.0), Col(FORM, 2.6), Col(words.VERSION, 0.8),
               Col(ASKED, 2.2), Col(PAGE, 0.7, "right"))  # fmt: skip
    rows = [
        _row(number, waiting, page)
        for number, (waiting, page) in enumerate(zip(signer.forms, pages, strict=True), 1)
    ]
    add_listing(blocks, columns, rows)
    return blocks


def _row(number: int, waiting: WaitingForm, page: int) -> list[Text]:
    form, title = waiting.form_told, waiting.card_title
    asked = [spans for line in waiting.lines for spans in _asked(line)]
    return [
        str(number),
        [[(waiting.card_code, COLUMN)], [(title.en, CELL)], *_second(title)],
        [
            [(f"{waiting.kind} {form.en}", CELL)],
            *_second(form),
            [(waiting.number, CELL)],
        ],
        str(waiting.version),
        asked,
        str(page or ""),
    ]


def _second(label: Label) -> list[Spans]:
    """Return the Indonesian line below an English one, where it says something else."""
    return [[(label.id, CELL_ID)]] if label.id != label.en else []


def _asked(line: SignatureLine) -> list[Spans]:
    """Return what is asked of a signer: role and act, and the cards it is for."""
    cards = f" ({', '.join(line.cards)})" if line.cards else ""
    role, act = line.role_label, line.act
    return [
        [(f"{role.en}: {act.en}{cards}", CELL)],
        [(f"{role.id}: {act.id}", CELL_ID)],
    ]
