"""Whether a mailbox, or the name of a document's maker, is one person's by its shape. Pure."""

from __future__ import annotations

import re

from checks.people.signs import Signs, fold

_PARTS = re.compile(r"[a-z]+")
_SEVERAL = re.compile(r"[a-z]+(?:[._-][a-z]+){1,2}\d*")
_LONG = 4  # letters: "o.adeyemi" is somebody, "s.end" may be anything


def is_persons(address: str, signs: Signs) -> bool:
    """Whether an address is one person's: jane.smith@, j.smith@, janesmith@gmail.com."""
    local, _, host = address.lower().partition("@")
    local = fold(local)
    parts = _PARTS.findall(local)
    teams = any(part in signs.mailboxes for part in parts) or " ".join(parts) in signs.called_after
    if not parts or not host or teams:
        return False
    if len(parts) == 1:
        return _is_one_name(parts[0], host, signs)
    return bool(_SEVERAL.fullmatch(local)) and _are_names(parts, signs)


def _are_names(parts: list[str], signs: Signs) -> bool:
    """jane.smith@, smith.jane@, j.smith@, jane.s@."""
    first, last = parts[0], parts[-1]
    if last in signs.places:
        # Rose Hill is a place, Jane Hill a person.
        return first in signs.sure_names and last in signs.surnames
    if first in signs.first_names:
        return len(last) > 1 or first in signs.sure_names
    if len(first) == 1:
        return last in signs.surnames or (len(parts) == 2 and len(last) > _LONG)
    return last in signs.first_names and first in signs.surnames


def _is_one_name(name: str, host: str, signs: Signs) -> bool:
    """jane@, jsmith@, smithj@; where anybody may have a mailbox also janesmith@, smithjane@."""
    if len(name) > _LONG and name[1:] in signs.surnames:
        return True
    # "woods@", "bakery@" and "browne@" are words or names of shops as well.
    if len(name) > _LONG + 1 and name[:-1] in signs.sure_surnames and name[-1] not in "esyr":
        return True
    if host not in signs.anybodys:
        return name in signs.sure_names
    halves = ((name[:at], name[at:]) for at in range(2, len(name) - 1))
    return any(
        (one in signs.first_names and other in signs.surnames)
        or (one in signs.surnames and other in signs.first_names)
        for one, other in halves
    )


# As an office's directory of staff writes them: SMITH Jane, SMITH, Jane (Children's Services).
_SURNAME_FIRST = re.compile(r"[A-Z][A-Z'’-]{3,},? [A-Z][a-z]+(?: \(.*\))?")


_BOX = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w.-]+")


def is_maker(author: str, signs: Signs) -> bool:
    """Whether a maker's name looks like a person's: Jane Smith, SMITH Jane, jsmith, jane.smith@."""
    if box := _BOX.search(author):
        rest = author[: box.start()] + author[box.end() :]
        return is_persons(box[0], signs) or (bool(rest.strip()) and is_maker(rest, signs))
    words = re.findall(r"[^\W\d_]+", fold(author))
    if not words or any(word in signs.mailboxes or word in signs.places for word in words):
        return False
    if any(word in signs.first_names for word in words) or _SURNAME_FIRST.fullmatch(author):
        return len(words) < 6
    if len(words) == 1:
        name = words[0]
        return len(name) > _LONG and (name[1:] in signs.surnames or name[:-1] in signs.surnames)
    return len(words) < 4 and any(word in signs.surnames for word in words)
