"""`docs/about/comments.yml` → Comments: what people said, the answer, what was done.

One list, newest first or not. Complains about everything wrong in it at once, with the line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from checks.lined import Lined, Unreadable, iso_date, read, read_text
from checks.model import CannotRun, Comment, Place, in_words, nearest

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
_MONTH = re.compile(r"(\d{4})-(\d{2})")


def load(root: Path) -> tuple[Comment, ...]:
    """Every comment; none when there is no such file. Raises CannotRun naming wrong lines."""
    file = root / FILE
    if not file.is_file():
        return ()
    try:
        lined = read(read_text(file, FILE))
    except Unreadable as error:
        raise CannotRun(f"{FILE}:{error.line}: can't be read: {error.problem}.") from None
    reader = _Reader(lined)
    comments = reader.comments()
    if reader.wrong:
        raise CannotRun("\n".join(f"{FILE}:{line}: {what}" for line, what in sorted(reader.wrong)))
    return comments


class _Reader:
    def __init__(self, lined: Lined) -> None:
        self.lined = lined
        self.wrong: list[tuple[int, str]] = []

    def comments(self) -> tuple[Comment, ...]:
        data = self.lined.data
        if data is None:
            return ()
        if not isinstance(data, list):
            self.wrong.append((1, "comments must be a list: start each with “- id:”."))
            return ()
        made = [self.comment(number, item) for number, item in enumerate(data)]
        first: set[str] = set()
        for comment in made:
            if comment and comment.id in first:
                self.wrong.append((comment.place.line, f"“{comment.id}” is given twice."))
            if comment:
                first.add(comment.id)
        return tuple(comment for comment in made if comment)

    def comment(self, number: int, item: object) -> Comment | None:
        line = self.lined.line(number)
        if not isinstance(item, dict):
            self.wrong.append((line, "a comment must have keys: " + ", ".join(_KEYS) + "."))
            return None
        for name in item:
            if name not in _KEYS:
                meant = nearest(str(name), _KEYS)
                hint = f" Did you mean “{meant}”?" if meant else f" Use: {', '.join(_KEYS)}."
                self.complain(number, str(name), f"“{name}” is not known here.{hint}")
        heard, heard_text = self.month(number, item)
        return Comment(
            id=self.text(number, item, "id"),
            about=self.text(number, item, "about"),
            heard=heard,
            heard_text=heard_text,
            who=self.who(number, item),
            said=self.text(number, item, "said"),
            answer=self.text(number, item, "answer", needed=False),
            action=self.text(number, item, "action", needed=False),
            status=self.status(number, item),
            published=self.published(number, item),
            source=self.text(number, item, "source", needed=False),
            place=Place(FILE, line),
        )

    def complain(self, number: int, key: str, what: str) -> None:
        self.wrong.append((self.lined.line(number, key), what))

    def text(
        self, number: int, item: Mapping[object, object], key: str, *, needed: bool = True
    ) -> str:
        value = item.get(key)
        if value is None and not needed:
            return ""
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        self.complain(number, key, f"“{key}” must be words.")
        return ""

    def month(self, number: int, item: Mapping[object, object]) -> tuple[date, str]:
        """A day (2026-03-02) or a month (2026-03)."""
        value = str(item.get("heard"))
        day = iso_date(value)
        if day:
            return day, in_words(day)
        if _MONTH.fullmatch(value) and (first := iso_date(f"{value}-01")):
            return first, in_words(first).partition(" ")[2]
        self.complain(number, "heard", f"“{value}” is not a day or month, such as 2026-03.")
        return date.min, ""

    def published(self, number: int, item: Mapping[object, object]) -> date:
        day = iso_date(item.get("published"))
        if day is None:
            self.complain(
                number, "published", f"“{item.get('published')}” is not a day, such as 2026-11-22."
            )
        return day or date.min

    def who(self, number: int, item: Mapping[object, object]) -> tuple[str, ...]:
        value = item.get("who")
        if isinstance(value, list) and value and all(word in WHO for word in value):
            return tuple(value)
        self.complain(number, "who", f"“who” must be a list of: {', '.join(WHO)}.")
        return ()

    def status(self, number: int, item: Mapping[object, object]) -> str:
        value = item.get("status")
        if value in STATUSES:
            return str(value)
        self.complain(number, "status", f"“status” must be one of: {', '.join(STATUSES)}.")
        return "open"
