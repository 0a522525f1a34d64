/* The page for what is not saved: lists the pages that this browser keeps (see sw.js), and
   throws them away when asked. */
(function () {
  "use strict";
  var keep = window.loKeep;
  var place = document.querySelector("[data-lo-saved-pages]");
  if (!keep || !place) return;
  var ours = "local-offer:" + keep.base.pathname + ":";

  function line(name, words, href) {
    var node = document.createElement(name);
    node.textContent = words;
    if (href) node.href = href;
    return node;
  }

  function stores() {
    return "caches" in window ? caches.keys().then(function (names) {
      return names.filter(function (name) { return name.indexOf(ours) === 0 && /:(visited|kept)$/.test(name); });
    }) : Promise.resolve([]);
  }

  /* Title and address of each saved page, A to Z. */
  function pages(names) {
    var found = new Map();
    return Promise.all(names.map(function (name) {
      return caches.open(name).then(function (cache) {
        return cache.keys().then(function (keys) {
          return Promise.all(keys.filter(function (key) { return !/\.json$/.test(key.url); }).map(function (key) {
            return cache.match(key).then(function (held) { return held.text(); }).then(function (html) {
              var title = new DOMParser().parseFromString(html, "text/html").title.split(" - ")[0];
              found.set(key.url, title || key.url);
            });
          }));
        });
      });
    })).then(function () {
      return Array.from(found).sort(function (a, b) { return a[1].localeCompare(b[1], "en-GB"); });
    });
  }

  function show() {
    stores().then(pages).then(function (list) {
      place.replaceChildren();
      if (!list.length) return place.append(line("p", "No page is saved on this device yet."));
      var all = document.createElement("ul");
      list.forEach(function (pair) {
        var item = document.createElement("li");
        item.append(line("a", pair[1], pair[0]));
        all.append(item);
      });
      var clear = line("button", "Remove all saved pages");
      clear.type = "button";
      clear.className = "lo-button lo-button--quiet";
      clear.addEventListener("click", function () {
        stores().then(function (names) {
          return Promise.all(names.map(function (name) { return caches.delete(name); }));
        }).then(function () {
          keep.say("All saved pages are removed from this device." + (keep.read().length
            ? " Services that stay in My list are saved again later." : ""));
          show();
        });
      });
      place.append(all, clear);
    });
  }

  /* Sent here by the worker: which page could not be had. */
  var wanted = new URLSearchParams(location.search).get("page");
  if (wanted && wanted.indexOf(keep.base.href) === 0) {
    var box = document.createElement("div");
    var words = line("p", "You are offline, and the page you asked for is not saved on this device. ");
    box.className = "lo-warning";
    box.setAttribute("role", "note");
    words.append(line("a", "Try that page again", wanted));
    box.append(words);
    (document.querySelector("#lo-content h1") || place).after(box);
  }
  show();
})();
