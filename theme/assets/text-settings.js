/* Text settings: the dialog behind "Aa". A few words in the head of each page (main.html) put
   the choices on <html> before anything is drawn; this opens the dialog, changes them and
   keeps them in local storage, under the site's own path as Material keeps its colours. */
(function () {
  "use strict";

  var NAMES = ["size", "font", "spacing"];
  var root = document.documentElement;
  var dialog = document.getElementById("lo-text");
  var opener = document.querySelector("[data-lo-text]");
  if (!dialog || !opener || !dialog.showModal) {
    if (opener) opener.hidden = true;
    return;
  }
  var form = dialog.querySelector("form");
  var status = dialog.querySelector("[data-lo-text-status]");
  var key = __md_scope.pathname + ".text";

  /* What the page shows now; "" is the usual. */
  function chosen() {
    var choices = {};
    NAMES.forEach(function (name) {
      var value = root.getAttribute("data-lo-" + name);
      if (value) choices[name] = value;
    });
    return choices;
  }

  function show(choices) {
    NAMES.forEach(function (name) {
      if (choices[name]) root.setAttribute("data-lo-" + name, choices[name]);
      else root.removeAttribute("data-lo-" + name);
    });
  }

  function fill() {
    var choices = chosen();
    NAMES.forEach(function (name) {
      form.elements[name].forEach(function (radio) {
        radio.checked = radio.value === (choices[name] || "");
      });
    });
  }

  function keep() {
    try {
      if (Object.keys(chosen()).length) localStorage.setItem(key, JSON.stringify(chosen()));
      else localStorage.removeItem(key);
      return true;
    } catch (error) {
      return false; /* a private window, or storage switched off */
    }
  }

  function say(words) {
    status.textContent = words;
  }

  function change(choices, words) {
    show(choices);
    say(keep() ? words : "Your browser can't keep this. It holds until you leave the page.");
  }

  opener.addEventListener("click", function () {
    fill();
    say("");
    dialog.showModal();
    form.querySelector("input:checked").focus();
  });

  form.addEventListener("change", function () {
    var choices = {};
    NAMES.forEach(function (name) {
      choices[name] = form.elements[name].value;
    });
    change(choices, "");
  });

  dialog.querySelector("[data-lo-text-reset]").addEventListener("click", function () {
    change({}, "The text is back to usual.");
    fill();
  });

  /* A press beside the dialog closes it. */
  dialog.addEventListener("click", function (event) {
    if (event.target === dialog) dialog.close();
  });

  /* Changed in another tab, or on another page before coming back to this one. */
  function again() {
    try {
      show(__md_get("text") || {});
    } catch (error) { /* nothing kept that can be read */ }
  }
  window.addEventListener("storage", again);
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) again();
  });
})();
