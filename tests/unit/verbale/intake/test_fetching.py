import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.intake.fetching import is_private, is_public

ANY_ADDRESS = "0.0.0.0"  # noqa: S104 - nothing is bound to it, it is what must be refused


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8", "1.1.1.1", "93.184.216.34", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0",
        "169.253.255.255", "223.255.255.255", "2a00:1450:4001:80b::200e", "2606:4700::1111", "2001:200::1",
        "2400:cb00::1",
    ],
)  # fmt: skip
def test_addresses_of_the_public_internet(address: str) -> None:
    assert is_public(address)
    assert not is_private(address)


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "127.0.0.1", "127.255.255.254",
        "::1", "fc00::1", "fd12:3456::1",
    ],
)  # fmt: skip
def test_addresses_of_private_networks_and_of_this_machine(address: str) -> None:
    assert is_private(address)
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        # this network, shared by a provider's customers, link-local and the metadata of clouds
        ANY_ADDRESS, "0.1.2.3", "100.64.0.1", "100.127.255.255", "100.100.100.200", "169.254.0.1", "169.254.169.254",
        "168.63.129.16", "192.0.0.192", "fd00:ec2::254",
        # for documentation, measurements, protocols; multicast, reserved, broadcast
        "192.0.2.1", "198.51.100.7", "203.0.113.9", "198.18.0.1", "198.19.255.255", "192.0.0.9", "192.88.99.1",
        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        # not one host's
        "::", "fe80::1", "fec0::1", "ff02::1", "ff0e::1", "100::1", "2001:db8::1", "3fff::1", "5f00::1", "4000::1",
        # IPv6 addresses that hold an IPv4 address, public or not
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::a00:1", "2002:7f00:1::1", "2002:808:808::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001::1", "2001:20::1",
        # no addresses in their usual form, or on one link alone
        "", "localhost", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "8.8.8.8 ", "8.8.8.08", "[::1]",
        "2606:4700::1111%eth0", "fd12::1%1", "８.8.8.8",
    ],
)  # fmt: skip
def test_addresses_that_are_neither(address: str) -> None:
    assert not is_public(address)
    assert not is_private(address)


@given(st.ip_addresses())
def test_no_address_is_public_that_the_standard_library_knows_to_be_special(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if is_public(str(address)):
        assert address.is_global
        assert not any((address.is_multicast, address.is_reserved, address.is_link_local, address.is_loopback))
        assert not is_private(str(address))
