"""The address that is locked out after wrong passwords is the one the proxy saw."""

import pytest

from pk_site.proxy import client_address


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("10.0.0.1, 203.0.113.7", "203.0.113.7"),
        ("127.0.0.1,::1, 2001:db8::7 ", "2001:db8::7"),
    ],
)
def test_what_a_browser_claims_about_itself_is_not_believed(rf, forwarded, address):
    assert client_address(rf.get("/", HTTP_X_FORWARDED_FOR=forwarded)) == address


@pytest.mark.parametrize("forwarded", ["", " ", "10.0.0.1, "])
def test_without_a_proxy_it_is_the_address_of_the_connection(rf, forwarded):
    assert client_address(rf.get("/", HTTP_X_FORWARDED_FOR=forwarded, REMOTE_ADDR="198.51.100.4")) == "198.51.100.4"
