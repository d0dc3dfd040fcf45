/* The list of cities, filtered in the browser: at once, without a new page, and with the same addresses. */
"use strict";
(() => {
  const root = document.getElementById("cities");
  const form = document.getElementById("city-filters");
  const told = JSON.parse(root.dataset.script);
  const { page } = root.dataset;
  const baked = "baked" in root.dataset;
  const by = (id) => document.getElementById(id);
  const language = Intl.NumberFormat.supportedLocalesOf(document.documentElement.lang)[0] || "en";
  const plural = new Intl.PluralRules(language);
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const tenths = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const firstIndex = by("city-index") ? by("city-index").options[0].value : root.dataset.index;

  const say = (key, words = {}) => {
    const found = told.words[key];
    const text = typeof found === "string" ? found : found[plural.select(words.count)] || found.other;
    return text.replace(/\{(\w+)\}/g, (_, name) => words[name]);
  };

  const element = (name, attributes = {}, ...content) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== false) made.setAttribute(key, value);
    made.append(...content);
    return made;
  };

  // ---------------------------------------------------------------- queries and addresses
  const boxes = [...form.querySelectorAll("fieldset input[type=checkbox]")];
  const order = [...new Set(boxes.map((box) => box.name))];

  const number = (text) => (/^\d{1,12}$/.test((text || "").trim()) ? Number(text) : null);

  const queryOf = (words) => {
    const choices = new Map();
    for (const box of boxes) {
      if (!words.getAll(box.name).includes(box.value)) continue;
      choices.set(box.name, (choices.get(box.name) || new Set()).add(box.value));
    }
    const sort = ["population", "score"].includes(words.get("sort")) ? words.get("sort") : "name";
    const index = words.get("index");
    return {
      choices,
      text: (words.get("q") || "").trim().slice(0, 200),
      from: number(words.get("population_from")),
      to: number(words.get("population_to")),
      index: told.indices.includes(index) ? index : firstIndex,
      classes: words.get("classes") === "1",
      sort,
      descending: words.get("order") ? words.get("order") === "desc" : sort !== "name",
      page: Math.max(1, number(words.get("page")) || 1),
    };
  };

  const written = (query, changes = {}) => {
    const asked = { ...query, page: 1, ...changes };
    const words = new URLSearchParams();
    if (asked.text) words.append("q", asked.text);
    for (const name of order) {
      const chosen = asked.choices.get(name);
      for (const box of boxes) if (box.name === name && chosen && chosen.has(box.value)) words.append(name, box.value);
    }
    if (asked.from !== null) words.append("population_from", asked.from);
    if (asked.to !== null) words.append("population_to", asked.to);
    if (asked.index && asked.index !== firstIndex) words.append("index", asked.index);
    if (asked.classes) words.append("classes", "1");
    if (asked.sort !== "name") words.append("sort", asked.sort);
    if (asked.descending !== (asked.sort !== "name")) words.append("order", asked.descending ? "desc" : "asc");
    if (asked.page > 1) words.append("page", asked.page);
    const text = words.toString();
    return text ? `?${text}` : "";
  };

  const fillForm = (query) => {
    for (const box of boxes) box.checked = Boolean(query.choices.get(box.name)?.has(box.value));
    by("city-text").value = query.text;
    by("population-from").value = query.from ?? "";
    by("population-to").value = query.to ?? "";
    if (by("city-index")) by("city-index").value = query.index;
    if (by("city-classes")) by("city-classes").checked = query.classes;
  };

  // ---------------------------------------------------------------- what the page shows
  let table;
  let query;
  let found;

  const labelOf = (box) => box.closest("label").querySelector(".choice-label").textContent;
  const titleOf = (name) => {
    const box = boxes.find((entry) => entry.name === name);
    return box ? box.closest("details").querySelector("summary span").textContent : say("population");
  };
  const labels = (name) => new Map(boxes.filter((box) => box.name === name).map((box) => [box.value, labelOf(box)]));
  const regions = labels("region");
  const countries = labels("country");

  /* The label of the one level of a facet that holds for a city. */
  const levelOf = (name, words, place) => {
    for (const [code, level] of table.facets.get(name) || []) if (civiscope.cities.has(level.cities, place)) return words.get(code);
    return "";
  };

  const showFilters = () => {
    for (const box of boxes) {
      const count = found.counts.get(box.name).get(box.value);
      const label = box.closest("label");
      label.querySelector(".choice-count").textContent = whole.format(count);
      label.classList.toggle("choice-empty", count === 0);
    }
    for (const block of form.querySelectorAll("details.filter")) {
      const limited = block.querySelector("[data-range]") && (query.from !== null || query.to !== null) ? 1 : 0;
      const active = block.querySelectorAll(":checked").length + limited;
      const sign = block.querySelector(".filter-active");
      sign.textContent = active;
      sign.hidden = active === 0;
      if (active && !block.dataset.seen) block.open = true;
      block.dataset.seen = "1";
    }
  };

  const chip = (text, changes) =>
    element(
      "li",
      {},
      element(
        "a",
        { class: "chip", href: page + written(query, changes) },
        element("span", { dir: "auto" }, text),
        element("span", { class: "visually-hidden" }, ` – ${say("remove")}`),
      ),
    );

  const showChips = () => {
    const made = [];
    if (query.text) made.push(chip(`“${query.text}”`, { text: "" }));
    for (const box of boxes) {
      if (!query.choices.get(box.name)?.has(box.value)) continue;
      const choices = new Map(query.choices);
      const rest = new Set(choices.get(box.name));
      rest.delete(box.value);
      if (rest.size) choices.set(box.name, rest);
      else choices.delete(box.name);
      const alone = boxes.filter((entry) => entry.name === box.name).length === 1 && "member" in box.dataset;
      made.push(chip(alone ? labelOf(box) : `${titleOf(box.name)}: ${labelOf(box)}`, { choices }));
    }
    if (query.from !== null || query.to !== null) {
      const ends = [];
      if (query.from !== null) ends.push(`${say("population_from")} ${whole.format(query.from)}`);
      if (query.to !== null) ends.push(`${say("population_to")} ${whole.format(query.to)}`);
      made.push(chip(`${say("population")}: ${ends.join(" ")}`, { from: null, to: null }));
    }
    const list = by("cities-chips");
    const clear = by("cities-clear");
    list.replaceChildren(...made, clear.closest("li"));
    list.hidden = made.length === 0;
    by("cities-active").textContent = made.length;
    by("cities-active").hidden = made.length === 0;
    const nothing = { choices: new Map(), text: "", from: null, to: null, sort: "name", descending: false };
    clear.href = page + written(query, nothing);
  };

  const showWords = () => {
    const count = found.places.length;
    by("cities-count").textContent = say("count", { count, shown: whole.format(count), all: whole.format(table.count) });
    const sentences = [...found.leftOut].map(([name, left]) =>
      element("li", {}, say("left_out", { count: left, shown: whole.format(left), facet: titleOf(name) })),
    );
    by("cities-left-out").replaceChildren(...sentences);
    by("cities-left-out").hidden = sentences.length === 0;
    by("cities-none").hidden = count > 0;
    by("cities-csv").textContent = say("download");
    if (!baked) by("cities-csv").href = root.dataset.csv + written(query);
  };

  const line = (place) => {
    const { data } = table;
    const population = data.population[place];
    const absent = (text) => element("span", { class: "absent" }, text);
    const row = element(
      "tr",
      {},
      element("th", { scope: "row", dir: "auto" }, element("a", { href: civiscope.cityAddress(data.codes[place]) }, data.names[place])),
      element("td", { dir: "auto" }, levelOf("country", countries, place)),
      element("td", { class: "wide", dir: "auto" }, levelOf("region", regions, place)),
      element("td", { class: "number" }, population === null ? absent(say("not_known")) : whole.format(population)),
      element("td", { class: "wide", dir: "auto" }, told.waves[data.waves[data.wave[place]]]),
    );
    const scores = data.indices[query.index];
    if (scores) {
      const [score, low, high] = scores.map((column) => column[place]);
      const shown = element("td", { class: "number" }, score === null ? absent("–") : tenths.format(score));
      if (score !== null && low !== null && high !== null) {
        shown.append(" ", element("span", { class: "score-interval" }, `(${tenths.format(low)}–${tenths.format(high)})`));
      }
      row.append(shown);
    }
    return row;
  };

  const showTable = () => {
    const start = (query.page - 1) * told.length;
    const shown = by("cities-table");
    shown.hidden = found.places.length === 0;
    shown.tBodies[0].replaceChildren(...found.places.slice(start, start + told.length).map(line));
    for (const way of shown.tHead.querySelectorAll("a[data-sort]")) {
      const key = way.dataset.sort;
      const here = key === query.sort;
      way.href = page + written(query, { sort: key, descending: here ? !query.descending : key !== "name" });
      way.closest("th").setAttribute("aria-sort", here ? (query.descending ? "descending" : "ascending") : "none");
    }
    if (by("cities-score-of") && by("city-index")) by("cities-score-of").textContent = by("city-index").selectedOptions[0].text;
  };

  const showPager = () => {
    const last = Math.ceil(found.places.length / told.length);
    const pager = by("cities-pager");
    pager.hidden = last <= 1;
    const way = (number, text, attributes = {}) =>
      element("a", { href: page + written(query, { page: number }), ...attributes }, text);
    const near = [1, last];
    for (let n = query.page - 2; n <= query.page + 2; n += 1) if (n > 1 && n < last) near.push(n);
    const steps = [];
    let before = 0;
    for (const n of [...new Set(near)].sort((a, b) => a - b)) {
      if (n - before > 1) steps.push(element("li", {}, element("span", { "aria-hidden": "true" }, "…")));
      const here = n === query.page && "page";
      steps.push(element("li", {}, way(n, String(n), { "aria-current": here, "aria-label": say("page", { page: n }) })));
      before = n;
    }
    pager.replaceChildren(
      ...(query.page > 1 ? [way(query.page - 1, say("previous"), { rel: "prev" })] : []),
      element("ol", {}, ...steps),
      ...(query.page < last ? [way(query.page + 1, say("next"), { rel: "next" })] : []),
    );
  };

  const show = (asked) => {
    query = asked;
    found = table.find(query);
    query.page = Math.min(query.page, Math.max(1, Math.ceil(found.places.length / told.length)));
    showFilters();
    showChips();
    showWords();
    showTable();
    showPager();
    document.dispatchEvent(new CustomEvent("civiscope:cities", { detail: { table, query, found } }));
  };

  /* The address says what is shown, so that it can be shared; a browser may forbid that for pages opened from disk. */
  const remember = () => {
    const search = written(query, { page: query.page });
    try {
      history.replaceState(null, "", new URL(page + search, location.href));
    } catch {
      return;
    }
    for (const way of document.querySelectorAll(".languages a")) way.search = search;
  };

  const change = (asked) => {
    show(asked);
    remember();
  };

  // ---------------------------------------------------------------- what the reader does
  const fromForm = () => {
    const words = new URLSearchParams(new FormData(form));
    words.set("sort", query.sort);
    words.set("order", query.descending ? "desc" : "asc");
    change(queryOf(words));
  };

  const follow = (event) => {
    const way = event.target.closest("a");
    if (!way || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const focused = way.dataset.sort || way.closest("#cities-pager");
    const asked = queryOf(new URL(way.href).searchParams);
    fillForm(asked);
    change(asked);
    if (way.closest("#cities-pager")) by("cities-title").scrollIntoView({ block: "start" });
    if (!focused || way.closest("#cities-pager")) by("cities-title").focus({ preventScroll: true });
  };

  const start = () => {
    let waiting;
    form.addEventListener("change", fromForm);
    form.addEventListener("input", (event) => {
      if (event.target.type === "checkbox") return;
      clearTimeout(waiting);
      waiting = setTimeout(fromForm, 150);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      fromForm();
    });
    for (const place of [by("cities-chips"), by("cities-pager"), by("cities-table").tHead]) place.addEventListener("click", follow);
    by("cities-csv").addEventListener("click", (event) => {
      if (!baked) return;
      event.preventDefault();
      civiscope.download(root.dataset.file, table.csv(found.places), "text/csv;charset=utf-8");
    });
    document.documentElement.classList.add("cities-live");
  };

  civiscope.cityAddress = (code) => `${document.body.dataset.root}cities/${code}.html`;
  civiscope.cityWords = { say, told, whole, element, levelOf, countries };

  /* Chips tell what is chosen, so that on a phone the map comes first. */
  if (matchMedia("(max-width: 56rem)").matches) form.querySelector(".filters-all").open = false;

  const begin = () =>
    civiscope.load("cities-data").then((data) => {
      table = new civiscope.cities.Table(data);
      const words = new URLSearchParams(location.search);
      if (!words.has("page") && root.dataset.number) words.set("page", root.dataset.number);
      const asked = queryOf(words);
      fillForm(asked);
      start();
      // The first list in a task of its own, so that neither keeps the reader waiting.
      query = asked;
      setTimeout(() => show(asked), 0);
    });

  /* After the first paint: nothing of it is needed to read the page. */
  const soon = () => (window.requestIdleCallback || setTimeout)(begin);
  if (document.readyState === "complete") soon();
  else window.addEventListener("load", soon, { once: true });
})();
