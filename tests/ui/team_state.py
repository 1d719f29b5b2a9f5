"""How a replica stands that has nothing to send and nothing to settle."""

from __future__ import annotations

from mcdesk.application.views import ReplicaState

STATE = ReplicaState("hub", "/srv/team.mcdhub", None, 0, 0, "2026-11-23T09:00:00.000000Z")
