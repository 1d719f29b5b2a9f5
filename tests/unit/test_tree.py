"""The design document as a tree, and a branch of it that moves with all its rows."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from mcdesk.procedure.commands import Command, MoveRow, SetCell
from mcdesk.procedure.content import Content
from mcdesk.procedure.tree import STRAY, Marks, Node, has_tree, tree
from mcdesk.procedure.tree_moves import Goal, Mover
from mcdesk.ui.forms.fold import applied
from tests.ui.forms.fakes import read_definition
from tests.unit.rows import rows_of

DESIGN = read_definition("F7")


def step(module: str, number: str, minutes: str = "10") -> dict[str, object]:
    return {"module": module, "step": number, "title": f"Step {module}.{number}",
            "minutes": minutes}  # fmt: skip


CONTENT = Content(
    {},
    {
        "d6": rows_of("d6", {"no": "1", "title": "Start", "hours": "1"},
                   {"no": "2", "title": "Go on", "hours": "0.5"}, {"no": "3", "title": "End"}),
        "d7": rows_of("d7", {"code": "1.1", "statement": "Say it"}, {"code": "2.1"}),
        "d8": rows_of("d8", step("1", "1"), step("1", "2", "30"), step("2", "1"), step("9", "1")),
        "d11": rows_of("d11", {"code": "V1", "title": "Film", "module": "1", "minutes": "2"},
                    {"code": "V2", "title": "Talk", "module": "2", "minutes": "1"}),
        "d12": rows_of("d12", {"video": "V1", "scene": "1", "seconds": "20", "picture": "Door"},
                    {"video": "V1", "scene": "2", "seconds": "25", "picture": "Room"},
                    {"video": "v 2", "scene": "1", "seconds": "9", "narration": "Hear"}),
    },
)  # fmt: skip


def nodes(found: Iterable[Node]) -> dict[str, Node]:
    """Return all lines by key."""
    every: dict[str, Node] = {}
    for node in found:
        every |= {node.key: node, **nodes(node.children)}
    return every


def order(content: Content, table: str) -> list[str]:
    return [row.id.removeprefix(f"{table}-") for row in content.rows[table]]


def after(commands: Iterable[Command], content: Content = CONTENT) -> Content:
    for command in commands:
        content = applied(content, command)
    return content


def test_rows_hang_on_the_module_and_video_that_they_name() -> None:
    found = nodes(tree(DESIGN, CONTENT))
    assert [node.code for node in tree(DESIGN, CONTENT)] == ["1", "2", "3", ""]
    assert [child.key for child in found["d6/d6-1"].children] == [
        "d6/d6-1>d7", "d6/d6-1>d8", "d6/d6-1>d11"
    ]  # fmt: skip
    assert [child.key for child in found["d11/d11-2"].children] == ["d12/d12-3"]
    assert found["d12/d12-1"].words == "Door"
    assert found["d12/d12-3"].path == "d12/d12-3/picture"
    assert found["d7/d7-1"].code == "1.1"


def test_the_times_of_a_branch_add_up_beside_what_it_plans() -> None:
    found = nodes(tree(DESIGN, CONTENT))
    module, video = found["d6/d6-1"], found["d11/d11-1"]
    assert (module.time, module.planned, module.unit) == (Decimal(40), Decimal(60), "minutes")
    assert (video.time, video.planned, video.unit) == (Decimal(45), Decimal(120), "seconds")
    assert found["d6/d6-1>d11"].time == Decimal(2)


def test_rows_of_a_code_that_no_row_has_are_gathered_at_the_end() -> None:
    stray = tree(DESIGN, CONTENT)[-1]
    assert stray.key == STRAY
    assert [line.key for line in stray.children[0].children] == ["d8/d8-4"]
    assert stray.state == "incomplete"
    assert stray.row is None


def test_a_branch_is_as_far_as_what_hangs_on_it() -> None:
    found = nodes(tree(DESIGN, CONTENT, Marks(wrong=frozenset({"d12-2"}))))
    assert found["d12/d12-2"].state == "incomplete"
    assert found["d12/d12-1"].state == "complete"
    assert found["d6/d6-1"].state == "incomplete"
    assert found["d7/d7-2"].state == "empty"  # a code and nothing else
    assert found["d6/d6-3"].state == "empty"  # a title, and no step


def test_remarks_and_changes_of_rows_are_counted_upwards() -> None:
    marks = Marks(remarked=frozenset({"d12-1", "d8-1"}), changed=frozenset({"d12-3"}))
    found = nodes(tree(DESIGN, CONTENT, marks))
    assert (found["d6/d6-1"].remarks, found["d6/d6-1"].changes) == (2, 0)
    assert (found["d6/d6-2"].remarks, found["d6/d6-2"].changes) == (0, 1)


def test_a_module_moves_with_its_steps_videos_and_their_scenes() -> None:
    commands = Mover("f", DESIGN, CONTENT).step("d6", "d6-2", -1)
    moved = after(commands)
    assert order(moved, "d6") == ["2", "1", "3"]
    assert order(moved, "d7") == ["2", "1"]
    assert order(moved, "d8") == ["3", "1", "2", "4"]
    assert order(moved, "d11") == ["2", "1"]
    assert order(moved, "d12") == ["3", "1", "2"]
    assert {type(command) for command in commands} == {MoveRow}


def test_a_module_moved_down_and_up_again_leaves_everything_as_it_was() -> None:
    moved = after(Mover("f", DESIGN, CONTENT).step("d6", "d6-1", 1))
    assert order(moved, "d8") == ["3", "1", "2", "4"]
    back = after(Mover("f", DESIGN, moved).step("d6", "d6-1", -1), moved)
    assert back == CONTENT


def test_at_the_end_nothing_moves() -> None:
    assert Mover("f", DESIGN, CONTENT).step("d6", "d6-3", 1) == ()
    assert Mover("f", DESIGN, CONTENT).step("d12", "d12-2", 1) == ()


def test_numbers_that_ran_on_run_on_behind_the_move() -> None:
    moved = after(Mover("f", DESIGN, CONTENT).step("d12", "d12-2", -1))
    assert [(row.id, row.text("scene")) for row in moved.rows["d12"]] == [
        ("d12-2", "1"), ("d12-1", "2"), ("d12-3", "1")
    ]  # fmt: skip


def scenes(content: Content, *left: str) -> list[tuple[str, str]]:
    """Return the scenes that stand so, numbered as their table has them now."""
    standing = {row.id: row for row in content.rows["d12"]}
    after_ = [standing[f"d12-{n}"] for n in left]
    numbers = {c.row: c.new for c in Mover("f", DESIGN, content).run_on("d12", after_)}
    return [(row.id, numbers.get(row.id, row.text("scene"))) for row in after_]


def test_numbers_run_on_however_the_rows_of_a_table_came_to_stand_so() -> None:
    assert scenes(CONTENT, "2", "1", "3") == [("d12-2", "1"), ("d12-1", "2"), ("d12-3", "1")]
    assert scenes(CONTENT, "2", "3") == [("d12-2", "1"), ("d12-3", "1")]
    own = after([SetCell(form="f", field="d12", row="d12-1", column="scene", new="7", base="1")])
    assert scenes(own, "2", "3") == [("d12-2", "2"), ("d12-3", "1")]


THROUGH = Content(
    {},
    {
        **CONTENT.rows,
        "d8": rows_of("d8", *(step(module, str(n)) for n, module in enumerate("11222", start=1))),
    },
)


def steps(content: Content) -> list[tuple[str, str]]:
    return [(row.id, row.text("step")) for row in content.rows["d8"]]


def test_numbers_that_ran_on_through_all_modules_run_on_through_them() -> None:
    moved = after(Mover("f", DESIGN, THROUGH).step("d8", "d8-5", -1), THROUGH)
    assert steps(moved) == [
        ("d8-1", "1"), ("d8-2", "2"), ("d8-3", "3"), ("d8-5", "4"), ("d8-4", "5")
    ]  # fmt: skip
    mover = Mover("f", DESIGN, THROUGH)
    given = after(mover.move("d8", "d8-1", Goal("d8-5", behind=True)), THROUGH)
    assert steps(given) == [
        ("d8-2", "1"), ("d8-3", "2"), ("d8-4", "3"), ("d8-5", "4"), ("d8-1", "5")
    ]  # fmt: skip
    whole = after(Mover("f", DESIGN, THROUGH).step("d6", "d6-2", -1), THROUGH)
    assert steps(whole) == [
        ("d8-3", "1"), ("d8-4", "2"), ("d8-5", "3"), ("d8-1", "4"), ("d8-2", "5")
    ]  # fmt: skip


def test_numbers_through_all_modules_run_on_where_rows_of_the_table_move_or_go() -> None:
    rows = THROUGH.rows["d8"]

    def numbers(*left: int) -> list[str]:
        after_ = [rows[n - 1] for n in left]
        new = {c.row: c.new for c in Mover("f", DESIGN, THROUGH).run_on("d8", after_)}
        return [str(new.get(row.id, row.text("step"))) for row in after_]

    assert numbers(1, 2, 3, 5, 4) == ["1", "2", "3", "4", "5"]
    assert numbers(1, 3, 4, 5) == ["1", "2", "3", "4"]


def test_numbers_of_ones_own_are_left_alone() -> None:
    own = after([SetCell(form="f", field="d12", row="d12-2", column="scene", new="7", base="2")])
    moved = after(Mover("f", DESIGN, own).step("d12", "d12-2", -1), own)
    assert [row.text("scene") for row in moved.rows["d12"]] == ["7", "1", "1"]


def test_a_scene_put_among_those_of_another_video_belongs_to_it() -> None:
    moved = after(Mover("f", DESIGN, CONTENT).move("d12", "d12-1", Goal("d12-3", behind=False)))
    assert [(row.id, row.text("video"), row.text("scene")) for row in moved.rows["d12"]] == [
        ("d12-2", "V1", "1"), ("d12-1", "v 2", "1"), ("d12-3", "v 2", "2")
    ]  # fmt: skip


def test_a_reading_or_video_of_no_module_is_pointed_out() -> None:
    rule = next(rule for rule in DESIGN.rules if rule.id == "modules_known")
    assert {"d10/module", "d11/module"} <= set(rule.paths)


def test_only_forms_whose_rows_belong_together_have_a_tree() -> None:
    assert has_tree(DESIGN)
    assert not has_tree(read_definition("F2"))
