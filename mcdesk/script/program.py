"""The script face as a whole: every verb, ready to run."""

from mcdesk.script import (
    filing,
    outside,
    printing,
    register,
    selftest,
    showing,
    team,
    verbs,
    verifying,
)
from mcdesk.script.verbs import run

__all__ = [
    "filing",
    "outside",
    "printing",
    "register",
    "run",
    "selftest",
    "showing",
    "team",
    "verbs",
    "verifying",
]
