"""What an earlier run left of a form: put back where it fits, else kept aside in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.drafts import Draft
    from mcdesk.ui.forms.notices import Notice
    from mcdesk.ui.forms.session import FormSession


def take_up(session: FormSession, notice: Notice, drafts: Sequence[Draft]) -> None:
    """Take up the drafts of a form, and say what became of them."""
    back, homeless = session.take_up(drafts)
    if homeless:
        words = plural(
            "{n} text typed earlier fits nowhere any more; it is kept aside, at the right.",
            "{n} texts typed earlier fit nowhere any more; they are kept aside, at the right.",
            len(homeless),
        )
        notice.say(words)
    elif back:
        words = plural(
            "{n} text that was not stored last time was put back.",
            "{n} texts that were not stored last time were put back.",
            len(back),
        )
        notice.say(words, quiet=True)
