import { SubgraphError } from '../../kit/errors.ts';
import type { CaseworkContext } from '../context.ts';
import { type PartnerStub, partnerStub } from '../partner-roles.ts';
import type { CaseRow } from '../store/tables.ts';
import type { TimelineEntry, TimelineKind } from './timeline.ts';

const maxEntries = 200;

/** What the timeline adds to `Case`. */
export const caseTimelineFields = {
  /** @throws {SubgraphError} BAD_USER_INPUT for a length that it never has */
  timeline(row: CaseRow, { first }: { first?: number | null }, { load }: CaseworkContext) {
    const asked = first ?? 50;
    if (asked < 0 || asked > maxEntries) {
      throw new SubgraphError('BAD_USER_INPUT', `first must be 0 to ${maxEntries}; asked: ${asked}`);
    }
    return load.timeline.load({ caseId: row.id, first: asked });
  },
};

/** `TimelineEntry` of the schema. */
export const timelineEntryResolvers = {
  at: ({ at }: TimelineEntry) => at.toISOString(),
  description: ({ kind, detail }: TimelineEntry) => descriptions[kind](detail ?? ''),
  by: ({ actor }: TimelineEntry) => actor,
  async organisation({ oin }: TimelineEntry, _: object, { load }: CaseworkContext): Promise<PartnerStub | null> {
    const known = oin === null ? null : await load.partner.load(oin);
    return known && partnerStub(known);
  },
  recordId: (entry: TimelineEntry) => entry.record_id,
};

const euros = new Intl.NumberFormat('nl-NL', { style: 'currency', currency: 'EUR' });

const levels: Readonly<Record<string, string>> = {
  TEAM_LEAD: 'de teamleider',
  MUNICIPALITY: 'de gemeente',
  NATIONAL_DESK: 'het landelijk loket',
};

const descriptions: Readonly<Record<TimelineKind, (detail: string) => string>> = {
  CASE_OPENED: () => 'Casus geopend',
  PLAN_WRITTEN: (version) => `Maatwerkplan geschreven, versie ${version}`,
  COSTS_AVOIDED_STATED: (cents) => `Vermeden kosten vastgelegd: ${euros.format(Number(cents) / 100)}`,
  RED_BUTTON_PRESSED: (level) => `Rode knop: opgeschaald naar ${levels[level]}`,
  ESCALATION_CLOSED: (level) => `Opschaling naar ${levels[level]} afgerond`,
  PAUSE_PRESSED: (until) => `Pauzeknop ingedrukt, tot en met ${until}`,
  PAUSE_RELEASED: () => 'Pauze opgeheven',
  FREEZE_REQUESTED: () => 'Schuldpauze aangevraagd',
  ARRANGEMENT_PROPOSED: () => 'Betalingsregeling voorgesteld',
  REQUEST_ANSWERED: () => 'Antwoord op het verzoek',
  CASE_CLOSED: () => 'Casus gesloten',
};
