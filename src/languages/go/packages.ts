/** The name by which a package goes in code, as far as its import path tells. */

/**
 * The last part of the path without what only tells versions apart or says that it is Go: `log/slog` → `slog`,
 * `k8s.io/klog/v2` → `klog`, `gopkg.in/yaml.v3` → `yaml`, `github.com/redis/go-redis/v9` → `redis`.
 */
export function packageName(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  const last = parts[parts.length - 1] ?? '';
  const named = /^v\d+$/.test(last) && parts.length > 1 ? (parts[parts.length - 2] ?? last) : last;
  const bare = named.replace(/^go-(?=.)/, '').replace(/^(\p{L}[\p{L}\p{N}_]*)[^\p{L}\p{N}_].*$/u, '$1');
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(bare) ? bare : '';
}
