import type { SessionDatabase } from '../sessions/postgres-session-store.ts';

/** The table of sessions in memory, behind the statements that the store names. */
export class FakeSessionTable implements SessionDatabase {
  readonly rows = new Map<string, { readonly content: string; readonly expiresAt: number }>();
  readonly sent: string[] = [];

  /** What the next statements meet, one each, instead of an answer. */
  readonly failures: Error[] = [];

  async query({ name, values }: Parameters<SessionDatabase['query']>[0]) {
    this.sent.push(name);
    const failure = this.failures.shift();
    if (failure) throw failure;
    return { rows: this.execute(name, values) };
  }

  private execute(name: string, [first = '', content = '', seconds = 0]: readonly (string | number)[]) {
    const id = String(first);
    switch (name) {
      case 'selectSession': {
        const row = this.rows.get(id);
        return row && row.expiresAt > Date.now() ? [row] : [];
      }
      case 'upsertSession':
        this.rows.set(id, { content: String(content), expiresAt: Date.now() + Number(seconds) * 1000 });
        return [];
      case 'deleteSession':
        this.rows.delete(id);
        return [];
      default:
        throw new Error(`there is no statement ${name}`);
    }
  }
}
