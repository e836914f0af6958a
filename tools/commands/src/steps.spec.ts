import { runSteps } from './steps.ts';

describe('the steps of a command', () => {
  const ran: string[] = [];
  const step = (title: string, error?: Error) => ({
    title,
    run: async () => {
      ran.push(title);
      if (error) throw error;
    },
  });

  let printed = '';
  beforeEach(() => {
    ran.length = 0;
    printed = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  });
  afterEach(() => jest.restoreAllMocks());

  it('stop at the first failure and take back what was begun, the last first', async () => {
    const broken = new Error('no datapoints');
    await expect(
      runSteps([
        { ...step('start'), undo: [step('stop')] },
        { ...step('deploy', broken), undo: [step('destroy')] },
        { ...step('load'), undo: [step('unload')] },
      ]),
    ).rejects.toBe(broken);
    expect(ran).toEqual(['start', 'deploy', 'destroy', 'stop']);
  });

  it('report the first failure when taking back fails, too', async () => {
    const first = new Error('first');
    await expect(
      runSteps([{ ...step('load', first), undo: [step('unload', new Error('second'))] }]),
    ).rejects.toBe(first);
  });

  it('end with a line each that says what passed', async () => {
    const left = new Error('left behind');
    await expect(runSteps([{ ...step('deploy'), undo: [step('destroy', left)] }])).rejects.toBe(left);
    expect(printed).toMatch(/passed {4}0:00 {2}deploy\nFAILED {4}0:00 {2}destroy\n$/);
  });
});
