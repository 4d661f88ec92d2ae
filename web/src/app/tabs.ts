/** Tabs of which one shows its panel: chosen by a click, by the arrow keys, Home and End. */
export class Tabs {
  readonly #tabs: readonly HTMLElement[];

  constructor(
    list: HTMLElement,
    private readonly chosen: (panel: HTMLElement) => void,
  ) {
    this.#tabs = [...list.querySelectorAll<HTMLElement>("[role=tab]")];
    list.addEventListener("click", ({ target }) => {
      const tab = (target as Element).closest<HTMLElement>("[role=tab]");
      if (tab) this.#choose(tab);
    });
    list.addEventListener("keydown", (event) => {
      const tab = this.#neighbourOf(event.target as HTMLElement, event.key);
      if (!tab) return;
      event.preventDefault();
      tab.focus();
      this.#choose(tab);
    });
  }

  #choose(chosen: HTMLElement): void {
    for (const tab of this.#tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute("aria-selected", `${isChosen}`);
      tab.tabIndex = isChosen ? 0 : -1;
      panelOf(tab).hidden = !isChosen;
    }
    this.chosen(panelOf(chosen));
  }

  #neighbourOf(tab: HTMLElement, key: string): HTMLElement | undefined {
    const count = this.#tabs.length;
    const place = this.#tabs.indexOf(tab);
    const places: Readonly<Record<string, number>> = {
      ArrowRight: (place + 1) % count,
      ArrowLeft: (place + count - 1) % count,
      Home: 0,
      End: count - 1,
    };
    return this.#tabs[places[key] ?? -1];
  }
}

function panelOf(tab: HTMLElement): HTMLElement {
  return document.getElementById(tab.getAttribute("aria-controls")!)!;
}
