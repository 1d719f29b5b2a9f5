"""Every field type: what a person does becomes the right command with the right base."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget

from mcdesk.procedure.commands import SetValue
from mcdesk.procedure.content import Row
from mcdesk.procedure.definition import Choice, Field, FieldType, FormDefinition, Item, Section
from mcdesk.procedure.stage import Label
from mcdesk.ui import language
from mcdesk.ui.forms.counter import Counter
from mcdesk.ui.forms.editors_other import ComputedEditor
from mcdesk.ui.forms.lines import NameLine
from mcdesk.ui.forms.suggesting import best_first
from tests.ui.forms.fakes import frozen_view, make_view
from tests.ui.forms.stage import Open, Stage


def label(words: str) -> Label:
    return Label(words, f"{words} (id)")


def choices(count: int) -> tuple[Choice, ...]:
    return tuple(Choice(f"c{n}", label(f"Choice {n}")) for n in range(count))


FIELDS = (
    Field("line", label("Line"), FieldType.LINE, max=120),
    Field("text", label("Text"), FieldType.TEXT, max=600),
    Field("number", label("Number"), FieldType.NUMBER, unit=label("h"), maximum=500.0),
    Field("date", label("Date"), FieldType.DATE),
    Field("few", label("Few"), FieldType.CHOICE, choices=choices(3)),
    Field("many", label("Many"), FieldType.CHOICE, choices=choices(9)),
    Field("several", label("Several"), FieldType.CHOICES, choices=choices(3)),
    Field("tags", label("Tags"), FieldType.TAGS),
    Field("person", label("Person"), FieldType.PERSON, role="sme"),
    Field("programme", label("Programme"), FieldType.PROGRAMME),
    Field("tick", label("Tick"), FieldType.TICK),
    Field("yesno", label("Yes or no"), FieldType.YESNO),
    Field(
        "list",
        label("Checklist"),
        FieldType.CHECKLIST,
        items=(Item("01", label("First"), must=True), Item("02", label("Second"))),
    ),
    Field("file", label("File"), FieldType.FILE),
    Field(
        "group",
        label("Group"),
        FieldType.GROUP,
        parts=(
            Field("least", label("Least"), FieldType.NUMBER),
            Field("most", label("Most"), FieldType.NUMBER),
        ),
    ),
    Field("decision", label("Decision"), FieldType.DECISION),
    Field("last", label("Last"), FieldType.LINE, living=True),
)
DEFINITION = FormDefinition(
    "X1", "1", label("Everything"), label("All"), "proposal",
    (Section("all", label("All fields"), FIELDS),), (), (),
)  # fmt: skip


@pytest.fixture
def stage(open_form: Open) -> Stage:
    return open_form(make_view(DEFINITION, values={"line": "before", "group.most": "9"}))


def typed(stage: Stage, path: str, words: str) -> None:
    """Type into a field and go on to another one."""
    block = stage.block(path)
    block.focus_path(path)
    widget = block.editor.focusProxy()
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(widget, words)
    if isinstance(widget, NameLine):
        widget.completer().popup().hide()
    leave(stage)


def leave(stage: Stage) -> None:
    stage.block("last").editor.line.setFocus()


def the_command(stage: Stage) -> SetValue:
    assert len(stage.done) == 1, stage.done
    command = stage.done[0]
    assert isinstance(command, SetValue)
    return command


@pytest.mark.parametrize(
    ("path", "words", "new"),
    [
        ("line", "after", "after"),
        ("text", "a text", "a text"),
        ("number", "1,234.5", "1234.5"),
        ("number", "none", "none"),
        ("date", "17/8/2026", "2026-08-17"),
        ("date", "31/2/2026", "31/2/2026"),
        ("person", "Prof. Guest", "Prof. Guest"),
        ("programme", "law", "g-law"),
        ("file", "https://example.org/a", "https://example.org/a"),
        ("group.least", "4", "4"),
    ],
)
def test_typed_text_becomes_one_command(stage: Stage, path: str, words: str, new: str) -> None:
    typed(stage, path, words)
    base = "before" if path == "line" else None
    assert the_command(stage) == SetValue(form="form-1", path=path, new=new, base=base)
    assert stage.session.save_state == "saved"


def test_emptying_stores_nothing_at_all(stage: Stage) -> None:
    block = stage.block("line")
    block.focus_path("line")
    QTest.keyClick(block.editor.line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(block.editor.line, Qt.Key.Key_Delete)
    leave(stage)
    assert the_command(stage) == SetValue(form="form-1", path="line", new=None, base="before")


def test_looking_is_not_changing(stage: Stage) -> None:
    for path in ("line", "text", "number", "date", "person", "tags", "file"):
        stage.block(path).focus_path(path)
    leave(stage)
    assert stage.done == []


def test_a_date_is_shown_in_words_and_a_wrong_one_as_typed(stage: Stage) -> None:
    typed(stage, "date", "17/8/2026")
    assert stage.block("date").editor.line.text() == "17 Aug 2026"
    typed(stage, "date", "31/2/2026")
    stage.editor.inspector.inspect()
    block = stage.block("date")
    assert block.editor.line.text() == "31/2/2026"
    assert "not a date that exists" in spoken_messages(block)


def spoken_messages(block: Any) -> str:
    return " ".join(block.messages.sentences)


def test_a_name_is_found_and_stored_as_its_person(stage: Stage) -> None:
    typed(stage, "person", "Rina")
    assert the_command(stage).new == "u-rina"
    assert stage.block("person").editor.line.text() == "Dr. Rina Wijaya, M.M."


def test_holders_of_the_role_are_offered_first(stage: Stage) -> None:
    names = stage.block("person").editor.line._names
    assert names[0] == "Dr. Rina Wijaya, M.M."
    assert len(names) == 4


def test_an_answer_among_few_is_pressed_and_taken_back(stage: Stage) -> None:
    pills = stage.block("few").editor.pills
    pills.press("c1")
    assert the_command(stage) == SetValue(form="form-1", path="few", new="c1", base=None)
    pills.press("c2")
    assert stage.done[1] == SetValue(form="form-1", path="few", new="c2", base="c1")
    pills.press("c2")
    assert stage.done[2] == SetValue(form="form-1", path="few", new=None, base="c2")


def test_the_arrow_keys_go_along_the_answers(stage: Stage) -> None:
    pills = stage.block("few").editor.pills
    pills.setFocus()
    QTest.keyClick(stage.editor.window().focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(stage.editor.window().focusWidget(), Qt.Key.Key_Space)
    assert the_command(stage).new == "c1"


def test_an_answer_among_many_is_chosen_from_a_list(stage: Stage) -> None:
    box = stage.block("many").editor.box
    box.setCurrentIndex(4)
    box.activated.emit(4)
    assert the_command(stage) == SetValue(form="form-1", path="many", new="c3", base=None)


def test_several_answers_are_a_list(stage: Stage) -> None:
    pills = stage.block("several").editor.pills
    pills.press("c2")
    pills.press("c0")
    assert [command.new for command in stage.done] == [["c2"], ["c0", "c2"]]


def test_words_are_entered_corrected_and_taken_out(stage: Stage) -> None:
    box = stage.block("tags").editor.box
    box.line.setFocus()
    QTest.keyClicks(box.line, "triage,hand over")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert box.words() == ["triage", "hand over"]
    QTest.keyClick(box.line, Qt.Key.Key_Backspace)
    QTest.keyClicks(box.line, "!")
    leave(stage)
    assert the_command(stage).new == ["triage", "hand over!"]
    box._on_removed("triage")
    assert stage.done[1].new == ["hand over!"]
    assert stage.done[1].base == ["triage", "hand over!"]


def test_a_tick_is_set_and_taken_back(stage: Stage) -> None:
    box = stage.block("tick").editor.box
    box.click()
    box.click()
    assert [command.new for command in stage.done] == [True, None]


def test_no_asks_for_a_note(stage: Stage) -> None:
    editor = stage.block("yesno").editor
    assert editor.note.isHidden()
    editor.pills.press("no")
    assert not editor.note.isHidden()
    editor.note.box.setFocus()
    QTest.keyClicks(editor.note.box, "because")
    leave(stage)
    assert [(c.path, c.new) for c in stage.done] == [("yesno", "no"), ("yesno.note", "because")]


def test_items_of_a_checklist_have_paths_of_their_own(stage: Stage) -> None:
    editor = stage.block("list").editor
    editor.rows[0].pills.press("yes")
    editor.rows[1].pills.press("na")
    note = editor.rows[1]._note
    assert note is not None
    note.box.setFocus()
    QTest.keyClicks(note.box, "later")
    leave(stage)
    assert [(c.path, c.new) for c in stage.done] == [
        ("list.01", "yes"), ("list.02", "na"), ("list.02.note", "later"),
    ]  # fmt: skip
    assert "2 of 2 answered" in editor._tally.text()
    assert "must be yes" in editor.rows[0].pills.accessibleName()


def test_a_letter_answers_an_item(stage: Stage) -> None:
    pills = stage.block("list").editor.rows[0].pills
    pills.setFocus()
    QTest.keyClick(stage.editor.window().focusWidget(), Qt.Key.Key_Y)
    assert the_command(stage).new == "yes"


def test_everything_that_takes_the_focus_has_a_name(stage: Stage) -> None:
    page = stage.editor.bench.page("all")
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
        and not isinstance(widget.parent(), QComboBox)
        and widget.window() is stage.editor
    ]
    assert nameless == []


@pytest.mark.parametrize(
    "words", ["<b>bold</b> & <script>", "🙂🙂 emoji", "שלום עולם", "x" * 100_000, "a b " * 25_000]
)
def test_any_text_is_taken_as_it_is(open_form: Open, words: str) -> None:
    stage = open_form(make_view(DEFINITION, values={"text": words}))
    box = stage.block("text").editor.box
    assert box.toPlainText() == words
    box.setFocus()
    QTest.keyClicks(box, "!")
    leave(stage)
    assert the_command(stage).new == "!" + words
    assert box.height() < 700


def test_a_text_grows_with_its_lines(stage: Stage) -> None:
    box = stage.block("text").editor.box
    before = box.height()
    box.setFocus()
    for _ in range(8):
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.height() > before


def test_the_counter_tells_when_it_is_too_long(open_form: Open) -> None:
    stage = open_form(make_view(DEFINITION, values={"text": "x" * 603}))
    assert stage.block("text")._counter.text() == "603 / 600 · 3 too many"


def test_the_counter_writes_numbers_as_they_are_written_elsewhere(qtbot: Any) -> None:
    counter = Counter(4000)
    qtbot.addWidget(counter)
    counter.count(100000)
    assert counter.text() == "100,000 / 4,000 · 96,000 too many"


def test_a_frozen_form_can_be_read_and_copied(open_form: Open) -> None:
    stage = open_form(frozen_view(DEFINITION, values={"text": "signed", "few": "c1"}))
    box = stage.block("text").editor.box
    assert box.isReadOnly()
    box.setFocus()
    box.selectAll()
    assert box.textCursor().selectedText() == "signed"
    QTest.keyClicks(box, "no")
    assert box.toPlainText() == "signed"
    pills = stage.block("few").editor.pills
    assert [key for key, pill in pills._pills.items() if not pill.isHidden()] == ["c1"]
    leave(stage)
    assert stage.done == []


def test_a_living_field_stays_open_after_signing(open_form: Open) -> None:
    stage = open_form(frozen_view(DEFINITION))
    block = stage.block("last")
    assert not block.head.open_chip.isHidden()
    block.focus_path("last")
    QTest.keyClicks(block.editor.line, "actual")
    stage.block("line").editor.line.setFocus()
    assert the_command(stage).path == "last"


def test_a_decision_shows_who_signed(open_form: Open) -> None:
    stage = open_form(frozen_view(DEFINITION))
    editor = stage.block("decision").editor
    names = [w.accessibleName() for w in editor.findChildren(QWidget) if w.accessibleName()]
    assert any(name.startswith("SME: Approved · 21 Nov 2026") for name in names)


def test_a_number_that_does_not_fit_is_framed_until_it_is_mended(stage: Stage) -> None:
    line, inspector = stage.block("number").editor.line, stage.editor.bench.inspector
    for words, state in (("12,5", "bad"), ("12", ""), ("none", "bad"), ("13", "")):
        typed(stage, "number", words)
        inspector.inspect()
        assert (line.property("state") or "") == state, words


@pytest.mark.parametrize(("stored", "state"), [("32 Des 2026", "bad"), ("2026-12-31", "")])
def test_a_date_that_is_none_is_framed_when_the_form_is_opened(
    open_form: Open, stored: str, state: str
) -> None:
    stage = open_form(make_view("R2", values={"date": stored}))
    line = stage.block("date").editor.line
    assert (line.property("state") or "") == state


def test_rupiah_stand_before_their_number(open_form: Open) -> None:
    row = Row("r1", "1", {"quantity": "1", "cost": "8500000"})
    stage = open_form(make_view("F2", rows={"p42": (row,)}))
    stage.editor.bench.show_section("costs")
    stage.editor.bench.inspector.inspect()
    editors = stage.editor.bench.page("costs").findChildren(ComputedEditor)
    assert "Rp 8,500,000" in [each.label.text() for each in editors]


@pytest.mark.parametrize(("shown", "said"), [("en", "250,000"), ("id", "250.000")])
def test_thousands_of_rupiah_are_shown_at_once_as_they_are_understood(
    open_form: Open, shown: str, said: str
) -> None:
    language.switch(shown)
    stage = open_form()
    line = stage.block("p44").editor.line
    stage.block("p44").focus_path("p44")
    QTest.keyClicks(line, "250.000")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert stage.desk.view.content.value("p44") == "250000"
    assert line.text() == said


@pytest.mark.parametrize(
    ("year", "said"),
    [("2027/2026", "two years that follow each other"), ("abc", "write it as 2026/2027")],
)
def test_a_wrong_academic_year_blocks_the_register_s_page(
    open_form: Open, year: str, said: str
) -> None:
    stage = open_form(make_view("F4", values={"year": year}))
    (found,) = [f for f in stage.editor.inspector.missing if f.path == "year"]
    assert found.level == "block"
    assert said in found.sentence("en")


def test_a_section_is_not_done_while_a_demanded_part_is_empty(open_form: Open) -> None:
    view = make_view("F2", values={"p42.total": "1", "p45": "own", "p46": "none"})
    stage = open_form(view)
    inspector = stage.editor.bench.inspector
    before = inspector.progress["costs"]
    stage.session.content.values["p45.statement"] = True
    inspector.inspect()
    after = inspector.progress["costs"]
    assert (after.required, after.filled) == (before.required, before.filled + 1)


def test_names_that_begin_as_was_typed_are_offered_before_those_that_hold_it(qtbot: Any) -> None:
    names = ["Dr. H-TON-02", "HTON-01", "TON-03"]
    line = NameLine(names)
    qtbot.addWidget(line)
    line.show()
    line.setFocus()
    line._offer()
    QTest.keyClicks(line, "ton")
    completer = line.completer()
    offered = completer.completionModel()
    shown = [offered.index(row, 0).data() for row in range(offered.rowCount())]
    assert shown == ["TON-03", "Dr. H-TON-02", "HTON-01"]
    assert best_first(["b A", "A b", "ba"], " a") == ("A b", "b A", "ba")
    assert best_first(names, "") == tuple(names)
