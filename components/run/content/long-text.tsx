'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { formatBytes } from './format-bytes.ts'
import { MaskedText } from './masked-text.tsx'

type LongTextProps = {
  text: string
  /** Characters shown at first. */
  first?: number
  className?: string
}

/** Enough to read on; small enough that the browser lays it out without a pause. */
const CHUNK = 64_000

/** Text that shows its beginning and more on demand, so that megabytes never block the page. */
export function LongText({ text, first = 16_000, className }: LongTextProps) {
  const [shown, setShown] = useState(first)
  const left = text.length - shown
  return (
    <>
      <div className={cn('break-words whitespace-pre-wrap [overflow-wrap:anywhere]', className)}>
        <MaskedText text={left > 0 ? text.slice(0, shown) : text} />
      </div>
      {left > 0 ? <ShowMore left={left} onMore={() => setShown(shown + CHUNK)} /> : null}
    </>
  )
}

export function ShowMore({ left, onMore }: { left: number; onMore: () => void }) {
  return (
    <Button variant="link" size="inline" className="mt-1 text-sm" onClick={onMore}>
      Show{' '}
      {left > CHUNK ? `the next ${formatBytes(CHUNK)} of ${formatBytes(left)}` : `the remaining ${formatBytes(left)}`}
    </Button>
  )
}
