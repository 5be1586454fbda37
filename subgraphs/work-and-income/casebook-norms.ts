/** About the net assistance norm of 2026 for one person, euro cents a month. */
export const singleNormCents = 134_000;
