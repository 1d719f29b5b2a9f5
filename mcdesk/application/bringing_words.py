"""What the window and scripts say of what another workspace would bring."""

from __future__ import annotations

from mcdesk.i18n import N_

STATES = {
    "new": N_("comes"),
    "same": N_("looks like one here"),
    "known": N_("is here with all that was done"),
    "changed": N_("was worked on in both: what came later there stays away"),
    "left out": N_("stays away"),
}
HOW = {
    "e-mail": N_("the same e-mail"),
    "login": N_("the same login"),
    "number": N_("the same staff number"),
    "name": N_("the same name only"),
    "alike": N_("a name that is much alike"),
    "several": N_("more than one here comes into question"),
    "twice": N_("more than one there comes into question"),
    "other name": N_("the same e-mail, login or staff number, but another name or number"),
    "other number": N_("the same name, but another staff number"),
    "known": N_("was matched before"),
    "person": "",
    "": "",
}
