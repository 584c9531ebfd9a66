"use strict";
(() => {
  const facts = JSON.parse(document.getElementById("facts").textContent);
  const form = document.getElementById("filter");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const element = (id) => document.getElementById(id);
  const KINDS = ["departments", "customers", "outcomes"];
  const ids = {
    departments: facts.departments.map((each) => each[0]),
    customers: facts.customers.map((each) => each[0]),
    outcomes: facts.outcomes.map((each) => each[0]),
  };
  const LEVELS = ["severe", "serious", "minor"];

  // What the page shows of each conflict, and as what it came

  const shown = all("[data-c]").map((node) => ({ node, conflict: Number(node.dataset.c) }));
  const beside = all("[data-b]").map((node) => ({ node, finding: Number(node.dataset.b) }));
  const numbers = (text) => (text ? text.split(" ").map(Number) : []);
  const causes = all(".causes > li").map((node) => ({
    node, conflicts: [...numbers(node.dataset.ends), ...numbers(node.dataset.lowers)],
  }));
  const stories = all(".story").map((node) => ({
    node,
    story: Number(node.dataset.story),
    named: all(".sufferers > span", node),
    told: [".count", ".money", ".payers", ".sufferers > i"].map((each) => node.querySelector(each)),
  }));
  for (const each of stories) each.before = each.told.map((node) => node && node.textContent);
  const cells = all(".heat tbody tr").map((row) => all("td", row).map((cell) => ({
    cell, text: cell.querySelector("a") || cell, html: (cell.querySelector("a") || cell).textContent, look: cell.className,
  })));
  const texts = ["claim", "rest", "seen", "stake", "causes-claim", "beside-claim"].map(element).filter(Boolean)
    .map((node) => ({ node, before: [...node.childNodes].map((each) => each.cloneNode(true)), hidden: node.hidden }));

  const count = (number, noun, plural) => `${number.toLocaleString("en-US")} ${number === 1 ? noun : plural || `${noun}s`}`;
  const money = (amount) => `${Math.round(amount).toLocaleString("en-US")} ${facts.currency}`.trim();
  const byLevel = (found) => LEVELS.map((level, at) => [found.filter((each) => each.level === at).length, level])
    .filter(([number]) => number).map(([number, level]) => `${number.toLocaleString("en-US")} ${level}`).join(", ");

  // The filter, in the form and in the address

  const chosen = (name) => (form.elements[name] ? form.elements[name].value : "");
  const label = (name) => form.elements[name].selectedOptions[0].textContent;

  function wanted() {
    const level = LEVELS.indexOf(chosen("level"));
    const kinds = KINDS.filter(chosen).map((kind) => [kind, ids[kind].indexOf(chosen(kind))]);
    return { level, kinds, any: level >= 0 || kinds.length > 0 };
  }
  const fits = (each, want) =>
    (want.level < 0 || each.level <= want.level) && want.kinds.every(([kind, at]) => each[kind].includes(at));

  function read() {
    const [anchor, query] = location.hash.slice(1).split("?");
    if (query !== undefined) {
      const params = new URLSearchParams(query);
      for (const name of ["level", ...KINDS]) {
        const select = form.elements[name];
        const value = params.get(name) || "";
        if (select) select.value = [...select.options].some((each) => each.value === value) ? value : "";
      }
    }
    return anchor;
  }
  function write() {
    const params = new URLSearchParams();
    for (const name of ["level", ...KINDS]) if (chosen(name)) params.set(name, chosen(name));
    const anchor = location.hash.slice(1).split("?")[0];
    const query = params.toString();
    const hash = anchor || query ? `#${anchor}${query ? `?${query}` : ""}` : "";
    if (hash !== location.hash) history.replaceState(null, "", hash || location.href.split("#")[0]);
  }

  // What is said anew of the conflicts that are left

  function restore() {
    for (const each of texts) {
      each.node.replaceChildren(...each.before.map((one) => one.cloneNode(true)));
      each.node.hidden = each.hidden;
    }
    for (const each of stories) each.told.forEach((node, at) => { if (node) node.textContent = each.before[at]; });
    for (const row of cells) for (const each of row) { each.text.textContent = each.html; each.cell.className = each.look; }
  }

  function stakes(conflicts, want) {
    const felt = new Set(conflicts.flatMap((each) => each.suffers));
    const picked = want.kinds.find(([kind]) => kind === "outcomes");
    return [...felt].filter((at) => !picked || at === picked[1]).reduce((sum, at) => sum + facts.outcomes[at][1], 0);
  }

  function tell(want, open, decided, findings) {
    const names = KINDS.filter(chosen).map(label);
    const about = names.join(", ") || "this level";
    const level = want.level < 0 ? "" : want.level ? ` (${LEVELS[want.level]} and worse)` : " (severe only)";
    const found = new Set(open.map((each) => each.story)).size;
    const at = want.kinds.find(([kind]) => kind === "departments");
    const [, objectives, seen] = at ? facts.departments[at[1]] : [];
    const others = findings.length ? `${count(findings.length, "finding")} beside them` : "";
    let claim, rest = [decided.length ? `${count(decided.length, "more conflict")} decided` : "", others].filter(Boolean).join("; ");
    const unseen = at && !seen;
    if (open.length) claim = `${about}: ${count(found, "story", "stories")}, ${count(open.length, "conflict")}${level}: ${byLevel(open)}`;
    else if (decided.length) { claim = `${about}: every conflict is decided${level}`; rest = others; }
    else if (unseen) claim = objectives
      ? `Nothing can be found about ${label("departments")} yet: none of ${count(objectives, "objective")} reaches a customer or another objective`
      : `Nothing can be found about ${label("departments")}: no objective is in force`;
    else if (findings.length) { claim = `No conflict against ${about}${level}`; rest = `but ${count(findings.length, "finding")}: ${byLevel(findings)}`; }
    else claim = `Nothing against ${about}${level}`;
    element("claim").textContent = claim;
    element("rest").textContent = rest;
    if (at) element("seen").textContent = unseen ? "" : `${seen} of ${count(objectives, "objective")} of ${label("departments")} can be seen.`;
    const amount = stakes(open.filter((each) => each.level < 2), want);
    const stake = element("stake");
    stake.hidden = !amount;
    if (amount) stake.querySelector(".money").textContent = money(amount);
    const besides = element("beside-claim");
    if (besides) besides.textContent = findings.length ? `${count(findings.length, "finding")}: ${byLevel(findings)}.` : "Nothing else for this filter.";
  }

  function retell(story, own, want) {
    if (!own.length) return;
    const [size, paid, payers, more] = story.told;
    const customers = [...new Set(own.flatMap((each) => each.customers))].map((at) => facts.customers[at][1]);
    const rest = own.length - story.named.filter((each) => !each.hidden).length;
    if (size) size.textContent = count(own.length, "conflict");
    if (paid) paid.textContent = money(stakes(own, want));
    if (customers.length) payers.textContent = customers.slice(0, 3).join(", ") + (customers.length > 3 ? ` and ${customers.length - 3} more` : "");
    if (more) more.textContent = rest > 0 ? `and ${rest} more` : "";
  }

  function heat(conflicts) {
    const worst = new Map();
    for (const each of conflicts) for (const [row, column, tension] of each.heat) {
      const key = `${row} ${column}`;
      worst.set(key, Math.max(tension, worst.get(key) || 0));
    }
    cells.forEach((row, by) => row.forEach((each, of) => {
      const tension = worst.get(`${by} ${of}`) || 0;
      each.text.textContent = tension >= 0.5 ? tension.toFixed(0) : "";
      const step = tension < 0.5 ? 0 : tension < 15 ? 1 : tension < 30 ? 2 : tension < 60 ? 3 : 4;
      each.cell.className = each.look.replace(/\bh\d/, `h${step}`);
    }));
  }

  function filter() {
    const want = wanted();
    const fit = facts.conflicts.map((each) => fits(each, want));
    const conflicts = facts.conflicts.filter((_, at) => fit[at]);
    const open = conflicts.filter((each) => each.open);
    const findings = facts.beside.filter((each) => fits(each, want));
    for (const each of shown) each.node.hidden = !fit[each.conflict];
    for (const each of beside) each.node.hidden = want.any ? !fits(facts.beside[each.finding], want) : "more" in each.node.dataset;
    for (const each of causes) each.node.hidden = !each.conflicts.some((at) => fit[at]);
    for (const each of stories) each.node.hidden = !open.some((one) => one.story === each.story);
    for (const each of all(".none")) each.hidden = shown.some((one) => !one.node.hidden && one.node.className === "conflict");
    restore();
    if (want.any) {
      tell(want, open, conflicts.filter((each) => !each.open), findings);
      heat(conflicts);
      const held = new Set(causes.filter((each) => !each.node.hidden).flatMap((each) => each.conflicts.filter((at) => fit[at])));
      const left = causes.filter((each) => !each.node.hidden).length;
      if (left) element("causes-claim").textContent = `${count(left, "declaration")} ${left === 1 ? "holds" : "hold"} ${held.size} of ${count(open.length, "conflict")}`;
      for (const each of stories) retell(each, open.filter((one) => one.story === each.story), want);
    }
    const part = element("causes");
    if (part) part.hidden = causes.every((each) => each.node.hidden);
    write();
  }

  function follow() {
    const anchor = read();
    filter();
    let target = null;
    try { target = anchor && element(decodeURIComponent(anchor)); } catch { return; }
    if (!target) return;
    if (target.closest("[hidden]")) { form.reset(); filter(); }
    target.scrollIntoView();
  }

  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  addEventListener("hashchange", follow);
  if (location.hash.includes("?")) follow(); else filter();
})();
