/** Keeps the page for visits without a network, and offers a newer version of it once that is here as a whole. */
import type { Word } from "../offline/words";

/** The service worker's file, by the build; "" while the site is being developed, where a kept page would be a stale one. */
declare const SERVICE_WORKER: string;

/** Asking costs one small request, and a page may stay open for days. */
const askAgainAfterMs = 60 * 60 * 1000;

/** Register the service worker, and call `offer` each time a newer version waits to be taken.
 * Does nothing where browsers have no service workers: on plain http, and in some private windows.
 * @returns what takes the newer version, by a reload */
export function keepVersions(offer: () => void): () => void {
  const container = SERVICE_WORKER ? navigator.serviceWorker : undefined;
  const registered = container?.register(new URL(SERVICE_WORKER, import.meta.url), {
    updateViaCache: "none",
  });
  // The page works as well without; the next visit tries again.
  const registration = registered?.catch(() => undefined);
  if (!container || !registration) return () => location.reload();

  void registration.then((registration) => registration && watch(container, registration, offer));
  return async () => takeOver(container, await registration);
}

function watch(
  container: ServiceWorkerContainer,
  registration: ServiceWorkerRegistration,
  offer: () => void,
) {
  const offerWaiting = () => {
    // The first version of all waits for a moment too, with nothing to be newer than.
    if (registration.waiting && registration.active) offer();
  };
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", offerWaiting);
  });
  offerWaiting();
  offerWhatAnotherTabTook(container, offer);
  askWhenSeenAgain(registration);
  tell(container.controller, { kind: "started", script: import.meta.url });
}

/** A tab that wasn't asked keeps its own version until its person wants the other. */
function offerWhatAnotherTabTook(container: ServiceWorkerContainer, offer: () => void): void {
  let hadOne = container.controller !== null;
  container.addEventListener("controllerchange", () => {
    if (hadOne) offer();
    hadOne = true;
  });
}

function askWhenSeenAgain(registration: ServiceWorkerRegistration): void {
  let askedAt = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - askedAt < askAgainAfterMs) return;
    askedAt = Date.now();
    // Without a network there is nothing newer to be had.
    registration.update().catch(() => undefined);
  });
}

function takeOver(
  container: ServiceWorkerContainer,
  registration: ServiceWorkerRegistration | undefined,
): void {
  // Where another tab took it, it is here already.
  if (!registration?.waiting) return location.reload();
  container.addEventListener("controllerchange", () => location.reload(), { once: true });
  tell(registration.waiting, { kind: "take over" });
}

function tell(worker: ServiceWorker | null, word: Word): void {
  worker?.postMessage(word);
}
