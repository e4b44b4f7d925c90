/** Views of the extension and the menus in them, as its manifest has them. */
import {
  addLaunchToProfileCommand,
  checklistScheme,
  checklistTree,
  commands,
  copyLaunchCommand,
  inFolder,
  openEntryPointCommand,
  openReviewDiffCommand,
  productionTree,
  refuseItemCommand,
  reviewContextKey,
  reviewTree,
  rowCommands,
  takeAnswerBackCommand,
} from './contributions.ts';

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
