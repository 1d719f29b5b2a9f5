"""The verb that searches everything that is written."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from mcdesk import i18n
from mcdesk.errors import WrongUsage
from mcdesk.i18n import _, plural
from mcdesk.script.running import DONE, desk_of, emit, verb

if TYPE_CHECKING:
    import argparse

    from mcdesk.application.ports import AppPort


@verb("search")
def search(arguments: argparse.Namespace, app: AppPort) -> int:
    """List where words stand, the best place first."""
    if arguments.limit < 1:
        raise WrongUsage(_("--limit must be at least 1"))
    with desk_of(arguments, app) as desk:
        answer = desk.search(" ".join(arguments.words), arguments.limit)
    if arguments.json:
        emit({"count": answer.count, "more": answer.is_more,
              "hits": [{**asdict(hit), "text": hit.text} for hit in answer.hits]})  # fmt: skip
        return DONE
    shown = i18n.language()
    for hit in answer.hits:
        form = f"{hit.form}:{hit.round}" if hit.round else hit.form
        place = " · ".join(filter(None, (hit.code, form, hit.where.text(shown))))
        print(f"{place}\n    {''.join(f'[{t}]' if mark else t for t, mark in hit.snippet)}")
    print(plural("{n} place", "{n} places", answer.count))
    return DONE
