"""`mcdesk guide`: the development guide (F1) to read in a terminal, as data, or on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.guide_chapters import SIGNERS, STAGES, chapters_of, signers_words
from mcdesk.application.shown import show_setting
from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_, _
from mcdesk.procedure.units import counted
from mcdesk.script.counts import wrote
from mcdesk.script.printing import check_out
from mcdesk.script.running import DONE, desk_of, emit, verb

if TYPE_CHECKING:
    import argparse

    from mcdesk.application.guide_chapters import Chapter
    from mcdesk.application.ports import AppPort
    from mcdesk.application.views import GuideView, SettingLine, WordingVersion


@verb("guide")
def guide(arguments: argparse.Namespace, app: AppPort) -> int:
    """Show an edition of the guide, or print it."""
    if arguments.out is not None:
        check_out(arguments.out)
    with desk_of(arguments, app) as desk:
        view = desk.guide_view()
        edition = _edition(view, arguments.edition)
        sheet = desk.guide_sheet(edition.digest) if arguments.out is not None else None
    if sheet is not None:
        from mcdesk.reports.form import print_form

        pages = print_form(sheet, arguments.out)
        print(wrote(arguments.out, pages))
    elif arguments.json:
        emit(_data(view, edition))
    else:
        _tell(view, edition)
    return DONE


def _edition(view: GuideView, wanted: str) -> WordingVersion:
    """Return the edition that is asked for, else the one that binds now."""
    if not wanted:
        return view.form.current
    for version in view.form.versions:
        if version.version == wanted:
            return version
    text = N_("There is no {what} “{ref}”.")
    raise Refused(Finding("unknown", text, {"what": "edition", "ref": wanted[:120]}))


def _tell(view: GuideView, edition: WordingVersion) -> None:
    """Write the chapters in the language in use, each with its numbers below."""
    words = _("Edition {n}, binding since {day}.").format(n=edition.version, day=edition.since)
    print(f"# {view.form.title.text()}\n{words}")
    for chapter in chapters_of(edition.data):
        print(f"\n## {chapter.title.text()}\n\n{chapter.text.text()}")
        if chapter.id == STAGES:
            print(f"\n{_(SIGNERS)}:")
            print("\n".join(line.text() for line in signers_words(view.stages)))
        numbers = _numbers(view, chapter)
        if numbers:
            words = _("In force today")
            print(f"\n{words}:")
        for label, line in numbers:
            print(f"- {label}: {_value(line)} ({_since(line)})")


def _numbers(view: GuideView, chapter: Chapter) -> list[tuple[str, SettingLine]]:
    return [
        (number.label.text(), view.settings[number.key])
        for number in chapter.numbers
        if number.key in view.settings
    ]


def _value(line: SettingLine) -> str:
    if line.value in (None, ""):
        return _("not given yet")
    unit = counted(line.unit, line.value).text() if line.unit else ""
    return f"{show_setting(line.value)} {unit}".strip()


def _since(line: SettingLine) -> str:
    return _("since {day}").format(day=line.since) if line.since else _("as shipped")


def _data(view: GuideView, edition: WordingVersion) -> dict[str, object]:
    """Return the chapters in the language in use, and the numbers in force, as plain data."""
    return {
        "edition": edition.version,
        "since": edition.since,
        "state": edition.state,
        "editions": [version.version for version in view.form.versions],
        "signers": [
            {"stage": stage.number, "forms": [
                {"form": title.text(), "signers": [role.text() for role in roles]}
                for title, roles in stage.forms
            ]}
            for stage in view.stages
        ],
        "chapters": [
            {
                "id": chapter.id,
                "title": chapter.title.text(),
                "text": chapter.text.text(),
                "numbers": [
                    {"key": line.key, "label": label, "value": line.value, "since": line.since,
                     "unit": line.unit.text() if line.unit else ""}
                    for label, line in _numbers(view, chapter)
                ],
            }
            for chapter in chapters_of(edition.data)
        ],
    }  # fmt: skip
