"""A page does not say in which language it is.

Screen readers choose a voice by it. An English page read with another voice can't be understood
(WCAG 3.1.1).

Fix: set `language` under `theme` in mkdocs.yml, or write lang="en" in the template's `<html>`.

Good:

    <html lang="en"><head><title>{{ page.title }}</title></head>
    <body>{{ page.content }}</body></html>

Bad:

    <html><head><title>{{ page.title }}</title></head>
    <body>{{ page.content }}</body></html>
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("missing-page-language")
