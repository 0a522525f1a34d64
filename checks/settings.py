"""`local-offer.yml` → Settings. Complains about everything wrong in it at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from checks import plain
from checks.lined import (
    Key,
    Lined,
    Unreadable,
    date_meant,
    iso_date,
    period,
    read,
    read_text,
    says_why,
    shown,
)
from checks.model import (
    CannotRun,
    Period,
    Place,
    PlainEnglish,
    Settings,
    Team,
    Waiver,
    WebSettings,
    nearest,
)
from checks.records import page_at

FILE = "local-offer.yml"

_KEYS = (
    "council", "notice", "report_to", "teams", "review", "voice", "reading_age", "reach",
    "booklets", "vocabularies", "takes_in", "also_called", "waivers", "links", "directory",
    "images", "documents", "repeats", "placeholders", "privacy", "elsewhere", "plain_english",
    "longest_waiver",
)  # fmt: skip
_COUNCIL = ("name", "area", "official", "hosts")
_REVIEW = ("default", "folders", "due_soon", "grace", "bulk", "edited_words")
_VOICE = ("answer_within",)
_READING_AGE = ("default", "folders")
_AGES = range(5, 26)
_REACH = ("clicks", "from", "to")
_CLICKS = range(1, 10)
_LINKS = ("ledger", "fresh", "confirm", "pace", "limits", "leave_out")
_PLAIN = ("sentence_words", "paragraph_words", "heading_words", "avoid", "allow", "known")
_LEDGERS = (".sqlite", ".db")
_CONFIRM = ("runs", "apart")
_PACE = ("at_once", "delay_seconds", "longest_wait_seconds")
_LIMITS = ("request_seconds", "run_minutes")
_BOOKLETS = ("always",)
_DIRECTORY = ("waiting_time_for", "contract_soon")
_IMAGES = ("kilobytes", "pixels")
_DOCUMENTS = ("words",)
_REPEATS = ("words",)
_WAIVER = ("check", "path", "about", "reason", "until")
_PRIVACY = ("may_be_named", "service_mobiles")
_ELSEWHERE = ("frames", "forms")
_TEAM = ("name", "email")
_ALSO_CALLED = ("needs",)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_MOBILE = re.compile(r"(?:\+44|0)7\d{9}")
VOCABULARIES = ("topics", "needs", "areas", "cost")
ALL = "all"


def load(root: Path, site_url: str = "") -> Settings:
    """The council's settings. Raises CannotRun naming every wrong line."""
    text = read_text(root / FILE, FILE)
    try:
        lined = read(text)
    except Unreadable as error:
        raise CannotRun(f"{FILE}:{error.line}: can't be read: {error.problem}.") from None
    reader = _Reader(lined, root)
    settings = reader.settings(site_url)
    if reader.wrong:
        raise CannotRun("\n".join(f"{FILE}:{line}: {what}" for line, what in sorted(reader.wrong)))
    return settings


class _Reader:
    def __init__(self, lined: Lined, root: Path = Path()) -> None:
        self.lined = lined
        self.root = root
        self.wrong: list[tuple[int, str]] = []

    def settings(self, site_url: str) -> Settings:
        for name, line in self.lined.repeated:
            self.wrong.append((line, f"“{shown(name)}” is given twice. Keep one of them."))
        data = self.mapping(self.lined.data, (), _KEYS)
        council = self.mapping(data.get("council", {}), ("council",), _COUNCIL)
        review = self.mapping(data.get("review", {}), ("review",), _REVIEW)
        voice = self.mapping(data.get("voice", {}), ("voice",), _VOICE)
        folders = self.mapping(review.get("folders", {}), ("review", "folders"))
        ages = self.mapping(data.get("reading_age", {}), ("reading_age",), _READING_AGE)
        reach = self.mapping(data.get("reach", {}), ("reach",), _REACH)
        young = self.mapping(ages.get("folders", {}), ("reading_age", "folders"))
        booklets = self.mapping(data.get("booklets", {}), ("booklets",), _BOOKLETS)
        directory = self.mapping(data.get("directory", {}), ("directory",), _DIRECTORY)
        images = self.mapping(data.get("images", {}), ("images",), _IMAGES)
        documents = self.mapping(data.get("documents", {}), ("documents",), _DOCUMENTS)
        repeats = self.mapping(data.get("repeats", {}), ("repeats",), _REPEATS)
        elsewhere = self.mapping(data.get("elsewhere", {}), ("elsewhere",), _ELSEWHERE)
        privacy = self.mapping(data.get("privacy", {}), ("privacy",), _PRIVACY)
        teams = self.mapping(data.get("teams", {}), ("teams",))
        words = self.mapping(data.get("vocabularies", {}), ("vocabularies",), VOCABULARIES)
        vocabularies = {
            name: self.vocabulary(given, ("vocabularies", name)) for name, given in words.items()
        }
        takes_in = self.mapping(data.get("takes_in", {}), ("takes_in",), VOCABULARIES)
        also_called = self.mapping(data.get("also_called", {}), ("also_called",), _ALSO_CALLED)
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
                name.strip("/").removeprefix("docs/"): self.period(
                    folders, ("review", "folders", name), default.review_default
                )
                for name in folders
            },
            due_soon=self.period(review, ("review", "due_soon"), default.due_soon),
            grace=self.period(review, ("review", "grace"), default.grace),
            answer_within=self.period(voice, ("voice", "answer_within"), default.answer_within),
            bulk=self.count(review, ("review", "bulk"), default.bulk, (2, 10_000)),
            edited_words=self.count(
                review, ("review", "edited_words"), default.edited_words, (1, 10_000)
            ),
            waiting_time_for=self.period(
                directory, ("directory", "waiting_time_for"), default.waiting_time_for
            ),
            contract_soon=self.period(
                directory, ("directory", "contract_soon"), default.contract_soon
            ),
            image_kilobytes=self.count(
                images, ("images", "kilobytes"), default.image_kilobytes, (1, 100_000)
            ),
            image_pixels=self.count(
                images, ("images", "pixels"), default.image_pixels, (100, 100_000)
            ),
            document_words=self.count(
                documents, ("documents", "words"), default.document_words, (1, 1000)
            ),
            repeated_words=self.count(
                repeats, ("repeats", "words"), default.repeated_words, (20, 1000)
            ),
            placeholders=self.texts(data["placeholders"], ("placeholders",))
            if "placeholders" in data
            else default.placeholders,
            clicks=self.clicks(reach, ("reach", "clicks"), default.clicks),
            starts=self.pages(reach.get("from", []), ("reach", "from")),
            near=self.pages(reach.get("to", []), ("reach", "to")),
            reading_default=self.age(ages, ("reading_age", "default"), default.reading_default),
            reading_folders={
                name.strip("/").removeprefix("docs/"): self.age(
                    young, ("reading_age", "folders", name), default.reading_default
                )
                for name in young
            },
            frames=self.others(elsewhere, ("elsewhere", "frames")),
            forms=self.others(elsewhere, ("elsewhere", "forms")),
            may_be_named=self.reasons(privacy, ("privacy", "may_be_named")),
            service_mobiles=self.mobiles(privacy, ("privacy", "service_mobiles")),
            plain=self.plain(data),
            web=self.web(data),
            booklets_always=self.pages(booklets.get("always", []), ("booklets", "always")),
            waivers=self.waivers(data.get("waivers")),
            longest_waiver=self.period(data, ("longest_waiver",), default.longest_waiver),
            vocabularies=vocabularies,
            takes_in={
                name: self.holders(given, ("takes_in", name), vocabularies.get(name, {}))
                for name, given in takes_in.items()
            },
            also_called={
                name: self.names(given, ("also_called", name), vocabularies.get(name, {}))
                for name, given in also_called.items()
            },
        )

    def web(self, data: Mapping[str, object]) -> WebSettings:
        given = self.mapping(data.get("links", {}), ("links",), _LINKS)
        confirm = self.mapping(given.get("confirm", {}), ("links", "confirm"), _CONFIRM)
        pace = self.mapping(given.get("pace", {}), ("links", "pace"), _PACE)
        limits = self.mapping(given.get("limits", {}), ("links", "limits"), _LIMITS)
        usual = WebSettings()
        return WebSettings(
            ledger=self.ledger(given, ("links", "ledger")) or usual.ledger,
            fresh=self.period(given, ("links", "fresh"), usual.fresh),
            dead_runs=int(
                self.number(confirm, ("links", "confirm", "runs"), usual.dead_runs, (2, 30))
            ),
            dead_for=self.period(confirm, ("links", "confirm", "apart"), usual.dead_for),
            at_once=int(self.number(pace, ("links", "pace", "at_once"), usual.at_once, (1, 10))),
            delay=self.number(pace, ("links", "pace", "delay_seconds"), usual.delay, (0, 60)),
            longest_wait=self.number(
                pace, ("links", "pace", "longest_wait_seconds"), usual.longest_wait, (0, 600)
            ),
            timeout=self.number(
                limits, ("links", "limits", "request_seconds"), usual.timeout, (1, 120)
            ),
            run_time=self.number(
                limits, ("links", "limits", "run_minutes"), usual.run_time, (0.01, 720)
            ),
            leave_out=self.reasons(given, ("links", "leave_out")),
        )

    def reasons(self, holder: Mapping[str, object], key: Key) -> Mapping[str, str]:
        """Exceptions, each with its reason."""
        given = self.mapping(holder.get(str(key[-1]), {}), key)
        for name, reason in given.items():
            if not isinstance(reason, str) or not any(map(str.isalnum, reason)):
                self.complain((*key, name), f"“{shown(name)}” needs its reason, in words.")
        return {name: str(reason).strip() for name, reason in given.items()}

    def others(self, holder: Mapping[str, object], key: Key) -> Mapping[str, str]:
        """Other hosts, each with the reason why pages may use it."""
        given = self.reasons(holder, key)
        for host in given:
            if not _HOST.fullmatch(host):
                self.complain(
                    (*key, host),
                    f"“{shown(host)}” is no host. Write it like player.example.org, without "
                    "https:// and without what follows.",
                )
        return given

    def mobiles(self, holder: Mapping[str, object], key: Key) -> Mapping[str, str]:
        """Mobile numbers, each with the reason why it is a service's."""
        given = self.reasons(holder, key)
        for written in given:
            if not _MOBILE.fullmatch(re.sub(r"[^\d+]", "", written)):
                self.complain(
                    (*key, written),
                    f"“{shown(written)}” is no UK mobile number. Write it in quotes, like "
                    '"07700 900123".',
                )
        return given

    def plain(self, data: Mapping[str, object]) -> PlainEnglish:
        usual = plain.load()
        given = self.mapping(data.get("plain_english", {}), ("plain_english",), _PLAIN)
        avoid = self.mapping(given.get("avoid", {}), ("plain_english", "avoid"))
        limits = {
            name: int(self.number(given, ("plain_english", name), default, (10, 1000)))
            for name, default in (
                ("sentence_words", usual.sentence_words),
                ("paragraph_words", usual.paragraph_words),
                ("heading_words", usual.heading_words),
            )
        }
        allow = self.texts(given.get("allow", []), ("plain_english", "allow"))
        listed = {word.casefold(): word for advice in usual.advice for word in advice.words}
        for number, word in enumerate(allow):
            if word.casefold() not in listed:
                meant = nearest(word, listed.values())
                hint = f" Did you mean “{meant}”?" if meant else " Take it out here."
                self.complain(
                    ("plain_english", "allow", number),
                    f"“{shown(word)}” is on no list of words to avoid.{hint}",
                )
        chosen = plain.chosen(
            usual,
            {w: self.text(avoid, ("plain_english", "avoid", w), required=True) for w in avoid},
            allow,
            self.texts(given.get("known", []), ("plain_english", "known")),
        )
        return replace(
            chosen,
            sentence_words=limits["sentence_words"],
            paragraph_words=limits["paragraph_words"],
            heading_words=limits["heading_words"],
        )

    def number(
        self, holder: Mapping[str, object], key: Key, default: float, within: tuple[float, float]
    ) -> float:
        """A number within bounds; a whole one where the default is whole."""
        value = holder.get(str(key[-1]), default)
        low, high = within
        kinds = (int,) if isinstance(default, int) else (int, float)
        if isinstance(value, kinds) and not isinstance(value, bool) and low <= value <= high:
            return value
        what = "a whole number" if isinstance(default, int) else "a number"
        self.complain(key, f"“{shown(key[-1])}” must be {what} from {low:g} to {high:g}.")
        return default

    def count(
        self, holder: Mapping[str, object], key: Key, default: int, within: tuple[int, int]
    ) -> int:
        return int(self.number(holder, key, default, within))

    def ledger(self, holder: Mapping[str, object], key: Key) -> str:
        """A file that can only be a ledger: it is written, and a broken one may be deleted."""
        path = self.file(holder, key)
        if not path and str(holder.get("ledger", "-") or "").strip() == "":
            what = "“ledger” names no file. Write one, such as .links/ledger.sqlite, or take the "
            self.complain(key, f"{what}line out.")
        if path and not path.lower().endswith(_LEDGERS):
            self.complain(
                key,
                f"“{shown(path)}” is no name for a ledger: it must end in .sqlite or .db. "
                "Write it like .links/ledger.sqlite.",
            )
            return ""
        return path

    def file(self, holder: Mapping[str, object], key: Key) -> str:
        """A file inside the project: settings may be a stranger's, and must not lead out."""
        path = self.text(holder, key)
        home = self.root.resolve()
        if path and not (home / path).resolve().is_relative_to(home):
            self.complain(key, f"“{shown(path)}” leads out of the project. Name a file inside it.")
            return ""
        return path

    def waivers(self, value: object) -> tuple[Waiver, ...]:
        if value is None:
            return ()
        if not isinstance(value, list):
            self.complain(("waivers",), "“waivers” must be a list: start each with “- check:”.")
            return ()
        return tuple(self.waiver(item, ("waivers", n)) for n, item in enumerate(value))

    def waiver(self, value: object, key: Key) -> Waiver:
        given = self.mapping(value, key, _WAIVER)
        for name in ("check", "path", "reason"):
            if not given.get(name):
                self.complain(key, f"a waiver needs its “{name}”.")
        reason = given.get("reason")
        if isinstance(reason, str) and reason and not says_why(reason):
            self.complain(
                (*key, "reason"), f"“{shown(reason)}” is no reason. Say in a few words why."
            )
        until = iso_date(given.get("until"))
        if until is None:
            given_day = given.get("until")
            what = f"“{shown(given_day)}” is not a date" if given_day else "it has none"
            meant = date_meant(given_day) or "2027-05-01"
            self.complain(
                (*key, "until"), f"a waiver needs its last day, and {what}. Write until: {meant}."
            )
        return Waiver(
            check=self.text(given, (*key, "check")),
            # As Windows writes paths, and as shells do, is as good.
            path=self.text(given, (*key, "path")).replace("\\", "/").removeprefix("./"),
            about=self.text(given, (*key, "about")),
            reason=" ".join(self.text(given, (*key, "reason")).split()),
            until=until or date.min,
            place=Place(FILE, self.lined.line(*key)),
        )

    def complain(self, key: Key, what: str) -> None:
        self.wrong.append((self.lined.line(*key), what))

    def mapping(self, value: object, key: Key, known: tuple[str, ...] = ()) -> Mapping[str, object]:
        if value is None:
            return {}
        if not isinstance(value, dict):
            what = f"“{shown(key[-1])}”" if key else "This file"
            self.complain(key, f"{what} must hold keys with values, not {shown(value)}.")
            return {}
        for name in value:
            if known and name not in known:
                meant = nearest(name, known)
                hint = f"Did you mean “{meant}”?" if meant else f"Use one of: {', '.join(known)}."
                self.complain((*key, name), f"“{shown(name)}” is not a setting here. {hint}")
        return value

    def text(self, holder: Mapping[str, object], key: Key, *, required: bool = False) -> str:
        value = holder.get(str(key[-1]))
        if isinstance(value, str) and (value.strip() or not required):
            return value.strip()
        if value is not None:
            self.complain(key, f"“{shown(key[-1])}” must be words. Put them in quotes.")
        elif required:
            self.complain(key, f"“{shown(key[-1])}” has no words. Write what families read.")
        return ""

    def vocabulary(self, value: object, key: Key) -> Mapping[str, str]:
        given = self.mapping(value, key)
        return {word: self.text(given, (*key, word), required=True) for word in given}

    def holders(
        self, value: object, key: Key, known: Mapping[str, str]
    ) -> Mapping[str, tuple[str, ...]]:
        """The words that take in others, each with those others."""
        return {
            word: self.inside(given, (*key, word), known)
            for word, given in self.mapping(value, key, tuple(known)).items()
        }

    def names(
        self, value: object, key: Key, known: Mapping[str, str]
    ) -> Mapping[str, tuple[str, ...]]:
        """What families call the words of a vocabulary."""
        return {
            word: self.texts(given, (*key, word))
            for word, given in self.mapping(value, key, tuple(known)).items()
        }

    def inside(self, value: object, key: Key, known: Mapping[str, str]) -> tuple[str, ...]:
        if value == ALL:
            return tuple(known)
        words = self.texts(value, key)
        for number, word in enumerate(words):
            if word not in known:
                self.complain(
                    (*key, number), f"“{word}” is not a word of “{key[1]}” under “vocabularies”."
                )
        return words

    def texts(self, value: object, key: Key) -> tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.complain(key, f"“{key[-1]}” must be a list of words, such as [one, two].")
        return ()

    def period(self, holder: Mapping[str, object], key: Key, default: Period) -> Period:
        if key[-1] not in holder:
            return default
        value = holder[str(key[-1])]
        length = period(value)
        if length is None:
            self.complain(
                key,
                f"“{shown(key[-1])}” is “{shown(value)}”, which is not a length of time. "
                "Write it like “6 months” or “30 days”.",
            )
        return length or default

    def age(self, holder: Mapping[str, object], key: Key, default: int) -> int:
        value = holder.get(str(key[-1]), default)
        if isinstance(value, int) and not isinstance(value, bool) and value in _AGES:
            return value
        self.complain(key, f"“{shown(key[-1])}” must be an age in whole years, such as 11.")
        return default

    def clicks(self, holder: Mapping[str, object], key: Key, default: int) -> int:
        value = holder.get(str(key[-1]), default)
        if isinstance(value, int) and not isinstance(value, bool) and value in _CLICKS:
            return value
        self.complain(key, f"“{shown(key[-1])}” must be a number of clicks, from 1 to 9.")
        return default

    def pages(self, value: object, key: Key) -> tuple[str, ...]:
        """Pages by their path under docs/, each of which must be there."""
        found = []
        for number, path in enumerate(self.texts(value, key)):
            page = page_at(self.root, f"docs/{path}")
            if page:
                found.append(f"docs/{page}")
            else:
                self.complain((*key, number), f"there is no page docs/{shown(path)}.")
        return tuple(found)

    def team(self, value: object, key: Key) -> Team:
        before = len(self.wrong)
        given = {"name": value} if isinstance(value, str) else self.mapping(value, key, _TEAM)
        team = Team(self.text(given, (*key, "name")), self.text(given, (*key, "email")))
        if not team.name and len(self.wrong) == before:
            self.complain(key, f"The team “{shown(key[-1])}” has no name. Add “name: …”.")
        return team
