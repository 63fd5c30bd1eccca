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

  return {
    name: "names",
    bulk: false,
    autoShow: false,
    isValidCompletionPosition(yasqe) {
      const token = yasqe.getCompleteToken();
      return /^[^?$"'#\s]/.test(token.string) && token.type !== "comment";
    },
    async get(yasqe, token) {
      const known = { ...prefixes, ...yasqe.getPrefixesFromQuery() };
      const [, prefix, typed] = /^(?:([\w-]*):)?(.*)$/.exec(token.string.replace(/[<>]/g, ""));
      const kind = kindOf(known[prefix]);
      const asked = new URLSearchParams({ q: typed.replace(/([a-z])([A-Z])/g, "$1 $2"), limit: "30" });
      if (kind) asked.append("kind", kind);
      const answer = await fetch(`/suggest?${asked}`);
      if (!answer.ok) return [];
      const before = yasqe.getPreviousNonWsToken(yasqe.getDoc().getCursor().line, token).string;
      const { results } = await answer.json();
      return results
        .filter((result) => before !== "a" || (result.kind === "term" && /#[A-Z]/.test(result.id)))
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
