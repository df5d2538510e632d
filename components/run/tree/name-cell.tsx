/* oxlint-disable jsx-a11y/prefer-tag-over-role -- virtual rows are placed by hand: table elements lose their roles to display: grid */
'use client'

import { ChevronRight } from 'lucide-react'
import type { Loop, SpanNode } from '#lib/domain/run.ts'
import { cn } from '#components/ui/cn.ts'
import { decodeEscapes } from '#lib/run-view/parse-json.ts'
import type { TreeRow } from '#lib/run-view/tree-rows.ts'
import { KindIcon } from '../kind-icon.tsx'
import { NodeBadges } from './node-badges.tsx'

type NameCellProps = { row: TreeRow; loop: Loop | null; onToggle: (spanId: string) => void }

const INDENT = 16
/** Deeper rows stay in place, so that names keep room. */
const MAX_INDENT_DEPTH = 14

/** Depth, kind, name and what is odd about a row; its text where there is room. */
export function NameCell({ row, loop, onToggle }: NameCellProps) {
  const { node, open } = row
  const indent = Math.min(row.depth, MAX_INDENT_DEPTH)
  return (
    <span
      role="gridcell"
      className="relative flex h-full min-w-0 items-center gap-1.5 overflow-hidden"
      style={{ paddingLeft: indent * INDENT + 6 }}
    >
      <IndentGuides count={indent} />
      {open === null ? (
        <span className="w-4 shrink-0" />
      ) : (
        <button
          type="button"
          // The tree's arrow keys do the same; a stop per row would be hundreds of stops.
          tabIndex={-1}
          aria-label={open ? `Close ${node.label}` : `Open ${node.label}`}
          className="flex size-4 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink"
          onClick={(event) => {
            event.stopPropagation()
            onToggle(node.spanId)
          }}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          <ChevronRight aria-hidden className={cn('size-3.5', open && 'rotate-90')} />
        </button>
      )}
      <KindIcon kind={node.kind} failed={node.status === 'error'} />
      <span
        className={cn(
          'min-w-0 truncate @min-[480px]:max-w-3/5 @min-[480px]:shrink-0',
          node.status === 'error' && 'text-bad',
        )}
      >
        {node.label || node.name}
      </span>
      <span className="hidden min-w-0 items-center gap-1.5 overflow-hidden @min-[13rem]:flex">
        <NodeBadges node={node} loop={loop} hiddenCount={row.hiddenCount} />
      </span>
      {node.warnings.length === 0 ? null : (
        <span
          title={node.warnings.map(({ message }) => message).join('\n')}
          className="ml-auto px-1 font-semibold text-warn @min-[13rem]:hidden"
        >
          !
        </span>
      )}
      <span className="hidden min-w-0 flex-1 truncate text-sm text-ink-3 @min-[480px]:block">{previewOf(node)}</span>
    </span>
  )
}

function IndentGuides({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span
      aria-hidden
      className="pointer-events-none absolute inset-y-0 left-3.5 bg-[repeating-linear-gradient(to_right,var(--color-line)_0_1px,transparent_1px_16px)]"
      style={{ width: count * INDENT - 6 }}
    />
  )
}

/** What a model said is news; what it was asked repeats from row to row. */
function previewOf(node: SpanNode): string {
  return decodeEscapes(node.errorMessage ?? (node.kind === 'llm' ? node.outputPreview : node.inputPreview))
}
