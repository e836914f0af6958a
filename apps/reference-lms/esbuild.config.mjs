import { build } from 'esbuild';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';

const here = import.meta.dirname;
const dist = join(here, 'dist');

await rm(dist, { recursive: true, force: true });
await build({
  entryPoints: ['main.ts', 'healthcheck.ts'].map((file) => join(here, 'src', file)),
  outdir: dist,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // Less to read at start and to keep in memory; names stay, so that stack traces can be read.
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: 'linked',
  sourcesContent: false,
  // pg loads its native variant only where it is asked for.
  external: ['pg-native'],
  // Most dependencies are CommonJS and call `require`, which an ES module does not have.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
});
await cp(join(here, 'migrations'), join(dist, 'migrations'), { recursive: true });
