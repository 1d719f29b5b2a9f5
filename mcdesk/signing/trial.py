"""What a fresh installation can try of signing: a key, a certificate, a seal and its judgement."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter

from mcdesk.signing import ed25519
from mcdesk.signing.certificates import own_identity
from mcdesk.signing.judge import judge
from mcdesk.signing.seal import Place, Words, prepare, seal

if TYPE_CHECKING:
    from datetime import datetime


def can_seal(now: datetime) -> bool:
    """Tell whether an empty page can be sealed, and an altered one is found out."""
    key = ed25519.new_key()
    assert ed25519.verify(ed25519.public_of(key), "text", ed25519.sign(key, "text"))
    writer, out = PdfFileWriter(), BytesIO()
    stream = writer.add_object(generic.StreamObject(stream_data=b""))
    writer.insert_page(PageObject(contents=stream, media_box=(0, 0, 595, 842)))
    writer.write(out)
    identity = own_identity(ed25519.derived(key, "self-test"), "self-test", "", now)
    empty = prepare(out.getvalue(), [Place("trial", 0, (50, 50, 250, 100))])
    sealed = seal(empty, identity, Words("trial", "self-test", "self-test"), out.getvalue())
    return judge(sealed).is_sound and not judge(sealed + b"x").is_sound
