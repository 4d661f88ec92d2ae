import type { ReadMode } from "../recogniser/index";

/** The mode that the page's address names: a reload finds it again, and so does a bookmark. */
function modeOfAddress(): ReadMode {
  const named = location.hash.slice(1);
  return named === "number" || named === "sheet" ? named : "digit";
}

/** Lets a group of radio buttons, and the address, choose what is read; tells of every choice that isn't one digit at first. */
export function switchModes(group: HTMLElement, chosen: (mode: ReadMode) => void): void {
  const radios = [...group.querySelectorAll("input")];
  const take = () => {
    for (const radio of radios) radio.checked = radio.value === modeOfAddress();
    chosen(modeOfAddress());
  };
  group.addEventListener("change", ({ target }) => {
    const mode = (target as HTMLInputElement).value;
    history.replaceState(null, "", mode === "digit" ? location.pathname + location.search : `#${mode}`);
    take();
  });
  window.addEventListener("hashchange", take);
  take();
}
