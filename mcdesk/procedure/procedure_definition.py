"""What a procedure *is*: stages, roles, gates and ways, as frozen dataclasses read from TOML.

The conditions themselves are named Python functions (`guards.py`, `effects.py`); `load.py` finds
them by their names. What a form is stands in `definition.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.procedure.definition import FormDefinition, Levels, Params
    from mcdesk.procedure.stage import Label, Phase, Stage

RIGHTS_OF_BEFORE = {"rest": "cards"}
"""Rights that procedures of before do not name, each with the one that was asked in its place."""
NEVER_ACT = ("reader", "secretary")
"""The roles by which nobody acts for another, where a procedure of before does not say who does."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the procedure.

    Roles of scope `programme`, `faculty` or `university` are held by appointment; those of scope
    `card` by the members of a card's team.
    """

    id: str
    label: Label
    short: Label
    scope: Literal["card", "programme", "faculty", "university"]
    several: bool = True


@dataclass(frozen=True, slots=True)
class GuardUse:
    """A guard as a transition uses it: its name, parameters and levels."""

    name: str
    levels: Levels
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EffectUse:
    """An effect of a transition: its name and parameters."""

    name: str
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Transition:
    """A way from one stage to another (domain.md, section a).

    `kind` is `forward`, `back` or `finish`; `reason` tells that one must be given; `jumps` that
    a forward way leads past a stage, or back, on purpose.
    """

    id: str
    source: str
    target: str
    kind: Literal["forward", "back", "finish"]
    title: Label
    guards: tuple[GuardUse, ...] = ()
    effects: tuple[EffectUse, ...] = ()
    movers: tuple[str, ...] = ()
    reason: bool = False
    jumps: bool = False


@dataclass(frozen=True, slots=True)
class SettingDefinition:
    """A number or text of the guide (F1) that rules use; dated, changed per workspace."""

    key: str
    label: Label
    value: Any
    unit: Label | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a gate says in the place of the program's own sentence of this id."""

    id: str
    message: Label


@dataclass(frozen=True)
class ProcedureDefinition:
    """The procedure: phases, stages, roles, transitions and the settings that rules use."""

    id: str
    version: str
    title: Label
    phases: tuple[Phase, ...]
    stages: tuple[Stage, ...]
    roles: tuple[Role, ...]
    transitions: tuple[Transition, ...]
    settings: tuple[SettingDefinition, ...]
    rights: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sentences: tuple[Sentence, ...] = ()
    digest: str = ""

    @cached_property
    def _stages(self) -> Mapping[str, Stage]:
        return {stage.id: stage for stage in self.stages}

    @cached_property
    def _roles(self) -> Mapping[str, Role]:
        return {role.id: role for role in self.roles}

    def stage(self, id_: str) -> Stage:
        """Return the stage `id_`; raises KeyError for one that the procedure does not have."""
        return self._stages[id_]

    def role(self, id_: str) -> Role:
        """Return the role `id_`; raises KeyError for one that the procedure does not have."""
        return self._roles[id_]

    @cached_property
    def deputies(self) -> tuple[str, ...]:
        """The roles by which somebody is known who acts for another by a letter."""
        others = tuple(role.id for role in self.roles if role.id not in NEVER_ACT)
        return self.rights.get("act", others)

    def transitions_from(self, stage: str) -> tuple[Transition, ...]:
        """Return the ways out of `stage`, in the definition's order."""
        return tuple(way for way in self.transitions if way.source == stage)

    def transition(self, source: str, target: str) -> Transition | None:
        """Return the defined way from `source` to `target`, or None."""
        return next((t for t in self.transitions_from(source) if t.target == target), None)

    def is_before(self, earlier: str, later: str) -> bool:
        """Tell whether `earlier` comes before `later` in the procedure."""
        return self.stage(earlier).number < self.stage(later).number


@dataclass(frozen=True)
class Definitions:
    """One procedure and its forms, as they belong together."""

    procedure: ProcedureDefinition
    forms: Mapping[str, FormDefinition]
