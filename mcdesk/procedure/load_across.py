"""What must fit between a procedure and its forms: the fields, choices and roles they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from mcdesk.i18n import N_
from mcdesk.procedure.definition import Column, Field, FieldType, FormDefinition, Params
from mcdesk.procedure.load_ways import procedure_mistakes
from mcdesk.procedure.toml_table import Mistake
from mcdesk.procedure.words import words

if TYPE_CHECKING:
    from mcdesk.procedure.definition import Rule
    from mcdesk.procedure.procedure_definition import ProcedureDefinition

Forms = Mapping[str, FormDefinition]
OWN_PATHS = ("when", "reason", "by", "in", "conditions", "total", "among", "other", "target",
             "field", "reviewer")  # fmt: skip
OWN_COLUMNS = ("column", "group", "with", "closed", "no", "start", "end", "date", "from", "to",
               "named", "seconds", "supports")  # fmt: skip
CARD_FACTS = ("title_en", "title_id", "short_title", "programme", "code", "opening")
ANSWERS = frozenset(("yes", "no", "na"))


class Known:
    """What definitions may name: forms, stages, roles, settings; finds what is wrong."""

    def __init__(
        self, procedure: ProcedureDefinition, forms: Forms, settings: Iterable[str] = ()
    ) -> None:
        self.forms = forms
        self.stages = {stage.id for stage in procedure.stages}
        self.roles = {role.id for role in procedure.roles}
        self.settings = {*settings, *(setting.key for setting in procedure.settings)}

    def entry(self, form: FormDefinition, path: str) -> Field | Column | None:
        """Return the field, part, item's field or column at a path, or None."""
        try:
            entry = form.field_of(path)
            if "/" in path:
                return entry.column(path.split("/", 1)[1])
            rest = path.partition(".")[2]
            known = path in form.fields or any(item.id == rest for item in entry.items)
            return entry if known else None
        except KeyError:
            return None

    def place(self, kind: object, path: object) -> str:
        """Return what is wrong with a field of a form, or ""."""
        form = self.forms.get(str(kind))
        if form is None:
            return words(N_("there is no form {name}"), name=repr(kind))
        if self.entry(form, str(path)) is None:
            return words(N_("{form} has no field {name}"), form=kind, name=repr(path))
        return ""

    def values(self, kind: object, path: object, values: object) -> str:
        """Return what is wrong with answers that a field must be able to give, or ""."""
        form = self.forms.get(str(kind))
        entry = self.entry(form, str(path)) if form else None
        if entry is None or not isinstance(values, list):
            return ""
        known = {choice.id for choice in entry.choices}
        if entry.type is FieldType.YESNO:
            known = set(ANSWERS)
        wrong = sorted({str(value) for value in values} - known)
        if known and wrong:
            return words(
                N_("{form} {path} has no answer {answers}"),
                form=kind,
                path=path,
                answers=", ".join(map(repr, wrong)),
            )
        return ""


def across(
    procedure: ProcedureDefinition,
    file: str,
    forms: Forms,
    files: Mapping[str, str],
    settings: Iterable[str] = (),
) -> Iterable[Mistake]:
    """Yield what does not fit between a procedure and its forms.

    `settings` are known beside those of the procedure: they came after it.
    """
    known = Known(procedure, forms, settings)
    for stage in procedure.stages:
        for kind in sorted(set(stage.forms) - set(forms)):
            yield Mistake(
                file,
                f"stage[{stage.id}].forms",
                words(N_("there is no form {name}"), name=repr(kind)),
            )
    for way in procedure.transitions:
        uses = [(use.name, use.params) for use in way.guards]
        uses += [(use.name, use.params) for use in way.effects]
        for name, params in uses:
            found = (*_of_way(known, name, params), *_roles_of(known, params),
                     *_rules_of(known, params))  # fmt: skip
            for text in filter(None, found):
                yield Mistake(file, f"transition[{way.id}]", text)
    yield from procedure_mistakes(procedure, file)
    for kind, form in forms.items():
        yield from _of_form(known, form, files[kind])


def _of_way(known: Known, name: str, params: Params) -> Iterator[str]:
    """Yield what is wrong with the parameters of a guard or an effect."""
    listed = params.get("forms")
    for kind in (params.get("form"), *(listed if isinstance(listed, list) else ())):
        if kind is not None and kind not in known.forms:
            yield words(N_("there is no form {name}"), name=repr(kind))
    form = params.get("form")
    if form in known.forms and "path" in params:
        yield known.place(form, params["path"])
        yield known.values(form, params["path"], params.get("values"))
    if name == "components_at_least":
        yield known.values(form, f"{params.get('path')}/status", params.get("states"))
        if "excused" in params:
            kind, _, path = str(params["excused"]).partition("/")
            yield known.place(kind, path)
    if name in ("settle_components", "build_falls"):
        for key in ("rows", "verdict"):
            if key in params:
                yield known.place(params.get("findings"), params[key])
    elif "verdict" in params and form in known.forms:
        yield known.place(form, params["verdict"])


def _rules_of(known: Known, params: Params) -> Iterator[str]:
    """Yield the rules that a guard names and its form does not have."""
    form = known.forms.get(str(params.get("form")))
    rules = params.get("rules")
    if form is None or not isinstance(rules, list):
        return
    ids = {rule.id for rule in form.rules}
    yield from (
        words(N_("{form} has no rule {name}"), form=form.id, name=repr(rule))
        for rule in rules
        if rule not in ids
    )


def _roles_of(known: Known, params: Params) -> Iterator[str]:
    roles = params.get("roles")
    for role in (params.get("owes"), *(roles if isinstance(roles, list) else ())):
        if role is not None and role not in known.roles:
            yield words(N_("there is no role {name}"), name=repr(role))


def _of_form(known: Known, form: FormDefinition, file: str) -> Iterator[Mistake]:
    """Yield what a form names and does not exist."""
    if form.stage not in known.stages:
        yield Mistake(file, "stage", words(N_("there is no stage {name}"), name=repr(form.stage)))
    for key, stage_id in (("until", form.until), ("from", form.begins)):
        if stage_id and stage_id not in known.stages:
            yield Mistake(file, key, words(N_("there is no stage {name}"), name=repr(stage_id)))
    for signer in form.signers:
        if signer.role not in known.roles:
            yield Mistake(
                file, "signer", words(N_("there is no role {name}"), name=repr(signer.role))
            )
    for path, entry in form.fields.items():
        yield from _of_place(known, form, path, entry, file)
    for rule in form.rules:
        for stage_id in sorted({rule.due.essential, rule.due.full} - known.stages):
            yield Mistake(
                file,
                f"rule[{rule.id}].due",
                words(N_("there is no stage {name}"), name=repr(stage_id)),
            )
        for text in filter(None, _of_rule(known, form, rule)):
            yield Mistake(file, f"rule[{rule.id}].with", text)


def _of_place(
    known: Known, form: FormDefinition, path: str, entry: Field, file: str
) -> Iterator[Mistake]:
    for stage_id in sorted({entry.due.essential, entry.due.full} - known.stages):
        yield Mistake(
            file, f"field[{path}].due", words(N_("there is no stage {name}"), name=repr(stage_id))
        )
    for role in sorted({*entry.by, *filter(None, [entry.role])} - known.roles):
        yield Mistake(
            file, f"field[{path}].by", words(N_("there is no role {name}"), name=repr(role))
        )
    for text in filter(None, _of_field(known, form, entry)):
        yield Mistake(file, f"field[{path}]", text)


def _of_field(known: Known, form: FormDefinition, entry: Field) -> Iterator[str]:
    if entry.prefill:
        yield _prefill_fault(known, entry.prefill)
    if entry.compute:
        yield from _of_computed(known, form, entry.params)
    for column in entry.columns if entry.compute or entry.columns else ():
        if column.compute:
            listed = column.params.get("columns")
            named = [column.params.get(key) for key in ("start", "end", "quantity", "column")]
            for name in (*named, *(listed if isinstance(listed, list) else ())):
                if name is not None and all(each.id != name for each in entry.columns):
                    yield words(
                        N_("column[{column}]: there is no column {name}"),
                        column=column.id,
                        name=repr(name),
                    )


def _of_computed(known: Known, form: FormDefinition, params: Params) -> Iterator[str]:
    kind = params.get("form", form.id)
    if "field" in params:
        place = str(params["field"]) + (f"/{params['column']}" if "column" in params else "")
        yield known.place(kind, place)
        for key in ("findings", "steps"):
            if key in params:
                yield known.place(form.id, params[key])
        for key in ("values", "except"):
            yield known.values(kind, place, params.get(key))
    paths = params.get("paths")
    for path in (*(paths if isinstance(paths, list) else ()), params.get("start"),
                 params.get("end")):  # fmt: skip
        if path is not None:
            yield known.place(kind, path)
    for check in params["checks"] if isinstance(params.get("checks"), list) else ():
        if isinstance(check, dict):
            yield from _of_check(known, check)
    if "key" in params and params["key"] not in known.settings:
        yield words(N_("there is no setting {name}"), name=repr(params["key"]))


def _of_check(known: Known, check: Params) -> Iterator[str]:
    """Yield what one of the `checks` of a computed table names and does not exist."""
    kind = check.get("form")
    if kind is not None and kind not in known.forms:
        yield words(N_("there is no form {name}"), name=repr(kind))
        return
    column = check.get("closed", check.get("column"))
    place = check.get("path", f"{check.get('field')}/{column}" if "field" in check else None)
    if place is not None:
        yield known.place(kind, place)
        yield known.values(kind, place, check.get("values"))


def _prefill_fault(known: Known, token: str) -> str:
    """Return what is wrong with a pre-fill (`opening.py` names the vocabulary), or ""."""
    head, _, rest = token.partition(".")
    if token in ("today", "assessor") or (head == "card" and rest in CARD_FACTS):
        return ""
    if head == "team" and rest in (*known.roles, "assignees", "members", "recipients"):
        return ""
    if head in ("setting", "after"):
        return (
            ""
            if rest in known.settings
            else words(
                N_("prefill: {fault}"),
                fault=words(N_("there is no setting {name}"), name=repr(rest)),
            )
        )
    if head == "edition":
        return (
            ""
            if rest in known.forms
            else words(
                N_("prefill: {fault}"), fault=words(N_("there is no form {name}"), name=repr(rest))
            )
        )
    if head in known.forms and rest in known.forms[head].switched_off:
        return ""
    if head in known.forms:
        fault = known.place(head, rest)
        return fault and words(N_("prefill: {fault}"), fault=fault)
    return words(N_("prefill: {name} stands for nothing"), name=repr(token))


def _of_rule(known: Known, form: FormDefinition, rule: Rule) -> Iterator[str]:
    """Yield what is wrong with the parameters of a rule."""
    params, path = rule.params, rule.paths[0] if rule.paths else ""
    table = path.split("/", 1)[0]
    in_table = rule.check in ("differs", "unique_pairs")
    for key, value in params.items():
        if key.endswith("_setting") and value not in known.settings:
            yield words(N_("there is no setting {name}"), name=repr(value))
        elif key in OWN_COLUMNS or (in_table and key == "other"):
            yield known.place(form.id, f"{table}/{value}")
        elif key in OWN_PATHS and isinstance(value, str):
            yield known.place(params.get("form", form.id) if key == "other" else form.id, value)
    for stage in (*_listed(params, "stages"), *_listed(params, "stage")):
        if stage not in known.stages:
            yield words(N_("there is no stage {name}"), name=repr(stage))
    if "form" in params and params["form"] not in known.forms:
        yield words(N_("there is no form {name}"), name=repr(params["form"]))
    if "role" in params and params["role"] not in known.roles:
        yield words(N_("there is no role {name}"), name=repr(params["role"]))
    yield from _answers_of_rule(known, form, rule, table)


def _answers_of_rule(known: Known, form: FormDefinition, rule: Rule, table: str) -> Iterator[str]:
    """Yield answers that a rule waits for and the field cannot give."""
    params, path = rule.params, rule.paths[0] if rule.paths else ""
    asked: dict[str, tuple[str, object]] = {
        "when": (str(params.get("when")), params.get("values")),
        "column": (f"{table}/{params.get('column')}", params.get("values", params.get("except"))),
    }
    for key, (place, values) in asked.items():
        if key in params:
            yield known.values(form.id, place, values)
    if "value" in params:
        yield known.values(form.id, path, [params["value"]])
    if "kind" in params:
        there = str(params.get("in", path)).split("/", 1)[0]
        place = f"{there}/{params['kind']}"
        yield known.place(form.id, place)
        for key in ("kinds", "first", "then"):
            yield known.values(form.id, place, params.get(key))


def _listed(params: Params, key: str) -> tuple[object, ...]:
    value = params.get(key)
    return tuple(value) if isinstance(value, list) else () if value is None else (value,)
