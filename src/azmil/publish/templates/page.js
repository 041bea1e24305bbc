/* What the scripts of a page share: its elements, and the addresses of records. */
"use strict";
const azmilPage = (() => {
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
  const [before, after] = isOneFile ? ["#", ""] : [`${root}r/`, ".html"];
  const address = (id) => `${before}${id}${after}`;
  const idOf = (href) => { // the id of the record that a link leads to, or an empty text
    const isRecord = href.startsWith(before) && href.endsWith(after);
    const id = isRecord ? href.slice(before.length, href.length - after.length) : "";
    return id.includes("/") ? "" : id;
  };
  return { $, $$, element, isOneFile, address, idOf };
})();
