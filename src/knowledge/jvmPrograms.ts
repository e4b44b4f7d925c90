/** What starts programs of the JVM: flags of `java`, classes that only load others, and how frameworks mark a main class. */

/** Flags of `java` whose value is the next word. */
export const javaValueFlags: ReadonlySet<string> = new Set([
  '-cp',
  '-classpath',
  '--class-path',
  '-p',
  '--module-path',
  '--upgrade-module-path',
  '--add-modules',
  '--add-opens',
  '--add-exports',
  '--add-reads',
  '--patch-module',
  '--limit-modules',
  '--enable-native-access',
]);

/** Main classes of launchers that find the program's own in the archive that they are in. */
export const archiveLaunchers =
  /^org\.springframework\.boot\.loader\.(?:launch\.)?(?:Jar|War|Properties)Launcher$|^io\.quarkus\.bootstrap\.runner\.QuarkusEntryPoint$/;

/** Scripts in repositories that bring a build tool and hand all they are given to it. */
export const buildWrappers = /(?:^|\/)(?:mvnw|gradlew)$/;

/** Programs that serve web archives which are copied to them. */
export const servletContainers = /^(?:catalina\.sh|standalone\.sh|asadmin|jetty\.sh|startup\.sh)$/;

/** Text by which frameworks know the class that starts the program, best first. */
export const mainMarks: readonly RegExp[] = [
  /^\s*@(?:SpringBootApplication|QuarkusMain|SpringCloudApplication)\b/m,
  /\b(?:SpringApplication\s*\.\s*run|new SpringApplicationBuilder|runApplication\s*<|Micronaut\s*\.\s*(?:run|build)|Quarkus\s*\.\s*run|embeddedServer\s*\(|EngineMain|Application\s*\.\s*launch|new \w+(?:Application|Server|Service|App)\(\)\s*\.\s*run\s*\(\s*args)/,
];

/** A function that the JVM can start a program with, by the file's extension. */
export const mainFunctions: Readonly<Record<string, RegExp>> = {
  '.java': /\bstatic\s+(?:final\s+)?void\s+main\s*\(/,
  '.kt': /^\s*(?:@JvmStatic\s+)?(?:suspend\s+)?fun\s+main\s*\(/m,
  '.groovy': /\bstatic\s+(?:void|def)\s+main\s*\(/,
  '.scala': /\bextends\s+(?:\w+\s+with\s+)*(?:App|IOApp(?:\.\w+)?|ZIOAppDefault)\b|\bdef\s+main\s*\(|^@main\b/m,
};

/** Ends of an archive's name that say what is in it rather than what it is. */
export const archiveEndings =
  /[-.](?:all|exec|runner|boot|fat|shaded|standalone|uber|assembly|jar-with-dependencies|with-dependencies|dist|bin|app|SNAPSHOT|RELEASE|FINAL|GA)$/i;

/**
 * Builds whose programs have no main class in the repository: one that a plugin generates, or a server's. As they stand in
 * the build file.
 */
export const buildsWithoutMain =
  /\bquarkus-maven-plugin\b|\bid\s*\(?\s*["']io\.quarkus["']|<packaging>\s*war\s*<|\b(?:id\s*\(?\s*["']war["']|apply\s+plugin:\s*["']war["'])|\bliberty-maven-plugin\b|\bwildfly(?:-jar)?-maven-plugin\b|\bhelidon-maven-plugin\b/;

/**
 * Scripts of public images that start the archive which stands where they look for it:
 * https://github.com/jboss-openshift/cct_module and https://github.com/fabric8io-images/run-java-sh.
 */
export const archiveScripts = /(?:^|\/)(?:run-java\.sh|s2i\/run)$/;

/** The archive, where the images' scripts are told which. */
export const archiveVariables: readonly string[] = ['JAVA_APP_JAR'];

/** Programs that native builds write, as a copy names them. */
export const nativePrograms = /(?:^|\/)(?:target|build)\/(?:[^/]*\/)*[^/]*-runner$|\/nativeCompile\/[^/]+$/;

/** Plugins that make images without a Dockerfile, as build files name them. */
export const imagePlugins =
  /\bjib\b|bootBuildImage|spring-boot-maven-plugin|org\.springframework\.boot|container-image|docker-maven-plugin|io\.micronaut|com\.palantir\.docker/;

/**
 * Agents that buildpacks put into an image where a variable of its build says so, and what the process then finds:
 * https://github.com/paketo-buildpacks/opentelemetry, https://github.com/paketo-buildpacks/datadog.
 */
export const buildpackAgents: readonly {
  readonly variable: string;
  readonly sets: Readonly<Record<string, string>>;
}[] = [
  {
    variable: 'BP_OPENTELEMETRY_ENABLED',
    // The agent stays off until the process says `true`.
    sets: { JAVA_TOOL_OPTIONS: '-javaagent:/layers/opentelemetry-javaagent.jar', OTEL_JAVAAGENT_ENABLED: 'false' },
  },
  { variable: 'BP_DATADOG_ENABLED', sets: { JAVA_TOOL_OPTIONS: '-javaagent:/layers/dd-java-agent.jar' } },
];
