"""Where the files that ship with the program lie: a checkout, an installation or a bundle."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """Return the folder `resources/` of this installation.

    Raises:
        FileNotFoundError: The program was installed without its resources.
    """
    bundle = getattr(sys, "_MEIPASS", None)
    places = [Path(bundle)] if bundle else []
    places.append(Path(__file__).resolve().parent.parent)
    places.append(Path(sys.prefix) / "share" / "mcdesk")
    for place in places:
        if (place / "resources").is_dir():
            return place / "resources"
    raise FileNotFoundError("resources/ is missing beside the program")


def guide(language: str) -> Path | None:
    """Return the folder of the guide's pages, beside `resources/`; None where it is not there."""
    folder = root().parent / "docs" / "guide"
    own = folder if language == "en" else folder / language
    return next((place for place in (own, folder) if place.is_dir()), None)


def version() -> str:
    """Return the program's version, from the installed metadata or pyproject.toml."""
    from importlib import metadata  # slow to import, and nothing before the first paint asks

    try:
        return metadata.version("mcdesk")
    except metadata.PackageNotFoundError:
        import tomllib

        project = root().parent / "pyproject.toml"
        if not project.is_file():
            return (root() / "VERSION").read_text(encoding="utf-8").strip()
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
