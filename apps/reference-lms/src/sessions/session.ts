import '@fastify/session';

declare module 'fastify' {
  interface Session {
    /** Who is signed in; not set before the launch. */
    student?: string;

    /** When the session's life was last extended, in seconds since 1970. */
    renewedAt?: number;

    /** Asks that this write survives the loss of Redis's primary. It holds for the write only and is not stored. */
    durable?: boolean;
  }
}

/** A student who does nothing for so long is signed out. */
export const sessionSeconds = 2 * 60 * 60;

/**
 * A session is written again only when its last extension is older, so that reading it costs no write. It may
 * therefore end this much before `sessionSeconds` of inactivity.
 */
export const renewAfterSeconds = 10 * 60;
