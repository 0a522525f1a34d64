/* Keeps pages for reading offline. Made at build (publish/offline.py); nothing here asks
   another site for anything, and nothing leaves the device.

   Three caches, whose names hold the build's version:
     fixed    the page for what is not saved, My list, styles, scripts and pictures
     visited  pages that were opened, the oldest thrown away first
     kept     the services in My list: their pages and data
   Pages always come from the network when it answers. When it does not, a saved page says
   that it is one, when it was saved, when it was checked and whether that check is overdue. */
"use strict";

const BUILD = {/* the build's */};
const ROOT = new URL(self.registration.scope);
const OURS = `local-offer:${ROOT.pathname}:`;
const FACTS = "assets/my-list/";
/* In all at most 20 MB, however much the device has. */
const LIMITS = {
  fixed: { count: 200, bytes: 6e6 },
  visited: { count: 60, bytes: 6e6 },
  kept: { count: 100, bytes: 8e6 },
};
const PATIENCE = 6000; /* milliseconds for the network, where a saved copy is at hand */

const nameOf = (kind, version = BUILD.version) => `${OURS}${version}:${kind}`;
const open = (kind) => caches.open(nameOf(kind));
const at = (address) => new URL(address, ROOT).href;
/* A page's address without what comes after: the saved page is the same. */
const plain = (address) => { const url = new URL(address, ROOT); return url.origin + url.pathname; };

/* --- Saving --- */

async function stamped(response) {
  const body = await response.blob();
  const headers = new Headers(response.headers);
  headers.delete("content-encoding"); /* the body is unpacked already */
  headers.delete("content-length");
  headers.delete("vary"); /* one copy serves all */
  headers.set("x-lo-saved", new Date().toISOString());
  headers.set("x-lo-size", String(body.size));
  headers.set("x-lo-version", BUILD.version);
  return new Response(body, { status: 200, headers });
}

const good = (response) => response.ok && response.type === "basic" && !response.redirected;
const isPage = (response) => /^text\/html/.test(response.headers.get("content-type") || "");

/* By the server's word; most send one of the two. */
const same = (held, response) => ["etag", "last-modified"].some((name) =>
  held.headers.get(name) && held.headers.get(name) === response.headers.get(name));

async function save(kind, address, response) {
  try {
    const cache = await open(kind);
    const held = await cache.match(address);
    if (held && kind === "fixed" && same(held, response)) return;
    await cache.put(address, await stamped(response));
    if (!held) await trim(kind, cache);
  } catch (error) { /* The device is full: then this one is not saved. */ }
}

/* Throw away the oldest beyond the limits. What was put last stands last. */
async function trim(kind, cache) {
  const { count, bytes } = LIMITS[kind];
  const keys = (await cache.keys()).reverse();
  let size = 0;
  for (const [number, key] of keys.entries()) {
    const held = await cache.match(key);
    size += Number(held && held.headers.get("x-lo-size")) || 0;
    if (number && (number >= count || size > bytes) && !BUILD.start.some((s) => at(s) === key.url)) {
      await cache.delete(key);
    }
  }
}

/* The styles, scripts and pictures of this site that a page asks for. */
function needs(html, address) {
  const found = new Set();
  for (const [, to] of html.matchAll(/<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"#]+)"/g)) {
    const url = new URL(to.replaceAll("&amp;", "&"), address);
    if (isAsset(url)) found.add(url.href);
  }
  return [...found];
}

async function saveNeeds(html, address) {
  const fixed = await open("fixed");
  for (const asset of needs(html, address)) {
    if (await fixed.match(asset)) continue;
    const response = await fetch(asset).catch(() => null);
    if (response && good(response)) await save("fixed", asset, response);
  }
}

async function savePage(kind, address) {
  const response = await fetch(address, { cache: "no-cache" });
  if (!good(response) || !isPage(response)) return;
  const html = await response.clone().text();
  await save(kind, plain(address), response);
  await saveNeeds(html, address);
}

/* --- My list --- */

let work = Promise.resolve(); /* one list at a time, in the order they came */

/* Make what is kept the same as the list, and as new as this build. */
async function keep(ids) {
  const kept = await open("kept");
  const wanted = new Set();
  for (const id of ids) {
    const facts = at(`${FACTS}${id}.json`);
    const held = await kept.match(facts);
    wanted.add(facts);
    try {
      const fresh = held && held.headers.get("x-lo-version") === BUILD.version;
      const response = fresh ? held : await fetch(facts, { cache: "no-cache" });
      const told = response.ok ? await response.clone().json() : null;
      if (!told) {
        if (response.status === 404 || response.status === 410) wanted.delete(facts);
        continue;
      }
      const page = plain(told.url);
      wanted.add(page);
      if (fresh && (await kept.match(page))) continue;
      await savePage("kept", page);
      /* The data last: where they are, the page is. */
      if (!fresh) await save("kept", facts, response);
    } catch (error) {
      /* No network: what is held stays, page and all. */
      if (held) wanted.add(plain((await held.clone().json()).url));
    }
  }
  for (const key of await kept.keys()) if (!wanted.has(key.url)) await kept.delete(key);
}

self.addEventListener("message", (event) => {
  const { list, page } = event.data || {};
  if (Array.isArray(list)) work = work.then(() => keep(list.map(String))).catch(() => {});
  if (page && new URL(page).href.startsWith(ROOT.href)) {
    work = work.then(() => savePage("visited", page)).catch(() => {});
  }
  event.waitUntil(work);
});

/* --- A new build --- */

self.addEventListener("install", (event) => event.waitUntil((async () => {
  for (const address of BUILD.start) {
    const response = await fetch(at(address), { cache: "no-cache" });
    if (!response.ok) throw new Error(`${address}: ${response.status}`); /* the old worker stays */
    const cache = await open("fixed");
    await cache.put(at(address), await stamped(response));
  }
  await self.skipWaiting();
})()));

/* Pages outlive a build: they move into its caches, with the styles and scripts they need;
   everything else that is old goes. */
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter(
    (name) => name.startsWith(OURS) && !name.startsWith(nameOf("")));
  const fixed = await open("fixed");
  for (const name of old) {
    const kind = name.split(":").pop();
    if (kind !== "visited" && kind !== "kept") continue;
    const [from, to] = [await caches.open(name), await open(kind)];
    for (const key of await from.keys()) {
      if (await to.match(key)) continue;
      const held = await from.match(key);
      if (isPage(held)) {
        for (const asset of needs(await held.clone().text(), key.url)) {
          const same = !(await fixed.match(asset)) && (await anyOf(old, asset));
          if (same) await fixed.put(asset, same);
        }
      }
      await to.put(key, held);
    }
  }
  for (const name of old) await caches.delete(name);
  await self.clients.claim();
})()));

async function anyOf(names, address) {
  for (const name of names) {
    const held = await (await caches.open(name)).match(address);
    if (held) return held;
  }
  return null;
}

/* --- Answering --- */

const inside = (url) => url.origin === ROOT.origin && url.pathname.startsWith(ROOT.pathname);
const isAsset = (url) => inside(url) && /\.(?:css|js|svg|png|webp|jpg|woff2)$/.test(url.pathname) &&
  !/\/(?:pagefind|search)\//.test(url.pathname) && !url.pathname.endsWith("/sw.js");
/* Its name changes with what is in it, so a saved one is never old. */
const isHashed = (url) => /[.-][0-9a-f]{8,}\.(?:min\.)?\w+$/.test(url.pathname);
const isFacts = (url) => inside(url) && url.pathname.startsWith(ROOT.pathname + FACTS);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !inside(url)) return;
  if (request.mode === "navigate") event.respondWith(answerPage(event, url));
  else if (isFacts(url)) event.respondWith(answer(event, url, "kept", false));
  else if (isAsset(url)) event.respondWith(answer(event, url, "fixed", isHashed(url)));
});

async function answer(event, url, kind, savedFirst) {
  const cache = await open(kind);
  const saved = savedFirst && (await cache.match(url.href));
  if (saved) return saved;
  try {
    const response = await fetch(event.request);
    if (kind === "fixed" && good(response)) event.waitUntil(save(kind, url.href, response.clone()));
    return response;
  } catch (error) {
    return (await cache.match(url.href)) || Response.error();
  }
}

async function answerPage(event, url) {
  const saved = await newest(plain(url));
  /* Asked anew each time: a browser's own cache says nothing of being one. */
  const asked = fetch(new Request(event.request, { cache: "no-cache" }));
  event.waitUntil(asked.then(async (response) => {
    if (good(response) && isPage(response)) await save("visited", plain(url), response.clone());
    if (response.status === 404 || response.status === 410) {
      await (await open("visited")).delete(plain(url));
    }
  }).catch(() => {}));
  try {
    const waited = saved && new Promise((_, no) => setTimeout(() => no("slow"), PATIENCE));
    return await (waited ? Promise.race([asked, waited]) : asked);
  } catch (error) {
    if (saved) return marked(saved, plain(url), error === "slow");
    return Response.redirect(`${at(BUILD.offline)}?page=${encodeURIComponent(url.href)}`, 302);
  }
}

async function newest(address) {
  const saved = (page) => page.headers.get("x-lo-saved") || "";
  let found = null;
  for (const kind of ["kept", "visited", "fixed"]) {
    const page = await (await open(kind)).match(address);
    if (page && isPage(page) && (!found || saved(page) > saved(found))) found = page;
  }
  return found;
}

/* A saved page, with a notice at its top that says so. */
async function marked(page, address, slow) {
  const html = await page.text();
  const headers = new Headers(page.headers);
  if (address === at(BUILD.offline)) return new Response(html, { headers });
  const told = notice(html, headers.get("x-lo-saved"), new Date(), slow);
  const place = /<div id="lo-content"[^>]*>/.exec(html) || /<body[^>]*>/.exec(html);
  const after = place ? place.index + place[0].length : 0;
  return new Response(html.slice(0, after) + told + html.slice(after), { headers });
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August",
  "September", "October", "November", "December"];

function day(date) {
  const two = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function inWords(iso) {
  const [year, month, number] = iso.split("-").map(Number);
  return `${number} ${MONTHS[month - 1]} ${year}`;
}

function notice(html, saved, now, slow) {
  const date = (name) =>
    (new RegExp(`<meta name="local-offer:${name}" content="(\\d{4}-\\d\\d-\\d\\d)"`).exec(html) || [])[1];
  const [checked, due] = [date("checked"), date("due")];
  const late = due && day(now) > due;
  const why = slow ? "The connection is too slow, so this is a saved page." : "You are offline.";
  let words = `<strong>${why}</strong> This page was saved on ${inWords(day(new Date(saved)))}.`;
  if (checked) words += ` It was last checked on ${inWords(checked)}`;
  if (checked) words += late ? "; it" : ".";
  else if (late) words += " It";
  if (late) words += ` was due for a check by ${inWords(due)}, so ring before you rely on it.`;
  return `<div class="lo-warning lo-offline${late ? " lo-offline--late" : ""}" role="note" ` +
    `aria-label="Saved page"><p>${words}</p></div>`;
}
