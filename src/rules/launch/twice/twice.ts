import type { Evidence, Fix } from '../../../model/finding.ts';
import type { Location } from '../../../model/text.ts';

/** Telemetry that is started once more than it should be. */
export interface Twice {
  readonly place: Location;
  readonly other: Evidence;
  /** Behind the name of the service. */
  readonly message: string;
  readonly fix: Fix | null;
}
