// Answers save by themselves as they are given. The server decides about everything; this only sends and shows.
"use strict";
(() => {
  const form = document.querySelector("form[data-answers][data-open]");
  if (!form) return;
  const PAUSE = 1500, POLL = 20000, LONGEST_WAIT = 30000;
  const words = form.dataset;
  const pageState = form.querySelector("[data-page-state]");
  const language = document.documentElement.lang;
  const states = new Map();
  let since = words.since, leaving = false;
  document.documentElement.classList.add("scripted");

  const questionOf = (element) => element.closest("[data-question]");
  const codeOf = (question) => question.dataset.question;
  const clock = clockOf(words.zone);
  const time = (iso) => clock.format(new Date(iso)).replace("GMT", "UTC").replace("UTC-", "UTC−");
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  const versionField = (question) => question.querySelector("[data-version]");

  // Times are those of the study's time zone, as on the rest of the page; of this device's where the browser lacks it.
  function clockOf(timeZone) {
    const shown = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "shortOffset" };
    try {
      return new Intl.DateTimeFormat(language, { ...shown, timeZone });
    } catch {
      return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
    }
  }

  function stateOf(code) {
    if (!states.has(code)) states.set(code, { dirty: false, busy: false, wait: 0, timer: 0, conflict: false, changes: 0 });
    return states.get(code);
  }

  function question(code) {
    return form.querySelector(`[data-question="${code}"]`);
  }

  // The fields of an answer: those named as its item, or as the item and a point.
  function fieldsOf(shown) {
    const code = codeOf(shown), sent = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (name === code || name.startsWith(`${code}.`)) sent.append(name, value);
    }
    return sent;
  }

  function showPage() {
    const all = [...states.values()];
    const failed = all.find((state) => state.failure);
    const unsaved = all.some((state) => state.dirty || state.busy || state.conflict);
    let text = unsaved ? words.unsaved : words.allSaved;
    if (all.some((state) => state.busy)) text = words.saving;
    if (failed) text = failed.failure;
    pageState.classList.toggle("failed", Boolean(failed));
    if (pageState.textContent !== text) pageState.textContent = text;
  }

  function showState(shown, text, strong) {
    const place = shown.querySelector("[data-state]");
    place.replaceChildren();
    const line = document.createElement(strong ? "strong" : "span");
    line.textContent = text;
    place.append(line);
  }

  function showMessages(shown, messages) {
    const place = shown.querySelector(".question-messages");
    place.replaceChildren(...messages.map((message) => {
      const line = document.createElement("p");
      line.className = "error";
      line.dir = "auto";
      line.textContent = message;
      return line;
    }));
    shown.classList.toggle("question-wrong", messages.length > 0);
    for (const field of shown.querySelectorAll(".typed input:not([type=checkbox]), .typed textarea")) {
      field.toggleAttribute("aria-invalid", messages.length > 0);
      if (messages.length) field.setAttribute("aria-invalid", "true");
    }
  }

  function showRouting(notAsked) {
    for (const other of form.querySelectorAll("[data-question]")) other.hidden = notAsked.includes(codeOf(other));
  }

  function replace(shown, html) {
    const made = document.createElement("template");
    made.innerHTML = html.trim();
    const fresh = made.content.firstElementChild;
    shown.replaceWith(fresh);
    return fresh;
  }

  async function load(code, focus) {
    const shown = question(code);
    const answer = await fetch(shown.dataset.load, { credentials: "same-origin" });
    if (!answer.ok) return;
    const hidden = shown.hidden, fresh = replace(shown, await answer.text());
    fresh.hidden = hidden && fresh.hidden;
    Object.assign(stateOf(code), { dirty: false, conflict: false, failure: "" });
    if (focus) fresh.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    showPage();
  }

  function later(code, wait) {
    const state = stateOf(code);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => save(code), wait);
  }

  function failed(code, text) {
    const state = stateOf(code);
    state.dirty = true;
    state.failure = text;
    state.wait = Math.min(LONGEST_WAIT, state.wait ? state.wait * 2 : 1000);
    showState(question(code), words.unsaved, true);
    later(code, state.wait);
  }

  async function save(code, extra = {}) {
    const state = stateOf(code), shown = question(code);
    if (state.busy) return;
    if (state.conflict && !extra.chosen) return;
    clearTimeout(state.timer);
    const sent = fieldsOf(shown), changes = state.changes;
    sent.set("version", extra.version ?? versionField(shown).value);
    if (extra.both) sent.set("both", "1");
    Object.assign(state, { busy: true, dirty: false });
    showPage();
    try {
      const answer = await fetch(shown.dataset.save, {
        method: "POST",
        body: sent,
        credentials: "same-origin",
        headers: { Accept: "application/json", "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value },
      });
      state.busy = false;
      await saved(code, answer, changes, extra);
    } catch {
      state.busy = false;
      failed(code, words.failed);
    }
    showPage();
  }

  async function saved(code, answer, changes, extra) {
    const state = stateOf(code);
    if (answer.status === 403 || answer.status === 404 || answer.redirected) return failed(code, words.signedOut);
    if (!(answer.headers.get("Content-Type") ?? "").startsWith("application/json")) return failed(code, words.failed);
    const told = await answer.json(), shown = question(code);
    if (told.conflict) return conflict(code, told);
    if (!told.saved) {
      Object.assign(state, { dirty: true, failure: told.reason });
      return showState(shown, told.reason, true);
    }
    Object.assign(state, { failure: "", wait: 0, conflict: false });
    versionField(shown).value = told.version;
    showState(shown, fill(words.saved, { time: time(told.at) }), false);
    showMessages(shown, told.problems);
    shown.querySelector(".prefilled")?.remove();
    if (!form.querySelector("[data-question]:not([hidden]) .prefilled")) form.querySelector("[data-prefilled-section]")?.remove();
    if (told.not_asked) showRouting(told.not_asked);
    // What was typed while this was on its way goes next.
    if (state.changes !== changes) later(code, PAUSE);
    else if (extra.both || extra.chosen) await load(code, true);
  }

  function conflict(code, told) {
    Object.assign(stateOf(code), { conflict: true, dirty: true, failure: "" });
    const fresh = replace(question(code), told.html);
    fresh.hidden = false;
    fresh.querySelector(".conflict")?.focus();
  }

  // "None of these" and the kinds of missing exclude the rest, and the rest excludes them.
  function exclude(field, line) {
    const others = (kinds) => kinds.forEach((kind) => line.querySelectorAll(`[data-${kind}]`).forEach(empty));
    const empty = (other) => {
      if (other === field || (other.type === "radio" && other.name === field.name)) return;
      if (other.type === "checkbox" || other.type === "radio") other.checked = false;
      else other.value = "";
    };
    const given = field.type === "checkbox" || field.type === "radio" ? field.checked : field.value !== "";
    if (!given && field.matches("[data-option][value=other]")) line.querySelectorAll("[data-own]").forEach(empty);
    if (!given) return;
    if (field.matches("[data-none]")) others(["option", "own", "missing"]);
    else if (field.matches("[data-missing]")) others(["option", "own", "none", "missing", "place"]);
    else others(["none", "missing"]);
    if (field.matches("[data-missing]")) line.querySelectorAll(".typed input:not([type=checkbox]), .typed textarea").forEach(empty);
    if (field.matches("[data-own]")) line.querySelectorAll("[data-option][value=other]").forEach((box) => { box.checked = true; });
    else if (field.matches("[data-option]") && field.type === "radio" && field.value !== "other") line.querySelectorAll("[data-own]").forEach(empty);
  }

  // Two options do not share a place of a ranking: the one that had it takes the other's.
  function swapPlaces(select, shown) {
    for (const other of shown.querySelectorAll("[data-place]")) {
      if (other !== select && other.value === select.value && select.value) other.value = select.dataset.before ?? "";
    }
    shown.querySelectorAll("[data-place]").forEach((one) => { one.dataset.before = one.value; });
  }

  function edited(field, wait) {
    const shown = questionOf(field);
    if (!shown || !(field.name === codeOf(shown) || field.name.startsWith(`${codeOf(shown)}.`))) return;
    if (field.matches("[data-place]")) swapPlaces(field, shown);
    exclude(field, field.closest("[data-line]") ?? shown);
    const state = stateOf(codeOf(shown));
    state.dirty = true;
    state.changes += 1;
    showPage();
    if (!state.conflict) later(codeOf(shown), wait);
  }

  form.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-place]")) event.target.dataset.before = event.target.value;
  });
  form.addEventListener("input", (event) => {
    if (event.target.matches("input[type=text], input[type=url], input[type=date], textarea")) edited(event.target, PAUSE);
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-consent]")) consent(event.target);
    else if (event.target.matches("input[type=text], input[type=url], input[type=date], textarea")) {
      const shown = questionOf(event.target);
      if (shown && stateOf(codeOf(shown)).dirty && !stateOf(codeOf(shown)).conflict) later(codeOf(shown), 0);
    } else edited(event.target, 100);
  });

  async function consent(select) {
    const sent = new URLSearchParams([[select.name, select.value]]);
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const shown = questionOf(select), headers = { Accept: "application/json", "X-CSRFToken": token };
    try {
      const answer = await fetch(select.dataset.consent, { method: "POST", body: sent, credentials: "same-origin", headers });
      showState(shown, answer.ok ? fill(words.saved, { time: time(new Date().toISOString()) }) : words.unsaved, !answer.ok);
    } catch {
      showState(shown, words.unsaved, true);
    }
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const shown = questionOf(button), code = shown && codeOf(shown);
    if (button.name === "choose") {
      event.preventDefault();
      choose(code, button.value.split(":")[1], shown.querySelector(`[name="seen:${code}"]`).value);
    } else if (button.matches("[data-clear]")) {
      event.preventDefault();
      shown.querySelectorAll("input[type=radio], input[type=checkbox]").forEach((field) => { field.checked = false; });
      shown.querySelectorAll("[data-own], [data-place]").forEach((field) => { field.value = ""; });
      const state = stateOf(code);
      state.changes += 1;
      save(code);
    } else if (button.matches("[data-take]")) {
      event.preventDefault();
      load(code, true);
    }
  });

  function choose(code, choice, version) {
    if (choice === "theirs") return load(code, true);
    return save(code, { version, chosen: true, both: choice === "both" });
  }

  // The form takes everything with it: pages, languages and comments lose nothing.
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && [...states.values()].some((state) => state.dirty || state.busy)) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    for (const [code, state] of states) if (state.dirty && !state.conflict) save(code);
  });

  async function look() {
    if (document.visibilityState === "hidden") return;
    try {
      const answer = await fetch(`${words.changes}?since=${encodeURIComponent(since)}`, { credentials: "same-origin" });
      if (!answer.ok) return;
      for (const change of (await answer.json()).answers) {
        since = change.at;
        await meet(change);
      }
    } catch {
      // A colleague's change is told at the next look.
    }
  }

  async function meet(change) {
    const shown = question(change.item), state = stateOf(change.item);
    if (!shown || state.busy || change.version <= Number(versionField(shown).value)) return;
    if (state.conflict) return;
    const text = fill(words.colleague, { name: change.by, time: time(change.at) });
    if (!state.dirty && !shown.contains(document.activeElement)) {
      await load(change.item, false);
      showState(question(change.item), text, true);
      return;
    }
    shown.querySelector(".colleague")?.remove();
    const note = document.createElement("div"), line = document.createElement("p"), button = document.createElement("button");
    note.className = "colleague";
    note.setAttribute("role", "status");
    line.textContent = text;
    Object.assign(button, { type: "button", className: "quiet small-button", textContent: words.show });
    button.dataset.take = "";
    note.append(line, button);
    shown.prepend(note);
  }

  form.addEventListener("civiscope:look", look);
  setInterval(look, POLL);
  document.querySelector(".error-summary")?.focus();
  showPage();
})();
