"""My list: what the browser needs to show the services that a family saved.

One small file for each service (`assets/my-list/…json`), so that a list of three services
fetches three, however many the directory holds. Its words are made here, once; the script
only puts them on the page. In go what the theme is told about a service, out comes plain data.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import urlsplit

import segno

from checks.load import SERVICES

# What an editor's page holds where the list, or the pages saved on the device, should stand.
LIST = "<!-- local-offer: my list -->"
SAVED = "<!-- local-offer: saved pages -->"

FOLDER = "assets/my-list/"
STYLES = ["assets/my-list.css"]
SCRIPTS = {LIST: ["assets/my-list.js"], SAVED: ["assets/saved-pages.js"]}

Data = dict[str, object]


def name(path: str) -> str:
    """What a service is called in lists and shared links, from its path: "try-club"."""
    return path.removeprefix(SERVICES).removesuffix(".md")


def file(path: str) -> str:
    """Where the data of a service goes, from the site's root."""
    return f"{FOLDER}{name(path)}.json"


def fill(markdown: str, site_name: str, find: str) -> str:
    """A page's Markdown with the places for the list and the saved pages in it.

    `find` is the address of the page where services are found, "" if there is none.
    """
    told = f'data-site="{escape(site_name)}" data-find="{escape(find)}"'
    return markdown.replace(
        LIST,
        f'<div class="lo-my-list" data-lo-list {told}><p>Your list needs JavaScript. It is off in '
        "your browser, or it did not load. Further down this page are other ways to keep what "
        "you find.</p></div>",
    ).replace(
        SAVED,
        '<div class="lo-saved-pages" data-lo-saved-pages><p>To keep pages for later, this site '
        "needs JavaScript. It is off in your browser, or it did not load.</p></div>",
    )


def data(title: str, url: str, told: Mapping[str, object], address: str) -> Data:
    """A service as the list shows it.

    `told` is what the theme is told about its page (`publish.context.page`), `url` its
    address from the site's root, and `address` the whole one, or "" when nobody knows it.
    """
    service = told.get("service")
    assert isinstance(service, dict)
    status = service["status"]
    short: Data = {"title": title, "url": url, "status": status}
    if status == "inactive":
        return short
    short["provider"] = service.get("provider", "")
    short["facts"] = [[label, text] for label, text in _facts(service) if text]
    contact = service.get("contact", {})
    short["contact"] = list(_ways(contact))
    short["team"] = told.get("owner", "")
    for key, day, words in (
        ("checked", "last_reviewed", "last_reviewed_text"),
        ("due", "due_iso", "due_text"),
    ):
        if day in told:
            short[key] = [told[day], told[words]]
    page = address if urlsplit(address).netloc else ""
    if page or contact.get("website"):
        to = page or str(contact["website"])
        short["qr"] = {"what": "page" if page else "website", "to": to, **code(to)}
    return {key: value for key, value in short.items() if value not in ("", [])}


def _facts(service: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The facts in the order that families ask for them, as on the service's own page."""
    yield "Who it is for", _words(service.get("eligibility"))
    yield "Ages", _words(service.get("ages"))
    yield "How to get it", _words(service.get("how_to_get_it"))
    yield "Who can ask", _words(service.get("referral"))
    cost, note = _words(service.get("cost")), _words(service.get("cost_note"))
    yield "Cost", f"{cost}. {note}" if cost and note else cost or note
    yield "Where", _words(service.get("areas"))
    yield "When", "\n".join(_rows(service.get("when")))
    wait = service.get("waiting_time")
    if isinstance(wait, Mapping):
        yield "How long you may wait", f"{wait['value']} (measured on {wait['measured_text']})"
    yield "Good to know", "\n".join(_rows(service.get("flags")))
    yield "Before you get in touch", _words(service.get("contact_note"))


def _ways(contact: Mapping[str, str]) -> Iterator[list[str]]:
    """Each way to get in touch: what it is, its words, and where its link goes ("" if none)."""
    for label, key in (("Phone", "phone"), ("Text", "text"), ("Email", "email")):
        if contact.get(key):
            link = f"mailto:{contact[key]}" if key == "email" else contact.get(f"{key}_href", "")
            yield [label, contact[key], link]
    if contact.get("website"):
        yield ["Website", contact["website_text"], contact["website"]]
    if contact.get("address"):
        yield ["Address", contact["address"].strip(), ""]


def _words(value: object) -> str:
    return " ".join("; ".join(_rows(value)).split())


def _rows(value: object) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(item) for item in value]
    return [str(value)] if value else []


def code(text: str) -> Data:
    """A QR code as one line of SVG: its size in squares, and a path one square thick.

    ISO/IEC 18004 by segno; level M still reads with some of it smudged. The four clear
    squares around it are the page's matter.
    """
    rows = segno.make_qr(text, error="m").matrix
    path: list[str] = []
    for y, row in enumerate(rows):
        line = "".join("1" if cell else "0" for cell in row)
        at = None
        for run in re.finditer("1+", line):
            path.append(f"M{run.start()} {y}.5" if at is None else f"m{run.start() - at} 0")
            path.append(f"h{run.end() - run.start()}")
            at = run.end()
    return {"size": len(rows), "path": "".join(path)}


def text(given: Mapping[str, object]) -> str:
    """The data as a file."""
    return json.dumps(given, ensure_ascii=False, separators=(",", ":")) + "\n"
