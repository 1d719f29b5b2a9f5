"""A Dean's secretary records what her Dean decided, and decides for nobody (decisions.md, 14).

Also not by a letter, whatever other office she holds: what is signed a.n., u.b., Plt. or Plh. is
the decision of whoever signs it (docs/decisions/0022).
"""

from __future__ import annotations

from mcdesk.errors import Finding
from mcdesk.i18n import N_

SECRETARY = "secretary"
NEVER_DECIDES = "never_decides"


def never_for_another(name: str) -> Finding:
    """Return that a person decides for nobody, being a Dean's secretary."""
    text = N_("{name} is a Dean's secretary. A secretary records what the Dean decided, and "
              "decides for nobody, also not by a letter.")  # fmt: skip
    return Finding(NEVER_DECIDES, text, {"name": name})
