"""Which role stands inside which: `bad-aria`, second half. ACT rules bc4a75 and ff89c9."""

from __future__ import annotations

from collections.abc import Iterator

from checks.markup.aria import GLOBAL, PROHIBITED_ON, ROLES
from checks.markup.roles import explicit, implicit, role_of
from checks.markup.tree import Document, Element, Told
from checks.model import in_a_row

KIND = "bad-aria"
KINDS = (KIND,)

# Without a role that matters: what is inside counts as if it stood outside.
_OPEN = {"", "generic", "none", "presentation"}
# These may stand among anything.
_BESIDE = {"caption", "separator"}


def look(page: Document) -> Iterator[Told]:
    owners = _owners(page)
    for element in page.elements:
        if "role" not in element.attributes or element.hidden:
            continue
        role = role_of(page, element)
        if role not in ROLES or role != explicit(element):
            continue
        yield from _holds(page, element, role)
        if role != implicit(page, element):
            yield from _stands(page, element, role, owners)


def _owners(page: Document) -> dict[int, Element]:
    found: dict[int, Element] = {}
    for element in page.elements:
        for owned in page.referred(element, "aria-owns"):
            found.setdefault(id(owned), element)
    return found


def _holds(page: Document, element: Element, role: str) -> Iterator[Told]:
    wanted = set(ROLES[role].holds.split())
    if not wanted or element.word("aria-busy") == "true":
        return
    owned = list(_owned(page, element))
    inner = [e for group in owned if role_of(page, group) == "group" for e in _owned(page, group)]
    inner += [e for g in inner if role_of(page, g) == "group" for e in _owned(page, g)]
    roles = [(e, role_of(page, e)) for e in (*owned, *(inner if "group" in wanted else ()))]
    strange = [(e, r) for e, r in roles if r not in wanted and r not in _BESIDE]
    if strange:
        other = strange[0]
        message = f"The role “{role}” holds <{other[0].tag}>, whose role is “{other[1]}”."
    elif roles or not (element.seen_text or any(element.elements)):
        return  # as it should be; or nothing yet, for a script to fill
    else:
        message = f"The role “{role}” holds nothing of what it must hold."
    names = [f"“{name}”" for name in sorted(wanted)]
    yield Told(
        KIND,
        element,
        message,
        f"Put only elements of the role {_either(names)} in it, or use HTML's own elements.",
        "bc4a75",
    )


def _either(names: list[str]) -> str:
    return in_a_row(names).replace(" and ", " or ")


def _owned(page: Document, element: Element) -> Iterator[Element]:
    """The elements that a screen reader meets straight inside another."""
    stack = [iter([*element.elements, *page.referred(element, "aria-owns")])]
    met = {id(element)}
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.hidden or id(child) in met:
            continue
        elif _open(page, child):
            met.add(id(child))
            stack.append(iter([*child.elements, *page.referred(child, "aria-owns")]))
        else:
            met.add(id(child))
            yield child


def _open(page: Document, element: Element) -> bool:
    """Whether what is inside counts as if it stood outside."""
    if role_of(page, element) not in _OPEN:
        return False
    said = GLOBAL - PROHIBITED_ON - {"aria-hidden"}
    return said.isdisjoint(element.attributes)


def _stands(
    page: Document, element: Element, role: str, owners: dict[int, Element]
) -> Iterator[Told]:
    wanted = set(ROLES[role].inside.split())
    if not wanted:
        return
    holder: Element | None = element
    for _ in range(1000):  # owners may own each other
        assert holder is not None
        holder = owners.get(id(holder), holder.parent)
        if holder is None or "-" in holder.tag or not _open(page, holder):
            break
    if holder is not None and ("-" in holder.tag or role_of(page, holder) in wanted):
        return
    names = [f"“{name}”" for name in sorted(wanted - {"directory"})]  # which is given up
    yield Told(
        KIND,
        element,
        f"The role “{role}” stands outside of what it must be in.",
        f"Put it inside an element of the role {_either(names)}, or use HTML's own elements.",
        "ff89c9",
    )
