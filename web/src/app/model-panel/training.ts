import * as words from "../../../text.json";
import { make } from "../make";
import { fill } from "../text";
import { count, decimals, fineDecimals, share, tick } from "./figures";
import { lineChart } from "./line-chart";
import type { History } from "./metrics";
import { tableOf } from "./table";

const text = words.model.training;

/** Accuracy and loss against epochs, drawn and in figures. */
export function training(history: History): Node[] {
  return [
    make("p", {}, fill(text.explained, { best: history.best_epoch })),
    make("div", { class: "curves" }, curveOf(history, "accuracy"), curveOf(history, "loss")),
    make("details", {}, make("summary", {}, text.table), everyEpoch(history)),
  ];
}

function curveOf(history: History, quantity: "accuracy" | "loss"): HTMLElement {
  const { best_epoch: best, [quantity]: trained, [`val_${quantity}` as const]: validated } = history;
  const figure = quantity === "accuracy" ? share : decimals;
  return lineChart({
    title: text[quantity],
    description: fill(text.description, {
      title: text[quantity],
      epochs: trained.length,
      trainingFirst: figure(trained[0]!),
      trainingLast: figure(trained.at(-1)!),
      validationFirst: figure(validated[0]!),
      validationLast: figure(validated.at(-1)!),
      best,
    }),
    lines: [
      { name: text.training, values: trained },
      { name: text.validation, values: validated },
    ],
    x: { title: text.epoch, first: 1 },
    y: { format: quantity === "accuracy" ? tick : count, fromZero: quantity === "loss" },
    mark: { x: best, label: fill(text.best, { best }) },
  });
}

function everyEpoch({ accuracy, val_accuracy, loss, val_loss }: History): HTMLElement {
  const rows = accuracy.map((value, i) => [
    count(i + 1),
    share(value),
    share(val_accuracy[i]!),
    fineDecimals(loss[i]!),
    fineDecimals(val_loss[i]!),
  ]);
  return tableOf(text.table, text.columns, rows);
}
