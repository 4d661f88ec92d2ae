/** Hands on every file that is chosen with the input, dropped anywhere on the page, or pasted. */
export function takeFiles(input: HTMLInputElement, take: (file: File) => void): void {
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    // Emptied, so that choosing the same file again is a change again.
    input.value = "";
    if (file) take(file);
  });

  document.addEventListener("paste", (event) => {
    const file = event.clipboardData?.files[0];
    if (file) take(file);
  });

  // Without this, the browser leaves the page to show what was dropped on it.
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) take(file);
  });
}

/** Tells whether a file is being dragged over the page, and so could be dropped. */
export function watchDrags(tell: (fileIsOver: boolean) => void): void {
  // Entering a child comes before leaving its parent: only when all are left is the page left.
  const entered = new Set<EventTarget>();
  const left = () => {
    entered.clear();
    tell(false);
  };

  document.addEventListener("dragenter", (event) => {
    if (event.target) entered.add(event.target);
    tell(event.dataTransfer?.types.includes("Files") ?? false);
  });
  document.addEventListener("dragleave", (event) => {
    if (event.target) entered.delete(event.target);
    if (entered.size === 0) left();
  });
  document.addEventListener("drop", left);
  document.addEventListener("dragend", left);
}
