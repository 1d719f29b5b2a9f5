"""What a member who speaks to the hub's functions cannot slip in: words, scopes, groups, names."""

from __future__ import annotations

import json

from mcdesk.application.redacting import text_digest, without
from mcdesk.models import redacting
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.records import FormValue, Person, Redaction, Revision, changed
from tests.sync import test_dishonest
from tests.sync.test_forging import frozen

hub, member = test_dishonest.hub, test_dishonest.member
WORDS = "[Removed on 23 Nov 2026: Asked · Dihapus pada 23 Nov 2026]"


def removal(who, **more) -> Redaction:
    """Return the removal of p10 of the frozen F2, as an honest program makes it but for `more`."""
    form, _revision, card = frozen(who)
    value = who.find(FormValue, form_id=form.id, path="p10")
    made = Redaction(
        id=new_id(), subject_table="form_value", subject_id=value.id, name="value", path="p10",
        form_id=form.id, card_id=card.id, digest="0" * 64, reason="Asked", words=WORDS,
        removed_on="2026-11-23", removed_by=who.person,
    )  # fmt: skip
    return changed(made, **more)


def push_removal(who, made: Redaction, change=lambda body: body) -> str:
    """Push a removal with the entries that it writes anew; `change` falsifies those."""
    lines, bodies = [], {}
    with who.hub.snapshot() as connection:
        for _n, seq, id_, mark, body in redacting._entries(connection, made):
            bodies[id_] = change(without(body, made))
            before = redacting._hash_before(connection, seq)
            lines.append([id_, before, mark, text_digest(bodies[id_])])
    event = who.event("ContentRemoved", (None, changed(made, lines=json_text(lines))))
    return who.push(event, redacted=bodies)


def test_a_removal_puts_nothing_but_its_words(member):
    """Words of its author's choice in a signed text, or another place, would be a forgery."""
    lead = member("LEAD-2")
    for words in (f"{WORDS} It costs IDR 900.", "It costs IDR 900. [Removed on )",
                  WORDS.replace("Asked", "Else"), ""):  # fmt: skip
        assert "nothing else" in push_removal(lead, removal(lead, words=words)), words
    dean = lead.find(Person, name="DEAN-LAW").id
    for change in ({"removed_by": dean}, {"removed_on": "2020-01-01"}, {"reason": " "}):
        assert "nothing else" in push_removal(lead, removal(lead, **change)), change
    form, _revision, card = frozen(lead)
    other = lead.find(FormValue, form_id=form.id, path="p31").id
    person = {"subject_table": "person", "subject_id": dean, "path": "", "form_id": "",
              "card_id": ""}  # fmt: skip
    for change in ({"subject_id": other}, {"path": "p31"}, {"name": "form_id"},
                   {"form_id": card.id}, {"parts": json.dumps([card.id])},
                   {**person, "name": "name"}, {**person, "name": "login"}):  # fmt: skip
        made = removal(lead, **change)
        assert "place that is there" in lead.push(lead.event("ContentRemoved", (None, made))), made
    for told in ("It costs IDR 900.", ""):
        said = push_removal(lead, removal(lead), lambda body, t=told: body.replace(WORDS, t))
        assert "nothing else" in said, told
    assert push_removal(lead, removal(lead)) == "ok"
    assert WORDS in lead.find(Revision, form_id=form.id).content
