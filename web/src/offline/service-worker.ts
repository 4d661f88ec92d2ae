/** The service worker: keeps one whole version of the page for visits without a network, and the former one for as
 *  long as a page of it is open. Waits until it is told to take over. */
import type { WorkboxPlugin } from "workbox-core";
import { PrecacheController, PrecacheRoute } from "workbox-precaching";
import type { PrecacheEntry } from "workbox-precaching/_types";
import { Route, Router } from "workbox-routing";
import type { Word } from "./words";

/** The build's list of what this version needs: address, checksum, and a revision where the name has none in it. */
declare const self: { readonly __WB_MANIFEST: PrecacheEntry[] };

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

// The browser's own cache is asked first, but not believed: a spoilt file in it would spoil every installation for as
// long as it stays there, a year by some headers. Asking costs a 304 for each file that is right.
const asksAnew: WorkboxPlugin = {
  requestWillFetch: async ({ request }) => new Request(request, { cache: "no-cache" }),
};

const precache = new PrecacheController({ plugins: [asksAnew] });
precache.addToCacheList(self.__WB_MANIFEST);

const router = new Router();
// The page is the same whatever its address has behind a question mark.
router.registerRoute(new PrecacheRoute(precache, { ignoreURLParametersMatching: [/./], cleanURLs: false }));
// A page of the former version may still want a file that the server no longer has.
router.registerRoute(
  new Route(
    ({ sameOrigin }) => sameOrigin,
    async ({ request }) => (await findFormer(request)) ?? fetch(request),
  ),
);
router.addFetchListener();

// Any file that is missing or isn't the one that was built ends the installation, and the former version stays.
worker.addEventListener("install", (event) => void precache.install(event));

// Workbox would delete what is outdated here, under the feet of pages that were opened before.
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("message", (event) => {
  const word = event.data as Word;
  if (word.kind === "take over") event.waitUntil(worker.skipWaiting());
  if (word.kind === "started") event.waitUntil(deleteOutdated(word.script));
});

async function findFormer(request: Request): Promise<Response | undefined> {
  const cache = await caches.open(precache.strategy.cacheName);
  return cache.match(request, { ignoreVary: true });
}

/** Delete what only former versions need, unless one of them is open or a new one is being fetched. */
async function deleteOutdated(startedScript: string): Promise<void> {
  if (!precache.getCacheKeyForURL(startedScript)) return;
  const tabs = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  // Other projects of the same owner are of the same origin.
  if (tabs.filter(({ url }) => url.startsWith(worker.registration.scope)).length > 1) return;
  const cache = await caches.open(precache.strategy.cacheName);
  const entries = await cache.keys();
  // Asked after the entries are listed: those of a version that comes later aren't among them.
  if (worker.registration.installing || worker.registration.waiting) return;
  const needed = new Set(precache.getURLsToCacheKeys().values());
  await Promise.all(entries.filter(({ url }) => !needed.has(url)).map((entry) => cache.delete(entry)));
}
