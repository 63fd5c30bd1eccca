/* Completion of classes, properties and entities from our own data, by what they are called. */
"use strict";

/** Make the completer of names for YASQE; `prefixes` are those that the endpoint knows. */
function nameCompleter(prefixes) {  // eslint-disable-line no-unused-vars
  const ID = prefixes.id;
  const labels = new Map();

  function kindOf(namespace) {
    if (namespace === prefixes.nm) return "term";
    if (namespace === prefixes.nmc) return "concept";
    return namespace?.startsWith(ID) ? namespace.slice(ID.length).split("/")[0] : "";
  }

  /** Write an IRI the short way, with the longest namespace that leaves a plain local name. */
  function shortened(iri, known) {
    const fitting = Object.entries(known)
      .filter(([, namespace]) => iri.startsWith(namespace) && /^[A-Za-z0-9_][\w-]*$/.test(iri.slice(namespace.length)))
      .sort(([, one], [, other]) => other.length - one.length);
    return fitting.length ? `${fitting[0][0]}:${iri.slice(fitting[0][1].length)}` : `<${iri}>`;
  }

  function before(yasqe) {
    const { line, ch } = yasqe.getDoc().getCursor();
    return yasqe.getDoc().getLine(line).slice(0, ch);
  }

  /** Give the name that ends at the cursor; none where a variable or a string does. */
  function typed(yasqe) {
    const [word] = /[^\s{}()[\];,|/^!*+=&]*$/.exec(before(yasqe));
    return /^[?$"'#]/.test(word) ? "" : word;
  }

  return {
    name: "names",
    bulk: false,
    autoShow: false,
    isValidCompletionPosition(yasqe) {
      const { type } = yasqe.getTokenAt(yasqe.getDoc().getCursor());
      return type !== "comment" && type !== "string" && typed(yasqe) !== "";
    },
    preProcessToken(yasqe, token) {
      const { ch } = yasqe.getDoc().getCursor();
      const string = typed(yasqe);
      return { ...token, string, from: { ch: ch - string.length }, to: { ch } };
    },
    async get(yasqe, token) {
      const known = { ...prefixes, ...yasqe.getPrefixesFromQuery() };
      const [, prefix, name] = /^(?:([\w-]*):)?(.*)$/.exec(token.string.replace(/[<>]/g, ""));
      const kind = kindOf(known[prefix]);
      const asked = new URLSearchParams({ q: name.replace(/([a-z])([A-Z])/g, "$1 $2"), limit: "30" });
      if (kind) asked.append("kind", kind);
      const answer = await fetch(`/suggest?${asked}`);
      if (!answer.ok) return [];
      const isClass = /\sa\s+\S*$/.test(` ${before(yasqe)}`);
      const { results } = await answer.json();
      return results
        .filter((result) => !isClass || (result.kind === "term" && /#[A-Z]/.test(result.id)))
        .map((result) => {
          const short = shortened(result.id, known);
          labels.set(short, result.label);
          return short;
        });
    },
    postprocessHints: (_, hints) =>
      hints.map((hint) => ({ ...hint, displayText: `${hint.text}  ${labels.get(hint.text) ?? ""}` })),
  };
}
