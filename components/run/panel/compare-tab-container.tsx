'use client'

import { useMemo, useState } from 'react'
import type { SpanDetail, SpanNode } from '#lib/domain/run.ts'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import { formatCountExact } from '#lib/format/count.ts'
import { diffContents, type TextDiff } from '#lib/run-view/content-diff.ts'
import type { NeighbourCalls } from '#lib/run-view/neighbour-calls.ts'
import { DiffLines } from '../content/diff-lines.tsx'
import { useSpanDetail } from '../use-span-detail.ts'
import { Section } from './section.tsx'

type CompareTabContainerProps = {
  project: string
  runId: string
  node: SpanNode
  detail: SpanDetail | undefined
  neighbours: NeighbourCalls
  onSelect: (spanId: string) => void
}

type Side = 'previous' | 'next'
const sideLabels: Record<Side, string> = { previous: 'the previous call', next: 'the next call' }

/** What changed between this call and the one before or after it that does the same. */
export function CompareTabContainer({ project, runId, node, detail, neighbours, onSelect }: CompareTabContainerProps) {
  const sides = (['previous', 'next'] as const).filter((side) => neighbours[side] !== null)
  const [wanted, setSide] = useState<Side>('previous')
  const side = sides.includes(wanted) ? wanted : (sides[0] ?? 'previous')
  const other = neighbours[side]
  const { data, error, refetch } = useSpanDetail(project, runId, other?.spanId ?? null)
  // Always from the earlier to the later call.
  const diff = useMemo(() => {
    if (data === undefined || detail === undefined) return null
    const [before, after] = side === 'previous' ? [data, detail] : [detail, data]
    return diffContents(before.content, after.content)
  }, [data, detail, side])
  if (other === null) return null
  const who = node.kind === 'llm' ? (node.agent ?? 'this run') : node.label
  return (
    <>
      <div className="flex min-h-9 flex-wrap items-center gap-2 border-b px-3 py-1.5 text-sm">
        <span>Compare with</span>
        <Select
          label="Compare with"
          value={side}
          options={sides.map((value) => ({ value, label: sideLabels[value] }))}
          onValueChange={setSide}
          className="h-6"
        />
        <span className="min-w-0 truncate text-ink-3">
          of {who}
          {other.step === null ? '' : `, step ${other.step}`}
        </span>
        <Button variant="link" size="inline" className="text-sm" onClick={() => onSelect(other.spanId)}>
          Open
        </Button>
      </div>
      {error !== null && data === undefined ? (
        <p className="flex items-center gap-2 p-3 text-sm">
          {error.message}
          <Button size="sm" onClick={() => void refetch()}>
            Try again
          </Button>
        </p>
      ) : diff === null ? (
        <output className="block p-3 text-sm text-ink-3">Loading the other call …</output>
      ) : (
        <>
          <Part title="Instructions" diff={diff.system} />
          <Part title={inputTitle(diff)} diff={diff.input} />
          <Part title="Output" diff={diff.output} />
        </>
      )}
    </>
  )
}

function Part({ title, diff }: { title: string; diff: TextDiff }) {
  if (diff.lines.length === 0) return null
  const isSame = diff.added === 0 && diff.removed === 0
  const counts = isSame ? 'no change' : `+${formatCountExact(diff.added)} −${formatCountExact(diff.removed)} lines`
  return (
    <Section title={title} actions={<span className="text-xs text-ink-3 tabular">{counts}</span>}>
      {isSame ? null : <DiffLines diff={diff} label={`Changes: ${title}`} />}
    </Section>
  )
}

function inputTitle({
  sharedMessages,
  addedMessages,
  removedMessages,
}: {
  sharedMessages: number
  addedMessages: number
  removedMessages: number
}): string {
  if (sharedMessages + addedMessages + removedMessages === 0) return 'Input'
  const parts = [
    `${countOf(addedMessages)} added`,
    `${countOf(removedMessages)} removed`,
    ...(sharedMessages > 0 ? [`the first ${countOf(sharedMessages)} equal`] : []),
  ]
  return `Input: ${parts.join(', ')}`
}

function countOf(count: number): string {
  return `${formatCountExact(count)} ${count === 1 ? 'message' : 'messages'}`
}
