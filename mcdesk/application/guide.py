"""Queries about the development guide (F1): as it is read on screen, and as it is printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application import shelf
from mcdesk.application.directory import definitions_now, settings_view
from mcdesk.application.guide_chapters import SIGNERS, STAGES, signers_words
from mcdesk.application.trial import trial_sheet, trial_surroundings
from mcdesk.application.views import GuideView, Sheet, StageSigners
from mcdesk.application.wording import WordingReading, form_of
from mcdesk.i18n import _, language
from mcdesk.procedure import inspect
from mcdesk.procedure.content import Content
from mcdesk.procedure.guide import GUIDE
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.procedure_definition import Definitions

RIGHT = "settings"


class GuideReading(WordingReading):
    """The questions of somebody who reads the guide."""

    def guide_view(self) -> GuideView:
        """Return the guide with all its editions, and the numbers in force."""
        with self.store.read() as reader:
            knowledge, actor = self._knowledge(reader)
            definitions = definitions_now(knowledge)
            held = set(definitions.procedure.rights.get(RIGHT, ()))
            lines = settings_view(knowledge).settings
            return GuideView(
                form=form_of(knowledge, GUIDE),
                settings={line.key: line for line in lines},
                stages=tuple(_stages(definitions)),
                today=self.today,
                may=bool(held & actor.roles) and self.store.is_writable,
            )

    def guide_sheet(self, digest: str) -> Sheet:
        """Return an edition of the guide as it is printed, with the numbers in force.

        Both languages stand on it, the one in use first.
        """
        with self.store.read() as reader:
            knowledge, _actor = self._knowledge(reader)
            stages = _stages(definitions_now(knowledge))
            definition = _with_signers(shelf.form_definition(reader, digest), stages)
            surroundings = trial_surroundings(knowledge)
            computed = inspect.computed_content(definition, Content(), surroundings)
            sheet = trial_sheet(knowledge, definition, computed)
            if language() == "en":
                return sheet
            return replace(sheet, definition=_other_first(definition))


def _with_signers(definition: FormDefinition, stages: Iterable[StageSigners]) -> FormDefinition:
    """Return the guide with who signs each form in its chapter of the stages, as it is today.

    The definitions say it and no text of the guide, so that it cannot become untrue.
    """
    told = [Label(_(SIGNERS, "en"), _(SIGNERS, "id")), *signers_words(stages)]
    more = Label("\n".join(line.en for line in told), "\n".join(line.id for line in told))
    sections = tuple(
        replace(section, help=Label(f"{section.help.en}\n\n{more.en}",
                                    f"{section.help.id}\n\n{more.id}"))
        if section.id == STAGES and section.help else section
        for section in definition.sections
    )  # fmt: skip
    return replace(definition, sections=sections)


def _other_first(definition: FormDefinition) -> FormDefinition:
    """Return a text to read with its other language before the first."""
    sections = tuple(
        replace(
            section,
            title=_turned(section.title),
            help=_turned(section.help) if section.help else None,
            fields=tuple(
                replace(entry, label=_turned(entry.label),
                        unit=_turned(entry.unit) if entry.unit else None)
                for entry in section.fields
            ),
        )
        for section in definition.sections
    )  # fmt: skip
    intro = _turned(definition.intro) if definition.intro else None
    return replace(definition, title=_turned(definition.title), intro=intro, sections=sections)


def _turned(label: Label) -> Label:
    return Label(label.id or label.en, label.en)


def _stages(definitions: Definitions) -> Iterator[StageSigners]:
    """Yield the stages with their forms and who signs these; an opinion is no signature."""
    procedure = definitions.procedure
    for stage in procedure.stages:
        forms = []
        for kind in stage.forms:
            form = definitions.forms[kind]
            signers = sorted(form.signers, key=lambda signer: signer.step)
            roles = [procedure.role(each.role).label for each in signers if not each.optional]
            forms.append((form.title, tuple(dict.fromkeys(roles))))
        yield StageSigners(stage.number, stage.title, tuple(forms))
