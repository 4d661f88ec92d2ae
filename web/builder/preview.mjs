/** Draws the picture that a link to the page is shown with: a digit on squared paper, as it was read. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { BuildError } from "./error.mjs";
import { loadLetters } from "./lettering.mjs";
import { drawPng } from "./pictures.mjs";

/** What the services that show links ask for. */
export const previewSize = { width: 1200, height: 630 };

const colourNames = ["desk", "paper", "print", "graphite", "rule", "ink", "track"];
const shownDigit = 4;
const paper = { left: 72, top: 72, side: 486, squares: 14 };
const column = { left: 634, width: 494 };
const foot = paper.top + paper.side;

/** Draw the preview.
 * @param {string} web
 * @param {{ title: string, name: string, line: string }} words name may be empty; what the letters can't show is left out
 * @returns {Promise<Uint8Array>} a PNG */
export async function drawPreview(web, words) {
  const [letters, drawing, colours] = await Promise.all([
    loadLetters(web),
    readDrawing(web),
    readColours(web),
  ]);
  tellWhatIsLeftOut(letters, words);
  const { width, height } = previewSize;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${colours.desk}"/>`,
    drawPaper(colours),
    drawDigit(drawing, colours),
    ...drawWords(letters, words, colours),
    ...drawAnswer(letters, colours),
    "</svg>",
  ].join("");
  return drawPng(svg, width);
}

function tellWhatIsLeftOut(letters, words) {
  for (const left of Object.values(words).filter((each) => !letters.knows(each))) {
    console.warn(`The picture that links are shown with leaves out "${left}": it has no letters for it.`);
  }
}

/** The page's own example of the digit, by the page's own code. */
async function readDrawing(web) {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { examples } from "./examples"; export { padSize, penWidth } from "./sheet";
        export { strokePath } from "./stroke-path";`,
      resolveDir: join(web, "src/app"),
    },
    bundle: true,
    format: "esm",
    write: false,
  });
  const code = Buffer.concat(outputFiles.map(({ contents }) => contents)).toString("base64");
  const { examples, padSize, penWidth, strokePath } = await import(`data:text/javascript;base64,${code}`);
  const { sheet } = examples.find(({ digit }) => digit === shownDigit);
  return { path: sheet.strokes.map(strokePath).join(""), padSize, penWidth };
}

/** The page's light colours, with which style.css begins: the services that show links have no dark ones. */
async function readColours(web) {
  const [, root = ""] = /^:root \{(.*?)\}/ms.exec(await readFile(join(web, "style.css"), "utf8")) ?? [];
  const colours = Object.fromEntries(
    [...root.matchAll(/--(\w+): (#\w+);/g)].map(([, name, colour]) => [name, colour]),
  );
  const missing = colourNames.find((name) => !colours[name]);
  if (missing) throw new BuildError(`web/style.css should tell the colour --${missing} in its first :root.`);
  return colours;
}

function drawPaper(colours) {
  const { left, top, side, squares } = paper;
  const lines = Array.from({ length: squares - 1 }, (_, i) => {
    const at = ((i + 1) * side) / squares;
    return `M${left + at} ${top}v${side}M${left} ${top + at}h${side}`;
  });
  return (
    `<rect x="${left}" y="${top}" width="${side}" height="${side}" rx="8" fill="${colours.paper}"/>` +
    `<path d="${lines.join("")}" stroke="${colours.ink}" stroke-opacity=".14"/>` +
    `<rect x="${left}" y="${top}" width="${side}" height="${side}" rx="8" fill="none" stroke="${colours.rule}" stroke-width="2"/>`
  );
}

function drawDigit({ path, padSize, penWidth }, colours) {
  const { left, top, side } = paper;
  return (
    `<path transform="translate(${left} ${top}) scale(${side / padSize})" d="${path}" fill="none" ` +
    `stroke="${colours.ink}" stroke-width="${penWidth}" stroke-linecap="round" stroke-linejoin="round"/>`
  );
}

function drawWords(letters, { title, name, line }, colours) {
  const blocks = [
    { words: title, size: 68, colour: colours.print, above: 56, most: 2 },
    { words: name, size: 36, colour: colours.ink, above: 60, most: 1 },
    { words: line, size: 29, colour: colours.graphite, above: 58, most: name ? 2 : 3 },
  ];
  let baseline = paper.top;
  return blocks
    .filter(({ words }) => words && letters.knows(words))
    .flatMap(({ words, size, colour, above, most }) =>
      letters.setLines(words, size, column.width, most).map(({ path }, i) => {
        baseline += i === 0 ? above : size * 1.3;
        return place(path, column.left, baseline, colour);
      }),
    );
}

/** The numeral and its place among the ten, as the page's chart has it. */
function drawAnswer(letters, colours) {
  const { path, width } = letters.setLine(`${shownDigit}`, 268);
  const bars = { left: column.left + width + 44, right: column.left + column.width, pitch: 17.8, height: 8 };
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const y = foot - bars.height - (9 - digit) * bars.pitch;
    const colour = digit === shownDigit ? colours.ink : colours.track;
    return `<rect x="${bars.left}" y="${y}" width="${bars.right - bars.left}" height="${bars.height}" rx="2" fill="${colour}"/>`;
  });
  return [place(path, column.left - 4, foot, colours.print), ...rows];
}

function place(path, x, y, colour) {
  return `<path transform="translate(${x} ${y})" d="${path}" fill="${colour}"/>`;
}
