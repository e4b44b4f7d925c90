/** Contracts in the change, and who uses them. */
import { contractKind } from '../../knowledge/contracts.ts';
import { isTestPath } from '../../rules/paths.ts';
import { isAbout } from '../../rules/rollout/contracts/consumers.ts';
import { listed } from '../changedCode.ts';
import type { ItemDraft, ItemKind } from '../kind.ts';
import { changeEvidence, profileEvidence } from '../places.ts';

export const contractItems: ItemKind = {
  name: 'contract',
  place: 80,
  items({ files, profile }) {
    const items: ItemDraft[] = [];
    const named = new Set<string>();
    for (const [index, { contract, usedBy }] of (profile?.value.consumers ?? []).entries()) {
      const path = contract.replace(/^\.\//, '');
      const own = files.filter(({ change }) => isAbout(contract, change));
      if (profile === null || own.length === 0) continue;
      for (const { change } of own) named.add(change.path);
      items.push({
        kind: 'manual',
        id: `contract:${path}`,
        title: `${usedBy.length === 0 ? 'Whoever uses it' : listed(usedBy)} can work with the changed ${path}`,
        detail: '',
        required: true,
        service: null,
        evidence: [
          ...own.map(({ change }) => changeEvidence(change, 'changed contract')),
          ...profileEvidence(profile, ['consumers', index]),
        ],
        about: own.map(({ change }) => change),
      });
    }
    const others = files.flatMap(({ change }) => {
      const kind = isTestPath(change.path) ? null : contractKind(change.path, change.after ?? change.before ?? '');
      return kind === null || named.has(change.path) ? [] : [{ change, kind }];
    });
    if (others.length > 0) {
      const told = others.map(({ change, kind }) => `${change.path} (${kind})`);
      items.push({
        kind: 'automatic',
        id: 'contract',
        title: 'Whoever uses the changed contracts can work with them',
        detail: `${listed(told)}: nothing here says who uses ${others.length === 1 ? 'it' : 'them'} (consumers in prodaware.yaml)`,
        state: 'unknown',
        required: false,
        service: null,
        evidence: others.map(({ change }) => changeEvidence(change, 'changed contract')),
        about: others.map(({ change }) => change),
      });
    }
    return items;
  },
};
