import type { ProcessingRegister } from '../../schema/register.ts';
import type { Actor } from '../identity/actor.ts';
import type { LogEntry } from './record/log-record.ts';
import type { SubjectPseudonym } from './record/subject-pseudonym.ts';
import type { ReleaseGate } from './release.ts';

/** What requests are recorded with. */
export interface Audit {
  release: ReleaseGate;
  /**
   * Records what no answer waits for.
   *
   * @throws {AuditUnavailableError} when it could not be recorded
   */
  append: (entries: readonly LogEntry[]) => Promise<void>;
  pseudonymOf: SubjectPseudonym;
  /** By whose version is decided. */
  register: ProcessingRegister;
  /** Someone asks. */
  seen?: (actor: Actor) => void;
}
