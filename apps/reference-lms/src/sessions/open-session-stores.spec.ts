import { pino } from 'pino';
import { FakeRedis } from '../testing/fake-redis.ts';
import { redisStoreOf } from '../testing/test-lms.ts';
import { openSessionStores } from './open-session-stores.ts';
import type { SessionDatabase } from './postgres-session-store.ts';

type Stores = 'redis' | 'redis,postgresql';

function open(SESSION_STORES: Stores, database: SessionDatabase = { query: async () => ({ rows: [] }) }) {
  const log: string[] = [];
  const logger = pino({}, { write: (line: string) => log.push(line) });
  const redis = redisStoreOf(new FakeRedis());
  return { ...openSessionStores({ SERVICE_NAME: 'lms', SESSION_STORES }, redis, database, logger), log };
}

/** The dimensions and the number of operations of each line that is reported. */
function reportsOf(work: () => void): unknown[] {
  const stdout = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  work();
  const lines = stdout.mock.calls.map(([line]) => JSON.parse(String(line)));
  stdout.mockRestore();
  return lines.map(({ _aws, SessionStore, sessionOperations }) => ({
    dimensions: _aws.CloudWatchMetrics[0].Dimensions,
    SessionStore,
    sessionOperations,
  }));
}

describe('the session stores', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('are Redis alone, with the metric that alarms watch, unless the environment opens PostgreSQL', () => {
    const { stores, close } = open('redis');
    expect(Object.keys(stores)).toEqual(['redis']);
    expect(reportsOf(close)).toEqual([{ dimensions: [['ServiceName']], sessionOperations: 0 }]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('are measured apart from each other', async () => {
    const { stores, close } = open('redis,postgresql');
    await new Promise((resolve) => stores.postgresql?.get('postgresql.1', resolve));
    expect(reportsOf(close)).toEqual([
      { dimensions: [['ServiceName']], sessionOperations: 0 },
      { dimensions: [['ServiceName', 'SessionStore']], SessionStore: 'postgresql', sessionOperations: 1 },
    ]);
  });

  it('delete what has expired every minute, for as long as they are open', async () => {
    const query = jest.fn<ReturnType<SessionDatabase['query']>, Parameters<SessionDatabase['query']>>();
    query.mockRejectedValueOnce(new Error('connection lost')).mockResolvedValue({ rows: [] });
    const { close, log } = open('redis,postgresql', { query });
    const stdout = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    await jest.advanceTimersByTimeAsync(120_000);
    close();
    await jest.advanceTimersByTimeAsync(600_000);
    stdout.mockRestore();
    expect(query.mock.calls.map(([{ name }]) => name)).toEqual(['deleteExpired', 'deleteExpired']);
    expect(log.join('')).toContain('expired sessions are not deleted');
  });
});
