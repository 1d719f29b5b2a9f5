"""Why something cannot be done with the chosen cards now, in words; "" where it can.

What a card's status allows stands with the commands (`states`), so that board, page and handler
agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.errors import Finding
from mcdesk.i18n import _
from mcdesk.procedure import commands as do
from mcdesk.ui.saying import why_it_stays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.views import WorkspaceInfo
    from mcdesk.application.views.tile import CardTile


def may(info: WorkspaceInfo, right: str, tile: CardTile) -> bool:
    """Tell whether who works here has a right on a card: by an office, or on its team.

    As the commands ask it (`application/allowed.py`).
    """
    held = info.holders.get(right, ())
    if not held or right not in info.rights:
        return right in info.rights
    by_office = any(
        role in held and faculty in ("", tile.faculty_id) and programme in ("", tile.programme_id)
        for role, faculty, programme in info.offices
    )
    mine = (face.role for face in tile.faces if face.person_id == info.person_id)
    return by_office or any(role in held for role in mine)


def why_no_right(info: WorkspaceInfo | None, right: str, tiles: Sequence[CardTile] = ()) -> str:
    """Tell that who works here has no right: on any of some cards, or nowhere without cards."""
    if info is None:
        return ""
    if any(may(info, right, tile) for tile in tiles) if tiles else right in info.rights:
        return ""
    labels = info.role_labels
    roles = [labels[role].text() for role in info.holders.get(right, ()) if role in labels]
    if not roles:
        return _("{who} may not do this.").format(who=info.person or _("Nobody"))
    return takes(", ".join(roles), info.person)


def takes(roles: str, who: str) -> str:
    """Return whose act something is, and who works here; where that is nobody, the way to say."""
    if not who:
        return _("This takes: {roles}. Nobody was chosen yet: say at the bottom left who works "
                 "here.").format(roles=roles)  # fmt: skip
    return _("This takes: {roles}. Now working: {who}.").format(roles=roles, who=who)


def why_not_open(tiles: Sequence[CardTile]) -> str:
    """Tell that no card is chosen."""
    return "" if tiles else _("Choose a card first.")


def why_not_show(tiles: Sequence[CardTile]) -> str:
    """Tell that this shows one card, or is a paper of one."""
    return _("Choose one card only: this is about one at a time.") if len(tiles) > 1 else ""


def why_not_write(tiles: Sequence[CardTile], *, read_only: bool) -> str:
    """Tell that nothing can be changed."""
    if read_only:
        return _("This workspace is open for reading only.")
    return why_not_open(tiles)


def why_not_one(tiles: Sequence[CardTile]) -> str:
    """Tell that this is done with one card at a time."""
    return _("Choose one card only: each is asked for itself.") if len(tiles) > 1 else ""


def why_card_stays(tile: CardTile, what: str, info: WorkspaceInfo | None = None) -> str:
    """Tell why a card cannot be put on hold, halted, cancelled or reopened; "" where it can.

    With `info` also that who works here may not.
    """
    if tile.status in _resting(what).states:
        return why_no_right(info, "reopen" if what == "reopen" else "rest", (tile,))
    return why_it_stays(tile.status) or _("It is open already.")


def _resting(what: str) -> type[do.Command]:
    """Return a command by its name; commands are loaded when they are asked for."""
    kinds: dict[str, type[do.Command]] = {
        "hold": do.HoldCard, "halt": do.HaltCard, "cancel": do.CancelCard, "reopen": do.ReopenCard,
    }  # fmt: skip
    return kinds[what]


def why_not_rest(tiles: Sequence[CardTile], what: str, info: WorkspaceInfo | None = None) -> str:
    """Tell that no card can be put on hold, halted, cancelled or reopened; why not the first.

    Each is judged by itself, its status and the right of who works here together.
    """
    first = ""
    for tile in tiles:
        words = why_card_stays(tile, what, info)
        if not words:
            return ""
        first = first or (f"{tile.code}: {words}" if len(tiles) > 1 else words)
    return first


def why_found(words: str) -> Finding:
    """Return why a card stays as a finding, to be listed with those of commands."""
    return Finding("stays", "{why}", {"why": words})


def why_not_resume(tiles: Sequence[CardTile]) -> str:
    """Tell that nothing rests."""
    return _any(tiles, do.ResumeCard.states, _("It is neither on hold nor halted."))


def why_not_archive(tiles: Sequence[CardTile]) -> str:
    """Tell that nothing can go off the board."""
    kept = [tile for tile in tiles if not tile.archived_on]
    if not kept:
        return _("It is in the archive already.")
    words = _("Only what is complete or cancelled is archived.")
    return _any(kept, do.ArchiveCard.states, words)


def why_not_retrieve(tiles: Sequence[CardTile]) -> str:
    """Tell that nothing is off the board."""
    return "" if any(tile.archived_on for tile in tiles) else _("It is not in the archive.")


def why_not_follow(tiles: Sequence[CardTile], what: str) -> str:
    """Tell that the first card is not complete yet, which corrections and revisions begin from."""
    if len(tiles) > 1 or tiles[0].status == "completed":
        return why_not_one(tiles)
    if what == "correction":
        return _("Corrections are recorded after completion.")
    return _("A revision starts from a completed micro-credential.")


def _any(tiles: Sequence[CardTile], states: Sequence[str], words: str) -> str:
    return "" if any(tile.status in states for tile in tiles) else words
