/** Says whose page this is: in its title, its About panel, and what a link to it is shown with. */
import { previewSize } from "./preview.mjs";
import { escapeHtml } from "./wording.mjs";

/** @typedef {import("./about.mjs").About} About */

/** The name that stands behind the page's own, where that is somebody else's.
 * @param {About} about */
export function ownerOf({ name }, text) {
  return name === text.page.title ? "" : name;
}

/** @param {About} about */
export function titleOf(about, text) {
  const name = ownerOf(about, text);
  const { title } = text.page;
  return name ? text.about.signed.replace("{title}", () => title).replace("{name}", () => name) : title;
}

/** The HTML of the About panel.
 * @param {About} about
 * @param {object} text
 * @param {string} picture its address */
export function aboutPanel({ name, line, links }, text, picture) {
  const words = text.about;
  return [
    `<div class="owner">`,
    `<img class="portrait" src="${picture}" alt="" width="96" height="96" loading="lazy" />`,
    `<div><h3 class="name">${escapeHtml(name)}</h3>`,
    line && `<p class="line">${escapeHtml(line)}</p>`,
    `</div></div>`,
    ...(links.length > 0 ? linkList(links, words) : []),
    `<section class="this-page"><h3>${escapeHtml(words.page)}</h3>`,
    `<p>${escapeHtml(words.reading)}</p><p>${escapeHtml(words.making)}</p></section>`,
  ].join("");
}

function linkList(links, words) {
  const items = links.map(({ site, url }) => {
    const address = url.replace(/^https:\/\/(www\.)?|\/$/g, "");
    return (
      `<li><a href="${escapeHtml(url)}" target="_blank" rel="me noopener">` +
      `<span>${escapeHtml(words[site])}</span> <span class="address">${escapeHtml(address)}</span></a></li>`
    );
  });
  return [
    `<nav aria-label="${escapeHtml(words.links)}"><ul class="links" role="list">`,
    ...items,
    `</ul></nav>`,
  ];
}

/** The tags by which other services show a link to the page; those that need its address only where that is known.
 * @param {About} about
 * @param {object} text
 * @param {string} preview the picture's name; "" where there is none */
export function previewTags(about, text, preview) {
  const { siteUrl } = about;
  const owner = ownerOf(about, text);
  const properties = {
    "og:type": "website",
    "og:site_name": text.page.title,
    "og:title": titleOf(about, text),
    "og:description": text.page.description,
    ...(siteUrl && {
      "og:url": siteUrl,
      "og:image": siteUrl + preview,
      "og:image:type": "image/png",
      "og:image:width": `${previewSize.width}`,
      "og:image:height": `${previewSize.height}`,
      "og:image:alt": text.about.preview,
    }),
  };
  return [
    ...(owner ? [`<meta name="author" content="${escapeHtml(owner)}" />`] : []),
    ...(siteUrl ? [`<link rel="canonical" href="${escapeHtml(siteUrl)}" />`] : []),
    ...Object.entries(properties).map(
      ([name, value]) => `<meta property="${name}" content="${escapeHtml(value)}" />`,
    ),
    `<meta name="twitter:card" content="${siteUrl ? "summary_large_image" : "summary"}" />`,
  ];
}
