/* The page of a report: facets, a text filter, sorting, all columns and downloads; the address after # keeps them. */
"use strict";
const azmilReport = (tools) => {
  const { $, $$, element, isOneFile, idOf } = azmilPage;
  const MANY = 12; // values of a facet among which a text finds some
  const report = tools.dataset.tools, base = isOneFile ? `report/${report}` : "";
  const table = document.getElementById(`table/${report}`), body = $("tbody", table), lines = $$("tr", body);
  const heads = $$("th", table).map((cell) => ({
    cell, name: cell.dataset.name, title: cell.textContent.trim(), isFacet: "facet" in cell.dataset, isFlag: "flag" in cell.dataset,
  }));
  const shown = lines.map((line) => [...line.cells].map((cell) => cell.textContent));
  const valueOf = (cell, at) => (heads[at].isFlag ? { yes: "1", no: "0" }[cell.textContent] ?? "" : cell.dataset.v ?? cell.textContent);
  const cells = lines.map((line) => [...line.cells].map(valueOf));
  const rows = azmilRows.table(heads, cells, JSON.parse(tools.dataset.choices), shown);
  let state = azmilRows.read(""), problems = [], order = "";

  const addressOf = () => { const query = azmilRows.written(state); return `#${base}${query ? `?${query}` : ""}`; };
  /* A change is a step back in the history; the letters of one text are one step. */
  const change = (others, replaces = false) => {
    ({ state, problems } = rows.known({ ...state, ...others }));
    if (addressOf() !== (location.hash || "#")) history[replaces ? "replaceState" : "pushState"](null, "", addressOf());
    draw();
  };
  const choose = (head, value, isChosen) => {
    const others = head.isFlag ? [] : (state.filters.get(head.name) ?? []).filter((each) => each !== value);
    const filters = new Map([...state.filters, [head.name, isChosen ? [...others, value] : others]].filter(([, given]) => given.length));
    change({ filters });
  };

  const facet = (head) => {
    const values = rows.values(head.name), choice = new Map(), badge = element("span");
    const list = element("div", { class: "facet", role: "group", "aria-label": head.title });
    for (const [value, depth] of values) {
      const input = element("input", { type: "checkbox", onchange: () => choose(head, value, input.checked) });
      const number = element("span", { class: "quiet" });
      choice.set(value, { input, number, label: element("label", depth ? { style: `padding-left:${depth * 1.25}rem` } : {}, input, ` ${rows.shownAs(head.name, value)} `, number) });
    }
    list.append(...[...choice.values()].map(({ label }) => label));
    const find = element("input", { type: "search", "aria-label": `Find a value of ${head.title}`, placeholder: "Find", oninput: () => draw() });
    const update = () => {
      const chosen = state.filters.get(head.name) ?? [], counts = rows.counts(state, head.name, values), wanted = azmilSearch.squeeze(find.value);
      for (const [value, { input, number, label }] of choice) {
        input.checked = chosen.includes(value);
        number.textContent = `(${counts.get(value)})`;
        label.hidden = !input.checked && (!counts.get(value) || !azmilSearch.squeeze(rows.shownAs(head.name, value)).includes(wanted));
      }
      badge.textContent = chosen.length ? ` (${chosen.length} chosen)` : "";
    };
    const node = element("details", {}, element("summary", {}, head.title, badge), ...(values.length > MANY ? [find] : []), list);
    node.addEventListener("toggle", () => {
      if (!node.open) return;
      update();
      list.scrollTop = $("input:checked", list)?.parentElement.offsetTop ?? 0;
    });
    return { node, badge, update, name: head.name };
  };
  const facets = heads.filter((head) => head.isFacet).map(facet).filter(({ name }) => rows.values(name).length);

  const sortBy = ({ name }) => change({ sort: { "": name, [name]: `-${name}`, [`-${name}`]: "" }[state.sort] ?? name });
  for (const head of heads) head.cell.replaceChildren(element("button", { type: "button", onclick: () => sortBy(head) }, head.title));
  const text = element("input", { type: "search", id: `filter/${report}`, "aria-describedby": `looks/${report}`, oninput: () => change({ text: text.value }, Boolean(state.text && text.value)) });
  const looks = element("p", { class: "quiet", id: `looks/${report}` }, "Looks in all columns, also hidden ones; case, accents, blanks and hyphens do not matter.");
  const wide = element("button", { type: "button", onclick: () => change({ all: !state.all }) }, "All columns");
  const clear = element("button", { type: "button", onclick: () => { change(azmilRows.read("")); text.focus(); } }, "Clear all");
  const status = element("p", { role: "status" }), note = element("p", { class: "hedge", role: "alert" });

  const drawSort = () => {
    if (order !== state.sort) {
      const sorted = rows.rows({ filters: new Map(), text: "", sort: state.sort });
      body.append(...sorted.map((row) => lines[row]));
      order = state.sort;
    }
    for (const { cell, name } of heads) {
      const isSorted = state.sort.replace(/^-/, "") === name;
      if (isSorted) cell.setAttribute("aria-sort", state.sort.startsWith("-") ? "descending" : "ascending"); else cell.removeAttribute("aria-sort");
    }
  };
  const count = (number) => `${number} of ${lines.length} rows`;
  const draw = () => {
    const visible = new Set(rows.rows(state));
    lines.forEach((line, row) => { line.hidden = !visible.has(row); });
    drawSort();
    for (const each of facets) { if (each.node.open || each.badge.textContent || state.filters.has(each.name)) each.update(); }
    if (document.activeElement !== text) text.value = state.text;
    table.classList.toggle("all", state.all);
    wide.setAttribute("aria-pressed", String(state.all));
    clear.hidden = !azmilRows.written(state);
    status.textContent = [count(visible.size), ...rows.described(state), ...rows.widened(state)].join("; ");
    note.textContent = problems.join(" ");
  };

  const save = (content, name, type) => {
    const link = element("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  const citable = () => { // a page opened from a file has no address for others
    const hash = addressOf(), file = isOneFile ? "" : `report/${report}.html`;
    const page = location.protocol.startsWith("http") ? location.href.split(/[?#]/)[0] : file;
    return `${page}?v=${azmilIndex.edition}${hash === "#" ? "" : hash}`;
  };
  const about = () => {
    const found = rows.rows(state), at = rows.at("id");
    const named = (row, place) => $$("a", lines[row].cells[place]).map((link) => idOf(link.getAttribute("href")));
    const places = heads.flatMap(({ name }, place) => (name === "country" ? [] : [place])); // nearly every row names the country
    const things = [
      ...found.flatMap((row) => places.flatMap((place) => named(row, place))),
      ...[...state.filters].flatMap(([name, given]) => given.flatMap((value) => rows.rowsOf(name, value)).flatMap((row) => named(row, rows.at(name)))),
    ];
    const terms = $$("dt", table.closest("main, .part"));
    save(azmilRows.about({
      report, count: count(found.length), described: rows.described(state), widened: rows.widened(state), command: rows.command(report, state),
      notes: [...(state.text ? ["of these, the rows with the text; the command line has no such filter"] : []), ...problems],
      columns: terms.map((term, column) => `${heads[column].name}: ${term.nextElementSibling.textContent.trim()}`),
      claims: found.map((row) => cells[row][at]), things, address: citable(),
    }), "about.txt", "text/plain");
  };

  tools.append(
    element("div", { class: "text" }, element("label", { for: text.id }, "Rows with this text"), text, looks), ...facets.map(({ node }) => node), wide,
    element("button", { type: "button", onclick: () => save(rows.csv(state), `${report}.csv`, "text/csv") }, "Download these rows"),
    element("button", { type: "button", onclick: about }, "Download about.txt"), clear, status, note,
  );
  const show = () => {
    const [path, query] = location.hash.slice(1).split(/\?(.*)/s);
    if (path !== base) return; // an anchor in the page, such as that of the skip link
    ({ state, problems } = rows.known(azmilRows.read(query ?? "")));
    text.value = state.text;
    draw();
  };
  tools.hidden = false;
  window.addEventListener("popstate", show);
  window.addEventListener("hashchange", show);
  draw();
  show();
};
