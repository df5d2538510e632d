import type { SpreadKey } from '#lib/domain/statement.ts'

/** By what a shared cost is spread. */
export const spreadTexts: Record<SpreadKey, string> = {
  cost: 'by cost',
  runs: 'by runs',
  tokens: 'by tokens',
  equal: 'in equal parts',
}
