import type { Run } from '#lib/domain/run.ts'
import type { TranscriptItem } from './transcript-items.ts'

/** Whether a turn of the transcript says what the run's output is. */
export function isOutputShown({ outputPreview }: Run, items: readonly TranscriptItem[]): boolean {
  // A head that begins with an arrow names requested tools; it is no output.
  if (outputPreview.startsWith('→')) return true
  const lastTurn = items.findLast((item) => item.type === 'turn')
  return lastTurn !== undefined && (lastTurn.isFinal || lastTurn.node.outputPreview === outputPreview)
}
