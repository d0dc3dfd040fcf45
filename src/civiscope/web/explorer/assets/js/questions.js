/* The list of questions: what is typed narrows it at once, whatever case and accents. `folding.py` folds in the same
   way. A list that the server has narrowed already is left to the server, which has all questions. */
"use strict";
(() => {
  const form = document.querySelector("[data-search]");
  if (!form || form.hasAttribute("data-narrowed")) return;
  form.hidden = false;
  const field = form.querySelector("input");
  const told = form.querySelector("[data-counted]");
  const shapes = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ß: "ss", ı: "i" };
  const folded = (text) =>
    text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[øłđðþæœßı]/g, (letter) => shapes[letter])
      .split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const lines = [...document.querySelectorAll("[data-found]")];
  const holders = [...document.querySelectorAll(".question-part, .question-chapter")];
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const digits = new Intl.NumberFormat(document.documentElement.lang);

  const narrow = () => {
    const words = folded(field.value);
    let count = 0;
    for (const line of lines) {
      line.hidden = !words.every((word) => line.dataset.found.includes(word));
      if (!line.hidden) count += 1;
    }
    for (const holder of holders) holder.hidden = !holder.querySelector("[data-found]:not([hidden])");
    const said = plural.select(count) === "one" ? told.dataset.one : told.dataset.other;
    told.textContent = words.length ? said.replace("#", digits.format(count)) : "";
  };

  const remembered = new URLSearchParams(location.search).get("q");
  if (remembered) field.value = remembered;
  if (field.value) narrow();
  field.addEventListener("input", () => {
    narrow();
    if (location.protocol === "file:") return;
    const address = new URL(location.href);
    if (field.value) address.searchParams.set("q", field.value);
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
})();
