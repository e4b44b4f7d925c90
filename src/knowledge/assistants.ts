/**
 * Coding assistants as commits name them: who they commit as, what they sign with, and the trailers that tell of them.
 * A name that people have as well (Claude, Devin, Jules) counts with its address only.
 */

export interface Assistant {
  /** For people. */
  readonly name: string;
  /** Addresses of authors and of `Co-authored-by`, lower case. */
  readonly addresses: readonly string[];
  /** Accounts of the forge, lower case: `login` of `123+login@users.noreply.github.com`, and authors called so. */
  readonly logins: readonly string[];
  /** Names in `Co-authored-by` that nobody else has; null: addresses only. */
  readonly signature: RegExp | null;
  /** How trailers that name a tool start, and what stands behind `Generated with`. */
  readonly tool: RegExp;
  /** Where this was seen. */
  readonly source: string;
}

export const assistants: readonly Assistant[] = [
  {
    name: 'Claude Code',
    addresses: ['noreply@anthropic.com', 'claude@anthropic.com'],
    logins: ['claude[bot]', 'anthropic-claude[bot]', 'claude-code-action[bot]'],
    signature: /^claude (?:code|opus|sonnet|haiku|\d)/i,
    tool: /^claude\b/i,
    source: 'docs.claude.com: settings, `attribution`; default trailer of its commits',
  },
  {
    name: 'Copilot',
    addresses: ['copilot@github.com'],
    logins: ['copilot', 'copilot[bot]', 'copilot-swe-agent', 'copilot-swe-agent[bot]', 'github-copilot[bot]'],
    signature: /^(?:github )?copilot\b/i,
    tool: /^(?:github[ -])?copilot\b/i,
    source: 'docs.github.com: Copilot coding agent commits as copilot-swe-agent[bot]; VS Code `git.addAICoAuthor`',
  },
  {
    name: 'Cursor',
    addresses: ['cursoragent@cursor.com'],
    logins: ['cursoragent', 'cursor[bot]'],
    signature: /^cursor agent\b/i,
    tool: /^cursor\b/i,
    source: 'Cursor settings, Agents, Attribution: `Co-authored-by: Cursor <cursoragent@cursor.com>`',
  },
  {
    name: 'Codex',
    addresses: ['codex@openai.com', 'noreply@openai.com'],
    logins: ['chatgpt-codex-connector[bot]', 'openai-codex[bot]'],
    signature: /^(?:openai )?codex\b/i,
    tool: /^(?:openai[ -])?codex\b/i,
    source: 'author of commits made through ChatGPT: chatgpt-codex-connector[bot]',
  },
  {
    name: 'Devin',
    addresses: [],
    logins: ['devin-ai-integration[bot]'],
    signature: /^devin ai\b/i,
    tool: /^devin\b/i,
    source: 'docs.devin.ai: GitHub integration',
  },
  {
    name: 'Jules',
    addresses: [],
    logins: ['google-labs-jules[bot]'],
    signature: /^google-labs-jules\b/i,
    tool: /^(?:google[ -])?jules\b/i,
    source: 'jules.google: author of its commits',
  },
  {
    name: 'Gemini',
    addresses: [],
    logins: ['gemini-code-assist[bot]', 'gemini-cli[bot]'],
    signature: /^gemini[ -](?:cli|code)/i,
    tool: /^gemini\b/i,
    source: 'developers.google.com: Gemini Code Assist for GitHub',
  },
  {
    name: 'Aider',
    addresses: ['noreply@aider.chat', 'aider@aider.chat'],
    logins: [],
    signature: /^aider\b/i,
    tool: /^aider\b/i,
    source: 'aider.chat/docs/git.html: `--attribute-co-authored-by`',
  },
  {
    name: 'Amp',
    addresses: ['amp@ampcode.com'],
    logins: [],
    signature: null,
    tool: /^amp\b/i,
    source: 'ampcode.com: `amp.git.commit.coauthor.enabled`',
  },
  {
    name: 'Amazon Q',
    addresses: [],
    logins: ['amazon-q-developer[bot]'],
    signature: /^amazon q\b/i,
    tool: /^amazon[ -]q\b/i,
    source: 'docs.aws.amazon.com: Amazon Q Developer for GitHub',
  },
  {
    name: 'OpenHands',
    addresses: ['openhands@all-hands.dev'],
    logins: ['openhands-agent', 'openhands-ai[bot]'],
    signature: /^openhands\b/i,
    tool: /^openhands\b/i,
    source: 'docs.all-hands.dev: default author of its commits',
  },
  {
    name: 'opencode',
    addresses: ['noreply@opencode.ai'],
    logins: ['opencode-agent[bot]'],
    signature: /^opencode\b/i,
    tool: /^opencode\b/i,
    source: 'opencode.ai/docs: GitHub',
  },
  {
    name: 'Junie',
    addresses: ['junie@jetbrains.com'],
    logins: ['jetbrains-junie[bot]'],
    signature: null,
    tool: /^(?:jetbrains[ -])?junie\b/i,
    source: 'jetbrains.com/help/junie: GitHub action',
  },
  {
    name: 'Replit Agent',
    addresses: ['agent@replit.com'],
    logins: [],
    signature: /^replit agent\b/i,
    tool: /^replit\b/i,
    source: 'author of commits of Replit Agent',
  },
  {
    name: 'Factory Droid',
    addresses: [],
    logins: ['factory-droid[bot]'],
    signature: /^factory[ -]droid\b/i,
    tool: /^factory[ -]droid\b/i,
    source: 'docs.factory.ai: co-author of its commits',
  },
  {
    name: 'Warp',
    addresses: ['agent@warp.dev'],
    logins: [],
    signature: null,
    tool: /^warp\b/i,
    source: 'docs.warp.dev: co-author of its commits',
  },
  {
    name: 'Crush',
    addresses: ['crush@charm.land'],
    logins: [],
    signature: null,
    tool: /^crush\b/i,
    source: 'github.com/charmbracelet/crush: `attribution`',
  },
  {
    name: 'Lovable',
    addresses: [],
    logins: ['gpt-engineer-app[bot]', 'lovable-dev[bot]'],
    signature: null,
    tool: /^lovable\b/i,
    source: 'docs.lovable.dev: GitHub',
  },
  {
    name: 'CodeRabbit',
    addresses: [],
    logins: ['coderabbitai[bot]'],
    signature: /^coderabbit/i,
    tool: /^coderabbit/i,
    source: 'docs.coderabbit.ai: commits of its suggestions',
  },
];

export interface ProvenanceTrailer {
  /** Lower case. */
  readonly key: string;
  /** What its value names: somebody with an address, a tool, or whether an assistant took part. */
  readonly names: 'somebody' | 'tool' | 'whether';
  readonly source: string;
}

export const provenanceTrailers: readonly ProvenanceTrailer[] = [
  { key: 'co-authored-by', names: 'somebody', source: 'docs.github.com: commits with several authors' },
  { key: 'generated-by', names: 'tool', source: 'apache.org/legal/generative-tooling.html' },
  { key: 'generated-with', names: 'tool', source: 'as Generated-by' },
  { key: 'assisted-by', names: 'tool', source: 'docs.kernel.org: process/coding-assistants' },
  { key: 'made-with', names: 'tool', source: 'Cursor' },
  { key: 'ai-tool', names: 'tool', source: 'policies of projects' },
  { key: 'ai-agent', names: 'tool', source: 'policies of projects' },
  { key: 'ai-assisted', names: 'whether', source: 'policies of projects' },
  { key: 'ai-generated', names: 'whether', source: 'policies of projects' },
];
