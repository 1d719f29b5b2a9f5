"""The result of a form that decides: what came of it, by whom, and under which conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.deciding import AGREES, decided_fields
from mcdesk.procedure.definition import Field, FieldType
from mcdesk.procedure.stage import Label
from mcdesk.reports import words
from mcdesk.reports.block import Cell, CellLine, Row, Space
from mcdesk.reports.fields import numbers_of
from mcdesk.reports.fonts import Style
from mcdesk.reports.paper import BODY, CELL, INLINE, SMALL, STRONG, Paper
from mcdesk.reports.pen import FRAME, GREEN, INK, RED
from mcdesk.reports.text import lines
from mcdesk.reports.values import plain_text

if TYPE_CHECKING:
    from mcdesk.application.views import SignatureLine
    from mcdesk.procedure.content import Row as DataRow

Spans = list[tuple[str, Style]]

CONDITIONS = "condition"
"""The table of a form whose rows make an approval one with conditions."""
GOOD = (*AGREES, "advise")
NOTICED = ("acknowledge",)
"""Decisions that only take note of what somebody else decided."""
SPELT_OUT = 600
"""So many letters of conditions are repeated in the result; more are referred to."""


def decides(paper: Paper) -> bool:
    """Tell whether the form has a decision of its own."""
    return any(entry.type is FieldType.DECISION for entry in _fields(paper))


def decision_label(paper: Paper, line: SignatureLine, decision: str) -> Label:
    """Return a decision in words; the last signer approves with conditions where there are any.

    Who records a result signs for just that: “approved” below “not eligible” would say the
    opposite.
    """
    stated = stated_label(paper, line.role) if decision in AGREES else None
    if stated is not None:
        return stated
    if decision == "approve" and _is_last(paper, line) and _conditions(paper):
        return words.CONDITIONAL
    return words.DECISIONS.get(decision, Label(decision, ""))


def said_label(paper: Paper, line: SignatureLine, decision: str) -> Label:
    """Return what a signer did, as their box and seal say it: the act that their form names.

    Who proposes, prepares or opens the class does not “approve”; only who might as well have
    rejected says so.
    """
    label = decision_label(paper, line, decision)
    plain = label == words.DECISIONS.get(decision)
    if decision not in GOOD or not plain or not line.act:
        return label
    asked = [signer for signer in paper.sheet.definition.signers if signer.role == line.role]
    may = asked[0].decisions if asked else line.decisions
    return label if "reject" in may else line.act


def stated_label(paper: Paper, role: str) -> Label | None:
    """Return what the form says of the choice that a role decides, with the field's name."""
    for entry in decided_fields(paper.sheet.definition, role):
        value = paper.value(entry.id)
        chosen = next((one.label for one in entry.choices if one.id == value), None)
        if chosen is not None:
            name = entry.label
            return Label(f"{name.en}: {chosen.en}", f"{name.id}: {chosen.id}")
    return None


def tone_of(paper: Paper, line: SignatureLine) -> int:
    """Return the colour of a decision: one who agreed by recording a result is neither."""
    if line.decision in AGREES and stated_label(paper, line.role) is not None:
        return INK
    return GREEN if line.decision in GOOD else RED


def choices_of(paper: Paper, line: SignatureLine) -> list[Label]:
    """Return the decisions that a signer may take; a blank leaves it open whether conditions."""
    found = [said_label(paper, line, one) for one in line.decisions]
    if paper.is_blank and "approve" in line.decisions and _is_last(paper, line):
        if decides(paper) and _condition_field(paper) is not None:
            found.insert(line.decisions.index("approve") + 1, words.CONDITIONAL)
    return found


def add_result(paper: Paper) -> None:
    """Add the line of the result in a frame, with its conditions, before the signatures."""
    if paper.sheet.kind != "frozen" or not decides(paper):
        return
    room = paper.width - 18
    name = f"{words.RESULT.en} / {words.RESULT.id}:"
    found: tuple[CellLine, ...] = lines([(name, STRONG), *_verdict(paper)], room)
    found += _spelt_out(paper, room)
    edges = (0.0, paper.width)
    row = Row((Cell(9, room, found),), paper.width, above=7, below=7, rule=0.7, lines=edges,
              colour=FRAME, top=0.7)  # fmt: skip
    paper.add(Space(7), keep=True)
    paper.add(row, keep=True)


def _verdict(paper: Paper) -> Spans:
    """Return what was decided and by whom, or whose decision is still waited for."""
    signers = [line for line in paper.sheet.signatures if not line.optional or line.decision]
    for decision in ("reject", "return"):
        for line in signers:
            if line.decision == decision:
                return _told(paper, decision_label(paper, line, decision), [line])
    required = [line for line in signers if not line.optional]
    waiting = [line for line in required if not line.decision]
    if waiting or not required:
        named = _joined([line.role_label for line in waiting])
        text = Label(
            words.UNDECIDED.en.format(who=named.en), words.UNDECIDED.id.format(who=named.id)
        )
        return paper.both(text, BODY, INLINE)
    deciding = [line for line in required if line.decision not in NOTICED] or required
    last = [line for line in deciding if line.step == max(one.step for one in deciding)]
    return _told(paper, decision_label(paper, last[-1], last[-1].decision), last)


def _joined(labels: list[Label]) -> Label:
    return Label(", ".join(one.en for one in labels), ", ".join(one.id for one in labels))


def _told(paper: Paper, label: Label, by: list[SignatureLine]) -> Spans:
    """Return a decision in words, with the roles of those who took it; the day is in their box."""
    if any(line.state == "void" for line in by):
        label = Label(f"{label.en} ({words.WITHDRAWN.en})", f"{label.id} ({words.WITHDRAWN.id})")
    roles = "; ".join(f"{line.role_label.en} / {line.role_label.id}" for line in by)
    return [*paper.both(label, BODY, INLINE), (f"· {paper.clean(roles)}", SMALL)]


def _spelt_out(paper: Paper, room: float) -> tuple[CellLine, ...]:
    """Name the conditions, each with its owner and date; many or long ones by their place."""
    entry, rows = _condition_field(paper), _conditions(paper)
    if entry is None or not rows:
        return ()
    number = numbers_of(paper.sheet.definition.sections)[entry.id]
    where = Label(words.SEE_NUMBER.en.format(no=number), words.SEE_NUMBER.id.format(no=number))
    title = f"{entry.label.en} / {entry.label.id} ({where.en} / {where.id})"
    texts = [f"{place}. {_condition(paper, entry, row)}" for place, row in enumerate(rows, 1)]
    if sum(map(len, texts)) > SPELT_OUT:
        return lines([(paper.clean(f"{title}: {len(rows)}"), CELL)], room)
    return lines([(paper.clean(f"{title}:"), CELL)], room) + tuple(
        line for text in texts for line in lines([(paper.clean(text), CELL)], room)
    )


def _condition(paper: Paper, entry: Field, row: DataRow) -> str:
    """Return one condition on a line: what is to be done, by whom, until when."""
    told = []
    for column in entry.columns:
        value = row.cells.get(column.id)
        if column.living or is_empty(value):
            continue
        if column.type is FieldType.DATE:
            told.append(words.date_text(value))
        elif column.type is FieldType.PERSON:
            told.append(paper.sheet.persons.get(str(value), str(value)))
        else:
            told.append(" ".join(plain_text(value).split()).rstrip(".;"))
    return "; ".join(told)


def _conditions(paper: Paper) -> tuple[DataRow, ...]:
    entry = _condition_field(paper)
    if entry is None or not decides(paper):
        return ()
    rows = paper.sheet.content.table(entry.id)
    return tuple(sorted(rows, key=lambda row: (row.rank, row.id)))


def _condition_field(paper: Paper) -> Field | None:
    return next((entry for entry in _fields(paper) if entry.table == CONDITIONS), None)


def _is_last(paper: Paper, line: SignatureLine) -> bool:
    return line.step == max((entry.step for entry in paper.sheet.signatures), default=line.step)


def _fields(paper: Paper) -> list[Field]:
    return [entry for section in paper.sheet.definition.sections for entry in section.fields]
