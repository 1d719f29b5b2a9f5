"""The design document frozen and signed module by module (docs/decisions/0017)."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.by_module import Division
from mcdesk.procedure.digest import digest
from mcdesk.procedure.records import DefinitionText, Form, Revision, SignOff
from mcdesk.procedure.rows import content_from_data
from mcdesk.reports.form import print_form
from mcdesk.script.printing import sheets_of
from mcdesk.ui.forms.part_changes import has_changes, read_changes
from mcdesk.ui.forms.part_list import acts_of
from mcdesk.ui.forms.part_words import parts_to_do, state_of_part
from mcdesk.ui.forms.standing_words import state_words
from mcdesk.ui.printing.documents import documents_of
from mcdesk.ui.printing.made import sheet_of
from tests.asking import code_of
from tests.storage.by_module import (
    COURSE,
    FIRST,
    OUTCOMES,
    SCENES,
    SECOND,
    VIDEOS,
    WHOLE,
    design_by_module,
    sign,
    sign_all,
)
from tests.walk import PEOPLE, Walker


def view_of(desk):
    forms = desk.outline("MC-1").forms
    return desk.form(next(line.form_id for line in forms if line.kind == "F7"))


def states(desk) -> list[str]:
    return [part.status for part in view_of(desk).parts]


def write(desk, row: str, text: str) -> None:
    desk.execute(do.SetCell(form=WHOLE, field="d7", row=row, column="statement", new=text))


def missing(desk) -> list[str]:
    way = next(way for way in desk.outline("MC-1").ways if way.target == "development")
    return [finding.sentence("en") for finding in way.findings if finding.level == "block"]


@pytest.fixture
def desk(at):
    """A design of two modules, complete, to be signed module by module."""
    return at("design", design_by_module)


@pytest.fixture
def signed(at):
    """The same with all its parts signed."""
    return at("design", design_by_module, sign_all)


def test_a_module_is_frozen_and_signed_while_another_is_still_written(desk):
    desk.execute(do.FreezeForm(form=FIRST))
    sign(desk, FIRST)
    assert states(desk) == ["draft", "signed", "draft"]
    assert code_of(desk, do.SetCell(form=WHOLE, field="d7", row="1", column="statement",
                                    new="Other")) == "frozen"  # fmt: skip
    write(desk, "2", "Draft two clauses")
    assert states(desk) == ["draft", "signed", "draft"]
    assert "Design, module 2 Clauses is not frozen for signature yet." in missing(desk)
    told = [line.form for line in desk.history(card="MC-1", limit=4)]
    assert told == ["F7", "F7:M1", "F7:M1", "F7:M1"]
    assert not any("module 1" in words for words in missing(desk))


def test_the_gate_opens_once_all_parts_are_signed(app, desk):
    for part in (COURSE, FIRST, SECOND):
        desk.execute(do.FreezeForm(form=part))
    sign(desk, COURSE, FIRST)
    assert view_of(desk).status == "frozen"
    assert missing(desk) == [
        "Design, module 2 Clauses: Instructional designer has not signed.",
        "Design, module 2 Clauses: Lecturer (SME) has not signed.",
    ]
    sign(desk, SECOND)
    assert (view_of(desk).status, missing(desk)) == ("signed", [])
    desk.execute(do.MoveCard(card="MC-1", to="development"))
    assert app.check(desk.store.path) == ()


def test_a_change_lets_the_decisions_of_its_module_fall_alone_and_taken_back_they_stand(signed):
    signed.execute(do.ChangeForm(form=SECOND, reason="A typing mistake"))
    write(signed, "2", "Draft two clauses")
    assert states(signed) == ["signed", "signed", "void"]
    assert view_of(signed).status == "void"
    assert state_words(view_of(signed))[0] == "By module: 4 of 6 sign-offs"
    (line,) = (form for form in signed.outline("MC-1").forms if form.kind == "F7")
    assert (line.signed, line.signers) == (4, 6)
    ended = {line.form.en: line.ended for line in view_of(signed).decisions}
    assert ended["Design, module 1 Law of transactions"] is None
    assert ended["Design, module 2 Clauses"].kind == "changed"
    write(signed, "2", "Draft a clause")
    assert states(signed) == ["signed", "signed", "signed"]


def test_a_module_opened_and_unchanged_waits_for_who_has_not_signed(desk):
    """The board says so, too: what was signed holds, and the others sign as before."""
    desk.execute(do.FreezeForm(form=FIRST))
    desk.execute(
        do.SignForm(form=FIRST, role="id", person=PEOPLE["id"], medium="paper", scan_owed=True)
    )
    desk.execute(do.ChangeForm(form=FIRST, reason="A typing mistake"))
    view = view_of(desk)
    first = view.parts[1]
    assert state_of_part(first)[0] == "open, 1 of 2 signed"
    assert [words for words in parts_to_do(view) if "1" in words] == [
        "Module 1 Law of transactions: not signed by all yet."
    ]
    assert "Design, module 1 Law of transactions: Lecturer (SME) has not signed." in missing(desk)
    assert "sign" in acts_of(first)
    write(desk, "1", "State two terms")
    assert "sign" not in acts_of(view_of(desk).parts[1])


def test_the_form_counts_its_sign_offs_as_the_page_of_its_card_does(desk):
    desk.execute(do.FreezeForm(form=FIRST))
    desk.execute(
        do.SignForm(form=FIRST, role="id", person=PEOPLE["id"], medium="paper", scan_owed=True)
    )
    (line,) = (form for form in desk.outline("MC-1").forms if form.kind == "F7")
    assert (line.signed, line.signers) == (1, 6)
    assert state_words(view_of(desk))[0] == "By module: 1 of 6 sign-offs"


def test_a_script_prints_the_whole_as_a_draft_and_the_modules_that_are_frozen(desk):
    desk.execute(do.FreezeForm(form=FIRST))
    (line,) = (form for form in desk.outline("MC-1").forms if form.kind == "F7")
    assert line.status == "frozen"
    whole, first = sheets_of(desk, line, "auto", 0)
    assert (whole.kind, whole.digest, len(whole.content.rows["d7"])) == ("draft", "", 2)
    assert (first.kind, len(first.content.rows["d7"])) == ("frozen", 1)
    assert [sheet.code for sheet in sheets_of(desk, line, "frozen", 0)] == [first.code]


def test_the_whole_document_tells_of_each_part_its_revision_and_its_sign_offs(signed):
    (line,) = (form for form in signed.outline("MC-1").forms if form.kind == "F7")
    whole = signed.sheet(line.form_id, "draft")
    assert whole.stands_in_parts
    assert (whole.header.version, whole.header.number) == (0, "")
    assert [part.signed for part in whole.parts] == [(2, 2)] * 3
    kept = [part.revisions[0] for part in view_of(signed).parts]
    assert [part.digest for part in whole.parts] == [revision.digest for revision in kept]
    signed.execute(do.ChangeForm(form=SECOND, reason="A typing mistake"))
    write(signed, "2", "Draft two clauses")
    whole = signed.sheet(line.form_id, "draft")
    assert not whole.stands_in_parts
    assert [part.stands for part in whole.parts] == [True, True, False]
    assert [each.state for each in whole.parts[2].signatures] == ["void", "void"]
    assert signed.sheet(view_of(signed).parts[0].form_id, "frozen").parts == ()


def test_what_changed_in_a_module_since_its_last_version_and_nothing_else_is_marked(signed):
    part = view_of(signed).parts[2].form_id
    signed.execute(do.ChangeForm(form=COURSE, reason="r"))
    signed.execute(do.SetValue(form=WHOLE, path="d3", new="Aligned by hand."))
    signed.execute(do.ChangeForm(form=SECOND, reason="r"))
    write(signed, "2", "Draft two clauses")
    signed.execute(do.RemoveRow(form=WHOLE, field="d12", row="2"))
    told = signed.redline(part, "draft", "last")
    assert (told.since.version, told.since.to_version, told.parts) == (1, 0, ())
    assert [each.path.split("/")[0] for each in told.since.found] == ["d7", "d12"]
    assert told.since.lost == ()
    assert "module 2" in told.definition.short.en
    (line,) = (form for form in signed.outline("MC-1").forms if form.kind == "F7")
    (printed,) = sheets_of(signed, line, "auto", 0, "last")
    assert [each.field for each in printed.since.found] == ["d3", "d7", "d12"]


def test_of_a_frozen_module_the_version_before_is_compared_with(signed):
    signed.execute(do.ChangeForm(form=SECOND, reason="r"))
    write(signed, "2", "Draft two clauses")
    signed.execute(do.FreezeForm(form=SECOND))
    told = signed.redline(view_of(signed).parts[2].form_id, "frozen", "last")
    assert (told.since.version, told.since.to_version) == (1, 2)
    assert [each.field for each in told.since.found] == ["d7"]


def test_the_whole_marks_what_changed_in_each_part_since_its_version_before(signed):
    whole = view_of(signed).form_id
    with pytest.raises(Refused, match="no earlier version"):
        signed.redline(whole, "draft", "last")
    signed.execute(do.ChangeForm(form=COURSE, reason="r"))
    signed.execute(do.SetValue(form=WHOLE, path="d3", new="Aligned by hand."))
    signed.execute(do.FreezeForm(form=COURSE))
    signed.execute(do.ChangeForm(form=SECOND, reason="r"))
    write(signed, "2", "Draft two clauses")
    signed.execute(do.RemoveRow(form=WHOLE, field="d12", row="2"))
    told = signed.redline(whole, "draft", "last")
    assert (told.since.base, told.since.lost, told.parts) == ("parts", (), ())
    assert [each.path.split("/")[0] for each in told.since.found] == ["d3", "d7", "d12"]
    assert [each.act for each in told.since.found] == ["value", "cell", "gone"]
    out = BytesIO()
    print_form(told, out)
    said = " ".join(" ".join(p.extract_text() for p in PdfReader(out).pages).split())
    assert "Changes since the version before of each part, to the draft" in said
    assert "Perubahan sejak versi sebelumnya dari setiap bagian" in said
    (line,) = (form for form in signed.outline("MC-1").forms if form.kind == "F7")
    (printed,) = sheets_of(signed, line, "draft", 0, "last")
    assert printed.since.found == told.since.found


def test_a_module_that_was_taken_out_is_marked_as_gone_in_the_whole(signed):
    for part in (COURSE, SECOND):
        signed.execute(do.ChangeForm(form=part, reason="r"))
    for table, row in (("d12", "2"), ("d11", "2"), ("d7", "2"), ("d6", "2")):
        signed.execute(do.RemoveRow(form=WHOLE, field=table, row=row))
    assert len(view_of(signed).parts) == 2
    told = signed.redline(view_of(signed).form_id, "draft", "last")
    assert {(each.field, each.act) for each in told.since.found} >= {("d6", "gone"), ("d7", "gone")}


def test_a_preview_offers_the_whole_and_of_each_part_its_versions_to_compare_with(signed):
    signed.execute(do.ChangeForm(form=SECOND, reason="r"))
    write(signed, "2", "Draft two clauses")
    (document,) = documents_of(signed, [(view_of(signed).form_id, "Design")])
    assert document.choices[0].words == "Whole document, with the signatures of its parts"
    assert sheet_of(signed, document, document.choices[0]).parts
    assert document.bases[0].words == "The version before of each part"
    marked = replace(document.choices[0], since=document.bases[0].key)
    assert [each.field for each in sheet_of(signed, document, marked).since.found] == ["d7"]
    drafts = [each for each in document.choices if each.part and each.kind == "draft"]
    assert [each.words for each in drafts] == ["Module 2 Clauses, draft"]
    bases = document.bases_of(drafts[0])
    assert [base.version for base in bases] == [1]
    printed = sheet_of(signed, document, replace(drafts[0], since=bases[0].key))
    assert [each.field for each in printed.since.found] == ["d7"]
    frozen = next(each for each in document.choices if each.part and each.kind == "frozen")
    assert document.bases_of(frozen) == ()


def test_on_screen_a_part_is_compared_with_its_version_before(signed):
    part = view_of(signed).parts[2]
    assert not has_changes(part)
    signed.execute(do.ChangeForm(form=SECOND, reason="r"))
    write(signed, "2", "Draft two clauses")
    part = view_of(signed).parts[2]
    assert has_changes(part)
    told = read_changes(part, signed)
    assert told.title == "Module 2 Clauses: changed since version 1"
    assert ([each.field for each in told.found], len(told.who[0])) == (["d7"], 1)
    signed.execute(do.FreezeForm(form=SECOND))
    told = read_changes(view_of(signed).parts[2], signed)
    assert told.title == "Module 2 Clauses: changed from version 1 to version 2"
    assert [each.field for each in told.found] == ["d7"]


def test_what_changed_in_a_module_since_one_looked_is_that_of_the_module_alone(signed):
    whole, part = view_of(signed).form_id, view_of(signed).parts[2].form_id
    signed.look(whole)
    for each in (COURSE, SECOND):
        signed.execute(do.ChangeForm(form=each, reason="r"))
    signed.execute(do.SetValue(form=WHOLE, path="d3", new="Aligned by hand."))
    write(signed, "2", "Draft two clauses")
    told = signed.redline(part, "draft", signed.looks(whole)[0])
    assert [each.field for each in told.since.found] == ["d7"]


def test_a_video_that_goes_to_another_module_may_not_change_a_frozen_one(signed):
    signed.execute(do.ChangeForm(form=SECOND, reason="r"))
    to_first = {"field": "d11", "row": "2", "column": "module", "new": "1"}
    assert code_of(signed, do.SetCell(form=WHOLE, **to_first)) == "frozen"
    assert code_of(signed, do.RemoveRow(form=WHOLE, field="d12", row="1")) == "frozen"
    signed.execute(do.MoveRow(form=WHOLE, field="d12", row="2", after="^"))
    assert states(signed) == ["signed", "signed", "signed"]


def test_what_was_typed_before_a_freeze_is_not_undone_behind_it(desk):
    write(desk, "1", "Something else")
    event = desk.history(card="MC-1", limit=1)[0].event_id
    desk.execute(do.FreezeForm(form=FIRST))
    assert code_of(desk, do.UndoEvent(of=event)) == "frozen"


def test_rows_of_no_module_keep_the_form_from_being_whole(signed):
    signed.execute(do.AddRow(form=WHOLE, field="d12", cells={"scene": "9"}))
    assert view_of(signed).status != "signed"
    assert missing(signed) == ["Design, rows of no module: give each its module, or delete it."]
    assert states(signed)[:3] == ["signed", "signed", "signed"]


def test_a_module_that_is_added_is_to_be_signed_too(signed):
    signed.execute(do.ChangeForm(form=COURSE, reason="r"))
    row = {"no": "3", "hours": "0"}
    signed.execute(do.AddRow(form=WHOLE, field="d6", cells=row))
    assert len(states(signed)) == 4
    assert "Design, module 3 is not frozen for signature yet." in missing(signed)
    assert code_of(signed, do.FreezeForm(form="MC-1/F7:M3")) == "incomplete"


def test_the_order_of_the_modules_is_the_course_s(app, signed):
    move = do.MoveRow(form=WHOLE, field="d6", row="2", after="^")
    assert code_of(signed, move) == "frozen"
    signed.execute(do.ChangeForm(form=COURSE, reason="The clauses come first"))
    assert states(signed) == ["signed"] * 3
    signed.execute(move)
    assert states(signed) == ["void", "signed", "signed"]
    signed.execute(do.FreezeForm(form=COURSE))
    assert "Design, the course: Lecturer (SME) has not signed." in missing(signed)
    assert app.check(signed.store.path) == ()
    changed = signed.redline(view_of(signed).parts[0].form_id, "frozen", "last").since.found
    assert [each.label.en for each in changed] == ["Modules, in this order"]


def test_moved_back_the_order_stands_as_it_was_signed(signed):
    signed.execute(do.ChangeForm(form=COURSE, reason="r"))
    for _ in range(2):
        signed.execute(do.MoveRow(form=WHOLE, field="d6", row="2", after="^"))
    assert states(signed) == ["signed"] * 3


def test_a_module_is_neither_added_nor_deleted_beside_a_course_that_is_frozen(desk):
    desk.execute(do.FreezeForm(form=COURSE))
    added = do.AddRow(form=WHOLE, field="d6", cells={"no": "3", "hours": "0"})
    assert code_of(desk, added) == "frozen"
    write(desk, "2", "Draft two clauses")


@pytest.mark.meddles
def test_a_course_that_an_earlier_build_froze_stays_signed(at, monkeypatch):
    """It told no order of the modules; what it told stands (docs/decisions/0017)."""
    desk = at("design", design_by_module)
    with monkeypatch.context() as before:
        before.setattr(Division, "_order", {})
        sign_all(desk)
    assert states(desk) == ["signed"] * 3
    assert code_of(desk, do.MoveRow(form=WHOLE, field="d6", row="2", after="^")) == "frozen"
    desk.execute(do.ChangeForm(form=COURSE, reason="r"))
    desk.execute(do.FreezeForm(form=COURSE))
    assert states(desk) == ["signed"] * 3
    desk.execute(do.ChangeForm(form=COURSE, reason="r"))
    desk.execute(do.SetValue(form=WHOLE, path="d3", new="Aligned by hand."))
    assert states(desk) == ["void", "signed", "signed"]
    desk.execute(do.FreezeForm(form=COURSE))
    with desk.store.read() as reader:
        last = max((r for r in reader.select(Revision)), key=lambda r: r.frozen_at)
    assert json.loads(last.content)["values"]["d6"] == ["1", "2"]


@pytest.mark.parametrize("field", ["d4", "d17"])
def test_usual_rows_are_not_filled_into_a_part_that_is_frozen(at, field):
    desk = at("design")
    rows = {"d7": OUTCOMES, "d11": VIDEOS, "d12": SCENES}
    Walker(desk).fill("F7", {"d3": "Aligned by table."}, **rows)
    for row in view_of(desk).content.table(field):
        desk.execute(do.RemoveRow(form=WHOLE, field=field, row=row.id))
    desk.execute(do.ChooseSigning(form=WHOLE))
    for part in (COURSE, FIRST, SECOND):
        desk.execute(do.FreezeForm(form=part))
    sign(desk, COURSE, FIRST, SECOND)
    assert code_of(desk, do.FillUsualRows(form=WHOLE, field=field)) == "frozen"
    assert states(desk) == ["signed"] * 3


def test_as_a_whole_again_what_was_signed_by_module_counts_no_more(signed):
    assert code_of(signed, do.ChooseSigning(form=WHOLE, by_module=False)) == "part_frozen"
    for part in (COURSE, FIRST, SECOND):
        signed.execute(do.ChangeForm(form=part, reason="r"))
    part = view_of(signed).parts[1].form_id
    signed.execute(do.ChooseSigning(form=WHOLE, by_module=False))
    assert code_of(signed, do.FreezeForm(form=part)) == "as_a_whole"
    assert (view_of(signed).by_module, view_of(signed).status) == ("whole", "draft")
    signed.execute(do.FreezeForm(form=WHOLE))
    sign(signed, WHOLE)
    assert view_of(signed).status == "signed"
    signed.execute(do.ChangeForm(form=WHOLE, reason="r"))
    signed.execute(do.ChooseSigning(form=WHOLE))
    assert states(signed) == ["draft", "draft", "draft"]


def test_a_new_wording_is_that_of_the_parts_too(desk):
    """What is asked for stands on the page that is signed, also of a part from before."""
    with desk.store.read() as reader:
        text = reader.select(DefinitionText, key="F7")[0].text
    at = text.index('[[section.field]]\nid = "d4"')
    added = (
        '[[section.field]]\nid = "d3x"\nlabel = { en = "Data used", id = "Data terpakai" }\n'
        'type = "text"\nrequired = "block"\nsource = "DD"\nhelp = { en = "x", id = "x" }\n\n'
    )
    desk.execute(do.ChooseSigning(form=WHOLE, by_module=False))
    desk.execute(
        do.PublishDefinitions(forms={"F7.toml": text[:at] + added + text[at:]}, reason="x")
    )
    desk.execute(do.AdoptDefinitions(card="MC-1", forms=["F7"]))
    desk.execute(do.ChooseSigning(form=WHOLE))
    view = view_of(desk)
    desk.execute(do.SetValue(form=view.form_id, path="d3x", new="None at all."))
    with desk.store.read() as reader:
        forms = [form for form in reader.select(Form) if form.kind == "F7"]
    assert (len(forms), len({form.definition_id for form in forms})) == (4, 1)
    desk.execute(do.FreezeForm(form=COURSE))
    sheet = desk.sheet(view.parts[0].form_id, "frozen")
    assert "d3x" in {entry.id for section in sheet.definition.sections for entry in section.fields}


def test_while_one_part_is_frozen_the_document_keeps_its_wording(desk):
    """What is to be signed, or is signed, stands under the wording that its signers read."""
    with desk.store.read() as reader:
        text = reader.select(DefinitionText, key="F7")[0].text
    words = text.replace('en = "Learner profile"', 'en = "Who learns"')
    desk.execute(do.FreezeForm(form=FIRST))
    desk.execute(do.PublishDefinitions(forms={"F7.toml": words}, reason="x"))
    (card,) = desk.adoptions(["F7"])
    (form,) = card.forms
    assert not form.moves
    assert form.keeps is not None
    assert form.keeps.sentence("en") == "It is frozen for signature and keeps its wording."
    desk.execute(do.AdoptDefinitions(card="MC-1", forms=["F7"]))
    assert view_of(desk).definition.fields["d4"].label.en == "Learner profile"
    desk.execute(do.ChangeForm(form=FIRST, reason="r"))
    (card,) = desk.adoptions(["F7"])
    assert [form.moves for form in card.forms] == [True]


def test_the_whole_is_neither_frozen_nor_signed_while_it_is_signed_by_module(signed):
    given = {"role": "id", "person": PEOPLE["id"], "medium": "paper", "scan_owed": True}
    for command in (do.FreezeForm(form=WHOLE), do.ChangeForm(form=WHOLE, reason="r"),
                    do.SignForm(form=WHOLE, **given)):  # fmt: skip
        assert code_of(signed, command) == "by_module"
    other = do.ChooseSigning(form="MC-1/F6")
    assert code_of(signed, other) == "no_modules"


def test_a_new_round_supersedes_all_parts(signed):
    signed.execute(do.MoveCard(card="MC-1", to="development"))
    signed.execute(do.MoveCard(card="MC-1", to="design", reason="New outcomes"))
    kept = [f for f in signed.page("MC-1").all_forms if f.kind == "F7"]
    superseded = [line for line in kept if line.round == 1]
    assert {line.status for line in superseded} == {"superseded"}
    assert len(superseded) == 4


def test_the_parts_share_one_number_and_each_revision_proves_its_own_text(signed):
    numbers = {part.revisions[0].number for part in view_of(signed).parts}
    assert numbers == {view_of(signed).header.number}
    with signed.store.read() as reader:
        kept = [r for r in reader.select(Revision) if r.number in numbers]
        marks = {r.id: r.digest for r in kept}
        decisions = [d for d in reader.select(SignOff) if d.revision_id in marks]
    assert len(decisions) == 6
    assert all(d.digest == marks[d.revision_id] for d in decisions)
    definition = view_of(signed).definition
    for revision in kept:
        content = content_from_data(json.loads(revision.content))
        assert digest(definition, content) == revision.digest
    rows = [content_from_data(json.loads(r.content)).rows.get("d12", ()) for r in kept]
    assert sorted(len(found) for found in rows) == [0, 1, 1]


@pytest.mark.meddles
def test_what_was_removed_for_ever_is_gone_from_the_parts_and_they_stay_signed(app, desk):
    """It stands in the frozen text of its module, too (docs/decisions/0016)."""
    secret = "A statement with a number 3201-555"
    write(desk, "2", secret)
    for part in (COURSE, FIRST, SECOND):
        desk.execute(do.FreezeForm(form=part))
    sign(desk, COURSE, FIRST, SECOND)
    row = view_of(desk).content.rows["d7"][1].id
    path = f"d7/{row}/statement"
    desk.execute(do.RemoveContent(form=view_of(desk).form_id, path=path, reason="Asked"))
    assert states(desk) == ["signed", "signed", "signed"]
    with closing(sqlite3.connect(desk.store.path)) as connection:
        for table in ("journal", "revision", "form_row"):
            found = connection.execute(f"SELECT * FROM {table}").fetchall()
            assert [row for row in map(str, found) if secret in row] == []
    assert app.check(desk.store.path) == ()
