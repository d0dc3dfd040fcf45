/* The map that can be moved and enlarged: Leaflet on a flat plane, with the ground and the cities drawn on canvases.
   No tiles: everything it shows comes with the site. All cities are one layer, so that thousands cost one drawing. */
"use strict";
(() => {
  const figure = document.getElementById("city-map");
  const frame = figure.querySelector(".city-map-frame");
  const width = Number(figure.dataset.width);
  const height = Number(figure.dataset.height);
  const DEEPEST = 6;
  const REACH = { fine: 6, coarse: 14 };
  const MOST_NAMED = 8;
  const { say, told, whole, element, levelOf, countries } = civiscope.cityWords;
  const coarse = matchMedia("(pointer: coarse)");
  const forced = matchMedia("(forced-colors: active)");

  let marks = [];
  let table = null;

  /* Colours as the style sheet has them now: a canvas knows no custom properties. */
  const inkOf = (kind) => {
    const probe = element("span", { class: `ink ink-${kind}` });
    frame.append(probe);
    const style = getComputedStyle(probe);
    const found = { fill: style.color, line: style.borderTopColor };
    probe.remove();
    return found;
  };
  let inks = new Map();
  const ink = (kind) => {
    if (!inks.has(kind)) inks.set(kind, inkOf(kind));
    return inks.get(kind);
  };

  const style = (address) =>
    new Promise((resolve, reject) => {
      const link = element("link", { rel: "stylesheet", href: address });
      link.onload = resolve;
      link.onerror = reject;
      document.head.prepend(link);
    });

  const begin = async () => {
    const [ground] = await Promise.all([
      civiscope.load("cities-ground"),
      civiscope.script(new URL("leaflet.js", civiscope.base).href),
      style(new URL("leaflet.css", civiscope.base).href),
    ]);
    draw(ground, window.L);
  };

  const layersOf = (L) => {
    /* Draws the plane's units as pixels of the canvas, whatever the scale. */
    const Sheet = L.Path.extend({
      initialize(paint, options) {
        this._paint = paint;
        L.setOptions(this, options);
      },
      _project() {
        const { _map: map } = this;
        const factor = map.getZoomScale(map.getZoom(), 0);
        const origin = map.getPixelOrigin();
        this._factor = factor;
        this._origin = origin;
        this._pxBounds = L.bounds([
          [-origin.x, -origin.y],
          [width * factor - origin.x, height * factor - origin.y],
        ]);
      },
      _reset() {
        this._project();
        this._update();
      },
      _update() {
        if (this._map) this._updatePath();
      },
      _updatePath() {
        if (!this._renderer._drawing) return;
        this._paint(this._renderer._ctx, this._factor, this._origin);
      },
      _containsPoint(point) {
        return this.options.interactive && this.hits(point).length > 0;
      },
      /* The cities within reach of a pixel, those that match and the nearest first. */
      hits(pixel, reach = coarse.matches ? REACH.coarse : REACH.fine) {
        const found = [];
        marks.forEach((mark) => {
          for (const place of mark.places) {
            const [x, y] = table.data.points[place];
            const dx = (x / 100) * this._factor - this._origin.x - pixel.x;
            const dy = (y / 100) * this._factor - this._origin.y - pixel.y;
            const far = dx * dx + dy * dy;
            if (far <= reach * reach) found.push({ place, far, last: mark.style === "others" });
          }
        });
        return found.sort((a, b) => a.last - b.last || a.far - b.far).map((hit) => hit.place);
      },
    });
    return Sheet;
  };

  const painterOf = (ground) => {
    const land = new Path2D(ground.land);
    const borders = new Path2D(ground.borders);
    return (canvas, factor, origin) => {
      canvas.save();
      canvas.translate(-origin.x, -origin.y);
      canvas.scale(factor / ground.scale, factor / ground.scale);
      canvas.fillStyle = ink("land").fill;
      canvas.fill(land, "evenodd");
      canvas.lineWidth = (0.75 * ground.scale) / factor;
      canvas.strokeStyle = ink("borders").fill;
      canvas.stroke(borders);
      if (forced.matches) canvas.stroke(land);
      canvas.restore();
    };
  };

  const corners = (sign) => told.signs.find(([name]) => name === sign)[1];

  const paintMark = (canvas, mark, factor, origin, least) => {
    const crowd = marks.reduce((sum, entry) => sum + (entry.style === "others" ? 0 : entry.places.length), 0);
    const shrink = mark.style === "others" ? 0.45 : crowd > 1500 ? 0.5 : crowd > 300 ? 0.65 : 1;
    const grown = 1 + 0.28 * Math.max(0, Math.log2(factor / least));
    const size = shrink * grown;
    const shape = corners(mark.sign);
    canvas.beginPath();
    for (const place of mark.places) {
      const point = table.data.points[place];
      const x = (point[0] / 100) * factor - origin.x;
      const y = (point[1] / 100) * factor - origin.y;
      if (shape.length) {
        shape.forEach(([dx, dy], at) => canvas[at ? "lineTo" : "moveTo"](x + dx * size, y + dy * size));
        canvas.closePath();
      } else {
        canvas.moveTo(x + 4 * size, y);
        canvas.arc(x, y, 4 * size, 0, 2 * Math.PI);
      }
    }
    const { fill, line } = ink(mark.style);
    canvas.fillStyle = fill;
    canvas.fill();
    if (mark.style === "others") return;
    // Between many marks pale edges would leave nothing of them.
    if (crowd > 300 && line === ink("borders").fill) return;
    canvas.lineWidth = Math.min(1, size);
    canvas.strokeStyle = line;
    canvas.stroke();
  };

  const draw = (ground, L) => {
    const box = element("div", {
      class: "city-map-live",
      role: "application",
      "aria-label": figure.dataset.label,
      "aria-describedby": "city-map-note",
    });
    frame.append(box);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const bounds = L.latLngBounds([-height, 0], [0, width]);
    const map = L.map(box, {
      crs: L.CRS.Simple,
      attributionControl: false,
      zoomControl: false,
      scrollWheelZoom: false,
      zoomSnap: 0,
      inertia: !still,
      zoomAnimation: !still,
      fadeAnimation: false,
      maxBounds: bounds.pad(0.1),
      maxBoundsViscosity: 0.9,
    });
    const least = () => 2 ** map.getMinZoom();
    const fit = () => {
      map.setMinZoom(-10);
      const zoom = map.getBoundsZoom(bounds);
      map.setMinZoom(zoom);
      map.setMaxZoom(zoom + DEEPEST);
      return zoom;
    };
    map.setView(bounds.getCenter(), 0, { animate: false });
    map.setView(bounds.getCenter(), fit(), { animate: false });
    const Sheet = layersOf(L);
    const low = L.canvas({ pane: "tilePane", padding: 0.2 });
    const high = L.canvas({ padding: 0.2, tolerance: 0 });
    const land = new Sheet(painterOf(ground), { renderer: low, interactive: false }).addTo(map);
    const cities = new Sheet(
      (canvas, factor, origin) => {
        for (const mark of marks) paintMark(canvas, mark, factor, origin, least());
      },
      { renderer: high, interactive: true },
    ).addTo(map);

    const repaint = () => {
      high._requestRedraw(cities);
    };
    document.addEventListener("civiscope:marks", (event) => {
      ({ marks, table } = event.detail);
      map.closePopup();
      repaint();
    });
    const recolour = () => {
      inks = new Map();
      low._requestRedraw(land);
      repaint();
    };
    for (const query of [matchMedia("(prefers-color-scheme: dark)"), forced]) query.addEventListener("change", recolour);
    new ResizeObserver(() => {
      const whole_ = map.getZoom() <= map.getMinZoom() + 0.01;
      map.invalidateSize({ animate: false });
      const zoom = fit();
      if (whole_) map.setView(bounds.getCenter(), zoom, { animate: false });
    }).observe(box);

    controls(L, map, box);
    popups(L, map, box, cities);
    frame.classList.add("map-on");
    repaint();
  };

  const controls = (L, map, box) => {
    L.control.zoom({ zoomInTitle: say("zoom_in"), zoomOutTitle: say("zoom_out"), position: "topright" }).addTo(map);
    /* The wheel scrolls the page until the reader is on the map; a finger does while all of the map is in view. */
    box.addEventListener("focus", () => map.scrollWheelZoom.enable());
    box.addEventListener("blur", () => map.scrollWheelZoom.disable());
    const loosen = () => {
      const all = map.getZoom() <= map.getMinZoom() + 0.01;
      map.dragging[coarse.matches && all ? "disable" : "enable"]();
    };
    map.on("zoomend", loosen);
    loosen();
  };

  const about = (place) => {
    const link = element("a", { href: civiscope.cityAddress(table.data.codes[place]), dir: "auto" }, table.data.names[place]);
    const country = levelOf("country", countries, place);
    return element("li", {}, link, ...(country ? [" ", element("span", { class: "small", dir: "auto" }, country)] : []));
  };

  const popups = (L, map, box, cities) => {
    const nearby = element("p", { class: "city-map-nearest", role: "status" });
    frame.append(element("span", { class: "city-map-cross", "aria-hidden": "true" }), nearby);

    const open = (places, focus) => {
      const [x, y] = table.data.points[places[0]];
      const content = element("div", { class: "city-popup" });
      if (places.length > 1) content.append(element("p", { class: "small" }, say("popup_here", { count: places.length, shown: whole.format(places.length) })));
      content.append(element("ul", {}, ...places.slice(0, MOST_NAMED).map(about)));
      const more = places.length - MOST_NAMED;
      if (more > 0) content.append(element("p", { class: "small" }, say("popup_more", { count: more, shown: whole.format(more) })));
      const popup = L.popup({ maxWidth: 260, autoPanPadding: [12, 12], offset: [0, 0] }).setLatLng([-y / 100, x / 100]);
      popup.setContent(content).openOn(map);
      const close = popup.getElement().querySelector(".leaflet-popup-close-button");
      if (close) {
        close.setAttribute("aria-label", say("popup_close"));
        close.title = say("popup_close");
        close.addEventListener("click", () => box.focus());
      }
      if (focus) content.querySelector("a").focus();
    };

    cities.on("click", (event) => {
      const places = cities.hits(event.layerPoint);
      if (places.length) open(places, false);
      L.DomEvent.stopPropagation(event);
    });
    /* With the keyboard the middle of the map is the pointer. */
    const nearest = () => {
      if (!table) return [];
      const middle = map.latLngToLayerPoint(map.getCenter());
      const here = cities.hits(middle, 24);
      return here.length ? here : cities.hits(middle, 10000).slice(0, 1);
    };
    const tell = () => {
      if (!box.matches(":focus-visible")) return;
      const [place] = nearest();
      nearby.textContent = place === undefined ? "" : say("nearest", { city: table.data.names[place] });
    };
    map.on("moveend", tell);
    box.addEventListener("focus", tell);
    box.addEventListener("blur", () => nearby.replaceChildren());
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        map.closePopup();
        box.focus();
      }
      if (event.target !== box || event.key !== "Enter") return;
      const places = nearest();
      if (places.length) open(places, true);
    });
  };

  document.addEventListener(
    "civiscope:marks",
    (event) => {
      ({ marks, table } = event.detail);
      // Not in the same task as the list, so that neither keeps the reader waiting.
      setTimeout(() => begin().catch(() => frame.querySelector(".city-map-live")?.remove()), 0);
    },
    { once: true },
  );
})();
