""" "You said, we did": the comments as Markdown, put where an editor's page asks for them."""

from __future__ import annotations

from collections.abc import Sequence

from checks.model import Comment, count_of, in_words
from checks.voice import STATUSES, WHO
from publish.directory import plain

# What a page holds where the comments, or only the open ones, should stand.
ALL = "<!-- local-offer: comments -->"
OPEN = "<!-- local-offer: open comments -->"
YOUNG = "<!-- local-offer: comments of young people -->"


def fill(markdown: str, comments: Sequence[Comment]) -> str:
    """A page's Markdown with the comments in it."""
    newest = sorted(comments, key=lambda c: (c.heard, c.id), reverse=True)
    young = [comment for comment in newest if "young-people" in comment.who]
    return (
        markdown.replace(ALL, _comments(newest))
        .replace(YOUNG, _comments(young))
        .replace(OPEN, _open([comment for comment in newest if comment.is_open]))
    )


def _comments(comments: Sequence[Comment]) -> str:
    if not comments:
        return "No comments have been published yet."
    last = max(comment.published for comment in comments)
    count = count_of(len(comments), "comment")
    return "\n\n".join(
        (f"Last added to on {in_words(last)}. There are {count} here.", *map(_comment, comments))
    )


def _comment(comment: Comment) -> str:
    who = " and ".join(WHO[word] for word in comment.who)
    lines = [
        f"### {plain(comment.about)}",
        f"**You said** ({comment.heard_text}, {who[0].lower()}{who[1:]}): {plain(comment.said)}",
        f"**Answer:** {plain(comment.answer or 'We have found no answer yet.')}",
    ]
    if comment.action:
        lines.append(f"**What was done:** {plain(comment.action)}")
    lines.append(f"**Where it stands:** {STATUSES[comment.status]}.")
    if comment.source:
        lines.append(f"From: {plain(comment.source)}.")
    return "\n\n".join(lines)


def _open(comments: Sequence[Comment]) -> str:
    if not comments:
        return "Nothing is open now."
    return "\n".join(
        f"- {plain(c.about)} ({c.heard_text}): {STATUSES[c.status][0].lower()}"
        f"{STATUSES[c.status][1:]}"
        for c in comments
    )
