import { expect, test, vi } from "vitest";

vi.mock("../../../text.json", async (original) => ({
  ...(await original<object>()),
  language: "pl",
}));

test("figures are set as the language of the page sets them", async () => {
  const { count, fineDecimals, share } = await import("./figures");
  expect([count(0.05), fineDecimals(0.12344), share(0.9876)]).toEqual(["0,05", "0,1234", "98,76%"]);
});

test("a sentence takes the form that the language has for its number", async () => {
  const { counted } = await import("./figures");
  const forms = { one: "{count} błąd", few: "{count} błędy", many: "{count} błędów", other: "{count} błędu" };
  expect([1, 3, 5].map((number) => counted(forms, number))).toEqual(["1 błąd", "3 błędy", "5 błędów"]);
  expect(counted({ other: "{count} błędu" }, 3)).toBe("3 błędu");
});
