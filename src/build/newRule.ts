/** `npm run new-rule <area>/<id>`: the file of a rule and its test, ready to be filled in. */
import { access, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Area } from '../model/rule.ts';

const project = path.resolve(fileURLToPath(import.meta.url), '../../..');

/** Every area, so that a new one is added to the type first. */
const areas: Readonly<Record<Area, true>> = {
  launch: true,
  logging: true,
  tracing: true,
  flags: true,
  rollout: true,
  pipeline: true,
  compliance: true,
  architecture: true,
  review: true,
  suppression: true,
};

/** What a rule begins as: path below the project, and text. */
export function scaffold(area: string, id: string): { readonly file: string; readonly text: string }[] {
  const name = id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [
    {
      file: `src/rules/${area}/${id}.ts`,
      text: `/** What somebody on call would see, in a sentence or two. */
import { defineRule } from '../../model/rule.ts';

export const ${name} = defineRule({
  id: '${id}',
  area: '${area}',
  severity: 'warning',
  scope: 'file',
  summary: 'The fault, in one line that ends with a full stop.',
  why: 'What production does when this is left as it is, and when it is no fault.',
  fixes: 'What the fixes change, and how safe that is. There is none.',
  examples: {
    python: { bad: '[|pass|]\\n', good: 'pass\\n' },
  },
  check: () => [],
});
`,
    },
    {
      file: `test/rules/${area}/${id}.test.ts`,
      text: `import { ${name} } from '../../../src/rules/${area}/${id}.ts';
import { check } from '../../support/check.ts';

describe('${id}', () => {
  it('finds what is between the marks', () => check(${name}, 'python', '[|pass|]\\n'));
});
`,
    },
  ];
}

/** Null when the argument names a rule that can be made, else what is wrong with it. */
export function refusal(argument: string | undefined): string | null {
  const [area = '', id = '', rest] = (argument ?? '').split('/');
  if (rest !== undefined || id === '') return 'usage: npm run new-rule <area>/<id>';
  if (!Object.hasOwn(areas, area)) return `there is no area "${area}"; the areas are ${Object.keys(areas).join(', ')}`;
  return /^[a-z]+(?:-[a-z]+)*$/.test(id) ? null : `the id is the name of the fault in kebab case, not "${id}"`;
}

async function main(argument: string | undefined): Promise<void> {
  const reason = refusal(argument);
  if (reason !== null || argument === undefined) {
    console.error(reason);
    process.exitCode = 2;
    return;
  }
  const [area = '', id = ''] = argument.split('/');
  for (const { file, text } of scaffold(area, id)) {
    const target = path.join(project, file);
    const present = await access(target).then(
      () => true,
      () => false,
    );
    if (present) {
      console.error(`${file} is there already and is left as it is`);
      process.exitCode = 1;
      continue;
    }
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
    console.log(`wrote ${file}`);
  }
  console.log('Fill both in, then `npm run generate` adds the rule to the index and writes its page.');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  await main(process.argv[2]);
