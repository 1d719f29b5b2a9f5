"""Checklists on a scale (F9): whole for the pen, one line for a group that nobody judged."""

from __future__ import annotations

import pytest

from mcdesk.procedure.content import Content

GROUPS = {"A": "A Material", "B": "B Reading design", "C": "C Video", "D": "D Assessment",
          "E": "E Activities and LMS"}  # fmt: skip


def printed(kit, kind, judged="", **changes):
    """Return an assessment on paper in which these groups are judged."""
    form = kit.form("F9")
    values = {
        f"e3.{item.id}": "3" for item in form.fields["e3"].items if item.group in tuple(judged)
    }
    made = kit.sheet(kind, form, content=Content(values), **changes)
    return " ".join(" ".join(kit.pages(kit.printed(made))).split())


def items(kit, group):
    return [item.label.en for item in kit.form("F9").fields["e3"].items if item.group == group]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("draft", "nothing of this is judged yet / belum ada yang dinilai"),
        ("frozen", "nothing of this is judged here / tidak ada yang dinilai pada lembar ini"),
    ],
)
def test_a_group_that_nobody_judged_is_one_line(kit, kind, said):
    text = printed(kit, kind, "AD")
    assert text.count(said) == 3
    for group, title in GROUPS.items():
        assert title in text
        shown = [label for label in items(kit, group) if label in text]
        assert (len(shown) > 3) == (group in "AD"), shown


def test_a_note_alone_shows_its_group(kit):
    form = kit.form("F9")
    (first, *_rest) = (item for item in form.fields["e3"].items if item.group == "C")
    made = kit.sheet("draft", form, content=Content({f"e3.{first.id}.note": "The sound hums."}))
    text = " ".join(" ".join(kit.pages(kit.printed(made))).split())
    assert "The sound hums." in text
    assert text.count("nothing of this is judged yet") == 4


def test_a_blank_form_has_every_item_for_the_pen(kit):
    text = printed(kit, "blank")
    assert "judged yet" not in text
    assert all(label in text for group in GROUPS for label in items(kit, group))


def test_a_list_of_yes_and_no_stays_whole(kit):
    form = kit.form("F6")
    text = " ".join(kit.pages(kit.printed(kit.sheet("draft", form, content=Content()))))
    text = " ".join(text.split())
    assert "judged yet" not in text
    assert form.fields["a2"].items[0].label.en in text
