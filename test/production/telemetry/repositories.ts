/** Small repositories of one service each, and what becomes of its telemetry, in a few words. */
import type { TelemetryVerdict } from '../../../src/model/production.ts';
import { launchesOfFiles, type Files } from '../repository.ts';

/** `active traces,metrics opentelemetry in-code`, `conditional errors sentry in-code if SENTRY_DSN is set`. */
export function render({ state, signals, vendor, mechanism, paths }: TelemetryVerdict): string {
  const condition = state === 'conditional' ? paths.find((path) => path.state === state)?.condition : null;
  const words = [state, signals.join(','), vendor ?? '', mechanism === 'none' ? '' : mechanism];
  return [...words.filter((word) => word !== ''), ...(condition == null ? [] : [`if ${condition}`])].join(' ');
}

/** Verdicts of all launches, each once. */
export async function verdictOf(files: Files): Promise<string> {
  const launches = await launchesOfFiles(files);
  return [...new Set(launches.map(({ telemetry }) => render(telemetry)))].join(' | ');
}

const java = `
package shop;

public class Shop {
  public static void main(String[] args) {
    SpringApplication.run(Shop.class, args);
  }
}
`;

export const dependency = (name: string, more = ''): string => {
  const [group = '', artifact = ''] = name.split(':');
  return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId>${more}</dependency>`;
};

export const pom = (dependencies: readonly string[], parent = ''): string =>
  `<project>${parent}<groupId>shop</groupId><artifactId>shop</artifactId><dependencies>${dependencies
    .map((name) => (name.startsWith('<') ? name : dependency(name)))
    .join('')}</dependencies></project>`;

/** A service of the JVM whose image Maven builds. */
export function jvm(dependencies: readonly string[], more: Files = {}, environment = ''): Files {
  return {
    Dockerfile: `FROM maven:3 AS build
WORKDIR /app
COPY . .
RUN mvn package
FROM eclipse-temurin:21-jre
${environment}
COPY --from=build /app/target/shop.jar /shop.jar
ENTRYPOINT ["java", "-jar", "/shop.jar"]
`,
    'pom.xml': pom(dependencies),
    'src/main/java/shop/Shop.java': java,
    ...more,
  };
}

/** A service of .NET that \`dotnet publish\` makes. */
export function dotnet(program: string, packages: readonly string[], environment = '', command?: string): Files {
  return {
    Dockerfile: `FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
WORKDIR /src
COPY . .
RUN dotnet publish Shop.csproj -o /out
FROM mcr.microsoft.com/dotnet/aspnet:9.0
WORKDIR /app
COPY --from=build /out .
${environment}
ENTRYPOINT ${command ?? '["dotnet", "Shop.dll"]'}
`,
    'Shop.csproj': `<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>${packages
      .map((name) => `<PackageReference Include="${name}" Version="1.0.0" />`)
      .join('')}</ItemGroup></Project>`,
    'Program.cs': program,
  };
}

/** A Rails application behind Puma. */
export function rails(gems: string, more: Files = {}): Files {
  return {
    Procfile: 'web: bundle exec puma -C config/puma.rb\n',
    Gemfile: `source "https://rubygems.org"\ngem "rails"\ngem "puma"\n${gems}\n`,
    'config.ru': 'require_relative "config/environment"\nrun Rails.application\n',
    'config/environment.rb': 'require_relative "application"\nRails.application.initialize!\n',
    'config/application.rb':
      'require_relative "boot"\nrequire "rails/all"\nBundler.require(*Rails.groups)\nmodule Shop\n  class Application < Rails::Application\n  end\nend\n',
    'config/puma.rb': 'port 3000\n',
    ...more,
  };
}

/** A program of PHP in an image of its own. */
export function php(composer: string, run: string, environment = '', program = '<?php\necho 1;\n'): Files {
  return {
    Dockerfile: `FROM php:8.3-cli\nWORKDIR /app\n${run}\nCOPY . .\n${environment}\nCMD ["php", "public/index.php"]\n`,
    'composer.json': composer,
    'public/index.php': program,
  };
}
