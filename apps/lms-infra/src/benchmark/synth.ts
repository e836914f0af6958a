import { projectRoot } from '../project-root.ts';
import { judged, mediansOf, type Row } from './measure.ts';

/** As the target `synth` does: collecting what was just made more often takes 15 MB less, and no time. */
const SMALL_HEAP = '--max-semi-space-size=8';

/** Synthesizes all stacks of the stage several times, as we import the provider and as one would by its package's name. */
export async function benchmarkSynth(runs: number, signal: AbortSignal): Promise<Row[]> {
  const synth = [SMALL_HEAP, '--conditions=@edutechbr/source', '--import', 'tsx', 'src/cli.ts', 'synth'];
  const common = { cwd: projectRoot, minutes: 2, signal };
  const deep = await mediansOf({ ...common, title: 'synth', args: synth }, runs);
  const barrel = await mediansOf(
    { ...common, title: 'synth with barrel imports', args: ['--require', '@cdktf/provider-aws', ...synth] },
    runs,
  );
  const node = await mediansOf({ ...common, title: 'node alone', args: ['--eval', '0'] }, runs);
  return [
    ['synth', figures(deep), `${judged(deep.seconds, 1.5, 's')}, ${judged(inMb(deep.mib), 200, 'MB')}`],
    ['synth with barrel imports', figures(barrel), ''],
    ['node alone', figures(node), ''],
  ];
}

const inMb = (mib: number) => (mib * 2 ** 20) / 1e6;

const figures = ({ seconds, mib }: { readonly seconds: number; readonly mib: number }) =>
  `${seconds.toFixed(2)} s, ${Math.round(inMb(mib))} MB`;
