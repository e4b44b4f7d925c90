import assert from 'node:assert/strict';
import { nomadReader } from '../../../src/production/launchers/nomad.ts';
import { renderedWithSyntax, type Files } from './render.ts';

const shows = async (files: Files, expected: string) =>
  assert.equal(await renderedWithSyntax(nomadReader, files), expected.trim());

describe('nomad', () => {
  it('declares a process per task, by its driver; what Nomad puts in later is not known', () =>
    shows(
      {
        'shop.nomad': `variable "tag" { default = "3" }
job "shop" {
  datacenters = ["dc1"]
  group "web" {
    task "server" {
      driver = "docker"
      config {
        image   = "registry.example/shop:\${var.tag}"
        command = "gunicorn"
        args    = ["shop.wsgi", "-b", "0.0.0.0:\${NOMAD_PORT_http}"]
        ports   = ["http"]
      }
      env {
        MODE = "live"
        PORT = "\${NOMAD_PORT_http}"
      }
      template {
        data        = <<EOF
KEY={{ key "x" }}
EOF
        destination = "secrets/file.env"
        env         = true
      }
      kill_timeout = "30s"
    }
  }
  group "jobs" {
    task "migrate" {
      lifecycle { hook = "prestart" }
      driver = "exec"
      config {
        command = "/usr/bin/python3"
        args = ["manage.py", "migrate"]
      }
    }
    task "api" {
      driver = "java"
      config {
        jar_path = "local/api.jar"
        jvm_options = ["-javaagent:/otel.jar"]
      }
      kill_signal = "SIGTERM"
    }
    task "odd" {
      driver = "docker"
      config {
        image = "x"
        args = { a = 1 }
      }
    }
    task "vm" { driver = "qemu" }
  }
}
`,
      },
      `
process web at «"server"»
  image registry.example/shop:3«"registry.example/shop:\${var.tag}"»
  arguments exec: ~gunicorn«"gunicorn"» | shop.wsgi«"shop.wsgi"» | -b«"-b"» | ?~0.0.0.0:\${NOMAD_PORT_http}«"0.0.0.0:\${NOMAD_PORT_http}"»
  MODE=live from nomad at «"live"»
  PORT=(unknown) from nomad at «"\${NOMAD_PORT_http}"»
  variables of secret secrets/file.env«"secrets/file.env"», which win
  stop SIGTERM 30000 ms
process migrate once at «"migrate"»
  entrypoint exec: ~/usr/bin/python3«"/usr/bin/python3"» | manage.py«"manage.py"» | migrate«"migrate"»
  stop SIGINT 5000 ms
process api at «"api"»
  entrypoint exec: ~java«"local/api.jar"» | -javaagent:/otel.jar«"-javaagent:/otel.jar"» | ~-jar«"local/api.jar"» | ~local/api.jar«"local/api.jar"»
  stop SIGTERM 5000 ms
process odd at «"odd"»
  image x«"x"»
  stop SIGTERM 5000 ms
warning: nomad refuses this: a command is a list of words at «{ a = 1 }»`,
    ));

  it('goes on where values are of the wrong type or do not parse', () =>
    shows(
      {
        'bad/a.nomad': `job "a" {
  group "g" {
    task "t" {
      driver = "raw_exec"
      config {
        command = ["x"]
        args = 7
      }
    }
    task "u" {
      driver = var.driver
      config { image = [1] }
    }
  }
  group = {
`,
      },
      `
process t at «"t"»
  stop SIGINT 5000 ms
warning: not valid HCL at «»
warning: not valid HCL at «»`,
    ));
});
