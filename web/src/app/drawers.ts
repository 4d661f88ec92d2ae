import { elementById } from "./elements";

/** Lets each button open the panel that its data-opens names; a panel closes by its button, Escape, or a click beside it. */
export function openDrawers(buttons: Iterable<HTMLElement>, opened: (drawer: HTMLElement) => void): void {
  for (const button of buttons) {
    const drawer = elementById(button.dataset["opens"]!, HTMLDialogElement);
    button.addEventListener("click", () => {
      drawer.showModal();
      opened(drawer);
    });
    closeByClickBeside(drawer);
  }
}

/** What a drawer holds covers it wholly: only its backdrop is left to be the target. */
function closeByClickBeside(drawer: HTMLDialogElement): void {
  let isPressedBeside = false;
  drawer.addEventListener("pointerdown", ({ target }) => (isPressedBeside = target === drawer));
  drawer.addEventListener("click", ({ target }) => {
    // One who selects text may let go beside the drawer, which is a click on both.
    if (target === drawer && isPressedBeside) drawer.close();
  });
}
