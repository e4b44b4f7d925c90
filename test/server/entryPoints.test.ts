/** How production starts a program stands at its entry point, whatever it is written in. */
import assert from 'node:assert/strict';
import type { CodeLens, Hover, MarkupContent } from 'vscode-languageserver/node';
import { Editor } from './editor.ts';

interface Program {
  readonly language: string;
  readonly entry: string;
  /** Below `services/<language>/`. */
  readonly files: Readonly<Record<string, string>>;
  /** What the image runs. */
  readonly image: string;
}

const csproj =
  '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net9.0</TargetFramework></PropertyGroup></Project>\n';
const pom = (main: string): string =>
  `<project><artifactId>app</artifactId><build><finalName>app</finalName><plugins><plugin>
<artifactId>maven-jar-plugin</artifactId><configuration><archive><manifest><mainClass>${main}</mainClass></manifest></archive></configuration>
</plugin></plugins></build></project>\n`;

const programs: readonly Program[] = [
  {
    language: 'python',
    entry: 'app.py',
    files: { 'app.py': 'def main():\n    pass\n\n\nif __name__ == "__main__":\n    main()\n' },
    image: 'FROM python:3.13\nCOPY . .\nCMD ["python", "app.py"]\n',
  },
  {
    language: 'javascript',
    entry: 'server.js',
    files: { 'server.js': "require('http').createServer().listen(8080);\n", 'package.json': '{"name":"app"}\n' },
    image: 'FROM node:24\nCOPY . .\nCMD ["node", "server.js"]\n',
  },
  {
    language: 'typescript',
    entry: 'src/server.ts',
    files: {
      'src/server.ts': "import { createServer } from 'node:http';\n\ncreateServer().listen(8080);\n",
      'tsconfig.json': '{"compilerOptions":{"outDir":"dist","rootDir":"src"}}\n',
      'package.json': '{"name":"app"}\n',
    },
    image: 'FROM node:24\nCOPY . .\nRUN npx tsc\nCMD ["node", "dist/server.js"]\n',
  },
  {
    language: 'go',
    entry: 'main.go',
    files: { 'main.go': 'package main\n\nfunc main() {\n}\n', 'go.mod': 'module example.com/app\n' },
    image: 'FROM golang:1.25\nCOPY . .\nRUN go build -o /app .\nCMD ["/app"]\n',
  },
  {
    language: 'java',
    entry: 'src/main/java/com/example/App.java',
    files: {
      'src/main/java/com/example/App.java':
        'package com.example;\n\npublic class App {\n  public static void main(String[] args) {\n  }\n}\n',
      'pom.xml': pom('com.example.App'),
    },
    image: 'FROM maven:3\nCOPY . .\nRUN mvn package\nCMD ["java", "-jar", "target/app.jar"]\n',
  },
  {
    language: 'kotlin',
    entry: 'src/main/kotlin/com/example/App.kt',
    files: {
      'src/main/kotlin/com/example/App.kt': 'package com.example\n\nfun main() {\n}\n',
      'pom.xml': pom('com.example.AppKt'),
    },
    image: 'FROM maven:3\nCOPY . .\nRUN mvn package\nCMD ["java", "-jar", "target/app.jar"]\n',
  },
  {
    language: 'csharp',
    entry: 'Program.cs',
    files: { 'Program.cs': 'var app = WebApplication.Create(args);\n\napp.Run();\n', 'App.csproj': csproj },
    image:
      'FROM mcr.microsoft.com/dotnet/sdk:9.0\nCOPY . .\nRUN dotnet publish -o /out\nCMD ["dotnet", "/out/App.dll"]\n',
  },
  {
    language: 'ruby',
    entry: 'server.rb',
    files: { 'server.rb': "require 'webrick'\n\nWEBrick::HTTPServer.new(Port: 8080).start\n" },
    image: 'FROM ruby:3.4\nCOPY . .\nCMD ["ruby", "server.rb"]\n',
  },
  {
    language: 'php',
    entry: 'worker.php',
    files: { 'worker.php': '<?php\n\nwhile (true) {\n    sleep(1);\n}\n' },
    image: 'FROM php:8.4-cli\nCOPY . .\nCMD ["php", "worker.php"]\n',
  },
  {
    language: 'rust',
    entry: 'src/main.rs',
    files: { 'src/main.rs': 'fn main() {\n}\n', 'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\n' },
    image: 'FROM rust:1.91\nCOPY . .\nRUN cargo install --path .\nCMD ["app"]\n',
  },
  {
    language: 'elixir',
    entry: 'lib/app/application.ex',
    files: {
      'lib/app/application.ex':
        'defmodule App.Application do\n  use Application\n\n  def start(_type, _args) do\n    Supervisor.start_link([], strategy: :one_for_one)\n  end\nend\n',
      'mix.exs':
        'defmodule App.MixProject do\n  use Mix.Project\n\n  def project do\n    [app: :app, version: "0.1.0"]\n  end\n\n  def application do\n    [mod: {App.Application, []}]\n  end\nend\n',
    },
    image: 'FROM elixir:1.19\nCOPY . .\nRUN mix release\nCMD ["_build/prod/rel/app/bin/app", "start"]\n',
  },
];

describe('how production starts it, at entry points', () => {
  let editor: Editor;
  before(async () => {
    const files = programs.flatMap(({ language, files: own, image }) =>
      Object.entries({ ...own, Dockerfile: image }).map(
        ([path, text]) => [`services/${language}/${path}`, text] as const,
      ),
    );
    editor = await Editor.open(Object.fromEntries(files), { initialization: { openLocationCommand: 'test.open' } });
  });
  after(() => editor.close());

  for (const { language, entry } of programs) {
    it(`is shown in ${language}, and told by a hover`, async () => {
      const path = `services/${language}/${entry}`;
      await editor.openFile(path);
      const textDocument = { uri: editor.uri(path) };
      const [lens] = await editor.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument });
      assert.match(lens?.command?.title ?? 'no lens', /^production: dockerfile → .+ · no telemetry$/);
      assert.equal(lens?.command?.arguments?.[0], editor.uri(`services/${language}/Dockerfile`));
      const position = lens?.range.start;
      const hover = await editor.connection.sendRequest<Hover | null>('textDocument/hover', { textDocument, position });
      // Safe: the server answers with markdown.
      assert.match((hover?.contents as MarkupContent | undefined)?.value ?? 'no hover', /production: dockerfile → /);
    });
  }
});
