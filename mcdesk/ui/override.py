"""`override`, as typing_extensions has it, for what is loaded before the board is painted.

Loading typing_extensions takes as long as painting the first frame. WORKAROUND until Python 3.12
is the oldest one: then `from typing import override` everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import override
else:

    def override(method: object) -> object:
        """Mark a method as one that stands in for its base's; checked by mypy."""
        return method


__all__ = ["override"]
