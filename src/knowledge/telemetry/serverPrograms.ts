/** Servers whose telemetry their configuration turns on: what they are called, and which files configure them. */

export interface ServerProgram {
  /** As rows of vendors name it. */
  readonly id: 'nginx' | 'envoy' | 'files';
  readonly names: RegExp;
  /** Names of files that configure it, also as templates. */
  readonly configuration: RegExp;
  /** Where it looks for them. */
  readonly folders: readonly string[];
  /** Images that bring it with a configuration that turns nothing on. */
  readonly images: RegExp;
}

export const serverPrograms: readonly ServerProgram[] = [
  {
    id: 'nginx',
    names: /^(?:nginx|nginx-debug|openresty)$/,
    configuration: /nginx[^/]*\.(?:conf|tmpl|template|j2|erb)|\.conf(?:\.(?:template|tmpl|j2|erb|in|sigil|dist))?$/,
    folders: ['/etc/nginx', '/etc/nginx/nginx.conf', '/etc/nginx/conf.d', '/etc/nginx/templates'],
    images: /^(?:docker\.io\/)?(?:library\/)?(?:nginx|nginxinc\/nginx-unprivileged|openresty\/openresty)(?:[:@]|$)/,
  },
  {
    id: 'envoy',
    names: /^envoy$/,
    configuration: /envoy[^/]*\.(?:ya?ml|json|tmpl|template|j2)(?:\.\w+)?$/,
    folders: ['/etc/envoy'],
    // What it is to do is always told to it.
    images: /^$/,
  },
  // Servers of files from the registry of Node: they load nothing. In other images the names may be a program's own.
  {
    id: 'files',
    names: /^(?:serve|http-server|live-server|sirv)$/,
    configuration: /^$/,
    folders: [],
    images: /^(?:docker\.io\/)?(?:library\/)?node(?:[:@]|$)/,
  },
];
