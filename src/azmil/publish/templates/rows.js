/* The rows of a report: filtered and sorted as azmil does, as CSV, with what they are about. It does not touch the page.
 *
 * "choices" is the object that azmil.publish.choices describes. A state has filters (values by name of the column), text,
 * sort (a column, with - for descending) and all (whether all columns are shown); it is kept in the address. */
"use strict";
const azmilRows = (() => {
  const SETTINGS = ["text", "sort", "columns", "v"]; // no column has these names; v is the version that is cited
  const FLAGS = { 1: "1", yes: "1", true: "1", 0: "0", no: "0", false: "0" };
  const MOST_NAMED = 5; // values that another one takes in
  const own = (object, key) => (object && Object.hasOwn(object, key) ? object[key] : undefined);

  const read = (query) => {
    const given = new URLSearchParams(query), filters = new Map();
    for (const [name, value] of given) {
      const column = name.replaceAll("-", "_");
      if (!SETTINGS.includes(name)) filters.set(column, [...new Set([...(filters.get(column) ?? []), value])]);
    }
    return { filters, text: given.get("text") ?? "", sort: given.get("sort") ?? "", all: given.get("columns") === "all" };
  };
  const written = (state) => {
    const given = new URLSearchParams();
    for (const [name, values] of state.filters) for (const value of values) given.append(name, value);
    if (state.text) given.set("text", state.text);
    if (state.sort) given.set("sort", state.sort);
    if (state.all) given.set("columns", "all");
    return String(given);
  };

  /* Texts are compared by code point; UTF-16 puts the characters above U+FFFF before some of those below. */
  const points = (text) => text.replace(/[\ud800-\uffff]/g, (c) => String.fromCharCode(c.charCodeAt() + (c < "\ue000" ? 0x2000 : -0x800)));
  const less = (a, b) => (typeof a === "string" ? points(a) < points(b) : a < b);
  const compare = (a, b, sign = 1) => {
    if (a === b) return 0;
    if (a === null || b === null) return a === null ? 1 : -1; // no value: last in both directions
    return less(a, b) ? -sign : sign;
  };

  /* heads: name, isFacet and isFlag of each column; cells: the texts of each row as in files; shown: as on the page. */
  const table = (heads, cells, choices, shown = cells) => {
    const at = (name) => heads.findIndex((head) => head.name === name);
    const all = cells.map((_, row) => row), indexes = new Map();
    const index = (name) => { // the rows of each value
      if (indexes.has(name)) return indexes.get(name);
      const found = new Map(), place = at(name);
      cells.forEach((row, number) => {
        if (row[place] === "") return;
        if (!found.has(row[place])) found.set(row[place], []);
        found.get(row[place]).push(number);
      });
      indexes.set(name, found);
      return found;
    };
    const rowsOf = (name, value) => {
      const other = own(choices.takes[name], value), rows = index(name);
      if (other === undefined) return rows.get(value) ?? [];
      const distinct = [...rows.values()];
      return other.rows ?? other.flatMap((position) => distinct[position]);
    };

    const numbersIn = (text) => /\d+/.exec(text)?.[0] ?? null;
    const key = (term, name) => {
      if (Array.isArray(term)) return term;
      const texts = (column) => cells.map((row) => (row[at(column)] === "" ? null : row[at(column)]));
      const numbers = (found) => found.map((text) => (text === null ? null : Number(text)));
      if (typeof term === "object") return texts(name).map((text) => own(term, text ?? "") ?? null);
      if (term === "#") return numbers(texts(name).map((text) => numbersIn(text ?? "")));
      return term.startsWith("+") ? numbers(texts(term.slice(1))) : texts(term);
    };
    const order = (sort) => {
      const name = sort.replace(/^-/, ""), sign = sort.startsWith("-") ? -1 : 1;
      if (at(name) < 0) return all;
      const keys = (own(choices.sort, name) ?? [name]).map((term) => key(term, name));
      const ids = name === "id" || at("id") < 0 ? [] : key("id");
      const first = (found, test) => { for (const each of found) { const result = test(each); if (result) return result; } return 0; };
      return [...all].sort((a, b) => first(keys, (each) => compare(each[a], each[b], sign)) || compare(ids[a], ids[b]) || a - b);
    };

    /* The values to choose from, with their depths; a tree has wider ones above those that they take in. */
    const values = (name) => {
      if (heads[at(name)].isFlag) return ["1", "0"].filter((value) => index(name).has(value)).map((value) => [value, 0]);
      if (own(choices.trees, name)) return choices.trees[name];
      const known = [...new Set([...index(name).keys(), ...Object.keys(own(choices.takes, name) ?? {})])];
      const inOrder = own(choices.sort, name) ? order(name).map((row) => cells[row][at(name)]) : [];
      const place = new Map([...new Set(inOrder)].map((value, position) => [value, position]));
      const names = new Map(known.map((value) => [value, azmilSearch.fold(value)]));
      return known.sort((a, b) => compare(place.get(a) ?? null, place.get(b) ?? null) || compare(names.get(a), names.get(b)))
        .map((value) => [value, 0]);
    };

    const folded = [];
    const texts = () => folded.length ? folded : folded.push(...shown.map((row) => row.map(azmilSearch.squeeze).join("\n"))) && folded;
    /* For each filter and the text: which rows match; a row is shown if all of them match. */
    const matching = (state) => {
      const found = new Map();
      for (const [name, given] of state.filters) {
        if (given.length && heads[at(name)]?.isFacet) found.set(name, new Set(given.flatMap((value) => rowsOf(name, value))));
      }
      const text = azmilSearch.squeeze(state.text);
      if (text) found.set("", new Set(all.filter((row) => texts()[row].includes(text))));
      return found;
    };
    const rows = (state) => {
      const sets = [...matching(state).values()];
      return order(state.sort).filter((row) => sets.every((set) => set.has(row)));
    };
    /* The numbers of rows that each value of a column shows with the filters by other columns. */
    const counts = (state, name, listed) => {
      const sets = [...matching(state)].filter(([other]) => other !== name).map(([, set]) => set);
      const isShown = all.map((row) => sets.every((set) => set.has(row)));
      return new Map(listed.map(([value]) => [value, rowsOf(name, value).filter((row) => isShown[row]).length]));
    };

    /* The state with its values in the spelling of the table, and what in it the table does not know. */
    const known = (state) => {
      const problems = [], filters = new Map();
      for (const [name, given] of state.filters) {
        const head = heads[at(name)];
        if (!head?.isFacet) {
          problems.push(head ? `These rows cannot be filtered by “${name}”.` : `There is no column “${name}”.`);
          continue;
        }
        const listed = values(name).map(([value]) => value);
        filters.set(name, given.map((value) => {
          const wanted = head.isFlag ? own(FLAGS, value.toLowerCase()) ?? value : value;
          const found = listed.includes(wanted) ? wanted : listed.find((each) => azmilSearch.squeeze(each) === azmilSearch.squeeze(wanted));
          if (found === undefined) problems.push(`No row has “${value}” as ${name.replaceAll("_", " ")}.`);
          return found ?? value;
        }).slice(head.isFlag ? -1 : 0));
      }
      const isSorted = !state.sort || at(state.sort.replace(/^-/, "").replaceAll("-", "_")) >= 0;
      if (!isSorted) problems.push(`There is no column “${state.sort.replace(/^-/, "")}” to sort by.`);
      const sort = isSorted ? state.sort.replace(/(?!^)-/g, "_") : "";
      return { state: { ...state, filters, sort }, problems };
    };

    const csvCell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const csv = (state) => [heads.map((head) => head.name), ...rows(state).map((row) => cells[row])]
      .map((line) => `${line.map(csvCell).join(",")}\n`).join("");

    const quoted = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\"'\"'")}'`);
    const option = (name, value) => `--${name.replaceAll("_", "-")}${value.startsWith("-") ? "=" : " "}${quoted(value)}`;
    const command = (report, state) => {
      const filters = [...state.filters].flatMap(([name, given]) => given.map((value) => (heads[at(name)].isFlag
        ? `--${value === "0" ? "no-" : ""}${name.replaceAll("_", "-")}` : option(name, value))));
      return ["azmil query", report, ...filters, ...(state.sort ? [option("sort", state.sort)] : []), "--format csv"].join(" ");
    };
    const shownAs = (name, value) => (heads[at(name)].isFlag ? { 1: "yes", 0: "no" }[value] ?? value : value);
    const described = (state) => [
      ...[...state.filters].filter(([, given]) => given.length)
        .map(([name, given]) => `${name.replaceAll("_", " ")}: ${given.map((value) => shownAs(name, value)).join(" or ")}`),
      ...(state.text ? [`text: “${state.text}”`] : []),
      ...(state.sort ? [`sorted by ${state.sort.replace(/^-/, "").replaceAll("_", " ")}${state.sort.startsWith("-") ? ", descending" : ""}`] : []),
    ];
    /* The other values that the chosen ones take in, in words. */
    const widened = (state) => [...state.filters].flatMap(([name, given]) => given.map((value) => {
      const others = [...new Set(rowsOf(name, value).map((row) => cells[row][at(name)]))].filter((each) => each !== value);
      const more = others.length - MOST_NAMED;
      return others.length ? `${value} takes in ${others.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}` : "";
    })).filter(Boolean);
    return { at, values, rows, counts, known, csv, command, described, widened, shownAs, rowsOf };
  };

  /* The conflicts, gaps and misprints about some records, in the order of the index. */
  const remarks = (ids) => {
    const wanted = new Set(ids);
    const touched = new Set(azmilIndex.records.filter(([id]) => wanted.has(id)).flatMap((record) => record[8]));
    return [...touched].sort((a, b) => a - b).map((at) => azmilIndex.records[at]);
  };
  const remark = ([id, kind, title, , , lines]) => `${kind}: ${title} (${id}; lines ${lines})`;

  /* The text of about.txt; report, count, described, widened, command, notes, columns, claims and things (ids), address. */
  const about = (of) => {
    const version = `${azmilIndex.base} (content ${azmilIndex.version})`;
    const ofClaims = remarks(of.claims), ofThings = remarks(of.things).filter((each) => !ofClaims.includes(each));
    const cited = [`report ${of.report}`, ...of.described, of.count, of.address].join("; ");
    const section = ([head, lines]) => `\n${head}\n${(lines.length ? lines : ["none"]).map((line) => `- ${line}\n`).join("")}`;
    return [`Rows of the report ${of.report}: ${of.count}. From ${version}.\n`, ...[
      ["Filters and order", [...of.described, ...of.widened]],
      ["The same rows on the command line", [of.command, ...of.notes]],
      ["Columns", of.columns],
      ["Sources and their licences", azmilIndex.sources],
      ["Conflicts, gaps and misprints about these rows", ofClaims.map(remark)],
      ["Conflicts, gaps and misprints about what these rows name", ofThings.map(remark)],
      ["How to cite", [`${azmilIndex.titles.join("; ")}. Cited from ${version}, ${cited}.`]],
    ].map(section)].join("");
  };
  return { read, written, table, about };
})();
