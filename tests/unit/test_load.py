"""Reading definitions: every mistake of every file at once, each with file, table and key."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from mcdesk.procedure import needs
from mcdesk.procedure.load import (
    BrokenDefinitions,
    digest_of,
    read_definitions,
    read_form,
    read_procedure,
)

FORM = """
id = "X1"
version = "1"
title = { en = "Extra", id = "Tambahan" }
short = { en = "Extra", id = "Tambahan" }
stage = "proposal"
[[signer]]
role = "dean"
step = 1
act = { en = "Approved by", id = "Disetujui oleh" }
[[section]]
id = "s"
title = { en = "Section", id = "Bagian" }
[[section.field]]
id = "a"
label = { en = "A", id = "A" }
type = "line"
"""
BROKEN = """
id = "X1"
version = 2
title = { en = "Extra" }
stage = "nowhere"
colour = "red"
subject = "planet"
[[signer]]
role = "king"
step = "first"
act = { en = "Approved by", id = "Disetujui oleh" }
decisions = ["approve", "shrug"]
[[section]]
id = "s"
title = { en = "Section", id = "Bagian" }
[[section.field]]
id = "a"
label = { en = "A", id = "A" }
type = "colour"
[[section.field]]
id = "a"
label = { en = "A", id = "A" }
type = "choice"
[[section.field]]
id = "t"
label = { en = "T", id = "T" }
type = "table"
table = "planets"
[[section.field]]
id = "c"
label = { en = "C", id = "C" }
type = "computed"
compute = "column_totals"
[[rule]]
id = "r"
check = "is_blue"
paths = ["b", "t/x"]
level = "maybe"
message = { en = "No.", id = "Tidak." }
"""
TOLD = (
    ("version", "must be"), ("title", ""), ("short", "is missing"), ("colour", ""),
    ("subject", "none of"), ("stage", "no stage 'nowhere'"), ("signer", "no role 'king'"),
    ("step", "must be"), ("decisions", "'shrug'"), ("type", "'colour'"), ("field[a]", "twice"),
    ("choice", "needs its choices"), ("column", "needs its columns"), ("table", "'planets'"),
    ("compute", "column_totals"), ("check", "is_blue"), ("paths", "no field 'b'"),
    ("level", "must be block, warn or off"),
)  # fmt: skip


PROCEDURE = """
id = "small"
version = "1"
title = { en = "Small", id = "Kecil" }
[rights]
cards = ["dean"]
[[phase]]
id = "plan"
title = { en = "Plan", id = "Rencana" }
[[role]]
id = "dean"
label = { en = "Dean", id = "Dekan" }
short = { en = "Dean", id = "Dekan" }
scope = "faculty"
[[stage]]
id = "proposal"
number = 1
phase = "plan"
title = { en = "Proposal", id = "Usulan" }
short = { en = "Proposal", id = "Usulan" }
purpose = { en = "Propose.", id = "Usulkan." }
days = 5
owes = ["dean"]
forms = ["X1"]
[[stage]]
id = "approval"
number = 2
phase = "plan"
title = { en = "Approval", id = "Persetujuan" }
short = { en = "Approval", id = "Persetujuan" }
purpose = { en = "Approve.", id = "Setujui." }
days = 5
[[transition]]
id = "approve"
from = "proposal"
to = "approval"
kind = "forward"
title = { en = "Approve", id = "Setujui" }
movers = ["dean"]
[[transition.guard]]
name = "form_valid"
with = { form = "X1" }
[[transition]]
id = "finish"
from = "approval"
kind = "finish"
title = { en = "Finish", id = "Selesai" }
movers = ["dean"]
[[setting]]
key = "hours"
value = 45
label = { en = "Hours", id = "Jam" }
"""


def mistakes(procedure: str = PROCEDURE, **forms: str) -> list[str]:
    """Return what is wrong with a procedure and its forms, in words."""
    given = {f"{name}.toml": form for name, form in ({"X1": FORM} | forms).items()}
    with pytest.raises(BrokenDefinitions) as caught:
        read_definitions(("procedure.toml", procedure), given)
    for entry in caught.value.mistakes:
        assert entry.words().id != entry.words().en == entry.text
    assert str(caught.value).splitlines() == [str(entry) for entry in caught.value.mistakes]
    return [str(entry) for entry in caught.value.mistakes]


def test_a_procedure_and_its_form_without_mistakes_are_read():
    found = read_definitions(("procedure.toml", PROCEDURE), {"X1.toml": FORM})
    assert [stage.id for stage in found.procedure.stages] == ["proposal", "approval"]
    assert set(found.forms) == {"X1"}
    assert found.forms["X1"].digest == digest_of(FORM)


def test_a_broken_form_tells_all_its_mistakes_at_once():
    found = mistakes(X1=BROKEN)
    assert all(entry.startswith("X1.toml: ") for entry in found)
    for where, text in TOLD:
        assert any(where in entry and text in entry for entry in found), (where, text, found)
    assert len(found) >= len(TOLD)


def test_mistakes_of_several_files_are_told_together():
    found = mistakes(
        PROCEDURE.replace('kind = "forward"', 'kind = "onward"', 1),
        X1=FORM.replace("step = 1", 'step = "1"'),
        X2=FORM,
        X3="id = ",
    )
    files = {entry.split(":")[0] for entry in found}
    assert files == {"procedure.toml", "X1.toml", "X2.toml", "X3.toml"}
    assert any("stands in X1.toml too" in entry for entry in found)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('phase = "plan"', 'phase = "dream"', "stage[proposal].phase: there is no phase 'dream'"),
        ('owes = ["dean"]', 'owes = ["king"]', "stage[proposal].owes: there is no role 'king'"),
        ("number = 2\n", "number = 3\n", "numbered 1, 2, 3"),
        ('forms = ["X1"]', 'forms = ["R99"]', "there is no form 'R99'"),
        ('id = "approval"', 'id = "proposal"', "stage[proposal]: stands twice"),
        ('name = "form_valid"', 'name = "form_vaild"', "form_vaild"),
        ('form = "X1" }', 'form = "X9" }', "transition[approve]: there is no form 'X9'"),
        ('cards = ["dean"]', 'cards = ["king"]', "rights.cards: there is no role 'king'"),
        ('movers = ["dean"]', 'movers = ["king"]', "transition[approve].movers"),
        ('from = "proposal"', 'from = "nowhere"', "there is no stage 'nowhere'"),
        ("days = 5\n", 'days = "two"\n', "must be"),
        ('scope = "faculty"', 'scope = "galaxy"', "galaxy"),
        ('key = "hours"', 'keys = "hours"', "setting"),
        ("value = 45", "value = true", "setting[hours].value: must be a number, not True"),
        (
            'key = "hours"',
            'key = "captions_required"',
            "setting[captions_required].value: must be true or false",
        ),
        ('with = { form = "X1" }', "", "guard[1].with.form: is missing: form_valid needs it"),
        ('name = "form_valid"', 'name = "value_is"', "with.values: is missing"),
        (
            'name = "form_valid"\nwith = {',
            'name = "team_has"\nwith = { roles = "dean",',
            "with.roles: must be a list",
        ),
        ('form = "X1" }', 'form = "X1", path = "z" }', "X1 has no field 'z'"),
        ("[rights]", "[rights", ""),
    ],
)
def test_a_mistake_in_the_procedure_is_told_with_its_place(old, new, told):
    assert old in PROCEDURE
    found = mistakes(PROCEDURE.replace(old, new, 1))
    assert any(entry.startswith("procedure.toml: ") and told in entry for entry in found), found


@pytest.mark.parametrize("text", ["", "x", "[[section]]", "id = 7", "section = 1", "a = nan",
                                  "[[section]]\nfield = 3", "[signer]\nrole = 1", "\ufeffid = 1",
                                  'title = "x"', "[[section]]\n[[section.field]]",
                                  "id = '\ud83d'"])  # fmt: skip
def test_no_text_is_ever_a_crash(text):
    found: list = []
    read_form(text, "x.toml", found)
    assert found
    found = []
    read_procedure(text, "x.toml", found)
    assert found


def test_every_function_s_needs_are_known():
    """What the sources read as `params["key"]`, also through helpers, stands in NEEDS."""
    folder = Path(needs.__file__).parent
    for file in (*folder.glob("rules_*.py"), *(folder / f"{n}.py" for n in NAMED)):
        functions = {
            node.name: node
            for node in ast.parse(file.read_text("utf-8")).body
            if isinstance(node, ast.FunctionDef)
        }
        for name, node in functions.items():
            read = keys_read(node, functions) - OPTIONAL.get(name, set())
            if node.decorator_list and read:
                assert read <= set(needs.NEEDS[name]), name


NAMED = ("guards", "effects", "compute", "compute_tables")
OPTIONAL = {
    "rows_counted": {"column", "form"}, "column_total": {"form"}, "sks": {"form"},
    "rows_open": {"form"}, "share_of_rows": {"form"}, "rows_copied": {"form"},
    "components_seen": {"form"},
    "components_judged": {"form"}, "components_by_group": {"form"}, "alignment": {"form"},
}  # fmt: skip


def keys_read(node, functions, seen=frozenset()) -> set[str]:
    found: set[str] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Subscript) and isinstance(part.slice, ast.Constant):
            if ast.unparse(part.value).split(".")[-1] == "params":
                found.add(part.slice.value)
        elif isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
            called = part.func.id
            if called in functions and called not in seen:
                found |= keys_read(functions[called], functions, seen | {called})
    return found


def test_comments_and_layout_do_not_count_and_content_does():
    assert digest_of(FORM) == digest_of(f"# a remark\n{FORM.replace(' = ', '=')}\n")
    assert digest_of(FORM) != digest_of(FORM.replace('"Extra"', '"Other"', 1))


def test_a_field_s_id_cannot_stand_twice_but_a_part_s_can():
    text = FORM + '[[section.field]]\nid = "b"\nlabel = { en = "B", id = "B" }\ntype = "line"\n'
    found: list = []
    read_form(text, "x.toml", found)
    assert not found
    read_form(text.replace('id = "b"', 'id = "a"'), "x.toml", found)
    assert "stands twice" in str(found[0])


# --- definitions that could be read, and would fail later -------------------------------------

ROOT = Path(__file__).parents[2] / "resources"
SHIPPED = (ROOT / "procedure" / "uph_ctl.toml").read_text("utf-8")
FORMS = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "forms").glob("*.toml"))}


def told(file: str, *changes: tuple[str, str], append: str = "") -> list[str]:
    """Return what is wrong with the shipped definitions after a change in one file."""
    procedure, forms = SHIPPED, dict(FORMS)
    text = procedure if file == "procedure.toml" else forms[file]
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    text += append
    if file == "procedure.toml":
        procedure = text
    else:
        forms[file] = text
    try:
        read_definitions(("procedure.toml", procedure), forms)
    except BrokenDefinitions as error:
        assert all(each.words().id != each.words().en for each in error.mistakes)
        return [str(mistake) for mistake in error.mistakes]
    return []


AGREED = 'with = { form = "R2", path = "verdict", values = ["agreed"] }'
PATTERN = 'pattern = "20[0-9]{2}/20[0-9]{2}"'
VERDICT = 'with = { when = "verdict", values = ["agreed"], value = "yes" }'
COUNTED = 'with = { form = "F5", field = "c1", column = "status", values = ["accepted"] }'
DOES = 'message = { en = "“{value}” does'


@pytest.mark.parametrize(
    ("file", "change", "words"),
    [
        ("F4.toml", (PATTERN, 'pattern = "20[0-9"'), "is no regular expression"),
        ("F4.toml", (PATTERN, 'pattern = "(a+)+$"'), "may not repeat a group"),
        ("F4.toml", (DOES, 'message = { en = "{0} does'), "message.en: has {0}"),
        ("F4.toml", (DOES, 'message = { en = "{unclosed does'), "a brace that does not fit"),
        ("F4.toml", (DOES, 'message = { en = "{value.__class__} does'), "message.en: has"),
        ("R2.toml", ('paths = ["date", "next_date"]', 'paths = ["date"]'), "two fields"),
        ("R2.toml", ('paths = ["topics/decided"]', 'paths = ["topics"]'), "needs a column"),
        ("procedure.toml", (AGREED, AGREED.replace("agreed", "agree")), "no answer 'agree'"),
        ("procedure.toml", (AGREED, AGREED.replace("verdict", "verdct")), "no field 'verdct'"),
        ("procedure.toml", (AGREED, AGREED.replace(" }", ", nope = 1 }")), "with.nope: is not"),
        ("procedure.toml", ("[rights]", '[rights]\nnope = ["ctl"]'), "rights.nope: is none of"),
        ("procedure.toml", ('reopen = ["ctl_lead"]', "reopen = []"), "reopen: names nobody"),
        ("procedure.toml", ('move = ["ctl", "ctl_lead"]', 'move = "ctl"'), "rights.move: must be"),
        ("procedure.toml", ("value = 45\n", 'value = "x"\n'), "hours_per_sks].value: must be"),
        ("procedure.toml", ("value = 5\n", "value = -5\n"), "must not be negative"),
        ("R14.toml", (COUNTED, COUNTED.replace("c1", "c9")), "F5 has no field"),
        ("R14.toml", (COUNTED, COUNTED.replace("status", "stat")), "F5 has no field"),
        ("R14.toml", (COUNTED, COUNTED.replace('["accepted"]', '"accepted"')), "must be a list"),
        ("R2.toml", (VERDICT, VERDICT.replace("verdict", "verdct")), "no field 'verdct'"),
        ("R2.toml", (VERDICT, VERDICT.replace("agreed", "agreeed")), "no answer 'agreeed'"),
        ("R2.toml", (VERDICT, VERDICT.replace('"yes"', '"perhaps"')), "no answer 'perhaps'"),
        ("R2.toml", ('prefill = "today"', 'prefill = "F2.p99"'), "prefill: F2 has no field"),
        ("R2.toml", ('prefill = "today"', 'prefill = "tomorrow"'), "stands for nothing"),
        ("R2.toml", ('prefill = "today"', 'prefill = "edition.F99"'), "there is no form 'F99'"),
        ("R2.toml", ("step = 1", "step = -1"), "step: must be 1 or more"),
        ("F9.toml", ('decided_by = "ctl"', 'decided_by = "dean"'), "'dean' does not sign"),
        ("F9.toml", ('source = "OQ"', 'source = "OQ"\ndecided_by = "rev"'), "with one value"),
        ("R2.toml", ('decisions = ["approve", "return"]', "decisions = []"), "nobody could sign"),
        ("F4.toml", ("max = 9", "max = -9"), "max: must not be negative"),
    ],
)
def test_a_definition_that_would_fail_later_is_told(file, change, words):
    found = told(file, change)
    assert any(entry.startswith(f"{file}: ") and words in entry for entry in found), found


def test_the_shipped_definitions_have_no_mistakes():
    assert told("procedure.toml") == []


def test_a_definition_nested_too_deep_is_told():
    for levels in (40, 5000):
        text = f"a = {'[' * levels}{']' * levels}"
        found: list = []
        assert read_form(text, "x.toml", found) is None
        assert "too deep" in str(found[0])


WAY = 'from = "discussion"\nto = "proposal"\nkind = "forward"'


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (WAY, WAY.replace("proposal", "assignment"), "stage[proposal]: is never reached"),
        (WAY, WAY.replace("proposal", "completion"), "leads from 2 to 14: say jumps"),
        (WAY, WAY.replace("forward", "back"), "leads back, but 3 is not before 2"),
        ('from = "completion"\nkind = "finish"',
         'from = "completion"\nto = "opening"\nkind = "back"', "no way of the kind finish"),
        ('from = "completion"\nkind = "finish"', 'from = "opening"\nkind = "finish"',
         "the finish belongs to the last stage"),
    ],
)  # fmt: skip
def test_a_procedure_leads_from_the_first_stage_to_the_finish(old, new, words):
    assert any(words in entry for entry in told("procedure.toml", (old, new)))


def test_a_pattern_never_takes_long():
    from mcdesk.procedure.patterns import fits, pattern_fault

    for pattern in (
        "(a+)+b",
        "(a|aa)+b",
        "(a?){30}a{30}",
        "a*a*a*a*a*b",
        "(a)\\1",
        "(?=a)a",
        "\\\\(?=a)a",
        "(?P<n>a)",
    ):
        assert pattern_fault(pattern), pattern
    for pattern in (
        "[A-Z]{1,3}\\.[0-9]+",
        "a|b|c",
        "(?:ab){2}[)(*+]",
        "a*a*a*a*b",
        r"\(?\d+\)?",
        r"[(?]a",
        r"\\1",
    ):
        assert not pattern_fault(pattern), pattern
    assert not fits("a*a*a*a*b", "a" * 120)
    assert not fits("a*a*a*a*b", "a" * 100_000)
