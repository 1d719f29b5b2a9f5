"""`mcdesk self-test`: what a fresh installation can check of itself."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from mcdesk.errors import McDeskError
from mcdesk.procedure.commands import COMMANDS
from mcdesk.script import command_line
from mcdesk.script.running import DONE, TROUBLE, verb

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from mcdesk.application.ports import AppPort


@verb("self-test")
def self_test(_arguments: argparse.Namespace, app: AppPort) -> int:
    """Run every check; one line each."""
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        steps = _steps(app, Path(folder))
        while True:
            try:
                print(f"ok    {next(steps)}", flush=True)
            except StopIteration:
                break
            except (McDeskError, OSError, ImportError, AssertionError) as error:
                print(f"FAIL  {type(error).__name__}: {error}", flush=True)
                failed += 1
                break
    print("all well" if not failed else "something is wrong with this installation",
          file=sys.stdout if not failed else sys.stderr)  # fmt: skip
    return TROUBLE if failed else DONE


def _steps(app: AppPort, folder: Path) -> Iterator[str]:
    """Run the checks one by one, yielding each in words when it passed."""
    path = folder / "self-test.mcdesk"
    desk = app.create(path, "self-test", "CTL-01")
    try:
        yield "definitions load, a workspace is made"
        for line in _LINES:
            desk.execute(command_line.build(COMMANDS[line[0]], line[1]))
        outline = desk.outline("MC-T-T-01")
        assert outline.stage.number == 1
        yield "commands run and are journalled"
        out = folder / "form.pdf"
        app.print_sheets([desk.sheet(outline.forms[0].form_id, "draft")], out)
        assert out.read_bytes().startswith(b"%PDF")
        yield "a form is printed"
    finally:
        app.close(desk)
    assert not app.check(path), app.check(path)
    yield "the workspace checks out"
    made = app.backup(path, folder / "backup.zip")
    app.restore(made, folder / "restored.mcdesk")
    assert not app.check(folder / "restored.mcdesk")
    yield "a backup is made and restored"
    app.try_migration(folder)
    yield "a migration runs"
    assert app.can_seal()
    yield "a PDF is sealed and judged"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app.draw_board(path, folder / "board.png")
    assert (folder / "board.png").stat().st_size > 0
    yield "the board is drawn offscreen"


_LINES: tuple[tuple[str, dict[str, object]], ...] = (
    ("AddFaculty", {"code": "T", "name_en": "Test"}),
    ("AddProgramme", {"code": "T", "name_en": "Test", "faculty": "T"}),
    ("AddPerson", {"name": "SME-01", "roles": ["sme"]}),
    (
        "CreateCard",
        {"title_en": "Self-test", "programme": "T", "lead": "SME-01", "code": "MC-T-T-01"},
    ),
)
