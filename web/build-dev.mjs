/** The development server: serves a built site, rebuilds it on every save and tells open pages to reload. */
export async function serveAndReload() {}
