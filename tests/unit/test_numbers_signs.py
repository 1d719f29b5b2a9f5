"""Which signs a document's number may have: one rule for the desk and a server."""

from __future__ import annotations

import unicodedata

from mcdesk import resources
from mcdesk.procedure.names import NO_SIGNS, is_a_number

UNSHOWN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Zs")
"""What ends a line, shows nothing, stands for nothing; and blanks, but for that of the keyboard."""


def test_every_sign_that_can_be_seen_may_stand_in_a_number_and_no_other():
    kinds = {code: unicodedata.category(chr(code)) for code in range(0x110000)}
    refused = {code for code in kinds if not is_a_number(chr(code))}
    unshown = {code for code, kind in kinds.items() if kind in UNSHOWN} - {ord(" ")}
    assert unshown <= refused
    assert {kinds[code] for code in refused - unshown} == {"Cn"}, "what is not given yet"


def test_a_server_is_given_the_same_signs():
    script = (resources.root() / "hub" / "shapes.sql").read_text(encoding="utf-8")
    assert f"[{NO_SIGNS}]" in script
