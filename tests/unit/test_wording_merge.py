"""Changes of a wording that are brought over a version which somebody published meanwhile."""

from __future__ import annotations

from mcdesk.procedure import wording
from mcdesk.procedure.stage import Label
from mcdesk.procedure.wording_merge import merged

BASE = {
    "id": "F9",
    "version": "2026.1",
    "title": {"en": "Title", "id": "Judul"},
    "section": [
        {
            "id": "s",
            "title": {"en": "S", "id": "S"},
            "field": [
                {
                    "id": "a",
                    "label": {"en": "A", "id": "A"},
                    "item": [
                        {"id": "01", "label": {"en": "One", "id": "Satu"}},
                        {"id": "02", "label": {"en": "Two", "id": "Dua"}},
                    ],
                },
                {"id": "b", "label": {"en": "B", "id": "B"}},
            ],
        }
    ],
    "signer": [{"role": "ctl", "act": {"en": "Approves", "id": "Menyetujui"}}],
}
A, B = "section:s/field:a", "section:s/field:b"


def relabel(data, place, text, key="label"):
    return wording.with_text(data, place, key, Label(text, text))


def label_at(data, place):
    return wording.entry_at(data, place)["label"]["en"]


def test_what_each_side_changed_stands_together():
    mine = relabel(BASE, A, "Mine")
    theirs = {**relabel(BASE, B, "Theirs"), "version": "2026.2"}
    data, clashes = merged(BASE, mine, theirs)
    assert (label_at(data, A), label_at(data, B)) == ("Mine", "Theirs")
    assert (data["version"], clashes) == ("2026.2", ())


def test_where_both_changed_the_same_mine_stays_and_is_named():
    data, (clash,) = merged(BASE, relabel(BASE, A, "Mine"), relabel(BASE, A, "Theirs"))
    assert label_at(data, A) == "Mine"
    assert (clash.place, clash.key, clash.label.en) == (A, "label", "Mine")
    assert (clash.before["en"], clash.after["en"]) == ("Theirs", "Mine")


def test_what_both_changed_alike_is_no_clash():
    same = relabel(BASE, A, "Same")
    assert merged(BASE, same, same) == (same, ())


def test_nothing_changed_on_one_side_gives_the_other():
    changed = wording.moved(relabel(BASE, A, "New"), f"{A}/item:02", -1)
    assert merged(BASE, BASE, changed) == (changed, ())
    assert merged(BASE, changed, BASE) == (changed, ())


def test_two_new_items_of_the_same_number_both_stay():
    mine, place = wording.with_item(BASE, A, Label("Mine", "Mine"))
    theirs, same = wording.with_item(BASE, A, Label("Theirs", "Theirs"))
    assert place == same
    data, clashes = merged(BASE, mine, theirs)
    items = wording.entry_at(data, A)["item"]
    assert [(item["id"], item["label"]["en"]) for item in items][2:] == [
        ("03", "Theirs"),
        ("04", "Mine"),
    ]
    assert clashes == ()


def test_an_entry_taken_away_goes_unless_the_other_side_changed_it():
    without = wording.without(BASE, "signer:ctl")
    changed = relabel(BASE, "signer:ctl", "Signs", "act")
    assert "signer" not in merged(BASE, BASE, without)[0]
    data, (clash,) = merged(BASE, without, changed)
    assert "signer" not in data
    assert (clash.place, clash.key, clash.after) == ("signer:ctl", "", None)
    data, (clash,) = merged(BASE, changed, without)
    assert data["signer"][0]["act"]["en"] == "Signs"
    assert clash.before is None


def test_my_order_stays_and_what_is_new_stands_where_it_was_put():
    mine = wording.moved(BASE, f"{A}/item:02", -1)
    theirs, _place = wording.with_item(BASE, A, Label("New", "Baru"))
    data, clashes = merged(BASE, mine, theirs)
    assert [item["id"] for item in wording.entry_at(data, A)["item"]] == ["02", "03", "01"]
    assert clashes == ()
