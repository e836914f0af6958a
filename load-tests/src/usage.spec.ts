import { parseOptions } from '@edutechbr/cli';
import { usage } from './usage.ts';

describe('the load test', () => {
  it.each([['--sessions', '500'], ['smoke']])('is not run when it is given the argument %s', (...args) => {
    expect(() => parseOptions(usage, args)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it('is run without any', () => {
    expect(parseOptions(usage, [])).toEqual({});
  });

  it('can be told to put back what a killed run has left', () => {
    expect(parseOptions(usage, ['--put-back'])).toEqual({ putBack: true });
  });
});
