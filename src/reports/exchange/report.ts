/** What is handed to the programs that show findings in a pipeline, whatever form they read. */
import { severities, type Evidence, type Finding } from '../../model/finding.ts';
import type { Rule } from '../../model/rule.ts';
import type { Fault } from '../../model/source.ts';
import { placeText } from '../text.ts';
import type { Places, TextLookup } from '../places.ts';

export interface ExchangeInput {
  readonly findings: readonly Finding[];
  readonly faults: readonly Fault[];
  readonly textOf: TextLookup;
  /** All there are; what is said of a finding's rule is taken from here. */
  readonly rules: readonly Rule[];
  /** Of this program. */
  readonly version: string;
}

/**
 * The same with the paths of the whole checkout: a repository under review may be one folder of it, and who shows findings
 * in a pull request knows files by their path there.
 * @param folder ends with `/`; empty where it is the whole checkout
 */
export function inCheckout<Reported extends Pick<ExchangeInput, 'findings' | 'faults' | 'textOf'>>(
  folder: string,
  reported: Reported,
): Reported {
  if (folder === '') return reported;
  const moved = <Placed extends { readonly file: string }>(placed: Placed): Placed => ({
    ...placed,
    file: folder + placed.file,
  });
  return {
    ...reported,
    findings: reported.findings.map((finding) => ({
      ...moved(finding),
      evidence: finding.evidence.map(moved),
      fixes: finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(moved) })),
    })),
    faults: reported.faults.map((fault) => (fault.file === null ? fault : { ...fault, file: folder + fault.file })),
    textOf: (file, side) => (file.startsWith(folder) ? reported.textOf(file.slice(folder.length), side) : null),
  };
}

/** The worst first, otherwise as they came: readers that stop at a number have read what matters. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity));
}

/** `production runs this: deploy/catalog.json:5:15` */
export function evidenceText(evidence: Evidence, places: Places): string {
  const side = evidence.side === 'before' ? ' in the old text' : '';
  return `${evidence.label}: ${placeText(evidence, places)}${side}`;
}

/** A path as a relative URI reference. */
export function uriOf(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/');
}
