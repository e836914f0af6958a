// What cdktf runs (`--app`) instead of the stage's own app; the argument is the id of the sabotage.
import { ExitError, runProgram } from '@edutechbr/cli';
import { loadStage } from '@edutechbr/lms-infra/program';
import { sabotages } from './sabotages/index.ts';
import { synthesizeSabotaged } from './synthesize.ts';

runProgram(async () => {
  const [id] = process.argv.slice(2);
  const sabotage = sabotages.find((each) => each.id === id);
  if (!sabotage) throw new ExitError('wrongUsage', `there is no sabotage ${id}`);
  synthesizeSabotaged(loadStage(process.env), process.env['CDKTF_OUTDIR'] ?? 'cdktf.out', sabotage);
});
