"""The procedure and the forms that are shipped, as they load."""

from __future__ import annotations

from pathlib import Path

from mcdesk.procedure.load import read_definitions, read_form

ROOT = Path(__file__).parents[2] / "resources"
FOLDER = ROOT / "forms"
PROCEDURE = (ROOT / "procedure" / "uph_ctl.toml").read_text("utf-8")
SHIPPED = read_definitions(
    ("uph_ctl.toml", PROCEDURE),
    {path.name: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.toml"))},
)


def loaded():
    """Return every shipped form; none has a mistake."""
    mistakes = []
    found = {}
    for file in sorted(FOLDER.glob("*.toml")):
        found[file.stem] = read_form(file.read_text(encoding="utf-8"), file.name, mistakes)
    assert [str(mistake) for mistake in mistakes] == []
    return found


FORMS = loaded()
