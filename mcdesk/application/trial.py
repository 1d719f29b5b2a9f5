"""A form with a wording that is not published: blank, on screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.blank_rows import most_rows
from mcdesk.application.directory import definitions_now
from mcdesk.application.logo import house_of, logo_of
from mcdesk.application.queries import person_lines, programme_lines
from mcdesk.application.sheets import empty_lines
from mcdesk.application.views import FormHeader, FormView, Sheet
from mcdesk.procedure import inspect
from mcdesk.procedure.content import Content, Surroundings
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.procedure.definition import FormDefinition

NOWHERE = Label("", "")


def _header(knowledge: Knowledge) -> FormHeader:
    """Return the head of a form that belongs to no card."""
    return FormHeader(
        card_id="", code="", title_en="", title_id="", programme=NOWHERE, faculty=NOWHERE,
        lead_sme="", designer="", number="", version=0, round=0, loop=0, scope="",
        sample=bool(knowledge.stored_settings.get("sample")),
        workspace=str(knowledge.stored_settings.get("name") or ""),
        house=house_of(knowledge), contacts=str(knowledge.stored_settings.get("contacts") or ""),
    )  # fmt: skip


def trial_sheet(
    knowledge: Knowledge, definition: FormDefinition, computed: Content | None = None
) -> Sheet:
    """Return a form as it would be printed with this wording, blank.

    `computed`: what it shows of the workspace; the wording is published then.
    """
    definitions = definitions_now(knowledge)
    procedure = definitions.procedure
    return Sheet(
        definition=definition,
        header=_header(knowledge),
        kind="blank",
        content=Content(),
        computed=computed or Content(),
        living=Content(),
        signatures=empty_lines({role.id: role.label for role in procedure.roles}, definition),
        persons={},
        programmes={},
        as_of=knowledge.today,
        stages={stage.id: stage.title for stage in procedure.stages},
        is_trial=computed is None,
        logo=logo_of(knowledge),
        most_rows=most_rows(definitions.forms, definition, knowledge.settings(definitions).get),
    )


def trial_surroundings(knowledge: Knowledge) -> Surroundings:
    """Return what a form that belongs to no card looks up."""
    definitions = definitions_now(knowledge)
    return Surroundings(
        today=knowledge.today,
        profile=knowledge.profile,
        setting=knowledge.settings(definitions).get,
        other=lambda _kind: Content(),
        look=lambda _name: None,
        holidays=knowledge.holidays,
        stages={stage.id: stage.number for stage in definitions.procedure.stages},
        sheets=lambda _kind: (),
    )


def trial_view(knowledge: Knowledge, definition: FormDefinition) -> FormView:
    """Return a form as it would be seen with this wording, blank and closed."""
    definitions = definitions_now(knowledge)
    stages = definitions.procedure.stages
    settings = knowledge.settings(definitions)
    surroundings = trial_surroundings(knowledge)
    return FormView(
        form_id="",
        definition=definition,
        header=_header(knowledge),
        content=Content(),
        computed=inspect.computed_content(definition, Content(), surroundings),
        status="empty",
        read_only=True,
        signatures=empty_lines(
            {role.id: role.label for role in definitions.procedure.roles}, definition
        ),
        missing=inspect.findings(
            definition, Content(), surroundings, knowledge.levels, definition.stage
        ),
        profile=knowledge.profile,
        today=knowledge.today,
        facts={},
        others={},
        settings=settings,
        holidays=knowledge.holidays,
        persons=person_lines(knowledge),
        programmes=programme_lines(knowledge),
        comments=(),
        history=(),
        revisions=(),
        levels=knowledge.levels,
        stages={stage.id: stage.number for stage in stages},
        stage_titles={stage.id: stage.title for stage in stages},
    )
