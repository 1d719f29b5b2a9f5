from __future__ import annotations

import pytest

from mcdesk.procedure.content import Content, Row
from mcdesk.procedure.stage import Label
from mcdesk.reports.paper import Paper
from mcdesk.reports.result import said_label


def flat(kit, made):
    return " ".join(" ".join(kit.pages(kit.printed(made))).split())


CONDITIONS = Content(
    {},
    {
        "a3": (
            Row("1", "01", {"condition": "Book studio A.", "owner": "u1", "due": "2026-12-07"}),
            Row("2", "02", {"condition": "Licence", "owner": "u2", "due": "2026-12-14"}),
        )
    },
)


def approval(kit, *lines, content=CONDITIONS, kind="frozen"):
    return kit.sheet(kind, kit.form("F6"), content=content, signatures=lines)


def test_the_result_is_told_in_words_with_its_conditions(kit):
    endorses = Label("Endorses", "Mendukung")
    lines = (kit.signed("hsp", step=2, act=endorses),
             kit.signed("dean", step=3, decided_on="2026-11-27"))  # fmt: skip
    text = flat(kit, approval(kit, *lines))
    assert "Result / Hasil: approved with conditions / disetujui bersyarat" in text
    assert "disetujui bersyarat · Dean / Dekan" in text
    assert text.count("27 Nov 2026") == 1, "the day stands in the box of who decided"
    assert "see no. 3 / lihat no. 3" in text
    assert "1. Book studio A; Dr. Maria Lestari Wibowo, S.H., M.H.; 7 Dec 2026" in text
    assert text.count("approved with conditions") == 2
    assert text.count("Endorses Mendukung") == 2  # what is asked, and what was done


def test_without_conditions_it_is_approved(kit):
    text = flat(kit, approval(kit, kit.signed("dean"), content=Content()))
    assert "Result / Hasil: approved / disetujui" in text
    assert "approved with conditions" not in text


def test_who_only_takes_note_after_the_decision_does_not_decide(kit):
    lines = (
        kit.signed("dean", step=3, decided_on="2026-11-27"),
        kit.signed("id", step=4, decision="acknowledge", decided_on="2026-11-28"),
    )
    text = flat(kit, approval(kit, *lines, content=Content()))
    assert "Result / Hasil: approved / disetujui · Dean / Dekan" in text


def test_many_conditions_are_referred_to(kit):
    rows = tuple(Row(str(n), f"{n:02}", {"condition": "word " * 60}) for n in range(9))
    text = flat(kit, approval(kit, kit.signed("dean"), content=Content({}, {"a3": rows})))
    assert "Conditions / Syarat (see no. 3 / lihat no. 3): 9" in text


def test_what_is_not_decided_says_whose_decision_is_waited_for(kit):
    text = flat(kit, approval(kit, kit.signed("hsp", step=2), kit.signature("dean", step=3)))
    assert "not yet decided; waits for: Dean" in text


def test_a_return_is_the_result(kit):
    lines = (kit.signed("hsp", decision="return", state="returned"), kit.signature("dean", step=3))
    assert "Result / Hasil: returned for revision" in flat(kit, approval(kit, *lines))


def test_a_blank_lets_the_dean_choose_conditions(kit):
    lines = (kit.signature("hsp", step=2), kit.signature("dean", step=3))
    text = flat(kit, approval(kit, *lines, content=Content(), kind="blank"))
    assert text.count("approved with conditions") == 1
    assert "Result / Hasil:" not in text


def test_a_form_without_a_decision_has_no_result(kit):
    made = kit.sheet("frozen", kit.form("F3"), signatures=(kit.signed("dean"),))
    assert "Result / Hasil:" not in flat(kit, made)


@pytest.mark.parametrize(
    ("form", "role", "decision", "said"),
    [
        ("F2", "sme", "approve", "Proposes / Mengusulkan"),
        ("F3", "id", "approve", "Prepares the timeline / Menyusun linimasa"),
        ("R1", "hsp", "approve", "Assigns / Menugaskan"),
        ("R13", "id", "acknowledge", "Opens the class / Membuka kelas"),
        ("R13", "plh", "acknowledge", "Launches / Meluncurkan"),
        ("F9", "hsp", "acknowledge", "Takes note / Mengetahui"),
        ("F2", "dean", "approve", "approved / disetujui"),
        ("F3", "id", "return", "returned for revision / dikembalikan untuk revisi"),
        ("F6", "dean", "reject", "rejected / ditolak"),
    ],
)
def test_a_box_says_the_act_of_who_makes_and_the_decision_of_who_may_reject(
    kit, form, role, decision, said
):
    made = kit.sheet("frozen", kit.form(form))
    signer = next(each for each in made.definition.signers if each.role == role)
    line = kit.signed(role, act=signer.act, decisions=signer.decisions, decision=decision)
    label = said_label(Paper(made), line, decision)
    assert f"{label.en} / {label.id}" == said
    older = kit.replace(line, decisions=())  # of an earlier version nobody decides any more
    assert said_label(Paper(made), older, decision) == label
