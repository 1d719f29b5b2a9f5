"""A form's PDF sealed for a decision: printed or fetched, signed, and kept with the form.

The window and the scripts seal by it; it needs prints and signatures alike.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mcdesk.application.seals import Sealed, mark_of, note_of, pdfs_of, place_names
from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_
from mcdesk.procedure.calendar import is_moment
from mcdesk.procedure.commands import AttachFile
from mcdesk.procedure.identity import new_id

if TYPE_CHECKING:
    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import (
        Changes,
        FileLine,
        FormView,
        RevisionLine,
        Sheet,
        SignatureLine,
    )
    from mcdesk.signing.certificates import Identity


@dataclass(frozen=True, slots=True)
class Sealing:
    """Prints or fetches the PDF, seals it for a role, and keeps it with the form.

    `file` is the id under which it is kept: which one was made is told by nothing else, since the
    clock of another who sealed may be ahead.
    """

    form: str
    role: str
    pin: str = ""
    certificate: Path | None = None
    password: str = ""
    sign_off: str = ""
    file: str = field(default_factory=new_id)

    def __call__(self, desk: DeskPort) -> Changes:
        from mcdesk.reports.seal import seal_face, seal_reason
        from mcdesk.reports.to_seal import shown_in
        from mcdesk.signing.seal import Words, room_of, seal

        view = desk.form(self.form)
        sheet = desk.sheet(self.form, "frozen") if view.revision is not None else None
        lines = sheet.signatures if sheet is not None else ()
        places = dict(zip(place_names(each.role for each in lines), lines, strict=True))
        place = next((name for name, each in places.items() if self._is_it(each)), self.role)
        line = places.get(place)
        if line is None or line.state != "done" or view.revision is None or sheet is None:
            raise Refused(Finding("not_signed", N_("This decision does not stand any more.")))
        now = datetime.now(UTC)
        identity = self._identity(desk, line, view.header.workspace, now)
        version, digest = view.revision.version, view.revision.digest
        basis, carried = self._basis(desk, sheet, view.revision, line.decided)
        room = room_of(basis, place)
        whose = "" if identity.own else identity.name
        shown = shown_in(sheet, line.decided)
        since = [each for each in shown if carried and each is not line
                 and not carried.names(each.sign_off_id)]  # fmt: skip
        words = Words(place, line.person, seal_reason(sheet, line, since), line.place)
        face = seal_face(sheet, line, whose, now.isoformat(), room, since)
        made = seal(basis, identity, words, face)
        note = note_of(mark_of(version, digest, line.decided), place, line.sign_off_id, carried,
                       [each.sign_off_id for each in (since if carried else shown)])  # fmt: skip
        return self._keep(desk, view, note, made)

    def _is_it(self, line: SignatureLine) -> bool:
        """Tell whether a line is the one that is sealed: of a role that signs once, by its role."""
        return line.sign_off_id == self.sign_off if self.sign_off else line.role == self.role

    def _identity(
        self, desk: DeskPort, line: SignatureLine, workspace: str, now: datetime
    ) -> Identity:
        """Return the certificate that seals: that of a file, or one's own."""
        from mcdesk.signing.certificates import own_identity, read_pkcs12

        if self.certificate is not None:
            return read_pkcs12(self.certificate, self.password, now)
        if self.pin:
            desk.unlock_key(self.pin)
        secret = desk.pdf_secret()
        if not secret:
            raise Refused(Finding("no_key", N_("Your key is not open on this computer.")))
        since = [key.registered_at for key in desk.keys_view().keys
                 if key.own and not key.ended_at and is_moment(key.registered_at)]  # fmt: skip
        begin = datetime.fromisoformat(min(since)) if since else now
        return own_identity(secret, line.person, workspace, begin)

    def _basis(
        self, desk: DeskPort, sheet: Sheet, revision: RevisionLine, decided: str
    ) -> tuple[bytes, Sealed | None]:
        """Return the PDF sealed last of this version and what it carries, or one printed now.

        What the signer decided beside the text stands in it, or it is another PDF, and so it is
        where it carries the seal of a decision that was withdrawn, or where no print of this
        version says what it says (docs/decisions/0009).
        """
        from mcdesk.reports.to_seal import print_to_seal, to_seal_then
        from mcdesk.signing.seal import Place, prepare
        from mcdesk.signing.texts import is_print

        data, spots = print_to_seal(sheet, decided)
        kept = pdfs_of(desk.sealed(self.form), revision.version, sheet.digest, decided,
                       sheet.signatures)  # fmt: skip
        days = [file for file, _carried in kept]
        for file, carried in kept:
            place = desk.file_path(file.digest)
            mine = place.read_bytes() if place.is_file() else b""
            if mine and (is_print(mine, data) or any(
                is_print(mine, made.data)
                for made in to_seal_then(desk, self.form, revision.id, (decided,), days)
            )):  # fmt: skip
                return mine, carried
        places = [Place(spot.name, spot.page, spot.box) for spot in spots]
        return prepare(data, places), None

    def _keep(self, desk: DeskPort, view: FormView, note: str, data: bytes) -> Changes:
        """Keep the sealed PDF in the store and among the files of the card."""
        number = (view.header.number or view.definition.id).replace("/", "-")
        part = f" {view.header.scope}" if view.part_of else ""
        name = f"{number}{part} v{view.header.version}.pdf"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "sealed.pdf"
            path.write_bytes(data)
            digest, size = desk.store_file(path)
        attach = AttachFile(card=view.header.card_id, form=self.form, name=name, size=size,
                            digest=digest, purpose="sealed", note=note, id=self.file)  # fmt: skip
        return desk.execute(attach)


def kept_as(desk: DeskPort, form: str, file: str) -> FileLine:
    """Return the sealed PDF of a form that is kept under an id.

    Raises:
        Refused: It was removed meanwhile.
    """
    found = next((each for each in desk.sealed(form) if each.id == file), None)
    if found is None:
        raise Refused(Finding("not_sealed", N_("The sealed PDF was removed meanwhile.")))
    return found
