import { childEnvironment, environmentFor, type ProgramKind } from './child-environment.ts';

/** What a person may have set for other work; each has once changed what one of our programs did. */
const hostile = {
  ...{ AWS_PROFILE: 'nobody', AWS_ACCESS_KEY_ID: 'key', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
  ...{ AWS_CA_BUNDLE: '/nowhere', AWS_USE_FIPS_ENDPOINT: 'true', AWS_REGION: 'us-east-1' },
  ...{
    TF_WORKSPACE: 'staging',
    TF_DATA_DIR: '/nowhere',
    TF_CLI_ARGS: '-destroy',
    TF_CLI_ARGS_plan: '-destroy',
  },
  ...{ TF_VAR_name: 'other', K6_NO_SUMMARY: 'true', K6_DURATION: '10s', GOGC: '1', NODE_ENV: 'production' },
  ...{
    HTTP_PROXY: 'http://127.0.0.1:1',
    HTTPS_PROXY: 'http://127.0.0.1:1',
    https_proxy: 'http://127.0.0.1:1',
  },
  ...{ NODE_OPTIONS: '--throw-deprecation', TZ: 'Pacific/Apia', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' },
};
const machine = { PATH: '/usr/bin', HOME: '/home/maria' };
const fixed = { LC_ALL: 'C.UTF-8', TZ: 'UTC' };

const namesFor = (program: ProgramKind, LMS_STAGE: string) =>
  Object.keys(environmentFor(program, {}, { ...machine, ...hostile, LMS_STAGE }))
    .filter((name) => !['PATH', 'HOME', 'LMS_STAGE'].includes(name))
    .sort();

describe('of what a person has set', () => {
  const withoutAws = ['AWS_CONFIG_FILE', 'AWS_EC2_METADATA_DISABLED', 'AWS_SHARED_CREDENTIALS_FILE'];
  const proxies = ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy'];

  it.each<ProgramKind>(['terraform', 'k6', 'system'])('%s gets nothing on the local stage', (program) => {
    expect(namesFor(program, 'local')).toEqual([...withoutAws, 'LC_ALL', 'TZ']);
  });

  it.each<ProgramKind>(['own', 'download'])(
    '%s gets the proxy only, by which tools are fetched',
    (program) => {
      expect(namesFor(program, 'local')).toEqual([
        ...withoutAws,
        ...proxies.slice(0, 2),
        'LC_ALL',
        'TZ',
        'https_proxy',
      ]);
    },
  );

  it('Terraform gets who asks and by which way on AWS, and nothing that changes what it deploys', () => {
    expect(namesFor('terraform', 'production')).toEqual(
      ['AWS_ACCESS_KEY_ID', 'AWS_CA_BUNDLE', 'AWS_PROFILE', 'AWS_REGION', ...proxies, 'LC_ALL', 'TZ'].sort(),
    );
  });

  it('k6 gets the proxy on AWS, and no credentials', () => {
    expect(namesFor('k6', 'production')).toEqual([...proxies, 'LC_ALL', 'TZ'].sort());
  });
});

it('is of the stage that the program is started for, whichever this one works on', () => {
  const inherited = { ...machine, ...hostile, LMS_STAGE: 'production' };
  expect(environmentFor('terraform', { LMS_STAGE: 'local' }, inherited)).not.toHaveProperty('AWS_PROFILE');
});

it('is what is added, before what is inherited', () => {
  const environment = environmentFor('own', { TZ: undefined, HOME: '/srv' }, machine);
  expect(environment).toMatchObject({ PATH: '/usr/bin', HOME: '/srv', LC_ALL: fixed.LC_ALL });
  expect(environment).not.toHaveProperty('TZ');
});

it('is all that a started program gets', () => {
  expect(childEnvironment('system')).toMatchObject({ extendEnv: false });
});
