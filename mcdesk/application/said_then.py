"""What a decision named that stands in the form no more: by digests, removals and the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.journal import read_event
from mcdesk.procedure.by_module import is_part, whole_id
from mcdesk.procedure.canonical import is_empty, read_json
from mcdesk.procedure.deciding import digest_of_part, is_as_named, named_by
from mcdesk.procedure.identity import value_id
from mcdesk.procedure.records import Form, FormValue, Redaction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcdesk.application.storage_ports import Reader
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.definition import Field
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.records import SignOff


def holder_of(form: Form) -> str:
    """Return the id of the form in which the content of a form stands: of a part, the whole."""
    return whole_id(form) if is_part(form) else form.id


def removed(reader: Reader, form: Form, path: str, words: str) -> tuple[str, ...]:
    """Return the digests of what was removed for ever from a place, where these words stand now."""
    found = reader.select(Redaction, form_id=holder_of(form), path=path)
    return tuple(entry.digest for entry in found if entry.words == words)


def still_says(reader: Reader, sign_off: SignOff) -> bool:
    """Tell whether a form says what a decision over it named, as far as it named anything.

    What others said meanwhile, which it does not name, stands beside it as if said afterwards.
    """
    named = named_by(sign_off)
    form = reader.find(Form, sign_off.form_id)
    if named is None or (named and form is None):
        return False
    return form is None or all(_is_said(reader, form, *each) for each in named.items())


def _is_said(reader: Reader, form: Form, path: str, named: Json) -> bool:
    kept = reader.find(FormValue, value_id(holder_of(form), path))
    value: Json = read_json(kept.value) if kept is not None and not kept.deleted else None
    if "." in path:
        return is_as_named(value, named, lambda words: removed(reader, form, path, words))
    return (None if is_empty(value) else value) == named


def said_then(reader: Reader, form: Form, decisions: Sequence[SignOff]) -> dict[str, Json]:
    """Return what decisions named, the last of a place: values, and what stood in the parts.

    Parts go with the value that they were named with: a program of before named a value alone. A
    part is named by its digest only. What it said is in the form still, in its history, or it was
    removed for ever; else the place stays out.
    """
    named: dict[str, Json] = {}
    for entry in decisions:
        said = named_by(entry) or {}
        others = {path for path, value in named.items() if said.get(path, value) != value}
        named = {path: each for path, each in named.items()
                 if path.partition(".")[0] not in others} | {**said}  # fmt: skip
    told = {path: value for path, value in named.items() if "." not in path}
    parts = {path: str(named[path]) for path in named.keys() - told.keys() if named[path]}
    found = {path: _once_said(reader, form, path, digest) for path, digest in parts.items()}
    return told | {path: value for path, value in found.items() if value is not None}


def _once_said(reader: Reader, form: Form, path: str, digest: str) -> Json:
    """Return what a part said that has a digest, or the words of its removal; None: unknown."""
    for value in _stood(reader, form, path):
        if digest_of_part(value) == digest:
            return value
    gone = reader.select(Redaction, form_id=holder_of(form), path=path, digest=digest)
    return gone[-1].words if gone else None


def _stood(reader: Reader, form: Form, path: str) -> Iterator[Json]:
    """Yield what stands and stood in a place of a form."""
    id_ = value_id(holder_of(form), path)
    kept = reader.find(FormValue, id_)
    if kept is not None:
        yield read_json(kept.value)
    for line in reader.journal(form=holder_of(form)):
        for effect in read_event(str(line["body"])).effects:
            if effect.id == id_:
                yield read_json(effect.new["value"])


def said_otherwise(
    reader: Reader, state: FormState, role: str, day: str
) -> Iterator[tuple[Field, Json]]:
    """Yield what others say of a form that it did not say at the end of a day, with what it said.

    Who signed on paper that day took note of that, however much later it is recorded.
    """
    form = state.form
    for entry in state.definition.fields.values():
        value = state.content.value(entry.id)
        if not entry.decided_by or entry.decided_by == role or is_empty(value):
            continue
        then = _said_by(reader, form, entry.id, day)
        if then != value:
            yield entry, then


def _said_by(reader: Reader, form: Form, path: str, day: str) -> Json:
    """Return what stood in a place of a form at the end of a day; None where nothing did."""
    id_ = value_id(holder_of(form), path)
    for line in reader.journal(form=holder_of(form)):
        event = read_event(str(line["body"]))
        if event.today > day:
            continue
        for effect in reversed(event.effects):
            if effect.id == id_:
                value: Json = None if effect.new["deleted"] else read_json(effect.new["value"])
                return None if is_empty(value) else value
    return None
