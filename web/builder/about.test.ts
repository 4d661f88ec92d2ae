import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readAbout } from "./about.mjs";

let web: string;
beforeEach(async () => {
  web = await mkdtemp(join(tmpdir(), "about-"));
});
afterEach(() => rm(web, { recursive: true }));

const pngStart = Buffer.from("89504e470d0a1a0a", "hex");
const write = (text: string | Buffer, name = "about.json") => writeFile(join(web, name), text);
const sentenceFor = async (text: string) => {
  await write(text);
  return readAbout(web).then(
    () => "no error",
    (error: Error) => error.message,
  );
};

describe("about.json", () => {
  test("may hold a name alone, of whatever letters", async () => {
    await write('{"name": " <b>Ł漢\\u0022 & Søn\'s</b> "}');
    expect(await readAbout(web)).toEqual({
      name: "<b>Ł漢\" & Søn's</b>",
      line: "",
      picture: null,
      links: [],
      siteUrl: "",
    });
  });

  test("gives the links that are filled in, in the page's order", async () => {
    await write(
      '{"name": "Ada", "kaggle": "https://kaggle.com/ada", "github": "", "linkedin": "https://linkedin.com/in/ada"}',
    );
    const { links } = await readAbout(web);
    expect(links).toEqual([
      { site: "linkedin", url: "https://linkedin.com/in/ada" },
      { site: "kaggle", url: "https://kaggle.com/ada" },
    ]);
  });

  test("may begin with the mark that some editors write", async () => {
    await write('\uFEFF{"name": "Ada"}');
    expect((await readAbout(web)).name).toBe("Ada");
  });

  test.each(["digits", "digits/", "digits/index.html"])("takes the site's address %s", async (path) => {
    await write(JSON.stringify({ name: "Ada", siteUrl: `https://ada.github.io/${path}` }));
    expect((await readAbout(web)).siteUrl).toBe("https://ada.github.io/digits/");
  });

  test("brings a picture that lies beside it, as what it is", async () => {
    await write(pngStart, "me.jpeg");
    await write('{"name": "Ada", "picture": "me.jpeg"}');
    expect((await readAbout(web)).picture).toEqual({ contents: pngStart, extension: ".png" });
  });

  test("is needed", async () => {
    await expect(readAbout(web)).rejects.toThrow("web/about.json is missing: write one");
  });
});

describe("a bad about.json is told in one sentence, with its line:", () => {
  test.each([
    ["nothing", "", "web/about.json:1: this is no JSON: look for a comma"],
    ["a comma too many", '{\n  "name": "Ada",\n}', "web/about.json:3: this is no JSON: look for a comma"],
    [
      "a comma too few",
      '{\n  "name": "Ada"\n  "line": ""\n}',
      "web/about.json:3: this is no JSON: look for a comma",
    ],
    ["an open quotation", '{\n  "name": "Ada\n}', "web/about.json:3: this is no JSON: "],
    ["a list", '\n["Ada"]', "web/about.json:2: expected one object in braces."],
    [
      "a key of its own",
      '{"name": "Ada",\n"favourite colour": ""}',
      'web/about.json:2: "favourite colour" means nothing here: it may hold name, line, picture, linkedin, github, kaggle, siteUrl.',
    ],
    [
      "a key from every object",
      '{"name": "Ada",\n"__proto__": ""}',
      'web/about.json:2: "__proto__" means nothing here',
    ],
    ["a key twice", '{"name": "Ada",\n"line": "a",\n"line": "b"}', 'web/about.json:3: "line" is there twice'],
    [
      "a number",
      '{"name": "Ada",\n"line": 7}',
      'web/about.json:2: "line" should be text in quotation marks.',
    ],
    ["no name", '{"line": "Hello"}', 'web/about.json:1: "name" is missing'],
    ["a blank name", '{\n"name": " "}', 'web/about.json:2: "name" is missing'],
    [
      "a plain http link",
      '{"name": "Ada",\n"github": "http://github.com/ada"}',
      'web/about.json:2: "github" should be a whole address that begins with https://.',
    ],
    [
      "a script for a link",
      '{"name": "Ada",\n"github": "javascript:alert(1)"}',
      'web/about.json:2: "github" should be',
    ],
    [
      "a link to elsewhere",
      '{"name": "Ada",\n"github": "https://notgithub.com/ada"}',
      'web/about.json:2: "github" should be an address of github.com, but is one of notgithub.com.',
    ],
    ["a character unseen", '{"name": "Ada\\u202e"}', 'web/about.json:1: "name" holds a character that'],
    ["a name for a link", '{"name": "Ada",\n"github": "ada"}', 'web/about.json:2: "github" should be'],
    [
      "half an address",
      '{"name": "Ada",\n"siteUrl": "ada.github.io"}',
      'web/about.json:2: "siteUrl" should be the page\'s whole address',
    ],
    [
      "a picture that isn't there",
      '{"name": "Ada",\n"picture": "me.png"}',
      "web/about.json:2: the picture me.png isn't in web/.",
    ],
    [
      "a picture elsewhere",
      '{"name": "Ada",\n"picture": "../me.png"}',
      'web/about.json:2: "picture" should name a file beside about.json',
    ],
  ])("%s", async (_, text, sentence) => {
    expect(await sentenceFor(text)).toContain(sentence);
  });

  test.each([
    ["no picture", Buffer.from("<svg/>"), "me.png is no PNG, JPEG or WebP picture."],
    [
      "a picture too large",
      Buffer.concat([pngStart, Buffer.alloc(200_000)]),
      "me.png is 201 KB large: make it 200 KB or less.",
    ],
  ])("%s", async (_, contents, sentence) => {
    await write(contents, "me.png");
    expect(await sentenceFor('{"name": "Ada",\n"picture": "me.png"}')).toBe(`web/about.json:2: ${sentence}`);
  });
});
