"use strict";
(() => {
  const form = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const levels = ["severe", "serious", "minor"];
  const items = [...document.querySelectorAll("[data-finding], [data-card]")].map((element) => ({
    element,
    finding: element.dataset.finding,
    level: levels.indexOf(element.dataset.level),
    departments: new Set(element.dataset.departments.split(" ")),
    customers: new Set(element.dataset.customers.split(" ")),
    outcomes: new Set(element.dataset.outcomes.split(" ")),
  }));
  const groups = [...document.querySelectorAll("[data-group]")].map((group) => ({
    none: group.querySelector(":scope > .none"),
    items: [...group.querySelectorAll("[data-finding], [data-card]")],
  }));
  const all = new Set(items.filter((item) => item.finding).map((item) => item.finding)).size;
  const unfiltered = shown.textContent;

  const chosen = (name) => (form.elements[name] ? form.elements[name].value : "");

  function filter() {
    const level = levels.indexOf(chosen("level"));
    const wanted = ["departments", "customers", "outcomes"].map((name) => [name, chosen(name)]).filter((pair) => pair[1]);
    const found = new Set();
    for (const item of items) {
      const fits = (level < 0 || !item.finding || item.level <= level) && wanted.every(([name, id]) => item[name].has(id));
      item.element.hidden = !fits;
      if (fits && item.finding) found.add(item.finding);
    }
    for (const group of groups) if (group.none) group.none.hidden = group.items.some((item) => !item.hidden);
    shown.textContent = level < 0 && !wanted.length ? unfiltered : `${found.size} of ${all} findings shown`;
  }

  function reveal() {
    let target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return; }
    if (target && target.closest("[hidden]")) { form.reset(); filter(); target.scrollIntoView(); }
  }

  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  addEventListener("hashchange", reveal);
  filter();

  const key = (element) => `${element.dataset.from} ${element.dataset.to}`;

  for (const conflict of document.querySelectorAll(".conflict")) {
    const picture = conflict.querySelector(".picture");
    if (!picture) continue;
    const arrows = [...picture.querySelectorAll("[data-from][data-to]")];
    const nodes = [...picture.querySelectorAll("[data-node]")];
    const chains = [...conflict.querySelectorAll(".chain")].map((element) => {
      const links = [...element.querySelectorAll("[data-from]")];
      return {
        element,
        button: element.querySelector(".trace"),
        arrows: new Set(links.map(key)),
        nodes: new Set(links.flatMap((link) => [link.dataset.from, link.dataset.to])),
      };
    });
    let pinned = null;

    function show(some) {
      const lit = some.length > 0;
      picture.classList.toggle("tracing", lit);
      for (const arrow of arrows) arrow.classList.toggle("lit", some.some((chain) => chain.arrows.has(key(arrow))));
      for (const node of nodes) node.classList.toggle("lit", some.some((chain) => chain.nodes.has(node.dataset.node)));
      for (const chain of chains) chain.element.classList.toggle("lit", some.includes(chain));
    }
    const rest = () => show(pinned ? [pinned] : []);
    function pin(chain) {
      pinned = pinned === chain ? null : chain;
      for (const each of chains) if (each.button) each.button.setAttribute("aria-pressed", String(each === pinned));
      rest();
    }

    for (const chain of chains) {
      chain.element.addEventListener("mouseenter", () => show([chain]));
      chain.element.addEventListener("mouseleave", rest);
      if (chain.button) chain.button.addEventListener("click", () => pin(chain));
    }
    const through = (element) => chains.filter((chain) =>
      element.dataset.node ? chain.nodes.has(element.dataset.node) : chain.arrows.has(key(element)));
    for (const element of [...arrows, ...nodes]) {
      element.addEventListener("mouseenter", () => show(through(element)));
      element.addEventListener("mouseleave", rest);
      element.addEventListener("click", () => { const [first] = through(element); if (first) pin(first); });
    }
  }
})();
