/** The image from which the container of a launch is built, as its Dockerfile says it. */
import type { Launch } from '../../model/production.ts';
import type { ProductionContext } from '../../model/rule.ts';
import type { Location } from '../../model/text.ts';
import { baseName } from './launches.ts';

export interface BaseImage extends Location {
  readonly name: string;
  /** Text of the Dockerfile. */
  readonly text: string;
}

/** Null where the launch shows no Dockerfile, or the image comes from a variable. */
export function imageOf(context: ProductionContext, launch: Launch): BaseImage | null {
  const layer = [launch.commandLocation, ...launch.evidence].find(({ file }) =>
    /^(?:.*\.)?(?:docker|container)file/i.test(baseName(file)),
  );
  const text = layer === undefined ? undefined : context.source(layer.file)?.text;
  if (layer === undefined || text === undefined) return null;
  const stages = new Map<string, BaseImage>();
  let last: BaseImage | null = null;
  for (const match of text.matchAll(/^[ \t]*FROM[ \t]+(?:--platform=\S+[ \t]+)?(\S+)(?:[ \t]+AS[ \t]+(\S+))?/gim)) {
    if (match.index > layer.range.start) break;
    const [, name = '', alias] = match;
    const start = match.index + match[0].indexOf(name);
    last = stages.get(name.toLowerCase()) ?? {
      file: layer.file,
      range: { start, end: start + name.length },
      name,
      text,
    };
    if (alias !== undefined) stages.set(alias.toLowerCase(), last);
  }
  return last === null || last.name.includes('$') ? null : last;
}
