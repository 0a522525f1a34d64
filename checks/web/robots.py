"""robots.txt → the pace its host asks for. Pure.

We ask only for addresses that a page of ours links to, one by one, as its reader would, and
follow nothing on. So `Disallow`, which is about crawling, does not keep us out; `Crawl-delay`
says how often we may come, and is obeyed.
"""

from __future__ import annotations

NAME = "localoffer"
MOST = 500_000  # RFC 9309, 2.5: at least so many bytes are read


def crawl_delay(text: str) -> float:
    """Seconds between two requests, by the group that names us, else the one for all; 0."""
    delays: dict[str, float] = {}
    agents: list[str] = []
    open_group = False
    for line in text.splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "user-agent":
            agents = [*agents, value.lower()] if open_group else [value.lower()]
            open_group = True
        elif name:
            open_group = False
            if name == "crawl-delay" and (seconds := _number(value)) is not None:
                delays.update(dict.fromkeys(agents, seconds))
    ours = next((delays[agent] for agent in delays if agent != "*" and agent in NAME), None)
    return delays.get("*", 0.0) if ours is None else ours


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number < 1e6 else None
