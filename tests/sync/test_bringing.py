"""Two coordinators who worked apart bring their micro-credentials together."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import update

from mcdesk.application.handlers import freezing
from mcdesk.application.outside import read_sent, to_fill
from mcdesk.application.views import Choices
from mcdesk.errors import Refused, Trouble
from mcdesk.models import checking, tables
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.identity import form_id
from mcdesk.procedure.records import (
    Card,
    DefinitionText,
    Form,
    Person,
    Revision,
    Setting,
    SignOff,
    StoredFile,
    TeamMember,
)
from mcdesk.script.arguments import parser
from mcdesk.script.program import run
from mcdesk.signing.ed25519 import verify
from tests.asking import destination, form_of
from tests.storage.conftest import crash_within_a_commit
from tests.sync.brought import ALL, bring, card_in, made, put_away, read, whole
from tests.sync.conftest import clock, found, journal, records
from tests.walk import PEOPLE, Walker


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("apart")
    made(folder / "ours.mcdesk", "Ours", "CTL-01")
    made(folder / "theirs.mcdesk", "Theirs", "CTL-02")
    return folder


@pytest.fixture
def app():
    return clock()


@pytest.fixture
def theirs(both, tmp_path) -> Path:
    shutil.copytree(both / "theirs.mcdesk.files", tmp_path / "theirs.mcdesk.files")
    return Path(shutil.copy(both / "theirs.mcdesk", tmp_path / "theirs.mcdesk"))


@pytest.fixture
def ours(app, both, tmp_path):
    shutil.copytree(both / "ours.mcdesk.files", tmp_path / "ours.mcdesk.files")
    desk = app.open(Path(shutil.copy(both / "ours.mcdesk", tmp_path / "ours.mcdesk")))
    yield desk
    app.close(desk)


def test_the_preview_tells_what_would_come_and_changes_nothing(app, ours, theirs):
    before = records(ours)
    plan = app.plan_bringing(ours, theirs, Choices())
    assert plan.name == "Theirs"
    assert {card.code: card.state for card in plan.cards} == {"MC-1": "same", "MC-9": "new"}
    assert card_in(plan, "MC-1").same == ("MC-1 Drafting Digital Contracts MC-1",)
    entries = {entry.name: entry for entry in plan.entries if entry.kind == "person"}
    assert (entries["SME-03"].how, entries["SME-03"].is_decided) == ("e-mail", True)
    assert (entries["ID-02"].how, entries["ID-02"].is_decided) == ("name", False)
    assert (entries["CTL-02"].how, entries["CTL-02"].match_id) == ("", "")
    assert {e.how for e in plan.entries if e.kind != "person"} == {"id"}
    assert {twice.number for twice in plan.numbers} >= {"MC-1", "CTL/MC/F2/2026/0001"}
    assert plan.settings == ()
    assert len(plan.files) == 1
    assert plan.undecided == 1 + 6
    assert records(ours) == before
    with pytest.raises(Refused, match="still to be decided"):
        app.bring_in(ours, theirs, Choices())
    assert records(ours) == before


def test_histories_are_kept_and_everything_checks_out(app, ours, theirs):
    report, changes = bring(app, ours, theirs)
    assert len(changes.tiles) >= 2
    assert report.absent == 0
    assert checking.check(ours.store.path, verify) == ()
    mine = {card.id for card in found(ours, Card)}
    there = read(app, theirs, lambda desk: {k: found(desk, k) for k in (Card, Revision, SignOff)})
    for card in there[Card]:
        assert card.id in mine
    for kind in (Revision, SignOff):
        kept = {entry.id: entry for entry in found(ours, kind)}
        assert [kept[entry.id] for entry in there[kind]] == list(there[kind])
    (file,) = [e for e in found(ours, StoredFile) if e.card_id == there[Card][0].id]
    assert ours.file_path(file.digest).read_bytes() == b"%PDF-1.4 Theirs"
    card = next(card.id for card in there[Card] if card.code == "MC-1")
    told = read(app, theirs, lambda desk: desk.history(card))
    here = ours.history(card)
    assert [(line.kind, line.at, line.what) for line in here if line.kind != "EntriesMatched"] == [
        (line.kind, line.at, line.what) for line in told
    ]
    matched = [line for line in here if line.kind == "EntriesMatched"]
    assert "Matched: SME-03" in [line.what.en for line in matched]
    assert not any(line.changes for line in matched)
    signed = next(line for line in here if line.kind == "FormFrozen")
    assert signed.who.startswith("CTL-02 (brought in by CTL-01 on 2026-11-23")
    assert not any(line.undoable for line in here if line.kind != "EntriesMatched")


def with_a_house(app, path: Path) -> Path:
    """Give a workspace a university, contacts and a logo, and freeze a form under them."""
    desk = app.open(path)
    with closing(desk):
        desk.use_person(next(p.id for p in desk.info().persons if p.name == "CTL-02"))
        Image.new("RGB", (200, 90), "navy").save(path.with_name("theirs.png"))
        digest, _size = desk.store_file(path.with_name("theirs.png"))
        desk.execute(do.SetLogo(file=digest, name="theirs.png"))
        desk.execute(do.SetSetting(key="university", value="Universitas Timur"))
        desk.execute(do.SetSetting(key="contacts", value="Room 7"))
        Walker(desk, "MC-9").assignment()
    return path


def frozen_letter(desk):
    """Return the letter of the card MC-9 as it is printed."""
    (card,) = (card.id for card in found(desk, Card) if card.code == "MC-9")
    form = next(line.form_id for line in desk.outline(card).forms if line.kind == "R1")
    return desk.sheet(form, "frozen")


def test_a_signed_form_that_was_brought_in_keeps_the_head_of_its_house(app, ours, theirs):
    with_a_house(app, theirs)
    there = read(app, theirs, frozen_letter)
    ours.execute(do.SetSetting(key="university", value="Universitas Barat"))
    bring(app, ours, theirs)
    here = frozen_letter(ours)
    assert (here.header.house, here.header.contacts) == ("Universitas Timur · Theirs", "Room 7")
    assert here.header == there.header
    assert here.logo == ours.file_path(there.logo.name)
    assert here.logo.read_bytes() == there.logo.read_bytes()


def test_one_that_kept_no_head_never_gets_that_of_this_house(app, ours, theirs, monkeypatch):
    with monkeypatch.context() as before:
        before.setattr(freezing, "head_facts", lambda _knowledge: {})
        with_a_house(app, theirs)
    Image.new("RGB", (200, 90), "red").save(theirs.with_name("ours.png"))
    digest, _size = ours.store_file(theirs.with_name("ours.png"))
    ours.execute(do.SetLogo(file=digest, name="ours.png"))
    bring(app, ours, theirs)
    here = frozen_letter(ours)
    assert "Ours" not in here.header.house
    assert (here.header.workspace, here.logo) == ("", None)


def test_taken_in_twice_changes_nothing(app, ours, theirs):
    bring(app, ours, theirs)
    before, lines = records(ours), len(ours.history())
    report, changes = bring(app, ours, theirs)
    assert not changes.events
    assert {card.state for card in report.plan.cards} == {"known"}
    assert (records(ours), len(ours.history())) == (before, lines)


def test_people_are_matched_and_what_they_signed_stays_theirs(app, ours, theirs):
    bring(app, ours, theirs)
    names = [line.name for line in ours.info().persons]
    assert sorted(names) == sorted({*PEOPLE.values(), "CTL-02"})
    card = next(c.id for c in found(ours, Card) if c.code == "MC-9")
    sme = next(line.id for line in ours.info().persons if line.name == "SME-03")
    assert any(e.person_id == sme for e in found(ours, TeamMember, card_id=card))
    theirs_sme = read(app, theirs, lambda desk: found(desk, Person, name="SME-03")[0].id)
    assert theirs_sme != sme
    (decision,) = found(ours, SignOff, person_id=theirs_sme, medium="program")
    assert decision.signature
    states = ours.outline(decision.card_id)
    proposal = next(line for line in states.forms if line.kind == "F2")
    assert proposal.form_id == decision.form_id
    view = ours.form(decision.form_id)
    line = next(line for line in view.signatures if line.role == "sme")
    assert (line.state, line.person) == ("done", "SME-03")


def test_a_gate_that_was_met_there_is_met_here(app, ours, theirs):
    """The letter's lecturer and Head are others' ids now; their decisions count all the same."""
    bring(app, ours, theirs)
    there = read(app, theirs, lambda desk: {tile.id: tile for tile in desk.board().tiles})
    here = {tile.id: tile for tile in ours.board().tiles}
    for id_, tile in there.items():
        assert here[id_].stage == tile.stage
        assert here[id_].waits_for == tile.waits_for
        assert here[id_].blocked_count == tile.blocked_count


def test_the_card_goes_on_where_it_was(app, ours, theirs):
    bring(app, ours, theirs)
    ids = {line.name: line.id for line in ours.info().persons}
    form = next(e for e in found(ours, SignOff) if e.role == "dean" and e.medium == "paper"
                and e.person_id != ids["DEAN-LAW"])  # fmt: skip
    ours.execute(do.SignForm(form=form.form_id, role="hsp", person="HSP-LAW", decision="approve",
                             medium="paper", scan_owed=True))  # fmt: skip
    ours.execute(do.MoveCard(card=form.card_id, to="timeline"))
    assert ours.outline(form.card_id).tile.stage == "timeline"
    assert checking.check(ours.store.path, verify) == ()


def test_a_number_that_both_gave_is_kept_and_told(app, ours, theirs):
    bring(app, ours, theirs)
    numbers = [e.number for e in found(ours, Revision) if e.number == "CTL/MC/F2/2026/0001"]
    assert len(numbers) == 2
    told = " ".join(line.reasons[0].en for line in ours.attention())
    assert "CTL/MC/F2/2026/0001 was given there" in told
    assert "MC-1 was given there" in told
    with pytest.raises(Refused, match="MC-1"):
        ours.execute(do.HoldCard(card="MC-1", reason="which?"))
    Walker(ours, "MC-5").assignment()
    given = [e.number for e in found(ours, Form) if e.kind == "R1" and e.number]
    assert len(given) == len({*given}) + 1, "only the one that both had given stands twice"
    with pytest.raises(Refused, match="use the id"):
        ours.outline("MC-1")


def test_what_is_left_out_stays_away(app, ours, theirs):
    plan = app.plan_bringing(ours, theirs, ALL)
    left = frozenset({card_in(plan, "MC-1").id})
    report, _changes = app.bring_in(ours, theirs, Choices(names=True, leave_out=left))
    assert {card.code: card.state for card in report.plan.cards} == {
        "MC-1": "left out", "MC-9": "new",
    }  # fmt: skip
    assert sorted(card.code for card in found(ours, Card)) == ["MC-1", "MC-5", "MC-9"]
    assert not ours.attention()
    assert checking.check(ours.store.path, verify) == ()
    bring(app, ours, theirs)
    assert sorted(card.code for card in found(ours, Card)) == ["MC-1", "MC-1", "MC-5", "MC-9"]
    assert checking.check(ours.store.path, verify) == ()


def test_what_comes_second_is_the_work_of_who_is_here(app, ours, theirs):
    """Whoever was matched by the first bringing-in stands on what the second one brings."""
    later = card_in(app.plan_bringing(ours, theirs, ALL), "MC-1").id
    bring(app, ours, theirs, leave_out=frozenset({later}))
    bring(app, ours, theirs)
    assert put_away(ours) == []
    ours.use_person(next(line.id for line in ours.info().persons if line.name == "SME-03"))
    ours.execute(do.AttachFile(card=later, name="a link", link="https://example.org/x", digest="",
                               size=0, purpose="other"))  # fmt: skip
    titles = [line.what.en for line in ours.history(later) if line.kind == "EntriesMatched"]
    assert "Matched: SME-03" in titles
    mine = next(line.id for line in ours.info().persons if line.name == "CTL-01")
    ours.use_person(mine)
    second = next(each.id for each in found(ours, Person, name="GD-01") if each.same_as)
    with pytest.raises(Refused, match="“GD-01” was matched with “GD-01” before"):
        ours.execute(do.MatchEntry(kind="person", entry=second, same_as="DCS-01"))
    first = next(each.id for each in found(ours, Person, name="GD-01") if not each.same_as)
    with pytest.raises(Refused, match="one entry already"):
        ours.execute(do.MatchEntry(kind="person", entry=first, same_as=second))


def test_two_leads_who_bring_in_the_same_file_need_not_settle_it(app, ours, theirs, tmp_path):
    """Each left out another card: both cards come, and their teams are the people here."""
    app.make_hub(ours, str(tmp_path / "team.mcdhub"))
    other = app.join(tmp_path / "joined.mcdesk", str(tmp_path / "team.mcdhub"), "CTL-01")
    with closing(other):
        plan = app.plan_bringing(ours, theirs, ALL)
        bring(app, ours, theirs, leave_out=frozenset({card_in(plan, "MC-1").id}))
        bring(app, other, theirs, leave_out=frozenset({card_in(plan, "MC-9").id}))
        for desk in (ours, other, ours):
            app.exchange(desk)
        assert records(other) == records(ours)
        assert put_away(ours) == []
        assert {line.kind for line in other.attention()} == {"Notice"}


def test_two_who_brought_each_other_in_go_on(app, ours, theirs):
    """What one did on their own cards since comes; on the other's cards it is named and left."""
    guest = app.open(theirs)
    with closing(guest):
        bring(app, guest, ours.store.path)
        guest.execute(do.ChangeCard(card="MC-9", title_en="Gone on there"))
        guest.execute(do.ChangeCard(card="MC-5", short_title="Written over there"))
    report, _changes = bring(app, ours, theirs)
    assert card_in(report.plan, "MC-5").state == "changed"
    assert {card.state for card in report.plan.cards if card.code == "MC-1"} == {"known", "same"}
    titles = {card.code: card.title_en for card in found(ours, Card)}
    assert titles["MC-9"] == "Gone on there"
    assert found(ours, Card, code="MC-5")[0].short_title != "Written over there"
    assert sorted(card.code for card in found(ours, Card)) == ["MC-1", "MC-1", "MC-5", "MC-9"]
    names = [line.name for line in ours.info().persons]
    assert sorted(names) == sorted({*PEOPLE.values(), "CTL-02"})
    assert put_away(ours) == []
    assert checking.check(ours.store.path, verify) == ()


def test_a_person_decides_who_is_who(app, ours, theirs):
    plan = app.plan_bringing(ours, theirs, ALL)
    them = {entry.name: entry.id for entry in plan.entries}
    mine = {line.name: line.id for line in ours.info().persons}
    bring(app, ours, theirs, matches={them["CTL-02"]: mine["CTL-01"], them["GD-01"]: ""})
    names = [line.name for line in ours.info().persons]
    assert "CTL-02" not in names
    assert names.count("GD-01") == 2
    assert checking.check(ours.store.path, verify) == ()


def test_settings_and_wordings_here_stay(app, ours, theirs):
    ours.execute(do.SetSetting(key="passing_mark", value=70))
    wording = found(ours, DefinitionText, key="F2")[0].text.replace("Title (English)", "Name")
    desk = app.open(theirs)
    with closing(desk):
        desk.execute(do.PublishDefinitions(forms={"F2.toml": wording.replace(
            'version = "2026.1"', 'version = "2027.1"')}))  # fmt: skip
        desk.execute(do.CreateCard(title_en="Under the new", programme="LAW", code="MC-77"))
    plan = app.plan_bringing(ours, theirs, ALL)
    assert plan.settings == ("passing_mark",)
    assert plan.definitions == 1
    bring(app, ours, theirs)
    assert [s.value for s in found(ours, Setting, key="passing_mark")] == ["70"]
    ours.execute(do.CreateCard(title_en="Ours", programme="LAW", code="MC-78"))
    form = {code: ours.outline(code).tile.id for code in ("MC-77", "MC-78")}
    kept = {card.id: card.definitions for card in found(ours, Card)}
    assert kept[form["MC-77"]] != kept[form["MC-78"]]
    assert checking.check(ours.store.path, verify) == ()


def test_stopped_in_the_middle_nothing_came(app, ours, theirs):
    before = records(ours)
    plan = app.plan_bringing(ours, theirs, ALL)
    choices = Choices(names=True, bring=frozenset(card.id for card in plan.cards))
    with pytest.raises(Refused, match="stopped"):
        app.bring_in(ours, theirs, choices, lambda done, of: done < of // 2)
    assert records(ours) == before


def test_only_the_ctl_lead_brings_in(app, ours, theirs):
    ours.use_person(next(p.id for p in ours.info().persons if p.name == "ID-02"))
    with pytest.raises(Refused, match="CTL lead"):
        bring(app, ours, theirs)


def test_what_may_not_come_is_refused(app, ours, theirs, tmp_path):
    copy = Path(shutil.copy(ours.store.path, tmp_path / "copy.mcdesk"))
    with pytest.raises(Refused, match="copy"):
        app.plan_bringing(ours, copy, ALL)
    desk = app.open(theirs)
    with closing(desk):
        desk.execute(do.SetSetting(key="sample", value=True))
    with pytest.raises(Refused, match="sample"):
        app.plan_bringing(ours, theirs, ALL)
    with pytest.raises(Trouble):
        app.plan_bringing(ours, tmp_path / "nowhere.mcdesk", ALL)


def test_two_people_under_one_id_are_never_mixed_up(app, ours, theirs):
    desk = app.open(theirs)
    with closing(desk):
        desk.execute(do.AddPerson(name="ID-09", id="by-script"))
    ours.execute(do.AddPerson(name="GD-09", id="by-script"))
    with pytest.raises(Trouble, match="ID-09 there and GD-09 here"):
        app.plan_bringing(ours, theirs, ALL)


def test_the_team_gets_it_and_the_hub_checks_out(app, ours, theirs, tmp_path):
    hub = str(tmp_path / "team.mcdhub")
    app.make_hub(ours, hub)
    bring(app, ours, theirs)
    app.exchange(ours)
    other = app.join(tmp_path / "joined.mcdesk", hub, "CTL-02")
    with closing(other):
        assert records(other) == records(ours)
        assert not other.replica().waiting
        with closing(ours_hub(hub)) as held:
            kinds = {line.kind for line in journal(held)}
        assert "Brought.FormSigned" in kinds
        app.exchange(other)
        assert checking.check(other.store.path, verify) == ()


def test_what_was_brought_in_is_removed_for_ever(app, ours, theirs):
    """It stands in the text of the original, too; afterwards all checks out."""
    own = ours.outline("MC-1").tile.id
    bring(app, ours, theirs)
    (there,) = {file.card_id for file in found(ours, StoredFile)} - {own}
    form = ours.form(form_id("card", there, "F2"))
    said = form.content.text("p47")
    assert said in _journal_text(ours)
    ours.execute(do.RemoveContent(form=form.form_id, path="p47", reason="Asked by the person"))
    (file,) = found(ours, StoredFile, card_id=there)
    ours.execute(do.RemoveContent(file=file.id, reason="Asked by the person"))
    for line in _bodies(ours):
        if there in line or form.form_id in line:
            assert said not in line
            assert "scan.pdf" not in line
    assert checking.check(ours.store.path, verify) == ()


def attach(desk, source: Path) -> str:
    """Attach a file to the card MC-1; return its content's digest."""
    digest, size = desk.store_file(source)
    desk.execute(do.AttachFile(card="MC-1", name="same.pdf", digest=digest, size=size,
                               purpose="other"))  # fmt: skip
    return digest


def remove_files(desk, digest: str) -> None:
    for file in found(desk, StoredFile, digest=digest):
        desk.execute(do.RemoveContent(file=file.id, reason="Asked by the person"))


@pytest.mark.parametrize("where", ["there", "here"])
def test_a_removal_stays_where_it_was_made(app, ours, theirs, tmp_path, where):
    """What they removed is ours still; what we removed does not come back with theirs."""
    source = tmp_path / "same.pdf"
    source.write_bytes(b"%PDF-1.4 the same")
    guest = app.open(theirs)
    digest = attach(guest, source)
    attach(ours, source)
    remove_files(guest if where == "there" else ours, digest)
    app.close(guest)
    report, _changes = bring(app, ours, theirs)
    assert ours.file_path(digest).is_file() == (where == "there")
    assert report.removed == (where == "here")
    assert checking.check(ours.store.path, verify) == ()


def _journal_text(desk) -> str:
    return "".join(_bodies(desk))


def _bodies(desk) -> list[str]:
    with desk.store.look() as unit:
        return [line.body for line in (*unit.lines_after(0), *unit.waiting())]


def ours_hub(address: str):
    from mcdesk.hub_places import hub_at

    return hub_at(address)


def test_it_is_done_again_over_what_came_meanwhile(app, ours, theirs, tmp_path):
    """Brought in while the hub was away, and others worked: nothing of it is refused."""
    hub = str(tmp_path / "team.mcdhub")
    app.make_hub(ours, hub)
    other = app.join(tmp_path / "joined.mcdesk", hub, "CTL-01")
    with closing(other):
        other.execute(do.ChangeCard(card="MC-5", title_en="Another title"))
        app.exchange(other)
        bring(app, ours, theirs)
        app.exchange(ours)
        app.exchange(other)
        assert records(other) == records(ours)
        assert all("given there" in line.reasons[0].en for line in ours.attention())


@pytest.mark.parametrize("what", ["ours", "decision", "places"])
def test_what_is_brought_in_changes_nothing_that_is_ours(app, ours, theirs, what):
    """A made-up entry that speaks for somebody here, or writes into a card here, is refused."""
    from dataclasses import replace

    from mcdesk.application.journal import Effect, read_event
    from mcdesk.procedure.records import as_data

    line = next(e for e in read(app, theirs, lambda d: d.store.path and whole(d)) if
                e.kind == "FormSigned")  # fmt: skip
    event = read_event(line.body)
    sign = event.effects[0]
    if what == "ours":
        card = found(ours, Card, code="MC-1")[0]
        old = as_data(card)
        sign = Effect("card", card.id, old, {**old, "title_en": "Theirs", "row_version": 99})
    elif what == "decision":
        mine = next(p.id for p in ours.info().persons if p.name == "DEAN-LAW")
        sign = Effect(sign.table, sign.id, None, {**sign.new, "person_id": mine})
    text = replace(event, effects=(sign,)).body()
    places = [7] if what == "places" else [0]
    with pytest.raises(Refused):
        ours.execute(do.BringEvent(origin="elsewhere", text=text, places=places))


def test_who_alters_what_was_brought_in_is_noticed(app, ours, theirs):
    """The text of the original stands in the entry: an effect besides is seen, chain or not."""
    bring(app, ours, theirs)
    with ours.store.rewrite() as unit, unit.unguarded():
        line = next(e for e in unit.lines_after(0) if e.kind == "Brought.CardCreated")
        data = json.loads(line.body)
        for effect in data["effects"]:
            if effect["table"] == "card":
                effect["new"]["title_en"] = "Another"
        journal = tables.journal
        unit.connection.execute(
            update(journal).where(journal.c.id == line.id).values(body=json_text(data))
        )
    said = checking.check(ours.store.path, verify)
    assert any("is not what its text says" in line and "brought in" in line for line in said), said


def test_a_workspace_that_somebody_altered_is_not_brought_in(app, ours, theirs):
    desk = app.open(theirs)
    with closing(desk), desk.store.rewrite() as unit, unit.unguarded():
        line = next(e for e in unit.lines_after(0) if e.kind == "CardCreated")
        journal = tables.journal
        altered = update(journal).where(journal.c.id == line.id)
        unit.connection.execute(altered.values(body=line.body.replace("Drafting", "Drifting")))
    before = records(ours)
    with pytest.raises(Trouble, match="Theirs is damaged"):
        bring(app, ours, theirs)
    assert records(ours) == before


def told(capsys, app, *arguments) -> tuple[int, str]:
    code = run(parser().parse_args([str(each) for each in arguments]), app)
    return code, capsys.readouterr().out


def test_by_script(capsys, app, ours, theirs, tmp_path):
    path, hub = ours.store.path, tmp_path / "team.mcdhub"
    app.close(ours)
    given = ("bring-in", theirs, "--workspace", path)
    code, out = told(capsys, app, *given, "--preview")
    assert code == 1
    assert "MC-1\tlooks like one here?" in out
    assert "person\tID-02\t= ID-02 (the same name only)?" in out
    assert told(capsys, app, *given)[0] == 1
    assert told(capsys, app, *given, "--match", "names")[0] == 1
    assert told(capsys, app, *given, "--match", "NOBODY=CTL-01")[0] == 2
    decided = ("--match", "names", "--match", "CTL-02=CTL-01", "--bring", "MC-1")
    code, out = told(capsys, app, *given, *decided)
    assert (code, "Brought in: " in out) == (0, True)
    code, out = told(capsys, app, *given, *decided)
    assert (code, "nothing to bring in" in out) == (0, True)
    told(capsys, app, "hub", "init", hub, "--workspace", path)
    join = ("hub", "join", hub, theirs, "--as", "CTL-01")
    assert told(capsys, app, *join)[0] == 3
    away = ("hub", "join", tmp_path / "no.mcdhub", theirs, "--set-aside")
    assert told(capsys, app, *away)[0] == 3
    assert read(app, theirs, lambda desk: desk.info().name) == "Theirs"
    assert told(capsys, app, *join, "--set-aside")[0] == 0
    assert read(app, theirs, lambda desk: desk.replica().address) == str(hub)
    (aside,) = theirs.parent.glob("theirs before *.mcdesk")
    assert read(app, aside, lambda desk: desk.info().name) == "Theirs"


def test_what_a_crash_left_goes_aside_with_its_workspace(capsys, app, ours, theirs, tmp_path):
    path, hub = ours.store.path, tmp_path / "team.mcdhub"
    app.close(ours)
    told(capsys, app, "hub", "init", hub, "--workspace", path)
    crash_within_a_commit(theirs)
    assert told(capsys, app, "hub", "join", hub, theirs, "--as", "CTL-01", "--set-aside")[0] == 0
    (aside,) = theirs.parent.glob("theirs before *.mcdesk")
    assert app.check(aside) == ()
    with closing(sqlite3.connect(aside)) as connection:
        left = connection.execute("select count(*) from workspace where key like 'k%'").fetchone()
    assert left == (0,)


def test_who_joins_twice_in_one_minute_keeps_both_workspaces(capsys, app, ours, theirs, tmp_path):
    path, hub = ours.store.path, tmp_path / "team.mcdhub"
    app.close(ours)
    told(capsys, app, "hub", "init", hub, "--workspace", path)
    for _time in range(2):
        join = ("hub", "join", hub, theirs, "--as", "CTL-01", "--set-aside")
        assert told(capsys, app, *join)[0] == 0
    names = {read(app, aside, lambda desk: desk.info().name)
             for aside in theirs.parent.glob("theirs before *.mcdesk")}  # fmt: skip
    assert len(names) == 2


def test_a_file_that_was_sent_out_before_its_workspace_was_brought_in_finds_its_form(
    app, ours, theirs
):
    def sent_out(desk):
        cards = {tile.code: tile.id for tile in desk.board().tiles}
        begun = form_of(desk, "F2", cards["MC-1"])
        to_come = desk.coming_form(cards["MC-9"], "F2")
        return (
            read_sent(to_fill(desk.form(begun), desk.sheet(begun, "draft"), blank=True).sent),
            read_sent(to_fill(*to_come, is_coming=True).sent),
        )

    begun, coming = read(app, theirs, sent_out)
    with pytest.raises(Refused) as early:
        destination(ours, coming)
    bring(app, ours, theirs)
    found = destination(ours, begun)
    assert (found.view.form_id, found.begin) == (begun.form_id, ())
    assert destination(ours, coming).begin == (do.OpenForm(card=coming.card, form="F2"),)
    for sent in (begun, coming):
        with pytest.raises(Refused) as elsewhere:
            destination(ours, replace(sent, workspace="00000000"))
        assert early.value.code == elsewhere.value.code == "other_workspace"
