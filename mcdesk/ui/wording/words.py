"""What stands in the lists of the wording page, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from mcdesk.i18n import N_, _, plural
from mcdesk.procedure.wording import PROCEDURE, label_of
from mcdesk.procedure.wording_check import path_of
from mcdesk.ui.forms.values import show_date
from mcdesk.ui.people.table import Line, sorted_by

if TYPE_CHECKING:
    from mcdesk.application.views import WordingForm, WordingVersion, WordingView
    from mcdesk.errors import Finding
    from mcdesk.procedure.wording import Difference, Entry
    from mcdesk.ui.wording.draft import WordingDraft

KINDS = {
    "form": N_("Form"), "section": N_("Section"), "field": N_("Field"), "part": N_("Part"),
    "column": N_("Column"), "group": N_("Heading"), "item": N_("Item"),
    "choice": N_("Answer"), "signer": N_("Signer"), "rule": N_("Check"),
    PROCEDURE: N_("Procedure"), "phase": N_("Phase"), "stage": N_("Stage"), "role": N_("Role"),
    "transition": N_("Gate"), "sentence": N_("Sentence"),
}  # fmt: skip
KEYS = {
    "title": N_("Title"), "short": N_("Short name"), "intro": N_("Introduction"),
    "statement": N_("Statement above the signatures"), "label": N_("Label"), "help": N_("Help"),
    "placeholder": N_("Example in the empty field"), "act": N_("What the signer does"),
    "message": N_("Message"), "required": N_("Required"), "due": N_("Due by stage"),
    "purpose": N_("Purpose"),
    "living": N_("Stays open after signing"), "off": N_("Switched off"), "must": N_("★ item"),
    "group": N_("Heading of items"),
    "step": N_("Turn"), "optional": N_("Only an opinion"), "level": N_("Level"),
    "decimals": N_("Decimals"), "minimum": N_("Least"), "maximum": N_("Greatest"),
    "unit": N_("Unit"),
    "order": N_("Place in the order"), "about": N_("Explains"), "": N_("Added or taken away"),
}  # fmt: skip
LEVELS = {"block": N_("blocks"), "warn": N_("warns"), "off": N_("off")}
STATES = {"now": N_("binds now"), "planned": N_("planned"), "earlier": N_("earlier")}


def name_of(entry: Entry, view: WordingView) -> str:
    """Return what an entry is called; a signer by the role."""
    if entry.kind == "signer":
        role = view.roles.get(entry.id)
        return f"{role.text() if role else entry.id}: {entry.label.text()}"
    return entry.label.text()


def form_line(form: WordingForm, *, is_changed: bool) -> Line:
    """Return the row of a form in the list at the left."""
    mark = _("draft") if is_changed else ""
    code = "" if form.kind == PROCEDURE else form.kind
    return Line(form.kind, (code, form.short.text(), mark), tip=form.title.text())


def entry_line(entry: Entry, view: WordingView, *, is_wrong: bool) -> Line:
    """Return the row of an entry in the outline."""
    kind = _(KINDS[entry.kind])
    place = path_of(entry.place) or ""
    indent = "\u2003" * max(entry.depth - 1, 0)
    star = "★ " if entry.must else ""
    notes = [_("needs mending") if is_wrong else "", _("off") if entry.is_off else ""]
    cells = (f"{indent}{star}{name_of(entry, view)}", kind, place, ", ".join(filter(None, notes)))
    tone = "bad" if is_wrong else "faint" if entry.is_off else ""
    return Line(entry.place, cells, tone, tip=entry.label.text())


def change_line(number: int, change: Difference) -> Line:
    """Return the row of a difference in the list of what changed."""
    where = f"{_(KINDS[change.kind])} {path_of(change.place)}".strip()
    before, after = compared(change.before, change.after)
    cells = (where, change.label.text(), _(KEYS.get(change.key, change.key)), before, after)
    tip = f"{before}\n→ {after}"
    return Line(f"{number}|{change.place}", cells, tip=tip)


def compared(before: object, after: object) -> tuple[str, str]:
    """Return both values as a person reads them; of a text, only the languages that changed."""
    texts = [value for value in (before, after) if isinstance(value, Mapping)]
    if len(texts) < 2 or any(set(each) != {"en", "id"} for each in texts):
        return said(before), said(after)
    changed = [key for key in ("en", "id") if texts[0][key] != texts[1][key]]
    if len(changed) != 1:
        return said(before), said(after)
    return str(texts[0][changed[0]]) or "–", str(texts[1][changed[0]]) or "–"


def state_of(draft: WordingDraft, view: WordingView, faults: Sequence[Finding]) -> str:
    """Return where a wording stands, in words."""
    if not view.may:
        return _("Only {who} changes this; you may look.").format(who=view.holders.text())
    if faults:
        return plural("{n} thing needs mending before this can be published",
                      "{n} things need mending before this can be published",
                      len(faults))  # fmt: skip
    if draft.is_changed:
        return plural("{n} change, not published yet", "{n} changes, not published yet",
                      len(draft.differences))  # fmt: skip
    return _("Version {n} binds").format(n=draft.form.current.version)


def version_line(version: WordingVersion, day: str) -> Line:
    """Return the row of a version in the history of a form."""
    cells = (version.version, day, _(STATES[version.state]), version.by, version.reason)
    tone = "faint" if version.state == "earlier" else ""
    return Line(version.digest, cells, tone, keys=sorted_by(cells, {1: version.since}))


def said(value: object) -> str:
    """Return a value of the data as a person reads it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping) and set(value) == {"essential", "full"}:
        both = [_(LEVELS.get(str(each), str(each))) for each in value.values()]
        return f"Essential: {both[0]}, Full: {both[1]}"
    if isinstance(value, Mapping) and set(value) == {"en", "id"}:
        return label_of(value).in_both()
    text = getattr(value, "text", None)
    if callable(text):
        return str(text())
    return _(LEVELS[value]) if isinstance(value, str) and value in LEVELS else str(value)


def draft_words(draft: WordingDraft) -> str:
    """Return what is to be known about a draft besides its changes; "" where there is nothing."""
    found = []
    if draft.is_on_plan:
        words = _("You work on version {n}, which is planned from {day}. What binds until then "
                  "stays as it is.")  # fmt: skip
        day = show_date(draft.version.since)
        found.append(words.format(n=draft.version.version, day=day))
    if draft.was_moved and draft.is_changed:
        words = _("Meanwhile version {n} was published. Your changes now stand over it.")
        found.append(words.format(n=draft.version.version))
    if draft.clashes and draft.is_changed:
        names = dict.fromkeys(_clash_words(clash) for clash in draft.clashes)
        words = _("Changed there, too, and kept as you have it: {what}. Look at them before you "
                  "publish.")  # fmt: skip
        found.append(words.format(what=", ".join(names)))
    return " ".join(found)


def _clash_words(clash: Difference) -> str:
    """Return the name of an entry that was changed on both sides, and what of it."""
    name = clash.label.text() or path_of(clash.place) or _(KINDS[clash.kind])
    return f"“{name}” ({_(KEYS.get(clash.key, clash.key))})"


def pair_of(value: object, default: str) -> tuple[str, str]:
    """Return a level or a stage for each profile: one for Essential, one for Full."""
    if isinstance(value, Mapping):
        return str(value.get("essential", default)), str(value.get("full", default))
    return str(value or default), str(value or default)


def joined(essential: str, full: str) -> object:
    """Return a pair as the data holds it: one text where both are the same."""
    return essential if essential == full else {"essential": essential, "full": full}
