/** Lets each button open the panel that its data-opens names; a panel closes by its button, Escape, or a click beside it. */
export function openDrawers(buttons: Iterable<HTMLElement>, opened: (drawer: HTMLElement) => void): void {
  for (const button of buttons) {
    const drawer = document.getElementById(button.dataset["opens"]!) as HTMLDialogElement;
    button.addEventListener("click", () => {
      drawer.showModal();
      opened(drawer);
    });
    drawer.addEventListener("click", ({ target }) => {
      // What the drawer holds covers it wholly: only its backdrop is left to be the target.
      if (target === drawer) drawer.close();
    });
  }
}
