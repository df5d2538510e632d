import type { Loop, SpanNode } from '#lib/domain/run.ts'
import { Badge } from '#components/ui/badge.tsx'
import { formatCount } from '#lib/format/count.ts'
import { loopMeaning } from '#lib/run-view/loop-bands.ts'
import { loopName } from '#lib/run-view/loop-cost.ts'
import { LoopAmount } from '../cost/loop-amount.tsx'

type NodeBadgesProps = { node: SpanNode; loop: Loop | null; hiddenCount: number }

/** What is odd about a row, in words. */
export function NodeBadges({ node, loop, hiddenCount }: NodeBadgesProps) {
  return (
    <>
      {hiddenCount > 0 ? <Badge>{formatCount(hiddenCount)} hidden</Badge> : null}
      {node.revisitOf === null ? null : <Badge tone={loop === null ? 'neutral' : 'warn'}>same call</Badge>}
      {loop !== null && node.loop !== null && node.step === loop.firstStep && node.kind === 'llm' ? (
        <Badge tone="warn" title={loopMeaning(loop)} className="min-w-0 shrink">
          <span className="truncate">
            {loopName(loop)}
            {loop.costUsd === null ? null : ', '}
            <LoopAmount loop={loop} place={node.loop} isStop={false} />
          </span>
        </Badge>
      ) : null}
      {node.usageRole === 'duplicate' ? <Badge>duplicate</Badge> : null}
      {node.source === 'log' ? <Badge>from log</Badge> : null}
      {node.kind === 'tool' && !node.toolExecuted ? <Badge tone="warn">not run</Badge> : null}
      {node.warnings.map((warning) => (
        <Badge key={warning.code} tone="warn" title={warning.message} className="max-w-28">
          <span className="truncate">{warning.code.replaceAll('_', ' ')}</span>
        </Badge>
      ))}
    </>
  )
}
