import { elementById } from "./elements";
import { keepVersions } from "./versions";

/** Offer each newer version of the page in a quiet notice, to be taken now or left for the next visit.
 * @param putOff called where the notice goes away and the page stays */
export function offerVersions(putOff: () => void): void {
  const notice = elementById("version", HTMLElement);
  const take = keepVersions(() => (notice.hidden = false));
  elementById("take-version", HTMLButtonElement).addEventListener("click", take);
  elementById("leave-version", HTMLButtonElement).addEventListener("click", () => {
    notice.hidden = true;
    putOff();
  });
}
