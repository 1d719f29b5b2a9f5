"""Whoever changes what a hub on a server checks raises the version of its functions."""

from __future__ import annotations

import hashlib
import inspect
import json
import re

from mcdesk import resources
from mcdesk.models import hub_facts, hub_rules
from mcdesk.models.hub_facts import form_facts, procedure_facts
from mcdesk.models.server_functions import SCRIPTS
from mcdesk.procedure import by_module, figures, late
from mcdesk.procedure.definition import Field, FieldType, Levels
from tests.unit.shipped import SHIPPED

KNOWN = (26, "049f22889955392adddf5b6ee61d9ac9b1872e459f053d2b0bba217259609111")
"""The version, and the digest of what makes it up. A change of either changes both."""


REMARKS = r'(?s)""".*?"""|#[^\n]*|(?:(?<=\n) *from [\w.]+ import (?:\([^)]*\)|[^\n(]*))'
"""What counts not: what is said of the code, and where it is imported from."""
MADE = (hub_facts, late, FieldType, Field.is_made.fget, Levels, by_module.Division, figures.places)
"""What makes the facts: their module, and what it asks of a definition."""


def checked() -> str:
    """Return the digest of what a server goes by, but for remarks, imports and blanks.

    The functions; which tables, rights and states belong to each kind of event; and which facts of
    a definition it reads, with the code by which they are made of it.
    """
    texts = []
    for name in SCRIPTS:
        script = (resources.root() / "hub" / f"{name}.sql").read_text(encoding="utf-8")
        texts.append(" ".join(re.sub(r"--[^\n]*", "", script).split()))
    texts += [" ".join(re.sub(REMARKS, "", inspect.getsource(part)).split()) for part in MADE]
    facts = [sorted(procedure_facts(SHIPPED.procedure))]
    facts += [sorted(form_facts(form)) for form in SHIPPED.forms.values()]
    whole = json.dumps([texts, sorted(hub_rules.rules()), facts])
    return hashlib.sha256(whole.encode()).hexdigest()


def test_the_version_is_raised_with_what_is_checked():
    """An older server is noticed by it (docs/hub.md); note the new version and digest here."""
    assert (hub_rules.FUNCTIONS, checked()) == KNOWN
