"""Law as data: YAML packs → Requirements.

A pack is one instrument of law, or a family of them. What it may say is fixed here; every
complaint about a pack names file and line, and all come at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path

from checks.filler import NO_FILLER, Filler
from checks.lined import Lined, Unreadable, iso_date, period, read, read_text, shown
from checks.model import CannotRun, Evidence, Part, Period, Place, Requirement, nearest
from checks.terms import Groups, Terms, UnknownGroup, expand

FOLDER = Path(__file__).parent / "packs"
WORDS = "words.yml"
FILLER = "filler.yml"
# What stands beside the law and is none: lists of words.
_NO_LAW = (WORDS, FILLER, "past-date.yml", "people.yml", "plain-english.yml", "unfinished.yml")

_PACK = ("pack", "title", "version", "as_at", "source_url", "evidence", "requirements")
_REQUIREMENT = (
    "id", "title", "asks", "write", "force", "check", "ages", "citation", "wording", "number",
    "source_url", "in_force_from", "in_force_until", "evidence", "parts", "through",
)  # fmt: skip
_NAME = re.compile(r"[a-z0-9-]+")
_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
_STATUS = ("seen", "corroborated", "inferred", "recalled")
_AGES = ("all", "0-4", "5-15", "16-25")
CONTACTS = ("phone", "email", "form", "address", "website")
AGE_BANDS = _AGES[1:]


@dataclass(frozen=True)
class Near:
    """Terms of every group within so many words of each other."""

    within: int
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Entries:
    """So many active services of the directory, about any topic, for any age and need."""

    at_least: int
    topics: tuple[str, ...]
    ages: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True)
class About:
    """What a pack says of itself."""

    title: str
    version: str
    as_at: date


@dataclass(frozen=True)
class Law:
    """All packs together."""

    requirements: tuple[Requirement, ...]
    packs: Mapping[str, About] = field(default_factory=dict)  # by the pack's id
    filler: Filler = NO_FILLER

    def only(self, ids: Collection[str]) -> Law:
        """The same law with only these duties."""
        kept = tuple(duty for duty in self.requirements if duty.id in ids)
        return replace(self, requirements=kept)

    def in_force(self, day: date) -> Law:
        """The same law with only the duties in force on a day."""
        kept = tuple(duty for duty in self.requirements if duty.in_force(day))
        return replace(self, requirements=kept)


NO_LAW = Law(())


def load(folder: Path = FOLDER) -> Law:
    """Every pack of a folder. Raises CannotRun naming every wrong line of every pack."""
    words = _Reader(WORDS, None)
    groups = words.words(folder / WORDS)
    sentences = _Reader(FILLER, groups)
    filler = sentences.filler(folder / FILLER)
    readers = [words, sentences]
    requirements: list[Requirement] = []
    packs: dict[str, About] = {}
    first: dict[str, Place] = {}
    for file in sorted(folder.glob("*.yml")):
        if file.name in _NO_LAW:
            continue
        reader = _Reader(file.name, groups)
        readers.append(reader)
        for requirement in reader.pack(file):
            place = first.setdefault(requirement.id, requirement.place)
            if place != requirement.place:
                reader.complain(
                    requirement.place.line,
                    f"“{requirement.id}” is already at {place.path}:{place.line}.",
                )
            requirements.append(requirement)
        if reader.name in packs:
            reader.complain(reader.at("pack"), f"another pack is called “{reader.name}” too.")
        packs[reader.name] = reader.about
    wrong = [line for reader in readers for line in reader.told()]
    wrong.extend(_through(requirements))
    if wrong:
        raise CannotRun("\n".join(wrong))
    return Law(tuple(sorted(requirements, key=lambda r: (r.pack, r.place.line))), packs, filler)


def _through(requirements: list[Requirement]) -> Iterator[str]:
    """What is wrong with duties that are met through others."""
    by_id = {requirement.id: requirement for requirement in requirements}
    for duty in requirements:
        where = f"{duty.place.path}:{duty.place.line}"
        for name in duty.through:
            other = by_id.get(name)
            if other is None:
                meant = nearest(name, by_id)
                hint = f" Did you mean “{meant}”?" if meant else ""
                yield f"{where}: “{duty.id}” is met through “{name}”, which no pack has.{hint}"
            elif other.check != "page" or other.through:
                yield f"{where}: “{duty.id}” must go through duties with evidence, not “{name}”."
            elif duty.force == "must" and other.force != "must":
                yield f"{where}: “{duty.id}” is a must; it can't be met through “{name}”, a should."


class _Reader:
    """Reads one pack, or the words that packs share, keeping its complaints."""

    def __init__(self, file: str, groups: Groups | None) -> None:
        self.path = f"checks/packs/{file}"
        self.groups = groups  # None: they can't be read, so terms can't be judged
        self.lined = Lined(None)
        self.wrong: list[tuple[int, str]] = []
        self.unread = ""  # why the file could not even be opened
        self.name = ""
        self.about = About("", "", date.min)
        self.common: tuple[Evidence, ...] = ()  # what the pack asks of every section

    def complain(self, line: int, what: str) -> None:
        self.wrong.append((line, what))

    def told(self) -> list[str]:
        """All complaints, as a person reads them."""
        if self.unread:
            return [self.unread]
        return [f"{self.path}:{line}: {what}" for line, what in sorted(self.wrong)]

    def at(self, *key: str | int) -> int:
        return self.lined.line(*key)

    def open(self, file: Path) -> Mapping[str, object] | None:
        """A file's keys and values, or None after a complaint."""
        try:
            self.lined = read(read_text(file, self.path))
        except Unreadable as error:
            self.complain(error.line, f"can't be read: {error.problem}.")
            return None
        except CannotRun as error:
            self.unread = str(error)
            return None
        for key, line in self.lined.repeated:
            self.complain(line, f"“{shown(key)}” is given twice.")
        if isinstance(self.lined.data, dict):
            return self.lined.data
        self.complain(1, "this file must hold keys with values.")
        return None

    def words(self, file: Path) -> Groups | None:
        """The groups of words.yml, wrong ones empty. None when the file can't be read."""
        if not file.is_file():
            return {}
        data = self.open(file)
        if data is None:
            return None
        self.known(data, (), ("groups",))
        given = data.get("groups")
        if not isinstance(given, dict):
            self.complain(self.at("groups"), "“groups” must hold lists of words.")
            return None
        groups: dict[str, tuple[str, ...]] = dict.fromkeys(given, ())
        for name, terms in given.items():
            line = self.at("groups", name)
            if not isinstance(terms, list) or not terms or any(not _is_term(t) for t in terms):
                self.complain(line, f"the group “{shown(name)}” must be a list of words.")
            elif not _NAME.fullmatch(name):
                self.complain(line, f"“{shown(name)}” can't name a group: use a-z, 0-9 and “-”.")
            else:
                groups[name] = tuple(terms)
        for name in groups:
            try:
                expand([f"{{{name}}}"], groups)
            except UnknownGroup as error:
                self.complain(self.at("groups", name), f"{error}.")
                groups[name] = ()
        return groups

    def filler(self, file: Path) -> Filler:
        """The lists of filler.yml; none when there is no such file."""
        if not file.is_file() and file.parent != FOLDER:
            return NO_FILLER
        data = self.open(file)
        if data is None:
            return NO_FILLER
        names = tuple(each.name for each in fields(Filler))
        self.known(data, (), names)
        lists: dict[str, object] = {}
        for name in names:
            read_list = _FILLER.get(name, _Reader.terms)
            try:
                lists[name] = read_list(self, data.get(name))
            except (ValueError, UnknownGroup) as error:
                self.complain(self.at(name), f"“{name}”: {error}.")
        return replace(NO_FILLER, **lists)  # type: ignore[arg-type]

    def pack(self, file: Path) -> list[Requirement]:
        data = self.open(file)
        if data is None:
            return []
        self.known(data, (), _PACK)
        self.name = self.text(data, "pack")
        self.about = About(
            title=self.text(data, "title"),
            version=self.text(data, "version"),
            as_at=self.day(data, (), "as_at") or date.min,
        )
        self.common = self.evidence(data, ())
        items = data.get("requirements")
        if not isinstance(items, list):
            self.complain(self.at("requirements"), "“requirements” must be a list.")
            return []
        found = (self.requirement(n, item) for n, item in enumerate(items))
        return [requirement for requirement in found if requirement]

    def requirement(self, number: int, item: object) -> Requirement | None:
        key = ("requirements", number)
        if not isinstance(item, dict):
            self.complain(self.at(*key), "a duty must have keys under it.")
            return None
        self.known(item, key, _REQUIREMENT)
        before = len(self.wrong)
        ages = item.get("ages")
        if not isinstance(ages, list) or not ages or any(a not in _AGES for a in ages):
            self.complain(self.at(*key, "ages"), f"“ages” must be a list of {', '.join(_AGES)}.")
            ages = []
        parts = item.get("parts", [])
        if not isinstance(parts, list):
            self.complain(self.at(*key, "parts"), "“parts” must be a list.")
            parts = []
        check = self.option(item, key, "check", ("page", "process"))
        evidence = self.evidence(item, key)
        read_parts = tuple(self.part(part, (*key, "parts", n)) for n, part in enumerate(parts))
        evidence, read_parts = self.with_common(evidence, read_parts)
        through = self.texts(item, key, "through")
        if through and (evidence or read_parts):
            self.complain(
                self.at(*key, "through"), "a duty met through others has no evidence of its own."
            )
        bare = not (evidence or read_parts or through)
        if check == "page" and bare and len(self.wrong) == before:
            self.complain(self.at(*key), f"“{item.get('id')}” has no evidence to look for.")
        if check == "process" and not bare:
            self.complain(self.at(*key), f"“{item.get('id')}” is shown by process, not evidence.")
        from_ = self.day(item, key, "in_force_from")
        until = self.day(item, key, "in_force_until") if "in_force_until" in item else None
        if from_ and until and until < from_:
            self.complain(self.at(*key, "in_force_until"), "it ends before it comes into force.")
        requirement = Requirement(
            id=self.text(item, "id", key),
            title=self.text(item, "title", key),
            asks=self.text(item, "asks", key),
            write=self.text(item, "write", key),
            force=self.option(item, key, "force", ("must", "should")),
            check=check,
            ages=tuple(AGE_BANDS if "all" in ages else ages),
            citation=self.text(item, "citation", key),
            source_url=self.text(item, "source_url", key),
            wording=self.option(item, key, "wording", _STATUS),
            number=self.option(item, key, "number", _STATUS),
            in_force_from=from_ or date.min,
            in_force_until=until,
            evidence=evidence,
            parts=read_parts,
            through=through,
            pack=self.name,
            place=Place(self.path, self.at(*key)),
        )
        if requirement.id and not _ID.fullmatch(requirement.id):
            self.complain(
                self.at(*key, "id"),
                f"“{shown(requirement.id)}” can't be an id: use a-z, 0-9, “-” and “.”.",
            )
        return requirement if requirement.id else None

    def with_common(
        self, evidence: tuple[Evidence, ...], parts: tuple[Part, ...]
    ) -> tuple[tuple[Evidence, ...], tuple[Part, ...]]:
        """A duty's rules with what its pack asks of every section: last, as it is no subject."""
        if parts:
            return evidence, tuple(replace(p, evidence=p.evidence + self.common) for p in parts)
        return (evidence + self.common if evidence else ()), ()

    def part(self, part: object, key: tuple[str | int, ...]) -> Part:
        if not isinstance(part, dict):
            self.complain(self.at(*key), "a part must have a title and evidence.")
            return Part("", ())
        self.known(part, key, ("title", "evidence"))
        before = len(self.wrong)
        evidence = self.evidence(part, key)
        if not evidence and len(self.wrong) == before:
            self.complain(self.at(*key), "this part has no evidence to look for.")
        return Part(self.text(part, "title", key), evidence)

    def evidence(
        self, holder: Mapping[str, object], key: tuple[str | int, ...]
    ) -> tuple[Evidence, ...]:
        items = holder.get("evidence", [])
        if not isinstance(items, list):
            self.complain(self.at(*key, "evidence"), "“evidence” must be a list.")
            return ()
        read_items = (self.item(it, (*key, "evidence", n)) for n, it in enumerate(items))
        return tuple(item for item in read_items if item)

    def item(self, item: object, key: tuple[str | int, ...]) -> Evidence | None:
        kinds = tuple(_KINDS)
        if not isinstance(item, dict):
            self.complain(self.at(*key), "evidence must be a kind and its value.")
            return None
        self.known(item, key, (*kinds, "missing"))
        missing = self.text(item, "missing", key)
        given = [kind for kind in kinds if kind in item]
        if len(given) != 1:
            # A kind that is not known has been told already.
            if given or not set(item) - {"missing"}:
                options = ", ".join(kinds)
                self.complain(self.at(*key), f"evidence must be exactly one of: {options}.")
            return None
        kind = given[0]
        try:
            value = _KINDS[kind](self, item[kind])
        except (ValueError, UnknownGroup) as error:
            self.complain(self.at(*key, kind), f"“{kind}”: {error}.")
            return None
        return Evidence(kind, value, missing)

    # ---- small readers ------------------------------------------------------------------

    def known(
        self, item: Mapping[str, object], key: tuple[str | int, ...], names: tuple[str, ...]
    ) -> None:
        for name in item:
            if name not in names:
                meant = nearest(name, names)
                hint = f"Did you mean “{meant}”?" if meant else f"Use one of: {', '.join(names)}."
                self.complain(self.at(*key, name), f"“{shown(name)}” is not a key here. {hint}")

    def text(self, item: Mapping[str, object], name: str, key: tuple[str | int, ...] = ()) -> str:
        value = item.get(name)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        wrong = "must be words; put them in quotes" if name in item else "is missing"
        self.complain(self.at(*key, name), f"“{name}” {wrong}.")
        return ""

    def texts(
        self, item: Mapping[str, object], key: tuple[str | int, ...], name: str
    ) -> tuple[str, ...]:
        value = item.get(name, [])
        if isinstance(value, list) and all(isinstance(text, str) and text for text in value):
            return tuple(value)
        self.complain(self.at(*key, name), f"“{name}” must be a list of names.")
        return ()

    def option(
        self,
        item: Mapping[str, object],
        key: tuple[str | int, ...],
        name: str,
        options: tuple[str, ...],
    ) -> str:
        value = item.get(name)
        if value in options:
            return str(value)
        self.complain(self.at(*key, name), f"“{name}” must be one of: {', '.join(options)}.")
        return options[0]

    def day(self, item: Mapping[str, object], key: tuple[str | int, ...], name: str) -> date | None:
        day = iso_date(item.get(name))
        if day is None:
            self.complain(self.at(*key, name), f"“{name}” must be a date such as 2014-09-01.")
        return day

    def terms(self, value: object) -> Terms:
        if not isinstance(value, list) or not value or not all(isinstance(t, str) for t in value):
            raise ValueError("it must be a list of words; put numbers in quotes")
        terms = expand(value, self.groups) if self.groups is not None else Terms()
        for term in (*value, *terms):
            if not _is_term(term):
                raise ValueError(f"“{shown(term)}” has no letters to look for")
        for term in terms:
            if "{" in term or "}" in term:
                raise ValueError(f"“{shown(term)}” has a brace that names no group")
        return terms


def _is_term(value: object) -> bool:
    """Whether there is anything to look for in a term."""
    return isinstance(value, str) and any(c.isalnum() or c in "£%" for c in value)


def _near(reader: _Reader, value: object) -> Near:
    if not isinstance(value, dict) or set(value) != {"within", "of"}:
        raise ValueError("it must have “within” and “of”")
    within, groups = value["within"], value["of"]
    if not isinstance(within, int) or isinstance(within, bool) or within < 1:
        raise ValueError("“within” must be a number of words")
    if not isinstance(groups, list) or len(groups) < 2:
        raise ValueError("“of” must be two or more lists of words")
    return Near(within, tuple(reader.terms(group) for group in groups))


def _entries(reader: _Reader, value: object) -> Entries:
    if not isinstance(value, dict) or set(value) - {"at_least", "topics", "ages", "needs"}:
        raise ValueError("it may have at_least, topics, ages and needs")
    lists = {}
    for name in ("topics", "ages", "needs"):
        words = value.get(name, [])
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise ValueError(f"“{name}” must be a list")
        lists[name] = tuple(words)
    if any(band not in AGE_BANDS for band in lists["ages"]):
        raise ValueError(f"“ages” must be of {', '.join(AGE_BANDS)}")
    try:
        at_least = _number(reader, value.get("at_least", 1))
    except ValueError as error:
        raise ValueError(f"“at_least”: {error}") from None
    return Entries(at_least, **lists)


def _number(_: _Reader, value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    raise ValueError("it must be a whole number above 0")


def _yes(_: _Reader, value: object) -> bool:
    if value is True:
        return True
    raise ValueError("it can only be true")


def _contact(_: _Reader, value: object) -> tuple[str, ...]:
    if isinstance(value, list) and value and all(kind in CONTACTS for kind in value):
        return tuple(value)
    raise ValueError(f"it must be a list of: {', '.join(CONTACTS)}")


def _hosts(_: _Reader, value: object) -> tuple[str, ...]:
    if isinstance(value, list) and value and all(isinstance(host, str) for host in value):
        return tuple(value)
    raise ValueError("it must be a list of hosts, such as gov.uk")


def _length(_: _Reader, value: object) -> Period:
    length = period(value)
    if length is None:
        raise ValueError("it must be a length of time, such as “12 months”")
    return length


def _lists(reader: _Reader, value: object) -> tuple[Terms, ...]:
    if isinstance(value, list) and value:
        return tuple(map(reader.terms, value))
    raise ValueError("it must be a list of lists of words")


# The lists of filler.yml that are not plain terms.
_FILLER: Mapping[str, Callable[[_Reader, object], object]] = {
    "law": _lists,
    "statute": _lists,
    "no_names": lambda reader, value: frozenset(reader.terms(value)),
}

# Every kind of evidence, and how its value is read. `evidence.py` says what each means.
_KINDS: Mapping[str, Callable[[_Reader, object], object]] = {
    "says": lambda reader, value: reader.terms(value),
    "not_says": lambda reader, value: reader.terms(value),
    "near": _near,
    "about": lambda reader, value: reader.terms(value),
    "not_about": lambda reader, value: reader.terms(value),
    "contact": _contact,
    "link": _hosts,
    "list": _number,
    "words": _number,
    "sections": _number,
    "time_limit": _yes,
    "amount": _yes,
    "dated_within": _length,
    "entries": _entries,
}
