"""Articles as they are: every format's words, facts and pictures arrive, and nothing of itself."""

import json
from pathlib import Path

import pytest

from clipmaker.errors import InputError
from clipmaker.summary.arrive import open_article
from clipmaker.summary.credits import read_caption
from clipmaker.summary.read import Summary, summary_of
from tests.summary.article_files import docx, jpeg

HEADLINE = "Flood cuts off harbour town"
TOLD = ["At least 12 people died, police said.", "More than 2,000 homes have no power."]
HTML_TOLD = "".join(f"<p>{text}</p>" for text in TOLD)

PAGE = f"""\
<!DOCTYPE html><html lang="en"><head><title>{HEADLINE} | The Ellery Post</title>
<link rel="canonical" href="https://example.org/flood">
<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "headline": "{HEADLINE}",
"datePublished": "2025-01-13T08:00:00+01:00",
"author": [{{"name": "Ana Ruiz"}}]}}]}}</script></head>
<body><header><h1>The Ellery Post</h1></header>
<div id="cookie-consent"><p>We value your privacy. Agree to cookies.</p></div>
<main><article><h1>{HEADLINE}</h1><p>By Ana Ruiz</p>
<figure><img src="flood_files/a.jpg" alt="A street"><figcaption>A street in Port Ellery.
<span class="credit">Jo Maier/EPA</span></figcaption></figure>
{HTML_TOLD}<div class="related-links"><p>Read more: The storm of 1953.</p></div>
<p hidden>Never shown.</p></article>
<article class="teaser"><p>Trains are on strike again.</p></article></main></body></html>
"""
NINJS = json.dumps(
    {
        "uri": "https://example.org/flood",
        "headline": HEADLINE,
        "byline": "Ana Ruiz",
        "versioncreated": "2025-01-13T08:00:00Z",
        "body_html": HTML_TOLD,
    }
)
RSS = """\
<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title>
<item><title>{headline}</title><link>https://example.org/flood</link>
<dc:creator>Ana Ruiz</dc:creator>
<pubDate>Mon, 13 Jan 2025 08:00:00 GMT</pubDate><description>Twelve people died.</description>
<content:encoded><![CDATA[{told}]]></content:encoded></item>{more}</channel></rss>
"""
ATOM = f"""\
<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title>{HEADLINE}</title>
<link href="https://example.org/flood"/><author><name>Ana Ruiz</name></author>
<published>2025-01-13T08:00:00Z</published>
<content type="html">{HTML_TOLD.replace("<", "&lt;")}</content></entry></feed>
"""
NITF = f"""\
<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf><head><docdata>
<date.issue norm="20250113T080000Z"/></docdata></head><body><body.head>
<hedline><hl1>{HEADLINE}</hl1></hedline><byline>By Ana Ruiz</byline></body.head>
<body.content>{HTML_TOLD}</body.content></body></nitf>
"""
G2 = f"""\
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta>
<versionCreated>2025-01-13T08:00:00Z</versionCreated></itemMeta><contentMeta><by>Ana Ruiz</by>
<headline>{HEADLINE}</headline></contentMeta><contentSet><inlineXML>
<html xmlns="http://www.w3.org/1999/xhtml"><body>{HTML_TOLD}</body></html></inlineXML></contentSet>
</newsItem>
"""
RTF = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\author Nobody}}\f0\fs24 \b "
    + HEADLINE
    + r"\b0\par\par By Ana Ruiz\par\par Date: 2025-01-13\par\par "
    + r"\par\par ".join(TOLD)
    + r"\par}"
)
MARKDOWN = "\n\n".join((f"# {HEADLINE}", "By Ana Ruiz", "Date: 2025-01-13", *TOLD))
WORD = docx(
    [("Title", HEADLINE), ("", "By Ana Ruiz"), ("", "Date: 2025-01-13"), *(("", t) for t in TOLD)]
)


def arrived(content: bytes | str, name: str = "article", item: int = 0) -> Summary:
    file = Path(name)
    given = content.encode() if isinstance(content, str) else content
    return summary_of(open_article(given, file, item=item), file)


ONE = RSS.format(headline=HEADLINE, told=HTML_TOLD, more="")


@pytest.mark.parametrize(
    "content",
    [PAGE, NINJS, ATOM, NITF, G2, RTF, MARKDOWN, WORD, ONE],
    ids=["page", "ninjs", "atom", "nitf", "newsml", "rtf", "markdown", "word", "rss"],
)  # fmt: skip
def test_every_format_gives_the_same_article(content: bytes | str) -> None:
    found = arrived(content)
    assert found.headline == HEADLINE
    assert [one.text for one in found.paragraphs] == TOLD
    assert found.byline == "Ana Ruiz"
    assert str(found.date) == "2025-01-13"


def test_what_a_page_sets_around_its_article_is_told() -> None:
    found = arrived(PAGE)
    around = [one.text for one in found.set_apart]
    assert "The Ellery Post" in around
    assert "Read more: The storm of 1953." in around
    assert "Trains are on strike again." in around
    assert found.link == "https://example.org/flood"
    assert [(one.name, one.caption, one.credit) for one in found.pictures] == [
        ("flood_files/a.jpg", "A street in Port Ellery.", "Jo Maier/EPA")
    ]


def test_a_page_in_its_own_encoding_is_read() -> None:
    page = '<html lang="uk"><head><meta charset="windows-1251"></head><body><h1>Повінь у місті</h1>'
    page += "<p>Дванадцять людей загинули, повідомила поліція.</p></body></html>"
    found = arrived(page.encode("cp1251"))
    assert (found.headline, found.language) == ("Повінь у місті", "uk")


def test_a_template_s_language_is_not_the_article_s() -> None:
    page = '<html lang="en"><head></head><body><h1>홍수로 항구 도시 고립</h1>'
    found = arrived(page + "<p>월요일 홍수로 12명이 숨졌다고 경찰이 밝혔다.</p></body></html>")
    assert found.language == "ko"


def test_pictures_of_a_word_document_come_with_their_credits() -> None:
    content = docx(
        [("Title", HEADLINE), ("", TOLD[0]), ("picture", "r1"),
         ("", "A street in Port Ellery. Photo: Ana Ruiz"), ("picture", "r2"), ("", TOLD[1])],
        {"r1": jpeg(), "r2": jpeg((1, 2, 3))},
    )  # fmt: skip
    found = arrived(content)
    assert [one.text for one in found.paragraphs] == TOLD
    assert [(one.credit, one.alt) for one in found.pictures] == [
        ("Ana Ruiz", "A flooded street"),
        ("", "A flooded street"),
    ]
    assert found.pictures[0].content == jpeg()


def test_macros_are_told_and_not_run() -> None:
    found = arrived(docx([("Title", HEADLINE), ("", TOLD[0])], more={"word/vbaProject.bin": b"x"}))
    assert found.notes == ("its macros are not run; only its words and pictures are taken",)


def test_of_several_items_of_a_feed_one_is_asked_for() -> None:
    more = "<item><title>Trains strike</title><description>Again.</description></item>"
    feed = RSS.format(headline=HEADLINE, told=HTML_TOLD, more=more)
    with pytest.raises(InputError, match="has 2 items: say which with --item 1 to 2") as caught:
        arrived(feed, "feed.xml")
    assert "2  Trains strike" in caught.value.remedy
    assert arrived(feed, item=1).headline == HEADLINE
    with pytest.raises(InputError, match="no item 3"):
        arrived(feed, item=3)


COOKIES = (
    "<html><head><title>Post - Home</title></head><body><h1>Post</h1>"
    "<p>We use cookies. Do you agree?</p><p>Subscribe to read on.</p></body></html>"
)
ENTITIES = {"word/document.xml": '<!DOCTYPE a [<!ENTITY a "x">]><a>&a;</a>'}
ZEROS = {"word/media/a.bin": b"0" * 5_000_000}
_BOMB = '<!DOCTYPE a [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (docx([("", HEADLINE)], more=ENTITIES), "declares entities"),
        (docx([("", HEADLINE)], more=ZEROS), "unpacks to far more"),
        (docx([("", HEADLINE)])[:400], "damaged or locked"),
        (b"PK\x03\x04" + docx([("", HEADLINE)])[60:], "damaged or locked"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "Word before 2007"),
        (f"{_BOMB}<rss><channel><item><title>&b;</title></item></channel></rss>", "entities of"),
        (f"{_BOMB}<nitf><body>&b;</body></nitf>", "entities of its own"),
        ("<nitf><body><p>x</body></nitf>", "no well-formed XML"),
        ("<nitf><head/></nitf>", "holds no text"),
        ("<div>" * 5000 + "words", "nested deeper than 400"),
        ("<rss><channel><title>News</title></channel></rss>", "holds no item"),
        ("{\\rtf1 " + "{" * 500, "far larger than an article"),
        ("%PDF-1.7 ...", "this is PDF"),
        ("<p>" + "x" * 5_000_000, "more than the 4.0 MB"),
        (COOKIES, "holds no article"),
    ],
)
def test_what_is_no_article_gets_one_line(content: bytes | str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        arrived(content, "given.bin")
    assert len(caught.value.problems) == 1


_DEEP = "<div>" * 500 + "words"
_NUMBER = "&#" + "9" * 6000 + ";"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (RSS.format(headline="x", told=_DEEP, more=""), "nested deeper than 400"),
        (json.dumps({"uri": "x", "headline": "x", "body_html": _DEEP}), "nested deeper than 400"),
        ("<rss><channel>" + "<a>" * 3000, "nested deeper than 2000"),
        ("{\\rtf1 x\\u99999999999999? }", "RTF cannot be read"),
        ("{\\rtf1 x\\u-999999999? }", "RTF cannot be read"),
    ],
)
def test_what_an_inner_reader_stumbles_over_is_refused(content: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        arrived(content, "given.bin")


@pytest.mark.parametrize(
    "content",
    [
        f"<html><head><title>{_NUMBER}</title></head><p>{TOLD[0]} {_NUMBER}</p></html>",
        f"{HEADLINE}\n\n## One\n\n{TOLD[0]} {_NUMBER}",
        RSS.format(headline=HEADLINE, told=f"<p>{TOLD[0]} {_NUMBER}</p>", more=""),
        RSS.format(headline=f"x {_NUMBER}", told=f"<p>{TOLD[0]}</p>", more=""),
    ],
)
def test_a_letter_s_number_of_thousands_of_digits_is_no_crash(content: str) -> None:
    assert any(TOLD[0] in line.text for line in open_article(content.encode(), Path("x")).lines)


@pytest.mark.parametrize(
    "content",
    [
        "<!-- a -->\n" * 60 + f"<html><body><p>{TOLD[0]}</p></body></html>",
        f"<p>{TOLD[0]}</p>" + "<p " * 100_000,
        f"<p>{TOLD[0]}</p>" + "<!-- >" * 100_000,
        f"<p>{TOLD[0]}</p>" + "<![ >" * 100_000,
        f"<p>{TOLD[0]}</p>" + "< " * 400_000 + ">",
        f"{TOLD[0]}\n\n" + "[" * 60_000,
    ],
)
def test_what_is_begun_and_never_ended_is_read_at_once(content: str) -> None:
    # Each of these took from ten seconds to hours.
    assert any(TOLD[0] in line.text for line in open_article(content.encode(), Path("x")).lines)


def test_text_before_and_behind_what_is_never_ended_stays() -> None:
    page = f"<p>{TOLD[0]}</p><p>1 < 2 <!-- {TOLD[1]}"
    lines = open_article(page.encode(), Path("x")).lines
    assert [line.text for line in lines if line.text] == [TOLD[0], f"1 < 2 <!-- {TOLD[1]}"]


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Rescuers at work (AP Photo/Ana Ruiz)", "AP Photo/Ana Ruiz"),
        ("A man waits on Monday. REUTERS/Ana Ruiz", "REUTERS/Ana Ruiz"),
        ("Eine Straße. Foto: Jo Maier/dpa", "Jo Maier/dpa"),
        ("침수된 거리. 사진=연합뉴스", "연합뉴스"),
        ("Вулиця. Фото: Укрінформ", "Укрінформ"),
        ("© Ana Ruiz", "Ana Ruiz"),
        ("Photo by Ana Ruiz", "Ana Ruiz"),
        ("Pictured: the mayor", ""),
        ("What a picture by night.", ""),
        ("The mayor (left) and the bishop", ""),
    ],
)
def test_credits_are_known_in_captions(caption: str, credit: str) -> None:
    assert read_caption(caption).credit == credit


def test_a_live_blog_is_called_so() -> None:
    entries = "\n\n".join(f"{hour}:15 The water rose, police said." for hour in range(10, 17))
    found = arrived(f"Live: flood in Port Ellery\n\n{entries}")
    assert found.notes == (
        "it looks like a live blog of 7 entries: look at the order of its cards",
    )
    assert len(found.paragraphs) == 7
    assert arrived(PAGE).notes == ()
