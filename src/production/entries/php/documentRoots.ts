/** The folder that a web server serves: from variables of its image and from configuration that is copied into it. */
import { basename } from '../../paths.ts';
import { stepsOfImage } from '../builds/steps.ts';
import type { EntryQuestion } from '../question.ts';

const variables = [
  'APACHE_DOCUMENT_ROOT',
  'DOCUMENT_ROOT',
  'WEB_DOCUMENT_ROOT',
  'NGINX_DOCUMENT_ROOT',
  'WEBROOT',
  'SERVER_ROOT',
];
const configuration =
  /(?:nginx|apache|httpd|sites|vhost|default|site|caddy|000-|conf\.d|unit)[^/]*$|\.(?:conf|tmpl|template)$|Caddyfile$/i;
const root = /^\s*(?:DocumentRoot|root(?:\s+\*)?)\s+"?([^\s";{}]+)"?/gim;
const mostFiles = 30;

/** Absolute paths of the container, as written, likeliest first. */
export async function documentRoots(question: EntryQuestion): Promise<readonly string[]> {
  const found: string[] = [];
  const add = (path: string | null | undefined): void => {
    if (path !== null && path !== undefined && path.startsWith('/') && !/[${}]/.test(path))
      found.push(path.replace(/\/$/, ''));
  };
  for (const name of variables) add(question.variables.get(name)?.value);
  const { image, view, repository } = question;
  if (image === null) return found;
  for (const copy of image.copies) {
    if (copy.from !== null || !configuration.test(copy.source)) continue;
    const target = copy.target.endsWith('/') ? copy.target + basename(copy.source) : copy.target;
    for (const { path } of view.candidates(target)) {
      const files = repository.isDirectory(path) ? repository.filesBelow(path) : [path];
      for (const file of files.slice(0, mostFiles)) {
        const text = repository.isFile(file) && configuration.test(file) ? await repository.read(file) : null;
        for (const match of (text ?? '').slice(0, 100_000).matchAll(root)) add(match[1]);
      }
    }
  }
  // `sed -ri 's!/var/www/html!/app/public!' /etc/apache2/sites-available/*.conf`
  for (const { words } of stepsOfImage(image)) {
    if (words[0] !== 'sed') continue;
    for (const word of words) add(/[!#|,]\/var\/www\/html\/?[!#|,](\/[\w./-]+)[!#|,]/.exec(word)?.[1]);
  }
  return found;
}
