import { keyAlongText } from "./keys";

/** Lets each tab of a list show its panel and no other: chosen by a click, by the arrow keys, Home and End. */
export function switchTabs(list: HTMLElement, chosen: (panel: HTMLElement) => void): void {
  const tabs = [...list.querySelectorAll<HTMLElement>("[role=tab]")];
  const choose = (tab: HTMLElement) => {
    for (const each of tabs) mark(each, each === tab);
    chosen(panelOf(tab));
  };
  list.addEventListener("click", ({ target }) => {
    const tab = (target as Element).closest<HTMLElement>("[role=tab]");
    if (tab) choose(tab);
  });
  list.addEventListener("keydown", (event) => {
    const tab = tabs[placeAfter(keyAlongText(event), tabs.indexOf(event.target as HTMLElement), tabs.length)];
    if (!tab) return;
    event.preventDefault();
    tab.focus();
    choose(tab);
  });
}

function mark(tab: HTMLElement, isChosen: boolean): void {
  tab.setAttribute("aria-selected", `${isChosen}`);
  tab.tabIndex = isChosen ? 0 : -1;
  panelOf(tab).hidden = !isChosen;
}

/** The tab that a key leads to, the first after the last; -1 for any other key. */
function placeAfter(key: string, from: number, count: number): number {
  switch (key) {
    case "ArrowRight":
      return (from + 1) % count;
    case "ArrowLeft":
      return (from + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return -1;
  }
}

function panelOf(tab: HTMLElement): HTMLElement {
  return document.getElementById(tab.getAttribute("aria-controls")!)!;
}
