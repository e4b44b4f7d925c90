/** Health endpoints that a package brings along, without a route in the code. */

const rows: readonly { readonly package: RegExp; readonly path: RegExp }[] = [
  // https://docs.spring.io/spring-boot/reference/actuator/endpoints.html#actuator.endpoints.health
  { package: /spring-boot-starter-actuator$/, path: /^\/actuator\/(?:health(?:\/\w+)?|info)$/ },
  // https://quarkus.io/guides/smallrye-health
  { package: /quarkus-smallrye-health$/, path: /^\/q\/health(?:\/(?:live|ready|started))?$/ },
  // https://docs.micronaut.io/latest/guide/#healthEndpoint
  { package: /micronaut-management$/, path: /^\/health(?:\/(?:liveness|readiness))?$/ },
];

/** The package of a service that answers a path by itself; null where none is known to. */
export function healthPackage(packages: readonly string[], path: string): string | null {
  const own = rows.filter((row) => row.path.test(path));
  return packages.find((name) => own.some((row) => row.package.test(name))) ?? null;
}
