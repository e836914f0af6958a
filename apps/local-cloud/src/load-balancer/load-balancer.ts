import type { Server } from 'node:net';
import { EmulatorApi } from '../emulator/emulator-api.ts';
import type {
  Certificate,
  ChildProcess,
  LoadBalancerInterval,
  LoadBalancerStats,
  Part,
  PartContext,
  ZoneResident,
} from '../types.ts';
import type { Vpc } from '../network/vpc.ts';
import { SECONDS_UNTIL_NOTHING_IS_TRIED_AGAIN } from './configuration.ts';
import { readDeployedLoadBalancer } from './deployed.ts';
import { listenToRequestLog, runtimeSocket, startHaproxy } from './haproxy.ts';
import { NetworkAccess } from './network-access.ts';
import { LoadBalancerNodes } from './nodes.ts';
import { RequestCounts } from './request-counts.ts';
import { RuntimeApi } from './runtime-api.ts';
import type { LoadBalancerSettings } from './settings.ts';
import { TargetSets } from './target-sets.ts';
import type { TargetAddress, TargetHealth, Targets } from './targets.ts';

const TICKS_BETWEEN_READS = 5;

/** The deployed Application Load Balancer, by HAProxy. */
export class LoadBalancer implements Part, Targets, LoadBalancerStats, ZoneResident {
  readonly name = 'load-balancer';
  private readonly context: PartContext;
  private readonly program: string;
  private readonly certificates: ReadonlyMap<string, Certificate>;
  private readonly api: RuntimeApi;
  private readonly emulator = new EmulatorApi();
  private readonly access: NetworkAccess;
  private readonly nodes: LoadBalancerNodes;
  private readonly counts = new RequestCounts();
  private readonly targetSets = new TargetSets(this.emulator);
  private requestLog?: Server;
  private haproxy?: ChildProcess;
  private settings?: LoadBalancerSettings;
  private ticks = 0;
  private restarts = 0;
  private connectionsBefore = 0;

  /**
   * @param program the HAProxy binary
   * @param certificates imported ones by ARN
   */
  constructor(
    context: PartContext,
    program: string,
    certificates: ReadonlyMap<string, Certificate>,
    vpc: Pick<Vpc, 'current'>,
  ) {
    this.context = context;
    this.access = new NetworkAccess(vpc, context.log);
    this.api = new RuntimeApi(runtimeSocket(context));
    this.program = program;
    this.certificates = certificates;
    this.nodes = new LoadBalancerNodes(context, program, this.emulator);
  }

  async start(): Promise<void> {
    this.requestLog = await listenToRequestLog(this.context, (text) => this.counts.add(text));
  }

  async tick(): Promise<void> {
    if (this.ticks++ % TICKS_BETWEEN_READS === 0) await this.followDeployment();
    const { settings } = this;
    if (!settings) return;
    if (!this.haproxy?.isRunning()) await this.startHaproxy(settings);
    await this.nodes.heal();
    const servers = await this.api.servers();
    for (const targets of this.targetSets.inUse)
      await targets.refresh(this.api, servers, (target) => this.access.reaches(settings, target));
  }

  register(target: TargetAddress): void {
    this.targetSets.register(target);
  }

  async deregister(target: TargetAddress, { immediately = false } = {}): Promise<void> {
    const leastSeconds = SECONDS_UNTIL_NOTHING_IS_TRIED_AGAIN;
    await this.targetSets.deregister(target, this.api, { immediately, leastSeconds });
  }

  health({ targetGroupArn, address }: TargetAddress): TargetHealth {
    return this.targetSets.of(targetGroupArn)?.state(address) ?? 'initial';
  }

  loseZone(availabilityZone: string): void {
    this.nodes.loseZone(availabilityZone);
  }

  restoreZone(availabilityZone: string): void {
    this.nodes.restoreZone(availabilityZone);
  }

  async collect(): Promise<LoadBalancerInterval | undefined> {
    const [targets] = this.targetSets.inUse;
    if (!this.haproxy?.isRunning() || !this.settings || !targets) return undefined;
    const { open, total } = await this.api.connections();
    const newConnections = Math.max(0, total - this.connectionsBefore);
    this.connectionsBefore = total;
    return {
      loadBalancer: this.settings.fullName,
      targetGroup: targets.group.fullName,
      ...this.counts.take(),
      newConnections,
      activeConnections: open,
      targets: targets.inUse(),
    };
  }

  describe(): string {
    if (!this.settings) return 'no load balancer is deployed';
    const targets = this.targetSets.inUse.flatMap((set) => set.inUse());
    const restarts = this.restarts > 0 ? `, HAProxy died and was restarted ${this.restarts} times` : '';
    return `${targets.filter(({ state }) => state === 'healthy').length} of ${targets.length} targets healthy${restarts}`;
  }

  async stop(): Promise<void> {
    await this.nodes.stop();
    await this.haproxy?.stop();
    await new Promise<void>((resolve) =>
      this.requestLog ? this.requestLog.close(() => resolve()) : resolve(),
    );
  }

  /** Listeners and target groups hardly ever change: then HAProxy starts anew, and asks its targets again. */
  private async followDeployment(): Promise<void> {
    const deployed = await readDeployedLoadBalancer();
    const settings = deployed && { ...deployed, listeners: this.access.openListeners(deployed) };
    if (JSON.stringify(settings) === JSON.stringify(this.settings)) return;
    if (settings && this.settings && served(settings) === served(this.settings)) {
      this.settings = settings;
      this.targetSets.update(settings.targetGroups);
      return;
    }
    await this.nodes.follow(settings);
    await this.haproxy?.stop();
    this.haproxy = undefined;
    this.settings = settings;
    await this.targetSets.follow(settings?.targetGroups ?? []);
  }

  private async startHaproxy(settings: LoadBalancerSettings): Promise<void> {
    if (this.haproxy) {
      this.restarts++;
      this.context.log('HAProxy ended unexpectedly and is started again');
    }
    this.targetSets.forgetServers();
    this.connectionsBefore = 0;
    this.haproxy = await startHaproxy(this.context, this.program, settings, this.certificates);
  }
}

/** None is in the configuration of HAProxy or of the nodes: they take effect while those run. */
const effectiveAtOnce = ['interfaces', 'deregistrationDelaySeconds', 'slowStartSeconds'];

const served = (settings: LoadBalancerSettings): string =>
  JSON.stringify(settings, (key, value: unknown) => (effectiveAtOnce.includes(key) ? undefined : value));
