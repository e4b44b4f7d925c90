import assert from 'node:assert/strict';
import { helmReader } from '../../../src/production/launchers/helm.ts';
import { commandsOf } from '../repository.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: Files, expected: string) => assert.equal(rendered(helmReader, files), expected.trim());

const template = (name: string, inner: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n  template:\n    spec:\n      containers:\n        - name: main\n${inner}`;

describe('helm', () => {
  it('declares what templates make of values, each with its place; what a template hides is unknown', () =>
    shows(
      {
        'chart/Chart.yaml': `apiVersion: v2
name: shop
version: 0.1.0
appVersion: "1.2"
`,
        'chart/values.yaml': `replicaCount: 1
nameOverride: ""
image:
  repository: ghcr.io/acme/shop
  tag: ""
command: ["gunicorn", "shop.wsgi"]
env:
  - name: MODE
    value: live
extraEnv: {}
config:
  LOG_LEVEL: info
  OTEL: "true"
worker:
  enabled: true
  args:
    - python
    - worker.py
service:
  port: 8000
probe: /health
`,
        'chart/values-prod.yaml': `config:
  LOG_LEVEL: warning
`,
        'chart/templates/_helpers.tpl': `{{- define "shop.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- define "shop.labels" -}}
app: {{ include "shop.fullname" . }}
{{ include "common.labels" . }}
{{- end }}
{{- define "shop.env" -}}
- name: FROM_HELPER
  value: {{ .Values.service.port | quote }}
{{- end }}
`,
        'chart/templates/deployment.yaml': `{{- if not .Values.disabled }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "shop.fullname" . }}
  labels:
    {{- include "shop.labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.replicaCount }}
  template:
    metadata:
      labels: {{- include "shop.labels" . | nindent 8 }}
      {{- with .Values.podAnnotations }}
      annotations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
    spec:
      containers:
        - name: {{ .Chart.Name }}
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          {{- if .Values.command }}
          command: {{- toYaml .Values.command | nindent 12 }}
          {{- end }}
          {{- with .Values.args }}
          args: {{ toYaml . | nindent 12 }}
          {{- end }}
          ports:
            - containerPort: {{ .Values.service.port }}
          env:
            {{- include "shop.env" . | nindent 12 }}
            {{- toYaml .Values.env | nindent 12 }}
            {{- range $key, $value := .Values.config }}
            - name: {{ $key }}
              value: {{ $value | quote }}
            {{- end }}
          {{- include "other.mounts" . | nindent 10 }}
          livenessProbe:
            httpGet: { path: {{ .Values.probe }}, port: http }
{{- end }}
---
{{- if .Values.worker.enabled }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "shop.fullname" . }}-worker
spec:
  template:
    spec:
      containers:
        - name: worker
          image: {{ .Values.image.repository }}
          args:
            {{- range .Values.worker.args }}
            - {{ . | quote }}
            {{- end }}
          env: {{ include "unknown.env" . | nindent 12 }}
        - name: cloud
          image: "{{ lookupImage . }}"
          command: {{ include "unknown.command" . }}
{{- end }}
`,
      },
      `
process shop for production in chart/templates/deployment.yaml at «{{ .Chart.Name }}»
  image ghcr.io/acme/shop:1.2«"{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"»
  entrypoint exec: ~gunicorn | ~shop.wsgi
  FROM_HELPER=8000 from kubernetes at «{{ .Values.service.port | quote }}»
  MODE=live from kubernetes at «live»
  LOG_LEVEL=warning from kubernetes at «{{ $value | quote }}»
  OTEL=true from kubernetes at «{{ $value | quote }}»
  variables of config-map {{- include "other.mounts" . | nindent 10 }}
  annotation app=shop from kubernetes at «{{- include "shop.labels" . | nindent 8 }}»
  annotation {{ include "common.labels" . }}14=(unknown) from kubernetes at «{{ include "common.labels" . }}»
  liveness probe /health at «/health»
process worker for production in chart/templates/deployment.yaml at «worker»
  image ghcr.io/acme/shop
  arguments exec: ~python«{{ . | quote }}» | ~worker.py«{{ . | quote }}»
  variables of config-map {{ include "unknown.env" . | nindent 12 }}
process cloud for production in chart/templates/deployment.yaml at «cloud»
  image \${}«"{{ lookupImage . }}"»
  entrypoint exec: ?~{{ include "unknown.command" . }}`,
    ));

  it('installs a dependency with what its parent says, under its alias, and not where a condition is false', () =>
    shows(
      {
        'all/Chart.yaml':
          'name: all\ndependencies:\n  - { name: app, alias: api, repository: "file://../app" }\n  - { name: app, alias: jobs, repository: "file://../app" }\n  - { name: off, condition: off.enabled }\n',
        'all/values.yaml':
          'global: { zone: b }\napi: { args: [api] }\njobs: { args: [jobs, --all] }\noff: { enabled: false }\n',
        'all/charts/off/Chart.yaml': 'name: off\n',
        'all/charts/off/templates/a.yaml': template('{{ .Chart.Name }}', '          image: off\n'),
        'app/Chart.yaml': 'name: app\n',
        'app/values.yaml': 'args: [nothing]\n',
        'app/templates/a.yaml': template(
          '{{ .Release.Name }}',
          '          image: x\n          args: {{ .Values.args | toJson }}\n          workingDir: /{{ .Values.global.zone }}\n',
        ),
      },
      `
process api in app/templates/a.yaml at «main»
  image x
  arguments exec: ~api«{{ .Values.args | toJson }}»
  directory /b
process jobs in app/templates/a.yaml at «main»
  image x
  arguments exec: ~jobs«{{ .Values.args | toJson }}» | ~--all«{{ .Values.args | toJson }}»
  directory /b`,
    ));

  it('ends where templates include each other or go on for ever, and says what cannot be read', () =>
    shows(
      {
        'c/Chart.yaml': 'name: c\n',
        'c/templates/_a.tpl':
          '{{ define "a" }}{{ include "b" . }}{{ end }}{{ define "b" }}{{ include "a" . }}{{ end }}',
        'c/templates/a.yaml': template('{{ include "a" . }}', '          image: x\n'),
        'c/templates/b.yaml':
          template('b', '          image: x\n          args: [{{ .Values.a.b.c | default "d" }}]\n') + '{{ if }',
        'c/templates/c.yaml': template('{{ .Values.x }}', '      bad: [{{ 1 }}\n'),
        'c/templates/d.yaml': '{{ end }}{{ range $a, $b := until 3 }}x{{ constructor }}',
      },
      `
process b in c/templates/b.yaml at «main»
  image x
  arguments exec: ~d«{{ .Values.a.b.c | default "d" }}»
warning: this action is not closed at «{{»
warning: nothing is open that this could end at «{{ end }}»
warning: this block has no end at «{{»
information: not read: this template goes on for too long, or makes too much at «»
information: what this template makes: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at «⏎»`,
    ));

  it('starts the image of the repository that the chart is named after', async () =>
    assert.deepEqual(
      await commandsOf({
        Dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
        'package.json': '{}',
        'server.js': '',
        'worker.js': '',
        'deploy/shop/Chart.yaml': 'name: shop\n',
        'deploy/shop/values.yaml': 'image: { repository: acme/shop, tag: "1" }\n',
        'deploy/shop/templates/worker.yaml': template(
          'worker',
          '          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"\n          args: [node, worker.js]\n',
        ),
      }),
      ['production helm worker: node worker.js → worker.js'],
    ));

  describe('as a pipeline installs it', () => {
    const chart: Files = {
      'chart/Chart.yaml': 'apiVersion: v2\nname: shop\n',
      'chart/values.yaml': 'image: shop\nlevel: info\ncommand: [serve]\n',
      'chart/templates/shop.yaml': template(
        'shop',
        '          image: {{ .Values.image }}\n          command: {{ toJson .Values.command }}\n          env:\n            - name: LEVEL\n              value: {{ .Values.level }}\n',
      ),
      'deploy/live.yaml': 'level: warning\n',
    };
    const workflow = (command: string): Files => ({
      ...chart,
      '.github/workflows/release.yml': `jobs:\n  deploy:\n    steps:\n      - run: |\n          ${command}\n`,
    });
    const level = (files: Files): string => /LEVEL=\S+/.exec(rendered(helmReader, files))?.[0] ?? 'nothing';

    it('has the values of its files, and of --set over them', () => {
      assert.equal(level(workflow('helm upgrade --install shop ./chart -f deploy/live.yaml')), 'LEVEL=warning');
      const set =
        'helm upgrade --install shop ./chart \\\n            --namespace production \\\n            -f deploy/live.yaml --set level=error,image.tag=$TAG';
      assert.equal(level(workflow(set)), 'LEVEL=error');
      assert.match(rendered(helmReader, workflow(set)), /for production/);
    });
    it('is not guessed where whoever runs it says the file, or the values', () => {
      assert.equal(
        level(workflow('helm upgrade shop chart -f deploy/$ENVIRONMENT.yaml --set level=error')),
        'LEVEL=info',
      );
      assert.equal(level(workflow('helm upgrade shop chart --set level=$LEVEL')), 'LEVEL=info');
      assert.equal(level(workflow('helm upgrade shop chart --reuse-values --set level=error')), 'LEVEL=info');
    });
    it('is production where several are', () =>
      assert.equal(
        level({
          ...workflow('helm upgrade shop chart --namespace staging --set level=debug'),
          'deploy.sh': 'helm upgrade shop chart --namespace production --set level=error\n',
        }),
        'LEVEL=error',
      ));
  });
});
