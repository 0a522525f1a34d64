"""A file in docs/ that nothing leads to.

Nobody finds it but by an old address or a search engine: a form of last year, a picture of a
page that is gone. It may still be true, or it may not; nobody looks.

Fix: link it where its readers look, or delete it. What must stand there although nothing in the
site leads to it can be waived, with the reason.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Fill in [the form](form.txt).

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Ask us for the form.
"""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from posixpath import basename

from checks.model import Context, Place, Problem, Severity

SEVERITY = Severity.WARNING

# What servers, browsers and search engines ask for unbidden.
_ASKED_FOR = (
    "CNAME", "robots.txt", "favicon.ico", "humans.txt", "ads.txt", "security.txt", "llms.txt",
    ".*", "_headers", "_redirects", "browserconfig.xml", "apple-touch-icon*.png", "google*.html",
    "BingSiteAuth.xml", "sitemap*.xml", "404.html", "staticwebapp.config.json", "web.config",
    "*.yml",  # the data that pages are made from: comments, glossary, announcements
)  # fmt: skip


def check(context: Context) -> Iterator[Problem]:
    site = context.site
    for name in sorted(site.assets - context.used):
        if any(fnmatchcase(name, pattern) for pattern in _ASKED_FOR):
            continue
        # Scripts and templates name files in ways of their own.
        word = re.compile(rf"(?<![\w.-]){re.escape(basename(name))}(?![\w-])")
        if any(word.search(template.text) for template in site.templates):
            continue
        yield Problem(
            Place(f"docs/{name}", 1),
            "Nothing on the site leads to this file.",
            "Link it where its readers look. If nobody needs it, delete it.",
        )
