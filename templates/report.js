(() => {
  "use strict";
  const root = document.documentElement;
  const theme = document.getElementById("theme");
  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const name = () => { theme.textContent = dark() ? "Light theme" : "Dark theme"; };
  theme.hidden = false;
  theme.addEventListener("click", () => { root.dataset.theme = dark() ? "light" : "dark"; name(); });
  name();

  const filter = document.getElementById("filter");
  if (!filter) return;
  filter.hidden = false;
  const fold = (text) => text.toLowerCase();
  const pages = Array.from(document.querySelectorAll(".page"), (page) => ({
    page,
    home: page.dataset.folder,
    blocks: Array.from(page.querySelectorAll(".block"), (block) => ({
      block,
      notes: Array.from(block.querySelectorAll(".note"), (note) => ({
        note,
        rule: note.dataset.rule,
        severity: note.dataset.severity,
        text: fold(page.dataset.path + " " + note.querySelector("p").textContent),
      })),
    })),
  }));
  const all = pages.reduce((sum, page) => sum + page.blocks.reduce((some, block) => some + block.notes.length, 0), 0);
  const shown = document.getElementById("shown");
  const unfold = document.getElementById("unfold");

  const apply = () => {
    const words = fold(filter.words.value).split(/\s+/).filter(Boolean);
    const rule = filter.rule.value;
    const folder = filter.folder.value;
    const severities = new Set(Array.from(filter.querySelectorAll("[name=severity]:checked"), (box) => box.value));
    let count = 0;
    for (const { page, home, blocks } of pages) {
      const inFolder = !folder || home === folder;
      let onPage = 0;
      for (const { block, notes } of blocks) {
        let inBlock = 0;
        for (const { note, rule: its, severity, text } of notes) {
          const fits = inFolder && severities.has(severity) && (!rule || its === rule) && words.every((word) => text.includes(word));
          note.hidden = !fits;
          inBlock += fits;
        }
        block.hidden = inBlock === 0;
        onPage += inBlock;
      }
      page.hidden = onPage === 0;
      count += onPage;
    }
    const noun = all === 1 ? "finding" : "findings";
    shown.textContent = count === all ? `${all} ${noun}` : `${count} of ${all} ${noun}`;
  };
  const open = (state) => { for (const { page } of pages) if (!page.hidden) page.open = state; };
  const nameUnfold = (opened) => { unfold.textContent = opened ? "Close all" : "Open all"; unfold.dataset.opened = opened; };

  let waiting = 0;
  filter.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 80); });
  filter.addEventListener("submit", (event) => event.preventDefault());
  filter.addEventListener("reset", () => setTimeout(apply));
  unfold.addEventListener("click", () => { const opened = unfold.dataset.opened !== "true"; open(opened); nameUnfold(opened); });
  for (const link of document.querySelectorAll(".pick")) {
    link.addEventListener("click", () => {
      filter.reset();
      if (link.dataset.rule) filter.rule.value = link.dataset.rule;
      if (link.dataset.folder) filter.folder.value = link.dataset.folder;
      setTimeout(apply);
    });
  }
  addEventListener("beforeprint", () => open(true));
  // A page (#p12), or a filter that can be sent to somebody: #rule=json/trailing-comma&folder=docs&words=courier
  const jump = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.matches(".page")) target.open = true;
    if (!location.hash.includes("=")) return;
    const wanted = new URLSearchParams(location.hash.slice(1));
    for (const name of ["words", "rule", "folder"]) if (wanted.has(name)) filter[name].value = wanted.get(name);
    apply();
  };
  addEventListener("hashchange", jump);
  jump();
  if (all <= 200) { open(true); nameUnfold(true); }
  apply();
})();
