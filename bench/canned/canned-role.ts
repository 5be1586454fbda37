import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { roleSdl } from '../../subgraphs/kit/role-schema.ts';
import type { DossierRole } from '../client-view.ts';
import { type AnswerTemplate, answerTemplate, type Variables } from './answer-template.ts';
import { cannedClient } from './dossiers.ts';

/** Answers the calls to one subgraph. */
export type CannedRole = (body: CannedRequest) => Promise<string>;

export interface CannedRequest {
  query: string;
  variables?: Variables;
}

/** Query texts that are kept; more than any one run asks but for that of distinct documents. */
const maxKept = 20_000;

/** A role that answers with the same client whatever the id: a query text is executed when it is first seen, and not again. */
export function cannedRole(role: DossierRole | 'casework'): CannedRole {
  const client = cannedClient(role);
  const resolvers = { Client: { __resolveReference: () => client } };
  const schema = buildSubgraphSchema({ typeDefs: parse(roleSdl(role)), resolvers });
  const rootFields = { client, clients: [client] };
  const templates = new Map<string, Promise<AnswerTemplate>>();
  return async ({ query, variables = {} }) => {
    let template = templates.get(query);
    if (!template) {
      template = answerTemplate(schema, query, rootFields);
      if (templates.size < maxKept) templates.set(query, template);
    }
    return (await template).fill(variables);
  };
}
