"""The content of the largest design document of domain.md, section d: made up, without people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.content import Content, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mcdesk.procedure.canonical import Json

OUTCOMES, MODULES, SUBS, VIDEOS = 5, 5, 4, 20
STEPS, SCENES, REFERENCES, RIGHTS = 100, 250, 60, 60
KINDS = ("read", "watch", "do", "discuss", "assess")
TOOLS = ("page", "h5p", "forum", "quiz", "assignment")
SENTENCE = "The chart answers the question of the board before anybody has asked it aloud. "


def design_document() -> Content:
    """Return 100 steps, 250 scenes, 60 references and as many rights, all cells filled."""
    tables = {
        "d4": _learners(), "d5": _outcomes(), "d6": _modules(), "d7": _subs(), "d8": _steps(),
        "d10": _readings(), "d11": _videos(), "d12": _scenes(), "d13": _assessments(),
        "d16": _activities(), "d20": _references(), "d21": _rights(),
    }  # fmt: skip
    values = {"d3": SENTENCE * 8, "d23": "First version"}
    return Content(values, {field: _rows(field, cells) for field, cells in tables.items()})


def _rows(field: str, cells: Iterator[Mapping[str, Json]]) -> tuple[Row, ...]:
    return tuple(Row(f"{field}-{n}", f"{n:06}", row) for n, row in enumerate(cells))


def _sub(n: int) -> str:
    return f"{n // SUBS % MODULES + 1}.{n % SUBS + 1}"


def _learners() -> Iterator[Mapping[str, Json]]:
    for trait in ("prior", "job", "devices", "time"):
        yield {"trait": trait, "note": SENTENCE}


def _outcomes() -> Iterator[Mapping[str, Json]]:
    for n in range(1, OUTCOMES + 1):
        yield {"code": f"LO{n}", "statement": SENTENCE, "bloom": "C5"}


def _modules() -> Iterator[Mapping[str, Json]]:
    for n in range(1, MODULES + 1):
        yield {"no": str(n), "title": f"Module {n}", "question": SENTENCE, "hours": "9"}


def _subs() -> Iterator[Mapping[str, Json]]:
    for n in range(MODULES * SUBS):
        served = f"LO{n % OUTCOMES + 1}"
        yield {"code": _sub(n), "statement": SENTENCE, "bloom": "C3", "outcomes": [served]}


def _steps() -> Iterator[Mapping[str, Json]]:
    for n in range(STEPS):
        sub = n // len(KINDS)
        yield {
            "module": str(sub // SUBS + 1), "step": str(n % 20 + 1), "phase": "core",
            "kind": KINDS[n % len(KINDS)], "title": f"Step {n + 1} about charts",
            "outcomes": [_sub(sub)], "component": f"RM1.{n:02}", "minutes": "27",
            "tool": TOOLS[n % len(TOOLS)],
        }  # fmt: skip


def _readings() -> Iterator[Mapping[str, Json]]:
    for n in range(MODULES * 3):
        yield {"code": f"RM1.{n:02}", "kind": "ebook", "title": f"Reading {n}",
               "module": str(n % MODULES + 1), "outline": SENTENCE * 3, "size": "12"}  # fmt: skip


def _videos() -> Iterator[Mapping[str, Json]]:
    for n in range(VIDEOS):
        yield {"code": f"AV3.{n:02}", "title": f"Video {n}", "module": str(n % MODULES + 1),
               "format": "mixed", "minutes": "5"}  # fmt: skip


def _scenes() -> Iterator[Mapping[str, Json]]:
    for n in range(SCENES):
        yield {
            "video": f"AV3.{n * VIDEOS // SCENES:02}", "scene": str(n % 13 + 1), "seconds": "24",
            "picture": SENTENCE, "screen": "A chart with one line", "narration": SENTENCE * 3,
            "asset": f"asset-{n}.svg",
        }  # fmt: skip


def _assessments() -> Iterator[Mapping[str, Json]]:
    for n in range(1, OUTCOMES + 1):
        yield {"code": f"AS{n}", "name": f"Task {n}", "type": "quiz", "outcomes": [f"LO{n}"],
               "subs": [_sub(n)], "weight": "20", "items": "8"}  # fmt: skip


def _activities() -> Iterator[Mapping[str, Json]]:
    for n in range(1, MODULES * 2 + 1):
        yield {"code": f"AC{n}", "module": str((n - 1) // 2 + 1), "instruction": SENTENCE * 2,
               "good": SENTENCE, "minutes": "30"}  # fmt: skip


def _references() -> Iterator[Mapping[str, Json]]:
    for n in range(REFERENCES):
        yield {"entry": f"An author. (2025). {SENTENCE}", "year": "2025", "used": _sub(n)}


def _rights() -> Iterator[Mapping[str, Json]]:
    for n in range(RIGHTS):
        yield {"asset": f"asset-{n}.svg", "source": "https://example.org", "licence": "cc0"}
