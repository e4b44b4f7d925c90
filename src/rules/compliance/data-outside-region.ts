/** Code or a manifest names a region that data may not be in. */
import { isGlobal, isUnsettled, regionPattern, saysWhere } from '../../knowledge/regions.ts';
import type { Evidence } from '../../model/finding.ts';
import { globMatcher } from '../../model/glob.ts';
import { defineRule, type Draft } from '../../model/rule.ts';
import { lineEnd, lineStart } from '../../model/text.ts';
import { isTestPath, isToolPath } from '../paths.ts';

const profile = 'version: 1\ncompliance:\n  regions: [eu-central-1]\n';
const procfile = { Procfile: 'web: python app.py\n', 'prodaware.yaml': profile };

/** A file that names so many lists what there is. */
const list = 3;

export const dataOutsideRegion = defineRule({
  id: 'data-outside-region',
  area: 'compliance',
  severity: 'warning',
  scope: 'production',
  summary: 'Code or a manifest puts something into a region that data may not be in.',
  why:
    'Where personal data may be is a matter of contracts and of law, and a region is one word in a client of a cloud. ' +
    '`compliance.regions` of the profile says which ones data may be in (`eu-*` for all that begin so).\n\n' +
    'What production runs and what starts it is read: regions of AWS, Google Cloud and Azure on lines that say where ' +
    'something is. Files that list many regions, services that are in one region for everybody (CloudFront, IAM, ' +
    'certificates), tests, tools and documents are left alone.',
  fixes: 'There is none: data that is in the wrong place has to be moved.',
  examples: {
    python: {
      bad: { ...procfile, 'app.py': 'import boto3\n\ns3 = boto3.client("s3", region_name="[|us-east-1|]")\n' },
      good: { ...procfile, 'app.py': 'import boto3\n\ns3 = boto3.client("s3", region_name="eu-central-1")\n' },
    },
  },
  check({ profile: loaded, paths, source }) {
    const regions = loaded?.value.compliance?.regions ?? [];
    if (loaded === null || regions.length === 0) return [];
    const { matches } = globMatcher(regions);
    const range = loaded.locate(['compliance', 'regions']);
    const evidence: Evidence[] = range === null ? [] : [{ file: loaded.file, range, label: 'the profile says where' }];
    return paths.flatMap((path): Draft[] => {
      if (path === loaded.file || isTestPath(path) || isToolPath(path) || isElsewhere.test(path) || isGlobal.test(path))
        return [];
      const text = source(path)?.text ?? '';
      const named = [...text.matchAll(regionPattern)];
      const names = new Set(named.map(({ groups }) => groups?.['region'] ?? ''));
      if (names.size === 0 || names.size >= list) return [];
      const tests = path.endsWith('.rs') ? text.indexOf('#[cfg(test)]') : -1;
      return named.flatMap(({ index, groups }): Draft[] => {
        const region = groups?.['region'] ?? '';
        const start = lineStart(text, index);
        const line = text.slice(start, lineEnd(text, index));
        if (matches(region) || !saysWhere.test(line) || isComment.test(line)) return [];
        if (isUnsettled.test(line) || !isWholeValue(line, index - start, region)) return [];
        if (tests !== -1 && index > tests) return [];
        if (isGlobal.test(text.slice(lineStart(text, Math.max(0, start - 120)), start + line.length))) return [];
        const message = `${region} is none of the regions data may be in: ${regions.join(', ')}`;
        const place = { start: index, end: index + region.length };
        return [{ file: path, range: place, message, evidence }];
      });
    });
  },
});

/** A value as a whole, with the letter of a zone or without, or the name of a host. */
function isWholeValue(line: string, at: number, region: string): boolean {
  const [before, behind] = [line.slice(0, at), line.slice(at + region.length)];
  const isQuoted = /["'`]$/.test(before) && /^(?:-?[a-f])?["'`]/.test(behind);
  const isScalar = /[:=]\s*$/.test(before) && /^(?:-?[a-f])?\s*[,}]?\s*(?:#.*)?$/.test(behind);
  return isQuoted || isScalar || (/[./-]$/.test(before) && /^\.[a-z]+\.[a-z]+/.test(behind));
}

/** Documents, lists of versions, what no production reads, and pipelines that deploy nothing. */
const isElsewhere =
  /\.(?:md|mdx|rst|adoc|txt|lock|svg|html|d\.ts)$|(?:^|\/)(?:package-lock|pnpm-lock|yarn)\b|(?:^|\/)(?:vendor|public|generated|openapi|docs?)\b|_test\.|(?:^|[/._-])(?:mocks?|testing|dev|development|local|templates?|scenarios?)[/._-]|(?:^|\/)\.github\/workflows\/(?!.*(?:deploy|release|prod|publish))/i;
const isComment = /^\s*(?:#|\/\/|\*|\/\*|--)/;
