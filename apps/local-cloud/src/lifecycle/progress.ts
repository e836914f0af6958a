const SECONDS_OF_SILENCE = 10;

/** Says on stderr what a program waits for, and for how long. */
export class Progress {
  private waitingFor = '';
  private waitingSince = Date.now();
  private lastWord = Date.now();
  private readonly timer = setInterval(() => this.breakSilence(), 1000);

  say(line: string): void {
    this.lastWord = Date.now();
    process.stderr.write(`${line}\n`);
  }

  /** What is named when nothing was said for some time. */
  waitFor(what: string): void {
    if (what === this.waitingFor) return;
    this.waitingFor = what;
    this.waitingSince = Date.now();
  }

  end(): void {
    clearInterval(this.timer);
  }

  private breakSilence(): void {
    if (this.waitingFor === '' || Date.now() - this.lastWord < SECONDS_OF_SILENCE * 1000) return;
    const seconds = Math.round((Date.now() - this.waitingSince) / 1000);
    this.say(`  waiting for ${this.waitingFor}, ${seconds} s so far`);
  }
}
