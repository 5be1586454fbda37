/** How requests are brought to organisations. Times are in milliseconds. */
export interface DeliverySettings {
  /** How long an organisation that cannot be reached is asked again; then the request is given up. */
  termMs: number;
  /** Before the second attempt; doubled for each one after. */
  firstBackOffMs: number;
  /** How often what others left is looked for; null: never. */
  scanMs: number | null;
  /** How often organisations are asked how requests stand; null: never. */
  refreshMs: number | null;
  /** How long who delivers has for it, longer than any organisation has to answer; then somebody else may. */
  leaseMs: number;
  /** How long what goes on is waited for at the end. */
  closeWithinMs: number;
}

export const defaultDelivery: DeliverySettings = {
  termMs: 72 * 3_600_000,
  firstBackOffMs: 1_000,
  scanMs: 15_000,
  refreshMs: 300_000,
  leaseMs: 90_000,
  closeWithinMs: 5_000,
};
