"use strict";
// Builds the matrix: only the rows in sight are in the document, so that ten thousand cost no more than fifty.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const [NAME, ID, LINK, SCORE, TIME, MARKS, TAGS] = [0, 1, 2, 3, 4, 5, 6];
  const HEIGHT = 26, AROUND = 8, FIXED = 3;
  // Sorting by an item puts first what needs a look.
  const WEIGHT = "bfehnusp.";
  const frame = document.getElementById("frame");
  const grid = document.getElementById("grid");
  const body = document.getElementById("body");
  const heads = [...document.getElementById("heads").cells];
  const find = document.getElementById("find");
  const which = document.getElementById("which");
  const shown = document.getElementById("shown");
  const told = document.getElementById("told");
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const searchable = data.rows.map((row) => `${row[NAME]} ${row[ID]}`.normalize("NFC").toLowerCase());

  let order = data.rows.map((_, index) => index);
  let sorting = { by: "name", down: false };
  let at = { row: -1, column: 0 };
  let everything = false;
  let first = -1;

  const spacer = () => {
    const row = document.createElement("tr");
    row.className = "space";
    row.setAttribute("role", "presentation");
    row.append(document.createElement("td"));
    row.firstChild.colSpan = heads.length;
    return row;
  };
  const above = spacer(), below = spacer();
  let pool = [];

  function newRow() {
    const row = document.createElement("tr");
    const who = document.createElement("th");
    who.scope = "row";
    who.className = "who";
    who.append(document.createElement("a"));
    row.append(who);
    for (let column = 1; column < heads.length; column += 1) row.append(document.createElement("td"));
    row.cells[1].className = row.cells[2].className = "num";
    for (const [column, cell] of [...row.cells].entries()) cell.dataset.column = column;
    return row;
  }

  function fill(row, place) {
    const datum = data.rows[order[place]];
    row.dataset.place = place;
    row.setAttribute("aria-rowindex", place + 4);
    row.id = `r${place}`;
    const name = row.cells[0].firstChild;
    name.textContent = datum[ID] ? `${datum[NAME]} · ${datum[ID]}` : datum[NAME];
    name.tabIndex = -1;
    if (datum[LINK]) name.href = datum[LINK];
    else name.removeAttribute("href");
    row.cells[1].textContent = datum[SCORE] === null ? "" : datum[SCORE];
    row.cells[2].textContent = datum[MARKS] ? datum[TIME].toFixed(datum[TIME] < 9.95 ? 2 : 1) : "";
    for (let item = 0; item < data.items.length; item += 1) {
      const letter = datum[MARKS][item] ?? "";
      const cell = row.cells[item + FIXED];
      cell.id = `r${place}c${item + FIXED}`;
      if (cell.dataset.letter === letter) continue;
      cell.dataset.letter = letter;
      const [glyph, word] = data.marks[letter] ?? ["", ""];
      cell.className = `c c-${letter === "" || letter === "." ? "x" : letter}`;
      cell.textContent = glyph;
      cell.setAttribute("aria-label", word);
    }
    for (let column = 0; column < FIXED; column += 1) row.cells[column].id = `r${place}c${column}`;
    row.classList.toggle("at", place === at.row);
  }

  function draw(force) {
    const room = everything ? order.length : Math.ceil(frame.clientHeight / HEIGHT) + 2 * AROUND;
    const size = Math.min(room, order.length);
    const top = Math.floor(frame.scrollTop / HEIGHT) - AROUND;
    const start = Math.max(0, Math.min(top, order.length - size));
    if (!force && start === first && pool.length === size) return;
    first = start;
    while (pool.length < size) pool.push(newRow());
    pool.length = size;
    pool.forEach((row, offset) => fill(row, start + offset));
    above.firstChild.style.height = `${start * HEIGHT}px`;
    below.firstChild.style.height = `${(order.length - start - size) * HEIGHT}px`;
    if (body.childElementCount !== size + 2) body.replaceChildren(above, ...pool, below);
    mark();
  }

  function cellAt({ row, column }) {
    if (row < 0) return heads[column];
    return document.getElementById(`r${row}c${column}`);
  }

  function mark() {
    for (const cell of grid.querySelectorAll(".on")) cell.classList.remove("on");
    const cell = cellAt(at);
    if (!cell) return grid.removeAttribute("aria-activedescendant");
    cell.classList.add("on");
    if (!cell.id) cell.id = `h${at.column}`;
    grid.setAttribute("aria-activedescendant", cell.id);
  }

  function tell() {
    if (at.row < 0) {
      told.textContent = heads[at.column].title || heads[at.column].textContent;
      return;
    }
    const datum = data.rows[order[at.row]];
    const score = datum[SCORE] === null ? data.words.nothing : `${datum[SCORE]} / ${data.best}`;
    const tags = [...datum[TAGS]].map((letter) => data.tags[letter]).join(", ");
    const parts = [datum[NAME], score, tags];
    const item = data.items[at.column - FIXED];
    if (item) parts.push(`${item[1]}: ${item[0]}`, (data.marks[datum[MARKS][at.column - FIXED]] ?? ["", ""]).join(" "));
    told.textContent = parts.filter((part) => part.trim()).join(" · ");
    if (datum[LINK]) {
      const link = document.createElement("a");
      link.href = address();
      link.textContent = told.dataset.open;
      told.append(" — ", link);
    }
  }

  function address() {
    const item = at.column - FIXED;
    const link = data.rows[order[at.row]][LINK];
    return item >= 0 ? `${link}#i${item}` : link;
  }

  function show() {
    if (at.row >= 0) {
      const head = grid.tHead.offsetHeight;
      const top = at.row * HEIGHT, room = frame.clientHeight - head - HEIGHT;
      if (top < frame.scrollTop) frame.scrollTop = top;
      else if (top > frame.scrollTop + room) frame.scrollTop = top - room;
    }
    draw(true);
    const cell = cellAt(at);
    if (!cell || at.column === 0) return;
    const left = cell.offsetLeft - grid.querySelector(".who").offsetWidth;
    const right = cell.offsetLeft + cell.offsetWidth - frame.clientWidth;
    if (left < frame.scrollLeft) frame.scrollLeft = left;
    else if (right > frame.scrollLeft) frame.scrollLeft = right;
  }

  function go(row, column) {
    at = {
      row: Math.max(-1, Math.min(row, order.length - 1)),
      column: Math.max(0, Math.min(column, heads.length - 1)),
    };
    show();
    tell();
  }

  function weight(row, item) {
    return row[MARKS] ? WEIGHT.indexOf(row[MARKS][item]) : WEIGHT.length;
  }

  function compare(left, right) {
    const [a, b] = [data.rows[left], data.rows[right]];
    const by = {
      name: () => 0,
      score: () => (a[SCORE] ?? -1) - (b[SCORE] ?? -1),
      time: () => a[TIME] - b[TIME],
    }[sorting.by] ?? (() => weight(a, sorting.by) - weight(b, sorting.by));
    return by() * (sorting.down ? -1 : 1) || collator.compare(a[NAME], b[NAME]) * (sorting.by === "name" && sorting.down ? -1 : 1);
  }

  function arrange() {
    const text = find.value.normalize("NFC").trim().toLowerCase();
    const tag = which.value;
    order = [];
    data.rows.forEach((row, index) => {
      if (searchable[index].includes(text) && (!tag || row[TAGS].includes(tag))) order.push(index);
    });
    order.sort(compare);
    shown.textContent = data.words.shown.replace("{shown}", order.length).replace("{all}", data.rows.length);
    grid.setAttribute("aria-rowcount", order.length + 3);
    for (const head of heads) head.removeAttribute("aria-sort");
    const head = heads.find((each) => each.dataset.sort === String(sorting.by));
    head.setAttribute("aria-sort", sorting.down ? "descending" : "ascending");
    frame.scrollTop = 0;
    at.row = Math.min(at.row, order.length - 1);
    draw(true);
  }

  function sortBy(by) {
    const down = sorting.by === by ? !sorting.down : by === "score" || by === "time";
    sorting = { by, down };
    arrange();
  }

  function sortKey(head) {
    return /^\d+$/.test(head.dataset.sort) ? Number(head.dataset.sort) : head.dataset.sort;
  }

  function enter() {
    if (at.row < 0) sortBy(sortKey(heads[at.column]));
    else if (data.rows[order[at.row]][LINK]) location.assign(address());
  }

  const page = () => Math.max(1, Math.floor(frame.clientHeight / HEIGHT) - 6);
  const KEYS = {
    ArrowUp: () => go(at.row - 1, at.column),
    ArrowDown: () => go(at.row + 1, at.column),
    ArrowLeft: () => go(at.row, at.column - 1),
    ArrowRight: () => go(at.row, at.column + 1),
    PageUp: () => go(Math.max(0, at.row - page()), at.column),
    PageDown: () => go(at.row + page(), at.column),
    Home: (event) => go(event.ctrlKey ? -1 : at.row, 0),
    End: (event) => go(event.ctrlKey ? order.length - 1 : at.row, heads.length - 1),
    Enter: enter,
    " ": enter,
  };

  grid.addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (!act || event.altKey || event.metaKey) return;
    event.preventDefault();
    act(event);
  });
  grid.addEventListener("focus", () => { mark(); tell(); });
  grid.addEventListener("click", (event) => {
    const head = event.target.closest("#heads th");
    if (head) {
      at = { row: -1, column: heads.indexOf(head) };
      sortBy(sortKey(head));
      return;
    }
    const cell = event.target.closest("#body [data-column]");
    if (cell && !event.target.closest("a[href]")) go(Number(cell.parentNode.dataset.place), Number(cell.dataset.column));
  });
  frame.addEventListener("scroll", () => requestAnimationFrame(() => draw(false)), { passive: true });
  addEventListener("resize", () => draw(false));
  addEventListener("beforeprint", () => { everything = true; draw(true); });
  addEventListener("afterprint", () => { everything = false; draw(true); });
  find.addEventListener("input", arrange);
  which.addEventListener("change", arrange);
  for (const button of document.querySelectorAll("[data-which]")) {
    button.addEventListener("click", () => {
      which.value = button.dataset.which;
      arrange();
      frame.scrollIntoView({ block: "center" });
    });
  }
  for (const button of document.querySelectorAll("[data-by]")) {
    button.addEventListener("click", () => {
      sorting = { by: Number(button.dataset.by), down: false };
      arrange();
      at = { row: -1, column: sorting.by + FIXED };
      show();
      grid.focus({ preventScroll: true });
      frame.scrollIntoView({ block: "center" });
    });
  }

  arrange();
  performance.mark("built");
  document.documentElement.dataset.built = String(data.rows.length);
})();
