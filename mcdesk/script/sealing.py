"""`mcdesk seal`: seals the PDF of a form for one's own decision, as the window does."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mcdesk.errors import Finding, Refused, Trouble, WrongUsage
from mcdesk.i18n import N_, _
from mcdesk.reports.output import try_place, write
from mcdesk.script.printing import check_out
from mcdesk.script.running import DONE, desk_of, emit, form_of, verb
from mcdesk.sealing import Sealing, kept_as

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from mcdesk.application.ports import AppPort, DeskPort
    from mcdesk.application.views import FileLine, FormView, SignatureLine

NOT_HERE = N_("With a team it comes with the next exchange (mcdesk sync). Else put it back from a "
              "backup of the workspace, or remove it from the files of the card; then try "
              "again.")  # fmt: skip


@verb("seal")
def seal(arguments: argparse.Namespace, app: AppPort) -> int:
    """Seal a form, keep the PDF among the files of the card, and copy it.

    With one's own certificate, or with that of a file. Of a decision that is sealed already the
    PDF that is kept is copied.
    """
    check_out(arguments.out)
    if arguments.out.exists():
        raise WrongUsage(_("{out} is there already").format(out=arguments.out))
    with desk_of(arguments, app, read_only=False) as desk:
        view = desk.form(form_of(desk, arguments.code, arguments.form).form_id)
        line = _own(desk, view, arguments.role)
        try_place(arguments.out)  # before it is sealed: a seal cannot be taken out again
        kept, events = ((line.sealed, ()) if line.sealed
                        else _sealed(desk, view.form_id, line, arguments.certificate))  # fmt: skip
        write(_content(desk, kept), arguments.out)
    emit({"ok": True, "file": kept.id, "digest": kept.digest, "role": line.role,
          "events": list(events)})  # fmt: skip
    return DONE


def _sealed(
    desk: DeskPort, form: str, line: SignatureLine, certificate: Path | None
) -> tuple[FileLine, Sequence[str]]:
    """Seal a form for a decision; return the PDF that is kept, and the events.

    A certificate of a file needs no key of one's own, and so no PIN.
    """
    is_asked = certificate is None and desk.key_state() == "locked"
    pin = os.environ.get("MCDESK_PIN", "") if is_asked else ""
    password = os.environ.get("MCDESK_CERTIFICATE_PASSWORD", "") if certificate else ""
    job = Sealing(form, line.role, pin, certificate, password, line.sign_off_id)
    changes = job(desk)
    return kept_as(desk, form, job.file), changes.events


def _content(desk: DeskPort, kept: FileLine) -> bytes:
    """Return what a sealed PDF holds.

    Raises:
        Trouble: It is not on this computer: somebody else sealed it, or it was lost.
    """
    place = desk.file_path(kept.digest)
    if not place.is_file():
        title = _("The PDF is sealed already, but it is not on this computer: {name}.")
        raise Trouble("not_here", title.format(name=kept.name), _(NOT_HERE))
    return place.read_bytes()


def _own(desk: DeskPort, view: FormView, role: str) -> SignatureLine:
    """Return the line of who works here that a key signed: one that is not sealed yet, if any."""
    if not view.seals:
        raise Refused(Finding("no_seals", N_("Signed forms are not sealed as PDF in this "
                              "workspace: the setting “seal_pdf” is off.")))  # fmt: skip
    me = desk.info().person_id
    found = [line for line in view.signatures
             if line.person_id == me and line.state == "done" and line.keyed
             and role in ("", line.role)]  # fmt: skip
    if not found:
        raise Refused(Finding("nothing_to_seal", N_("There is no decision of yours over this form "
                              "that was signed with a key.")))  # fmt: skip
    return next((line for line in found if line.sealed is None), found[0])
