/** Resources of Terraform providers that start containers. */

/** Resources whose containers are blocks, by what their members are called. */
export interface ContainerResource {
  readonly type: RegExp;
  /** Block types on the way to the containers. */
  readonly path: readonly string[];
  /** Of the process whose declaration a manifest would be. */
  readonly launcher: string;
  readonly command: readonly string[];
  readonly arguments: readonly string[];
  readonly directory: string;
  /** Attribute or block type; blocks have `name` and `value`. */
  readonly environment: string;
  readonly oneShot: boolean;
}

const cloudRun = {
  launcher: 'cloud-run',
  command: ['command'],
  arguments: ['args'],
  directory: 'working_dir',
  environment: 'env',
};
const pod = { ...cloudRun, launcher: 'kubernetes' };

// https://registry.terraform.io/providers: google, kubernetes, docker, azurerm
export const containerResources: readonly ContainerResource[] = [
  { ...cloudRun, type: /^google_cloud_run_v2_service$/, path: ['template', 'containers'], oneShot: false },
  { ...cloudRun, type: /^google_cloud_run_v2_job$/, path: ['template', 'template', 'containers'], oneShot: true },
  { ...cloudRun, type: /^google_cloud_run_service$/, path: ['template', 'spec', 'containers'], oneShot: false },
  {
    ...pod,
    type: /^kubernetes_(?:deployment|stateful_set|daemon_?set)(?:_v1)?$/,
    path: ['spec', 'template', 'spec', 'container'],
    oneShot: false,
  },
  { ...pod, type: /^kubernetes_job(?:_v1)?$/, path: ['spec', 'template', 'spec', 'container'], oneShot: true },
  {
    ...pod,
    type: /^kubernetes_cron_?job(?:_v1)?$/,
    path: ['spec', 'job_template', 'spec', 'template', 'spec', 'container'],
    oneShot: true,
  },
  {
    ...pod,
    launcher: 'azure-container-apps',
    type: /^azurerm_container_app$/,
    path: ['template', 'container'],
    oneShot: false,
  },
  {
    ...pod,
    launcher: 'docker',
    type: /^docker_container$/,
    path: [],
    command: ['entrypoint'],
    arguments: ['command'],
    environment: 'env',
    oneShot: false,
  },
];
