/** The URL with server settings added to those it already carries; pg prefers the URL's over its own `options`. */
export function withSettings(databaseUrl: string, settings: string): string {
  const url = new URL(databaseUrl);
  const given = url.searchParams.get('options');
  url.searchParams.set('options', given ? `${given} ${settings}` : settings);
  return url.href;
}
