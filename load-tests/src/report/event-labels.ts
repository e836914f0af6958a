import type { ReportEvent } from './events.ts';

const PIXELS_A_CHARACTER = 6.5;
const PIXELS_BETWEEN = 5;

/** What stands above one or more events: `3`, or `3–5` where three numbers would touch. */
export interface EventLabel {
  readonly from: number;
  readonly to: number;
  /** Where its first and its last event are, in pixels. */
  readonly left: number;
  readonly right: number;
}

/** Labels that leave each other room, however close the events are. */
export function eventLabels(events: readonly ReportEvent[], x: (at: Date) => number): EventLabel[] {
  const labels: EventLabel[] = [];
  for (const { number, at } of events) {
    let label: EventLabel = { from: number, to: number, left: x(at), right: x(at) };
    for (let before = labels.at(-1); before && touch(before, label); before = labels.at(-1)) {
      label = { ...before, to: label.to, right: label.right };
      labels.pop();
    }
    labels.push(label);
  }
  return labels;
}

export function textOf({ from, to }: EventLabel): string {
  return from === to ? String(from) : `${from}–${to}`;
}

export function middleOf({ left, right }: EventLabel): number {
  return (left + right) / 2;
}

function touch(left: EventLabel, right: EventLabel): boolean {
  const widths = (textOf(left).length + textOf(right).length) * PIXELS_A_CHARACTER;
  return middleOf(right) - middleOf(left) < widths / 2 + PIXELS_BETWEEN;
}
