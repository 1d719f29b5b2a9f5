"""Reads one TOML table key by key, and notes what is missing, wrong or unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, get_args

from typing_extensions import override

from mcdesk.errors import Level, WrongUsage
from mcdesk.i18n import N_
from mcdesk.procedure.definition import Due, Levels
from mcdesk.procedure.stage import Label
from mcdesk.procedure.words import Words, said, words

T = TypeVar("T")
LONGEST_SHOWN = 60
MUST_BE = N_("must be {type}, not {value}")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a definition: the file, the table and key in it, and what is wrong."""

    file: str
    where: str
    text: str

    @override
    def __str__(self) -> str:
        return f"{self.file}: {self.where}: {self.text}"

    def words(self) -> Label:
        """Return what is wrong in both languages."""
        return Label(str(said(self.text, "en")), str(said(self.text, "id")))


def listed(mistakes: Iterable[Mistake]) -> Label:
    """Return mistakes one below the other, in both languages."""
    found = [(f"{each.file}: {each.where}: ", each.words()) for each in mistakes]
    return Label("\n".join(place + told.en for place, told in found),
                 "\n".join(place + told.id for place, told in found))  # fmt: skip


class BrokenDefinitions(WrongUsage):
    """Definitions that cannot be used; `mistakes` lists every one found."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class Table:
    """One TOML table being read: takes keys out, and notes what is missing, wrong or unknown."""

    def __init__(self, data: object, file: str, where: str, mistakes: list[Mistake]) -> None:
        self.file, self.where, self.mistakes = file, where, mistakes
        self.data: dict[str, Any] = dict(data) if isinstance(data, Mapping) else {}
        if not isinstance(data, Mapping):
            self.wrong("", words(N_("a table is expected here")))

    def wrong(self, key: str, text: str) -> None:
        where = f"{self.where}.{key}" if self.where and key else self.where or key
        self.mistakes.append(Mistake(self.file, where or "file", text))

    def take(self, key: str, type_: type[T], default: T | None = None) -> T:
        """Take `key`; a missing one without default, or one of another type, is a mistake."""
        if key not in self.data:
            if default is None:
                self.wrong(key, words(N_("is missing")))
                return type_()
            return default
        value = self.data.pop(key)
        if type_ is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if not isinstance(value, type_) or (type_ is int and isinstance(value, bool)):
            self.wrong(key, words(MUST_BE, type=_spoken(type_), value=repr(value)[:LONGEST_SHOWN]))
            return default if default is not None else type_()
        return value

    def one_of(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        value = self.take(key, str, default)
        known = tuple(allowed)
        if value not in known:
            self.wrong(
                key,
                words(
                    N_("{value} is none of {known}"),
                    value=repr(value),
                    known=", ".join(k for k in known if k),
                ),
            )
        return value

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        values = self.take(key, list, list(default))
        if not all(isinstance(value, str) for value in values):
            self.wrong(key, words(N_("must be a list of texts")))
            return default
        return tuple(values)

    def label(self, key: str, *, optional: bool = False) -> Label:
        if key not in self.data:
            if not optional:
                self.wrong(key, words(N_("is missing")))
            return Label("", "")
        value = self.data.pop(key)
        if isinstance(value, str):
            return Label(value, value)
        ok = isinstance(value, Mapping) and set(value) == {"en", "id"}
        if not ok or not all(isinstance(text, str) and text for text in value.values()):
            self.wrong(key, words(N_("needs a text for en and for id")))
            return Label("", "")
        return Label(value["en"], value["id"])

    def maybe_label(self, key: str) -> Label | None:
        return self.label(key, optional=True) or None

    def number(self, key: str) -> float | None:
        return self.take(key, float) if key in self.data else None

    def levels(self, key: str, default: Level = "off") -> Levels:
        value = self.data.pop(key, default)
        pair = value if isinstance(value, Mapping) else {"essential": value, "full": value}
        if set(pair) != {"essential", "full"} or not set(pair.values()) <= set(get_args(Level)):
            self.wrong(
                key, words(N_("must be block, warn or off, or one of them for essential and full"))
            )
            return Levels()
        return Levels(pair["essential"], pair["full"])

    def due(self, key: str, default: str) -> Due:
        value = self.data.pop(key, default)
        pair = value if isinstance(value, Mapping) else {"essential": value, "full": value}
        if set(pair) != {"essential", "full"}:
            self.wrong(key, words(N_("must be a stage, or one for essential and one for full")))
            return Due(default, default)
        return Due(str(pair["essential"]), str(pair["full"]))

    def each(
        self, key: str, read: Callable[[Table], T], *, may_be_off: bool = False
    ) -> tuple[T, ...]:
        """Read every table of the list `key` with `read`; those switched off are left out."""
        entries = self.data.pop(key, [])
        if not isinstance(entries, list):
            self.wrong(key, words(N_("must be a list of tables")))
            return ()
        found = []
        for number, entry in enumerate(entries, start=1):
            name = entry.get("id", number) if isinstance(entry, Mapping) else number
            where = f"{self.where}.{key}[{name}]" if self.where else f"{key}[{name}]"
            table = Table(entry, self.file, where, self.mistakes)
            is_off = table.take("off", bool, False) if may_be_off else False
            made = read(table)
            table.finish()
            if not is_off:
                found.append(made)
        return tuple(found)

    def known(self, key: str, registry: Mapping[str, object], kind: str) -> str:
        """Take the name of a registered Python function."""
        name = self.take(key, str, "")
        if name and name not in registry:
            self.wrong(
                key,
                words(N_("this program has no {kind} named {name}"), kind=kind, name=repr(name)),
            )
        return name

    def finish(self) -> None:
        for key in self.data:
            self.wrong(key, words(N_("is not a known key")))


def _spoken(type_: type) -> Words:
    names = {
        str: words(N_("a text")),
        int: words(N_("a whole number")),
        float: words(N_("a number")),
        bool: words(N_("true or false")),
        list: words(N_("a list")),
    }
    return names.get(type_, words(N_("a table")))
