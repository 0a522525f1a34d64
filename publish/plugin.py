"""The thin adapter to MkDocs: the only module that knows it.

Gives MkDocs each page's text without its front matter (ours is read by our own schema), the
theme what it needs to know, the directory's generated lists, and at the end the checks.
Findings that are errors go to MkDocs' log as errors, so `mkdocs build --strict` fails on
them; warnings and notes go there as information, so it does not.
"""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Material prints a long notice about MkDocs 2 at every start; handbook/decisions says how we
# stand to it. Editors need not read it each time.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.ext import Extension
from markdown import Markdown
from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import base, config_options, load_config
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from checks import announcements, load, parse, run, settings, waivers
from checks import glossary as words
from checks import synonyms as other_words
from checks import voice as comments
from checks.lined import iso_date
from checks.model import (
    Announcement,
    CannotRun,
    Comment,
    Settings,
    Severity,
    Source,
    Synonym,
    Word,
)
from checks.reporters import text
from checks.suite import CHECKS
from publish import (
    compliance,
    context,
    dates,
    directory,
    filters,
    glossary,
    guard,
    keep,
    offline,
    policy,
    search,
    structured,
    timeline,
    voice,
)
from publish.said import Said, of_config

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

log = get_plugin_logger("local-offer")

_LEVELS = {
    Severity.ERROR: logging.ERROR,
    Severity.WARNING: logging.INFO,
    Severity.NOTE: logging.INFO,
}

Progress = Callable[[int, int], None]

# Material's own search, which ours replaces, and its 300 kB of other languages.
_UNUSED = ("assets/javascripts/workers/", "assets/javascripts/lunr/")


class _Options(base.Config):  # type: ignore[no-untyped-call]
    check = config_options.Type(bool, default=True)
    today = config_options.Optional(config_options.Type(str))


class _Marks(Extension):
    """Marks the scripts of the theme's templates, so that only they get a hash."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        mark: str = self.environment.local_offer_mark  # type: ignore[attr-defined]
        return policy.marked(source, mark)


class LocalOfferPlugin(BasePlugin[_Options]):  # type: ignore[no-untyped-call]
    """Plugin `local-offer` of mkdocs.yml."""

    progress: Progress | None = None
    told: list[str]  # what the search says to the editor
    _preview = False
    _mark: str
    _hashes: set[str]
    _settings: Settings
    _comments: tuple[Comment, ...]
    _words: tuple[Word, ...]
    _synonyms: tuple[Synonym, ...]
    _explainer: glossary.Explainer
    _news: tuple[Announcement, ...]
    _rules: tuple[timeline.Rule, ...]
    _sources: dict[str, Source]
    _titles: dict[str, str]
    _versions: list[Source]  # the pages that are versions, and those they are versions of
    _generated: dict[str, directory.Generated]
    _pages: dict[str, File]  # the pages that hold My list and the saved pages, by their marks
    _kept: dict[str, keep.Data]  # what My list shows of each service, by its file
    _done: int
    _total: int
    _at = ""  # the page that MkDocs is at
    _convert: Callable[[str], str]

    @property
    def today(self) -> date:
        return iso_date(self.config.today) or date.today()

    def on_startup(self, *, command: str, **_: object) -> None:
        self._preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self._at, self._sources = "", {}
        root = Path(config.config_file_path or "mkdocs.yml").parent
        with _as_plugin_error():
            self._whole(root, config)
            load.buildable(root)
            self._settings = settings.load(root, site_url=config.site_url or "")
            self._comments = comments.load(root)
            self._words = words.load(root)
            self._synonyms = other_words.load(root)
            self._explainer = glossary.Explainer(self._words)
            self._news = announcements.load(root)
            self._rules = timeline.load()
        config.extra["local_offer"] = context.site(self._settings)
        config.markdown_extensions.append(guard.Guard())
        extensions, given = config.markdown_extensions, config.mdx_configs
        self._convert = lambda text: Markdown(
            extensions=extensions, extension_configs=given
        ).convert(text)
        return config

    def _whole(self, root: Path, config: MkDocsConfig) -> None:
        """Raise CannotRun for what MkDocs allows and we can't do with."""
        for key, wrong, what in (
            (
                "docs_dir",
                Path(config.docs_dir).resolve() != (root / load.DOCS).resolve(),
                f"the pages that are checked are those of {load.DOCS}/. Take the line out.",
            ),
            (
                "site_url",
                config.site_url and not load.BASE_URL.fullmatch(config.site_url),
                "this is no whole address. Write it like https://localoffer.example.gov.uk/.",
            ),
            (
                "plugins",
                self.config.today and not iso_date(self.config.today),
                "“today” of local-offer is no day. Write it like 2026-11-22.",
            ),
        ):
            if wrong:
                text = (root / load.CONFIG).read_text("utf-8-sig")
                raise CannotRun(of_config(f"Config value '{key}': {what}", text))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        root = Path(config.config_file_path or "mkdocs.yml").parent
        with _as_plugin_error():
            sources = load.load_sources(root, self._settings)
        self._titles = {s.path.removeprefix("docs/"): s.front_matter.title for s in sources}
        self._sources = {source.path.removeprefix("docs/"): source for source in sources}
        named = {source.front_matter.version_of for source in sources} - {""}
        self._versions = [
            source
            for source in sources
            if source.front_matter.version_of or source.path.removeprefix("docs/") in named
        ]
        services = [source for source in sources if load.is_service(source.path)]
        self._generated = {}
        made = directory.pages(services, self._settings) if services else ()
        if _has_template(config, search.PAGE.template):
            made = (*made, search.PAGE)
        for page in made:
            self._generated[page.path] = page
            files.append(File.generated(config, page.path, content=page.markdown))
        for unused in [file for file in files if file.src_uri.startswith(_UNUSED)]:
            files.remove(unused)
        self._kept = {}
        self._pages = {
            mark: file
            for mark in keep.SCRIPTS
            for path, source in self._sources.items()
            if mark in source.text and (file := files.get_file_from_path(path))
        }
        find = files.get_file_from_path("services/index.md")
        config.extra["local_offer"] |= {
            "my_list": self._pages[keep.LIST].url if keep.LIST in self._pages else "",
            # No worker may stand between a page and the editor who writes it.
            "offline": keep.SAVED in self._pages and not self._preview,
            "find": find.url if find else "",
        }
        self._done, self._total = 0, len(self._sources) + len(self._generated)
        with _as_plugin_error():
            _one_file_each(files)
        return files

    def on_env(self, env: Environment, **_: object) -> Environment:
        # Not the same in any two builds, and in none of what they make.
        self._mark, self._hashes = f"data-theme-{secrets.token_hex(16)}", set()
        env.extend(local_offer_mark=self._mark)
        env.add_extension(_Marks)
        return env

    def on_page_read_source(self, *, page: Page, **_: object) -> str | None:
        source = self._sources.get(page.file.src_uri)
        if source is None:
            return None
        # Front matter of our own making: without any, MkDocs would look for some in the text.
        return "---\nread: true\n---\n" + waivers.without(parse.split(source.text).body)

    def on_page_markdown(
        self, markdown: str, *, page: Page, files: Files, config: MkDocsConfig
    ) -> str:
        path = self._at = page.file.src_uri
        generated = self._generated.get(path)
        source = self._sources.get(path)
        url = page.canonical_url or f"/{page.url.removeprefix('./')}"
        if generated:
            page.meta = {
                "title": generated.title,
                "summary": generated.summary,
                "description": generated.summary,
                "local_offer_source": generated.source,
                "local_offer": {
                    "kind": "generated",
                    "section": context.section(f"docs/{path}"),
                    **self._questions(generated.template),
                    **context.reporting(generated.title, url, self._settings.report_to),
                },
            }
            if generated.template:
                page.meta["template"] = generated.template
                return markdown
            return f"{generated.summary}\n\n{markdown}"
        if source:
            matter = source.front_matter
            page.meta = {
                **matter.values,
                "description": matter.summary,
                "local_offer": {
                    **context.page(source, self._settings, url, self.today, preview=self._preview),
                    **self._addressed(context.versions(source, self._versions), files),
                    "news": self._addressed(self._news_for(path), files),
                    "search": filters.marks(source, self._settings),
                    **self._questions(str(matter.values.get("template", ""))),
                },
            }
            if dates.MARK in source.text:
                page.meta["local_offer"] |= {"scripts": dates.SCRIPTS, "styles": dates.STYLES}
                markdown = dates.fill(markdown, self._rules, self._linked(page, files))
            for mark, scripts in keep.SCRIPTS.items():
                if mark in source.text:
                    page.meta["local_offer"] |= {"scripts": scripts, "styles": keep.STYLES}
                    find = files.get_file_from_path("services/index.md")
                    found = find.url_relative_to(page.file) if find else ""
                    markdown = keep.fill(markdown, config.site_name, found)
            # Material shows a page's `status` as an icon in the menu; ours is the service's.
            page.meta.pop("status", None)
            if load.is_service(source.path):
                page.meta.setdefault("template", "service.html")
                self._tell(source, page, url)
            if matter.last_reviewed and matter.last_reviewed <= self.today:
                # The sitemap then says when the page was checked, not when it was built.
                page.update_date = matter.last_reviewed.isoformat()
        return glossary.fill(voice.fill(markdown, self._comments), self._words, path)

    def on_page_content(self, html: str, *, page: Page, **_: object) -> str:
        self._done += 1
        if self.progress:
            self.progress(min(self._done, self._total), self._total)
        source = self._sources.get(page.file.src_uri)
        if source is None or glossary.MARK in source.text:
            return html
        html, used = self._explainer.explain(html)
        page.meta.setdefault("local_offer", {})["words"] = used
        return html

    def on_page_context(self, context: Any, *, page: Page, **_: object) -> Any:
        self._at = page.file.src_uri
        return context

    def on_build_error(self, *, error: Exception, **_: object) -> None:
        """Tell what stops MkDocs at a page by the page's file, not by Python's."""
        if isinstance(error, TemplateNotFound):
            for source in self._sources.values():
                if source.front_matter.values.get("template") == error.name:
                    line = source.front_matter.line_of("template")
                    raise PluginError(
                        f"{source.path}:{line}: there is no template “{error.name}” in "
                        f"{load.THEME}/. Take this line out, or name a file that is there."
                    ) from error
        if self._at and not isinstance(error, Abort | MkDocsException | TemplateError):
            told = guard.told(self._at, self._sources.get(self._at), error, self._convert)
            raise PluginError(told) from error

    def _questions(self, template: str) -> context.Context:
        """What a page with a search form asks."""
        sources = self._sources.values()
        if template == search.PAGE.template:
            return {"groups": [filters.kinds(sources, self._settings)]}
        if template == filters.FIND:
            return {"groups": filters.groups(sources, self._settings)}
        return {}

    def _tell(self, source: Source, page: Page, url: str) -> None:
        """Tell search engines, and My list, about a service."""
        told = page.meta["local_offer"]
        told["name"] = keep.name(source.path)
        if facts := structured.service(source, self._settings, url):
            told["structured"] = structured.script(facts)
        title = source.front_matter.title
        self._kept[keep.file(source.path)] = keep.data(title, page.url, told, url)

    def _keep(self, site: Path) -> None:
        """Write what My list and reading offline need, if a page of this site has them."""
        if keep.LIST in self._pages:
            for name, kept in self._kept.items():
                file = site / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(keep.text(kept), "utf-8", newline="\n")
        if self._preview or not (site / "assets/keep.js").is_file():
            return
        worker = offline.goodbye()
        if keep.SAVED in self._pages:
            my_list = self._pages[keep.LIST].url if keep.LIST in self._pages else ""
            worker = offline.worker(site, self._pages[keep.SAVED].url, my_list)
        (site / offline.WORKER).write_text(worker, "utf-8", newline="\n")

    def _news_for(self, path: str) -> list[context.Context]:
        return context.news(path, self._news, self._titles, self.today)

    def _linked(self, page: Page, files: Files) -> dates.Link:
        """Finds the title of another page, and its address as seen from this one."""

        def link(path: str) -> tuple[str, str] | None:
            source, file = self._sources.get(path), files.get_file_from_path(path)
            if source is None or file is None:
                return None
            return source.front_matter.title, file.url_relative_to(page.file)

        return link

    def _addressed(self, given: Any, files: Files) -> Any:
        """What the theme is told, with the address of every page named by its `path`."""
        if isinstance(given, list):
            return [self._addressed(item, files) for item in given]
        if isinstance(given, dict):
            told = {key: self._addressed(value, files) for key, value in given.items()}
            file = files.get_file_from_path(given["path"]) if given.get("path") else None
            return {**told, "url": file.url} if file else told
        return given

    @event_priority(-100)  # Last: what another plugin changes in a script changes its hash.
    def on_post_page(self, output: str, **_: object) -> str:
        return self._sealed(output)

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, **_: object) -> str:
        return self._sealed(output_content) if template_name.endswith(".html") else output_content

    def _sealed(self, html: str) -> str:
        page = policy.sealed(html, self._mark, preview=self._preview, elsewhere=self._elsewhere)
        self._hashes |= page.hashes
        return page.html

    @property
    def _elsewhere(self) -> policy.Elsewhere:
        return policy.Elsewhere(tuple(self._settings.frames), tuple(self._settings.forms))

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        self._at = ""
        with _as_plugin_error():
            self.told = search.index(
                Path(config.site_dir), self._synonyms, self._words, self._settings.area
            )
        headers = Path(config.site_dir) / policy.HEADERS
        headers.write_text(policy.headers(self._hashes, self._elsewhere), "utf-8", newline="\n")
        self._keep(Path(config.site_dir))
        if not self.config.check:
            return
        for line in self.told:
            log.warning(line)
        root = Path(config.config_file_path or "mkdocs.yml").parent
        with _as_plugin_error():
            chosen = run.Chosen(CHECKS, self.today)
            site_dir = Path(config.site_dir)
            report = compliance.checked(load.load(root, site_dir), site_dir, chosen)
        for finding in report.findings:
            # What is set aside for a reason must not fail a strict build.
            log.log(
                logging.INFO if finding.waived else _LEVELS[finding.severity],
                "%s:%s: %s%s: %s To do: %s",
                finding.path,
                finding.line,
                "waived, " if finding.waived else "",
                finding.check,
                finding.message,
                finding.fix,
            )
        for line in text.summary(report):
            log.info(line)


def _one_file_each(files: Files) -> None:
    """Raise CannotRun where two files would be one page: families would only see the second."""
    taken: dict[str, str] = {}
    for file in files:
        other = taken.setdefault(file.dest_uri, file.src_uri)
        if other != file.src_uri and file.inclusion is not InclusionLevel.EXCLUDED:
            raise CannotRun(
                f"{load.DOCS}/{file.src_uri}: this and {load.DOCS}/{other} would both be "
                f"{file.dest_uri}, so that one is lost. Give one of them another name."
            )


def _has_template(config: MkDocsConfig, name: str) -> bool:
    return any((Path(folder) / name).is_file() for folder in config.theme.dirs)


@contextmanager
def _as_plugin_error() -> Iterator[None]:
    """Let MkDocs print what stops us as one message, without a traceback."""
    try:
        yield
    except CannotRun as error:
        raise PluginError(str(error)) from None


def build(config_file: Path, out: Path, today: date, progress: Progress | None) -> list[str]:
    """Build the site into the folder `out`, with its search, without checking it.

    Returns warnings: MkDocs' own and the search's. Raises CannotRun when it can't be built.
    """
    said = Said()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(said)
    spread, logger.propagate = logger.propagate, False
    try:
        config = _config(config_file, said, site_dir=str(out))
        plugin = _plugin(config)
        plugin.config.check = False
        plugin.config.today = today.isoformat()
        plugin.progress = progress
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build.build(config)
        config.plugins.on_shutdown()
    except (Abort, MkDocsException) as error:
        # Abort only says that something was said before.
        lines = said.lines if isinstance(error, Abort) and said.lines else [str(error)]
        raise CannotRun("\n".join(lines)) from None
    except TemplateError as error:
        raise CannotRun(_template(error)) from None
    except SystemExit:
        raise CannotRun("mkdocs.yml: one of its plugins or hooks ended the build.") from None
    except CannotRun:
        raise
    except Exception:
        # MkDocs names the page it failed on, then lets through whatever was raised there.
        if not said.lines:
            raise
        raise CannotRun("\n".join(said.lines)) from None
    finally:
        logger.removeHandler(said)
        logger.propagate = spread
    return [f"MkDocs: {line}" for line in said.lines] + plugin.told


def _config(config_file: Path, said: Said, **more: str) -> MkDocsConfig:
    """mkdocs.yml, read. Raises CannotRun naming its lines, whatever is wrong in it."""
    try:
        config = load_config(str(config_file), **more)
        problem = ""
    except (Abort, MkDocsException) as error:
        problem = str(error)
    except (Exception, SystemExit) as error:  # noqa: BLE001 (of a hook, which runs when it is read)
        problem = f"it can't be used: {type(error).__name__}: {error}"
    text = config_file.read_text("utf-8-sig")
    told = said.lines or ([problem] if problem else [])
    lines = [of_config(line, text).replace(f"{config_file.parent}{os.sep}", "") for line in told]
    if problem:
        raise CannotRun("\n".join(lines))
    said.lines[:] = lines
    return config


@dataclass(frozen=True, slots=True)
class Outline:
    """What mkdocs.yml says of the site as a whole."""

    name: str
    menu: tuple[str, ...]  # the paths of the pages, in order


def outline(config_file: Path) -> Outline:
    """The site's name and menu. Raises CannotRun when MkDocs can't read them."""
    config = _config(config_file, Said())
    return Outline(config.site_name, tuple(_pages_of(config.nav)))


def _pages_of(menu: object) -> Iterator[str]:
    """The pages of a menu of any depth: “a.md”, “Name: a.md” or “Name: [a.md, …]”."""
    if isinstance(menu, str):
        yield menu
    elif isinstance(menu, list | dict):
        for item in menu.values() if isinstance(menu, dict) else menu:
            yield from _pages_of(item)


def _template(error: TemplateError) -> str:
    where = ""
    if isinstance(error, TemplateSyntaxError):
        name = Path(error.filename or error.name or "")
        theme = next((n for n in name.parts if n == load.THEME), "")
        inside = "/".join(name.parts[name.parts.index(theme) :]) if theme else name.name
        where = f"{inside}:{error.lineno}: "
    return f"{where}the template can't be used: {error.message or error}"


def serve(config_file: Path, address: str) -> None:
    """Live preview with findings in the console. Raises CannotRun when it can't start."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        mkdocs_serve.serve(str(config_file), dev_addr=address)
    except (Abort, MkDocsException) as error:
        raise CannotRun(str(error)) from None
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CannotRun(
            f"{address}: can't preview here ({reason}). Try --address 127.0.0.1:8001."
        ) from None


def _plugin(config: Any) -> LocalOfferPlugin:
    plugin = config.plugins.get("local-offer")
    if not isinstance(plugin, LocalOfferPlugin):
        raise CannotRun("mkdocs.yml: add “local-offer” to the list under “plugins”.")
    return plugin
