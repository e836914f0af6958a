export { SessionCache, type SessionCacheProps } from './session-cache.ts';
