/* A result as bars: a view for YASR. The first column of numbers is drawn, named by the columns that hold none. */
"use strict";

const NUMERIC = /#(?:integer|decimal|double|float|int|long|short|byte|(?:nonNegative|positive|unsigned)\w+)$/i;

class Chart {  // eslint-disable-line no-unused-vars
  constructor(yasr) {
    this.yasr = yasr;
    this.label = "Chart";
    this.priority = 5;
  }

  getIcon() { return undefined; }

  columns() {
    const rows = this.yasr.results?.getBindings() ?? [];
    const names = this.yasr.results?.getVariables() ?? [];
    const number = names.find((name) => rows.some((row) => row[name])
      && rows.every((row) => !row[name] || NUMERIC.test(row[name].datatype ?? "")));
    return { rows, number, others: names.filter((name) => name !== number) };
  }

  canHandleResults() { return Boolean(this.columns().number); }

  draw() {
    const { rows, number, others } = this.columns();
    const values = rows.map((row) => Number(row[number]?.value ?? NaN));
    const most = Math.max(...values.filter(Number.isFinite).map(Math.abs), Number.MIN_VALUE);
    const table = document.createElement("table");
    table.className = "chart";
    table.createCaption().textContent = `${number}${others.length ? ` by ${others.join(", ")}` : ""}`;
    const body = table.createTBody();
    for (const [n, row] of rows.entries()) {
      const line = body.insertRow();
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = others.map((name) => this.short(row[name])).join(" · ");
      line.append(head);
      const bar = document.createElement("span");
      bar.className = values[n] < 0 ? "bar negative" : "bar";
      bar.style.width = `${Number.isFinite(values[n]) ? (100 * Math.abs(values[n])) / most : 0}%`;
      line.insertCell().append(bar);
      line.insertCell().textContent = row[number]?.value ?? "";
    }
    this.yasr.resultsEl.append(table);
  }

  short(term) {
    if (!term) return "";
    return term.type === "uri" ? decodeURI(term.value).replace(/^.*[/#](?=.)/, "") : term.value;
  }
}
