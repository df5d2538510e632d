'use client'

import { Suspense, useCallback, useState, type ReactNode } from 'react'
import type { Run, SpanNode } from '#lib/domain/run.ts'
import { useShortcuts } from '#components/layout/use-shortcuts.ts'
import { lazily } from '#components/ui/lazily.ts'
import { isShared } from '#lib/paths.ts'
import { costTargetOf } from './cost-button.tsx'
import { CostCardContext, type CostTarget } from './cost-context.ts'

const CostCard = lazily(() => import('./cost-card.tsx').then((module) => module.CostCard))

type CostCardHostProps = {
  run: Run
  nodes: readonly SpanNode[]
  selectedNode: SpanNode | null
  onSelect: (spanId: string) => void
  children: ReactNode
}

type Opened = { target: CostTarget; anchor: HTMLElement | null; isOpen: boolean }

/** One card for all amounts of a run's page. Whoever reads through a link sees amounts, not the prices behind them. */
export function CostCardHost({ run, nodes, selectedNode, onSelect, children }: CostCardHostProps) {
  const [opened, setOpened] = useState<Opened | null>(null)
  const mayAsk = !isShared(run.project)
  const open = useCallback(
    (target: CostTarget, anchor: HTMLElement | null) => setOpened({ target, anchor, isOpen: true }),
    [],
  )
  useShortcuts('Cost', [
    {
      keys: ['c'],
      label: 'How the cost of the selected span came about, or that of the run',
      run: () => {
        const target: CostTarget = selectedNode === null ? { of: 'run' } : costTargetOf(selectedNode)
        if (mayAsk) open(target, placeOf(selectedNode))
      },
    },
  ])
  return (
    <CostCardContext value={mayAsk ? open : null}>
      {children}
      {opened === null ? null : (
        <Suspense>
          <CostCard
            run={run}
            nodes={nodes}
            target={opened.target}
            anchor={opened.anchor}
            open={opened.isOpen}
            onOpenChange={(isOpen) => setOpened({ ...opened, isOpen })}
            onSelect={onSelect}
          />
        </Suspense>
      )}
    </CostCardContext>
  )
}

/** What has the focus gets it back; without one the card stands at the facts of what it is about. */
function placeOf(selected: SpanNode | null): HTMLElement | null {
  const { activeElement } = document
  if (activeElement instanceof HTMLElement && activeElement !== document.body) return activeElement
  return document.querySelector<HTMLElement>(
    selected === null ? 'section[aria-label="Run facts"]' : 'section[aria-label="Span"]',
  )
}
