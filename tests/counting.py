"""The law's counting once more, in other words than the browser's: what tests compare with."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from publish.timeline import Rule


def last_day(rule: Rule, start: date) -> date:
    """The last day of a time limit that starts from a day."""
    count, unit = rule.period.count, rule.period.unit
    if unit in ("day", "week"):
        days = count * {"day": 1, "week": 7}[unit]
        counted = [start + timedelta(n) for n in range(0 if rule.first_day else 1, days + 1)]
        return counted[days - 1]
    year, month = start.year, start.month
    for _ in range(count):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    longest = monthrange(year, month)[1]
    if start.day > longest:
        return date(year, month, longest)
    return date(year, month, start.day) - timedelta(days=int(rule.first_day))


def runs_on(rule: Rule, last: date) -> date | None:
    """The working day (bank holidays not known) to which the law lets a last day run on."""
    holidays = {(12, day) for day in range(25, 32)} | {(1, 1)}
    day = last
    if "august" in rule.moves and last.month == 8:
        while day.month == 8:
            day += timedelta(1)
    elif "christmas" in rule.moves and (last.month, last.day) in holidays:
        while (day.month, day.day) in holidays:
            day += timedelta(1)
    elif "weekend" not in rule.moves or last.isoweekday() < 6:
        return None
    while day.isoweekday() > 5:
        day += timedelta(1)
    return day


def due(rules: tuple[Rule, ...], days: dict[str, date]) -> dict[str, tuple[date, date | None]]:
    """Each limit that is shown for these days: its last day, and where that runs on to."""
    found = {r.id: last_day(r, days[r.event]) for r in rules if r.event in days}
    for rule in rules:
        if rule.id in found and rule.later_with in found:
            mine, other = found[rule.id], found[rule.later_with]
            del found[rule.later_with if mine > other else rule.id]
    return {r.id: (found[r.id], runs_on(r, found[r.id])) for r in rules if r.id in found}
