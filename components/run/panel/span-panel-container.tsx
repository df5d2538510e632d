'use client'

import { useMemo } from 'react'
import type { SpanNode } from '#lib/domain/run.ts'
import { useIsMedium } from '#components/layout/use-media-query.ts'
import { Sheet } from '#components/ui/sheet.tsx'
import { neighbourCalls } from '#lib/run-view/neighbour-calls.ts'
import { CompareTabContainer } from './compare-tab-container.tsx'
import { useSpanDetail } from '../use-span-detail.ts'
import { SpanPanel, type SpanPanelProps } from './span-panel.tsx'

type SpanPanelContainerProps = Pick<SpanPanelProps, 'matches' | 'askedTab' | 'onAskTab'> & {
  project: string
  runId: string
  node: SpanNode
  nodes: readonly SpanNode[]
  onSelect: (spanId: string) => void
  onClose: () => void
}

export function SpanPanelContainer(props: SpanPanelContainerProps) {
  const { project, runId, node, nodes, matches, askedTab, onAskTab, onSelect, onClose } = props
  const { data: detail, error, refetch } = useSpanDetail(project, runId, node.spanId)
  const isMedium = useIsMedium()
  const spanIds = useMemo(() => new Set(nodes.map((other) => other.spanId)), [nodes])
  const neighbours = useMemo(() => neighbourCalls(nodes, node), [nodes, node])
  const spanByCall = useMemo(() => indexByCall(nodes), [nodes])
  const panel = (
    <SpanPanel
      node={node}
      detail={detail}
      error={error}
      onRetry={() => void refetch()}
      spanByCall={spanByCall}
      compare={
        neighbours.previous === null && neighbours.next === null ? null : (
          <CompareTabContainer
            project={project}
            runId={runId}
            node={node}
            detail={detail}
            neighbours={neighbours}
            onSelect={onSelect}
          />
        )
      }
      matches={matches}
      askedTab={askedTab}
      onAskTab={onAskTab}
      hasSpan={(spanId) => spanIds.has(spanId)}
      onSelect={onSelect}
      onClose={isMedium ? undefined : onClose}
    />
  )
  if (!isMedium) return panel
  return (
    <Sheet title={node.label || node.name} open onOpenChange={(open) => (open ? undefined : onClose())}>
      {panel}
    </Sheet>
  )
}

function indexByCall(nodes: readonly SpanNode[]): Map<string, SpanNode> {
  const byCall = new Map<string, SpanNode>()
  for (const node of nodes) if (node.toolCallId !== null && node.kind !== 'llm') byCall.set(node.toolCallId, node)
  return byCall
}
