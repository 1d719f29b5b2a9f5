"""Another person works in the window only once every page was left."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mcdesk.ui.switching import use_person


@pytest.mark.parametrize("goes", [True, False])
def test_nothing_is_switched_while_a_page_stays_with_what_was_typed(goes):
    forgotten, jobs = [], []
    host = SimpleNamespace(go=lambda _place: goes, forget=lambda but: forgotten.append(but))
    tasks = SimpleNamespace(run=lambda _job, _done, kind="local": jobs.append(kind))
    use_person(SimpleNamespace(host=host, tasks=tasks), "another")
    assert jobs == (["local", "reader"] if goes else [])
    assert len(forgotten) == goes
