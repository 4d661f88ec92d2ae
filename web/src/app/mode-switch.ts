import type { ReadMode } from "../recogniser/index";

/** The mode that the page's address names: a reload finds it again, and so does a bookmark. */
function modeOfAddress(): ReadMode {
  return location.hash === "#number" ? "number" : "digit";
}

/** Lets a group of radio buttons, and the address, choose what is read; tells of every choice that isn't one digit at first. */
export function switchModes(group: HTMLElement, chosen: (mode: ReadMode) => void): void {
  const radios = [...group.querySelectorAll("input")];
  const take = () => {
    for (const radio of radios) radio.checked = radio.value === modeOfAddress();
    chosen(modeOfAddress());
  };
  group.addEventListener("change", ({ target }) => {
    const isNumber = (target as HTMLInputElement).value === "number";
    history.replaceState(null, "", isNumber ? "#number" : location.pathname + location.search);
    take();
  });
  window.addEventListener("hashchange", take);
  take();
}
