"""Puts together what is said of a signed PDF: the form on its pages, its text, its signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.views import PdfVerdict, SealLine
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.signing.texts import differing_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mcdesk.application.views import ScanBundle, TextState
    from mcdesk.procedure.stage import Label
    from mcdesk.signing.judge import Judged


def verdict(
    name: str,
    data: bytes,
    judged: Judged,
    prints: Sequence[ScanBundle],
    known: Iterable[bytes],
    roles: Mapping[str, Label],
) -> PdfVerdict:
    """Return what a PDF is; `known` are the prints of its version that it may be."""
    text, pages = _against(data, tuple(known))
    seals = tuple(
        SealLine(seal.field, seal.role, roles.get(seal.role), seal.name, seal.at, seal.reason,
                 seal.own, seal.findings)
        for seal in judged.seals
    )  # fmt: skip
    return PdfVerdict(
        name, tuple(prints), text, pages, seals, (*judged.findings, *_prints(judged, prints))
    )


def _against(data: bytes, known: Sequence[bytes]) -> tuple[TextState, tuple[int, ...]]:
    """Tell whether a file is one of the prints, says the same, or where it says something else."""
    if not known:
        return "unknown", ()
    if any(data.startswith(each) for each in known):
        return "exact", ()
    nearest = min((differing_pages(data, each) for each in known), key=len)
    return ("other", nearest) if nearest else ("same", ())


def _prints(judged: Judged, prints: Sequence[ScanBundle]) -> Iterable[Finding]:
    """Say that the pages name no form, or several."""
    if not judged.is_readable:
        return
    named = {bundle.form_id for bundle in prints if bundle.form_id}
    if not named:
        yield Finding("no_form", N_("No page names a form of this workspace."))
    elif len(prints) > 1:
        yield Finding("several", N_("Its pages belong to {n} prints; only one belongs here."),
                      {"n": len(prints)})  # fmt: skip
