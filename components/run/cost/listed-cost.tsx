'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { createContext, Suspense, use, useCallback, useState, type ReactNode } from 'react'
import { useShortcuts } from '#components/layout/use-shortcuts.ts'
import { lazily } from '#components/ui/lazily.ts'
import { runQueries } from '#lib/api/runs.ts'
import type { Run } from '#lib/domain/run.ts'
import { AmountButton } from './amount-button.tsx'

const CostCard = lazily(() => import('./cost-card.tsx').then((module) => module.CostCard))

/** A run of a list, or one of its calls. */
type Listed = { run: Run; spanId: string | null }
type OpenCard = (listed: Listed, anchor: HTMLElement | null) => void

const ListedCostContext = createContext<OpenCard | null>(null)

type ListedCostHostProps = {
  /** The run whose card a key opens. */
  selected?: Run | null
  /** The page of a span of a run. */
  hrefOf: (runId: string, spanId: string) => string
  children: ReactNode
}

/** One card for the amounts of all runs of a page; what a run is made of is asked for when it is opened. */
export function ListedCostHost({ selected = null, hrefOf, children }: ListedCostHostProps) {
  const [opened, setOpened] = useState<(Listed & { anchor: HTMLElement | null; isOpen: boolean }) | null>(null)
  const router = useRouter()
  const open = useCallback<OpenCard>((listed, anchor) => setOpened({ ...listed, anchor, isOpen: true }), [])
  return (
    <ListedCostContext value={open}>
      {children}
      {selected === null ? null : <SelectedCost run={selected} onOpen={open} />}
      {opened === null ? null : (
        <Suspense>
          <ListedCostCard
            {...opened}
            onOpenChange={(isOpen) => setOpened({ ...opened, isOpen })}
            onSelect={(spanId) => router.push(hrefOf(opened.run.runId, spanId))}
          />
        </Suspense>
      )}
    </ListedCostContext>
  )
}

/** Its key is bound only while there is a run that it is about. */
function SelectedCost({ run, onOpen }: { run: Run; onOpen: OpenCard }) {
  const ask = () => onOpen({ run, spanId: null }, placeOfSelected())
  useShortcuts('Cost', [{ keys: ['c'], label: 'How the cost of the selected run came about', run: ask }])
  return null
}

type ListedCostCardProps = Listed & {
  anchor: HTMLElement | null
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onSelect: (spanId: string) => void
}

function ListedCostCard({ run, spanId, anchor, isOpen, ...card }: ListedCostCardProps) {
  const { data, error } = useQuery({ ...runQueries.spans(run.project, run.runId), enabled: isOpen })
  return (
    <CostCard
      run={run}
      nodes={data?.nodes ?? null}
      error={error}
      target={spanId === null ? { of: 'run' } : { of: 'call', spanId }}
      anchor={anchor}
      open={isOpen}
      {...card}
    />
  )
}

type ListedCostProps = Listed & { of: string; isStop?: boolean; className?: string; children: ReactNode }

/** An amount of a list that says how it came about when it is clicked. */
export function ListedCost({ run, spanId, of, isStop = true, className, children }: ListedCostProps) {
  const openCard = use(ListedCostContext)
  if (openCard === null) return children
  return (
    <AmountButton of={of} isStop={isStop} className={className} onOpen={(anchor) => openCard({ run, spanId }, anchor)}>
      {children}
    </AmountButton>
  )
}

/** What has the focus gets it back; else the card stands at the row. */
function placeOfSelected(): HTMLElement | null {
  const { activeElement } = document
  if (activeElement instanceof HTMLElement && activeElement !== document.body) return activeElement
  return document.querySelector<HTMLElement>('[aria-selected="true"], article:has([aria-pressed="true"])')
}
