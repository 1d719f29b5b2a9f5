"""What an earlier run left of a form: put back where it fits, else kept aside in sight.

Only what the person who works now typed is put back; what is another's is told, and waits for them
(design.md, section 1). Where it is not known who typed something, it is offered, never stored.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from mcdesk.i18n import _, apart, plural
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.forms.parts import text
from mcdesk.ui.saying import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.drafts import Draft, Kept
    from mcdesk.application.views import FormView, PersonLine
    from mcdesk.ui.forms.notices import Notice, Offer
    from mcdesk.ui.forms.session import FormSession


MOST = 3
"""So many fields are led to in which something was put back."""


def take_up(session: FormSession, notice: Notice, go: Callable[[str], object]) -> None:
    """Take up the drafts of a form, say what became of them, and offer to `go` where that is."""
    left = session.keeper.left
    unnamed = [draft for draft in left if not draft.who]
    back, homeless = session.take_up(draft for draft in left if draft.who)
    session.keeper.put_aside(unnamed)
    said = [*_aside_words(len(homeless), len(unnamed)), *told(session.view, session.keeper.others)]
    if session.view.left_there is not None:
        said.append(sentence(session.view.left_there))
    if back:
        said.append(
            plural(
                "{n} text that was not stored last time was put back.",
                "{n} texts that were not stored last time were put back.",
                len(back),
            )
        )
    if said:
        notice.say(" ".join(said), _ways(session, back, go, notice), quiet=len(said) == bool(back))


def _ways(
    session: FormSession, back: Sequence[Draft], go: Callable[[str], object], notice: Notice
) -> list[Offer]:
    """Return what leads to the first of the fields that something was put back in."""
    from mcdesk.ui.forms.aside import place_name  # which needs the names of people from here

    first: dict[str, str] = {}
    for draft in back:
        first.setdefault(place_name(session.definition, draft.path), draft.path)
    ways: list[Offer] = [
        (_("Go to {place}").format(place=name), partial(go, path))
        for name, path in tuple(first.items())[:MOST]
    ]
    return [*ways, (_("OK"), notice.hide)] if ways else []


def asks_to_leave(session: FormSession, window: QWidget) -> bool:
    """Ask whether a form is to be left although some of what was typed is not stored."""
    dialog = Dialog(_("Leave what is not stored yet?"), window)
    unkept = (kept.path for kept in session.keeper.unkept)
    count = len({*session.conflicts, *session.unsaved, *unkept})
    what = plural(
        "{n} text that you typed in this form is not stored.",
        "{n} texts that you typed in this form are not stored.",
        count,
    )
    words = _(
        "Kept on this computer under your name, and put back when you open this form again. Nobody "
        "else finds it in the form."
    )
    if session.keeper.has_failed:
        words = _(
            "It could not be written to the disk of this computer either: if you leave now, it is "
            "lost. Stay, and copy it elsewhere or make room on the disk."
        )
    dialog.body.addWidget(text(what, wrap=True))
    dialog.body.addWidget(text(words, "muted", wrap=True))
    dialog.add_ok(_("Leave"))
    leaves = bool(dialog.exec())
    dialog.deleteLater()
    return leaves


def _aside_words(homeless: int, unnamed: int) -> list[str]:
    said = []
    if homeless:
        said.append(
            plural(
                "{n} text typed earlier fits nowhere any more; it is kept aside, at the right.",
                "{n} texts typed earlier fit nowhere any more; they are kept aside, at the right.",
                homeless,
            )
        )
    if unnamed:
        said.append(
            plural(
                "{n} text typed earlier was not stored, and it is not known who typed it; it is "
                "kept aside, at the right.",
                "{n} texts typed earlier were not stored, and it is not known who typed them; "
                "they are kept aside, at the right.",
                unnamed,
            )
        )
    return said


def told(view: FormView, others: Iterable[Draft | Kept]) -> list[str]:
    """Say for each other person how many of their texts were not stored, and where they are."""
    counted = Counter(person_of(view, entry.who) for entry in others)
    words = _("Not stored: {what} that {who} typed; kept on this computer for {who}.")
    return [
        words.format(what=plural("{n} text", "{n} texts", count), who=apart(person_name(view, who)))
        for who, count in counted.items()
    ]


def person_name(view: FormView, who: str) -> str:
    """Return the name of a person of the directory."""
    line = _line_of(view, who)
    return (line.name if line is not None else "") or _("somebody else")


def person_of(view: FormView, who: str) -> str:
    """Return under which id the directory has a person now."""
    line = _line_of(view, who)
    return line.id if line is not None else who


def entries_of(view: FormView, who: str) -> frozenset[str]:
    """Return all the entries (ids) that the directory has of a person."""
    line = _line_of(view, who)
    return frozenset({who} if line is None else {line.id, *line.entries})


def _line_of(view: FormView, who: str) -> PersonLine | None:
    return next((line for line in view.persons if who in (line.id, *line.entries)), None)
