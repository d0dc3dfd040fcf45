/* The picture of the map and its legend, kept true to the filters: it is what is printed, and what stays where the map
   that can be moved is not loaded. The same marks as views/cities_map.py. */
"use strict";
(() => {
  const figure = document.getElementById("city-map");
  const picture = figure.querySelector(".city-map-picture");
  const legend = document.getElementById("city-map-legend");
  const SVG = "http://www.w3.org/2000/svg";
  const { has } = civiscope.cities;
  const { say, told, whole } = civiscope.cityWords;

  const corners = (sign) => told.signs.find(([name]) => name === sign)[1];

  const drawn = (sign, x, y, size = 1) => {
    const at = (value) => Math.round(value * 100) / 100;
    const r = at(4 * size);
    return corners(sign).length
      ? `M${corners(sign)
          .map(([dx, dy]) => `${at(x + dx * size)} ${at(y + dy * size)}`)
          .join("L")}z`
      : `M${at(x - r)} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0-${2 * r} 0z`;
  };

  const path = (kind, data) => {
    const made = document.createElementNS(SVG, "path");
    made.setAttribute("class", kind);
    made.setAttribute("d", data);
    return made;
  };

  /* The groups of cities that share a sign, lowest first: {style, sign, places, text}. */
  const marksOf = ({ table, query, found }) => {
    const { points } = table.data;
    const matching = [];
    const others = [];
    points.forEach((point, place) => {
      if (point) (has(found.cities, place) ? matching : others).push(place);
    });
    const marks = [];
    const add = (style, sign, places, key, label = "") =>
      marks.push({ style, sign, places, text: say(key, { shown: whole.format(places.length), label }) });
    if (table.count > found.places.length) add("others", "dot", others, "map_others");
    const levels = query.classes && told.classes[query.index];
    if (!levels) {
      add("matching", "dot", matching, "map_matching");
      return marks;
    }
    const known = table.facets.get(levels.facet);
    const without = matching.filter((place) => ![...known.values()].some((level) => has(level.cities, place)));
    add("no-class", "dot", without, "map_no_class");
    [...known].forEach(([code, level], at) => {
      const here = matching.filter((place) => has(level.cities, place));
      add(`class-${at % told.signs.length}`, told.signs[at % told.signs.length][0], here, "map_class", levels.labels[code]);
    });
    return marks;
  };

  const entry = (mark) => {
    const item = document.createElement("li");
    const sign = document.createElementNS(SVG, "svg");
    sign.setAttribute("viewBox", "-6 -6 12 12");
    sign.setAttribute("aria-hidden", "true");
    sign.append(path(`key-${mark.style}`, drawn(mark.sign, 0, 0)));
    const text = document.createElement("span");
    text.dir = "auto";
    text.textContent = mark.text;
    item.append(sign, text);
    return item;
  };

  const repaint = ({ table, found }, marks) => {
    const crowded = found.places.length > told.crowd;
    const data = ({ style, sign, places }) =>
      places
        .map((place) => {
          const [x, y] = table.data.points[place].map((value) => Math.round(value / 10) / 10);
          return style === "others" || style === "matching" ? `M${x} ${y}h0` : drawn(sign, x, y, crowded ? told.small : 1);
        })
        .join("");
    picture.classList.toggle("crowded", crowded);
    picture.querySelectorAll("[class^=mark-]").forEach((old) => old.remove());
    picture.append(...marks.map((mark) => path(`mark-${mark.style}`, data(mark))));
  };

  /* Where the map covers the picture, it is painted when the browser has time, or just before it is printed. */
  let paint = null;
  const flush = () => {
    if (paint) paint();
    paint = null;
  };
  window.addEventListener("beforeprint", flush);

  document.addEventListener("civiscope:cities", (event) => {
    const { table, found } = event.detail;
    const marks = marksOf(event.detail);
    paint = () => repaint(event.detail, marks);
    (window.requestIdleCallback || setTimeout)(flush);
    legend.replaceChildren(...marks.map(entry));
    const count = marks.reduce((sum, mark) => sum + (mark.style === "others" ? 0 : mark.places.length), 0);
    const missing = found.places.length - count;
    picture.setAttribute("aria-label", say("map_alt", { count, shown: whole.format(count) }));
    document.getElementById("city-map-without").textContent = missing
      ? say("map_without", { count: missing, shown: whole.format(missing) })
      : "";
    document.dispatchEvent(new CustomEvent("civiscope:marks", { detail: { marks, table } }));
  });
})();
