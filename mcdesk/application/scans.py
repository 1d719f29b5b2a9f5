"""Paper that comes back: which form, revision and round the pages of a scan belong to."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application import letters, shelf
from mcdesk.application.booklet import printed_of
from mcdesk.application.form_queries import form_state
from mcdesk.application.lines import file_lines
from mcdesk.application.sheet_names import sheet_of
from mcdesk.application.views import FileLine, ScanBundle
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.paper_code import PaperCode, is_ours, read_code
from mcdesk.procedure.records import Form, PrintedBooklet, Revision, StoredFile
from mcdesk.procedure.sheets import with_sheet
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.views import ScanState, SignatureLine
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.records import Card

UNFILED = "unfiled"
"""The purpose of a file that belongs to no micro-credential yet."""

ANSWERS: Mapping[ScanState, str] = {
    "current": N_("{form}, version {version}: the text that stands."),
    "earlier": N_("{form}, version {version}, is no longer current: version {now} has another "
                  "text. Print that one and have it signed."),
    "changed": N_("{form} was changed since version {version} was printed. Freeze it, print it "
                  "anew and have that signed."),
    "round": N_("{form} belongs to an earlier round; its signatures cannot be recorded any more."),
    "fallen": N_("{form}, version {version}: the micro-credential was sent back since, and what "
                 "was signed before counts no more. Freeze it, print it anew and have that "
                 "signed."),
    "draft": N_("A draft of {form}: what is written on it signs nothing. It can be kept with the "
                "form as evidence."),
    "blank": N_("A blank of {form}, filled in by pen: type it in, freeze it and have that signed. "
                "The paper can be kept with the form as evidence."),
    "other_text": N_("{form} has no version {version} with this text here. Was the workspace "
                     "restored from an older backup, or the paper printed from a copy of it?"),
    "unknown": N_("A form ({kind}) of this workspace that is not in it. Was the workspace restored "
                  "from an older backup?"),
    "elsewhere": N_("A page ({kind}) of another workspace (its mark is {workspace}, here it is "
                    "{here}). File it there, or choose a form by hand."),
    "newer": N_("Its code is damaged, or of another version of the program. Choose the form by "
                "hand."),
    "foreign": N_("Its code is not one of ours. Choose the form by hand."),
    "none": N_("No code could be read on it. Choose the form by hand, or scan it again with 200 "
               "dpi."),
    "by_hand": N_("{form}, chosen by hand."),
    "cover": N_("The cover of a booklet for signature. Nothing is signed on it."),
}  # fmt: skip


NOT_BEGUN = N_("A form ({kind}) that was sent out before it was begun: begin it and type in what "
               "stands on the paper, then choose the form by hand.")  # fmt: skip
"""Said of the paper of a form that was sent out before it was begun (`application/coming.py`)."""
ALL_HERE = N_("The cover of the booklet for {who} of {day}. All its forms are in this scan: {n}. "
              "Nothing is signed on the cover.")  # fmt: skip
SOME_HERE = N_("The cover of the booklet for {who} of {day}. Of its forms in this scan: {here} of "
               "{n}. Not here: {missing}.")  # fmt: skip
FEW_HERE = N_("The cover of the booklet for {who} of {day}. Of its forms in this scan: {here} of "
              "{n}. Not here: {missing}, and {more} more.")  # fmt: skip
NAMED = 5
"""So many missing forms of a booklet are named; the others are counted."""


def sort_pages(knowledge: Knowledge, codes: Sequence[Sequence[str]]) -> tuple[ScanBundle, ...]:
    """Return the bundles that pages with these codes make, in the order of their first pages.

    A scan that shows two pages side by side stands for both; of two forms it is in both bundles.
    """
    prints: dict[PaperCode, list[tuple[int, int]]] = {}
    of: dict[PaperCode, int] = {}
    covers: dict[PaperCode, list[int]] = {}
    found: list[ScanBundle] = []
    for place, texts in enumerate(codes):
        read = dict.fromkeys(filter(None, map(read_code, texts)))
        known = [code for code in read if _strange(knowledge, texts, code) is None]
        if not known:
            code = next(iter(read), None)
            state = _strange(knowledge, texts, code) or "none"
            found.append(_nobodys(knowledge, place, state, code))
        for code in known:
            key = replace(code, page=1, of=1)
            if code.kind == "cover":
                covers.setdefault(key, []).append(place)
                continue
            prints.setdefault(key, []).append((code.page, place))
            of[key] = max(of.get(key, 0), code.of)
    found += [_print(knowledge, key, pages, of[key]) for key, pages in prints.items()]
    here = {key.form_id for key in prints if key.kind == "frozen"}
    found += [_cover(knowledge, key, pages, here) for key, pages in covers.items()]
    return tuple(sorted(found, key=lambda bundle: min(bundle.pages)))


def _strange(
    knowledge: Knowledge, texts: Sequence[str], code: PaperCode | None
) -> ScanState | None:
    """Return why a page belongs to no form that is known here; None for one that does."""
    if code is None:
        return "none" if not texts else "newer" if any(map(is_ours, texts)) else "foreign"
    if code.workspace not in knowledge.workspace_marks:
        return "elsewhere"
    if code.kind == "cover":
        return None
    form = knowledge.reader.find(Form, code.form_id)
    return "unknown" if form is None or form.deleted else None


def _cover(
    knowledge: Knowledge, code: PaperCode, pages: Sequence[int], here: Collection[str]
) -> ScanBundle:
    """Return the cover of a booklet: for whom it was, and which of its forms the scan holds."""
    kept = knowledge.reader.find(PrintedBooklet, code.form_id)
    params: dict[str, object] = {}
    text = ANSWERS["cover"]
    if kept is not None:
        forms = list(printed_of(kept).versions)
        person = knowledge.person(kept.who)
        digest, _forms = shelf.published(knowledge.reader, knowledge.today)
        roles = shelf.procedure_of(knowledge.reader, digest).roles
        role = next((each.label for each in roles if each.id == kept.who), kept.who)
        missing = [form for form in forms if form not in here]
        params = {
            "who": person.full_name if person is not None else role, "day": kept.day,
            "n": len(forms), "here": len(forms) - len(missing),
            "missing": _joined(_name_of(knowledge, form) for form in missing[:NAMED]),
            "more": max(len(missing) - NAMED, 0),
        }  # fmt: skip
        text = ALL_HERE if not missing else SOME_HERE if len(missing) <= NAMED else FEW_HERE
    answer = Finding("scan_cover", text, params)
    return ScanBundle(f"cover:{code.form_id}", "cover", answer, tuple(pages))


def _name_of(knowledge: Knowledge, form_id: str) -> Label:
    """Return a form of a booklet with its card, as lists name it."""
    form = knowledge.reader.find(Form, form_id)
    if form is None or form.deleted:
        return Label("–", "–")
    card, _situation, state = form_state(knowledge, form_id)
    sheet = sheet_of(state.definition.per, form.scope, form.round, form.loop)
    return _named(card, state, sheet)


def _joined(labels: Iterable[Label]) -> Label:
    found = list(labels)
    return Label("; ".join(one.en for one in found), "; ".join(one.id for one in found))


def _nobodys(
    knowledge: Knowledge, place: int, state: ScanState, code: PaperCode | None
) -> ScanBundle:
    params = {"kind": code.form if code else "", "workspace": code.workspace if code else "",
              "here": knowledge.workspace_mark}  # fmt: skip
    is_coming = state == "unknown" and code is not None and code.kind == "blank"
    answer = Finding(f"scan_{state}", NOT_BEGUN if is_coming else ANSWERS[state], params)
    return ScanBundle(f"page:{place}", state, answer, (place,), kind=code.form if code else "")


def _print(
    knowledge: Knowledge, code: PaperCode, pages: list[tuple[int, int]], of: int
) -> ScanBundle:
    """Return the bundle of the pages of one print."""
    state, newest = _standing(knowledge, code)
    bundle = _of_form(knowledge, code.form_id, state, code.version, newest)
    counted = Counter(page for page, _place in pages)
    return replace(
        bundle,
        key=f"{code.kind}:{code.form_id}:{code.version}:{code.digest}",
        pages=tuple(dict.fromkeys(place for _page, place in sorted(pages))),
        of=of,
        missing=tuple(page for page in range(1, of + 1) if page not in counted),
        twice=tuple(sorted(page for page, count in counted.items() if count > 1)),
    )


def _standing(knowledge: Knowledge, code: PaperCode) -> tuple[ScanState, int]:
    """Return how the text of a print stands now, and the number of the newest version."""
    _card, _situation, state = form_state(knowledge, code.form_id)
    form = state.form
    if code.kind != "frozen":
        return code.kind, form.version
    revisions = knowledge.reader.select(Revision, form_id=form.id, version=code.version)
    printed = next((each for each in revisions if each.digest.startswith(code.digest)), None)
    if printed is None:
        return "other_text", form.version
    if form.superseded:
        return "round", form.version
    if printed.version <= form.fallen_version:
        return "fallen", form.version
    if printed.id != form.basis_id:
        same = state.revision is not None and state.revision.digest == printed.digest
        return ("current" if same and state.is_current else "earlier"), form.version
    return ("current" if state.is_current else "changed"), form.version


def by_hand(knowledge: Knowledge, form_id: str, pages: Sequence[int]) -> ScanBundle:
    """Return pages as those of a form that a person chose."""
    bundle = _of_form(knowledge, form_id, "by_hand", 0, 0)
    places = tuple(pages)
    return replace(bundle, key=f"hand:{form_id}:{min(places)}", pages=places, of=len(places))


def _of_form(
    knowledge: Knowledge, form_id: str, state: ScanState, version: int, newest: int
) -> ScanBundle:
    card, situation, found = form_state(knowledge, form_id)
    sheet = sheet_of(found.definition.per, found.form.scope, found.form.round, found.form.loop)
    name = _named(card, found, sheet)
    lines: tuple[SignatureLine, ...] = ()
    if state == "current" or (state == "by_hand" and found.is_current):
        lines = tuple(letters.lines(knowledge, situation, found))
    params = {"form": name, "version": version, "now": newest}
    return ScanBundle(
        key=form_id,
        state=state,
        answer=Finding(f"scan_{state}", ANSWERS[state], params, found.form.kind),
        pages=(),
        form_id=form_id,
        card_id=card.id,
        card_code=card.code,
        card_title=Label(card.title_en, card.title_id or card.title_en),
        kind=found.form.kind,
        form=found.definition.short,
        sheet=sheet,
        version=found.revision.version if state == "by_hand" and found.revision else version,
        lines=tuple(_for_paper(lines)),
        frozen_on=found.revision.frozen_on if found.revision is not None else "",
        decided=tuple(line for line in lines if line.state == "done"),
    )


def _named(card: Card, state: FormState, sheet: str) -> Label:
    """Return a form's name with its card: F2 Proposal of MC-1."""
    label = with_sheet(state.form.kind, state.definition.short, sheet)
    return Label(f"{label.en}, {card.code}", f"{label.id}, {card.code}")


def _for_paper(lines: Iterable[SignatureLine]) -> Iterable[SignatureLine]:
    """Yield the lines that paper can fill, and the decisions that owe their scan."""
    for line in lines:
        is_open = not line.sign_off_id and "paper" in line.media
        if is_open or (line.scan_owed and line.state != "void"):
            yield line


def unfiled(knowledge: Knowledge) -> tuple[FileLine, ...]:
    """Return the scans that are kept without a form, the newest first."""
    return file_lines(knowledge, knowledge.reader.select(StoredFile, purpose=UNFILED))
