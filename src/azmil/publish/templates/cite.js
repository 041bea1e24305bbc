/* Addresses with the version: a note on a page that shows another one than was cited, and citations to copy. */
"use strict";
const azmilCite = (() => {
  const isWeb = ["http:", "https:"].includes(location.protocol);
  const isOneFile = document.body.classList.contains("one-file");
  const main = document.querySelector("main");

  /* Of an edition such as 0.1.0-dcee8a5d2dbc, the version of azmil and the digest of the content. */
  const split = (edition) => /^(?:(.*)-)?(.*)$/s.exec(edition).slice(1);
  const words = ([version, content]) => `${version ? `azmil ${version}, ` : ""}content ${content}`;
  const cited = new URLSearchParams(location.search).get("v");
  if (cited && cited !== azmilIndex.edition) {
    const [there, here] = [split(cited), split(azmilIndex.edition)];
    const note = document.createElement("p");
    note.className = "hedge";
    note.setAttribute("role", "note");
    note.textContent = `The citation names another version: ${words(there)}. This page shows ${words(here)}`
      + (there[1] === here[1] ? ", which has the same content." : ", which may differ.");
    main.prepend(note);
  }

  /* A citation in a style, with the parts of the footnote on the page filled into the template of the style. */
  const PLACEHOLDER = /[\ue000-\uf8ff]/g;
  const quoted = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const read = (footnote) => {
    for (const styles of azmilIndex.cite.sets) {
      const names = [];
      const pattern = quoted(styles[0].footnote).replace(PLACEHOLDER, (letter) => (names.push(letter), "(.*?)"));
      const found = new RegExp(`^${pattern}$`, "s").exec(footnote);
      if (found) return [styles, Object.fromEntries(names.map((name, at) => [name, found[at + 1]]))];
    }
    return null;
  };
  const write = (style, [styles, parts], address) => {
    const escapes = azmilIndex.cite.escapes[style] ?? {};
    const escaped = (text) => [...text].map((character) => escapes[character] ?? character).join("");
    return styles[address ? 1 : 0][style].replace(PLACEHOLDER, (letter) => (letter !== "\ue102" ? escaped(parts[letter])
      : style === "bibtex" ? escaped(address) : address));
  };

  const copied = async (shown) => {
    const range = document.createRange();
    range.selectNodeContents(shown);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    try { await navigator.clipboard.writeText(shown.textContent); return "Copied."; } catch { return "Selected; copy it now."; }
  };
  const button = (text, action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", action);
    return made;
  };

  /* The address that the page was opened at is part of the citation, unless the page itself names one. */
  const setUp = (root, id) => {
    for (const shown of root.querySelectorAll("p.copy:not([data-ready])")) {
      shown.dataset.ready = "";
      const tools = document.createElement("p"), status = document.createElement("span");
      status.setAttribute("role", "status");
      const parts = shown.classList.contains("cite") && read(shown.firstChild.textContent.trim());
      if (!parts) tools.append(button("Copy", async () => { status.textContent = await copied(shown); }));
      else {
        let address = shown.querySelector("span")?.textContent ?? null;
        if (!address && isWeb) {
          address = `${location.origin}${location.pathname}?v=${encodeURIComponent(azmilIndex.edition)}${isOneFile ? `#${id}` : ""}`;
          shown.append(` ${address}`);
        }
        for (const style of Object.keys(parts[0][0])) {
          tools.append(button(`Copy as ${style}`, async () => {
            shown.textContent = write(style, parts, address);
            shown.style.whiteSpace = "pre-wrap";
            status.textContent = await copied(shown);
          }), " ");
        }
      }
      tools.append(" ", status);
      shown.after(tools);
    }
  };
  if (!isOneFile) setUp(document);
  return setUp;
})();
