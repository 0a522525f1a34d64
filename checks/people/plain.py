"""A page's Markdown → what it says, line by line, also where no reader sees it.

Pure. Marks, tags and code are taken out and entities read; every line keeps its number. Left in
are comments (anybody can read them in the page's source), what HTML says of a picture or a link,
and the addresses that ring, write or text.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

_TOKEN = re.compile(
    r"^[ \t>]*(?P<fence>(?P<sign>[`~])(?P=sign){2,})[^\n]*\n(?:.*?\n)??[ \t>]*(?P=fence)[^\n]*$"
    r"|(?<!`)(?P<ticks>`{1,2})(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`)"
    r"|<(?P<code>code|pre|script|style)\b[^>]{0,200}>.{0,20000}?</(?P=code)>"
    r"|<!--\s*local-offer:.{0,2000}?-->"
    r"|(?P<comment><!--|-->)"
    r"|!?\[(?P<words>[^\[\]]{0,500})\](?:\((?P<to><[^<>\n]*>|[^()\s]*)(?:\s+\"(?P<title>[^\"\n]*)\")?\)"
    r"|\[[^\[\]\n]{0,80}\])"
    r"|</?(?P<tag>[a-z][a-z0-9-]*)(?P<rest>(?:\s[^<>]{0,1000})?)/?>"
    r"|(?P<url>\bhttps?://[^\s<>\")\]]+)"
    r"|(?P<marks>(?<=\S)\*{1,3}|\*{1,3}(?=\S)|(?<![^\W_])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![^\W_]))"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+.!@-])",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_INLINE = re.compile(
    "a|abbr|b|bdi|big|em|font|i|ins|mark|s|small|span|strong|sub|sup|u|wbr", re.IGNORECASE
)
_SAID = re.compile(
    r"(?<![\w-])(?P<name>alt|title|aria-label|placeholder|value|content|summary|href)\s*=\s*"
    r"(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'>]+))",
    re.IGNORECASE,
)
_ASKS = re.compile(r"(mailto|tel|sms|callto|whatsapp):", re.IGNORECASE)
_WHATSAPP = re.compile(r"https?://(?:wa\.me/|api\.whatsapp\.com/\S*?phone=)\+?(\d+)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});?", re.IGNORECASE)
_THIN = str.maketrans(
    dict.fromkeys("\u00a0\u2009\u202f", " ") | dict.fromkeys("\u00ad\u200b\u200c")
)
# "jane.smith [at] b.gov.uk", "jane.smith AT b DOT gov DOT uk", "jane.smith at b.gov.uk"
_AT = re.compile(
    r"(?<=\w)\s?[\[({]\s?at\s?[\])}]\s?(?=\w)|(?<=\w) AT (?=[\w.-]+(?: DOT |\.)\w)"
    r"|(?<=\w) at (?=[\w.-]+\.(?:gov|org|co|ac|sch|nhs)\.uk\b)",
)
_DOT = re.compile(r"(?<=\w)\s?[\[({]\s?dot\s?[\])}]\s?(?=\w)|(?<=\w) DOT (?=\w)")


def plain(text: str) -> str:
    """What a text says. As many lines as before, each with what it says."""
    heard = _ENTITY.sub(_sign, _TOKEN.sub(_heard, text)).translate(_THIN)
    return _DOT.sub(".", _AT.sub("@", heard))


def _heard(match: re.Match[str]) -> str:
    said = _said(match)
    return said + "\n" * (match[0].count("\n") - said.count("\n"))


def _said(match: re.Match[str]) -> str:
    if match["words"] is not None:
        title = f" | {match['title']} | " if match["title"] else ""
        return plain(match["words"]) + _address(match["to"] or "") + title
    if match["tag"]:
        edge = "" if _INLINE.fullmatch(match["tag"]) else " | "
        return edge + "".join(_attribute(one) for one in _SAID.finditer(match["rest"] or ""))
    if match["url"]:
        return _address(match["url"])
    return match["escaped"] or (" | " if match["comment"] else "")


def _attribute(match: re.Match[str]) -> str:
    value = next(value for value in (match["a"], match["b"], match["c"], "") if value is not None)
    value = _ENTITY.sub(_sign, value).replace("\n", " ")
    return _address(value) if match["name"].lower() == "href" else f" | {value} | "


def _address(target: str) -> str:
    """What an address rings or writes to; nothing of one that only leads somewhere."""
    target = _ENTITY.sub(_sign, target.strip("<> \t"))
    if match := _WHATSAPP.match(target):
        return f" | WhatsApp +{match[1]} | "
    if match := _ASKS.match(target):
        text = "text " if match[1].lower() in ("sms", "whatsapp") else ""
        to = unquote(target[match.end() :].partition("?")[0]).replace("\n", " ")
        return f" | {text}{to} | "
    return ""


def _sign(match: re.Match[str]) -> str:
    return re.sub(r"\s", " ", unescape(match[0]))
