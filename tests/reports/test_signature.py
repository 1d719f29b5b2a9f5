from __future__ import annotations

import pytest

from mcdesk.procedure.stage import Label
from mcdesk.reports import signature
from mcdesk.reports.paper import Paper


def last_page(kit, made):
    return kit.pages(kit.printed(made))[-1]


@pytest.mark.parametrize("form", ["F2", "F3", "F6", "R1", "R2"])
@pytest.mark.parametrize("rows", [0, 5])
@pytest.mark.parametrize("kind", ["blank", "frozen"])
def test_the_block_is_whole_and_on_the_last_page(kit, form, rows, kind):
    made = kit.sheet(kind, kit.form(form), rows=rows, long=rows > 2)
    *before, last = kit.pages(kit.printed(made))
    assert "Signatures" in last
    assert not any("Signatures" in text for text in before)
    for line in made.signatures:
        assert line.role_label.en in last
        assert line.act.en in " ".join(last.split())


@pytest.mark.parametrize("form", ["R11", "F9"])
def test_what_a_signer_does_is_said_once_where_a_box_says_it(kit, form):
    made = kit.sheet("blank", kit.form(form))
    line = made.signatures[0]
    text = " ".join(last_page(kit, made).split())
    assert text.count(f"{line.act.en} / {line.act.id}") == 1
    assert f"{line.act.en} {line.act.id}" not in text


def test_that_a_signature_may_be_missing_is_said_beside_what_the_signer_does(kit):
    text = " ".join(last_page(kit, kit.sheet("blank", kit.form("F9"))).split())
    assert "Takes note (optional) Mengetahui (opsional) Takes note / Mengetahui" in text


@pytest.mark.parametrize("length", range(200, 6200, 500))
def test_it_is_never_parted_from_its_heading(kit, length):
    made = kit.sheet(content=kit.sheet().content)
    text = "word " * (length // 5)
    content = type(made.content)({"p1": "x", "p2": text})
    lines = tuple(kit.signature(role) for role in ("sme", "hsp", "dean"))
    *before, last = kit.pages(kit.printed(kit.replace(made, content=content, signatures=lines)))
    assert "Signatures" in last
    assert last.count("Place, date") == 3
    assert not any("Place, date" in text for text in before)


def test_twelve_signers_break_between_boxes_only(kit):
    lines = tuple(kit.signature("sme", person=f"Person {n:02}") for n in range(12))
    texts = kit.pages(kit.printed(kit.sheet("frozen", signatures=lines)))
    assert sum(text.count("Person ") for text in texts) == 12
    for text in texts:
        assert text.count("Place, date") == text.count("Person ")


def test_a_waiting_signer_gets_boxes_for_the_decisions(kit):
    text = last_page(kit, kit.sheet("frozen", signatures=(kit.signature("dean"),)))
    for words in ("approved", "returned for revision", "rejected", "Place, date", "Dean", "Dekan"):
        assert words in text
    assert "Prof. Dr. Ir. Johannes Siregar" in text
    assert "NIDN 0312087601" in text


def test_a_recorded_decision_never_looks_like_the_persons_own(kit):
    own = last_page(kit, kit.sheet("frozen", signatures=(kit.signed("dean"),)))
    assert "signed in MC Desk" in own
    assert "Tangerang, 18 Nov 2026" in own
    assert "rejected" not in own
    line = kit.signed("dean", medium="paper", recorded_by="u6", scan_owed=True)
    recorded = last_page(kit, kit.sheet("frozen", signatures=(line,)))
    assert "signed in MC Desk" not in recorded
    assert "signed on paper" in recorded
    assert "recorded by / dicatat oleh Felicia Gunawan" in recorded
    assert "scan to follow" in recorded


@pytest.mark.parametrize("capacity", ["a.n.", "u.b.", "Plt.", "Plh."])
@pytest.mark.parametrize("is_signed", [False, True])
def test_a_deputys_sign_stands_before_the_office_and_the_own_office_before_the_name(
    kit, capacity, is_signed
):
    made = kit.signed if is_signed else kit.signature
    line = made(
        "dean",
        person="Dr. Velliana Tanaya",
        position="Vice Dean for Academic Affairs",
        capacity=capacity,
        on_behalf_of="u3",
        letter="123/SK/2026",
    )
    text = " ".join(last_page(kit, kit.sheet("frozen", signatures=(line,))).split())
    places = [
        text.index(words)
        for words in (
            f"{capacity} Dean", f"{capacity} Dekan", "Vice Dean for Academic Affairs",
            "Prof. Dr. Ir. Johannes", "123/SK/2026", "Dr. Velliana Tanaya",
        )
    ]  # fmt: skip
    assert places == sorted(places)
    assert text.count("Vice Dean for Academic Affairs") == 1
    assert f"{capacity} Prof." not in text


def test_the_office_that_a_deputy_acts_for_is_that_of_its_faculty(kit):
    law = Label("Faculty of Law", "Fakultas Hukum")
    line = kit.signed("dean", capacity="a.n.", on_behalf_of="u3", office_of=law)
    text = " ".join(last_page(kit, kit.sheet("frozen", signatures=(line,))).split())
    assert "a.n. Dean, Faculty of Law a.n. Dekan Fakultas Hukum" in text
    own = " ".join(last_page(kit, kit.sheet("frozen", signatures=(
        kit.signed("dean", office_of=law, position=""),))).split())  # fmt: skip
    assert "Dekan Fakultas Hukum" not in own


def test_who_signs_in_person_has_no_sign_before_the_office(kit):
    text = last_page(kit, kit.sheet("frozen", signatures=(kit.signed("dean"),)))
    assert "own Dean" not in text
    assert text.index("Prof. Dr. Ir.") < text.index("Dean, Faculty of Law")


def test_a_long_note_is_printed_whole_above_the_boxes(kit):
    note = " ".join(f"reason-{n}" for n in range(900))
    line = kit.signed("dean", state="returned", decision="return", note=note)
    texts = kit.pages(kit.printed(kit.sheet("frozen", signatures=(line,))))
    words = " ".join(texts).split()
    assert all(f"reason-{n}" in words for n in range(900))
    assert "Tangerang" in texts[-1]


def test_a_name_without_end_does_not_burst_the_box(kit):
    line = kit.signature("dean", person="X" * 5000, position="Y" * 5000)
    texts = kit.pages(kit.printed(kit.sheet("frozen", signatures=(line,))))
    assert "Place, date" in texts[-1]


def test_states_that_end_a_signature_are_told(kit):
    line = kit.signed("dean", state="void", decision="approve", note="Superseded")
    text = last_page(kit, kit.sheet("frozen", signatures=(line,)))
    assert "no longer valid" in text
    assert "Superseded" in text
    optional = kit.signature("hc", optional=True, decisions=("advise",))
    assert "optional" in last_page(kit, kit.sheet("blank", signatures=(optional,)))


def test_an_unknown_number_is_left_out_but_a_blank_has_room_for_it(kit):
    line = kit.signed("dean", number="NIDN")
    assert "NIDN" not in last_page(kit, kit.sheet("frozen", signatures=(line,)))
    line = kit.signature("dean", person="", number="")
    assert "NIDN / NIP:" in last_page(kit, kit.sheet("blank", signatures=(line,)))


def test_all_that_is_told_of_a_decision_has_room_above_the_line(kit):
    told = {"state": "void", "medium": "minutes", "recorded_by": "u3", "scan_owed": True}
    line = kit.signed("dean", person="x", **told)
    paper = Paper(kit.sheet("frozen", signatures=(line,)))
    (block,) = signature._rows(paper, (line,), is_record=False)
    box = signature._box(paper, line, (paper.width - signature.APART) / 2, is_record=False)
    needed = box.upper.height + box.inside.height + box.lower.height
    assert block.height >= needed + 2 * signature.PAD + 4


def test_a_day_without_a_place_has_its_name(kit):
    text = last_page(kit, kit.sheet("frozen", signatures=(kit.signed("dean", place=""),)))
    assert "Date / Tanggal: 18 Nov 2026" in text
    text = last_page(kit, kit.sheet("frozen", signatures=(kit.signed("dean"),)))
    assert "Date / Tanggal" not in text


@pytest.mark.parametrize("kind", ["blank", "frozen"])
def test_six_signers_of_a_form_on_its_side_stand_in_one_row_behind_some_of_its_text(kit, kind):
    made = kit.sheet(kind, kit.form("F5"), rows=5)
    assert len(made.signatures) == 6
    last = last_page(kit, made)
    assert last.index("Question") < last.index("Signatures")
    assert all(line.role_label.en.split()[0] in last for line in made.signatures)


def test_when_a_form_came_to_a_signer_stands_in_the_box(kit):
    line = kit.signature("dean", received_on="2026-11-02")
    text = " ".join(last_page(kit, kit.sheet("frozen", signatures=(line,))).split())
    assert "Received / Diterima: 2 Nov 2026" in text
    assert "Received" not in last_page(
        kit, kit.sheet("frozen", signatures=(kit.signature("dean"),))
    )
