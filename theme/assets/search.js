/* Search: the form of /search/ and of "Find support". Words are looked up with Pagefind, whose
   index the browser fetches in small pieces; what it leaves out is done here: other words for
   the same thing, spelling, pages that have most of the words, and filters with counts.
   See handbook/decisions/0014-search.md. */
import {
  apart, common, content, ideas, named, nearest, readLeads, readNames, tokens, weaken, wordsOf,
} from "./search-words.js";

const ROOT = new URL("..", import.meta.url);
const EXCERPT = 28; /* words */
const SLACK = 2; /* words that may stand between those typed, such as "go to" */
const MOST_WORDS = 12; /* that are looked for, without filler */
const RANKING = {
  termSimilarity: 8, pageLength: 0.6, termFrequency: 0.9, termSaturation: 1.6,
  metaWeights: { title: 6, summary: 2, label: 0, facts: 0, every: 0 },
};
const EVERY = "zzpage"; /* on every page: see lo-search-marks.html */
const ENOUGH = 0.5; /* of what the best page has of the words, by their worth */
const EASY = 0.75; /* what an easy read page is worth beside the full one */
const LED = 0.95; /* what a page found by other words is worth */

/* ---- the index ------------------------------------------------------------------------- */

let starting;

function start() {
  starting ||= (async () => {
    const words = fetch(new URL("search/synonyms.json", ROOT)).then((answer) => answer.json());
    const pagefind = await import(new URL("pagefind/pagefind.js", ROOT).href);
    /* One thread: the worker is another 12 kB, and our questions are short. */
    await pagefind.options({ baseUrl: ROOT.pathname, noWorker: true, ranking: RANKING });
    const all = (await pagefind.search(EVERY, { sort: { title: "asc" } })).results;
    if (!all.length) throw new Error("The search index is empty.");
    const { leads, weak } = await words;
    weaken(weak);
    const typed = leads.flatMap(([, phrases]) => phrases.flatMap(tokens));
    return { pagefind, all, leads: readLeads(leads), typed };
  })();
  starting.catch(() => { starting = null; });
  return starting;
}

const kept = new Map();

/* The answer to one question, asked once. */
function once(question, ask) {
  if (!kept.has(question)) {
    kept.set(question, ask());
    kept.get(question).catch(() => kept.delete(question)); /* the network may be back next time */
  }
  return kept.get(question);
}

const idsOf = ({ results }) => new Set(results.map((result) => result.id));

/* The pages that have exactly this word, in any of its forms. */
function having(index, word) {
  return once(`"${word}"`, async () => idsOf(await index.pagefind.search(`"${word}"`)));
}

/* The pages with a filter's value. */
function members(index, name, value) {
  const wanted = { filters: { [name]: [value] } };
  return once(`${name}=${value}`, async () => idsOf(await index.pagefind.search(EVERY, wanted)));
}

/* The site's words, for spelling: fetched when somebody types a word that no page has. */
function dictionary(index) {
  return once("words.txt", async () => {
    const answer = await fetch(new URL("search/words.txt", ROOT));
    return new Set([...wordsOf(await answer.text()), ...index.typed]);
  });
}

/* ---- words ----------------------------------------------------------------------------- */

/* Each word typed, put right where no page has it: what to look for, pairs of what was typed
   and what it was taken for, and the words that are nowhere. */
async function putRight(index, typed) {
  const words = [];
  const put = [];
  const lost = [];
  let joined = "";
  for (const [at, word] of typed.entries()) {
    if (word === joined) continue;
    joined = "";
    if (common(word) || ideas([word], index.leads)[0].leads.length || (await having(index, word)).size) {
      words.push(word);
      continue;
    }
    const known = await dictionary(index);
    const whole = word + typed[at + 1];
    if (known.has(whole) || known.has(whole.replace(/s$/, ""))) { /* "wheel chair" */
      words.push(whole);
      joined = typed[at + 1];
      continue;
    }
    const begins = () => [...known].some((other) => other.startsWith(word));
    const two = apart(word, known);
    if (two) { /* "easyread" */
      words.push(...two);
      continue;
    }
    const last = at === typed.length - 1;
    const right = last && begins() ? word : nearest(word, known) || (begins() ? word : "");
    if (right) words.push(right);
    else lost.push(word);
    if (right && right !== word) put.push([word, right]);
  }
  return { words, put, lost };
}

/* The pages with a word or with what it begins, and where: a map from id to places. */
function placesOf(index, word) {
  return once(`places ${word}`, async () => {
    const { results } = await index.pagefind.search(word);
    return new Map(results.map(({ id, words }) => [id, words]));
  });
}

/* The places where words stand together, none more than `most` from another's. */
function together(lists, most) {
  const near = (place) => (other) => Math.abs(place - other) <= most;
  const starts = lists[0].filter((place) => lists.every((list) => list.some(near(place))));
  return starts.flatMap((place) => lists.flatMap((list) => list.filter(near(place))));
}

/* The pages that have a phrase, its words together: a map from id to {result, score, places}. */
function lookUp(index, phrase, slack = 0) {
  const said = tokens(phrase);
  const words = content(said);
  const most = said.length - 1 + slack;
  return once(`find ${words.join(" ")} ${most}`, async () => {
    const exact = await Promise.all(words.map((word) => having(index, word)));
    const where = await Promise.all(words.map((word) => placesOf(index, word)));
    const { results } = await index.pagefind.search(words.join(" "));
    const alone = words.length === 1;
    const partly = alone && !exact[0].size; /* not typed to its end */
    const found = new Map();
    for (const result of results) {
      /* Pagefind also finds longer words, "early" for "ear", and shorter ones. */
      const whole = partly || exact.every((ids) => ids.has(result.id));
      if (!(result.score > 0) || !whole) continue;
      const lists = where.map((map) => map.get(result.id) || []);
      const places = alone ? result.words : together(lists, most);
      if (alone || places.length) {
        found.set(result.id, { result, score: result.score, places: [...new Set(places)] });
      }
    }
    return found;
  });
}

/* The pages, of those that may be shown, that match what was typed: best first. */
async function search(index, text, may) {
  const { words, put, lost } = await putRight(index, content(tokens(text)).slice(0, MOST_WORDS));
  const pages = new Map();
  let worth = 0;
  const sought = ideas(words, index.leads);
  for (const idea of sought) {
    const asked = [[idea.typed.join(" "), 1, SLACK], ...idea.leads.map((phrase) => [phrase, LED, 0])];
    const best = new Map();
    for (const [phrase, factor, slack] of asked) {
      for (const [id, { result, score, places }] of await lookUp(index, phrase, slack)) {
        const one = best.get(id) || { result, score: 0, places: [] };
        one.score = Math.max(one.score, score * factor);
        /* What was typed is shown before what it leads to. */
        if (!one.places.length) one.places = places;
        best.set(id, one);
      }
    }
    /* A rare word is worth more than a common one. */
    const rare = Math.log(1 + (index.all.length - best.size + 0.5) / (best.size + 0.5));
    worth += rare;
    for (const [id, one] of best) {
      const page = pages.get(id) || { id, result: one.result, score: 0, has: 0, places: [] };
      page.score += one.score;
      page.has += rare;
      page.places = page.places.concat(one.places);
      pages.set(id, page);
    }
  }
  /* All that was typed, standing together, is worth more than its words apart. */
  if (sought.length > 1) {
    for (const [id, { score }] of await lookUp(index, words.join(" "), SLACK)) {
      if (pages.has(id)) pages.get(id).score += score;
    }
  }
  /* Whoever wants the easy version says so; the full page leads to it as well. */
  const easy = words.includes("easy") ? new Set() : await members(index, "kind", "easy");
  const found = [...pages.values()].filter((page) => !may || may.has(page.id));
  const most = Math.max(...found.map((page) => page.has));
  for (const page of found) page.score *= (page.has / worth) ** 2 * (easy.has(page.id) ? EASY : 1);
  return { words, put, lost, pages: found.filter((page) => page.has >= ENOUGH * most) };
}

/* ---- the form -------------------------------------------------------------------------- */

const box = document.querySelector("[data-lo-find]");
const form = box.querySelector("form");
const field = form.querySelector("input[name=q]");
const boxes = [...form.querySelectorAll("input[type=checkbox]")];
const part = (name) => box.querySelector(`[data-lo-${name}]`);
const scope = box.dataset.scope || "";
const AT_ONCE = scope ? 10 : 5; /* results: pages are longer texts to fetch than services */
const title = document.title;
const counts = boxes.map((option) => option.closest("label").querySelector("[data-lo-count]"));
const counted = counts.map((count) => count.textContent);

/* Questions: options of one fieldset are alternatives, but where it says that every one counts. */
const questions = new Map();
for (const option of boxes) {
  const fieldset = option.closest("fieldset");
  const key = "every" in fieldset.dataset ? option : fieldset;
  questions.set(key, [...(questions.get(key) || []), option]);
}

const state = () => {
  const asked = new URLSearchParams();
  if (field.value.trim()) asked.set("q", field.value.trim());
  for (const option of boxes) if (option.checked) asked.append(option.name, option.value);
  return asked;
};

function restore() {
  const asked = new URLSearchParams(location.search);
  field.value = asked.get("q") || "";
  for (const option of boxes) option.checked = asked.getAll(option.name).includes(option.value);
}

/* `how` the address changes: "push" a new entry, "replace" this one, or "" not at all. */
function remember(how) {
  const asked = state().toString();
  if (!how || asked === new URLSearchParams(location.search).toString()) return;
  history[`${how}State`](null, "", location.pathname + (asked && `?${asked}`));
}

/* The pages that an option lets through, and those of them that say so themselves. */
function passing(index, option) {
  const values = [option.value, ...(option.dataset.also || "").split(" ").filter(Boolean)];
  return once(`option ${option.name}=${values.join("+")}`, async () => {
    const sets = await Promise.all(values.map((value) => members(index, option.name, value)));
    return { own: sets[0], all: new Set(sets.flatMap((ids) => [...ids])) };
  });
}

/* What people type for a need → its value. */
const asking = form.querySelector("[data-names]");
const pairs = asking ? JSON.parse(asking.dataset.names) : [];
const names = readNames(pairs);

/* The services for the needs that were typed, or for any, that the words did not find. What is
   for any need need not say so in words, and what it is for is not searched as text. */
async function forNeeds(index, looked, every) {
  const values = named(looked.words, names, index.leads);
  if (!values.length || looked.lost.length) return [];
  const own = await Promise.all(values.map((value) => members(index, "need", value)));
  const options = boxes.filter(({ name, value }) => name === "need" && values.includes(value));
  const passed = await Promise.all(options.map((option) => passing(index, option)));
  const sets = [...own, ...passed.map(({ all }) => all)];
  const has = new Set(looked.pages.map(({ id }) => id));
  const isOwn = (id) => options.length && own.some((ids) => ids.has(id));
  return every
    .filter(({ id }) => !has.has(id) && sets.some((ids) => ids.has(id)))
    .map((result) => {
      const of = isOwn(result.id) ? "own" : "any";
      return { id: result.id, result, score: 0, places: [], need: of };
    });
}

let run = 0;
let waiting = [];
let shown = 0;

async function update(how) {
  const mine = ++run;
  remember(how);
  const text = field.value.trim();
  const chosen = boxes.filter((option) => option.checked);
  document.title = text ? `${text} - ${title}` : title;
  tellChosen(chosen, text);
  if (!text && !chosen.length) return clear();
  try {
    if (!kept.size) part("status").textContent = "Searching…";
    const index = await start();
    const may = scope ? await members(index, "kind", scope) : null;
    const looked = text ? await search(index, text, may) : null;
    const every = index.all.filter(({ id }) => !may || may.has(id));
    const pages = looked
      ? [...looked.pages, ...await forNeeds(index, looked, every)]
      : every.map((result) => ({ id: result.id, result, score: 0, places: [] }));
    const passes = new Map();
    await Promise.all(boxes.map(async (one) => passes.set(one, await passing(index, one))));
    if (mine !== run) return; /* somebody typed on */
    const found = filter(pages, passes);
    const first = await entries(found.slice(0, AT_ONCE));
    if (mine !== run) return;
    waiting = found;
    shown = first.length;
    show(first, tell(found, text, looked));
  } catch (error) {
    console.error(error);
    if (mine === run) fail();
  }
}

/* The pages that pass every question; tells each option how many it would leave. */
function filter(pages, passes) {
  const open = [...questions.values()].map((options) => {
    const chosen = options.filter((option) => option.checked).map((option) => passes.get(option));
    const lets = (id) => !chosen.length || chosen.some(({ all }) => all.has(id));
    return { options, chosen, lets };
  });
  const left = (except) =>
    pages.filter((page) => open.every((question) => question === except || question.lets(page.id)));
  for (const question of open) {
    const pool = left(question);
    for (const option of question.options) {
      const count = pool.filter((page) => passes.get(option).all.has(page.id)).length;
      counts[boxes.indexOf(option)].textContent = count;
      option.closest("label").classList.toggle("lo-option--none", !count && !option.checked);
    }
  }
  /* What is for autism stands before what is for any need. */
  const closeness = (page) =>
    open.filter(({ chosen }) => chosen.some(({ own }) => own.has(page.id))).length
    + (page.need === "own" ? 1 : 0);
  return left()
    .map((page) => ({ ...page, close: closeness(page) }))
    .map((page) => ({ ...page, score: page.score * (1 + page.close / 4) }))
    .sort((one, other) => other.score - one.score || other.close - one.close);
}

/* ---- what is shown --------------------------------------------------------------------- */

function make(name, className, ...inside) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...inside);
  return element;
}

/* Where the most of the words stand together in a page's text: the first and its excerpt, with
   the words marked. The page's name at its start is left out, as the result says it already. */
function excerpt(text, places, name) {
  const words = text.split(/\s+/);
  const skipped = text.startsWith(name) ? name.split(/\s+/).length : 0;
  const marked = new Set(places.filter((place) => place >= skipped));
  const order = [...marked].sort((a, b) => a - b);
  let best = [];
  for (const place of order) {
    const near = order.filter((other) => other >= place && other < place + EXCERPT - 5);
    if (near.length > best.length) best = near;
  }
  if (!best.length) return null;
  const first = Math.max(skipped, Math.min(best[0] - 5, words.length - EXCERPT));
  const out = [first > skipped ? "… " : ""];
  for (let n = first; n < Math.min(first + EXCERPT, words.length); n += 1) {
    out.push(marked.has(n) ? make("mark", "", words[n]) : words[n], " ");
  }
  if (first + EXCERPT < words.length) out.push("…");
  return { place: best[0], out };
}

function entry({ url, content: text, meta, anchors }, places) {
  const link = make("a", "", meta.title);
  link.href = url;
  const item = make("li", "lo-result", make("h3", "", link));
  const service = new URL(url, location.href).pathname.match(/\/services\/([^/]+)\/$/);
  if (service && meta.label === "Service") { /* where "My list" may put a button */
    item.dataset.loService = service[1];
    item.dataset.loTitle = meta.title;
  }
  const what = make("p", "lo-result__what");
  if (meta.label) what.append(make("span", "lo-result__label", meta.label), " ");
  if (meta.facts) what.append(meta.facts);
  if (what.childNodes.length) item.append(what);
  const found = excerpt(text, places, meta.title);
  item.append(make("p", "lo-result__text", ...(found ? found.out : [meta.summary || ""])));
  const heading = found && meta.label !== "Service" && headingOf(anchors || [], found.place);
  if (heading) {
    const there = make("a", "", heading.text);
    there.href = `${url}#${heading.id}`;
    item.append(make("p", "lo-result__part", "Go to: ", there));
  }
  return item;
}

/* The heading above a place in a long page. */
function headingOf(anchors, place) {
  return anchors
    .filter(({ element, location }) => /^h[2-4]$/.test(element) && location <= place)
    .pop();
}

const entries = (pages) =>
  Promise.all(pages.map(async (page) => entry(await page.result.data(), page.places)));

function show(first, said) {
  part("results").replaceChildren(...first);
  part("more").hidden = shown >= waiting.length;
  part("hint").hidden = part("fallback").hidden = true;
  part("nothing").hidden = waiting.length > 0;
  leadOn();
  part("status").textContent = said;
  box.dataset.shows = location.search; /* what the results are for, once they stand */
}

/* Where nothing is found: the same words without filters, and in all pages. */
function leadOn() {
  const text = field.value.trim();
  const words = text ? `?q=${encodeURIComponent(text)}` : "";
  const [unfiltered, everywhere] = [part("unfiltered"), part("everywhere")];
  unfiltered.hidden = !boxes.some((option) => option.checked);
  unfiltered.querySelector("a").search = words;
  if (!everywhere) return;
  everywhere.hidden = !text;
  everywhere.querySelector("a").search = words;
}

function tell(found, text, looked) {
  const noun = scope ? "service" : "result";
  const more = found.filter(({ need }) => need);
  const number = found.length - more.length;
  const needs = more.some(({ need }) => need === "own") ? "this or any need" : "any need";
  const also = more.length ? `, ${number ? "and" : "but"} ${more.length} for ${needs}` : "";
  const count = `${number || "No"} ${noun}${number === 1 ? "" : "s"}`;
  if (!looked) return `${count}.`;
  const { words, put, lost } = looked;
  if (put.length) {
    const mend = (all, [typed, one]) => all.replace(new RegExp(`\\b${typed}\\b`, "i"), one);
    const right = put.reduce(mend, text);
    return `${count} for “${right === text ? words.join(" ") : right}”${also}. You typed “${text}”.`;
  }
  const nowhere = lost.map((word) => `“${word}”`).join(" or ");
  return `${count} for “${text}”${also}.${number && nowhere ? ` No page has ${nowhere}.` : ""}`;
}

function tellChosen(chosen, text) {
  for (const place of form.querySelectorAll("details")) {
    const number = chosen.filter((option) => place.contains(option)).length;
    const told = place.querySelector("summary [data-lo-chosen]");
    told.textContent = number ? `(${number} chosen)` : "";
  }
  const services = document.querySelector("[data-lo-services]");
  if (services) services.search = text ? `?q=${encodeURIComponent(text)}` : "";
}

function clear() {
  part("results").replaceChildren();
  part("more").hidden = part("nothing").hidden = true;
  part("hint").hidden = false;
  part("status").textContent = "";
  counts.forEach((count, number) => { count.textContent = counted[number]; });
  delete box.dataset.shows;
}

function fail() {
  clear();
  part("hint").hidden = true;
  part("fallback").hidden = false;
  part("fallback").dataset.shown = "";
  part("status").textContent = "Search did not load.";
}

/* ---- what people do -------------------------------------------------------------------- */

let typing; /* a pause while somebody types */
let settled = true; /* the address is one to come back to: typing on starts a new one */

start().catch(() => {}); /* whoever opens this page will search */
field.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    update(settled ? "push" : "replace");
    settled = false;
  }, 300);
});
function settle() {
  clearTimeout(typing);
  update("push");
  settled = true;
}
form.addEventListener("change", (event) => {
  if (event.target !== field) settle();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  settle();
});
form.addEventListener("click", (event) => {
  if (!event.target.closest("[data-lo-clear]")) return;
  for (const option of boxes) option.checked = false;
  settle();
});
part("more").addEventListener("click", async () => {
  const mine = run;
  const next = await entries(waiting.slice(shown, shown + AT_ONCE));
  if (mine !== run) return;
  part("results").append(...next);
  shown += next.length;
  part("more").hidden = shown >= waiting.length;
  next[0].querySelector("a").focus();
});
addEventListener("popstate", () => {
  clearTimeout(typing);
  restore();
  update("");
  settled = true;
});

part("fallback").hidden = true;
const early = location.search ? "" : field.value; /* typed before this was here */
const filters = part("filters");
if (filters && matchMedia("(min-width: 60em)").matches) filters.open = true;
restore();
if (early) field.value = early;
for (const place of form.querySelectorAll(".lo-find__group")) {
  if (place.querySelector(":checked")) place.open = true;
}
update("");
