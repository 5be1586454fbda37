/**
 * Loads the package `oidc-provider` without its complaint about Node: at import it calls every release without an LTS name
 * unsupported, also those newer than the one it asks for, and has no setting against that. Any other warning passes.
 */
export async function loadOidcProvider(): Promise<typeof import('oidc-provider')> {
  const warn = console.warn;
  console.warn = (...words) => {
    if (!String(words[0]).includes('Unsupported runtime')) warn(...words);
  };
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}
