import { readFileSync } from 'node:fs';

/** Bytes that a process read from and wrote to disks. */
export interface ProcessIo {
  readonly readBytes: number;
  readonly writtenBytes: number;
}

/** @returns undefined when the process has ended */
export function readProcessIo(pid: number): ProcessIo | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/io`, 'utf8');
    const field = (name: string) => Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
    return { readBytes: field('read_bytes'), writtenBytes: field('write_bytes') };
  } catch {
    return undefined;
  }
}
