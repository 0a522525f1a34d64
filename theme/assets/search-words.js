/* What somebody typed → what to look for. Pure: no page, no network. */

/* Words that say nothing of what is looked for. */
const FILLER = new Set((
     "a about against all also am an and any are as at be been but by can could did do does for "
   + "from get gets getting go goes going had has have having he her hers him his how i id if im "
   + "in into is it its ive just let lets make may me mine my of on onto or our ours over "
   + "please she should so some somebody someone than that the their theirs them then there "
   + "these they theyre thing things this those to too up us very want wants was we were what "
   + "whats when where wheres which who whos why will with would you your yours"
).split(" "));
/* Words that count in a phrase ("won't go to school") but lead astray alone, beside others. */
const WEAK = new Set((
     "baby boy boys cannot cant child children childrens childs couldnt daughter daughters didnt "
   + "doesnt dont families family find finding girl girls give got hard hasnt havent help "
   + "helping helps isnt keep keeps kid kids like local looking many more much near need needs "
   + "nobody not off old out parent parents people person put son sons struggle struggles struggling "
   + "take teen teenager toddler use using wont year years"
).split(" "));

/* Words for what is looked for that say nothing of a need. */
const AIDS = new Set(["support", "service", "services", "advice"]);

/* Weak here too: the area's own name, which stands on most pages. */
export const weaken = (words) => words.forEach((word) => WEAK.add(word));

/* Small letters and figures only, as publish/search.py has them. */
export function tokens(text) {
  const bare = text.toLowerCase().normalize("NFKD").replace(/[\p{M}’'&]/gu, "");
  return bare.match(/[a-z0-9]+/g) || [];
}

/* Whether a word says little by itself. */
export const common = (word) => FILLER.has(word) || WEAK.has(word);

/* Without filler, unless there is nothing else. */
export function content(words) {
  const kept = words.filter((word) => !FILLER.has(word));
  return kept.length ? kept : words;
}

function stem(word) {
  const cut = word.replace(/([^aeiou])ys$/, "$1ies").replace(/(?:ies|ing|ed|es|s|y)$/, "");
  return (cut.length > 2 ? cut : word).replace(/e$/, "");
}

const keyOf = (words) => words.map(stem).join(" ");

/* synonyms.json → a map from what is typed to the phrases to look for. */
export function readLeads(pairs) {
  const leads = new Map();
  leads.longest = 0; /* words of a phrase, without filler */
  for (const [find, typed] of pairs) {
    for (const phrase of typed) {
      const said = content(tokens(phrase));
      const key = keyOf(said);
      leads.longest = Math.max(leads.longest, said.length);
      const others = find.filter((other) => keyOf(content(tokens(other))) !== key);
      leads.set(key, [...new Set([...(leads.get(key) || []), ...others])]);
    }
  }
  return leads;
}

/* The ideas in what was typed, each with the words typed for it and the phrases it leads to. */
export function ideas(words, leads) {
  const kept = content(words);
  const found = [];
  const weak = [];
  for (let at = 0; at < kept.length;) {
    let length = Math.min(leads.longest, kept.length - at);
    while (length && !leads.has(keyOf(kept.slice(at, at + length)))) length -= 1;
    const typed = kept.slice(at, at + (length || 1));
    if (length) found.push({ typed, leads: leads.get(keyOf(typed)) });
    else if (WEAK.has(typed[0]) || /^[a-z]$/.test(typed[0])) weak.push({ typed, leads: [] });
    else found.push({ typed, leads: [] });
    at += typed.length;
  }
  return found.length ? found : weak;
}

/* Pairs of a value and its names → a map from a name to the values. */
export function readNames(pairs) {
  const names = new Map();
  for (const [value, typed] of pairs) {
    for (const name of typed) {
      const key = keyOf(content(tokens(name)));
      names.set(key, [...new Set([...(names.get(key) || []), value])]);
    }
  }
  return names;
}

/* The values that all of what was typed names, such as needs: none where it also says something
   else. */
export function named(words, names, leads) {
  const kept = content(words).filter((word) => !AIDS.has(word));
  const of = (some) => {
    const phrases = (leads.get(keyOf(some)) || []).map((phrase) => content(tokens(phrase)));
    return [some, ...phrases].flatMap((phrase) => names.get(keyOf(phrase)) || []);
  };
  const found = new Set();
  for (let at = 0; at < kept.length;) {
    let length = kept.length - at;
    while (length && !of(kept.slice(at, at + length)).length) length -= 1;
    if (!length && !WEAK.has(kept[at])) return [];
    of(kept.slice(at, at + length)).forEach((value) => found.add(value));
    at += length || 1;
  }
  return [...found];
}

/* words.txt → its words: each line is how many letters of the last one stay, and the rest. */
export function wordsOf(text) {
  let word = "";
  return text.split("\n").map((line) => {
    word = word.slice(0, parseInt(line, 10)) + line.replace(/^\d+/, "");
    return word;
  });
}

/* How a word sounds, roughly: "fisio" and "physio" are one. */
function sound(word) {
  return word
    .replace(/ph/g, "f").replace(/ti(?=on)/g, "s").replace(/y/g, "i").replace(/ck/g, "k")
    .replace(/c(?=[ei])/g, "s").replace(/[cq]/g, "k").replace(/g?h/g, "").replace(/z/g, "s")
    .replace(/(.)\1+/g, "$1");
}

/* Its consonants, with vowels only where there is one. */
const bones = (heard) => heard.replace(/[aeiou]+/g, "a").replace(/a?s?$/, "");

/* How many slips apart two words are: letters changed, missing, too many or swapped. */
function slips(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    [before, last] = [last, row];
  }
  return last[other.length];
}

const letters = (word) => [...word].sort().join("");

/* The word that a misspelt one most likely stands for; none when nothing is near. A word that
   no page has may well be right, so it is put right only when it is very like another. */
export function nearest(word, known) {
  if (word.length < 4 || /\d/.test(word)) return "";
  const most = word.length < 8 ? 1 : word.length < 12 ? 2 : 3;
  const heard = sound(word);
  let best = Infinity;
  let found = "";
  const long = [...known].filter((other) => other.length > 3);
  const plural = word.endsWith("s") ? long.map((other) => `${other}s`) : [];
  for (const other of [...long, ...plural]) {
    const apart = slips(word, other, most + 2);
    if (apart > most + 2) continue;
    const said = sound(other);
    if (heard[0] !== said[0] && word.length < 8) continue;
    const unlike = slips(bones(heard), bones(said), most);
    /* More slips are forgiven in a long word where the sound is the same. */
    if (apart > most && (unlike || word.length < 5)) continue;
    const cost = apart + unlike + slips(heard, said, most + 2)
      + (heard[0] !== said[0]) / 2 + (word.length !== other.length) / 5
      - (letters(word) === letters(other)) / 5;
    if (cost < best) [best, found] = [cost, other];
  }
  return found;
}

/* "easyread" → "easy read", where both are known; else nothing. */
export function apart(word, known) {
  for (let at = 4; at <= word.length - 4; at += 1) {
    const both = [word.slice(0, at), word.slice(at)];
    if (both.every((one) => known.has(one))) return both;
  }
  return null;
}
