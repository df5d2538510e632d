import { memo } from 'react'
import type { Run } from '#lib/domain/run.ts'
import { cn } from '#components/ui/cn.ts'
import type { TranscriptItem } from '#lib/run-view/transcript-items.ts'
import { AgentCard } from './agent-card.tsx'
import { ErrorLine } from './error-line.tsx'
import { Goal } from './goal.tsx'
import { EndLine, LoopLine, LoopRestLine, NoteLine, SpeakerLine } from './quiet-lines.tsx'
import { ToolLines } from './tool-lines.tsx'
import { Turn } from './turn.tsx'

type TranscriptLineProps = { item: TranscriptItem; run: Run; outputShown: boolean }

const MAX_NEST = 6

/** Memoised: scrolling draws the list again with every frame, and lines hold markdown. */
export const TranscriptLine = memo(function TranscriptLine({ item, run, outputShown }: TranscriptLineProps) {
  return (
    <>
      {Array.from({ length: Math.min(item.nest, MAX_NEST) }, (_unused, level) => (
        <span key={level} aria-hidden className="w-4 shrink-0 border-l border-line-strong" />
      ))}
      <div className={cn('min-w-0 flex-1', item.loop !== null && 'border-l-2 border-warn/50 pl-3')}>
        <Line item={item} run={run} outputShown={outputShown} />
      </div>
    </>
  )
})

function Line({ item, run, outputShown }: TranscriptLineProps) {
  switch (item.type) {
    case 'goal':
      return <Goal run={run} turnId={item.turnId} />
    case 'speaker':
      return <SpeakerLine name={item.name} />
    case 'turn':
      return <Turn item={item} />
    case 'tools':
      return <ToolLines nodes={item.nodes} />
    case 'card':
      return <AgentCard item={item} />
    case 'note':
      return <NoteLine node={item.node} />
    case 'error':
      return <ErrorLine node={item.node} />
    case 'loop':
      return <LoopLine item={item} />
    case 'loop-rest':
      return <LoopRestLine item={item} />
    case 'end':
      return <EndLine run={run} outputShown={outputShown} />
    default: {
      const never: never = item
      return never
    }
  }
}
