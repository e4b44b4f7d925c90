import assert from 'node:assert/strict';
import { terraformReader } from '../../../src/production/launchers/terraform.ts';
import { commandsOf } from '../repository.ts';
import { renderedWithSyntax, type Files } from './render.ts';

const shows = async (files: Files, expected: string) =>
  assert.equal(await renderedWithSyntax(terraformReader, files), expected.trim());

describe('terraform', () => {
  it('declares containers of tasks and resources, with variables and locals of the module, and goes on after what does not parse', () =>
    shows(
      {
        'infra/main.tf': `resource "aws_ecr_repository" "shop" { name = "shop-web" }
locals {
  name = "shop"
  command = ["python", "-m", "shop.worker"]
}
resource "aws_ecs_task_definition" "web" {
  family = "\${local.name}-prod"
  container_definitions = jsonencode([
    {
      name      = "web"
      image     = "\${aws_ecr_repository.shop.repository_url}:\${var.tag}"
      essential = true
      entryPoint = ["opentelemetry-instrument"]
      command   = concat(["gunicorn"], ["shop.wsgi", "-b", var.bind])
      workingDirectory = "/app"
      environment = [
        { name = "MODE", value = "live" },
        { name = "TAG", value = var.tag },
      ]
      secrets = [{ name = "KEY", valueFrom = "arn:x" }]
      healthCheck = { command = ["CMD-SHELL", "curl -f http://localhost:80/health || exit 1"] }
      stopTimeout = 60
    }
  ])
}
resource "aws_ecs_task_definition" "worker" {
  family = "worker"
  container_definitions = <<EOF
[
  { "name": "worker", "image": "\${var.image}", "cpu": \${var.cpu}, "command": ["python", "worker.py", "\${var.queue}"],
    "environment": [{ "name": "A", "value": "1" }, { "name": "B", "value": "\${var.b}" }] },
  { "name": "init", "image": "x/y:1", "command": ["sh", "-c", "true"] }
]
EOF
}
resource "google_cloud_run_v2_service" "api" {
  name = "api"
  template {
    containers {
      image   = "gcr.io/p/api"
      command = local.command
      args    = var.args
      env {
        name  = "X"
        value = "1"
      }
      env {
        name = "Y"
        value_source { secret_key_ref { secret = "s" } }
      }
    }
  }
}
resource "docker_container" "c" {
  name = "c"
  image = "shop"
  command = ["node", "a.js"]
  env = ["A=1", "B=\${var.b}"]
}
broken = [1,
`,
        'infra/variables.tf': `variable "bind" { default = "0.0.0.0:80" }
variable "args" {
  type = list(string)
  default = ["--queue", "mail"]
}
variable "tag" {}
`,
      },
      `
process shop-prod for production in infra/main.tf at «"web"»
  image .dkr.ecr./shop-web:\${var.tag}«"\${aws_ecr_repository.shop.repository_url}:\${var.tag}"»
  entrypoint exec: opentelemetry-instrument«"opentelemetry-instrument"»
  arguments exec: gunicorn«"gunicorn"» | shop.wsgi«"shop.wsgi"» | -b«"-b"» | ~0.0.0.0:80«var.bind»
  directory /app
  MODE=live from ecs at «"live"»
  TAG=(unknown) from ecs at «var.tag»
  KEY=(unknown) from ecs at «"KEY"»
  stop SIGTERM 60000 ms
  liveness probe /health at «"curl -f http://localhost:80/health || exit 1"»
process worker in infra/main.tf at «"worker"»
  image \${var.image}«"\${var.image}"»
  arguments exec: python«"python"» | worker.py«"worker.py"» | ?~\${var.queue}«"\${var.queue}"»
  A=1 from ecs at «"1"»
  B=(unknown) from ecs at «"\${var.b}"»
process init in infra/main.tf at «"init"»
  image x/y:1«"x/y:1"»
  arguments exec: sh«"sh"» | -c«"-c"» | true«"true"»
process api in infra/main.tf at «"api"»
  image gcr.io/p/api«"gcr.io/p/api"»
  entrypoint exec: python«"python"» | -m«"-m"» | shop.worker«"shop.worker"»
  arguments exec: --queue«"--queue"» | mail«"mail"»
  X=1 from cloud-run at «"1"»
  Y=(unknown) from cloud-run at «"Y"»
process c in infra/main.tf at «"c"»
  image shop«"shop"»
  arguments exec: node«"node"» | a.js«"a.js"»
  A=1 from docker at «"A=1"»
  B=(unknown) from docker at «"B=\${var.b}"»
warning: not valid HCL at «broken = [1,»`,
    ));

  it('ends where locals name each other, and leaves wrong types alone', () =>
    shows(
      {
        'a.tf':
          'locals {\n  a = local.b\n  b = local.a\n}\nresource "docker_container" "x" {\n  image = local.a\n  command = { a = 1 }\n}\nresource "aws_ecs_task_definition" "y" { container_definitions = 3 }\n',
      },
      `
process x at «"x"»
  image local.b«local.a»
warning: the provider refuses this: a command is a list of words at «{ a = 1 }»`,
    ));

  it('runs the only image of the repository where the task runs what its own registry has', async () =>
    assert.deepEqual(
      await commandsOf({
        Dockerfile: 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]\n',
        'requirements.txt': '',
        'app.py': '',
        'worker.py': '',
        'infra/task.tf':
          'resource "aws_ecr_repository" "r" { name = "shop" }\nresource "aws_ecs_task_definition" "worker" {\n  family = "worker"\n  container_definitions = jsonencode([{ name = "worker", image = "${aws_ecr_repository.r.repository_url}:1", command = ["python", "worker.py"] }, { name = "agent", image = "public.ecr.aws/datadog/agent" }])\n}\n',
      }),
      ['production ecs worker: python worker.py → worker.py'],
    ));

  it('reads modules that are given an image and a command, of the only image that the repository builds', async () => {
    const files = {
      Dockerfile: 'FROM node:22\nWORKDIR /srv\nCOPY . .\n',
      'api/server.js': '',
      'terraform/app.tf': `module "settings" {
  source = "./configuration"
  name   = "api"
}
module "api_application" {
  source       = "git::https://example.org/modules.git//application"
  name         = "api"
  docker_image = var.docker_image
  command      = ["/bin/sh", "-c", "cd /srv/api; node server.js"]
}
variable "docker_image" { type = string }
`,
    };
    assert.deepEqual(await commandsOf(files), ['production terraform api: [sh] node server.js → api/server.js']);
  });
});

describe('commands of Render in terraform', () => {
  it('are launches, in a resource or given to a module for each service', async () => {
    const files = {
      'terraform/production/render.tf': `module "shop" {
  source  = "../modules/shop"
  workers = {
    "mails" = {
      plan          = "standard"
      start_command = "uv run python -m shop.mails --queue high"
    }
    open = { start_command = var.command }
  }
}
resource "render_web_service" "web" {
  name          = "shop-web"
  start_command = "uvicorn shop.app:app"
}
`,
      'clients/python/pyproject.toml': '',
      'clients/python/shop/__init__.py': '',
      'server/pyproject.toml': '',
      'server/shop/__init__.py': '',
      'server/shop/app.py': '',
      'server/shop/mails.py': '',
    };
    assert.deepEqual(await commandsOf(files), [
      'production render mails: [uv] python -m shop.mails --queue high → server/shop/mails.py',
      'production render shop-web: uvicorn shop.app:app → server/shop/app.py:app',
    ]);
  });
});
