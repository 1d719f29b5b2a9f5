"""The program with its rules cut out: what somebody who is dishonest would send to a server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from mcdesk.application import closing
from mcdesk.application.handlers import moves, signing
from mcdesk.application.work import Work
from mcdesk.procedure import by_module
from mcdesk.procedure import moves as ways
from mcdesk.procedure.moves import CheckedWay


def _nothing(*_given: object, **_named: object) -> None:
    return None


def _empty(*_given: object, **_named: object) -> tuple:
    return ()


def _open_way(situation, actor, target: str, reason: str = "", **_named: object):
    way, _findings = ways.check_move(situation, actor, target, reason)
    return way, ()


@contextmanager
def without_rules() -> Iterator[None]:
    """Let handlers refuse nothing; what they cannot do at all fails as a bug would."""
    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            if name.startswith("mcdesk.application") and hasattr(module, "refuse"):
                patch.setattr(module, "refuse", _nothing)
        for name in ("demand", "must_be_under_way", "must_be_known", "must_not"):
            patch.setattr(Work, name, _nothing)
        patch.setattr(moves, "check_move", _open_way)
        patch.setattr(moves, "check_way", lambda _s, _a, way: CheckedWay(way, (), ()))
        patch.setattr(moves, "resting", _empty)
        patch.setattr(moves, "may_move", lambda *_given: True)
        patch.setattr(by_module, "findings_of", _empty)
        patch.setattr(closing, "obstacles", _empty)
        for module, name in ((signing, "signer_line"), (signing, "why_not_withdraw"),
                             (signing, "must_be_evidence"),
                             (closing, "why_not_withdraw")):  # fmt: skip
            patch.setattr(module, name, _nothing)
        yield
