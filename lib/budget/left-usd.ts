import { formatUsd, parseUsd } from '#lib/pricing/fixed-usd.ts'

/** What may still be spent; below nothing where more was. */
export function leftUsd({ limitUsd, spentUsd }: { limitUsd: string; spentUsd: string }): string {
  return formatUsd((parseUsd(limitUsd) ?? 0n) - (parseUsd(spentUsd) ?? 0n))
}
