"""Computed fields and cells: pure functions, run on screen, at freeze and on print.

`COMPUTED` functions give a field's value from the whole form; `COMPUTED_CELLS` a cell's from
its row. Computed values are never stored live, only in revisions (design.md, section 5).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal, DecimalException
from math import prod

from mcdesk.procedure.calendar import working_days as count_working_days
from mcdesk.procedure.canonical import Json, decimal, decimal_text, is_empty
from mcdesk.procedure.content import Content, Row, Surroundings, as_date
from mcdesk.procedure.definition import Params
from mcdesk.procedure.overdue import days_over
from mcdesk.procedure.sound import NO_NUMBER

Computed = Callable[[Content, Surroundings, Params], Json]
ComputedCell = Callable[[Row, Content, Surroundings, Params], Json]
COMPUTED: dict[str, Computed] = {}
COMPUTED_CELLS: dict[str, ComputedCell] = {}
CENT = Decimal("0.01")
SCORES = ("1", "2", "3", "4")
LOW = ("1", "2")
"""Scores that must be mended; with a critical item so low the material is not eligible (F9)."""
BANDS = {"very": "band_very", "eligible": "eligibility_threshold", "less": "band_less"}
"""The bands of eligibility from the highest, with the settings that give their lower ends."""


def computed(function: Computed) -> Computed:
    """Register a computed field under its function name."""
    COMPUTED[function.__name__] = function
    return function


def computed_cell(function: ComputedCell) -> ComputedCell:
    """Register a computed cell under its function name."""
    COMPUTED_CELLS[function.__name__] = function
    return function


def to_cents(number: Decimal) -> Decimal:
    """Return `number` to two decimals; one with too many digits for that as it is."""
    try:
        return number.quantize(CENT, ROUND_HALF_UP)
    except DecimalException:
        return number


def _total(content: Content, surroundings: Surroundings, params: Params) -> Decimal | None:
    """Return the sum of the column `column` of the table `field`; None where it has no number.

    The table is this form's, or that of the form `form`.
    """
    column = str(params["column"])
    place = surroundings.other(str(params["form"])) if "form" in params else content
    found = [row.number(column) for row in place.table(str(params["field"]))]
    numbers = [number for number in found if number is not None]
    return sum(numbers, Decimal(0)) if numbers else None


@computed
def column_total(content: Content, surroundings: Surroundings, params: Params) -> Json:
    """Return the total of a column (domain.md, F2 p28, p36, p42)."""
    total = _total(content, surroundings, params)
    return None if total is None else decimal_text(total)


@computed
def sks(content: Content, surroundings: Surroundings, params: Params) -> Json:
    """Return a column's total hours in sks, to two decimals (domain.md, F2 p29)."""
    total, hours = (
        _total(content, surroundings, params),
        decimal(surroundings.setting("hours_per_sks")),
    )
    if total is None or not hours:
        return None
    return f"{to_cents(total / hours):f}"


@computed
def faculty(content: Content, surroundings: Surroundings, params: Params) -> Json:
    """Return the faculty of the programme in `field`, in both languages (domain.md, F2 p4)."""
    programme = content.text(str(params["field"]))
    found = surroundings.look(f"programme:{programme}") if programme else None
    if not isinstance(found, dict):
        return None
    names = (found.get("faculty_en"), found.get("faculty_id"))
    return " / ".join(dict.fromkeys(str(name) for name in names if name)) or None


@computed
def copied(content: Content, surroundings: Surroundings, params: Params) -> Json:
    """Return what stands at `paths` in the card's form of kind `form` (domain.md, F2 p13).

    Choices are spoken by `words`; several values are joined, each behind what `names` calls its
    path, if anything; `otherwise` stands for nothing.
    """
    other = surroundings.other(str(params["form"]))
    words, names = params.get("words", {}), params.get("names", {})
    found = [
        (str(path), text.replace(NO_NUMBER, "").strip())
        for path in params["paths"]
        for text in (other.many(str(path)) or (other.text(str(path)),))
    ]
    told = "; ".join(
        f"{names[path]}: {words.get(text, text)}" if path in names else words.get(text, text)
        for path, text in found
        if text
    )
    return told or params.get("otherwise")


@computed
def setting(content: Content, surroundings: Surroundings, params: Params) -> Json:
    """Return the setting `key` in force (domain.md, F2 p49: the legal basis).

    One that is yes or no is told by `words` (domain.md, F1: captions required).
    """
    value = surroundings.setting(str(params["key"]))
    if isinstance(value, bool):
        told = "yes" if value else "no"
        return str(params.get("words", {}).get(told, told))
    return None if is_empty(value) else str(value)


@computed
def rows_counted(content: Content, surroundings: Surroundings, params: Params) -> Json:
    """Return how many rows `field` has, here or in the form `form` (domain.md, F8 k2).

    With `column`, only rows whose cell is among `values`, or not among `except`.
    """
    source = surroundings.other(str(params["form"])) if "form" in params else content
    rows = source.table(str(params["field"]))
    if "column" in params:
        cells = [row.text(str(params["column"])) for row in rows]
        wanted, spared = params.get("values"), params.get("except", ())
        cells = [cell for cell in cells if cell not in spared]
        return str(sum(wanted is None or cell in wanted for cell in cells))
    return str(len(rows))


@computed
def rows_open(content: Content, surroundings: Surroundings, params: Params) -> Json:
    """Return how many rows whose `column` is among `values` lack the date `closed` (R10, R11)."""
    place = surroundings.other(str(params["form"])) if "form" in params else content
    rows = place.table(str(params["field"]))
    wanted, closed = params["values"], str(params["closed"])
    found = [row for row in rows if row.text(str(params["column"])) in wanted]
    return str(sum(is_empty(row.cells.get(closed)) for row in found))


@computed
def share_of_rows(content: Content, surroundings: Surroundings, params: Params) -> Json:
    """Return how many per cent of the rows are among `values` (domain.md, F4: accepted).

    Rows among `except` do not count.
    """
    place = surroundings.other(str(params["form"])) if "form" in params else content
    cells = [row.text(str(params["column"])) for row in place.table(str(params["field"]))]
    counted = [cell for cell in cells if cell not in params.get("except", ())]
    if not counted:
        return None
    found = sum(cell in params["values"] for cell in counted)
    return decimal_text((Decimal(found) * 100 / len(counted)).quantize(Decimal(1)))


@computed
def fact(content: Content, surroundings: Surroundings, params: Params) -> Json:
    """Return a fact of the card by its name, in `words` where they know it (domain.md, F4)."""
    told = surroundings.look(str(params["name"]))
    words: Params = params.get("words", {})
    return None if is_empty(told) else str(words.get(str(told), told))


@computed
def late_days(content: Content, surroundings: Surroundings, params: Params) -> Json:
    """Return the working days since the planned end of the present stage (domain.md, F4).

    That is the one that the board tells of (decisions.md, 10): counted from the entry where a
    micro-credential came back to a stage. What rests or has ended is not late.
    """
    end = as_date(surroundings.look("stage.end"))
    if end is None or (surroundings.look("card.status") or "active") != "active":
        return None
    return str(days_over(end, surroundings.today, surroundings.holidays))


@computed
def holidays_between(content: Content, surroundings: Surroundings, params: Params) -> Json:
    """Return the holidays from the date `start` to `end`, one a line (domain.md, F3 t2).

    Where the calendar has none in this time, `none` says so.
    """
    first, last = content.day(str(params["start"])), content.day(str(params["end"]))
    if first is None or last is None:
        return None
    lines = []
    for day in sorted(day for day in surroundings.holidays if first <= day <= last):
        name = surroundings.look(f"holiday:{day.isoformat()}")
        lines.append(f"- {day.isoformat()} {name}" if name else f"- {day.isoformat()}")
    return "\n".join(lines) or params.get("none")


def total_score(content: Content, field: str, prefix: str = "") -> Decimal | None:
    """Return the score of a list: the sum of the points over four times the items, in per cent.

    Items that do not apply are left out (domain.md, F9 e4); `prefix` begins the items' ids.
    """
    start = f"{field}.{prefix}"
    points = [
        int(str(value))
        for path, value in content.values.items()
        if path.startswith(start) and not path.endswith(".note") and value in SCORES
    ]
    return to_cents(Decimal(sum(points) * 25) / len(points)) if points else None


def low_items(content: Content, surroundings: Surroundings, kind: str) -> tuple[str, ...]:
    """Return the critical items of a sheet that are scored below 3, by their ids (F9 e3)."""
    places = surroundings.look(f"must:{kind}")
    return tuple(
        str(place).rpartition(".")[2]
        for place in (places if isinstance(places, list) else ())
        if content.text(str(place)) in LOW
    )


def codes_named(texts: Iterable[str]) -> set[str]:
    """Return the codes that these texts name, in capitals."""
    joined = " ".join(texts).upper()
    return set(joined.replace(",", " ").replace(";", " ").replace(":", " ").split())


def sheets_of_others(
    content: Content, surroundings: Surroundings, kind: str, reviewer: str
) -> tuple[Content, ...]:
    """Return the sheets of the other assessors of this round."""
    own = content.text(reviewer)
    return tuple(each for each in surroundings.sheets(kind) if each.text(reviewer) != own)


def _average(content: Content, surroundings: Surroundings, params: Params) -> Decimal | None:
    others = sheets_of_others(content, surroundings, str(params["kind"]), str(params["reviewer"]))
    totals = [total_score(each, str(params["field"])) for each in (content, *others)]
    known = [total for total in totals if total is not None]
    return to_cents(sum(known, Decimal(0)) / len(known)) if known else None


@computed
def score(content: Content, surroundings: Surroundings, params: Params) -> Json:
    """Return the score of this sheet, or of the items that begin with `prefix` (F9 e4)."""
    total = total_score(content, str(params["field"]), str(params.get("prefix", "")))
    return None if total is None else decimal_text(total)


@computed
def score_average(content: Content, surroundings: Surroundings, params: Params) -> Json:
    """Return the average of all assessors of the form `kind` (domain.md, F9 e4)."""
    average = _average(content, surroundings, params)
    return None if average is None else decimal_text(average)


@computed
def score_band(content: Content, surroundings: Surroundings, params: Params) -> Json:
    """Return the words of the band that the average lies in (domain.md, F9 e5).

    A sheet that scores nothing itself has none: another assessor's score is not its own. With a
    critical item below 3 on any sheet it is "not", and the words say on which; they say, too, of
    how many sheets the average is.
    """
    average, field = _average(content, surroundings, params), str(params["field"])
    if average is None or total_score(content, field) is None:
        return None
    words: Params = params["words"]
    kind = str(params["kind"])
    others = sheets_of_others(content, surroundings, kind, str(params["reviewer"]))
    own = low_items(content, surroundings, kind)
    theirs = tuple(dict.fromkeys(i for each in others for i in low_items(each, surroundings, kind)))
    count = 1 + sum(total_score(each, field) is not None for each in others)
    more = [
        str(words[name]).format(items=", ".join(items), n=count)
        for name, items, is_said in (
            ("own", own, bool(own)), ("others", theirs, bool(theirs)), ("several", (), count > 1),
        ) if is_said and name in words
    ]  # fmt: skip
    return _with_more(str(words["not" if own or theirs else _band(average, surroundings)]), more)


def _band(average: Decimal, surroundings: Surroundings) -> str:
    for name, key in BANDS.items():
        least = decimal(surroundings.setting(key))
        if least is not None and average >= least:
            return name
    return "not"


def _with_more(text: str, more: list[str]) -> str:
    """Return words in both languages, `English / Indonesian`, with more of them in brackets."""
    if not more:
        return text
    english, mark, indonesian = text.partition(" / ")
    pairs = [each.partition(" / ") for each in more]
    told = f"{english} ({'; '.join(en for en, _mark, _id in pairs)})"
    if not mark:
        return told
    return f"{told} / {indonesian} ({'; '.join(id_ or en for en, _mark, id_ in pairs)})"


@computed_cell
def working_days(row: Row, content: Content, surroundings: Surroundings, params: Params) -> Json:
    """Return the working days from `start` to `end`, both counted (domain.md, F3 t3)."""
    first, last = row.day(str(params["start"])), row.day(str(params["end"]))
    if first is None or last is None:
        return None
    return str(count_working_days(first, last, surroundings.holidays))


@computed_cell
def quantity_when(row: Row, content: Content, surroundings: Surroundings, params: Params) -> Json:
    """Return the cell `quantity` where `column` holds one of `values` (domain.md, F5 c1).

    It is one where nothing stands there; what is no number counts nowhere.
    """
    place = str(params["quantity"])
    if row.text(str(params["column"])) not in params["values"]:
        return None
    number = Decimal(1) if is_empty(row.cells.get(place)) else row.number(place)
    return None if number is None else decimal_text(number)


@computed_cell
def product(row: Row, content: Content, surroundings: Surroundings, params: Params) -> Json:
    """Return the product of `columns` (domain.md, F2 p42: quantity times unit cost)."""
    factors = [row.number(str(column)) for column in params["columns"]]
    numbers = [number for number in factors if number is not None]
    if len(numbers) < len(factors):
        return None
    try:
        return decimal_text(prod(numbers, start=Decimal(1)))
    except DecimalException:
        return None
