"""Prints what an audit visit is shown: a cover, and the tables on pages lying on their side."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mcdesk.procedure.stage import Label
from mcdesk.reports import words
from mcdesk.reports.block import Cell, Row
from mcdesk.reports.bound import Volume, bind, steps, untold
from mcdesk.reports.listing import Col, Text, add_fact, add_listing, add_title
from mcdesk.reports.paper import BODY, SECOND, Blocks, text_row
from mcdesk.reports.pen import INK
from mcdesk.reports.title_page import LARGE, LARGE_ID, add_letterhead

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from mcdesk.application.views import Audit, Fact
    from mcdesk.reports.form import Progress

TITLE = Label("Evidence for an audit visit", "Bukti untuk kunjungan audit")
PERIOD = Label("Period", "Periode")
SCOPE = Label("Programme or faculty", "Program studi atau fakultas")
CARDS = Label("Micro-credentials", "Kredensial mikro")
AS_OF = Label("As of", "Per tanggal")
NAMES = Label("Names of people", "Nama orang")
SHOWN = Label("shown", "ditampilkan")
LEFT_OUT = Label(
    "left out: numbers stand for people; free texts that may name them are left out, and marked so",
    "tidak ditampilkan: orang diganti nomor; teks bebas yang mungkin menyebut nama dihilangkan dan "
    "ditandai",
)
ABOUT = Label(
    "Made by MC Desk from its records. The papers behind every line are in the evidence binder of "
    "the micro-credential.",
    "Dibuat MC Desk dari catatannya. Dokumen di balik setiap baris ada dalam berkas bukti "
    "kredensial mikronya.",
)
FOOT = Label("{title}: {scope}, {since} – {until}.", "{title}: {scope}, {since} – {until}.")


def print_audit(
    audit: Audit,
    out: BinaryIO | Path,
    progress: Progress | None = None,
) -> int:
    """Print an audit and return its number of pages; 0 when it was cancelled.

    Raises:
        Trouble: `out` cannot be written.
    """
    volume = _volume(audit)
    volume.add(TITLE, _cover(audit))
    for table in audit.tables:
        blocks = Blocks(wide=True)
        add_title(blocks, table.title, table.note)
        columns = [Col(head.label, head.share, whole=head.whole) for head in table.heads]
        add_listing(blocks, columns, [[_text(fact) for fact in row] for row in table.rows])
        volume.add(table.title, blocks)
    return bind(volume, out, progress or untold, 0, steps(volume))


def _text(fact: Fact) -> Text:
    if isinstance(fact, date):
        return words.day_text(fact)
    return fact if isinstance(fact, str | Label) else str(fact)


def _volume(audit: Audit) -> Volume:
    blocks = Blocks()
    since, until = words.day_text(audit.extent.since), words.day_text(audit.extent.until)
    foot = tuple(
        blocks.clean(text.format(title=title, scope=scope, since=since, until=until))
        for text, title, scope in (
            (FOOT.en, TITLE.en, audit.scope.en),
            (FOOT.id, TITLE.id, audit.scope.id),
        )
    )
    return Volume(
        title=blocks.clean(f"{TITLE.en}: {audit.scope.en}"),
        author=blocks.clean(audit.workspace),
        running=blocks.clean(f"{TITLE.en} / {TITLE.id}"),
        foot=(foot[0], foot[1]),
        marks=(f"{words.SAMPLE.en} / {words.SAMPLE.id}",) if audit.sample else (),
        day=audit.as_of,
    )


def _cover(audit: Audit) -> Blocks:
    blocks = Blocks()
    add_letterhead(blocks, audit.workspace, audit.logo)
    blocks.add(Row((), blocks.width, above=90, rule=0))
    blocks.add(text_row([(TITLE.en, LARGE)], blocks.width))
    blocks.add(text_row([(TITLE.id, LARGE_ID)], blocks.width, below=8))
    blocks.add(Row((Cell(0, blocks.width, ()),), blocks.width, rule=0.9, colour=INK))
    since, until = words.day_text(audit.extent.since), words.day_text(audit.extent.until)
    add_fact(blocks, SCOPE, audit.scope)
    add_fact(blocks, PERIOD, f"{since} – {until}")
    add_fact(blocks, CARDS, str(audit.cards))
    add_fact(blocks, AS_OF, words.day_text(audit.as_of))
    add_fact(blocks, NAMES, SHOWN if audit.extent.names else LEFT_OUT)
    blocks.add(text_row([(ABOUT.en, BODY)], blocks.width, above=14))
    blocks.add(text_row([(ABOUT.id, SECOND)], blocks.width))
    return blocks
