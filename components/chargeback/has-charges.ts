import type { Statement } from '#lib/domain/statement.ts'

/** Whether anybody is charged more, or less, than the cost of the runs. */
export function hasCharges({ tenants }: Pick<Statement, 'tenants'>): boolean {
  return tenants.some(({ sharedUsd, markupUsd }) => Number(sharedUsd) !== 0 || Number(markupUsd) !== 0)
}
