import type { Logger } from 'pino';
import type { ProcessingRegister } from '../../schema/register.ts';
import type { Audit } from './audit.ts';
import type { AuditSettings } from './audit-settings.ts';
import { openOtlp } from './otlp/open-otlp.ts';
import { subjectPseudonyms } from './record/subject-pseudonym.ts';
import { type LogWriterState, openLogWriter } from './write/open-log-writer.ts';

export interface AuditOptions {
  databaseUrl: string;
  settings: AuditSettings;
  register: ProcessingRegister;
  log: Logger;
}

/** The access log of a running gateway. */
export interface OpenAudit extends Audit {
  /** How the writing goes, for metrics and readiness. */
  state(): LogWriterState;
  /** Records what waits, signs a last checkpoint, and ends. */
  close(): Promise<void>;
}

/**
 * Opens the access log for a gateway's requests.
 *
 * @throws {ConfigurationError} when the checkpoint file cannot be written
 */
export async function openAudit({ register, settings, databaseUrl, log }: AuditOptions): Promise<OpenAudit> {
  const otlp = settings.otlp ? openOtlp(settings.otlp, databaseUrl, log) : null;
  const confirm = otlp?.confirm;
  const writer = await openLogWriter({ settings, databaseUrl, log, ...(confirm ? { confirm } : {}) });
  return {
    ...writer,
    register,
    pseudonymOf: subjectPseudonyms(settings.pseudonymSecret),
    close: async () => {
      await writer.close();
      await otlp?.close();
    },
  };
}
