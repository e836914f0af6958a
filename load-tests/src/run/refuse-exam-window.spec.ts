import { findWorkload } from '../k6/workloads/index.ts';
import { createClients } from '../stage/clients.ts';
import { record } from '../testing/example-run.ts';
import { refuseExamWindow } from './refuse-exam-window.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const action = (ScheduledActionName: string, Schedule: string, MinCapacity: number) => ({
  ScheduledActionName,
  Schedule,
  Timezone: 'America/Sao_Paulo',
  ScalableTargetAction: { MinCapacity },
});

/** Production's morning: raised at 07:15 in São Paulo, which is 10:15 in UTC, restored at 12:30. */
const morning = [
  action('morning-raise', 'cron(15 7 ? * MON,TUE,WED,THU,FRI *)', 18),
  action('morning-restore', 'cron(30 12 ? * MON,TUE,WED,THU,FRI *)', 3),
];

/** @param now in UTC, on 23 November 2026, a Monday, unless it says another day */
function begin(workload: string, now: string, ScheduledActions: object[] = morning, emulated = false) {
  jest.setSystemTime(new Date(now.includes('T') ? now : `2026-11-23T${now}Z`));
  const found = findWorkload(workload);
  if (!found) throw new Error(`no workload ${workload}`);
  const outputs = emulated ? record.outputs : { ...record.outputs, awsEndpoint: undefined };
  const clients = createClients(outputs);
  jest.spyOn(clients.autoScaling, 'send').mockImplementation(async () => ({ ScheduledActions }));
  return refuseExamWindow({ settings: { workload: found }, clients, outputs });
}

it.each([
  ['at dawn', 'sessions', '05:00'],
  ['in the afternoon', 'sessions', '15:31'],
  ['on a Sunday morning', 'sessions', '2026-11-22T11:00:00Z'],
])('lets a run begin %s', async (_when, workload, now) => {
  await expect(begin(workload, now)).resolves.toBeUndefined();
});

it('refuses a run that begins in an exam window, and says in which', async () => {
  await expect(begin('smoke', '11:00')).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringContaining(
      'an exam window of the stage is open since 2026-11-23T10:15:00.000Z (morning-raise, 18 tasks)',
    ),
  });
});

it('refuses a run that would reach one: ten minutes of load, and a quarter of an hour around it', async () => {
  await expect(begin('sessions', '09:49')).resolves.toBeUndefined();
  await expect(begin('sessions', '09:51')).rejects.toThrow(
    'changes the fewest tasks at 2026-11-23T10:15:00.000Z',
  );
});

it('minds what a killed run has scheduled as little as a stage without windows', async () => {
  await expect(
    begin('sessions', '11:00', [action('load-test-exam', 'at(2026-11-23T11:00:10)', 18)]),
  ).resolves.toBe(undefined);
});

it('on the local stage refuses only a run that schedules capacity itself', async () => {
  await expect(begin('smoke', '11:00', morning, true)).resolves.toBeUndefined();
  await expect(begin('exam-start', '11:00', morning, true)).rejects.toThrow('an exam window');
});

it('refuses to guess a schedule that it cannot read', async () => {
  await expect(begin('sessions', '05:00', [action('odd', 'rate(1 day)', 9)])).rejects.toThrow('rate(1 day)');
});
