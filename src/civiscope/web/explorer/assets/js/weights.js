/* Other weights for the parts of an index: scores and ranks by them, computed here from the published scores of the
   parts, as domain/index_weights.py says. The weights stand in the address: ?w=part:2,other:1. */
"use strict";
(() => {
  const place = document.getElementById("weights-live");
  if (!place) return;
  const { index, wave, language, root } = place.dataset;
  const phrases = JSON.parse(place.dataset.phrases);
  const by = (name) => document.getElementById(`weights-${name}`);
  const [form, summary, notice, table, rows, query, more, counted] =
    ["form", "summary", "notice", "ranking", "rows", "query", "more", "found-count"].map(by);
  const plural = new Intl.PluralRules(language);
  const written = (digits) => new Intl.NumberFormat(language, { maximumFractionDigits: digits });
  const [whole, points, coefficient] = [written(0), written(1), written(3)];
  const percent = new Intl.NumberFormat(language, { style: "percent" });
  const [FIRST, FURTHER] = [20, 100];

  const say = (key, words = {}) => {
    const form = phrases[key];
    const text = typeof form === "string" ? form : form[plural.select(words.count)] || form.other;
    return text.replace(/\{([a-z_]+)\}/g, (_, name) =>
      typeof words[name] === "number" ? whole.format(words[name]) : words[name],
    );
  };

  const parts = [...form.querySelectorAll(".weight")].map((element) => ({
    code: element.dataset.code,
    published: Number(element.dataset.weight),
    slider: element.querySelector("[type=range]"),
    field: element.querySelector("[type=number]"),
    share: element.querySelector("output"),
  }));
  const chosen = () => parts.map((part) => Math.max(0, part.field.valueAsNumber || 0));
  const setWeights = (weights) =>
    parts.forEach((part, at) => {
      part.field.value = String(weights[at]);
      part.slider.value = String(weights[at]);
    });

  /* The weighted mean of what is known; null where there is none. */
  const weighted = (values, weights, { method, minimum }) => {
    let [total, sum, known, positive] = [0, 0, 0, true];
    values.forEach((value, at) => {
      if (value === null) return;
      known += 1;
      total += weights[at];
      positive = positive && value > 0;
      const term = { arithmetic: value, geometric: Math.log(value), harmonic: 1 / value }[method];
      sum += weights[at] * term;
    });
    if (!known || total <= 0 || (minimum > 0 && known < (minimum - 1e-4) * values.length)) return null;
    if (method === "arithmetic") return sum / total;
    if (!positive) return null;
    return method === "geometric" ? Math.exp(sum / total) : total / sum;
  };

  /* 1 for the highest, ties take the lowest (or, for correlations, their mean); scores that differ by rounding are ties. */
  const ranksOf = (scores, mean = false) => {
    const known = scores.map((score, at) => [score, at]).filter(([score]) => score !== null);
    known.sort((one, other) => other[0] - one[0]);
    const greatest = Math.max(0, ...known.map(([score]) => Math.abs(score)));
    const found = scores.map(() => null);
    for (let start = 0, end = 0; start < known.length; start = end) {
      for (end = start + 1; end < known.length && known[end - 1][0] - known[end][0] <= 1e-12 * greatest; ) end += 1;
      for (let at = start; at < end; at += 1) found[known[at][1]] = mean ? (start + 1 + end) / 2 : start + 1;
    }
    return found;
  };

  /* Spearman's: the correlation of ranks over what has both; null where all are alike. */
  const spearman = (one, other) => {
    const both = one.map((_, at) => at).filter((at) => one[at] !== null && other[at] !== null);
    const [x, y] = [one, other].map((scores) => ranksOf(both.map((at) => scores[at]), true));
    const centre = (both.length + 1) / 2;
    const product = (a, b) => a.reduce((sum, value, at) => sum + (value - centre) * (b[at] - centre), 0);
    const spread = Math.sqrt(product(x, x) * product(y, y));
    return spread > 0 ? product(x, y) / spread : null;
  };

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  let data = null;
  let cities = [];
  let shown = FIRST;

  const load = async () => {
    if (data) return;
    data = await civiscope.load(`index-${index}`);
    cities = data.waves[wave].map(([code, name, score, low, high, ...values]) => ({
      code, name, score, low, high, values, plain: folded(name),
    }));
    const ranks = ranksOf(cities.map((city) => city.score));
    cities.forEach((city, at) => (city.before = ranks[at]));
  };

  const make = (name, text = "", attributes = {}) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  const moveOf = (city) => {
    if (city.now === null) return say("lost_city");
    const places = city.before - city.now;
    return places ? say(places > 0 ? "up" : "down", { count: Math.abs(places) }) : say("same");
  };

  const moveCell = (city) => {
    const cell = make("td");
    const line = make("span", "", { class: "move" });
    const places = city.now === null ? 0 : city.before - city.now;
    if (places) {
      line.classList.add(places > 0 ? "move-up" : "move-down");
      const arrow = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", places > 0 ? "M5 0 10 9H0Z" : "M5 10 0 1H10Z");
      arrow.setAttribute("viewBox", "0 0 10 10");
      arrow.setAttribute("aria-hidden", "true");
      arrow.append(path);
      line.append(arrow);
    }
    line.append(moveOf(city));
    cell.append(line);
    return cell;
  };

  const rowOf = (city) => {
    const row = make("tr", "", { "data-city": city.code });
    const name = make("th", "", { scope: "row" });
    name.append(make("a", city.name, { href: `${root}cities/${city.code}.html`, dir: "auto" }));
    const before = make("td", whole.format(city.before), { class: "number" });
    if (city.low !== null)
      before.append(make("span", say("range", { low: city.low, high: city.high }), { class: "small" }));
    row.append(
      make("td", city.now === null ? "–" : whole.format(city.now), { class: "number rank" }),
      name,
      make("td", city.mine === null ? "–" : points.format(city.mine), { class: "number", "data-score": String(city.mine) }),
      moveCell(city),
      before,
    );
    return row;
  };

  const list = () => {
    const wanted = folded(query.value.trim());
    const found = cities.filter((city) => city.plain.includes(wanted));
    found.sort((one, other) => (one.now ?? Infinity) - (other.now ?? Infinity) || one.plain.localeCompare(other.plain));
    rows.replaceChildren(...found.slice(0, shown).map(rowOf));
    counted.textContent = say("found", { shown: Math.min(shown, found.length), count: found.length });
    more.hidden = found.length <= shown;
  };

  const tell = (correlation) => {
    const kept = cities.filter((city) => city.now === city.before).length;
    const lost = cities.filter((city) => city.now === null).length;
    const moves = cities.filter((city) => city.now !== null && city.now !== city.before);
    const furthest = moves.reduce(
      (most, city) => (!most || Math.abs(city.now - city.before) > Math.abs(most.now - most.before) ? city : most),
      null,
    );
    const said = [
      correlation === null ? say("no_correlation") : say("correlation", { value: coefficient.format(correlation) }),
      say("summary", { same: kept, count: cities.length }),
    ];
    if (furthest) said.push(say("furthest", { city: furthest.name, move: moveOf(furthest) }));
    if (lost) said.push(say("lost", { count: lost }));
    summary.textContent = said.join(" ");
  };

  const show = async () => {
    const weights = chosen();
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    parts.forEach((part, at) => (part.share.textContent = total > 0 ? percent.format(weights[at] / total) : "–"));
    try {
      await load();
    } catch {
      summary.textContent = say("failed");
      return;
    }
    if (!(total > 0)) {
      summary.textContent = say("no_weight");
      table.hidden = true;
      return;
    }
    const scores = cities.map((city) => weighted(city.values, weights, data));
    const ranks = ranksOf(scores);
    cities.forEach((city, at) => Object.assign(city, { mine: scores[at], now: ranks[at] }));
    tell(spearman(scores, cities.map((city) => city.score)));
    table.hidden = false;
    list();
  };

  const keep = () => {
    const address = new URL(location.href);
    address.searchParams.delete("w");
    const weights = chosen();
    const same = parts.every((part, at) => part.published === weights[at]);
    const rest = address.searchParams.toString();
    const own = same ? "" : `w=${parts.map((part, at) => `${encodeURIComponent(part.code)}:${weights[at]}`).join(",")}`;
    const search = [rest, own].filter(Boolean).join("&");
    history.replaceState(null, "", `${search ? `?${search}` : location.pathname.split("/").pop()}${location.hash}`);
  };

  let waiting = 0;
  const changed = () => {
    keep();
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(show);
  };

  parts.forEach((part) => {
    part.slider.addEventListener("input", () => {
      part.field.value = String(Number(part.slider.valueAsNumber.toPrecision(6)));
      changed();
    });
    part.field.addEventListener("input", () => {
      part.slider.value = String(Math.max(0, part.field.valueAsNumber || 0));
      changed();
    });
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", (event) => {
    const kind = event.target.dataset.set;
    if (!kind) return;
    setWeights(parts.map((part) => (kind === "equal" ? 1 : part.published)));
    notice.hidden = true;
    changed();
  });
  query.addEventListener("input", () => {
    shown = FIRST;
    list();
  });
  more.addEventListener("click", () => {
    shown += FURTHER;
    list();
  });

  /* Weights of the address; what it names and the index has not, or what is no weight, is said and left out. */
  const asked = new URLSearchParams(location.search).get("w");
  if (asked) {
    const unknown = [];
    const weights = parts.map((part) => part.published);
    for (const entry of asked.split(",").filter(Boolean)) {
      const [code, text] = [entry.slice(0, entry.lastIndexOf(":")), entry.slice(entry.lastIndexOf(":") + 1)];
      const at = parts.findIndex((part) => part.code === code);
      const weight = text.trim() === "" ? NaN : Number(text);
      if (at < 0 || !Number.isFinite(weight) || weight < 0) unknown.push(entry);
      else weights[at] = weight;
    }
    setWeights(weights);
    if (unknown.length) {
      notice.textContent = say("unknown_part", { parts: unknown.join(", ") });
      notice.hidden = false;
    }
    show();
  }
})();
