"""A page has no main heading.

The main heading (level 1) is how people who can't see a page know that they are on the right one.
A page without headings and of fewer than thirty words is left alone.

Fix: give the page a title in its front matter; if it has one, the template must show it as `<h1>`.

Good:

    <html lang="en"><head><title>{{ page.title }}</title></head>
    <body><h1>{{ page.title }}</h1>{{ page.content }}</body></html>

Bad:

    <html lang="en"><head><title>{{ page.title }}</title></head>
    <body><h2>{{ page.title }}</h2>{{ page.content }}</body></html>
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("missing-main-heading")
