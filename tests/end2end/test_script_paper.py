"""The verbs that make papers out of the workspace: what they write, and their exit codes."""

from __future__ import annotations

import json

from pypdf import PdfReader

from tests.end2end.conftest import REFUSED, TROUBLE, USAGE


def test_a_binder_is_printed(script, tmp_path):
    out = tmp_path / "binder.pdf"
    told = script("binder", "MC-1", "-o", out)
    pages = len(PdfReader(out).pages)
    assert told == f"wrote {out}, {pages} pages\n"
    assert "Evidence binder" in PdfReader(out).pages[0].extract_text()


def test_a_binder_says_what_is_wrong(script, tmp_path):
    script("binder", "MC-9", "-o", tmp_path / "b.pdf", code=REFUSED)
    assert "MC-9" in script.err
    (tmp_path / "file").write_text("in the way")
    script("binder", "MC-1", "-o", tmp_path / "file" / "b.pdf", code=TROUBLE)
    assert "could not be written" in script.err
    script("binder", "MC-1", code=USAGE)


def test_an_audit_is_printed_with_its_tables(script, tmp_path):
    out, tables = tmp_path / "audit.pdf", tmp_path / "audit.xlsx"
    period = ("--from", "2000-01-01", "--to", "2099-12-31")
    told = script("audit", "--faculty", "LAW", *period, "-o", out, "--tables", tables)
    assert told.splitlines()[1] == f"wrote {tables}"
    assert "MC-1" in PdfReader(out).pages[2].extract_text()
    script("audit", "--faculty", "NO", *period, "-o", out, code=REFUSED)
    script("audit", "--from", "2099-01-01", "--to", "2000-01-01", "-o", out, code=USAGE)
    script("audit", "--from", "soon", "--to", "2000-01-01", "-o", out, code=USAGE)
    assert "no day" in script.err


def test_a_statement_and_a_catalogue_sheet_are_printed(script, tmp_path):
    out = tmp_path / "paper.pdf"
    told = script("statement", "SME-03", "--year", "2026/2027", "--semester", "odd", "-o", out)
    assert told == f"wrote {out}, 1 page, 0 contributions\n"
    script("statement", "Nobody", "--year", "2026/2027", "--semester", "odd", "-o", out,
           code=REFUSED)  # fmt: skip
    script("statement", "SME-03", "--year", "2026", "--semester", "odd", "-o", out, code=USAGE)
    script("catalogue", "MC-1", "-o", out)
    assert "Drafting Digital Contracts" in PdfReader(out).pages[0].extract_text()


def test_mail_drafts_are_written_for_a_frozen_form(script, tmp_path):
    script("drafts", "MC-1", "F2", "-o", tmp_path, code=REFUSED)
    script.apply({"do": "FreezeForm", "form": "MC-1/F2"})
    told = script("drafts", "MC-1", "F2", "-o", tmp_path)
    assert told == f"wrote {tmp_path / 'MC-1_F2_v1_SME-03.eml'}, without an address\n"
    script("drafts", "MC-1", "F2", "-o", tmp_path / "none", code=USAGE)


def test_a_booklet_for_signature_is_printed(script, tmp_path):
    out = tmp_path / "booklet.pdf"
    assert script("booklet") == ""
    script("booklet", "--for", "HSP-LAW", "--output", out, code=REFUSED)
    assert "Nothing waits for the signature of HSP-LAW on paper" in script.err
    assert not out.exists()
    script.apply({"do": "FreezeForm", "form": "MC-1/F2"})
    assert script("booklet") == "SME-03\t1\n"
    told = script("booklet", "--for", "SME-03", "--output", out)
    pages = len(PdfReader(out).pages)
    assert told == f"wrote {out}, {pages} pages, 1 form\n"
    script("booklet", "--for", "SME-03", code=USAGE)


def test_the_register_is_listed_printed_and_saved(script, tmp_path):
    assert "MC-1" in script("register", "list").splitlines()[1]
    assert json.loads(script("register", "list", "--json"))["lines"][0]["code"] == "MC-1"
    out, tables = tmp_path / "register.pdf", tmp_path / "register.xlsx"
    told = script("register", "print", "-o", out)
    assert told == f"wrote {out}, 1 page, 1 micro-credential\n"
    assert script("register", "export", "-o", tables).startswith(f"wrote {tables}")
    assert tables.exists()
    period = ("--year", "2030/2031", "--semester", "odd")
    assert script("register", "list", *period) == "2030/2031 Odd\n"
    script("register", "list", "--year", "2030/2031", code=USAGE)
    script("register", "print", code=USAGE)


def test_a_period_is_closed_signed_and_reopened_from_a_script(script, tmp_path):
    period = ("--year", "2025/2026", "--semester", "odd")
    named = {"year": "2025/2026", "semester": "odd"}
    script.apply(
        {"do": "OpenForm", "card": "MC-1", "form": "F4"},
        {"do": "FillForm", "form": "MC-1/F4", "values": named},
    )
    (told,) = script.json("register", "close", *period, "--json")
    assert (told["closed"], told["carried"], told["archived"]) == (False, ["MC-1"], [])
    assert told["next"] == {"year": "2025/2026", "semester": "even"}
    assert script.json("register", "list", *period, "--json")[0]["closed"] is None
    assert "1 carried over to 2025/2026 Even" in script("register", "close", *period, "--apply")
    assert "is closed already" in script("register", "close", *period, code=REFUSED)
    sign = {"do": "SignPeriod", **named, "person": "CTL-01", "medium": "paper"}
    assert script.apply(sign)[0]["ok"]
    (told,) = script.json("register", "list", *period, "--json")
    assert (told["closed"]["signed_by"], told["closed"]["version"]) == ("CTL-01", 1)
    assert "CTL/MC/F4-REG/" in script("register", "list", *period).splitlines()[0]
    script("check")
    script("register", "reopen", *period, code=REFUSED)
    assert "open again" in script("register", "reopen", *period, "--reason", "MC-2 was missing")
    next_ = ("--year", "2025/2026", "--semester", "even")
    script("register", "close", *period, "--apply")
    assert "! Open cards of 2025/2026 Even can go on in" in script(
        "register", "close", *next_, code=REFUSED
    )
    script("register", "close", *next_, "--apply", code=REFUSED)
    assert "2025/2026 Short or 2026/2027 Odd: name one of them" in script.err
    named_next = ("--next-year", "2026/2027", "--next-semester", "odd")
    assert "to 2026/2027 Odd" in script("register", "close", *next_, *named_next, "--apply")
    script("register", "close", code=USAGE)
    script("register", "close", *period, "--next-year", "2026/2027", code=USAGE)


def test_a_form_is_printed_with_what_changed(script, tmp_path):
    out = tmp_path / "changes.pdf"
    form = {"form": "MC-1/F2"}
    script.apply({"do": "FreezeForm", **form}, {"do": "ChangeForm", **form},
                 {"do": "SetValue", **form, "path": "p47", "new": "Other words"})  # fmt: skip
    for since, told in (("last", "Changes since version 1"), ("1", "Changes since version 1"),
                        ("2026-01-01", "Changes since 1 Jan 2026")):  # fmt: skip
        script("print", "MC-1", "F2", "--changes-since", since, "--out", out)
        assert told in PdfReader(out).pages[0].extract_text()
    script("print", "MC-1", "F2", "--changes-since", "last", "--changes-by", "x", "--out", out,
           code=REFUSED)  # fmt: skip
    assert "x changed nothing since then. Who did: " in script.err
    who = script.err.partition("Who did: ")[2].strip().rstrip(".")
    script("print", "MC-1", "F2", "--changes-since", "last", "--changes-by", who, "--out", out)
    assert f"Only what {who} changed is marked (1)" in PdfReader(out).pages[0].extract_text()
    script("print", "MC-1", "F2", "--changes-by", who, "--out", out, code=USAGE)
    script("print", "MC-1", "F2", "--changes-since", "look", "--out", out, code=REFUSED)
    assert "have not looked" in script.err
    script("print", "MC-1", "F2", "--changes-since", "9", "--out", out, code=REFUSED)
    script("print", "MC-1", "F2", "--changes-since", "soon", "--out", out, code=USAGE)
    script("print", "MC-1", "F2", "--kind", "blank", "--changes-since", "last", "--out", out,
           code=USAGE)  # fmt: skip


def test_the_guide_is_shown_and_printed(script, tmp_path):
    script.apply({"do": "SetSetting", "key": "hours_per_sks", "value": 47})
    told = script("guide")
    assert "## 3 Size, workload, sks" in told
    assert "- Hours per sks: 47 h (since " in told
    assert "- Shortest duration: 1 week (" in told
    assert "- 4 Timeline discussion: Micro-Credential Development Timeline (Lecturer" in told
    assert "## 3 Ukuran, beban belajar, sks" in script("guide", "--lang", "id")
    data = json.loads(script("guide", "--json"))
    assert (data["edition"], data["editions"]) == ("2026.1", ["2026.1"])
    size = next(chapter for chapter in data["chapters"] if chapter["id"] == "size")
    assert size["numbers"][0]["value"] == 47
    assert data["signers"][3]["forms"][0]["signers"][-1] == "Dean"
    out = tmp_path / "guide.pdf"
    assert script("guide", "-o", out) == f"wrote {out}, {len(PdfReader(out).pages)} pages\n"
    assert "Edition 2026.1" in PdfReader(out).pages[0].extract_text()
    script("guide", "--edition", "1999.1", code=REFUSED)
    assert "1999.1" in script.err


def test_a_register_of_no_academic_year_is_wrong_usage(script):
    for year in ("xx", "2026-27", "2026/2028"):
        script("register", "list", "--year", year, "--semester", "odd", code=USAGE)
        assert "no academic year" in script.err
