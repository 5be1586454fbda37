// What planning is taken to cost before anything was planned: measured on our own graph, 0.02 ms a unit of weight. It counts as much
// as so many units that were planned, so that the first documents, which take longer than those after them, do not decide.
const assumed = { weight: 20_000, ms: 400 };

const maxRemembered = 200_000;

/** How fast planning goes, on this machine and for this supergraph. */
export class PlanningPace {
  #weight = assumed.weight;
  #ms = assumed.ms;

  /** How long planning is expected to take, in milliseconds. */
  expectedMs(weight: number): number {
    return (weight * this.#ms) / this.#weight;
  }

  /** Takes note of what planning took. */
  saw(weight: number, ms: number): void {
    this.#weight += weight;
    this.#ms += ms;
    if (this.#weight < maxRemembered) return;
    // So that what was long ago counts ever less.
    this.#weight /= 2;
    this.#ms /= 2;
  }
}
