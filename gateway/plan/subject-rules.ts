/** The role that owns `Client`, knows clients by their own id, and computes with the others' dossiers. */
export const owningRole = 'casework';

/** The name of the gateway's own part of the graph among the subgraphs. */
export const gatewayRole = 'gateway';

/** How the gateway tells whom data is about, in the graph that it serves. */
export interface SubjectRules {
  /** The type of data subjects: what stands below an object of it is about that person, down to the next such object. */
  type: string;
  /** Its field that holds the client id. */
  field: string;
  /** Does the role know clients by pseudonyms of its organisations? If not, it knows them by their client id. */
  isPartner(role: string): boolean;
  /** Are answers about clients decided on? Then every such object says whom it is about, asked or not. */
  isEnforced: boolean;
}

/** The response name under which an object says whom it is about, where the gateway adds that to what it asks. */
export const subjectMark = 'kl_subject';

/** The response name under which an object says whose data it is, added likewise. */
export const sourceMark = 'kl_source';

/**
 * The response names under which an act's payload says whom it was about, whether it was refused and which organisations it asked,
 * added likewise.
 */
export const actMarks = { subject: 'kl_acted', refused: 'kl_refused', asked: 'kl_asked' } as const;

/** All that the gateway asks for itself, by response names: shown to nobody. */
export const ownMarks: readonly string[] = [subjectMark, sourceMark, ...Object.values(actMarks)];
