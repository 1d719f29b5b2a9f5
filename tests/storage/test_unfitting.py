"""Wordings that do not fit what a micro-credential keeps are not adopted, and it is said why."""

from __future__ import annotations

from mcdesk.procedure import commands as do
from tests.asking import refusal
from tests.storage.published import fields_of, published

ROLE = """[[role]]
id = "lab"
label = { en = "Laboratory", id = "Laboratorium" }
short = { en = "Lab", id = "Lab" }
scope = "card"

"""
FIRST = '[[role]]\nid = "gd"\n'
FIELD = 'id = "d3"\nlabel = { en = "Description", id = "Deskripsi" }\ntype = "text"\nmax = 800\n'
BY = 'required = "block"\nby = ["sme"]\nprefill = "F2.p47"\n'
SOURCE = '[[section.field]]\nid = "p47"\n'
OTHER = (
    '[[section.field]]\nid = "p99"\nlabel = { en = "More", id = "Lagi" }\ntype = "text"\nmax = 80\n'
    'by = ["sme"]\n\n'
)


def test_what_asks_for_a_role_that_a_card_s_procedure_lacks_is_never_adopted(at):
    desk = at("design")
    changed = FIELD + BY.replace('["sme"]', '["sme", "lab"]')
    published(desk, ("F7.toml", FIELD + BY, changed),
              procedure=(FIRST, ROLE + FIRST))  # fmt: skip
    for kinds in ([], ["F7"]):
        refused = refusal(desk, do.AdoptDefinitions(card="MC-1", forms=kinds))
        assert refused.code == "unfitting"
        told = refused.findings[0].sentence("en")
        assert "there is no role 'lab'" in told
        assert "adopt the other forms without it" in told
        assert "changed too" not in told


def test_what_asks_for_another_form_s_new_field_is_adopted_together_with_it(at):
    desk = at("design")
    changed = FIELD + BY.replace("F2.p47", "F2.p99")
    published(desk, ("F7.toml", FIELD + BY, changed), ("F2.toml", SOURCE, OTHER + SOURCE))
    refused = refusal(desk, do.AdoptDefinitions(card="MC-1", forms=["F7"]))
    assert "Adopt the other forms that changed too." in refused.findings[0].sentence("en")
    desk.execute(do.AdoptDefinitions(card="MC-1"))
    assert "d3" in fields_of(desk, "MC-1", "F7")
