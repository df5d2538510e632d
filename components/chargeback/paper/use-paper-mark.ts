'use client'

import { useEffect } from 'react'
import type { ClosedStatement } from '#lib/domain/chargeback.ts'

/** What stands at the foot of each printed page: margins of pages read it from the document's root. */
export function usePaperMark(printed: { statementId: string; closing: ClosedStatement | null } | undefined): void {
  const mark = printed === undefined ? null : markText(printed.statementId, printed.closing)
  useEffect(() => {
    if (mark === null) return
    const { style } = document.documentElement
    style.setProperty('--statement-mark', JSON.stringify(mark))
    return () => void style.removeProperty('--statement-mark')
  }, [mark])
}

export function markText(statementId: string, closing: ClosedStatement | null): string {
  if (closing === null) return `Draft of statement ${statementId}, not closed: amounts may still change`
  const reopened = closing.state === 'reopened' ? ', reopened' : ''
  return `Statement ${statementId}, version ${closing.version}${reopened}, SHA-256 ${closing.contentHash}`
}
