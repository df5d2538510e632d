'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import Link from 'next/link'
import { useMemo, useRef, useState } from 'react'
import { ListedCost } from '#components/run/cost/listed-cost.tsx'
import { KindIcon } from '#components/run/kind-icon.tsx'
import { KindsMenu } from '#components/run/kinds-menu.tsx'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import type { Run, SpanNode } from '#lib/domain/run.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatUsd } from '#lib/format/usd.ts'
import { countKinds, isFiltering, noFilter, passes, type RowFilter } from '#lib/run-view/row-filter.ts'

const rowHeight = 28
/** Deeper rows stand no further in. */
const maxIndent = 8

type SpanListProps = { run: Run; nodes: readonly SpanNode[]; hrefOf: (spanId: string) => string }

/** The spans of a turn in their order, of some kinds or the failed ones alone. */
export function SpanList({ run, nodes, hrefOf }: SpanListProps) {
  const [filter, setFilter] = useState<RowFilter>(noFilter)
  const counts = useMemo(() => countKinds(nodes), [nodes])
  const isFiltered = isFiltering(filter)
  const shown = nodes.filter((node) => passes(filter, node))
  const scrollRef = useRef<HTMLElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- its results are used here only, nothing is memoised
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-9 shrink-0 items-center gap-3 border-b px-3 text-sm">
        <KindsMenu counts={counts} filter={filter} hiddenCount={nodes.length - shown.length} onFilter={setFilter} />
        <output className="tabular ml-auto text-xs text-ink-3">
          {isFiltered ? `${shown.length} of ${nodes.length}` : `${nodes.length} spans`}
        </output>
      </div>
      <ScrollArea ref={scrollRef} label="Spans of the turn" className="flex-1">
        {shown.length === 0 ? <p className="p-3 text-sm text-ink-3">No span of this turn fits.</p> : null}
        <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const node = shown[item.index]
            return node === undefined ? null : (
              <li
                key={node.spanId}
                className="absolute inset-x-0 top-0"
                style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
              >
                <SpanLink run={run} node={node} depth={isFiltered ? 0 : node.depth} href={hrefOf(node.spanId)} />
              </li>
            )
          })}
        </ul>
      </ScrollArea>
    </div>
  )
}

type SpanLinkProps = { run: Run; node: SpanNode; depth: number; href: string }

/** The amount stands beside the link: one thing to click cannot hold another. */
function SpanLink({ run, node, depth, href }: SpanLinkProps) {
  const name = node.label || node.name
  return (
    <div className="flex h-full items-center hover:bg-hover">
      <Link
        href={href}
        prefetch={false}
        className="flex h-full min-w-0 flex-1 items-center gap-2 pr-3 text-sm focus-visible:-outline-offset-2"
        style={{ paddingLeft: 12 + Math.min(depth, maxIndent) * 12 }}
      >
        <KindIcon kind={node.kind} failed={isFailed(node)} />
        <span className="min-w-0 flex-1 truncate">{name}</span>
        <span className="tabular w-16 shrink-0 text-right text-xs text-ink-3">{formatDurationNs(node.durationNs)}</span>
      </Link>
      <span className="tabular w-18 shrink-0 pr-3 text-right text-xs text-ink-3">
        {node.costStatus === 'none' ? null : (
          <ListedCost run={run} spanId={node.spanId} of={name}>
            {formatUsd(node.costUsd)}
            {node.costStatus === 'partial' ? '*' : ''}
          </ListedCost>
        )}
      </span>
    </div>
  )
}

function isFailed(node: SpanNode): boolean {
  return node.status === 'error'
}
