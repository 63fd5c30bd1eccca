/* The query editor: YASQE and YASR, the two parts of YASGUI, in the place of the plain form. One editor for one
   endpoint: no tabs, no choice of endpoints, and no request to anywhere else. */
"use strict";

(() => {
  if (!window.Yasqe) return;  // the form asks by itself
  const form = document.querySelector("form.editor");
  const source = form.querySelector("textarea");
  const answer = document.querySelector("section.answer");
  const prefixes = JSON.parse(form.dataset.prefixes);
  const HERE = `${location.origin}/sparql`;
  const BASE = "https://w3id.org/notorious-markets/";
  const LONGEST_ADDRESS = 8000;

  const place = document.createElement("div");
  source.before(place);
  source.hidden = true;
  form.querySelector("label[for=query]").hidden = true;
  form.querySelector(".formats").hidden = true;
  form.querySelector(".keys").hidden = false;

  function address(query, format) {
    return `${HERE}?${new URLSearchParams({ query, ...(format ? { format } : {}) })}`;
  }

  // The endpoint knows these prefixes, so that the editor must not call them undefined.
  const sparql = Yasqe.modes.sparql11;
  Yasqe.defineMode("sparql11", (...config) => {
    const mode = sparql(...config);
    return { ...mode, startState: () => ({ ...mode.startState(), prefixes: { ...prefixes } }) };
  });
  // Some of the library's own completers ask other servers; settings are merged with the defaults, place by place.
  Yasqe.defaults.autocompleters = [];
  Yasqe.registerAutocompleter(nameCompleter(prefixes), false);
  const yasqe = new Yasqe(place, {
    value: source.value,
    screenReaderLabel: "SPARQL query",
    autocompleters: ["variables", "names"],
    extraKeys: { Tab: false, "Shift-Tab": false },  // the keyboard can leave the editor
    showQueryButton: false,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: () => address(yasqe.getValue()),
    editorHeight: "20rem",
    requestConfig: {
      endpoint: HERE,
      method: "POST",
      acceptHeaderSelect: "application/sparql-results+json",
      acceptHeaderGraph: "text/turtle",
    },
  });

  Yasr.registerPlugin("chart", Chart, true);
  const yasr = new Yasr(answer.querySelector(".results"), {
    persistenceId: null,
    prefixes: () => ({ ...prefixes, ...yasqe.getPrefixesFromQuery() }),
    pluginOrder: ["table", "chart", "response"],
    errorRenderers: [explained],
    getDownloadFileName: () => "answer",
  });

  yasr.on("drawn", () => {
    answer.querySelector(".tableSizer")?.setAttribute("aria-label", "Rows on a page");
  });

  function link() {
    for (const each of answer.querySelectorAll("[data-format]"))
      each.href = address(yasqe.getValue(), each.dataset.format);
  }

  function run() {
    answer.hidden = false;
    link();
    const here = address(yasqe.getValue());
    if (here.length < LONGEST_ADDRESS) history.replaceState(null, "", here);
    yasqe.query().catch(() => {});  // an error is an answer too, and shown as one
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); run(); });
  for (const keys of ["Ctrl-Enter", "Cmd-Enter"]) yasqe.options.extraKeys[keys] = run;
  yasqe.on("change", link);
  yasqe.on("queryResponse", (_, response, duration) => yasr.setResponse(response, duration));

  /** Show problem details (RFC 9457): what is wrong, where, and what may help; the cursor goes to the place. */
  async function explained(error) {
    let problem;
    try { problem = JSON.parse(error.text); } catch { return undefined; }
    const told = document.createElement("div");
    told.className = "problem";
    told.setAttribute("role", "alert");
    const add = (name, text) => {
      const element = document.createElement(name);
      element.textContent = text;
      told.append(element);
    };
    add("p", problem.detail ?? problem.title ?? "The query could not be answered.");
    if (problem.context) add("pre", problem.context);
    if (problem.hint) add("p", problem.hint);
    if (problem.line) {
      yasqe.getDoc().setCursor({ line: problem.line - 1, ch: problem.column - 1 });
      yasqe.focus();
    }
    return told;
  }

  // What is ours is looked up here, not at the address that its IRI names.
  answer.addEventListener("click", (event) => {
    const anchor = event.target.closest("a[href]");
    const iri = anchor?.getAttribute("href") ?? "";
    if (!iri.startsWith(BASE)) return;
    const rest = iri.slice(BASE.length);
    anchor.href = `/${rest.startsWith("id/") ? rest.replace("#", "%23") : rest}`;
  }, true);

  link();
  if ("run" in form.dataset) run();
})();
