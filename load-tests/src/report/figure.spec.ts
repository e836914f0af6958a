import { exampleReport } from '../testing/example-run.ts';
import { change, figureAt, formatted } from './figure.ts';

describe('a figure', () => {
  it('is found in the summary by its path', () => {
    expect(figureAt(exampleReport().summary, 'requests.p95Ms')).toBe(71.3);
  });

  it.each([
    ['is null where it was not measured', { requests: { p95Ms: null } }, null],
    ['is unknown to a summary that is older', { requests: {} }, undefined],
    ['is unknown to one without its part', { requests: null }, undefined],
    ['is unknown where something else has its name', { requests: { p95Ms: '71 ms' } }, undefined],
    ['is unknown without a summary', undefined, undefined],
  ])('%s', (_what, summary, expected) => {
    expect(figureAt(summary, 'requests.p95Ms')).toBe(expected);
  });

  it.each([
    [10_000, undefined, '10,000'],
    [0.00003, 'share', '0.003 %'],
    [4.24, 'ms', '4.2 ms'],
    [71.3, 'ms', '71 ms'],
    [12_345, 'ms', '12 s'],
    [186, 's', '186 s'],
    [0.344, 's', '0.34 s'],
    [0, 's', '0 s'],
    [76.46, 'percent', '76.5\u00a0%'],
    [null, 's', 'not measured'],
  ] as const)('of %p (%p) is written %s', (value, unit, text) => {
    expect(formatted(value, unit)).toBe(text);
  });

  it.each([
    [185, 190, 's', '5 s less than before (190 s)'],
    [0.00012, 0.0001, 'share', '0.002 points more than before (0.01 %)'],
    [71.3, 71.4, 'ms', 'as before'],
  ] as const)('of %p after %p (%p) is "%s"', (now, before, unit, text) => {
    expect(change(now, before, unit)).toBe(text);
  });
});
