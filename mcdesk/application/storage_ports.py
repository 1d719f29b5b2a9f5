"""What the application asks of the storage below it: records, units of work, the file itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from mcdesk.application.journal import Effect, Event
    from mcdesk.application.search_ports import SearchIndexPort
    from mcdesk.application.views import CardTile
    from mcdesk.application.views.tile import Part
    from mcdesk.procedure.records import R, Record, Redaction


class Reader(Protocol):
    """Reading records: what queries and guards' situations are loaded through."""

    def find(self, kind: type[R], id_: str, /) -> R | None: ...

    def select(self, kind: type[R], /, **equal: object) -> tuple[R, ...]: ...

    def journal(
        self, card: str = "", form: str = "", limit: int = 0, event: str = "",
        kinds: Sequence[str] = (), table: str = "",
    ) -> Sequence[Mapping[str, Any]]: ...  # fmt: skip


class UnitOfWork(Reader, Protocol):
    """Reading and writing records in one transaction; nothing is kept before `commit`."""

    def put(self, record: R) -> R: ...
    def put_all(self, records: Iterable[Record]) -> None: ...
    def fetch(self, kind: type[Record], ids: Iterable[str], /) -> None: ...
    def made_by(self, table: str, id_: str) -> str: ...
    def has_acted(self, person_id: str) -> bool: ...
    def take_out(self, redaction: Redaction, *, again: bool = False) -> str: ...
    def words_gone(
        self, redaction: Redaction, among: Container[str] | None = None, /
    ) -> frozenset[str]: ...


class EventUnit(UnitOfWork, Protocol):
    """A unit of work that can close an event."""

    def effects(self) -> tuple[Effect, ...]: ...

    def discard(self) -> None: ...

    def close_event(self, event: Event) -> None: ...

    def card_of_form(self, form_id: str) -> str: ...


class Store(Protocol):
    """What the desk needs of the storage below it."""

    path: Path
    read_only: bool

    @property
    def is_writable(self) -> bool: ...

    @property
    def has_hub(self) -> bool: ...

    @property
    def index(self) -> SearchIndexPort: ...

    def read(self) -> AbstractContextManager[Reader]: ...

    def read_ahead(self) -> AbstractContextManager[Any]: ...

    def write(self) -> AbstractContextManager[Any]: ...

    def look(self) -> AbstractContextManager[Any]: ...

    def rewrite(self) -> AbstractContextManager[Any]: ...

    def tiles(self, part: Part = "board") -> tuple[CardTile, ...]: ...

    def stale_tiles(self, day: str) -> tuple[str, ...]: ...

    def save_tiles(self, uow: Any, tiles: Iterable[CardTile], day: str) -> None: ...

    def facts(self) -> dict[str, str]: ...

    def set_fact(self, key: str, value: str) -> None: ...

    def store_file(self, source: Path) -> tuple[str, int]: ...

    def file_path(self, digest: str) -> Path: ...

    def close(self) -> None: ...
