"""Looks whether a file can be the logo of prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from mcdesk.errors import Trouble
from mcdesk.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 2 << 20
SMALLEST, LARGEST = 60, 4000
"""Dots of the longer side: less is coarse on paper, more makes every print heavy."""
KINDS = ("PNG", "JPEG")


def check_logo(path: Path) -> None:
    """Look whether an image can be printed as the logo; raises Trouble that says why not."""
    try:
        size = path.stat().st_size
        with Image.open(path, formats=KINDS) as image:
            longer = max(image.size)
            if longer <= LARGEST:
                image.load()
    except Image.DecompressionBombError:
        longer = LARGEST + 1
    except (OSError, SyntaxError, ValueError) as error:
        raise Trouble(
            "no_logo",
            _("{name} cannot be used as a logo.").format(name=path.name),
            _("Choose a PNG or JPEG image."),
        ) from error
    if size > MOST_BYTES or not SMALLEST <= longer <= LARGEST:
        raise Trouble(
            "no_logo",
            _("{name} cannot be used as a logo.").format(name=path.name),
            _("A logo has 60 to 4000 dots on its longer side and 2 MB at the most."),
        )
