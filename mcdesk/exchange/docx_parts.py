"""The fixed parts of a Word document in the layout of the house (ECMA-376)."""

from __future__ import annotations

from typing import Final

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN: Final = "http://schemas.openxmlformats.org"
_MAIN: Final = f"{_OPEN}/wordprocessingml/2006/main"
_OFFICE: Final = f"{_OPEN}/officeDocument/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument"

CONTENT_TYPES: Final = (
    f'{_HEAD}<Types xmlns="{_OPEN}/package/2006/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.wordprocessingml.'
    'document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.wordprocessingml.styles+xml"/>'
    "</Types>"
)
RELATIONS: Final = (
    f'{_HEAD}<Relationships xmlns="{_OPEN}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" '
    'Target="word/document.xml"/>'
    "</Relationships>"
)
DOCUMENT_RELATIONS: Final = (
    f'{_HEAD}<Relationships xmlns="{_OPEN}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/relationships/customXml" '
    'Target="../customXml/item1.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/relationships/customXml" '
    'Target="../customXml/item2.xml"/></Relationships>'
)
NAMESPACE: Final = "urn:mcdesk:form"
CUSTOM: Final = f'{_HEAD}<form xmlns="{NAMESPACE}">{{value}}</form>'
"""A part of our own, which word processors keep as it is."""
OURS: Final = f'{_HEAD}<ours xmlns="{NAMESPACE}">{{value}}</ours>'
"""Another one: what we wrote beside the fields, line by line."""
DOCUMENT: Final = (
    f'{_HEAD}<w:document xmlns:w="{_MAIN}" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'mc:Ignorable="w14"><w:body>{body}<w:sectPr><w:pgSz {size}/>'
    '<w:pgMar w:top="1000" w:right="1000" w:bottom="1000" w:left="1000" w:header="500" '
    'w:footer="500" w:gutter="0"/></w:sectPr></w:body></w:document>'
)


def _style(kind: str, id_: str, look: str) -> str:
    based = '<w:basedOn w:val="Normal"/>' if kind == "paragraph" else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{id_}"><w:name w:val="{_NAMES.get(id_, id_)}"/>'
        f"{based}{look}</w:style>"
    )


_NAMES: Final = {
    "Heading1": "heading 1", "Heading2": "heading 2", "PlaceholderText": "Placeholder Text",
}  # fmt: skip
_LINE: Final = 'w:val="single" w:sz="4" w:space="0" w:color="C5CBD3"'
STYLES: Final = "".join((
    f'{_HEAD}<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Noto Sans" w:hAnsi="Noto Sans" w:cs="Noto Sans"/>'
    '<w:color w:val="1F2328"/><w:sz w:val="18"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:before="20" w:after="20"/></w:pPr></w:pPrDefault></w:docDefaults>',
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "</w:style>",
    _style("paragraph", "Title", "<w:rPr><w:b/><w:sz w:val=\"28\"/></w:rPr>"),
    _style("paragraph", "Heading1", '<w:pPr><w:keepNext/><w:pBdr><w:bottom w:val="single" '
           'w:sz="8" w:space="2" w:color="1F2328"/></w:pBdr><w:spacing w:before="280" '
           'w:after="80"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="21"/>'
           "</w:rPr>"),
    _style("paragraph", "Heading2", '<w:pPr><w:keepNext/><w:spacing w:before="120" '
           'w:after="40"/><w:outlineLvl w:val="1"/></w:pPr>'),
    _style("paragraph", "Column", '<w:rPr><w:b/><w:sz w:val="15"/></w:rPr>'),
    _style("character", "Second", '<w:rPr><w:i/><w:color w:val="5B6470"/><w:sz w:val="15"/>'
           "</w:rPr>"),
    _style("character", "PlaceholderText", '<w:rPr><w:color w:val="8A939E"/></w:rPr>'),
    _style("character", "Hidden", '<w:rPr><w:vanish/><w:sz w:val="2"/></w:rPr>'),
    '<w:style w:type="table" w:styleId="House"><w:name w:val="House"/><w:tblPr><w:tblBorders>'
    f"<w:top {_LINE}/><w:left {_LINE}/><w:bottom {_LINE}/><w:right {_LINE}/><w:insideH {_LINE}/>"
    f'<w:insideV {_LINE}/></w:tblBorders><w:tblCellMar><w:left w:w="80" w:type="dxa"/>'
    '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>',
))  # fmt: skip
