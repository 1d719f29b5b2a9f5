"""The records that a workspace keeps: one frozen dataclass per table, the same column names.

An *effect* is the whole new value of one record. Nothing is physically deleted (`deleted`);
`row_version` counts its changes. Dates are ISO texts, `at` is ISO text in UTC, structured cells
are canonical JSON texts, so that a record is the same in SQLite, PostgreSQL and the journal.
"""

from typing import TYPE_CHECKING

from mcdesk.lazy import attributes

if TYPE_CHECKING:
    from mcdesk.procedure.records.card import *
    from mcdesk.procedure.records.form import *
    from mcdesk.procedure.records.people import *
    from mcdesk.procedure.records.period import *
    from mcdesk.procedure.records.record import *
    from mcdesk.procedure.records.redaction import *
    from mcdesk.procedure.records.settlement import *
    from mcdesk.procedure.records.signing import *
    from mcdesk.procedure.records.workspace import *

# `record` comes last: who asks for its RECORDS needs all of them to be there
__getattr__ = attributes(
    __name__,
    (
        "card",
        "form",
        "people",
        "period",
        "redaction",
        "settlement",
        "signing",
        "workspace",
        "record",
    ),
)
