import { execa } from 'execa';
import { interruptTerraformBelow } from './interrupt-terraform.ts';

/**
 * Runs a program that runs Terraform, and outlives whoever started it: when that ends or disconnects, also by SIGKILL,
 * Terraform is interrupted as by Ctrl-C, saves its state and releases its lock.
 *
 *     node guarded-program.ts FILE ARGS…
 */
const [file = '', ...args] = process.argv.slice(2);
const child = execa(file, args, {
  // That which whoever started it has chosen for the program.
  env: process.env,
  extendEnv: false,
  stdin: 'ignore',
  all: true,
  buffer: false,
  preferLocal: true,
  localDir: process.cwd(),
  reject: false,
  // In a process group of its own: Ctrl-C would end cdktf at once, and Terraform with it, lock held.
  detached: true,
  cleanup: false,
});
// Whoever reads it may be gone; Terraform would die of a closed pipe.
process.stdout.on('error', () => undefined);
child.all.on('data', (output: Buffer) => process.stdout.write(output));
let interruption: Promise<void> | undefined;
process.once('disconnect', () => (interruption = interruptTerraformBelow(child)));
// `disconnect` is what interrupts it: signals are for whoever started it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
const { exitCode = 1 } = await child;
await interruption;
process.exit(exitCode);
