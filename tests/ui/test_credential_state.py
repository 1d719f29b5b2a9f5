"""What follows from a page's state: the way, reasons why not, chips, lines of the lists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mcdesk.application.views import Change, PersonLine
from mcdesk.procedure.stage import Label
from mcdesk.ui import language
from mcdesk.ui.credential import possible, wording
from mcdesk.ui.credential.essentials_tab import essentials
from mcdesk.ui.credential.files_tab import file_entries
from mcdesk.ui.credential.forms_tab import form_entries
from mcdesk.ui.credential.header import chips
from mcdesk.ui.credential.history_lines import history_entries, said_by
from mcdesk.ui.credential.marks import marked
from mcdesk.ui.credential.people import People
from mcdesk.ui.credential.signing_tab import signing_entries
from mcdesk.ui.credential.state import PageState, entry_number
from mcdesk.ui.credential.team_tab import team_entries
from mcdesk.ui.credential.wording import form_detail
from tests.ui.credential_fakes import PageDesk, a_decision, a_form, a_page, an_event, state_of


@pytest.fixture
def page(made):
    tile = made.tile(1, id="c1", code="MC-1", stage="timeline")
    return a_page(made.outline(tile), made.procedure().stages)


@pytest.fixture
def state(page, made):
    return state_of(PageDesk(page, made.info()))


def with_tile(state: PageState, **changes) -> PageState:
    outline = replace(state.outline, tile=state.tile._replace(**changes))
    return replace(state, page=replace(state.page, outline=outline))


# --- the way ----------------------------------------------------------------------------------


def test_stages_are_done_here_and_ahead(state):
    states = [step.state for step in state.steps()]
    assert states == ["done"] * 3 + ["here"] + ["ahead"] * 10
    assert state.steps()[3].words() == "here now"


def test_a_completed_card_is_nowhere_any_more(state):
    assert {step.state for step in with_tile(state, status="completed").steps()[:4]} == {"done"}


def test_stages_before_a_take_over_are_marked(state):
    change = Change(Label("Stage", "Tahap"), "", "3 Proposal")
    taken = (*state.page.history, an_event(1, "CardTakenOver", changes=(change,)))
    page = replace(state.page, history=taken)
    steps = replace(state, page=page).steps()
    assert [step.state for step in steps[:4]] == ["before", "before", "done", "here"]


def test_forms_done_outside_tell_the_entry_too(state):
    forms = (a_form("R1", "assignment", "before"), a_form("R2", "discussion", "missing"))
    assert entry_number(replace(state.page, all_forms=forms)) == 3


def test_no_history_means_from_the_start(state):
    assert entry_number(replace(state.page, history=())) == 1


def test_a_form_is_found_by_kind_and_by_id(state):
    assert state.form("F2").form_id == "f-F2"
    assert state.form("f-R1").kind == "R1"
    assert state.form("F9") is None


def test_titles_come_from_forms_findings_or_the_desk(state):
    assert state.form_title("F2") == "Form F2"
    assert state.form_title("F9") == ""
    assert replace(state, titles={"F9": Label("Judging", "Menilai")}).form_title("F9") == "Judging"


# --- reasons ----------------------------------------------------------------------------------


def test_nothing_can_be_done_before_it_is_read_or_when_read_only(state, made):
    assert "being read" in possible.reason(None, "advance")
    closed = replace(state, info=made.info(read_only=True))
    assert "reading only" in possible.reason(closed, "edit")


def test_advance_says_what_is_missing_first(state):
    assert possible.reason(state, "advance") == "The Dean has not signed."
    assert possible.reason(replace(state, targets={}), "advance") == ""


@pytest.mark.parametrize(
    ("status", "free"),
    [
        ("active", {"move", "send_back", "exception", "hold", "halt", "cancel"}),
        ("on_hold", {"resume", "halt", "cancel"}),
        ("halted", {"resume", "cancel"}),
        ("cancelled", {"reopen", "archive"}),
        ("completed", {"reopen", "revision", "correction", "archive"}),
    ],
)
def test_deeds_fit_the_status(state, status, free):
    shown = with_tile(state, status=status)
    found = {deed for deed in possible.REASONS if not possible.reason(shown, deed)}
    assert found == free | {"edit", "hand_over"}


def test_an_archived_card_is_taken_out_again_and_says_since_when(state):
    shown = with_tile(state, status="completed", archived_on="2026-11-20")
    assert possible.reason(shown, "retrieve") == ""
    assert possible.reason(shown, "archive") == "It is in the archive already."
    shown = replace(
        shown,
        page=replace(
            shown.page,
            outline=replace(shown.outline, carried_from=Label("2025/2026 Odd", "2025/2026 Gasal")),
        ),
    )
    words = [chip.words for chip in chips(shown)]
    assert "Archived since 20 November 2026" in words
    assert "Carried over from 2025/2026 Odd" in words


def test_every_closed_deed_says_why(state):
    for deed in possible.REASONS:
        for status in ("active", "on_hold", "halted", "cancelled", "completed"):
            reason = possible.reason(with_tile(state, status=status), deed)
            assert reason == "" or reason.endswith((".", ")"))


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (("ctl", "hsp"), "This takes: CTL, Head. Now working: Rina."),
        (("ctl", "id"), "This takes: CTL, Designer. Now working: Rina."),
    ],
)
def test_whom_resting_takes_is_told_by_the_procedure_that_binds(state, made, held, said):
    """One of before gives it to who keeps the cards, the team's designer among them."""
    names = {"ctl": "CTL", "hsp": "Head", "id": "Designer"}
    labels = {role: Label(name, name) for role, name in names.items()}
    about = {"holders": {"rest": held}, "role_labels": labels}
    info = made.info(rights=frozenset(), person="Rina", **about)
    nobody = replace(state, info=info)
    for deed in ("hold", "halt", "cancel"):
        assert possible.reason(nobody, deed) == said


def test_rights_decide(state, made):
    nobody = replace(state, info=made.info(rights=frozenset(), person="Rina"))
    assert "Rina" in possible.reason(nobody, "edit")
    assert "CTL lead" in possible.reason(nobody, "exception")


def test_no_exception_where_the_gate_is_met(state):
    assert "no exception is needed" in possible.reason(replace(state, targets={}), "exception")


# --- lines ------------------------------------------------------------------------------------


def test_forms_stand_below_their_stages_with_those_not_begun(state):
    lines = {entry.key: entry for entry in form_entries(state)}
    assert list(lines)[:3] == ["stage:assignment", "f-R1", "stage:discussion"]
    assert lines["f-F2"].state == "1 of 3 signed"
    assert lines["f-F2"].meta == "waits for Dean"
    assert lines["f-F3"].meta == "2 of 5 filled"
    assert lines["kind:R2"].state == "not begun"
    assert lines["kind:F4"].state == "not begun"


def test_superseded_forms_come_last_and_pale(state):
    old = a_form("F2", "proposal", "superseded", form_id="old")
    newer = replace(state, page=replace(state.page, all_forms=(old, *state.page.all_forms)))
    keys = [entry.key for entry in form_entries(newer)]
    assert keys.index("f-F2") < keys.index("old")


def test_a_form_of_an_earlier_loop_or_round_says_so(state):
    (form,) = (each for each in state.page.all_forms if each.kind == "R1")
    said = [form_detail(replace(form, **of)) for of in (
        {"loop": 2}, {"loop": 1, "earlier": "loop"}, {"round": 1, "earlier": "round"})]  # fmt: skip
    assert said == ["R1 · loop 2", "R1 · loop 1 (earlier)", "R1 · round 1 (earlier)"]


def test_sign_offs_debts_and_decisions_have_their_parts(state):
    lines = list(signing_entries(state))
    heads = [entry.title for entry in lines if entry.is_heading]
    assert heads == ["Waiting for signatures", "Debts from exceptions", "Decisions so far"]
    debt = next(entry for entry in lines if entry.key == "d1")
    assert debt.tone == "bad"
    assert debt.state.startswith("late")


def test_each_sheet_of_the_present_round_waits_for_its_signatures(state):
    """The outline names the last one only."""
    first = a_form("F9", "eligibility", "frozen", form_id="s1", scope="1.2")
    last = a_form("F9", "eligibility", "signed", form_id="s2", scope="2.2")
    old = a_form("F9", "eligibility", "frozen", form_id="s0", scope="1.1", round=0)
    outline = replace(state.outline, forms=(*state.outline.forms, last))
    forms = (*state.page.all_forms, old, first, last)
    filled = replace(state, page=replace(state.page, outline=outline, all_forms=forms))
    keys = [line.key for line in signing_entries(filled)]
    assert "s1" in keys
    assert not {"s0", "s2"} & set(keys)


def test_a_debt_that_is_paid_is_owed_no_more(state):
    paid = replace(state.outline.debts[0], paid_on="2026-11-20", paid_note="filed")
    outline = replace(state.outline, debts=(paid,))
    settled = replace(state, page=replace(state.page, outline=outline))
    line = next(entry for entry in signing_entries(settled) if entry.key == "d1")
    assert line.detail == "Rina owed it · filed"
    assert line.state == "paid on 20 November 2026"


def test_a_decision_that_fell_says_so_with_version_and_reason(state):
    lines = {line.key: line for line in signing_entries(state)}
    stands, fell = lines["s6"], lines["s4"]
    assert (stands.state, stands.is_pale) == ("6 November 2026", False)
    assert "version 6" in stands.detail
    assert "on paper" in stands.detail
    assert (fell.state, fell.tone, fell.is_pale) == ("fell", "warn", True)
    assert "version 4" in fell.detail
    assert ("Fell: Rina opened the form for changes on 5 Nov 2026: “the hours” · "
            "version 2 followed") in fell.detail  # fmt: skip


def test_who_recorded_is_told_of_what_somebody_else_recorded(state):
    own = a_decision(7, medium="program")
    page = replace(state.page, decisions=(own, a_decision(6)))
    lines = {line.key: line for line in signing_entries(replace(state, page=page))}
    assert lines["s7"].meta == "signed in the program"
    assert lines["s6"].meta == "recorded by Sari Dewi"


def test_former_members_are_apart(state):
    lines = list(team_entries(state))
    assert [entry.is_heading for entry in lines] == [False, False, True, False]
    assert lines[0].state == "leads"
    assert lines[3].is_pale
    assert lines[3].meta == "1 January 2026 to 31 January 2026"


def test_a_lead_is_told_apart_by_its_days(state):
    lead = state.page.team[0]
    handed = (
        replace(lead, id="a", since="2026-01-01", until="2026-11-01"),
        replace(lead, id="b", since="2026-11-01", until="2026-12-01"),
        replace(lead, id="c", since="2026-12-01"),
        replace(lead, id="d", since="2026-12-05", until="2026-12-05"),
    )
    page = replace(state.page, team=handed)
    lines = {line.key: line for line in team_entries(replace(state, page=page))}
    assert [lines[key].state for key in "abcd"] == ["led", "leads", "will lead", ""]
    assert [lines[key].is_pale for key in "abcd"] == [True, False, False, True]
    assert list(lines) == ["b", "part:to_come", "c", "part:former", "a", "d"]


def test_history_has_days_and_marked_changes(state):
    lines = list(history_entries(state.page.history))
    assert [entry.is_heading for entry in lines] == [True, False] * 3
    (change,) = lines[1].lines
    assert (change.label, change.old, change.new) == ("Purpose", "old words", "new words")
    assert "old words" in lines[1].spoken()


def test_many_changes_are_counted(state):
    changes = tuple(Change(Label("A", "A"), "", str(n)) for n in range(9))
    entry = list(history_entries([an_event(1, changes=changes)]))[1]
    assert len(entry.lines) == 3
    assert "6 more changes" in entry.detail


def test_a_short_change_is_shown_whole():
    assert [(piece.kind, piece.text) for piece in marked("old", "new")] == [
        ("gone", "old"),
        ("same", "  "),
        ("added", "new"),
    ]


def test_a_long_change_shows_where_it_differs():
    old = "The same words come first, quite a few of them, and then at last: apples."
    pieces = marked(old, old.replace("apples", "pears"))
    assert pieces[0].text.startswith("… ")
    assert [(piece.kind, piece.text) for piece in pieces if piece.kind != "same"] == [
        ("gone", "apples"),
        ("added", "pears"),
    ]


def test_an_event_is_found_by_all_its_words(state):
    assert {"new words", "purpose", "sari dewi"} <= set(said_by(state.page.history[0]).splitlines())


def test_older_events_are_counted(state):
    assert list(history_entries(state.page.history, 7))[-1].title == "7 older changes"


def test_files_tell_size_purpose_and_form(state):
    scan, _exe, link, *_rest = file_entries(state)
    assert scan.state == "2.5 MB"
    assert scan.detail.startswith("F2 · Scan")
    assert link.state == "link"


def test_chips_say_what_matters(state):
    shown = with_tile(state, status="active", planned_end="2026-11-01", round=2, loop=3, debts=2,
                      late_debts=1, returned="dean", sample=True)  # fmt: skip
    words = [chip.words for chip in chips(shown)]
    assert words == ["Sample", "Late: planned end 1 November 2026", "Returned by Dean",
                     "2 open debts", "Round 2", "Loop 3"]  # fmt: skip


def test_a_chip_tells_to_which_stage_a_form_was_returned(state):
    shown = with_tile(state, status="active", returned="to:assignment:dean", planned_end="")
    assert "Dean asks for a return to 1 Assignment" in [chip.words for chip in chips(shown)]


def test_a_chip_tells_what_was_rejected(state):
    shown = with_tile(state, status="active", returned="reject:dean", planned_end="")
    chip = next(chip for chip in chips(shown) if "Dean" in chip.words)
    assert (chip.words, chip.tone) == ("Rejected by Dean", "bad")


def test_an_end_that_nobody_planned_says_where_it_is_from(state):
    shown = with_tile(state, status="active", planned_end="2026-11-01")
    usual = replace(shown.page.outline, is_usual_end=True)
    (chip,) = chips(replace(shown, page=replace(shown.page, outline=usual)))
    assert chip.words == "Late: usual end 1 November 2026"
    assert "usual length" in chip.help


def test_essentials_are_listed(state):
    page = replace(state.page, essentials={"outcomes": ["Explain", "Draft"], "hours": "30"})
    told = dict(essentials(replace(state, page=page)))
    assert told["Learning outcomes"] == ("1  Explain", "2  Draft")
    assert told["Hours"] == ("30",)


# --- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "said"), [(12, "12 bytes"), (1500, "1.5 kB"), (50_000_000, "50 MB")]
)
def test_sizes(count, said):
    assert wording.size(count) == said


def test_sizes_in_indonesian():
    language.switch("id")
    assert wording.size(1500) == "1,5 kB"


def test_two_people_of_one_name_are_told_apart(made):
    both = (PersonLine("p1", "Sari", "Sari"), PersonLine("p2", "Sari", "Sari", (), "Head"))
    people = People(made.info(persons=both))
    assert people.id_of("sari") == "", "which of the two is asked"
    assert [each.id for each in people.called("Sari")] == ["p1", "p2"]
    assert people.id_of("Sari (p1)") == "p1"
    assert people.id_of("Sari (Head)") == "p2"
    assert people.id_of("nobody") == ""
    assert people.name_of("p2") == "Sari (Head)"


def test_a_stage_passed_by_exception_is_no_met_gate(state):
    debt = replace(state.outline.debts[0], stage="proposal")
    outline = replace(state.outline, debts=(debt,))
    steps = replace(state, page=replace(state.page, outline=outline)).steps()
    assert [step.state for step in steps[:4]] == ["done", "done", "exception", "here"]
    assert steps[2].words() == "passed by exception"
    assert debt.owed in steps[2].note


def test_the_history_says_a_status_by_its_name():
    change = Change(Label("Status", "Status"), "active", "on_hold")
    entry = list(history_entries([an_event(1, "CardHeld", changes=(change,))]))[1]
    assert (entry.lines[0].old, entry.lines[0].new) == ("Active", "On hold")
