/**
 * Calls at the end of every whole period of the clock, so that what all tasks measured in a period falls into the same
 * period of CloudWatch. A process too busy to be on time calls late; periods that it missed are left out.
 *
 * @param callback takes the start of the period that has ended
 * @returns a function that ends it
 */
export function everyPeriod(periodMs: number, callback: (start: Date) => void): () => void {
  let timer: NodeJS.Timeout;
  const waitAfter = (earliest: number): void => {
    // A timer may fire a little before the clock says so.
    const now = Math.max(Date.now(), earliest);
    const end = (Math.floor(now / periodMs) + 1) * periodMs;
    timer = setTimeout(() => {
      callback(new Date(end - periodMs));
      waitAfter(end);
    }, end - Date.now());
  };
  waitAfter(0);
  return () => clearTimeout(timer);
}
