/** A file of declarative configuration is named, and variables beside it that it does not name hold for nothing. */
import {
  configurationVariables,
  dotnetConfigurationSwitch,
  replacedByConfiguration,
} from '../../../knowledge/telemetryUnread.ts';
import type { Launch } from '../../../model/production.ts';
import type { ProductionContext } from '../../../model/rule.ts';
import { baseName } from '../launches.ts';
import type { Ignored } from './ignored.ts';

export function replacedSettings(context: ProductionContext, launch: Launch): Ignored | null {
  const { variables, telemetry } = launch;
  const started = telemetry.paths.filter(({ vendor, state }) => vendor === 'opentelemetry' && state === 'active');
  if (started.length === 0 || started.some(({ mechanism }) => mechanism === 'in-code')) return null;
  const named = variables.find(({ name, value }) => configurationVariables.includes(name) && value !== null);
  const file = baseName(named?.value ?? '');
  const [path, ...others] = context.paths.filter((one) => baseName(one) === file);
  const text = path === undefined || others.length > 0 ? undefined : context.source(path)?.text;
  if (named === undefined || path === undefined || text === undefined || !/^\s*["']?file_format\b/m.test(text))
    return null;
  const isDotnet = variables.some(({ name }) => /^(?:CORECLR|DOTNET|OTEL_DOTNET)_/.test(name));
  if (isDotnet && variables.find(({ name }) => name === dotnetConfigurationSwitch)?.value !== 'true') return null;
  const unread = variables.find(
    ({ name, value }) =>
      replacedByConfiguration.test(name) &&
      !text.includes(name) &&
      // What the file says itself is lost by nobody.
      (value === null || !text.includes(value)),
  );
  if (unread === undefined) return null;
  return {
    place: unread,
    why: `where ${named.name} names a file, ${unread.name} holds only if the file says \${${unread.name}}, and ${path} does not`,
    evidence: [{ file: named.file, range: named.range, label: 'the file stands over variables' }],
    fix: null,
    isSetting: true,
  };
}
