"""The papers that are made of a micro-credential besides its forms, and how each is begun."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from mcdesk.errors import Refused
from mcdesk.i18n import _
from mcdesk.procedure.commands import NumberStatement
from mcdesk.ui.file_names import safe_name
from mcdesk.ui.printing.making import Making, MakingDialog, Print, make

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import (
        Audit,
        Binder,
        Changes,
        Extent,
        Mailing,
        Statement,
        WorkspaceInfo,
    )
    from mcdesk.ui.printing.audit_dialog import AuditDialog
    from mcdesk.ui.printing.host import Host
    from mcdesk.ui.printing.mail_dialog import MailDialog
    from mcdesk.ui.printing.preview import PreviewDialog
    from mcdesk.ui.printing.semester_dialog import SemesterDialog
    from mcdesk.ui.tasks import Tasks


def make_binder(
    tasks: Tasks, card: str, code: str, host: Host, parent: QWidget
) -> MakingDialog | None:
    """Make the evidence binder of a card."""
    title = _("Evidence binder of {code}").format(code=code)
    name = safe_name(_("{code}_binder").format(code=code)) + ".pdf"
    making = Making(title, name, partial(_read_binder, card), _binder_printer)
    return make(making, tasks, host, parent)


def ask_audit(
    tasks: Tasks, info: WorkspaceInfo, today: date, host: Host, parent: QWidget
) -> AuditDialog:
    """Ask what an audit is to be shown, then make it."""
    from mcdesk.ui.printing.audit_dialog import AuditDialog

    dialog = AuditDialog(info.programmes, today, parent)
    dialog.accepted.connect(partial(_make_audit, dialog, tasks, host, parent))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _make_audit(dialog: AuditDialog, tasks: Tasks, host: Host, parent: QWidget) -> None:
    extent = dialog.extent()
    whose = dialog.whose.currentText().strip() if dialog.whose.currentIndex() > 0 else ""
    name = safe_name("_".join(filter(None, (_("audit"), whose, extent.until.isoformat()))))
    printer = _tables_printer if dialog.tables.isChecked() else _audit_printer
    making = Making(dialog.windowTitle(), f"{name}.pdf", partial(_read_audit, extent), printer)
    make(making, tasks, host, parent)


def _read_audit(extent: Extent, desk: DeskPort, progress: Progress) -> Audit | None:
    return desk.audit(extent, progress)


def _audit_printer() -> Print:
    from mcdesk.reports.audit import print_audit

    return print_audit


def _tables_printer() -> Print:
    from mcdesk.ui.printing.audit_print import print_with_tables

    return print_with_tables


def show_catalogue(
    tasks: Tasks, card: str, code: str, host: Host, parent: QWidget
) -> PreviewDialog:
    """Show the catalogue sheet of a card as it will lie on paper."""
    from mcdesk.ui.printing.documents import CATALOGUE
    from mcdesk.ui.printing.preview import PreviewDialog

    title = _("Catalogue sheet of {code}").format(code=code)
    dialog = PreviewDialog(tasks, [(CATALOGUE + card, title)], host, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def ask_statement(
    tasks: Tasks, info: WorkspaceInfo, today: date, host: Host, parent: QWidget
) -> SemesterDialog:
    """Ask whose contributions, of which semester, then make the statement."""
    from mcdesk.ui.printing.semester_dialog import SemesterDialog

    dialog = SemesterDialog(info.persons, today, parent)
    dialog.accepted.connect(partial(_make_statement, dialog, tasks, host, parent))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _make_statement(dialog: SemesterDialog, tasks: Tasks, host: Host, parent: QWidget) -> None:
    since, until = dialog.days()
    whose = dialog.lecturer.currentText()
    name = safe_name("_".join((_("contribution"), whose, since.isoformat()[:7])))
    read = partial(_read_statement, dialog.person(), since, until)
    making = Making(dialog.windowTitle(), f"{name}.pdf", read, _statement_printer)
    typed = dialog.number.text().strip()
    numbering = partial(_number_statement, dialog.person(), (since, until), typed)
    told = partial(_make_told, making, tasks, host, parent)
    tasks.run(numbering, lambda _changes: tasks.run(read, told, kind="reader"))


def _make_told(
    making: Making, tasks: Tasks, host: Host, parent: QWidget, found: Statement
) -> None:  # fmt: skip
    """Make a statement, and say beside the file when it states nothing."""
    after = ""
    if found.is_early:
        after = _("The period has not begun: it is a draft, and not for signature.")
    elif not found.lines:
        after = _("Nothing is confirmed in it: it is a draft, and not for signature.")
    make(replace(making, after=after), tasks, host, parent)


def _number_statement(
    person: str, days: tuple[date, date], typed: str, desk: DeskPort
) -> Changes | None:  # fmt: skip
    """Give a statement its number where it lacks nothing else; without the right it is a draft.

    Raises:
        Refused: The number that was typed cannot be given.
    """
    told = desk.statement(person, *days)
    is_wanted = told.wants_number or typed not in ("", told.document)
    if not is_wanted or desk.info().read_only:
        return None
    since, until = (day.isoformat() for day in days)
    wanted = NumberStatement(
        person=told.person_id, since=since, until=until, digest=told.digest, number=typed
    )
    with suppress(*(() if typed else (Refused,))):
        return desk.execute(wanted)
    return None


def _read_statement(
    person: str, since: date, until: date, desk: DeskPort, _progress: Progress | None = None
) -> Statement:
    return desk.statement(person, since, until)


def _statement_printer() -> Print:
    from mcdesk.reports.statement import print_statement

    return print_statement


def ask_mail(tasks: Tasks, form: str, _code: str, host: Host, parent: QWidget) -> None:
    """Show e-mail drafts for those who are to sign a form, or to be told of it."""
    shown = partial(_show_mail, tasks, host, parent)
    tasks.run(partial(_read_mail, form), shown, kind="reader")


def _read_mail(form: str, desk: DeskPort) -> Mailing:
    return desk.mailing(form)


def _show_mail(tasks: Tasks, host: Host, parent: QWidget, mailing: Mailing) -> MailDialog:
    from mcdesk.ui.printing.mail_dialog import MailDialog

    dialog = MailDialog(mailing, tasks, host, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


PAPERS = {"binder": make_binder, "catalogue": show_catalogue, "mail": ask_mail}
"""What can be made or shown of one card, by name."""


def _read_binder(card: str, desk: DeskPort, progress: Progress) -> Binder | None:
    return desk.binder(card, progress)


def _binder_printer() -> Print:
    from mcdesk.reports.binder import print_binder

    return print_binder
