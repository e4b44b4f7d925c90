/** Which clauses say plainly what is so, and where people write down what has to be so. */
import type { Clause } from './clauses.ts';

/** Words after which a clause is no statement of what is. */
const doubt =
  /\b(?:not|never|no longer|don't|doesn't|isn't|aren't|won't|can't|cannot|todo|tbd|should|would|could|might|may|will|plan(?:s|ned)?|instead|example|e\.g|if|unless|previously|formerly|used to|prohibited|forbidden|deprecated|local|locally|development)\b/i;

export function isPlain({ text }: Clause): boolean {
  return !doubt.test(text);
}

const anyPart = /(?:^|\/)(?:claude|agents|deploy|deployment|deploying|operations|contributing)\.(?:md|markdown)$/i;
const copilot = /^\.github\/copilot-instructions\.md$/;
/** Of a README, which speaks of much else, only what stands below such a heading. */
const policyHeading =
  /\b(?:deploy\w*|releas\w*|rollout|infrastructure|pipelines?|ci|cd|continuous|production|operations|merging|pull requests?|gates?|required checks)\b/i;
/** Documents of examples, templates and of what somebody else wrote speak of other repositories. */
const elsewhere =
  /(?:^|\/)(?:examples?|templates?|fixtures?|tests?|testdata|samples?|demos?|vendor|third_party|skills|plugins|packages|node_modules)\//i;

/** Whether the clause stands where a repository writes down how its own changes get to production. */
export function isPolicy({ file, headings }: Clause): boolean {
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  if (elsewhere.test(file) || !/^(?:|docs?\/|\.github\/|\.claude\/)$/i.test(folder)) return false;
  if (anyPart.test(file) || copilot.test(file)) return true;
  return headings.slice(1).some((heading) => policyHeading.test(heading));
}
