"""A page with a code of ours, how a scan of it is read, and why a file is not."""

from __future__ import annotations

import pytest

from mcdesk.exchange.scans import words
from mcdesk.exchange.scans.pages import read_pages
from mcdesk.exchange.scans.sources import Unreadable, look
from tests.exchange.conftest import code, images, pdf

TEXT = code().text()
PAGE = images(pdf([TEXT]))[0]


def read(path, *numbers):
    source = look(path)
    return read_pages(source, numbers or tuple(range(source.pages)))


def why(path) -> str:
    with pytest.raises(Unreadable) as caught:
        look(path)
    assert caught.value.code in words.REASONS
    return caught.value.code
