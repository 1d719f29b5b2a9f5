"""`mcdesk form-out` and `form-in` as a user calls them."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from tests.end2end.conftest import REFUSED, TROUBLE, USAGE
from tests.exchange.word_processor import changed, control, typed

CARD = "MC-1"


@pytest.fixture
def sent(script, tmp_path):
    """F2 of a card, sent out as a fillable PDF."""
    path = tmp_path / "F2.pdf"
    script("form-out", CARD, "F2", "--pdf", path)
    return path


def fill(path, **texts):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(path.read_bytes())))
    for page in writer.pages:
        writer.update_page_form_field_values(page, texts, auto_regenerate=False)
    writer.write(path)


def test_what_came_back_is_told_then_taken_over(script, sent):
    assert "nothing to take over" in script("form-in", sent)
    fill(sent, p18="Contract officer", p48="soon")
    found = script.json("form-in", sent, "--json", code=REFUSED)[0]["found"]
    assert {one["path"]: one["state"] for one in found} == {"p18": "theirs", "p48": "doubt"}
    told = script("form-in", sent, "--apply", code=REFUSED)
    assert "taken over Job roles helped (p18)" in told
    assert "“soon” is not a date that exists." in told
    again = script.json("form-in", sent, "--json", code=REFUSED)[0]["found"]
    assert [one["path"] for one in again] == ["p48"]


def test_what_cannot_be_is_refused_in_words(script, sent, tmp_path):
    script("form-out", CARD, "F99", "--pdf", tmp_path / "x.pdf", code=REFUSED)
    script.apply({"do": "FreezeForm", "form": "MC-1/F2"})
    script("form-out", CARD, "F2", "--pdf", tmp_path / "x.pdf", code=REFUSED)
    assert "frozen" in script.err
    script("form-in", sent, "--apply", code=REFUSED)
    assert "frozen" in script.err
    script("form-in", tmp_path / "none.pdf", code=TROUBLE)
    (tmp_path / "text.pdf").write_text("no PDF")
    script("form-in", tmp_path / "text.pdf", code=TROUBLE)
    assert "not a form" in script.err


def test_a_file_without_a_record_is_told_its_form(script, sent):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(sent.read_bytes())))
    writer.metadata = {"/Title": "again"}
    for field in writer.root_object["/AcroForm"]["/Fields"]:
        if field.get_object().get("/T") == "mcdesk":
            field.get_object().pop("/V")
    writer.write(sent)
    script("form-in", sent, code=USAGE)
    assert "--to CODE FORM" in script.err
    told = script("form-in", sent, "--to", CARD, "F2")
    assert "look at every place" in told
    assert "nothing to take over" in told
    assert len(told.splitlines()) == 2


def test_a_file_of_another_form_says_so_before_it_is_taken(script, sent):
    script.apply({"do": "OpenForm", "card": CARD, "form": "F3"})
    words = f"The file was sent out for {CARD} F2, not for {CARD} F3."
    told = script("form-in", sent, "--to", CARD, "F3", "--apply", code=REFUSED)
    assert told.splitlines()[0] == words
    assert (
        words
        in script.json("form-in", sent, "--to", CARD, "F3", "--json", code=REFUSED)[0]["notes"]
    )
    assert words not in script("form-in", sent, "--to", CARD, "F2")


def test_signs_that_turn_a_line_are_seen_in_the_history(script):
    script.apply({"do": "SetValue", "form": f"{CARD}/F2", "path": "p10", "new": "A\u202eB"})
    told = script("history", CARD)
    assert "\u202e" not in told
    assert "A\\u202eB" in told


def test_what_was_sent_out_in_one_language_is_taken_in_in_the_other(script, tmp_path):
    """The name of the programme stands in the file in the language it was written in."""
    path = tmp_path / "F2.docx"
    script("form-out", CARD, "F2", "--docx", path, "--lang", "id")
    assert "nothing to take over" in script("form-in", path, "--lang", "en")


def test_a_blank_of_a_form_not_begun_is_opened_when_it_is_taken_over(script, tmp_path):
    path = tmp_path / "F3.pdf"
    script("form-out", CARD, "F3", "--pdf", path, "--blank")
    fill(path, **{"t6:assumptions": "The studio is free."})
    before = script.json("show", CARD, "--json")[0]
    found = script.json("form-in", path, "--json")[0]
    assert (found["form"], [one["path"] for one in found["found"]]) == ("F3", ["t6.assumptions"])
    assert script.json("show", CARD, "--json")[0] == before, "told, nothing is begun"
    assert "taken over" in script("form-in", path, "--apply")
    assert "nothing to take over" in script("form-in", path)
    told = script("history", CARD, "--limit", "2")
    assert "Filled MC-1 F3" in told
    assert "Form opened MC-1 F3" in told


def test_a_form_not_begun_goes_out_with_what_it_would_begin_with(script, tmp_path):
    path = tmp_path / "F3.docx"
    script("form-out", CARD, "F3", "--docx", path)
    kinds = [line["kind"] for line in script.json("show", CARD, "--json")[0]["forms"]]
    assert "F3" not in kinds, "nothing is begun by that"
    script("form-out", CARD, "F3", "--pdf", path.with_suffix(".pdf"))
    fill(path.with_suffix(".pdf"), **{"t6:assumptions": "The studio is free."})
    found = script.json("form-in", path.with_suffix(".pdf"), "--json")[0]["found"]
    assert [one["path"] for one in found] == ["t6.assumptions"]
    assert "nothing to take over" in script("form-in", path, "--apply")
    assert "nothing to take over" not in script("form-in", path.with_suffix(".pdf"), "--apply")


def test_what_an_assessor_found_goes_into_the_sheet_of_that_assessor(script, tmp_path):
    script.apply(
        {"do": "AddPerson", "name": "REV-02", "roles": ["rev"]},
        {"do": "JoinTeam", "card": CARD, "person": "REV-02", "role": "rev"},
    )
    path, empty = tmp_path / "F9.pdf", tmp_path / "blank.pdf"
    script("form-out", CARD, "F9", "--pdf", path)
    script("form-out", CARD, "F9", "--pdf", empty, "--blank")
    fill(path, **{"e3:A1:note": "The clause is out of date."})
    fill(empty, **{"e3:A1:note": "Of nobody knows whom."})
    script.apply(
        {"do": "OpenForm", "card": CARD, "form": "F9"},
        {"do": "SetValue", "form": f"{CARD}/F9", "path": "e1", "new": "REV-02"},
    )
    found = script.json("form-in", path, "--to", CARD, "F9:1", "--apply", "--json", code=REFUSED)
    assert [one["taken"] for one in found[0]["found"]] == [False]
    said = " ".join(found[0]["notes"])
    assert f"The file was sent out for {CARD} F9:2, not for {CARD} F9:1." in said
    assert "The file is REV-01’s, and this sheet is REV-02’s." in said
    script("form-in", empty, "--apply", code=REFUSED)
    assert "does not say whose sheet" in script.err
    told = script("form-in", path, "--apply")
    assert "taken over" in told
    assert "sent out for" not in told
    kept = [script.json("show", CARD, f"F9:{n}", "--json")[0]["values"] for n in (1, 2)]
    assert [each.get("e3.A1.note") for each in kept] == [None, "The clause is out of date."]


LONG = "The clinics ask for nurses who can read a monitor on their own. " * 4


def test_of_a_long_text_the_part_that_changed_is_told(script, tmp_path):
    script.apply({"do": "SetValue", "form": "MC-1/F2", "path": "p10", "new": f"{LONG}In spring."})
    path = tmp_path / "F2.docx"
    script("form-out", CARD, "F2", "--docx", path)
    path.write_bytes(changed(path.read_bytes(), typed("p10", f"{LONG}In autumn.")))
    (line,) = script("form-in", path).splitlines()
    mine, theirs = line.split(": ", 1)[1].split(" → ")
    assert mine.startswith("“…")
    assert mine.endswith("In spring.”")
    assert theirs.endswith("In autumn.”")
    assert len(mine) < 80
    path.write_bytes(changed(path.read_bytes(), typed("p10", f"Why: {LONG}In spring.")))
    (line,) = script("form-in", path).splitlines()
    assert line.split(": ", 1)[1] == "“…” → “Why:…”"
    path.write_bytes(changed(path.read_bytes(), typed("p10", "")))
    assert "own. In spring.” → “”" in script("form-in", path)


def test_what_was_written_beside_the_fields_is_told_whole(script, tmp_path):
    path = tmp_path / "F2.docx"
    script("form-out", CARD, "F2", "--docx", path)
    run = f"<w:r><w:t>{LONG.strip()}</w:t></w:r>"
    data = changed(path.read_bytes(), lambda text: text.replace(
        control(text, "p17:min"), control(text, "p17:min") + run))  # fmt: skip
    path.write_bytes(data)
    told = script("form-in", path, code=REFUSED)
    assert told == f"no place for Words beside “Learners per intake”: “{LONG.strip()}”\n"
    data = script.json("form-in", path, "--json", code=REFUSED)[0]
    assert data["unplaced"][0]["text"] == LONG.strip()
