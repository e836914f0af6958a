import { faultsOf, proofsIn } from './proofs.ts';
import { textOf, texts } from './workspace-files.ts';

const document = 'docs/requirements.md';
const [, ...sections] = textOf(document).split(/^### /m);

/** By the requirement's number: where its proofs are listed. */
const requirements = new Map(
  sections.map((section) => [/^R\d+/.exec(section)?.[0] ?? section, section.slice(section.indexOf('\n- '))]),
);

describe('the requirements', () => {
  it('are numbered without a gap', () => {
    expect([...requirements.keys()]).toEqual(Array.from(requirements, (_, index) => `R${index + 1}`));
  });

  it.each([...requirements])('%s has proofs, which exist', (_, section) => {
    const proofs = proofsIn(section);
    expect(proofs).not.toEqual([]);
    expect(proofs.flatMap((proof) => faultsOf(proof))).toEqual([]);
  });

  it('are all that is cited by such a number, anywhere in the workspace', () => {
    const unknown = [...texts].flatMap(([file, text]) =>
      [...text.matchAll(/\bR\d{1,2}\b/g)]
        .filter(([id]) => !requirements.has(id))
        .map(([id]) => `${file}: ${id}`),
    );
    expect(unknown).toEqual([]);
  });

  it('name every file whose tests cite them', () => {
    const tests = [...texts].filter(([file]) => file.endsWith('.spec.ts') && !file.startsWith('tools/'));
    const unnamed = tests.flatMap(([file, text]) =>
      [...text.matchAll(/^\s*it\(.*/gm)]
        .flatMap(([title]) => title.match(/\bR\d{1,2}\b/g) ?? [])
        .filter((id) => !requirements.get(id)?.includes(`\`${file}\``))
        .map((id) => `${id}: ${file}`),
    );
    expect(unnamed).toEqual([]);
  });
});

describe('the unit tests', () => {
  const resources = (file: string) =>
    [...textOf(file).matchAll(/from '@cdktf\/provider-aws\/lib\/([\w-]+)'/g)].map(([, type]) => type);
  const libraries = new Set([...texts.keys()].flatMap((file) => /^libs\/\w+/.exec(file)?.[0] ?? []));

  it.each([...libraries])('R17: every resource that %s makes is looked at by its unit tests', (library) => {
    const sources = [...texts.keys()].filter((file) => file.startsWith(`${library}/src/`));
    const tested = sources.filter((file) => file.endsWith('.spec.ts')).flatMap(resources);
    const made = sources.filter((file) => !/\.spec\.ts$|\/testing\//.test(file)).flatMap(resources);
    expect(made.filter((type) => !tested.includes(type))).toEqual([]);
  });
});
