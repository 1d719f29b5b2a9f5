"""The commands: everything that a person can have done, in the imperative.

A command is plain data. Window, keyboard, bulk action, import and script issue the same ones;
each is handled in one unit of work and leaves one event, named in the past tense by `event`.
`undoable` tells whether "Undo" applies, `undo_right` what it takes to undo what somebody else did,
where that is more than doing it; `states` are those in which a micro-credential must be that it is
about, any where it names none; `card` fields take a code or an id in scripts.
"""

from typing import TYPE_CHECKING

from mcdesk.lazy import attributes

if TYPE_CHECKING:
    from mcdesk.procedure.commands.bringing import *
    from mcdesk.procedure.commands.cards import *
    from mcdesk.procedure.commands.command import *
    from mcdesk.procedure.commands.files import *
    from mcdesk.procedure.commands.filling import *
    from mcdesk.procedure.commands.freezing import *
    from mcdesk.procedure.commands.keys import *
    from mcdesk.procedure.commands.numbering import *
    from mcdesk.procedure.commands.paper import *
    from mcdesk.procedure.commands.people import *
    from mcdesk.procedure.commands.period import *
    from mcdesk.procedure.commands.redact import *
    from mcdesk.procedure.commands.remarks import *
    from mcdesk.procedure.commands.resting import *
    from mcdesk.procedure.commands.settle import *
    from mcdesk.procedure.commands.signing import *
    from mcdesk.procedure.commands.team import *
    from mcdesk.procedure.commands.undoing import *
    from mcdesk.procedure.commands.wording import *

# `command` comes last: who asks for its COMMANDS needs all of them to be there
__getattr__ = attributes(
    __name__,
    (
        "bringing",
        "cards",
        "files",
        "filling",
        "freezing",
        "keys",
        "numbering",
        "paper",
        "people",
        "period",
        "redact",
        "remarks",
        "resting",
        "settle",
        "signing",
        "team",
        "undoing",
        "wording",
        "command",
    ),
)
