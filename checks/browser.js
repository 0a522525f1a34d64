/* What checks/browser.py asks of a page that is open in Chromium. Put into the page beside
   axe-core; it reads and changes nothing but the size of the text's spaces, when told. */
(() => {
  "use strict";

  const CONTENT = ["[data-lo-content]", "article", "main", "[role=main]", "body"];
  const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const LIMIT = 160;
  const HEADINGS = "h1[id],h2[id],h3[id],h4[id],h5[id],h6[id]";

  const cut = (text) => text.replace(/\s+/g, " ").trim().slice(0, LIMIT);
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const picked = (element, ...pseudo) => getComputedStyle(element, ...pseudo);

  /* What is folded away must be right as well. */
  function unfold() {
    document.querySelectorAll("details").forEach((part) => { part.open = true; });
  }

  /* Other colours, as if the reader's system had asked for them from the start. Style sheets
     follow at once; Material reads what the system asks for only when a page opens, and from
     then on its own switch, so that is pressed. */
  function recolour(scheme) {
    const inputs = Array.from(document.querySelectorAll("input[data-md-color-media]"));
    const wanted = inputs.find((input) => input.dataset.mdColorMedia.includes(scheme));
    if (wanted && !wanted.checked) wanted.click();
    document.activeElement?.blur();
  }

  /* ---- which element it is ---------------------------------------------------------------- */

  function name(element) {
    const id = element.id ? `#${element.id}` : "";
    const classes = Array.from(element.classList, (word) => `.${word}`).join("");
    return element.localName + (id || classes);
  }

  function described(element) {
    const root = CONTENT.map((css) => document.querySelector(css)).find(Boolean);
    const own = Boolean(root) && root.contains(element) && element !== document.body &&
      !element.closest("nav, aside");
    let heading = "";
    if (own) {
      root.querySelectorAll(HEADINGS).forEach((each) => {
        if (each === element || each.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)
          heading = each.id;
      });
    }
    const parents = [];
    for (let up = element; up && up.localName !== "html" && parents.length < 3; up = up.parentElement)
      parents.unshift(name(up));
    const words = element.innerText || element.textContent || "";
    return {
      element: element.cloneNode(false).outerHTML.replace(/<\/[^>]*>$/, "").slice(0, 2 * LIMIT),
      css: parents.join(" > "),
      text: cut(element === document.documentElement || element === document.body ? "" : words),
      address: element.getAttribute("src") || element.getAttribute("href") || "",
      own,
      heading,
    };
  }

  /* ---- axe -------------------------------------------------------------------------------- */

  function level(result) {
    return result.tags.some((tag) => /^wcag\d+a+$/.test(tag)) ? "wcag" : "advice";
  }

  async function asked(context, only, met = () => {}) {
    const results = await axe.run(context, {
      ...only,
      resultTypes: ["violations", "incomplete"],
      selectors: false,
      elementRef: true,
      iframes: false, // a frame holds another document, which is somebody else's page
      preload: false, // only for rules that are not asked here
    });
    const found = [];
    for (const [list, unsure] of [[results.violations, false], [results.incomplete, true]])
      for (const result of list)
        for (const node of result.nodes) {
          met(node.element);
          const said = [...node.any, ...node.all, ...node.none];
          const data = said.map((check) => check.data).find((d) => d && typeof d === "object") || {};
          found.push({
            rule: result.id,
            level: unsure ? "unsure" : level(result),
            help: result.help,
            why: said.map((check) => check.message).slice(0, 2).join(" "),
            numbers: [data.contrastRatio, data.expectedContrastRatio, data.width, data.height]
              .map((number) => (number === undefined ? "" : String(number))),
            ...described(node.element),
          });
        }
    return found;
  }

  const rules = () =>
    asked(document, { runOnly: TAGS, rules: { "color-contrast": { enabled: false } } });

  /* ---- contrast: each look is judged once ------------------------------------------------- */

  /* axe reads the contrast of a text from its own style, how what holds it is blended and
     stacked, and everything that lies where it stands. All of that, as text, is its look. */

  const CLEAR = /^(transparent|rgba\(.*, 0\))$/;
  const PICTURES = "img,svg,video,canvas,iframe,object,embed,picture,input[type=image]";

  function paint(style) {
    if (CLEAR.test(style.backgroundColor) && style.backgroundImage === "none") return "";
    return `${style.backgroundColor} ${style.backgroundImage} ${style.backgroundSize}` +
      ` ${style.backgroundClip}`;
  }

  /* What may blend an element with others, cut it, or change which of them is on top. */
  const BLENDS = Object.entries({
    opacity: "1", filter: "none", mixBlendMode: "normal", clipPath: "none", clip: "auto",
    transform: "none", position: "static", zIndex: "auto", float: "none", isolation: "auto",
    willChange: "auto", contain: "none", perspective: "none", maskImage: "none",
  });

  const blend = (style) => BLENDS.filter(([property, usual]) => style[property] !== usual)
    .map(([property]) => `${property}:${style[property]}`).join(" ");

  function linesOf(element) {
    const rects = [];
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      rects.push(...range.getClientRects());
    }
    if (!rects.length && element.matches("input,select,textarea,button")) rects.push(...element.getClientRects());
    return rects.filter((rect) => rect.width > 0 && rect.height > 0);
  }

  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const within = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;

  function hash(text) { // cyrb53: 53 bits, enough for some ten thousand looks
    let one = 0xdeadbeef, two = 0x41c6ce57;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      one = Math.imul(one ^ code, 2654435761);
      two = Math.imul(two ^ code, 1597334677);
    }
    one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
    two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
    return (4294967296 * (2097151 & two) + (one >>> 0)).toString(36);
  }

  let looks = new Map();

  function look() {
    scrollTo(0, 0);
    const painted = [];
    const shown = [];
    const blends = new Map([[null, ""]]);
    const texts = [];
    for (const element of document.querySelectorAll("*")) {
      const style = picked(element);
      const inherited = blends.get(element.parentElement) || "";
      const own = blend(style);
      blends.set(element, own ? `${inherited}/${own}` : inherited);
      if (style.display === "none" || !element.checkVisibility({ visibilityProperty: true })) continue;
      if (element.getClientRects().length) shown.push([element, Array.from(element.getClientRects())]);
      let colours = paint(style);
      for (const pseudo of ["::before", "::after"]) {
        const part = picked(element, pseudo);
        if (part.content !== "none" && part.content !== "normal") {
          const own = paint(part);
          if (own) colours += ` ${pseudo} ${own} ${part.width} ${part.height}`;
        }
      }
      if (element.matches(PICTURES)) colours += ` ${element.localName}`;
      if (colours) {
        const order = [style.position, style.zIndex, style.float, blends.get(element)].join(" ");
        painted.push([element, element.getClientRects(), `${colours} ${order}`]);
      }
      const lines = linesOf(element);
      if (lines.length) texts.push([element, style, lines]);
    }
    looks = new Map();
    /* Where every line of text stands: what zoom and spacing go by. */
    const layout = hash(texts.map(([, style, lines]) => style.fontSize + style.overflow + lines.map(
      (line) => [line.left, line.top, line.width, line.height].map(Math.round).join())).join(";"));
    for (const [element, style, lines] of texts) {
      const words = element.textContent.trim();
      const parts = [
        style.color, style.fontSize, style.fontWeight, style.textShadow, style.webkitTextFillColor,
        style.webkitTextStroke, style.zIndex, style.position, blends.get(element), element.localName,
        words.length < 2, /[\ue000-\uf8ff]|[^\x20-\u2fff]/.test(words),
        Boolean(element.closest("[aria-disabled=true], :disabled")),
        Boolean(element.closest("label")?.control?.disabled),
        lines.some((line) => line.bottom <= 0 || line.right <= 0 || line.width < 2 || line.height < 2),
        lines.some((line) => line.left >= innerWidth),
      ];
      for (const [other, boxes, colours] of painted) {
        const own = Array.from(boxes);
        if (!lines.some((line) => own.some((box) => meet(line, box)))) continue;
        const covers = lines.every((line) => own.some((box) => within(line, box)));
        parts.push(`${colours} ${covers} ${other === element} ${other.contains(element)} ${element.contains(other)}`);
      }
      /* An element of another branch that lies there, painted or not, may be on top. */
      for (const [other, boxes] of shown) {
        const over = lines.map((line) => boxes.some((box) => meet(line, box)) ? 1 : 0);
        if (!over.includes(1) || other.contains(element) || element.contains(other)) continue;
        const after = element.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
        parts.push(`over ${other.localName} ${blends.get(other)} ${after} ${over.join("")}`);
      }
      const key = hash(parts.join("|"));
      looks.set(key, [...(looks.get(key) || []), element]);
    }
    return { keys: Array.from(looks.keys()), layout };
  }

  /* The contrast of the texts with these looks, and which of the looks have nothing wrong. */
  async function contrast(keys) {
    const judged = keys.filter((key) => looks.has(key));
    const elements = judged.flatMap((key) => looks.get(key));
    if (!elements.length) return { found: [], clean: [] };
    const bad = new Set();
    const options = { runOnly: { type: "rule", values: ["color-contrast"] } };
    const found = await asked({ include: elements }, options, (element) => bad.add(element));
    return { found, clean: judged.filter((key) => !looks.get(key).some((each) => bad.has(each))) };
  }

  /* ---- zoom and text spacing -------------------------------------------------------------- */

  const SPACING = `
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }`;
  let sheet = null;

  /* WCAG 1.4.12. A constructed sheet, since a strict content policy lets no other in. */
  function space(on) {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(SPACING);
    }
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet)
      .concat(on ? [sheet] : []);
  }

  const problem = (rule, element, why, numbers) => ({
    rule, level: "wcag", help: "", why, numbers, ...described(element),
  });

  /* Sideways scrolling of the page: what sticks out, the innermost only. */
  function sideways() {
    const width = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth <= width) return [];
    const held = (element) => {
      for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
        if (picked(up).overflowX !== "visible" || picked(up).position === "fixed") return true;
      return picked(element).position === "fixed";
    };
    const out = Array.from(document.body.querySelectorAll("*")).filter(
      (element) => seen(element) && element.getBoundingClientRect().right > width + 1 && !held(element));
    const inner = out.filter((element) => !out.some((other) => other !== element && element.contains(other)));
    const numbers = [String(document.scrollingElement.scrollWidth), String(width), "", ""];
    return (inner.length ? inner : [document.body]).slice(0, 5)
      .map((element) => problem("reflow", element, "", numbers));
  }

  /* Boxes that must be scrolled sideways to read text. What needs two dimensions for its
     meaning may: tables, pictures, maps, frames, code (WCAG 1.4.10). */
  function boxes() {
    return Array.from(document.body.querySelectorAll("*")).filter((element) => {
      if (element.scrollWidth <= element.clientWidth + 1 || !element.clientWidth) return false;
      if (!/auto|scroll/.test(picked(element).overflowX) || !seen(element)) return false;
      return !element.matches("table, pre, code, textarea, input, select") &&
        !element.querySelector("table, pre, img, svg, canvas, iframe, video") &&
        element.innerText.trim() && !element.closest("pre, table");
    }).map((element) => problem("reflow", element, "", [String(element.scrollWidth), String(element.clientWidth), "", ""]));
  }

  /* Text that a box cuts off: words of which a part is not to be seen, and that no scrolling
     brings back. */
  function cutOff() {
    const found = new Map();
    for (const element of document.body.querySelectorAll("*")) {
      if (!seen(element) || element.matches("script, style, noscript, option")) continue;
      const lines = linesOf(element);
      if (!lines.length) continue;
      for (let box = element; box && box !== document.body; box = box.parentElement) {
        const style = picked(box);
        if (style.clipPath !== "none" || style.clip !== "auto") break; // hidden from the eye on purpose
        if (box !== element && style.position === "fixed") break;
        const x = /hidden|clip/.test(style.overflowX), y = /hidden|clip/.test(style.overflowY);
        if (!x && !y) {
          if (/auto|scroll/.test(style.overflowX + style.overflowY)) break;
          continue;
        }
        const frame = box.getBoundingClientRect();
        if (frame.width <= 1 || frame.height <= 1) break; // for screen readers only
        if (box.matches("input, select, textarea")) break;
        const lost = lines.some((line) =>
          (x && (line.right > frame.right + 1 || line.left < frame.left - 1)) ||
          /* A line's box is taller than its letters: half a line must be gone. */
          (y && (line.bottom - frame.bottom > line.height / 2 || frame.top - line.top > line.height / 2)));
        if (lost && !found.has(box)) found.set(box, element);
      }
    }
    return Array.from(found.values(), (element) => problem("clipped-text", element, "", ["", "", "", ""]));
  }

  const settled = () => new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(() => document.fonts.ready.then(() => done())));
  });

  window.localOfferLook = { unfold, recolour, rules, look, contrast, space, sideways, boxes, cutOff, settled,
    version: () => axe.version };
})();
