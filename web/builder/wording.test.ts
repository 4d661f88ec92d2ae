import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { fillIn } from "./wording.mjs";

test("words are put in as text, whatever they hold", () => {
  expect(fillIn(`<p title="{{a.b}}">{{a.b}}</p>`, { a: { b: `<b> & "c"` } })).toBe(
    `<p title="&lt;b&gt; &amp; &quot;c&quot;">&lt;b&gt; &amp; &quot;c&quot;</p>`,
  );
});

test("a path without words is named", () => {
  expect(() => fillIn("{{a.b}}", { a: {} })).toThrow(
    "web/index.html asks for {{a.b}}, but web/text.json has no words there.",
  );
});

test("the page has no words of its own", async () => {
  const html = await readFile(new URL("../index.html", import.meta.url), "utf8");
  const texts = html.replace(/<[^>]*>/g, "").replace(/\{\{[\w.-]+\}\}|×/g, "");
  expect(texts.trim()).toBe("");
  const spoken = [...html.matchAll(/(?:aria-label|title|alt|content|placeholder)="([^"]*)"/g)];
  const ofItsOwn = spoken.map(([, value]) => value!).filter((value) => / [a-z]{2}/i.test(value));
  expect(ofItsOwn).toEqual(["width=device-width, initial-scale=1, viewport-fit=cover", "light dark"]);
});
