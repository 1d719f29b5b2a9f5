"""What was pasted into a Word document and is no words is told: pictures, addresses of links."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from tests.exchange.filled import form_id, row_id, with_proposal
from tests.exchange.word_processor import (
    BOX,
    LINE,
    SAID,
    at_the_top,
    behind_field,
    behind_table,
    changed,
    control,
    in_cell,
    in_label,
    proposed,
    row_behind,
    sent_out,
    typed,
)

__all__ = ["form_id", "with_proposal"]

SHOWN = '<w:r><w:drawing><a:blip xmlns:a="urn:a"/></w:drawing></w:r>'
OLDER = '<w:r><w:pict><v:imagedata xmlns:v="urn:v"/></w:pict></w:r>'
PICTURE = f"<w:p>{SHOWN}</w:p>"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINK = f'<w:hyperlink xmlns:r="{R}" r:id="rId99"><w:r><w:t>{{words}}</w:t></w:r></w:hyperlink>'
RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ADDRESS = "https://example.org/report"
ONE = "1 picture is not taken over: attach it to the form."


def left_of(desk, form_id, *changes, data=None) -> list[tuple[str, str]]:
    data = data or sent_out(desk, form_id)
    for change in changes:
        data = changed(data, change)
    proposal = proposed(desk, form_id, data)
    assert proposal.found == ()
    return [(left.name, left.text) for left in proposal.unplaced]


@pytest.mark.parametrize("change", [
    behind_field("p16", SHOWN), in_cell("p16", PICTURE), in_label("p16", OLDER),
])  # fmt: skip
def test_a_picture_beside_a_field_is_told_with_its_field(desk, form_id, change):
    assert left_of(desk, form_id, change) == [("Pictures near “Entry requirements”", ONE)]


@pytest.mark.parametrize("change", [
    behind_table("p16", PICTURE), at_the_top(PICTURE),
    behind_table("p16", f"<w:tbl><w:tr><w:tc>{PICTURE}</w:tc></w:tr></w:tbl>"),
])  # fmt: skip
def test_a_picture_between_fields_is_told_with_the_nearest(desk, form_id, change):
    ((name, text),) = left_of(desk, form_id, change)
    assert (name[:15], text) == ("Pictures near “", ONE)


def test_a_picture_in_a_field_is_told_and_the_words_stay(desk, form_id):
    def change(text: str) -> str:
        field = control(text, "p16")
        return text.replace(field, field.replace("</w:r></w:sdtContent>", f"</w:r>{SHOWN}"
                                                 "</w:sdtContent>"))  # fmt: skip

    assert left_of(desk, form_id, change) == [("Pictures near “Entry requirements”", ONE)]


def test_several_pictures_near_a_field_are_one_line(desk, form_id):
    found = left_of(desk, form_id, in_cell("p16", PICTURE), behind_field("p16", SHOWN + OLDER))
    assert [text for _name, text in found] == [
        "3 pictures are not taken over: attach them to the form."
    ]


def test_a_box_with_words_is_no_picture_and_a_picture_with_a_spare_one_is_one(desk, form_id):
    ((_name, text),) = left_of(desk, form_id, in_label("p16", BOX.format(line=LINE)))
    assert text == SAID
    twice = (f"<w:r><mc:AlternateContent><mc:Choice>{SHOWN}</mc:Choice><mc:Fallback>{OLDER}"
             "</mc:Fallback></mc:AlternateContent></w:r>")  # fmt: skip
    assert [text for _name, text in left_of(desk, form_id, behind_field("p16", twice))] == [ONE]


def test_a_picture_that_was_deleted_is_not_told(desk, form_id):
    gone = f'<w:p><w:del w:id="1">{SHOWN}</w:del></w:p>'
    assert left_of(desk, form_id, behind_table("p16", gone)) == []


def around(name: str, inner: str, address: str = ""):
    """Return a change that puts a part around the text, in whose relations a link may lead away."""
    kind = {"comments": "comments", "footnotes": "footnotes", "endnotes": "endnotes"}.get(
        name, "hdr" if name.startswith("header") else "ftr"
    )

    def change(data: bytes) -> bytes:
        out = BytesIO(data)
        with zipfile.ZipFile(out, "a") as pack:
            pack.writestr(f"word/{name}.xml", f"<w:{kind} {W}>{inner}</w:{kind}>")
            if address:
                made = f'<Relationships xmlns="{RELATED}">{relation(address)}</Relationships>'
                pack.writestr(f"word/_rels/{name}.xml.rels", made)
        return out.getvalue()

    return change


PARTS = {
    "comments": ('<w:comment w:id="7" w:author="DEAN-LAW">{}</w:comment>', "Comment (DEAN-LAW)"),
    "footnotes": ('<w:footnote w:id="2">{}</w:footnote>', "Footnote"),
    "endnotes": ('<w:endnote w:id="2">{}</w:endnote>', "Footnote"),
    "header1": ("{}", "Head or foot of the page"),
    "footer2": ("{}", "Head or foot of the page"),
}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("shown", [SHOWN, OLDER])
def test_a_picture_around_the_text_is_told_with_where_it_stands(desk, form_id, part, shown):
    inner, name = PARTS[part]
    data = around(part, inner.format(f"<w:p>{shown}</w:p>"))(sent_out(desk, form_id))
    assert left_of(desk, form_id, data=data) == [(name, ONE)]


def test_a_picture_in_a_comment_is_told_below_its_words(desk, form_id):
    data = around("comments", PARTS["comments"][0].format(LINE + PICTURE + PICTURE))(
        sent_out(desk, form_id)
    )
    told = f"{SAID}\n2 pictures are not taken over: attach them to the form."
    assert left_of(desk, form_id, data=data) == [("Comment (DEAN-LAW)", told)]


@pytest.mark.parametrize("part", PARTS)
def test_a_link_around_the_text_leads_where_the_relations_of_its_part_say(desk, form_id, part):
    """The same mark may mean another address in the text."""
    inner, name = PARTS[part]
    made = inner.format(f"<w:p>{LINK.format(words='the report')}</w:p>")
    data = linked(sent_out(desk, form_id), "https://example.org/other")
    data = around(part, made, ADDRESS)(data)
    assert left_of(desk, form_id, data=data) == [(name, f"the report ({ADDRESS})")]


def relation(address: str) -> str:
    link = f'Id="rId99" Type="{R}/hyperlink" Target="{address}" TargetMode="External"'
    return f"<Relationship {link}/>"


def linked(data: bytes, address: str = ADDRESS) -> bytes:
    """Return a document in whose relations a link leads to an address."""
    out, name = BytesIO(), "word/_rels/document.xml.rels"
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            text = old.read(each).decode()
            if each == name:
                text = text.replace("</Relationships>", f"{relation(address)}</Relationships>")
                assert "rId99" in text
            new.writestr(each, text)
    return out.getvalue()


@pytest.mark.parametrize(("words", "address", "told"), [
    ("the report", ADDRESS, f"the report ({ADDRESS})"),
    ("example.org/report", ADDRESS, "example.org/report"),
    ("a@example.org", "mailto:a@example.org", "a@example.org"),
])  # fmt: skip
def test_the_address_of_a_link_is_listed_with_its_words(desk, form_id, words, address, told):
    data = linked(sent_out(desk, form_id), address)
    made = f"<w:p>{LINK.format(words=words)}</w:p>"
    found = left_of(desk, form_id, behind_table("p16", made), data=data)
    assert [text for _name, text in found] == [told]


def test_where_a_link_in_a_field_leads_is_listed_beside_its_words(desk, form_id):
    def change(text: str) -> str:
        return text.replace("<w:r><w:t>the report</w:t></w:r>", LINK.format(words="the report"))

    data = changed(changed(linked(sent_out(desk, form_id)), typed("p16", "the report")), change)
    proposal = proposed(desk, form_id, data)
    assert [one.theirs for one in proposal.found] == ["the report"]
    assert [(left.name, left.text) for left in proposal.unplaced] == [
        ("Link in “Entry requirements”", f"the report: {ADDRESS}")
    ]


CODED = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{said}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>the </w:t></w:r>'
    '<w:r><w:t>report</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
"""A link as older programs write it, and Word where it was typed as a field."""
SIMPLE = '<w:fldSimple w:instr="{said}"><w:r><w:t>the report</w:t></w:r></w:fldSimple>'
LEADS = f"HYPERLINK &quot;{ADDRESS}&quot;"


@pytest.mark.parametrize("made", [CODED, SIMPLE])
@pytest.mark.parametrize(
    ("said", "told"),
    [
        (f" {LEADS} \\o &quot;Open it&quot; ", f"the report ({ADDRESS})"),
        (f"hyperlink {ADDRESS}", f"the report ({ADDRESS})"),
        (" HYPERLINK \\l &quot;_Toc1&quot; ", "the report"),
        (" REF report \\h ", "the report"),
        (" HYPERLINK &quot;http://the report&quot; ", "the report"),
    ],
)
def test_the_address_of_a_link_that_is_a_field_code_is_listed(desk, form_id, made, said, told):
    found = left_of(desk, form_id, behind_table("p16", f"<w:p>{made.format(said=said)}</w:p>"))
    assert [text for _name, text in found] == [told]


@pytest.mark.parametrize("made", [CODED, SIMPLE])
def test_where_a_field_code_in_a_field_leads_is_listed_beside_its_words(desk, form_id, made):
    def change(text: str) -> str:
        return text.replace("<w:r><w:t>the report</w:t></w:r>", made.format(said=LEADS))

    data = changed(changed(sent_out(desk, form_id), typed("p16", "the report")), change)
    proposal = proposed(desk, form_id, data)
    assert [one.theirs for one in proposal.found] == ["the report"]
    assert [(left.name, left.text) for left in proposal.unplaced] == [
        ("Link in “Entry requirements”", f"the report: {ADDRESS}")
    ]


@pytest.mark.parametrize(
    ("outer", "inner", "told"),
    [
        ("TOC \\o", LEADS, f"See the report ({ADDRESS})"),
        ("HYPERLINK &quot;http://the report&quot;", "REF report", "See the report"),
    ],
)
def test_the_words_of_a_field_code_are_those_of_the_codes_within_it_too(
    desk, form_id, outer, inner, told
):
    """As in a list of contents, each line of which is a link."""
    begin, shown, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
                         for kind in ("begin", "separate", "end"))  # fmt: skip
    made = (f"{begin}<w:r><w:instrText>{outer}</w:instrText></w:r>{shown}"
            f"<w:r><w:t>See </w:t></w:r>{CODED.format(said=inner)}{end}{end}")  # fmt: skip
    found = left_of(desk, form_id, behind_table("p16", f"<w:p>{made}</w:p>"))
    assert [text for _name, text in found] == [told]


@pytest.mark.parametrize("made", [CODED.format(said=LEADS), SIMPLE.format(said=LEADS),
                                  LINK.format(words="the report")])  # fmt: skip
def test_a_link_that_was_deleted_is_not_told(desk, form_id, made):
    def change(text: str) -> str:
        field = control(text, "p16")
        gone = f'<w:del w:id="1">{made.replace("w:t>", "w:delText>")}</w:del></w:sdtContent>'
        return text.replace(field, field.replace("</w:sdtContent>", gone))

    data = linked(sent_out(desk, form_id))
    gone = f'<w:p><w:del w:id="2">{made.replace("w:t>", "w:delText>")}</w:del></w:p>'
    assert left_of(desk, form_id, change, behind_table("p16", gone), data=data) == []


def test_where_a_picture_in_a_field_leads_is_listed_without_words(desk, form_id):
    def change(text: str) -> str:
        field, shown = control(text, "p16"), LINK.replace("<w:r><w:t>{words}</w:t></w:r>", SHOWN)
        return text.replace(field, field.replace("</w:sdtContent>", f"{shown}</w:sdtContent>"))

    found = left_of(desk, form_id, change, data=linked(sent_out(desk, form_id)))
    assert sorted(text for _name, text in found) == [ONE, ADDRESS]


def test_a_picture_in_a_row_without_fields_is_told_beside_its_words(desk, form_id):
    module = row_id(desk, form_id, "p35", -1)
    change = row_behind(f"p35/{module}", "Disputes", f"</w:t></w:r>{SHOWN}<w:r><w:t>")
    found = left_of(desk, form_id, change)
    assert [text for _name, text in found] == ["Disputes", ONE]
