/** Reloads the page when the site was built anew; only the development server's site loads it. */
new EventSource("rebuilds").onmessage = () => location.reload();
