import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, execute, type GraphQLSchema, parse, validate } from 'graphql';
import type { PartnerCall, PartnerCaller } from '../../../gateway/partners/partner-call.ts';
import type { Json } from '../../../gateway/plan/json.ts';
import {
  caseworkOin,
  clientIds,
  clientItem,
  dossierFields,
  fieldValue,
  type Item,
  organisations,
  overviewItem,
  type People,
  partnerItem,
  pseudonymOf,
} from './anyones-records.ts';
import { roles, schemaTexts } from './policies-as-written.ts';

/** A call that an organisation got. */
export interface Received {
  oin: string;
  role: string;
  body: string;
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName: string | null;
  variables: Readonly<Record<string, unknown>>;
}

/** All organisations over the real subgraph schemas, in memory. Each validates what it is asked, as a strict partner does. */
export class OrganisationsInMemory implements PartnerCaller {
  readonly calls: Received[] = [];
  /** What subgraphs found wrong with what they were asked. */
  readonly complaints: string[] = [];
  people: People = { households: {}, links: {} };
  readonly #schemas = new Map(roles.map((role) => [role as string, this.#schemaOf(role)]));

  async call({ organisation: { oin, role }, body }: PartnerCall): ReturnType<PartnerCaller['call']> {
    const schema = this.#schemas.get(role);
    if (!schema) throw new Error(`no such role: ${role}`);
    const { query, variables = {}, operationName = null } = JSON.parse(body);
    const document = parse(query);
    this.calls.push({ oin, role, body, schema, document, operationName, variables });
    const faults = validate(schema, document);
    const { data, errors = [] } =
      faults.length > 0
        ? { errors: faults }
        : await execute({
            schema,
            document,
            variableValues: variables,
            operationName,
            rootValue: { __typename: 'Query', subject: null, oin, seed: 'root' } satisfies Item,
            contextValue: { oin },
            fieldResolver: (item, args, _, { fieldName, returnType }) => this.#field(item, fieldName, args, returnType),
            typeResolver: ({ __typename }) => __typename,
          });
    for (const { message } of errors) this.complaints.push(`${role}: ${message}\n${query}`);
    return { kind: 'answered', data: JSON.parse(JSON.stringify(data ?? null)) as Json, errors: [] };
  }

  async close(): Promise<void> {}

  #field(
    item: Item & { given?: object },
    field: string,
    args: object,
    type: Parameters<typeof fieldValue>[4],
  ): unknown {
    if (item.__typename === 'Client' && field === 'overview') {
      const given = item.given as Record<string, unknown>;
      return overviewItem(
        item.self ?? '',
        Object.keys(dossierFields).map((name) => given[name]),
      );
    }
    return fieldValue(this.people, item, field, args as Record<string, unknown>, type);
  }

  #schemaOf(role: string): GraphQLSchema {
    const text = schemaTexts.get(role) ?? '';
    const entities = [...text.matchAll(/^type (\w+)[^{]*@key/gm)].map(([, name = '']) => name);
    return buildSubgraphSchema({
      typeDefs: parse(text),
      resolvers: Object.fromEntries(
        entities.map((name) => [
          name,
          {
            __resolveReference: (reference: Record<string, string>, { oin }: { oin: string }) =>
              name === 'Client' ? findClient(reference, oin) : findPartner(reference, oin),
          },
        ]),
      ),
    });
  }
}

function findClient(reference: Record<string, string>, oin: string): (Item & { given: object }) | null {
  const named = (id: string) => (oin === caseworkOin ? id : pseudonymOf(oin, id));
  const id = clientIds.find((one) => named(one) === reference.id);
  return id === undefined ? null : { ...clientItem(id, oin), given: reference };
}

function findPartner({ oin: asked = '' }: Record<string, string>, oin: string): Item | null {
  if (oin !== caseworkOin && asked !== oin) return null;
  return organisations.some((one) => one.oin === asked) ? partnerItem(asked, { subject: null, oin }) : null;
}
