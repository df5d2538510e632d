'use client'

import { createContext, use } from 'react'

type TranscriptState = {
  project: string
  runId: string
  selectedId: string | null
  /** The first call, whose words the goal shows. */
  goalTurnId: string | null
  opened: ReadonlySet<string>
  /** Spans in which the search found something. */
  matchedIds: ReadonlySet<string>
  onSelect: (spanId: string) => void
  /** Opens or closes a card, a loop or a tool line by its id. */
  onToggle: (id: string) => void
}

/** What every line of the transcript needs; it changes with selection and opening only. */
export const TranscriptContext = createContext<TranscriptState | null>(null)

export function useTranscript(): TranscriptState {
  const state = use(TranscriptContext)
  if (state === null) throw new Error('useTranscript is only for lines of a TranscriptView')
  return state
}
