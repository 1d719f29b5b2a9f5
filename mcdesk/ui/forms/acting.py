"""In which capacity somebody decides for somebody else, and the letter that gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mcdesk.i18n import N_, _, apart
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.lines import ChoiceBox, DateLine, NameLine
from mcdesk.ui.forms.parts import column, row, text
from mcdesk.ui.theme import GAP, WIDE

if TYPE_CHECKING:
    from datetime import date

    from mcdesk.ui.forms.names import ViewNames

CAPACITIES = (
    ("own", N_("In person")),
    ("a.n.", N_("a.n. (on behalf of)")),
    ("u.b.", N_("u.b. (delegated further)")),
    ("Plt.", N_("Plt. (acting)")),
    ("Plh.", N_("Plh. (daily acting)")),
)

MOST_NAMED = 6


def capacity_box() -> ChoiceBox:
    """Return the choice of a capacity: in person at first."""
    made = ChoiceBox()
    for key, words in CAPACITIES:
        made.addItem(_(words), key)
    return made


def who_may_act(names: ViewNames) -> str:
    """Return who may decide for another, and who is not offered for it (docs/decisions/0022)."""
    said = _("By a letter somebody else may decide: in the program who holds an office or is in a "
             "team, on paper anybody in the directory; but a Dean’s secretary decides for nobody, "
             "and records what the Dean decided.")  # fmt: skip
    hers = sorted(names.persons[each] for each in names.secretaries)
    if not hers:
        return said
    shown = ", ".join(hers[:MOST_NAMED]) + (" …" if len(hers) > MOST_NAMED else "")
    return " ".join((said, _("Not offered: {names}.").format(names=apart(shown))))


def offer(line: NameLine, names: ViewNames, *, acts: bool) -> None:
    """Offer who may have decided: for another by a letter no Dean's secretary."""
    barred = names.secretaries if acts else frozenset()
    line.use_names([name for id_, name in names.persons.items() if id_ not in barred])


class ActingBox(QWidget):
    """On whose behalf, by which letter, from when until when.

    Signals:
        changed: a person typed.
    """

    changed = Signal()

    def __init__(self, names: ViewNames, today: date, *, is_wide: bool = True) -> None:
        super().__init__()
        self._names = names
        self.on_behalf_of = NameLine(list(names.persons.values()))
        self.letter = Line()
        self.since, self.until = DateLine(today), DateLine(today)
        layout = column(self, gap=GAP)
        layout.addWidget(labelled(_("On behalf of"), self.on_behalf_of))
        line, letter = (
            row(gap=WIDE if is_wide else GAP),
            labelled(_("Letter (number)"), self.letter),
        )
        if is_wide:
            line.addWidget(letter, 2)
        else:
            layout.addWidget(letter)
        line.addWidget(labelled(_("From"), self.since), 1)
        line.addWidget(labelled(_("Until"), self.until), 1)
        layout.addLayout(line)
        layout.addWidget(text(who_may_act(names), "small", wrap=True))
        for each in (self.on_behalf_of, self.letter, self.since, self.until):
            each.changed.connect(self.changed)

    def stranger(self) -> str:
        """Return the name typed that the directory does not know, or ""."""
        return "" if self.principal() else self.on_behalf_of.text().strip()

    def principal(self) -> str:
        """Return the id of the person on whose behalf is decided, or ""."""
        return self._names.person_id(self.on_behalf_of.text())
