"""Makes PDFs of what was chosen to be printed. Run on a worker, which asks the desk for sheets."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, cast

from mcdesk import i18n
from mcdesk.ui.printing.documents import BOARD, CATALOGUE, GUIDE, WORDING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import Sheet
    from mcdesk.reports.board import Size
    from mcdesk.ui.printing.documents import Choice, Document


def sheet_of(desk: DeskPort, document: Document, choice: Choice) -> Sheet:
    """Return a form as it is printed."""
    if document.id.startswith(WORDING):
        return desk.wording_sheet(document.id.removeprefix(WORDING))
    if choice.since and choice.kind != "blank":
        form = choice.part or document.id
        return desk.redline(form, choice.kind, choice.since, choice.revision, choice.by)
    if document.id.startswith(GUIDE):
        return desk.guide_sheet(document.id.removeprefix(GUIDE))
    return desk.sheet(choice.part or document.id, choice.kind, choice.revision)


def make_pdf(desk: DeskPort, document: Document, choice: Choice) -> bytes:
    """Return one form, the board or the sheet of a catalogue as a PDF."""
    out = io.BytesIO()
    if document.id == BOARD:
        from mcdesk.reports.board import print_board

        print_board(desk.board(), out, i18n.language(), size=cast("Size", choice.size))
    elif document.id.startswith(CATALOGUE):
        from mcdesk.reports.catalogue import print_catalogue

        print_catalogue(desk.catalogue(document.id.removeprefix(CATALOGUE)), out)
    else:
        from mcdesk.reports.form import print_form

        print_form(sheet_of(desk, document, choice), out)
    return out.getvalue()


def make_one_pdf(
    desk: DeskPort, chosen: Sequence[tuple[Document, Choice]], progress: Progress
) -> bytes:
    """Return several forms as one PDF; nothing when it was cancelled."""
    if len(chosen) == 1:
        return make_pdf(desk, *chosen[0])
    from mcdesk.reports.form import print_forms

    out = io.BytesIO()
    sheets = [sheet_of(desk, document, choice) for document, choice in chosen]
    print_forms(sheets, out, progress)
    return out.getvalue()
