import { z } from 'zod'
import { Run } from './run.ts'

/** Columns that the sessions list sorts by. */
export const SessionSort = z.enum([
  'endedAt',
  'startedAt',
  'runs',
  'badRuns',
  'steps',
  'inputTokens',
  'outputTokens',
  'costUsd',
  'durationNs',
])
export type SessionSort = z.infer<typeof SessionSort>

/** What was said; `isWhole` is false where only the beginning is at hand. */
export const TurnText = z.object({ text: z.string(), isWhole: z.boolean() })
export type TurnText = z.infer<typeof TurnText>

/** One run of a session with the words that went in and came out. */
export const SessionTurn = z.object({ run: Run, input: TurnText, output: TurnText })
export type SessionTurn = z.infer<typeof SessionTurn>

/** Answer of GET /sessions/{session}/turns. */
export const SessionTurns = z.object({ items: z.array(SessionTurn), nextCursor: z.string().nullable() })
export type SessionTurns = z.infer<typeof SessionTurns>
