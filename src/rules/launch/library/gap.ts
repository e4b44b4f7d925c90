import type { Evidence, Fix } from '../../../model/finding.ts';
import type { Location } from '../../../model/text.ts';

/** Something that a program is made of, or does, and that is in no trace. */
export interface Gap {
  readonly place: Location;
  /** Behind the name of the service. */
  readonly message: string;
  readonly evidence: readonly Evidence[];
  readonly fix: Fix | null;
  readonly fault: string;
}
