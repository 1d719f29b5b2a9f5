"""Pictures that lie in folders of attachments: tiny, thin, of rare kinds, damaged."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

TINY = ((1, 1), (2, 2), (3, 3), (1, 800), (800, 2), (31, 31))
DEPTHS = ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "F")
KINDS = {"1": ("png", "tif"), "L": ("png", "jpg", "tif"), "LA": ("png", "tif"),
         "P": ("png", "tif"), "RGB": ("png", "jpg", "tif"), "RGBA": ("png", "tif"),
         "CMYK": ("jpg", "tif"), "I;16": ("png", "tif"), "F": ("tif",)}  # fmt: skip


def saved(image: Image.Image, path: Path) -> Path:
    """Write a picture as what its name says."""
    image.save(path)
    return path


def short(image: Image.Image, path: Path) -> Path:
    """Write a picture that was copied in part only."""
    out = BytesIO()
    image.save(out, "JPEG")
    path.write_bytes(out.getvalue()[: len(out.getvalue()) // 2])
    return path


def without_size(path: Path) -> Path:
    """Write a TIFF that does not say how large its picture is."""
    tags = struct.pack("<HHHII", 1, 258, 3, 1, 8)
    path.write_bytes(b"II*\0" + struct.pack("<I", 8) + tags + bytes(4))
    return path


def without_pages(path: Path) -> Path:
    """Write a TIFF that has no page at all."""
    path.write_bytes(b"II*\0" + bytes(4))
    return path
