"""The pages of a binder that are no forms: cover, decisions, what is owed, files, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.acting_words import acting_words
from mcdesk.application.logo import house_on
from mcdesk.application.return_words import with_stage
from mcdesk.application.seals import shown_note
from mcdesk.application.sheet_names import form_words
from mcdesk.procedure.stage import Label
from mcdesk.procedure.status import STATUSES
from mcdesk.reports import binder_words as own
from mcdesk.reports import words
from mcdesk.reports.block import Cell, Row, Space
from mcdesk.reports.fields import add_heading
from mcdesk.reports.fonts import BOLD, Style
from mcdesk.reports.listing import Col, add_fact, add_listing, add_title
from mcdesk.reports.paper import BODY, CELL, CELL_ID, SECOND, Blocks, text_row
from mcdesk.reports.pen import INK
from mcdesk.reports.title_page import LARGE, LARGE_ID, add_letterhead

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mcdesk.application.views import Binder, BoundFile, Change, DecisionLine, HistoryLine
    from mcdesk.reports.listing import Spans, Text
    from mcdesk.reports.plates import Source

CODE = Style(BOLD, 12, 17)
LONGEST = 240
"""So many characters of an old or new value are shown in the history."""
MOST = 40
"""So many changed places of one event are shown."""


def cover(binder: Binder, logo: Path | None = None) -> Blocks:
    """Return the cover: what it is, about what, how it stands, who works on it."""
    blocks, head = Blocks(), binder.header
    add_letterhead(blocks, house_on(head), logo)
    blocks.add(Row((), blocks.width, above=90, rule=0))
    for text, style in ((own.BINDER.en, LARGE), (own.BINDER.id, LARGE_ID)):
        blocks.add(text_row([(text, style)], blocks.width))
    row = text_row([(blocks.clean(head.code), CODE)], blocks.width, above=10, below=2)
    blocks.add(row)
    named = blocks.label(Label(head.title_en, head.title_id), blocks.width, CODE, LARGE_ID)
    row = Row((Cell(0, blocks.width, named),), blocks.width, below=10, rule=0.9, colour=INK)
    blocks.add(row)
    for name, value in _facts(binder):
        add_fact(blocks, name, value)
    if binder.team:
        add_heading(blocks, own.TEAM)
        _add_team(blocks, binder)
    blocks.add(Space(14))
    day = words.day_text(binder.as_of)
    blocks.add(text_row([(own.ABOUT.en.format(day=day), BODY)], blocks.width))
    blocks.add(text_row([(own.ABOUT.id.format(day=day), SECOND)], blocks.width))
    return blocks


def _facts(binder: Binder) -> list[tuple[Label, Text]]:
    head = binder.header
    status = STATUSES.get(binder.status, Label(binder.status, binder.status))
    if binder.status_reason:
        why = binder.status_reason
        status = Label(f"{status.en}: {why}", f"{status.id}: {why}")
    sheets = sum(len(form.sheets) for form in binder.forms)
    counts = {"forms": len(binder.forms), "sheets": sheets, "decisions": len(binder.decisions),
              "files": len(binder.files), "events": len(binder.history)}  # fmt: skip
    code = binder.revision_of
    before = Label(own.BEFORE.en.format(code=code), own.BEFORE.id.format(code=code))
    turns = f"{head.round}, {head.loop}" if head.round > 1 or head.loop > 1 else ""
    return [
        (words.PROGRAMME, head.programme),
        (words.FACULTY, head.faculty),
        (own.STAGE, binder.stage),
        (own.STATUS, status),
        (own.ROUND_LOOP, turns),
        (own.REVISION_OF, before if binder.revision_of else ""),
        (own.REVISED_BY, ", ".join(binder.revised_by)),
        (own.CREATED, words.date_text(binder.created_on)),
        (own.OPENING, words.date_text(binder.opening_on)),
        (own.ENDED, words.date_text(binder.ended_on)),
        (own.HOLDS, Label(own.COUNTS.en.format_map(counts), own.COUNTS.id.format_map(counts))),
    ]


def _add_team(blocks: Blocks, binder: Binder) -> None:
    columns = (Col(own.PERSON, 3), Col(own.ROLE, 3), Col(own.SINCE, 1.4), Col(own.UNTIL, 1.4))
    rows: list[list[Text]] = []
    for member in binder.team:
        role = member.role_label
        if member.lead:
            role = Label(f"{role.en} ({own.LEAD.en})", f"{role.id} ({own.LEAD.id})")
        since, until = words.date_text(member.since), words.date_text(member.until)
        rows.append([member.person, role, since, until or words.DASH])
    add_listing(blocks, columns, rows)


def add_outside(binder: Binder) -> Blocks:
    """Return the list of the forms that have an original elsewhere."""
    blocks = Blocks()
    add_title(blocks, own.OUTSIDE, own.OUTSIDE_NOTE)
    columns = (Col(own.FORM, 2.6), Col(own.STATE, 1.6), Col(own.NUMBER, 1.6), Col(own.DATE, 1.3),
               Col(own.SIGNED_BY, 2), Col(own.NOTE, 2.4))  # fmt: skip
    rows: list[list[Text]] = [
        [
            Label(f"{line.kind} {line.form.en}", line.form.id),
            own.OUTSIDE_STATES.get(line.state, Label(line.state, line.state)),
            line.number,
            words.date_text(line.dated),
            line.signed_by,
            "\n".join(filter(None, (line.note, line.file))),
        ]
        for line in binder.outside
    ]
    add_listing(blocks, columns, rows)
    return blocks


def add_decisions(binder: Binder) -> Blocks:
    """Return the list of all decisions: those that stand and those that fell."""
    blocks = Blocks()
    add_title(blocks, own.DECISIONS, own.DECISIONS_NOTE)
    columns = (Col(own.DATE, 1.3), Col(own.FORM, 2.2), Col(own.ROLE, 2), Col(own.DECISION, 1.7),
               Col(own.MEDIUM, 2), Col(own.STANDS, 2.6))  # fmt: skip
    rows: list[list[Text]] = []
    for line in binder.decisions:
        form = Label(
            f"{line.kind} {line.form.en}, {own.VERSION.en.format(n=line.version)}",
            f"{line.form.id}, {own.VERSION.id.format(n=line.version)}",
        )
        rows.append(
            [
                words.date_text(line.decided_on),
                form,
                _person(line),
                with_stage(
                    words.DECISIONS.get(line.decision, Label(line.decision, line.decision)), line
                ),
                _medium(line),
                _standing(line),
            ]
        )
    add_listing(blocks, columns, rows)
    return blocks


def _person(line: DecisionLine) -> Text:
    """Return a name with the role below it, and for whom and by which letter it decided."""
    told = [[(line.person, CELL)], [(line.role.en, CELL_ID)], [(line.role.id, CELL_ID)]]
    acting = acting_words(line)
    if acting is not None:
        told += [[(acting.en, CELL)], [(acting.id, CELL_ID)]]
    return told


def _medium(line: DecisionLine) -> Label:
    medium = words.MEDIA.get(line.medium, Label(line.medium, line.medium))
    more_en = more_id = ""
    if line.medium != "program" and line.recorded_by:
        more_en = f"; {words.RECORDED.en} {line.recorded_by}"
        more_id = f"; {words.RECORDED.id} {line.recorded_by}"
    if line.scan_owed:
        more_en += f"; {words.SCAN_OWED.en}"
        more_id += f"; {words.SCAN_OWED.id}"
    return Label(medium.en + more_en, medium.id + more_id)


def _standing(line: DecisionLine) -> Text:
    """Say whether a decision counts, else since when and why not; and what was noted with it."""
    ended = line.ended
    if ended is None:
        kind, rest = own.COUNTS_STILL, line.note
    else:
        kind = own.ENDED_KINDS.get(ended.kind, Label(ended.kind, ended.kind))
        rest = _told(words.date_text(ended.on), ended.who, ended.reason, line.note)
    told = [[(kind.en, CELL), (f"/ {kind.id}", CELL_ID)]]
    return [*told, [(rest, CELL)]] if rest else told


def _told(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def add_debts(binder: Binder) -> Blocks:
    """Return the list of exceptions, also those that are settled."""
    blocks = Blocks()
    add_title(blocks, own.DEBTS)
    columns = (Col(own.DATE, 1.3), Col(own.OWED, 3), Col(own.OWED_BY, 2), Col(own.REASON, 3),
               Col(own.SETTLED, 2))  # fmt: skip
    rows: list[list[Text]] = []
    for debt in binder.debts:
        reason = _told(debt.reason, debt.instructed_by, debt.letter)
        settled: Text = own.NOT_YET
        if debt.paid_on:
            settled = _told(words.date_text(debt.paid_on), debt.paid_note)
        by = _told(debt.owed_by, words.date_text(debt.until))
        rows.append([words.date_text(debt.raised_on), debt.owed, by, reason, settled])
    add_listing(blocks, columns, rows)
    return blocks


def add_corrections(binder: Binder) -> Blocks:
    """Return the list of corrections after completion."""
    blocks = Blocks()
    add_title(blocks, own.CORRECTIONS)
    columns = (Col(own.DATE, 1.3), Col(own.WHAT, 3), Col(own.WHY, 3), Col(own.COMPONENT, 1.6),
               Col(own.BACKUP, 1.6), Col(own.AGREED, 2))  # fmt: skip
    rows: list[list[Text]] = [
        [words.date_text(line.made_on), line.what, line.why, line.component, line.backup,
         line.agreed_by or line.made_by]
        for line in binder.corrections
    ]  # fmt: skip
    add_listing(blocks, columns, rows)
    return blocks


def add_files(
    binder: Binder, sources: Mapping[str, Source | Label], numbers: Mapping[str, int]
) -> Blocks:
    """Return the list of the files, with their fingerprints."""
    blocks = Blocks()
    add_title(blocks, own.FILES, own.FILES_NOTE)
    columns = (
        Col(own.NAME, 2.4),
        Col(own.WHAT, 2.6),
        Col(own.WHEN, 1.7),
        Col(own.SIZE, 1.1, "right"),
        Col(own.FINGERPRINT, 3.4),
        Col(own.SHOWN, 1.7),
    )
    rows = [_file(file, sources[file.line.id], numbers) for file in binder.files]
    add_listing(blocks, columns, rows)
    return blocks


def _file(file: BoundFile, source: Source | Label, numbers: Mapping[str, int]) -> list[Text]:
    line = file.line
    purpose = own.PURPOSES.get(line.purpose, own.PURPOSES["other"])
    if file.form is not None:
        purpose = Label(f"{purpose.en}; {file.form.en}", f"{purpose.id}; {file.form.id}")
    number = numbers.get(line.id, 0)
    below = Label(own.BELOW.en.format(n=number), own.BELOW.id.format(n=number))
    return [
        "\n".join(filter(None, (line.name, shown_note(line.note, both=True), line.link))),
        purpose,
        _told(words.moment_text(line.added_at), line.added_by),
        words.size_text(line.size),
        words.grouped(line.digest, 16),
        source if isinstance(source, Label) else below,
    ]


def add_history(binder: Binder) -> Blocks:
    """Return the history, the oldest event first."""
    blocks = Blocks()
    add_title(blocks, own.HISTORY, own.HISTORY_NOTE)
    columns = (Col(own.WHEN, 1.6), Col(own.WHO, 1.6), Col(own.WHAT, 2), Col(own.DETAIL, 5.4))
    rows: list[list[Text]] = [
        [words.moment_text(line.at), words.told_text(line.who), _event(line), _details(line)]
        for line in binder.history
    ]
    add_listing(blocks, columns, rows)
    return blocks


def _event(line: HistoryLine) -> Label:
    if not line.form:
        return line.what
    form = form_words(line.form)
    return Label(f"{line.what.en}, {form.en}", f"{line.what.id}, {form.id}")


def _details(line: HistoryLine) -> Text:
    """Return the note of an event and what it changed, old and new."""
    told = [[(words.told_text(line.note), CELL)]] if line.note else []
    told += [_change(change) for change in line.changes[:MOST]]
    more = len(line.changes) - MOST
    return [*told, [(f"… +{more}", CELL)]] if more > 0 else told


def _change(change: Change) -> Spans:
    """Return the name of a place in both languages, and its value before and after."""
    label = change.label
    is_same = label.id in ("", label.en)
    name = [(label.en + (":" if is_same else ""), CELL)]
    if not is_same:
        name.append((f"/ {label.id}:", CELL_ID))
    new = _short(change.new) or words.DASH
    value = f"{_short(change.old)} → {new}" if change.old else new
    return [*name, (value, CELL)]


def _short(text: str) -> str:
    text = words.told_text(" ".join(text.split()))
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
