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
  const grouped = (n) => n.toLocaleString("en-US");
  const counted = (n, noun) => `${grouped(n)} ${noun}${n === 1 ? "" : "s"}`;
  const fold = (text) => text.toLowerCase();
  const ruleOf = (note) => note.firstElementChild.lastElementChild.textContent.split(",")[0];
  const all = Number(filter.dataset.found);
  const pageElements = document.querySelectorAll(".page");
  const rest = document.getElementById("rest");
  // Read when they are asked for: of thousands of findings it takes longer than all else here.
  let gathered = null;
  const gather = () => gathered ??= Array.from(pageElements, (page) => ({
    page,
    folder: page.dataset.folder,
    owner: page.dataset.owner,
    badges: Array.from(page.querySelectorAll("summary > [data-count]"), (cell) => ({ cell, severity: cell.dataset.count, at_first: cell.textContent })),
    blocks: Array.from(page.querySelectorAll(".block"), (block) => ({
      block,
      notes: Array.from(block.querySelectorAll(".note"), (note) => ({
        note,
        rule: ruleOf(note),
        severity: note.classList[1],
        n: Number(note.dataset.n || 1),
        isNew: "new" in note.dataset,
        fix: note.dataset.fix,
      })),
    })),
  }));
  const textOf = (page, it) => it.text ??= fold(page.dataset.path + " " + it.note.querySelector("p").textContent);
  const shown = document.getElementById("shown");
  const unfold = document.getElementById("unfold");
  const boxes = Array.from(filter.querySelectorAll("[name=severity]"));

  // The tables and tiles, whose numbers follow the filter.
  const cells = (row) => Array.from(row.querySelectorAll("[data-count]"), (cell) => ({ cell, kind: cell.dataset.count, at_first: cell.textContent }));
  const rows = Array.from(document.querySelectorAll("tr[data-facet]"), (row) => ({ row, facet: row.dataset.facet, name: row.dataset.name, cells: cells(row), gauge: row.querySelector(".gauge i") }));
  for (const row of rows) row.width = row.gauge && row.gauge.style.width;
  const tiles = Array.from(document.querySelectorAll("[data-tile]"), (tile) => {
    const [cell, words] = tile.children;
    return { cell, words, kind: tile.dataset.tile, at_first: cell.textContent, words_at_first: Array.from(words.childNodes) };
  });

  const wanted = () => ({
    words: fold(filter.words.value).split(/\s+/).filter(Boolean),
    rule: filter.rule.value,
    folder: filter.folder.value,
    owner: filter.owner ? filter.owner.value : "",
    severities: new Set(boxes.filter((box) => box.checked).map((box) => box.value)),
    onlyNew: Boolean(filter.new && filter.new.checked),
  });
  const percent = (part, whole) => {
    const value = whole ? Math.round(part * 100 / whole) : 0;
    return value === 0 && part > 0 ? "<1%" : value === 100 && part < whole ? ">99%" : `${value}%`;
  };

  const apply = () => {
    const want = wanted();
    const isOpen = !want.words.length && !want.rule && !want.folder && !want.owner && !want.onlyNew && want.severities.size === boxes.length;
    const facets = { rule: new Map(), folder: new Map(), owner: new Map(), severity: new Map() };
    // A row counts what all the other filters let through, so that it says what choosing it would show.
    const add = (facet, key, severity, n, page) => {
      const counts = facets[facet];
      let tally = counts.get(key);
      if (!tally) counts.set(key, tally = { all: 0, error: 0, warning: 0, info: 0, pages: 0, last: null });
      tally.all += n;
      tally[severity] += n;
      if (tally.last !== page) { tally.pages += 1; tally.last = page; }
    };
    let count = 0;
    const fixable = { safe: 0, unsafe: 0 };
    for (const { page, folder, owner, badges, blocks } of gather()) {
      const onPage = { error: 0, warning: 0, info: 0, all: 0 };
      for (const { block, notes } of blocks) {
        let inBlock = 0;
        for (const it of notes) {
          const { note, rule, severity, n, isNew, fix } = it;
          const others = want.words.every((word) => textOf(page, it).includes(word)) && (!want.onlyNew || isNew);
          const fails = [];
          if (want.rule && want.rule !== rule) fails.push("rule");
          if (want.folder && want.folder !== folder) fails.push("folder");
          if (want.owner && want.owner !== owner) fails.push("owner");
          if (!want.severities.has(severity)) fails.push("severity");
          const fits = others && fails.length === 0;
          const counts = (facet) => others && (fails.length === 0 || fails.length === 1 && fails[0] === facet);
          if (counts("rule")) add("rule", rule, severity, n, page);
          if (counts("folder")) add("folder", folder, severity, n, page);
          if (counts("owner")) add("owner", owner, severity, n, page);
          if (counts("severity")) add("severity", severity, severity, n, page);
          if (note.hidden === fits) note.hidden = !fits;
          if (fits) { inBlock += n; onPage[severity] += n; if (fix) fixable[fix] += n; }
        }
        block.hidden = inBlock === 0;
        onPage.all += inBlock;
      }
      page.hidden = onPage.all === 0;
      count += onPage.all;
      for (const { cell, severity, at_first } of badges) {
        cell.textContent = isOpen ? at_first : counted(onPage[severity], severity);
        cell.hidden = !isOpen && onPage[severity] === 0;
      }
    }
    const none = { all: 0, error: 0, warning: 0, info: 0, pages: 0 };
    const sums = {};
    const most = {};
    for (const [facet, counts] of Object.entries(facets)) {
      sums[facet] = most[facet] = 0;
      for (const { all } of counts.values()) { sums[facet] += all; most[facet] = Math.max(most[facet], all); }
    }
    for (const { row, facet, name, cells, gauge, width } of rows) {
      const tally = facets[facet].get(name) || none;
      for (const { cell, kind, at_first } of cells) {
        cell.textContent = isOpen ? at_first : kind === "share" ? percent(tally.all, sums[facet]) : grouped(tally[kind]);
      }
      if (gauge) gauge.style.width = isOpen ? width : `${most[facet] ? Math.ceil(tally.all * 100 / most[facet]) : 0}%`;
      row.hidden = !isOpen && tally.all === 0;
      row.classList.toggle("picked", want[facet] === name);
    }
    for (const { cell, words, kind, at_first, words_at_first } of tiles) {
      const n = kind === "fixable" ? fixable.safe : (facets.severity.get(kind) || none).all;
      cell.textContent = isOpen ? at_first : grouped(n);
      if (isOpen) words.replaceChildren(...words_at_first);
      else if (kind !== "fixable") words.textContent = n === 1 ? kind : `${kind}s`;
      else words.textContent = `fixable with --fix${fixable.unsafe ? `, ${grouped(fixable.unsafe)} more with --unsafe-fixes` : ""}`;
    }
    if (rest) {
      const before = "filtered" in rest.dataset;
      if (!isOpen) { if (!before) rest.dataset.filtered = rest.open; rest.open = true; }
      else if (before) { rest.open = rest.dataset.filtered === "true"; delete rest.dataset.filtered; }
    }
    shown.textContent = count === all ? counted(all, "finding") : `${grouped(count)} of ${counted(all, "finding")}`;
    return isOpen;
  };
  // What is chosen is in the address, which can be sent to somebody: #rule=json/trailing-comma&folder=docs&words=courier
  const remember = (isOpen) => {
    const want = wanted();
    const kept = new URLSearchParams();
    if (filter.words.value.trim()) kept.set("words", filter.words.value.trim());
    for (const facet of ["rule", "folder", "owner"]) if (want[facet]) kept.set(facet, want[facet]);
    if (want.severities.size !== boxes.length) kept.set("severity", Array.from(want.severities).join(","));
    if (want.onlyNew) kept.set("new", "yes");
    const hash = isOpen ? "" : "#" + kept.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
    try { history.replaceState(null, "", location.pathname + location.search + hash); } catch { location.hash = hash; }
  };
  const changed = () => remember(apply());
  // What is open of thousands of pages is drawn when it is scrolled to.
  const open = (state) => {
    if (rest && state) rest.open = true;
    for (const page of pageElements) {
      page.classList.toggle("many", state && pageElements.length > 300);
      if (!page.hidden) page.open = state;
    }
  };
  const nameUnfold = (opened) => { unfold.textContent = opened ? "Close all" : "Open all"; unfold.dataset.opened = opened; };

  let waiting = 0;
  filter.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(changed, 80); });
  filter.addEventListener("submit", (event) => event.preventDefault());
  filter.addEventListener("reset", () => setTimeout(changed));
  unfold.addEventListener("click", () => { const opened = unfold.dataset.opened !== "true"; open(opened); nameUnfold(opened); });
  addEventListener("keydown", (event) => {
    const typing = event.target.matches && event.target.matches("input, select, textarea");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    filter.words.focus();
    filter.words.select();
  });
  addEventListener("beforeprint", () => open(true));

  // A page (#p12), or a filter.
  const jump = () => {
    const hash = location.hash.slice(1);
    const target = document.getElementById(hash);
    if (target && target.matches(".page")) {
      if (rest && rest.contains(target)) rest.open = true;
      target.open = true;
      target.scrollIntoView();
    }
    if (!hash.includes("=")) return;
    const wanted = new URLSearchParams(hash);
    filter.reset();
    for (const field of ["words", "rule", "folder", "owner"]) if (filter[field] && wanted.has(field)) filter[field].value = wanted.get(field);
    if (wanted.has("severity")) {
      const listed = wanted.get("severity").split(",");
      for (const box of boxes) box.checked = listed.includes(box.value);
    }
    if (filter.new) filter.new.checked = wanted.get("new") === "yes";
    apply();
  };
  addEventListener("hashchange", () => { jump(); if (location.hash.includes("=")) document.getElementById("findings").scrollIntoView(); });

  // Buttons that copy, made when a page is opened.
  const copy = async (button, text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    const before = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = before; }, 1200);
  };
  const button = (label, text) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", () => copy(made, text()));
    return made;
  };
  const equip = (page) => {
    const path = page.dataset.path;
    const isMdx = path.toLowerCase().endsWith(".mdx");
    for (const note of page.querySelectorAll(".note:not([data-equipped])")) {
      note.dataset.equipped = "";
      const bar = document.createElement("p");
      bar.className = "copy";
      const [, line, column] = note.querySelector(".rule").textContent.match(/line (\d+), column (\d+)/) || [];
      bar.append(button("Copy place", () => `${path}:${line}:${column}`));
      const lines = note.querySelectorAll(".diff .new code");
      if (lines.length) bar.append(button("Copy fixed lines", () => Array.from(lines, (it) => it.textContent).join("\n")));
      const comment = `apiproof-ignore ${ruleOf(note)}`;
      bar.append(button("Copy ignore comment", () => isMdx ? `{/* ${comment} */}` : `<!-- ${comment} -->`));
      note.append(bar);
    }
  };
  document.addEventListener("toggle", (event) => { if (event.target.matches(".page[open]")) equip(event.target); }, true);

  shown.textContent = counted(all, "finding");
  if (all <= 200) { open(true); nameUnfold(true); }
  jump();
})();
