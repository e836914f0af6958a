import { Command } from 'commander';
import { parseOptions } from './parse-options.ts';

const command = () => new Command('program').option('--keep', 'leave it').helpOption('-h, --help');

describe('the options of a program', () => {
  it('are what the arguments say', () => {
    expect(parseOptions(command(), ['--keep'])).toEqual({ keep: true });
    expect(parseOptions(command(), [])).toEqual({});
  });

  it('are none when help was asked for', () => {
    const print = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    expect(parseOptions(command(), ['--help'])).toBeUndefined();
    expect(print).toHaveBeenCalledWith(expect.stringContaining('leave it'));
    print.mockRestore();
  });

  it('are wrong usage when nobody knows them', () => {
    expect(() => parseOptions(command(), ['--kep'])).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringMatching(/^unknown option '--kep'/),
      }),
    );
  });
});
