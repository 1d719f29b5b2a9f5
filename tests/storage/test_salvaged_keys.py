"""A key made in a workspace that is made anew from its hub comes along with what it signed."""

from __future__ import annotations

from mcdesk.models import checking
from mcdesk.procedure.records import SigningKey
from mcdesk.signing.ed25519 import verify
from mcdesk.signing.keys import KeyBunch
from mcdesk.signing.vault import Memory
from tests.storage.conftest import freeze_proposal, program
from tests.storage.test_keys import decisions, kept, sign


def test_a_key_that_waited_comes_along_with_what_it_signed_and_all_is_told(at, tmp_path):
    desk, app, vault = at("proposal", freeze_proposal), program(), Memory()
    path, hub = desk.store.path, str(tmp_path / "team.mcdhub")
    app.make_hub(desk, hub, "")
    desk.keys = KeyBunch("w", lambda: vault)
    sign(desk, "sme")
    waited, who = desk.replica().waiting, desk.person_id
    desk.store.close()
    found = []
    anew = app.join_aside(path, hub, who, salvaged=found.append)
    (told,) = found
    assert told.kept + told.known + told.collided + told.needless + told.unread == waited
    assert told.kept == 2
    (key,), (decision,) = kept(anew, SigningKey), decisions(anew)
    assert decision.key_id == key.id
    assert list(checking.check(path, verify)) == []
    app.close(anew)
