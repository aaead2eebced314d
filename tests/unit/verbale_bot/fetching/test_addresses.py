import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address

import pytest
from yarl import URL

from verbale.intake.fetching import NotFetched, is_public
from verbale_bot.fetching.addresses import Reach, look_up, machines, parsed, redirected, shown

ANY_ADDRESS = "0.0.0.0"  # noqa: S104 - nothing is bound to it, it is what must be refused
NOT_USUAL = "its host is neither a name nor an IP address in its usual form."


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://press.example", "https://press.example"),
        ("  HTTP://Press.Example:8080/a%20b ", "http://press.example:8080/a%20b"),
        ("https://президент.рф/визит?q=ё", "https://xn--d1abbgf6aiiy.xn--p1ai/%D0%B2%D0%B8%D0%B7%D0%B8%D1%82?q=%D1%91"),
        ("https://press.example./a/../b", "https://press.example./b"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2606:4700:0:0::1111]:8080/", "http://[2606:4700::1111]:8080/"),
        ("http://intranet/", "http://intranet/"),
        ("http://press.example/@kz?who=a@b", "http://press.example/@kz?who=a@b"),
    ],
)
def test_addresses_that_may_be_asked(text: str, url: str) -> None:
    assert str(parsed(text)) == url


@pytest.mark.parametrize(
    "text",
    [
        "file:///etc/passwd", "ftp://press.example/talks.txt", "data:text/html,secret", "gopher://press.example:70/_x",
        "javascript:alert(1)", "ws://press.example/", "press.example/talks", "//press.example/talks", "", "/etc/passwd",
    ],
)  # fmt: skip
def test_other_schemes_are_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(NotFetched) as refused:
        parsed(text)
    assert refused.value.message == "The address begins with neither https:// nor http://."
    assert refused.value.remedy == "Copy the address from the browser, beginning with https://."


@pytest.mark.parametrize(
    "text", ["https://anna:secret@press.example/talks?key=1", "https://secret@press.example/talks"]
)
def test_names_and_passwords_are_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(NotFetched) as refused:
        parsed(text)
    assert str(refused.value) == (
        "https://press.example/talks: the address holds a user name or a password before the @. "
        "What the bot may read must be open to everybody: give the address without them."
    )


def test_an_empty_name_is_one_too() -> None:
    with pytest.raises(NotFetched, match="holds a user name"):
        parsed("https://@press.example/")


@pytest.mark.parametrize(
    "host",
    [
        "0x7f000001", "0X7F.1", "2130706433", "127.1", "127.0.1", "0177.0.0.1", "127.0.0.01", "017700000001",
        "127.0.0.1.", "127.0.0.256", "1.2.3.4.5", "press.1", "press.0x1f", "0", "0x", "١٢٧.1",
        "[fe80::1%25eth0]", "127.0.0.1%00.example", "press..example", "-." + "a" * 64, "a_b.example:80%20",
    ],
)  # fmt: skip
def test_odd_spellings_of_hosts_are_refused(host: str) -> None:
    """A system reads 127.1 and 0x7f000001 as addresses; no site is named so."""
    with pytest.raises(NotFetched) as refused:
        parsed(f"http://{host}/talks")
    assert refused.value.message.endswith((NOT_USUAL, "The address cannot be understood."))


@pytest.mark.parametrize(
    "text", ["http://2130706433/talks?key=secret", "http://127.1/talks", "http://0x7f000001/talks"]
)
def test_the_sentence_for_an_odd_spelling(text: str) -> None:
    with pytest.raises(NotFetched) as refused:
        parsed(text)
    assert refused.value.message == f"{text.partition('?')[0]}: {NOT_USUAL}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("https://press.example/a b", "The address has a blank or a control character in it."),
        ("https://press.example/\r\nHost: x", "The address has a blank or a control character in it."),
        ("https://press.example/\u00a0x", "The address has a blank or a control character in it."),
        ("https://press.example:99999/", "The address cannot be understood."),
        ("https://good.example\\@bad.example/", "The address cannot be understood."),
        ("https://[::1/", "The address cannot be understood."),
        ("https://\ud800.example/", "The address cannot be understood."),
        ("https://press.example/\ud800", "The address cannot be understood."),
        ("https:///talks", "The address names no host."),
        ("https:press.example/talks", "The address names no host."),
        (
            "https://press.example/" + "a" * 2000,
            "The address is too long: 2,022 characters, where 2,000 are accepted.",
        ),
    ],
)
def test_what_is_no_address_is_refused(text: str, message: str) -> None:
    with pytest.raises(NotFetched) as refused:
        parsed(text)
    assert refused.value.message == message


def test_digits_of_other_scripts_are_the_digits_that_they_stand_for() -> None:
    assert parsed("http://１２７.0.0.1/").raw_host == "127.0.0.1"
    assert parsed("http://①②⑦。0。0。1/").raw_host == "127.0.0.1"


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://press.example/talks?key=secret#part", "https://press.example/talks"),
        ("https://anna:secret@press.example:8443/talks", "https://press.example:8443/talks"),
        ("https://xn--d1abbgf6aiiy.xn--p1ai/%D0%B2%D0%B8%D0%B7%D0%B8%D1%82", "https://президент.рф/визит"),
        ("https://press.example/a%0Ab%E2%80%AEc", "https://press.example/a%0Ab%E2%80%AEc"),
        ("https://press.example/" + "a" * 300, "https://press.example/" + "a" * 177 + "…"),
    ],
)
def test_an_address_is_shown_without_what_may_be_secret(url: str, text: str) -> None:
    assert shown(URL(url)) == text


HERE = URL("https://press.example/news/talks?key=secret")


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/en", "https://press.example/en"),
        ("visit", "https://press.example/news/visit"),
        ("?page=2", "https://press.example/news/talks?page=2"),
        ("//other.example/x", "https://other.example/x"),
        ("https://other.example/a%2Fb?q=%26", "https://other.example/a%2Fb?q=%26"),
        ("/визит", "https://press.example/%D0%B2%D0%B8%D0%B7%D0%B8%D1%82"),
    ],
)
def test_redirects_are_followed_from_where_they_are(location: str, target: str) -> None:
    assert str(redirected(HERE, location)) == target


def test_a_redirect_that_gives_up_the_encryption_is_refused() -> None:
    with pytest.raises(NotFetched) as refused:
        redirected(HERE, "http://press.example/news/talks?key=secret")
    assert refused.value.message == (
        "https://press.example/news/talks: it leads on to http://press.example/news/talks, which is not encrypted."
    )
    assert str(redirected(URL("http://press.example/"), "https://press.example/")) == "https://press.example/"


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("file:///etc/passwd", "it leads on to another address. The address begins with neither https:// nor http://."),
        ("http://127.1/", f"it leads on to another address. http://127.1/: {NOT_USUAL}"),
        ("https://a:secret@press.example/", "it leads on to another address. https://press.example/: the address holds "
         "a user name or a password before the @."),
        ("https://press.example:99999/", "it leads on to an address that cannot be understood."),
        ("https://press.example/\udcff", "it leads on to an address that cannot be understood."),
    ],
)  # fmt: skip
def test_a_redirect_to_what_may_not_be_asked_is_refused(location: str, message: str) -> None:
    with pytest.raises(NotFetched) as refused:
        redirected(HERE, location)
    assert refused.value.message == f"https://press.example/news/talks: {message}"


def _reach(*addresses: str) -> Reach:
    async def known(_: str) -> Sequence[str]:
        return addresses

    return Reach(known, is_public, "Send it as a file.")


def _unreachable(number: int) -> Reach:
    async def unknown(_: str) -> Sequence[str]:
        raise socket.gaierror(number, "not known")

    return Reach(unknown, is_public, "")


async def test_all_addresses_of_a_name_are_given() -> None:
    found = await machines(parsed("https://press.example/"), _reach("93.184.216.34", "2606:4700::1111"))
    assert found == (IPv4Address("93.184.216.34"), IPv6Address("2606:4700::1111"))


async def test_an_ip_address_is_not_looked_up() -> None:
    assert await machines(parsed("http://8.8.8.8/"), _unreachable(socket.EAI_NONAME)) == (IPv4Address("8.8.8.8"),)
    assert await machines(parsed("http://[2606:4700::1111]/"), _unreachable(socket.EAI_NONAME)) == (
        IPv6Address("2606:4700::1111"),
    )


@pytest.mark.parametrize(
    "private", ["10.0.0.1", "127.0.0.1", "::1", "169.254.169.254", "fe80::1%eth0", "::ffff:1.1.1.1"]
)
async def test_one_address_out_of_reach_among_others_refuses_the_name(private: str) -> None:
    with pytest.raises(NotFetched) as refused:
        await machines(parsed("https://press.example/talks?key=secret"), _reach("93.184.216.34", private))
    assert str(refused.value) == (
        f"https://press.example/talks: its host press.example has the address {private}, "
        "which is not on the public internet. Send it as a file."
    )


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("169.254.169.254", "169.254.169.254"),
        ("[::1]", "::1"),
        ("[::ffff:127.0.0.1]", "::ffff:7f00:1"),
        ("[0:0:0:0:0:ffff:7f00:1]", "::ffff:7f00:1"),
        ("[64:ff9b::10.0.0.1]", "64:ff9b::a00:1"),
        ("[::]", "::"),
        (ANY_ADDRESS, ANY_ADDRESS),
    ],
)
async def test_an_ip_address_out_of_reach_is_refused(host: str, address: str) -> None:
    with pytest.raises(NotFetched) as refused:
        await machines(parsed(f"http://{host}/"), _reach())
    assert f"its host is {address}, which is not on the public internet." in refused.value.message


async def test_an_unknown_name_is_told_from_one_that_cannot_be_looked_up_now() -> None:
    url = parsed("https://press.example/talks")
    for reach in (_unreachable(socket.EAI_NONAME), _reach()):
        with pytest.raises(NotFetched) as refused:
            await machines(url, reach)
        assert refused.value.message == "https://press.example/talks: no host of the name press.example is known."
    with pytest.raises(NotFetched) as refused:
        await machines(url, _unreachable(socket.EAI_AGAIN))
    assert refused.value.message == (
        "https://press.example/talks: the name press.example cannot be looked up at the moment."
    )


async def test_the_system_knows_its_own_name() -> None:
    assert set(await look_up("localhost")) <= {"127.0.0.1", "::1"}
    assert await look_up("localhost")
