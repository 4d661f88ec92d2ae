/** The last numbers that were read, kept on the device for later visits, until they are cleared. */

/** Project pages of one person share an origin, and with it this storage. */
const key = "digit-reader.readings";

const most = 10;

export interface KeptReading {
  readonly text: string;
  readonly sure: boolean;
}

/** The list with a reading in front; in place of the newest where that is of the same number, or reads the same. */
export function withReading(
  list: readonly KeptReading[],
  reading: KeptReading,
  isSameNumber: boolean,
): readonly KeptReading[] {
  if (reading.text === "") return list;
  const [newest] = list;
  const others = isSameNumber || newest?.text === reading.text ? list.slice(1) : list;
  return [reading, ...others].slice(0, most);
}

/** The list that was made text of; an empty one of any other text. */
export function read(text: string | null): readonly KeptReading[] {
  try {
    const list: unknown = JSON.parse(text ?? "");
    return Array.isArray(list) && list.every(isReading) ? list.slice(0, most) : [];
  } catch {
    return [];
  }
}

/** What is kept; nothing where the browser keeps nothing. */
export function keptReadings(): readonly KeptReading[] {
  try {
    return read(localStorage.getItem(key));
  } catch {
    return [];
  }
}

/** Keeps a list in place of the former; silently not, where the browser keeps nothing. */
export function keepReadings(list: readonly KeptReading[]): void {
  try {
    if (list.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(list));
  } catch {
    // The number is on the page all the same.
  }
}

function isReading(value: unknown): value is KeptReading {
  if (typeof value !== "object" || value === null) return false;
  const { text, sure } = value as Record<string, unknown>;
  return typeof text === "string" && /^[\d?.,\-/:%+()]{1,60}$/.test(text) && typeof sure === "boolean";
}
