import type { SubgraphDefinition } from '../support/federation.ts';

/**
 * Clients and what three kinds of partners know about them, in the manner of the real graph. The housing corporation is at
 * the url that is given: it is the one that goes wrong.
 */
export function clients(
  housingUrl: string,
  limits: Partial<SubgraphDefinition> = {},
): Record<string, SubgraphDefinition> {
  return {
    casework: {
      typeDefs: `
        type Query {
          client(id: ID!): Client @policy(policies: [["case"]])
          clients(ids: [ID!]!): [Client]! @policy(policies: [["case"]])
        }
        type Client @key(fields: "id") {
          id: ID! @policy(policies: [["identity"]])
          name: String @policy(policies: [["identity"]])
        }
      `,
      resolvers: {
        Query: {
          client: (_, { id }) => ({ id, name: `Client ${id}` }),
          clients: (_, { ids }) => (ids as string[]).map((id) => ({ id, name: `Client ${id}` })),
        },
      },
    },
    housing: {
      url: housingUrl,
      organisation: 'Woonstichting De Vechtoever',
      timeoutMs: 400,
      ...limits,
      typeDefs: `
        type Query { housingFigures: Figures @policy(policies: [["case"]]) }
        type Figures @policy(policies: [["case"]]) { tenancies: Int }
        type Client @key(fields: "id") { id: ID! @policy(policies: [["identity"]])  housing: [HousingDossier!] @policy(policies: [["tenancy"]]) }
        type HousingDossier @policy(policies: [["tenancy"]]) {
          reference: String!  rentCents: Int  stage: Stage  address: Address  notes: [String!]  contact: Contact
        }
        type Address @policy(policies: [["tenancy"]]) { street: String!  town: String }
        enum Stage { REMINDER EVICTION }
        union Contact = Person | Desk
        type Person @policy(policies: [["contact-persons"]]) { name: String! }
        type Desk @policy(policies: [["contact-persons"]]) { hours: String! }
      `,
    },
    insurer: {
      organisation: 'Zorgverzekeraar De Brugwacht',
      typeDefs: `
        type Client @key(fields: "id") { id: ID! @policy(policies: [["identity"]])  insurance: [Policy!] @policy(policies: [["insurance"]]) }
        type Policy @policy(policies: [["insurance"]]) { number: String!  monthsInArrears: Int }
      `,
      resolvers: { Client: { insurance: ({ id }) => [{ number: `policy of ${id}`, monthsInArrears: 7 }] } },
    },
    cjib: {
      organisation: 'CJIB',
      typeDefs: `
        type Client @key(fields: "id") { id: ID! @policy(policies: [["identity"]])  fines: [Fine!] @policy(policies: [["penal"]]) }
        type Fine @policy(policies: [["penal"]]) { cents: Int! }
      `,
      resolvers: { Client: { fines: () => [{ cents: 23_900 }, { cents: 0 }] } },
    },
  };
}

/** Asks all there is of one client. */
export const clientView = `{
  client(id: "c1") {
    id name
    housing { reference rentCents stage address { street town } notes contact { __typename ... on Person { name } ... on Desk { hours } } }
    insurance { number monthsInArrears }
    fines { cents }
  }
}`;

/** The dossier as a well-behaved corporation answers it. */
export const dossier = {
  reference: 'V-1',
  rentCents: 61_250,
  stage: 'REMINDER',
  address: { street: 'Kade', town: 'Domstad' },
  notes: ['one', 'two'],
  contact: { __typename: 'Person', name: 'Mw. Jansen' },
};

/** The answer to `clientView`, with this as the housing part. */
export const viewWith = (housing: unknown) => ({
  client: {
    id: 'c1',
    name: 'Client c1',
    housing,
    insurance: [{ number: 'policy of c1', monthsInArrears: 7 }],
    fines: [{ cents: 23_900 }, { cents: 0 }],
  },
});
