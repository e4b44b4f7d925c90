/**
 * What is deployed to Cloud Run, by `gcloud run deploy` and by the action of GitHub: command, arguments and variables
 * stand over those of the image.
 * Facts: https://cloud.google.com/sdk/gcloud/reference/run/deploy
 */
import type { Command, ImageReference, ProcessDeclaration, Variable, Word } from '../../../model/production.ts';
import type { Location } from '../../../model/text.ts';
import { basename, join } from '../../paths.ts';
import { processOf } from '../declare.ts';
import { flagsOf, type Flags, type Statement } from './statements.ts';

const launcher = 'cloud-run';
const switches =
  /^--(?:allow-unauthenticated|no-.*|quiet|async|use-http2|cpu-throttling|cpu-boost|execute-now|wait|verbosity|tag-.*|session-affinity|gpu-zonal-redundancy|default-url|invoker-iam-check|automatic-updates|deploy-health-check)$|^-q$/;

/** The words behind `gcloud`, without release tracks; null where it deploys nothing to Cloud Run. */
export function cloudRunDeploy({ words, source }: Statement): ProcessDeclaration | null {
  const rest = words.slice(1).filter(({ value }) => !/^(?:alpha|beta)$/.test(value));
  const plain = rest.map(({ value }) => value);
  if (plain[0] !== 'run') return null;
  const isJob = plain[1] === 'jobs';
  const verb = isJob || plain[1] === 'services' || plain[1] === 'worker-pools' ? plain[2] : plain[1];
  if (!/^(?:deploy|create|update)$/.test(verb ?? '') || (verb !== 'deploy' && plain[1] === verb)) return null;
  const flags = flagsOf(rest.slice(plain.indexOf(verb ?? '') + 1), (flag) => switches.test(flag));
  const location = { file: source.file, range: source.range };
  return declared(flags, flags.positionals[0] ?? null, location, isJob);
}

/** @param flags as of the command line */
export function cloudRunService(
  name: Word | null,
  image: Word | null,
  flags: readonly Word[],
  variables: readonly Variable[],
  location: Location,
): ProcessDeclaration {
  const given = flagsOf(flags, (flag) => switches.test(flag));
  const process = declared(given, name, location, false);
  const own = image === null ? process.image : named(image);
  return { ...process, image: own, variables: [...variables, ...process.variables] };
}

function declared(flags: Flags, name: Word | null, location: Location, oneShot: boolean): ProcessDeclaration {
  const image = flags.value('--image');
  const source = flags.value('--source');
  const fallback = image === null || image.dynamic ? 'cloud-run' : basename(image.value).replace(/[:@].*$/, '');
  return processOf({
    launcher,
    name: name === null || name.dynamic ? fallback : name.value,
    ...location,
    image: image === null ? (source === null ? null : built(source)) : named(image),
    entrypoint: listed(flags.value('--command')),
    arguments: listed(flags.value('--args')),
    variables: [
      ...['--set-env-vars', '--update-env-vars'].flatMap((flag) => flags.values(flag).flatMap(variablesOf)),
      ...['--set-secrets', '--update-secrets'].flatMap((flag) =>
        flags.values(flag).flatMap((word) => variablesOf(word).map((variable) => ({ ...variable, value: null }))),
      ),
    ],
    oneShot,
  });
}

const named = (image: Word): ImageReference => ({
  kind: 'name',
  name: image.dynamic && !image.value.includes('/') ? '${}' : image.value,
  location: { file: image.file, range: image.range },
  isOwn: true,
});

/** A folder is built by its Dockerfile where it has one. */
function built(source: Word): ImageReference {
  const context = join('.', source.value) ?? '.';
  return { kind: 'build', dockerfile: join(context, 'Dockerfile') ?? 'Dockerfile', context, target: null };
}

/** `a,b`, or with another separator: `^;^a;b`. */
function pieces({ value }: Word): readonly string[] {
  const chosen = /^\^([^^]+)\^/.exec(value);
  return chosen === null ? value.split(',') : value.slice(chosen[0].length).split(chosen[1] ?? ',');
}

function listed(word: Word | null): Command | null {
  if (word === null || word.value === '') return null;
  const words = pieces(word).map((value): Word => ({ ...word, value, exact: false, dynamic: /\$[\w{(]/.test(value) }));
  return { form: 'exec', words, location: { file: word.file, range: word.range } };
}

function variablesOf(word: Word): Variable[] {
  const { file, range } = word;
  return pieces(word).flatMap((piece) => {
    const equals = piece.indexOf('=');
    const value = piece.slice(equals + 1);
    const isOpen = /\$[\w{(]/.test(value);
    return equals <= 0
      ? []
      : [{ file, range, name: piece.slice(0, equals), value: isOpen ? null : value, layer: launcher }];
  });
}
