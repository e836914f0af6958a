import { Command } from 'commander';
import { parseOptions, parseSuffix } from './parse-options.ts';

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
        message: "unknown option '--kep' (Did you mean --keep?)",
      }),
    );
  });

  it('are told when the verb is missing', () => {
    const verbs = new Command('program');
    verbs.command('start');
    verbs.command('stop');
    expect(() => parseOptions(verbs, [])).toThrow('a verb is missing: start, stop');
  });

  it.each(['A_b', '', 'a--b', '-a'])('refuse the suffix %j', (suffix) => {
    const command = new Command('program').option('--suffix <text>', 'of the deployment', parseSuffix);
    expect(() => parseOptions(command, ['--suffix', suffix])).toThrow(
      `must be lower-case letters and digits in groups joined by single hyphens, got ${suffix}`,
    );
    expect(parseOptions(command, ['--suffix', 'pr-12'])).toEqual({ suffix: 'pr-12' });
  });
});
