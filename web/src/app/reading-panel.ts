import { noReading, type Reading } from "../recogniser/index";
import { type Answer, answerOf } from "./answer";
import type { AnswerView } from "./answer-view";
import type { AnswerPanel } from "./answers";
import type { Evidence } from "./evidence";
import type { LostState } from "./reader";
import type { Sheet } from "./sheet";
import { wordingOf } from "./text";

/** Answers with one digit. */
export class ReadingPanel implements AnswerPanel<Sheet> {
  constructor(
    private readonly view: AnswerView,
    private readonly evidence: Evidence,
  ) {}

  showReading(reading: Reading, sheet: Sheet): void {
    this.#show(answerOf(reading, sheet), reading);
  }

  showNoAnswer(reason: "loading" | "reading" | LostState): void {
    this.#show({ kind: reason }, noReading);
  }

  #show(answer: Answer, { text, digits }: Reading): void {
    this.view.show({ kind: answer.kind, numeral: numeralOf(answer), wording: wordingOf(answer), text });
    this.evidence.show(digits[0] ?? null);
  }
}

function numeralOf(answer: Answer): string {
  if (answer.kind === "read" || answer.kind === "unsure") return `${answer.digit}`;
  return answer.kind === "refused" ? "?" : "";
}
