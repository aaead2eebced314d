"""Feeds: RSS 2.0, RSS 1.0 and Atom, and what is refused."""

import datetime as dt

import pytest

from verbale.intake.document import RefusedDocument
from verbale.intake.feed import FeedItem, read_feed

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>МИД</title><link>https://mfa.example</link><atom:link href="https://mfa.example/rss" rel="self"/>
<item><title>Переговоры&nbsp;в Худжанде</title><link>https://mfa.example/17</link><guid isPermaLink="false">17</guid>
<pubDate>Fri, 26 Jan 2024 10:00:00 +0500</pubDate><media:title>Photo</media:title></item>
<item><title><![CDATA[Trade &amp; <b>water</b>]]></title><guid>https://mfa.example/18</guid></item>
<item><link>https://mfa.example/19</link><title>AT&amp;amp;T</title><pubDate>Sat, 27 Jan 2024 10:00:00 GMT</pubDate></item>
<item><title>Nothing to find it by</title></item>
<item><title>The first again</title><guid isPermaLink="false">17</guid></item></channel></rss>"""
RSS_ITEMS = (
    FeedItem(
        "17",
        "Переговоры в Худжанде",
        "https://mfa.example/17",
        dt.datetime(2024, 1, 26, 10, tzinfo=dt.timezone(dt.timedelta(hours=5))),
    ),
    FeedItem("https://mfa.example/18", "Trade & water", "https://mfa.example/18", None),
    FeedItem("https://mfa.example/19", "AT&T", "https://mfa.example/19", dt.datetime(2024, 1, 27, 10, tzinfo=dt.UTC)),
)

RSS_1 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://a.example"><title>A</title></channel>
<item rdf:about="https://a.example/1"><title>One</title><link>https://a.example/1</link>
<dc:date>2024-01-26T10:00:00+05:00</dc:date></item>
<item><title>Two</title><link>https://a.example/2</link><dc:date>2024-01-26</dc:date></item></rdf:RDF>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><id>a</id>
<entry><id>tag:a.example,2024:1</id><title type="text">a &lt;b&gt; c</title><updated>2024-01-27T10:00:00Z</updated>
<published>2024-01-26T10:00:00Z</published><link rel="enclosure" href="https://a.example/1.mp3"/>
<link href="https://a.example/1"/><link rel="alternate" href="https://a.example/1/print"/>
<source><id>other</id><title>Other</title></source></entry>
<entry><id>2</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">The <b>talks</b></div></title>
<link href="javascript:alert(1)"/><updated>soon</updated></entry></feed>"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "utf-16"])
def test_rss_2(encoding: str) -> None:
    """The feed's key, or the link; HTML in titles is undone; the first of two items with one key counts."""
    data = RSS.format(encoding=encoding).replace("&nbsp;", " " if encoding == "utf-16" else "&nbsp;").encode(encoding)
    assert read_feed("a feed", data) == RSS_ITEMS


def test_rss_1() -> None:
    """A day without a time is no moment."""
    assert read_feed("a feed", RSS_1.encode()) == (
        FeedItem(
            "https://a.example/1",
            "One",
            "https://a.example/1",
            dt.datetime(2024, 1, 26, 10, tzinfo=dt.timezone(dt.timedelta(hours=5))),
        ),
        FeedItem("https://a.example/2", "Two", "https://a.example/2", None),
    )


def test_atom() -> None:
    """Published counts before updated; a link is the page's, and an address of the web."""
    assert read_feed("a feed", ATOM.encode()) == (
        FeedItem("tag:a.example,2024:1", "a <b> c", "https://a.example/1", dt.datetime(2024, 1, 26, 10, tzinfo=dt.UTC)),
        FeedItem("2", "The talks", None, None),
    )


def test_there_is_a_most_of_everything() -> None:
    """Of items, and of the characters of a key and a title."""
    items = "".join(f"<item><guid>{n:04}{'k' * 600}</guid><title>{'t' * 20_000}</title></item>" for n in range(300))
    found = read_feed("a feed", f"<rss><channel>{items}</channel></rss>".encode())
    assert len(found) == 200
    assert found[-1] == FeedItem("0199" + "k" * 496, "t" * 500, None, None)


def test_items_beyond_the_most_leave_nothing_in_the_last() -> None:
    """Their fields are read into no other item."""
    items = "<item><guid>1</guid></item>" * 400 + "<item><title>Late</title><link>https://a.example</link></item>"
    assert read_feed("a feed", f"<rss><channel>{items}</channel></rss>".encode()) == (FeedItem("1", "", None, None),)


def test_a_feed_without_items() -> None:
    """Is a feed."""
    assert read_feed("a feed", b"<rss><channel/></rss>") == ()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "its XML is not well-formed"),
        (b"\x00" * 100, "its XML is not well-formed"),
        (b"<html><body>Text</body></html>", "it is XML, but neither RSS nor Atom"),
        (b"<!DOCTYPE html><html><body>Text</body></html>", "its XML declares a document type (html)"),
        (
            b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><item><guid>&b;</guid></item></channel></rss>',
            "its XML declares a document type (rss)",
        ),
        (
            b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd"><rss><channel/></rss>',
            "its XML declares a document type (rss)",
        ),
        (b"<rss><channel><item><guid>&a;</guid></item></channel></rss>", "its XML is not well-formed (line 1)"),
        (b"<rss>" + b"<a>" * 1000, "its XML is nested more than 300 deep"),
        (b'<?xml version="1.0" encoding="nonsense"?><rss/>', "its XML is not well-formed"),
    ],
)
def test_what_is_no_feed_is_refused(data: bytes, reason: str) -> None:
    """With the reason in words and what to do about it."""
    with pytest.raises(RefusedDocument) as refused:
        read_feed("a feed", data)
    assert refused.value.reason.startswith(reason)
    assert refused.value.remedy
