"""Whether a plain value is of the shape that a field of a command or of a record asks for."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args, get_origin

from mcdesk.procedure.canonical import is_exact


def bare(hint: Any) -> Any:
    """Return a hint without what is said about it."""
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def fits(value: object, hint: Any) -> bool:
    """Tell whether a plain value is of a field's type."""
    hint = bare(hint)
    if hint is Any:
        return True
    if get_origin(hint) is Literal:
        return value in get_args(hint)
    arguments = [entry for entry in get_args(hint) if entry is not type(None)]
    if type(None) in get_args(hint):
        return value is None or fits(value, arguments[0])
    origin = get_origin(hint) or hint
    if origin is list:
        return isinstance(value, list) and all(fits(entry, arguments[0]) for entry in value)
    if origin is dict:
        return isinstance(value, dict) and all(
            isinstance(key, str) and fits(entry, arguments[1]) for key, entry in value.items()
        )
    if origin is int and (isinstance(value, bool) or not is_exact(value)):
        return False
    return isinstance(value, origin)
