"""A page has no title for the browser's tab.

It is the first that a screen reader says, what a search engine shows, and what a bookmark is
called (WCAG 2.4.2).

Fix: give the page a title: `title` in its front matter, which the template must show in `<title>`.

Good:

    <html lang="en"><head><title>{{ page.title }}</title></head>
    <body>{{ page.content }}</body></html>

Bad:

    <html lang="en"><head><title> </title></head>
    <body>{{ page.content }}</body></html>
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("missing-page-title")
