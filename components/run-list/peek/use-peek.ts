'use client'

import { useState } from 'react'

type PeekState = { isOpen: boolean; runId: string | null; setOpen: (open: boolean) => void }

/** What is open beside the list: the selected run, in it one span perhaps, over the whole page perhaps. */
export function usePeek({ isOpen, runId, setOpen }: PeekState) {
  const [span, setSpan] = useState<{ runId: string; spanId: string } | null>(null)
  const [isFull, setFull] = useState(false)
  const openId = isOpen ? runId : null
  const spanId = span !== null && span.runId === openId ? span.spanId : null
  return {
    runId: openId,
    spanId,
    isFull: isFull && openId !== null,
    setFull,
    setSpanId: (next: string | null) =>
      setSpan(next === null || openId === null ? null : { runId: openId, spanId: next }),
    close: () => {
      setFull(false)
      setOpen(false)
    },
  }
}
