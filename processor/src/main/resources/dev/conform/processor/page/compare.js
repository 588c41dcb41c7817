"use strict";

(() => {
  const { element, svg, count, bytes } = page;
  const { networks } = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const product = (sizes) => sizes.reduce((all, size) => all * size, 1);
  const shape = (sizes) => sizes.join("×");

  const columns = [
    { key: "name", title: "network", text: true },
    { key: "year", title: "year" },
    { key: "depth", title: "depth", hint: "convolutions and dense layers on the longest path" },
    { key: "parameters", title: "parameters" },
    { key: "macs", title: "MACs", hint: "multiply-accumulates for one image" },
    { key: "input", title: "input" },
    { key: "output", title: "output" },
    { key: "field", title: "receptive field of the last map", hint: "of a value in front of the first global pool, flattening or dense layer, in pixels of the input" },
    { key: "training", title: "training", hint: "memory for training" },
    { key: "inference", title: "inference", hint: "memory for inference only" },
  ];
  const weighed = ["parameters", "macs", "training", "inference"];
  const order = { key: undefined, descending: false };

  function value(network, key) {
    switch (key) {
      case "name": return network.name;
      case "input": case "output": return product(network[key]);
      case "field": return product(network.featureField || [0]);
      default: return network[key] || 0;
    }
  }

  function text(network, key) {
    switch (key) {
      case "year": return network.year ? String(network.year) : "";
      case "input": case "output": return shape(network[key]);
      case "field": return shape(network.featureField || []);
      case "training": case "inference": return bytes(network[key]);
      default: return count(network[key]);
    }
  }

  function shown() {
    const wanted = byId("filter").value.trim().toLowerCase();
    return networks.filter((network) => network.id.toLowerCase().includes(wanted));
  }

  function tabulate() {
    const batch = page.whole(byId("batch"));
    const threads = page.whole(byId("threads"));
    for (const network of networks) {
      const parts = page.memory(network.memory, batch, threads);
      network.training = page.total(parts.training);
      network.inference = page.total(parts.inference);
    }
    const largest = Object.fromEntries(weighed.map((key) => [key, Math.max(...networks.map((network) => network[key]))]));
    const rows = page.sorted(shown(), order, value).map((network) => element("tr", { "data-id": network.id },
      element("th", { scope: "row", class: "text", title: network.id }, network.name),
      ...columns.slice(1).map(({ key }) => element("td", largest[key]
        ? { "data-key": key, class: "weighed", "--weight": network[key] / largest[key] }
        : { "data-key": key }, text(network, key)))));
    const focused = document.activeElement && document.activeElement.dataset.key;
    byId("networks").replaceChildren(page.head(columns, order, tabulate), element("tbody", {}, ...rows));
    if (focused) {
      byId("networks").querySelector(`button[data-key="${focused}"]`).focus();
    }
    plot();
  }

  // ---- the plot: one point for each network, both axes logarithmic ----

  const WIDE = 1000;
  const HIGH = 440;
  const EDGE = { left: 64, right: 130, top: 16, bottom: 44 };
  const UNITS = ["", "k", "M", "G", "T", "P"];

  function power(exponent) {
    return `${10 ** (exponent % 3)}${UNITS[Math.floor(exponent / 3)] || ` · 10^${exponent}`}`;
  }

  /** Returns whole powers of ten around what is shown, and where a number stands between them. */
  function axis(key, from, to) {
    const logs = networks.map((network) => Math.log10(Math.max(1, network[key])));
    const first = Math.floor(Math.min(...logs));
    const last = Math.max(first + 1, Math.ceil(Math.max(...logs)));
    const at = (log) => from + (to - from) * (log - first) / (last - first);
    const ticks = Array.from({ length: last - first + 1 }, (_, i) => [at(first + i), power(first + i)]);
    return { ticks, at: (network) => at(Math.log10(Math.max(1, network[key]))) };
  }

  function plot() {
    if (!networks.length) {
      return;
    }
    const across = axis("macs", EDGE.left, WIDE - EDGE.right);
    const up = axis("parameters", HIGH - EDGE.bottom, EDGE.top);
    const taken = [];
    const points = [...shown()].sort((a, b) => up.at(a) - up.at(b)).map((network) => {
      const [x, y] = [across.at(network), up.at(network)];
      const wide = 7.2 * network.name.length + 14;
      // A name that would lie on another one makes a little room, or gives way to a tooltip.
      const free = (row) => !taken.some((box) => Math.abs(box.row - row) < 13 && x < box.x + box.wide && box.x < x + wide);
      const row = [4, 10, -2, 16].map((shift) => y + shift).find(free);
      if (row) {
        taken.push({ x, row, wide });
      }
      const said = `${network.name}: ${count(network.parameters)} parameters, ${count(network.macs)} MACs`;
      return svg("g", { "data-id": network.id },
        svg("title", {}, said),
        svg("circle", { cx: x, cy: y, r: 5 }),
        ...(row ? [svg("text", { x: x + 10, y: row }, network.name)] : []));
    });
    byId("plot").replaceChildren(svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": "parameters over multiply-accumulates" },
      ...across.ticks.map(([x, label]) => svg("g", {},
        svg("line", { x1: x, x2: x, y1: EDGE.top, y2: HIGH - EDGE.bottom }),
        svg("text", { class: "tick", x, y: HIGH - EDGE.bottom + 18, "text-anchor": "middle" }, label))),
      ...up.ticks.map(([y, label]) => svg("g", {},
        svg("line", { x1: EDGE.left, x2: WIDE - EDGE.right, y1: y, y2: y }),
        svg("text", { class: "tick", x: EDGE.left - 8, y: y + 4, "text-anchor": "end" }, label))),
      svg("text", { class: "tick", x: (EDGE.left + WIDE - EDGE.right) / 2, y: HIGH - 6, "text-anchor": "middle" }, "MACs"),
      svg("text", { class: "tick", transform: `translate(14 ${HIGH / 2}) rotate(-90)`, "text-anchor": "middle" }, "parameters"),
      ...points));
  }

  ["filter", "batch", "threads"].forEach((id) => byId(id).addEventListener("input", tabulate));
  tabulate();
})();
