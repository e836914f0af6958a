import { createServer, type Server } from 'node:http';

/** A week's exam window of 4 tasks, Sundays in the night of São Paulo. */
const windowActions = [
  { ScheduledActionName: 'rehearsal-raise', Schedule: 'cron(15 3 ? * SUN *)', MinCapacity: 4 },
  { ScheduledActionName: 'rehearsal-restore', Schedule: 'cron(0 4 ? * SUN *)', MinCapacity: 2 },
];

/** Answers what preparations ask of Application Auto Scaling, for a service of 2 to 6 tasks with an exam window. */
export class ScalingEndpoint {
  minTasks = 2;
  /** Scheduled actions beside those of the exam window. */
  readonly actions = new Map<string, object>();
  /** The calls that change something, in their order. */
  readonly changes: string[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const target = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
        const answer = this.#answer(target, JSON.parse(Buffer.concat(parts).toString()));
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
        response.end(JSON.stringify(answer));
      });
    });
  }

  /** @returns the endpoint's url */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (!address || typeof address === 'string') throw new Error('the endpoint has no port');
    return `http://127.0.0.1:${address.port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #answer(target: string, input: Readonly<Record<string, unknown>>): object {
    if (!target.startsWith('Describe')) this.changes.push(target);
    const name = String(input['ScheduledActionName']);
    switch (target) {
      case 'DescribeScalableTargets':
        return { ScalableTargets: [{ MinCapacity: this.minTasks, MaxCapacity: 6 }] };
      case 'DescribeScalingPolicies':
        return { ScalingPolicies: [] };
      case 'DescribeScheduledActions':
        return { ScheduledActions: [...windowActions.map(described), ...this.actions.values()] };
      case 'PutScheduledAction':
        this.actions.set(name, input);
        return {};
      case 'DeleteScheduledAction':
        this.actions.delete(name);
        return {};
      case 'RegisterScalableTarget':
        this.minTasks = Number(input['MinCapacity']);
        return {};
      default:
        throw new Error(`${target} is not answered`);
    }
  }
}

const described = ({ MinCapacity, ...action }: (typeof windowActions)[number]) => ({
  ...action,
  Timezone: 'America/Sao_Paulo',
  ScalableTargetAction: { MinCapacity },
});
