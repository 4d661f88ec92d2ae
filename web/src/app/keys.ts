/** The key of a press; "" where it is pressed with another that makes it the browser's own, such as Alt and Left for Back. */
export function keyAlone({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): string {
  return altKey || ctrlKey || metaKey ? "" : key;
}

const mirrored: Readonly<Record<string, string>> = { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" };

/** As `keyAlone`, but left is right and right is left where the text runs from right to left: there, what comes next lies left. */
export function keyAlongText(event: KeyboardEvent): string {
  const key = keyAlone(event);
  const isRightToLeft = getComputedStyle(event.target as Element).direction === "rtl";
  return (isRightToLeft && mirrored[key]) || key;
}
