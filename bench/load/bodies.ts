import { caseloadView, clientIdOf, clientView } from '../client-view.ts';
import { clientCount } from '../start-surroundings.ts';

/** Bodies that ask for one client after the other, for ever. */
export function clientAfterClient(): () => string {
  let number = 0;
  return () => {
    number = (number % clientCount) + 1;
    return JSON.stringify({ query: clientView, operationName: 'ClientView', variables: { id: clientIdOf(number) } });
  };
}

/** Bodies that ask for so many clients at once, the next ones each time. */
export function caseloads(size: number): () => string {
  let first = 0;
  return () => {
    const ids = Array.from({ length: size }, (_, index) => clientIdOf(((first + index) % clientCount) + 1));
    first += size;
    return JSON.stringify({ query: caseloadView, operationName: 'Caseload', variables: { ids } });
  };
}
