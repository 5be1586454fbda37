import { personalCategories } from '../../schema/categories.ts';
import type { ProcessingRegister } from '../../schema/register.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { Link } from '../partners/links.ts';
import type { Organisation } from '../partners/organisation.ts';
import { gatewayRole, owningRole } from '../plan/subject-rules.ts';
import type { CategoryAccess, DecideCategory, RequestAccess } from './access-control.ts';
import { decider } from './decide-access.ts';
import { decideRequests } from './decide-requests.ts';
import type { SubjectFacts } from './facts.ts';
import { type FactsSource, noFacts } from './facts-source.ts';
import { performActivity } from './perform-activity.ts';
import { registerIndex } from './register-index.ts';

const organisationCategory = 'organisation';
const oversightCategory = 'oversight';
const requestsCategory = 'requests';
const personalAndOrganisation: ReadonlySet<string> = new Set([...personalCategories, organisationCategory]);
const noLegalBasis: CategoryAccess = { allowed: false, reason: 'NO_LEGAL_BASIS' };

/**
 * The decisions of one request by the processing register and the facts about each client: one actor, one purpose, and one
 * moment unless the request itself acts.
 */
export class RegisterAccess implements RequestAccess {
  readonly #register: ProcessingRegister;
  readonly #source: FactsSource;
  readonly #context: RequestContext;
  #now: number;
  readonly #facts = new Map<string, Promise<SubjectFacts>>();
  readonly #loaded = new Map<string, SubjectFacts>();
  readonly #deciders = new Map<string, DecideCategory>();

  constructor(register: ProcessingRegister, source: FactsSource, context: RequestContext, now: number) {
    this.#register = register;
    this.#source = source;
    this.#context = context;
    this.#now = now;
  }

  async load(clientIds: readonly string[]): Promise<void> {
    const unknown = [...new Set(clientIds)].filter((id) => !this.#facts.has(id));
    if (unknown.length > 0) {
      const read = this.#source.factsOf(unknown);
      for (const id of unknown)
        this.#facts.set(
          id,
          read.then((facts) => facts.get(id) ?? noFacts),
        );
    }
    await Promise.all(
      clientIds.map(async (id) => {
        this.#loaded.set(id, (await this.#facts.get(id)) ?? noFacts);
      }),
    );
  }

  async of(clientIds: readonly string[]): Promise<readonly (readonly Link[])[]> {
    await this.load(clientIds);
    return clientIds.map((id) => this.#loaded.get(id)?.links ?? []);
  }

  acted(now: number): void {
    this.#source.acted?.();
    this.#facts.clear();
    this.#loaded.clear();
    this.#deciders.clear();
    this.#now = now;
  }

  versionOf(clientId: string): number {
    return this.#loaded.get(clientId)?.version ?? 0;
  }

  outdated(clientIds: readonly string[]): void {
    for (const id of clientIds) this.#source.changed?.(id);
  }

  general(): CategoryAccess {
    const { actor, purpose } = this.#context;
    const performed = performActivity(this.#register, actor, purpose);
    if (!performed.compiled) return { allowed: false, reason: performed.reason };
    // An activity without rules sees nothing of any client, and does nothing for one.
    return performed.compiled.sources.size > 0 ? { allowed: true } : noLegalBasis;
  }

  about(subject: string | null, organisation: Organisation): DecideCategory {
    // A subject may be any text that a caller sends, the empty one too; none at all is something else.
    const key = subject === null ? organisation.oin : `${organisation.oin} ${subject}`;
    let decider = this.#deciders.get(key);
    if (!decider) {
      decider = this.#decider(subject, organisation);
      this.#deciders.set(key, decider);
    }
    return decider;
  }

  keeps({ role }: Organisation, category: string): boolean {
    for (const { sources } of registerIndex(this.#register).values()) if (sources.get(role)?.has(category)) return true;
    return false;
  }

  #decider(subject: string | null, organisation: Organisation): DecideCategory {
    const facts = subject === null ? null : (this.#loaded.get(subject) ?? noFacts);
    const decide = decider(this.#register, this.#question(organisation), facts);
    const decided = new Map<string, CategoryAccess>();
    return (category) => {
      const known = decided.get(category);
      if (known) return known;
      // The privacy officer's own work needs no client's case, and is nobody else's.
      if (category === oversightCategory) return this.#oversight();
      if (category === requestsCategory) return this.#requests();
      // Which organisations and teams there are is about no person: no purpose is needed to know.
      if (category === organisationCategory && facts === null) return { allowed: true };
      const decision = personalAndOrganisation.has(category) ? decide(category) : noLegalBasis;
      decided.set(category, decision);
      return decision;
    };
  }

  #oversight(): CategoryAccess {
    return this.#context.actor.role === 'privacy-officer'
      ? { allowed: true }
      : { allowed: false, reason: 'ROLE_NOT_ALLOWED' };
  }

  // What was asked of the own organisation needs no client's case either: it is for the contact persons there.
  #requests(): CategoryAccess {
    const { actor, purpose } = this.#context;
    return decideRequests(this.#register, actor, purpose);
  }

  #question({ oin, role }: { oin: string; role: string }) {
    const { actor, purpose } = this.#context;
    // What the gateway itself tells of a client is decided like what the wijkteam's own subgraph tells.
    const source = role === gatewayRole ? owningRole : role;
    return { actor, purpose, organisation: { oin, role: source }, now: this.#now };
  }
}
