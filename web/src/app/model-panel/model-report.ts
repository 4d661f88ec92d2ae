/** The Model panel: what the loaded model is made of, and how well it reads, as the trainer measured it. */
import type { Layer, Recogniser } from "../../recogniser/index";
import * as words from "../../../text.json";
import { make } from "../make";
import { fill } from "../text";
import { comparison } from "./comparison";
import { digitByDigit } from "./digit-by-digit";
import { count, points, share } from "./figures";
import { multiplyAddsOf } from "./layers";
import { fetchMetrics, isRecorded, type Metrics, splitNames } from "./metrics";
import { mistakes } from "./mistakes";
import { sum } from "./sum";
import { tableOf } from "./table";
import { training } from "./training";

const text = words.model;

/** Fetches the figures that lie beside the loaded model, and sets them.
 * @throws where they can't be had */
export async function modelReport({ modelUrl, layers }: Recogniser): Promise<Node> {
  const metrics = await fetchMetrics(modelUrl);
  const { history } = metrics;
  return make(
    "div",
    { class: "report" },
    score(metrics),
    part(text.layers.title, architecture(layers, metrics.parameters)),
    part(text.accuracy.title, accuracy(metrics)),
    part(text.digits.title, digitByDigit(metrics)),
    ...(isRecorded(history) ? [part(text.training.title, training(history))] : []),
    part(text.comparison.title, comparison()),
    part(text.mistakes.title, mistakes(metrics.mistakes)),
    part(text.downloads.title, downloads(modelUrl, isRecorded(history))),
  );
}

function part(title: string, contents: readonly Node[]): HTMLElement {
  return make("section", {}, make("h3", {}, title), ...contents);
}

function score({ architecture, test, exported }: Metrics): HTMLElement {
  return make(
    "div",
    { class: "score" },
    make(
      "p",
      { class: "score-of" },
      make("strong", {}, share(exported.accuracy.test)),
      " ",
      make("span", {}, fill(text.score, { count: count(test.count), architecture })),
    ),
    make("p", {}, text.measuredOn),
  );
}

function architecture(layers: readonly Layer[], trained: number): Node[] {
  const loaded = sum(layers.map(({ parameters }) => parameters));
  const countIfAny = (number: number) => (number === 0 ? "" : count(number));
  const rows = layers.map((layer) => [
    nameOf(layer),
    layer.shape.join(text.layers.times),
    countIfAny(layer.parameters),
    countIfAny(multiplyAddsOf(layer)),
  ]);
  const total = [text.layers.total, "", count(loaded), count(sum(layers.map(multiplyAddsOf)))];
  const folded = make("p", {}, fill(text.layers.folded, { count: count(trained) }));
  return [
    make("p", {}, text.layers.explained),
    tableOf(text.layers.title, text.layers.columns, [...rows, total]),
    ...(trained === loaded ? [] : [folded]),
  ];
}

function nameOf({ name, kind }: Layer): Node {
  return make("span", { class: "layer-name" }, name, " ", make("span", {}, text.layers.kinds[kind]));
}

function accuracy(metrics: Metrics): Node[] {
  const gap = metrics.training_test_gap;
  const calibration = metrics.test.expected_calibration_error;
  const rows = splitNames.map((name) => [
    text.accuracy.splits[name],
    count(metrics[name].count),
    count(metrics[name].misread),
    share(metrics[name].accuracy),
  ]);
  return [
    tableOf(text.accuracy.title, text.accuracy.columns, rows),
    make(
      "p",
      {},
      fill(gap < 0 ? text.accuracy.gapBelow : text.accuracy.gapAbove, { points: points(Math.abs(gap)) }),
    ),
    make("p", {}, fill(text.accuracy.calibration, { points: points(calibration) })),
  ];
}

function downloads(modelUrl: string, hasCurves: boolean): Node[] {
  const curves = ["accuracy.png", "loss.png"];
  const links = Object.entries(text.downloads.files)
    .filter(([name]) => hasCurves || !curves.includes(name))
    .map(([name, title]) =>
      make("li", {}, make("a", { href: new URL(name, modelUrl).href, download: name }, title)),
    );
  return [
    make("p", {}, text.downloads.explained),
    make("ul", { class: "downloads", role: "list" }, ...links),
  ];
}
