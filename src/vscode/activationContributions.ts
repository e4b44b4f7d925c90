/** What wakes the extension up, where it may run, and what it shows somebody who has just installed it. */

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
