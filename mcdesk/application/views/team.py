"""What the window and scripts are told of a team's hub, and of what collided there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from mcdesk.application.journal import Head
    from mcdesk.application.views.changes import Changes
    from mcdesk.application.views.packet import PacketLine
    from mcdesk.errors import Finding
    from mcdesk.procedure.stage import Label

__all__ = [
    "AheadOf",
    "AskedPlace",
    "AttentionLine",
    "Collided",
    "Copied",
    "Healing",
    "HubAge",
    "HubSight",
    "MemberLogin",
    "MemberProgram",
    "Presence",
    "PutBack",
    "Rebuilt",
    "ReplicaState",
    "Report",
    "Settling",
    "SyncReport",
    "Taken",
    "TeamMarks",
    "Whereabouts",
]  # fmt: skip


Settling = Literal["mine", "both", "edit", "again", "anew", "theirs", "away"]
"""How a person settles what collided: my text, both texts, another text; the command once more;
frozen with the text that stands there now; what stands there now; put away."""


@dataclass(frozen=True, slots=True)
class Healing:
    """That the hub was found put back to an older state, when, and how many entries it had lost.

    `again` is how many of them went to it again from here, `lines` which they were. `missing` says
    in words which were gone from the midst of its journal, `midst` how many those were.
    """

    at: str
    gone: int
    again: int
    lines: tuple[PacketLine, ...] = ()
    missing: str = ""
    midst: int = 0


@dataclass(frozen=True, slots=True)
class Copied:
    """That a workspace was found to be a copy, when, and of which: on what computer, at what path.

    `is_here` tells that the other one lies on this computer, `is_there` that it is there still; of
    one that is not there any more nobody can tell whether this one was moved.
    """

    at: str
    computer: str
    path: str
    is_here: bool
    is_there: bool = True


@dataclass(frozen=True, slots=True)
class PutBack:
    """That a workspace was found put back to an earlier state of itself, and when.

    `of` is when it was known to hold more: `fewer` confirmed entries, and `waited` changes that
    waited for the hub then and are not in it any more.
    """

    at: str
    of: str
    fewer: int
    waited: int


@dataclass(frozen=True, slots=True)
class AheadOf:
    """That a change of somebody (`name`) came at a moment that bears a later one: `of`.

    Without a name: that it was `of` at the hub when it was `at` here.
    """

    at: str
    name: str
    of: str


@dataclass(frozen=True, slots=True)
class ReplicaState:
    """Where a workspace stands towards its hub; without one, `hub_id` is empty.

    `lost` is what a server lost of others, who have not brought it again yet; `other_login` tells
    where the login at it is another's, so that it takes nothing of who works here. `healed` is the
    last time that the hub was found put back, until somebody looked at it, `healings` how often
    it was. `copied` tells that the workspace was found to be a copy, until somebody looked at it,
    and `copies` how often it was; `put_back` and `put_backs` tell the same of a workspace that was
    overwritten with an earlier state of itself. `ahead` is the last
    change that came with a later moment than it is here, until somebody looked. `old_rules` tells
    where the functions of its server are older than this program, `altered` that the last exchange
    was refused because the hub had been altered, and how.
    """

    hub_id: str
    address: str
    head: Head
    waiting: int
    attention: int
    synced_at: str = ""
    lost: int = 0
    other_login: Finding | None = None
    healed: Healing | None = None
    healings: int = 0
    copied: Copied | None = None
    copies: int = 0
    put_back: PutBack | None = None
    put_backs: int = 0
    ahead: AheadOf | None = None
    old_rules: Finding | None = None
    altered: str = ""


@dataclass(frozen=True, slots=True)
class Presence:
    """Who is working in which section of which form; without a form, nowhere."""

    person_id: str
    form_id: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a folder really lies, with the name of the share, cloud or server.

    `share` is a path of Windows by its server, `mapped` a drive letter for one, `mounted` a
    network's folder of Linux or macOS.
    """

    kind: Literal["here", "share", "mapped", "mounted", "cloud", "server"]
    name: str = ""


@dataclass(frozen=True, slots=True)
class HubSight:
    """What was found at a hub's address: where that is, its name and the entries of its journal.

    `person` is whom the login of a server stands for, `hub_id` which hub it is. Where one is to be
    made there are no entries, no name and no id.
    """

    where: Whereabouts
    name: str = ""
    entries: int = 0
    person: str = ""
    hub_id: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking in from the hub brought.

    Changes for the views, how many events came and how many of mine collided.
    """

    changes: Changes
    events: int
    collided: int


@dataclass(frozen=True, slots=True)
class Collided:
    """One place of what could not be kept: what it said before, what I made it, what it says.

    `who` wrote what it says now, and when, where that is told. `is_name` tells that it says what
    something is called, a stage say, which is another one or the same.
    """

    label: Label
    base: str
    mine: str
    theirs: str
    who: Label | None = None
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class AttentionLine:
    """A command that could not be kept, with the reasons, until a person has looked at it.

    `settles` are the ways in which it can be settled; `path` is its place in the form, where it is
    one place. `both` is a text with what either wrote, one behind the other where they collide.
    `is_row_out` tells that the row it wrote into was taken out: mine puts it back. `reasons` are of
    the day when it was set aside (`noted_at`), `note` is what its author gave as a reason; `now` is
    how it stands since, and `is_so` tells that what it wanted is so already. `digest` is that
    of the text which would be frozen now; `is_mine` that it is the work of who looks, and not what
    somebody else's packet brought; `by_clock` that the hub refused it for its day alone.
    """

    n: int
    kind: str
    what: Label
    who: str
    at: str
    card_id: str
    card_code: str
    form_id: str
    form: str
    reasons: tuple[Label, ...]
    places: tuple[Collided, ...]
    settles: tuple[Settling, ...]
    path: str = ""
    both: str = ""
    is_row_out: bool = False
    noted_at: str = ""
    note: str = ""
    now: tuple[Label, ...] = ()
    is_so: bool = False
    digest: str = ""
    is_mine: bool = True
    by_clock: bool = False


@dataclass(frozen=True, slots=True)
class AskedPlace:
    """A place of a form that needs a look; `n` is its number in the list."""

    n: int
    form_id: str
    path: str


@dataclass(frozen=True, slots=True)
class TeamMarks:
    """What is marked on the board and in forms: the cards whose changes wait or need a look."""

    waits: frozenset[str] = frozenset()
    asks: frozenset[str] = frozenset()
    places: tuple[AskedPlace, ...] = ()


@dataclass
class SyncReport:
    """What one synchronisation did: counts of events, files, and what could not be kept.

    `waiting` is what still waits, because others were faster; `restored` tells that the hub had
    been put back to an earlier state, and what it lost was brought again; `older` that the hub was
    not brought up to date with this program yet.
    """

    pulled: int = 0
    pushed: int = 0
    collided: int = 0
    waiting: int = 0
    files: int = 0
    restored: bool = False
    older: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What a replica tells the hub about itself: which one it is, who works there, the day."""

    replica: str
    person: str
    day: str


@dataclass(frozen=True, slots=True)
class MemberProgram:
    """The program with which a member synchronised last: its version, its schema, the day."""

    who: str
    version: str
    schema: str
    day: str
    is_old: bool


@dataclass(frozen=True, slots=True)
class HubAge:
    """Whether a hub is of an older program, and the programs that its members work with."""

    is_older: bool
    programs: tuple[MemberProgram, ...]


@dataclass(frozen=True, slots=True)
class MemberLogin:
    """A login of a hub's server: who that is in the directory, and whether it still may."""

    login: str
    person_id: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A hub that was made anew: where it is, where a damaged one is kept, if there was one.

    `strangers` are the logins of a server that are nobody of the directory any more.
    """

    address: str
    aside: str = ""
    strangers: tuple[str, ...] = ()
