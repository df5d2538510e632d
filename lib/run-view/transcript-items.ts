import type { Loop, SpanNode } from '#lib/domain/run.ts'

/** A tool that a model asked for and that has a row of its own, so the turn need not show it again. */
export type SpannedCall = { id: string | null; name: string }

export type CardTotals = { steps: number; llmCalls: number; toolCalls: number; errors: number }

type Placed = {
  /** Unique in the transcript; also the key that opens and closes it. */
  id: string
  /** How many cards enclose it. */
  nest: number
  /** Index into the run's loops, null outside. */
  loop: number | null
}

export type TurnItem = Placed & {
  type: 'turn'
  node: SpanNode
  calls: SpannedCall[]
  /** The next call of the same conversation: its input holds the results of tools without spans. */
  nextTurnId: string | null
  isFirst: boolean
  isFinal: boolean
}

export type CardItem = Placed & {
  type: 'card'
  node: SpanNode
  open: boolean
  totals: CardTotals
  /** Ran at the same time as its neighbour. */
  parallel: boolean
}

export type LoopItem = Placed & { type: 'loop'; loop: number; band: Loop }

/** The rounds after the first one, folded until opened. */
export type LoopRestItem = Placed & { type: 'loop-rest'; band: Loop; hiddenSteps: number; open: boolean }

/** One line of the reading view; the list is flat so that it can be virtual. */
export type TranscriptItem =
  | (Placed & { type: 'goal'; turnId: string | null })
  | (Placed & { type: 'speaker'; name: string })
  | TurnItem
  | (Placed & { type: 'tools'; nodes: SpanNode[] })
  | CardItem
  | (Placed & { type: 'note'; node: SpanNode })
  | (Placed & { type: 'error'; node: SpanNode })
  | LoopItem
  | LoopRestItem
  | (Placed & { type: 'end' })
