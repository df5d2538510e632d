'use client'

import { useRef, useState } from 'react'
import type { DiffLine, TextDiff } from '#lib/run-view/content-diff.ts'
import { pairRows, unifiedRows, type PairRow, type UnifiedRow } from '#lib/run-view/diff-rows.ts'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { useWidth } from '../timeline/use-width.ts'
import { formatBytes } from './format-bytes.ts'
import { MaskedText } from './masked-text.tsx'

/** Two columns of text need this much room. */
const WIDE_PX = 680
/** Rows drawn at first, and more with each press. */
const CHUNK = 400
/** A line longer than this is cut; the message itself shows all of it. */
const MAX_LINE = 2_000

/** Lines of two texts: beside each other where there is room, else one under the other. */
export function DiffLines({ diff, label }: { diff: TextDiff; label: string }) {
  const frameRef = useRef<HTMLDivElement>(null)
  const width = useWidth(frameRef)
  const [shown, setShown] = useState(CHUNK)
  // Two columns of which one is empty would only waste room.
  const isWide = width >= WIDE_PX && diff.added > 0 && diff.removed > 0
  const rows = isWide ? pairRows(diff.lines) : unifiedRows(diff.lines)
  return (
    <section ref={frameRef} aria-label={label} className="min-w-0">
      {diff.isExact ? null : (
        <p className="pb-1 text-sm text-ink-3">Too different to be compared line by line: before, then after.</p>
      )}
      {diff.cutCharacters > 0 ? (
        <p className="pb-1 text-sm text-ink-3">
          Only the beginning is compared; {formatBytes(diff.cutCharacters)} of text are left out.
        </p>
      ) : null}
      <div className="overflow-hidden rounded border font-mono text-sm leading-5">
        {rows.slice(0, shown).map((row, index) => (
          // Lines have no id; their place is their identity.
          <Row key={index} row={row} />
        ))}
      </div>
      {rows.length > shown ? (
        <Button variant="link" size="inline" className="mt-1 text-sm" onClick={() => setShown(shown + CHUNK)}>
          Show more, {formatCountExact(rows.length - shown)} lines left
        </Button>
      ) : null}
    </section>
  )
}

function Row({ row }: { row: UnifiedRow | PairRow }) {
  if ('left' in row) {
    return (
      <div className="grid grid-cols-2">
        <Line line={row.left} />
        <Line line={row.right} className="border-l" />
      </div>
    )
  }
  if (row.type !== 'gap') return <Line line={row} />
  return (
    <div className="border-y bg-sunken px-2 font-sans text-xs leading-5 text-ink-3 first:border-t-0 last:border-b-0">
      {formatCountExact(row.count)} equal lines
    </div>
  )
}

const looks: Record<DiffLine['type'], { sign: string; name: string; classes: string }> = {
  same: { sign: ' ', name: '', classes: 'text-ink-2' },
  added: { sign: '+', name: 'added: ', classes: 'bg-good-soft' },
  removed: { sign: '−', name: 'removed: ', classes: 'bg-bad-soft' },
}

function Line({ line, className }: { line: DiffLine | null; className?: string }) {
  if (line === null) return <div className={cn('bg-sunken', className)} />
  const { sign, name, classes } = looks[line.type]
  const text = line.text.length > MAX_LINE ? `${line.text.slice(0, MAX_LINE)} …` : line.text
  return (
    <div className={cn('flex min-w-0 px-1', classes, className)}>
      <span aria-hidden className="w-4 shrink-0 text-ink-3 select-none">
        {sign}
      </span>
      <span className="min-w-0 flex-1 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {name === '' ? null : <span className="sr-only">{name}</span>}
        <MaskedText text={text} />
      </span>
    </div>
  )
}
