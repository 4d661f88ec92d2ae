import nets from "../../../model/comparison.json";
import * as words from "../../../text.json";
import { make } from "../make";
import { fill } from "../text";
import { count, share, tick } from "./figures";
import { lineChart } from "./line-chart";
import { tableOf } from "./table";

const text = words.model.comparison;

/** In pixels: far enough to tell the nets apart. */
const shownMove = 3;

type Net = (typeof nets)[number];

/** The net without convolutions against the one with them, as the trainer compared them. */
export function comparison(): Node[] {
  const [plain, convolving] = nets as unknown as readonly [Net, Net];
  return [
    make("p", {}, explanationOf(plain, convolving)),
    tableOf(
      text.title,
      text.columns.map((column) => fill(column, { pixels: shownMove })),
      nets.map((net) => [
        net.architecture,
        count(net.parameters),
        count(net.misread),
        share(net.test),
        share(net.accuracy_when_moved[shownMove]!),
      ]),
    ),
    chartOf(plain, convolving),
  ];
}

function explanationOf(plain: Net, convolving: Net): string {
  return fill(text.explained, {
    plain: plain.architecture,
    convolving: convolving.architecture,
    count: count(plain.count),
    plainMisread: count(plain.misread),
    convolvingMisread: count(convolving.misread),
    pixels: shownMove,
    plainMoved: share(plain.accuracy_when_moved[shownMove]!),
    convolvingMoved: share(convolving.accuracy_when_moved[shownMove]!),
  });
}

function chartOf(plain: Net, convolving: Net): HTMLElement {
  const [first, second] = [plain.accuracy_when_moved, convolving.accuracy_when_moved];
  return lineChart({
    title: text.chart,
    description: fill(text.description, {
      most: first.length - 1,
      plain: plain.architecture,
      plainFirst: share(first[0]!),
      plainLast: share(first.at(-1)!),
      convolving: convolving.architecture,
      convolvingFirst: share(second[0]!),
      convolvingLast: share(second.at(-1)!),
    }),
    lines: [
      { name: plain.architecture, values: first },
      { name: convolving.architecture, values: second },
    ],
    x: { title: text.pixels, first: 0 },
    y: { format: tick, fromZero: true },
  });
}
