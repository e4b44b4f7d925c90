/** Where frameworks read their settings from, and by which rule a variable stands for one. */
export interface ConfigurationFiles {
  readonly ecosystem: string;
  /** Path below a package's folder; its first group, where it has one, names a profile. */
  readonly files: RegExp;
  /** Settings of a document that say for which profile it is. */
  readonly profileSettings: readonly string[];
  /** Setting that names the profiles that are on. */
  readonly activeProfiles: string;
  /** What stands before a setting where it is an argument of the program, or of the runtime. */
  readonly arguments: readonly string[];
  /** Settings by which more is fetched from elsewhere when the program starts, with what they then say. */
  readonly fetched: readonly { readonly setting: string; readonly says: RegExp }[];
  /** Packages that fetch settings from elsewhere. */
  readonly fetchedBy: readonly string[];
}

export const configurationFiles: readonly ConfigurationFiles[] = [
  {
    ecosystem: 'jvm',
    files:
      /^(?:src\/main\/resources\/|config\/|src\/main\/resources\/config\/)?(?:META-INF\/microprofile-config|(?:application|bootstrap)(?:-([\w-]+))?)\.(?:ya?ml|properties)$/,
    profileSettings: ['spring.config.activate.on-profile', 'spring.profiles'],
    activeProfiles: 'spring.profiles.active',
    arguments: ['--', '-D'],
    fetched: [
      {
        setting: 'spring.config.import',
        says: /\b(?:configserver|consul|zookeeper|vault|nacos|aws-[\w-]+|kubernetes):/,
      },
    ],
    fetchedBy: [
      'org.springframework.cloud:spring-cloud-starter-config',
      'org.springframework.cloud:spring-cloud-starter-consul-config',
      'org.springframework.cloud:spring-cloud-starter-consul-all',
      'org.springframework.cloud:spring-cloud-starter-zookeeper-config',
      'org.springframework.cloud:spring-cloud-starter-vault-config',
      'com.alibaba.cloud:spring-cloud-starter-alibaba-nacos-config',
      'com.ctrip.framework.apollo:apollo-client',
    ],
  },
];
