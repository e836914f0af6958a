import { EventEmitter } from 'node:events';
import { explainRefusal } from './redis/failures.ts';
import { answerWithin, connectWithin, StartError } from './start-deadline.ts';

describe('the start', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  /** A client that fails once a second, or connects after `connects` of them. */
  class Client extends EventEmitter {
    destroyed = false;
    private readonly connects: number;
    constructor(connects = Infinity) {
      super();
      this.connects = connects;
    }
    async connect(): Promise<void> {
      for (let tried = 0; tried < this.connects && !this.destroyed; tried++) {
        this.emit('error', new Error('connect ECONNREFUSED 10.0.0.7:6380'));
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
      if (this.destroyed) throw new Error('the client was destroyed');
    }
    destroy(): void {
      this.destroyed = true;
    }
  }

  it('ends after 30 s with one line that names what did not answer, where and why', async () => {
    const client = new Client();
    const started = connectWithin({ what: 'Redis', address: 'redis.internal:6380' }, client);
    const failed = expect(started).rejects.toEqual(
      new StartError(
        'Redis at redis.internal:6380 did not answer within 30 s: connect ECONNREFUSED 10.0.0.7:6380',
      ),
    );
    await jest.advanceTimersByTimeAsync(31_000);
    await failed;
    expect(client.destroyed).toBe(true);
  });

  it('goes on when an answer comes late', async () => {
    const connected = connectWithin({ what: 'Redis', address: 'redis:6379' }, new Client(20));
    await jest.advanceTimersByTimeAsync(21_000);
    await expect(connected).resolves.toBeUndefined();
    let asked = 0;
    const answered = answerWithin({ what: 'the database', address: 'db:5432' }, async () => {
      if (++asked < 10) throw new Error('the database system is starting up');
    });
    await jest.advanceTimersByTimeAsync(10_000);
    await expect(answered).resolves.toBeUndefined();
  });

  it('asks the database for 30 s, too', async () => {
    const answered = answerWithin({ what: 'the database', address: 'db:5432' }, () =>
      Promise.reject(new Error('timeout expired')),
    );
    const failed = expect(answered).rejects.toThrow(
      'the database at db:5432 did not answer within 30 s: timeout expired',
    );
    await jest.advanceTimersByTimeAsync(31_000);
    await failed;
  });

  it('says what a refused user needs', async () => {
    const deadline = { what: 'Redis', address: 'redis:6379', explain: explainRefusal('lms') };
    const refused = answerWithin(deadline, () => Promise.reject(new Error('WRONGPASS invalid password')));
    const failed = expect(refused).rejects.toThrow(
      'WRONGPASS invalid password (the task role needs elasticache:Connect',
    );
    await jest.advanceTimersByTimeAsync(31_000);
    await failed;
  });
});
