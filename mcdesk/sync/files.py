"""Files travel by their content, before the event that names them (design.md, section 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mcdesk.application.journal import read_event
from mcdesk.errors import Trouble, system_words
from mcdesk.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mcdesk.application.journal import Line
    from mcdesk.application.ports import Progress


class FileHub(Protocol):
    """A hub as a store of contents."""

    def put_file(self, source: Path, digest: str) -> None: ...

    def get_file(self, digest: str, target: Path) -> bool: ...


class FileReplica(Protocol):
    """A workspace as a store of contents."""

    def file_path(self, digest: str) -> Path: ...

    def absent_files(self) -> Sequence[str]: ...


class LackingHub(FileHub, Protocol):
    """A hub that tells what it has not."""

    def lacking(self, digests: Sequence[str]) -> Sequence[str]: ...


class KeepingReplica(Protocol):
    """A workspace that tells what it keeps."""

    def kept_files(self) -> Sequence[str]: ...

    def file_path(self, digest: str) -> Path: ...


def send_files(replica: FileReplica, hub: FileHub, lines: Sequence[Line]) -> int:
    """Put the files that these lines name at the hub; those that are not here stay owed.

    Raises:
        Trouble: The hub's store cannot be written to.
    """
    sent = 0
    for line in lines:
        for effect in read_event(line.body).effects:
            digest = str(effect.new.get("digest") or "")
            if effect.table != "file" or effect.new.get("link") or not digest:
                continue
            source = replica.file_path(digest)
            if source.is_file():
                try:
                    hub.put_file(source, digest)
                except OSError as error:
                    raise _unwritten(error) from error
                sent += 1
    return sent


def bring_files(replica: KeepingReplica, hub: LackingHub) -> int:
    """Put at the hub what it lacks and is here: it was rebuilt, or its store was damaged.

    Raises:
        Trouble: The hub's store cannot be written to.
    """
    lacking = hub.lacking(replica.kept_files())
    for digest in lacking:
        try:
            hub.put_file(replica.file_path(digest), digest)
        except OSError as error:
            raise _unwritten(error) from error
    return len(lacking)


def fetch_files(replica: FileReplica, hub: FileHub, progress: Progress | None = None) -> int:
    """Fetch the files that are not here yet; return how many came.

    Raises:
        Trouble: The files cannot be read or written.
    """
    absent, came = replica.absent_files(), 0
    for done, digest in enumerate(absent):
        if progress is not None and not progress(done, len(absent)):
            break
        try:
            came += hub.get_file(digest, replica.file_path(digest))
        except OSError as error:
            raise _unwritten(error) from error
    return came


def _unwritten(error: OSError) -> Trouble:
    return Trouble(
        "files",
        _("Files could not be exchanged with the team’s hub."),
        _("The system says: {text}").format(text=system_words(error)),
        retry=True,
    )
