"""`mcdesk verify`: which form a signed PDF is, whether it is its text, and who signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcdesk.application.shown import told
from mcdesk.errors import WrongUsage
from mcdesk.i18n import _
from mcdesk.procedure.calendar import day_of
from mcdesk.script.verbs import DONE, REFUSED, desk_of, emit, finding_data, verb

if TYPE_CHECKING:
    import argparse

    from mcdesk.application.ports import AppPort
    from mcdesk.application.views import PdfVerdict

TEXTS = {
    "exact": "byte for byte what was printed for signing",
    "same": "the text of that version, written anew by another program",
    "other": "NOT the text of that version: page {pages} differs",
    "unknown": "there is no version to compare it with",
}


@verb("verify")
def verify(arguments: argparse.Namespace, app: AppPort) -> int:
    """Check a signed PDF; exit 1 when something is wrong with it."""
    if not arguments.file.is_file():
        raise WrongUsage(_("there is no file {file}").format(file=arguments.file))
    with desk_of(arguments, app) as desk:
        found = app.verify_pdf(desk, arguments.file)
    assert found is not None, "nobody cancels a verb"
    if arguments.json:
        emit(_data(found))
    else:
        print("\n".join(_lines(found)))
    return DONE if found.is_sound else REFUSED


def _lines(found: PdfVerdict) -> list[str]:
    lines = [told(bundle.answer) for bundle in found.prints]
    pages = ", ".join(map(str, found.pages))
    lines.append(f"text: {TEXTS[found.text].format(pages=pages)}")
    for seal in found.seals:
        role = seal.role_label.text() if seal.role_label else seal.field
        kind = ", own certificate" if seal.own else ""
        state = "holds" if seal.holds else "DOES NOT HOLD"
        lines.append(f"signed by {seal.name} ({role}{kind}), {day_of(seal.at)}: {state}")
        lines += [f"    {told(finding)}" for finding in seal.findings]
    lines += [told(finding) for finding in found.findings]
    return [*lines, "in order" if found.is_sound else "not in order"]


def _data(found: PdfVerdict) -> dict[str, Any]:
    return {
        "ok": found.is_sound,
        "prints": [
            {"state": each.state, "card": each.card_code, "form": each.kind, "sheet": each.sheet,
             "version": each.version, "text": told(each.answer)}
            for each in found.prints
        ],
        "text": found.text,
        "pages": list(found.pages),
        "signatures": [
            {"field": seal.field, "role": seal.role, "name": seal.name, "at": seal.at,
             "reason": seal.reason, "own": seal.own, "holds": seal.holds,
             "findings": [finding_data(finding) for finding in seal.findings]}
            for seal in found.seals
        ],
        "findings": [finding_data(finding) for finding in found.findings],
    }  # fmt: skip
