import { count, percent } from '../judgements/judgement.ts';
import type { Summary } from '../summary/summary.ts';
import type { ReportData } from './report-data.ts';

/** Where a number is in an object: `requests.p95Ms`. */
type NumberPath<T> = {
  [Key in keyof T & string]: NonNullable<T[Key]> extends number
    ? Key
    : NonNullable<T[Key]> extends readonly unknown[] | string | boolean
      ? never
      : `${Key}.${NumberPath<NonNullable<T[Key]>>}`;
}[keyof T & string];

/** Where `summary.json` has a figure. */
export type FigurePath = NumberPath<Summary>;

const twoDigits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 2 });

const formats = {
  count,
  share: percent,
  percent: (value: number) => `${count(Math.round(value * 10) / 10)}\u00a0%`,
  times: (value: number) => `${count(value)} ×`,
  ms: (value: number) => (value >= 10_000 ? seconds(value / 1000) : `${comparable(value)} ms`),
  s: (value: number) => seconds(value),
  MiB: (value: number) => `${count(Math.round(value))} MiB`,
  cores: (value: number) => `${count(value)} cores`,
} as const satisfies Readonly<Record<string, (value: number) => string>>;

export type Unit = keyof typeof formats;

/** What is said of any run, or of this one; undefined where there is nothing to say. */
type Text = string | ((data: ReportData) => string | undefined);

/** A figure of `summary.json`, and how a person reads it. */
export interface Figure {
  readonly label: string | ((data: ReportData) => string);

  readonly path: FigurePath;

  /** @default 'count' */
  readonly unit?: Unit;

  /** What it must be. @default - it is not judged */
  readonly limit?: Text;

  /** What else helps to read it, once it is measured. @default - nothing */
  readonly note?: Text;
}

/** @returns null when it was not measured, undefined when this summary knows no such figure */
export function figureAt(summary: unknown, path: FigurePath): number | null | undefined {
  const found = path
    .split('.')
    .reduce<unknown>(
      (part, key) => (isObject(part) && Object.hasOwn(part, key) ? part[key] : undefined),
      summary,
    );
  return typeof found === 'number' || found === null ? found : undefined;
}

export function formatted(value: number | null | undefined, unit: Unit = 'count'): string {
  return typeof value === 'number' ? formats[unit](value) : 'not measured';
}

/** A figure of a run as a part of a sentence. */
export function readFigure({ summary }: ReportData, path: FigurePath, unit?: Unit): string {
  return formatted(figureAt(summary, path), unit);
}

/** How far a figure is from the one before, in words: `0.2 s less than before (2.4 s)`. */
export function change(now: number, before: number, unit: Unit = 'count'): string {
  const [text, textBefore] = [formatted(now, unit), formatted(before, unit)];
  if (text === textBefore) return 'as before';
  // Of shares the difference is told in points: `1 % more` could be a hundredth more.
  const distance = formatted(Math.abs(now - before), unit).replace('%', 'points');
  return `${distance} ${now > before ? 'more' : 'less'} than before (${textBefore})`;
}

export function labelOf({ label }: Figure, data: ReportData): string {
  return typeof label === 'function' ? label(data) : label;
}

export function textOf(text: Text | undefined, data: ReportData): string | undefined {
  return typeof text === 'function' ? text(data) : text;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function seconds(value: number): string {
  return `${comparable(value)} s`;
}

/** Enough to compare: `0.34`, `4.2`, `71`, `1,234`. */
function comparable(value: number): string {
  return value >= 10 ? count(Math.round(value)) : twoDigits.format(value);
}
