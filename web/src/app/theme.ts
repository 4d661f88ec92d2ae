const themes = ["(prefers-color-scheme: dark)", "(forced-colors: active)"];

/** Calls back after each change of the theme: what is drawn on a canvas keeps its ink otherwise. */
export function afterThemeChange(redraw: () => void): void {
  for (const theme of themes) matchMedia(theme).addEventListener("change", redraw);
}
