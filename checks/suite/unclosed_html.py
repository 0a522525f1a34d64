"""HTML in a page begins and is not closed, or is closed and never began.

An open `<style>`, `<template>` or `<div>` takes the rest of the page into itself: families don’t
see it, or see it without headings and links, and no check can read it either. A `</main>` too many
ends the part of the site that the page stands in.

Fix: write the end tag, such as `</div>`, where the element should end, or take the tag out. To
show the sign itself, write `&lt;div>`.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <details><summary>Who can ask</summary>Parents and carers.</details>

    Ring the team.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <details><summary>Who can ask</summary>Parents and carers.

    Ring the team.
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    for one in context.unended():
        yield Problem(one.place, one.message, one.fix, one.severity)
