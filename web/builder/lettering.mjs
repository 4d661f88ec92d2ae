/** Letters as outlines, so that a picture with words in it needs no font where it is drawn. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as fontkit from "fontkit";

/** The page's own fonts are the reader's; this one is near them, free (OFL), and knows the scripts below. */
const fontFiles = ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese"].map(
  (script) => `node_modules/@fontsource/source-serif-4/files/source-serif-4-${script}-400-normal.woff2`,
);

/** @typedef {{ path: string, width: number }} SetLine an SVG path whose baseline begins at 0,0, and its width */

/** Load the letters of web/node_modules.
 * @param {string} web */
export async function loadLetters(web) {
  const fonts = await Promise.all(
    fontFiles.map(async (file) => fontkit.create(await readFile(join(web, file)))),
  );
  const fontOf = (letter) => fonts.find((font) => font.hasGlyphForCodePoint(letter.codePointAt(0)));
  /** @param {string} words @param {number} size of an em */
  const setLine = (words, size) =>
    runsOf(words, fontOf).reduce((line, run) => append(line, run, size), emptyLine);
  return {
    /** Whether there is an outline for each letter. */
    knows: (words) => [...words].every(fontOf),
    setLine,
    /** Set words on as many lines as their width asks for; what exceeds the most lines ends in an ellipsis. */
    setLines: (words, size, maxWidth, maxLines) =>
      breakLines(words, maxLines, (line) => setLine(line, size).width <= maxWidth).map((line) =>
        setLine(line, size),
      ),
  };
}

/** @type {SetLine} */
const emptyLine = { path: "", width: 0 };

/** Neighbouring letters of one font. */
function runsOf(words, fontOf) {
  /** @type {{ font: any, letters: string }[]} */
  const runs = [];
  for (const letter of words) {
    const last = runs.at(-1);
    if (last?.font.hasGlyphForCodePoint(letter.codePointAt(0))) last.letters += letter;
    else runs.push({ font: fontOf(letter), letters: letter });
  }
  return runs;
}

/** @returns {SetLine} */
function append(line, { font, letters }, size) {
  const scale = size / font.unitsPerEm;
  const { glyphs, positions } = font.layout(letters);
  return glyphs.reduce(({ path, width }, glyph, i) => {
    // A font's y axis points up.
    const outline = glyph.path.scale(scale, -scale).translate(width + positions[i].xOffset * scale, 0);
    return { path: path + outline.toSVG(), width: width + positions[i].xAdvance * scale };
  }, line);
}

/** @param {(line: string) => boolean} fits */
function breakLines(words, maxLines, fits) {
  const lines = words.split(/\s+/).reduce((/** @type {string[]} */ lines, word) => {
    const longer = [...lines.slice(-1), word].join(" ");
    return fits(longer) ? [...lines.slice(0, -1), longer] : [...lines, word];
  }, []);
  const kept = lines.slice(0, maxLines);
  const last = kept.length < lines.length ? `${kept.at(-1)}…` : kept.at(-1);
  return [...kept.slice(0, -1), shorten(last, fits)];
}

function shorten(line, fits) {
  if (fits(line)) return line;
  const letters = [...line.replace(/…$/, "")];
  const count = letters.findLastIndex((_, i) => fits(`${letters.slice(0, i).join("")}…`));
  return `${letters.slice(0, Math.max(count, 0)).join("").trimEnd()}…`;
}
