import { EnvironmentError, readEnvironment } from './environment.ts';

const complete = {
  SERVICE_NAME: 'lms',
  AWS_REGION: 'sa-east-1',
  REDIS_HOST: 'primary.example',
  REDIS_USER: 'lms',
  REDIS_REPLICATION_GROUP_ID: 'sessions',
  COURSE_CONTENT_PATH: '/mnt/course-content',
  DATABASE_HOST: 'database.example',
  DATABASE_USER: 'lms',
  DATABASE_PASSWORD: 'correct horse',
  DATABASE_NAME: 'lms',
  LAUNCH_KEY: Buffer.alloc(32, 1).toString('base64url'),
};

const messageFor = (variables: NodeJS.ProcessEnv): string => {
  try {
    readEnvironment(variables);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('the environment', () => {
  it('has defaults for what is the same everywhere', () => {
    expect(readEnvironment(complete)).toMatchObject({
      HOST: '0.0.0.0',
      PORT: 8080,
      LOG_LEVEL: 'info',
      REDIS_PORT: 6379,
      SESSION_STORES: 'redis',
      LIVE_MEMORY_MIB: 256,
      LIVE_BOARD_KIB: 288,
      DATABASE_PORT: 5432,
      DATABASE_SSLMODE: 'verify-full',
      DATABASE_POOL_SIZE: 5,
      LAUNCH_KEY: Buffer.alloc(32, 1),
    });
  });

  it('names all wrong variables at once', () => {
    expect(messageFor({ ...complete, REDIS_HOST: undefined, PORT: '99999', HOST: 'localhost' })).toBe(
      "wrong environment: HOST: Invalid IPv4 address, got 'localhost'; " +
        "PORT: Too big: expected number to be <=65535, got '99999'; REDIS_HOST is not set",
    );
  });

  it.each([
    ['PORT', ''],
    ['PORT', '8080.5'],
    ['DATABASE_POOL_SIZE', '0'],
    ['DATABASE_SSLMODE', 'off'],
    ['LIVE_MEMORY_MIB', '-1'],
    ['LIVE_BOARD_KIB', '0'],
    ['LOG_LEVEL', 'loud'],
    ['SERVICE_NAME', ''],
    ['SESSION_STORES', 'postgresql'],
    ['LAUNCH_KEY', Buffer.alloc(31).toString('base64url')],
    ['LAUNCH_KEY', 'not base64url!'],
  ])('refuses %s=%p', (name, value) => {
    expect(messageFor({ ...complete, [name]: value })).toContain(`${name}: `);
  });

  it('never shows the value of a secret', () => {
    const message = messageFor({ ...complete, LAUNCH_KEY: 'too-short-a-secret', DATABASE_PASSWORD: '' });
    expect(message).toContain('LAUNCH_KEY');
    expect(message).toContain('DATABASE_PASSWORD');
    expect(message).not.toContain('too-short-a-secret');
  });
});
