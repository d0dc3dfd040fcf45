/* The table of cities in the browser: which cities match, how many would with each further choice, in what order, and
   as CSV. The same rules as domain/city_query.py and domain/city_columns.py. Sets of cities are bits, 32 to a word. */
"use strict";
(() => {
  const SHAPES = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ß: "ss", ı: "i" };
  const POPULATION = "population";

  /* As domain/folding.py: small letters without marks, words apart by single spaces. */
  const fold = (text) =>
    text
      .toLowerCase()
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replace(/[øłđðþæœßı]/g, (letter) => SHAPES[letter])
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();

  /* As release/spreadsheet.py: what a spreadsheet would take for a formula is marked as text; numbers stay numbers. */
  const FORMULA = /^(?:['"]|(?!\ufeff)[\s\x1c-\x1f\x85])*[=+@\t\r\n\-\uff1d\uff0b\uff0d\uff20]/u;
  const NUMBER = /^(?:[+-]?(?:\p{Nd}+(?:\.\p{Nd}*)?|\.\p{Nd}+)(?:[eE][+-]?\p{Nd}+)?|[+-]?(?:inf|nan))$/u;
  const guarded = (text) => (FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text);

  const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  const bitCount = (word) => {
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  };

  const has = (set, place) => (set[place >>> 5] >>> (place & 31)) & 1;

  class Table {
    constructor(data) {
      this.data = data;
      this.count = data.count;
      this.size = (data.count + 31) >>> 5;
      this.names = data.names.map(fold);
      this.facets = new Map(
        data.facets.map(([name, missing, levels]) => {
          const never = this.unpacked(missing);
          const known = levels.map(([code, cities, unknown]) => [
            code,
            { cities: this.unpacked(cities), unknown: this.either([never, this.unpacked(unknown)]) },
          ]);
          return [name, new Map(known)];
        }),
      );
      this.everyone = this.setOf((place) => place < this.count);
      this.withoutPopulation = this.setOf((place) => data.population[place] === null);
    }

    empty() {
      return new Uint32Array(this.size);
    }

    setOf(holds) {
      const set = this.empty();
      for (let place = 0; place < this.count; place += 1) if (holds(place)) set[place >>> 5] |= 1 << (place & 31);
      return set;
    }

    unpacked(text) {
      const set = this.empty();
      const bytes = new Uint8Array(set.buffer);
      const content = atob(text);
      for (let at = 0; at < content.length; at += 1) bytes[at] = content.charCodeAt(at);
      return set;
    }

    either(sets) {
      const found = this.empty();
      for (const set of sets) for (let at = 0; at < this.size; at += 1) found[at] |= set[at];
      return found;
    }

    all(sets) {
      const found = this.everyone.slice();
      for (const set of sets) for (let at = 0; at < this.size; at += 1) found[at] &= set[at];
      return found;
    }

    counted(one, other) {
      let count = 0;
      for (let at = 0; at < this.size; at += 1) count += bitCount(one[at] & other[at]);
      return count;
    }

    /* What a query finds: the set, the places in order, counts by facet and level, and how many are left out since
       something is not known of them. */
    find(query) {
      const parts = this.parts(query);
      const cities = this.all(parts.values());
      const others = new Map(
        [...parts.keys()].map((name) => [name, this.all([...parts].filter(([key]) => key !== name).map(([, set]) => set))]),
      );
      const counts = new Map();
      for (const [name, levels] of this.facets) {
        const from = others.get(name) || cities;
        counts.set(name, new Map([...levels].map(([code, level]) => [code, this.counted(level.cities, from)])));
      }
      const leftOut = new Map();
      for (const [name, part] of parts) {
        const unknown = this.unknown(name, query);
        if (!unknown) continue;
        let count = 0;
        const from = others.get(name);
        for (let at = 0; at < this.size; at += 1) count += bitCount(from[at] & ~part[at] & unknown[at]);
        if (count) leftOut.set(name, count);
      }
      return { cities, places: this.ordered(query).filter((place) => has(cities, place)), counts, leftOut };
    }

    parts(query) {
      const parts = new Map();
      for (const [name, levels] of this.facets) {
        const chosen = query.choices.get(name);
        if (chosen) parts.set(name, this.either([...levels].filter(([code]) => chosen.has(code)).map(([, level]) => level.cities)));
      }
      const { from, to } = query;
      if (from !== null || to !== null) {
        const { population } = this.data;
        parts.set(
          POPULATION,
          this.setOf((place) => {
            const value = population[place];
            return value !== null && value >= (from ?? 0) && (to === null || value <= to);
          }),
        );
      }
      const words = fold(query.text).split(" ").filter(Boolean);
      if (words.length) parts.set("q", this.setOf((place) => words.every((word) => this.names[place].includes(word))));
      return parts;
    }

    unknown(name, query) {
      if (name === "q") return null;
      if (name === POPULATION) return this.withoutPopulation;
      const chosen = query.choices.get(name);
      return this.either([...this.facets.get(name)].filter(([code]) => chosen.has(code)).map(([, level]) => level.unknown));
    }

    /* All places as the query sorts them; what is not known comes last either way. */
    ordered(query) {
      const places = Array.from({ length: this.count }, (_, place) => place);
      if (query.sort === "name") return query.descending ? places.reverse() : places;
      const scores = this.data.indices[query.index];
      const values = query.sort === "population" ? this.data.population : scores ? scores[0] : [];
      const known = places.filter((place) => (values[place] ?? null) !== null);
      const sign = query.descending ? -1 : 1;
      known.sort((a, b) => sign * (values[a] - values[b]) || a - b);
      return [...known, ...places.filter((place) => (values[place] ?? null) === null)];
    }

    csv(places) {
      const { data } = this;
      const indices = Object.keys(data.indices);
      const parts = ["score", "low", "high"];
      const header = ["code", "name", "wave", "population", "population_year", ...this.facets.keys()];
      for (const index of indices) for (const part of parts) header.push(`${part}.${index}`);
      const lines = [header.map(guarded)];
      for (const place of places) {
        const row = [data.codes[place], guarded(data.names[place]), data.waves[data.wave[place]]];
        row.push(data.population[place] ?? "", data.year[place] ?? "");
        for (const levels of this.facets.values()) row.push(guarded(this.facetCell(levels, place)));
        for (const index of indices) for (const column of data.indices[index]) row.push(column[place] ?? "");
        lines.push(row);
      }
      return lines.map((line) => `${line.map((value) => cell(String(value))).join(",")}\n`).join("");
    }

    facetCell(levels, place) {
      const named = [];
      let open = false;
      for (const [code, level] of levels) {
        if (has(level.cities, place)) named.push(code);
        open ||= Boolean(has(level.unknown, place));
      }
      const { not_known: notKnown, incomplete } = this.data.marks;
      return [...named, ...(open ? [named.length ? incomplete : notKnown] : [])].join(";");
    }
  }

  window.civiscope.cities = { Table, fold, guarded, has };
})();
