"""What a person is told of a hub that is gone or damaged, and of one that is well."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from mcdesk.application.hub_codes import (
    DAMAGED,
    GONE,
    MOVED,
    NO_ANSWER,
    NO_HUB_THERE,
    NOT_A_HUB,
    OUT_OF_REACH,
)
from mcdesk.errors import Finding, Refused, Trouble
from mcdesk.i18n import N_, _, plural

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def first_time() -> Iterator[None]:
    """Tell of a hub that is not reached when it is joined or made: nothing waits for it yet."""
    try:
        yield
    except Trouble as trouble:
        if trouble.code not in (OUT_OF_REACH, NO_ANSWER):
            raise
        advice = _("Nothing was made. Check the address, its port too, and whether the network, "
                   "or the VPN, is there; then try again.")  # fmt: skip
        raise Trouble(trouble.code, trouble.title, advice, retry=True) from trouble


@contextmanager
def known_before(place: str) -> Iterator[None]:
    """Tell who exchanges with a hub that something else lies at its place: they joined long ago."""
    try:
        yield
    except Trouble as trouble:
        if trouble.code not in (NOT_A_HUB, NO_HUB_THERE):
            raise
        title = _("Something else lies where the team’s hub was: {place}.").format(place=place)
        advice = _("It was emptied, or something was put in its place. Work goes on here, and "
                   "nothing of it is lost. Ask whoever looks after that place to put the hub back "
                   "from a backup. If it was moved: “{moved}” on the team’s page. If neither "
                   "helps, who keeps the directory rebuilds it from a workspace: “{button}” "
                   "there.").format(moved=_(MOVED), button=_("Rebuild the hub…"))  # fmt: skip
        raise Trouble(trouble.code, title, advice) from trouble


def hub_gone(place: str) -> Trouble:
    """Return the Trouble of a place at which there is no hub any more."""
    return Trouble(
        GONE,
        _("The team’s hub is out of reach: {place}.").format(place=place),
        _("The place is there, but the hub is not. Work goes on here. Look whether the right "
          "folder or server is connected. If the hub was moved or renamed, say where it is: "
          "“{moved}” on the team’s page. If it was deleted, who keeps the directory rebuilds it "
          "from a workspace: “{button}” there.").format(
              moved=_(MOVED), button=_("Rebuild the hub…")),
        retry=True,
    )  # fmt: skip


def hub_damaged(place: str, said: str = "") -> Trouble:
    """Return the Trouble of a hub that cannot be read any more."""
    return Trouble(
        DAMAGED,
        _("The team’s hub is damaged: {place}.").format(place=place),
        _("Nothing was taken from it, and work goes on here. Who keeps the directory rebuilds it "
          "from a workspace: “{button}” on the team’s page; the damaged one is kept. "
          "{text}").format(button=_("Rebuild the hub…"), text=said).strip(),
    )  # fmt: skip


def told_of_hub(trouble: Trouble, place: str) -> Trouble:
    """Return what a database's Trouble means where the file is a hub's, not the workspace's."""
    code = trouble.code
    if code == "damaged":
        return hub_damaged(place)
    if code == "locked":
        title = _("Another program holds the team’s hub: {place}.")
        advice = _("Work goes on here, and is sent when the hub is free. If that lasts, find out "
                   "who has its file open: a backup, a virus scanner, or somebody’s "
                   "program.")  # fmt: skip
    elif code == "read_only":
        title = _("The team’s hub cannot be written to: {place}.")
        advice = _("Work goes on here, and waits. Ask who looks after the folder to let you write "
                   "there, in the file and in its folder.")  # fmt: skip
    elif code == "disk_full":
        title = _("The disk of the team’s hub is full: {place}.")
        advice = _("Work goes on here, and is sent once there is room. Ask who looks after the "
                   "folder to make room.")  # fmt: skip
    elif code == "storage":
        title, advice = _("The team’s hub could not be read or written: {place}."), trouble.advice
    else:
        return trouble
    code = "hub_full" if code == "disk_full" else code  # a script is told other things of its own
    return Trouble(code, title.format(place=place), advice, retry=trouble.retry)


def is_well() -> Refused:
    """Return the refusal to rebuild a hub that has everything."""
    text = N_("The hub is there, and has everything that this workspace has from it. Nothing was "
              "rebuilt; exchange with it.")  # fmt: skip
    return Refused(Finding("hub_well", text))


def is_behind() -> Refused:
    """Return the refusal to rebuild a hub that exchanging heals."""
    text = N_("The hub is there, but was put back to an earlier state. Exchange with it: every "
              "workspace brings again what it lost. Nothing was rebuilt.")  # fmt: skip
    return Refused(Finding("hub_behind", text))


def unreadable() -> str:
    """Return what a check says of a hub that cannot be read to its end."""
    return _("it cannot be read to its end")


def listed(found: tuple[str, ...]) -> str:
    """Return the first of what a check found, as one line."""
    return "; ".join(found[:3]).rstrip(".")


def hub_not_kept(place: str, found: tuple[str, ...]) -> Trouble:
    """Return the Trouble of a hub that is too damaged to be backed up."""
    return Trouble(
        "hub_unsound",
        _("The team’s hub is damaged: no backup was made of it."),
        _("Earlier backups are kept. Who keeps the directory rebuilds the hub from a workspace: "
          "“{button}” on the team’s page; {path} stays as it is. The check says: {text}.").format(
            button=_("Rebuild the hub…"), path=place, text=listed(found)
        ),
    )  # fmt: skip


def not_for_all(kept: int) -> Trouble:
    """Return the Trouble of a hub of which a login may not have all files, for a backup."""
    return Trouble(
        "not_for_all",
        plural("{n} file of the hub is not for this login: no backup was made of it.",
               "{n} files of the hub are not for this login: no backup was made of it.", kept),
        _("Scans and budgets are kept from some here (Settings → Workspace), and a backup without "
          "them is none. Take the login of somebody who records decisions, or that of the owner "
          "of the database."),
    )  # fmt: skip


def not_joinable(found: tuple[str, ...]) -> Trouble:
    """Return the Trouble of a hub that nobody can join: what it holds was altered."""
    return Trouble(
        "hub_unsound",
        _("The team’s hub is damaged: what it holds does not follow from its journal."),
        _("No workspace was made. Who works with it already can go on. Who keeps the directory "
          "makes it anew from a workspace with “mcdesk hub rebuild”; then join again. The check "
          "says: {text}.").format(text=listed(found)),
    )  # fmt: skip


def newer_procedure() -> Trouble:
    """Return the Trouble of a hub whose procedure this program cannot read."""
    return Trouble(
        "newer_procedure",
        _("The team’s procedure was made with a newer MC Desk."),
        _("No workspace was made: this program could do nothing in it. Update the program to join "
          "the team."),
    )  # fmt: skip


def unsound(found: tuple[str, ...]) -> Trouble:
    """Return the Trouble of a workspace that no hub may be rebuilt from."""
    return Trouble(
        "unsound",
        _("This copy is damaged itself: {text}.").format(text=listed(found)),
        _("Nothing was written. Take another workspace of the team, or an earlier backup."),
    )


def backup_unsound(found: tuple[str, ...]) -> Trouble:
    """Return the Trouble of a backup of a hub that does not hold together itself."""
    return Trouble(
        "unsound",
        _("This backup is damaged: {text}.").format(text=listed(found)),
        _("Nothing was changed. Take an earlier backup."),
    )
