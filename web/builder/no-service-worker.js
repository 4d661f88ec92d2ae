/** Stands in the development server's site where `make run` may have left a service worker at the same address: it
 *  goes away with all that it kept, and open pages come from the server again. */
/** @type {any} */
const worker = self;

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  await worker.registration.unregister();
  const names = (await caches.keys()).filter((name) => name.endsWith(worker.registration.scope));
  await Promise.all(names.map((name) => caches.delete(name)));
  const pages = await worker.clients.matchAll({ type: "window" });
  await Promise.all(pages.map((page) => page.navigate(page.url)));
}
