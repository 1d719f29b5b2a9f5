"""The real program, from outside: one micro-credential from 1 to 14 through both loops."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

WALK = Path(__file__).with_name("walk.jsonl")
CODE = "MC-WALK"
DONE, REFUSED, USAGE = 0, 1, 2


def mcdesk(*words: object, workspace: Path | None = None, stdin: str = ""):
    """Run the program as an office script would."""
    before = ["--workspace", str(workspace)] if workspace else []
    return subprocess.run(
        [sys.executable, "-m", "mcdesk", *before, *map(str, words)],
        input=stdin, capture_output=True, text=True, encoding="utf-8", check=False, timeout=240,
    )  # fmt: skip


def results(run: subprocess.CompletedProcess) -> list[dict]:
    return [json.loads(line) for line in run.stdout.splitlines()]


def lines() -> list[str]:
    return [
        line for line in WALK.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]


def up_to(command: str, **fields: str) -> str:
    """Return the walk up to, but without, the first line with this command and these fields."""
    kept = []
    for line in lines():
        data = json.loads(line)
        if data["do"] == command and all(data.get(key) == fields[key] for key in fields):
            return "\n".join(kept)
        kept.append(line)
    raise AssertionError(f"the walk has no {command} {fields}")


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory):
    """A workspace in which the whole walk was run, and what the run said."""
    path = tmp_path_factory.mktemp("walk") / "walk.mcdesk"
    assert mcdesk("new", path).returncode == DONE
    return path, mcdesk("apply", WALK, workspace=path)


@pytest.fixture(scope="module")
def shown(walked) -> dict:
    path, _run = walked
    run = mcdesk("show", CODE, "--json", workspace=path)
    assert run.returncode == DONE, run.stderr
    return json.loads(run.stdout)


def test_every_line_of_the_walk_is_carried_out(walked):
    _path, run = walked
    assert run.returncode == DONE, run.stdout.splitlines()[-1]
    found = results(run)
    assert len(found) == len(lines())
    assert all(result.get("ok") and result["events"] for result in found)


def test_the_card_is_complete_in_its_second_round(shown):
    assert (shown["stage"], shown["status"]) == ("completion", "completed")
    assert shown["round"] == 2
    assert shown["done"] == shown["of"] == 5
    assert not shown["debts"]


def test_every_form_of_the_second_round_is_signed(shown):
    states = {(form["kind"], form["round"]): form["status"] for form in shown["forms"]}
    kinds = {kind for kind, _round in states}
    assert kinds == {f"F{n}" for n in range(2, 10)} | {"R1", "R2", "R10", "R11", "R13", "R14"}
    assert {states[kind, 2] for kind in ("F7", "F8", "F9", "R10", "R11", "R13")} == {"signed"}


def test_it_went_through_both_loops(walked):
    path, _run = walked
    run = mcdesk("history", CODE, "--json", workspace=path)
    assert run.returncode == DONE, run.stderr
    told = [json.loads(line) for line in reversed(run.stdout.splitlines())]
    moves = [line["what"]["en"] for line in told if line["kind"] == "CardMoved"]
    stages = [int(words.split(": ")[1].split()[0]) for words in moves]
    assert stages == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 10, 12, 13, 8, 9, 10, 11, 12, 13, 14]


def test_the_forms_that_are_shown_are_of_the_present_round(walked):
    path, _run = walked
    told = mcdesk("show", CODE, workspace=path).stdout
    (line,) = (each for each in told.splitlines() if each.strip().startswith("R10"))
    assert "/0003" in line, "in round 1 they were 0001 and 0002"


def test_check_says_all_well(walked):
    path, _run = walked
    run = mcdesk("check", workspace=path)
    assert run.returncode == DONE, run.stdout
    assert run.stdout.strip().endswith("all well")


# --- what the procedure refuses -----------------------------------------------------------


@pytest.fixture(scope="module")
def before_signing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that stands before the proposal is signed, to be copied."""
    path = tmp_path_factory.mktemp("begun") / "begun.mcdesk"
    assert mcdesk("new", path).returncode == DONE
    part = up_to("SignForm", form=f"{CODE}/F2")
    run = mcdesk("apply", "-", workspace=path, stdin=part)
    assert run.returncode == DONE, run.stdout.splitlines()[-1]
    return path


@pytest.fixture
def begun(before_signing: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(before_signing, tmp_path / "begun.mcdesk"))


ILLEGAL = {
    "a stage is skipped": ({"do": "MoveCard", "card": CODE, "to": "7", "as": "CTL-01"}, "no_way"),
    "the gate is not met": (
        {"do": "MoveCard", "card": CODE, "to": "4", "as": "CTL-01"},
        "gate_not_met",
    ),
    "somebody else's signature": (
        {"do": "SignForm", "form": f"{CODE}/F2", "role": "dean", "person": "DEAN-SST",
         "as": "CTL-01"},
        "order",
    ),
    "a name not one's own": (
        {"do": "SignForm", "form": f"{CODE}/F2", "role": "sme", "person": "SME-07",
         "as": "CTL-01"},
        "not_you",
    ),
    "a frozen field": (
        {"do": "SetValue", "form": f"{CODE}/F2", "path": "p1", "new": "Another", "as": "SME-07"},
        "frozen",
    ),
    "a designer gives an exception": (
        {"do": "MoveCardByException", "card": CODE, "to": "4", "reason": "in a hurry",
         "instructed_by": "nobody", "owed": "F2", "owed_by": "SME-07", "until": "2098-01-01",
         "as": "ID-01"},
        "no_right",
    ),
    "a completion before its time": (
        {"do": "CompleteCard", "card": CODE, "as": "CTL-01"},
        "not_last",
    ),
}  # fmt: skip


def test_illegal_lines_are_refused_with_findings_and_leave_no_trace(begun):
    before = mcdesk("history", "--json", workspace=begun).stdout
    wanted = mcdesk("show", CODE, "--json", workspace=begun).stdout
    text = "\n".join(json.dumps(line) for line, _code in ILLEGAL.values())
    run = mcdesk("apply", "-", "--keep-going", workspace=begun, stdin=text)
    assert run.returncode == REFUSED
    for (name, (_line, code)), result in zip(ILLEGAL.items(), results(run), strict=True):
        codes = {result.get("refused"), *(f["code"] for f in result.get("findings", ()))}
        assert code in codes, (name, result)
        assert all(finding["text"] for finding in result["findings"]), name
    assert mcdesk("history", "--json", workspace=begun).stdout == before
    assert mcdesk("show", CODE, "--json", workspace=begun).stdout == wanted
    assert mcdesk("check", workspace=begun).returncode == DONE


def test_a_refusal_stops_the_run_and_wrong_lines_are_named(begun):
    move = json.dumps(ILLEGAL["the gate is not met"][0])
    hold = json.dumps({"do": "HoldCard", "card": CODE, "reason": "pause", "as": "CTL-01"})
    run = mcdesk("apply", "-", workspace=begun, stdin=f"{move}\n{hold}\n")
    assert run.returncode == REFUSED
    assert len(results(run)) == 1
    roles = {finding["role"] for finding in results(run)[0]["findings"]}
    assert {"sme", "hsp", "dean"} <= roles
    wrong = mcdesk("apply", "-", workspace=begun, stdin='{"do": "MoveCards", "card": "x"}\n')
    assert wrong.returncode == USAGE
    assert "did you mean MoveCard" in results(wrong)[0]["wrong"]
    assert json.loads(mcdesk("show", CODE, "--json", workspace=begun).stdout)["status"] == "active"
