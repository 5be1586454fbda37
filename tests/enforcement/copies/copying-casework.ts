import type { SubgraphDefinition } from '../../support/federation.ts';
import { oinAt } from '../access-rules.ts';

/** What casework keeps of organisations: `source` is whose it is. */
export interface Copy {
  id: string;
  clientId?: string | null;
  sourceOin?: string | number | null;
  contact?: { phone: string } | null;
  about?: string;
}

const secret = { phone: 'secret phone' };
const housingOin = oinAt(1);
const cjibOin = oinAt(2);

/** Of Ann: one that is casework's own, one of the housing corporation, one of the CJIB. */
export const annsCopies: readonly Copy[] = [
  { id: 'own', clientId: 'ann' },
  { id: 'of-housing', clientId: 'ann', sourceOin: housingOin, contact: secret },
  { id: 'of-cjib', clientId: 'ann', sourceOin: cjibOin, contact: secret },
];

const clientOf = (id: string) => ({ __typename: 'Client', id, name: `Name of ${id}` });

/** A wijkteam's own subgraph that keeps copies of organisations' data, and does acts that answer with one. */
export function copyingCasework(copies: readonly Copy[]): Record<string, SubgraphDefinition> {
  const found = (id: unknown) => copies.find((copy) => copy.id === id) ?? null;
  const payload = (id: unknown) => {
    const copy = found(id);
    const oins = copies.flatMap(({ sourceOin }) => (typeof sourceOin === 'string' ? [sourceOin] : []));
    return copy
      ? { client: clientOf(String(copy.clientId)), copy, oins, userErrors: [] }
      : { client: null, copy: null, oins: [], userErrors: [{ code: 'UNKNOWN_COPY' }] };
  };
  return {
    casework: {
      typeDefs: `
        type Query {
          client(id: ID!): Client @policy(policies: [["case"]])
          copy(id: ID!): Copy @policy(policies: [["debt-freezes"]])
          copies: [Copy] @policy(policies: [["debt-freezes"]])
          folder(id: ID!): Folder @policy(policies: [["debt-freezes"]])
          received: [Received!] @policy(policies: [["requests"]])
          things: [Thing] @policy(policies: [["debt-freezes"]])
        }
        type Mutation {
          copyIt(id: ID!): CopyPayload! @policy(policies: [["debt-freezes"]])
          answerIt(id: ID!): AnswerPayload! @policy(policies: [["requests"]])
        }
        type Client @key(fields: "id") {
          id: ID! @policy(policies: [["case"]])
          name: String @policy(policies: [["identity"]])
          copies: [Copy] @policy(policies: [["debt-freezes"]])
        }
        type Copy implements Noted @policy(policies: [["debt-freezes"]]) {
          id: ID!
          clientId: ID! @inaccessible
          sourceOin: ID @inaccessible
          text: String
          contact: Contact
          about: Client
        }
        type Contact @policy(policies: [["contact-persons"]]) { phone: String! }
        type Folder @policy(policies: [["debt-freezes"]]) { clientId: ID! @inaccessible id: ID! copies: [Copy] }
        type Received @policy(policies: [["requests"]]) { id: ID! clientId: ID @inaccessible debt: String @policy(policies: [["debts"]]) }
        interface Noted { id: ID! text: String }
        type Note implements Noted { id: ID! text: String }
        union Thing = Copy | Note
        type CopyPayload { client: Client copy: Copy oins: [ID!]! userErrors: [UserError!]! }
        type AnswerPayload { clientId: ID @inaccessible oin: ID received: Received userErrors: [UserError!]! }
        type UserError { code: String! }
      `,
      resolvers: {
        Query: {
          client: (_, { id }) => clientOf(String(id)),
          copy: (_, { id }) => found(id),
          copies: () => copies,
          folder: (_, { id }) => ({ id: `folder of ${id}`, clientId: id }),
          received: () => copies,
          things: () => copies.map((copy) => ({ __typename: 'Copy', ...copy })),
        },
        Mutation: {
          copyIt: (_, { id }) => payload(id),
          answerIt: (_, { id }) => ({ clientId: 'ann', oin: housingOin, received: found(id), userErrors: [] }),
        },
        Client: {
          __resolveReference: ({ id }) => clientOf(String(id)),
          copies: ({ id }) => copies.filter(({ clientId }) => clientId === id),
        },
        Folder: { copies: ({ clientId }) => copies.filter((copy) => copy.clientId === clientId) },
        Copy: {
          text: ({ id }) => `text ${id}`,
          about: ({ about }) => (typeof about === 'string' ? clientOf(about) : null),
          sourceOin: ({ sourceOin }) => {
            if (sourceOin === 0) throw new Error('not known whose it is');
            return sourceOin;
          },
        },
        Received: { debt: () => 'secret debt' },
      },
    },
    housing: partner,
    cjib: { ...partner, typeDefs: partner.typeDefs.replaceAll('housing', 'cjib') },
  };
}

const partner: SubgraphDefinition = {
  typeDefs: `
    type Client @key(fields: "id") { id: ID! @policy(policies: [["case"]]) housing: [String!] @policy(policies: [["debts"]]) }
  `,
  resolvers: { Client: { __resolveReference: (reference) => reference } },
};
