/* What can be done with a figure: make it interactive, copy the code that embeds it. */
"use strict";
(() => {
  for (const area of document.querySelectorAll("textarea[data-embed]")) {
    /* The static site does not know where it stands; the reader's browser does, unless it is opened from disk. */
    if (!location.protocol.startsWith("http")) continue;
    const way = area.dataset.embed;
    area.value = area.value.replace(`src="${way}"`, `src="${new URL(way, location.href).href}"`);
  }

  for (const button of document.querySelectorAll("[data-copies]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    const status = document.querySelector("[data-status]");
    button.addEventListener("click", async () => {
      const area = document.getElementById(button.dataset.copies);
      try {
        await navigator.clipboard.writeText(area.value);
        status.textContent = button.dataset.done;
      } catch {
        area.select();
      }
    });
  }

  for (const play of document.querySelectorAll(".figure-play")) {
    play.hidden = false;
    const button = play.querySelector("button");
    const drawn = document.getElementById(button.getAttribute("aria-controls"));
    const status = document.querySelector("[data-status]");
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        if (!window.civiscopeVega) await civiscope.script(new URL("vega.js", civiscope.base).href);
        const specification = await civiscope.load(play.dataset.figure);
        drawn.hidden = false;
        await window.civiscopeVega(drawn, specification);
        button.setAttribute("aria-expanded", "true");
        play.hidden = true;
        drawn.focus();
      } catch {
        drawn.hidden = true;
        button.disabled = false;
        status.textContent = button.dataset.failed;
      }
    });
  }
})();
