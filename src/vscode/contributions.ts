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

const inFolder = 'workspaceFolderCount != 0';

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

export const viewsContainers = {
  activitybar: [{ id: 'production', title: 'Production', icon: 'media/production.svg' }],
};

export const views = {
  production: [
    {
      id: productionTree,
      name: 'Services and Launches',
      contextualTitle: 'Production',
      icon: 'media/production.svg',
    },
    { id: reviewTree, name: 'Review', contextualTitle: 'Production Review', icon: 'media/production.svg' },
    { id: checklistTree, name: 'Checklist', contextualTitle: 'Production Checklist', icon: 'media/production.svg' },
  ],
};

export const viewsWelcome = [
  {
    view: productionTree,
    contents:
      'Nothing here says how a service is started.\nA profile can say it.\n[Create a Profile](command:prodaware.createProfile)',
    when: inFolder,
  },
  { view: productionTree, contents: 'Open a folder to see how production starts it.', when: `!(${inFolder})` },
  {
    view: reviewTree,
    contents:
      'See what production would lose by a change before it is kept.\n[Review Changes…](command:prodaware.reviewChanges)',
    when: inFolder,
  },
  { view: reviewTree, contents: 'Open a folder to review its changes.', when: `!(${inFolder})` },
  {
    view: checklistTree,
    contents:
      'What has to hold before the pull request: what is proven, what is missing, and what only a person can answer.\n[Checklist before Pull Request](command:prodaware.checklist)',
    when: inFolder,
  },
];

const inProductionTree = `view == ${productionTree}`;
const ofLaunch = `${inProductionTree} && viewItem =~ /^launch/`;
const inReviewTree = `view == ${reviewTree}`;
const inChecklistTree = `view == ${checklistTree}`;
const onChecklistPage = `resourceScheme == ${checklistScheme}`;

export const menus = {
  commandPalette: rowCommands.map(({ command }) => ({ command, when: 'false' })),
  'view/title': [
    { command: commands.showMap.command, when: inProductionTree, group: 'navigation@1' },
    { command: commands.refreshProduction.command, when: inProductionTree, group: 'navigation@2' },
    { command: commands.reviewChanges.command, when: inReviewTree, group: 'navigation@1' },
    { command: commands.openReview.command, when: `${inReviewTree} && ${reviewContextKey}`, group: 'navigation@2' },
    {
      command: commands.openReviewDiffs.command,
      when: `${inReviewTree} && ${reviewContextKey}`,
      group: 'navigation@3',
    },
    { command: commands.refreshReview.command, when: `${inReviewTree} && ${reviewContextKey}`, group: 'navigation@4' },
    { command: commands.checklist.command, when: inChecklistTree, group: 'navigation@1' },
    { command: commands.copyChecklist.command, when: inChecklistTree, group: 'navigation@2' },
    { command: commands.writeChecklist.command, when: inChecklistTree, group: '1_write' },
    { command: commands.refreshChecklist.command, when: inChecklistTree, group: 'navigation@3' },
  ],
  'view/item/context': [
    {
      command: openEntryPointCommand,
      when: `${inProductionTree} && viewItem == 'launch entry'`,
      group: 'inline@1',
    },
    {
      command: openEntryPointCommand,
      when: `${inProductionTree} && viewItem == 'launch entry'`,
      group: '1_open',
    },
    { command: copyLaunchCommand, when: ofLaunch, group: '2_launch@1' },
    { command: addLaunchToProfileCommand, when: ofLaunch, group: '2_launch@2' },
    { command: openReviewDiffCommand, when: `${inReviewTree} && viewItem =~ /^(file|hunk)$/`, group: 'inline' },
    { command: refuseItemCommand, when: `${inChecklistTree} && viewItem == manual`, group: 'inline' },
    { command: takeAnswerBackCommand, when: `${inChecklistTree} && viewItem == manual`, group: '1_answer' },
  ],
  'editor/title': [
    { command: commands.copyChecklist.command, when: onChecklistPage, group: 'navigation@1' },
    { command: commands.writeChecklist.command, when: onChecklistPage, group: 'navigation@2' },
    { command: commands.refreshChecklist.command, when: onChecklistPage, group: 'navigation@3' },
  ],
  'scm/title': [
    { command: commands.reviewChanges.command, when: 'scmProvider == git', group: '2_production@1' },
    { command: commands.checklist.command, when: 'scmProvider == git', group: '2_production@2' },
  ],
};

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

/** Languages with facts, and Dockerfiles. Languages that the extension itself brings wake it up by themselves. */
export const wakingLanguages = [
  'python',
  'javascript',
  'javascriptreact',
  'typescript',
  'typescriptreact',
  'go',
  'java',
  'kotlin',
  'csharp',
  'ruby',
  'php',
  'rust',
  'dockerfile',
];
/**
 * Files that start something, and files that deliver it; a workspace that holds one, or a profile, is worth a look before
 * a file is opened.
 */
export const wakingFiles = [
  'Dockerfile',
  'Procfile',
  'compose.yaml',
  'compose.yml',
  'docker-compose.yaml',
  'docker-compose.yml',
  '**/supervisord.conf',
  '**/*.service',
  '.github/workflows/*.yml',
  '.github/workflows/*.yaml',
  '.gitlab-ci.yml',
  '.circleci/config.yml',
  'Jenkinsfile',
  'azure-pipelines.yml',
];

export const capabilities = {
  untrustedWorkspaces: {
    supported: true,
    description: 'ProdAware only reads in an untrusted workspace: it reports, and commands that write are off.',
  },
  virtualWorkspaces: {
    supported: false,
    description: 'ProdAware reads a repository from disk.',
  },
};

function picture(name: string, altText: string): object {
  const dark = `media/walkthrough/${name}-dark.png`;
  const light = `media/walkthrough/${name}-light.png`;
  return { image: { dark, light, hc: dark, hcLight: light }, altText };
}

export const walkthroughs = [
  {
    id: 'start',
    title: 'Review code against production',
    description: 'See what production will not see, where it stands in the code, and make it true again.',
    steps: [
      {
        id: 'findings',
        title: 'See what production will not see',
        description:
          'Findings stand in the code and at the line production runs, each with the other as evidence.\n[Check the workspace](command:prodaware.checkWorkspace)',
        media: picture(
          'findings',
          'A finding at the entry point of a service, with the launch line and the promise as evidence',
        ),
        completionEvents: ['onCommand:prodaware.checkWorkspace'],
      },
      {
        id: 'launches',
        title: 'See how production starts this',
        description:
          'A lens above each entry point says what starts it and whether telemetry survives.\n[Show how production starts this](command:prodaware.showLaunches)',
        media: picture(
          'launches',
          'The list of launches: for each service what production runs and what becomes of its telemetry',
        ),
        completionEvents: ['onCommand:prodaware.showLaunches'],
      },
      {
        id: 'profile',
        title: 'Say what the repository does not say',
        description:
          'A profile names process managers, services and rules. A first one is made from what is there.\n[Create a profile](command:prodaware.createProfile)',
        media: picture('profile', 'Keys completed in prodaware.yaml'),
        completionEvents: ['onCommand:prodaware.createProfile', 'onCommand:prodaware.openProfile'],
      },
    ],
  },
];
