/** Programs of the JVM, from jar, class or script to the file with the main class. */
import assert from 'node:assert/strict';
import { entriesOf, entryOfCommand, entryOfImage } from './entryOf.ts';

const spring = (name: string): string =>
  `package com.acme;\n\n@SpringBootApplication\npublic class ${name} {\n  public static void main(String[] args) { SpringApplication.run(${name}.class, args); }\n}\n`;
const plain = (name: string): string =>
  `package com.acme;\n\npublic class ${name} {\n  public static void main(String[] args) {}\n}\n`;
const pom = (artifact: string, rest = ''): string =>
  `<project><modelVersion>4.0.0</modelVersion><parent><artifactId>shop</artifactId></parent><artifactId>${artifact}</artifactId>${rest}</project>`;

const maven = {
  'pom.xml':
    '<project><modelVersion>4.0.0</modelVersion><artifactId>shop</artifactId><packaging>pom</packaging><modules><module>shop-api</module><module>shop-jobs</module></modules></project>',
  'shop-api/pom.xml': pom('shop-api'),
  'shop-api/src/main/java/com/acme/ApiApplication.java': spring('ApiApplication'),
  'shop-api/src/main/java/com/acme/Tool.java': plain('Tool'),
  'shop-api/src/test/java/com/acme/TestApplication.java': spring('TestApplication'),
  'shop-jobs/pom.xml': pom('shop-jobs', '<build><finalName>jobs</finalName></build>'),
  'shop-jobs/src/main/java/com/acme/JobsApplication.java': spring('JobsApplication'),
};
const api = 'shop-api/src/main/java/com/acme/ApiApplication.java';
const jobs = 'shop-jobs/src/main/java/com/acme/JobsApplication.java';

describe('entry points of the JVM', () => {
  const images: readonly [string, string, string][] = [
    [
      'a jar of a build stage',
      'FROM maven AS build\nWORKDIR /src\nCOPY . .\nRUN mvn package\nFROM eclipse-temurin\nCOPY --from=build /src/shop-api/target/shop-api-1.0.jar app.jar\nENTRYPOINT ["java","-jar","app.jar"]\n',
      api,
    ],
    [
      'a jar by a glob',
      'FROM eclipse-temurin\nWORKDIR /app\nCOPY shop-jobs/target/*.jar app.jar\nCMD java $JAVA_OPTS -jar app.jar\n',
      jobs,
    ],
    [
      'a jar that an argument names',
      'FROM eclipse-temurin\nARG JAR_FILE=shop-jobs/target/*.jar\nCOPY ${JAR_FILE} app.jar\nENTRYPOINT ["java","-jar","/app.jar"]\n',
      jobs,
    ],
    [
      'a jar by the name that the build gives it',
      'FROM eclipse-temurin\nADD jobs.jar /opt/jobs.jar\nENTRYPOINT exec java -Xmx1g -jar /opt/jobs.jar\n',
      jobs,
    ],
    [
      'layers that were taken apart',
      'FROM eclipse-temurin AS layers\nCOPY shop-api/target/*.jar application.jar\nRUN java -Djarmode=layertools -jar application.jar extract\nFROM eclipse-temurin\nCOPY --from=layers application/ ./\nENTRYPOINT ["java", "org.springframework.boot.loader.launch.JarLauncher"]\n',
      api,
    ],
    [
      'a class',
      'FROM eclipse-temurin\nCOPY shop-api/target/classes /app\nCMD ["java", "-cp", "/app:/app/lib/*", "-Dx=y", "com.acme.Tool", "--port", "80"]\n',
      'shop-api/src/main/java/com/acme/Tool.java',
    ],
    [
      'a jar behind the entry point of the base',
      'FROM gcr.io/distroless/java21-debian12\nCOPY shop-api/target/shop-api.jar /app.jar\nCMD ["/app.jar"]\n',
      api,
    ],
  ];
  for (const [name, dockerfile, expected] of images) {
    it(`finds ${name}`, async () => assert.equal(await entryOfImage(dockerfile, maven), expected));
  }

  it('knows which module one Dockerfile is built for by the name of the image', async () => {
    const files = {
      ...maven,
      'docker/Dockerfile':
        'FROM eclipse-temurin\nARG ARTIFACT_NAME\nCOPY ${ARTIFACT_NAME}.jar app.jar\nENTRYPOINT ["java","-jar","app.jar"]\n',
      'compose.yaml':
        'services:\n  api:\n    image: acme/shop-api\n  jobs:\n    image: acme/shop-jobs:${TAG:-latest}\n  db:\n    image: postgres\n',
    };
    assert.deepEqual(await entriesOf(files), [`api: ${api}`, `jobs: ${jobs}`]);
  });

  it('knows an image that the build makes without a Dockerfile', async () => {
    const files = {
      'settings.gradle.kts': 'include("orders")',
      'orders/build.gradle.kts': 'plugins {\n  id("com.google.cloud.tools.jib")\n}\n',
      'orders/src/main/kotlin/Orders.kt': 'package acme\n\nfun main() {\n}\n',
      'k8s/orders.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: orders\nspec:\n  template:\n    spec:\n      containers:\n        - name: orders\n          image: registry.acme.dev/orders:1\n',
    };
    assert.deepEqual(await entriesOf(files), ['orders: orders/src/main/kotlin/Orders.kt']);
  });

  const gradle = {
    'settings.gradle': "rootProject.name = 'mail'\n",
    'build.gradle.kts': 'application {\n  mainClass.set("acme.mail.MailKt")\n}\n',
    'src/main/kotlin/acme/mail/mail.kt': 'package acme.mail\n\nfun main() {}\n',
    'src/main/kotlin/acme/mail/Other.kt': 'package acme.mail\n\nfun main(args: Array<String>) {}\n',
  };

  it('finds the file of a Kotlin function, by jar and by start script', async () => {
    const jar =
      'FROM gradle AS build\nWORKDIR /src\nCOPY . .\nRUN gradle shadowJar\nFROM eclipse-temurin\nCOPY --from=build /src/build/libs/mail-1.0-all.jar mail.jar\nCMD ["java","-jar","mail.jar"]\n';
    assert.equal(await entryOfImage(jar, gradle), 'src/main/kotlin/acme/mail/mail.kt');
    const script =
      'FROM gradle AS build\nWORKDIR /src\nCOPY . .\nRUN gradle installDist\nFROM eclipse-temurin\nCOPY --from=build /src/build/install/mail /opt/mail\nCMD ["/opt/mail/bin/mail"]\n';
    assert.equal(await entryOfImage(script, gradle), 'src/main/kotlin/acme/mail/mail.kt');
    assert.equal(await entryOfCommand('build/install/mail/bin/mail', gradle), 'src/main/kotlin/acme/mail/mail.kt');
  });

  it('takes the class of the script where a build writes several', async () => {
    const files = {
      ...gradle,
      'build.gradle.kts': '',
      'build.gradle':
        "task tool(type: CreateStartScripts) {\n  mainClass = 'acme.mail.OtherKt'\n  applicationName = 'tool'\n}\n",
    };
    const { 'build.gradle.kts': _, ...groovy } = files;
    assert.equal(await entryOfCommand('build/install/mail/bin/tool', groovy), 'src/main/kotlin/acme/mail/Other.kt');
  });

  it('runs what build tools run', async () => {
    assert.equal(await entryOfCommand('./mvnw -pl shop-jobs spring-boot:run', maven), jobs);
    assert.equal(await entryOfCommand('./gradlew run', gradle), 'src/main/kotlin/acme/mail/mail.kt');
  });

  it('knows the scripts that wrap build tools by their names, whatever they say', async () => {
    const wrapper = '#!/bin/sh\nexec "$JAVACMD" -classpath .mvn/wrapper/maven-wrapper.jar acme.Wrapper "$@"\n';
    const files = { ...maven, mvnw: wrapper };
    assert.equal(await entryOfCommand('./mvnw -pl shop-jobs spring-boot:run', files), jobs);
    assert.equal(await entryOfCommand('sh mvnw -pl shop-jobs spring-boot:run', files), jobs);
    assert.equal(
      await entryOfCommand('./gradlew run', { ...gradle, gradlew: wrapper }),
      'src/main/kotlin/acme/mail/mail.kt',
    );
  });

  it('does not choose among programs that nothing tells apart', async () => {
    const files = {
      'pom.xml': pom('two'),
      'src/main/java/com/acme/One.java': plain('One'),
      'src/main/java/com/acme/Two.java': plain('Two'),
    };
    assert.match(await entryOfCommand('java -jar target/two.jar', files), /^\?/);
    assert.match(await entryOfCommand('java -jar $APP', files), /^\?/);
    assert.match(await entryOfCommand('java com.elsewhere.Main', files), /^\? the class/);
    assert.match(await entryOfCommand('java', files), /^\?/);
  });

  it('survives build files that are broken', async () => {
    const files = { 'pom.xml': '<project><artifactId>', 'src/main/java/com/acme/One.java': plain('One') };
    assert.equal(await entryOfCommand('java -jar target/one.jar', files), 'src/main/java/com/acme/One.java');
  });
});
