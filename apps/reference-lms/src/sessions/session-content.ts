import type { Session } from 'fastify';
import { sessionSeconds } from './session.ts';

const cookie: Session['cookie'] = { originalMaxAge: sessionSeconds * 1000 };

/** Leaves out the cookie's settings: they are the same for all sessions and three times as large as the rest. */
export const sessionContent = {
  stringify: ({ student, renewedAt }: Session): string => JSON.stringify({ student, renewedAt }),
  parse: (text: string): Session => ({ ...(JSON.parse(text) as Omit<Session, 'cookie'>), cookie }),
};
