"""The Indonesian texts: every text of the sources is translated, and the program reads it so.

When a text is new or has changed: `python3 dev.py texts`, translate what is empty, once more.
"""

import ast
import gettext
import re
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from mcdesk import i18n, resources

PO = resources.root() / "i18n" / "id" / "LC_MESSAGES" / "mcdesk.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None, "plural": (1, 2)}
SPOKEN = re.compile(rf"\b(?:{'|'.join(KEYWORDS)})\s*\(")
"""Where no such call stands, no text does: reading a file word by word takes longer."""
HIDING = re.compile(r"""[fF][rR]?(?:\"{3}|'{3}|["'].*\b(?:_|N_|plural)\()""")
"""A line in which a text may stand within an f-string, or one of several lines begins."""
# English words and the word of the glossary that their translation has to use
GLOSSARY = (
    ("micro-credential", "kredensial mikro"),
    ("instructional designer", "perancang pembelajaran"),
    ("learning outcome", "capaian pembelajaran"),
    ("study programme", "program studi"),
    ("timeline", "linimasa"),
    ("round {n}", "putaran {n}"),
    ("loop {n}", "siklus {n}"),
    ("checklist", "daftar periksa"),
    ("not aligned", "belum selaras"),
    ("workspace", "ruang kerja"),
    ("minutes of a meeting", "notulen"),
    ("dean", "dekan"),
)


@pytest.fixture(scope="module")
def catalogue():
    with PO.open("rb") as file:
        return read_po(file, locale="id", abort_invalid=True)


@pytest.fixture(scope="module")
def sources():
    """Return every text of the sources; one with a plural is a pair."""
    return {
        text
        for file in Path(i18n.__file__).parent.rglob("*.py")
        if SPOKEN.search((source := file.read_bytes()).decode())
        for _line, text, _comments, _context in extract("python", BytesIO(source), KEYWORDS)
    }


def test_no_text_hides_within_another():
    """Before Python 3.12 an f-string is one token: no text in it is found for translation."""
    found = [
        f"{file.name}:{call.lineno}"
        for file in Path(i18n.__file__).parent.rglob("*.py")
        if HIDING.search(source := file.read_text("utf-8"))
        for outer in ast.walk(ast.parse(source))
        if isinstance(outer, ast.JoinedStr)
        for call in ast.walk(outer)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("_", "N_", "plural")
        and isinstance(call.args[0], ast.Constant)
    ]
    assert not found


def forms(text):
    """Return a text's forms: one, or as many as its plural has."""
    return (text,) if isinstance(text, str) else tuple(text)


def entries(catalogue):
    return [message for message in catalogue if message.id]


def translated(catalogue):
    return [message for message in entries(catalogue) if all(forms(message.string))]


def places(text):
    """Return the names in braces; what `str.format` could not read fails here."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def test_every_text_of_the_sources_is_translated(catalogue, sources):
    known = {message.id for message in translated(catalogue)}
    assert sorted(map(str, sources - known)) == []


def test_nothing_is_empty_or_fuzzy(catalogue):
    unsure = [m.id for m in entries(catalogue) if m.fuzzy or not all(forms(m.string))]
    assert unsure == []


def test_indonesian_has_one_form(catalogue):
    assert (catalogue.num_plurals, catalogue.plural_expr) == (1, "0")
    assert [m.id for m in entries(catalogue) if len(forms(m.string)) != 1] == []


def test_placeholders_stay(catalogue):
    wrong = {
        message.id: message.string
        for message in translated(catalogue)
        if any(
            places(english) != places(indonesian)
            for english in forms(message.id)
            for indonesian in forms(message.string)
        )
    }
    assert wrong == {}


def test_dots_and_line_ends_stay(catalogue):
    def marks(text):
        return text.rstrip()[-1:] in "…:?", text.count("\n"), text.count(";;"), text == text.strip()

    wrong = {
        message.id: message.string
        for message in translated(catalogue)
        if marks(forms(message.id)[-1]) != marks(forms(message.string)[0])
    }
    assert wrong == {}


def test_no_text_counts_many_where_there_may_be_one(catalogue):
    many = re.compile(
        r"[Tt]here are \{|\{(n|count|days)\}( of \{of\})? ([\w-]+ )?\w+s (are|have)\b"
    )
    found = [m.id for m in entries(catalogue) if isinstance(m.id, str) and many.search(m.id)]
    for file in sorted((resources.root() / "forms").glob("*.toml")):
        messages = re.findall(r'message = \{ en = "([^"]*)"', file.read_text(encoding="utf-8"))
        found += [message for message in messages if many.search(message)]
    assert found == []


@pytest.mark.parametrize(("english", "indonesian"), GLOSSARY)
def test_the_glossary_is_kept(catalogue, english, indonesian):
    wrong = {
        message.id: message.string
        for message in translated(catalogue)
        if english in forms(message.id)[0].casefold()
        and indonesian not in forms(message.string)[0].casefold()
    }
    assert wrong == {}


def test_the_compiled_file_is_the_catalogue(catalogue):
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    assert MO.read_bytes() == compiled.getvalue(), "run: python3 dev.py texts"


def test_the_header_names_nobody_and_no_template(catalogue):
    header = PO.read_text(encoding="utf-8").partition("\n\n")[0]
    assert "Project-Id-Version: MC Desk\\n" in header
    for filler in ("AUTHOR", "EMAIL", "PROJECT", "FULL NAME", "ORGANIZATION", "LL@li.org"):
        assert filler not in header
    assert not catalogue.fuzzy


def test_the_program_speaks_indonesian(monkeypatch):
    monkeypatch.setattr(i18n, "_current", "id")
    assert isinstance(i18n._catalogue("id"), gettext.GNUTranslations)
    assert i18n._("Board") == "Papan"
    assert i18n._("Board", "en") == "Board"
    assert i18n.plural("{n} card", "{n} cards", 1) == "1 kartu"
    assert i18n.plural("{n} card", "{n} cards", 5) == "5 kartu"
