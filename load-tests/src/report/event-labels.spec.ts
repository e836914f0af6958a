import { eventLabels, middleOf, textOf } from './event-labels.ts';
import type { ReportEvent } from './events.ts';

/** Events at these pixels, where a millisecond is a pixel. */
const eventsAt = (...pixels: readonly number[]): ReportEvent[] =>
  pixels.map((pixel, index) => ({ number: index + 1, at: new Date(pixel), kind: 'fault', label: 'killed' }));

const labelsAt = (...pixels: readonly number[]) => eventLabels(eventsAt(...pixels), (at) => at.getTime());

describe('the numbers above the charts', () => {
  it('stand above their events where there is room', () => {
    expect(labelsAt(10, 100).map((label) => [textOf(label), middleOf(label)])).toEqual([
      ['1', 10],
      ['2', 100],
    ]);
  });

  it('become one label where they would touch, in the middle of their events', () => {
    expect(labelsAt(10, 100, 104, 109).map((label) => [textOf(label), middleOf(label)])).toEqual([
      ['1', 10],
      ['2–4', 104.5],
    ]);
  });

  it('make room once more when a label has become longer', () => {
    // 1 and 2 have room; `2–3` reaches to 1.
    expect(labelsAt(100, 113, 121).map(textOf)).toEqual(['1–3']);
  });

  it('leave each other room however many there are', () => {
    const pixels = Array.from({ length: 60 }, (_, index) => index * 9 + (index % 7) * 5).sort(
      (a, b) => a - b,
    );
    const labels = labelsAt(...pixels);
    const edges = labels.flatMap((label) => {
      const half = (textOf(label).length * 6.5) / 2;
      return [middleOf(label) - half, middleOf(label) + half];
    });
    expect(edges).toEqual([...edges].sort((left, right) => left - right));
    expect(labels.at(-1)?.to).toBe(60);
  });
});
