/** What we use of pidusage 4, which ships no types. */
declare module 'pidusage' {
  interface Usage {
    /** Percent of one core since the last call for this process. */
    readonly cpu: number;
    /** Resident memory in bytes. */
    readonly memory: number;
    /** Milliseconds of CPU time since the process started. */
    readonly ctime: number;
  }

  export default function pidusage(pid: number): Promise<Usage>;
}
