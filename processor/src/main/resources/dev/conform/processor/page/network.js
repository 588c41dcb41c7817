"use strict";

(() => {
  const { element, svg, count, bytes } = page;
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);

  // ---- the tree ----

  /** All entries by id, in the order in which the graph runs. */
  const all = [];
  /** Those without entries inside. */
  const leaves = [];

  /** Completes an entry and all inside it: totals, the leaves it holds, its path. */
  function complete(entry, parent) {
    entry.id = all.push(entry) - 1;
    entry.parent = parent;
    entry.level = parent ? parent.level + 1 : 0;
    const above = parent ? parent.path : "";
    entry.path = entry.g ? above : above ? `${above}.${entry.n}` : entry.n;
    entry.first = leaves.length;
    if (entry.e) {
      entry.e.forEach((inner) => complete(inner, entry));
    } else {
      leaves.push(entry);
    }
    entry.last = leaves.length - 1;
    const parts = entry.e || entry.k;
    const sum = (key) => parts.reduce((amount, part) => amount + (part[key] || 0), 0);
    Object.assign(entry, { p: sum("p"), m: sum("m"), a: sum("a") });
    const end = parts[parts.length - 1];
    entry.o = end.o;
    entry.r = end.r;
    entry.kernels = entry.e ? entry.b : entry.k.map((kernel) => kernel.k).join(" · ");
    entry.title = entry.g ? entry.n : entry.path;
    // A repetition is only a number.
    entry.name = /^\d+$/.test(entry.n) && parent ? `${parent.n}.${entry.n}` : entry.n;
  }
  data.entries.forEach((entry) => complete(entry, undefined));
  const readers = leaves.map(() => []);
  leaves.forEach((leaf, index) => leaf.i.forEach((from) => from >= 0 && readers[from].push(index)));

  const totals = {
    p: data.entries.reduce((sum, entry) => sum + entry.p, 0),
    m: data.entries.reduce((sum, entry) => sum + entry.m, 0),
    a: data.entries.reduce((sum, entry) => sum + entry.a, 0),
  };

  /** Ids of what is unfolded, in the diagram and in the table. */
  const open = new Set();
  let chosen;

  function toggle(entry) {
    if (!open.delete(entry.id)) {
      open.add(entry.id);
    }
    draw();
    tabulate();
  }

  function choose(entry) {
    chosen = chosen === entry ? undefined : entry;
    draw();
    tabulate();
  }

  // ---- memory ----

  function weigh() {
    const batch = page.whole(byId("batch"));
    const parts = page.memory(data.memory, batch, page.whole(byId("threads")));
    const largest = Math.max(page.total(parts.training), page.total(parts.inference));
    const one = (name, list) => element("div", { "data-mode": name },
      element("h3", {}, element("span", {}, name), element("span", { class: "total", title: `${count(page.total(list))} bytes` }, bytes(page.total(list)))),
      element("div", { class: "stack" }, ...list.map(([, amount, colour]) => element("span", { class: colour, "--share": amount / largest }))),
      element("ul", {}, ...list.map(([part, amount, colour]) =>
        element("li", { class: colour }, element("span", {}, part), element("span", {}, bytes(amount))))));
    byId("memory").replaceChildren(one("training", parts.training), one("inference", parts.inference));
  }
  byId("batch").addEventListener("input", weigh);
  byId("threads").addEventListener("input", weigh);

  // ---- the diagram ----

  const GAP = 30;
  const PAD = 14;
  const HEAD = 30;
  const LINE = 15;
  const pen = document.createElement("canvas").getContext("2d");
  const family = getComputedStyle(document.body).fontFamily;

  function width(text, style) {
    pen.font = `${style} ${family}`;
    return pen.measureText(text).width;
  }

  function elided(text, most) {
    return text.length > most ? `${text.slice(0, most - 1)}…` : text;
  }

  /** What a box says: its name, its shape, and a line for each kernel. */
  function words(entry) {
    const lines = entry.e
      ? [entry.b, entry.p ? `${count(entry.p)} parameters` : ""].filter(Boolean)
      : entry.k.map((kernel) => kernel.k);
    return { name: elided(entry.name, 40), shape: entry.o, lines: lines.map((line) => elided(line, 60)) };
  }

  /** Places what is inside an entry, or the network; returns its size and how to draw it. */
  function place(entries, first, last, ends) {
    const graph = new dagre.graphlib.Graph();
    graph.setGraph({ rankdir: "TB", nodesep: 22, ranksep: GAP, edgesep: 12, marginx: 0, marginy: 0 });
    graph.setDefaultEdgeLabel(() => ({}));
    const inner = entries.map((entry) => (entry.e && open.has(entry.id) ? unfolded(entry) : folded(entry)));
    inner.forEach((box, index) => graph.setNode(`${index}`, { width: box.width, height: box.height }));
    const holder = (leaf) => {
      let low = 0;
      let high = entries.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (entries[middle].last < leaf) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    };
    for (let leaf = first; leaf <= last; leaf++) {
      const to = holder(leaf);
      for (const from of leaves[leaf].i) {
        if (from < first) {
          graph.setEdge("in", `${to}`);
        } else if (holder(from) !== to) {
          graph.setEdge(`${holder(from)}`, `${to}`);
        }
      }
      if (!ends && (readers[leaf].some((reader) => reader > last) || data.outputs.some((output) => output.i === leaf))) {
        graph.setEdge(`${to}`, "out");
      }
    }
    const others = new Map();
    if (ends) {
      others.set("in", pill("input", data.input));
      const several = data.outputs.filter((output) => !output.t).length > 1;
      data.outputs.forEach((output, index) => {
        const name = several ? `output ${output.n}` : "output";
        others.set(`out${index}`, pill(output.t ? `${output.n} (training only)` : name, output.o));
        graph.setEdge(output.i < 0 ? "in" : `${holder(output.i)}`, `out${index}`);
      });
    } else {
      others.set("in", port());
      if (graph.hasNode("out")) {
        others.set("out", port());
      }
    }
    for (const [name, box] of others) {
      graph.setNode(name, { width: box.width, height: box.height });
    }
    dagre.layout(graph);
    turnAround(graph, entries.length);
    const edges = graph.edges().map((edge) =>
      wire(graph.node(edge.v), graph.edge(edge).points.slice(1, -1), graph.node(edge.w), edge.w !== "out"));
    const nodes = graph.nodes().map((name) => {
      const at = graph.node(name);
      const box = others.get(name) || inner[Number(name)];
      return svg("g", { transform: `translate(${round(at.x - box.width / 2)} ${round(at.y - box.height / 2)})` }, ...box.draw());
    });
    const { width: wide, height: high } = graph.graph();
    return { width: wide, height: high, draw: () => [...edges, ...nodes] };
  }

  function round(number) {
    return Math.round(number * 10) / 10;
  }

  /**
   * Mirrors a layout if more neighbours stand in the wrong order than in the right one; of two that
   * are equal in that the one with the skips on the right side, as the literature draws them.
   */
  function turnAround(graph, count) {
    let wrong = 0;
    for (let i = 0; i + 1 < count; i++) {
      const [one, next] = [graph.node(`${i}`), graph.node(`${i + 1}`)];
      if (Math.abs(one.y - next.y) < (one.height + next.height) / 2) {
        wrong += Math.sign(one.x - next.x);
      }
    }
    const boxes = graph.nodes().map((name) => graph.node(name).x);
    const centre = boxes.reduce((sum, x) => sum + x, 0) / boxes.length;
    for (const edge of graph.edges()) {
      const points = graph.edge(edge).points;
      if (points.length > 3) {
        wrong += Math.sign(centre - points[points.length >> 1].x) / graph.edgeCount();
      }
    }
    if (wrong > 0) {
      const wide = graph.graph().width;
      graph.nodes().forEach((name) => { graph.node(name).x = wide - graph.node(name).x; });
      graph.edges().forEach((edge) => graph.edge(edge).points.forEach((point) => { point.x = wide - point.x; }));
    }
  }

  /**
   * Draws an edge out of the bottom of one box into the top of another. It changes sides in the gaps
   * between rows only, in the middle of which the first and the last of its points lie.
   */
  function wire(from, between, to, arrow) {
    const within = (box, x) => {
      const room = Math.max(0, box.width / 2 - 16);
      return Math.min(box.x + room, Math.max(box.x - room, x));
    };
    const first = between[0];
    const last = between[between.length - 1];
    const through = between.length > 1;
    const start = within(from, through ? first.x : from.x);
    const end = within(to, through ? last.x : to.x);
    const reach = GAP / 2 - 3;
    const points = [{ x: start, y: from.y + from.height / 2 }, { x: start, y: first.y - reach }];
    if (through) {
      points.push({ x: first.x, y: first.y + reach }, ...between.slice(1, -1), { x: last.x, y: last.y - reach });
    }
    points.push({ x: end, y: last.y + reach }, { x: end, y: to.y - to.height / 2 });
    let path = `M${round(points[0].x)},${round(points[0].y)}`;
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1], points[i]];
      const middle = round((a.y + b.y) / 2);
      path += Math.abs(a.x - b.x) < 0.1
        ? `V${round(b.y)}`
        : `C${round(a.x)},${middle} ${round(b.x)},${middle} ${round(b.x)},${round(b.y)}`;
    }
    return svg("path", { class: "edge", d: path, "marker-end": arrow ? "url(#arrow)" : undefined });
  }

  function port() {
    return { width: 6, height: 6, draw: () => [svg("circle", { class: "port", cx: 3, cy: 3, r: 3 })] };
  }

  function pill(name, shape) {
    const wide = width(name, "600 13px") + width(shape, "11px") + 44;
    return {
      width: wide,
      height: 28,
      draw: () => [
        svg("rect", { class: "end", width: wide, height: 28, rx: 14 }),
        svg("text", { class: "name", x: 16, y: 18.5 }, name),
        svg("text", { class: "shape", x: wide - 16, y: 18.5, "text-anchor": "end" }, shape),
      ],
    };
  }

  function folded(entry) {
    const said = words(entry);
    const several = Boolean(entry.e);
    const left = several ? 26 : 14;
    const wide = Math.max(
      120,
      left + width(said.name, "600 13px") + 18 + width(said.shape, "11px") + 12,
      ...said.lines.map((line) => left + width(line, "11px") + 12));
    const high = 26 + said.lines.length * LINE + 4;
    return {
      width: wide,
      height: high + (several ? 5 : 0),
      draw: () => [button(entry, several,
        several && svg("rect", { class: "under", x: 5, y: 5, width: wide - 5, height: high, rx: 6 }),
        svg("rect", { class: "box", width: several ? wide - 5 : wide, height: high, rx: 6 }),
        several
          ? svg("text", { class: "kernel", x: 10, y: 18 }, "▸")
          : svg("rect", { class: "family", x: 0, y: 5, width: 4, height: high - 10, rx: 2 }),
        svg("text", { class: "name", x: left, y: 18.5 }, said.name),
        svg("text", { class: "shape", x: wide - (several ? 15 : 10), y: 18.5, "text-anchor": "end" }, said.shape),
        ...said.lines.map((line, index) => svg("text", { class: "kernel", x: left, y: 34 + index * LINE }, line)))],
    };
  }

  function unfolded(entry) {
    const said = words(entry);
    const inside = place(entry.e, entry.first, entry.last, false);
    const label = entry.b ? elided(entry.b, 60) : "";
    const wide = Math.max(
      inside.width + 2 * PAD,
      26 + width(said.name, "600 13px") + 14 + width(label, "11px") + 18 + width(said.shape, "11px") + 12);
    const high = HEAD + inside.height + 2 * PAD;
    return {
      width: wide,
      height: high,
      draw: () => [
        svg("rect", { class: "area", width: wide, height: high, rx: 8 }),
        button(entry, true,
          svg("rect", { class: "head", x: 1, y: 1, width: wide - 2, height: HEAD - 2, rx: 7 }),
          svg("text", { class: "kernel", x: 10, y: 19.5 }, "▾"),
          svg("text", { class: "name", x: 26, y: 20 }, said.name),
          svg("text", { class: "kernel", x: 36 + width(said.name, "600 13px"), y: 20 }, label),
          svg("text", { class: "shape", x: wide - 10, y: 20, "text-anchor": "end" }, said.shape)),
        svg("g", { transform: `translate(${round((wide - inside.width) / 2)} ${HEAD + PAD})` }, ...inside.draw()),
      ],
    };
  }

  /** Returns what can be clicked, or reached with the keyboard, in the diagram. */
  function button(entry, several, ...children) {
    const act = () => (several ? toggle(entry) : choose(entry));
    const figures = [entry.kernels, entry.o, entry.p && `${count(entry.p)} parameters`, entry.m && `${count(entry.m)} MACs`];
    const said = [entry.title, ...figures].filter(Boolean).join("\n");
    return svg("g", {
      role: "button",
      tabindex: 0,
      class: [several ? "several" : entry.f, entry === chosen ? "chosen" : ""].join(" ").trim(),
      "data-id": entry.id,
      "data-path": entry.title,
      "aria-expanded": several ? String(open.has(entry.id)) : undefined,
      "aria-pressed": several ? undefined : String(entry === chosen),
      "aria-label": said.replaceAll("\n", ", "),
      onclick: act,
      onkeydown: (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          act();
        }
      },
    }, svg("title", {}, said), ...children.filter(Boolean));
  }

  let zoom;

  function draw() {
    const panel = byId("graph");
    const focused = document.activeElement && document.activeElement.closest("#graph [data-id]");
    const anchor = focused && { id: focused.dataset.id, top: focused.getBoundingClientRect().top, left: focused.getBoundingClientRect().left };
    const drawn = place(data.entries, 0, leaves.length - 1, true);
    const margin = 20;
    const wide = drawn.width + 2 * margin;
    const high = drawn.height + 2 * margin;
    const scale = zoom || Math.min(1, Math.max(0.7, panel.clientWidth / wide));
    panel.replaceChildren(svg("svg", {
      viewBox: `0 0 ${Math.ceil(wide)} ${Math.ceil(high)}`,
      width: Math.ceil(wide * scale),
      height: Math.ceil(high * scale),
      role: "group",
      "aria-label": "graph of the network",
      "data-scale": scale,
    },
    svg("defs", {}, svg("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 6, markerHeight: 6, orient: "auto" },
      svg("path", { class: "arrow", d: "M0,0 L8,4 L0,8 Z" }))),
    svg("g", { transform: `translate(${margin} ${margin})` }, ...drawn.draw())));
    byId("fold").disabled = open.size === 0;
    byId("unfold").disabled = !next().length;
    const again = anchor && panel.querySelector(`[data-id="${anchor.id}"]`);
    if (again) {
      again.focus({ preventScroll: true });
      const now = again.getBoundingClientRect();
      panel.scrollTop += now.top - anchor.top;
      panel.scrollLeft += now.left - anchor.left;
    }
  }

  /** Returns what can be seen and is folded. */
  function next() {
    return all.filter((entry) => entry.e && !open.has(entry.id) && (!entry.parent || open.has(entry.parent.id)));
  }

  function refold(change) {
    change();
    draw();
    tabulate();
  }

  function resize(change) {
    zoom = change(Number(byId("graph").querySelector("svg").dataset.scale));
    draw();
  }
  byId("unfold").addEventListener("click", () => refold(() => next().forEach((entry) => open.add(entry.id))));
  byId("fold").addEventListener("click", () => refold(() => open.clear()));
  byId("larger").addEventListener("click", () => resize((scale) => Math.min(3, scale * 1.25)));
  byId("smaller").addEventListener("click", () => resize((scale) => Math.max(0.1, scale / 1.25)));
  byId("fit").addEventListener("click", () => {
    const box = byId("graph").querySelector("svg").viewBox.baseVal;
    const panel = byId("graph");
    const room = Number.parseFloat(getComputedStyle(panel).maxHeight);
    resize(() => Math.min(1, panel.clientWidth / box.width, room / box.height));
  });

  // ---- the table ----

  const order = { key: undefined, descending: false };
  const columns = [
    { key: "layer", title: "layer", text: true },
    { key: "kernel", title: "kernel", text: true },
    { key: "o", title: "output", hint: "channels×height×width, or units; sorted by the number of values" },
    { key: "p", title: "parameters", hint: "that training changes" },
    { key: "share", title: "share", hint: "of all parameters" },
    { key: "m", title: "MACs", hint: "multiply-accumulates for one image" },
    { key: "a", title: "activations", hint: "memory for one image while the network is trained" },
    { key: "r", title: "receptive field", hint: "height×width in pixels of the input" },
  ];

  /** Returns the product of the sizes in a text; what sees all is larger than any. */
  function volume(text) {
    return text === "all" ? Infinity : text.split("×").reduce((product, size) => product * Number(size), 1);
  }

  function value(entry, key) {
    switch (key) {
      case "layer": return entry.title;
      case "kernel": return entry.kernels;
      case "o": case "r": return volume(entry[key]);
      case "share": return entry.p;
      default: return entry[key];
    }
  }

  const ordered = (entries) => page.sorted(entries, order, value);

  /** Adds an entry's row and, if it is unfolded, those inside. */
  function addRows(entry, rows) {
    rows.push(row(entry, entry.level));
    if (open.has(entry.id)) {
      if (entry.e) {
        ordered(entry.e).forEach((inner) => addRows(inner, rows));
      } else {
        entry.k.forEach((kernel) => rows.push(part(kernel, entry.level + 1)));
      }
    }
  }

  function row(entry, level, flat) {
    const turns = !flat && (entry.e || entry.k.length > 1);
    const mark = turns
      ? element("button", {
        type: "button", class: "turn", "aria-expanded": String(open.has(entry.id)),
        "aria-label": `${entry.title}: unfold`, onclick: () => turn(entry),
      })
      : element("span", { class: `leaf ${entry.f}` });
    const name = flat ? entry.title : entry.name;
    const pick = element("button", { type: "button", class: "pick", title: entry.title, onclick: () => (entry.e ? turn(entry) : choose(entry)) }, name);
    return element("tr", {
      class: [entry.e ? "several" : "layer", entry === chosen ? "chosen" : ""].join(" ").trim(),
      "data-id": entry.id,
      "data-path": entry.title,
    }, element("td", { class: "text", "--level": level }, element("span", { class: "indent" }), mark, pick), ...cells(entry, entry.kernels));
  }

  /** Returns the row of one kernel of a layer that has several. */
  function part(kernel, level) {
    return element("tr", { class: "part" },
      element("td", { class: "text", "--level": level }, element("span", { class: "indent" })), ...cells(kernel, kernel.k));
  }

  function cells(entry, kernels) {
    const weighed = (amount, whole, text) =>
      element("td", amount ? { class: "weighed", "--weight": amount / whole } : {}, text);
    return [
      element("td", { class: "text kernel" }, kernels),
      element("td", {}, entry.o),
      element("td", {}, count(entry.p)),
      weighed(entry.p, totals.p, entry.p ? `${(100 * entry.p / totals.p).toFixed(1)} %` : ""),
      weighed(entry.m, totals.m, count(entry.m)),
      weighed(entry.a, totals.a, entry.a ? bytes(entry.a) : ""),
      element("td", {}, entry.r),
    ];
  }

  function turn(entry) {
    toggle(entry);
    const again = byId("layers").querySelector(`tr[data-id="${entry.id}"] .turn`);
    if (again) {
      again.focus();
    }
  }

  function tabulate() {
    const wanted = byId("filter").value.trim().toLowerCase();
    const flat = byId("flat").checked || wanted !== "";
    const rows = [];
    const shown = wanted
      ? leaves.filter((leaf) => `${leaf.title} ${leaf.kernels}`.toLowerCase().includes(wanted))
      : leaves;
    if (flat) {
      ordered(shown).forEach((leaf) => rows.push(row(leaf, 0, true)));
    } else {
      ordered(data.entries).forEach((entry) => addRows(entry, rows));
    }
    const sum = (key) => shown.reduce((amount, leaf) => amount + leaf[key], 0);
    const end = { o: "", r: "", p: sum("p"), m: sum("m"), a: sum("a") };
    const focused = document.activeElement && document.activeElement.dataset.key;
    byId("layers").replaceChildren(
      page.head(columns, order, tabulate),
      element("tbody", {}, ...rows),
      element("tfoot", {}, element("tr", {}, element("th", { scope: "row", class: "text" }, wanted ? "shown" : "total"), ...cells(end, ""))));
    if (focused) {
      byId("layers").querySelector(`[data-key="${focused}"]`).focus();
    }
    // An input reads nothing and is no layer.
    const layers = (list) => count(list.filter((leaf) => leaf.i.length > 0).length);
    byId("shown").textContent = wanted ? `${layers(shown) || "none"} of ${layers(leaves)} layers` : "";
    const selected = byId("layers").querySelector("tr.chosen");
    if (selected) {
      selected.scrollIntoView({ block: "nearest" });
    }
  }
  byId("filter").addEventListener("input", tabulate);
  byId("flat").addEventListener("change", tabulate);

  const folds = all.some((entry) => entry.e);
  byId("folding").hidden = !folds;
  byId("flat-label").hidden = !folds;
  weigh();
  draw();
  tabulate();
})();
