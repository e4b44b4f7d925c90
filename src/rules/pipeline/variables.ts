/** Variables that staging and production set under names that differ in a letter. */
import { distance } from 'fastest-levenshtein';
import type { Launch, Production, Service, Variable } from '../../model/production.ts';
import type { Draft } from '../../model/rule.ts';

/** Where both environments start the same program, and nothing else may set a variable there. */
export function misspeltVariables({ services }: Production): Draft[] {
  return services.flatMap((service) =>
    service.launches
      .filter((launch) => launch.environment === 'production' && openTo(launch) !== null)
      .flatMap((launch) => {
        const twin = service.launches.find((other) => isTwin(other, launch));
        return twin === undefined ? [] : misspelt(service, launch, twin);
      }),
  );
}

function isTwin(other: Launch, launch: Launch): boolean {
  return (
    other.environment === 'staging' &&
    other.launcher === launch.launcher &&
    openTo(other) === openTo(launch) &&
    wordsOf(other) === wordsOf(launch)
  );
}

/** Images that may set others: the same for both set the same. Null where a secret or a file may, which may differ. */
function openTo({ openVariables }: Launch): string | null {
  const labels = openVariables.map(({ label }) => label);
  return labels.every((label) => label.startsWith('image ')) ? labels.join() : null;
}

const wordsOf = ({ argv }: Launch): string => argv.map(({ value }) => value).join(' ');

function misspelt(service: Service, launch: Launch, twin: Launch): Draft[] {
  const only = (one: Launch, other: Launch): readonly Variable[] => {
    const known = new Set(other.variables.map(({ name }) => name));
    return one.variables.filter(({ name }) => !known.has(name));
  };
  const theirs = only(twin, launch);
  return only(launch, twin).flatMap((variable): Draft[] => {
    const [meant, ...others] = theirs.filter(({ name }) => isNear(name, variable.name));
    if (meant === undefined || others.length > 0) return [];
    return [
      {
        file: variable.file,
        range: variable.range,
        message: `production gives ${service.name} ${variable.name}, and staging ${meant.name}`,
        service: service.name,
        environment: 'production',
        evidence: [{ file: meant.file, range: meant.range, label: 'staging sets this' }],
      },
    ];
  });
}

const shortest = 6;

/** One letter more, less, other, or two in the other order; numbers tell names apart on purpose. */
function isNear(one: string, other: string): boolean {
  if (Math.min(one.length, other.length) < shortest || one.replace(/\d+/g, '') === other.replace(/\d+/g, ''))
    return false;
  const between = distance(one, other);
  return between === 1 || (between === 2 && lettersOf(one) === lettersOf(other));
}

const lettersOf = (name: string): string => name.split('').sort().join('');
