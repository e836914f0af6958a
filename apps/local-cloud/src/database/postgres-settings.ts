/**
 * Settings that differ from PostgreSQL's own. Durability stays as it is: an acknowledged write is on the disk.
 * https://www.postgresql.org/docs/18/runtime-config.html
 */
export const postgresSettings: Readonly<Record<string, string | number>> = {
  // Most tasks (6) times a pool of at most 20, a deployment's second set of tasks, and our own connections.
  max_connections: 300,
  shared_buffers: '128MB',
  // A checkpoint in the middle of a load of some minutes would take the disk from everything else.
  max_wal_size: '2GB',
  checkpoint_timeout: '30min',
  ssl: 'on',
  // No socket file: nothing connects but by TCP.
  unix_socket_directories: '',
  // What only costs CPU on a machine that is shared with the load.
  autovacuum_naptime: '5min',
  jit: 'off',
};
