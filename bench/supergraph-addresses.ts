const graphPattern = /@join__graph\(name: "([^"]+)", url: "([^"]*)"\)/g;

/** The subgraphs of a supergraph as Apollo's composition writes it, and where they stand. */
export function subgraphAddresses(sdl: string): { name: string; url: string }[] {
  return [...sdl.matchAll(graphPattern)].map(([, name = '', url = '']) => ({ name, url }));
}

/** The same supergraph, with every subgraph at its name below an address. */
export function withAddresses(sdl: string, base: string): string {
  return sdl.replaceAll(graphPattern, (_, name: string) => `@join__graph(name: "${name}", url: "${base}/${name}")`);
}
