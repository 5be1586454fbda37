/**
 * The supergraph without the `for: SECURITY` argument on its `@link`s. Stock `ApolloGateway` refuses a supergraph that links
 * a security feature it does not enforce itself, such as `@policy`; it only loads and swaps this copy, while planning and
 * enforcement work from the original.
 */
export function stripSecurityPurpose(sdl: string): string {
  return sdl.replaceAll(/(@link\([^)]*?),\s*for:\s*SECURITY\b/g, '$1');
}
