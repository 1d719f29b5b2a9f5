"""A proposal that goes out as a file, and what its fields bring home."""

from __future__ import annotations

import itertools
import shutil
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from mcdesk.application.proposal import commands_of
from mcdesk.bootstrap import App
from mcdesk.procedure import commands as do
from tests.conftest import TODAY
from tests.walk import MODULES, OUTCOMES, Walker

VALUES = {
    "p16": "Can read a contract.\nNo prior course.",
    "p15": ["students", "professionals"],
    "p8": "new",
    "p17.min": "20",
}

PRINTED: dict[str, bytes] = {}


@pytest.fixture(scope="module", name="new_files")
def with_proposal(new_files, tmp_path_factory):
    """The workspaces to copy, and one whose proposal is begun."""
    moments, begun = itertools.count(), datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    app = App(now=lambda: begun + timedelta(milliseconds=next(moments)), day=lambda: TODAY)
    path = tmp_path_factory.mktemp("proposal") / "proposal.mcdesk"
    made = app.open(Path(shutil.copyfile(new_files["card"], path)))
    made.execute(do.OpenForm(card="MC-1", form="F2"))
    Walker(made).fill("F2", VALUES, p20=OUTCOMES, p35=MODULES)
    app.close(made)
    yield {**new_files, "form_id": path}
    PRINTED.clear()


@pytest.fixture
def form_id(desk, card) -> str:
    return next(line.form_id for line in desk.outline(card).forms if line.kind == "F2")


def taken_over(desk, proposal) -> None:
    desk.execute_together(commands_of(proposal, [one for one in proposal.found if one.is_chosen]))


def row_id(desk, form_id, field, place) -> str:
    return desk.form(form_id).content.rows[field][place].id


def filled_in(data: bytes, texts=None, boxes=None) -> bytes:
    """Fill fields as another program does: texts, and boxes by what they say when ticked."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    for page in writer.pages:
        writer.update_page_form_field_values(page, dict(texts or {}), auto_regenerate=False)
        for note in page.get("/Annots", []):
            field = note.get_object()
            name = str(field.get("/T", ""))
            if name in (boxes or {}):
                state = NameObject(f"/{boxes[name] or 'Off'}")
                field[NameObject("/V")] = field[NameObject("/AS")] = state
    return written(writer)


def written(writer) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
