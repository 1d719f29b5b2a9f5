"""Why a hub on a server takes an event not, in words: what its functions say is terse.

An honest person meets few of these; what is not named here is told as the server says it.
"""

from __future__ import annotations

import re

from mcdesk.application.ahead_of import DAY_AHEAD, DAY_BEFORE
from mcdesk.errors import HubRefusal
from mcdesk.i18n import N_, _

REASONS = (
    (r"in the future", DAY_AHEAD),
    (r"takes the right|is not held for|right to record|who may record",
     N_("By what the hub knows, you held no office or duty that allows this on that day, or it "
        "ended more than thirty days ago.")),
    (r"no tested build is there",
     N_("By what the hub knows, no tested build of the master course is signed: build and test it "
        "in stage 11 first.")),
    (r"the gate is not met",
     N_("By what the hub knows, the gate is not met: a form is not frozen, not signed by all, or "
        "was changed since.")),
    (r"no way from stage",
     N_("From the stage in which the micro-credential is at the hub, no way leads there.")),
    (r"^stale|not the next version",
     N_("Somebody else changed the same thing just before.")),
    (r"digest is not that|does not hold what stands|frozen with what stands",
     N_("What was frozen is not what stands in the form at the hub. Freeze it again.")),
    (r"decisions fall with wrong figures",
     N_("By what the hub has, the figures of the version before follow from its text, so what was "
        "signed goes on standing. Exchange, and look with “mcdesk check” what was altered in this "
        "workspace.")),
    (r"whom the form and its team ask",
     N_("At the hub the team has others in the roles that this form asks to sign. Exchange, then "
        "freeze it again.")),
    (r"puts back what was there|built upon it since",
     N_("It was changed since, or others have built upon it: it cannot be taken back any more.")),
    (r"is there already|closed already|signed already",
     N_("Somebody else made it first. Look at what is there.")),
    (r"made today|recorded when it is made",
     N_("A decision in the program bears the day on which it is made. Record it by another medium, "
        "or decide again.")),
    (r"before its text was frozen|before what it is about|bears the (day|moment) of its event",
     DAY_BEFORE),
    (r"no such setting|no value of a setting",
     N_("The hub does not know this setting, or not with this value: one of the two programs may "
        "be older. Bring both up to date, then set it again.")),
    (r"has no such place",
     N_("The form has no such place at the hub: its wording is another one there. Exchange, then "
        "look at the form.")),
    (r"who names a file has its content",
     N_("Files of the team are kept from some, and the hub cannot tell that this content is yours. "
        "Attach the file again from where you have it.")),
    (r"whose turn comes before",
     N_("At the hub somebody whose turn comes before has not signed, or it fell since. Exchange, "
        "then sign once it is your turn.")),
    (r"needs a reason", N_("This needs a reason.")),
    (r"made in one's own name",
     N_("This login stands for somebody else than who works here. Ask who looks after the hub.")),
    (r"puts away the entry|put away by a CTL lead",
     N_("An entry of somebody who may have worked here is put away behind another by a CTL lead "
        "alone, and nobody does it to their own.")),
    (r"last CTL lead stays", N_("This is the last CTL lead: appoint another one first.")),
    (r"does not decide so over",
     N_("At the hub this is not asked of the role, or not so: the team or the form is another one "
        "there. Exchange, then look at whom it asks.")),
    (r"such as forms take it",
     N_("What is known of this micro-credential is not written so that a form could take it: look "
        "at its essentials, then do it again.")),
    (r"statement bears the number|statement says whose",
     N_("At the hub the number of a contribution statement is the next one of its year, for "
        "somebody of the directory. Exchange, then give it its number again.")),
    (r"one line that has room on paper",
     N_("The number is too long, or is no single line: give the document another one.")),
    (r"number is given once|given or reserved already|reserved at a time|has one count",
     N_("This number was given or reserved already. Do it again: the next one is taken.")),
    (r"a removal takes out|a removal brings|a removal names entries",
     N_("What the hub holds of this place is not what stands here, so nothing was removed. "
        "Exchange, then remove it again; if that does not help, the hub has to be upgraded.")),
    (r"nothing of \w+ is removed",
     N_("The hub does not know how to remove this yet: it has to be upgraded first, then remove it "
        "again.")),
    (r"a removal names a place",
     N_("What is to be removed is not at the hub. Exchange, then look at what is there.")),
    (r"a removal says",
     N_("A removal is made in one’s own name, today and with a reason: do it again.")),
    (r"is never altered", N_("What was signed, frozen or published is never altered.")),
    (r"over the revision that it names",
     N_("What this decides about is not frozen at the hub. Exchange, then decide about what stands "
        "there.")),
    (r"has a key, or had one|key of one's own",
     N_("The hub takes a decision in the program only with a key that has not ended, from whoever "
        "has or had one. Sign again, or record the decision by another medium.")),
    (r"in which capacity|by a letter that holds|scan of the letter",
     N_("Who signs for somebody says in which capacity and by which letter, which holds on that "
        "day; its scan comes along or is owed.")),
    (r"is shown by a file, or",
     N_("What was decided outside the program needs something that shows it: attach the scan or "
        "file and name it as the evidence, or say that the scan is still owed.")),
    (r"only a return names a stage",
     N_("Only a return names a stage to go back to: leave the stage out.")),
    (r"return names an earlier stage",  # so say functions before version 24
     N_("At the hub the micro-credential is at another stage than here, and a return names an "
        "earlier one only. Exchange, look where it stands, then decide again.")),
    (r"return names a stage of its procedure",
     N_("The stage to go back to is none of this micro-credential’s procedure: decide again, and "
        "name another or none.")),
    (r"secretary decides for nobody",
     N_("A Dean's secretary records what the Dean decided, and decides for nobody, also not by a "
        "letter: let somebody else sign.")),
    (r"nobody acts for another who only reads",
     N_("By what the hub knows, who signs here for somebody else holds no office and no place in "
        "a team: CTL appoints them in the directory first, or records the decision from paper.")),
    (r"supplied by whom it is asked of",
     N_("What was left open at freezing is supplied by the role that stands beside the field.")),
    (r"said before it is signed",
     N_("What is decided is empty at the hub: fill it in first, then sign.")),
    (r"asks for is listed before",
     N_("At the hub it does not say what this decision asks for, such as what must be mended or "
        "why: fill that in first, then sign.")),
    (r"named with its parts",
     N_("It was signed with an earlier MC Desk, which did not bind the note beside what was "
        "decided. Look at it, then sign anew with this one.")),
    (r"what was decided is another now",
     N_("At the hub what was decided says something else. Exchange, look at it, then sign anew. If "
        "it says the same, the hub is of an older MC Desk: it is brought up to date first.")),
    (r"stays as it was said",
     N_("What was decided and signed stays. To change it, withdraw that sign-off or return the "
        "form first, then sign anew.")),
    (r"opened before it is changed",
     N_("It is frozen at the hub: choose “Change…” above the form first.")),
    (r"code is taken", N_("Another micro-credential at the hub has this code: give another one.")),
    (r"taken over has essentials",
     N_("At the hub it was not taken over: what is known of it stands in its forms.")),
    (r"does not change|is no event of this command|stays where it is",
     N_("The hub does not know this change so: one of the two programs may be older. Bring both up "
        "to date, then do it again.")),
    (r"step is made by one person",
     N_("It belongs to a step of somebody else: do it again as a step of your own.")),
    (r"opened for the present round",
     N_("At the hub the micro-credential is in another round, or this form is not opened so. "
        "Exchange, then look at what is there.")),
    (r"definitions that bind on its day",
     N_("By that day other versions of the procedure or of the forms bind at the hub: exchange, "
        "then do it again.")),
    (r"is not taken back", N_("What binds already is not taken back: publish the next version.")),
    (r"50 MB at the most", N_("It is larger than the hub takes (50 MB at most).")),
    (r"unknown kind of event",
     N_("The hub does not know this kind of change yet: it is of an older MC Desk.")),
)  # fmt: skip
"""What the functions say (`resources/hub`), and what it means for a person."""


def refusal_of(said: str, event_id: str) -> HubRefusal:
    """Return the refusal of an event in words, in the language in use."""
    reason = next((words for pattern, words in REASONS if re.search(pattern, said)), said)
    return HubRefusal(
        event_id,
        _("The team’s hub refuses this: {text}").format(text=_(reason) if reason != said else said),
        _("What you did stays here. Tell who looks after the hub."),
        reason,
    )
