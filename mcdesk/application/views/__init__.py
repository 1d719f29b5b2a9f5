"""Read models: what screens, scripts and prints get to see. Frozen, plain, complete.

A view asks a query for one of these and gives it whole to a Qt model, a printer or a script; no
row, session, clock or setting is touched after that.
"""

from typing import TYPE_CHECKING

from mcdesk.lazy import attributes

if TYPE_CHECKING:
    from mcdesk.application.views.audit import *
    from mcdesk.application.views.binder import *
    from mcdesk.application.views.booklet import *
    from mcdesk.application.views.bringing import *
    from mcdesk.application.views.card import *
    from mcdesk.application.views.changes import *
    from mcdesk.application.views.form import *
    from mcdesk.application.views.guide import *
    from mcdesk.application.views.line import *
    from mcdesk.application.views.mail import *
    from mcdesk.application.views.pdf import *
    from mcdesk.application.views.register import *
    from mcdesk.application.views.scan import *
    from mcdesk.application.views.search import *
    from mcdesk.application.views.statement import *
    from mcdesk.application.views.taking import *
    from mcdesk.application.views.team import *
    from mcdesk.application.views.tile import *
    from mcdesk.application.views.wording import *
    from mcdesk.application.views.workspace import *

__getattr__ = attributes(
    __name__,
    (
        "audit",
        "binder",
        "booklet",
        "bringing",
        "card",
        "changes",
        "form",
        "guide",
        "line",
        "mail",
        "pdf",
        "register",
        "scan",
        "search",
        "statement",
        "taking",
        "team",
        "tile",
        "wording",
        "workspace",
    ),
)
