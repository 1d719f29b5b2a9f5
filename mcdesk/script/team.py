"""`mcdesk hub`, `mcdesk sync`, `mcdesk attention`: sharing a workspace with a team."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

from mcdesk.application import ahead_of, copied, put_back
from mcdesk.application.asked import TAKEN_OUT
from mcdesk.application.hub_address import is_server, shown
from mcdesk.application.views import Settling
from mcdesk.errors import Finding, Refused, WrongUsage
from mcdesk.i18n import N_, _, plural
from mcdesk.procedure.calendar import minute_of
from mcdesk.script import counts
from mcdesk.script.running import DONE, REFUSED, desk_of, emit, verb
from mcdesk.script.salvaged import tell_salvaged
from mcdesk.script.steps import Steps

if TYPE_CHECKING:
    import argparse

    from mcdesk.application.ports import AppPort
    from mcdesk.application.views import AheadOf, AttentionLine, Copied, PutBack, ReplicaState
    from mcdesk.application.views.packet import PacketLine
    from mcdesk.application.views.salvage import Salvaged


@verb("hub")
def hub(arguments: argparse.Namespace, app: AppPort) -> int:
    """Make a hub, join one, leave it, or tell where this workspace stands."""
    acts = {"init": _init, "join": _join, "leave": _leave, "status": _status,
            "add-person": _add_person, "revoke": _revoke, "upgrade": _upgrade,
            "rebuild": _rebuild, "move": _move, "adopt": _adopt}  # fmt: skip
    return acts[arguments.act](arguments, app)


def _init(arguments: argparse.Namespace, app: AppPort) -> int:
    with desk_of(arguments, app, read_only=False) as desk:
        with Steps(_("making the hub …")) as steps:
            app.make_hub(desk, arguments.address, arguments.login, progress=steps.tell)
        events, made = desk.replica().head.seq, desk.replica().address
    if is_server(arguments.address):
        made = arguments.address
    print(
        _("made {address}, {held}; this workspace belongs to it now").format(
            address=shown(made), held=counts.events(events)
        )
    )
    return DONE


def _join(arguments: argparse.Namespace, app: AppPort) -> int:
    came: list[Salvaged] = []
    join = partial(app.join_aside, salvaged=came.append) if arguments.set_aside else app.join
    with Steps(_("taking everything from the hub …")) as steps:
        compares = partial(steps.begin, _("comparing everything that came with the journal …"))
        desk = join(arguments.file, arguments.address, arguments.person, steps.tell,
                    compares=compares)  # fmt: skip
    try:
        events, who = desk.replica().head.seq, desk.info().person
        kept = desk.files_kept_from()
    finally:
        app.close(desk)
    if who:
        words = _("made {file}, {held}, for {who}")
    else:
        words = _("made {file}, {held}; say with --as who works in it")
    print(words.format(file=arguments.file, held=counts.events(events), who=who))
    _tell_kept(kept)
    for salvaged in came:
        tell_salvaged(salvaged)
    return REFUSED if any(each.collided for each in came) else DONE


def _tell_kept(kept: int) -> None:
    """Print how many files do not come to who works here."""
    if kept:
        print(plural("files\t{n} scan or budget does not come to you: it is for who records "
                     "decisions, and for who fills or signs the forms of its micro-credential",
                     "files\t{n} scans or budgets do not come to you: they are for who records "
                     "decisions, and for who fills or signs the forms of their micro-credential",
                     kept))  # fmt: skip


def _add_person(arguments: argparse.Namespace, app: AppPort) -> int:
    """Let a login of the hub's server be a person; a login that is new gets a password."""
    with desk_of(arguments, app) as desk:
        given = arguments.address, arguments.login, arguments.file
        secret = app.add_member(desk, *given, also=arguments.anyway)
    print(_("{login} is {file}").format(login=arguments.login, file=arguments.file))
    if secret:
        print(_("password\t{secret}").format(secret=secret))
    return DONE


def _upgrade(arguments: argparse.Namespace, app: AppPort) -> int:
    """Bring a hub up to date; first whom that would shut out, because their program is too old."""
    old = [each for each in app.programs(arguments.address) if each.is_old]
    for each in old:
        print(
            _("too old\t{who}\t{version}, tables {schema}\t{day}").format(
                who=each.who, version=each.version, schema=each.schema, day=each.day
            )
        )
    if old and not arguments.anyway:
        print(_("They could not exchange any more until they update. Nothing was changed; with "
                "--anyway the hub is brought up to date all the same."))  # fmt: skip
        return REFUSED
    before, now = app.upgrade_hub(arguments.address)
    print(
        _("brought up to date: {before} to {now}").format(before=before, now=now)
        if before < now
        else _("up to date")
    )
    if is_server(arguments.address):
        print(_("the rules of the server were renewed"))
    return DONE


def _rebuild(arguments: argparse.Namespace, app: AppPort) -> int:
    """Rebuild the hub from this workspace; a damaged one is kept."""
    with desk_of(arguments, app, read_only=False) as desk:
        made = app.rebuild_hub(desk, arguments.address or "", arguments.login)
        events = desk.replica().head.seq
    print(
        _("rebuilt {address}, {held}; everybody exchanges with it as before").format(
            address=made.address, held=counts.events(events)
        )
    )
    if made.aside:
        print(_("the one that was there is kept as {aside}").format(aside=made.aside))
    for login in made.strangers:
        print(
            _("nobody\t{login}\tmcdesk hub add-person ADDRESS PERSON --login {login}").format(
                login=login
            )
        )
    return DONE


def _move(arguments: argparse.Namespace, app: AppPort) -> int:
    """Tell this workspace where its hub lies now."""
    with desk_of(arguments, app, read_only=False) as desk:
        kept = app.move_hub(desk, arguments.address)
    print(_("the hub of this workspace is {address} now").format(address=kept))
    return DONE


def _revoke(arguments: argparse.Namespace, app: AppPort) -> int:
    """Let a login be no member any more; a login that never was one is told as a mistake."""
    if app.revoke_member(arguments.address, arguments.login):
        print(_("{login} is no member any more").format(login=arguments.login))
        return DONE
    known = {line.login: line.is_active for line in app.logins(arguments.address)}
    if arguments.login in known:
        print(_("{login} was none").format(login=arguments.login))
        return DONE
    named = ", ".join(sorted(login for login, is_active in known.items() if is_active)) or "–"
    print(_("{login} never was a login of this hub, and nobody was revoked. Members: {names}")
          .format(login=arguments.login, names=named))  # fmt: skip
    return REFUSED


def _leave(arguments: argparse.Namespace, app: AppPort) -> int:
    with desk_of(arguments, app, read_only=False) as desk:
        waited = desk.leave()
    print(plural("left the hub; {n} change that waited is kept here",
                 "left the hub; {n} changes that waited are kept here", waited))  # fmt: skip
    return DONE


def _status(arguments: argparse.Namespace, app: AppPort) -> int:
    with desk_of(arguments, app) as desk:
        state: ReplicaState = desk.replica()
        office, waits, kept = desk.office(), desk.waits(), desk.files_kept_from()
    if arguments.json:
        named = (("other_login", state.other_login), ("old_rules", state.old_rules))
        told: dict[str, object] = {
            name: found.sentence() if found is not None else "" for name, found in named
        }
        told["copied"] = copy_words(state.copied)
        told["put_back"] = back_words(state.put_back)
        told["ahead"] = ahead_words(state.ahead)
        emit({**asdict(state), **told, "office": office, "files_kept_from": kept,
              "waits": [_waits(line) for line in waits]})  # fmt: skip
    elif not state.hub_id:
        print(_("no hub"))
    else:
        print(
            _("hub\t{address}\nid\t{hub_id}\nseen\t{seq}").format(
                address=state.address, hub_id=state.hub_id, seq=state.head.seq
            )
        )
        print(
            _("waiting\t{waiting}\nattention\t{attention}").format(
                waiting=state.waiting, attention=state.attention
            )
        )
        for line in waits:
            place = f"{line.card}/{line.form}".strip("/")
            print(f"\t{minute_of(line.at)}\t{line.who}\t{place}\t{line.what.text()}")
        if len(waits) < state.waiting:
            more = state.waiting - len(waits)
            print(plural("\tand {n} earlier one", "\tand {n} earlier ones", more))
        print(
            _("synchronised\t{synced_at}").format(
                synced_at=minute_of(state.synced_at) if state.synced_at else "–"
            )
        )
        _tell_kept(kept)
        print(_("office\t{roles}").format(roles=", ".join(office) or "–"))
        if state.other_login is not None:
            print(_("login\t{told}").format(told=state.other_login.sentence()))
        if state.old_rules is not None:
            print(_("rules\t{told}").format(told=state.old_rules.sentence()))
        if state.altered:
            print(_("altered\t{told}").format(told=state.altered))
        _tell_noticed(state)
        if state.lost:
            print(_("lost\t{lost}\t{why}").format(lost=state.lost, why=_(LOST)))
        if len(office) < 2:
            print(_("Fewer than two people keep the directory. Appoint a second one: one alone may "
                    "be ill when a hub has to be rebuilt or somebody to be added."))  # fmt: skip
    return DONE


def _tell_noticed(state: ReplicaState) -> None:
    """Print that the workspace is a copy or was put back, until somebody looked at that."""
    for words in copy_words(state.copied):
        print(_("copied\t{told}").format(told=words))
    for words in back_words(state.put_back):
        print(_("put back\t{told}").format(told=words))
    for words in ahead_words(state.ahead):
        print(_("clocks\t{told}").format(told=words))


def copy_words(copy: Copied | None) -> list[str]:
    """Return in sentences that the workspace is a copy: noticed, done, to check; [] for none."""
    return [found.sentence() for found in copied.told(copy)] if copy is not None else []


def back_words(back: PutBack | None) -> list[str]:
    """Return in sentences that the workspace was put back: noticed, healed, lost; [] for not."""
    return [found.sentence() for found in put_back.told(back)] if back is not None else []


def ahead_words(ahead: AheadOf | None) -> list[str]:
    """Return in sentences that a change bears a later moment than it was here; [] for none."""
    return [found.sentence() for found in ahead_of.told(ahead)] if ahead is not None else []


def _waits(line: PacketLine) -> dict[str, Any]:
    """Return one change that waits as data."""
    what = {"en": line.what.en, "id": line.what.id}
    return {"at": line.at, "who": line.who, "card": line.card, "form": line.form, "what": what}


WAYS = N_("It stays in the list, and can be settled now by: {ways}.")
LOST = N_(
    "of others, that the server lost: their workspaces bring it, or the office (mcdesk hub adopt)"
)


def _adopt(arguments: argparse.Namespace, app: AppPort) -> int:
    """Take on what a server lost of people who are gone: it is listed, to be done again."""
    with desk_of(arguments, app, read_only=False) as desk:
        print(counts.need_a_look(desk.take_on_lost()))
    return DONE


@verb("sync")
def sync(arguments: argparse.Namespace, app: AppPort) -> int:
    """Exchange with the hub; 1 where something needs a look."""
    with desk_of(arguments, app, read_only=False) as desk:
        report = app.exchange(desk)
        attention, copy = desk.replica().attention, desk.tell_copy()
        noticed = {"copied": copy_words(copy), "put_back": back_words(desk.tell_put_back()),
                   "ahead": ahead_words(desk.tell_ahead())}  # fmt: skip
    if arguments.json:
        emit({**asdict(report), "attention": attention, **noticed})
    else:
        for words in noticed.values():
            print(*words, sep="\n", end="\n" if words else "")
        print(
            _("{pulled} came, {pushed} went, {files}").format(
                pulled=report.pulled,
                pushed=report.pushed,
                files=plural("{n} file came", "{n} files came", report.files),
            )
        )
        if report.restored:
            print(_("The hub had been put back; what it had lost was brought again."))
        if report.waiting:
            print(plural("{n} still waits", "{n} still wait", report.waiting))
        if attention:
            print(counts.need_a_look(attention))
    return REFUSED if attention else DONE


@verb("attention")
def attention(arguments: argparse.Namespace, app: AppPort) -> int:
    """List what could not be kept, or settle one of it."""
    if arguments.number is None:
        with desk_of(arguments, app) as desk:
            lines: tuple[AttentionLine, ...] = desk.attention()
            has_hub = bool(desk.replica().hub_id)
        if arguments.json:
            emit([_data(line) for line in lines])
            return DONE
        for line in lines:
            _tell(line)
        if not lines:
            print(_("nothing needs a look") if has_hub else _("nothing needs a look; no hub"))
        return DONE
    if arguments.how is None:
        raise WrongUsage(_("say how: {ways}").format(ways=", ".join(get_args(Settling))))
    with desk_of(arguments, app, read_only=False) as desk:
        named = [line for line in desk.attention() if line.n == arguments.number]
        if not named:
            raise WrongUsage(
                _("nothing with the number {number} needs a look").format(number=arguments.number)
            )
        try:
            desk.settle(arguments.number, arguments.how, arguments.text)
        except Refused as refusal:
            left = Finding("ways", WAYS, {"ways": _ways(named[0])})
            raise Refused(*refusal.findings, left) from refusal
    print(_("settled {number}").format(number=arguments.number))
    return DONE


def _tell(line: AttentionLine) -> None:
    form = f"/{line.form}" if line.form else ""
    print(f"{line.n}\t{line.card_code}{form}\t{line.what.text()}\t{line.who}\t{minute_of(line.at)}")
    if line.note:
        words = _("Reason given:")
        print(f"\t{words} {line.note}")
    for said in line.now:
        print(f"\t{said.text()}")
    for reason in line.reasons:
        print(f"\t{minute_of(line.noted_at)}: {reason.text()}")
    for place in line.places:
        who = f" ({place.who.text()})" if place.who is not None else ""
        print(f"\t{place.label.text()}{who}")
        words = _("\t\tbefore: {base}\n\t\tmine:   {mine}\n\t\tnow:    {theirs}")
        if not line.is_mine:
            words = _("\t\tbefore: {base}\n\t\t{who}: {mine}\n\t\tnow:    {theirs}")
        if line.digest:
            words = _("\t\tfrozen: {base}\n\t\tnow:    {theirs}")
        now = place.theirs or (_(TAKEN_OUT) if line.is_row_out else "")
        print(words.format(base=place.base, mine=place.mine, theirs=now, who=line.who))
    print(_("\tsettle: {ways}").format(ways=_ways(line)))


def _ways(line: AttentionLine) -> str:
    """Return how an entry can be settled now, as it is typed."""
    ways = [f"anew --text {line.digest}" if each == "anew" else each for each in line.settles]
    return ", ".join(ways)


def _data(line: AttentionLine) -> dict[str, Any]:
    data = asdict(line)
    data["what"] = {"en": line.what.en, "id": line.what.id}
    for key, said in (("reasons", line.reasons), ("now", line.now)):
        data[key] = [{"en": each.en, "id": each.id} for each in said]
    for told, place in zip(data["places"], line.places, strict=True):
        who = place.who
        told["label"] = {"en": place.label.en, "id": place.label.id}
        told["who"] = {"en": who.en, "id": who.id} if who is not None else None
    return data
