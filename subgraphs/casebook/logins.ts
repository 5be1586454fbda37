/** The subject of a person at the development identity provider, by the person's number there. */
export function loginOf(number: number): string {
  return `20000000-0000-4000-8000-0000000000${String(number).padStart(2, '0')}`;
}
