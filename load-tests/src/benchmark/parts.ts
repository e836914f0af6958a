/** A process as `ps` lists it. */
export interface ListedProcess {
  readonly pid: number;
  readonly parent: number;
  /** Its program and arguments. */
  readonly command: string;
}

/** What a benchmark adds up: all processes of one kind. */
export const parts = [
  'k6',
  'LMS tasks',
  'HAProxy',
  'redis-servers',
  'PostgreSQL',
  'emulator',
  'local cloud',
  'load test',
] as const;

export type Part = (typeof parts)[number];

const programs: readonly (readonly [RegExp, Part])[] = [
  [/^\S*k6 run /, 'k6'],
  [/^\S*haproxy /, 'HAProxy'],
  [/^\S*redis-server /, 'redis-servers'],
  [/^\S*postgres /, 'PostgreSQL'],
  [/emulator\.py /, 'emulator'],
];

/**
 * Which part of the local stage each process is. A process below one that is known is of the same part.
 *
 * @param daemon The file that the local cloud's daemon runs: what it starts and is nothing else is an LMS task.
 * @param loadTest The process that runs the load test.
 */
export function findParts(
  processes: readonly ListedProcess[],
  daemon: string,
  loadTest: number,
): ReadonlyMap<number, Part> {
  const found = new Map<number, Part>();
  const add = (process: ListedProcess, part: Part, otherwise: Part) => {
    found.set(process.pid, part);
    for (const child of processes.filter(({ parent }) => parent === process.pid)) {
      // tsx compiles with it: it belongs to whoever started it.
      const childPart = child.command.includes('esbuild') ? part : (partByProgram(child) ?? otherwise);
      add(child, childPart, childPart);
    }
  };
  for (const process of processes) {
    if (process.command.endsWith(daemon)) add(process, 'local cloud', 'LMS tasks');
    if (process.pid === loadTest) add(process, 'load test', 'load test');
  }
  return found;
}

function partByProgram({ command }: ListedProcess): Part | undefined {
  return programs.find(([pattern]) => pattern.test(command))?.[1];
}

/** Reads what `ps -axww -o pid=,ppid=,args=` prints. */
export function parseProcesses(text: string): ListedProcess[] {
  return [...text.matchAll(/^\s*(\d+)\s+(\d+)\s+(.+)$/gm)].map(([, pid, parent, command = '']) => ({
    pid: Number(pid),
    parent: Number(parent),
    command: command.trim(),
  }));
}
