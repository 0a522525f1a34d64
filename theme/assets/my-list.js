/* The page "My list": shows the services that are saved in this browser, or those that a link
   names, with what the build wrote about each (assets/my-list/). Prints them as a pack. */
(function () {
  "use strict";
  var keep = window.loKeep;
  var place = document.querySelector("[data-lo-list]");
  if (!keep || !place) return;
  var known = new Map(); /* what was fetched, by name */
  var removed = null; /* for Undo */
  var turn = 0;

  function el(name, given) {
    var node = document.createElement(name);
    Object.entries(given || {}).forEach(function (pair) {
      if (pair[1] === true) node.setAttribute(pair[0], "");
      else if (pair[1] || pair[1] === 0) node.setAttribute(pair[0], pair[1]);
    });
    node.append.apply(node, Array.prototype.slice.call(arguments, 2).filter(Boolean));
    return node;
  }

  function button(words, act, more) {
    var made = el("button", Object.assign({ type: "button", "class": "lo-button" }, more), words);
    made.addEventListener("click", act);
    return made;
  }

  /* --- What to show --- */

  /* The names in the address, or null: "#list=one,two". */
  function shared() {
    var found = /^#list=(.*)$/.exec(location.hash);
    if (!found) return null;
    var names = found[1];
    try { names = decodeURIComponent(names); } catch (error) { /* as it stands */ }
    return Array.from(new Set(names.split(","))).filter(keep.good).slice(0, keep.most);
  }

  function address(ids) {
    return location.href.split("#")[0].split("?")[0] + "#list=" + ids.join(",");
  }

  function about(id) {
    if (known.has(id)) return Promise.resolve(known.get(id));
    return fetch(new URL("assets/my-list/" + id + ".json", keep.base)).then(function (response) {
      if (response.status === 404 || response.status === 410) return { status: "unknown" };
      if (!response.ok) throw new Error(response.status);
      return response.json();
    }).then(function (told) { known.set(id, told); return told; },
      function () { return { status: "unreachable" }; });
  }

  function today() {
    var now = new Date();
    var two = function (n) { return (n < 10 ? "0" : "") + n; };
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }

  function inWords(date) {
    return date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  }

  /* --- One service --- */

  function warning(words) { return el("p", { "class": "lo-warning" }, words); }

  function facts(rows) {
    var list = el("dl", { "class": "lo-facts" });
    rows.forEach(function (row) {
      var value = el("dd");
      if (row[2]) value.append(el("a", { href: row[2] }, row[1]));
      else row[1].split("\n").forEach(function (line, n) { value.append(n ? el("br") : "", line); });
      list.append(el("div", {}, el("dt", {}, row[0]), value));
    });
    return list;
  }

  function square(qr) {
    var SVG = "http://www.w3.org/2000/svg";
    var svg = document.createElementNS(SVG, "svg");
    var path = document.createElementNS(SVG, "path");
    var side = qr.size + 8; /* four clear squares on each side */
    svg.setAttribute("viewBox", "-4 -4 " + side + " " + side);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", "QR code: " + qr.to);
    path.setAttribute("d", qr.path);
    path.setAttribute("stroke", "#000");
    svg.append(path);
    return el("figure", { "class": "lo-qr" }, svg, el("figcaption", {},
      qr.what === "page" ? "Scan for the newest facts" : "Scan for the service’s website"));
  }

  function card(id, title, told, mine) {
    var box = el("li", { "class": "lo-kept" });
    var name = told.title || title || id.replace(/[-_]/g, " ");
    var url = told.url && new URL(told.url, keep.base).href;
    box.append(el("h3", {}, url ? el("a", { href: url }, name) : name));
    if (told.provider) box.append(el("p", { "class": "lo-provider" }, "Run by " + told.provider));
    if (told.status === "unknown") { /* saved here; in a link, see lost() */
      box.append(warning("We have no page for this service. It may have closed, or the link may have a mistake in it."));
    } else if (told.status === "unreachable") {
      box.append(warning("This service could not be loaded. Try again when you are online."));
    } else if (told.status === "inactive") {
      box.append(warning("This service has stopped."));
    } else if (told.status === "temporarily closed") {
      box.append(warning("Closed for now. Get in touch before you make plans."));
    }
    if (told.due && today() > told.due[0]) {
      box.append(warning("This was due to be checked by " + told.due[1] + ". Ring before you rely on it."));
    }
    if (told.facts) box.append(facts(told.facts));
    if (told.contact) {
      var reach = el("div", { "class": "lo-reach" }, facts(told.contact));
      if (told.qr) reach.append(square(told.qr));
      box.append(reach);
    } else if (told.qr) box.append(square(told.qr));
    if (told.checked) {
      box.append(el("p", { "class": "lo-kept__checked" }, "Last checked " + told.checked[1] +
        (told.team ? " by " + told.team : "") + (told.due ? ". Next check by " + told.due[1] : "") + "."));
    }
    if (url) box.append(el("p", { "class": "lo-kept__address" }, "The newest facts are at " + url));
    if (mine) {
      box.append(button("Remove", function () { take(id, name); },
        { "aria-label": "Remove from My list: " + name, "class": "lo-button lo-button--quiet" }));
    }
    return box;
  }

  function take(id, name) {
    var list = keep.read();
    var index = list.findIndex(function (item) { return item[0] === id; });
    removed = { item: list[index], index: index, name: name };
    keep.remove(id);
    keep.say("Removed from My list: " + name + ". It holds " + keep.count(keep.read().length) + ".");
  }

  function undo() {
    var list = keep.read();
    list.splice(removed.index, 0, removed.item);
    keep.say("Back in My list: " + removed.name + ".");
    removed = null;
    keep.replace(list);
  }

  /* --- The whole --- */

  function tools(ids, titles, mine) {
    var large = el("input", { type: "checkbox", id: "lo-large" });
    large.checked = document.documentElement.classList.contains("lo-large");
    large.addEventListener("change", function () {
      document.documentElement.classList.toggle("lo-large", large.checked);
    });
    var link = el("input", { id: "lo-link", readonly: true, value: address(ids) });
    link.addEventListener("focus", function () { link.select(); });
    var copy = button("Copy the link", function () {
      link.select();
      var done = function () { keep.say("The link is copied."); copy.textContent = "Copied"; };
      var not = function () { keep.say("The link is selected. Copy it yourself."); };
      if (navigator.clipboard) navigator.clipboard.writeText(link.value).then(done, not);
      else not();
    });
    var send = navigator.share && button("Send the link", function () {
      navigator.share({ title: "Services from " + place.dataset.site, url: link.value }).catch(function () {});
    });
    return el("div", { "class": "lo-list-tools" },
      el("div", { "class": "lo-list-row" },
        button("Print this list", function () { print(); }),
        el("label", { "class": "lo-check", "for": "lo-large" }, large, " in large print")),
      el("div", { "class": "lo-list-row" },
        el("label", { "for": "lo-link" }, "Link to this list"), link, copy, send),
      mine && el("div", { "class": "lo-list-row" }, button("Empty My list", function () {
        removed = null;
        keep.replace([]);
        keep.say("My list is empty now.");
      }, { "class": "lo-button lo-button--quiet" })));
  }

  function offer(ids, titles, told) {
    var fresh = ids.filter(function (id) { return !keep.has(id) && told[ids.indexOf(id)].title; });
    var box = el("div", { "class": "lo-offer" });
    box.append(el("p", {}, "Somebody shared this list with you. It is not saved in your browser."));
    if (fresh.length) {
      box.append(button("Save " + keep.count(fresh.length) + " to My list", function () {
        var items = fresh.map(function (id) { return [id, told[ids.indexOf(id)].title]; });
        if (!keep.add(items)) return;
        keep.say(keep.count(fresh.length) + " saved to My list.");
        location.hash = "";
      }));
    } else if (ids.length) box.append(el("p", {}, "All that can be saved is in My list already."));
    box.append(button("See my own list", function () { location.hash = ""; }, { "class": "lo-button lo-button--quiet" }));
    return box;
  }

  /* What a link names and nobody knows: there is not even a title to show. */
  function lost(number) {
    return warning(number === 1 ? "One service in this list is not here any more."
      : number + " services in this list are not here any more.");
  }

  function empty(theirs) {
    if (theirs) return el("p", {}, "This link names no service. It may have been cut short; ask for it again.");
    var find = place.dataset.find;
    return el("p", {}, "Nothing is saved yet. ", find ? el("a", { href: find }, "Find a service") : "Find a service",
      ", open its page and press “Save to My list”.");
  }

  function show(focus) {
    var mine = !shared();
    var items = mine ? keep.read() : shared().map(function (id) { return [id, ""]; });
    var now = ++turn;
    Promise.all(items.map(function (item) { return about(item[0]); })).then(function (told) {
      if (now !== turn) return; /* something newer is on its way */
      var all = told;
      var here = function (item, n) { return mine || all[n].status !== "unknown"; };
      items = items.filter(here);
      told = all.filter(here);
      var gone = all.length - items.length;
      var ids = items.map(function (item) { return item[0]; });
      var many = items.length ? " (" + keep.count(items.length) + ")" : "";
      var heading = el("h2", { id: "the-list", tabindex: "-1" },
        (mine ? "Saved in this browser" : "A list that was shared with you") + many);
      var list = el("ol", { "class": "lo-list lo-kept-list", role: "list" });
      items.forEach(function (item, n) { list.append(card(item[0], item[1], told[n], mine)); });
      var held = focus || place.contains(document.activeElement); /* what is left of it goes */
      place.replaceChildren.apply(place, [
        el("p", { "class": "lo-printed" }, place.dataset.site + ", " + keep.base.href +
          ". Printed on " + inWords(new Date()) + ". Facts change: ring before you rely on them."),
        heading,
        removed && mine && el("p", { "class": "lo-list-row" }, "Removed: " + removed.name + ". ", button("Undo", undo)),
        !mine && offer(ids, items, told),
        gone && lost(gone),
        items.length ? tools(ids, items, mine) : !gone && empty(!mine),
        items.length && list
      ].filter(Boolean));
      if (held) heading.focus({ preventScroll: !focus });
    });
  }

  document.addEventListener("lo-list", function () { show(); });
  addEventListener("hashchange", function () {
    if (location.hash && !shared()) return; /* a link within the page */
    removed = null;
    show(true);
  });
  addEventListener("online", function () { show(); });
  addEventListener("beforeprint", function () { /* the day of the printing, not of the opening */
    var line = place.querySelector(".lo-printed");
    if (line) line.textContent = line.textContent.replace(/Printed on .*? \d{4}\./, "Printed on " + inWords(new Date()) + ".");
  });
  show();
})();
