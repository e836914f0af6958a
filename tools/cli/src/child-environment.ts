import { devNull } from 'node:os';

/** What a program is, as far as it matters to which inherited environment variables it gets. */
export type ProgramKind =
  /** A Node program of this workspace, Jest with its tests, and Nx, which runs them. */
  | 'own'
  /** Terraform, and cdktf, which runs it. */
  | 'terraform'
  | 'k6'
  /** What the toolchain asks and runs to get a tool: curl, go, pip, apt. */
  | 'download'
  /** What answers about this machine or changes files on it: git, ps, sh. */
  | 'system';

type Environment = Readonly<Record<string, string | undefined>>;

/** Names of variables; a `*` at the end stands for whatever follows. */
const groups = {
  machine: [
    ...[
      'PATH',
      'HOME',
      'USER',
      'LOGNAME',
      'SHELL',
      'TMPDIR',
      'LD_LIBRARY_PATH',
      'XDG_*',
      'DBUS_SESSION_BUS_ADDRESS',
    ],
    ...['TERM', 'COLORTERM', 'COLUMNS', 'FORCE_COLOR', 'NO_COLOR', 'CI'],
    // By which version managers know which Node or Python their `node` and `python3` are.
    ...['PYENV_*', 'ASDF_*', 'MISE_*', 'NODENV_*', 'VOLTA_HOME'],
  ],
  ours: [
    ...[
      'LMS_*',
      'ENVIRONMENT_SUFFIX',
      'WORKLOAD',
      'SESSIONS',
      'LOAD_GOGC',
      'LOAD_TEST_RUN',
      'EDUTECHBR_*',
      'PEAK_MEMORY_FILE',
    ],
    // cdktf's words to the app, and Jest's to its workers.
    ...['CDKTF_*', 'JEST_WORKER_ID'],
  ],
  nx: ['NX_DAEMON', 'NX_TUI', 'NX_PARALLEL', 'NX_CACHE_DIRECTORY', 'NX_SKIP_NX_CACHE', 'NX_VERBOSE_LOGGING'],
  network: [
    ...[
      'HTTP_PROXY',
      'HTTPS_PROXY',
      'NO_PROXY',
      'ALL_PROXY',
      'http_proxy',
      'https_proxy',
      'no_proxy',
      'all_proxy',
    ],
    ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'NODE_EXTRA_CA_CERTS'],
  ],
  downloads: [
    ...['npm_config_*', 'NPM_CONFIG_*', 'PIP_*', 'CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE', 'GIT_SSL_CAINFO'],
    ...[
      'GOPROXY',
      'GOFLAGS',
      'GOPRIVATE',
      'GONOPROXY',
      'GONOSUMDB',
      'GOSUMDB',
      'GOINSECURE',
      'GOAUTH',
      'GOENV',
    ],
    ...['GOPATH', 'GOMODCACHE', 'GOCACHE', 'GOTMPDIR', 'GOROOT', 'GOTOOLCHAIN'],
    ...['TF_PLUGIN_MIRROR', 'TF_CLI_CONFIG_FILE', 'APT_CONFIG', 'DEBIAN_FRONTEND', 'HOMEBREW_*'],
  ],
  terraform: ['TF_CLI_CONFIG_FILE', 'TF_PLUGIN_CACHE_DIR', 'TF_TOKEN_*', 'TF_LOG', 'TF_LOG_PATH'],
  aws: [
    ...['AWS_PROFILE', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'],
    ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_CA_BUNDLE'],
    ...[
      'AWS_ROLE_ARN',
      'AWS_ROLE_SESSION_NAME',
      'AWS_WEB_IDENTITY_TOKEN_FILE',
      'AWS_CONTAINER_*',
      'AWS_EC2_METADATA_*',
    ],
    'NODE_USE_ENV_PROXY',
  ],
} as const;

type Group = keyof typeof groups;

/** Which variables pass to which program; those of `onAws` only where the stage is not this machine's. */
const passes: Readonly<
  Record<ProgramKind, { readonly always: readonly Group[]; readonly onAws: readonly Group[] }>
> = {
  own: { always: ['machine', 'ours', 'nx', 'downloads', 'network'], onAws: ['aws', 'terraform'] },
  terraform: { always: ['machine', 'ours'], onAws: ['aws', 'terraform', 'network'] },
  k6: { always: ['machine'], onAws: ['network'] },
  download: { always: ['machine', 'ours', 'downloads', 'network'], onAws: [] },
  system: { always: ['machine'], onAws: [] },
};

/** What programs print and compute with does not depend on where their user lives. */
const fixed = { LC_ALL: 'C.UTF-8', TZ: 'UTC' };

/** No profile, no region and no endpoint of somebody's AWS account reaches what talks to the emulator. */
const withoutAws = {
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** What changed AWS stages if it passed; whoever sets it is told that it does not. */
const refused = [
  ...['TF_WORKSPACE', 'TF_DATA_DIR', 'TF_CLI_ARGS*', 'TF_VAR_*'],
  ...['AWS_ENDPOINT_URL*', 'AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'],
];

/**
 * The whole environment of a program that is started: what passes of this process's own, and what is added. The stage is
 * what `LMS_STAGE` says in the two, the local one when neither does (docs/decisions/workspace-environment.md).
 *
 * @param additions win over what is inherited; undefined takes a variable away
 * @param inherited @default - this process's environment
 */
export function environmentFor(
  program: ProgramKind,
  additions: Environment = {},
  inherited: Environment = process.env,
): Record<string, string> {
  const { always, onAws } = passes[program];
  const local = isLocal({ ...inherited, ...additions });
  const names = [...always, ...(local ? [] : onAws)].flatMap((group): readonly string[] => groups[group]);
  const passed = Object.entries(inherited).filter(([name]) => matches(names, name));
  const entries = Object.entries({
    ...Object.fromEntries(passed),
    ...fixed,
    ...(local && withoutAws),
    ...additions,
  });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Options of execa and of `spawn` for a program of this kind: without them it would get all that is inherited. */
export function childEnvironment(program: ProgramKind, additions?: Environment) {
  return { env: environmentFor(program, additions), extendEnv: false } as const;
}

/**
 * Takes out of this process's own environment what does not pass to our programs: libraries read it, too.
 *
 * @returns what was set and would have changed what is deployed on AWS
 */
export function cleanOwnEnvironment(): string[] {
  const own = environmentFor('own');
  const dropped = Object.keys(process.env).filter((name) => !(name in own));
  for (const name of dropped) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, own);
  return isLocal(own) ? [] : dropped.filter((name) => matches(refused, name));
}

function isLocal({ LMS_STAGE }: Environment): boolean {
  return LMS_STAGE === undefined || LMS_STAGE === 'local';
}

function matches(names: readonly string[], name: string): boolean {
  return names.some((known) => (known.endsWith('*') ? name.startsWith(known.slice(0, -1)) : name === known));
}
