import { k6Module } from '../tools/k6.ts';

/** Where the toolchain puts a k6 that it has built. */
export const K6_FOLDER = `k6-${k6Module.version.slice(1)}-go`;

/** A `go` that has k6's module, and builds it by a script that finds the program to make in `$FILE`. */
export const goForK6 = (script: string) => `
if [ "$1" = mod ]; then
  echo '{ "Path": "${k6Module.path}", "Sum": "${k6Module.sum}", "Dir": "/" }'
  exit
fi
while [ $# -gt 2 ]; do shift; done
FILE=$1
${script}`;
