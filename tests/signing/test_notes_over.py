"""What lies over a print: the picture of a signature, once, at the one place of its field."""

from __future__ import annotations

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.writer import PdfFileWriter

from mcdesk.signing.notes import _Looked


def picture() -> generic.DictionaryObject:
    drawn = generic.StreamObject(stream_data=b"0 0 m")
    return generic.DictionaryObject({pdf_name("/N"): drawn})


def widget(**more: object) -> generic.DictionaryObject:
    """Return what a signature shows on a page."""
    made = generic.DictionaryObject({
        pdf_name("/Subtype"): pdf_name("/Widget"), pdf_name("/FT"): pdf_name("/Sig"),
        pdf_name("/AP"): picture(),
        pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (10, 20, 110, 60))),
    })  # fmt: skip
    for name, value in more.items():
        made[pdf_name(f"/{name}")] = value
    return made


@pytest.fixture
def looked() -> _Looked:
    """A look at a file whose field 7 is signed."""
    return _Looked({7})


def test_the_picture_of_a_signature_is_no_note(looked):
    looked._look_at(1, 7, widget())
    assert looked.notes == set()
    assert looked.signatures == [(1, (10.0, 20.0, 110.0, 60.0))]


def test_the_same_signature_on_a_second_page_is_a_note(looked):
    """It stands where it was put; whoever lays it over another page shows what was not signed."""
    looked._look_at(1, 7, widget())
    looked._look_at(3, 7, widget())
    assert looked.notes == {3}


@pytest.mark.parametrize(("places", "is_note"), [(1, False), (2, True)])
def test_a_field_that_is_shown_in_two_places_is_a_note(places, is_note):
    """A signature has one place; what a second one shows was signed by nobody."""
    field = generic.DictionaryObject({pdf_name("/FT"): pdf_name("/Sig")})
    kids = [widget() for _number in range(places)]
    field[pdf_name("/Kids")] = generic.ArrayObject(kids)
    reference = PdfFileWriter().add_object(field)
    for kid in kids:
        del kid["/FT"]
        kid[pdf_name("/Parent")] = reference
    looked = _Looked({reference.idnum})
    looked._look_at(1, 0, kids[0])
    assert looked.notes == ({1} if is_note else set())
    assert len(looked.signatures) == 1


@pytest.mark.parametrize(("number", "is_note"), [(7, False), (9, True), (0, True)])
def test_the_picture_of_a_field_without_a_signature_is_a_note(looked, number, is_note):
    looked._look_at(2, number, widget())
    assert looked.notes == ({2} if is_note else set())


def test_a_place_that_shows_nothing_is_no_note(looked):
    empty = widget(AP=generic.DictionaryObject({
        pdf_name("/N"): generic.StreamObject(stream_data=b"  ")}))  # fmt: skip
    looked._look_at(1, 9, empty)
    assert looked.notes == set()
    assert looked.signatures == []
