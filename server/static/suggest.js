/* Suggestions for a search field (input[data-suggest]) as one types: the editable combobox with a list box of
   ARIA 1.2. Without this script the field is a plain form. */
"use strict";

const DELAY = 120;
const SHORTEST = 2;

function combobox(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  const status = document.createElement("span");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  input.after(list, status);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"],
    ["aria-controls", list.id]]) input.setAttribute(name, value);

  let chosen = -1;
  let timer = 0;
  let request = null;

  function open(shown) {
    list.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
    if (!shown) choose(-1);
  }

  function choose(number) {
    const options = list.children;
    chosen = options.length ? (number + options.length + 1) % (options.length + 1) : -1;
    if (number < 0 || chosen === options.length) chosen = number === -2 ? options.length - 1 : -1;
    for (const [n, option] of [...options].entries()) option.setAttribute("aria-selected", String(n === chosen));
    if (chosen < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", options[chosen].id);
      options[chosen].scrollIntoView({ block: "nearest" });
    }
  }

  function show(results) {
    list.replaceChildren(...results.map((result, n) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${n}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const name = document.createElement("bdi");
      name.textContent = result.text === result.label || result.field === "id"
        ? result.label : `${result.label} (${result.text})`;
      const kind = document.createElement("span");
      kind.className = "kind";
      kind.textContent = result.kindLabel;
      option.append(name, kind);
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => go(result));
      option.result = result;
      return option;
    }));
    chosen = -1;
    open(results.length > 0);
    status.textContent = results.length ? `${results.length} suggestions` : "No suggestions";
  }

  function go(result) {
    if (result.path.startsWith("/")) location.assign(result.path);
    else { input.value = result.label; input.form.requestSubmit(); }
  }

  async function ask() {
    request?.abort();
    const text = input.value.trim();
    if (text.length < SHORTEST) { open(false); return; }
    request = new AbortController();
    try {
      const address = `${input.dataset.suggest}?${new URLSearchParams({ q: text })}`;
      const answer = await fetch(address, { signal: request.signal });
      if (answer.ok && document.activeElement === input) show((await answer.json()).results);
    } catch (error) {
      if (error.name !== "AbortError") open(false);  // the form still works
    }
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, DELAY); });
  input.addEventListener("blur", () => { clearTimeout(timer); request?.abort(); open(false); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") {
      if (list.hidden) ask(); else choose(chosen + 1);
    } else if (event.key === "ArrowUp" && !list.hidden) {
      choose(chosen < 0 ? -2 : chosen - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      go(list.children[chosen].result);
    } else if (event.key === "Escape" && !list.hidden) {
      open(false);
    } else {
      return;
    }
    event.preventDefault();
  });
}

document.querySelectorAll("input[data-suggest]").forEach(combobox);
