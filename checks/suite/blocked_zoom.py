"""A page stops people from zooming in.

Many people need letters twice as large, and on a telephone zooming is the only way (WCAG 1.4.4).

Fix: take `user-scalable` and `maximum-scale` out of `<meta name="viewport">`.

Good:

    <html lang="en"><head><title>A</title>
    <meta name="viewport" content="width=device-width"></head>
    <body>{{ page.content }}</body></html>

Bad:

    <html lang="en"><head><title>A</title>
    <meta name="viewport" content="width=device-width, user-scalable=no"></head>
    <body>{{ page.content }}</body></html>
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("blocked-zoom")
