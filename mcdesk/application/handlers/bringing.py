"""The commands by which another workspace's history comes in, and two entries become one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcdesk.application import brought, namesakes
from mcdesk.application.bringing import KEPT_BACK, OF_PEOPLE
from mcdesk.application.handlers import handles
from mcdesk.application.handlers.people import lead_only, may_as_lead
from mcdesk.application.journal import cards_touched, read_event
from mcdesk.application.work import Work, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import (
    RECORDS,
    Card,
    Form,
    Idea,
    Office,
    Person,
    Programme,
    Record,
    TeamMember,
    as_data,
    changed,
    from_data,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mcdesk.application.journal import Effect, Event
    from mcdesk.application.matching import Entry


@handles(do.BringEvent)
def bring_event(command: do.BringEvent, work: Work) -> None:
    """Bring in an entry of another workspace, its records as they stand there."""
    event = _event_of(command)
    forms = {effect.id: effect.new for effect in event.effects if effect.table == "form"}
    for effect in _carried(event, command.places):
        _must_be_strange(work, effect, forms)
    for effect in _carried(event, command.places):
        new = dict(effect.new)
        if effect.table == "definition":
            new["published_on"] = ""  # it serves what came with it, and binds nothing here
        work.put(from_data(effect.table, new))
    work.kind = f"{brought.MARK}{event.kind}"


def _event_of(command: do.BringEvent) -> Event:
    try:
        return read_event(command.text)
    except (ValueError, LookupError, TypeError, AttributeError):
        refuse("no_event", N_("This is no entry of a journal."))


def _carried(event: Event, places: list[int]) -> Iterator[Effect]:
    for place in places:
        if not 0 <= place < len(event.effects):
            refuse("no_event", N_("This is no entry of a journal."))
        effect = event.effects[place]
        if effect.table in KEPT_BACK or effect.table not in RECORDS:
            refuse("kept_back", N_("A workspace keeps its settings, numbers and closed registers."))
        yield effect


def _must_be_strange(work: Work, effect: Effect, forms: Mapping[str, Mapping[str, Any]]) -> None:
    """Refuse what would change a record of this workspace, or speak for a person known here."""
    found = work.uow.find(RECORDS[effect.table], effect.id)
    if (found is None) is not (effect.old is None) or (
        found is not None and not _is(found, effect)
    ):
        refuse("changed_here", N_("Something of this was changed here since it was brought in."))
    if found is not None and not _came(work, effect.table, effect.id):
        refuse("ours", N_("Something of this belongs to this workspace."))
    form = str(effect.new.get("form_id") or "")
    card = next(iter(cards_touched((effect,))), "") or str(forms.get(form, {}).get("card_id", ""))
    if not card and form:
        kept = work.uow.find(Form, form)
        card = kept.card_id if kept is not None else ""
    if card and work.uow.find(Card, card) is not None and not _came(work, "card", card):
        refuse("ours", N_("Something of this belongs to this workspace."))
    for name in OF_PEOPLE.get(effect.table, ()):
        person = str(effect.new[name])
        known = work.uow.find(Person, person) if person else None
        if known is not None and not _came(work, "person", person):
            refuse("ours", N_("Nobody who is known here can decide by what is brought in."))


def _is(found: Record, effect: Effect) -> bool:
    """Tell whether a record is what an effect found; columns added since do not count.

    A definition was kept as one that binds nothing, and an entry of the directory that was
    matched may have gone on.
    """
    now, old = as_data(found), effect.old or {}
    apart = {"published_on"} if effect.table == "definition" else set()
    return all(now[key] == value for key, value in old.items() if key in now and key not in apart)


def _came(work: Work, table: str, id_: str) -> bool:
    """Tell whether a record came from another workspace: by the entry that made it."""
    return brought.is_brought(work.uow.made_by(table, id_))


@handles(do.MatchEntry)
def match_entry(command: do.MatchEntry, work: Work) -> None:
    """Put the second entry away, and let what is under way go over to the first.

    Where it was put away behind the same before, what came since goes over: of a second
    bringing-in, or of another lead's; often that is nothing.
    """
    entry, first = _entry(work, command.kind, command.entry), _first(work, command)
    if entry.id == first.id:
        refuse("same_entry", N_("These are one entry already."))
    if entry.same_as and entry.same_as != first.id:
        there = _entry(work, command.kind, entry.same_as)
        refuse("matched", N_("“{entry}” was matched with “{first}” before."),
               entry=_name(entry), first=_name(there))  # fmt: skip
    for earlier in work.uow.select(type(entry), same_as=entry.id):
        _must_not_become(work, earlier)
        work.put(changed(earlier, same_as=first.id))
    _must_not_become(work, entry)
    if isinstance(entry, Person):
        _people_become_one(work, entry.id, first.id)
        work.put(changed(entry, same_as=first.id, login=""))
        return
    _places_become_one(work, command.kind, entry.id, first.id)
    work.put(changed(entry, same_as=first.id))


def _must_not_become(work: Work, entry: Entry) -> None:
    """Refuse to let somebody act as another by putting away the entry that they act as.

    Nobody does it to their own; with a person's that did not come from another workspace, and
    may have acted here, a CTL lead alone.
    """
    if entry.id == work.actor.person_id:
        refuse("own_entry", N_("You work here as “{entry}”: put the other entry away behind it."),
               entry=_name(entry))  # fmt: skip
    is_ours = isinstance(entry, Person) and not _came(work, entry.table, entry.id)
    if is_ours and not may_as_lead(work):
        refuse("lead_only", N_("“{entry}” may have worked here: only a CTL lead puts such an "
                               "entry away behind another."), entry=_name(entry))  # fmt: skip


def _entry(work: Work, kind: str, ref: str) -> Entry:
    """Return an entry of the directory; by its id also one that was put away."""
    find: Mapping[str, Callable[[str], Entry]] = {
        "person": work.person, "programme": work.programme, "faculty": work.faculty,
    }  # fmt: skip
    kept = work.uow.find(namesakes.KINDS[kind], ref)
    return kept if kept is not None and kept.same_as else find[kind](ref)


def _first(work: Work, command: do.MatchEntry) -> Entry:
    """Return the entry that stays; of one that was put away, the one it stands for."""
    named = _entry(work, command.kind, command.same_as)
    return _entry(work, command.kind, named.same_as) if named.same_as else named


def _name(entry: Entry) -> str:
    return entry.name if isinstance(entry, Person) else entry.name_en


def _people_become_one(work: Work, entry: str, first: str) -> None:
    for member in work.uow.select(TeamMember, person_id=entry):
        work.put(changed(member, person_id=first))
    held = work.uow.select(Office, person_id=first)
    for office in work.uow.select(Office, person_id=entry):
        lead_only(work, office.role)
        is_held = any(_covers(each, office) for each in held)
        work.put(changed(office, person_id=first, deleted=is_held))


def _covers(kept: Office, office: Office) -> bool:
    """Tell whether an office says all that another does."""
    same = ("role", "faculty_id", "programme_id")
    begins = not kept.since or (office.since and kept.since <= office.since)
    ends = not kept.until or (office.until and kept.until >= office.until)
    return bool(begins and ends) and all(getattr(kept, n) == getattr(office, n) for n in same)


def _places_become_one(work: Work, kind: str, entry: str, first: str) -> None:
    name = f"{kind}_id"
    concerned: tuple[type[Card | Idea | Office | Programme], ...] = (Office, Programme)
    if kind == "programme":
        concerned = (Card, Idea, Office)
    for table in concerned:
        for record in work.uow.select(table, **{name: entry}):
            work.put(changed(record, **{name: first}))
