/** What AWS Lambda starts for a function, as a command that `entries/lambda.ts` follows to the file of the handler. */
import { lambdaScripts } from '../../knowledge/telemetry/opentelemetry/lambda.ts';
import type { Command, Word } from '../../model/production.ts';
import { basename } from '../paths.ts';
import type { DataScalar } from '../text/dataTree.ts';

export function functionCommand(file: string, runtime: string, handler: DataScalar, wrapper: string | null): Command {
  const { range } = handler;
  const made = (value: string): Word => ({ file, range, value, style: 'words', exact: false, dynamic: false });
  const value = handler.value ?? '';
  const isOpen = handler.computed === true || /\$\{/.test(value);
  const before = wrapper !== null && lambdaScripts.has(basename(wrapper)) ? [made(wrapper)] : [];
  const words = [...before, made('lambda-runtime'), made(runtime), { ...made(value), dynamic: isOpen }];
  return { form: 'exec', words, location: { file, range } };
}
