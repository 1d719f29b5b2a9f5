"""The guide as it is read: its editions, the numbers in force, and who signs at each stage."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from pypdf import PdfReader

from mcdesk import i18n
from mcdesk.procedure import commands as do
from mcdesk.procedure import wording
from mcdesk.procedure.stage import Label
from mcdesk.procedure.toml_text import toml_text
from mcdesk.reports.form import print_form
from tests.conftest import TODAY


def publish(desk, since: str = "") -> None:
    data = desk.guide_view().form.current.data
    new = Label("Say what it is.", "Sebutkan namanya.")
    data = wording.with_text(data, "section:naming", "help", new)
    text = toml_text({**data, "version": "2026.2"})
    desk.execute(do.PublishDefinitions(forms={"F1.toml": text}, since=since, reason="shorter"))


def printed(desk, digest: str) -> str:
    out = BytesIO()
    print_form(desk.guide_sheet(digest), out)
    return "\n".join(page.extract_text() for page in PdfReader(out).pages)


def test_a_number_is_shown_with_the_day_of_the_change_that_binds(at):
    desk = at()
    assert desk.guide_view().settings["hours_per_sks"].since == ""
    days = [(TODAY - timedelta(days=back)).isoformat() for back in (0, 40, 20, 30, 10)]
    for number, day in enumerate(days):
        desk.execute(do.SetSetting(key="hours_per_sks", value=40 + number, since=day))
    later = (TODAY + timedelta(days=3)).isoformat()
    desk.execute(do.SetSetting(key="hours_per_sks", value=50, since=later))
    line = desk.guide_view().settings["hours_per_sks"]
    assert (line.value, line.since) == (40, TODAY.isoformat())


def test_the_editions_stand_in_the_view_and_each_can_be_printed(at):
    desk = at()
    publish(desk)
    newest, first = desk.guide_view().form.versions
    assert (newest.version, newest.state, newest.reason) == ("2026.2", "now", "shorter")
    assert (first.version, first.state) == ("2026.1", "earlier")
    assert "Say what it is." in printed(desk, newest.digest)
    assert "Say what it is." not in printed(desk, first.digest)


def test_a_print_shows_the_numbers_in_force(at):
    desk = at()
    desk.execute(do.SetSetting(key="hours_per_sks", value=47))
    told = printed(desk, desk.guide_view().form.current.digest)
    _before, label, after = told.partition("Hours per sks")
    assert label
    assert "47 h" in after[:60]
    assert "DRAFT" not in told


def test_the_stages_say_who_signs(at):
    stages = at().guide_view().stages
    assert [stage.number for stage in stages] == list(range(1, 15))
    (form, roles), *_more = stages[3].forms
    assert form.en == "Micro-Credential Development Timeline"
    assert [role.en for role in roles][-2:] == ["Head of Study Program", "Dean"]


def test_only_who_may_change_the_settings_is_told_so(at):
    desk = at()
    assert desk.guide_view().may
    desk.execute(do.AddPerson(name="READER", roles=["reader"]))
    desk.use_person(next(each.id for each in desk.info().persons if each.name == "READER"))
    assert not desk.guide_view().may


def test_a_form_knows_the_chapters_that_explain_its_fields(at):
    desk = at()
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "R1")
    assert desk.form(form).chapters == {}
    desk = at("proposal")
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F2")
    assert desk.form(form).chapters["p28"].id == "size"


def test_the_guide_is_printed_with_the_language_in_use_first(desk):
    digest = desk.guide_view().form.current.digest
    english = desk.guide_sheet(digest)
    i18n.use_language("id")
    indonesian = desk.guide_sheet(digest)
    assert indonesian.definition.title.en == english.definition.title.id
    assert indonesian.definition.title.id == english.definition.title.en
    pairs = zip(english.definition.sections, indonesian.definition.sections, strict=True)
    assert all((one.help.en, one.help.id) == (two.help.id, two.help.en)
               for one, two in pairs if one.help)  # fmt: skip
    assert indonesian.definition.intro.en == english.definition.intro.id
    assert indonesian.computed == english.computed


def test_its_print_says_who_signs_each_form_as_the_definitions_do(at):
    desk = at()
    digest = desk.guide_view().form.current.digest
    told = " ".join(printed(desk, digest).split())
    assert "The stages today, their forms and who signs" in told
    for stage in desk.guide_view().stages:
        for title, roles in stage.forms:
            for lang in ("en", "id"):
                names = ", ".join(role.text(lang) for role in roles)
                assert not roles or f"{title.text(lang)} ({names})" in told
