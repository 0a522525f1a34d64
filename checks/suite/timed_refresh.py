"""A page goes elsewhere, or loads anew, by itself after a while.

Whoever reads slowly is sent away in the middle of a sentence, and a screen reader starts again at
the top (WCAG 2.2.1).

Fix: take `<meta http-equiv="refresh">` out. To send readers on, let the server do it, or write 0:
at once.

Good:

    <html lang="en"><head><title>A</title>
    <meta http-equiv="refresh" content="0; url=../"></head>
    <body>{{ page.content }}</body></html>

Bad:

    <html lang="en"><head><title>A</title>
    <meta http-equiv="refresh" content="20; url=../"></head>
    <body>{{ page.content }}</body></html>
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("timed-refresh")
