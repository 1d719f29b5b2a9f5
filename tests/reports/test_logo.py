"""The logo in the head of prints: whatever its shape, it is neither a strip nor a thread."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from mcdesk.reports.form import print_form

WORD = "Micro-Credential"


def head_of(kit, tmp_path, dots):
    """Return where the logo and the first word of the title stand on the first page."""
    logo, out = tmp_path / "logo.png", BytesIO()
    Image.new("RGB", dots, "navy").save(logo)
    print_form(kit.replace(kit.sheet(definition=kit.form("F2")), logo=logo), out)
    page = pypdfium2.PdfDocument(out.getvalue())[0]
    (image,) = page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,))
    text = page.get_textpage()
    found = text.search(WORD, match_case=True).get_next()
    return image.get_bounds(), text.get_charbox(found[0])


@pytest.mark.parametrize(
    ("dots", "size", "is_above"),
    [
        ((600, 600), (40, 40), False),
        ((400, 200), (80, 40), False),
        ((100, 600), (7, 40), False),
        ((300, 80), (84, 22), False),
        ((900, 150), (180, 30), True),
        ((900, 100), (270, 30), True),
    ],
)
def test_a_logo_is_as_large_as_its_shape_lets_it_be(kit, tmp_path, dots, size, is_above):
    (left, bottom, right, top), title = head_of(kit, tmp_path, dots)
    assert (right - left, top - bottom) == pytest.approx(size, abs=1)
    if is_above:
        assert title[0] == pytest.approx(left, abs=3)
        assert title[3] < bottom
    else:
        assert 10 < title[0] - right < 20
