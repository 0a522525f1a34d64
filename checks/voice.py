"""`docs/about/comments.yml` → Comments: what people said, the answer, what was done.

One list, newest first or not.
"""

from __future__ import annotations

from pathlib import Path

from checks import records
from checks.model import Comment

FILE = "docs/about/comments.yml"

WHO = {
    "parents": "Parents and carers",
    "young-people": "Young people",
    "professionals": "People who work with families",
    "others": "Others",
}
STATUSES = {
    "open": "Open: not settled yet",
    "doing": "Being done",
    "done": "Done",
    "no action": "No action",
}
_KEYS = (
    "id", "about", "heard", "who", "said", "answer", "action", "status", "published", "source",
)  # fmt: skip


def load(root: Path) -> tuple[Comment, ...]:
    """Every comment; none when there is no such file. Raises CannotRun naming wrong lines."""
    return records.load(root, FILE, _KEYS, _comment, noun="comment")


def _comment(record: records.Record) -> Comment:
    heard, heard_text = record.month("heard")
    return Comment(
        id=record.text("id"),
        about=record.text("about"),
        heard=heard,
        heard_text=heard_text,
        who=record.options("who", list(WHO)),
        said=record.text("said"),
        answer=record.text("answer", needed=False),
        action=record.text("action", needed=False),
        status=record.option("status", list(STATUSES)),
        published=record.day("published"),
        source=record.text("source", needed=False),
        place=record.place,
    )
