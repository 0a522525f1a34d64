/* My list, and pages kept for reading offline. The list is in this browser's local storage:
   names of services, nothing else, sent nowhere. On every page this counts it, puts a button
   into each element with `data-lo-service` (a service's page, a search result), and starts
   the worker; my-list.js shows the list. Other scripts use `window.loKeep`. */
(function () {
  "use strict";
  var script = document.currentScript;
  var base = new URL("..", script.src); /* the site's root, wherever it stands */
  var KEY = base.pathname + ".my-list"; /* as Material names what it keeps */
  var MOST = 50;
  var GOOD = /^[a-z0-9][a-z0-9_.-]*(\/[a-z0-9][a-z0-9_.-]*)*$/i;

  /* The list: [name, title] of each service, in the order they were saved. */
  function read() {
    try {
      var seen = {};
      return JSON.parse(localStorage.getItem(KEY) || "[]").filter(function (item) {
        var fine = Array.isArray(item) && GOOD.test(item[0]) && !Object.hasOwn(seen, item[0]);
        if (fine) seen[item[0]] = true;
        return fine;
      }).slice(0, MOST);
    } catch (error) { return []; }
  }

  function write(list) {
    try {
      localStorage.setItem(KEY, JSON.stringify(list));
    } catch (error) {
      say("Your browser does not let this site keep a list.");
      return false;
    }
    changed();
    return true;
  }

  function has(id) { return read().some(function (item) { return item[0] === id; }); }

  function add(items) {
    var list = read();
    var fresh = items.filter(function (item) { return GOOD.test(item[0]) && !has(item[0]); });
    if (list.length + fresh.length > MOST) {
      say("My list holds " + MOST + " services at most. Remove one first.");
      return false;
    }
    return write(list.concat(fresh));
  }

  function remove(id) {
    return write(read().filter(function (item) { return item[0] !== id; }));
  }

  /* Read out; what is seen is said beside the button. */
  var live = document.createElement("div");
  live.className = "lo-said";
  live.setAttribute("aria-live", "polite");
  document.body.append(live);
  function say(words) { live.textContent = words; }

  function count(number) { return number + (number === 1 ? " service" : " services"); }

  /* --- Buttons --- */

  function paint(place) {
    var id = place.dataset.loService;
    var button = place.querySelector("[data-lo-save]");
    if (!GOOD.test(id)) return;
    if (!button) {
      button = document.createElement("button");
      button.type = "button";
      button.className = "lo-save";
      button.dataset.loSave = id;
      (place.querySelector("[data-lo-save-here]") || place).append(button);
    }
    var saved = has(id);
    var words = saved ? "Remove from My list" : "Save to My list";
    if (button.textContent !== words) {
      button.textContent = words;
      button.setAttribute("aria-label", words + ": " + titleOf(place, id));
      button.classList.toggle("lo-save--saved", saved);
    }
  }

  function titleOf(place, id) {
    var named = place.querySelector("h2, h3, a");
    return place.dataset.loTitle || (named && named.textContent.trim()) || id;
  }

  function paintAll() {
    document.querySelectorAll("[data-lo-service]").forEach(paint);
    var number = read().length;
    document.querySelectorAll("[data-lo-saved]").forEach(function (link) {
      link.hidden = false;
      link.classList.toggle("lo-count--none", !number);
      link.querySelector("[data-lo-number]").textContent = number;
      link.querySelector("[data-lo-unit]").textContent = number === 1 ? " service" : " services";
    });
  }

  function changed() {
    paintAll();
    tell({ list: ids() });
    document.dispatchEvent(new CustomEvent("lo-list"));
  }

  function ids() { return read().map(function (item) { return item[0]; }); }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-lo-save]");
    if (!button) return;
    var place = button.closest("[data-lo-service]");
    var id = button.dataset.loSave;
    var title = titleOf(place, id);
    if (has(id)) {
      if (remove(id)) say("Removed from My list: " + title + ". It holds " + count(read().length) + ".");
    } else if (add([[id, title]])) {
      say("Saved to My list: " + title + ". It holds " + count(read().length) + ".");
    }
  });

  /* Search results come later; other tabs change the same list. */
  new MutationObserver(function (changes) {
    var added = changes.some(function (change) { return change.addedNodes.length; });
    if (added) document.querySelectorAll("[data-lo-service]").forEach(function (place) {
      if (!place.querySelector("[data-lo-save]")) paint(place);
    });
  }).observe(document.body, { childList: true, subtree: true });
  addEventListener("storage", function (event) {
    if (event.key === KEY || event.key === null) {
      paintAll();
      document.dispatchEvent(new CustomEvent("lo-list"));
    }
  });
  addEventListener("pageshow", paintAll); /* back from another page */
  paintAll();

  /* --- The worker --- */

  var workers = navigator.serviceWorker;
  function tell(message) {
    if (workers && "loOffline" in script.dataset) {
      workers.ready.then(function (found) { if (found.active) found.active.postMessage(message); });
    }
  }

  addEventListener("load", function () {
    if (!workers) return;
    if ("loOffline" in script.dataset) {
      var first = !workers.controller;
      workers.register(new URL("sw.js", base), { scope: base.pathname }).then(function () {
        tell(first ? { list: ids(), page: location.href } : { list: ids() });
      }, function () { /* not allowed here: pages need the network, as ever */ });
    } else {
      /* An editor's preview, where no worker may stand between a page and who writes it; or a
         site that keeps no pages any more. */
      workers.getRegistration(base.href).then(function (found) {
        if (found && found.scope === base.href) found.unregister();
        return caches.keys().then(function (names) {
          names.forEach(function (name) {
            if (name.indexOf("local-offer:" + base.pathname + ":") === 0) caches.delete(name);
          });
        });
      });
    }
  });

  window.loKeep = {
    base: base, most: MOST, good: function (id) { return GOOD.test(id); }, read: read, has: has,
    add: add, remove: remove, replace: write, say: say, count: count
  };
})();
