"""kill -9 while the large acts go on: each is there as a whole or not at all, once acknowledged.

Freezing, signing, returning, attaching, sealing, publishing a wording, closing and opening a
period: each writes several records, some a file beside the workspace, too. Fault 1 of
reliability.md.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest

from mcdesk.bootstrap import App
from mcdesk.procedure import commands as do
from tests.nursery import Nursery
from tests.walk import Walker, set_up

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of POSIX")
KILLS, MANY = 12, 150
SOON, LATE = 0.5, 2.0  # seconds within which a program dies
WORK = """
import os
from pathlib import Path
from mcdesk.bootstrap import App, shipped_definitions
from mcdesk.procedure import commands as do
from mcdesk.sealing import Sealing
from tests.walk import PEOPLE

FORM = "MC-1/F2"
_procedure, FORMS = shipped_definitions()

def signed(desk, role, decision="approve"):
    return do.SignForm(form=FORM, role=role, person=PEOPLE[role], decision=decision,
                       medium="paper", scan_owed=True, note="n")

def attached(desk, number):
    place = desk.store.path.with_name("scan.pdf")
    place.write_bytes(b"%PDF-1.4 " + str(number).encode() * 40_000)
    digest, size = desk.store_file(place)
    return do.AttachFile(card="MC-1", name="scan.pdf", digest=digest, size=size, note="n")

def seal(desk):
    me = desk.person_id
    desk.pdf_secret = lambda: b"1" * 32
    desk.use_person(next(each.id for each in desk.info().persons if each.name == PEOPLE["sme"]))
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F2")
    Sealing(form, "sme")(desk)
    desk.use_person(me)

def steps(desk, number):
    text = f"Written as number {number}. " + "x" * 20_000
    yield lambda: desk.execute(do.SetValue(form=FORM, path="p10", new=text))
    yield lambda: desk.execute(do.FreezeForm(form=FORM))
    yield lambda: desk.execute(signed(desk, "sme"))
    yield lambda: seal(desk)
    yield lambda: desk.execute(attached(desk, number))
    yield lambda: desk.execute(signed(desk, "hsp", "return"))
    yield lambda: desk.execute(do.ChangeForm(form=FORM, reason="once more"))
    begin = 'help = { en = "'
    wording = FORMS["R2.toml"].replace(begin, f"{begin}{number} ", 1)
    yield lambda: desk.execute(do.PublishDefinitions(forms={"R2.toml": wording}))
    yield lambda: desk.execute(do.ClosePeriod(year="2026/2027", semester="odd"))
    yield lambda: desk.execute(do.ReopenPeriod(year="2026/2027", semester="odd", reason="r"))

def work(path, number):
    desk, number = App().open(Path(path)), int(number)
    while True:
        number += 1
        for step in steps(desk, number):
            before = desk.replica().head.seq
            step()
            os.write(1, b"%d %d\\n" % (number, desk.replica().head.seq - before))
"""
"""Does the acts round after round, and acknowledges each with how many entries it made."""


@pytest.fixture
def nursery():
    made = Nursery(WORK)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("acts") / "prepared.mcdesk"
    app = App()
    desk = app.create(path, "Test", "CTL-01")
    set_up(desk)
    walker = Walker(desk)
    walker.assignment()
    walker.discussion()
    walker.fill_proposal()
    desk.execute(do.OpenForm(card="MC-1", form="F4"))
    walker.fill("F4", {"year": "2026/2027", "semester": "odd"})
    app.close(desk)
    return path


def killed(
    nursery: Nursery, prepared: Path, folder: Path, kills: int, within: float
) -> Counter[str]:
    rng, seen = random.Random(kills), Counter[str]()
    for kill in range(kills):
        path = folder / f"{kill}.mcdesk"
        shutil.copy(prepared, path)
        before = len(kinds(path))
        told = nursery.run((path, 0), pause=rng.uniform(0, within), once_at_work=True)
        acknowledged = sum(int(each.split()[1]) for each in told)
        now = kinds(path)
        seen["acts"] += len(told)
        assert len(now) >= before + acknowledged, "what was acknowledged is lost"
        seen["beyond"] += len(now) > before + acknowledged
        seen.update(now[before:])
        assert App().check(path) == (), f"after kill {kill}, behind {now[-1]}"
        for left in folder.glob(f"{kill}.mcdesk*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
    return seen


def kinds(path: Path) -> list[str]:
    """Return the kinds of all entries, as the program reads them after a crash."""
    app = App()
    desk = app.open(path)
    with desk.store.look() as unit:
        found = [line.kind for line in unit.lines_after(0)]
    app.close(desk)
    return found


def test_each_act_is_whole_or_not_there(nursery, prepared, tmp_path):
    seen = killed(nursery, prepared, tmp_path, KILLS, SOON)
    assert seen["acts"] >= KILLS
    assert seen["FormFrozen"]
    assert seen["FormSigned"]


@pytest.mark.slow
def test_each_act_is_whole_or_not_there_in_many_kills(nursery, prepared, tmp_path):
    seen = killed(nursery, prepared, tmp_path, MANY, LATE)
    assert all(seen[kind] for kind in ("PeriodClosed", "PeriodReopened", "DefinitionsPublished",
                                       "FileAttached", "FormSigned", "beyond"))  # fmt: skip
