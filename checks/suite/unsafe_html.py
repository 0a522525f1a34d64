"""A page's own text holds something that could run, or send people's words elsewhere.

Scripts, handlers such as onclick, addresses that are scripts, pages hidden in frames or drawings,
and forms that send to other hosts: whoever can change one page could so take over every reader's
visit. Readers' browsers hold most of it back by the site's policy, but no page should try. HTML
and SVG files in docs/ are read too: no policy holds back what runs in these.

Fix: take it out, and write it in Markdown. What must run belongs in the theme. A form of another
host that was agreed on goes into `elsewhere: forms` in local-offer.yml with the reason.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Ask with [the form on their page](https://example.org/form).

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <a href="javascript:ask()" onclick="ask()">Ask with the form</a>.
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR
NO_COMMENT_WAIVES = "whoever writes a page must not be the one to let a script through"


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("unsafe-html")
