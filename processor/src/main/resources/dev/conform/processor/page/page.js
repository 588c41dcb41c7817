"use strict";

/** What the pages have in common: elements, numbers as text, tables that can be sorted. */
const page = (() => {
  const numbers = new Intl.NumberFormat("en-US");

  /** Makes an element; strings among the children become text, never markup. */
  function element(name, attributes = {}, ...children) {
    return fill(document.createElement(name), attributes, children);
  }

  function svg(name, attributes = {}, ...children) {
    return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
  }

  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("--")) {
        node.style.setProperty(name, value);
      } else if (name.startsWith("on")) {
        node.addEventListener(name.slice(2), value);
      } else if (value !== undefined && value !== false) {
        node.setAttribute(name, value === true ? "" : value);
      }
    }
    node.append(...children);
    return node;
  }

  function count(number) {
    return number ? numbers.format(number) : "";
  }

  /** Writes an amount of memory: 35.6 KiB. */
  function bytes(number) {
    const units = ["B", "KiB", "MiB", "GiB", "TiB"];
    let unit = 0;
    let amount = number;
    while (amount >= 1024 && unit < units.length - 1) {
      amount /= 1024;
      unit++;
    }
    return `${unit ? amount.toFixed(1) : amount} ${units[unit]}`;
  }

  /**
   * Returns the header of a table.
   *
   * @param columns {key, title, text: whether it holds words, hint}
   * @param order {key, descending}, which a click changes; without a key the rows stand as they came
   */
  function head(columns, order, changed) {
    const cells = columns.map((column) => {
      const sorted = order.key === column.key;
      return element("th", {
        scope: "col",
        class: column.text ? "text" : undefined,
        title: column.hint,
        "aria-sort": sorted ? (order.descending ? "descending" : "ascending") : "none",
      }, element("button", { type: "button", "data-key": column.key, onclick: () => turn(column) }, column.title));
    });
    function turn(column) {
      const first = !column.text;
      if (order.key !== column.key) {
        Object.assign(order, { key: column.key, descending: first });
      } else if (order.descending === first) {
        order.descending = !first;
      } else {
        order.key = undefined;
      }
      changed();
    }
    return element("thead", {}, element("tr", {}, ...cells));
  }

  /** Returns rows in an order; equal ones keep theirs. */
  function sorted(rows, order, value) {
    if (!order.key) {
      return rows;
    }
    const sign = order.descending ? -1 : 1;
    return rows
      .map((row) => [value(row, order.key), row])
      .sort(([a], [b]) => sign * (typeof a === "string" ? a.localeCompare(b, "en", { numeric: true }) : a - b))
      .map(([, row]) => row);
  }

  /** Returns the number of a field, or of its default while what it holds is none. */
  function whole(input) {
    return input.checkValidity() && input.value !== "" ? Number(input.value) : Number(input.defaultValue);
  }

  /** Returns the parts of the memory of a model, as the runtime takes it: name, bytes, colour. */
  function memory(floats, batch, threads) {
    const model = [
      ["parameters", floats.parameters, "dense"],
      ["statistics", floats.state + floats.saved, "join"],
      ["workspace", floats.workspace * threads + floats.shared, "other"],
    ];
    const inBytes = (parts) => parts.filter(([, amount]) => amount > 0).map(([name, amount, colour]) => [name, amount * 4, colour]);
    return {
      training: inBytes([
        ["activations and their gradients", floats.training * batch, "conv"],
        ["gradients of parameters", floats.parameters, "pool"],
        ...model,
      ]),
      inference: inBytes([["activations", floats.inference * batch, "conv"], ...model, ["prepared parameters", floats.prepared, "pool"]]),
    };
  }

  function total(parts) {
    return parts.reduce((sum, [, amount]) => sum + amount, 0);
  }

  return { element, svg, count, bytes, head, sorted, whole, memory, total };
})();
