/* Search in the static site: the words of the query are looked for at the beginnings of words, as the service does. */
"use strict";
(() => {
  const place = document.getElementById("results");
  if (!place) return;
  const field = document.getElementById("query");
  const list = place.querySelector(".results");
  const status = place.querySelector(".results-count");
  const kinds = JSON.parse(place.dataset.kinds);
  const most = 50;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = (text) => plain(text).match(/[\p{L}\p{N}_]+/gu) || [];
  let index = null;

  const indexed = (rows) =>
    rows.map(([kind, title, text, address]) => ({ kind, title, text, address, titles: words(title), texts: words(text) }));

  /* A word of the title counts ten times as much as one of the text, as in the service's ranking. */
  const worth = (entry, wanted) => {
    let total = 0;
    for (const word of wanted) {
      const begins = (other) => other.startsWith(word);
      const inTitle = entry.titles.filter(begins).length;
      const inText = entry.texts.filter(begins).length;
      if (!inTitle && !inText) return 0;
      total += (10 * inTitle) / (entry.titles.length + 1) + inText / (entry.texts.length + 10);
    }
    return total;
  };

  const row = (entry) => {
    const item = document.createElement("li");
    const kind = Object.assign(document.createElement("p"), { className: "eyebrow", textContent: kinds[entry.kind] });
    const heading = document.createElement("h2");
    const link = Object.assign(document.createElement("a"), { textContent: entry.title, dir: "auto" });
    link.href = (entry.address.startsWith("files/") ? place.dataset.files : place.dataset.root) + entry.address;
    heading.append(link);
    const short = entry.text.split(" ").slice(0, 30).join(" ") + (entry.text.split(" ").length > 30 ? " …" : "");
    const text = Object.assign(document.createElement("p"), { className: "small", textContent: short, dir: "auto" });
    item.append(kind, heading, text);
    return item;
  };

  const show = async () => {
    const wanted = words(field.value).slice(0, 20);
    if (!wanted.length) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    index = index || indexed(await civiscope.load(place.dataset.index));
    const found = index
      .map((entry) => [worth(entry, wanted), entry])
      .filter(([value]) => value > 0)
      .sort((one, other) => other[0] - one[0])
      .slice(0, most);
    list.replaceChildren(...found.map(([, entry]) => row(entry)));
    const many = place.dataset.many.replace("#", String(found.length));
    status.textContent = found.length > 1 ? many : found.length ? place.dataset.one : place.dataset.none;
  };

  field.value = new URLSearchParams(location.search).get("q") || field.value;
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?q=${encodeURIComponent(field.value)}`);
    show();
  });
  field.addEventListener("input", show);
  show();
})();
