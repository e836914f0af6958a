import { connect } from 'node:net';

/** It answers within milliseconds, unless it hangs. */
const SECONDS_TO_ANSWER = 5;

export interface ServerState {
  readonly backend: string;
  readonly server: string;
  /** Result of the last health check, e.g. `L7OK`; `INI` before the first one. */
  readonly checkStatus: string;
  /** Status of its answer. @default - it gave none */
  readonly checkCode?: number;
  /** Whether the checks so far make it usable. */
  readonly up: boolean;
}

export interface Connections {
  readonly open: number;
  /** Since HAProxy started. */
  readonly total: number;
}

/** Columns of `show stat`. */
type Row = Readonly<Record<string, string>>;

/**
 * A server that is added has none of HAProxy's defaults: without these it keeps no idle connection, and each request opens one.
 * Every second half of those are closed that were not needed in it, so that a server that is drained is soon without.
 */
const POOL = 'pool-max-conn -1 pool-purge-delay 1s';

/** Of which a server in slow start has a part. */
const FULL_WEIGHT = 100;

/** HAProxy's runtime API on its stats socket. */
export class RuntimeApi {
  private readonly socket: string;
  private readonly secondsToAnswer: number;

  constructor(socket: string, secondsToAnswer = SECONDS_TO_ANSWER) {
    this.socket = socket;
    this.secondsToAnswer = secondsToAnswer;
  }

  /** Servers begin without requests, checked: `makeReady` lets requests in. One may be there: its answer was not heard. */
  async addServer(backend: string, server: string, address: string, check: string): Promise<void> {
    const name = `${backend}/${server}`;
    const answer = await this.send(`add server ${name} ${address} weight ${FULL_WEIGHT} ${check} ${POOL}`);
    if (!/New server registered|Already exists/.test(answer))
      throw new Error(`HAProxy refused server ${name}: ${answer}`);
    await this.order(`enable health ${name}`);
    await this.order(`set server ${name} state drain`);
  }

  /** @param percent Of the share of the others, 1 to 100. */
  async setShare(backend: string, server: string, percent: number): Promise<void> {
    await this.order(`set server ${backend}/${server} weight ${percent}%`);
  }

  async makeReady(backend: string, server: string): Promise<void> {
    await this.order(`set server ${backend}/${server} state ready`);
  }

  /** Requests under way are answered, no more come. */
  async drain(backend: string, server: string): Promise<void> {
    await this.order(`set server ${backend}/${server} state drain`);
  }

  /** @returns false when connections are still being closed: try again later */
  async removeServer(backend: string, server: string): Promise<boolean> {
    const name = `${backend}/${server}`;
    await this.order(`set server ${name} state maint`);
    await this.order(`shutdown sessions server ${name}`);
    return (await this.send(`del server ${name}`)).includes('Server deleted');
  }

  async servers(): Promise<ServerState[]> {
    const rows = await this.statistics('4');
    return rows.map((row) => ({
      backend: row['pxname'] ?? '',
      server: row['svname'] ?? '',
      // A star says that a check is under way.
      checkStatus: (row['check_status'] ?? '').replace('* ', ''),
      checkCode: Number(row['check_code']) || undefined,
      up: Number(row['check_health']) >= Number(row['check_rise']),
    }));
  }

  /** Of the clients, over all listeners. */
  async connections(): Promise<Connections> {
    const rows = await this.statistics('1');
    const sum = (column: string) => rows.reduce((total, row) => total + Number(row[column]), 0);
    return { open: sum('scur'), total: sum('stot') };
  }

  /** @param kind 1 for frontends, 4 for servers */
  private async statistics(kind: '1' | '4'): Promise<Row[]> {
    return parseStatistics(await this.send(`show stat -1 ${kind} -1`));
  }

  private async order(command: string): Promise<void> {
    const answer = (await this.send(command)).trim();
    if (answer !== '') throw new Error(`HAProxy refused "${command}": ${answer}`);
  }

  private send(command: string): Promise<string> {
    return new Promise((resolve, reject) => {
      let answer = '';
      const socket = connect(this.socket, () => socket.write(`${command}\n`));
      socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
      socket.on('end', () => resolve(answer)).on('error', reject);
      socket.setTimeout(this.secondsToAnswer * 1000, () =>
        socket.destroy(new Error(`HAProxy did not answer "${command}" within ${this.secondsToAnswer} s`)),
      );
    });
  }
}

function parseStatistics(csv: string): Row[] {
  const [header = '', ...lines] = csv.trim().split('\n');
  const columns = header.replace('# ', '').split(',');
  return lines.map((line) => {
    const values = line.split(',');
    return Object.fromEntries(columns.map((column, index) => [column, values[index] ?? '']));
  });
}
