"""Who is told apart from whom by an e-mail or a login, where a list of people is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.errors import Finding
from mcdesk.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

OTHER = {
    "email": N_("{name} is in the directory with the e-mail {known}. If this is somebody else, use "
                "“Add a person…”."),
    "login": N_("{name} is in the directory with the login {known}. If this is somebody else, use "
                "“Add a person…”."),
}  # fmt: skip
OTHER_ROW = {
    "email": N_("{name} stands in row {row} with the e-mail {known}. If this is somebody else, use "
                "“Add a person…”."),
    "login": N_("{name} stands in row {row} with the login {known}. If this is somebody else, use "
                "“Add a person…”."),
}  # fmt: skip
LACKS = {
    "email": N_("The directory has no e-mail of {name}, and “{said}” is not entered: write it "
                "there."),
    "login": N_("The directory has no login of {name}, and “{said}” is not entered: write it "
                "there."),
}  # fmt: skip
LACKS_ROW = {
    "email": N_("Row {row} has no e-mail of {name}, and “{said}” is not entered: write it there."),
    "login": N_("Row {row} has no login of {name}, and “{said}” is not entered: write it there."),
}


def told_apart(name: str, row: int, path: str, said: str, known: str) -> Iterator[Finding]:
    """Yield that a row says another e-mail or login of somebody known, or one that nobody keeps."""
    about = {"name": name, "row": row, "known": known, "said": said}
    if not known:
        text = (LACKS_ROW if row else LACKS)[path]
        yield Finding("not_entered", text, about, path=path, level="warn")
    elif known.casefold() != said.casefold():
        texts = OTHER_ROW if row else OTHER
        yield Finding("other_person", texts[path], about, path=path)
