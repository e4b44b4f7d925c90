import type { Evidence, Fix } from '../../../model/finding.ts';
import type { Location } from '../../../model/text.ts';

/** Telemetry, or what sets it up, at a place where nothing reads it. */
export interface Ignored {
  readonly place: Location;
  readonly why: string;
  readonly evidence: readonly Evidence[];
  readonly fix: Fix | null;
  /** Telemetry is started, and only this has no effect. */
  readonly isSetting?: true;
}
