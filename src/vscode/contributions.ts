/**
 * What the extension adds to VS Code, named once: command ids, settings, when it wakes up. `npm run generate` writes it
 * into package.json, and the code takes the ids from here, so that the two cannot differ. Imports nothing, as every line
 * of it is loaded when the extension wakes up.
 */

export interface CommandContribution {
  readonly command: string;
  readonly title: string;
  /** When it can be used; greyed out otherwise. */
  readonly enablement?: string;
  /** Before the title; without one, the extension's name. */
  readonly category?: string;
  /** Where it is a button. */
  readonly icon?: string;
}

export const category = 'ProdAware';
/** Of what is about a change on its way into production. */
const production = 'Production';

/** Set to the number of folders with a profile. */
export const profilesContextKey = 'prodaware.profiles';

/** Whether there is a review. */
export const reviewContextKey = 'prodaware.hasReview';

export const inFolder = 'workspaceFolderCount != 0';

export const commands = {
  openProfile: { command: 'prodaware.openProfile', title: 'Open Profile', enablement: `${profilesContextKey} > 0` },
  createProfile: {
    command: 'prodaware.createProfile',
    title: 'Create Profile',
    enablement: `${inFolder} && isWorkspaceTrusted`,
  },
  showLaunches: {
    command: 'prodaware.showLaunches',
    title: 'Show How Production Starts This',
    enablement: inFolder,
  },
  checkWorkspace: { command: 'prodaware.checkWorkspace', title: 'Check Workspace', enablement: inFolder },
  reviewChanges: {
    command: 'prodaware.reviewChanges',
    title: 'Review Changes…',
    enablement: inFolder,
    category: production,
    icon: '$(git-pull-request-go-to-changes)',
  },
  openReview: {
    command: 'prodaware.openReview',
    title: 'Show Review',
    enablement: inFolder,
    category: production,
    icon: '$(open-preview)',
  },
  refreshReview: {
    command: 'prodaware.refreshReview',
    title: 'Refresh Review',
    enablement: reviewContextKey,
    category: production,
    icon: '$(refresh)',
  },
  openReviewDiffs: {
    command: 'prodaware.openReviewDiffs',
    title: 'Open Reviewed Changes in Diff Editor',
    enablement: reviewContextKey,
    category: production,
    icon: '$(diff-multiple)',
  },
  checklist: {
    command: 'prodaware.checklist',
    title: 'Checklist before Pull Request',
    enablement: inFolder,
    category: production,
    icon: '$(checklist)',
  },
  refreshChecklist: {
    command: 'prodaware.refreshChecklist',
    title: 'Refresh Checklist',
    enablement: inFolder,
    category: production,
    icon: '$(refresh)',
  },
  copyChecklist: {
    command: 'prodaware.copyChecklist',
    title: 'Copy Checklist as Markdown',
    enablement: inFolder,
    category: production,
    icon: '$(copy)',
  },
  writeChecklist: {
    command: 'prodaware.writeChecklist',
    title: 'Write Checklist to File…',
    enablement: `${inFolder} && isWorkspaceTrusted`,
    category: production,
    icon: '$(save-as)',
  },
  showMap: {
    command: 'prodaware.showMap',
    title: 'Show Production Map',
    enablement: inFolder,
    category: production,
    icon: '$(type-hierarchy-sub)',
  },
  refreshProduction: {
    command: 'prodaware.refreshProduction',
    title: 'Refresh Services and Launches',
    enablement: inFolder,
    category: production,
    icon: '$(refresh)',
  },
  setUpAssistants: {
    command: 'prodaware.setUpAssistants',
    title: 'Set up AI Assistants…',
    enablement: `${inFolder} && isWorkspaceTrusted`,
    category: production,
  },
  generatePipelines: {
    command: 'prodaware.generatePipelines',
    title: 'Generate Pipelines from the Profile…',
    enablement: `${inFolder} && isWorkspaceTrusted`,
    category: production,
  },
  openRulePage: { command: 'prodaware.openRulePage', title: 'Open Rule Page' },
  restartServer: { command: 'prodaware.restartServer', title: 'Restart Server' },
  showOutput: { command: 'prodaware.showOutput', title: 'Show Output' },
} as const satisfies Record<string, CommandContribution>;

/** Behind lenses; not in the palette, as it needs a place to open. */
export const openLocationCommand = 'prodaware.openLocation';

/** Behind the rows of the review tree. */
export const revealInReviewCommand = 'prodaware.revealInReview';

/** In menus of trees; not in the palette, as each needs a row. */
export const openReviewDiffCommand = 'prodaware.openReviewDiff';
export const refuseItemCommand = 'prodaware.refuseChecklistItem';
export const takeAnswerBackCommand = 'prodaware.takeChecklistAnswerBack';
export const openEntryPointCommand = 'prodaware.openEntryPoint';
export const copyLaunchCommand = 'prodaware.copyLaunch';
export const addLaunchToProfileCommand = 'prodaware.addLaunchToProfile';
export const rowCommands: readonly CommandContribution[] = [
  { command: openReviewDiffCommand, title: 'Open in Diff Editor', category: production, icon: '$(diff)' },
  { command: refuseItemCommand, title: 'Does Not Hold…', category: production, icon: '$(circle-slash)' },
  { command: takeAnswerBackCommand, title: 'Take Answer Back', category: production, icon: '$(discard)' },
  { command: openEntryPointCommand, title: 'Open Entry Point', category: production, icon: '$(file-code)' },
  { command: copyLaunchCommand, title: 'Copy Launch as Text', category: production, icon: '$(copy)' },
  {
    command: addLaunchToProfileCommand,
    title: 'Add to Profile',
    enablement: 'isWorkspaceTrusted',
    category: production,
    icon: '$(add)',
  },
];

export const productionTree = 'prodaware.production';

export const reviewTree = 'prodaware.review';
export const checklistTree = 'prodaware.checklistItems';
/** Of the page of a review. */
export const reviewPanelType = 'prodaware.reviewPanel';
/** Of the page of the production map. */
export const mapPanelType = 'prodaware.mapPanel';
/** Of documents that are one side of a reviewed file, and of the page of the checklist. */
export const reviewScheme = 'prodaware-review';
export const checklistScheme = 'prodaware-checklist';
/** Of documents that are one side of a file which a command would write. */
export const plannedScheme = 'prodaware-planned';

export const settings = {
  'prodaware.enable': {
    type: 'boolean',
    default: true,
    scope: 'resource',
    order: 1,
    description: 'Review files as they are edited.',
  },
  'prodaware.run': {
    type: 'string',
    enum: ['onType', 'onSave'],
    enumDescriptions: ['Review while typing, from unsaved text.', 'Review when a file is opened or saved.'],
    default: 'onType',
    scope: 'resource',
    order: 2,
    description: 'When files are reviewed.',
  },
  'prodaware.rules': {
    type: 'object',
    default: {},
    scope: 'resource',
    order: 3,
    markdownDescription: 'Severity of a rule, or `off`. Wins over `rules` in `prodaware.yaml`.',
  },
  'prodaware.exclude': {
    type: 'array',
    items: { type: 'string' },
    default: [],
    scope: 'resource',
    order: 4,
    markdownDescription:
      'Globs of files that are not reviewed, relative to the workspace folder, beside `ignore` in `prodaware.yaml`.',
  },
  'prodaware.baseline.enable': {
    type: 'boolean',
    default: true,
    scope: 'resource',
    order: 5,
    markdownDescription: 'Leave out the findings that `prodaware-baseline.json` holds.',
  },
  'prodaware.changedLinesOnly': {
    type: 'boolean',
    default: false,
    scope: 'resource',
    order: 6,
    markdownDescription: 'Show only findings on lines that changed against `#prodaware.base#`.',
  },
  'prodaware.base': {
    type: 'string',
    default: '',
    scope: 'resource',
    order: 7,
    description:
      'Branch, tag or commit that changes are told against. Empty: where the branch left the one it will be merged into.',
  },
  'prodaware.codeLens.enable': {
    type: 'boolean',
    default: true,
    scope: 'resource',
    order: 8,
    description: 'Show above an entry point how production starts it.',
  },
  'prodaware.trace.server': {
    type: 'string',
    enum: ['off', 'messages', 'verbose'],
    default: 'off',
    scope: 'window',
    order: 9,
    description: 'Log what the editor and the language server say to each other.',
  },
} as const;

/** Of the addresses of the pages of the rules. */
export const rulePageScheme = 'prodaware';

/** A link to a rule opens the page and not its source. A `command:` link could too, but hovers do not follow one. */
export const configurationDefaults = {
  'workbench.editorAssociations': { [`${rulePageScheme}:/rules/*.md`]: 'vscode.markdown.preview.editor' },
};
