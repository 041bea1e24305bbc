/* Search, facets, sorting, text filters and downloads; the pages work without it, except for these. */
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value !== false && value !== null) made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...children);
    return made;
  };
  const isOneFile = document.body.classList.contains("one-file");
  const root = isOneFile ? "" : $("script[src$='site.js']").getAttribute("src").replace("site.js", "");
  const address = (id) => (isOneFile ? `#${id}` : `${root}r/${id}.html`);

  /* Search */
  const box = element("input", { id: "words", type: "search", autocomplete: "off", spellcheck: "false" });
  const form = element("form", { role: "search" }, element("label", { for: "words" }, "Search"), " ", box);
  const found = element("section", { "aria-live": "polite", hidden: true });
  $("header").append(form);
  $("main").prepend(found);
  const show = () => {
    const text = box.value.trim();
    found.hidden = !text;
    if (!text) return;
    const { results, instead } = azmilSearch.search(text);
    const first = results.slice(0, azmilSearch.RESULTS), more = results.length - first.length;
    const rows = first.map((each) => element("tr", {},
      element("td", {}, element("a", { href: address(each.id) }, each.title)),
      element("td", {}, each.hedge), element("td", {}, each.lines), element("td", {}, each.date), element("td", {}, each.kind)));
    const note = !results.length ? `Nothing found for “${text}”.`
      : `${results.length} found${instead ? ` for “${instead}”, since “${text}” was not found` : ""}${more > 0 ? `; the first ${first.length} are shown` : ""}.`;
    const heads = ["found", "hedge", "lines", "date", "kind"].map((head) => element("th", { scope: "col" }, head));
    found.replaceChildren(element("h2", {}, "Search"), element("p", {}, note), ...(rows.length
      ? [element("table", { class: "rows" }, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows))] : []));
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  box.addEventListener("input", show);

  /* An address in a citation names the version that was cited. */
  const cited = /[?&]v=([^&#]*)/.exec(location.search || location.hash);
  if (cited && decodeURIComponent(cited[1]) !== azmilIndex.version) {
    $("main").prepend(element("p", { class: "hedge", role: "note" },
      `The citation names version ${decodeURIComponent(cited[1])}; this is version ${azmilIndex.version}, which may differ.`));
  }

  /* One file: show only the part of the address. */
  const parts = new Map($$(".part").map((part) => [part.id, part]));
  const route = () => {
    const id = decodeURIComponent(location.hash.slice(1)).split("?")[0];
    const target = document.getElementById(id);
    const part = parts.get(id) ?? target?.closest(".part") ?? parts.get("page/start");
    for (const each of parts.values()) each.hidden = each !== part;
    document.title = `${part.dataset.title} - azmil`;
    found.hidden = true;
    (target && target !== part ? target : $("#main")).scrollIntoView();
  };
  if (isOneFile) {
    window.addEventListener("hashchange", route);
    route();
  }

  /* Reports: facets, a text filter, sorting, all columns, download; the state is kept in the address after "?". */
  const valueOf = (cell) => cell.dataset.v ?? cell.textContent;
  const compare = (a, b) => {
    if (a === b) return 0;
    if (a === "" || b === "") return a === "" ? 1 : -1;
    const [x, y] = [Number(a.replaceAll(",", "")), Number(b.replaceAll(",", ""))];
    return Number.isNaN(x) || Number.isNaN(y) ? (a < b ? -1 : 1) : x - y;
  };
  const csvCell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const setUp = (tools) => {
    const table = document.getElementById(`table/${tools.dataset.tools}`);
    const heads = $$("th", table), body = $("tbody", table), rows = $$("tr", body);
    const base = isOneFile ? `report/${tools.dataset.tools}` : "";
    const state = { chosen: new Map(), text: "", sort: "" };
    const write = () => {
      const given = new URLSearchParams();
      for (const [name, values] of state.chosen) for (const value of values) given.append(name, value);
      if (state.text) given.set("~", state.text);
      if (state.sort) given.set("^", state.sort);
      history.replaceState(null, "", `#${base}${given.size ? `?${given}` : ""}`);
    };
    const isShown = (row, but) => {
      const text = azmilSearch.fold(state.text);
      if (text && !azmilSearch.fold(row.textContent).includes(text)) return false;
      return [...state.chosen].every(([name, values]) => name === but || !values.size
        || values.has(valueOf(row.cells[heads.findIndex((head) => head.dataset.name === name)])));
    };
    const count = element("p", { role: "status" });
    const facets = heads.filter((head) => "facet" in head.dataset).map((head) => ({ head, list: element("div", { class: "facet" }) }));
    const draw = () => {
      for (const row of rows) row.hidden = !isShown(row);
      count.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} rows`;
      for (const { head, list } of facets) {
        const name = head.dataset.name, at = heads.indexOf(head), chosen = state.chosen.get(name) ?? new Set();
        const counts = new Map();
        for (const row of rows) if (isShown(row, name)) counts.set(valueOf(row.cells[at]), (counts.get(valueOf(row.cells[at])) ?? 0) + 1);
        for (const value of chosen) if (!counts.has(value)) counts.set(value, 0);
        list.replaceChildren(...[...counts].sort(([a], [b]) => compare(a, b)).map(([value, number]) => element("label", {},
          element("input", { type: "checkbox", checked: chosen.has(value), onchange: (event) => {
            if (event.target.checked) chosen.add(value); else chosen.delete(value);
            state.chosen.set(name, chosen);
            write(); draw();
          } }), ` ${value || "(empty)"} (${number})`)));
      }
    };
    const sort = () => {
      const name = state.sort.replace("-", ""), at = heads.findIndex((head) => head.dataset.name === name);
      const sign = state.sort.startsWith("-") ? -1 : 1;
      const sorted = at < 0 ? rows : [...rows].sort((a, b) => sign * compare(valueOf(a.cells[at]), valueOf(b.cells[at])));
      body.append(...sorted);
      heads.forEach((head, index) => (index === at ? head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending") : head.removeAttribute("aria-sort")));
    };
    for (const head of heads) {
      const button = element("button", { type: "button", onclick: () => {
        const name = head.dataset.name;
        state.sort = state.sort === name ? `-${name}` : state.sort === `-${name}` ? "" : name;
        write(); sort();
      } }, head.textContent);
      head.replaceChildren(button);
    }
    const text = element("input", { type: "search", id: `filter/${tools.dataset.tools}`, oninput: () => { state.text = text.value; write(); draw(); } });
    const save = (text, name, type) => {
      const blob = new Blob([text], { type });
      element("a", { href: URL.createObjectURL(blob), download: name }).click();
    };
    const about = () => {
      const ids = new Set($$("tr", body).filter((row) => !row.hidden).map((row) => valueOf(row.cells[0])));
      const touched = new Set(azmilIndex.records.filter(([id]) => ids.has(id)).flatMap((record) => record[8]));
      const remarks = [...touched].sort((a, b) => a - b).map((at) => azmilIndex.records[at]);
      const version = `${azmilIndex.base} (content ${azmilIndex.version})`;
      const meanings = $$("dt", table.closest("main, .part")).map((term) => `${term.textContent.trim()}: ${term.nextElementSibling.textContent.trim()}`);
      save([
        `${tools.dataset.tools}: ${count.textContent}, from ${version}`,
        ...[["Columns", meanings], ["Sources", azmilIndex.sources],
          ["Conflicts, gaps and misprints that concern these rows", remarks.map(([id, , title, , , lines]) => `${title} (${id}; lines ${lines})`)],
          ["How to cite", [`${azmilIndex.titles.join("; ")}. Cited from ${version}, report ${tools.dataset.tools}, ${count.textContent}.`]],
        ].map(([head, lines]) => `\n${head}\n${(lines.length ? lines : ["none"]).map((line) => `- ${line}\n`).join("")}`.trimEnd()),
      ].join("\n") + "\n", "about.txt", "text/plain");
    };
    const csv = () => {
      const shown = $$("tr", body).filter((row) => !row.hidden);
      const lines = [heads.map((head) => head.dataset.name), ...shown.map((row) => [...row.cells].map(valueOf))];
      save(lines.map((line) => `${line.map(csvCell).join(",")}\n`).join(""), `${tools.dataset.tools}.csv`, "text/csv");
    };
    tools.append(
      element("div", {}, element("label", { for: text.id }, "Rows with this text"), text),
      ...facets.map(({ head, list }) => element("details", {}, element("summary", {}, head.textContent), list)),
      element("button", { type: "button", "aria-pressed": "false", onclick: (event) => {
        event.target.setAttribute("aria-pressed", String(table.classList.toggle("all")));
      } }, "All columns"),
      element("button", { type: "button", onclick: csv }, "Download these rows"),
      element("button", { type: "button", onclick: about }, "Download about.txt"),
      count,
    );
    const read = () => {
      const given = new URLSearchParams(location.hash.split("?")[1] ?? "");
      state.chosen = new Map(); state.text = given.get("~") ?? ""; state.sort = given.get("^") ?? "";
      for (const [name, value] of given) if (name !== "~" && name !== "^") state.chosen.set(name, (state.chosen.get(name) ?? new Set()).add(value));
      text.value = state.text;
      draw(); sort();
    };
    tools.hidden = false;
    if (!isOneFile || location.hash.startsWith(`#${base}`)) read(); else draw();
  };
  $$(".tools").forEach(setUp);
})();
