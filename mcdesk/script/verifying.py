"""`mcdesk verify`: which form a signed PDF is, whether it is its text, and who signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcdesk.application.days import days_in, show_date, told
from mcdesk.errors import WrongUsage
from mcdesk.i18n import _
from mcdesk.procedure.calendar import day_of
from mcdesk.script.running import DONE, REFUSED, desk_of, emit, finding_data, verb

if TYPE_CHECKING:
    import argparse

    from mcdesk.application.ports import AppPort
    from mcdesk.application.views import PdfVerdict, SealLine
    from mcdesk.errors import Finding


@verb("verify")
def verify(arguments: argparse.Namespace, app: AppPort) -> int:
    """Check a signed PDF; exit 1 when something is wrong with it, 0 also for an earlier text."""
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
    """Return what is said of a PDF in the language in use, each remark once with its pages."""
    lines = [_said(answer) for _state, answer in found.answers]
    if found.print is not None:
        lines.append(_said(found.text_answer))
    for seal in found.seals:
        remarks = (*filter(None, (seal.vouched,)), *seal.findings)
        lines += [_signed(seal), *(f"    {_said(finding)}" for finding in remarks)]
    lines += map(_said, found.findings)
    return [*lines, found.heading]


def _said(finding: Finding) -> str:
    return days_in(told(finding))


def _signed(seal: SealLine) -> str:
    """Return who signed in which role and when, and whether the signature holds."""
    role = seal.role_label.text() if seal.role_label else seal.field
    kind = _("own certificate") if seal.own else ""
    who = f"{seal.name} ({', '.join(filter(None, (role, kind)))})"
    words = (
        _("Signed by {who}, {day}: holds")
        if seal.holds
        else _("Signed by {who}, {day}: DOES NOT HOLD")
    )
    return words.format(who=who, day=show_date(day_of(seal.at)) or "–")


def _data(found: PdfVerdict) -> dict[str, Any]:
    return {
        "ok": found.is_sound,
        "current": found.is_current,
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
             "vouched": finding_data(seal.vouched) if seal.vouched else None,
             "findings": [finding_data(finding) for finding in seal.findings]}
            for seal in found.seals
        ],
        "findings": [finding_data(finding) for finding in found.findings],
    }  # fmt: skip
