import { memo } from 'react'
import type { Run } from '#lib/domain/run.ts'
import type { TranscriptItem } from '#lib/run-view/transcript-items.ts'
import { AgentCard } from './agent-card.tsx'
import { ErrorLine } from './error-line.tsx'
import { Goal } from './goal.tsx'
import { EndLine, LoopLine, LoopRestLine, NoteLine, SpeakerLine } from './quiet-lines.tsx'
import { ToolLines } from './tool-lines.tsx'
import { Turn } from './turn.tsx'

type TranscriptLineProps = { item: TranscriptItem; run: Run; outputShown: boolean }

/** Memoised: scrolling draws the list again with every frame, and lines hold markdown. */
export const TranscriptLine = memo(function TranscriptLine({ item, run, outputShown }: TranscriptLineProps) {
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
})
