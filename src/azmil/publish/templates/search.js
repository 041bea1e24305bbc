/* Full-text search over the index of the site: the same results in the same order as azmil search.
 *
 * azmilIndex.fold maps characters to ASCII, azmilIndex.spellings the British and American ones, azmilIndex.names the folded
 * names of each record, and azmilIndex.records for each record: id, kind, title, hedge, date, lines, indexed names,
 * indexed words, and the positions of the conflicts, gaps and misprints about it. */
"use strict";
const azmilSearch = (() => {
  const RESULTS = 20, MOST_WORDS = 12, MOST_NAMES = 12, SHORTEST_TERM = 3, SHORTEST_RESPELT = 6, LEAST_ALIKE = 0.72, LEAST_NEAR = 0.6, MOST_NEAR = 3;
  let loaded = null;

  const ascii = (text) => [...text].map((c) => (c < "\x80" ? c : azmilIndex.fold[c] ?? c)).join("");
  const fold = (text) => ascii(text).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const squeeze = (text) => fold(text).replaceAll(" ", "");

  /* The Porter stemmer, as in SQLite's tokenizer of that name. */
  const stem = (() => {
    const memo = new Map();
    const C = "[^aeiou]", V = "[aeiouy]", CC = `${C}[^aeiouy]*`, VV = `${V}[aeiou]*`;
    const m0 = new RegExp(`^(${CC})?${VV}${CC}`), m1 = new RegExp(`^(${CC})?${VV}${CC}(${VV})?$`);
    const mMore = new RegExp(`^(${CC})?${VV}${CC}${VV}${CC}`), vowel = new RegExp(`^(${CC})?${V}`);
    const cvc = new RegExp(`^${CC}${V}[^aeiouwxy]$`);
    const step2 = { ational: "ate", tional: "tion", enci: "ence", anci: "ance", izer: "ize", logi: "log", bli: "ble", alli: "al", entli: "ent", eli: "e", ousli: "ous", ization: "ize", ation: "ate", ator: "ate", alism: "al", iveness: "ive", fulness: "ful", ousness: "ous", aliti: "al", iviti: "ive", biliti: "ble" };
    const step3 = { icate: "ic", ative: "", alize: "al", iciti: "ic", ical: "ic", ful: "", ness: "" };
    const endings2 = new RegExp(`^(.+?)(${Object.keys(step2).sort((a, b) => b.length - a.length).join("|")})$`);
    const endings3 = new RegExp(`^(.+?)(${Object.keys(step3).sort((a, b) => b.length - a.length).join("|")})$`);
    const endings4 = /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/;
    const work = (word) => {
      let w = word, y = false, r;
      if (w.length < 3) return w;
      if (w[0] === "y") { y = true; w = `Y${w.slice(1)}`; }
      if ((r = /^(.+?)(ss|i)es$/.exec(w))) w = r[1] + r[2];
      else if ((r = /^(.+?)([^s])s$/.exec(w))) w = r[1] + r[2];
      if ((r = /^(.+?)eed$/.exec(w))) { if (m0.test(r[1])) w = w.slice(0, -1); }
      else if ((r = /^(.+?)(ed|ing)$/.exec(w)) && vowel.test(r[1])) {
        w = r[1];
        if (/(at|bl|iz)$/.test(w)) w += "e";
        else if (/([^aeiouylsz])\1$/.test(w)) w = w.slice(0, -1);
        else if (cvc.test(w)) w += "e";
      }
      if ((r = /^(.+?)y$/.exec(w)) && vowel.test(r[1])) w = `${r[1]}i`;
      if ((r = endings2.exec(w)) && m0.test(r[1])) w = r[1] + step2[r[2]];
      if ((r = endings3.exec(w)) && m0.test(r[1])) w = r[1] + step3[r[2]];
      if ((r = endings4.exec(w))) { if (mMore.test(r[1])) w = r[1]; }
      else if ((r = /^(.+?)(s|t)(ion)$/.exec(w)) && mMore.test(r[1] + r[2])) w = r[1] + r[2];
      if ((r = /^(.+?)e$/.exec(w)) && (mMore.test(r[1]) || (m1.test(r[1]) && !cvc.test(r[1])))) w = r[1];
      if (/ll$/.test(w) && mMore.test(w)) w = w.slice(0, -1);
      return y ? `y${w.slice(1)}` : w;
    };
    return (word) => {
      if (!memo.has(word)) memo.set(word, work(word));
      return memo.get(word);
    };
  })();
  const stems = (text) => text.split(" ").filter(Boolean).map(stem).join(" ");

  const load = () => {
    if (loaded) return loaded;
    const owners = new Map();
    azmilIndex.names.forEach((names, at) => names.forEach((name) => {
      const key = name.replaceAll(" ", "");
      owners.set(key, [...(owners.get(key) ?? []), at]);
    }));
    const records = azmilIndex.records.map(([id, kind, title, hedge, date, lines, names, words], at) => ({
      id, kind, title, hedge, date, lines, at, names: ` ${stems(names)} `, words: ` ${stems(words)} `,
    }));
    loaded = { owners, records, known: new Set(records.flatMap((each) => `${each.names}${each.words}`.split(" ").filter(Boolean))) };
    return loaded;
  };

  const equivalents = (words) => {
    const others = azmilIndex.spellings.flatMap(([a, b]) => [[a, b], [b, a]])
      .filter(([old]) => words.includes(old) && words.length >= SHORTEST_RESPELT).map(([old, now]) => words.replaceAll(old, now));
    const named = (load().owners.get(words.replaceAll(" ", "")) ?? []).flatMap((at) => azmilIndex.names[at]);
    return [...new Set([words, ...others, ...[...new Set(named)].sort().slice(0, MOST_NAMES)])];
  };
  const phrases = ([names, isBeginning]) => [...new Set(names.flatMap((name) => [name, name.replaceAll(" ", "")]))]
    .map((name) => ` ${stems(name)}${isBeginning ? "" : " "}`);
  const isIn = (group, text) => group.some((all) => all.every((any) => any.some((phrase) => text.includes(phrase))));

  const groups = (parts) => {
    const found = [];
    for (let at = 0; at < parts.length;) {
      let end = at + 1;
      for (let last = Math.min(parts.length, at + MOST_WORDS); last > at + 1; last -= 1) {
        const words = parts.slice(at, last);
        if (!words.some(([, isBeginning]) => isBeginning) && load().owners.has(words.map(([word]) => word).join("").replaceAll(" ", ""))) {
          end = last;
          break;
        }
      }
      const run = parts.slice(at, end);
      const group = [run.map(([word, isBeginning]) => phrases([equivalents(word), isBeginning]))];
      if (run.length > 1) group.push([phrases([equivalents(run.map(([word]) => word).join(" ")), false])]);
      found.push(group);
      at = end;
    }
    return found;
  };

  const matching = (parts) => {
    const all = groups(parts), whole = parts.map(([word]) => word).join("").replaceAll(" ", "");
    const exact = new Set(load().owners.get(whole) ?? []);
    return load().records.flatMap((each) => {
      if (!all.every((group) => isIn(group, each.names) || isIn(group, each.words))) return [];
      const isName = all.every((group) => isIn(group, each.names));
      return [{ ...each, place: exact.has(each.at) ? 0 : isName ? 1 : 2 }];
    }).sort((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1));
  };

  /* The likeness of two words, as in Python's difflib. */
  const likeness = (a, b) => {
    const matched = (aFrom, aTo, bFrom, bTo) => {
      let best = [0, 0, 0];
      for (let i = aFrom; i < aTo; i += 1) for (let j = bFrom; j < bTo; j += 1) {
        let size = 0;
        while (i + size < aTo && j + size < bTo && a[i + size] === b[j + size]) size += 1;
        if (size > best[2]) best = [i, j, size];
      }
      const [i, j, size] = best;
      return size ? size + matched(aFrom, i, bFrom, j) + matched(i + size, aTo, j + size, bTo) : 0;
    };
    return (2 * matched(0, a.length, 0, b.length)) / (a.length + b.length);
  };
  const corrected = (parts) => parts.flatMap(([part, isBeginning]) => (/\d/.test(part) ? [part] : part.split(" ")).map((word) => {
    const isKnown = load().records.some((each) => phrases([[word], isBeginning]).some((phrase) => each.names.includes(phrase) || each.words.includes(phrase)));
    if (isKnown || /\d/.test(word)) return word;
    const nearest = [...load().known].map((term) => [likeness(term, word), term]).filter(([ratio]) => ratio >= LEAST_NEAR)
      .sort((x, y) => y[0] - x[0] || (x[1] < y[1] ? 1 : -1)).slice(0, MOST_NEAR);
    const close = nearest.filter(([ratio, term]) => term.length >= SHORTEST_TERM && (ratio >= LEAST_ALIKE || word.startsWith(term)));
    return close.length ? close[0][1] : word;
  })).map((word) => [word, /^\p{L}+$/u.test(word) && word.length >= SHORTEST_TERM]);

  const search = (text) => {
    const parts = [...text.matchAll(/"([^"]*)"(\*?)|(\S+)/g)]
      .map(([, phrase, star, word]) => [fold(phrase ?? word), Boolean(star) || (phrase === undefined && word.endsWith("*"))])
      .filter(([word]) => word);
    if (!parts.length) return { results: [], instead: null };
    const found = matching(parts);
    if (found.length) return { results: found, instead: null };
    const others = corrected(parts), results = matching(others);
    return { results, instead: results.length ? others.map(([word, isBeginning]) => word + (isBeginning ? "*" : "")).join(" ") : null };
  };
  return { search, fold, squeeze, RESULTS };
})();
