"""Lines of lists: forms, signatures, history, people, files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mcdesk.procedure.form_state import Status

if TYPE_CHECKING:
    from mcdesk.errors import Finding
    from mcdesk.procedure.stage import Label

FormStatus = Status
"""Where a form stands; the words are those of the procedure."""
Earlier = Literal["", "round", "loop"]
"""Whether a form is of a round, or of a loop of the present round, that is over."""


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One line of a form's signature block: who must sign or has signed, and how.

    `state`: waiting (their turn), later, done, returned, rejected, void, optional. `cards` are
    the codes that the line is for, where a letter has other signers for its other cards. `keyed`
    tells that the person's own key signed. `part` names the module that the line is for, or the
    course, where a form is signed module by module. `unheld` says of a line that waits why whoever
    works now decides in it only for another, by a letter. `sealed` is the PDF in which the decision
    is sealed, with the moment of its seal. `office_of` is the faculty or programme whose office a
    deputy acts for, as paper names it. `deemed_on` is the day since which their silence counts as
    the acknowledgement that is waited for (decisions.md, 9).
    `away_until` is the last day on which who is expected to decide is away, "" where they are not.
    `decided` is what the decision names beside the frozen text (`procedure/deciding.py`).
    `received_on` is the day on which the form came to the signer, where the form tells it.
    `to_stage` is the earlier stage to which a return would have the card go back; `returns_to` are
    those that one who still decides may name, by their ids.
    """

    role: str
    role_label: Label
    act: Label
    step: int
    state: str
    optional: bool
    sign_off_id: str = ""
    person_id: str = ""
    person: str = ""
    position: str = ""
    number: str = ""
    capacity: str = "own"
    on_behalf_of: str = ""
    letter: str = ""
    decision: str = ""
    medium: str = ""
    decided_on: str = ""
    place: str = ""
    note: str = ""
    recorded_by: str = ""
    evidence_id: str = ""
    scan_owed: bool = False
    decisions: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    letter_since: str = ""
    letter_until: str = ""
    keyed: bool = False
    part: Label | None = None
    unheld: Finding | None = None
    sealed: FileLine | None = None
    office_of: Label | None = None
    deemed_on: str = ""
    away_until: str = ""
    decided: str = ""
    received_on: str = ""
    to_stage: Label | None = None
    returns_to: tuple[tuple[str, Label], ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """Why a decision counts no more: since when, through whom, in which words.

    `kind`: withdrawn, replaced (by a later decision of the role), changed (the text, which then
    became `version`, or is still open), otherwise (what it named as decided says another thing),
    sent_back (the card, or a new round began), forged (the signature is not that of the person's
    key).
    """

    kind: str
    on: str
    who: str = ""
    reason: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision that was made over a version of a form; `ended` is None while it stands.

    `kept` says why the one who looks may not withdraw it, None where that is allowed. `capacity`
    and the rest tell of one made for somebody else (`application/acting_words.py`). `to_stage` is
    the earlier stage to which a return would have the card go back.
    """

    sign_off_id: str
    form_id: str
    kind: str
    form: Label
    version: int
    role: Label
    person: str
    decision: str
    medium: str
    decided_on: str
    recorded_by: str
    note: str = ""
    scan_owed: bool = False
    ended: Ended | None = None
    kept: Finding | None = None
    capacity: str = "own"
    on_behalf_of: str = ""
    letter: str = ""
    letter_since: str = ""
    letter_until: str = ""
    to_stage: Label | None = None


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form of a card in a list: kind, state, and how many have signed.

    `sheet` names it among the sheets of its kind, "" where there is one only; `assessor` is whose
    sheet it is, where each assessor has one, and `assessor_id` that person. `no_sign` says why
    whoever works now can neither sign it nor record a decision. `is_open` tells of one that was
    frozen that it may be changed again. `earlier` tells that it is of a round, or a loop, before
    the one in which the card is.
    """

    form_id: str
    kind: str
    title: Label
    short: Label
    stage: str
    status: FormStatus
    signed: int
    signers: int
    version: int
    round: int
    loop: int
    scope: str
    number: str
    filled: int
    required: int
    waits_for: tuple[str, ...] = ()
    note: str = ""
    sheet: str = ""
    assessor: str = ""
    no_sign: Finding | None = None
    is_open: bool = False
    assessor_id: str = ""
    earlier: Earlier = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One changed place in words: what it is, before and after."""

    label: Label
    old: str
    new: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event of the journal, as a person reads it. `at` is ISO text in UTC.

    `cards` are the codes of all the cards that undoing it would change; `takes` are those of them
    (codes and titles) that it would take off the board, `brings` those that it would bring back.
    `begins`: of the history of a form, the event made it; what it wrote there was prefilled.
    `group` is what was done with it in one step, `of` what it undoes: an event, or a group.
    """

    event_id: str
    at: str
    who: str
    kind: str
    what: Label
    card_code: str
    card_id: str
    form: str = ""
    note: str = ""
    changes: tuple[Change, ...] = ()
    undoable: bool = False
    cards: tuple[str, ...] = ()
    takes: tuple[tuple[str, Label], ...] = ()
    brings: tuple[tuple[str, Label], ...] = ()
    begins: bool = False
    group: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class TakenBackLine:
    """Cards (codes and titles) that are there no more, as an event (its id) undid their making.

    They come back together, so not while one of their codes is `taken` by another card.
    """

    event_id: str
    at: str
    who: str
    cards: tuple[tuple[str, Label], ...]
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DebtLine:
    """What an exception left owed."""

    id: str
    stage: str
    owed: str
    owed_by: str
    until: str
    reason: str
    instructed_by: str
    letter: str
    raised_on: str
    paid_on: str
    paid_note: str


@dataclass(frozen=True, slots=True)
class ScanLine:
    """A form whose decisions still owe their scan; `who` decided, each with the day.

    `sheet` names it among the sheets of its kind, "" where there is one only.
    """

    form_id: str
    kind: str
    form: Label
    who: tuple[tuple[str, str], ...]
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A member of the team, with dates; `until` is empty while the duty lasts."""

    id: str
    person_id: str
    person: str
    role: str
    role_label: Label
    since: str
    until: str
    lead: bool


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of a card; `listed` is the newest version of its form that lists it, 0 for none."""

    id: str
    name: str
    size: int
    digest: str
    purpose: str
    note: str
    link: str
    added_by: str
    added_at: str
    form_id: str = ""
    listed: int = 0


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person for a choice: name with titles, the roles held, the last day away of who is away.

    `entries` are the ids of entries of the directory that were found to be of the same person;
    `details` is what may tell somebody from others of the same name, the best first.
    """

    id: str
    name: str
    full_name: str
    roles: tuple[str, ...] = ()
    position: str = ""
    away_until: str = ""
    entries: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    has_namesake: bool = False


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A programme for a choice, with its faculty."""

    id: str
    code: str
    name: Label
    faculty_id: str
    faculty_code: str
    faculty: Label


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A remark on a field."""

    id: str
    path: str
    text: str
    author: str
    at: str
    done: bool


@dataclass(frozen=True, slots=True)
class MentionLine:
    """An open remark that names a person: on which form of which card, and where in it."""

    id: str
    form_id: str
    path: str
    card: str
    kind: str
    text: str
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """A frozen revision of a form: version, digest, when, by whom; its round, if an earlier one."""

    id: str
    version: int
    digest: str
    number: str
    frozen_on: str
    frozen_at: str
    frozen_by: str
    current: bool
    round: int = 0


@dataclass(frozen=True, slots=True)
class IdeaLine:
    """An idea before stage 1."""

    id: str
    title: str
    from_whom: str
    note: str
    received_on: str
    programme_id: str = ""
