"""The forms of the card by stage: those that are there, and those not begun yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from mcdesk.application.views import FormLine, OriginalView
from mcdesk.i18n import N_, _
from mcdesk.procedure.sheets import ASSESSOR
from mcdesk.ui.credential.coming import ComingForms
from mcdesk.ui.credential.deeds import Deed
from mcdesk.ui.credential.entries import Entry
from mcdesk.ui.credential.external import ExternalDialog, ReadOriginal
from mcdesk.ui.credential.sheets import RemoveSheetDialog, SheetDialog
from mcdesk.ui.credential.tab import ListTab, nothing_chosen
from mcdesk.ui.credential.wording import FORM_STATES, form_detail, form_state
from mcdesk.ui.forms.signing import sign_form
from mcdesk.ui.saying import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.ui.credential.errands import Errands
    from mcdesk.ui.credential.state import PageState, Step

TO_SIGN = ("frozen", "returned")
TO_WRITE = ("frozen", "signed")
FREE = ("empty", "draft", "external", "before", "missing")


@dataclass(frozen=True, slots=True)
class NotBegun:
    """A kind of form that a stage has and the card does not have yet."""

    kind: str
    stage: str


def form_entry(state: PageState, form: FormLine) -> Entry:
    """Return the line of a form."""
    _words, icon, tone = FORM_STATES[form.status]
    meta = ""
    if form.waits_for:
        who = ", ".join(
            form.assessor if form.assessor and role == ASSESSOR else state.role_name(role)
            for role in form.waits_for
        )
        meta = _("waits for {who}").format(who=who)
    elif form.status in ("empty", "draft") and form.required:
        meta = _("{done} of {of} filled").format(done=form.filled, of=form.required)
    return Entry(
        key=form.form_id,
        title=form.title.text(),
        detail=form_detail(form),
        icon=icon,
        tone=tone,
        state=form_state(form),
        meta=meta,
        is_pale=form.status in ("superseded", "before"),
        value=form,
    )


def form_entries(state: PageState) -> Iterator[Entry]:
    """Yield the forms below their stages; a stage without any is left out."""
    for step in state.steps():
        lines = list(_of_stage(state, step))
        if lines:
            yield _heading(state, step)
            yield from lines


def _heading(state: PageState, step: Step) -> Entry:
    tone = "accent" if step.state == "here" else ""
    return Entry(
        key=f"stage:{step.stage.id}",
        title=step.name,
        state=step.words(),
        tone="accent" if tone else "",
        is_heading=True,
        is_pale=step.state == "ahead",
        value=state.tile.id,
    )


def _of_stage(state: PageState, step: Step) -> Iterator[Entry]:
    present = [form for form in state.page.all_forms if form.stage == step.stage.id]
    for form in sorted(present, key=_order):
        yield form_entry(state, form)
    begun = {form.kind for form in present}
    for kind in step.stage.forms:
        if kind not in begun:
            title = state.form_title(kind)
            yield Entry(
                key=f"kind:{kind}",
                title=title or kind,
                detail=kind if title else "",
                icon="circle-dashed",
                state=_("not begun"),
                is_pale=True,
                value=NotBegun(kind, step.stage.id),
            )


def _order(form: FormLine) -> tuple[object, ...]:
    """Sort forms by kind, the newest round and loop first, what is superseded last."""
    return form.kind, form.status == "superseded", -form.round, -form.loop, form.scope


class FormsTab(ListTab):
    """Lists the forms and opens, prints, signs or records them.

    Signals:
        filled_requested: what a file (path) proposes for a form (id) is to be shown.
    """

    filled_requested = Signal(str, object)

    def __init__(self, errands: Errands, parent: QWidget) -> None:
        super().__init__(_("Forms"), errands, parent, many=True)
        self.coming = ComingForms(errands, self)
        self.coming.arrived.connect(self.filled_requested)
        self._wanted = ""  # the form to stand at as soon as it is listed
        self.add_buttons(("open", "print", "sign", "mail"), ("another", "external"))
        self.list.opened.connect(self._on_opened)

    @override
    def declared(self) -> Sequence[Deed]:
        return (
            Deed("open", N_("Open"), self._open, self._why_not_open, "file-text", self._open_name),
            Deed("print", N_("Print…"), self._print, self._why_not_print, "printer"),
            Deed("sign", N_("Sign or record…"), self._sign, self._why_not_sign, "signature"),
            Deed("mail", N_("E-mail drafts…"), self._mail, self._why_not_mail, "mail"),
            Deed("another", N_("Another sheet…"), self._another, self._why_not_another, "plus",
                 separator=True),
            Deed("remove", N_("Remove this sheet…"), self._remove, self._why_not_remove, "trash-2"),
            Deed("external", N_("External original…"), self._external, self._why_not_external,
                 "paperclip"),
            Deed("send_out", N_("Save for filling in elsewhere…"), self._send_out,
                 self._why_not_send_out, "download", separator=True),
            Deed("blank", N_("Save a blank one for filling in elsewhere…"), self._blank,
                 self._why_not_send_out, "download"),
            Deed("take_in", N_("Take in a filled form…"), self._take_in, self._why_not_take_in,
                 "upload"),
        )  # fmt: skip

    @override
    def show_state(self, state: PageState) -> None:
        stage = self.state.here.id if self.state is not None else ""
        self.state = state
        self.list.setAccessibleName(_("Forms"))
        self.list.show_entries(list(form_entries(state)), _("This micro-credential has no forms."))
        if state.here.id != stage:
            self._show_present(state)
        if self._wanted:
            self.choose_form(self._wanted)
        self.deeds.refresh()

    def _show_present(self, state: PageState) -> None:
        """Stand at the present stage's forms; where it has none, at those of the last that has."""
        stages = [step.stage.id for step in state.steps()]
        until = stages.index(state.here.id) + 1 if state.here.id in stages else 0
        for stage in reversed(stages[:until]):
            if self.show_stage(stage):
                return

    def choose_form(self, form_id: str) -> None:
        """Choose the form that one comes from; one just begun when it is listed."""
        self._wanted = "" if self.list.choose(form_id) else form_id

    def show_stage(self, stage: str) -> bool:
        """Scroll to the forms of a stage and choose the first; False where it has none."""
        found = [e for e in self.list.lines.entries if getattr(e.value, "stage", "") == stage]
        if not found:
            return False
        self.list.choose(found[0].key)
        self.list.show_top(f"stage:{stage}")
        return True

    def _form(self) -> FormLine | None:
        value = self.list.value()
        return value if isinstance(value, FormLine) else None

    # --- opening and printing --------------------------------------------------------------

    def _open_name(self) -> str:
        return _("Begin") if isinstance(self.list.value(), NotBegun) else _("Open")

    def _on_opened(self, _key: str) -> None:
        if not self._why_not_open():
            self._open()

    def _why_not_open(self) -> str:
        value = self.list.value()
        if isinstance(value, NotBegun):
            return self.writing(right="")
        return "" if value is not None else nothing_chosen()

    def _open(self) -> None:
        value = self.list.value()
        if isinstance(value, NotBegun):
            self.begin_form(value.kind)
        elif isinstance(value, FormLine):
            self.form_requested.emit(value.form_id, "")

    def _printed(self) -> tuple[str, ...]:
        chosen = [value for value in self.list.values() if isinstance(value, FormLine)]
        return tuple(form.form_id for form in chosen)

    def _why_not_print(self) -> str:
        return "" if self._printed() else _("Choose a form that has been begun.")

    def _print(self) -> None:
        self.print_requested.emit(self._printed())

    # --- filled in elsewhere, before it is begun ---------------------------------------------

    def _why_not_send_out(self) -> str:
        value = self.list.value()
        if isinstance(value, FormLine):
            return _("It has been begun: open it; “More” there has this.")
        return "" if isinstance(value, NotBegun) else nothing_chosen()

    def _why_not_take_in(self) -> str:
        return self._why_not_send_out() or self.writing(right="")

    def _send_out(self, *, blank: bool = False) -> None:
        value, state = self.list.value(), self.state
        if isinstance(value, NotBegun) and state is not None:
            self.coming.send_out(state.tile.id, state.tile.code, value.kind, blank=blank)

    def _blank(self) -> None:
        self._send_out(blank=True)

    def _take_in(self) -> None:
        value, state = self.list.value(), self.state
        if isinstance(value, NotBegun) and state is not None:
            self.coming.take_in(state.tile.id, value.kind)

    # --- signing ---------------------------------------------------------------------------

    def _why_not_sign(self) -> str:
        form = self._form()
        denied = self.writing(right="")
        if denied or form is None:
            return denied or _("Choose a form that is frozen for signature.")
        if form.status == "signed":
            return _("Everybody has signed.")
        if form.status in TO_SIGN and form.no_sign is not None:
            return reason_of(form.no_sign)
        if form.status in TO_SIGN:
            return "" if form.waits_for or form.status == "frozen" else _("Nobody's turn now.")
        return _("It is not frozen for signature: open it and choose “Freeze for signature”.")

    def _sign(self) -> None:
        form = self._form()
        if form is not None:
            sign_form(self.errands.tasks, form.form_id, self.window(), failed=self.errands.explain)

    def _why_not_mail(self) -> str:
        form = self._form()
        if form is None or form.status not in TO_WRITE:
            return _("Choose a form that is frozen for signature.")
        if form.kind != "F5" and not form.waits_for:
            return _("Nobody is waited for.")
        return ""

    def _mail(self) -> None:
        form = self._form()
        if form is not None:
            self.mail_requested.emit(form.form_id)

    # --- other sheets, and originals from outside -------------------------------------------

    def _why_not_another(self) -> str:
        form = self._form()
        if form is None or not form.scope:
            return _("Only minutes and assessments have another sheet.")
        return self.writing(right="")

    def _another(self) -> None:
        form, state = self._form(), self.state
        if form is not None and state is not None:
            dialog = SheetDialog(self.errands.tasks, state, form, self.window())
            dialog.begun.connect(self._on_begun)
            self.errands.open(dialog)

    def _why_not_remove(self) -> str:
        form = self._form()
        if form is None or not form.scope:
            return _("Only minutes and assessments have another sheet.")
        if form.version or form.status not in ("empty", "draft"):
            return _("It was frozen for signature, or stands outside the program, and stays.")
        return self.writing(right="")

    def _remove(self) -> None:
        form, state = self._form(), self.state
        if form is not None and state is not None:
            tasks, window = self.errands.tasks, self.window()
            self.errands.open(RemoveSheetDialog(tasks, state, form, window))

    def _why_not_external(self) -> str:
        value = self.list.value()
        if isinstance(value, FormLine) and value.status not in FREE:
            return _("It was frozen for signature in MC Desk already.")
        return self.writing() if value is not None else nothing_chosen()

    def _external(self) -> None:
        value = self.list.value()
        if isinstance(value, NotBegun | FormLine) and self.state is not None:
            job = ReadOriginal(self.state.tile.id, value.kind)
            self.errands.tasks.run(job, self._on_read, self.errands.explain, kind="reader")

    def _on_read(self, original: OriginalView) -> None:
        if self.state is not None:
            tasks, window = self.errands.tasks, self.window()
            self.errands.open(ExternalDialog(tasks, self.state, original, window))
