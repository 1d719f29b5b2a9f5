"""What a signature line lets one choose: the decisions, and how they may be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import _
from mcdesk.ui.forms.decided import MEDIA
from mcdesk.ui.forms.lines import ChoiceBox
from mcdesk.ui.forms.pills import Pills
from mcdesk.ui.forms.signatures import ACTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.application.views import FormView, SignatureLine, WorkspaceInfo


def lines_box(lines: Iterable[SignatureLine]) -> ChoiceBox:
    """Return the choice of a signature line; over a letter with the cards that it is for."""
    made = ChoiceBox()
    for line in lines:
        cards = f" ({', '.join(line.cards)})" if line.cards else ""
        made.addItem(f"{line.role_label.text()}: {line.act.text()}{cards}", line.role)
    return made


def decision_pills(view: FormView, line: SignatureLine) -> Pills:
    """Return the choice of a decision; the only one is chosen."""
    signer = view.definition.signer(line.role)
    allowed = line.decisions or (signer.decisions if signer else ("approve",))
    made = Pills([(key, _(ACTS.get(key, key))) for key in allowed], keeps=True)
    made.show_values(allowed[:1] if len(allowed) == 1 else [])
    return made


def media_pills(view: FormView, info: WorkspaceInfo, line: SignatureLine) -> Pills:
    """Return the choice of how it was decided: in the program where it is one's own."""
    signer = view.definition.signer(line.role)
    allowed = line.media or (signer.media if signer else tuple(MEDIA))
    made = Pills([(key, _(MEDIA.get(key, key))) for key in allowed], keeps=True)
    own = line.role in info.roles and "program" in allowed
    first = "program" if own else next((key for key in allowed if key != "program"), allowed[0])
    made.show_values([first])
    return made
