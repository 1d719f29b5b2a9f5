"""Files travel by their content, before the event that names them (design.md, section 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from mcdesk.application.brought import is_brought
from mcdesk.application.held_files import contents_of
from mcdesk.application.journal import read_event
from mcdesk.errors import HubRefusal, Trouble, system_words
from mcdesk.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mcdesk.application.journal import Line
    from mcdesk.application.ports import Progress


LOGO = N_("Logo")
DAMAGED = N_("Its content in this workspace is damaged.")


@dataclass(frozen=True, slots=True)
class Unsent:
    """A file that a hub did not take: the event that names it, its name, and why."""

    line: Line
    name: str
    why: str


class FileHub(Protocol):
    """A hub as a store of contents."""

    def put_file(self, source: Path, digest: str) -> bool:
        """Keep a content; answer False where it is not what it is called."""
        ...

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


def send_files(replica: FileReplica, hub: FileHub, lines: Sequence[Line]) -> list[Unsent]:
    """Put the files that these lines name at the hub; those that are not here stay owed.

    So does what the hub does not take, which is returned: no file holds up what was done.

    Raises:
        Trouble: The hub's store cannot be written to.
    """
    unsent = []
    for line in lines:
        for effect in read_event(line.body).effects:
            for digest in contents_of(effect, is_brought=is_brought(line.kind)):
                source = replica.file_path(digest)
                why = _put(hub, source, digest) if source.is_file() else ""
                if why:
                    unsent.append(Unsent(line, str(effect.new.get("name") or LOGO), why))
    return unsent


def bring_files(replica: KeepingReplica, hub: LackingHub, progress: Progress | None = None) -> int:
    """Put at the hub what it lacks and is here: it was rebuilt, or its store was damaged.

    Returns how many came there. `progress` hears of how many kilobytes, and may stop it between
    two files: the others come the next time.

    Raises:
        Trouble: The hub's store cannot be written to.
    """
    paths = {each: replica.file_path(each) for each in hub.lacking(replica.kept_files())}
    sizes = {each: _size(path) for each, path in paths.items()}
    came, done, of = 0, 0, sum(sizes.values())
    for digest, path in paths.items():
        if progress is not None and not progress(done, of):
            break
        came += not _put(hub, path, digest)
        done += sizes[digest]
    return came


def _size(path: Path) -> int:
    """Return how many kilobytes a content has, begun ones too."""
    return (path.stat().st_size >> 10) + 1 if path.is_file() else 1


def _put(hub: FileHub, source: Path, digest: str) -> str:
    """Put a content at a hub; return why it was not taken, "" where it is there."""
    try:
        return "" if hub.put_file(source, digest) else DAMAGED
    except HubRefusal as refusal:
        return refusal.reason
    except OSError as error:
        raise _unwritten(error) from error


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
