"""What a script is told of what came over from a workspace that was set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import _, plural
from mcdesk.script import counts

if TYPE_CHECKING:
    from mcdesk.application.views.salvage import Salvaged


def tell_salvaged(came: Salvaged) -> None:
    """Print what came over from the workspace set aside, and what of it could not."""
    print(_("from {aside}:\t{n} changes that waited were taken in, {known} were here already")
          .format(aside=came.aside.name, n=came.kept, known=came.known))  # fmt: skip
    if came.drafts:
        print(plural("{n} text that was typed and not kept yet lies in its form again",
                     "{n} texts that were typed and not kept yet lie in their forms again",
                     came.drafts))  # fmt: skip
    if came.unread:
        print(plural("{n} change that waited there was not taken in: it cannot be read, or nobody "
                     "is named with --as",
                     "{n} changes that waited there were not taken in: they cannot be read, or "
                     "nobody is named with --as", came.unread))  # fmt: skip
    if came.needless:
        print(plural("{n} change that waited is left out: it reserved numbers for that workspace, "
                     "was taken back, or stands here already",
                     "{n} changes that waited are left out: they reserved numbers for that "
                     "workspace, were taken back, or stand here already",
                     came.needless))  # fmt: skip
    if came.listed:
        print(plural("{n} entry of its attention list lies in this one again: mcdesk attention",
                     "{n} entries of its attention list lie in this one again: mcdesk attention",
                     came.listed))  # fmt: skip
    if came.unlisted:
        print(plural("{n} entry of its attention list cannot be read, and stays in that file",
                     "{n} entries of its attention list cannot be read, and stay in that file",
                     came.unlisted))  # fmt: skip
    if not came.is_whole:
        print(_("Parts of that file cannot be read, so there may be more that waited: compare with "
                "the newest backup."))  # fmt: skip
    if came.collided:
        print(counts.need_a_look(came.collided))
