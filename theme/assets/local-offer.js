/* Small helps on top of pages that work without them. Loaded on every page after Material's
   bundle; Material may swap pages without reloading (navigation.instant), so clicks are
   caught at the document and per-page work is done again for each page. */
(function () {
  "use strict";

  /* Past-review notices. The reader's own calendar day, not UTC: a page due on the 22nd is
     overdue from the 23rd, wherever the reader is. ISO days compare as text. */
  function today() {
    var now = new Date();
    var two = function (n) { return (n < 10 ? "0" : "") + n; };
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }

  function showOverdue() {
    document.querySelectorAll(".lo-overdue[hidden][data-due]").forEach(function (notice) {
      if (today() > notice.dataset.due) notice.hidden = false;
    });
  }

  function showNews() {
    document.querySelectorAll(".lo-news").forEach(function (news) {
      var items = Array.from(news.querySelectorAll("li[data-last]"));
      items.forEach(function (item) {
        item.hidden = today() < item.dataset.first || today() > item.dataset.last;
      });
      news.hidden = items.every(function (item) { return item.hidden; });
    });
  }

  /* A site that was built without knowing where it stands: the email gets the address that
     the reader sees. */
  function fillAddress() {
    document.querySelectorAll("a[data-lo-address]").forEach(function (link) {
      var here = location.href.split(/[?#]/)[0];
      link.href = link.href.replace(encodeURIComponent(link.dataset.loAddress), encodeURIComponent(here));
      link.removeAttribute("data-lo-address");
    });
  }

  /* The page's own address, for paper. */
  function sayWhere() {
    document.querySelectorAll("[data-lo-here][hidden]").forEach(function (place) {
      place.lastElementChild.textContent = location.href.split(/[?#]/)[0];
      place.hidden = false;
    });
  }

  /* Where the day of a check goes: an email, and a line to copy. */
  function fillToday() {
    document.querySelectorAll("[data-lo-today]").forEach(function (place) {
      if (place.href) place.href = place.href.replaceAll("YYYY-MM-DD", today());
      else place.textContent = place.textContent.replace("YYYY-MM-DD", today());
    });
  }

  /* Material lets wide tables scroll inside a box; while it scrolls, the box must take the
     keyboard's focus. Turning a phone, zooming in or unfolding a part may make it scroll. */
  function reachTables() {
    setTimeout(function () { /* once Material has made the boxes */
      document.querySelectorAll(".md-typeset__scrollwrap").forEach(function (box, number) {
        var sizes = new ResizeObserver(function () {
          var scrolls = box.scrollWidth > box.clientWidth;
          var settings = { tabindex: "0", role: "region", "aria-label": "Table " + (number + 1) };
          Object.keys(settings).forEach(function (name) {
            if (scrolls) box.setAttribute(name, settings[name]);
            else box.removeAttribute(name);
          });
        });
        sizes.observe(box);
        if (box.firstElementChild) sizes.observe(box.firstElementChild);
      });
    });
  }

  function arrive() {
    showOverdue();
    showNews();
    fillAddress();
    sayWhere();
    fillToday();
    reachTables();
  }

  if (window.document$ && window.document$.subscribe) window.document$.subscribe(arrive);
  else document.addEventListener("DOMContentLoaded", arrive);

  /* The front page fetches the search program (86 kB) behind all else, so that an answer comes
     soon also on a slow line. Not for readers who save data. */
  var ahead = document.querySelector("[data-lo-ahead]");
  if (ahead && !(navigator.connection && navigator.connection.saveData)) {
    ahead.getAttribute("data-lo-ahead").split(" ").forEach(function (address) {
      var link = document.createElement("link");
      link.rel = "prefetch"; /* browsers give it the lowest priority */
      link.href = address;
      document.head.appendChild(link);
    });
  }

  /* The menu on narrow screens. Material keeps its state in a hidden checkbox. */
  var drawer = document.getElementById("__drawer");
  var menu = document.querySelector("[data-lo-menu]");

  function setMenu(open) {
    if (drawer.checked !== open) drawer.click();
  }

  drawer.addEventListener("change", function () {
    menu.setAttribute("aria-expanded", String(drawer.checked));
    var close = document.querySelector("[data-lo-close]");
    if (drawer.checked && close) close.focus({ preventScroll: true });
  });
  /* Tabbing out of the open menu closes it, so that focus is never behind it. */
  document.addEventListener("focusin", function (event) {
    if (drawer.checked && !event.target.closest(".md-sidebar--primary")) setMenu(false);
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-lo-menu]")) setMenu(true);
    if (event.target.closest("[data-lo-close]")) {
      setMenu(false);
      menu.focus();
    }
    var palette = event.target.closest("[data-lo-palette]");
    if (palette) {
      var choices = Array.from(palette.form.querySelectorAll("input"));
      var next = choices[(choices.indexOf(palette.previousElementSibling) + 1) % choices.length];
      next.click();
      next.nextElementSibling.focus();
    }
  });

  /* Material also turns Enter into a change of colours; once is enough. */
  document.addEventListener("keydown", function (event) {
    if (event.target.closest("[data-lo-palette]")) event.stopPropagation();
  }, true);

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && drawer.checked) {
      setMenu(false);
      menu.focus();
    }
    /* Material acts on single letters (n, p, s, f). People who talk to their computer, or
       whose hands shake, set them off by accident (WCAG 2.1.4), so they stop here. */
    var typing = event.target.closest("input, textarea, select");
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && !typing) {
      event.stopPropagation();
    }
  });
})();
