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
  document.addEventListener("dragover", (event) => {
    tell(event.dataTransfer?.types.includes("Files") ?? false);
  });
  document.addEventListener("dragleave", (event) => {
    // Otherwise the drag has only gone on to another element.
    if (event.relatedTarget === null) tell(false);
  });
  document.addEventListener("drop", () => tell(false));
  // No pointer moves during a drag: one that was cancelled without a word is over by now.
  document.addEventListener("pointermove", () => tell(false));
}
