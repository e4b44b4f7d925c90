/** Modules of Python's standard library that files commonly import, to put an import where its author would have. */
const modules = new Set(
  (
    'abc argparse array ast asyncio atexit base64 bisect builtins calendar cmath collections concurrent configparser ' +
    'contextlib contextvars copy csv ctypes dataclasses datetime decimal difflib email enum errno fcntl fnmatch ' +
    'fractions functools gc getpass glob graphlib gzip hashlib heapq hmac html http importlib inspect io ipaddress ' +
    'itertools json keyword linecache locale logging lzma math mimetypes mmap multiprocessing numbers operator os ' +
    'pathlib pickle pkgutil platform pprint queue random re resource sched secrets select selectors shelve shlex ' +
    'shutil signal site smtplib socket socketserver sqlite3 ssl stat statistics string struct subprocess sys sysconfig ' +
    'syslog tarfile tempfile textwrap threading time timeit tokenize tomllib traceback tracemalloc types typing ' +
    'unicodedata unittest urllib uuid venv warnings weakref wsgiref xml zipfile zlib zoneinfo'
  ).split(' '),
);

export function isPythonStandardLibrary(module: string): boolean {
  return modules.has(module.split('.')[0] ?? '');
}
