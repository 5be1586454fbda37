/** A process of its own: the subgraphs of `nested-federation.ts`. A call that came before is answered as it was then. */

import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql } from 'graphql';
import { serveBenchProcess } from '../children/serve-bench-process.ts';
import { createCannedServer } from './canned-server.ts';
import { nestedNames, nestedResolvers, nestedTypeDefs } from './nested-federation.ts';

/** Different calls that are kept. */
const maxKept = 1_000;

function answering(name: (typeof nestedNames)[number]): (body: string) => Promise<string> {
  const schema = buildSubgraphSchema({ typeDefs: nestedTypeDefs(name), resolvers: nestedResolvers[name] });
  const answers = new Map<string, Promise<string>>();
  return async (body) => {
    const known = answers.get(body);
    if (known) return known;
    const { query, variables } = JSON.parse(body);
    const answer = graphql({ schema, source: query, variableValues: variables }).then((found) => JSON.stringify(found));
    if (answers.size < maxKept) answers.set(body, answer);
    return answer;
  };
}

await serveBenchProcess(createCannedServer(new Map(nestedNames.map((name) => [`/${name}`, answering(name)])), () => 0));
