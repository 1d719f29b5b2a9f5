"""The page on the architecture names every room and every file that stands beside the rooms."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

HERE = Path(__file__).parents[2]
PAGE = (HERE / "docs" / "architecture.md").read_text("utf-8")
LAYERS = next(
    contract["layers"]
    for contract in tomllib.loads((HERE / "pyproject.toml").read_text("utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
    if contract["type"] == "layers"
)


def test_every_room_and_every_file_beside_them_is_named():
    table = PAGE.split("## Rooms", 1)[1].split("## ", 1)[0]
    named = {name.rstrip("/").removesuffix(".py") for name in re.findall(r"`([\w./]+)`", table)}
    there = {
        path.stem
        for path in (HERE / "mcdesk").iterdir()
        if path.stem != "__init__" and (path.suffix == ".py" or (path / "__init__.py").is_file())
    }
    assert there - named == set()


def test_the_leaves_are_those_of_the_contract():
    leaves = {name.strip().removeprefix("mcdesk.") for name in LAYERS[-1].split(":")}
    said = next(line for line in PAGE.splitlines() if "are leaves" in line).split("are leaves")[0]
    assert set(re.findall(r"`(\w+)`", said)) == leaves


def rooms_used(room: str) -> set[str]:
    """Return the rooms of which the files of a room import anything."""
    found: set[str] = set()
    for path in (HERE / "mcdesk" / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mcdesk."):
                found.add(str(node.module).split(".")[1])
            elif isinstance(node, ast.ImportFrom) and node.module == "mcdesk":
                found |= {alias.name for alias in node.names}
    return {name for name in found if (HERE / "mcdesk" / name).is_dir()} - {room}


def test_each_room_uses_what_the_page_says():
    """Whoever may use the application may use the procedure below it."""
    rows = re.findall(r"^\| `(\w+)/` \|.*\| ([a-z, ]+) \|$", PAGE, re.MULTILINE)
    told = {room: {*re.findall(r"[a-z]+", rooms)} & {name for name, _rooms in rows}
            for room, rooms in rows}  # fmt: skip
    assert len(told) == 9
    for room, may in told.items():
        below = {"procedure"} if "application" in may else set()
        assert rooms_used(room) <= may | below, room
        assert may <= rooms_used(room), room


def test_every_folder_of_tests_is_named():
    there = {path.name for path in (HERE / "tests").iterdir() if list(path.glob("test_*.py"))}
    assert {name for name in there if f"`tests/{name}`" not in PAGE} == set()
