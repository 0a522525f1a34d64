"""`local-offer.yml` → Settings. Complains about everything wrong in it at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from checks.lined import Lined, Unreadable, period, read, read_text
from checks.model import CannotRun, Period, Settings, Team, nearest

FILE = "local-offer.yml"

_KEYS = ("council", "notice", "report_to", "teams", "review", "vocabularies")
_COUNCIL = ("name", "area", "official", "hosts")
_REVIEW = ("default", "folders", "due_soon", "grace")
_TEAM = ("name", "email")
VOCABULARIES = ("topics", "needs", "areas", "cost")


def load(root: Path, site_url: str = "") -> Settings:
    """The council's settings. Raises CannotRun naming every wrong line."""
    text = read_text(root / FILE, FILE)
    try:
        lined = read(text)
    except Unreadable as error:
        raise CannotRun(f"{FILE}:{error.line}: can't be read: {error.problem}.") from None
    reader = _Reader(lined)
    settings = reader.settings(site_url)
    if reader.wrong:
        raise CannotRun("\n".join(f"{FILE}:{line}: {what}" for line, what in sorted(reader.wrong)))
    return settings


class _Reader:
    def __init__(self, lined: Lined) -> None:
        self.lined = lined
        self.wrong: list[tuple[int, str]] = []

    def settings(self, site_url: str) -> Settings:
        data = self.mapping(self.lined.data or {}, (), _KEYS)
        council = self.mapping(data.get("council", {}), ("council",), _COUNCIL)
        review = self.mapping(data.get("review", {}), ("review",), _REVIEW)
        folders = self.mapping(review.get("folders", {}), ("review", "folders"))
        teams = self.mapping(data.get("teams", {}), ("teams",))
        words = self.mapping(data.get("vocabularies", {}), ("vocabularies",), VOCABULARIES)
        default = Settings()
        return Settings(
            council=self.text(council, ("council", "name")),
            area=self.text(council, ("council", "area")),
            official=self.text(council, ("council", "official")),
            hosts=self.texts(council.get("hosts", []), ("council", "hosts")),
            notice=self.text(data, ("notice",)),
            report_to=self.text(data, ("report_to",)),
            site_url=site_url,
            teams={name: self.team(value, ("teams", name)) for name, value in teams.items()},
            review_default=self.period(review, ("review", "default"), default.review_default),
            review_folders={
                name: self.period(folders, ("review", "folders", name), default.review_default)
                for name in folders
            },
            due_soon=self.period(review, ("review", "due_soon"), default.due_soon),
            grace=self.period(review, ("review", "grace"), default.grace),
            vocabularies={
                name: {
                    key: str(value)
                    for key, value in self.mapping(given, ("vocabularies", name)).items()
                }
                for name, given in words.items()
            },
        )

    def complain(self, key: tuple[str, ...], what: str) -> None:
        self.wrong.append((self.lined.line(*key), what))

    def mapping(
        self, value: object, key: tuple[str, ...], known: tuple[str, ...] = ()
    ) -> Mapping[str, object]:
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.complain(key, f"“{key[-1] if key else FILE}” must have keys under it.")
            return {}
        for name in value:
            if known and name not in known:
                meant = nearest(str(name), known)
                hint = f" Did you mean “{meant}”?" if meant else f" Use: {', '.join(known)}."
                self.complain((*key, str(name)), f"“{name}” is not a setting.{hint}")
        return {str(name): item for name, item in value.items()}

    def text(self, holder: Mapping[str, object], key: tuple[str, ...]) -> str:
        value = holder.get(key[-1])
        if value is None:
            return ""
        if not isinstance(value, str):
            self.complain(key, f"“{key[-1]}” must be words; put them in quotes.")
            return ""
        return value.strip()

    def texts(self, value: object, key: tuple[str, ...]) -> tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.complain(key, f"“{key[-1]}” must be a list, such as [one, two].")
        return ()

    def period(self, holder: Mapping[str, object], key: tuple[str, ...], default: Period) -> Period:
        value = holder.get(key[-1])
        if value is None:
            return default
        length = period(value)
        if length is None:
            self.complain(
                key, f"“{value}” is not a length of time. Write it like “6 months” or “30 days”."
            )
        return length or default

    def team(self, value: object, key: tuple[str, ...]) -> Team:
        if isinstance(value, str):
            return Team(value)
        team = self.mapping(value, key, _TEAM)
        name = self.text(team, (*key, "name"))
        if not name:
            self.complain(key, f"Team “{key[-1]}” has no name.")
        return Team(name, self.text(team, (*key, "email")))
