"""Telegram's way of reading HTML. The complaints are TDLib's, checked against answers of the real one."""

from typing import Any

import pytest

from bot.demo.telegram_emulator.errors import ApiError
from bot.demo.telegram_emulator.html_text import parse_html
from bot.demo.telegram_emulator.shown_html import write_html


def short(entities: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(e["type"], e["offset"], e["length"], *(v for v in list(e.values())[3:])) for e in entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("салам", "салам", []),
        ("<b>a</b><strong>b</strong>", "ab", [("bold", 0, 1), ("bold", 1, 1)]),
        ("<I>a</I><em>b</em >", "ab", [("italic", 0, 1), ("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", n, 1) for n in range(3)]),
        (
            "<tg-spoiler>a</tg-spoiler><span class='tg-spoiler'>b</span>",
            "ab",
            [("spoiler", 0, 1), ("spoiler", 1, 1)],
        ),
        ("<b><i>ab</i>c</b>", "abc", [("bold", 0, 3), ("italic", 0, 2)]),
        ("😀<b>ө</b>", "😀ө", [("bold", 2, 1)]),
        ("&#128512;<b>x</b>", "😀x", [("bold", 2, 1)]),
        ("&#xd83d;&#xde00;", "😀", []),
        ("&lt;&gt;&amp;&quot;&lt", '<>&"<', []),
        ("&nbsp; &copy; & &; &#0; &#x110000;", "&nbsp; &copy; & &; &#0; &#x110000;", []),
        ('<a href="https://e.kg?a=1&amp;b=2">x</a>', "x", [("text_link", 0, 1, "https://e.kg/?a=1&b=2")]),
        ("<a href=e.kg>x</a>", "x", [("text_link", 0, 1, "http://e.kg/")]),
        ("<a>https://e.kg</a>", "https://e.kg", [("text_link", 0, 12, "https://e.kg/")]),
        ('<a href="tg://user?id=7">x</a>', "x", [("text_mention", 0, 1, 7)]),
        ('<a href="ftp://e.kg">x</a><a href="http://localhost">y</a>', "xy", []),
        ("<code>a</code><pre>b</pre>", "ab", [("code", 0, 1), ("pre", 1, 1)]),
        ('<pre><code class="language-py">a</code></pre>', "a", [("pre", 0, 1, "py")]),
        ('<code class="language-py"><pre>a</pre></code>', "a", [("pre", 0, 1, "py")]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ('<blockquote expandable="">a</blockquote>', "a", [("expandable_blockquote", 0, 1)]),
        ('<tg-emoji emoji-id="5368">👍</tg-emoji>', "👍", [("custom_emoji", 0, 2, "5368")]),
        ("<b></b>a<b>b</>", "ab", [("bold", 1, 1)]),
        ('<b title="x>y">a</b>', "a", [("bold", 0, 1)]),
        ("a > b", "a > b", []),
    ],
)
def test_reads(source: str, text: str, entities: list[tuple[Any, ...]]) -> None:
    read, found = parse_html(source)
    assert (read, short(found)) == (text, entities)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<script>x</script>", 'Unsupported start tag "script" at byte offset 0'),
        ("өө<br>", 'Unsupported start tag "br" at byte offset 4'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b ", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<b x", 'Unclosed start tag "b" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=a/b>x</a>", "Unexpected end of name token at byte offset 8"),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<b>unclosed", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b><i>test</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji emoji-id='x'>y</tg-emoji>", "Invalid custom emoji identifier specified"),
        (
            "&#xd83d;",
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units",
        ),
    ],
)
def test_complains(source: str, complaint: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {complaint}"


@pytest.mark.parametrize(
    "source",
    [
        "a &lt;b&gt; &amp; &quot;c&quot;",
        "<b>a<i>b</i></b><u>c</u>",
        '<a href="https://e.kg/?a=1&amp;b=2">x</a>',
        "<b>😀</b>ө<code>z</code>",
        "<b><i>both</i></b>",
    ],
)
def test_a_page_shows_what_was_sent(source: str) -> None:
    assert write_html(*parse_html(source)) == source
