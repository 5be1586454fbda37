/** What can be measured. */
export const gatewayNames = ['hand-written', 'stock', 'hive', 'ours-plain', 'ours-full'] as const;

export type GatewayName = (typeof gatewayNames)[number];

/** Can it be measured here? Hive Gateway is not a dependency of ours: someone has to say where it is installed. */
export function isInstalled(name: GatewayName): boolean {
  return name !== 'hive' || process.env.BENCH_HIVE !== undefined;
}
