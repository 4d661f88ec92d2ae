/** A network or a worker that gave nothing for so long gives no more: however slow, both give something every few seconds. */
export const silenceLimitSeconds = 30;

/** Call back once this many seconds have passed awake; what comes back calls it off.
 *  A machine that slept meanwhile, or a phone that froze the page, loses one second and not its patience. */
export function afterSecondsAwake(seconds: number, callBack: () => void): () => void {
  let left = seconds;
  const timer = setInterval(() => {
    left -= 1;
    if (left > 0) return;
    clearInterval(timer);
    callBack();
  }, 1000);
  return () => clearInterval(timer);
}
