"""Ui tests run offscreen with made-up tiles and a desk that is no database."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import itertools
import random
import sys
import threading
import traceback
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from mcdesk import i18n, resources
from mcdesk.application.ports import NOTHING_TO_UNDO
from mcdesk.application.views import (
    Board,
    CardOutline,
    CardPage,
    CardTile,
    Changes,
    DebtLine,
    Face,
    FormLine,
    HistoryLine,
    IdeaLine,
    MentionLine,
    Outcome,
    PersonLine,
    ProgrammeLine,
    Way,
    WorkspaceInfo,
)
from mcdesk.application.views.changes import NO_STEP, StepName
from mcdesk.application.views.tile import faces_text
from mcdesk.errors import Finding, Refused
from mcdesk.procedure.load import read_procedure
from mcdesk.procedure.stage import Label
from mcdesk.ui import language, theme
from mcdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAY = date(2026, 11, 23)
THOROUGH_AFTER = 200
"""Tests between two collections that look through everything."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform tells what it cannot do: hints of size, raising, grabbing keys."""
    ignore = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(ignore)


PEOPLE = [
    ("p1", "JN", "Johan Nugroho"), ("p2", "SD", "Sari Dewi"), ("p3", "RA", "Rina Anggraini"),
    ("p4", "KM", "Kevin Mulyadi"), ("p5", "GD", "Gita Dharma"), ("p6", "HS", "Hadi Santoso"),
]  # fmt: skip
PROGRAMMES = [
    ("law", "Law", "Hukum", "flaw", "Law", "Hukum", "LAW-LAW"),
    ("inf", "Information Systems", "Sistem Informasi", "fist", "Science and Technology",
     "Sains dan Teknologi", "IST-INF"),
    ("nur", "Nursing", "Keperawatan", "fnur", "Nursing", "Keperawatan", "NUR-NUR"),
    ("tou", "Tourism", "Pariwisata", "ftou", "Tourism", "Pariwisata", "TOU-TOU"),
    ("vcd", "Visual Communication", "Desain Komunikasi Visual", "fdes", "Design", "Desain",
     "DES-VCD"),
    ("pte", "Primary Teacher Education", "Pendidikan Guru SD", "fedu", "Education",
     "Pendidikan", "EDU-PTE"),
]  # fmt: skip
TITLES = [
    ("Pricing for Small Retailers", "Penetapan Harga bagi Peritel Kecil"),
    ("HACCP Planning for Small Food Businesses", "Perencanaan HACCP untuk Usaha Pangan Kecil"),
    ("Personal Data Protection in Practice", "Pelindungan Data Pribadi dalam Praktik"),
    ("Triage Communication", "Komunikasi Triase"),
    ("Learning Games in Primary Class", "Permainan Belajar di Kelas Dasar"),
    ("Spreadsheet Automation", "Otomasi Lembar Kerja"),
    ("Village Tourism Products", "Produk Wisata Desa"),
    ("Drafting Digital Contracts", "Menyusun Kontrak Digital"),
    ("Wound Assessment and Documentation", "Pengkajian dan Dokumentasi Luka"),
    ("Designing Inclusive Blended Classes", "Merancang Kelas Campuran yang Inklusif"),
    ("Generative AI at the Office Desk", "AI Generatif di Meja Kantor"),
    ("Brand Identity for Small Business", "Identitas Merek Usaha Kecil"),
    ("Podcasting for Organisations", "Siniar untuk Organisasi"),
    ("Dashboards People Read", "Dasbor yang Dibaca Orang"),
]  # fmt: skip
BLOCKS = [
    ("F3: the Dean has not signed", "F3: Dekan belum menandatangani"),
    ("F2: outcomes are missing", "F2: capaian pembelajaran belum diisi"),
    ("F6: 2 open conditions", "F6: 2 syarat masih terbuka"),
    ("Component list is not acknowledged", "Daftar komponen belum diketahui"),
]


def make_tile(n: int = 1, **changes: object) -> CardTile:
    """Return a card that looks real; the same `n` always gives the same one."""
    chance = random.Random(n)
    programme = chance.choice(PROGRAMMES)
    title = TITLES[n % len(TITLES)]
    block = chance.choice(BLOCKS)
    faces = tuple(
        Face(id_, initials, name, role)
        for (id_, initials, name), role in zip(
            chance.sample(PEOPLE, chance.randint(1, 4)), ("sme", "id", "gd", "dcs"), strict=False
        )
    )
    of = chance.choice((3, 4, 6, 12))
    code = f"MC-{programme[6]}-{2600 + n}"
    tile = CardTile(
        id=f"c{n}", code=code, title_en=title[0], title_id=title[1], programme_id=programme[0],
        programme_en=programme[1], programme_in=programme[2], faculty_id=programme[3],
        faculty_en=programme[4], faculty_in=programme[5], stage="proposal", status="active",
        status_reason="", stage_since=(TODAY - timedelta(chance.randint(1, 41))).isoformat(),
        planned_end=(TODAY + timedelta(chance.randint(1, 50))).isoformat(), opening_on="",
        round=1, loop=1, faces_text=faces_text(faces), done=chance.randint(0, of - 1), of=of,
        blocked_en=block[0], blocked_id=block[1], blocked_count=chance.randint(1, 3),
        ready_for="", waits_for="sme", returned="", debts=0, late_debts=0, search="",
        rank=f"{n:06d}",
    )  # fmt: skip
    tile = tile._replace(**changes)
    names = " ".join(face.name for face in tile.faces)
    search = f"{tile.code} {tile.title_en} {tile.title_id} {tile.programme_en} {names}"
    return tile._replace(search=search.casefold())


@cache
def procedure():
    """Return the procedure that ships."""
    file = resources.root() / "procedure" / "uph_ctl.toml"
    return read_procedure(file.read_text(encoding="utf-8"), file.name, [])


def make_tiles(count: int, seed: int = 7) -> list[CardTile]:
    """Return cards in varied states, spread over the stages as real ones are."""
    chance = random.Random(seed)
    stages = [stage.id for stage in procedure().stages]
    weights = [2, 3, 5, 2, 0, 0, 2, 4, 6, 2, 0, 2, 2, 1] if count < 100 else [1] * 14
    tiles = []
    for n in range(count):
        stage = chance.choices(stages, weights)[0]
        number = stages.index(stage) + 1
        state = {}
        roll = chance.random()
        if roll < 0.16:
            state = {"planned_end": (TODAY - timedelta(chance.randint(1, 20))).isoformat()}
        elif roll < 0.32 and number < 14:
            state = {"ready_for": stages[number], "blocked_count": 0, "blocked_en": "",
                     "blocked_id": ""}  # fmt: skip
        elif roll < 0.38:
            state = {"status": "on_hold", "status_reason": "lecturer on leave"}
        elif roll < 0.42:
            state = {"status": "halted", "status_reason": "no agreement on scope"}
        elif roll < 0.5:
            state = {"returned": "dean"}
        elif roll < 0.58:
            state = {"debts": 1}
        if number >= 8 and chance.random() < 0.3:
            state["round"] = 2
        if number in (10, 11) and chance.random() < 0.5:
            state["loop"] = 2
        tiles.append(make_tile(n + 1, stage=stage, **state))
    return tiles


def make_board(tiles: list[CardTile]) -> Board:
    """Return a board of the procedure that ships."""
    defined = procedure()
    return Board(defined.stages, defined.phases, tuple(tiles), TODAY)


def make_info(**changes: object) -> WorkspaceInfo:
    """Return a workspace in which a CTL lead works."""
    defined = procedure()
    info = WorkspaceInfo(
        path="/work/ctl.mcdesk", name="CTL team workspace", sample=False, read_only=False,
        person_id="p2", person="Sari Dewi",
        last_backup="2026-11-23T06:10:00+00:00", roles=("ctl_lead",),
        persons=tuple(PersonLine(id_, name, name) for id_, _i, name in PEOPLE),
        programmes=tuple(
            ProgrammeLine(p[0], p[6], Label(p[1], p[2]), p[3], p[3], Label(p[4], p[5]))
            for p in PROGRAMMES
        ),
        role_labels={role.id: role.label for role in defined.roles}, stages=defined.stages,
        phases=defined.phases,
        rights=frozenset(("cards", "rest", "move", "exception", "reopen", "directory", "settings")),
    )  # fmt: skip
    return replace(info, **changes)


def make_outline(tile: CardTile) -> CardOutline:
    """Return an outline with something of everything."""
    stages = procedure().stages
    place = next(i for i, stage in enumerate(stages) if stage.id == tile.stage)
    target = stages[place + 1].id if place < 13 else ""
    missing = Finding("unsigned", "The Dean has not signed the timeline.", form="F3", role="dean")
    findings = () if tile.ready_for else (missing,)
    met = (
        Finding("filled", "The timeline is filled (24 of 24 fields).", met=True),
        Finding("signed", "SME and ID have signed.", met=True),
    )
    way = Way("w", target, "forward", Label("On", "Lanjut"), findings, met)
    forms = (
        FormLine("f1", "R1", Label("Assignment", "Penugasan"), Label("Assignment", "Penugasan"),
                 "assignment", "signed", 2, 2, 1, 1, 1, "", "R1/1", 8, 8),
        FormLine("f2", "F2", Label("Proposal", "Proposal"), Label("Proposal", "Proposal"),
                 "proposal", "frozen", 3, 4, 1, 1, 1, "", "F2/1", 20, 20),
        FormLine("f3", "F3", Label("Timeline", "Linimasa"), Label("Timeline", "Linimasa"),
                 "timeline", "draft", 0, 4, 1, 1, 1, "", "", 5, 12),
    )  # fmt: skip
    debts = (
        (DebtLine("d1", "approval", "The Dean's signature on F2", "Rina Anggraini", "2026-12-01",
                  "", "", "", "2026-11-01", "", ""),)
        if tile.debts else ()
    )  # fmt: skip
    changes = (
        HistoryLine("e2", "2026-11-18T03:12:00+00:00", "Sari Dewi", "FormFrozen",
                    Label("Timeline frozen for signature", "Linimasa dibekukan"), tile.code,
                    tile.id),
        HistoryLine("e1", "2026-11-17T08:40:00+00:00", "Johan Nugroho", "FormSigned",
                    Label("Head of Study Program signed", "Kaprodi menandatangani"), tile.code,
                    tile.id),
    )  # fmt: skip
    return CardOutline(tile, stages[place], 14, (way,), forms, debts, changes, TODAY)


class FakeDesk:
    """A desk in memory that knows one rule: forward only one stage, and only when ready."""

    def __init__(self, tiles: list[CardTile]) -> None:
        self.tiles = {tile.id: tile for tile in tiles}
        self.done: list[object] = []
        self.step = NO_STEP
        self.threads: set[str] = set()

    def mentions(self) -> tuple[MentionLine, ...]:
        return ()

    def info(self) -> WorkspaceInfo:
        return make_info(undo=StepName("CardMoved") if self.done else NO_STEP)

    def ready_search(self) -> tuple[int, int]:
        return 0, 0

    def refresh_some(self, most: int = 0) -> tuple[Changes, int]:
        return Changes(), 0

    def board(self, *, archived: bool = False, at_once: bool = False) -> Board:
        self.threads.add(threading.current_thread().name)
        shown = (tile for tile in self.tiles.values() if archived or not tile.archived_on)
        return make_board(list(shown))

    def archived(self) -> tuple[CardTile, ...]:
        return tuple(tile for tile in self.tiles.values() if tile.archived_on)

    def outline(self, card: str) -> CardOutline:
        return make_outline(self.tiles[card])

    def page(self, card: str) -> CardPage:
        outline = self.outline(card)
        return CardPage(outline, procedure().stages, (), (), (), outline.forms)

    def fallen(self, _card: str, _stage: str) -> tuple[FormLine, ...]:
        return ()

    def targets(self, cards):
        found = {}
        numbers = {stage.id: stage.number for stage in procedure().stages}
        for stage in procedure().stages:
            open_ = all(
                self.tiles[c].ready_for == stage.id or stage.number < numbers[self.tiles[c].stage]
                for c in cards
            )
            reason = Finding("gate", "The Dean has not signed.", form="F3", role="dean")
            found[stage.id] = () if open_ else (reason,)
        return found

    def ideas(self):
        return (IdeaLine("i1", "Batik business basics", "Ms Lestari", "After the fair",
                         "2026-11-01"),)  # fmt: skip

    def execute(self, command, *, source=""):
        self.threads.add(threading.current_thread().name)
        name = type(command).__name__
        if name == "MoveCard":
            return self._move(command)
        self.done.append(command)
        return Changes(cards=frozenset((getattr(command, "card", ""),)))

    def _move(self, command):
        tile = self.tiles[command.card]
        numbers = {stage.id: stage.number for stage in procedure().stages}
        if numbers[command.to] < numbers[tile.stage]:
            if not command.reason:
                raise Refused(Finding("reason", "Sending a card back needs a reason."))
        elif tile.ready_for != command.to:
            raise Refused(Finding("gate", "The Dean has not signed.", form="F3", role="dean"))
        self.done.append(command)
        self.step = StepName("CardMoved", (tile.code,))
        moved = tile._replace(stage=command.to, ready_for="")
        self.tiles[tile.id] = moved
        touched = frozenset((tile.id,))
        return Changes(cards=touched, tiles=(moved,), events=("m",), undo=self.step)

    def execute_each(self, commands, progress=None):
        outcomes, tiles = [], []
        for place, (subject, command) in enumerate(commands):
            try:
                changes = self.execute(command)
            except Refused as refused:
                outcomes.append(Outcome(subject, findings=refused.findings))
            else:
                tiles += changes.tiles
                outcomes.append(Outcome(subject))
            if progress is not None and not progress(place + 1, len(commands)):
                break
        return tuple(outcomes), Changes(tiles=tuple(tiles), events=("e",), undo=self.step)

    def undo(self, form=""):
        if not self.done:
            raise Refused(Finding("nothing", NOTHING_TO_UNDO))
        return Changes(events=("u",), redo=self.step)

    def redo(self, form=""):
        return Changes(events=("r",), undo=self.step)


@pytest.fixture
def made() -> SimpleNamespace:
    """The makers of made-up things."""
    return SimpleNamespace(
        today=TODAY, tile=make_tile, tiles=make_tiles, board=make_board, info=make_info,
        outline=make_outline, procedure=procedure, desk=FakeDesk,
    )  # fmt: skip


_begun = itertools.count()


@pytest.fixture(autouse=True)
def garbage() -> Iterator[None]:
    """Collect garbage on this thread only, as the program does: a worker must not end widgets.

    Windows that the test before left behind go first: each would be styled anew whenever a later
    test changes the colours. What outlasts the collection is frozen, so that the next one looks
    through what its test made alone; now and then all is looked through.
    """
    gc.disable()
    for left in QApplication.topLevelWidgets():
        if left.parent() is None:
            left.deleteLater()
    thorough = next(_begun) % THOROUGH_AFTER == 0
    if thorough:
        gc.unfreeze()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    gc.freeze()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """Light, English, and nothing left behind."""
    before = set(threading.enumerate())
    if i18n.language() != "en":
        language.switch("en")
    if theme.current() is not theme.LIGHT or not qapp.styleSheet():
        theme.apply(qapp, "light")
    yield
    if i18n.language() != "en":
        language.switch("en")
    left = [t for t in set(threading.enumerate()) - before if t.name.startswith("mcdesk")]
    frames = sys._current_frames()
    where = ["".join(traceback.format_stack(frames[t.ident])[-3:]) for t in left
             if t.ident in frames]  # fmt: skip
    assert not left, f"threads left: {[t.name for t in left]}, at {where}"


@pytest.fixture
def open_board(qtbot, open_tasks, made):
    """Opens a board of made-up tiles on screen and waits for its cards."""
    from mcdesk.ui.actions import Actions
    from mcdesk.ui.board.page import BoardPage

    def opener(tiles: list[CardTile], size: tuple[int, int] = (1366, 700)) -> SimpleNamespace:
        desk = FakeDesk(tiles)
        page = BoardPage(open_tasks(desk), Actions())
        qtbot.addWidget(page)
        page.resize(*size)
        page.use_stages(procedure().stages, procedure().phases)
        page.use_workspace(make_info())
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        with qtbot.waitSignal(page.loaded, timeout=5000):
            page.load()
        return SimpleNamespace(page=page, desk=desk, tasks=page.tasks)

    return opener


@pytest.fixture
def open_tasks(qapp: QApplication) -> Iterator[object]:
    """Opens workers on a desk; they are closed when the test ends."""
    opened: list[Tasks] = []

    def opener(desk: object) -> Tasks:
        tasks = Tasks(lambda: desk, lambda: desk)
        opened.append(tasks)
        return tasks

    yield opener
    for tasks in opened:
        assert tasks.close()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample workspace, made once; it is copied where it is opened."""
    from mcdesk.bootstrap import App

    path: Path = tmp_path_factory.mktemp("sample") / "sample.mcdesk"
    App().make_sample(path)
    return path


@pytest.fixture
def studio(qtbot, sample, tmp_path):
    """The whole window on a copy of the sample."""
    from tests.ui.sample_window import opened

    yield from opened(qtbot, sample, tmp_path)
