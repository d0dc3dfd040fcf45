/* What all pages share. Data files of the static site are scripts, because pages opened from disk may not fetch:
   each calls civiscope.receive(name, data). */
"use strict";
(() => {
  const waiting = new Map();
  const received = new Map();
  const here = document.currentScript;
  const base = new URL(".", here.src);

  const receive = (name, data) => {
    received.set(name, data);
    for (const tell of waiting.get(name) || []) tell(data);
    waiting.delete(name);
  };

  /* The data of that name: assets/NAME.js is loaded once. Rejects where there is no such file. */
  const load = (name) =>
    received.has(name)
      ? Promise.resolve(received.get(name))
      : new Promise((resolve, reject) => {
          const first = !waiting.has(name);
          waiting.set(name, [...(waiting.get(name) || []), resolve]);
          if (first) script(new URL(`${name}.js`, base).href).catch(reject);
        });

  const script = (address) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = address;
      element.onload = () => resolve();
      element.onerror = () => reject(new Error(address));
      document.head.append(element);
    });

  /* A file that the reader's browser makes: address-free, so that it works from disk. */
  const download = (name, text, type) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  document.documentElement.classList.add("js");
  window.civiscope = { receive, load, script, download, base };
})();
