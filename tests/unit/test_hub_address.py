"""The address of a hub on a server: its parts, its mistakes in words, and no password shown."""

from __future__ import annotations

import pytest

from mcdesk.application.hub_address import is_server, read_address, shown
from mcdesk.errors import Refused


def test_the_parts_of_an_address():
    address = read_address(" postgresql://sme03:a%40b@db.uni.ac.id:5433/mc%20desk?sslmode=require ")
    assert (address.login, address.secret, address.server) == ("sme03", "a@b", "db.uni.ac.id")
    assert (address.port, address.database, address.more) == (5433, "mc desk", "sslmode=require")
    bare = "postgresql://sme03@db.uni.ac.id:5433/mc%20desk?sslmode=require"
    assert address.text() == bare
    assert address.text(secret="a@b") == bare.replace("sme03@", "sme03:a%40b@")


def test_the_usual_port_and_a_socket_are_understood():
    assert read_address("postgres://a@s/d").text() == "postgresql://a@s/d"
    socket = read_address("postgresql://a@/d?host=/run/pg")
    assert (socket.server, socket.text()) == ("", "postgresql://a@/d?host=/run/pg")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type the address"),
        ("db.uni.ac.id", "begins with postgresql://"),
        ("https://a@s/d", "“https” is no hub’s kind"),
        ("postgresql://a @s/d", "There is a space"),
        ("postgresql://s/d", "The login is missing"),
        ("postgresql://a@/d", "The server is missing"),
        ("postgresql://a@s", "The database is missing"),
        ("postgresql://a@s/", "The database is missing"),
        ("postgresql://a@s/d/e", "one / too many"),
        ("postgresql://a@s:54x/d", "The port"),
        ("postgresql://a@s:99999/d", "The port"),
    ],
)
def test_what_is_wrong_is_said_in_words(typed, said):
    with pytest.raises(Refused) as refused:
        read_address(typed)
    assert said in refused.value.findings[0].sentence("en")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("postgresql://a:secret@s", "postgresql://a@s"),
        ("mysql://a:secret@s/d e", "mysql://a@s/d e"),
        ("postgresql://a:p@secret@s/d", "postgresql://a@s/d"),
        ("postgresql://a:my secret@s/d", "postgresql://a@s/d"),
        ("postgresql://a:my/secret@s/d", "postgresql://a@s/d"),
        ("postgresql:/a:secret@s/d", "postgresql:/a@s/d"),
        ("postgresql://a@s/d?password=secret&sslmode=require",
         "postgresql://a@s/d?password=…&sslmode=require"),
        ("host=s password = 'my secret' user=a", "host=s password = … user=a"),
        ("postgresql://a@s:5432/d?application_name=x@y",
         "postgresql://a@s:5432/d?application_name=x@y"),
    ],
)  # fmt: skip
def test_a_password_is_never_shown(wrong, told):
    assert shown(wrong) == told


def test_what_names_a_server_is_told_from_a_file():
    assert is_server("PostgreSQL://x")
    assert not is_server("/srv/postgresql/team.mcdhub")
