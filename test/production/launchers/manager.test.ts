import assert from 'node:assert/strict';
import { managerReaders } from '../../../src/production/launchers/manager.ts';
import { parseProfile } from '../../../src/profile/parse.ts';
import { rendered } from './render.ts';

/** What a manager of a profile reads in one file. */
function shows(manager: string, path: string, text: string, expected: string): void {
  const file = 'prodaware.yaml';
  const declared = `version: 1\nenvironments:\n  live-eu: { aliases: [eu] }\nmanagers:\n  - name: ProcMgr\n    ${manager.trim().replaceAll('\n', '\n    ')}\n`;
  const { profile, faults } = parseProfile(file, declared);
  assert.deepEqual(faults, []);
  assert.ok(profile !== null);
  const [reader] = managerReaders(profile);
  assert.ok(reader !== undefined);
  // The profile is a file of the repository, and none that the manager reads.
  const claiming = { ...reader, claims: (artifact: { path: string }) => artifact.path === path };
  assert.equal(rendered(claiming, { [path]: text, [file]: declared }), expected.trim());
}

describe('managers of the profile', () => {
  it('read JSON', () =>
    shows(
      `files: deploy/procmgr/*.json
format: json
processes: $.processes[*]
environment: production
fields: { name: name, command: cmd, directory: cwd, environment: env }`,
      'deploy/procmgr/catalog.json',
      `{
  // everything of the shop
  "processes": [
    { "name": "catalog", "cmd": "python \\"my app.py\\" $MODE", "cwd": "services/catalog", "env": { "PORT": 8080, "EMPTY": null } },
    { "name": "job", "cmd": ["python", "job.py"], "cwd": "../../jobs", "env": ["A=1", "B"] },
    { "name": "nothing" }
  ]
}`,
      `
process catalog for production in deploy/procmgr/catalog.json at «"catalog"»
  entrypoint exec: python | my app.py«\\"my app.py\\"» | ?$MODE
  directory services/catalog
  PORT=8080 from ProcMgr at «8080»
  EMPTY=(unknown) from ProcMgr at «"EMPTY"»
process job for production in deploy/procmgr/catalog.json at «"job"»
  entrypoint exec: python«"python"» | job.py«"job.py"»
  directory jobs
  A=1 from ProcMgr at «"A=1"»
  B=(unknown) from ProcMgr at «"B"»
warning: ProcMgr gets no command here: there is no \`cmd\` at «{»`,
    ));

  it('read YAML, a process per key, with arguments apart and keys below one another', () =>
    shows(
      `files: run/*.yaml
format: yaml
processes: $.programs.*
environment: eu
fields: { command: spec.cmd, arguments: spec.args, environment: spec.vars }`,
      'run/all.yaml',
      `programs:
  api:
    spec:
      cmd: ddtrace-run python
      args:
        - my app.py
        - --x
      vars: A=1 B="two words"
`,
      `
process api for unknown in run/all.yaml at «api»
  entrypoint exec: ddtrace-run | python | my app.py | --x
  A=1 from ProcMgr at «A=1»
  B=two words from ProcMgr at «B="two words"»`,
    ));

  it('read TOML', () =>
    shows(
      `files: run/*.toml
format: toml
processes: $.process[*]
fields: { name: name, command: cmd, directory: dir, environment: env }`,
      'run/all.toml',
      `title = "all"
[[process]]
name = "api"
cmd = "python \\"my app.py\\""
dir = "/srv/api"
env.A = 1
[process.env.more]
B = "x"
[[process]]
name = 'job'
cmd = [ "python",
  'job.py' ]
env = { C = "d" }
`,
      `
process api in run/all.toml at «"api"»
  entrypoint exec: python | my app.py«\\"my app.py\\"»
  directory /srv/api
  A=1 from ProcMgr at «1»
process job in run/all.toml at «'job'»
  entrypoint exec: python«"python"» | job.py«'job.py'»
  C=d from ProcMgr at «"d"»`,
    ));

  it('read INI, with the star of the pattern as the name', () =>
    shows(
      `files: run/*.ini
format: ini
processes: "watcher:*"
shell: true
fields: { command: cmd, directory: working_dir }`,
      'run/circus.ini',
      `[circus]\ncmd = no\n[watcher:api]\ncmd = cd x && python app.py\nworking_dir = services/api\n`,
      `
process api in run/circus.ini at «[watcher:api]»
  entrypoint shell: cd x && python app.py
  directory services/api`,
    ));

  it('read XML, elements and attributes alike', () =>
    shows(
      `files: run/*.xml
format: xml
processes: $.services.service[*]
fields: { name: id, command: executable, arguments: arguments, environment: environment }`,
      'run/all.xml',
      `<?xml version="1.0"?>
<services>
  <service id="api">
    <executable>python</executable>
    <arguments>&quot;my app.py&quot; --x</arguments>
    <environment>
      <env name="A" value="1 &amp; 2"/>
      <env name="B" value="2"/>
    </environment>
  </service>
</services>
`,
      `
process api in run/all.xml at «"api"»
  entrypoint exec: python | my app.py«&quot;my app.py&quot;» | --x
  A=1 & 2 from ProcMgr at «<env name="A" value="1 &amp; 2"/>»
  B=2 from ProcMgr at «<env name="B" value="2"/>»`,
    ));

  it('take a whole document for one process where nothing else is said', () =>
    shows(
      `files: run/*.json
format: json
fields: { command: cmd }`,
      'run/api.json',
      `{ "cmd": "python app.py" }`,
      `
process api in run/api.json at «{»
  entrypoint exec: python | app.py`,
    ));

  it('say in the profile what is wrong with it, and in the file what is wrong there', () => {
    const manager = (processes: string, format = 'json') =>
      `files: run/*.json\nformat: ${format}\nprocesses: ${processes}\nfields: { command: cmd }`;
    shows(
      manager('$..cmd'),
      'run/a.json',
      '{}',
      'warning: `$..cmd` is not a path such as `$.processes[*]` or `$.programs.*` at «$..cmd»',
    );
    shows(manager('$.a[*]'), 'run/a.json', '{}', 'warning: `$.a[*]` leads to nothing in run/a.json at «$.a[*]»');
    shows(
      manager('$.a', 'toml'),
      'run/a.json',
      'a = \n',
      'warning: not valid TOML: Unspecified values are invalid at «⏎»',
    );
    shows(
      manager('$.a', 'xml'),
      'run/a.json',
      '<a><b></a>',
      'warning: not valid XML: Missing end tag for element b at «<»',
    );
    shows(
      manager('$.a', 'json'),
      'run/a.json',
      '{"a": {"cmd": "python \'x"}}',
      `process a in run/a.json at «{»
  entrypoint exec: python | ~x«'x»
warning: this command cannot be split: a ' is not closed at «'x»`,
    );
  });
});
