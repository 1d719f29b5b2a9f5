"""A key made in a workspace that is made anew from its hub comes along with what it signed."""

from __future__ import annotations

from mcdesk.models import checking
from mcdesk.procedure.records import SigningKey, SignOff
from mcdesk.signing.ed25519 import verify
from mcdesk.signing.keys import KeyBunch
from mcdesk.signing.vault import Memory
from tests.storage.conftest import freeze_proposal, program
from tests.storage.signing import sign
from tests.walk import PEOPLE


def test_a_key_that_waited_comes_along_with_what_it_signed_and_all_is_told(at, tmp_path):
    desk, app, vault = at("proposal", freeze_proposal), program(), Memory()
    path, hub = desk.store.path, str(tmp_path / "team.mcdhub")
    app.make_hub(desk, hub, "")
    desk.keys = KeyBunch("w", lambda: vault)
    who = next(each.id for each in desk.info().persons if each.name == PEOPLE["sme"])
    desk.use_person(who)
    desk.store.set_fact("holder", "{}")  # as in a copy, which reserves anew
    assert desk.reserve()
    desk.execute(sign(desk, "F2", "sme", medium="program"))
    assert desk.replica().waiting == 3
    desk.store.close()
    found = []
    anew = app.join_aside(path, hub, who, salvaged=found.append)
    assert [(each.kept, each.needless) for each in found] == [(2, 1)]
    with anew.store.read() as reader:
        (key,) = reader.select(SigningKey)
        (decision,) = (each for each in reader.select(SignOff) if each.key_id)
    assert decision.key_id == key.id
    assert list(checking.check(path, verify)) == []
    app.close(anew)
