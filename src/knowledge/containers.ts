/**
 * Classes that nobody makes by hand: the container of the framework does, and gives the constructor what it asks for. From
 * the documentation of dependency injection of ASP.NET Core, the generic host, MassTransit, MediatR and Quartz.NET.
 */
const bases: Readonly<Record<string, readonly string[]>> = {
  dotnet: [
    'ControllerBase',
    'Controller',
    'PageModel',
    'Hub',
    'BackgroundService',
    'IHostedService',
    'IMiddleware',
    'IConsumer',
    'IRequestHandler',
    'INotificationHandler',
    'IJob',
  ],
};

/** @param given resolved paths of what a class extends and implements */
export function isMadeByContainer(ecosystem: string, given: readonly string[]): boolean {
  const known = bases[ecosystem] ?? [];
  return given.some((base) => known.includes(base.slice(base.lastIndexOf('.') + 1)));
}
