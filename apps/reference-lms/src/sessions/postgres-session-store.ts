import type { SessionStore } from '@fastify/session';
import type { Session } from 'fastify';
import { sessionContent } from './session-content.ts';
import { sessionSeconds } from './session.ts';

/** The part of a pool of connections that sessions need. */
export interface SessionDatabase {
  query(statement: {
    /** The server prepares a statement once per connection under its name. */
    readonly name: string;
    readonly text: string;
    readonly values: (string | number)[];
  }): Promise<{ readonly rows: { readonly content: string }[] }>;
}

const statements = {
  selectSession: `SELECT content FROM sessions WHERE id = $1 AND expires_at > now()`,
  upsertSession: `
    INSERT INTO sessions (id, content, expires_at) VALUES ($1, $2, now() + make_interval(secs => $3))
    ON CONFLICT (id) DO UPDATE SET content = excluded.content, expires_at = excluded.expires_at`,
  deleteSession: `DELETE FROM sessions WHERE id = $1`,
  // What another task is deleting already is left to it.
  deleteExpired: `
    DELETE FROM sessions WHERE id IN (
      SELECT id FROM sessions WHERE expires_at <= now() ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)`,
};

/** So few that no other statement waits for them. */
const expiredAtOnce = 1000;

/** Sessions in PostgreSQL, with the content and the life that they have in Redis. */
export class PostgresSessionStore implements SessionStore {
  private readonly database: SessionDatabase;

  constructor(database: SessionDatabase) {
    this.database = database;
  }

  get(id: string, callback: (error: unknown, session?: Session | null) => void): void {
    answer(this.find(id), callback);
  }

  set(id: string, session: Session, callback: (error?: unknown) => void): void {
    answer(this.run('upsertSession', [id, sessionContent.stringify(session), sessionSeconds]), callback);
  }

  destroy(id: string, callback: (error?: unknown) => void): void {
    answer(this.run('deleteSession', [id]), callback);
  }

  /** Expired sessions are not found any more; this gives their room back. */
  async deleteExpired(): Promise<void> {
    await this.run('deleteExpired', [expiredAtOnce]);
  }

  private async find(id: string): Promise<Session | null> {
    const [row] = await this.run('selectSession', [id]);
    return row ? sessionContent.parse(row.content) : null;
  }

  private async run(name: keyof typeof statements, values: (string | number)[]) {
    const { rows } = await this.database.query({ name, text: statements[name], values });
    return rows;
  }
}

function answer<T>(result: Promise<T>, callback: (error: unknown, value?: T) => void): void {
  result.then(
    (value) => callback(null, value),
    (error: unknown) => callback(error),
  );
}
