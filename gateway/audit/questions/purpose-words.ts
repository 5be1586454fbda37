import type { ProcessingRegister } from '../../../schema/register.ts';

/** The purposes of the log, as the register has them now. */
export interface PurposeWords {
  /** The purpose in words; null: no activity, or one that the register has no more. */
  wordsFor(activity: string | null): string | null;
  /** Ids of the activities that are emergency access. */
  emergencies: readonly string[];
  /** Who answers for the data, each once: the controllers of the activities. */
  controllers: readonly string[];
}

export function purposeWords({ activities }: ProcessingRegister): PurposeWords {
  const words = new Map(activities.map(({ id, name, purpose }) => [id, `${name}: ${purpose}`]));
  return {
    wordsFor: (activity) => (activity === null ? null : (words.get(activity) ?? null)),
    emergencies: activities.filter(({ emergency }) => emergency).map(({ id }) => id),
    controllers: [...new Set(activities.map(({ controller }) => controller.name))],
  };
}
