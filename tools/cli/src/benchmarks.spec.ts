import { markdownTable, median, replaceSection } from './benchmarks.ts';

describe("a benchmark's results", () => {
  const document = '# Benchmarks\n<!-- a: begin -->\nold\n<!-- a: end -->\nkept\n';

  it('replace those of the same section only, however often', () => {
    const once = replaceSection(document, 'a', 'new');
    expect(once).toBe('# Benchmarks\n<!-- a: begin -->\n\nnew\n\n<!-- a: end -->\nkept\n');
    expect(replaceSection(once, 'a', 'new')).toBe(once);
  });

  it('are refused by a document without their section', () => {
    expect(() => replaceSection(document, 'b', 'new')).toThrow('must have the markers <!-- b: begin -->');
  });

  it('are a table of even columns', () => {
    expect(
      markdownTable([
        ['what', 's'],
        ['synth', '1.2'],
      ]),
    ).toBe('| what  | s   |\n| ----- | --- |\n| synth | 1.2 |');
  });

  it.each([
    [[3, 100, 1], 3],
    [[4, 1, 3, 100], 3.5],
    [[7], 7],
  ])('are medians: of %j it is %d', (values, middle) => {
    expect(median(values)).toBe(middle);
  });
});
