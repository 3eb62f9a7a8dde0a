"""Who is told what is wrong with the dossier."""

import pytest

from dossier.audience import is_local


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_the_machine_itself_is_local(address):
    assert is_local(address, {"Host": "localhost"})


@pytest.mark.parametrize(
    "address", ["192.0.2.7", "10.0.0.1", "2001:db8::1", "", None, "unknown", "127.0.0.1, 192.0.2.7"]
)
def test_everybody_else_is_not(address):
    assert not is_local(address, {})


@pytest.mark.parametrize("header", ["X-Forwarded-For", "x-real-ip", "Forwarded", "Via", "X-Forwarded-Proto"])
def test_who_comes_through_a_proxy_on_this_machine_is_not(header):
    assert not is_local("127.0.0.1", {header: "127.0.0.1"})
