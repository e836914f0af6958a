import { ExitError } from '@edutechbr/cli';
import { parseRequest, selectStacks } from './arguments.ts';

describe('the command line', () => {
  it.each(['synth', 'preflight', 'plan', 'deploy', 'destroy', 'outputs'])('knows %s', (verb) => {
    expect(parseRequest([verb])).toEqual({ verb });
  });

  it('lets a plan fail when it would change something', () => {
    expect(parseRequest(['plan', '--detailed-exitcode'])).toEqual({ verb: 'plan', detailedExitcode: true });
  });

  it('takes the name of what is destroyed, and insistence', () => {
    const args = ['destroy', '--confirm', 'production-main', '--force'];
    expect(parseRequest(args)).toEqual({ verb: 'destroy', confirm: 'production-main', force: true });
    expect(parseRequest(['deploy', '--force'])).toEqual({ verb: 'deploy', force: true });
  });

  it.each([[[]], [['apply']], [['deploy', '--fast']], [['deploy', 'network']]])(
    'refuses %j as wrong usage',
    (args) => {
      const parse = () => parseRequest(args);
      expect(parse).toThrow(ExitError);
      expect(parse).toThrow(expect.objectContaining({ exitCode: 2 }));
    },
  );
});

describe('LMS_STACK', () => {
  it('limits a command to one stack', () => {
    expect(selectStacks('edge')).toEqual(['edge']);
    expect(selectStacks(undefined)).toEqual(['network', 'cache', 'storage', 'edge', 'service']);
  });

  it.each(['', 'database'])('is refused when it is %j', (name) => {
    expect(() => selectStacks(name)).toThrow(
      `LMS_STACK must be one of network, cache, storage, edge, service, got "${name}"`,
    );
  });
});
