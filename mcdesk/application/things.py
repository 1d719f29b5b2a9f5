"""What a command can name, in words: for a refusal where it is not there."""

from __future__ import annotations

from typing import NoReturn

from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_
from mcdesk.procedure.names import LONGEST_ECHO
from mcdesk.procedure.stage import Label

THINGS = {
    thing.en: thing
    for thing in (
        Label("absence", "ketidakhadiran"),
        Label("comment", "komentar"),
        Label("debt", "tanggungan"),
        Label("definition", "definisi"),
        Label("file", "berkas"),
        Label("form", "formulir"),
        Label("idea", "gagasan"),
        Label("key", "kunci"),
        Label("office", "jabatan"),
        Label("remark", "komentar"),
        Label("revision", "versi"),
        Label("sign-off", "tanda tangan"),
        Label("team entry", "entri tim"),
    )
}


def refuse_missing(name: str, ref: str) -> NoReturn:
    """Say that what a command names is not there; `name` is what such a thing is called.

    Raises:
        Refused: Always.
    """
    what = THINGS.get(name) or Label(name, name)
    text = N_("There is no {what} “{ref}”.")
    said = f"{ref[:LONGEST_ECHO]}…" if len(ref) > LONGEST_ECHO else ref
    raise Refused(Finding("unknown", text, {"what": what, "ref": said}))
