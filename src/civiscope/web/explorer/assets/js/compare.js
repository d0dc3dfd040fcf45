/* Cities side by side in the static site: the sheets of cities and groups are data scripts; lining them up follows
   domain/comparison.py, which does it for the service. */
"use strict";
(() => {
  const form = document.getElementById("compare-form");
  const place = document.getElementById("comparison");
  if (!form) return;
  const { language, root } = form.dataset;
  const most = Number(form.dataset.most);
  const say = JSON.parse(form.dataset.phrases);
  const [city, group] = [form.elements["compare-city"], form.elements["compare-group"]];
  const parameters = new URLSearchParams(location.search);
  const each = (values) => [...new Set(values.filter(Boolean))];
  let cities = each(parameters.getAll("cities").flatMap((value) => value.split(",")));
  let groups = each(parameters.getAll("group"));
  const plural = new Intl.PluralRules(language);

  const fill = (phrase, words) => {
    const text = typeof phrase === "string" ? phrase : phrase[plural.select(words.count)] || phrase.other;
    return text.replace(/\{([a-z]+)\}/g, (whole, name) => words[name]);
  };

  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  const cityOf = (code) => civiscope.load(`city-${code}-${language}`);

  /* What the peers of a city answered, counted, as domain/sheets.py does it for the service. */
  const peersOf = async (code) => {
    const own = await cityOf(code);
    const sheets = await Promise.all(own.peers.map(cityOf));
    const found = new Map();
    for (const sheet of sheets)
      for (const line of sheet.lines) found.set(line[0], [...(found.get(line[0]) || []), line]);
    const lines = [...found.values()].map((ofPeers) => [...ofPeers[0].slice(0, 3), "", counted(ofPeers)]);
    return {
      code: `peers:${code}`,
      title: fill(say.peers_of, { city: own.title }),
      subtitle: fill(say.peers_count, { count: sheets.length, shown: sheets.length }),
      group: true,
      lines: lines.filter((line) => line[4]),
    };
  };

  const counted = (lines) => {
    const known = lines.filter((line) => line[3]);
    const isList = known.every((line) => line[3] === "yes" || line[3] === "no");
    const counts = new Map();
    for (const line of known) counts.set(line[4], (counts.get(line[4]) || 0) + 1);
    if (!known.length || (counts.size > 5 && !isList)) return "";
    const of = (n) => fill(say.count_of, { n, base: known.length });
    if (isList) return of(known.filter((line) => line[3] === "yes").length);
    const most = [...counts].sort((one, other) => other[1] - one[1]);
    return most.map(([answer, n]) => `${answer}${say.colon}${of(n)}`).join("\n");
  };

  const sheetOf = async (code, isGroup) => {
    if (!isGroup) return cityOf(code);
    if (code.startsWith("peers:")) return peersOf(code.slice("peers:".length));
    const sheets = await civiscope.load(`groups-${language}`);
    if (!sheets[code]) throw new Error(code);
    return sheets[code];
  };

  /* [key, section, title, value, shown] of every line; the rows in which a city is known, by section. */
  const parts = (sheets) => {
    const keys = new Map();
    for (const sheet of sheets.filter((one) => !one.group))
      for (const [key, section, title] of sheet.lines) if (!keys.has(key)) keys.set(key, [section, title]);
    const lines = sheets.map((sheet) => new Map(sheet.lines.map((line) => [line[0], line])));
    const found = new Map();
    for (const [key, [section, title]] of keys) {
      const cells = lines.map((ofSheet) => ofSheet.get(key) || null);
      const values = cells.filter((cell, at) => cell && !sheets[at].group && cell[3]).map((cell) => cell[3]);
      const isList = cells.some((cell) => cell && (cell[3] === "yes" || cell[3] === "no"));
      if (!values.length || (isList && !values.includes("yes"))) continue;
      if (!found.has(section)) found.set(section, []);
      found.get(section).push({ title, cells, differs: new Set(values).size > 1, known: values.length });
    }
    return [...found].map(([title, rows]) => ({
      title,
      rows,
      differs: rows.some((row) => row.differs),
      shared: rows.some((row) => row.known > 1),
    }));
  };

  const cellOf = (cell) => {
    const element = make("td", "", { dir: "auto" });
    if (!cell) element.append(make("span", "–", { class: "small" }));
    else cell[4].split("\n").forEach((line, at) => element.append(...(at ? [make("br")] : []), line));
    if (cell && cell[3] === "yes") element.classList.add("is-named");
    return element;
  };

  const headOf = (sheets) => {
    const row = make("tr");
    row.append(make("td"));
    for (const sheet of sheets) {
      const cell = make("th", "", { scope: "col" });
      const title = sheet.group ? make("span", sheet.title) : make("a", sheet.title, { href: `${root}cities/${sheet.code}.html` });
      title.dir = "auto";
      cell.append(title, make("br"), make("span", sheet.subtitle, { class: "small", dir: "auto" }));
      row.append(cell);
    }
    const head = make("thead");
    head.append(row);
    return head;
  };

  const bodyOf = (part, width) => {
    const body = make("tbody");
    const title = make("tr");
    title.append(make("th", part.title, { scope: "rowgroup", colspan: width, class: "part-title", dir: "auto" }));
    body.append(title);
    for (const row of part.rows) {
      const element = make("tr", "", row.differs ? { class: "differs" } : {});
      element.append(make("th", row.title, { scope: "row", dir: "auto" }), ...row.cells.map(cellOf));
      body.append(element);
    }
    return body;
  };

  const sectionOf = (title, sheets, found) => {
    const section = make("section", "", { class: "comparison" });
    section.append(make("h2", title));
    const table = make("table", "", { class: "table compare-table" });
    table.append(headOf(sheets), ...found.map((part) => bodyOf(part, sheets.length + 1)));
    const scroll = make("div", "", { class: "table-scroll", tabindex: "0", role: "group", "aria-label": say.compare_table });
    scroll.append(table);
    section.append(scroll);
    return section;
  };

  /* The peers of every city that is shown can be chosen as a group. */
  const offerPeers = (sheets) => {
    for (const sheet of sheets.filter((one) => !one.group && one.peers.length)) {
      const value = `peers:${sheet.code}`;
      if ([...group.options].some((option) => option.value === value)) continue;
      group.options[0].after(make("option", fill(say.peers_of, { city: sheet.title }), { value }));
    }
  };

  const show = async () => {
    const asked = [...cities.map((code) => [code, false]), ...groups.map((code) => [code, true])];
    if (asked.length > most) return place.replaceChildren(make("p", fill(say.compare_too_many, { most }), { class: "notice" }));
    const answers = await Promise.allSettled(asked.map(([code, isGroup]) => sheetOf(code, isGroup)));
    const sheets = answers.filter((answer) => answer.status === "fulfilled").map((answer) => answer.value);
    const unknown = asked.filter((_, at) => answers[at].status === "rejected");
    const refused = unknown.map(([code, isGroup]) =>
      make("p", fill(isGroup ? say.compare_unknown_group : say.compare_unknown_city, { value: code }), { class: "notice" }),
    );
    offerPeers(sheets);
    if (sheets.length < 2 || !sheets.some((sheet) => !sheet.group)) return place.replaceChildren(...refused);
    const found = parts(sheets);
    const alone = sheets.filter((sheet) => !sheet.group).length > 1 ? say.compare_alone : say.compare_beside;
    const listed = [
      [say.compare_different, found.filter((part) => part.differs)],
      [say.compare_alike, found.filter((part) => !part.differs && part.shared)],
      [alone, found.filter((part) => !part.shared)],
    ];
    place.replaceChildren(
      ...refused,
      ...listed.filter(([, ofKind]) => ofKind.length).map(([title, ofKind]) => sectionOf(title, sheets, ofKind)),
    );
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    cities = each([...cities, city.value]);
    groups = each([...groups, group.value]);
    const query = new URLSearchParams([...cities.map((code) => ["cities", code]), ...groups.map((code) => ["group", code])]);
    history.replaceState(null, "", `?${query}`);
    [city.value, group.value] = ["", ""];
    show();
  });
  show();
})();
