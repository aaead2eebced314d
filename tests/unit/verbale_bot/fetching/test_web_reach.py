"""Which machines are connected to: a site on this machine stands for one of the internet, under made-up names."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Sequence
from ipaddress import IPv4Address
from pathlib import Path
from socket import EAI_NONAME, gaierror

import aiohttp
import pytest

from fetching_fake import Site, serving
from verbale.intake.fetching import NotFetched, is_public
from verbale_bot.fetching.connecting import AnotherMachine, CheckedConnector
from verbale_bot.fetching.web import WebFetching

LARGEST = 100_000
HERE = "127.0.0.1"
ANY_ADDRESS = "0.0.0.0"  # noqa: S104 - nothing is bound to it, it is what must be refused
CERTIFICATE = Path(__file__).with_name("press_example.pem")
ALLOW = "Where the office publishes on its own network, set VERBALE_FETCH_PRIVATE=True."


class Names:
    """What names mean, in turn at each time that they are asked for; the last answer stays."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self._answers = answers
        self.asked: list[str] = []

    async def look_up(self, name: str) -> Sequence[str]:
        self.asked.append(name)
        answers = self._answers.get(name.partition(".")[0])
        if answers is None:
            raise gaierror(EAI_NONAME, "Name or service not known")
        return answers.pop(0) if len(answers) > 1 else answers[0]


def fetching_with(names: Names, tls: ssl.SSLContext | None = None) -> WebFetching:
    """Takes 127.0.0.1 for an address of the internet, and no other of this machine."""
    return WebFetching(
        look_up=names.look_up, is_public=lambda it: it == HERE or is_public(it), tls=tls, timeout_seconds=10
    )


async def refusal(fetching: WebFetching, url: str) -> NotFetched:
    with pytest.raises(NotFetched) as refused:
        await fetching.fetch(url, largest_bytes=LARGEST)
    return refused.value


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with serving() as site:
        site.page("/talks")
        yield site


async def test_this_machine_is_not_connected_to_unless_it_is_allowed(site: Site) -> None:
    refused = await refusal(WebFetching(), site.address("/talks"))
    assert str(refused) == (
        f"{site.address('/talks')}: its host is 127.0.0.1, which is not on the public internet. "
        f"Save the document and send it as a file. {ALLOW}"
    )
    assert (
        "its host localhost has the address " in (await refusal(WebFetching(), site.address("/", "localhost"))).message
    )
    assert site.requests == []
    assert await WebFetching(allow_private=True).fetch(site.address("/talks"), largest_bytes=LARGEST)


@pytest.mark.parametrize("host", ["169.254.169.254", ANY_ADDRESS, "[fd00:ec2::254]", "224.0.0.1", "[::ffff:127.0.0.1]"])
async def test_what_is_no_office_is_not_connected_to_even_where_private_addresses_are_allowed(host: str) -> None:
    refused = await refusal(WebFetching(allow_private=True), f"http://{host}/latest/meta-data")
    assert "which is not on the public internet" in refused.message
    assert refused.remedy == "Save the document and send it as a file."


@pytest.mark.parametrize(
    "host", ["0x7f000001", "2130706433", "127.1", "0177.0.0.1", "017700000001", "127.0.0.1.", "0x7f.1"]
)
async def test_odd_spellings_of_this_machine_reach_nothing_even_where_it_is_allowed(site: Site, host: str) -> None:
    names = Names()
    fetching = WebFetching(allow_private=True, look_up=names.look_up)
    refused = await refusal(fetching, site.address("/talks", host))
    assert "its host is neither a name nor an IP address in its usual form" in refused.message
    assert (site.requests, names.asked) == ([], [])


async def test_digits_of_other_scripts_reach_what_they_stand_for(site: Site) -> None:
    refused = await refusal(WebFetching(), site.address("/talks", "１２７。0。0。1"))
    assert "its host is 127.0.0.1, which is not on the public internet" in refused.message
    assert site.requests == []


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://press.example/x", "data:text/html,x", "gopher://h/_x"])
async def test_other_schemes_are_refused_before_anything_is_looked_up(url: str) -> None:
    names = Names()
    refused = await refusal(fetching_with(names), url)
    assert refused.message == "The address begins with neither https:// nor http://."
    assert names.asked == []


async def test_a_name_of_the_internet_is_fetched_from_by_its_address(site: Site) -> None:
    names = Names(press=[[HERE]])
    fetched = await fetching_with(names).fetch(site.address("/talks", "press.example"), largest_bytes=LARGEST)
    assert fetched is not None
    assert fetched.url == site.address("/talks", "press.example")
    assert site.requests[0].headers["Host"] == f"press.example:{site.port}"


async def test_an_international_name_is_looked_up_as_it_is_registered(site: Site) -> None:
    names = Names(**{"xn--d1abbgf6aiiy": [[HERE]]})
    fetched = await fetching_with(names).fetch(site.address("/talks", "президент.рф"), largest_bytes=LARGEST)
    assert fetched is not None
    assert names.asked == ["xn--d1abbgf6aiiy.xn--p1ai"]
    assert site.requests[0].headers["Host"] == f"xn--d1abbgf6aiiy.xn--p1ai:{site.port}"


async def test_an_unknown_name_is_told_in_words() -> None:
    refused = await refusal(fetching_with(Names()), "https://nowhere.example/talks?key=secret")
    assert refused.message == "https://nowhere.example/talks: no host of the name nowhere.example is known."
    assert refused.remedy == "Check how the address is written."


async def test_one_private_address_among_others_refuses_the_name(site: Site) -> None:
    refused = await refusal(fetching_with(Names(press=[[HERE, "10.0.0.5"]])), site.address("/talks", "press.example"))
    assert "its host press.example has the address 10.0.0.5, which is not on the public internet" in refused.message
    assert site.requests == []


async def test_a_redirect_to_a_private_address_is_refused(site: Site) -> None:
    names = Names(press=[[HERE]], inside=[["10.0.0.5"]])
    site.redirect("/by-name", "http://inside.example/admin?key=secret")
    site.redirect("/by-number", "http://169.254.169.254/latest/meta-data")
    site.redirect("/by-six", "http://[::1]:6379/")
    fetching = fetching_with(names)
    assert (await refusal(fetching, site.address("/by-name", "press.example"))).message == (
        "http://inside.example/admin: its host inside.example has the address 10.0.0.5, "
        "which is not on the public internet."
    )
    assert (await refusal(fetching, site.address("/by-number", "press.example"))).message == (
        "http://169.254.169.254/latest/meta-data: its host is 169.254.169.254, which is not on the public internet."
    )
    assert "its host is ::1, which" in (await refusal(fetching, site.address("/by-six", "press.example"))).message


async def test_the_address_that_was_checked_is_the_one_that_is_connected_to(site: Site) -> None:
    """A name that means a public address when it is checked and another a moment later: it is not asked again."""
    names = Names(press=[[HERE], ["10.0.0.5"]])
    fetched = await fetching_with(names).fetch(site.address("/talks", "press.example"), largest_bytes=LARGEST)
    assert fetched is not None
    assert names.asked == ["press.example"]
    assert site.paths == ["/talks"]


async def test_on_a_redirect_the_same_name_is_checked_anew(site: Site) -> None:
    names = Names(press=[[HERE], ["10.0.0.5"]])
    site.redirect("/old", "/talks")
    refused = await refusal(fetching_with(names), site.address("/old", "press.example"))
    assert "its host press.example has the address 10.0.0.5" in refused.message
    assert site.paths == ["/old"]
    assert names.asked == ["press.example", "press.example"]


async def test_a_connection_that_leads_elsewhere_is_closed_before_anything_is_said(site: Site) -> None:
    async with aiohttp.ClientSession(connector=CheckedConnector((IPv4Address("127.0.0.2"),), None)) as session:
        with pytest.raises(AnotherMachine):
            await session.get(site.address("/talks"))
    assert site.requests == []
    async with (
        aiohttp.ClientSession(connector=CheckedConnector((IPv4Address(HERE),), None)) as session,
        session.get(site.address("/talks")) as response,
    ):
        assert response.status == 200


async def test_a_name_that_takes_its_time_is_left_in_time() -> None:
    async def slow(_: str) -> Sequence[str]:
        await asyncio.sleep(60)
        return [HERE]

    refused = await refusal(WebFetching(look_up=slow, timeout_seconds=0.1), "https://press.example/talks")
    assert refused.message == "https://press.example/talks: no complete answer within 0.1 seconds."


@pytest.fixture
async def secure_site() -> AsyncIterator[Site]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(CERTIFICATE)
    async with serving(tls) as site:
        site.page("/talks")
        yield site


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(CERTIFICATE))


async def test_encrypted_pages_are_fetched(secure_site: Site) -> None:
    url = secure_site.address("/talks", "press.example", "https")
    fetched = await fetching_with(Names(press=[[HERE]]), trusting()).fetch(url, largest_bytes=LARGEST)
    assert fetched is not None
    assert (fetched.url, fetched.data) == (url, b"<p>Talks were held.</p>")


async def test_the_encryption_is_not_given_up_on_the_way(site: Site, secure_site: Site) -> None:
    target = site.address("/talks", "press.example")
    secure_site.redirect("/old", target)
    url = secure_site.address("/old", "press.example", "https")
    refused = await refusal(fetching_with(Names(press=[[HERE]]), trusting()), url)
    assert refused.message == f"{url}: it leads on to {target}, which is not encrypted."
    assert site.requests == []


async def test_an_unencrypted_page_may_lead_to_an_encrypted_one(site: Site, secure_site: Site) -> None:
    target = secure_site.address("/talks", "press.example", "https")
    site.redirect("/old", target)
    fetching = fetching_with(Names(press=[[HERE]]), trusting())
    fetched = await fetching.fetch(site.address("/old", "press.example"), largest_bytes=LARGEST)
    assert fetched is not None
    assert fetched.url == target


@pytest.mark.parametrize(
    ("host", "tls", "why"),
    [
        ("press.example", None, "self-signed certificate"),
        ("other.example", trusting(), "Hostname mismatch"),
        ("127.0.0.1", trusting(), "IP address mismatch"),
    ],
)
async def test_a_certificate_that_is_not_to_be_trusted(
    secure_site: Site, host: str, tls: ssl.SSLContext | None, why: str
) -> None:
    url = secure_site.address("/talks", host, "https")
    refused = await refusal(fetching_with(Names(press=[[HERE]], other=[[HERE]]), tls), f"{url}?key=secret")
    assert refused.message.startswith(f"{url}: the site's certificate is not to be trusted ({why}")
    assert refused.remedy == "Tell who runs the site; the document can be sent as a file."
    assert secure_site.requests == []


async def test_a_site_that_does_not_encrypt_where_it_should() -> None:
    async with serving() as site:
        url = site.address("/talks", scheme="https")
        refused = await refusal(fetching_with(Names()), url)
    assert refused.message == f"{url}: no encrypted connection could be made."
