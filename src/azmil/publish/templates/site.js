/* Search, and which part of one file is shown; the pages work without scripts, except for search and report.js. */
"use strict";
(() => {
  const { $, $$, element, isOneFile, address } = azmilPage;

  /* Search */
  const box = element("input", { id: "page/words", type: "search", autocomplete: "off", spellcheck: "false" });
  const form = element("form", { role: "search" }, element("label", { for: "page/words" }, "Search"), " ", box);
  const found = element("section", { "aria-live": "polite", hidden: true });
  $("header").append(form);
  $("main").prepend(found);
  const show = (most = azmilSearch.RESULTS) => {
    const text = box.value.trim();
    found.hidden = !text;
    if (!text) return;
    const { results, instead } = azmilSearch.search(text);
    const first = results.slice(0, most), more = results.length - first.length;
    const rows = first.map((each) => element("tr", {},
      element("td", {}, element("a", { href: address(each.id) }, each.title)),
      element("td", {}, each.hedge), element("td", {}, each.lines), element("td", {}, each.date), element("td", {}, each.kind)));
    const note = !results.length ? `Nothing found for “${text}”.`
      : `${results.length} found${instead ? ` for “${instead}”, since “${text}” was not found` : ""}${more > 0 ? `; the first ${first.length} are shown` : ""}.`;
    const showAll = () => { show(Infinity); $(`tbody tr:nth-child(${first.length + 1}) a`, found).focus(); };
    const heads = ["found", "hedge", "lines", "date", "kind"].map((head) => element("th", { scope: "col" }, head));
    found.replaceChildren(element("h2", {}, "Search"), element("p", {}, note), ...(rows.length
      ? [element("table", { class: "rows" }, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows))] : []), ...(more > 0 ? [element("p", {}, element("button", { type: "button", onclick: showAll }, `Show all ${results.length}`))] : []));
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  box.addEventListener("input", () => show());

  /* Reports are set up when they are shown, since one file has all of them. */
  const setUp = (part) => $$(".tools[hidden]", part).forEach(azmilReport);

  /* One file: show only the part of the address. */
  const decoded = (text) => { try { return decodeURIComponent(text); } catch { return text; } };
  const parts = new Map($$(".part").map((part) => [part.id, part]));
  const missing = element("p", { class: "hedge", role: "alert", hidden: true });
  if (isOneFile) $("main").prepend(missing);
  const route = () => {
    const id = decoded(location.hash.slice(1).split("?")[0]);
    const target = document.getElementById(id), isHere = target?.contains($(".part")); // the skip link leads to all parts
    const part = parts.get(id) ?? target?.closest(".part") ?? (isHere ? $(".part:not([hidden])") : parts.get("page/start"));
    missing.hidden = !id || Boolean(target);
    missing.textContent = `There is no record or page "${id}" here.`;
    const isNew = part.hidden || !document.title.startsWith(part.dataset.title);
    for (const each of parts.values()) each.hidden = each !== part;
    document.title = `${part.dataset.title} - azmil`;
    setUp(part);
    azmilCite(part, part.id);
    if (isNew) found.hidden = true;
    if (isNew || target !== part) (target && target !== part ? target : $("main")).scrollIntoView();
  };
  if (isOneFile) {
    window.addEventListener("hashchange", route);
    route();
  } else setUp(document);
})();
