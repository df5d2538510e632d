import type { SpanNode } from '#lib/domain/run.ts'
import type { AmountRow } from './amount-list.tsx'
import type { CostTarget } from './cost-context.ts'

/** Where the rows of a card lead: to a span, and to the card of an amount. */
export type CallWays = { onSelect: (spanId: string) => void; onTarget: (target: CostTarget) => void }

/** A call as a row of what an amount is made of. */
export function callRow(node: SpanNode, { onSelect, onTarget }: CallWays, round?: number): AmountRow {
  const { spanId, label, name, step, costUsd, costStatus } = node
  const notes = [round === undefined ? null : `round ${round}`, step === null ? null : `step ${step}`]
  return {
    key: spanId,
    name: label || name,
    note: notes.filter((note) => note !== null).join(', ') || null,
    costUsd,
    isPartial: costStatus === 'partial',
    way: () => onSelect(spanId),
    onAsk: () => onTarget({ of: 'call', spanId }),
  }
}
