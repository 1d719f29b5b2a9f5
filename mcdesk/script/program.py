"""The script face as a whole: every verb, ready to run."""

from mcdesk.script import (
    bringing,
    filing,
    guide,
    keeping,
    outside,
    packets,
    printing,
    register,
    sealing,
    searching,
    selftest,
    showing,
    team,
    verbs,
    verifying,
)
from mcdesk.script.running import run

__all__ = [
    "bringing",
    "filing",
    "guide",
    "keeping",
    "outside",
    "packets",
    "printing",
    "register",
    "run",
    "sealing",
    "searching",
    "selftest",
    "showing",
    "team",
    "verbs",
    "verifying",
]
