/* The EHC plan date calculator. It reads the time limits from the rows of the page's own table,
   counts from the days that the reader fills in, and shows the last days. Nothing is sent and
   nothing is kept. Without it the table stands alone. Loaded only on a page with the table.

   A day is the number of days since 1 January 1970. Dates are only ever taken apart and put
   together in UTC, so no time zone and no change of the clocks can move one. */
(function () {
  "use strict";

  var MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December"];
  var WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
  var LENGTH = 86400000; /* of a day, in milliseconds */

  /* --- Days --- */

  function day(year, month, date) { return Date.UTC(year, month, date) / LENGTH; }
  function utc(number) { return new Date(number * LENGTH); }
  function weekend(number) { return [0, 6].indexOf(utc(number).getUTCDay()) >= 0; }
  function quiet(number) { return weekend(number) || /-(12-2[56]|01-01)$/.test(iso(number)); }
  function two(number) { return (number < 10 ? "0" : "") + number; }

  function today() { /* by the reader's own calendar */
    var now = new Date();
    return day(now.getFullYear(), now.getMonth(), now.getDate());
  }

  function iso(number) {
    var date = utc(number);
    return date.getUTCFullYear() + "-" + two(date.getUTCMonth() + 1) + "-" + two(date.getUTCDate());
  }

  /* "4 January 2027"; with its weekday, "Monday 4 January 2027". */
  function words(number, weekday) {
    var date = utc(number);
    var said = date.getUTCDate() + " " + MONTHS[date.getUTCMonth()] + " " + date.getUTCFullYear();
    return weekday ? WEEKDAYS[date.getUTCDay()] + " " + said : said;
  }

  /* A date field gives 2027-01-04. A browser that has none gives what was typed: 4/1/2027. */
  function parse(text) {
    var found = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(text);
    var turned = /^(\d\d?)[\/. -](\d\d?)[\/. -](\d{4})$/.exec(text);
    if (turned) found = [text, turned[3], turned[2], turned[1]];
    if (!found) return null;
    var number = day(+found[1], +found[2] - 1, +found[3]);
    var date = utc(number); /* 31 February would have become another day */
    return date.getUTCMonth() + 1 === +found[2] && date.getUTCDate() === +found[3] ? number : null;
  }

  /* --- The law's counting --- */

  /* A week is 7 days. A month ends on the day of the same number or, where the month has no
     such day, on its last. A time that begins "with" a day ends the day before that. */
  function lastDay(rule, start) {
    if (rule.unit !== "month") {
      return start + rule.count * (rule.unit === "week" ? 7 : 1) - (rule.firstDay ? 1 : 0);
    }
    var from = utc(start);
    var month = from.getUTCMonth() + rule.count;
    var longest = utc(day(from.getUTCFullYear(), month + 1, 0)).getUTCDate();
    if (from.getUTCDate() > longest) return day(from.getUTCFullYear(), month, longest);
    return day(from.getUTCFullYear(), month, from.getUTCDate() - (rule.firstDay ? 1 : 0));
  }

  /* The day to which the law lets a last day run on, or null. Bank holidays are not known here,
     so the law may give more time than this, but never less. */
  function runsOn(rule, last) {
    var date = utc(last);
    var year = date.getUTCFullYear(), month = date.getUTCMonth(), number = date.getUTCDate();
    var on = null;
    if (rule.moves.indexOf("august") >= 0 && month === 7) on = day(year, 8, 1);
    else if (rule.moves.indexOf("christmas") >= 0 && month === 11 && number >= 25) on = day(year + 1, 0, 2);
    else if (rule.moves.indexOf("christmas") >= 0 && month === 0 && number === 1) on = day(year, 0, 2);
    else if (rule.moves.indexOf("weekend") >= 0 && weekend(last)) on = last + 1;
    while (on !== null && weekend(on)) on += 1;
    return on;
  }

  function length(rule) { return rule.count + " " + rule.unit + (rule.count === 1 ? "" : "s"); }

  /* "6 weeks after 22 November 2026, the day the council got the request" */
  function counted(rule, start) {
    if (rule.firstDay) return length(rule) + ", with " + words(start) + " as the first day: " + rule.day;
    return length(rule) + " after " + words(start) + ", " + rule.day;
  }

  /* What is due, soonest first. `days` holds the day of each event that the reader gave. */
  function work(rules, days) {
    var byId = {};
    rules.forEach(function (rule) {
      if (days[rule.event] === undefined) return;
      var start = days[rule.event];
      byId[rule.id] = { rule: rule, start: start, last: lastDay(rule, start), notes: [] };
    });
    rules.forEach(function (rule) {
      var mine = byId[rule.id], other = byId[rule.laterWith];
      if (!rule.laterWith || (!mine && !other)) return;
      if (mine && other) {
        var later = mine.last > other.last ? mine : other, sooner = later === mine ? other : mine;
        later.notes.push("You have two time limits and can use the later one. The other ends on " +
          words(sooner.last) + ": " + counted(sooner.rule, sooner.start) + ".");
        delete byId[sooner.rule.id];
      } else if (other) {
        other.notes.push("Do you have a mediation certificate? Put in its date too. It can give you a later day.");
      } else {
        mine.notes.push("Put in the date on the decision letter too. It can give you a later day.");
      }
    });
    return rules.map(function (rule) { return byId[rule.id]; }).filter(Boolean).map(function (due) {
      var on = runsOn(due.rule, due.last);
      if (on !== null) {
        due.on = on;
        due.notes.push("By law this time runs on to " + words(on, true) +
          ", or to the next working day if that is a bank holiday. It is safer not to wait.");
      } else if (due.rule.who === "you" && quiet(due.last)) {
        due.notes.push("Offices may be shut on that day, so do it some days before.");
      }
      return due;
    }).sort(function (a, b) { return a.last - b.last; });
  }

  function away(number) {
    var days = number - today();
    if (days === 0) return "today";
    if (days === 1) return "tomorrow";
    if (days === -1) return "yesterday";
    return days > 0 ? "in " + days + " days" : -days + " days ago";
  }

  /* Whether the time is over, and with it the days that the law adds. */
  function over(due) { return (due.on || due.last) < today(); }

  /* --- A calendar file (RFC 5545) --- */

  function escaped(text) {
    return text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
  }

  /* No line is longer than 75 bytes; what goes on starts with a space. */
  function folded(line) {
    var out = "", bytes = 0;
    Array.from(line).forEach(function (letter) {
      var size = new TextEncoder().encode(letter).length;
      if (bytes + size > 75) {
        out += "\r\n ";
        bytes = 1;
      }
      out += letter;
      bytes += size;
    });
    return out;
  }

  function calendar(dues, here) {
    var stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Local Offer//EHC plan dates//EN", "CALSCALE:GREGORIAN"];
    dues.forEach(function (due) {
      var rule = due.rule;
      var title = escaped("EHC plan, last day: " + rule.title);
      var about = [counted(rule, due.start) + "."].concat(due.notes, rule.texts, here).join("\n");
      lines.push("BEGIN:VEVENT",
        /* The same days give the same names, so a file saved again replaces what is there. */
        "UID:" + [rule.id, iso(due.start), iso(due.last)].join("-") + "@" + (location.hostname || "local-offer"),
        "DTSTAMP:" + stamp,
        "DTSTART;VALUE=DATE:" + iso(due.last).replace(/-/g, ""),
        "SUMMARY:" + title,
        "DESCRIPTION:" + escaped(about),
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT");
      if (rule.who === "you") {
        lines.push("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:" + title, "TRIGGER:-P7D", "END:VALARM");
      }
      lines.push("END:VEVENT");
    });
    return lines.concat("END:VCALENDAR").map(folded).join("\r\n") + "\r\n";
  }

  function save(text) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/calendar;charset=utf-8" }));
    link.download = "ehc-plan-dates.ics";
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  /* --- The page --- */

  function make(name, text, className) {
    var element = document.createElement(name);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  }

  function part(row, name) { return row.querySelector("[data-part='" + name + "']"); }

  function said(element) { return element.textContent.replace(/\s+/g, " ").trim(); }

  function read(table) {
    return Array.from(table.querySelectorAll("tr[data-rule]")).map(function (row) {
      var data = row.dataset, around = row.closest("[data-event]").dataset;
      return {
        id: data.rule, event: around.event, day: around.day, who: data.who,
        count: +data.count, unit: data.unit, firstDay: data.firstDay === "counted",
        laterWith: data.laterWith, moves: (data.moves || "").split(" "),
        title: said(part(row, "title")),
        texts: ["rule", "exceptions", "passed", "law"].map(function (name) { return said(part(row, name)); }),
        row: row
      };
    });
  }

  function item(due) {
    var row = due.rule.row, done = over(due);
    var li = make("li", "", "lo-dates__item" + (done ? " lo-dates__item--over" : ""));
    li.dataset.rule = due.rule.id;
    var when = li.appendChild(make("p", "", "lo-dates__when"));
    var time = when.appendChild(make("time", words(due.last, true)));
    time.dateTime = iso(due.last);
    when.append(" ");
    when.appendChild(make("span", away(due.last), "lo-dates__away"));
    li.appendChild(make("h4", due.rule.title));
    li.appendChild(make("p", "This is " + counted(due.rule, due.start) + "."));
    due.notes.forEach(function (note) { li.appendChild(make("p", note, "lo-dates__note")); });
    if (done) li.appendChild(part(row, "passed").cloneNode(true));
    li.appendChild(part(row, "law").cloneNode(true));
    var more = li.appendChild(make("details", "", "lo-dates__more"));
    more.appendChild(make("summary", done ? "The rule, and its exceptions" : "The rule, its exceptions, and what to do if it is late"));
    ["rule", "exceptions", "passed"].forEach(function (name) {
      if (name !== "passed" || !done) more.appendChild(part(row, name).cloneNode(true));
    });
    return li;
  }

  function show(results, dues, here) {
    results.textContent = "";
    results.appendChild(make("h3", "Your dates"));
    results.appendChild(make("p", "Each is the last day for that step. Worked out on " + words(today()) +
      " from the days that you put in."));
    var list = results.appendChild(make("ol", "", "lo-list lo-dates__list"));
    list.setAttribute("role", "list"); /* Safari forgets it when the bullets are gone */
    dues.forEach(function (due) { list.appendChild(item(due)); });
    var button = results.appendChild(make("button", "Save the dates for my calendar", "lo-dates__save"));
    button.type = "button";
    button.addEventListener("click", function () { save(calendar(dues, here)); });
    results.appendChild(make("p", "You get a file called ehc-plan-dates.ics. It is made on your own device. " +
      "Open it, and your calendar will add the dates.", "lo-dates__hint"));
    results.hidden = false;
  }

  function summary(dues) {
    var next = dues.filter(function (due) { return !over(due); })[0];
    var many = dues.length === 1 ? "1 date" : dues.length + " dates";
    if (!next) return many + " worked out, and the time is over. See below what you can do.";
    return many + " worked out. The next is " + words(next.last, true) + ": " + next.rule.title + ".";
  }

  /* What is wrong with a field, in words; "" when nothing is. */
  function wrong(input, days, inputs) {
    var broken = input.validity && input.validity.badInput;
    if (!input.value && !broken) return "";
    var number = days[input.dataset.event];
    if (number === undefined) return "This is not a whole date. Put in a day, a month and a year, such as 22/11/2026.";
    if (number < parse(input.min) || number > parse(input.max)) {
      return "Check the year. It must be from " + input.min.slice(0, 4) + " to " + input.max.slice(0, 4) + ".";
    }
    var before = days[input.dataset.notBefore];
    if (before !== undefined && number < before) {
      var other = inputs.filter(function (each) { return each.dataset.event === input.dataset.notBefore; })[0];
      return "This day is before the other one you put in: " + said(other.labels[0]).toLowerCase() +
        ", " + words(before) + ". Check both.";
    }
    return "";
  }

  function complain(input, text) {
    var place = document.getElementById(input.id + "-error");
    place.textContent = text;
    place.hidden = !text;
    if (text) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }

  function arrive() {
    function find(name) { return document.querySelector("[data-lo-dates='" + name + "']"); }
    var form = find("form"), results = find("results"), status = find("status");
    if (!form || !form.hidden) return;
    var rules = read(find("rules"));
    var inputs = Array.from(form.querySelectorAll("input[data-event]"));
    var here = "From: " + location.href.split(/[?#]/)[0];

    function say(text) { status.textContent = text; }

    function forget() {
      results.hidden = true;
      results.textContent = "";
    }

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var days = {};
      inputs.forEach(function (input) {
        var number = parse(input.value.trim());
        if (number !== null) days[input.dataset.event] = number;
      });
      var faults = inputs.map(function (input) { return wrong(input, days, inputs); });
      if (!inputs.some(function (input, n) { return input.value || faults[n]; })) {
        faults[0] = "Put in at least one day, here or below.";
      }
      inputs.forEach(function (input, n) { complain(input, faults[n]); });
      var first = inputs.filter(function (input, n) { return faults[n]; })[0];
      if (first) {
        forget();
        say("");
        first.closest("details").open = true;
        first.focus();
        return;
      }
      var dues = work(rules, days);
      show(results, dues, here);
      say(summary(dues));
    });

    form.addEventListener("reset", function () {
      inputs.forEach(function (input) { complain(input, ""); });
      forget();
      say("The days you put in are gone.");
    });

    /* Dates must not stand beside days that they do not come from. */
    form.addEventListener("input", function () {
      if (results.hidden) return;
      forget();
      say("You changed a day. Work out the dates again.");
    });

    /* Paper can't be clicked. */
    window.addEventListener("beforeprint", function () {
      results.querySelectorAll("details").forEach(function (more) { more.open = true; });
    });

    find("off").hidden = true;
    form.hidden = false;
    status.hidden = false;
  }

  if (window.document$ && window.document$.subscribe) window.document$.subscribe(arrive);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", arrive);
  else arrive();
})();
